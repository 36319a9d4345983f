import assert from "node:assert/strict";
import { test } from "node:test";
import { settledForces, stepsFor } from "../src/picture/forces.ts";
import {
  flowLayout,
  groupsLayout,
  type LayoutEdge,
  type LayoutNode,
  mapLayout,
  ringsLayout,
} from "../src/picture/layouts.ts";

function graph(count: number): { nodes: LayoutNode[]; edges: LayoutEdge[] } {
  let seed = 7;
  const chance = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  const nodes = Array.from({ length: count }, (_, one) => ({
    id: `n${one}`,
    radius: 6 + chance(12),
    kind: chance(4),
    x: chance(2000),
    y: chance(1200),
  }));
  const edges = Array.from({ length: 2 * count }, () => ({ from: chance(count), to: chance(count) }));
  return { nodes, edges };
}

const layouts = {
  flowLayout,
  groupsLayout,
  ringsLayout,
  settledForces: (n: LayoutNode[], e: LayoutEdge[]) => settledForces(n, e),
};

for (const [name, layout] of Object.entries(layouts)) {
  test(`${name} gives each node a finite place of its own, the same each time`, () => {
    const { nodes, edges } = graph(150);
    const places = layout(nodes, edges);
    assert.equal(places.length, nodes.length);
    assert.ok(places.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)));
    assert.equal(new Set(places.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`)).size, nodes.length);
    assert.deepEqual(layout(nodes, edges), places);
  });

  test(`${name} takes an empty graph, a single node, loops and links to nowhere`, () => {
    assert.deepEqual(layout([], []), []);
    const one = { id: "a", radius: 6, kind: 0, x: Number.NaN, y: 0 };
    const [place] = layout(
      [one],
      [
        { from: 0, to: 0 },
        { from: 0, to: 9 },
      ],
    );
    assert.ok(place && Number.isFinite(place.x) && Number.isFinite(place.y));
  });
}

const chain = [0, 1, 2, 3].map((one) => ({ id: `${one}`, radius: 8, kind: 0, x: 0, y: one }));
const links = [
  { from: 0, to: 1 },
  { from: 1, to: 2 },
  { from: 2, to: 3 },
];

test("the map is where the nodes are", () => {
  assert.deepEqual(
    mapLayout(chain),
    chain.map(({ x, y }) => ({ x, y })),
  );
});

test("flow runs to the right, also round a circle", () => {
  const xs = flowLayout(chain, [...links, { from: 3, to: 0 }]).map(({ x }) => x);
  assert.deepEqual(
    xs,
    [...xs].sort((a, b) => a - b),
  );
  assert.equal(new Set(xs).size, 4);
});

test("flow puts what has no link below the rest", () => {
  const alone = { id: "alone", radius: 8, kind: 0, x: 0, y: 0 };
  const places = flowLayout([...chain, alone], links);
  const last = places.pop();
  assert.ok(last && places.every(({ y }) => y < last.y));
});

test("rings are around the node asked for, by the number of links", () => {
  const far = ringsLayout(chain, links, { centre: "3" }).map(({ x, y }) => Math.round(Math.hypot(x, y)));
  assert.deepEqual(far, [450, 300, 150, 0]);
});

test("rings are around the busiest where the node asked for is not there", () => {
  const star = [...links, { from: 1, to: 3 }];
  const [, middle] = ringsLayout(chain, star, { centre: "elsewhere" });
  assert.deepEqual(middle, { x: 0, y: 0 });
});

test("groups lie apart", () => {
  const { nodes, edges } = graph(120);
  const places = groupsLayout(nodes, edges);
  for (const [a, one] of nodes.entries()) {
    for (const [b, other] of nodes.entries()) {
      if (one.kind === other.kind) continue;
      const [from, to] = [places[a], places[b]];
      assert.ok(from && to && Math.hypot(from.x - to.x, from.y - to.y) > 60);
    }
  }
});

test("what is pinned stays when the forces work", () => {
  const { nodes, edges } = graph(60);
  const places = settledForces(nodes, edges, new Set([5]));
  assert.deepEqual(places[5], { x: nodes[5]?.x, y: nodes[5]?.y });
  assert.notDeepEqual(places[6], { x: nodes[6]?.x, y: nodes[6]?.y });
});

test("the forces rest after a fixed number of steps", () => {
  assert.deepEqual([stepsFor(10), stepsFor(10_000)], [300, 120]);
});
