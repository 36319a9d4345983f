/** Draws a scene with any pen, in the order edges, nodes, labels; less detail where much is seen from far. */
import type { ColourName, ShapeName } from "../data/types.ts";
import { type Emphasis, emphasisOf, FAINT, type Focus, STRONG, type Weight } from "./emphasis.ts";
import { along, type Curve, curveOf, headOf, mayBeSeen, radiusAt, widthAt } from "./geometry.ts";
import type { SceneIndex } from "./index.ts";
import { type LabelWishes, lineStep, linesOf, placeLabels, Rooms, takeNodes } from "./labels.ts";
import { fillColour, lineColour, type Scheme } from "./palette.ts";
import type { Pen } from "./pen.ts";
import { CORNERS } from "./shapes.ts";
import type { Bounds, Viewport } from "./viewport.ts";

export interface Drawing {
  index: SceneIndex;
  view: Viewport;
  width: number;
  height: number;
  scheme: Scheme;
  focus: Focus;
  /** Of the letters, in pixels. */
  letters: number;
  /** At most so many labels of nodes. */
  mostLabels: number;
  /** What is seen, where more is drawn. */
  within?: Bounds;
  /** What lies over the picture, such as its tools; no label is put there. */
  covered?: readonly Bounds[];
  /** What to draw of it, such as what is pointed at, over all the rest; else all. */
  only?: { nodes: ReadonlySet<number>; edges: ReadonlySet<number> };
}

/**
 * From so many edges on the picture they are hairlines without heads: without a GPU a wide line takes twenty times
 * as long as one of a pixel.
 */
const MANY_EDGES = 700;
/** Up to so many edges on the picture all have their labels, where there is room. */
const FEW_EDGES = 40;
/** So many nodes of a path have their names in any case. */
const NAMED = 12;
const DASH = [7, 4] as const;
const OPACITY: Readonly<Record<Weight, number>> = { 0: 0.16, 1: 0.8, 2: 1 };
const NODE_OPACITY: Readonly<Record<Weight, number>> = { 0: 0.25, 1: 1, 2: 1 };

/** Things of one look, drawn at once. */
interface Batch<Look, Item> {
  look: Look;
  items: Item[];
}

class Batches<Look, Item> {
  readonly #batches = new Map<string | number, Batch<Look, Item>>();

  add(key: string | number, look: () => Look, item: Item): void {
    const batch = this.#batches.get(key);
    if (batch) batch.items.push(item);
    else this.#batches.set(key, { look: look(), items: [item] });
  }

  all(): Iterable<Batch<Look, Item>> {
    return this.#batches.values();
  }
}

/** Draws all of it; the paper is there already. */
export function draw(pen: Pen, drawing: Drawing): void {
  const emphasis = emphasisOf(drawing.index, drawing.focus);
  const labelled = drawEdges(pen, drawing, emphasis);
  drawNodes(pen, drawing, emphasis);
  drawRings(pen, drawing);
  const rooms = new Rooms();
  for (const { left, top, right, bottom } of drawing.covered ?? []) rooms.take(left, top, right, bottom);
  keepRoom(pen, drawing, rooms);
  takeNodes(rooms, drawing, drawing.only?.nodes);
  // Names of what is selected and of its neighbours matter more than the words on their links.
  const done = new Set<number>();
  const isHovered = ({ edge }: LabelledEdge) => edge === drawing.focus.hoveredEdge;
  drawEdgeLabels(pen, drawing, labelled.filter(isHovered), rooms);
  drawLabels(pen, drawing, emphasis, { rooms, done, isNearOnly: true });
  drawEdgeLabels(
    pen,
    drawing,
    labelled.filter((one) => !isHovered(one)),
    rooms,
  );
  drawLabels(pen, drawing, emphasis, { rooms, done, isNearOnly: false });
}

interface EdgeLook {
  colour: ColourName;
  width: number;
  isDashed: boolean;
  weight: Weight;
}

interface LabelledEdge {
  edge: number;
  curve: Curve;
}

