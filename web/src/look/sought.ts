/** What the reader looked for by name is shown in the graph, whatever the picture held before. */
import { effect, untracked } from "@preact/signals";
import { quietly } from "../state/address.ts";
import { announce, selected, sought } from "../state/shared.ts";
import { SELF } from "./expansion.ts";
import { neighboursOf } from "./pool.ts";
import { change, nameOf, shown, whole } from "./session.ts";
import { EVERYTHING, type LookState, look, START, startOf } from "./state.ts";
import { counted } from "./words.ts";

/** A thing without links to the picture brings so many of its neighbours. */
const COMPANY = 12;

/** What the search added last: the next find takes its place, so that stepping through hits heaps up nothing. */
let added = "";

/** The change of the state that brings a thing into sight; null where nothing has to change. */
function patchToShow(id: string): Partial<LookState> | null {
  const graph = whole.peek();
  const node = graph?.nodes.get(id);
  if (!graph || !node) return null;
  const state = look.peek();
  const { pool, seen } = shown.peek();
  if (seen.degrees.has(id)) return null;
  const patch: Partial<LookState> = {};
  if (state.hidden.includes(id)) patch.hidden = state.hidden.filter((one) => one !== id);
  if (node.isClass) patch.withClasses = true;
  if (pool.nodes.has(id)) return { ...leftOut(state, id, node.kind), ...patch };
  const isStill = (one: LookState["expanded"][number]) => one.id !== added;
  const near = (graph.at.get(id) ?? []).some(({ from, to }) => pool.nodes.has(from === id ? to : from));
  const alone = { id, by: SELF, limit: 0 };
  const company = near || neighboursOf(graph, id).length === 0 ? [] : [{ id, by: "", limit: COMPANY }];
  return { ...patch, expanded: [...state.expanded.filter(isStill), alone, ...company] };
}

/** What of the state leaves a thing out of the picture that holds it is taken back. */
function leftOut(state: LookState, id: string, kind: string): Partial<LookState> {
  const start = startOf(state.view);
  const offKinds = state.offKinds.filter((one) => one !== kind);
  if (offKinds.length < state.offKinds.length) return { offKinds };
  if (state.hidden.includes(id)) return {};
  const { inClass, method, relation, basis, since, until, origins, degree, depth, withIsolated } = start;
  return { inClass, method, relation, basis, since, until, origins, degree, depth, withIsolated };
}

function bring(id: string): void {
  const patch = patchToShow(id);
  if (!patch) return;
  const isNew = patch.expanded !== undefined;
  change(`${isNew ? "adding" : "showing"} ${nameOf(id)}`, patch);
  added = isNew ? id : "";
  const links = shown.value.seen.degrees.get(id);
  announce(
    isNew ? `${nameOf(id)} is added to the picture, with ${counted(links ?? 0, "link")}` : `${nameOf(id)} is shown`,
  );
}

/** A page that is opened with nothing but a thing shows it in its picture. */
export function bringAtStart(): void {
  const state = look.value;
  const isPlain = JSON.stringify(state) === JSON.stringify(startOf(state.view));
  const isOwnChoice = state.view !== EVERYTHING && state.view !== START.view;
  if (selected.value && isPlain && !isOwnChoice) quietly(() => bring(selected.value));
}

// It may have been sought on another page, or before the whole graph was there.
effect(() => {
  const wish = sought.value;
  if (!wish || !whole.value) return;
  sought.value = null;
  if (wish.id === selected.peek()) untracked(() => bring(wish.id));
});
