/** What is loaded, what follows from it and the state, and what a reader can do. */
import { computed, signal } from "@preact/signals";
import type { Picture } from "../data/types.ts";
import { announce, selected } from "../state/shared.ts";
import type { Evidence } from "./evidence.ts";
import { SELF } from "./expansion.ts";
import { type Graph, inLooksOf } from "./graph.ts";
import { changed, type History, noHistory, redone, undone } from "./history.ts";
import { linksOf, linksWithout, type PathStep, sentenceOf, shortestPath } from "./path.ts";
import { placesOf } from "./places.ts";
import { collapsed, MANY, neighboursOf, type Pool, poolOf } from "./pool.ts";
import { type Looks, legendOf } from "./scene-of.ts";
import { type Seen, seenOf } from "./seen.ts";
import { type LookState, look, startOf } from "./state.ts";
import { counted } from "./words.ts";

/** The network view that is shown, once it is there. */
export const base = signal<{ picture: Picture; graph: Graph } | null>(null);
/** The whole graph, as it is stored. */
export const stored = signal<Graph | null>(null);
export const evidence = signal<Evidence | null>(null);
/** What cannot be loaded, and what to do. */
export const fault = signal("");
/** A node with many neighbours about which the reader is asked. */
export const asked = signal<{ id: string; count: number } | null>(null);
export const history = signal<History<LookState>>(noHistory());

/** The whole graph in the looks of the view. */
export const whole = computed(() => base.value && stored.value && inLooksOf(base.value.graph, stored.value));

export const looks = computed((): Looks => {
  const { kinds, relations } = whole.value ?? base.value?.graph ?? EMPTY;
  return { kinds, relations };
});

const EMPTY: Graph = { nodes: new Map(), edges: new Map(), at: new Map(), kinds: new Map(), relations: new Map() };

// Selection matters to what is seen only where the state asks for its neighbourhood.
const near = computed(() => (look.value.depth ? selected.value : ""));

const plain = computed((): { pool: Pool; seen: Seen } => {
  const view = base.value?.graph ?? EMPTY;
  const pool = poolOf(view, whole.value, look.value.expanded, []);
  return { pool, seen: seen(pool, []) };
});

function seen(pool: Pool, path: PathStep[]): Seen {
  return seenOf({
    pool,
    whole: whole.value ?? base.value?.graph ?? EMPTY,
    state: look.value,
    selected: near.value,
    evidence: evidence.value,
    path: path.map(({ edge }) => edge),
  });
}

/** The path that the state asks for: over what is seen, or else over the whole graph; null where there is none. */
export const path = computed((): PathStep[] | null => {
  const wanted = look.value.path;
  if (!wanted) return null;
  const { from, to } = wanted;
  const seenLinks = linksOf(plain.value.seen);
  return (
    shortestPath(seenLinks, from, to, wanted) ??
    (whole.value && shortestPath(linksWithout(whole.value, look.value.hidden), from, to, wanted))
  );
});

/** All that is brought into the picture, and what of it is seen. */
export const shown = computed((): { pool: Pool; seen: Seen } => {
  const steps = path.value ?? [];
  if (steps.length === 0) return plain.value;
  const edges = steps.map(({ edge }) => edge);
  const pool = poolOf(base.value?.graph ?? EMPTY, whole.value, look.value.expanded, edges);
  return { pool, seen: seen(pool, steps) };
});

/** The places on the map. */
export const mapPlaces = computed(() => placesOf(shown.value.pool, look.value.pins));

/** What the shapes and colours mean, for the picture and its files. */
export const legend = computed(() => legendOf(shown.value.seen, looks.value));

/** The path in words, or why there is none; "" when none is asked for. */
export const pathInWords = computed(() => {
  const wanted = look.value.path;
  if (!wanted) return "";
  const nodes = whole.value?.nodes ?? plain.value.pool.nodes;
  const name = (id: string) => nodes.get(id)?.name ?? id;
  if (path.value)
    return path.value.length > 0 ? sentenceOf(path.value, nodes, looks.value.relations) : "The two are the same.";
  if (!whole.value) return "Loading the whole graph …";
  const unknown = [wanted.from, wanted.to].find((id) => !nodes.has(id));
  if (unknown) return `There is no ${unknown} in the graph.`;
  const hint = wanted.isWide ? "" : ", unless it goes through classes, sections or references";
  return `No path joins ${name(wanted.from)} and ${name(wanted.to)}${hint}.`;
});

