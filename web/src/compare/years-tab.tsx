/** How many of the cited works, and of the findings that rest on them, are of each year. */
import type { Compare, Details } from "../data/types.ts";
import { Table } from "../parts/table.tsx";
import { Timeline } from "../plots/timeline.tsx";
import { announce } from "../state/shared.ts";
import { ReferenceList } from "./references.tsx";
import { year } from "./state.ts";

type Year = Compare["years"][number];

export function YearsTab({ compare, details }: { compare: Compare; details: Details }) {
  const open = compare.years.find((one) => String(one.year) === year.value);
  const choose = (chosen: number) => {
    year.value = String(chosen);
    const found = compare.years.find((one) => one.year === chosen);
    announce(`${chosen}: ${counted(found?.references.length ?? 0, "reference")}`);
  };
  return (
    <div class="compare-years">
      <div class="compare-timelines">
        <h2>By year of publication</h2>
        <p class="quiet">A press on a bar lists the references of the year.</p>
        <Timeline
          caption="References by year"
          label="references"
          events={compare.years.map((one) => ({
            year: one.year,
            value: one.references.length,
            label: counted(one.references.length, "reference"),
          }))}
          onOpen={choose}
          open={open?.year ?? null}
        />
        <Timeline
          caption="Findings by year of the works behind them"
          label="findings"
          events={compare.years.map((one) => ({
            year: one.year,
            value: one.findings,
            label: counted(one.findings, "finding"),
          }))}
          onOpen={choose}
          open={open?.year ?? null}
        />
        <p class="quiet">A finding that rests on works of several years counts in each of them.</p>
      </div>
      <div class="compare-year">
        <section aria-label="References of the open year">
          {open ? (
            <>
              <h3>
                {open.year}: {counted(open.references.length, "reference")}, {counted(open.findings, "finding")}
              </h3>
              <ReferenceList numbers={open.references} details={details} />
            </>
          ) : (
            <p class="quiet">Choose a year to see its references here.</p>
          )}
        </section>
        <Table<Year>
          caption="References and findings by year"
          rows={compare.years}
          keyOf={(one) => String(one.year)}
          onOpen={(one) => choose(one.year)}
          file="by-year"
          pageSize={50}
          columns={[
            { id: "year", label: "year", value: (one) => one.year },
            { id: "references", label: "references", value: (one) => one.references.length, isNumeric: true },
            { id: "findings", label: "findings", value: (one) => one.findings, isNumeric: true },
            {
              id: "numbers",
              label: "reference numbers",
              value: (one) => one.references.join(", "),
            },
          ]}
        />
      </div>
    </div>
  );
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
