/** The columns of the table of cycling tests. */
import type { Cell, Compare, Ref, TestRow } from "../data/types.ts";
import { ThingLink } from "../parts/link.tsx";
import type { Column } from "../parts/table.tsx";
import { absence, cellText, companions } from "./ranking.ts";

const NOT_STATED = "not stated";

/** The columns: what was tested, its conditions and results, and with how many tests it can be compared. */
export function columnsOf(compare: Compare): Column<TestRow>[] {
  return [
    { id: "test", label: "test", value: (one) => one.label, filter: "text" },
    refs(
      "layer",
      "layer",
      (one) => one.layers,
      "text",
      (one) => (one.family.id ? "" : " (no layer)"),
    ),
    { id: "family", label: "family", value: (one) => one.family.label, filter: "choice" },
    refs("method", "layer made by", (one) => one.methods, "choice"),
    {
      id: "cell",
      label: "cell",
      value: (one) => one.cell?.label ?? null,
      filter: "choice",
      missing: NOT_STATED,
      show: ({ cell }) => (cell ? <ThingLink id={cell.id} label={cell.label} /> : <Missing word={NOT_STATED} />),
    },
    {
      id: "electrolyte",
      label: "electrolyte",
      value: ({ electrolyte }) => (electrolyte === NOT_STATED ? null : electrolyte || null),
      filter: "choice",
      missing: NOT_STATED,
    },
    ...compare.columns.map((column) => measured(column)),
    {
      id: "comparable",
      label: "comparable",
      value: (one) => (companions(compare, one) ? "yes" : "no"),
      filter: "choice",
      text: (one) => (companions(compare, one) ? compare.groups[one.group ?? 0]?.label : `no: ${one.apart}`) ?? "",
      show: (one) => <Comparable others={companions(compare, one)} apart={one.apart} />,
    },
    {
      id: "references",
      label: "references",
      value: (one) => one.references.join(", ") || null,
      filter: "text",
      show: (one) => one.references.join(", "),
    },
  ];
}

function measured(column: Compare["columns"][number]): Column<TestRow> {
  const cell = (one: TestRow): Cell | undefined => one.values[column.id];
  return {
    id: column.id,
    label: column.label,
    ...(column.unit ? { unit: column.unit } : {}),
    isNumeric: true,
    filter: "range",
    missing: NOT_STATED,
    value: (one) => cell(one)?.number ?? null,
    text: (one) => cellText(cell(one)) || absence(cell(one)),
    show: (one) => cellText(cell(one)) || <Missing word={absence(cell(one))} />,
  };
}

function refs(
  id: string,
  label: string,
  of: (row: TestRow) => readonly Ref[],
  filter: "text" | "choice",
  /** A word behind the names of a row. */
  behind: (row: TestRow) => string = () => "",
): Column<TestRow> {
  const names = (row: TestRow) => of(row).map((one) => `${one.label}${behind(row)}`);
  return {
    id,
    label,
    filter,
    missing: NOT_STATED,
    value: (row) => names(row).join("; ") || null,
    choices: names,
    show: (row) =>
      of(row).length ? (
        <ul class="compare-refs">
          {of(row).map((one) => (
            <li key={one.id}>
              <ThingLink id={one.id} label={one.label} />
              {behind(row)}
            </li>
          ))}
        </ul>
      ) : (
        <Missing word={NOT_STATED} />
      ),
  };
}

export function Missing({ word }: { word: string }) {
  return <span class="missing">{word}</span>;
}

function Comparable({ others, apart }: { others: number; apart: string }) {
  if (others) return <span class="badge">{`with ${others} other${others === 1 ? "" : "s"}`}</span>;
  return (
    <>
      <span class="badge warn">not comparable</span> <span class="quiet compare-why">{apart}</span>
    </>
  );
}
