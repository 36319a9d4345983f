import assert from "node:assert/strict";
import { test } from "node:test";
import type { Relation } from "../src/data/types.ts";
import type { GraphEdge } from "../src/look/graph.ts";
import { linksOf, linksWithout, type PathStep, sentenceOf, shortestPath, stepWords } from "../src/look/path.ts";
import { whole } from "./look-sample.ts";

const everywhere = linksWithout(whole, []);
const thin = { isWide: false };

test("a path is read out with the relations in the right direction", () => {
  const path = shortestPath(everywhere, "substance/pvdf", "phenomenon/dendrites", thin);
  assert.ok(path);
  assert.equal(
    sentenceOf(path, whole.nodes, whole.relations),
    "PVDF is component of PVDF–Sn layer, which suppresses dendrite growth",
  );
  const back = shortestPath(everywhere, "phenomenon/dendrites", "substance/pvdf", thin);
  assert.equal(
    sentenceOf(back ?? [], whole.nodes, whole.relations),
    "dendrite growth is suppressed by PVDF–Sn layer, which has component PVDF",
  );
});

test("a path goes over things, and through classes only when asked", () => {
  const ends = ["method/casting", "nsei:Halide"] as const;
  assert.equal(shortestPath(everywhere, ...ends, thin), null);
  assert.equal(shortestPath(everywhere, ...ends, { isWide: true })?.length, 2);
});

test("a stated link comes before an inferred one, and no path joins what is alone", () => {
  const path = shortestPath(everywhere, "layer/tin", "layer/salt", { isWide: true });
  assert.deepEqual(
    path?.map(({ edge }) => edge.key),
    ["layer/tin nsei:suppresses phenomenon/dendrites", "layer/salt nsei:suppresses phenomenon/dendrites"],
  );
  assert.equal(shortestPath(everywhere, "layer/tin", "substance/alone", { isWide: true }), null);
  assert.deepEqual(shortestPath(everywhere, "layer/tin", "layer/tin", thin), []);
});

test("hidden nodes are no way, and what is seen has links of its own", () => {
  const hidden = linksWithout(whole, ["layer/tin"]);
  assert.equal(shortestPath(hidden, "substance/pvdf", "phenomenon/dendrites", thin), null);
  const edges = [...whole.edges.values()].filter(({ relation }) => relation === "nsei:suppresses");
  const links = linksOf({ nodes: [...whole.nodes.values()], edges });
  assert.equal(shortestPath(links, "substance/pvdf", "phenomenon/dendrites", thin), null);
});

test("of two ways alike the one that passes through fewer links is gone", () => {
  const edge = (from: string, relation: string, to: string): GraphEdge => ({
    key: `${from} ${relation} ${to}`,
    from,
    to,
    relation,
    origin: "stated",
    findings: ["finding/one"],
  });
  const edges = [
    edge("substance/salt", "nsei:reactsWith", "substance/sodium"),
    edge("substance/sodium", "nsei:hasDrawback", "phenomenon/dendrites"),
    edge("layer/z", "nsei:formedFrom", "substance/salt"),
    edge("layer/z", "nsei:suppresses", "phenomenon/dendrites"),
    ...["a", "b", "c"].map((one) => edge(`layer/${one}`, "nsei:appliedOn", "substance/sodium")),
  ];
  const links = (id: string) => edges.filter(({ from, to }) => from === id || to === id);
  const path = shortestPath(links, "substance/salt", "phenomenon/dendrites", thin);
  assert.deepEqual(
    path?.map(({ to }) => to),
    ["layer/z", "phenomenon/dendrites"],
  );
});

test("a relation has a verb when it is read out, and what is inferred is said to be", () => {
  const names = ["variant of", "formed from", "electrode", "in section", "suppresses", "compared characteristic"];
  const relations = new Map(
    names.map((label): [string, Relation] => [
      label,
      { id: label, label, inverse: "", definition: "", colour: "grey" },
    ]),
  );
  const step = (relation: string): PathStep => ({
    edge: { key: relation, from: "a", to: "b", relation, origin: "inferred", findings: [] },
    from: "a",
    to: "b",
  });
  assert.deepEqual(
    names.map((name) => stepWords(step(name), relations)),
    [
      "is a variant of",
      "is formed from",
      "has electrode",
      "is in section",
      "suppresses",
      "compares the characteristic",
    ],
  );
  assert.equal(sentenceOf([step("suppresses")], new Map(), relations), "a suppresses b (inferred)");
});
