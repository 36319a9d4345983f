import assert from "node:assert/strict";
import { test } from "node:test";
import type { Picture } from "../src/data/types.ts";
import { factGroups, linksOf } from "../src/read/facts.ts";
import { noteWords } from "../src/read/note-words.ts";
import { partsOfFacts } from "../src/read/parts.ts";

/** A graph of facts such as "a suppresses b", "a counters b inferred"; a relation with = reads the same turned round. */
function linksFrom(...facts: string[]) {
  const split = facts.map((one) => one.split(" "));
  const nodes = [...new Set(split.flatMap(([subject = "", , object = ""]) => [subject, object]))];
  const relations = [...new Set(split.map(([, relation = ""]) => relation))];
  return linksOf({
    nodes: nodes.map((id) => ({ id, name: id })),
    relations: relations.map((id) => ({
      id: `nsei:${id}`,
      label: id,
      inverse: id === "reactsWith" ? id : `turned ${id}`,
    })),
    edges: split.map(([subject = "", relation = "", object = "", origin = "stated"]) => ({
      from: nodes.indexOf(subject),
      to: nodes.indexOf(object),
      relation: relations.indexOf(relation),
      origin,
      findings: [],
    })),
  } as unknown as Picture);
}

/** What the panel tells of "a": each part with its groups as "label: others". */
function told(...facts: string[]) {
  const { parts, inferred, repeated } = partsOfFacts(factGroups(linksFrom(...facts), "a", () => false));
  const words = (groups: (typeof parts)[number]["groups"]) =>
    groups.map(
      (one) =>
        `${one.label}: ${one.facts.map(({ label, outcome }) => (outcome ? `${label} (${outcome})` : label)).join(", ")}`,
    );
  return {
    parts: parts.map(({ title, groups }) => [title, ...words(groups)]),
    inferred: words(inferred),
    repeated: words(repeated),
  };
}

test("what it is made of comes before what it does, and what is in no part comes last", () => {
  assert.deepEqual(
    told("a invented x", "a suppresses b", "a preparedBy c", "a hasComponent d", "e hasComponent a").parts,
    [
      ["Composition and making", "hasComponent: d", "preparedBy: c", "turned hasComponent: e"],
      ["Effects", "suppresses: b"],
      ["More links", "invented: x"],
    ],
  );
});

test("an inferred fact that only repeats a recorded one of the same two things is told apart", () => {
  assert.deepEqual(told("a suppresses b", "a counters b inferred", "a counters c inferred", "b counters a inferred"), {
    parts: [["Effects", "suppresses: b"]],
    inferred: ["counters: c", "turned counters: b"],
    repeated: ["counters: b"],
  });
});

test("an inferred component stands with the recorded ones", () => {
  assert.deepEqual(told("a hasComponent b inferred", "a hasComponent c").parts, [
    ["Composition and making", "hasComponent: c, b"],
  ]);
});

test("a wider relation that somebody recorded is no inference", () => {
  assert.deepEqual(told("a yields b", "a yields c inferred"), {
    parts: [["More links", "yields: b, c"]],
    inferred: [],
    repeated: [],
  });
});

test("a relation that reads the same both ways tells each neighbour once, as recorded", () => {
  assert.deepEqual(told("b reactsWith a inferred", "a reactsWith b"), {
    parts: [["Composition and making", "reactsWith: b"]],
    inferred: [],
    repeated: [],
  });
});

test("a comparison says what it found of the thing, once", () => {
  assert.deepEqual(told("a comparedIn k", "k greater a", "k lesser b", "l lesser a").parts, [
    ["Comparisons", "comparedIn: k (greater)", "turned lesser: l"],
  ]);
});

test("the places in a note are words, and what is no place stays", () => {
  const sentence = (label: string) => ({ label, section: "", start: 0, end: 1 });
  const sentences = {
    "sentence/shi-2023-3.1-p1-s6": sentence("section 3.1, paragraph 1, sentence 6"),
    "sentence/shi-2023-fig4-p1-s10": sentence("caption of Figure 4, sentence 10"),
  };
  assert.equal(
    noteWords("3.1-p1-s6 praises NaF; fig4-p1-s10 does not. Reading: 3.1-p1-s6 is kept, 9.9-p1-s1 too.", sentences),
    "Section 3.1, paragraph 1, sentence 6 praises NaF; caption of Figure 4, sentence 10 does not. " +
      "Reading: Section 3.1, paragraph 1, sentence 6 is kept, 9.9-p1-s1 too.",
  );
  assert.equal(noteWords("<b>13.1-p1-s6</b>", sentences), "<b>13.1-p1-s6</b>");
});
