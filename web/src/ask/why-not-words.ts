/** What a thing has instead of what a condition wants, in words. */
import type { Triple } from "sparqljs";
import type { Answer, RdfTerm } from "./engine.ts";
import { cellText } from "./results-terms.ts";
import type { Condition } from "./why-not-conditions.ts";
import { byRelation, narrowest } from "./why-not-relations.ts";
import { type Failure, type Given, givenPatterns } from "./why-not-trace.ts";
import { type Pattern, queryOf, variable } from "./why-query.ts";

export type Verdict =
  | "other value"
  | "not stated"
  | "not recorded"
  | "left out"
  | "no alternative"
  | "fails inside"
  | "cut off";

export interface Failing {
  condition: string;
  verdict: Verdict;
  says: string;
  inside: { title: string; failing: Failing[] }[];
}

export interface Scene {
  ask(sparql: string): Promise<Answer>;
  /** The IRI of the thing. */
  thing: string;
}

/** A term in words: its label, a quantity as printed, the text of a literal. */
export async function wordsOf(scene: Scene, terms: readonly RdfTerm[]): Promise<string[]> {
  const iris = [...new Set(terms.flatMap((one) => (one.type === "iri" ? [one.value] : [])))];
  const labels = new Map<string, string>();
  if (iris.length) {
    const found = await rowsOf(
      scene,
      `SELECT ?t (SAMPLE(?l) AS ?label) (SAMPLE(?p) AS ?printed) (SAMPLE(?q) AS ?qualifier) (MIN(?s) AS ?symbol) {
      VALUES ?t { ${iris.map((one) => `<${one}>`).join(" ")} }
      OPTIONAL { ?t rdfs:label ?l }
      OPTIONAL { ?t nsei:printedValue ?p OPTIONAL { ?t nsei:qualifier ?q } OPTIONAL { ?t nsei:unit/nsei:symbol ?s } }
    } GROUP BY ?t`,
    );
    for (const [term, label, printed, qualifier, symbol] of found) {
      const value = printed && [qualifier, printed, symbol].flatMap((one) => one?.value ?? []).join(" ");
      labels.set(term?.value ?? "", value || label?.value || cellText(term ?? null));
    }
  }
  const words = terms.map((one) => (one.type === "iri" ? (labels.get(one.value) ?? cellText(one)) : one.value));
  return [...new Set(words)].sort();
}

