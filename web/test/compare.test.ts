import assert from "node:assert/strict";
import { test } from "node:test";
import { drawableColumns, pointsOf } from "../src/compare/points.ts";
import { cellText, companions, differing, rankedIn, ranksOf, rankText } from "../src/compare/ranking.ts";
import { everyClass, linesOf } from "../src/compare/tree.ts";
import type { Cell, ClassNode, Compare, TestRow } from "../src/data/types.ts";

const cell = (number: number, qualifier = "exact"): Cell => ({
  printed: String(number),
  number,
  low: qualifier === "up to" ? null : number,
  high: qualifier === "over" ? null : number,
  qualifier,
  notStated: false,
});
const UNSTATED: Cell = { printed: "", number: null, low: null, high: null, qualifier: "", notStated: true };

function row(id: string, lifetime: Cell, density: Cell, group: number | null, apart = ""): TestRow {
  return {
    id,
    label: id,
    layers: [{ id: `interphase/${id}`, label: `${id} layer` }],
    family: { id: "nsei:HybridInterphase", label: "hybrid" },
    methods: [],
    cell: null,
    electrolyte: "not stated",
    values: { life: lifetime, density },
    references: [1],
    findings: [],
    group,
    apart,
  };
}

const COMPARE: Compare = {
  columns: [
    { id: "density", label: "current density", unit: "mA cm⁻²" },
    { id: "life", label: "lifetime", unit: "h" },
    { id: "warmth", label: "temperature", unit: "" },
  ],
  tests: [
    row("over", cell(500, "over"), cell(1), 0),
    row("long", cell(780), cell(1), 0),
    row("short", cell(250), cell(1), 0),
    row("unknown", UNSTATED, cell(1), 0),
    row("other", cell(900), cell(2), 1),
    row("apart", cell(100), UNSTATED, null, "current density not stated"),
  ],
  groups: [
    { label: "current density 1 mA cm⁻², cell symmetric", tests: ["over", "long", "short", "unknown"] },
    { label: "current density 2 mA cm⁻², cell symmetric", tests: ["other"] },
  ],
  gaps: { rows: [], columns: [], cells: [] },
  years: [],
  classes: [],
};

test("a lower bound leaves its place open, as on the command line", () => {
  assert.deepEqual(ranksOf([cell(500, "over"), cell(780), cell(250)]).map(rankText), ["1 to 2", "1 to 2", "3"]);
});

test("an upper bound leaves its place open, and equal numbers share one", () => {
  assert.deepEqual(ranksOf([cell(500, "up to"), cell(400)]).map(rankText), ["1 to 2", "1 to 2"]);
  assert.deepEqual(ranksOf([cell(5), cell(5), cell(1)]).map(rankText), ["1 =", "1 =", "3"]);
  assert.deepEqual(ranksOf([]), []);
});

test("only tests of one group are ranked, and each other has its reason", () => {
  const { ranked, apart } = rankedIn(COMPARE, 0, "life");
  assert.deepEqual(
    ranked.map((one) => [one.test.id, rankText(one.rank)]),
    [
      ["long", "1 to 2"],
      ["over", "1 to 2"],
      ["short", "3"],
    ],
  );
  assert.deepEqual(
    apart.map((one) => [one.test.id, one.because]),
    [
      ["unknown", "lifetime not stated"],
      ["other", "current density 2 mA cm⁻²"],
      ["apart", "current density not stated"],
    ],
  );
});

test("a test is comparable with the others of its group", () => {
  assert.deepEqual(
    COMPARE.tests.map((one) => companions(COMPARE, one)),
    [3, 3, 3, 3, 0, 0],
  );
  assert.equal(differing("a 1, b 2", "a 1, b 3"), "b 2");
});

test("a value is shown with its qualifier", () => {
  assert.equal(cellText(cell(780, "over")), "over 780");
  assert.equal(cellText(cell(780)), "780");
  assert.equal(cellText(UNSTATED), "");
  assert.equal(cellText(undefined), "");
});

test("what has no number is listed and not dropped", () => {
  const { points, missing } = pointsOf(COMPARE, COMPARE.tests, "density", "life", "none");
  assert.deepEqual(
    points.map((one) => [one.id, one.x, one.y, one.bound]),
    [
      ["over", 1, 500, "lower"],
      ["long", 1, 780, undefined],
      ["short", 1, 250, undefined],
      ["other", 2, 900, undefined],
    ],
  );
  assert.deepEqual(
    missing.map((one) => [one.test.id, one.because]),
    [
      ["unknown", "lifetime not stated"],
      ["apart", "current density not stated"],
    ],
  );
});

test("how far a test went is no upper bound of its lifetime, and is told as printed", () => {
  const tests = [row("far", cell(500, "up to"), cell(1), null)];
  const compare: Compare = {
    ...COMPARE,
    columns: COMPARE.columns.map((one) => (one.id === "life" ? { ...one, id: "nsei:lifetime" } : one)),
    tests: tests.map((one) => ({ ...one, values: { ...one.values, "nsei:lifetime": cell(500, "up to") } })),
  };
  const [point] = pointsOf(compare, compare.tests, "density", "nsei:lifetime", "none").points;
  assert.deepEqual([point?.y, point?.bound, point?.print], [500, undefined, "up to 500"]);
  const [other] = pointsOf(compare, compare.tests, "nsei:lifetime", "life", "none").points;
  assert.equal(other?.bound, "upper");
});

test("a column with no number at all is no axis", () => {
  assert.deepEqual(
    drawableColumns(COMPARE).map((one) => one.id),
    ["density", "life"],
  );
});

const leaf = (id: string): ClassNode => ({ id: `nsei:${id}`, label: id, definition: "", members: [], below: [] });
const TREE: ClassNode[] = [
  { ...leaf("interphase"), below: [{ ...leaf("halide"), below: [leaf("fluoride")] }, leaf("alloy")] },
  leaf("method"),
];
const shown = (open: string[], filter: string) =>
  linesOf(TREE, new Set(open), filter).map((one) => `${one.level}${one.node.label}${one.isFound ? "!" : ""}`);

test("a tree shows what is below open classes", () => {
  assert.deepEqual(shown([], ""), ["1interphase", "1method"]);
  assert.deepEqual(shown(["/nsei:interphase"], ""), ["1interphase", "2halide", "2alloy", "1method"]);
});

test("a filter shows what it finds and the way there", () => {
  assert.deepEqual(shown([], "FLUO"), ["1interphase", "2halide", "3fluoride!"]);
  assert.deepEqual(shown([], "nothing"), []);
});

test("a file of the classes names the upper ones", () => {
  assert.deepEqual(
    everyClass(TREE).map((one) => one.above),
    ["", "interphase", "interphase > halide", "interphase", ""],
  );
});