/** The name of a node in whatever is loaded. */
export function nameOf(id: string): string {
  return whole.value?.nodes.get(id)?.name ?? base.value?.graph.nodes.get(id)?.name ?? id;
}

/** Changes the state; `did` says in words what undo would take back. */
export function change(did: string, patch: Partial<LookState>): void {
  const before = look.value;
  look.value = { ...before, ...patch };
  history.value = changed(history.value, before, did);
}

export function undo(): void {
  const move = undone(history.value, look.value);
  if (!move) return;
  ({ history: history.value, state: look.value } = move);
  announce(`Taken back: ${move.did}`);
}

export function redo(): void {
  const move = redone(history.value, look.value);
  if (!move) return;
  ({ history: history.value, state: look.value } = move);
  announce(`Done again: ${move.did}`);
}

/** Another picture, from its start; what is seen of one says nothing in another. */
export function showPicture(view: string): void {
  const { layout, asTable } = look.value;
  change("another picture", { ...startOf(view), layout, asTable });
}

export function isExpanded(id: string): boolean {
  return look.value.expanded.some((one) => one.id === id && one.by !== SELF);
}

/** Brings the neighbours of a node, or takes them away again; asks first when there are many. */
export function toggleExpanded(id: string): void {
  if (isExpanded(id)) collapse(id);
  else if (!whole.value) announce("The whole graph is still loading; try again in a moment.");
  else bringNeighbours(id, whole.value);
}

function bringNeighbours(id: string, graph: Graph): void {
  const { nodes, edges } = shown.value.pool;
  const fresh = neighboursOf(graph, id).filter((one) => !nodes.has(one));
  const isAllThere = (graph.at.get(id) ?? []).every(({ key }) => edges.has(key));
  if (fresh.length > MANY) asked.value = { id, count: fresh.length };
  else if (isAllThere) announce(`All that ${nameOf(id)} is linked to is in the picture.`);
  else expand(id, "", 0);
}

/** Brings the neighbours of a node: by one relation or all, some or all. */
export function expand(id: string, by: string, limit: number): void {
  const before = shown.value.pool.nodes.size;
  const expanded = look.value.expanded.filter((one) => one.id !== id || one.by !== by);
  asked.value = null;
  change(`expanding ${nameOf(id)}`, { expanded: [...expanded, { id, by, limit }] });
  announce(`${counted(shown.value.pool.nodes.size - before, "neighbour")} of ${nameOf(id)} added`);
}

export function collapse(id: string): void {
  const before = shown.value.pool.nodes.size;
  if (!base.value || !whole.value) return;
  change(`collapsing ${nameOf(id)}`, {
    expanded: collapsed(base.value.graph, whole.value, look.value.expanded, id),
  });
  announce(`${counted(before - shown.value.pool.nodes.size, "neighbour")} of ${nameOf(id)} taken away`);
}

export function hide(id: string): void {
  const name = nameOf(id);
  change(`hiding ${name}`, { hidden: [...look.value.hidden, id] });
  if (selected.value === id) selected.value = "";
  announce(`${name} is hidden`);
}

export function pin(id: string, x: number, y: number): void {
  const pins = look.value.pins.filter((one) => one.id !== id);
  change(`pinning ${nameOf(id)}`, { pins: [...pins, { id, x: Math.round(x), y: Math.round(y) }] });
}

export function unpin(id: string): void {
  change(`unpinning ${nameOf(id)}`, { pins: look.value.pins.filter((one) => one.id !== id) });
}

/** What the filters ask; the rest of the state is as at the start. */
const FILTERS = [
  "inClass",
  "method",
  "relation",
  "basis",
  "since",
  "until",
  "origins",
  "withClasses",
  "withIsolated",
  "degree",
  "depth",
  "offKinds",
  "offRelations",
  "hidden",
] as const satisfies readonly (keyof LookState)[];

/** Whether any filter leaves something out. */
export function isFiltering(state: LookState): boolean {
  const start = startOf(state.view);
  return FILTERS.some((name) => String(state[name]) !== String(start[name]));
}

/** Takes all filters back. */
export function resetFilters(): void {
  const start = startOf(look.value.view);
  change("resetting the filters", Object.fromEntries(FILTERS.map((name) => [name, start[name]])));
}