function drawEdges(pen: Pen, drawing: Drawing, emphasis: Emphasis): LabelledEdge[] {
  const { index, view, width, height, scheme, focus } = drawing;
  const { nodes, edges } = index.scene;
  const seen: number[] = [];
  for (const place of drawing.only?.edges ?? edges.keys()) {
    const edge = edges[place];
    const from = edge && nodes[edge.from];
    const to = edge && nodes[edge.to];
    if (from && to && mayBeSeen(from, to, edge, view, width, height, 40)) seen.push(place);
  }
  const isMany = seen.length > MANY_EDGES;
  const batches = new Batches<EdgeLook, LabelledEdge>();
  for (const place of seen) {
    const edge = edges[place];
    const from = edge && nodes[edge.from];
    const to = edge && nodes[edge.to];
    if (!from || !to) continue;
    const weight = emphasis.edge(place);
    const isPlain = isMany && weight !== STRONG;
    const wide = isPlain ? 1 : Math.round(2 * widthAt(edge, view.k)) / 2 + (weight === STRONG ? 0.75 : 0);
    const gapAtEnd = isPlain ? 0 : headOf(wide, view.k) * 0.8;
    const curve = isPlain
      ? straight(from.x * view.k + view.x, from.y * view.k + view.y, to.x * view.k + view.x, to.y * view.k + view.y)
      : curveOf(from, to, index.bends[place] ?? 0, view, { gapAtEnd });
    if (!curve) continue;
    const isDashed = edge.isDashed && !isPlain;
    batches.add(
      `${weight}${edge.colour}${wide}${isDashed}`,
      () => ({ colour: edge.colour, width: wide, isDashed, weight }),
      { edge: place, curve },
    );
  }
  const sorted = [...batches.all()].sort((a, b) => a.look.weight - b.look.weight);
  const labelled: LabelledEdge[] = [];
  for (const { look, items } of sorted) {
    const colour = lineColour(look.colour, scheme);
    const opacity = isMany && look.weight !== STRONG ? OPACITY[look.weight] * 0.45 : OPACITY[look.weight];
    const dash = look.isDashed ? DASH : undefined;
    if (look.width <= 1) {
      pen.begin();
      for (const { curve } of items) trace(pen, curve);
      pen.stroke(colour, look.width, opacity, dash);
    } else {
      // A path of many wide lines takes longer than the lines one by one.
      for (const { curve } of items) {
        pen.begin();
        trace(pen, curve);
        pen.stroke(colour, look.width, opacity, dash);
      }
    }
    if (!isMany || look.weight === STRONG) {
      pen.begin();
      for (const { curve } of items) head(pen, curve, headOf(look.width, view.k));
      pen.fill(colour, opacity);
    }
    const isAsked = look.weight === STRONG || (look.weight !== FAINT && (seen.length <= FEW_EDGES || view.k >= 1.8));
    if (isAsked) labelled.push(...items);
  }
  return labelled.sort((a, b) => Number(b.edge === focus.hoveredEdge) - Number(a.edge === focus.hoveredEdge));
}

function straight(x0: number, y0: number, x2: number, y2: number): Curve {
  return { x0, y0, x1: x0, y1: y0, x2, y2, isStraight: true };
}

function trace(pen: Pen, { x0, y0, x1, y1, x2, y2, isStraight }: Curve): void {
  pen.moveTo(x0, y0);
  if (isStraight) pen.lineTo(x2, y2);
  else pen.curveTo(x1, y1, x2, y2);
}

function head(pen: Pen, curve: Curve, size: number): void {
  const [backX, backY] = curve.isStraight ? [curve.x0, curve.y0] : [curve.x1, curve.y1];
  const long = Math.hypot(curve.x2 - backX, curve.y2 - backY) || 1;
  const [dx, dy] = [(curve.x2 - backX) / long, (curve.y2 - backY) / long];
  const half = size * 0.42;
  // The line ends a little inside the head.
  const [baseX, baseY] = [curve.x2 - dx * size * 0.2, curve.y2 - dy * size * 0.2];
  pen.moveTo(baseX + dx * size, baseY + dy * size);
  pen.lineTo(baseX - dy * half, baseY + dx * half);
  pen.lineTo(baseX + dy * half, baseY - dx * half);
  pen.close();
}

interface NodeLook {
  colour: ColourName;
  shape: ShapeName;
  weight: Weight;
}

function drawNodes(pen: Pen, drawing: Drawing, emphasis: Emphasis): void {
  const { index, view, width, height, scheme } = drawing;
  const batches = new Batches<NodeLook, { x: number; y: number; r: number }>();
  for (const place of drawing.only?.nodes ?? index.scene.nodes.keys()) {
    const node = index.scene.nodes[place];
    if (!node) continue;
    const r = radiusAt(node, view.k);
    const x = node.x * view.k + view.x;
    const y = node.y * view.k + view.y;
    const reach = r * 1.4;
    if (x < -reach || y < -reach || x > width + reach || y > height + reach) continue;
    const weight = emphasis.node(place);
    const key = `${weight}${node.shape}${node.colour}`;
    batches.add(key, () => ({ colour: node.colour, shape: node.shape, weight }), { x, y, r });
  }
  for (const { look, items } of [...batches.all()].sort((a, b) => a.look.weight - b.look.weight)) {
    const opacity = NODE_OPACITY[look.weight];
    pen.begin();
    for (const { x, y, r } of items) shape(pen, look.shape, x, y, r);
    pen.fill(fillColour(look.colour), opacity);
    if (items[0] && view.k > 0.2) pen.stroke(scheme.ink, look.weight === STRONG ? 1.6 : 1, opacity);
  }
}

/** Adds the outline of a node to the path; a very small one is a square, whatever its kind. */
export function shape(pen: Pen, name: ShapeName, x: number, y: number, r: number): void {
  if (r < 2) {
    pen.rect(x - r, y - r, 2 * r, 2 * r);
    return;
  }
  const corners = CORNERS[name] ?? [];
  if (corners.length === 0) {
    pen.circle(x, y, r);
    return;
  }
  corners.forEach(([dx, dy], nth) => {
    if (nth === 0) pen.moveTo(x + r * dx, y + r * dy);
    else pen.lineTo(x + r * dx, y + r * dy);
  });
  pen.close();
}

