/** Moves a view to another smoothly, or at once for readers who want no motion. */
import type { Viewport } from "./viewport.ts";

/** Whether the reader asked the system for less motion. */
export function wantsNoMotion(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** The view at a part of the way, from 0 to 1, as seen on a screen of a size: the zoom grows evenly. */
export function between(from: Viewport, to: Viewport, part: number, width: number, height: number): Viewport {
  if (part >= 1) return to;
  const k = from.k * (to.k / from.k) ** part;
  const middle = (view: Viewport) => [(width / 2 - view.x) / view.k, (height / 2 - view.y) / view.k] as const;
  const [ax, ay] = middle(from);
  const [bx, by] = middle(to);
  return { k, x: width / 2 - k * (ax + (bx - ax) * part), y: height / 2 - k * (ay + (by - ay) * part) };
}

const LONG = 260;

/** Calls `step` each frame until the end is reached; the function that is returned stops it where it is. */
export function glide(
  from: Viewport,
  to: Viewport,
  size: { width: number; height: number },
  step: (view: Viewport, isEnd: boolean) => void,
): () => void {
  if (wantsNoMotion()) {
    step(to, true);
    return () => {};
  }
  let frame = 0;
  let start = -1;
  const next = (now: number) => {
    if (start < 0) start = now;
    const part = Math.min(1, (now - start) / LONG);
    step(between(from, to, 1 - (1 - part) ** 3, size.width, size.height), part === 1);
    if (part < 1) frame = requestAnimationFrame(next);
  };
  frame = requestAnimationFrame(next);
  return () => cancelAnimationFrame(frame);
}
