/** The points of the plot out of the rows of the table, and the rows that have no place in it. */
import type { Compare, TestRow } from "../data/types.ts";
import type { ScatterPoint } from "../plots/scatter.tsx";
import { absence, cellText } from "./ranking.ts";

export interface Missing {
  test: TestRow;
  /** "current density not stated". */
  because: string;
}

export interface Points {
  points: ScatterPoint[];
  missing: Missing[];
}

/** Results that are counted up to where a test went. */
const REACHED = new Set(["nsei:lifetime", "nsei:cycleCount"]);

/** The points of two columns, sized by a third unless it is "none". */
export function pointsOf(compare: Compare, tests: readonly TestRow[], x: string, y: string, size: string): Points {
  const label = (id: string) => compare.columns.find((one) => one.id === id)?.label ?? id;
  const found: Points = { points: [], missing: [] };
  for (const test of tests) {
    const [across, upward, third] = [test.values[x], test.values[y], test.values[size]];
    if (typeof across?.number !== "number" || typeof upward?.number !== "number") {
      const absent = [...new Set([x, y])].filter((id) => typeof test.values[id]?.number !== "number");
      const because = absent.map((id) => `${label(id)} ${absence(test.values[id])}`).join("; ");
      found.missing.push({ test, because });
      continue;
    }
    // "up to 500 cycles" tells how far a test went: it is no upper bound.
    const isReached = REACHED.has(y) && upward.low === null;
    const bound = isReached ? null : upward.low === null ? "upper" : upward.high === null ? "lower" : null;
    found.points.push({
      id: test.id,
      label: test.layers.map((one) => one.label).join("; ") || test.label,
      x: across.number,
      y: upward.number,
      group: test.family.label,
      ...(typeof third?.number === "number" ? { size: third.number } : {}),
      ...(bound ? { bound } : {}),
      ...(isReached ? { print: cellText(upward) } : {}),
    });
  }
  return found;
}

/** The columns that some test has a number in. */
export function drawableColumns(compare: Compare): Compare["columns"] {
  return compare.columns.filter(({ id }) => compare.tests.some((one) => typeof one.values[id]?.number === "number"));
}

/** The name of a column with its unit, as an axis prints it. */
export function axisLabel(compare: Compare, id: string): string {
  const column = compare.columns.find((one) => one.id === id);
  return column ? `${column.label}${column.unit ? ` (${column.unit})` : ""}` : id;
}
