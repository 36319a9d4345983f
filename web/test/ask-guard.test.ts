import assert from "node:assert/strict";
import { test } from "node:test";
import { parseFault, refusal } from "../src/ask/guard.ts";
import { formOf, isUpdate, keywordsOf, withoutWord } from "../src/ask/tokens.ts";

/** An engine that would obey a word wherever it stands outside of quotes. */
const takesAll = () => {};
const refuses = () => {
  throw new Error("error at 1:1: expected something");
};

test("a keyword is told from names, strings and comments", () => {
  assert.equal(keywordsOf('ASK { ?s a <http://example.org/SERVICE> } # SERVICE "FROM"').trim(), "ASK {   a   }");
  assert.match(keywordsOf("SELECT * { SERVICE:x {} }"), /SERVICE/);
  assert.doesNotMatch(keywordsOf("PREFIX service: <http://e.org/> ASK { service:x a 1 }"), /service:x/);
});

test("an update is refused whatever stands before it", () => {
  for (const text of [
    "INSERT DATA { }",
    "PREFIX a: <b> DELETE WHERE { ?s ?p ?o }",
    "# x\nLOAD <http://e.org/>",
    "drop all",
  ]) {
    assert.ok(isUpdate(text), text);
    assert.equal(refusal(text, takesAll)?.message, "Updates are refused; this graph is read only.");
  }
  assert.equal(refusal("SELECT * { ?insert ?load 'DELETE' }", takesAll), null);
});

test("a query that needs SERVICE or FROM is refused, one that only names the word is not", () => {
  assert.match(
    refusal("SELECT * { SERVICE <http://e.org/> { ?s ?p ?o } }", refuses)?.message ?? "",
    /^SERVICE is not supported here/,
  );
  assert.match(
    refusal("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", refuses)?.message ?? "",
    /^FROM is not supported here/,
  );
  assert.equal(refusal("SELECT ('FROM' AS ?service) {}", takesAll), null);
});

test("an empty query is said to be empty", () => {
  assert.equal(refusal(" # nothing\n", takesAll)?.message, "The query is empty.");
});

test("a fault is told with its line and column in the reader's text", () => {
  const fault = parseFault("error at 1:30: expected one of [WHERE, LIMIT]", "SELECT * WERE { }", {}, 20);
  assert.deepEqual(fault, { message: "Something else is needed here.", line: 1, column: 10 });
  assert.equal(parseFault("error at 2:1: expected }", "SELECT * {\n", {}, 0).message, "The query ends too early.");
});

test("a missing prefix is named", () => {
  const fault = parseFault("error at 1:14: Prefix not found", "SELECT * { ?s ex:a nsei:b }", { nsei: "x" }, 0);
  assert.equal(fault.message, "Prefix ex is not declared; add PREFIX ex: <...>.");
});

test("the form of a query is its first keyword", () => {
  assert.equal(formOf("PREFIX select: <x> # ASK\nconstruct { ?s ?p ?o } WHERE { { SELECT * {} } }"), "CONSTRUCT");
  assert.equal(formOf("nothing"), null);
});

test("a word is made another of the same length", () => {
  assert.equal(withoutWord("PREFIX service: <x> SERVICE", "SERVICE"), "PREFIX zervice: <x> ZERVICE");
});
