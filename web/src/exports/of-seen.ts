/** Makes the rows of a file out of what is seen in the Look view. */
import type { Looks } from "../look/scene-of.ts";
import type { Seen } from "../look/seen.ts";
import { COLOURS } from "../picture/palette.ts";
import type { Scene } from "../picture/scene.ts";
import { type FileGraph, iriOf } from "./seen-graph.ts";

/** What is seen, with the places where it stands. */
export function fileGraphOf(title: string, description: string, seen: Seen, scene: Scene, looks: Looks): FileGraph {
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    title,
    description,
    nodes: seen.nodes.map((node, at) => {
      const kind = looks.kinds.get(node.kind);
      return {
        id: node.id,
        iri: iriOf(node.id),
        name: node.name,
        formula: node.formula,
        kind: kind?.label ?? "",
        classes: node.classes,
        year: node.year,
        findings: node.findings,
        links: seen.degrees.get(node.id) ?? 0,
        colour: COLOURS[kind?.colour ?? "grey"].fill,
        x: round(scene.nodes[at]?.x ?? 0),
        y: round(scene.nodes[at]?.y ?? 0),
      };
    }),
    edges: seen.edges.map((edge) => {
      const relation = looks.relations.get(edge.relation);
      return {
        from: edge.from,
        to: edge.to,
        relation: edge.relation,
        iri: iriOf(edge.relation),
        label: relation?.label ?? edge.relation,
        origin: edge.origin,
        findings: edge.findings,
        colour: COLOURS[relation?.colour ?? "grey"].fill,
      };
    }),
  };
}
