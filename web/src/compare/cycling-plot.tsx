/** The plot of the tests: two columns against each other, a third as size; what has no number is listed beside it. */
import type { Signal } from "@preact/signals";
import type { Compare, TestRow } from "../data/types.ts";
import { ThingLink } from "../parts/link.tsx";
import { Scatter } from "../plots/scatter.tsx";
import { axisLabel, drawableColumns, pointsOf } from "./points.ts";
import { across, logarithmic, sized, upward } from "./state.ts";

export interface CyclingPlotProps {
  compare: Compare;
  /** Those that the filters of the table let through. */
  tests: readonly TestRow[];
  marked: string;
  onMark(id: string): void;
  onOpen(id: string): void;
}

export function CyclingPlot({ compare, tests, marked, onMark, onOpen }: CyclingPlotProps) {
  const columns = drawableColumns(compare);
  const known = (value: string, otherwise: string) =>
    columns.some((one) => one.id === value) ? value : (columns.find((one) => one.id === otherwise)?.id ?? otherwise);
  const x = known(across.value, "nsei:currentDensity");
  const y = known(upward.value, "nsei:lifetime");
  const size = sized.value === "none" ? "none" : known(sized.value, "nsei:arealCapacity");
  const { points, missing } = pointsOf(compare, tests, x, y, size);
  const name = (id: string) => columns.find((one) => one.id === id)?.label ?? id;
  return (
    <section class="compare-plot" aria-labelledby="compare-plot">
      <h2 id="compare-plot">Plot</h2>
      <div class="compare-controls">
        <Choice label="Across" columns={columns} value={x} signal={across} />
        <Choice label="Up" columns={columns} value={y} signal={upward} />
        <Choice label="Size" columns={columns} value={size} signal={sized} hasNone />
        <Logarithmic axis="x" label="Log across" />
        <Logarithmic axis="y" label="Log up" />
      </div>
      <Scatter
        caption={`${capital(name(y))} against ${name(x)}`}
        points={points}
        xLabel={axisLabel(compare, x)}
        yLabel={axisLabel(compare, y)}
        {...(size === "none" ? {} : { sizeLabel: axisLabel(compare, size) })}
        groupLabel="family"
        groups={compare.tests.map((one) => one.family.label)}
        logX={logarithmic.value.includes("x")}
        logY={logarithmic.value.includes("y")}
        onOpen={onOpen}
        marked={marked}
        onMark={onMark}
        hasTwin={false}
      />
      <p class="quiet">
        The points differ in cell, capacity and electrolyte; only tests that are ranked under equal conditions are
        comparable.
      </p>
      {missing.length > 0 && (
        <details class="compare-missing" open={missing.length <= 6}>
          <summary>
            Not in the plot: {missing.length} of {tests.length} tests
          </summary>
          <ul>
            {missing.map(({ test, because }) => (
              <li key={test.id}>
                <ThingLink id={test.id} label={test.label} /> <span class="missing">{because}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

interface ChoiceProps {
  label: string;
  columns: Compare["columns"];
  value: string;
  signal: Signal<string>;
  hasNone?: boolean;
}

function Choice({ label, columns, value, signal, hasNone }: ChoiceProps) {
  return (
    <label>
      {label}
      <select
        value={value}
        onChange={(event) => {
          signal.value = event.currentTarget.value;
        }}
      >
        {hasNone && <option value="none">none</option>}
        {columns.map((one) => (
          <option key={one.id} value={one.id}>
            {one.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function Logarithmic({ axis, label }: { axis: "x" | "y"; label: string }) {
  const isOn = logarithmic.value.includes(axis);
  return (
    <label>
      <input
        type="checkbox"
        checked={isOn}
        onChange={() => {
          const kept = ["x", "y"].filter((one) => (one === axis ? !isOn : logarithmic.value.includes(one)));
          logarithmic.value = kept.join("");
        }}
      />
      {label}
    </label>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
