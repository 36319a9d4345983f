/** The cells of an answer as text and as numbers. */
import type { RdfTerm, RdfTriple } from "./engine.ts";
import { longIri, shortId } from "./names.ts";

const BASE = "https://w3id.org/naseikg/";
const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMERIC = new Set(["integer", "decimal", "double", "float", "int", "long"].map((one) => XSD + one));
const PREFIXES = ["nsei", "bibo", "cito", "dcterms", "foaf", "owl", "prov", "rdf", "rdfs", "skos", "vann", "xsd"].map(
  (name): [string, string] => [name, longIri(`${name}:`)],
);

/** A cell as `naseikg query --format csv` prints it. */
export function cellText(term: RdfTerm | null): string {
  if (!term) return "";
  if (term.type === "literal") return term.value;
  if (term.type === "blank") return `_:${term.value}`;
  for (const [name, start] of PREFIXES) {
    if (term.value.startsWith(start)) return `${name}:${term.value.slice(start.length)}`;
  }
  return term.value.startsWith(BASE) ? term.value.slice(BASE.length) : `<${term.value}>`;
}

/** The number of a literal that is one, else null. */
export function numberOf(term: RdfTerm | null | undefined): number | null {
  if (term?.type !== "literal" || !term.datatype || !NUMERIC.has(term.datatype)) return null;
  const number = Number(term.value);
  return Number.isFinite(number) ? number : null;
}

/** The id of a thing or term of ours, which the panel can show; else "". */
export function thingId(term: RdfTerm | null | undefined): string {
  if (term?.type !== "iri" || !term.value.startsWith(BASE)) return "";
  const id = shortId(term.value);
  return id.startsWith("http") || id === "nsei:" ? "" : id;
}

/** A term as SPARQL and N-Triples write it. */
export function written(term: RdfTerm): string {
  if (term.type === "iri") return `<${term.value.replace(/[\p{Cc} <>"{}|^`\\]/gu, escapedIri)}>`;
  if (term.type === "blank") return `_:${term.value}`;
  const text = `"${term.value.replace(/["\\\n\r]/g, (one) => ESCAPES[one] ?? one)}"`;
  if (term.language) return `${text}@${term.language}`;
  return term.datatype ? `${text}^^<${term.datatype}>` : text;
}

/** A triple as one text, to tell triples apart. */
export function tripleKey({ subject, predicate, object }: RdfTriple): string {
  return `${written(subject)} ${written(predicate)} ${written(object)}`;
}

const ESCAPES: Record<string, string> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r" };

function escapedIri(one: string): string {
  return `\\u${one.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`;
}
