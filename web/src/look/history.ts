/** Undo and redo: the states before, and those that were taken back. */
export interface History<State> {
  past: readonly Past<State>[];
  future: readonly Past<State>[];
}

/** A state, and in words what was done to it next. */
export interface Past<State> {
  state: State;
  did: string;
}

/** More steps than anyone takes back. */
const DEEPEST = 200;

export function noHistory<State>(): History<State> {
  return { past: [], future: [] };
}

/** After a change of a state. */
export function changed<State>(history: History<State>, before: State, did: string): History<State> {
  return { past: [...history.past, { state: before, did }].slice(-DEEPEST), future: [] };
}

export interface Move<State> {
  history: History<State>;
  state: State;
  did: string;
}

/** One step back from a state; null at the first. */
export function undone<State>({ past, future }: History<State>, now: State): Move<State> | null {
  const last = past.at(-1);
  if (!last) return null;
  return {
    state: last.state,
    did: last.did,
    history: { past: past.slice(0, -1), future: [...future, { state: now, did: last.did }] },
  };
}

/** One step forth again; null at the last. */
export function redone<State>({ past, future }: History<State>, now: State): Move<State> | null {
  const next = future.at(-1);
  if (!next) return null;
  return {
    state: next.state,
    did: next.did,
    history: { past: [...past, { state: now, did: next.did }], future: future.slice(0, -1) },
  };
}
