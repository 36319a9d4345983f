/** A grid of rows against columns with a word or number in each cell; arrow keys go between the cells. */
import "./plots.css";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { csvOf, download, fileName, latexOf } from "../parts/downloads.ts";
import { cellAfter, type Place } from "./roving.ts";

export interface MatrixCell {
  /** Places in `rows` and `columns`. */
  row: number;
  column: number;
  text: string;
  /** Tints the cell; more is stronger. */
  value?: number;
}

export interface MatrixProps {
  rows: string[];
  columns: string[];
  cells: MatrixCell[];
  caption: string;
  onOpen?: (row: number, column: number) => void;
  /** What stands in a cell that is not given; "none" unless told. */
  empty?: string;
  /** The cell that is open. */
  open?: { row: number; column: number } | null;
}

export function Matrix(props: MatrixProps): JSX.Element {
  const { rows, columns, caption, onOpen, open, empty = "none" } = props;
  const table = useRef<HTMLTableElement>(null);
  const [stop, setStop] = useState<Place>({ row: 0, column: 0 });
  const cells = new Map(props.cells.map((one) => [`${one.row} ${one.column}`, one]));
  const most = Math.max(0, ...props.cells.map((one) => one.value ?? 0));
  if (!rows.length || !columns.length) return <p class="plot-none">There is nothing to set against each other.</p>;
  const press = (event: KeyboardEvent, from: Place) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onOpen?.(from.row, from.column);
      return;
    }
    const to = cellAfter(event.key, event.ctrlKey, from, rows.length, columns.length);
    if (!to) return;
    event.preventDefault();
    setStop(to);
    table.current?.querySelector<HTMLElement>(`[data-cell="${to.row} ${to.column}"]`)?.focus();
  };
  const head = ["", ...columns];
  const texts = () =>
    rows.map((label, row) => [label, ...columns.map((_, column) => cells.get(`${row} ${column}`)?.text ?? empty)]);
  return (
    <div class="matrix">
      <div class="matrix-box">
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the cells of this table are gone through by keys */}
        <table role="grid" ref={table} aria-label={caption}>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col" class="matrix-corner">
                <span class="unseen">Rows</span>
              </th>
              {columns.map((one) => (
                <th key={one} scope="col">
                  {one}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((label, row) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {columns.map((name, column) => {
                  const cell = cells.get(`${row} ${column}`);
                  const isOpen = open?.row === row && open.column === column;
                  return (
                    <td
                      key={name}
                      data-cell={`${row} ${column}`}
                      tabIndex={stop.row === row && stop.column === column ? 0 : -1}
                      {...{ role: "gridcell", "aria-selected": isOpen }}
                      aria-label={`${label}, ${name}: ${cell?.text ?? empty}`}
                      class={`${cell ? tint(cell.value ?? 0, most) : "matrix-none"} ${onOpen ? "is-open" : ""}`}
                      onFocus={() => setStop({ row, column })}
                      onKeyDown={(event) => press(event, { row, column })}
                      onClick={() => onOpen?.(row, column)}
                    >
                      {cell?.text ?? empty}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="plot-files">
        <button
          type="button"
          onClick={() => download(`${fileName(caption)}.csv`, "text/csv;charset=utf-8", csvOf(head, texts()))}
        >
          CSV
        </button>
        <button
          type="button"
          onClick={() => download(`${fileName(caption)}.tex`, "application/x-tex", latexOf(caption, head, texts()))}
        >
          LaTeX
        </button>
      </div>
    </div>
  );
}

function tint(value: number, most: number): string {
  return `matrix-tint-${most > 0 ? Math.max(1, Math.ceil((value / most) * 3)) : 1}`;
}
