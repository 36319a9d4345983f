/** Which labels are written, and where: the weightiest first, none on another, so that more come when one goes nearer. */
import { radiusAt } from "./geometry.ts";
import type { SceneIndex } from "./index.ts";
import type { Measure } from "./pen.ts";
import type { Bounds, Viewport } from "./viewport.ts";

/** A label that has found its room; `x` is by `align`, `y` the middle of its first line. */
export interface PlacedLabel {
  node: number;
  lines: readonly string[];
  x: number;
  y: number;
  align: "left" | "middle" | "right";
  isBold: boolean;
  isFaint: boolean;
}

/** Rooms that are taken, in squares so that few are asked. */
export class Rooms {
  static readonly #SIDE = 80;
  readonly #squares = new Map<number, number[]>();
  readonly #boxes: number[] = [];

  /** Whether a box touches none that was taken; `but` is passed over. */
  isFree(left: number, top: number, right: number, bottom: number, but = -1): boolean {
    for (const square of Rooms.#squaresOf(left, top, right, bottom)) {
      for (const at of this.#squares.get(square) ?? []) {
        const [l = 0, t = 0, r = 0, b = 0, owner] = this.#boxes.slice(at, at + 5);
        if (owner !== but && left < r && right > l && top < b && bottom > t) return false;
      }
    }
    return true;
  }

  take(left: number, top: number, right: number, bottom: number, owner = -2): void {
    const at = this.#boxes.push(left, top, right, bottom, owner) - 5;
    for (const square of Rooms.#squaresOf(left, top, right, bottom)) {
      const list = this.#squares.get(square);
      if (list) list.push(at);
      else this.#squares.set(square, [at]);
    }
  }

  static *#squaresOf(left: number, top: number, right: number, bottom: number): Generator<number> {
    const side = Rooms.#SIDE;
    for (let row = Math.floor(top / side); row <= bottom / side; row++) {
      for (let column = Math.floor(left / side); column <= right / side; column++) yield row * 4096 + column;
    }
  }
}

const WIDEST = 24;
const MOST_LINES = 3;
const wrapped = new Map<string, readonly string[]>();

/** A label in lines of about 24 letters, three at most. */
export function linesOf(label: string): readonly string[] {
  let lines = wrapped.get(label);
  if (!lines) {
    lines = wrap(label);
    if (wrapped.size > 50_000) wrapped.clear();
    wrapped.set(label, lines);
  }
  return lines;
}

function wrap(label: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of label.split(/\s+/u).filter(Boolean)) {
    if (line && line.length + 1 + word.length > WIDEST) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  if (line) lines.push(line);
  const kept = lines.slice(0, MOST_LINES).map((one) => (one.length > 40 ? `${one.slice(0, 39)}…` : one));
  const last = kept[MOST_LINES - 1];
  if (lines.length > MOST_LINES && last && !last.endsWith("…")) kept[MOST_LINES - 1] = `${last} …`;
  return kept;
}

export interface LabelWishes {
  index: SceneIndex;
  view: Viewport;
  width: number;
  height: number;
  /** Of the letters, in pixels. */
  size: number;
  measure: Measure;
  /** At most so many. */
  most: number;
  /** Written first, and whatever else is there. */
  first: readonly number[];
  /** Whether only those of `first` and `next` are written. */
  isNearOnly?: boolean;
  /** Written next: neighbours and marked nodes. */
  next: Iterable<number>;
  isFaint(node: number): boolean;
  /** Rooms that are taken already, such as by nodes and by labels of edges. */
  rooms: Rooms;
  /** Nodes whose labels were tried before; those that are tried now are added. */
  done: Set<number>;
  /** What is seen where more is drawn; a label of a node in it is not cut off at its edge. */
  within?: Bounds;
  /** The only nodes whose labels are written; else all. */
  only?: ReadonlySet<number>;
}

/** Takes the rooms of the nodes themselves, each as its owner. */
export function takeNodes(
  rooms: Rooms,
  { index, view, width, height }: Pick<LabelWishes, "index" | "view" | "width" | "height">,
  only?: ReadonlySet<number>,
): void {
  const boxes: [number, number, number, number][] = [];
  index.scene.nodes.forEach((node, place) => {
    if (only && !only.has(place)) return;
    const x = node.x * view.k + view.x;
    const y = node.y * view.k + view.y;
    if (x > -60 && y > -30 && x < width + 60 && y < height + 30) {
      boxes.push([x, y, 0.8 * radiusAt(node, view.k), place]);
    }
  });
  // Where there are many nodes a label may lie on a small one; else none is covered.
  if (boxes.length > MANY) return;
  for (const [x, y, r, place] of boxes) rooms.take(x - r, y - r, x + r, y + r, place);
}

