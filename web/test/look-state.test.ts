import assert from "node:assert/strict";
import { test } from "node:test";
import { type LookState, readLook, START, startOf, writeLook } from "../src/look/state.ts";

function through(state: LookState): { address: string; state: LookState } {
  const params = new URLSearchParams();
  writeLook(state, params);
  return { address: params.toString(), state: readLook(new URLSearchParams(params.toString())) };
}

test("the state at the start is an empty address", () => {
  assert.deepEqual(through(START), { address: "", state: START });
});

test("every part of the state comes back from the address", () => {
  const state: LookState = {
    view: "layers",
    expanded: [
      { id: "substance/naf", by: "", limit: 0 },
      { id: "layer/tin", by: "nsei:actsBy", limit: 50 },
      { id: "layer/salt", by: "self:", limit: 0 },
    ],
    hidden: ["method/casting"],
    pins: [{ id: "substance/naf", x: -12, y: 340 }],
    offKinds: ["owl:Class", "nsei:Method"],
    offRelations: ["rdf:type", "nsei:causes"],
    inClass: "halide layer",
    method: "method/casting",
    relation: "nsei:causes",
    basis: "measured",
    since: 2015,
    until: 2020,
    origins: "stated",
    withClasses: false,
    withIsolated: false,
    degree: 2,
    depth: 3,
    layout: "rings",
    path: { from: "substance/naf", to: "phenomenon/dendrites", isWide: true },
    asTable: true,
  };
  assert.deepEqual(through(state).state, state);
});

test("an address is short: our own prefix is left out", () => {
  const { address } = through({ ...START, offRelations: ["nsei:causes"], expanded: [{ id: "a/b", by: "", limit: 0 }] });
  assert.equal(address, "open=a%2Fb&off=causes");
});

test("garbage in the address is as if it were absent, or is cut to what may be", () => {
  const read = (address: string) => readLook(new URLSearchParams(address));
  assert.deepEqual(read("depth=99&links=-4&since=soon&layout=evil&from=nowhere&classes=maybe"), { ...START, depth: 3 });
  assert.deepEqual(read("pin=a!NaN!1+b!1+!1!2&path=one&open=!x!y").pins, []);
  assert.deepEqual(read("pin=a!999999999!1").pins, [{ id: "a", x: 100_000, y: 1 }]);
  assert.equal(read(`hide=${Array.from({ length: 900 }, (_, at) => at).join("+")}`).hidden.length, 500);
  assert.equal(read(`class=${"x".repeat(5_000)}`).inClass.length, 300);
  assert.deepEqual(read("hide=a+a+__proto__").hidden, ["a", "__proto__"]);
});

test("the whole graph begins without its classes, and the address says so when they are shown", () => {
  const start = startOf("everything");
  assert.equal(start.withClasses, false);
  assert.deepEqual(through(start), { address: "view=everything", state: start });
  const shown = { ...start, withClasses: true };
  assert.deepEqual(through(shown), { address: "view=everything&classes=on", state: shown });
  const off = { ...startOf("layers"), withClasses: false };
  assert.deepEqual(through(off), { address: "view=layers&classes=off", state: off });
});
