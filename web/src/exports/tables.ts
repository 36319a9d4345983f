/** Nodes and links as CSV. */
import { csvOf } from "../parts/downloads.ts";
import type { FileGraph } from "./seen-graph.ts";

/** The nodes, one a line. */
export function nodesCsv({ nodes }: FileGraph): string {
  return csvOf(
    ["id", "iri", "name", "formula", "kind", "classes", "year", "findings", "links"],
    nodes.map((node) => [
      node.id,
      node.iri,
      node.name,
      node.formula,
      node.kind,
      node.classes.join("; "),
      node.year === null ? "" : String(node.year),
      String(node.findings),
      String(node.links),
    ]),
  );
}

/** The links, one a line. */
export function edgesCsv({ nodes, edges }: FileGraph): string {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  return csvOf(
    ["subject", "subject_name", "relation", "relation_label", "object", "object_name", "origin", "findings"],
    edges.map((edge) => [
      edge.from,
      names.get(edge.from) ?? "",
      edge.relation,
      edge.label,
      edge.to,
      names.get(edge.to) ?? "",
      edge.origin,
      edge.findings.join(" "),
    ]),
  );
}
