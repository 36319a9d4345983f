/** The filter of one column: a text, a choice, or a range of numbers. */
import type { Column } from "./table.tsx";
import { choicesOf, MISSING, rangeOf, rangeText } from "./table-state.ts";

export interface FilterProps<Row> {
  column: Column<Row>;
  rows: readonly Row[];
  filter: string;
  onFilter(filter: string): void;
}

export function Filter<Row>(props: FilterProps<Row>) {
  if (props.column.filter === "choice") return <Choice {...props} />;
  if (props.column.filter === "range") return <Between {...props} />;
  return (
    <input
      type="search"
      aria-label={`Filter ${props.column.label}`}
      placeholder="Contains …"
      value={props.filter}
      onInput={(event) => props.onFilter(event.currentTarget.value)}
    />
  );
}

function Choice<Row>({ column, rows, filter, onFilter }: FilterProps<Row>) {
  const choices = choicesOf(column, rows);
  // A choice of the address that no row has is kept in sight.
  const options = !filter || choices.includes(filter) ? choices : [...choices, filter];
  return (
    <select
      aria-label={`Filter ${column.label}`}
      value={filter}
      onChange={(event) => onFilter(event.currentTarget.value)}
    >
      <option value="">All</option>
      {options.map((one) => (
        <option key={one} value={one}>
          {one === MISSING ? (column.missing ?? "(empty)") : one}
        </option>
      ))}
    </select>
  );
}

function Between<Row>({ column, rows, filter, onFilter }: FilterProps<Row>) {
  const range = rangeOf(filter);
  const hasMissing = rows.some((row) => column.value(row) === null);
  return (
    <div class="table-range">
      <input
        type="text"
        inputMode="decimal"
        aria-label={`Least ${column.label}`}
        placeholder="from"
        value={range.least}
        onInput={(event) => onFilter(rangeText({ ...range, least: event.currentTarget.value }))}
      />
      <input
        type="text"
        inputMode="decimal"
        aria-label={`Greatest ${column.label}`}
        placeholder="to"
        value={range.greatest}
        onInput={(event) => onFilter(rangeText({ ...range, greatest: event.currentTarget.value }))}
      />
      {hasMissing && (
        <label>
          <input
            type="checkbox"
            checked={range.withMissing}
            onChange={(event) => onFilter(rangeText({ ...range, withMissing: event.currentTarget.checked }))}
          />
          or {column.missing ?? "empty"}
        </label>
      )}
    </div>
  );
}
