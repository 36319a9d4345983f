/**
 * Which conditions of a group hold for given values, which fail, and which hang on one that fails; the same steps as
 * `naseikg why-not`. It starts at the given values and takes in one condition after the other, each connected to what
 * has a value by then. One that leaves no solution has failed and is left out, with all that needs what it would give.
 */
import type { Condition } from "./why-not-conditions.ts";
import { type Pattern, queryOf, type Solution, valuesOf } from "./why-query.ts";

/** Values from the start, one row a solution, and conditions around that hold already. */
export interface Given {
  names: readonly string[];
  rows: readonly Solution[];
  around: readonly Condition[];
}

export interface Failure {
  condition: Condition;
  /** The conditions that held when it was looked at. */
  before: Condition[];
  bound: ReadonlySet<string>;
}

export interface Trace {
  held: Condition[];
  failed: Failure[];
  unreached: Condition[];
}

/** Whether patterns have a solution. */
export type Any = (sparql: string) => Promise<boolean>;

/** The patterns that stand before those that are tried. */
export function givenPatterns(given: Given): Pattern[] {
  const values: Pattern[] = given.names.length ? [valuesOf(given.names, given.rows)] : [];
  return [...values, ...given.around.map((one) => one.pattern)];
}

/** The variables that have a value at the start. */
export function boundBy(given: Given): Set<string> {
  return new Set([...given.names, ...given.around.flatMap((one) => [...one.binds])]);
}

/** What becomes of each condition. */
export async function trace(conditions: readonly Condition[], given: Given, any: Any): Promise<Trace> {
  const prepared = prepare(conditions, boundBy(given));
  const inOrder = (some: readonly Condition[]) => prepared.filter((one) => some.includes(one));
  let pending = [...prepared];
  const held: Condition[] = [];
  const failed: Failure[] = [];
  const unreached: Condition[] = [];
  const bound = boundBy(given);
  const lost = new Set<string>();
  while (pending.length) {
    const hanging = pending.filter((one) => meet(one.mentions, lost));
    if (hanging.length) {
      pending = pending.filter((one) => !hanging.includes(one));
      unreached.push(...hanging.filter((one) => one.kind !== "bind" && one.kind !== "optional"));
      for (const one of hanging) for (const name of one.binds) if (!bound.has(name)) lost.add(name);
      continue;
    }
    const condition = next(pending, bound);
    pending = pending.filter((one) => one !== condition);
    const tried = inOrder([...held, condition]);
    if (await any(queryOf([], [...givenPatterns(given), ...tried.map((one) => one.pattern)]))) {
      held.push(condition);
      for (const name of condition.binds) bound.add(name);
    } else {
      failed.push({ condition, before: inOrder(held), bound: new Set(bound) });
      for (const name of condition.binds) if (!bound.has(name)) lost.add(name);
    }
  }
  return { held: inOrder(held), failed, unreached: inOrder(unreached) };
}

/** The conditions that can fail, with the OPTIONAL and BIND parts whose variables they need. */
function prepare(conditions: readonly Condition[], given: ReadonlySet<string>): Condition[] {
  const there = conditions.map((one) => compared(one, given));
  const isExtra = (one: Condition) => one.kind === "bind" || one.kind === "optional";
  const firm = there.filter((one) => !isExtra(one));
  const used = new Set(firm.flatMap((one) => [...one.mentions]));
  const sure = new Set(given);
  const fresh = new Map<Condition, Set<string>>();
  for (const one of there) {
    if (isExtra(one)) fresh.set(one, new Set([...one.binds].filter((name) => !sure.has(name))));
    else for (const name of one.binds) sure.add(name);
  }
  const needed = new Set<Condition>();
  for (;;) {
    const more = [...fresh].filter(([one, names]) => !needed.has(one) && meet(names, used));
    if (!more.length) break;
    for (const [one] of more) {
      needed.add(one);
      for (const name of one.mentions) used.add(name);
    }
  }
  return there.filter((one) => !isExtra(one) || needed.has(one));
}

/** A BIND of a variable that has a value already: the two must be the same. */
function compared(one: Condition, given: ReadonlySet<string>): Condition {
  if (one.pattern.type !== "bind" || !given.has(one.pattern.variable.value)) return one;
  const { expression, variable } = one.pattern;
  const same = { type: "operation", operator: "sameterm", args: [expression, variable] } as const;
  return {
    ...one,
    kind: "filter",
    pattern: { type: "filter", expression: { ...same, args: [...same.args] } },
    binds: new Set(),
  };
}

/** The condition to look at next: a test as soon as its variables have values, else one that is connected. */
function next(pending: readonly Condition[], bound: ReadonlySet<string>): Condition {
  for (const one of pending) {
    const isTest = ["filter", "exists", "minus", "bind"].includes(one.kind);
    if (isTest && !meet(one.mentions, givenBy(pending, one))) return one;
    if (one.kind === "values" && meet(one.binds, bound)) return one;
  }
  const firm = pending.filter((one) => !["filter", "exists", "minus", "bind", "optional"].includes(one.kind));
  for (const one of pending) {
    if (one.kind === "optional" && meet(one.binds, bound) && !meet(one.mentions, givenBy(firm, one))) return one;
  }
  for (const one of firm) {
    if (one.kind === "values" || (one.binds.size && !meet(one.binds, bound))) continue;
    // Values written into the query come before what has to match one of them.
    return firm.find((other) => other.kind === "values" && meet(other.binds, one.binds)) ?? one;
  }
  return (firm[0] ?? pending[0]) as Condition;
}

function givenBy(conditions: readonly Condition[], but: Condition): Set<string> {
  return new Set(conditions.flatMap((one) => (one === but ? [] : [...one.binds])));
}

function meet(one: Iterable<string>, other: ReadonlySet<string>): boolean {
  for (const name of one) if (other.has(name)) return true;
  return false;
}
