/** Two columns of an answer set against each other. */
import { thingId } from "./results-terms.ts";
import type { SelectAnswer } from "./results-views.ts";

export interface Cells {
  rows: string[];
  columns: string[];
  cells: { row: number; column: number; text: string; value: number }[];
}

/** How many rows of the answer have each pair of values; names in order. */
export function matrixOf(answer: SelectAnswer, row: number, column: number): Cells {
  const name = (cells: SelectAnswer["rows"][number], place: number) =>
    thingId(cells[place]) || (cells[place]?.value ?? "none");
  const sorted = (place: number) =>
    [...new Set(answer.rows.map((one) => name(one, place)))].sort((a, b) =>
      a.localeCompare(b, "en", { numeric: true }),
    );
  const [rows, columns] = [sorted(row), sorted(column)];
  const counts = new Map<string, number>();
  for (const one of answer.rows) {
    const key = `${rows.indexOf(name(one, row))} ${columns.indexOf(name(one, column))}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const cells = [...counts].map(([key, value]) => {
    const [at = 0, across = 0] = key.split(" ").map(Number);
    return { row: at, column: across, text: String(value), value };
  });
  return { rows, columns, cells };
}
