/** Writers of graphs and rows: Turtle, N-Triples, JSON-LD, and the JSON results of SPARQL. */
import type { Answer, RdfTerm, RdfTriple } from "./engine.ts";
import { longIri, shortId } from "./names.ts";
import { tripleKey, written } from "./results-terms.ts";

/** N-Triples, each triple once, sorted. */
export function ntriplesOf(triples: readonly RdfTriple[]): string {
  return once(triples)
    .map((one) => `${tripleKey(one)} .\n`)
    .join("");
}

/** Turtle with the prefixes that it needs; a block a subject. */
export function turtleOf(triples: readonly RdfTriple[]): string {
  const used = new Set<string>();
  const name = (term: RdfTerm): string => {
    if (term.type === "literal" && term.datatype) {
      const bare = written({ type: "literal", value: term.value });
      return `${bare}^^${name({ type: "iri", value: term.datatype })}`;
    }
    if (term.type !== "iri") return written(term);
    const id = shortId(term.value);
    if (id === term.value || id.includes("/")) return written(term);
    used.add(id.slice(0, id.indexOf(":")));
    return id;
  };
  const blocks = new Map<string, Map<string, string[]>>();
  for (const { subject, predicate, object } of once(triples)) {
    const block = keptIn(blocks, name(subject), () => new Map<string, string[]>());
    const verb = predicate.value === RDF_TYPE ? "a" : name(predicate);
    keptIn(block, verb, () => []).push(name(object));
  }
  const body = [...blocks].map(([subject, block]) => {
    const verbs = [...block].sort(([a], [b]) => Number(b === "a") - Number(a === "a"));
    return `${subject} ${verbs.map(([verb, objects]) => `${verb} ${objects.join(", ")}`).join(" ;\n  ")} .\n`;
  });
  const head = [...used].sort().map((prefix) => `@prefix ${prefix}: <${longIri(`${prefix}:`)}> .\n`);
  return [head.join(""), ...body].filter(Boolean).join("\n");
}

/** JSON-LD, expanded: it needs no context. */
export function jsonLdOf(triples: readonly RdfTriple[]): string {
  const nodes = new Map<string, Record<string, unknown>>();
  for (const { subject, predicate, object } of once(triples)) {
    const id = idOf(subject);
    const node = keptIn<string, Record<string, unknown>>(nodes, id, () => ({ "@id": id }));
    const isType = predicate.value === RDF_TYPE && object.type !== "literal";
    const key = isType ? "@type" : predicate.value;
    const values = (node[key] as unknown[] | undefined) ?? [];
    node[key] = [...values, isType ? idOf(object) : literalOrNode(object)];
  }
  return `${JSON.stringify([...nodes.values()], null, 2)}\n`;
}

/** The rows of a SELECT, or the yes or no of an ASK, as application/sparql-results+json. */
export function sparqlJsonOf(answer: Exclude<Answer, { type: "graph" }>): string {
  if (answer.type === "ask") return `${JSON.stringify({ head: {}, boolean: answer.value }, null, 2)}\n`;
  const bindings = answer.rows.map((row) =>
    Object.fromEntries(answer.columns.flatMap((name, place) => (row[place] ? [[name, jsonTerm(row[place])]] : []))),
  );
  return `${JSON.stringify({ head: { vars: answer.columns }, results: { bindings } }, null, 2)}\n`;
}

const RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

function once(triples: readonly RdfTriple[]): RdfTriple[] {
  const found = new Map(triples.map((one) => [tripleKey(one), one]));
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function idOf(term: RdfTerm): string {
  return term.type === "blank" ? `_:${term.value}` : term.value;
}

function literalOrNode(term: RdfTerm): Record<string, string> {
  if (term.type !== "literal") return { "@id": idOf(term) };
  if (term.language) return { "@value": term.value, "@language": term.language };
  return term.datatype ? { "@value": term.value, "@type": term.datatype } : { "@value": term.value };
}

function jsonTerm(term: RdfTerm): Record<string, string> {
  const type = { iri: "uri", blank: "bnode", literal: "literal" }[term.type];
  return {
    type,
    value: term.value,
    ...(term.datatype ? { datatype: term.datatype } : {}),
    ...(term.language ? { "xml:lang": term.language } : {}),
  };
}

function keptIn<Key, Value>(map: Map<Key, Value>, key: Key, first: () => Value): Value {
  const kept = map.get(key) ?? first();
  map.set(key, kept);
  return kept;
}
