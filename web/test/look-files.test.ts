import assert from "node:assert/strict";
import { test } from "node:test";
import { gexfOf } from "../src/exports/gexf.ts";
import { graphmlOf } from "../src/exports/graphml.ts";
import { jsonldOf } from "../src/exports/jsonld.ts";
import { fileGraphOf } from "../src/exports/of-seen.ts";
import { iriOf } from "../src/exports/seen-graph.ts";
import { edgesCsv, nodesCsv } from "../src/exports/tables.ts";
import { pictureOfTriples } from "../src/look/from-triples.ts";
import { graphOf } from "../src/look/graph.ts";
import { poolOf } from "../src/look/pool.ts";
import { legendOf, sceneOf } from "../src/look/scene-of.ts";
import { seenOf } from "../src/look/seen.ts";
import { START } from "../src/look/state.ts";
import { WHOLE } from "./look-sample.ts";

const HOSTILE = `<img src=x onerror="alert(1)"> & "two", 'one'\u0000`;
const first = WHOLE.nodes[0];
assert.ok(first);
const graph = graphOf({ ...WHOLE, nodes: [{ ...first, name: HOSTILE }, ...WHOLE.nodes.slice(1)] });
const pool = poolOf(graph, null, [], []);
const seen = seenOf({ pool, whole: graph, state: START, selected: "", evidence: null, path: [] });
const marked = new Set(["layer/tin nsei:suppresses phenomenon/dendrites"]);
const scene = sceneOf({
  seen,
  places: seen.nodes,
  looks: graph,
  size: "findings",
  pins: [{ id: "layer/tin", x: 5, y: 6 }],
  marked,
});
const file = fileGraphOf("T", "D", seen, scene, graph);

test("the scene says what is pinned, on the path, dimmed, dashed, and how much evidence a link has", () => {
  const [tin, , pvdf] = scene.nodes;
  assert.deepEqual([tin?.x, tin?.y, tin?.isPinned, tin?.isMarked, pvdf?.isDimmed], [5, 6, true, true, true]);
  assert.deepEqual(
    scene.edges.slice(0, 3).map(({ label, isDashed, isMarked }) => [label, isDashed, isMarked]),
    [
      ["has component · 1 finding", false, false],
      ["suppresses · 2 findings", false, true],
      ["suppresses", true, false],
    ],
  );
});

test("the legend of a file has each kind and relation with its number", () => {
  assert.deepEqual(legendOf(seen, graph)[0], { label: "layer", colour: "blue", shape: "square", count: 2 });
  assert.deepEqual(legendOf(seen, graph).at(-1), { label: "is a", colour: "grey", isDashed: false, count: 2 });
});

test("a hostile label is text in GraphML and GEXF", () => {
  for (const text of [graphmlOf(file), gexfOf(file)]) {
    assert.equal(text.includes("<img"), false);
    assert.equal(text.includes("\u0000"), false);
    assert.ok(text.includes("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &quot;two&quot;"));
    assert.equal(text.match(/<node /g)?.length, 8);
    assert.equal(text.match(/<edge /g)?.length, 7);
  }
});

test("the tables have a line for each thing and each link", () => {
  assert.equal(nodesCsv(file).split("\r\n").length, 10);
  assert.equal(
    edgesCsv(file).split("\r\n")[2],
    `layer/tin,"<img src=x onerror=""alert(1)""> & ""two"", 'one'\u0000",nsei:suppresses,suppresses,phenomenon/dendrites,dendrite growth,stated,f1 f2`,
  );
});

test("JSON-LD has the triples with whole IRIs", () => {
  const found = JSON.parse(jsonldOf(file));
  assert.equal(found["@graph"].length, 8);
  assert.deepEqual(found["@graph"][1], {
    "@id": "https://w3id.org/naseikg/layer/salt",
    "rdfs:label": { "@value": "salt layer", "@language": "en" },
    "https://w3id.org/naseikg/ontology#suppresses": [{ "@id": "https://w3id.org/naseikg/phenomenon/dendrites" }],
    "https://w3id.org/naseikg/ontology#citesReference": [{ "@id": "https://w3id.org/naseikg/reference/7" }],
    "@type": ["https://w3id.org/naseikg/ontology#Halide"],
  });
});

test("a short id is a whole IRI in a file, and a strange one is kept from being one of ours", () => {
  assert.equal(iriOf("rdf:type"), "http://www.w3.org/1999/02/22-rdf-syntax-ns#type");
  assert.equal(iriOf("https://example.org/x"), "https://example.org/x");
});

test("triples become a picture with the looks of the whole graph", () => {
  const triples = [
    { subject: "layer/tin", predicate: "nsei:suppresses", object: "phenomenon/dendrites" },
    { subject: "https://example.org/it", predicate: "https://example.org/likes", object: "layer/tin" },
    { subject: "https://example.org/it", predicate: "rdfs:label", object: "<b>It</b>", isText: true },
    { subject: "layer/tin", predicate: "nsei:note", object: "a text", isText: true },
  ];
  const picture = pictureOfTriples("Answer", triples, WHOLE);
  assert.deepEqual(
    picture.nodes.map(({ id, name, kind }) => [id, name, picture.kinds[kind]?.label]),
    [
      ["https://example.org/it", "<b>It</b>", "other"],
      ["layer/tin", "PVDF–Sn layer", "layer"],
      ["phenomenon/dendrites", "dendrite growth", "phenomenon"],
    ],
  );
  assert.deepEqual(
    picture.edges.map(({ from, to, origin, findings }) => [from, to, origin, findings]),
    [
      [0, 1, "joined", []],
      [1, 2, "stated", ["f1", "f2"]],
    ],
  );
  assert.deepEqual(
    picture.relations.map(({ label }) => label),
    ["likes", "suppresses"],
  );
  assert.deepEqual(pictureOfTriples("Answer", [...triples].reverse(), WHOLE), picture);
});
