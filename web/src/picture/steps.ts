/** Where the keyboard goes in the graph: to the neighbour that lies in the direction of the arrow. */
import type { SceneIndex } from "./index.ts";

export type Direction = "left" | "right" | "up" | "down";

const TOWARDS: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** How much worse a place beside the way is than one on it. */
const ASIDE = 2;

/** The node that an arrow key leads to from a node: a linked one where there is any, or else, or `toAny`, the nearest. */
export function stepFrom(index: SceneIndex, from: number, direction: Direction, toAny = false): number {
  const linked = toAny ? -1 : nearestTowards(index, from, direction, index.neighboursOf(from).keys());
  return linked >= 0 ? linked : nearestTowards(index, from, direction, index.scene.nodes.keys());
}

function nearestTowards(index: SceneIndex, from: number, direction: Direction, places: Iterable<number>): number {
  const { nodes } = index.scene;
  const start = nodes[from];
  if (!start) return -1;
  const [dx, dy] = TOWARDS[direction];
  let best = -1;
  let least = Infinity;
  for (const place of places) {
    const node = nodes[place];
    if (!node || place === from) continue;
    const ahead = (node.x - start.x) * dx + (node.y - start.y) * dy;
    const aside = Math.abs((node.x - start.x) * dy) + Math.abs((node.y - start.y) * dx);
    if (ahead <= 0 || aside > 2 * ahead) continue;
    const far = ahead + ASIDE * aside;
    if (far < least) [best, least] = [place, far];
  }
  return best;
}

/** Where the keyboard begins: the selected node, or the one nearest to a place of the layout, or -1. */
export function firstStep(index: SceneIndex, selected: number, x: number, y: number): number {
  if (selected >= 0) return selected;
  let best = -1;
  let least = Infinity;
  index.scene.nodes.forEach((node, place) => {
    const far = Math.hypot(node.x - x, node.y - y);
    if (far < least) [best, least] = [place, far];
  });
  return best;
}
