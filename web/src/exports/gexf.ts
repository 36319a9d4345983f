/** GEXF 1.3, the format of Gephi: with colours and places. */
import type { FileGraph } from "./seen-graph.ts";
import { XML_HEAD, xmlText } from "./xml.ts";

const ATTRIBUTES = ["iri", "kind", "formula", "findings"] as const;

/** A graph as GEXF. */
export function gexfOf({ title, nodes, edges }: FileGraph): string {
  const nodeLines = nodes.map((node) => {
    const values = ATTRIBUTES.map((name, at) => `<attvalue for="${at}" value="${xmlText(String(node[name]))}"/>`);
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(node.colour.slice(at, at + 2), 16));
    // y points down on a page and up in Gephi.
    const look = `<viz:color r="${red}" g="${green}" b="${blue}"/><viz:position x="${node.x}" y="${-node.y}" z="0"/>`;
    return `      <node id="${xmlText(node.id)}" label="${xmlText(node.name)}"><attvalues>${values.join("")}</attvalues>${look}</node>`;
  });
  const edgeLines = edges.map(
    (edge, at) =>
      `      <edge id="${at}" source="${xmlText(edge.from)}" target="${xmlText(edge.to)}" label="${xmlText(edge.label)}" kind="${xmlText(edge.relation)}" weight="${Math.max(1, edge.findings.length)}"><attvalues><attvalue for="0" value="${xmlText(edge.origin)}"/></attvalues></edge>`,
  );
  return `${XML_HEAD}<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
  <meta><title>${xmlText(title)}</title></meta>
  <graph defaultedgetype="directed">
    <attributes class="node">${ATTRIBUTES.map((name, at) => `<attribute id="${at}" title="${name}" type="${name === "findings" ? "integer" : "string"}"/>`).join("")}</attributes>
    <attributes class="edge"><attribute id="0" title="origin" type="string"/></attributes>
    <nodes>
${nodeLines.join("\n")}
    </nodes>
    <edges>
${edgeLines.join("\n")}
    </edges>
  </graph>
</gexf>
`;
}
