/** The path between two things: two fields to choose them, and the path read out. */
import { computed, effect, signal } from "@preact/signals";
import { useEffect, useId, useState } from "preact/hooks";
import { announce, selected } from "../state/shared.ts";
import { focusGraph } from "./drawn.ts";
import { shownEdge } from "./links-card.tsx";
import { stepWords } from "./path.ts";
import { originInWords } from "./scene-of.ts";
import { base, change, looks, nameOf, path, pathInWords, whole } from "./session.ts";
import { look } from "./state.ts";

/** Whether the reader asked for the fields. */
export const isPathOpen = signal(false);
/** Where a path is to begin. */
export const pathFrom = signal("");

/** Names as they can be typed, each once, with the ids; of two with one name the second has its id behind. */
const names = computed(() => {
  const nodes = [...((whole.value ?? base.value?.graph)?.nodes.values() ?? [])];
  const found = new Map<string, string>();
  for (const { id, name } of nodes.sort((one, other) => one.name.localeCompare(other.name, "en"))) {
    found.set(found.has(name) ? `${name} (${id})` : name, id);
  }
  return found;
});

/** What other words lead to an id: names in any case, formulas, other names. */
const others = computed(() => {
  const found = new Map<string, string>();
  for (const { id, name, formula, also, label } of (whole.value ?? base.value?.graph)?.nodes.values() ?? [])
    for (const one of [...also, formula, label, name]) if (one) found.set(one.toLowerCase(), id);
  return found;
});

function idOf(text: string): string {
  return names.value.get(text.trim()) ?? others.value.get(text.trim().toLowerCase()) ?? "";
}

// A path that is found late, or by another filter, is told as well.
let told = "";
effect(() => {
  const words = pathInWords.value;
  if (words && words !== told) announce(words);
  told = words;
});

export function PathBar() {
  const wanted = look.value.path;
  if (!isPathOpen.value && !wanted) return null;
  return (
    <section class="look-path" aria-label="Path between two things">
      <Fields />
      {wanted && (
        <>
          <p class={path.value ? "look-sentence" : "look-sentence missing"}>{pathInWords.value}</p>
          {(path.value?.length ?? 0) > 1 && (
            <p class="quiet">The links are from different places of the review, which need not join them itself.</p>
          )}
          <Steps />
        </>
      )}
    </section>
  );
}

function Fields() {
  const wanted = look.value.path;
  const list = useId();
  const [from, setFrom] = useState(() => nameOrNothing(wanted?.from || pathFrom.value || selected.value));
  const [to, setTo] = useState(() => nameOrNothing(wanted?.to ?? ""));
  const [problem, setProblem] = useState("");
  // A path of the address has its names when the whole graph is there.
  const isWhole = whole.value !== null;
  useEffect(() => {
    if (!wanted) return;
    setFrom(nameOf(wanted.from));
    setTo(nameOf(wanted.to));
  }, [wanted?.from, wanted?.to, isWhole]);
  useEffect(() => {
    if (pathFrom.value) setFrom(nameOf(pathFrom.value));
  }, [pathFrom.value]);
  const find = (isWide: boolean) => {
    const ends = [from, to].map(idOf);
    const unknown = [from, to].find((_, place) => !ends[place]);
    if (unknown !== undefined) {
      setProblem(
        unknown.trim() ? `Nothing is called “${unknown.trim()}”; choose from the list.` : "Choose two things.",
      );
      return;
    }
    setProblem("");
    pathFrom.value = "";
    change("finding a path", { path: { from: ends[0] ?? "", to: ends[1] ?? "", isWide } });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        find(wanted?.isWide ?? false);
      }}
    >
      <label>
        <span>From</span>
        <input list={list} value={from} onInput={(event) => setFrom(event.currentTarget.value)} />
      </label>
      <label>
        <span>To</span>
        <input list={list} value={to} onInput={(event) => setTo(event.currentTarget.value)} />
      </label>
      <datalist id={list}>
        {[...names.value.keys()].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <button type="submit">Find the path</button>
      <label class="look-check">
        <input
          type="checkbox"
          checked={wanted?.isWide ?? false}
          disabled={!wanted}
          onChange={(event) => find(event.currentTarget.checked)}
        />
        also through classes, sections and references
      </label>
      <button
        type="button"
        onClick={() => {
          isPathOpen.value = false;
          pathFrom.value = "";
          if (wanted) change("leaving the path", { path: null });
          focusGraph();
        }}
      >
        Close
      </button>
      {problem && (
        <p class="missing" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

function nameOrNothing(id: string): string {
  return id ? nameOf(id) : "";
}

/** Each step with its evidence. */
function Steps() {
  const steps = path.value;
  if (!steps || steps.length === 0) return null;
  return (
    <ol class="look-steps">
      {steps.map((step) => (
        <li key={step.edge.key}>
          <button
            type="button"
            class="look-plain"
            onClick={() => {
              shownEdge.value = step.edge.key;
            }}
          >
            {nameOf(step.from)} {stepWords(step, looks.value.relations)} {nameOf(step.to)}
          </button>{" "}
          <span class="quiet">{originInWords(step.edge)}</span>
        </li>
      ))}
    </ol>
  );
}
