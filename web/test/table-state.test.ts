import assert from "node:assert/strict";
import { test } from "node:test";
import {
  choicesOf,
  countText,
  filteredBy,
  MISSING,
  rangeOf,
  rangeText,
  rowsOf,
  type Sortable,
  searched,
  sortedBy,
  stateOf,
  textOf,
} from "../src/parts/table-state.ts";

interface Row {
  name: string;
  life: number | null;
  methods: string[];
}

const ROWS: Row[] = [
  { name: "Na₃P layer", life: 780, methods: ["pressing", "soaking"] },
  { name: "NaBr layer", life: 250, methods: ["soaking"] },
  { name: "Müller film 10", life: null, methods: [] },
  { name: "Müller film 9", life: 1000, methods: ["casting"] },
];
const COLUMNS: Sortable<Row>[] = [
  { id: "name", value: (row) => row.name, filter: "text" },
  { id: "life", value: (row) => row.life, filter: "range" },
  { id: "method", value: (row) => row.methods.join("; ") || null, choices: (row) => row.methods, filter: "choice" },
];
const names = (text: string) => rowsOf(COLUMNS, ROWS, stateOf(text)).map((row) => row.name);

test("rows without order or filter stay as they came", () => {
  assert.deepEqual(names(""), ["Na₃P layer", "NaBr layer", "Müller film 10", "Müller film 9"]);
});

test("numbers sort as numbers, and rows with no number stand last both ways", () => {
  assert.deepEqual(names("sort=life"), ["NaBr layer", "Na₃P layer", "Müller film 9", "Müller film 10"]);
  assert.deepEqual(names("sort=-life"), ["Müller film 9", "Na₃P layer", "NaBr layer", "Müller film 10"]);
});

test("numbers inside names sort as numbers", () => {
  assert.deepEqual(names("sort=name").slice(0, 2), ["Müller film 9", "Müller film 10"]);
});

test("a text filter knows no case, accents or lowered digits, and needs every word", () => {
  assert.deepEqual(names("in.name=na3p"), ["Na₃P layer"]);
  assert.deepEqual(names("in.name=film+muller"), ["Müller film 10", "Müller film 9"]);
  assert.deepEqual(names("in.name=film+bromide"), []);
  assert.equal(searched("Na₃P Ö"), "na3p o");
});

test("a range holds at both ends, and keeps rows with no number only when told", () => {
  assert.deepEqual(names("in.life=250..780"), ["Na₃P layer", "NaBr layer"]);
  assert.deepEqual(names("in.life=781.."), ["Müller film 9"]);
  assert.deepEqual(names("in.life=781..%2B"), ["Müller film 10", "Müller film 9"]);
  assert.deepEqual(names("in.life=..%2B").length, 4);
  assert.deepEqual(names("in.life=x..y").length, 4);
  assert.deepEqual(names("in.life=0,5..300"), ["NaBr layer"]);
});

test("a choice finds a row by any of its values, and rows with none", () => {
  assert.deepEqual(names("in.method=soaking"), ["Na₃P layer", "NaBr layer"]);
  assert.deepEqual(names(`in.method=${encodeURIComponent(MISSING)}`), ["Müller film 10"]);
  assert.deepEqual(choicesOf(COLUMNS[2] as Sortable<Row>, ROWS), ["casting", "pressing", "soaking", MISSING]);
});

test("filters of two columns must both hold", () => {
  assert.deepEqual(names("in.method=soaking&in.life=300.."), ["Na₃P layer"]);
});

test("a state and its text say the same", () => {
  for (const text of ["", "sort=-life", "sort=name&in.life=1..2%2B&page=3"]) assert.equal(textOf(stateOf(text)), text);
});

test("garbage in the address is an order, a filter or a page that does nothing", () => {
  for (const text of [
    "page=-1",
    "page=1e99x",
    "sort=",
    "in.=x&in.nothing=y",
    "%%%",
    "sort=nothing",
    "<img onerror=x>",
  ]) {
    assert.equal(names(text).length, 4, text);
  }
  assert.equal(stateOf("page=-1").page, 0);
});

test("a head sorts up, then down, then not", () => {
  const up = sortedBy(stateOf("page=4"), "life");
  assert.equal(textOf(up), "sort=life");
  assert.equal(textOf(sortedBy(up, "life")), "sort=-life");
  assert.equal(textOf(sortedBy(sortedBy(up, "life"), "life")), "");
  assert.equal(textOf(sortedBy(up, "name")), "sort=name");
});

test("a filter starts on the first page, and an empty one goes", () => {
  assert.equal(textOf(filteredBy(stateOf("page=4"), "life", "1..")), "in.life=1..");
  assert.equal(textOf(filteredBy(stateOf("in.life=1.."), "life", "")), "");
});

test("a range and its text say the same", () => {
  for (const text of ["1..2", "..2", "1..", "1..2+", "..+", ""]) assert.equal(rangeText(rangeOf(text)), text);
});

test("the count says which rows are seen", () => {
  assert.equal(countText(0, 25, 25, 127, 127), "1–25 of 127 rows");
  assert.equal(countText(5, 25, 2, 127, 127), "126–127 of 127 rows");
  assert.equal(countText(0, 25, 1, 1, 14), "1 row that match, 14 in all");
  assert.equal(countText(0, 25, 14, 14, 14), "14 rows");
});
