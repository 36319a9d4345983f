/** How the places of a scene become places on the screen: nodes, edges from rim to rim, arrow heads. */
import type { SceneEdge, SceneNode } from "./scene.ts";
import type { Viewport } from "./viewport.ts";

/** What radii and widths are multiplied by: less than places, so that far away dots stay dots and near ones stay small. */
export function sizeAt(k: number): number {
  return k >= 1 ? k ** 0.5 : k ** 0.8;
}

/** The drawn radius of a node. */
export function radiusAt(node: { radius: number }, k: number): number {
  return Math.max(1.2, node.radius * sizeAt(k));
}

/** An edge on the screen: a quadratic curve, straight when `isStraight`. */
export interface Curve {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  isStraight: boolean;
}

/** The curve of an edge from rim to rim; null when its ends lie on each other. `bend` is in units of the layout. */
export function curveOf(
  from: SceneNode,
  to: SceneNode,
  bend: number,
  view: Viewport,
  { gapAtEnd = 0 }: { gapAtEnd?: number } = {},
): Curve | null {
  const { k } = view;
  const ax = from.x * k + view.x;
  const ay = from.y * k + view.y;
  if (from === to) return loopOf(ax, ay, radiusAt(from, k), bend * k);
  const bx = to.x * k + view.x;
  const by = to.y * k + view.y;
  const long = Math.hypot(bx - ax, by - ay);
  const start = radiusAt(from, k);
  const end = radiusAt(to, k) + gapAtEnd;
  if (long <= start + end + 0.5) return null;
  // A curve passes half-way between its middle and its control point.
  const off = 2 * Math.min(Math.abs(bend) * k, long / 3) * Math.sign(bend);
  const mx = (ax + bx) / 2 - ((by - ay) / long) * off;
  const my = (ay + by) / 2 + ((bx - ax) / long) * off;
  const out = Math.hypot(mx - ax, my - ay);
  const into = Math.hypot(mx - bx, my - by);
  return {
    x0: ax + ((mx - ax) / out) * start,
    y0: ay + ((my - ay) / out) * start,
    x1: mx,
    y1: my,
    x2: bx + ((mx - bx) / into) * end,
    y2: by + ((my - by) / into) * end,
    isStraight: bend === 0,
  };
}

function loopOf(x: number, y: number, radius: number, bend: number): Curve {
  const reach = radius * 3 + 12 + Math.abs(bend);
  return {
    x0: x - radius * 0.6,
    y0: y - radius * 0.8,
    x1: x,
    y1: y - radius - reach,
    x2: x + radius * 0.6,
    y2: y - radius * 0.8,
    isStraight: false,
  };
}

/** The place at a part of the way, from 0 to 1. */
export function along(curve: Curve, part: number): { x: number; y: number } {
  const rest = 1 - part;
  const [a, b, c] = curve.isStraight ? [rest, 0, part] : [rest * rest, 2 * rest * part, part * part];
  return { x: a * curve.x0 + b * curve.x1 + c * curve.x2, y: a * curve.y0 + b * curve.y1 + c * curve.y2 };
}

/** How far a place is from an edge. */
export function distanceTo(curve: Curve, x: number, y: number): number {
  const pieces = curve.isStraight ? 1 : 12;
  let nearest = Infinity;
  let before = along(curve, 0);
  for (let piece = 1; piece <= pieces; piece++) {
    const now = along(curve, piece / pieces);
    const [dx, dy] = [now.x - before.x, now.y - before.y];
    const square = dx * dx + dy * dy || 1;
    const part = Math.min(1, Math.max(0, ((x - before.x) * dx + (y - before.y) * dy) / square));
    nearest = Math.min(nearest, Math.hypot(x - before.x - part * dx, y - before.y - part * dy));
    before = now;
  }
  return nearest;
}

/** How wide an edge is drawn. */
export function widthAt(edge: { width: number }, k: number): number {
  return Math.max(0.8, edge.width * sizeAt(k));
}

/** The size of an arrow head on a line of a width. */
export function headOf(width: number, k: number): number {
  return (5 + 1.6 * width) * Math.min(1.3, Math.max(0.55, sizeAt(k)));
}

/** Whether an edge may be seen: not when both ends are off the same side. */
export function mayBeSeen(
  from: SceneNode,
  to: SceneNode,
  edge: SceneEdge,
  view: Viewport,
  width: number,
  height: number,
  slack: number,
): boolean {
  const { x, y, k } = view;
  const [ax, ay, bx, by] = [from.x * k + x, from.y * k + y, to.x * k + x, to.y * k + y];
  const room = slack + edge.width;
  return !(
    (ax < -room && bx < -room) ||
    (ay < -room && by < -room) ||
    (ax > width + room && bx > width + room) ||
    (ay > height + room && by > height + room)
  );
}
