/** What drawing and pointing need to know of a scene: who is linked, which edges run side by side, what is where. */
import { type Quadtree, quadtree } from "d3-quadtree";
import type { Scene } from "./scene.ts";

/** How far edges between the same two nodes lie apart at their middle, in units of the layout. */
const APART = 26;

export class SceneIndex {
  readonly scene: Scene;
  readonly placeOf: ReadonlyMap<string, number>;
  /** The places of the edges of each node. */
  readonly edgesOf: readonly (readonly number[])[];
  /** How far the middle of each edge is off the straight line, to the right of its direction. */
  readonly bends: Float32Array;
  /** All nodes, those first whose labels matter most: large ones, then those with many links. */
  readonly byWeight: Uint32Array;
  /** The largest radius. */
  readonly largest: number;
  #tree: Quadtree<number> | null = null;

  /** An index; of an older one whatever still holds is kept. */
  constructor(scene: Scene, before?: SceneIndex) {
    this.scene = scene;
    const old = before && isSameGraph(before.scene, scene) ? before : null;
    this.placeOf = old?.placeOf ?? new Map(scene.nodes.map((node, place) => [node.id, place]));
    this.edgesOf = old?.edgesOf ?? edgesOfNodes(scene);
    this.bends = old?.bends ?? bendsOf(scene);
    this.byWeight = old?.byWeight ?? weighed(scene, this.edgesOf);
    this.largest = scene.nodes.reduce((most, node) => Math.max(most, node.radius), 1);
  }

  /** The place of a node, or -1. */
  place(id: string): number {
    return this.placeOf.get(id) ?? -1;
  }

  /** The other end of an edge. */
  otherEnd(edge: number, node: number): number {
    const found = this.scene.edges[edge];
    if (!found) return -1;
    return found.from === node ? found.to : found.from;
  }

  /** The neighbours of a node with the edge to each, in the order of the edges; each once. */
  neighboursOf(node: number): Map<number, number> {
    const found = new Map<number, number>();
    for (const edge of this.edgesOf[node] ?? []) {
      const other = this.otherEnd(edge, node);
      if (other !== node && !found.has(other)) found.set(other, edge);
    }
    return found;
  }

  /** The node at a place of the layout, where `factor` is what radii are drawn with and `slack` widens all; else -1. */
  nodeAt(x: number, y: number, factor = 1, slack = 0): number {
    const { nodes } = this.scene;
    const reach = this.largest * factor + slack;
    let best = -1;
    let nearest = Infinity;
    this.#places().visit((box, left, top, right, bottom) => {
      if (left > x + reach || right < x - reach || top > y + reach || bottom < y - reach) return true;
      if (box.length) return false;
      let leaf: typeof box | undefined = box;
      while (leaf && !leaf.length) {
        const node = nodes[leaf.data];
        if (node) {
          const off = Math.hypot(node.x - x, node.y - y) - node.radius * factor;
          if (off <= slack && off < nearest) {
            best = leaf.data;
            nearest = off;
          }
        }
        leaf = leaf.next;
      }
      return false;
    });
    return best;
  }

  #places(): Quadtree<number> {
    if (!this.#tree) {
      const { nodes } = this.scene;
      this.#tree = quadtree<number>()
        .x((place) => nodes[place]?.x ?? 0)
        .y((place) => nodes[place]?.y ?? 0)
        .addAll(nodes.map((_, place) => place));
    }
    return this.#tree;
  }
}

function isSameGraph(one: Scene, other: Scene): boolean {
  return (
    one.nodes.length === other.nodes.length &&
    one.edges.length === other.edges.length &&
    one.nodes.every((node, place) => {
      const now = other.nodes[place];
      return now?.id === node.id && now.radius === node.radius;
    }) &&
    one.edges.every((edge, place) => edge.from === other.edges[place]?.from && edge.to === other.edges[place]?.to)
  );
}

function edgesOfNodes(scene: Scene): number[][] {
  const found: number[][] = scene.nodes.map(() => []);
  scene.edges.forEach((edge, place) => {
    found[edge.from]?.push(place);
    if (edge.to !== edge.from) found[edge.to]?.push(place);
  });
  return found;
}

function bendsOf({ nodes, edges }: Scene): Float32Array {
  const bends = new Float32Array(edges.length);
  const pairs = new Map<number, number[]>();
  edges.forEach(({ from, to }, place) => {
    const key = Math.min(from, to) * nodes.length + Math.max(from, to);
    const pair = pairs.get(key);
    if (pair) pair.push(place);
    else pairs.set(key, [place]);
  });
  for (const pair of pairs.values()) {
    if (pair.length === 1) continue;
    pair.forEach((place, nth) => {
      const edge = edges[place];
      const off = (nth - (pair.length - 1) / 2) * APART;
      // To the right of one direction is to the left of the other.
      bends[place] = edge && edge.from > edge.to ? -off : off;
    });
  }
  return bends;
}

function weighed(scene: Scene, edgesOf: readonly (readonly number[])[]): Uint32Array {
  const weights = scene.nodes.map((node, place) => node.radius * 1000 + (edgesOf[place]?.length ?? 0));
  return Uint32Array.from(scene.nodes.keys()).sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b);
}
