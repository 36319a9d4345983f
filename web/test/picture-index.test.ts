import assert from "node:assert/strict";
import { test } from "node:test";
import { emphasisOf, FAINT, NOTHING, PLAIN, STRONG } from "../src/picture/emphasis.ts";
import { curveOf, distanceTo } from "../src/picture/geometry.ts";
import { SceneIndex } from "../src/picture/index.ts";
import { wishOf } from "../src/picture/keys.ts";
import { edgeUnder, nodeUnder } from "../src/picture/pointing.ts";
import { firstStep, stepFrom } from "../src/picture/steps.ts";
import { fitted, zoomed } from "../src/picture/viewport.ts";
import { CROSS, edge, node } from "./picture-scenes.ts";

const index = new SceneIndex(CROSS);
const plain = { x: 0, y: 0, k: 1 };

test("the node at a place is found by its own radius, the nearest of two", () => {
  assert.equal(index.nodeAt(9, 0), 0);
  assert.equal(index.nodeAt(11, 0), -1);
  assert.equal(index.nodeAt(11, 0, 1, 2), 0);
  const two = new SceneIndex({
    nodes: [node("large", 0, 0, { radius: 50 }), node("small", 30, 0, { radius: 5 })],
    edges: [],
  });
  assert.equal(two.nodeAt(28, 0), 0);
  assert.equal(two.nodeAt(-40, 0), 0);
  const same = new SceneIndex({ nodes: [node("a", 0, 0), node("b", 0, 0)], edges: [] });
  assert.ok(same.nodeAt(0, 0) >= 0);
});

test("the node under the pointer is found at every zoom", () => {
  for (const k of [0.1, 1, 4]) {
    const view = { x: 300, y: 200, k };
    assert.equal(nodeUnder(index, view, 300 + 100 * k, 200 + 10 * k), 2);
  }
});

test("an edge is found beside its middle, and not beyond its ends", () => {
  assert.equal(edgeUnder(index, plain, -50, 3), 0);
  assert.equal(edgeUnder(index, plain, -50, 12), -1);
  assert.equal(edgeUnder(index, plain, -130, 0), -1);
});

test("parallel edges lie apart, and opposite ones on opposite sides", () => {
  const scene = { nodes: [node("a", 0, 0), node("b", 200, 0)], edges: [edge(0, 1), edge(1, 0), edge(0, 1)] };
  const { bends } = new SceneIndex(scene);
  assert.deepEqual([...bends], [-26, -0, 26]);
  const [a, b] = scene.nodes as [(typeof scene.nodes)[0], (typeof scene.nodes)[0]];
  const upper = curveOf(a, b, bends[0] ?? 0, plain);
  const lower = curveOf(a, b, bends[2] ?? 0, plain);
  assert.ok(upper && lower);
  assert.ok(distanceTo(upper, 100, -26) < 4);
  assert.ok(distanceTo(lower, 100, 26) < 4);
});

test("an edge between nodes that lie on each other is not drawn, a loop is", () => {
  const one = node("a", 0, 0);
  assert.equal(curveOf(one, node("b", 5, 0), 0, plain), null);
  assert.ok(curveOf(one, one, 0, plain));
});

test("moved nodes keep the links that were found before", () => {
  const moved = new SceneIndex({ ...CROSS, nodes: CROSS.nodes.map((one) => ({ ...one, x: one.x + 500 })) }, index);
  assert.equal(moved.edgesOf, index.edgesOf);
  assert.equal(moved.nodeAt(500, 0), 0);
  const other = new SceneIndex({ ...CROSS, edges: [edge(0, 4)] }, index);
  assert.deepEqual(other.edgesOf, [[0], [], [], [], [0]]);
});

test("arrows go to linked nodes first, and to any node where there is none or Shift is held", () => {
  assert.equal(stepFrom(index, 0, "left"), 1);
  assert.equal(stepFrom(index, 0, "right"), 2);
  assert.equal(stepFrom(index, 0, "up"), 3);
  assert.equal(stepFrom(index, 0, "down"), 4);
  assert.equal(stepFrom(index, 1, "left"), -1);
  const near = new SceneIndex({ ...CROSS, nodes: [...CROSS.nodes, node("nearer", 50, 0)] });
  assert.equal(stepFrom(near, 0, "right"), 2);
  assert.equal(stepFrom(near, 0, "right", true), 5);
});

test("the keyboard begins at the selected node or nearest to the middle", () => {
  assert.equal(firstStep(index, 3, 0, 0), 3);
  assert.equal(firstStep(index, -1, 90, 0), 2);
  assert.equal(firstStep(new SceneIndex({ nodes: [], edges: [] }), -1, 0, 0), -1);
});

test("keys with Ctrl, Alt or Meta are the browser's", () => {
  const held = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
  assert.deepEqual(wishOf({ ...held, key: "ArrowUp", shiftKey: true }), { do: "step", direction: "up", toAny: true });
  assert.deepEqual(wishOf({ ...held, key: "0" }), { do: "fit" });
  assert.equal(wishOf({ ...held, key: "0", ctrlKey: true }), null);
  assert.equal(wishOf({ ...held, key: "Tab" }), null);
});

test("around the selected node all is plain, its edges strong, the rest faint", () => {
  const emphasis = emphasisOf(index, { ...NOTHING, selected: 1 });
  assert.deepEqual([0, 1, 2, 3, 4].map(emphasis.node), [PLAIN, STRONG, FAINT, FAINT, FAINT]);
  assert.deepEqual([0, 1, 2].map(emphasis.edge), [STRONG, FAINT, FAINT]);
});

test("with nothing selected nothing is faint but what is dimmed, and a path is strong", () => {
  const [first, ...rest] = CROSS.edges as [(typeof CROSS.edges)[0]];
  const nodes = CROSS.nodes.map((one) => ({ ...one, isDimmed: one.id === "down", isMarked: one.id === "up" }));
  const emphasis = emphasisOf(new SceneIndex({ nodes, edges: [{ ...first, isMarked: true }, ...rest] }), NOTHING);
  assert.deepEqual([0, 3, 4].map(emphasis.node), [PLAIN, STRONG, FAINT]);
  assert.deepEqual([0, 1].map(emphasis.edge), [STRONG, PLAIN]);
});

test("the zoom stays between 0.1 and 4, and the place under the pointer where it is", () => {
  const near = zoomed({ x: 10, y: 20, k: 1 }, 100, 110, 70);
  assert.deepEqual(near, { k: 4, x: -290, y: -130 });
  assert.equal(zoomed(near, 1e-9, 0, 0).k, 0.1);
  assert.equal(fitted({ left: 0, top: 0, right: 1e9, bottom: 1e9 }, 800, 600).k, 0.1);
  assert.ok(Object.values(fitted({ left: 5, top: 5, right: 5, bottom: 5 }, 0, 0)).every(Number.isFinite));
});