const LINE = 1.2;
const MANY = 600;
/** Where more nodes than these are seen, labels stand no closer than one on so many square pixels. */
const CROWD = 250;
const FIELD = 18_000;

/** The labels to write. */
export function placeLabels(wishes: LabelWishes): PlacedLabel[] {
  const { index, view, width, height, size, measure } = wishes;
  const { nodes } = index.scene;
  const { rooms, done } = wishes;
  const found: PlacedLabel[] = [];
  const seen: number[] = [];
  for (const place of index.byWeight) {
    const node = nodes[place];
    if (!node || (wishes.only && !wishes.only.has(place))) continue;
    const x = node.x * view.k + view.x;
    const y = node.y * view.k + view.y;
    if (x > -60 && y > -30 && x < width + 60 && y < height + 30) seen.push(place);
  }
  const whole = { left: 0, top: 0, right: width, bottom: height };
  const seenBox = wishes.within ?? whole;
  const area = (seenBox.right - seenBox.left) * (seenBox.bottom - seenBox.top);
  const most = seen.length > CROWD ? Math.min(wishes.most, area / FIELD) : wishes.most;

  const write = (place: number, isForced: boolean): void => {
    const node = nodes[place];
    if (!node?.label || done.has(place)) return;
    done.add(place);
    const isFaint = wishes.isFaint(place);
    const lines = linesOf(node.label);
    const isBold = isForced;
    const wide = lines.reduce((widest, line) => Math.max(widest, measure(line, size, isBold)), 0);
    const high = lines.length * size * LINE;
    // A ring is around what has to be written.
    const r = radiusAt(node, view.k) + (isForced ? 5 : 0);
    const x = node.x * view.k + view.x;
    const y = node.y * view.k + view.y;
    const middle = y - high / 2;
    const isSeen = x >= seenBox.left && x <= seenBox.right && y >= seenBox.top && y <= seenBox.bottom;
    const box = isSeen ? seenBox : whole;
    const tries: ["left" | "middle" | "right", number, number, number][] = [
      ["middle", x, x - wide / 2, y + 1.15 * r + 2],
      ["left", x + 1.25 * r + 4, x + 1.25 * r + 4, middle],
      ["right", x - 1.25 * r - 4, x - 1.25 * r - 4 - wide, middle],
      ["middle", x, x - wide / 2, y - 1.15 * r - 2 - high],
    ];
    for (const [align, at, left, top] of tries) {
      if (left < box.left + 2 || top < box.top || left + wide > box.right - 2 || top + high > box.bottom) continue;
      if (!rooms.isFree(left - 2, top, left + wide + 2, top + high, place)) continue;
      rooms.take(left - 2, top, left + wide + 2, top + high);
      found.push({ node: place, lines, x: at, y: top + (size * LINE) / 2, align, isBold, isFaint });
      return;
    }
    if (!isForced) return;
    // It stands beneath the node, and within the edges where the node does.
    const least = isSeen ? Math.min(box.left + 2, box.right - wide - 2) : -Infinity;
    const left = Math.max(least, isSeen ? Math.min(x - wide / 2, box.right - wide - 2) : x - wide / 2);
    const top = y + 1.15 * r + 2;
    rooms.take(left - 2, top, left + wide + 2, top + high);
    const middleOfLine = top + (size * LINE) / 2;
    found.push({ node: place, lines, x: left + wide / 2, y: middleOfLine, align: "middle", isBold, isFaint });
  };

  for (const place of wishes.first) write(place, true);
  for (const place of wishes.next) write(place, false);
  if (wishes.isNearOnly) return found;
  for (const isFaint of [false, true]) {
    for (const place of seen) {
      if (found.length >= most) return found;
      if (!done.has(place) && wishes.isFaint(place) === isFaint) write(place, false);
    }
  }
  return found;
}

/** Where the lines of a label stand under each other. */
export function lineStep(size: number): number {
  return size * LINE;
}
