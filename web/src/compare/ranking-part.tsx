/** Ranks the tests that were run under equal conditions, and says of every other why it is not comparable. */
import type { Compare } from "../data/types.ts";
import { ThingLink } from "../parts/link.tsx";
import { Table } from "../parts/table.tsx";
import { absence, cellText, type Placed, rankedIn, rankText } from "./ranking.ts";
import { group, result } from "./state.ts";

/** The results that tests can be ranked by, as `naseikg compare --by` has them. */
const RESULTS = ["nsei:lifetime", "nsei:cycleCount", "nsei:coulombicEfficiency"];

export function RankingPart({ compare }: { compare: Compare }) {
  const results = compare.columns.filter((one) => RESULTS.includes(one.id));
  const by = results.find((one) => one.id === result.value) ?? results[0];
  const chosen = Math.max(0, Number(group.value) in compare.groups ? Number(group.value) : 0);
  if (!compare.groups.length || !by) return <p class="quiet">No test can be compared with another.</p>;
  const { ranked, apart } = rankedIn(compare, chosen, by.id);
  const isOpen = ranked.some(({ rank }) => rank.best !== rank.worst);
  return (
    <section class="compare-ranking" aria-labelledby="compare-ranking">
      <h2 id="compare-ranking">Rank under equal conditions</h2>
      <div class="compare-controls">
        <label>
          Conditions
          <select
            value={String(chosen)}
            onChange={(event) => {
              group.value = event.currentTarget.value;
            }}
          >
            {compare.groups.map((one, place) => (
              <option key={one.label} value={String(place)}>
                {one.label} ({one.tests.length} {one.tests.length === 1 ? "test" : "tests"})
              </option>
            ))}
          </select>
        </label>
        <label>
          By
          <select
            value={by.id}
            onChange={(event) => {
              result.value = event.currentTarget.value;
            }}
          >
            {results.map((one) => (
              <option key={one.id} value={one.id}>
                {one.label}
              </option>
            ))}
          </select>
        </label>
      </div>
      {ranked.length > 0 ? (
        <Ranked ranked={ranked} by={by} conditions={compare.groups[chosen]?.label ?? ""} />
      ) : (
        <p>No test under these conditions states a {by.label}; choose another result.</p>
      )}
      {isOpen && <p class="quiet">A rank such as “1 to 2”: the printed numbers leave the order open.</p>}
      <h3>Not ranked: {apart.length}</h3>
      <ul class="compare-apart">
        {apart.map(({ test, because }) => (
          <li key={test.id}>
            <ThingLink id={test.id} label={test.layers.map((one) => one.label).join("; ") || test.label} />
            {!test.family.id && " (no layer)"}{" "}
            <span class="compare-result">
              {withUnit(cellText(test.values[by.id]), by.unit) || `${by.label} ${absence(test.values[by.id])}`}
            </span>{" "}
            <span class="badge warn">not comparable: {because}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Ranked(props: { ranked: readonly Placed[]; by: Compare["columns"][number]; conditions: string }) {
  const { ranked, by, conditions } = props;
  return (
    <Table
      caption={`Ranked by ${by.label} at ${conditions}`}
      rows={ranked}
      keyOf={(one) => one.test.id}
      file={`ranked by ${by.label}`}
      columns={[
        { id: "rank", label: "rank", value: (one) => one.rank.best, text: rank, show: rank, isNumeric: true },
        {
          id: "layer",
          label: "layer",
          value: (one) => one.test.layers.map((layer) => layer.label).join("; ") || one.test.label,
          show: (one) => (
            <ThingLink
              id={one.test.id}
              label={one.test.layers.map((layer) => layer.label).join("; ") || one.test.label}
            />
          ),
        },
        {
          id: "result",
          label: by.label,
          ...(by.unit ? { unit: by.unit } : {}),
          value: (one) => one.test.values[by.id]?.number ?? null,
          text: (one) => cellText(one.test.values[by.id]),
          show: (one) => cellText(one.test.values[by.id]),
          isNumeric: true,
        },
        { id: "references", label: "references", value: (one) => one.test.references.join(", ") },
      ]}
    />
  );
}

const rank = (one: Placed) => rankText(one.rank);

function withUnit(text: string, unit: string): string {
  return text && unit ? `${text} ${unit}` : text;
}
