import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, page, textInAddress } from "../src/state/address.ts";

const view = textInAddress("look", "view", "overview");
const thing = textInAddress("any", "thing");

test("what has its first value is left out of the address", () => {
  assert.equal(addressOf("look"), "#look");
});

test("an address carries what belongs to its page and to all pages", () => {
  view.value = "layers";
  thing.value = "substance/naf";
  assert.equal(addressOf("look"), "#look?view=layers&thing=substance%2Fnaf");
  assert.equal(addressOf("ask"), "#ask?thing=substance%2Fnaf");
  assert.equal(page.value, "look");
});

test("markup in a value cannot leave its place", () => {
  view.value = '"><img onerror=x>&thing=y#';
  assert.equal(new URLSearchParams(addressOf("look").split("?")[1]).get("view"), view.value);
});
