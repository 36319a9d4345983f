/** The triples that are seen as JSON-LD. */
import { type FileGraph, iriOf } from "./seen-graph.ts";

interface LinkedNode {
  "@id": string;
  "rdfs:label": { "@value": string; "@language": "en" };
  "@type"?: string[];
  [relation: string]: unknown;
}

/** A graph as JSON-LD: each node with its name and its links, all IRIs written out. */
export function jsonldOf({ nodes, edges }: FileGraph): string {
  const found = new Map<string, LinkedNode>();
  for (const { id, iri, name } of nodes) {
    found.set(id, { "@id": iri, "rdfs:label": { "@value": name, "@language": "en" } });
  }
  for (const { from, to, relation, iri } of edges) {
    const node = found.get(from);
    const target = iriOf(to);
    if (!node) continue;
    if (relation === "rdf:type") node["@type"] = [...(node["@type"] ?? []), target];
    else node[iri] = [...((node[iri] as object[] | undefined) ?? []), { "@id": target }];
  }
  const context = { rdfs: "http://www.w3.org/2000/01/rdf-schema#" };
  return `${JSON.stringify({ "@context": context, "@graph": [...found.values()] }, null, 1)}\n`;
}
