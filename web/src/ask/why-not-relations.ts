/** Why a triple fails whose relation is a variable, and which classes of a thing say most. */
import type { Triple } from "sparqljs";
import type { RdfTerm } from "./engine.ts";
import { listed, rowsOf, type Scene, solutions, type Verdict, wordsOf } from "./why-not-words.ts";
import { bindsOf, type Pattern, queryOf, valuesOf, variable } from "./why-query.ts";

/** What the thing has by each relation that is asked for; null where the relation is no variable with values. */
export async function byRelation(
  scene: Scene,
  triple: Triple,
  before: readonly Pattern[],
  owner: string,
): Promise<[Verdict, string] | null> {
  const { predicate, object } = triple;
  if ("pathType" in predicate || predicate.termType !== "Variable") return null;
  const step = predicate.value;
  const bound = bindsOf(before);
  if (!bound.has(step)) return ["not recorded", `no relation${owner || " of it"} is recorded`];
  const names = object.termType === "Variable" && bound.has(object.value) ? [step, object.value] : [step];
  const pairs = await rowsOf(scene, queryOf(names, before, 500));
  const relations = new Map(pairs.flatMap(([one]) => (one ? [[one.value, one] as const] : [])));
  const told: string[] = [];
  let hasSome = false;
  for (const one of relations.values()) {
    const there = { ...triple, object: variable("_there") };
    const fixed = valuesOf([step], [new Map([[step, one]])]);
    const has = await solutions(scene, "_there", [...before, fixed, { type: "bgp", triples: [there] }]);
    hasSome ||= has.length > 0;
    const words = has.length ? listed(await wordsOf(scene, has)) : "nothing is recorded";
    told.push(`${(await wordsOf(scene, [one])).join("")}${owner}: ${words}`);
  }
  return [hasSome ? "other value" : "not recorded", `${told.sort().join("; ")}${await wishes(scene, pairs)}`];
}

async function wishes(scene: Scene, pairs: readonly (RdfTerm | null)[][]): Promise<string> {
  const wanted = new Set<string>();
  for (const [relation, object] of pairs.slice(0, 10)) {
    if (!relation || !object) continue;
    const words = [await wordsOf(scene, [relation]), await wordsOf(scene, [object])];
    wanted.add(words.join(" "));
  }
  if (!wanted.size) return "";
  return `; the query wants ${wanted.size > 1 ? "one of: " : ""}${[...wanted].sort().join(", ")}`;
}

/** Our classes among some, without those above another of them. */
export async function narrowest(scene: Scene, classes: readonly RdfTerm[]): Promise<RdfTerm[]> {
  const ours = classes.filter((one) => one.value.startsWith("https://w3id.org/naseikg/ontology#"));
  const list = ours.map((one) => `<${one.value}>`).join(" ");
  const below = `VALUES ?d { ${list} } ?d rdfs:subClassOf+ ?c FILTER(?d != ?c)`;
  const rows = await rowsOf(scene, `SELECT ?c { VALUES ?c { ${list} } FILTER NOT EXISTS { ${below} } }`);
  const found = rows.flatMap((row) => row[0] ?? []);
  return found.length ? found : [...classes];
}
