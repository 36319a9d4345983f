/** What of a picture goes into a file: plain rows, so that each format only writes. */

/** A node that is seen. */
export interface FileNode {
  id: string;
  iri: string;
  name: string;
  formula: string;
  kind: string;
  classes: readonly string[];
  year: number | null;
  findings: number;
  links: number;
  /** "#0072b2". */
  colour: string;
  x: number;
  y: number;
}

/** A link that is seen. */
export interface FileEdge {
  from: string;
  to: string;
  /** The relation's id, IRI and words. */
  relation: string;
  iri: string;
  label: string;
  origin: string;
  findings: readonly string[];
  colour: string;
}

export interface FileGraph {
  title: string;
  description: string;
  nodes: readonly FileNode[];
  edges: readonly FileEdge[];
}

const NAMESPACES: Record<string, string> = {
  "nsei:": "https://w3id.org/naseikg/ontology#",
  "rdf:": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  "rdfs:": "http://www.w3.org/2000/01/rdf-schema#",
  "owl:": "http://www.w3.org/2002/07/owl#",
  "skos:": "http://www.w3.org/2004/02/skos/core#",
  "dcterms:": "http://purl.org/dc/terms/",
};
const THINGS = "https://w3id.org/naseikg/";

/** The whole IRI of a short id. */
export function iriOf(id: string): string {
  if (/^https?:\/\//.test(id)) return id;
  const prefix = /^[a-z]+:/.exec(id)?.[0] ?? "";
  const namespace = NAMESPACES[prefix];
  return namespace ? namespace + id.slice(prefix.length) : THINGS + id;
}
