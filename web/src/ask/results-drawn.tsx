/** An answer drawn: as a graph, bars, a scatter, a timeline or a matrix, with the columns that the reader takes. */
import { useMemo } from "preact/hooks";
import type { DrawnTriple } from "../look/from-triples.ts";
import { TriplesGraph } from "../look/triples-graph.tsx";
import { Bars } from "../plots/bars.tsx";
import { Matrix } from "../plots/matrix.tsx";
import { Scatter } from "../plots/scatter.tsx";
import { Timeline } from "../plots/timeline.tsx";
import { textInAddress } from "../state/address.ts";
import { selected } from "../state/shared.ts";
import type { RdfTriple } from "./engine.ts";
import { matrixOf } from "./results-matrix.ts";
import { numberOf, thingId } from "./results-terms.ts";
import { chosen, isTriples, kindsOf, matrixColumns, placesOf, type SelectAnswer, type View } from "./results-views.ts";

/** The columns of the drawing, with commas between. */
const taken = textInAddress("ask", "draw");

/** More links than these are a ball of wool, and slow. */
const MOST_LINKS = 1500;

interface DrawnProps {
  answer: SelectAnswer;
  title: string;
}

/** The rows of a SELECT in one of the views but the table. */
export function Drawn({ view, answer, title }: DrawnProps & { view: Exclude<View, "table"> }) {
  if (view === "graph") return <RowsGraph answer={answer} title={title} />;
  if (view === "bars") return <RowBars answer={answer} title={title} />;
  if (view === "scatter") return <RowScatter answer={answer} title={title} />;
  if (view === "timeline") return <RowTimeline answer={answer} title={title} />;
  return <RowMatrix answer={answer} title={title} />;
}

/** The triples of a CONSTRUCT or DESCRIBE as a graph. */
export function GraphOfTriples({ triples, title }: { triples: readonly RdfTriple[]; title: string }) {
  const drawn = useMemo(() => triples.map(drawnTriple), [triples]);
  return <Wool triples={drawn} title={title} />;
}

function drawnTriple({ subject, predicate, object }: RdfTriple): DrawnTriple {
  const isText = object.type === "literal";
  const id = (term: RdfTriple["object"]) => thingId(term) || shortest(term.value);
  return { subject: id(subject), predicate: id(predicate), object: isText ? object.value : id(object), isText };
}

function shortest(iri: string): string {
  return iri
    .replace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:")
    .replace("http://www.w3.org/2000/01/rdf-schema#", "rdfs:");
}

function Wool({ triples, title }: { triples: DrawnTriple[]; title: string }) {
  const links = triples.filter((one) => !one.isText).length;
  const kept = useMemo(() => {
    let left = MOST_LINKS;
    return triples.filter((one) => one.isText || left-- > 0);
  }, [triples]);
  return (
    <>
      {links > MOST_LINKS && (
        <p class="missing">
          The first {MOST_LINKS.toLocaleString("en")} of {links.toLocaleString("en")} links are drawn; the table has
          all.
        </p>
      )}
      <TriplesGraph title={title} triples={kept} />
    </>
  );
}

function RowsGraph({ answer, title }: DrawnProps) {
  const triplesShaped = isTriples(answer);
  const things = placesOf(kindsOf(answer), "thing");
  const places = chosen(asked(), [things, things], answer.columns);
  const [from = 0, to = 0] = places;
  const triples = useMemo(() => {
    if (triplesShaped) {
      return answer.rows.flatMap(([subject, predicate, object]) =>
        subject && predicate && object ? [drawnTriple({ subject, predicate, object })] : [],
      );
    }
    return answer.rows.flatMap((row): DrawnTriple[] => {
      const [subject, object] = [thingId(row[from]), thingId(row[to])];
      return subject && object ? [{ subject, predicate: words(answer, to).replace(/ id$/, ""), object }] : [];
    });
  }, [answer, from, to, triplesShaped]);
  return (
    <>
      {!triplesShaped && (
        <Takes
          answer={answer}
          places={places}
          slots={[
            ["From", things],
            ["To", things],
          ]}
        />
      )}
      <Wool triples={triples} title={title} />
    </>
  );
}

function RowBars({ answer, title }: DrawnProps) {
  const kinds = kindsOf(answer);
  const names = [...placesOf(kinds, "text"), ...placesOf(kinds, "thing", "year")];
  const numbers = placesOf(kinds, "number");
  const places = chosen(asked(), [names, numbers], answer.columns);
  const [name = 0, number = 0] = places;
  const bars = answer.rows.flatMap((row, place) => {
    const value = numberOf(row[number]);
    return value === null ? [] : [{ id: String(place), label: nameIn(row, name), value }];
  });
  return (
    <>
      <Takes
        answer={answer}
        places={places}
        slots={[
          ["Names", names],
          ["Lengths", numbers],
        ]}
      />
      <Bars bars={bars} label={words(answer, number)} caption={title} {...openRow(answer)} />
    </>
  );
}

