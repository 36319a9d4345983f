import assert from "node:assert/strict";
import { test } from "node:test";
import { SELF } from "../src/look/expansion.ts";
import { inLooksOf } from "../src/look/graph.ts";
import { changed, noHistory, redone, undone } from "../src/look/history.ts";
import { placesOf } from "../src/look/places.ts";
import { collapsed, neighboursOf, poolOf, relationsAt } from "../src/look/pool.ts";
import { view, whole } from "./look-sample.ts";

const merged = inLooksOf(view, whole);
const all = (id: string) => ({ id, by: "", limit: 0 });
const added = (pool: { broughtBy: ReadonlyMap<string, string> }) => [...pool.broughtBy.keys()].sort();

test("two kinds in one legend never share colour and shape, and a kind of one label is one kind", () => {
  const looks = [...merged.kinds.values()].map(({ colour, shape }) => `${colour} ${shape}`);
  assert.equal(new Set(looks).size, looks.length);
  assert.deepEqual(
    [...merged.kinds.values()].map(({ label }) => label),
    ["layer", "other thing", "substance", "phenomenon", "method", "reference", "class"],
  );
  assert.deepEqual(merged.kinds.get("nsei:Substance"), {
    id: "nsei:Substance",
    label: "substance",
    colour: "sky",
    shape: "square",
  });
});

test("a node of the view keeps its kind there", () => {
  assert.equal(merged.nodes.get("phenomenon/dendrites")?.kind, "owl:Thing");
  assert.equal(merged.nodes.get("method/casting")?.kind, "nsei:Method");
});

test("expanding brings the neighbours with their links to the node, and no others", () => {
  const pool = poolOf(view, merged, [all("layer/tin")], []);
  assert.deepEqual(added(pool), ["method/casting", "nsei:Halide", "substance/pvdf"]);
  assert.equal(pool.broughtBy.get("substance/pvdf"), "layer/tin");
  assert.ok(pool.edges.has("layer/tin nsei:hasComponent substance/pvdf"));
  assert.ok(pool.edges.has("layer/tin rdf:type nsei:Halide"));
  assert.equal(pool.edges.has("layer/salt rdf:type nsei:Halide"), false);
});

test("expanding by a relation brings only what it leads to", () => {
  const pool = poolOf(view, merged, [{ id: "layer/tin", by: "nsei:preparedBy", limit: 0 }], []);
  assert.deepEqual(added(pool), ["method/casting"]);
});

test("a limit keeps the new neighbours with most findings", () => {
  assert.deepEqual(neighboursOf(merged, "layer/tin").slice(0, 2), ["phenomenon/dendrites", "substance/pvdf"]);
  const pool = poolOf(view, merged, [{ id: "layer/tin", by: "", limit: 2 }], []);
  assert.deepEqual(added(pool), ["method/casting", "substance/pvdf"]);
});

test("collapsing takes exactly what the expansion brought, and what stood on that", () => {
  const expanded = [all("layer/salt"), all("reference/7"), all("layer/tin")];
  assert.deepEqual(collapsed(view, merged, expanded, "layer/salt"), [all("layer/tin")]);
  assert.deepEqual(collapsed(view, merged, [all("layer/tin")], "layer/tin"), []);
});

test("a thing can be added by itself, and one that is not there does nothing", () => {
  const self = { id: "substance/alone", by: SELF, limit: 0 };
  assert.deepEqual(added(poolOf(view, merged, [self, all("substance/alone")], [])), ["substance/alone"]);
  const linked = poolOf(view, merged, [{ id: "nsei:Halide", by: SELF, limit: 0 }], []);
  assert.equal(linked.edges.size, view.edges.size + 2);
  assert.deepEqual(added(poolOf(view, merged, [all("no/such"), { ...self, id: "no/such" }], [])), []);
});

test("the relations at a node are counted by their neighbours", () => {
  assert.deepEqual(relationsAt(merged, "phenomenon/dendrites"), [{ relation: "nsei:suppresses", count: 2 }]);
});

test("brought nodes stand near their bringer, apart from all others, and a pin stays", () => {
  const pool = poolOf(view, merged, [all("layer/tin"), all("layer/salt")], []);
  const pin = { id: "substance/pvdf", x: 7, y: 9 };
  const places = placesOf(pool, [pin]);
  assert.deepEqual(placesOf(pool, [pin]), places);
  assert.deepEqual(places.get("substance/pvdf"), { x: 7, y: 9 });
  assert.deepEqual(places.get("layer/salt"), { x: 100, y: 0 });
  const free = [...places].filter(([id]) => pool.broughtBy.has(id) && id !== "substance/pvdf");
  for (const [id, one] of free)
    for (const [other, place] of places)
      if (id !== other) assert.ok(Math.hypot(one.x - place.x, one.y - place.y) > 50, `${id} and ${other}`);
});

test("undo and redo walk the states, and a new change forgets what was taken back", () => {
  const history = changed(changed(noHistory<string>(), "a", "one"), "b", "two");
  const back = undone(history, "c");
  assert.equal(back?.state, "b");
  assert.equal(back?.did, "two");
  const first = undone(back?.history ?? history, "b");
  assert.equal(first?.state, "a");
  assert.equal(undone(first?.history ?? history, "a"), null);
  const forth = redone(first?.history ?? history, "a");
  assert.equal(forth?.state, "b");
  assert.equal(redone(changed(forth?.history ?? history, "b", "three"), "x"), null);
});
