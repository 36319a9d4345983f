/** Makes the scene that is drawn out of what is seen. */
import type { Picture } from "../data/types.ts";
import type { LayoutEdge, LayoutNode, Place } from "../picture/layouts.ts";
import type { LegendEntry, Scene, SceneEdge, SceneNode } from "../picture/scene.ts";
import type { Graph, GraphEdge, GraphNode } from "./graph.ts";
import type { Seen } from "./seen.ts";
import type { Pin } from "./state.ts";
import { counted } from "./words.ts";

export interface Looks {
  kinds: Graph["kinds"];
  relations: Graph["relations"];
}

export interface SceneOptions {
  seen: Seen;
  /** For each node of `seen` in its order. */
  places: readonly Place[];
  looks: Looks;
  size: Picture["size"];
  pins: readonly Pin[];
  /** Keys of the links of a path. */
  marked: ReadonlySet<string>;
}

/** The scene of what is seen. */
export function sceneOf({ seen, places, looks, size, pins, marked }: SceneOptions): Scene {
  const place = new Map(seen.nodes.map(({ id }, at) => [id, at]));
  const pinned = new Map(pins.map((pin) => [pin.id, pin]));
  const onPath = new Set(seen.edges.filter(({ key }) => marked.has(key)).flatMap(({ from, to }) => [from, to]));
  const hasPath = onPath.size > 0;
  const nodes = seen.nodes.map((node, at): SceneNode => {
    const pin = pinned.get(node.id);
    const kind = looks.kinds.get(node.kind);
    return {
      id: node.id,
      label: node.label,
      title: titleOf(node, kind?.label ?? "thing", seen.degrees.get(node.id) ?? 0),
      colour: kind?.colour ?? "grey",
      shape: kind?.shape ?? "dot",
      radius: radiusOf(node, size, seen.degrees.get(node.id) ?? 0),
      x: pin?.x ?? places[at]?.x ?? 0,
      y: pin?.y ?? places[at]?.y ?? 0,
      isPinned: pin !== undefined,
      isDimmed: hasPath && !onPath.has(node.id),
      isMarked: onPath.has(node.id),
    };
  });
  const edges = seen.edges.map((edge): SceneEdge => {
    const relation = looks.relations.get(edge.relation);
    const isMarked = marked.has(edge.key);
    return {
      from: place.get(edge.from) ?? 0,
      to: place.get(edge.to) ?? 0,
      label: edgeLabel(edge, looks),
      title: `${nameOf(seen, place, edge.from)} ${relation?.label ?? edge.relation} ${nameOf(seen, place, edge.to)}\n${originInWords(edge)}`,
      colour: relation?.colour ?? "grey",
      width: Math.min(5, 1 + Math.sqrt(edge.findings.length) / 2),
      isDashed: edge.origin === "inferred",
      isDimmed: hasPath && !isMarked,
      isMarked,
    };
  });
  return { nodes, edges };
}

/** "suppresses · 3 findings". */
export function edgeLabel(edge: GraphEdge, { relations }: Pick<Looks, "relations">): string {
  const label = relations.get(edge.relation)?.label ?? edge.relation;
  return edge.findings.length > 0 ? `${label} · ${counted(edge.findings.length, "finding")}` : label;
}

/** "inferred, no findings of its own". */
export function originInWords({ origin, findings }: GraphEdge): string {
  const number = findings.length > 0 ? counted(findings.length, "finding") : "";
  if (origin === "inferred") return number ? `inferred, ${number}` : "inferred: no record says it, reasoning does";
  if (origin === "joined") return number ? `gathered from ${number}` : "gathered by the query of this picture";
  return number ? `stated, ${number}` : "stated in the records";
}

/** The nodes of what is seen as the layouts want them. */
export function layoutNodes(
  seen: Seen,
  looks: Looks,
  size: Picture["size"],
  places: ReadonlyMap<string, Place>,
): LayoutNode[] {
  const kinds = [...looks.kinds.keys()];
  return seen.nodes.map((node) => ({
    id: node.id,
    kind: Math.max(0, kinds.indexOf(node.kind)),
    radius: radiusOf(node, size, seen.degrees.get(node.id) ?? 0),
    x: places.get(node.id)?.x ?? node.x,
    y: places.get(node.id)?.y ?? node.y,
  }));
}

/** The links of what is seen as the layouts want them. */
export function layoutEdges(seen: Seen): LayoutEdge[] {
  const place = new Map(seen.nodes.map(({ id }, at) => [id, at]));
  return seen.edges.map(({ from, to }) => ({ from: place.get(from) ?? 0, to: place.get(to) ?? 0 }));
}

/** What the legend says in an exported picture: what is switched on. */
export function legendOf(seen: Seen, looks: Looks): LegendEntry[] {
  const kinds = seen.kinds
    .filter(({ isOff }) => !isOff)
    .flatMap(({ id, count }): LegendEntry[] => {
      const kind = looks.kinds.get(id);
      return kind ? [{ label: kind.label, colour: kind.colour, shape: kind.shape, count }] : [];
    });
  const relations = seen.relations
    .filter(({ isOff }) => !isOff)
    .map(({ id, count }): LegendEntry => {
      const relation = looks.relations.get(id);
      const isDashed = seen.edges.every((edge) => edge.relation !== id || edge.origin === "inferred");
      return { label: relation?.label ?? id, colour: relation?.colour ?? "grey", isDashed, count };
    });
  return [...kinds, ...relations];
}

function radiusOf(node: GraphNode, size: Picture["size"], degree: number): number {
  if (size === "equal") return 10;
  return Math.min(26, 7 + 1.9 * Math.sqrt(size === "links" ? degree : node.findings));
}

function titleOf(node: GraphNode, kind: string, degree: number): string {
  const first = [node.name, kind, counted(degree, "link"), counted(node.findings, "finding")].join(", ");
  return node.formula && node.formula !== node.name ? `${first}\n${node.formula}` : first;
}

function nameOf(seen: Seen, place: ReadonlyMap<string, number>, id: string): string {
  return seen.nodes[place.get(id) ?? -1]?.name ?? id;
}
