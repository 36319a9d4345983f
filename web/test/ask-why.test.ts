import assert from "node:assert/strict";
import { test } from "node:test";
import type { SelectAnswer } from "../src/ask/results-views.ts";
import { placesFor, whyNot } from "../src/ask/why-not.ts";
import { expanded } from "../src/ask/why-paths.ts";
import { parsedSelect, textOf } from "../src/ask/why-query.ts";
import { behindRow, sortedFacts } from "../src/ask/why-row.ts";
import { asking, PREFIXES } from "./ask-store.ts";

const ask = asking(`
<layer/naf> a nsei:Layer ; rdfs:label "NaF layer" ; nsei:hasComponent <substance/naf>, <substance/pvdf> ;
  nsei:hasTest <test/one> .
<layer/tin> a nsei:Layer ; rdfs:label "tin layer" ; nsei:hasComponent <substance/tin> ; nsei:hasTest <test/two> .
<layer/bare> a nsei:Layer ; rdfs:label "bare layer" ; nsei:notStated nsei:hasComponent .
<substance/naf> rdfs:label "sodium fluoride" . <substance/tin> rdfs:label "tin" . <substance/pvdf> rdfs:label "PVDF" .
<test/one> rdfs:label "first test" ; nsei:arealCapacity <quantity/one> .
<test/two> rdfs:label "second test" ; nsei:arealCapacity <quantity/two> .
<quantity/one> nsei:numericValue 1.0 ; nsei:printedValue "1.0" ; nsei:unit <unit/mah> .
<quantity/two> nsei:numericValue 0.5 ; nsei:printedValue "0.5" ; nsei:unit <unit/mah> .
<unit/mah> nsei:symbol "mAh cm-2" .
nsei:hasComponent rdfs:label "has component" . nsei:arealCapacity rdfs:label "areal capacity" .
nsei:numericValue rdfs:label "numeric value" . nsei:Layer rdfs:label "layer" .
`);

async function rows(sparql: string): Promise<SelectAnswer> {
  const found = await ask(sparql);
  assert.equal(found.type, "select");
  return found as SelectAnswer;
}

async function reasons(sparql: string, place = 0) {
  return sortedFacts((await behindRow(sparql, PREFIXES, await rows(sparql), place, ask)).facts);
}

async function absence(sparql: string, thing: string) {
  const found = await rows(sparql);
  const [place = ""] = placesFor(found, thing);
  return whyNot(sparql, PREFIXES, found, `https://w3id.org/naseikg/${thing}`, place, ask);
}

const RICH = `SELECT ?layer ?label { ?layer a nsei:Layer ; nsei:hasComponent ?part ; rdfs:label ?label
  FILTER(?part = kg:substance\\/naf) }`;

test("a row rests on the triples that it met, those of its class last, and names are only counted", async () => {
  assert.deepEqual(await reasons(RICH), {
    reasons: [
      ["layer/naf", "nsei:hasComponent", "substance/naf"],
      ["layer/naf", "rdf:type", "nsei:Layer"],
    ],
    findings: [],
    names: 1,
    values: 0,
    links: 0,
  });
});

test("a count is explained by what was counted, also inside a SELECT of its own", async () => {
  const sparql = `SELECT ?layer ?parts { ?layer a nsei:Layer
    OPTIONAL { SELECT ?layer (COUNT(?part) AS ?parts) { ?layer nsei:hasComponent ?part } GROUP BY ?layer } }
    ORDER BY DESC(?parts) ?layer`;
  const found = await reasons(sparql);
  assert.deepEqual(found.reasons.map((one) => one.join(" ")).sort(), [
    "layer/naf nsei:hasComponent substance/naf",
    "layer/naf nsei:hasComponent substance/pvdf",
    "layer/naf rdf:type nsei:Layer",
  ]);
});

test("of alternatives only the facts that are in the graph are told", async () => {
  const sparql = `SELECT ?layer { { ?layer nsei:hasComponent <https://w3id.org/naseikg/substance/naf> } UNION
    { ?layer nsei:hasComponent <https://w3id.org/naseikg/substance/tin> } } ORDER BY ?layer`;
  assert.deepEqual((await reasons(sparql, 1)).reasons, [["layer/tin", "nsei:hasComponent", "substance/tin"]]);
});

test("each step of a path is a fact, and the number of a quantity goes with the quantity", async () => {
  const sparql = "SELECT ?layer ?n { ?layer nsei:hasTest/nsei:arealCapacity/nsei:numericValue ?n } ORDER BY ?n";
  const found = await reasons(sparql);
  assert.deepEqual(found.reasons, [
    ["layer/tin", "nsei:hasTest", "test/two"],
    ["test/two", "nsei:arealCapacity", "quantity/two"],
  ]);
  assert.equal(found.values, 1);
});

