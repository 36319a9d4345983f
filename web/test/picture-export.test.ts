import assert from "node:assert/strict";
import { test } from "node:test";
import { svgOf } from "../src/picture/export.ts";
import { SceneIndex } from "../src/picture/index.ts";
import { linesOf, placeLabels, Rooms } from "../src/picture/labels.ts";
import { escaped } from "../src/picture/svg-pen.ts";
import { CROSS, edge, measure, node } from "./picture-scenes.ts";

const HOSTILE = '<img src=x onerror="alert(1)"> & \u0000\ud800';
const hostile = {
  nodes: [node("a", 0, 0, { label: HOSTILE }), node("b", 300, 0, { shape: "star", isPinned: true })],
  edges: [edge(0, 1, { label: "</text><script>alert(2)</script>", isDashed: true })],
};
const legend = [
  { label: "<b>kind</b>", colour: "blue", shape: "dot", count: 2 },
  { label: "causes", colour: "grey", isDashed: true, count: 1 },
] as const;

test("an SVG holds labels, relations, legend and title as text, whatever is in them", () => {
  const svg = svgOf(hostile, [...legend], 'Layers & "more"', measure);
  const tags = new Set([...svg.matchAll(/<\/?([a-zA-Z?]+)/g)].map(([, name]) => name));
  assert.deepEqual([...tags].sort(), ["?xml", "desc", "path", "svg", "text", "title"].sort());
  assert.match(svg, /&lt;img src=x/);
  assert.match(svg, /&lt;script&gt;alert\(2\)/);
  assert.match(svg, /&lt;b&gt;kind&lt;\/b&gt; \(2\)/);
  assert.match(svg, />causes \(1\)</);
  assert.match(svg, /<title>Layers &amp; &quot;more&quot;<\/title>/);
  assert.match(svg, /stroke-dasharray/);
  assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
});

test("each opened tag of an SVG is closed, and each attribute quoted", () => {
  const svg = svgOf(CROSS, [...legend], "Cross", measure);
  const rest = svg
    .replace(/^<\?xml[^>]*\?>/, "")
    .replace(/<(path)( [a-z-]+="[^"<]*")+\/>/g, "")
    .replace(/<(text|title|desc)( [a-z-]+="[^"<]*")*>[^<]*<\/\1>/g, "")
    .replace(/<svg( [a-zA-Z-]+="[^"<]*")+>|<\/svg>/g, "");
  assert.equal(rest.trim(), "");
});

test("an SVG of nothing is a sheet with a title", () => {
  assert.match(svgOf({ nodes: [], edges: [] }, [], "Nothing", measure), />Nothing<\/text>/);
});

test("characters that XML does not allow are replaced", () => {
  assert.equal(escaped("a\u0001b\tc\ud800d"), "a\ufffdb\tc\ufffdd");
  assert.equal(escaped("🜁'\""), "🜁&#39;&quot;");
});

test("long labels are wrapped, very long ones cut", () => {
  assert.deepEqual(linesOf("Na₃P"), ["Na₃P"]);
  assert.deepEqual(linesOf("a layer of sodium fluoride on sodium metal"), [
    "a layer of sodium",
    "fluoride on sodium metal",
  ]);
  assert.deepEqual(linesOf("one two three four five six ".repeat(6)).length, 3);
  assert.equal(linesOf("x".repeat(100))[0]?.length, 40);
  assert.deepEqual(linesOf("  "), []);
});

test("no two labels lie on each other, and nearer there are more", () => {
  const nodes = Array.from({ length: 200 }, (_, one) =>
    node(`label number ${one}`, (one % 20) * 40, Math.floor(one / 20) * 30),
  );
  const index = new SceneIndex({ nodes, edges: [] });
  const labels = (k: number) => {
    const view = { x: 200, y: 100, k };
    const wishes = { index, view, width: 5000, height: 5000, size: 12, measure, most: 1000, first: [], next: [] };
    return placeLabels({ ...wishes, rooms: new Rooms(), done: new Set(), isFaint: () => false });
  };
  const boxes = labels(1).map(({ lines, x, y, align }) => {
    const wide = Math.max(...lines.map((line) => measure(line, 12)));
    const left = align === "left" ? x : align === "right" ? x - wide : x - wide / 2;
    return { left, right: left + wide, top: y - 6, bottom: y + 6 + (lines.length - 1) * 14.4 };
  });
  boxes.forEach((one, nth) => {
    for (const other of boxes.slice(nth + 1)) {
      const isApart =
        one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
      assert.ok(isApart);
    }
  });
  assert.ok(labels(0.4).length < labels(1).length);
  assert.equal(labels(4).length, 200);
});

test("the selected node has its label also where there is no room", () => {
  const nodes = Array.from({ length: 30 }, (_, one) => node(`crowd ${one}`, one / 10, 0));
  const wishes = {
    index: new SceneIndex({ nodes, edges: [] }),
    view: { x: 100, y: 100, k: 1 },
    width: 300,
    height: 300,
  };
  const labels = placeLabels({
    ...wishes,
    size: 12,
    measure,
    most: 5,
    first: [29],
    next: [],
    rooms: new Rooms(),
    done: new Set(),
    isFaint: () => false,
  });
  assert.equal(labels[0]?.node, 29);
  assert.equal(labels[0]?.isBold, true);
});

test("a room that is taken is free to its owner alone", () => {
  const rooms = new Rooms();
  rooms.take(0, 0, 100, 100, 7);
  assert.equal(rooms.isFree(90, 90, 200, 200), false);
  assert.equal(rooms.isFree(90, 90, 200, 200, 7), true);
  assert.equal(rooms.isFree(100, 0, 200, 100), true);
});
