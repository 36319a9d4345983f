/** What a table shows: order, filters and page, as a value and as text for the address. */

/** What of a column the order and the filters need. */
export interface Sortable<Row> {
  id: string;
  value(row: Row): string | number | null;
  /** The single choices where a row has several; else its value is the one. */
  choices?(row: Row): readonly string[];
  filter?: "text" | "choice" | "range";
}

export interface TableState {
  /** The id of the column, or "" for the order in which the rows came. */
  sort: string;
  isDown: boolean;
  /** From 0. */
  page: number;
  /** By the id of the column; empty filters are left out. */
  filters: ReadonlyMap<string, string>;
}

/** A range as it was typed; a side that is no number sets no bound. */
export interface Range {
  least: string;
  greatest: string;
  /** Whether rows with no number stay. */
  withMissing: boolean;
}

/** The choice that stands for rows with no value. */
export const MISSING = "∅";

const COLLATOR = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** A state out of any text, however broken. */
export function stateOf(text: string): TableState {
  const params = new URLSearchParams(text);
  const sort = params.get("sort") ?? "";
  const page = Number(params.get("page") ?? "1");
  const filters = new Map<string, string>();
  for (const [name, value] of params) if (name.startsWith("in.") && value) filters.set(name.slice(3), value);
  return {
    sort: sort.replace(/^-/, ""),
    isDown: sort.startsWith("-"),
    page: Number.isInteger(page) && page > 0 ? page - 1 : 0,
    filters,
  };
}

/** The text of a state; that of the first one is empty. */
export function textOf(state: TableState): string {
  const params = new URLSearchParams();
  if (state.sort) params.set("sort", `${state.isDown ? "-" : ""}${state.sort}`);
  for (const [id, value] of state.filters) if (value) params.set(`in.${id}`, value);
  if (state.page) params.set("page", String(state.page + 1));
  return params.toString();
}

/** The state after a press on the head of a column: up, down, then as the rows came. */
export function sortedBy(state: TableState, id: string): TableState {
  if (state.sort !== id) return { ...state, sort: id, isDown: false, page: 0 };
  return state.isDown ? { ...state, sort: "", isDown: false, page: 0 } : { ...state, isDown: true, page: 0 };
}

/** The state with another filter of one column; an empty one takes it away. */
export function filteredBy(state: TableState, id: string, filter: string): TableState {
  const filters = new Map(state.filters);
  if (filter) filters.set(id, filter);
  else filters.delete(id);
  return { ...state, filters, page: 0 };
}

/** The rows that pass all filters, in order; rows with no value stand last both ways. */
export function rowsOf<Row>(columns: readonly Sortable<Row>[], rows: readonly Row[], state: TableState): Row[] {
  const passing = columns.flatMap((column) => {
    const filter = state.filters.get(column.id);
    return filter && column.filter ? [test(column, filter)] : [];
  });
  const found = rows.filter((row) => passing.every((passes) => passes(row)));
  const column = columns.find((one) => one.id === state.sort);
  if (!column) return found;
  const sign = state.isDown ? -1 : 1;
  return found.sort((left, right) => {
    const [a, b] = [column.value(left), column.value(right)];
    if (isMissing(a) || isMissing(b)) return Number(isMissing(a)) - Number(isMissing(b));
    return sign * compared(a, b);
  });
}

/** The choices of a column, each once and in order; `MISSING` is last. */
export function choicesOf<Row>(column: Sortable<Row>, rows: readonly Row[]): string[] {
  const found = new Set(rows.flatMap((row) => each(column, row)));
  const hasMissing = found.delete(MISSING);
  return [...[...found].sort(COLLATOR.compare), ...(hasMissing ? [MISSING] : [])];
}

export function rangeOf(filter: string): Range {
  const withMissing = filter.endsWith("+");
  const [least = "", greatest = ""] = (withMissing ? filter.slice(0, -1) : filter).split("..");
  return { least, greatest, withMissing };
}

/** A range as a filter; with no bound it filters nothing, but keeps whether rows with no number stay. */
export function rangeText({ least, greatest, withMissing }: Range): string {
  if (!least && !greatest) return withMissing ? "..+" : "";
  return `${least}..${greatest}${withMissing ? "+" : ""}`;
}

/** A text as it is searched: no case, no accents, lowered and raised digits as plain ones. */
export function searched(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Which rows are seen, in words. */
export function countText(page: number, pageSize: number, seen: number, found: number, all: number): string {
  const from = page * pageSize + 1;
  const range = found > pageSize ? `${from}–${from + seen - 1} of ${found}` : `${found}`;
  const rows = `${range} ${found === 1 ? "row" : "rows"}`;
  return found < all ? `${rows} that match, ${all} in all` : rows;
}

function test<Row>(column: Sortable<Row>, filter: string): (row: Row) => boolean {
  if (column.filter === "choice") return (row) => each(column, row).includes(filter);
  if (column.filter === "range") {
    const range = rangeOf(filter);
    const [least, greatest] = [bound(range.least, -Infinity), bound(range.greatest, Infinity)];
    if (least === -Infinity && greatest === Infinity) return () => true;
    return (row) => {
      const value = column.value(row);
      return typeof value === "number" ? value >= least && value <= greatest : range.withMissing;
    };
  }
  const words = searched(filter).split(/\s+/).filter(Boolean);
  return (row) => {
    const text = searched(String(column.value(row) ?? ""));
    return words.every((word) => text.includes(word));
  };
}

function each<Row>(column: Sortable<Row>, row: Row): readonly string[] {
  const several = column.choices?.(row);
  if (several) return several.length ? several : [MISSING];
  const value = column.value(row);
  return [isMissing(value) ? MISSING : String(value)];
}

function bound(text: string, otherwise: number): number {
  const number = Number(text.trim().replace(",", "."));
  return text.trim() && Number.isFinite(number) ? number : otherwise;
}

function isMissing(value: string | number | null): value is null {
  return value === null || value === "";
}

function compared(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "number") return -1;
  if (typeof b === "number") return 1;
  return COLLATOR.compare(a, b);
}
