/** What is said of a point. */
import { numberText } from "./scales.ts";
import type { ScatterPoint, ScatterProps } from "./scatter.tsx";

/** A point in words, for tooltip and screen reader. */
export function pointText(point: ScatterPoint, of: Pick<ScatterProps, "xLabel" | "yLabel" | "sizeLabel">): string {
  const bound = point.bound ? { lower: "at least ", upper: "at most " }[point.bound] : "";
  const size = of.sizeLabel
    ? [`${of.sizeLabel} ${point.size === undefined ? "not stated" : numberText(point.size)}`]
    : [];
  const parts = [
    `${of.yLabel} ${point.print ?? `${bound}${numberText(point.y)}`}`,
    `${of.xLabel} ${numberText(point.x)}`,
    ...size,
  ];
  return `${point.label}: ${parts.join(", ")}${point.group ? `; ${point.group}` : ""}`;
}
