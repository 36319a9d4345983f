/**
 * The facts behind a row: the patterns of the query with the values of the row, inside a SELECT of its own too, so that
 * a count or a list of names is explained by what was counted.
 */
import type { Answer, RdfTerm, RdfTriple } from "./engine.ts";
import { thingId, tripleKey } from "./results-terms.ts";
import type { SelectAnswer } from "./results-views.ts";
import { expanded } from "./why-paths.ts";
import {
  bindsOf,
  computedIn,
  expressionText,
  insideOf,
  keysOf,
  type Pattern,
  parsedSelect,
  queryOf,
  type SelectQuery,
  type Solution,
  type Triple,
  valuesOf,
} from "./why-query.ts";

/** More solutions than these are not looked at. */
const MOST = 100;

export type Ask = (sparql: string) => Promise<Answer>;

export interface Behind {
  /** Each is in the graph. */
  facts: RdfTriple[];
  /** Columns that are computed, and how. */
  computed: { column: string; how: string }[];
  /** Whether there is more behind the row than was looked at. */
  isCut: boolean;
}

/** What stands behind one row of the answer to a query. Throws an `Error` where the query cannot be taken apart. */
export async function behindRow(
  sparql: string,
  prefixes: Record<string, string>,
  { columns, rows }: SelectAnswer,
  place: number,
  ask: Ask,
): Promise<Behind> {
  const query = parsedSelect(sparql, prefixes);
  const row = new Map<string, RdfTerm>();
  for (const [at, name] of columns.entries()) {
    const cell = rows[place]?.[at];
    if (cell) row.set(name, cell);
  }
  const found = new Map<string, RdfTriple>();
  const isCut = await gather(query, [row], ask, found);
  const computed = query.variables.flatMap((one) =>
    "expression" in one ? [{ column: one.variable.value, how: expressionText(one.expression, prefixes) }] : [],
  );
  return { facts: await verified([...found.values()], ask), computed, isCut };
}

/** Collects the triples that a SELECT met for the values given; tells whether some were left. */
async function gather(
  query: SelectQuery,
  rows: readonly Solution[],
  ask: Ask,
  into: Map<string, RdfTriple>,
): Promise<boolean> {
  const patterns = expanded(query.where ?? []);
  const computed = computedIn(patterns);
  const keys = keysOf(query);
  const given = [...keys].filter((name) => !computed.has(name) && rows.some((row) => row.has(name)));
  const triples = triplesIn(patterns);
  const selects = selectsIn(patterns);
  const inner = selects.flatMap((one) => [...keysOf(one)]);
  const names = [...new Set([...bindsOf([{ type: "bgp", triples }]), ...inner])];
  if (!names.length) return false;
  const values = given.length ? [valuesOf(given, rows)] : [];
  const answer = await ask(queryOf(names, [...values, ...patterns], MOST + 1));
  if (answer.type !== "select") return false;
  const solutions = answer.rows.slice(0, MOST).map((row): Solution => {
    const cells = names.flatMap((name, at): [string, RdfTerm][] => {
      const cell = row[at];
      return cell ? [[name, cell]] : [];
    });
    return new Map(cells);
  });
  for (const solution of solutions) {
    for (const triple of triples) {
      const one = groundOf(triple, solution);
      if (one) into.set(tripleKey(one), one);
    }
  }
  let isCut = answer.rows.length > MOST;
  for (const one of solutions.length ? selects : []) isCut = (await gather(one, solutions, ask, into)) || isCut;
  return isCut;
}

/** The triple patterns that a solution may have met, but those inside another SELECT. */
function triplesIn(patterns: readonly Pattern[]): Triple[] {
  return patterns.flatMap((one) => {
    if (one.type === "bgp") return one.triples;
    return one.type === "minus" ? [] : triplesIn(insideOf(one));
  });
}

function selectsIn(patterns: readonly Pattern[]): SelectQuery[] {
  return patterns.flatMap((one) => {
    if (one.type === "query") return [one];
    return one.type === "minus" ? [] : selectsIn(insideOf(one));
  });
}

