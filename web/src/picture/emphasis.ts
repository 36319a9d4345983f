/** What stands out and what steps back, by what is selected, pointed at, or marked. */
import type { SceneIndex } from "./index.ts";

/** What the reader points at: places of nodes and edges, or -1. */
export interface Focus {
  selected: number;
  /** Under the pointer. */
  hovered: number;
  hoveredEdge: number;
  /** Where the keyboard is. */
  current: number;
}

export const NOTHING: Focus = { selected: -1, hovered: -1, hoveredEdge: -1, current: -1 };

export const FAINT = 0;
export const PLAIN = 1;
export const STRONG = 2;
export type Weight = typeof FAINT | typeof PLAIN | typeof STRONG;

/** The weight of each node and each edge. */
export interface Emphasis {
  node(place: number): Weight;
  edge(place: number): Weight;
  /** The nodes next to what is selected, hovered or current. */
  near: ReadonlySet<number>;
}

/** The selected node and its neighbours stay, the rest is faint; what is pointed at is strong besides. */
export function emphasisOf(index: SceneIndex, focus: Focus): Emphasis {
  const { nodes, edges } = index.scene;
  const centres = [focus.selected, focus.hovered, focus.current].filter((place) => place >= 0);
  const near = new Set<number>();
  for (const centre of centres) {
    for (const neighbour of index.neighboursOf(centre).keys()) near.add(neighbour);
  }
  const isChosen = focus.selected >= 0;
  const around = isChosen ? new Set(index.neighboursOf(focus.selected).keys()) : near;
  return {
    near,
    node(place) {
      const node = nodes[place];
      if (!node) return FAINT;
      if (node.isMarked || centres.includes(place)) return STRONG;
      if (node.isDimmed) return FAINT;
      return !isChosen || around.has(place) || near.has(place) ? PLAIN : FAINT;
    },
    edge(place) {
      const edge = edges[place];
      if (!edge) return FAINT;
      if (edge.isMarked || place === focus.hoveredEdge) return STRONG;
      for (const centre of centres) if (edge.from === centre || edge.to === centre) return STRONG;
      return edge.isDimmed || isChosen ? FAINT : PLAIN;
    },
  };
}
