/** What part of the layout is seen, and how large. */

/** A place of the layout is seen at `place * k + (x, y)`, in pixels of the page. */
export interface Viewport {
  x: number;
  y: number;
  k: number;
}

/** A box of the layout. */
export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The zoom limits. */
export const NEAREST = 4;
export const FARTHEST = 0.1;

/** The box that holds all circles; of none a small one at the origin. */
export function boundsOf(circles: Iterable<{ x: number; y: number; radius: number }>): Bounds {
  const found = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y, radius } of circles) {
    found.left = Math.min(found.left, x - radius);
    found.top = Math.min(found.top, y - radius);
    found.right = Math.max(found.right, x + radius);
    found.bottom = Math.max(found.bottom, y + radius);
  }
  return found.left <= found.right ? found : { left: -1, top: -1, right: 1, bottom: 1 };
}

/** A zoom within the limits. */
export function zoomWithin(k: number): number {
  return Math.min(NEAREST, Math.max(FARTHEST, k));
}

/** What is left free at the edges for labels, and above for the tools, in pixels; less on a small screen. */
const ROOM = { aside: 64, above: 52, below: 44 };

/** The view that shows a box in the middle of what the margins leave of a screen, no larger than `largest`. */
export function fitted(bounds: Bounds, width: number, height: number, largest = 1.6): Viewport {
  const aside = Math.min(ROOM.aside, width / 8);
  const above = Math.min(ROOM.above, height / 8);
  const below = Math.min(ROOM.below, height / 8);
  const wide = Math.max(1, bounds.right - bounds.left);
  const high = Math.max(1, bounds.bottom - bounds.top);
  const room = Math.min((width - 2 * aside) / wide, (height - above - below) / high, largest);
  const k = zoomWithin(Number.isFinite(room) && room > 0 ? room : 1);
  return {
    k,
    x: width / 2 - (k * (bounds.left + bounds.right)) / 2,
    y: (height + above - below) / 2 - (k * (bounds.top + bounds.bottom)) / 2,
  };
}

/** The view that is nearer by a factor and leaves what is at a screen place there. */
export function zoomed(view: Viewport, factor: number, x: number, y: number): Viewport {
  const k = zoomWithin(view.k * factor);
  return { k, x: x - ((x - view.x) / view.k) * k, y: y - ((y - view.y) / view.k) * k };
}

/** The view with a place of the layout in the middle. */
export function centred(view: Viewport, x: number, y: number, width: number, height: number): Viewport {
  return { k: view.k, x: width / 2 - view.k * x, y: height / 2 - view.k * y };
}

/** What of the layout a screen shows. */
export function seenOf(view: Viewport, width: number, height: number): Bounds {
  return {
    left: -view.x / view.k,
    top: -view.y / view.k,
    right: (width - view.x) / view.k,
    bottom: (height - view.y) / view.k,
  };
}
