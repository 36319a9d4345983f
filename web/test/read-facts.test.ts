import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClassNode, Picture } from "../src/data/types.ts";
import { doiAddress, webAddress } from "../src/parts/web-address.ts";
import { placesOfClass } from "../src/read/classes.ts";
import { factGroups, linkBetween, linksOf } from "../src/read/facts.ts";

const node = (id: string, name: string) => ({ id, name }) as Picture["nodes"][number];
const relation = (id: string, label: string, inverse: string) =>
  ({ id, label, inverse }) as Picture["relations"][number];
const edge = (from: number, to: number, of: number, origin: "stated" | "inferred", findings: string[] = []) => ({
  from,
  to,
  relation: of,
  origin,
  findings,
});
const whole = {
  nodes: [node("a", "layer 10"), node("b", "salt"), node("c", "layer 9"), node("d", "acid")],
  relations: [relation("r:has", "has component", "is component of"), relation("r:by", "acts by", "is the act of")],
  edges: [
    edge(0, 1, 0, "inferred"),
    edge(0, 3, 0, "stated", ["finding/one"]),
    edge(0, 0, 1, "inferred"),
    edge(2, 1, 0, "stated"),
    edge(9, 1, 0, "stated"),
    edge(1, 2, 1, "stated"),
  ],
} as unknown as Picture;
const links = linksOf(whole);
const all = () => false;

test("facts are grouped by relation and direction, the recorded first", () => {
  assert.deepEqual(
    factGroups(links, "a", all).map(({ label, facts }) => [
      label,
      facts.map((one) => [one.label, one.link.isInferred]),
    ]),
    [
      [
        "has component",
        [
          ["acid", false],
          ["salt", true],
        ],
      ],
      ["acts by", [["layer 10", true]]],
    ],
  );
});

test("turned round a relation reads from its object", () => {
  assert.deepEqual(
    factGroups(links, "b", all).map(({ label, isInverse, facts }) => [label, isInverse, facts.map((one) => one.other)]),
    [
      ["acts by", false, ["c"]],
      ["is component of", true, ["c", "a"]],
    ],
  );
});

test("relations that are shown elsewhere are left out, and a stranger has no facts", () => {
  assert.deepEqual(
    factGroups(links, "b", () => true),
    [],
  );
  assert.deepEqual(factGroups(links, "__proto__", all), []);
});

test("a link is found by its three ids", () => {
  assert.deepEqual(linkBetween(links, "a", "r:has", "d")?.findings, ["finding/one"]);
  assert.equal(linkBetween(links, "d", "r:has", "a"), undefined);
});

test("a class may stand below two", () => {
  const leaf: ClassNode = { id: "x", label: "x", definition: "", members: [], below: [] };
  const top = (id: string): ClassNode => ({ ...leaf, id, label: id, below: [leaf] });
  assert.deepEqual(
    placesOfClass([top("p"), top("q")], "x").map(({ above }) => above.map(({ id }) => id)),
    [["p"], ["q"]],
  );
});

test("only addresses of the web become links", () => {
  assert.equal(webAddress("https://example.org/a?b#c"), "https://example.org/a?b#c");
  for (const bad of [
    "javascript:alert(1)",
    " javascript:x",
    "JaVaScRiPt:x",
    "data:text/html,x",
    "file:///etc",
    "//x",
    "https://",
    "",
  ])
    assert.equal(webAddress(bad), "", bad);
});

test("a DOI becomes an address, and what is none does not", () => {
  assert.equal(doiAddress("10.3390/ma16031234"), "https://doi.org/10.3390/ma16031234");
  assert.equal(doiAddress("https://doi.org/10.1000/a(b)<c>"), "https://doi.org/10.1000/a(b)%3Cc%3E");
  assert.equal(doiAddress("javascript:alert(1)"), "");
  assert.equal(doiAddress("10.1000/a b"), "");
});
