/** A table that sorts, filters and pages, in a box of its own that scrolls. */
import "./table.css";
import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { quietly } from "../state/address.ts";
import { announce } from "../state/shared.ts";
import { csvOf, download, fileName, latexOf, tsvOf } from "./downloads.ts";
import { Filter } from "./table-filter.tsx";
import { countText, filteredBy, rowsOf, sortedBy, stateOf, type TableState, textOf } from "./table-state.ts";

export interface Column<Row> {
  id: string;
  label: string;
  unit?: string;
  /** What it sorts and filters by; null for nothing stated. */
  value(row: Row): string | number | null;
  /** What is seen; the text unless given. */
  show?(row: Row): ComponentChildren;
  /** What goes into a file; the value unless given. */
  text?(row: Row): string;
  /** The single choices where a row has several. */
  choices?(row: Row): readonly string[];
  isNumeric?: boolean;
  filter?: "text" | "choice" | "range";
  /** The word for no value, such as "not stated". */
  missing?: string;
}

export interface TableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string;
  pageSize?: number;
  /** Sort, filters and page as text, for the address. */
  state?: Signal<string>;
  /** Makes what the first column shows a button that opens the row; it must hold no link itself. */
  onOpen?: (row: Row) => void;
  /** The key of the row that is marked, and what is told when another comes under pointer or focus. */
  marked?: string;
  onMark?: (key: string) => void;
  /** With a name: offers the rows that pass the filters as CSV, TSV and LaTeX. */
  file?: string;
}

export function Table<Row>(props: TableProps<Row>): JSX.Element {
  const { caption, columns, rows, keyOf, pageSize = 25, onOpen, marked, onMark } = props;
  const own = useSignal("");
  const kept = props.state ?? own;
  const state = stateOf(kept.value);
  const found = rowsOf(columns, rows, state);
  const pages = Math.max(1, Math.ceil(found.length / pageSize));
  const page = Math.min(state.page, pages - 1);
  const seen = found.slice(page * pageSize, (page + 1) * pageSize);
  const hasFilters = columns.some((one) => one.filter);
  const isFiltered = found.length < rows.length;
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) announce(`${found.length} of ${rows.length} rows`);
    isFirst.current = false;
  }, [found.length, rows.length]);

  const set = (next: TableState) => {
    kept.value = textOf(next);
  };
  const filter = (id: string, text: string) => quietly(() => set(filteredBy(state, id, text)));
  const turn = (to: number) => set({ ...state, page: to });
  const reset = () => set({ ...state, filters: new Map(), page: 0 });
  return (
    <div class="table-whole">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by the keyboard */}
      <section class="table-box" tabIndex={0} aria-label={`${caption}, table`}>
        <table class="table">
          <caption>{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <Head key={column.id} column={column} state={state} onSort={() => set(sortedBy(state, column.id))} />
              ))}
            </tr>
            {hasFilters && (
              <tr class="table-filters">
                {columns.map((column) => (
                  <td key={column.id}>
                    {column.filter && (
                      <Filter
                        column={column}
                        rows={rows}
                        filter={state.filters.get(column.id) ?? ""}
                        onFilter={(text) => filter(column.id, text)}
                      />
                    )}
                  </td>
                ))}
              </tr>
            )}
          </thead>
          <tbody onMouseLeave={() => onMark?.("")}>
            {seen.map((row) => {
              const key = keyOf(row);
              return (
                <tr
                  key={key}
                  class={marked === key ? "is-marked" : undefined}
                  onMouseEnter={() => onMark?.(key)}
                  onFocusIn={() => onMark?.(key)}
                >
                  {columns.map((column, place) => (
                    <BodyCell
                      key={column.id}
                      column={column}
                      row={row}
                      onOpen={place === 0 && onOpen ? () => onOpen(row) : undefined}
                    />
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
        {found.length === 0 && (
          <p class="table-none">{rows.length ? "No row matches; reset the filters." : "There are no rows."}</p>
        )}
      </section>
      <div class="table-foot">
        <span class="quiet">{countText(page, pageSize, seen.length, found.length, rows.length)}</span>
        {pages > 1 && (
          <span class="table-turn">
            <Step label="Previous" isOff={page === 0} onStep={() => turn(page - 1)} />
            <Step label="Next" isOff={page === pages - 1} onStep={() => turn(page + 1)} />
          </span>
        )}
        {hasFilters && <Step label="Reset filters" isOff={!isFiltered && state.filters.size === 0} onStep={reset} />}
        {props.file && found.length > 0 && <Files name={props.file} caption={caption} columns={columns} rows={found} />}
      </div>
    </div>
  );
}

/** The text of a cell in a file. */
function fileText<Row>(column: Column<Row>, row: Row): string {
  return column.text?.(row) ?? String(column.value(row) ?? column.missing ?? "");
}

function headText<Row>(column: Column<Row>): string {
  return column.unit ? `${column.label} (${column.unit})` : column.label;
}

function Head<Row>({ column, state, onSort }: { column: Column<Row>; state: TableState; onSort(): void }) {
  const isSorted = state.sort === column.id;
  const order = isSorted ? (state.isDown ? "descending" : "ascending") : undefined;
  return (
    <th scope="col" aria-sort={order} class={column.isNumeric ? "is-number" : undefined}>
      <button type="button" onClick={onSort}>
        <span>
          {column.label}
          {column.unit && <span class="table-unit"> ({column.unit})</span>}
        </span>
        <span aria-hidden="true" class="table-arrow">
          {isSorted ? (state.isDown ? "▼" : "▲") : "↕"}
        </span>
      </button>
    </th>
  );
}

function BodyCell<Row>({ column, row, onOpen }: { column: Column<Row>; row: Row; onOpen: (() => void) | undefined }) {
  const value = column.value(row);
  const missing = <span class="missing">{column.missing ?? ""}</span>;
  const content = column.show ? column.show(row) : (value ?? missing);
  const kind = column.isNumeric ? "is-number" : undefined;
  if (!onOpen) return <td class={kind}>{content}</td>;
  return (
    <th scope="row" class={kind}>
      <button type="button" class="table-open" onClick={onOpen}>
        {content}
      </button>
    </th>
  );
}

/** A button that stays in reach of the keyboard when it can do nothing, so that focus is not lost. */
function Step({ label, isOff, onStep }: { label: string; isOff: boolean; onStep(): void }) {
  return (
    <button type="button" aria-disabled={isOff} onClick={() => !isOff && onStep()}>
      {label}
    </button>
  );
}

function Files<Row>(props: { name: string; caption: string; columns: readonly Column<Row>[]; rows: readonly Row[] }) {
  const { caption, columns, rows } = props;
  const name = fileName(props.name);
  const head = columns.map(headText);
  const cells = () => rows.map((row) => columns.map((column) => fileText(column, row)));
  const numeric = columns.map((one) => one.isNumeric ?? false);
  return (
    <fieldset class="table-files">
      <legend class="unseen">Download these rows</legend>
      <button type="button" onClick={() => download(`${name}.csv`, "text/csv;charset=utf-8", csvOf(head, cells()))}>
        CSV
      </button>
      <button
        type="button"
        onClick={() => download(`${name}.tsv`, "text/tab-separated-values;charset=utf-8", tsvOf(head, cells()))}
      >
        TSV
      </button>
      <button
        type="button"
        onClick={() => download(`${name}.tex`, "application/x-tex", latexOf(caption, head, cells(), numeric))}
      >
        LaTeX
      </button>
    </fieldset>
  );
}
