/** What of the pool is seen: filters, then the legend, then nearness and numbers of links. */
import type { Evidence } from "./evidence.ts";
import { type Graph, type GraphEdge, type GraphNode, otherEnd } from "./graph.ts";
import type { Pool } from "./pool.ts";
import type { LookState } from "./state.ts";

export const PREPARED_BY = "nsei:preparedBy";

/** A line of the legend: how many are seen; of one that is off, how many it would show. */
export interface Counted {
  id: string;
  count: number;
  isOff: boolean;
}

export interface Seen {
  nodes: readonly GraphNode[];
  edges: readonly GraphEdge[];
  /** The number of links of each node that is seen. */
  degrees: ReadonlyMap<string, number>;
  kinds: readonly Counted[];
  relations: readonly Counted[];
  /** Whether something is left out by filters, the legend, or the numbers. */
  isFiltered: boolean;
}

export interface SeenOptions {
  pool: Pool;
  /** Where methods of layers are looked up; the view alone until the whole graph is there. */
  whole: Graph;
  state: LookState;
  selected: string;
  evidence: Evidence | null;
  /** The steps of a path: they are seen whatever the filters say. */
  path: readonly GraphEdge[];
}

/** What is seen of a pool in a state. Filters are joined by AND. */
export function seenOf({ pool, whole, state, selected, evidence, path }: SeenOptions): Seen {
  const hidden = new Set(state.hidden);
  const kept = new Set<string>();
  for (const node of pool.nodes.values()) {
    if (!hidden.has(node.id) && (state.withClasses || !node.isClass)) kept.add(node.id);
  }
  const before = filtered(edgesWithin([...pool.edges.values()], kept), { pool, whole, state, evidence });
  const offKinds = new Set(state.offKinds);
  const offRelations = new Set(state.offRelations);
  const shown = new Set([...before.nodes].filter((id) => !offKinds.has(pool.nodes.get(id)?.kind ?? "")));
  let part = edgesWithin(
    before.edges.filter((edge) => !offRelations.has(edge.relation)),
    shown,
  );
  if (state.depth && shown.has(selected)) part = edgesWithin(part.edges, near(part.edges, selected, state.depth));
  if (state.degree || !state.withIsolated) {
    const degrees = degreesOf(part);
    const least = Math.max(state.degree, state.withIsolated ? 0 : 1);
    part = edgesWithin(part.edges, new Set([...part.nodes].filter((id) => (degrees.get(id) ?? 0) >= least)));
    // Where the neighbours went, a node may have come to stand alone.
    if (!state.withIsolated) {
      const left = degreesOf(part);
      part = edgesWithin(part.edges, new Set([...part.nodes].filter((id) => left.get(id))));
    }
  }
  const nodes = new Set(part.nodes);
  const keys = new Set(part.edges.map(({ key }) => key));
  for (const edge of path) {
    if (hidden.has(edge.from) || hidden.has(edge.to)) continue;
    nodes.add(edge.from).add(edge.to);
    keys.add(edge.key);
  }
  const result = {
    nodes: [...pool.nodes.values()].filter(({ id }) => nodes.has(id)),
    edges: [...pool.edges.values()].filter(({ key }) => keys.has(key)),
  };
  return {
    ...result,
    degrees: degreesOf({ nodes, edges: result.edges }),
    kinds: counted(
      result.nodes,
      [...before.nodes].flatMap((id) => pool.nodes.get(id) ?? []),
      (node) => node.kind,
      offKinds,
    ),
    relations: counted(result.edges, before.edges, (edge) => edge.relation, offRelations),
    isFiltered: result.nodes.length < pool.nodes.size || result.edges.length < pool.edges.size,
  };
}

interface Part {
  nodes: ReadonlySet<string>;
  edges: readonly GraphEdge[];
}

function edgesWithin(edges: readonly GraphEdge[], nodes: ReadonlySet<string>): Part {
  return { nodes, edges: edges.filter(({ from, to }) => nodes.has(from) && nodes.has(to)) };
}

function degreesOf({ nodes, edges }: Part): Map<string, number> {
  const found = new Map([...nodes].map((id): [string, number] => [id, 0]));
  for (const { from, to } of edges) {
    found.set(from, (found.get(from) ?? 0) + 1);
    if (to !== from) found.set(to, (found.get(to) ?? 0) + 1);
  }
  return found;
}

