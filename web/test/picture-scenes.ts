/** Small scenes for the tests of the picture. */
import type { Scene, SceneEdge, SceneNode } from "../src/picture/scene.ts";

export function node(id: string, x: number, y: number, more: Partial<SceneNode> = {}): SceneNode {
  const plain = {
    colour: "blue",
    shape: "dot",
    radius: 10,
    isPinned: false,
    isDimmed: false,
    isMarked: false,
  } as const;
  return { id, label: id, title: id, x, y, ...plain, ...more };
}

export function edge(from: number, to: number, more: Partial<SceneEdge> = {}): SceneEdge {
  const plain = { colour: "grey", width: 2, isDashed: false, isDimmed: false, isMarked: false } as const;
  return { from, to, label: "causes", title: "causes", ...plain, ...more };
}

/** A cross: a node in the middle and one in each direction, all linked but the lower one. */
export const CROSS: Scene = {
  nodes: [
    node("middle", 0, 0),
    node("left", -100, 0),
    node("right", 100, 10),
    node("up", 5, -100),
    node("down", 0, 80),
  ],
  edges: [edge(0, 1), edge(0, 2), edge(3, 0)],
};

/** As many letters as half their size is wide. */
export function measure(line: string, size: number): number {
  return 0.5 * size * line.length;
}