/** Rings around what is selected, on the path, or under the keyboard; a pin on what was pinned. */
function drawRings(pen: Pen, { index, view, scheme, focus }: Drawing): void {
  const { nodes } = index.scene;
  const ring = (place: number, gap: number, width: number, dash?: readonly number[]) => {
    const node = nodes[place];
    if (!node) return;
    pen.begin();
    pen.circle(node.x * view.k + view.x, node.y * view.k + view.y, radiusAt(node, view.k) * 1.3 + gap);
    pen.stroke(scheme.strong, width, 1, dash);
  };
  nodes.forEach((node, place) => {
    if (node.isMarked) ring(place, 2, 2);
    if (!node.isPinned) return;
    const r = radiusAt(node, view.k);
    const x = node.x * view.k + view.x + 0.9 * r;
    const y = node.y * view.k + view.y - 0.9 * r;
    pen.begin();
    pen.circle(x, y, 3.5);
    pen.fill(scheme.ink, 1);
    pen.stroke(scheme.paper, 1.2, 1);
  });
  ring(focus.selected, 3, 3);
  if (focus.current >= 0) ring(focus.current, 7, 2, [4, 3]);
}

/** The labels of what is selected or pointed at stand beneath it, so nothing else may. */
function keepRoom(pen: Pen, { index, view, focus, letters }: Drawing, rooms: Rooms): void {
  for (const place of [focus.selected, focus.hovered, focus.current]) {
    const node = index.scene.nodes[place];
    if (!node) continue;
    const lines = linesOf(node.label);
    const half = lines.reduce((widest, line) => Math.max(widest, pen.widthOf(line, letters, true)), 0) / 2;
    const x = node.x * view.k + view.x;
    const top = node.y * view.k + view.y + 1.15 * (radiusAt(node, view.k) + 5);
    rooms.take(x - half - 2, top, x + half + 2, top + lines.length * lineStep(letters) + 2, place);
  }
}

function drawEdgeLabels(pen: Pen, drawing: Drawing, labelled: readonly LabelledEdge[], rooms: Rooms): void {
  const { index, width, height, scheme, focus } = drawing;
  const all = { left: 0, top: 0, right: width, bottom: height };
  const edges = drawing.within ?? all;
  const size = drawing.letters * 0.88;
  let written = 0;
  for (const { edge, curve } of labelled) {
    const found = index.scene.edges[edge];
    if (!found?.label || written >= 80) continue;
    const wide = pen.widthOf(found.label, size, false);
    const isHovered = edge === focus.hoveredEdge;
    if (!isHovered && Math.hypot(curve.x2 - curve.x0, curve.y2 - curve.y0) < wide * 0.55 && found.from !== found.to)
      continue;
    for (const part of [0.5, 0.4, 0.6, 0.3, 0.7]) {
      const { x, y } = along(curve, part);
      if (x < 0 || y < 0 || x > width || y > height) continue;
      const box = [x - wide / 2 - 2, y - size * 0.6, x + wide / 2 + 2, y + size * 0.6] as const;
      const isIn = x >= edges.left && x <= edges.right && y >= edges.top && y <= edges.bottom;
      const room = isIn ? edges : all;
      if (box[0] < room.left || box[1] < room.top || box[2] > room.right || box[3] > room.bottom) continue;
      if (!rooms.isFree(...box)) continue;
      rooms.take(...box);
      const colour = lineColour(found.colour, scheme);
      pen.begin();
      pen.rect(box[0], box[1], box[2] - box[0], box[3] - box[1]);
      pen.fill(scheme.paper, 0.88);
      pen.text(found.label, x, y, { size, colour, halo: "", isBold: isHovered, opacity: 1, align: "middle" });
      written += 1;
      break;
    }
  }
}

type Turn = Pick<LabelWishes, "rooms" | "done"> & { isNearOnly: boolean };

function drawLabels(pen: Pen, drawing: Drawing, emphasis: Emphasis, turn: Turn): void {
  const { index, view, width, height, scheme, focus, letters } = drawing;
  const marked = index.scene.nodes.flatMap((node, place) => (node.isMarked ? [place] : []));
  const labels = placeLabels({
    index,
    view,
    width,
    height,
    size: letters,
    measure: (line, size, isBold) => pen.widthOf(line, size, isBold),
    most: drawing.mostLabels,
    first: [...[focus.selected, focus.hovered, focus.current].filter((place) => place >= 0), ...marked.slice(0, NAMED)],
    next: [...marked, ...emphasis.near],
    isFaint: (place) => emphasis.node(place) === FAINT,
    ...turn,
    ...(drawing.within && { within: drawing.within }),
    ...(drawing.only && { only: drawing.only.nodes }),
  });
  const step = lineStep(letters);
  for (const { lines, x, y, align, isBold, isFaint } of labels) {
    const opacity = isFaint ? 0.4 : 1;
    const style = { size: letters, colour: scheme.ink, halo: scheme.paper, isBold, opacity, align };
    lines.forEach((line, nth) => {
      pen.text(line, x, y + nth * step, style);
    });
  }
}
