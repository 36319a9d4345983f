/** Cycling tests: the ranking under equal conditions, the plot, and the table whose rows are the points. */
import { useMemo, useState } from "preact/hooks";
import type { Compare, TestRow } from "../data/types.ts";
import { Table } from "../parts/table.tsx";
import { rowsOf, stateOf } from "../parts/table-state.ts";
import { selected } from "../state/shared.ts";
import { columnsOf } from "./columns.tsx";
import { CyclingPlot } from "./cycling-plot.tsx";
import { RankingPart } from "./ranking-part.tsx";
import { testRows } from "./state.ts";

const open = (id: string) => {
  selected.value = id;
};

export function CyclingTab({ compare }: { compare: Compare }) {
  const columns = useMemo(() => columnsOf(compare), [compare]);
  const [marked, setMarked] = useState("");
  const seen = rowsOf<TestRow>(columns, compare.tests, stateOf(testRows.value));
  return (
    <div class="compare-tests">
      <CyclingPlot compare={compare} tests={seen} marked={marked} onMark={setMarked} onOpen={open} />
      <RankingPart compare={compare} />
      <section class="compare-wide" aria-labelledby="compare-table">
        <h2 id="compare-table">All tests</h2>
        <p class="quiet">The filters also choose the points of the plot. A press on a test opens it.</p>
        <Table
          caption="Cycling tests"
          columns={columns}
          rows={compare.tests}
          keyOf={(one) => one.id}
          state={testRows}
          onOpen={(one) => open(one.id)}
          marked={marked}
          onMark={setMarked}
          file="cycling-tests"
        />
      </section>
    </div>
  );
}
