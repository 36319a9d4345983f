/** Which drawings suit an answer, and why the others do not. */
import type { Answer, RdfTerm } from "./engine.ts";
import { numberOf, thingId } from "./results-terms.ts";

export const VIEWS = ["table", "graph", "bars", "scatter", "timeline", "matrix"] as const;
export type View = (typeof VIEWS)[number];
export type SelectAnswer = Extract<Answer, { type: "select" }>;

/** What the cells of a column are; a column without any is `empty`. */
export type ColumnKind = "thing" | "number" | "year" | "text" | "empty";

/** More rows or columns than these make no matrix that a person reads. */
const WIDEST = 40;
const TALLEST = 80;

/** What each column holds. */
export function kindsOf({ columns, rows }: SelectAnswer): ColumnKind[] {
  return columns.map((name, place) => {
    const cells = rows.flatMap((row) => row[place] ?? []);
    if (!cells.length) return "empty";
    if (cells.every((one) => numberOf(one) !== null))
      return cells.every((one) => isYear(name, one)) ? "year" : "number";
    return cells.every((one) => thingId(one) !== "") ? "thing" : "text";
  });
}

function isYear(name: string, term: RdfTerm): boolean {
  const number = numberOf(term);
  return number !== null && Number.isInteger(number) && number >= 1800 && number <= 2100 && /year/i.test(name);
}

/** For each view "" where it can be drawn, else the reason in words. */
export function reasons(answer: Answer): Record<View, string> {
  if (answer.type === "ask") return same("The answer is yes or no.");
  if (answer.type === "graph") {
    return { ...same("The answer is a graph; ask with SELECT for columns."), table: "", graph: "" };
  }
  if (!answer.rows.length) return { ...same("There are no rows."), table: "" };
  const kinds = kindsOf(answer);
  const count = (...wanted: ColumnKind[]) => kinds.filter((one) => wanted.includes(one)).length;
  const matrix = matrixColumns(answer);
  return {
    table: "",
    graph:
      isTriples(answer) || count("thing") > 1 ? "" : "It needs two columns of things, such as ?layer and ?substance.",
    bars: count("number") && kinds.length > 1 ? "" : "It needs a column of numbers beside one of names.",
    scatter: count("number", "year") > 1 ? "" : "It needs two columns of numbers.",
    timeline: count("year") ? "" : "It needs a column of years, called ?year or the like.",
    matrix: matrix ? "" : `It needs two columns whose values repeat, at most ${TALLEST} by ${WIDEST}.`,
  };
}

function same(words: string): Record<View, string> {
  return Object.fromEntries(VIEWS.map((one) => [one, words])) as Record<View, string>;
}

/** Whether the rows are triples: three columns that are called so, or whose second is of relations. */
export function isTriples({ columns, rows }: SelectAnswer): boolean {
  if (columns.length !== 3) return false;
  const isNamed =
    /^(s|subject|from|source)$/i.test(columns[0] ?? "") && /^(p|predicate|relation)$/i.test(columns[1] ?? "");
  const areIris = rows.every((row) => row[0]?.type === "iri" && row[1]?.type === "iri" && row[2]);
  return areIris && (isNamed || rows.every((row) => /^(nsei|rdfs?|skos|owl):/.test(thingId(row[1]))));
}

/** The places of two columns whose values repeat, so that a matrix of them says something; else null. */
export function matrixColumns({ rows, columns }: SelectAnswer): [number, number] | null {
  const several = columns.map((_, place) => new Set(rows.map((row) => row[place]?.value ?? "")).size);
  let best: [number, number] | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const [row, tall] of several.entries()) {
    for (const [column, wide] of several.entries()) {
      if (row === column || tall < 2 || wide < 2 || tall > TALLEST || wide > WIDEST) continue;
      // Where each row of the answer is a name of its own, the matrix is a list.
      if (wide > tall || wide === rows.length) continue;
      const cells = tall * wide;
      if (pairs(rows, row, column) > Math.max(tall, wide) && cells < fewest) {
        best = [row, column];
        fewest = cells;
      }
    }
  }
  return best;
}

function pairs(rows: SelectAnswer["rows"], row: number, column: number): number {
  return new Set(rows.map((one) => `${one[row]?.value}\n${one[column]?.value}`)).size;
}

/** The columns that a drawing takes, by their places: those asked for where they fit, else the first that do. */
export function chosen(
  asked: readonly string[],
  slots: readonly (readonly number[])[],
  columns: readonly string[],
): number[] {
  const taken: number[] = [];
  for (const [slot, fitting] of slots.entries()) {
    const wish = columns.indexOf(asked[slot] ?? "");
    const place = fitting.includes(wish) ? wish : (fitting.find((one) => !taken.includes(one)) ?? fitting[0] ?? 0);
    taken.push(place);
  }
  return taken;
}

/** The places of the columns of some kinds. */
export function placesOf(kinds: readonly ColumnKind[], ...wanted: ColumnKind[]): number[] {
  return kinds.flatMap((one, place) => (wanted.includes(one) ? [place] : []));
}
