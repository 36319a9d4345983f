/** GraphML, which yEd, Gephi, Cytoscape and networkx read. */
import type { FileEdge, FileGraph, FileNode } from "./seen-graph.ts";
import { XML_HEAD, xmlText } from "./xml.ts";

type Key<One> = [name: string, type: "string" | "int" | "double", value: (one: One) => string | number | null];

const OF_NODES: Key<FileNode>[] = [
  ["label", "string", (node) => node.name],
  ["iri", "string", (node) => node.iri],
  ["kind", "string", (node) => node.kind],
  ["formula", "string", (node) => node.formula],
  ["classes", "string", (node) => node.classes.join("; ")],
  ["year", "int", (node) => node.year],
  ["findings", "int", (node) => node.findings],
  ["links", "int", (node) => node.links],
  ["colour", "string", (node) => node.colour],
  ["x", "double", (node) => node.x],
  ["y", "double", (node) => node.y],
];

const OF_EDGES: Key<FileEdge>[] = [
  ["label", "string", (edge) => edge.label],
  ["iri", "string", (edge) => edge.iri],
  ["origin", "string", (edge) => edge.origin],
  ["evidence", "string", (edge) => edge.findings.join(" ")],
  ["weight", "int", (edge) => edge.findings.length],
];

/** A graph as GraphML. */
export function graphmlOf({ title, nodes, edges }: FileGraph): string {
  const keys = [
    ...OF_NODES.map(([name, type]) => `  <key id="n-${name}" for="node" attr.name="${name}" attr.type="${type}"/>`),
    ...OF_EDGES.map(([name, type]) => `  <key id="e-${name}" for="edge" attr.name="${name}" attr.type="${type}"/>`),
  ];
  const lines = [
    ...nodes.map((node) => `    <node id="${xmlText(node.id)}">${data("n", OF_NODES, node)}</node>`),
    ...edges.map((edge, at) => {
      const ends = `source="${xmlText(edge.from)}" target="${xmlText(edge.to)}"`;
      return `    <edge id="e${at}" ${ends}>${data("e", OF_EDGES, edge)}</edge>`;
    }),
  ];
  return `${XML_HEAD}<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
${keys.join("\n")}
  <graph edgedefault="directed">
    <desc>${xmlText(title)}</desc>
${lines.join("\n")}
  </graph>
</graphml>
`;
}

function data<One>(prefix: string, keys: Key<One>[], one: One): string {
  return keys
    .map(([name, , read]) => {
      const value = read(one);
      return value === null || value === "" ? "" : `<data key="${prefix}-${name}">${xmlText(String(value))}</data>`;
    })
    .join("");
}
