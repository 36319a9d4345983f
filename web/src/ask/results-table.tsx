/** The rows of an answer as a table: sorted, filtered, paged; things open in the panel. */
import { useMemo } from "preact/hooks";
import { Outside, ThingLink } from "../parts/link.tsx";
import { type Column, Table } from "../parts/table.tsx";
import { webAddress } from "../parts/web-address.ts";
import type { RdfTerm, RdfTriple } from "./engine.ts";
import { cellText, numberOf, thingId } from "./results-terms.ts";
import { type ColumnKind, kindsOf, type SelectAnswer } from "./results-views.ts";
import { tableState } from "./state.ts";

interface Row {
  place: number;
  cells: readonly (RdfTerm | null)[];
}

export interface RowsTableProps {
  answer: SelectAnswer;
  title: string;
  /** The place of the row whose Why is open; -1 for none. */
  open?: number;
  /** Asked for the Why of a row; without it rows have none. */
  onWhy?: (place: number) => void;
}

/** A choice among more than these is no choice. */
const MOST_CHOICES = 12;

export function RowsTable({ answer, title, open = -1, onWhy }: RowsTableProps) {
  const rows = useMemo(() => answer.rows.map((cells, place): Row => ({ place, cells })), [answer]);
  const columns = useMemo(() => {
    const kinds = kindsOf(answer);
    return answer.columns.map((name, place) => columnOf(answer, name, place, kinds[place] ?? "text"));
  }, [answer]);
  const why: Column<Row> = {
    id: " why",
    label: "Why",
    value: () => null,
    show: ({ place }) => (
      <button
        type="button"
        class="results-why"
        aria-expanded={open === place}
        aria-label={`Why row ${place + 1}`}
        onClick={() => onWhy?.(place)}
      >
        Why
      </button>
    ),
  };
  return (
    <Table
      caption={title}
      columns={onWhy ? [why, ...columns] : columns}
      rows={rows}
      keyOf={(row) => String(row.place)}
      state={tableState}
      {...(open >= 0 ? { marked: String(open) } : {})}
    />
  );
}

/** The triples of a graph as a table. */
export function TriplesTable({ triples, title }: { triples: readonly RdfTriple[]; title: string }) {
  const answer = useMemo(
    (): SelectAnswer => ({
      type: "select",
      columns: ["subject", "relation", "object"],
      rows: triples.map(({ subject, predicate, object }) => [subject, predicate, object]),
      ms: 0,
      isCut: false,
    }),
    [triples],
  );
  return <RowsTable answer={answer} title={title} />;
}

function columnOf(answer: SelectAnswer, name: string, place: number, kind: ColumnKind): Column<Row> {
  const isNumeric = kind === "number" || kind === "year";
  const several = new Set(answer.rows.map((row) => cellText(row[place] ?? null))).size;
  const few = several > 1 && several <= MOST_CHOICES && several < answer.rows.length;
  const filter = isNumeric ? "range" : few ? "choice" : "text";
  return {
    id: name,
    label: name.replaceAll("_", " "),
    value: ({ cells }) => {
      const cell = cells[place] ?? null;
      return (isNumeric ? numberOf(cell) : null) ?? (cell ? cellText(cell) : null);
    },
    show: ({ cells }) => <Cell term={cells[place] ?? null} />,
    isNumeric,
    ...(answer.rows.length > 1 ? { filter } : {}),
  };
}

function Cell({ term }: { term: RdfTerm | null }) {
  if (!term) return null;
  const id = thingId(term);
  if (id) return <ThingLink id={id} />;
  const text = cellText(term);
  if (term.type !== "iri") return <>{text}</>;
  return webAddress(term.value) && text.startsWith("<") ? <Outside href={term.value} label={term.value} /> : text;
}
