/** The outlines of nodes, one for each kind; all look about equally large. */
import type { ShapeName } from "../data/types.ts";

type Points = readonly (readonly [number, number])[];

function regular(corners: number, turn: number, size: number): Points {
  return Array.from({ length: corners }, (_, one) => {
    const angle = turn + (2 * Math.PI * one) / corners;
    return [size * Math.cos(angle), size * Math.sin(angle)] as const;
  });
}

function star(): Points {
  return Array.from({ length: 10 }, (_, one) => {
    const angle = -Math.PI / 2 + (Math.PI * one) / 5;
    const reach = one % 2 ? 0.58 : 1.28;
    return [reach * Math.cos(angle), reach * Math.sin(angle)] as const;
  });
}

/** The corners of each shape around the origin for a radius of 1; a dot has none. */
export const CORNERS: Readonly<Record<ShapeName, Points>> = {
  dot: [],
  square: regular(4, Math.PI / 4, 1.25),
  diamond: regular(4, 0, 1.25),
  triangle: regular(3, -Math.PI / 2, 1.3),
  triangleDown: regular(3, Math.PI / 2, 1.3),
  hexagon: regular(6, 0, 1.1),
  star: star(),
};

/** How far a shape reaches, in radii. */
export const REACH = 1.3;

const written = (number: number) => String(Math.round(number * 100) / 100);

/** A shape as the path of an SVG. */
export function outlineOf(shape: ShapeName, x: number, y: number, radius: number): string {
  const corners = CORNERS[shape] ?? [];
  if (corners.length === 0) {
    const r = written(radius);
    return `M${written(x - radius)} ${written(y)}a${r} ${r} 0 1 0 ${written(2 * radius)} 0a${r} ${r} 0 1 0 ${written(-2 * radius)} 0Z`;
  }
  return `M${corners.map(([dx, dy]) => `${written(x + radius * dx)} ${written(y + radius * dy)}`).join("L")}Z`;
}
