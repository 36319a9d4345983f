/** What is under a place of the screen. */
import { curveOf, distanceTo, mayBeSeen, sizeAt } from "./geometry.ts";
import type { SceneIndex } from "./index.ts";
import type { Viewport } from "./viewport.ts";

/** The place of the node under a place of the screen, or -1; small nodes are easier to hit than they look. */
export function nodeUnder(index: SceneIndex, view: Viewport, x: number, y: number, slack = 3): number {
  return index.nodeAt((x - view.x) / view.k, (y - view.y) / view.k, (1.1 * sizeAt(view.k)) / view.k, slack / view.k);
}

/** The place of the edge under a place of the screen, or -1. */
export function edgeUnder(index: SceneIndex, view: Viewport, x: number, y: number, slack = 5): number {
  const { nodes, edges } = index.scene;
  let best = -1;
  let nearest = slack;
  const shifted = { k: view.k, x: view.x - x + 2 * slack, y: view.y - y + 2 * slack };
  edges.forEach((edge, place) => {
    const from = nodes[edge.from];
    const to = nodes[edge.to];
    const bend = index.bends[place] ?? 0;
    // Only what may cross a small box around the place is measured.
    if (!from || !to || !mayBeSeen(from, to, edge, shifted, 4 * slack, 4 * slack, Math.abs(bend) * view.k * 2)) return;
    const curve = curveOf(from, to, bend, view);
    const far = curve ? distanceTo(curve, x, y) : Infinity;
    if (far < nearest) [best, nearest] = [place, far];
  });
  return best;
}
