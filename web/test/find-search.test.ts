import assert from "node:assert/strict";
import { test } from "node:test";
import type { Details, Picture, PictureNode, Term, Thing } from "../src/data/types.ts";
import { entriesOf } from "../src/find/entries.ts";
import { distance, nearSpellings } from "../src/find/near.ts";
import { found, grouped } from "../src/find/search.ts";

function node(id: string, name: string, more: Partial<PictureNode> = {}): PictureNode {
  const rest = { formula: "", also: [], classes: [], year: null, findings: 0, isClass: false, x: 0, y: 0 };
  return { id, name, label: name, kind: 0, ...rest, ...more };
}

const kinds = [{ id: "substance", label: "substance", colour: "blue" as const, shape: "dot" as const }];
const thing = (label: string, kind: string, definition = ""): Thing => ({
  id: "",
  iri: "",
  label,
  kind,
  formula: "",
  also: [],
  definition,
  classes: [],
  inferredClasses: [],
  values: [],
  tests: [],
  notes: [],
  links: [],
  facts: [],
  page: "",
});
const nodes = [
  node("substance/na3p", "sodium phosphide", { formula: "Na₃P", findings: 4 }),
  node("substance/pvdf", "poly(vinylidene fluoride)", { also: ["PVDF", "PVdF"], findings: 9 }),
  node("interphase/pvdf-sn", "PVDF–Sn layer", { findings: 3 }),
  node("reference/shi-2023-71", "Doe 2019", {
    also: ["71", "J. Doe, A. Müller", "A soft layer for tests"],
    year: 2019,
  }),
  node("reference/shi-2023-7", "Roe 2017", { also: ["7", "K. Roe", "Seventy-one days"], year: 2017 }),
  node("nsei:Polymer", "polymer", { isClass: true }),
];
const whole: Picture = {
  name: "everything",
  title: "",
  description: "",
  sparql: "",
  size: "equal",
  kinds,
  relations: [],
  nodes,
  edges: [],
};
const details: Details = {
  things: {
    "substance/na3p": thing("sodium phosphide", "substance", "A conductor made by a made-up reaction."),
    "interphase/pvdf-sn": thing("PVDF–Sn layer", "layer"),
    "reference/shi-2023-71": thing("Doe 2019", "reference"),
    "reference/shi-2023-7": thing("Roe 2017", "reference"),
  },
  findings: {
    "finding/one": {
      subject: "substance/pvdf",
      relation: "nsei:actsBy",
      object: "x",
      claim: "PVDF bends with the metal.",
      basis: "argued",
      credited: [],
      references: [],
      sentences: [],
    },
  },
  sentences: {},
  references: {},
  notes: {},
  terms: {},
};
const terms: Term[] = [
  { id: "nsei:Polymer", label: "polymer", type: "class", definition: "A long chain.", of: [], uses: 3 },
  { id: "nsei:actsBy", label: "acts by", type: "property", definition: "Says how.", of: [], uses: 5 },
];
const entries = entriesOf(whole, details, terms);
const ids = (query: string) => found(entries, query).map(({ id }) => id);

test("a formula is found however its digits are written", () => {
  assert.deepEqual(ids("Na3P"), ["substance/na3p"]);
  assert.deepEqual(ids("na₃p"), ["substance/na3p"]);
});

test("an abbreviation finds the substance before what only holds its name, and findings come last", () => {
  assert.deepEqual(ids("pvdf"), ["substance/pvdf", "interphase/pvdf-sn", "finding/one"]);
});

test("a reference number finds that reference, with or without brackets", () => {
  assert.equal(ids("[71]")[0], "reference/shi-2023-71");
  assert.equal(ids("7")[0], "reference/shi-2023-7");
});

test("authors, titles and definitions are searched, in this order after labels", () => {
  assert.deepEqual(ids("muller"), ["reference/shi-2023-71"]);
  assert.deepEqual(ids("soft layer"), ["reference/shi-2023-71"]);
  assert.deepEqual(ids("made-up reaction"), ["substance/na3p"]);
});

test("several words may stand in any order, but all must stand", () => {
  assert.deepEqual(ids("fluoride poly"), ["substance/pvdf"]);
  assert.deepEqual(ids("fluoride polx"), []);
});

test("classes and properties are found once, also by the name in their address", () => {
  assert.deepEqual(ids("polymer"), ["nsei:Polymer"]);
  assert.deepEqual(ids("actsBy"), ["nsei:actsBy"]);
});

test("hits are grouped by kind", () => {
  assert.deepEqual(
    grouped(entries, "pvdf").map(({ kind, hits }) => [kind, hits.length]),
    [
      ["substance", 1],
      ["layer", 1],
      ["finding", 1],
    ],
  );
});

test("an empty query finds nothing, and neither do signs", () => {
  assert.deepEqual(ids(""), []);
  assert.deepEqual(ids("()"), []);
});

test("a wrong letter brings a near spelling", () => {
  assert.deepEqual(nearSpellings(entries, "polimer"), ["polymer"]);
  assert.deepEqual(nearSpellings(entries, "phosphdie"), ["sodium phosphide"]);
  assert.deepEqual(nearSpellings(entries, "zzzzzzzz"), []);
});

test("the distance counts changes, additions, losses and swaps, up to a limit", () => {
  assert.equal(distance("naf", "naf", 2), 0);
  assert.equal(distance("naf", "nfa", 2), 1);
  assert.equal(distance("naf", "nasf", 2), 1);
  assert.equal(distance("naf", "nf", 2), 1);
  assert.equal(distance("abcdef", "uvwxyz", 2), 3);
});

test("a question brings those of its words that are names", () => {
  assert.deepEqual(nearSpellings(entries, "why does PVdF help?"), ["PVdF"]);
  assert.deepEqual(nearSpellings(entries, "why does nothing help?"), []);
});

test("a figure and a section are found by their numbers", () => {
  const placed = entriesOf(
    {
      ...whole,
      nodes: [node("figure/a-fig4f", "a sketch of a layer"), node("section/a-3.1", "Soft layers")],
    },
    {
      ...details,
      things: {
        "figure/a-fig4f": thing("Figure 4f: a sketch of a layer", "figure"),
        "section/a-3.1": thing("3.1 Soft layers", "section"),
      },
      findings: {},
      notes: {},
    },
    [],
  );
  for (const asked of ["Fig. 4f", "figure 4f", "fig 4F"])
    assert.deepEqual(
      found(placed, asked).map(({ label }) => label),
      ["Figure 4f: a sketch of a layer"],
    );
  for (const asked of ["3.1", "section 3.1", "soft"]) assert.equal(found(placed, asked)[0]?.id, "section/a-3.1");
});

test("a word in a title comes after a name, a number of a reference before it", () => {
  const kinds = grouped(entries, "layer").map(({ kind }) => kind);
  assert.deepEqual(kinds.slice(0, 2), ["layer", "reference"]);
  assert.equal(found(entries, "71")[0]?.id, "reference/shi-2023-71");
});

test("a number in brackets is the one reference, and letters inside a word come last", () => {
  assert.deepEqual(
    found(entries, "[71]").map(({ id }) => id),
    ["reference/shi-2023-71"],
  );
  assert.deepEqual(found(entries, "[7100]"), []);
  const words = ["bisimide", "bi layer", "carbide"].map((name) => node(`substance/${name}`, name));
  const few = entriesOf({ ...whole, nodes: words }, { ...details, things: {}, findings: {}, notes: {} }, []);
  assert.deepEqual(
    found(few, "Bi").map(({ label }) => label),
    ["bi layer", "bisimide", "carbide"],
  );
});
