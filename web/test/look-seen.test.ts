import assert from "node:assert/strict";
import { test } from "node:test";
import { poolOf } from "../src/look/pool.ts";
import { seenOf } from "../src/look/seen.ts";
import { type LookState, START } from "../src/look/state.ts";
import { whole } from "./look-sample.ts";

const evidence = {
  basisOf: (finding: string) => ({ f1: "measured", f2: "argued" })[finding] ?? "",
  yearsOf: (finding: string) => ({ f1: [2018], f2: [2021] })[finding] ?? [],
  bases: ["argued", "measured"],
  first: 2018,
  last: 2021,
};

function seen(patch: Partial<LookState>, selected = "") {
  const pool = poolOf(whole, whole, [], []);
  return seenOf({ pool, whole, state: { ...START, ...patch }, selected, evidence, path: [] });
}
const ids = (patch: Partial<LookState>, selected = "") => seen(patch, selected).nodes.map(({ id }) => id);

test("without filters all is seen", () => {
  const { nodes, edges, isFiltered } = seen({});
  assert.deepEqual([nodes.length, edges.length, isFiltered], [8, 7, false]);
});

test("a class shows its members with what they are linked to", () => {
  assert.deepEqual(ids({ inClass: "halide layer" }), [
    "layer/salt",
    "phenomenon/dendrites",
    "reference/7",
    "nsei:Halide",
  ]);
});

test("class and method are joined by AND", () => {
  assert.deepEqual(ids({ method: "method/casting" }).includes("layer/tin"), true);
  assert.deepEqual(ids({ method: "method/casting", inClass: "halide layer" }), []);
});

test("relation, evidence and years leave only links that meet all", () => {
  assert.deepEqual(ids({ relation: "nsei:suppresses" }), ["layer/tin", "layer/salt", "phenomenon/dendrites"]);
  assert.deepEqual(ids({ relation: "nsei:suppresses", basis: "argued" }), ["layer/tin", "phenomenon/dendrites"]);
  assert.deepEqual(ids({ basis: "measured", since: 2020 }), []);
  assert.deepEqual(ids({ since: 2020 }), ["layer/tin", "phenomenon/dendrites", "method/casting"]);
  assert.deepEqual(ids({ until: 2019, relation: "nsei:citesReference" }), ["layer/salt", "reference/7"]);
});

test("inferred links can be left out, and so can stated ones", () => {
  assert.deepEqual(
    seen({ origins: "stated" }).edges.map(({ origin }) => origin),
    ["stated", "stated", "stated", "stated", "stated"],
  );
  assert.equal(seen({ origins: "stated" }).nodes.length, 8);
  assert.equal(seen({ origins: "inferred" }).edges.length, 2);
});

test("classes as nodes can be left out", () => {
  assert.equal(ids({ withClasses: false }).includes("nsei:Halide"), false);
  assert.equal(seen({ withClasses: false }).edges.length, 5);
});

test("things without links and those with few can be left out", () => {
  assert.equal(ids({ withIsolated: false }).includes("substance/alone"), false);
  assert.deepEqual(ids({ degree: 3 }), ["layer/tin", "layer/salt"]);
  assert.deepEqual(ids({ degree: 3, withIsolated: false }), []);
});

test("the neighbourhood of the selected thing has a depth; without a selection all is seen", () => {
  assert.deepEqual(ids({ depth: 1 }, "substance/pvdf"), ["layer/tin", "substance/pvdf"]);
  assert.deepEqual(ids({ depth: 2 }, "substance/pvdf").length, 5);
  assert.equal(ids({ depth: 1 }).length, 8);
});

test("the legend counts what is seen, and of what is off how many there would be", () => {
  const { kinds, nodes, relations } = seen({ offKinds: ["nsei:Interphase"] });
  assert.equal(nodes.length, 6);
  assert.deepEqual(
    kinds.find(({ id }) => id === "nsei:Interphase"),
    { id: "nsei:Interphase", count: 2, isOff: true },
  );
  assert.deepEqual(
    kinds.find(({ id }) => id === "nsei:Substance"),
    { id: "nsei:Substance", count: 2, isOff: false },
  );
  assert.deepEqual(relations, []);
  assert.deepEqual(
    seen({ offRelations: ["rdf:type"] }).relations.find(({ id }) => id === "rdf:type"),
    {
      id: "rdf:type",
      count: 2,
      isOff: true,
    },
  );
});

test("hidden things are gone, and a path is seen whatever the filters say", () => {
  assert.equal(ids({ hidden: ["layer/tin"] }).includes("layer/tin"), false);
  const pool = poolOf(whole, whole, [], []);
  const edge = whole.edges.get("layer/tin nsei:hasComponent substance/pvdf");
  assert.ok(edge);
  const found = seenOf({
    pool,
    whole,
    state: { ...START, inClass: "halide layer" },
    selected: "",
    evidence,
    path: [edge],
  });
  assert.ok(found.nodes.some(({ id }) => id === "substance/pvdf"));
  assert.ok(found.edges.includes(edge));
});