/** Some words in one line. */
export function listed(words: readonly string[], most = 5, last = ""): string {
  const comma = words.some((one) => one.includes(",")) ? "; " : ", ";
  if (words.length > most) return `${words.slice(0, most).join(comma)} and ${words.length - most} more`;
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(comma)}${last || comma}${words.at(-1)}`;
}

/** Why one triple fails. */
export async function patternFailing(scene: Scene, given: Given, failure: Failure): Promise<Failing> {
  const { condition } = failure;
  const triple = tripleOf(condition);
  const told = (verdict: Verdict, says: string): Failing => ({ condition: condition.text, verdict, says, inside: [] });
  if (!triple || ("pathType" in triple.predicate && triple.predicate.pathType === "!")) {
    return told("not recorded", "nothing fits it");
  }
  const { bound } = failure;
  const before = [...givenPatterns(given), ...failure.before.map((one) => one.pattern)];
  const isKnown = (term: Triple["object"]) => term.termType !== "Variable" || bound.has(term.value);
  const relation = await relationWords(scene, triple, before, bound);
  if (!isKnown(triple.subject)) {
    if (!isKnown(triple.object)) return told("not recorded", "nothing of this kind is recorded at all");
    const object = await valuesIn(scene, triple.object, before);
    return told("not recorded", `nothing is recorded whose “${relation}” is ${listed(object, 5, " or ")}`);
  }
  const subjects = await termsOf(scene, triple.subject, before);
  const owner = await ownerWords(scene, subjects);
  const varied = await byRelation(scene, triple, before, owner);
  if (varied) return told(...varied);
  const there = await solutions(scene, "_there", [
    ...before,
    { type: "bgp", triples: [{ ...triple, object: variable("_there") } as Triple] },
  ]);
  if (there.length) {
    const wanted = isKnown(triple.object) ? await valuesIn(scene, triple.object, before) : [];
    const wants = wanted.length ? `; the query wants ${listed(wanted, 5, " or ")}` : "";
    const has = listed(await wordsOf(scene, relation === "class" ? await narrowest(scene, there) : there));
    return told(
      "other value",
      relation === "class" && !owner ? `it is: ${has}${wants}` : `${relation}${owner}: ${has}${wants}`,
    );
  }
  const silent = await isNotStated(scene, subjects, triple);
  return told(
    silent ? "not stated" : "not recorded",
    `${relation}${owner}: ${silent ? "not stated by the review" : "nothing is recorded"}`,
  );
}

/** Why a filter fails: the values of its variables. */
export async function filterFailing(scene: Scene, given: Given, failure: Failure): Promise<Failing> {
  const { condition, before, bound } = failure;
  const patterns = [...givenPatterns(given), ...before.map((one) => one.pattern)];
  const told: string[] = [];
  const names = [...condition.mentions].filter((name) => bound.has(name)).sort();
  for (const name of names) {
    const { words, terms } = await described(scene, name, patterns, [...given.around, ...before], given);
    told.push(`${words}: ${listed(await wordsOf(scene, terms))}`);
  }
  const alone = names.length === 1 && condition.text.startsWith(`?${names[0]} `);
  const wanted = alone ? condition.text.slice(`?${names[0]} `.length) : condition.text;
  const says = told.length ? `${told.join("; ")}; the query wants ${wanted}` : "it is not so";
  return { condition: condition.text, verdict: "other value", says, inside: [] };
}

/** A variable in words with its values; a number by the quantity whose number it is. */
async function described(
  scene: Scene,
  name: string,
  patterns: readonly Pattern[],
  conditions: readonly Condition[],
  given: Given,
): Promise<{ words: string; terms: RdfTerm[] }> {
  const giver = conditions
    .map(tripleOf)
    .find((one) => one?.object.termType === "Variable" && one.object.value === name);
  const terms = await solutions(scene, name, patterns);
  if (!giver || given.names.includes(name)) return { words: `?${name}`, terms };
  const bound = new Set(conditions.flatMap((one) => [...one.binds]));
  if (giver.subject.termType === "Variable") {
    const quantities = await solutions(scene, giver.subject.value, patterns);
    const above = conditions
      .map(tripleOf)
      .find((one) => one?.object.termType === "Variable" && one.object.value === giver.subject.value);
    if (above && quantities.length && quantities.every((one) => one.value.includes("/naseikg/quantity/"))) {
      const owner = await ownerWords(scene, await termsOf(scene, above.subject, patterns));
      return { words: `${await relationWords(scene, above, patterns, bound)}${owner}`, terms: quantities };
    }
  }
  const owner = await ownerWords(scene, await termsOf(scene, giver.subject, patterns));
  return { words: `${await relationWords(scene, giver, patterns, bound)}${owner}`, terms };
}

/** Why values written into the query fail. */
export async function valuesFailing(scene: Scene, given: Given, failure: Failure): Promise<Failing> {
  const { condition, before, bound } = failure;
  const patterns = [...givenPatterns(given), ...before.map((one) => one.pattern)];
  const told: string[] = [];
  for (const name of [...condition.binds].filter((one) => bound.has(one)).sort()) {
    const [has, asked] = [await solutions(scene, name, patterns), await solutions(scene, name, [condition.pattern])];
    const wants = listed(await wordsOf(scene, asked), 5, " or ");
    told.push(`?${name} is ${listed(await wordsOf(scene, has))}; the query asks for ${wants} only`);
  }
  return { condition: condition.text, verdict: "other value", says: told.join("; "), inside: [] };
}

function tripleOf(condition: Condition): Triple | null {
  const pattern = condition.pattern.type === "graph" ? condition.pattern.patterns[0] : condition.pattern;
  return pattern?.type === "bgp" ? (pattern.triples[0] ?? null) : null;
}

async function relationWords(
  scene: Scene,
  triple: Triple,
  patterns: readonly Pattern[],
  bound: ReadonlySet<string>,
): Promise<string> {
  const steps = stepsOf(triple.predicate);
  const words: string[] = [];
  for (const step of steps) {
    if (step.termType === "Variable") {
      words.push(
        bound.has(step.value)
          ? listed(await wordsOf(scene, await solutions(scene, step.value, patterns)), 5, " or ")
          : `?${step.value}`,
      );
    } else if (step.value.endsWith("#type")) words.push("class");
    else words.push((await wordsOf(scene, [{ type: "iri", value: step.value }]))[0] ?? "");
  }
  // That what is shown is a label needs no word.
  return (words.length > 1 && words.at(-1) === "label" ? words.slice(0, -1) : words).join(" / ");
}

type Step = { termType: "NamedNode" | "Variable"; value: string };

function stepsOf(predicate: Triple["predicate"]): Step[] {
  return "pathType" in predicate
    ? predicate.items.flatMap((one) => stepsOf(one as Triple["predicate"]))
    : [predicate as Step];
}

async function isNotStated(scene: Scene, subjects: readonly RdfTerm[], triple: Triple): Promise<boolean> {
  const [property, ...others] = stepsOf(triple.predicate);
  if (property?.termType !== "NamedNode" || others.length || !subjects.length) return false;
  const found = await Promise.all(
    subjects.map(async (one) => {
      if (one.type !== "iri") return false;
      const answer = await scene.ask(`ASK { <${one.value}> nsei:notStated <${property.value}> }`);
      return answer.type === "ask" && answer.value;
    }),
  );
  return found.every(Boolean);
}

async function ownerWords(scene: Scene, subjects: readonly RdfTerm[]): Promise<string> {
  if (subjects.every((one) => one.value === scene.thing)) return "";
  return ` of ${listed(await wordsOf(scene, subjects), 3, " and ")}`;
}

async function termsOf(scene: Scene, term: Triple["object"], patterns: readonly Pattern[]): Promise<RdfTerm[]> {
  if (term.termType === "Variable") return solutions(scene, term.value, patterns);
  return [{ type: term.termType === "Literal" ? "literal" : "iri", value: term.value }];
}

async function valuesIn(scene: Scene, term: Triple["object"], patterns: readonly Pattern[]): Promise<string[]> {
  return wordsOf(scene, await termsOf(scene, term, patterns));
}

/** The values of a variable in the solutions of patterns. */
export async function solutions(scene: Scene, name: string, patterns: readonly Pattern[]): Promise<RdfTerm[]> {
  const rows = await rowsOf(scene, queryOf([name], patterns, 500));
  return rows.flatMap((row) => row[0] ?? []);
}

/** The rows of a SELECT. */
export async function rowsOf(scene: Scene, sparql: string): Promise<(RdfTerm | null)[][]> {
  const answer = await scene.ask(sparql);
  return answer.type === "select" ? answer.rows : [];
}
