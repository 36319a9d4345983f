import assert from "node:assert/strict";
import { test } from "node:test";
import { fitting, placeOf } from "../src/ask/completion.ts";
import { longIri, shortId } from "../src/ask/names.ts";
import { unknownNames } from "../src/ask/remarks.ts";
import type { Term } from "../src/data/types.ts";

const term = (id: string, type: Term["type"], uses: number, of: string[] = []): Term => ({
  id,
  type,
  uses,
  of,
  label: id,
  definition: "",
});
const TERMS = [
  term("nsei:Substance", "class", 5),
  term("nsei:Unused", "class", 0),
  term("nsei:formula", "property", 9, ["nsei:Substance"]),
  term("nsei:hasTest", "property", 3, ["nsei:Interphase"]),
  term("substance/naf", "thing", 2),
];
const ids = (found: Term[]) => found.map(({ id }) => id);

test("the place of the cursor says what may follow", () => {
  assert.deepEqual(placeOf("SELECT * { ?x a nsei:S"), { kind: "class" });
  assert.deepEqual(placeOf("SELECT * { ?x a nsei:Substance ; nsei:f"), {
    kind: "property",
    classes: ["nsei:Substance"],
  });
  assert.deepEqual(placeOf("SELECT * { ?x nsei:formula 'a' . ?y "), { kind: "property", classes: [] });
  assert.deepEqual(placeOf("SELECT * { ?x nsei:hasComponent so"), { kind: "object", property: "nsei:hasComponent" });
  assert.deepEqual(placeOf("SELECT * { ?x a ?c . ?"), { kind: "variable" });
});

test("nothing is completed in strings, comments and before the pattern", () => {
  for (const text of ['SELECT * { ?x rdfs:label "so', "SELECT * { # so", "SELECT so"])
    assert.equal(placeOf(text), null, text);
});

test("only what occurs in the data is offered, by the class of the subject", () => {
  assert.deepEqual(ids(fitting({ kind: "class" }, TERMS)), ["nsei:Substance"]);
  assert.deepEqual(ids(fitting({ kind: "property", classes: ["nsei:Substance"] }, TERMS)), ["nsei:formula"]);
  assert.deepEqual(ids(fitting({ kind: "property", classes: [] }, TERMS)), ["nsei:formula", "nsei:hasTest"]);
});

test("an unknown name of the ontology is told with its place and what may be meant", () => {
  const [found, ...more] = unknownNames("SELECT * {\n  ?x nsei:formulae ?y # nsei:nothing\n}", TERMS);
  assert.deepEqual(more, []);
  assert.deepEqual([found?.line, found?.column, found?.length], [2, 6, 13]);
  assert.equal(found?.message, "The ontology has no nsei:formulae; did you mean nsei:formula?");
  assert.deepEqual(unknownNames("PREFIX nsei: <http://else/> ASK { ?x nsei:nothing 1 }", TERMS), []);
});

test("ids and IRIs are two ways to say the same", () => {
  for (const id of ["substance/naf", "nsei:actsBy", "rdf:type", "http://example.org/a"])
    assert.equal(shortId(longIri(id)), id);
  assert.equal(longIri("javascript://x"), "javascript://x");
});
