/** Where nodes stand: pure functions of nodes and edges, the same for the same graph. */

export interface LayoutNode {
  id: string;
  radius: number;
  /** The kind, by its place in the list of kinds: `groups` and `flow` keep kinds together. */
  kind: number;
  x: number;
  y: number;
}

export interface LayoutEdge {
  /** Places in the list of nodes. */
  from: number;
  to: number;
}

export interface Place {
  x: number;
  y: number;
}

export type LayoutName = "map" | "flow" | "rings" | "groups" | "forces";

/** The layouts, with what a menu says of them. */
export const LAYOUTS: { name: LayoutName; label: string; title: string }[] = [
  { name: "map", label: "Map", title: "As computed at the build: what is linked is near" },
  { name: "flow", label: "Flow", title: "From left to right along the links" },
  { name: "rings", label: "Rings", title: "Around the selected thing, by distance" },
  { name: "groups", label: "Groups", title: "Each kind in a place of its own" },
  { name: "forces", label: "Forces", title: "Computed anew here: links pull, nodes push" },
];

/** The stored places. */
export function mapLayout(nodes: readonly LayoutNode[]): Place[] {
  return nodes.map(({ x, y }) => ({ x, y }));
}

export interface LayoutOptions {
  /** The id of the node in the middle, or the first of all; else the busiest is. */
  centre?: string;
}

/** Between the columns of `flow`, wide enough for most labels. */
const COLUMN = 190;
/** Between nodes above each other, with a label of two lines. */
const ROW = 58;
const RING = 150;
const APART = 74;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** From left to right along the direction of the links, with few crossings; what has no link stands in a block below. */
export function flowLayout(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  _options: LayoutOptions = {},
): Place[] {
  const links = linksOf(nodes, edges);
  const linked = [...nodes.keys()].filter((one) => (links.all[one]?.length ?? 0) > 0);
  const alone = [...nodes.keys()].filter((one) => (links.all[one]?.length ?? 0) === 0);
  const layers = layersOf(links.out, linked);
  const columns: number[][] = [];
  for (const one of linked) {
    const layer = layers[one] ?? 0;
    columns[layer] ??= [];
    columns[layer].push(one);
  }
  for (const column of columns) column?.sort((a, b) => byKind(nodes, a, b));
  untangle(columns, links.all, nodes.length);
  const places: Place[] = nodes.map(() => ({ x: 0, y: 0 }));
  const tallest = Math.max(8, Math.ceil(1.2 * Math.sqrt(linked.length)));
  let x = 0;
  for (const column of columns) {
    // A long layer stands in several columns, taken in turn so that the order from above stays.
    const parts = Math.ceil(column.length / tallest);
    const rows = Math.ceil(column.length / parts);
    column.forEach((one, nth) => {
      const row = Math.floor(nth / parts);
      places[one] = { x: x + (nth % parts) * COLUMN, y: (row - (rows - 1) / 2) * ROW + ((nth % parts) * ROW) / parts };
    });
    x += parts * COLUMN + 40;
  }
  const lowest = linked.reduce((low, one) => Math.max(low, places[one]?.y ?? 0), 0);
  const wide = Math.max(1, Math.round(Math.max(x, COLUMN * Math.sqrt(alone.length)) / COLUMN));
  alone.forEach((one, nth) => {
    places[one] = {
      x: (nth % wide) * COLUMN,
      y: (linked.length ? lowest + 2 * ROW : 0) + Math.floor(nth / wide) * ROW,
    };
  });
  return places;
}

/** Rings around a node by how many links away; what cannot be reached is outermost. */
export function ringsLayout(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  options: LayoutOptions = {},
): Place[] {
  const { all } = linksOf(nodes, edges);
  const centre = centreOf(nodes, all, options.centre);
  if (centre < 0) return [];
  const angles: number[] = nodes.map(() => 0);
  const isPlaced: boolean[] = nodes.map(() => false);
  const places: Place[] = nodes.map(() => ({ x: 0, y: 0 }));
  isPlaced[centre] = true;
  let ring = [centre];
  let left = nodes.length - 1;
  let radius = 0;
  while (left > 0) {
    const parents = new Map<number, number>();
    for (const one of ring) {
      for (const other of all[one] ?? []) if (!isPlaced[other] && !parents.has(other)) parents.set(other, one);
    }
    // Nothing more can be reached: all the rest.
    const next = parents.size ? [...parents.keys()] : [...nodes.keys()].filter((one) => !isPlaced[one]);
    const turn = (one: number) => angles[parents.get(one) ?? -1] ?? 0;
    next.sort((a, b) => turn(a) - turn(b) || byKind(nodes, a, b));
    radius += RING;
    const circles = Math.max(1, Math.round((next.length * APART) / (2 * Math.PI * radius)));
    next.forEach((one, nth) => {
      const angle = (2 * Math.PI * nth) / next.length - Math.PI / 2;
      const far = radius + (nth % circles) * 60;
      angles[one] = angle;
      isPlaced[one] = true;
      places[one] = { x: far * Math.cos(angle), y: far * Math.sin(angle) };
    });
    radius += (circles - 1) * 60;
    left -= next.length;
    ring = next;
  }
  return places;
}

