import assert from "node:assert/strict";
import { test } from "node:test";
import { joinedUp, normalised } from "../src/find/normalise.ts";

const SAME: [string, string][] = [
  ["Na₃P", "Na3P"],
  ["PVdF", "PVDF"],
  ["Na₃PS₄", "na3ps4"],
  ["Na⁺", "Na+"],
  ["β-Al₂O₃", "beta Al2O3"],
  ["Müller", "Muller"],
  ["Mu\u0308ller", "M\u00fcller"],
  ["PVDF–Sn", "PVDF-Sn"],
  ["PVDF\u2212Sn", "pvdf sn"],
  ["Young’s modulus", "youngs  MODULUS"],
  ["ﬁlm", "film"],
  ["µm", "μm"],
  ["Łukasz Straße", "lukasz strasse"],
  ["[71]", "71"],
  ["\u00a0solid\u2003electrolyte. ", "solid electrolyte"],
];

for (const [one, other] of SAME) {
  test(`${one} is searched as ${other}`, () => assert.equal(normalised(one), normalised(other)));
}

test("what differs in a letter, a number or a charge stays apart", () => {
  assert.notEqual(normalised("Na3P"), normalised("Na2P"));
  assert.notEqual(normalised("Na"), normalised("Na+"));
  assert.notEqual(normalised("sigma"), normalised("sigmas"));
});

test("markup is only words", () => {
  assert.equal(normalised('<img src=x onerror="y">'), "img src x onerror y");
});

test("a text of signs alone is empty", () => {
  assert.equal(normalised(" –()[]· "), "");
});

test("a formula is found with or without its brackets and points", () => {
  assert.equal(joinedUp("Al(OCH₂CH₂O)·2 H₂O"), "aloch2ch2o2h2o");
});
