import assert from "node:assert/strict";
import { test } from "node:test";
import { placed } from "../src/ask/fault-place.ts";

const engine = { message: "Expected CONSTRUCT.", line: 9, column: 9 };
const place = (sparql: string) => {
  const { message, line, column } = placed(engine, sparql, { nsei: "https://e.org/" });
  return [line, column, message.split(";")[0]];
};

test("the first word that does not fit is named with its place", () => {
  assert.deepEqual(place("SELECT * {\n  ?s ?p\n}"), [3, 1, "“}” does not fit here"]);
  assert.deepEqual(place("SELECT * {\n  ?s ?p ?o . ?o\n  FILTER(?x)\n}"), [3, 3, "“FILTER” does not fit here"]);
});

test("a query that ends too early is said to do so", () => {
  assert.equal(place("SELECT * { ?s ?p ?o")[2], "The query ends too early.");
});

test("what the second parser accepts keeps the words of the engine", () => {
  assert.deepEqual(placed(engine, "SELECT * { ?s ?p ?o }", {}), engine);
  const prefix = { message: "Prefix ex is not declared; add PREFIX ex: <...>.", line: 1, column: 3 };
  assert.deepEqual(placed(prefix, "SELECT * { ?s ex:a ?o }", {}), prefix);
  assert.deepEqual(placed({ message: "stopped" }, "SELECT {", {}), { message: "stopped" });
});