function RowScatter({ answer, title }: DrawnProps) {
  const kinds = kindsOf(answer);
  const numbers = placesOf(kinds, "number", "year");
  const groups = placesOf(kinds, "text", "thing").filter((place) => fewValues(answer, place));
  const places = chosen(asked(), [numbers, numbers, groups], answer.columns);
  const [x = 0, y = 0, group = 0] = places;
  const names = [...placesOf(kinds, "text"), ...placesOf(kinds, "thing")];
  const points = answer.rows.flatMap((row, place) => {
    const [right, up] = [numberOf(row[x]), numberOf(row[y])];
    if (right === null || up === null) return [];
    const label = names.length ? nameIn(row, names[0] ?? 0) : `row ${place + 1}`;
    const own = groups.length ? { group: nameIn(row, group) || "none" } : {};
    return [{ id: String(place), label, x: right, y: up, ...own }];
  });
  return (
    <>
      <Takes
        answer={answer}
        places={places}
        slots={[["Right", numbers], ["Up", numbers], ...(groups.length ? [["Colour", groups] as Slot] : [])]}
      />
      <Scatter
        points={points}
        xLabel={words(answer, x)}
        yLabel={words(answer, y)}
        {...(groups.length ? { groupLabel: words(answer, group) } : {})}
        caption={title}
        {...openRow(answer)}
      />
    </>
  );
}

function RowTimeline({ answer, title }: DrawnProps) {
  const kinds = kindsOf(answer);
  const years = placesOf(kinds, "year");
  // The first choice is to count the rows.
  const numbers = placesOf(kinds, "number");
  const places = chosen(asked(), [years, numbers], answer.columns);
  const [year = 0, number = 0] = places;
  const names = [...placesOf(kinds, "text"), ...placesOf(kinds, "thing")];
  const events = answer.rows.flatMap((row) => {
    const at = numberOf(row[year]);
    const value = numbers.length ? numberOf(row[number]) : 1;
    const label = names.length ? nameIn(row, names[0] ?? 0) : "";
    return at === null || value === null ? [] : [{ year: at, value, label }];
  });
  return (
    <>
      <Takes
        answer={answer}
        places={places}
        slots={[["Years", years], ...(numbers.length ? [["Heights", numbers] as Slot] : [])]}
      />
      <Timeline events={events} label={numbers.length ? words(answer, number) : "rows"} caption={title} />
    </>
  );
}

function RowMatrix({ answer, title }: DrawnProps) {
  const [first = 0, second = 1] = matrixColumns(answer) ?? [];
  const all = answer.columns.map((_, place) => place);
  const rows = all.filter((place) => fewValues(answer, place, 80));
  const columns = all.filter((place) => fewValues(answer, place, 40));
  const wished = [answer.columns.indexOf(asked()[0] ?? ""), answer.columns.indexOf(asked()[1] ?? "")];
  const row = rows.find((one) => one === wished[0]) ?? first;
  const column = columns.find((one) => one === wished[1]) ?? second;
  return (
    <>
      <Takes
        answer={answer}
        places={[row, column]}
        slots={[
          ["Rows", rows],
          ["Columns", columns],
        ]}
      />
      <p class="quiet">A cell holds how many rows of the answer have both.</p>
      <Matrix {...matrixOf(answer, row, column)} caption={title} empty="–" />
    </>
  );
}

type Slot = [label: string, places: readonly number[]];

/** Choices of columns; a slot with one column is no choice. */
function Takes({ answer, places, slots }: { answer: SelectAnswer; places: number[]; slots: readonly Slot[] }) {
  if (slots.every(([, fitting]) => fitting.length < 2)) return null;
  const take = (slot: number, name: string) => {
    const names = places.map((one) => answer.columns[one] ?? "");
    names[slot] = name;
    taken.value = names.join(",");
  };
  return (
    <div class="results-takes">
      {slots.map(([label, fitting], slot) => (
        <label key={label}>
          {label}{" "}
          <select value={answer.columns[places[slot] ?? 0]} onChange={(event) => take(slot, event.currentTarget.value)}>
            {fitting.map((place) => (
              <option key={place} value={answer.columns[place]}>
                {words(answer, place)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}

function asked(): string[] {
  return taken.value.split(",");
}

function words(answer: SelectAnswer, place: number): string {
  return (answer.columns[place] ?? "").replaceAll("_", " ");
}

function nameIn(row: SelectAnswer["rows"][number], place: number): string {
  const cell = row[place];
  return thingId(cell) || (cell?.value ?? "");
}

function fewValues(answer: SelectAnswer, place: number, most = 12): boolean {
  const several = new Set(answer.rows.map((row) => row[place]?.value ?? "")).size;
  return several > 1 && several <= most;
}

/** Pressing a bar or point opens the first thing of its row, where rows have one. */
function openRow(answer: SelectAnswer): { onOpen?: (id: string) => void } {
  const things = placesOf(kindsOf(answer), "thing");
  const place = things[0];
  if (place === undefined) return {};
  return {
    onOpen: (id) => {
      const thing = thingId(answer.rows[Number(id)]?.[place]);
      if (thing) selected.value = thing;
    },
  };
}
