import assert from "node:assert/strict";
import { test } from "node:test";
import { Store } from "oxigraph";
import { leftToRight } from "../src/ask/arithmetic.ts";

const store = new Store();

function value(expression: string, rewrite = leftToRight): number {
  const [row] = store.query(rewrite(`SELECT (${expression} AS ?x) {}`, {})) as Map<string, { value: string }>[];
  return Number(row?.get("x")?.value);
}

/** A small generator of numbers with a seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 48271) % 2147483647;
    return state % sides;
  };
}

test("chains of sums and products go from left to right", () => {
  assert.equal(value("10-3-2"), 5);
  assert.equal(value("10 - 3 + 2"), 9);
  assert.equal(value("24/2*3"), 36);
  assert.equal(value("12/3/2"), 2);
  assert.equal(value("2-1-1-1"), -1);
  assert.equal(value("10 - (3 - 2)"), 9);
});

test("the engine still needs this", () => {
  assert.equal(
    value("10-3-2", (sparql) => sparql),
    9,
  );
});

test("random expressions give what JavaScript gives", () => {
  const roll = dice(2023);
  const expression = (depth: number): string => {
    if (depth === 0) return String(1 + roll(9));
    const parts = [expression(depth - 1), ...Array.from({ length: 1 + roll(3) }, () => expression(depth - 1))];
    const text = parts.reduce((all, one) => `${all} ${"+-*"[roll(3)]} ${one}`);
    return roll(2) ? `(${text})` : text;
  };
  for (let turn = 0; turn < 300; turn++) {
    const text = expression(1 + roll(2));
    // biome-ignore lint/security/noGlobalEval: an expression of digits and operators that was made just above
    assert.equal(value(text), eval(text), text);
  }
});

test("a query without such a chain stays as it was written", () => {
  for (const text of [
    "SELECT (1 - 2 AS ?x) {}",
    "SELECT * { ?s <http://e.org/a-b-c>/<b>/<c> ?o }",
    "SELECT * { no query - - }",
  ]) {
    assert.equal(leftToRight(text, {}), text);
  }
});

test("names with default prefixes are understood", () => {
  const found = leftToRight("SELECT (?a - ?b - ?c AS ?d) { ?x nsei:y ?a, ?b, ?c }", { nsei: "https://e.org/" });
  assert.match(found, /\(\?a - \?b\) - \?c/);
  assert.match(found, /PREFIX nsei: <https:\/\/e\.org\/>|<https:\/\/e\.org\/y>/);
});