/** Each kind in a round place of its own, the busiest of it in the middle. */
export function groupsLayout(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  _options: LayoutOptions = {},
): Place[] {
  const { all } = linksOf(nodes, edges);
  const groups = new Map<number, number[]>();
  nodes.forEach((node, place) => {
    const group = groups.get(node.kind);
    if (group) group.push(place);
    else groups.set(node.kind, [place]);
  });
  const discs = [...groups].map(([kind, members]) => {
    members.sort((a, b) => (all[b]?.length ?? 0) - (all[a]?.length ?? 0) || byKind(nodes, a, b));
    return { kind, members, radius: (APART / 1.6) * Math.sqrt(members.length) + APART };
  });
  discs.sort((a, b) => b.radius - a.radius || a.kind - b.kind);
  const wide = 1.5 * Math.sqrt(discs.reduce((area, { radius }) => area + 4 * radius * radius, 0));
  const places: Place[] = nodes.map(() => ({ x: 0, y: 0 }));
  let [x, y, high] = [0, 0, 0];
  for (const { members, radius } of discs) {
    if (x > 0 && x + 2 * radius > wide) [x, y, high] = [0, y + high, 0];
    members.forEach((one, nth) => {
      const far = (APART / 1.6) * Math.sqrt(nth);
      const angle = nth * GOLDEN;
      places[one] = { x: x + radius + far * Math.cos(angle), y: y + radius + far * Math.sin(angle) };
    });
    x += 2 * radius;
    high = Math.max(high, 2 * radius);
  }
  return places;
}

function byKind(nodes: readonly LayoutNode[], a: number, b: number): number {
  const [one, other] = [nodes[a], nodes[b]];
  if (!one || !other) return 0;
  if (one.kind !== other.kind) return one.kind - other.kind;
  return one.id < other.id ? -1 : one.id > other.id ? 1 : a - b;
}

function linksOf(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]) {
  const out: number[][] = nodes.map(() => []);
  const all: number[][] = nodes.map(() => []);
  for (const { from, to } of edges) {
    if (from === to || !nodes[from] || !nodes[to]) continue;
    out[from]?.push(to);
    all[from]?.push(to);
    all[to]?.push(from);
  }
  return { out, all };
}

function centreOf(nodes: readonly LayoutNode[], all: readonly number[][], id: string | undefined): number {
  const asked = nodes.findIndex((node) => node.id === id);
  if (asked >= 0) return asked;
  const weight = (place: number) => all[place]?.length ?? 0;
  return [...nodes.keys()].sort((a, b) => weight(b) - weight(a) || byKind(nodes, a, b))[0] ?? -1;
}

/** The layer of each node: one more than the farthest before it; a link that would close a circle is passed over. */
function layersOf(out: readonly number[][], linked: readonly number[]): number[] {
  const state = new Uint8Array(out.length);
  const order: number[] = [];
  const kept: number[][] = out.map(() => []);
  for (const start of linked) {
    if (state[start]) continue;
    const stack: [number, number][] = [[start, 0]];
    state[start] = 1;
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const [one, nth] = top;
      const next = out[one]?.[nth];
      if (next === undefined) {
        state[one] = 2;
        order.push(one);
        stack.pop();
        continue;
      }
      top[1] += 1;
      if (state[next] === 1) continue;
      kept[one]?.push(next);
      if (state[next] === 0) {
        state[next] = 1;
        stack.push([next, 0]);
      }
    }
  }
  const layers: number[] = out.map(() => 0);
  for (const one of order.reverse()) {
    for (const next of kept[one] ?? []) layers[next] = Math.max(layers[next] ?? 0, (layers[one] ?? 0) + 1);
  }
  return layers;
}

/** Orders each column by the middle of its neighbours, to and fro, so that links cross less. */
function untangle(columns: number[][], all: readonly number[][], count: number): void {
  const heights = new Float64Array(count);
  const settle = (column: number[]) => {
    column.forEach((one, nth) => {
      heights[one] = (nth + 0.5) / column.length;
    });
  };
  columns.forEach(settle);
  for (let round = 0; round < 6; round++) {
    for (const column of round % 2 ? [...columns].reverse() : columns) {
      const middle = new Map(
        column.map((one) => {
          const near = all[one] ?? [];
          return [one, near.reduce((sum, other) => sum + (heights[other] ?? 0), 0) / Math.max(1, near.length)];
        }),
      );
      // The sort is stable: what is alike keeps its order.
      column.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0));
      settle(column);
    }
  }
}
