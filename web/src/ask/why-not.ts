/** Why a thing is not in the answer to a query: the conditions that it fails, and what it has instead. */
import type { Pattern } from "sparqljs";
import type { RdfTerm } from "./engine.ts";
import { thingId } from "./results-terms.ts";
import type { SelectAnswer } from "./results-views.ts";
import { type Condition, conditionsOf, operationOf, requiring, sourceOf } from "./why-not-conditions.ts";
import { boundBy, type Failure, type Given, trace } from "./why-not-trace.ts";
import { type Failing, filterFailing, patternFailing, type Scene, valuesFailing } from "./why-not-words.ts";
import { bindsOf, insideOf, keysOf, parsedSelect } from "./why-query.ts";

export interface Absence {
  /** The variable that the thing was looked for as. */
  variable: string;
  isInAnswer: boolean;
  failing: Failing[];
  /** Conditions that hang on one that fails, and those that hold. */
  unreached: string[];
  holds: string[];
}

/** The deepest that a group inside a group is looked into. */
const DEEPEST = 3;

/** The variables that a thing may stand for: the columns with things of its kind, else all columns of things. */
export function placesFor({ columns, rows }: SelectAnswer, thing: string): string[] {
  const kind = kindOf(thing);
  const things = columns.flatMap((name, place) => {
    const kinds = new Set(rows.flatMap((row) => (thingId(row[place]) ? [kindOf(thingId(row[place]))] : [])));
    return kinds.size ? [{ name, kinds }] : [];
  });
  const alike = things.filter((one) => one.kinds.has(kind));
  return (alike.length ? alike : things).map((one) => one.name);
}

function kindOf(id: string): string {
  return id.includes("/") ? id.slice(0, id.indexOf("/")) : "term";
}

/** The variables of a query that a thing can be looked for as; those of the columns first. */
export function variablesOf(sparql: string, prefixes: Record<string, string>): string[] {
  const query = parsedSelect(sparql, prefixes);
  const keys = keysOf(query);
  const all = [...bindsOf(query.where ?? [])].filter((name) => !name.startsWith("_"));
  return [...all.filter((name) => keys.has(name)), ...all.filter((name) => !keys.has(name))];
}

/** Looks for the thing as a variable of the query. Throws an `Error` in words where the query cannot be cut. */
export async function whyNot(
  sparql: string,
  prefixes: Record<string, string>,
  answer: SelectAnswer,
  thing: string,
  column: string,
  ask: Scene["ask"],
): Promise<Absence> {
  const place = answer.columns.indexOf(column);
  const query = parsedSelect(sparql, prefixes);
  const name = sourceOf(query, column) || column;
  const nothing: Absence = { variable: column, isInAnswer: false, failing: [], unreached: [], holds: [] };
  if (place >= 0 && answer.rows.some((row) => row[place]?.value === thing)) return { ...nothing, isInAnswer: true };
  const where = requiring(query.where ?? [], name);
  const scene: Scene = { ask, thing };
  const term: RdfTerm = { type: "iri", value: thing };
  const given: Given = { names: [name], rows: [new Map([[name, term]])], around: [] };
  const found = await trace(conditionsOf(where, prefixes), given, anyOf(scene));
  const failing = await spelt(scene, given, found.failed, prefixes, 0);
  const texts = (some: readonly Condition[]) => some.map((one) => one.text);
  const holds = texts(found.held.filter((one) => one.kind !== "bind" && one.kind !== "optional"));
  if (!failing.length) failing.push(cutOff(query.having !== undefined, query.limit));
  return { ...nothing, failing, unreached: texts(found.unreached), holds };
}

function cutOff(hasHaving: boolean, limit: number | undefined): Failing {
  const by = hasHaving ? "HAVING" : limit === undefined ? "the columns" : `LIMIT ${limit}`;
  const says = hasHaving
    ? "each of its conditions holds, but no group of it passes HAVING"
    : limit === undefined
      ? "each of its conditions holds, but no row of the answer shows it"
      : `each of its conditions holds, but the query stops after ${limit} rows`;
  return { condition: by, verdict: "cut off", says, inside: [] };
}

function anyOf(scene: Scene) {
  return async (sparql: string) => {
    const answer = await scene.ask(sparql);
    return answer.type === "ask" && answer.value;
  };
}

async function spelt(
  scene: Scene,
  given: Given,
  failures: readonly Failure[],
  prefixes: Record<string, string>,
  depth: number,
): Promise<Failing[]> {
  const found: Failing[] = [];
  for (const one of failures) found.push(await failingOf(scene, given, one, prefixes, depth));
  return found;
}

async function failingOf(
  scene: Scene,
  given: Given,
  failure: Failure,
  prefixes: Record<string, string>,
  depth: number,
): Promise<Failing> {
  const { condition } = failure;
  const pattern = condition.pattern;
  const inside = async (patterns: readonly Pattern[], title: string) => {
    if (depth >= DEEPEST) return { title, failing: [] };
    const around: Given = { ...given, around: [...given.around, ...failure.before] };
    const traced = await trace(conditionsOf(patterns, prefixes), around, anyOf(scene));
    return { title, failing: await spelt(scene, around, traced.failed, prefixes, depth + 1) };
  };
  const told = (verdict: Failing["verdict"], says: string, parts: Failing["inside"] = []): Failing => ({
    condition: condition.text,
    verdict,
    says,
    inside: parts.filter((one) => one.failing.length > 0),
  });
  switch (condition.kind) {
    case "pattern":
      return patternFailing(scene, given, failure);
    case "filter":
      return filterFailing(scene, given, failure);
    case "values":
      return valuesFailing(scene, given, failure);
    case "union": {
      const branches = insideOf(pattern).map((one) => (one.type === "group" ? one.patterns : [one]));
      const parts = [];
      for (const [place, branch] of branches.entries()) {
        parts.push(await inside(branch, `alternative ${place + 1} of ${branches.length}`));
      }
      return told("no alternative", `none of its ${branches.length} alternatives holds`, parts);
    }
    case "exists": {
      const operation = pattern.type === "filter" ? operationOf(pattern.expression) : null;
      if (operation?.operator !== "exists") return told("left out", "it fits this, and the query leaves out what does");
      return told("fails inside", "nothing fits all of it", [await inside(operation.args as Pattern[], "")]);
    }
    case "minus":
      return told("left out", "it fits this, and the query leaves out what does");
    case "nested":
      return told("fails inside", "nothing fits all of it", [await inside(insideOf(pattern), "")]);
    case "select":
      return told("fails inside", "the query inside has no row for it", await insideSelect());
    default:
      return told("not recorded", "nothing fits it");
  }

  async function insideSelect(): Promise<Failing["inside"]> {
    if (pattern.type !== "query") return [];
    const keys = [...keysOf(pattern)];
    // Only what the columns let in has a value inside.
    const names = given.names.filter((one) => keys.includes(one));
    if (depth >= DEEPEST || !names.length || boundBy(given).size !== given.names.length) return [];
    const own: Given = { names, rows: given.rows, around: [] };
    const traced = await trace(conditionsOf(pattern.where ?? [], prefixes), own, anyOf(scene));
    return [{ title: "", failing: await spelt(scene, own, traced.failed, prefixes, depth + 1) }];
  }
}
