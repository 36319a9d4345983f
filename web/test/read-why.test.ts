import assert from "node:assert/strict";
import { test } from "node:test";
import { partsOf, stepsOf } from "../src/read/why.ts";

const axioms = [{ words: "every halide is a salt", axiom: "every nsei:Halide is a nsei:Salt" }];
const facts = {
  "a rdf:type nsei:Salt": { axioms: [0], because: ["a rdf:type nsei:Halide"] },
  "a rdf:type nsei:Solid": {
    axioms: [0, 7],
    because: ["a rdf:type nsei:Salt", "a rdf:type nsei:Salt", 'a nsei:formula "Na F"'],
  },
  "x r y": { axioms: [], because: ["y r x"] },
  "y r x": { axioms: [], because: ["x r y"] },
};

test("an inferred fact leads to what is recorded, by axioms in words", () => {
  const step = stepsOf({ axioms, facts }, "a rdf:type nsei:Salt");
  assert.deepEqual(step.laws, axioms);
  assert.deepEqual(
    step.because.map(({ key, isInferred }) => [key, isInferred]),
    [["a rdf:type nsei:Halide", false]],
  );
});

test("what was told is not told again, and an unknown axiom is left out", () => {
  const step = stepsOf({ axioms, facts }, "a rdf:type nsei:Solid");
  assert.equal(step.laws.length, 1);
  assert.deepEqual(
    step.because.map(({ isTold, because }) => [isTold, because.length]),
    [
      [false, 1],
      [true, 0],
      [false, 0],
    ],
  );
});

test("a circle ends", () => {
  const step = stepsOf({ axioms, facts }, "x r y");
  assert.equal(step.because[0]?.because[0]?.isTold, true);
});

test("a recorded fact is a leaf, and names of the language are no facts", () => {
  assert.equal(stepsOf({ axioms, facts }, "q r s").isInferred, false);
  assert.equal(stepsOf({ axioms, facts }, "constructor").isInferred, false);
});

test("a text as object may hold blanks", () => {
  assert.deepEqual(partsOf('a nsei:formula "Na F"'), ["a", "nsei:formula", '"Na F"']);
  assert.deepEqual(partsOf("nonsense"), ["nonsense", "", ""]);
});
