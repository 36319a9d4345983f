/** Gaps: by which method layers of which class were made, and where this review has none. */
import type { Compare, Details, Ref } from "../data/types.ts";
import { ThingLink } from "../parts/link.tsx";
import { Matrix } from "../plots/matrix.tsx";
import { announce } from "../state/shared.ts";
import { ReferenceList } from "./references.tsx";
import { gap } from "./state.ts";

type GapCell = Compare["gaps"]["cells"][number];

const NONE = "none in this review";

export function GapsTab({ compare, details }: { compare: Compare; details: Details }) {
  const { rows: classes, columns: methods, cells } = compare.gaps;
  const [method, ofClass] = gap.value.split(" ");
  const row = methods.findIndex((one) => one.id === method);
  const column = classes.findIndex((one) => one.id === ofClass);
  const open = row >= 0 && column >= 0 ? { row, column } : null;
  const found = open && cells.find((one) => one.row === column && one.column === row);
  return (
    <div class="compare-gaps">
      <div>
        <h2>Class of layer against method</h2>
        <p class="quiet">
          A cell opens its evidence. “None” says that this review reports no such layer, not that nobody tried; a layer
          whose method it does not tell might also fill an empty cell.
        </p>
        {/* Methods stand down the side, since there are many of them and their names are long. */}
        <Matrix
          caption="Layers by method and class"
          rows={methods.map((one) => one.label)}
          columns={classes.map((one) => one.label)}
          cells={cells.map((one) => ({
            row: one.column,
            column: one.row,
            text: counts(one),
            value: one.layers.length,
          }))}
          empty={NONE}
          open={open}
          onOpen={(at, of) => {
            gap.value = `${methods[at]?.id} ${classes[of]?.id}`;
            const cell = cells.find((one) => one.row === of && one.column === at);
            announce(`${classes[of]?.label}, ${methods[at]?.label}: ${cell ? counts(cell) : NONE}`);
          }}
        />
      </div>
      <section class="compare-evidence" aria-label="Evidence of the open cell">
        {open ? (
          <Evidence
            title={`${classes[column]?.label}, ${methods[row]?.label}`}
            cell={found ?? null}
            details={details}
            compare={compare}
          />
        ) : (
          <p class="quiet">Choose a cell to see its layers, tests and findings here.</p>
        )}
      </section>
    </div>
  );
}

function counts(cell: GapCell): string {
  const tests = cell.tests.length;
  const layers = `${cell.layers.length} ${cell.layers.length === 1 ? "layer" : "layers"}`;
  return tests ? `${layers}, ${tests} ${tests === 1 ? "test" : "tests"}` : layers;
}

function Evidence(props: { title: string; cell: GapCell | null; details: Details; compare: Compare }) {
  const { title, cell, details, compare } = props;
  if (!cell) {
    return (
      <>
        <h3>{title}</h3>
        <p>
          None in this review. No layer of this class is told to be made so; one may exist elsewhere, or among those
          whose method the review does not tell.
        </p>
      </>
    );
  }
  const tests = cell.tests.map((id): Ref => ({ id, label: compare.tests.find((one) => one.id === id)?.label ?? id }));
  const references = new Set(cell.findings.flatMap((id) => details.findings[id]?.references ?? []));
  return (
    <>
      <h3>{title}</h3>
      <Named title="Layers" refs={cell.layers} />
      <Named title="Tests" refs={tests} />
      <h4>Findings</h4>
      {cell.findings.length ? (
        <ul class="compare-list">
          {cell.findings.map((id) => (
            <li key={id}>
              <ThingLink id={id} label={details.findings[id]?.claim ?? id} />
            </li>
          ))}
        </ul>
      ) : (
        <p class="quiet">No finding of their own says how they were made.</p>
      )}
      <h4>References</h4>
      <ReferenceList numbers={[...references].sort((a, b) => a - b)} details={details} />
    </>
  );
}

function Named({ title, refs }: { title: string; refs: readonly Ref[] }) {
  return (
    <>
      <h4>{title}</h4>
      {refs.length ? (
        <ul class="compare-list">
          {refs.map((one) => (
            <li key={one.id}>
              <ThingLink id={one.id} label={one.label} />
            </li>
          ))}
        </ul>
      ) : (
        <p class="quiet">None in this review.</p>
      )}
    </>
  );
}