/** What passes the filters: links that meet those on links, at nodes that meet those on nodes, with what they link to. */
function filtered(part: Part, { pool, whole, state, evidence }: Omit<SeenOptions, "selected" | "path">): Part {
  const asksNodes = state.inClass !== "" || state.method !== "";
  const asksEdges =
    state.relation !== "" ||
    state.basis !== "" ||
    state.since !== null ||
    state.until !== null ||
    state.origins !== "all";
  if (!asksNodes && !asksEdges) return part;
  const meets = (id: string) => {
    const node = pool.nodes.get(id);
    return (
      node !== undefined &&
      (state.inClass === "" || node.classes.includes(state.inClass)) &&
      (state.method === "" || isPreparedBy(pool, whole, id, state.method))
    );
  };
  const focus = asksNodes ? new Set([...part.nodes].filter(meets)) : part.nodes;
  const edges = part.edges.filter(
    (edge) => (!asksNodes || focus.has(edge.from) || focus.has(edge.to)) && edgeMeets(edge, pool, state, evidence),
  );
  const nodes = new Set(edges.flatMap(({ from, to }) => [from, to]));
  // Without a filter on links a thing that meets the filters is an answer even when it stands alone.
  if (!asksEdges) for (const id of focus) nodes.add(id);
  // To leave out inferred links is no question about links, so nothing else goes.
  if (asksEdges && isOnlyOrigins(state)) for (const id of focus) nodes.add(id);
  return edgesWithin(edges, nodes);
}

function isOnlyOrigins(state: LookState): boolean {
  return state.relation === "" && state.basis === "" && state.since === null && state.until === null;
}

function edgeMeets(edge: GraphEdge, pool: Pool, state: LookState, evidence: Evidence | null): boolean {
  if (state.relation && edge.relation !== state.relation) return false;
  if (state.origins === "stated" && edge.origin === "inferred") return false;
  if (state.origins === "inferred" && edge.origin !== "inferred") return false;
  const asksYears = state.since !== null || state.until !== null;
  if (!state.basis && !asksYears) return true;
  const isIn = (year: number) => year >= (state.since ?? -Infinity) && year <= (state.until ?? Infinity);
  const ends = [pool.nodes.get(edge.from)?.year ?? null, pool.nodes.get(edge.to)?.year ?? null];
  const ofReference = ends.some((year) => year !== null);
  if (asksYears && ofReference && !ends.some((year) => year !== null && isIn(year))) return false;
  const asksFindings = state.basis !== "" || !ofReference;
  if (!asksFindings) return true;
  // One finding must meet both, as filters are joined by AND.
  return edge.findings.some(
    (finding) =>
      (!state.basis || evidence?.basisOf(finding) === state.basis) &&
      (!asksYears || ofReference || (evidence?.yearsOf(finding) ?? []).some(isIn)),
  );
}

function isPreparedBy(pool: Pool, whole: Graph, id: string, method: string): boolean {
  const isIt = ({ relation, from, to }: GraphEdge) => relation === PREPARED_BY && from === id && to === method;
  return (whole.at.get(id) ?? []).some(isIt) || pool.edges.has(`${id} ${PREPARED_BY} ${method}`);
}

/** The nodes within some steps of one, in either direction. */
function near(edges: readonly GraphEdge[], start: string, depth: number): Set<string> {
  const found = new Set([start]);
  let edge = new Set([start]);
  for (let step = 0; step < depth; step++) {
    const next = new Set<string>();
    for (const one of edges) {
      for (const id of [one.from, one.to]) {
        const other = otherEnd(one, id);
        if (edge.has(id) && !found.has(other)) next.add(other);
      }
    }
    for (const id of next) found.add(id);
    edge = next;
  }
  return found;
}

function counted<One>(
  shown: readonly One[],
  before: readonly One[],
  idOf: (one: One) => string,
  off: ReadonlySet<string>,
): Counted[] {
  const found = new Map<string, number>();
  for (const one of shown) if (!off.has(idOf(one))) found.set(idOf(one), (found.get(idOf(one)) ?? 0) + 1);
  for (const one of before) if (off.has(idOf(one))) found.set(idOf(one), (found.get(idOf(one)) ?? 0) + 1);
  return [...found].map(([id, count]) => ({ id, count, isOff: off.has(id) }));
}
