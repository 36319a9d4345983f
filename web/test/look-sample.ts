/** A small graph for the tests of the Look view. */
import type { Picture, PictureNode } from "../src/data/types.ts";
import { type Graph, graphOf } from "../src/look/graph.ts";

/** A node with what matters. */
export function node(id: string, more: Partial<PictureNode> = {}): PictureNode {
  const name = id.split("/")[1] ?? id;
  return {
    id,
    label: name,
    name,
    kind: 0,
    formula: "",
    also: [],
    classes: [],
    year: null,
    findings: 0,
    isClass: false,
    x: 0,
    y: 0,
    ...more,
  };
}

/** Layers, a polymer, phenomena, a method, a reference and a class. */
export const WHOLE: Picture = {
  name: "everything",
  title: "The whole graph",
  description: "All of it.",
  sparql: "",
  size: "findings",
  kinds: [
    { id: "nsei:Interphase", label: "layer", colour: "blue", shape: "square" },
    { id: "nsei:Substance", label: "substance", colour: "sky", shape: "dot" },
    { id: "nsei:Phenomenon", label: "phenomenon", colour: "vermilion", shape: "diamond" },
    { id: "nsei:Method", label: "method", colour: "brown", shape: "triangle" },
    { id: "nsei:Reference", label: "reference", colour: "grey", shape: "dot" },
    { id: "owl:Class", label: "class", colour: "grey", shape: "square" },
  ],
  relations: [
    relation("nsei:hasComponent", "has component", "is component of"),
    relation("nsei:suppresses", "suppresses", "is suppressed by"),
    relation("nsei:preparedBy", "is prepared by", "prepares"),
    relation("nsei:citesReference", "cites", "is cited by"),
    relation("rdf:type", "is a", "has member"),
  ],
  nodes: [
    node("layer/tin", { name: "PVDF–Sn layer", classes: ["hybrid layer"], findings: 4, x: 0 }),
    node("layer/salt", { name: "salt layer", classes: ["halide layer"], findings: 2, x: 100 }),
    node("substance/pvdf", { name: "PVDF", kind: 1, findings: 1, x: 0, y: 100 }),
    node("phenomenon/dendrites", { name: "dendrite growth", kind: 2, findings: 9, x: 200 }),
    node("method/casting", { name: "casting", kind: 3, x: 300 }),
    node("reference/7", { name: "[7]", kind: 4, year: 2019, x: 400 }),
    node("nsei:Halide", { name: "halide layer", kind: 5, isClass: true, x: 500 }),
    node("substance/alone", { kind: 1, x: 600 }),
  ],
  edges: [
    { from: 0, to: 2, relation: 0, origin: "stated", findings: ["f1"] },
    { from: 0, to: 3, relation: 1, origin: "stated", findings: ["f1", "f2"] },
    { from: 1, to: 3, relation: 1, origin: "inferred", findings: [] },
    { from: 0, to: 4, relation: 2, origin: "stated", findings: ["f2"] },
    { from: 1, to: 5, relation: 3, origin: "stated", findings: ["f3"] },
    { from: 1, to: 6, relation: 4, origin: "stated", findings: [] },
    { from: 0, to: 6, relation: 4, origin: "inferred", findings: [] },
  ],
};

/** A view of two layers and what they suppress. */
export const VIEW: Picture = {
  ...WHOLE,
  name: "small",
  title: "Small",
  kinds: [
    { id: "nsei:Interphase", label: "layer", colour: "blue", shape: "square" },
    { id: "owl:Thing", label: "other thing", colour: "sky", shape: "dot" },
  ],
  relations: [relation("nsei:suppresses", "suppresses", "is suppressed by")],
  nodes: [
    node("layer/tin", { name: "PVDF–Sn layer", classes: ["hybrid layer"], findings: 4, x: 0 }),
    node("layer/salt", { name: "salt layer", classes: ["halide layer"], findings: 2, x: 100 }),
    node("phenomenon/dendrites", { name: "dendrite growth", kind: 1, findings: 9, x: 200 }),
  ],
  edges: [
    { from: 0, to: 2, relation: 0, origin: "stated", findings: ["f1", "f2"] },
    { from: 1, to: 2, relation: 0, origin: "inferred", findings: [] },
  ],
};

/** Both as graphs. */
export const whole: Graph = graphOf(WHOLE);
export const view: Graph = graphOf(VIEW);

function relation(id: string, label: string, inverse: string) {
  return { id, label, inverse, definition: "", colour: "grey" as const };
}
