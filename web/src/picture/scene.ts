/** What is drawn: plain data, so that the canvas, the SVG file and the tests see the same. */
import type { ColourName, ShapeName } from "../data/types.ts";

export interface SceneNode {
  id: string;
  label: string;
  /** For the tooltip and the screen reader, in one line or several. */
  title: string;
  colour: ColourName;
  shape: ShapeName;
  /** Half the width, in units of the layout. */
  radius: number;
  x: number;
  y: number;
  isPinned: boolean;
  /** Drawn faint, since something else is asked for. */
  isDimmed: boolean;
  /** On the path between two things. */
  isMarked: boolean;
}

export interface SceneEdge {
  /** Places in `nodes`. */
  from: number;
  to: number;
  label: string;
  title: string;
  colour: ColourName;
  /** In units of the layout; grows with the number of findings. */
  width: number;
  /** Inferred edges are dashed. */
  isDashed: boolean;
  isDimmed: boolean;
  isMarked: boolean;
}

export interface Scene {
  nodes: SceneNode[];
  edges: SceneEdge[];
}

/** What a legend says of one kind of node or one relation, also in exported pictures. */
export interface LegendEntry {
  label: string;
  colour: ColourName;
  /** Without a shape the entry is a line. */
  shape?: ShapeName;
  isDashed?: boolean;
  count: number;
}
