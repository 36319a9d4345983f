import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { COLOURS, contrast, DARK, fillColour, LIGHT, lineColour } from "../src/picture/palette.ts";
import { CORNERS } from "../src/picture/shapes.ts";

const names = Object.keys(COLOURS) as (keyof typeof COLOURS)[];

test("the palette is the one of naseikg.drawing.looks", async () => {
  const python = await readFile(new URL("../../src/naseikg/drawing/looks.py", import.meta.url), "utf8");
  const found = [...python.matchAll(/"(\w+)": Colour\(fill="(#\w+)", on_light="(#\w+)", on_dark="(#\w+)"\)/g)];
  const theirs = Object.fromEntries(found.map(([, name, fill, onLight, onDark]) => [name, { fill, onLight, onDark }]));
  assert.deepEqual(theirs, COLOURS);
  const shapes = /SHAPES = \(([^)]+)\)/.exec(python)?.[1]?.match(/\w+/g);
  assert.deepEqual(shapes, Object.keys(CORNERS).sort());
});

test("the schemes are those of the style sheet", async () => {
  const style = await readFile(new URL("../src/style.css", import.meta.url), "utf8");
  const blocks = [...style.matchAll(/:root \{([^}]+)\}/g)].map(([, block = ""]) =>
    Object.fromEntries([...block.matchAll(/--(\w+): (#\w+);/g)].map(([, name, value]) => [name, value])),
  );
  for (const [nth, scheme] of [LIGHT, DARK].entries()) {
    const { paper, ink, soft, rule, strong } = blocks[nth] ?? {};
    assert.deepEqual({ isDark: nth === 1, paper, ink, soft, rule, strong }, scheme);
  }
});

test("the lines of the swatches are those of the palette", async () => {
  const style = await readFile(new URL("../src/picture/picture.css", import.meta.url), "utf8");
  const found = [...style.matchAll(/\.picture-line-(\w+) \{\s+stroke: (#\w+);/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  const expected = [LIGHT, DARK].flatMap((scheme) => names.map((name) => [name, lineColour(name, scheme)]));
  assert.deepEqual(found, expected);
});

test("contrast is that of WCAG", () => {
  assert.equal(contrast("#ffffff", "#000000"), 21);
  assert.equal(contrast("#777777", "#ffffff").toFixed(2), "4.48");
});

for (const scheme of [LIGHT, DARK]) {
  test(`on ${scheme.isDark ? "dark" : "light"} paper outlines and lines have a contrast of 4.5`, () => {
    assert.ok(contrast(scheme.ink, scheme.paper) >= 4.5);
    const low = names.filter((name) => contrast(lineColour(name, scheme), scheme.paper) < 4.5);
    assert.deepEqual(low, []);
  });
}

test("an unknown colour is drawn grey", () => {
  assert.equal(fillColour("url(#x)" as never), COLOURS.grey.fill);
});
