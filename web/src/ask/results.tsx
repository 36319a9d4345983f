/** An answer in the view that the reader takes, with files and the reasons behind each row. */
import "./results.css";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Answer } from "./engine.ts";
import { Drawn, GraphOfTriples } from "./results-drawn.tsx";
import { Files } from "./results-files.tsx";
import { RowsTable, TriplesTable } from "./results-table.tsx";
import { reasons, VIEWS, type View } from "./results-views.ts";
import { resultView } from "./state.ts";
import { WhyRow } from "./why-row.tsx";

const NAMES: Record<View, string> = {
  table: "Table",
  graph: "Graph",
  bars: "Bars",
  scatter: "Scatter",
  timeline: "Timeline",
  matrix: "Matrix",
};

export interface ResultsProps {
  answer: Answer;
  sparql: string;
  /** Names the files, and stands over tables and drawings. */
  title: string;
}

export function Results({ answer, sparql, title }: ResultsProps) {
  const [why, setWhy] = useState(-1);
  // The row of another answer is another row.
  useEffect(() => setWhy(-1), [answer]);
  const faults = useMemo(() => reasons(answer), [answer]);
  if (answer.type === "ask") {
    return (
      <section class="results" aria-label="Answer">
        <p class="results-yes">{answer.value ? "Yes" : "No"}</p>
        <Files answer={answer} title={title} />
      </section>
    );
  }
  const first: View = answer.type === "graph" ? "graph" : "table";
  const view = VIEWS.find((one) => one === resultView.value && !faults[one]) ?? first;
  if (answer.type === "graph") {
    return (
      <section class="results" aria-label="Answer">
        <Views view={view} first={first} faults={faults} />
        {view === "graph" ? (
          <GraphOfTriples triples={answer.triples} title={title} />
        ) : (
          <TriplesTable triples={answer.triples} title={title} />
        )}
        <Files answer={answer} title={title} />
      </section>
    );
  }
  if (!answer.rows.length) {
    return (
      <section class="results" aria-label="Answer">
        <p>No rows: nothing in the graph meets all conditions. Take one away, or ask below why a thing is missing.</p>
      </section>
    );
  }
  return (
    <section class="results" aria-label="Answer">
      <Views view={view} first={first} faults={faults} />
      {answer.isCut && (
        <p class="missing">
          The first {answer.rows.length.toLocaleString("en")} rows; ask for less, or use the command below for all.
        </p>
      )}
      {view === "table" ? (
        <>
          <RowsTable answer={answer} title={title} open={why} onWhy={(place) => setWhy(place === why ? -1 : place)} />
          {why >= 0 && answer.rows[why] && (
            <WhyRow key={why} answer={answer} sparql={sparql} place={why} onClose={() => setWhy(-1)} />
          )}
        </>
      ) : (
        <Drawn view={view} answer={answer} title={title} />
      )}
      <Files answer={answer} title={title} />
    </section>
  );
}

/** The views as buttons; one that does not suit says why. */
function Views({ view, first, faults }: { view: View; first: View; faults: Record<View, string> }) {
  const [asked, setAsked] = useState<View | null>(null);
  const reason = asked ? faults[asked] : "";
  return (
    <div class="results-views">
      <fieldset>
        <legend>Show as</legend>
        {VIEWS.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === view}
            aria-disabled={faults[one] !== ""}
            title={faults[one]}
            onClick={() => {
              setAsked(one);
              if (!faults[one]) resultView.value = one === first ? "" : one;
            }}
          >
            {NAMES[one]}
          </button>
        ))}
      </fieldset>
      <p role="status" class="results-reason">
        {asked && reason && `${NAMES[asked]} does not suit this answer. ${reason}`}
      </p>
    </div>
  );
}
