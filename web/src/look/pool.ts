/** All that a state brings into the picture, before filters: the view, what was expanded, and the steps of a path. */

import { type Expansion, SELF } from "./expansion.ts";
import { type Graph, type GraphEdge, type GraphNode, otherEnd } from "./graph.ts";

/** More neighbours than these are asked about first. */
export const MANY = 50;

export interface Pool {
  nodes: ReadonlyMap<string, GraphNode>;
  edges: ReadonlyMap<string, GraphEdge>;
  /** For each node that is not of the view: the node that it was brought by. */
  broughtBy: ReadonlyMap<string, string>;
}

/** The neighbours of a node by a relation, or by all, those with most findings first. */
export function neighboursOf(graph: Graph, id: string, by = ""): string[] {
  const found = new Map<string, number>();
  for (const edge of graph.at.get(id) ?? []) {
    const other = otherEnd(edge, id);
    if (other === id || (by && edge.relation !== by)) continue;
    found.set(other, Math.max(found.get(other) ?? 0, graph.nodes.get(other)?.findings ?? 0));
  }
  const sorted = [...found].sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1));
  return sorted.map(([one]) => one);
}

/** The relations at a node with how many neighbours each leads to, by their number. */
export function relationsAt(graph: Graph, id: string): { relation: string; count: number }[] {
  const found = new Map<string, Set<string>>();
  for (const edge of graph.at.get(id) ?? []) {
    const others = found.get(edge.relation) ?? new Set();
    found.set(edge.relation, others.add(otherEnd(edge, id)));
  }
  return [...found]
    .map(([relation, others]) => ({ relation, count: others.size }))
    .sort((a, b) => b.count - a.count || (a.relation < b.relation ? -1 : 1));
}

/**
 * The view with its expansions, in their order; one whose node is not there does nothing. An expansion shows the links
 * of its node and none besides, since the neighbours of a busy node are linked to nearly all of a view.
 */
export function poolOf(
  view: Graph,
  whole: Graph | null,
  expanded: readonly Expansion[],
  path: readonly GraphEdge[],
): Pool {
  const nodes = new Map(view.nodes);
  const edges = new Map(view.edges);
  const broughtBy = new Map<string, string>();
  const bring = (id: string, by: string) => {
    const node = whole?.nodes.get(id) ?? view.nodes.get(id);
    if (!node || nodes.has(id)) return;
    nodes.set(id, node);
    broughtBy.set(id, by);
  };
  if (whole) {
    for (const one of expanded) {
      if (!nodes.has(one.id)) {
        // A thing that was asked for by name, such as from a search, has itself as the reason.
        if (one.by !== SELF) continue;
        bring(one.id, one.id);
        continue;
      }
      if (one.by === SELF) continue;
      const neighbours = neighboursOf(whole, one.id, one.by);
      // The limit is one of new neighbours; those that are there are linked in any case.
      const fresh = neighbours.filter((id) => !nodes.has(id)).slice(0, one.limit || undefined);
      for (const id of fresh) bring(id, one.id);
      for (const edge of whole.at.get(one.id) ?? []) {
        if (nodes.has(otherEnd(edge, one.id)) && (!one.by || edge.relation === one.by)) add(edges, edge);
      }
    }
  }
  let before = "";
  for (const edge of path) {
    bring(edge.from, nodes.has(edge.to) ? edge.to : before || edge.from);
    bring(edge.to, edge.from);
    add(edges, edge);
    before = edge.to;
  }
  // A thing that was added by itself has all its links to what is there.
  for (const [id, by] of broughtBy) {
    if (id === by) for (const edge of whole?.at.get(id) ?? []) if (nodes.has(otherEnd(edge, id))) add(edges, edge);
  }
  return { nodes, edges, broughtBy };
}

/** The expansions without that of a node, and without those that only it made possible. */
export function collapsed(view: Graph, whole: Graph, expanded: readonly Expansion[], id: string): Expansion[] {
  let left = expanded.filter((one) => one.id !== id || one.by === SELF);
  for (;;) {
    const { nodes } = poolOf(view, whole, left, []);
    const held = left.filter((one) => nodes.has(one.id));
    if (held.length === left.length) return held;
    left = held;
  }
}

function add(edges: Map<string, GraphEdge>, edge: GraphEdge): void {
  if (!edges.has(edge.key)) edges.set(edge.key, edge);
}