function groundOf({ subject, predicate, object }: Triple, solution: Solution): RdfTriple | null {
  const step = "pathType" in predicate ? predicate.items[0] : predicate;
  if (!step || "pathType" in step) return null;
  const [from, by, to] = [ground(subject, solution), ground(step, solution), ground(object, solution)];
  if (!from || !by || !to || from.type !== "iri" || by.type !== "iri" || to.type === "blank") return null;
  return { subject: from, predicate: by, object: to };
}

function ground(term: Triple["object"], solution: Solution): RdfTerm | null {
  if (term.termType === "Variable") return solution.get(term.value) ?? null;
  if (term.termType === "NamedNode") return { type: "iri", value: term.value };
  if (term.termType !== "Literal") return null;
  if (term.language) return { type: "literal", value: term.value, language: term.language };
  const datatype = term.datatype.value;
  return datatype.endsWith("#string")
    ? { type: "literal", value: term.value }
    : { type: "literal", value: term.value, datatype };
}

/** Those that are in the graph: of alternatives and paths, a solution need not have met each. */
async function verified(triples: readonly RdfTriple[], ask: Ask): Promise<RdfTriple[]> {
  if (!triples.length) return [];
  const rows = triples.map(
    ({ subject, predicate, object }): Solution =>
      new Map([
        ["s", subject],
        ["p", predicate],
        ["o", object],
      ]),
  );
  const names = ["s", "p", "o"];
  const values = queryOf(names, [valuesOf(names, rows)]).replace(/\}\s*$/, "?s ?p ?o }");
  const answer = await ask(values);
  if (answer.type !== "select") return [];
  const there = new Set(
    answer.rows.flatMap(([subject, predicate, object]) =>
      subject && predicate && object ? [tripleKey({ subject, predicate, object })] : [],
    ),
  );
  return triples.filter((one) => there.has(tripleKey(one)));
}

/** Facts as the page explains them. */
export interface Sorted {
  /** Subject, relation and object as the tree of reasons takes them. */
  reasons: [string, string, string][];
  /** Ids of findings that the query itself asks for. */
  findings: string[];
  /** How many were names and definitions, values and units of what is explained, and links to other ontologies. */
  names: number;
  values: number;
  links: number;
}

/** Facts by what there is to explain of them. */
export function sortedFacts(facts: readonly RdfTriple[]): Sorted {
  const found: Sorted = { reasons: [], findings: [], names: 0, values: 0, links: 0 };
  const findings = new Set<string>();
  const objects = new Set(facts.map((one) => thingId(one.object)));
  for (const { subject, predicate, object } of facts) {
    const [from, by, to] = [thingId(subject), relationId(predicate), thingId(object)];
    if (from.startsWith("finding/")) findings.add(from);
    else if (to.startsWith("finding/")) findings.add(to);
    else if (!by) found.names++;
    else if (!from) found.links++;
    else if (/^(quantity|sentence|reference|note)\//.test(from) && objects.has(from)) found.values++;
    else if (object.type === "literal") found.reasons.push([from, by, `"${object.value}"`]);
    else if (to) found.reasons.push([from, by, to]);
    else found.links++;
  }
  found.findings = [...findings].sort();
  // What a thing is stands after what is said of it.
  const rank = ([, by]: [string, string, string]) => (by === "rdf:type" ? 1 : by === "rdfs:subClassOf" ? 2 : 0);
  found.reasons.sort((one, other) => rank(one) - rank(other));
  return found;
}

function relationId({ value }: RdfTerm): string {
  if (value === "http://www.w3.org/1999/02/22-rdf-syntax-ns#type") return "rdf:type";
  if (value === "http://www.w3.org/2000/01/rdf-schema#subClassOf") return "rdfs:subClassOf";
  return value.startsWith("https://w3id.org/naseikg/ontology#") ? thingId({ type: "iri", value }) : "";
}
