/** The filters of the picture; all that are set must be met. */
import { computed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { selected } from "../state/shared.ts";
import { Fold } from "./fold.tsx";
import { PREPARED_BY } from "./seen.ts";
import { change, evidence, isFiltering, looks, nameOf, resetFilters, shown, whole } from "./session.ts";
import { look, type Origins } from "./state.ts";

type Choice = [value: string, label: string];

/** The classes in the picture with the number of their members there. */
const classChoices = computed((): Choice[] => {
  const found = new Map<string, number>();
  for (const { classes } of shown.value.pool.nodes.values())
    for (const one of classes) found.set(one, (found.get(one) ?? 0) + 1);
  return [...found].sort().map(([label, count]) => [label, `${label} (${count})`]);
});

/** The methods by which something in the picture is prepared. */
const methodChoices = computed((): Choice[] => {
  const { nodes, edges } = shown.value.pool;
  const found = new Set<string>();
  for (const { relation, from, to } of [...edges.values(), ...(whole.value?.edges.values() ?? [])])
    if (relation === PREPARED_BY && nodes.has(from)) found.add(to);
  return [...found].map((id): Choice => [id, nameOf(id)]).sort(byLabel);
});

const relationChoices = computed((): Choice[] => {
  const found = new Set([...shown.value.pool.edges.values()].map(({ relation }) => relation));
  return [...found].map((id): Choice => [id, looks.value.relations.get(id)?.label ?? id]).sort(byLabel);
});

function byLabel([, one]: Choice, [, other]: Choice): number {
  return one.localeCompare(other, "en");
}

export function Filters() {
  const state = look.value;
  const isSet = isFiltering(state);
  const known = evidence.value;
  return (
    <Fold title="Filters" class="look-filters" {...(isSet ? { note: "set" } : {})}>
      <form onSubmit={(event) => event.preventDefault()}>
        <Select
          label="Class"
          value={state.inClass}
          choices={classChoices.value}
          onChoose={(inClass) => set({ inClass })}
        />
        <Select
          label="Prepared by"
          value={state.method}
          choices={methodChoices.value}
          onChoose={(method) => set({ method })}
        />
        <Select
          label="Relation"
          value={state.relation}
          choices={relationChoices.value}
          onChoose={(relation) => set({ relation })}
        />
        <Select
          label="Evidence"
          value={state.basis}
          choices={(known?.bases ?? []).map((one): Choice => [one, one])}
          onChoose={(basis) => set({ basis })}
        />
        <fieldset class="look-years">
          <legend>Year of the references</legend>
          <Year label="from" value={state.since} onChoose={(since) => set({ since })} />
          <Year label="to" value={state.until} onChoose={(until) => set({ until })} />
        </fieldset>
        <Select
          label="Links"
          value={state.origins}
          any={null}
          choices={[
            ["all", "all links"],
            ["stated", "only stated"],
            ["inferred", "only inferred"],
          ]}
          onChoose={(origins) => set({ origins: origins as Origins })}
        />
        <label class="look-check">
          <input
            type="checkbox"
            checked={state.withClasses}
            onChange={(event) => set({ withClasses: event.currentTarget.checked })}
          />
          Classes as nodes
        </label>
        <label class="look-check">
          <input
            type="checkbox"
            checked={state.withIsolated}
            onChange={(event) => set({ withIsolated: event.currentTarget.checked })}
          />
          Things without links
        </label>
        <Select
          label="Links at least"
          value={String(state.degree)}
          any={null}
          choices={[...new Set([0, 1, 2, 3, 5, 8, 12, 20, state.degree])]
            .sort((one, other) => one - other)
            .map((one): Choice => [String(one), one ? String(one) : "any number"])}
          onChoose={(degree) => set({ degree: Number(degree) })}
        />
        <Select
          label="Near the selected"
          value={String(state.depth)}
          any={null}
          choices={[
            ["0", "whole picture"],
            ["1", "1 step"],
            ["2", "2 steps"],
            ["3", "3 steps"],
          ]}
          onChoose={(depth) => set({ depth: Number(depth) })}
        />
        {state.depth > 0 && !selected.value && <p class="look-note missing">Select a thing to see what is near it.</p>}
        {state.hidden.length > 0 && (
          <div class="look-hidden">
            <h3>Hidden</h3>
            <ul>
              {state.hidden.map((id) => (
                <li key={id}>
                  {nameOf(id)}{" "}
                  <button
                    type="button"
                    class="look-plain"
                    aria-label={`Show ${nameOf(id)} again`}
                    onClick={() =>
                      change(`showing ${nameOf(id)}`, { hidden: state.hidden.filter((one) => one !== id) })
                    }
                  >
                    show
                  </button>
                </li>
              ))}
            </ul>
          </div>
        )}
        <button type="button" disabled={!isSet} onClick={resetFilters}>
          Reset the filters
        </button>
      </form>
    </Fold>
  );
}

function set(patch: Parameters<typeof change>[1]): void {
  change("a filter", patch);
}

interface SelectProps {
  label: string;
  value: string;
  choices: readonly Choice[];
  /** What stands for no choice; null where there is always one. */
  any?: string | null;
  onChoose(value: string): void;
}

function Select({ label, value, choices, any = "any", onChoose }: SelectProps) {
  const isKnown = value === "" || choices.some(([one]) => one === value);
  return (
    <Line label={label}>
      {(id) => (
        <select id={id} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
          {any !== null && <option value="">{any}</option>}
          {!isKnown && <option value={value}>{nameOf(value)}</option>}
          {choices.map(([one, words]) => (
            <option key={one} value={one}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Line>
  );
}

function Year({
  label,
  value,
  onChoose,
}: {
  label: string;
  value: number | null;
  onChoose(year: number | null): void;
}) {
  const known = evidence.value;
  return (
    <label>
      {label}{" "}
      <input
        type="number"
        min={known?.first}
        max={known?.last}
        placeholder={known ? String(label === "from" ? known.first : known.last) : ""}
        value={value ?? ""}
        onInput={({ currentTarget }) => {
          // A year that is half written asks for nothing yet.
          if (/^(\d{4})?$/.test(currentTarget.value)) onChoose(numberIn(currentTarget));
        }}
      />
    </label>
  );
}

function Line({ label, children }: { label: string; children(id: string): ComponentChildren }) {
  const id = useId();
  return (
    <div class="look-line">
      <label for={id}>{label}</label>
      {children(id)}
    </div>
  );
}

function numberIn({ value }: HTMLInputElement): number | null {
  const found = Number.parseInt(value, 10);
  return Number.isFinite(found) && found >= 0 ? Math.min(found, 9999) : null;
}
