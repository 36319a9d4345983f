import assert from "node:assert/strict";
import { test } from "node:test";
import { cut, flowed, marksOf, wrapped } from "../src/plots/marks.ts";
import { pointText } from "../src/plots/point-text.ts";
import { cellAfter, placeAfter } from "../src/plots/roving.ts";
import { numberText, radii, scaleOf, ticksOf } from "../src/plots/scales.ts";
import { joins, sideBySide } from "../src/plots/side-by-side.ts";
import { yearsOf } from "../src/plots/years.ts";

test("groups differ in colour and in shape, the same in any order", () => {
  const marks = marksOf(["organic", "hybrid", "inorganic", "hybrid"]);
  assert.deepEqual([...marks.keys()], ["hybrid", "inorganic", "organic"]);
  assert.equal(new Set([...marks.values()].map((one) => one.colour)).size, 3);
  assert.equal(new Set([...marks.values()].map((one) => one.shape)).size, 3);
  assert.deepEqual(marksOf(["inorganic", "organic", "hybrid"]), marks);
});

test("fifty groups have fifty pairs of colour and shape", () => {
  const marks = marksOf(Array.from({ length: 50 }, (_, one) => `group ${one}`));
  assert.equal(new Set([...marks.values()].map((one) => `${one.colour} ${one.shape}`)).size, 50);
});

test("a straight scale of amounts begins at zero, one with losses below it", () => {
  assert.equal(scaleOf([250, 780], [0, 100], false).domain()[0], 0);
  assert.ok((scaleOf([-2, 3], [0, 100], false).domain()[0] ?? 0) <= -2);
  assert.deepEqual(scaleOf([], [0, 100], false).domain(), [0, 1]);
});

test("a scale holds every number and is finite for one alone, straight or logarithmic", () => {
  for (const isLog of [true, false]) {
    const scale = scaleOf([5, 5], [0, 100], isLog);
    assert.ok(scale(5) >= 0 && scale(5) <= 100, String(scale(5)));
    assert.ok(ticksOf(scale, 5, isLog).length > 0);
  }
});

test("the ticks of a logarithmic axis do not crowd", () => {
  for (const numbers of [
    [0.25, 3],
    [1, 1e6],
    [2, 2.5],
    [0.001, 1000],
  ]) {
    const ticks = ticksOf(scaleOf(numbers, [0, 400], true), 6, true);
    assert.ok(ticks.length >= 2 && ticks.length <= 10, `${numbers}: ${ticks.map((one) => one.text)}`);
  }
});

test("areas are as the numbers, and the smallest can still be seen", () => {
  const radius = radii([1, 4], 10);
  assert.equal(radius(4), 10);
  assert.equal(radius(1), 5);
  assert.equal(radius(0), 2.5);
});

test("numbers are printed without noise", () => {
  assert.equal(numberText(0.1 + 0.2), "0.3");
  assert.equal(numberText(-2.5), "−2.5");
  assert.equal(numberText(2_000_000), "2e6");
});

test("a legend flows into lines", () => {
  assert.deepEqual(flowed(["ab", "ab", "ab"], 100, 10, 10), [
    [0, 0],
    [50, 0],
    [0, 1],
  ]);
});

test("a title breaks between words", () => {
  assert.deepEqual(wrapped("lifetime against current density", 16), ["lifetime against", "current density"]);
  assert.equal(cut("sodium phosphide", 8), "sodium…");
});

test("keys go from mark to mark and stay inside", () => {
  assert.equal(placeAfter("ArrowRight", 0, 3), 1);
  assert.equal(placeAfter("ArrowRight", 2, 3), 2);
  assert.equal(placeAfter("Home", 2, 3), 0);
  assert.equal(placeAfter("a", 2, 3), null);
  assert.deepEqual(cellAfter("ArrowDown", false, { row: 0, column: 1 }, 2, 3), { row: 1, column: 1 });
  assert.deepEqual(cellAfter("End", true, { row: 0, column: 1 }, 2, 3), { row: 1, column: 2 });
  assert.deepEqual(cellAfter("ArrowLeft", false, { row: 0, column: 0 }, 2, 3), { row: 0, column: 0 });
});

test("a timeline has every year between, and adds up what is of one year", () => {
  const years = yearsOf([
    { year: 2019, value: 2, label: "two" },
    { year: 2017, value: 1, label: "one" },
    { year: 2017, value: 3, label: "three" },
  ]);
  assert.deepEqual(years, [
    { year: 2017, value: 4, label: "one; three" },
    { year: 2018, value: 0, label: "none" },
    { year: 2019, value: 2, label: "two" },
  ]);
  assert.equal(
    yearsOf([
      { year: 20, value: 1, label: "slip" },
      { year: 2020, value: 1, label: "one" },
    ]).length,
    2,
  );
});

test("a point is told with its bound, its size and its group", () => {
  const labels = { xLabel: "current density", yLabel: "lifetime", sizeLabel: "areal capacity" };
  assert.equal(
    pointText({ id: "a", label: "layer", x: 1, y: 500, bound: "lower", group: "hybrid" }, labels),
    "layer: lifetime at least 500, current density 1, areal capacity not stated; hybrid",
  );
});

test("points of one place stand side by side around it, and the others stay", () => {
  const spots = [
    { x: 50, y: 10 },
    { x: 50, y: 30 },
    { x: 51, y: 11 },
    { x: 50, y: 10 },
    { x: 60, y: 10 },
  ];
  const moved = sideBySide(spots, 8, 0, 100);
  assert.deepEqual(
    moved.map((one) => one.x),
    [42, 50, 50, 58, 60],
  );
  assert.deepEqual(
    moved.map((one) => one.y),
    spots.map((one) => one.y),
  );
  assert.deepEqual(joins(spots, moved), [{ from: 42, to: 58, of: { x: 50, y: 10 } }]);
});

test("a row of points at the edge stays within the plot", () => {
  const spots = [
    { x: 98, y: 1 },
    { x: 98, y: 1 },
  ];
  assert.deepEqual(
    sideBySide(spots, 10, 0, 100).map((one) => one.x),
    [90, 100],
  );
  const low = spots.map(({ y }) => ({ x: 1, y }));
  assert.deepEqual(
    sideBySide(low, 10, 0, 100).map((one) => one.x),
    [0, 10],
  );
  assert.deepEqual(joins([{ x: 1, y: 1 }], [{ x: 1, y: 1 }]), []);
});
