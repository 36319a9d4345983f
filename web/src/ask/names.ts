/** Short ids and whole IRIs: `substance/naf` for a thing, `nsei:actsBy` for a term, else the IRI. */

const BASE = "https://w3id.org/naseikg/";
const ONTOLOGY = `${BASE}ontology#`;
const KNOWN: Record<string, string> = {
  nsei: ONTOLOGY,
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  owl: "http://www.w3.org/2002/07/owl#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  dcterms: "http://purl.org/dc/terms/",
  bibo: "http://purl.org/ontology/bibo/",
  cito: "http://purl.org/spar/cito/",
  foaf: "http://xmlns.com/foaf/0.1/",
  prov: "http://www.w3.org/ns/prov#",
  vann: "http://purl.org/vocab/vann/",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};
const THING = /^[a-z][a-z-]*\/[a-z0-9][a-z0-9.-]*$/;

/** The id of an IRI; an IRI without a short form stays. */
export function shortId(iri: string): string {
  for (const [prefix, start] of Object.entries(KNOWN)) {
    if (iri.startsWith(start) && /^[A-Za-z_][\w-]*$/.test(iri.slice(start.length))) {
      return `${prefix}:${iri.slice(start.length)}`;
    }
  }
  const rest = iri.startsWith(BASE) ? iri.slice(BASE.length) : "";
  return THING.test(rest) ? rest : iri;
}

/** The IRI of an id. */
export function longIri(id: string): string {
  if (THING.test(id)) return BASE + id;
  const [prefix = "", name = ""] = id.split(/:(.*)/s);
  const start = Object.hasOwn(KNOWN, prefix) ? KNOWN[prefix] : undefined;
  return start && !name.startsWith("//") ? start + name : id;
}