test("inverse steps and alternatives are written out; a star stays", () => {
  const query = parsedSelect("SELECT * { ?a ^nsei:x ?b ; nsei:y|nsei:z ?c ; nsei:k* ?d }", PREFIXES);
  const found = expanded(query.where ?? []).map((one) => textOf(one, PREFIXES));
  assert.deepEqual(found, ["?b nsei:x ?a", "{ ?a nsei:y ?c. } UNION { ?a nsei:z ?c. }", "?a (nsei:k*) ?d"]);
});

test("what is no SELECT has no rows to explain", () => {
  assert.throws(() => parsedSelect("ASK { ?a ?b ?c }", PREFIXES), {
    message: "Only the rows of a SELECT have reasons.",
  });
});

test("a thing that fails a filter is told with its value", async () => {
  const found = await absence(
    "SELECT ?test { ?test nsei:arealCapacity ?capacity . ?capacity nsei:numericValue ?n FILTER(?n = 1.0) }",
    "test/two",
  );
  assert.deepEqual(found.failing, [
    {
      condition: "?n = 1.0",
      verdict: "other value",
      says: "areal capacity: 0.5 mAh cm-2; the query wants = 1.0",
      inside: [],
    },
  ]);
  assert.deepEqual(found.holds, ["?test nsei:arealCapacity ?capacity", "?capacity nsei:numericValue ?n"]);
});

test("what the review does not state is told apart from what nobody recorded", async () => {
  const bare = await absence("SELECT ?layer { ?layer nsei:hasComponent ?part }", "layer/bare");
  assert.deepEqual(
    bare.failing.map(({ verdict, says }) => [verdict, says]),
    [["not stated", "has component: not stated by the review"]],
  );
  const untested = await absence("SELECT ?layer { ?layer nsei:hasTest ?test . ?test rdfs:label ?name }", "layer/bare");
  assert.deepEqual(
    untested.failing.map(({ verdict }) => verdict),
    ["not recorded"],
  );
  assert.deepEqual(untested.unreached, ["?test rdfs:label ?name"]);
});

test("a wanted object is told with what is there instead", async () => {
  const found = await absence(
    "SELECT ?layer { ?layer nsei:hasComponent <https://w3id.org/naseikg/substance/naf> }",
    "layer/tin",
  );
  assert.equal(found.failing[0]?.says, "has component: tin; the query wants sodium fluoride");
});

test("alternatives, what is left out, and a limit have words of their own", async () => {
  const either = await absence(
    "SELECT ?layer { ?layer rdfs:label ?l { ?layer nsei:hasTest ?t } UNION { ?layer nsei:hasComponent ?c } }",
    "layer/bare",
  );
  assert.equal(either.failing[0]?.says, "none of its 2 alternatives holds");
  assert.deepEqual(
    either.failing[0]?.inside.map((one) => one.title),
    ["alternative 1 of 2", "alternative 2 of 2"],
  );
  const left = await absence(
    "SELECT ?layer { ?layer a nsei:Layer FILTER NOT EXISTS { ?layer nsei:hasTest ?t } }",
    "layer/tin",
  );
  assert.deepEqual(
    left.failing.map(({ verdict }) => verdict),
    ["left out"],
  );
  const short = await absence("SELECT ?layer { ?layer a nsei:Layer } ORDER BY ?layer LIMIT 1", "layer/tin");
  assert.deepEqual(
    short.failing.map(({ verdict, condition }) => [verdict, condition]),
    [["cut off", "LIMIT 1"]],
  );
});

test("what an OPTIONAL alone would give must be there for a thing that is looked for as it", async () => {
  const found = await whyNot(
    "SELECT ?layer ?part { ?layer a nsei:Layer OPTIONAL { ?layer nsei:hasComponent ?part } }",
    PREFIXES,
    { type: "select", columns: ["layer", "part"], rows: [], ms: 0, isCut: false },
    "https://w3id.org/naseikg/test/one",
    "part",
    ask,
  );
  assert.equal(found.isInAnswer, false);
  assert.equal(found.failing.length, 1);
});

test("a thing in the answer fails nothing", async () => {
  const found = await absence("SELECT ?layer { ?layer a nsei:Layer }", "layer/tin");
  assert.equal(found.isInAnswer, true);
  assert.deepEqual(found.failing, []);
});
