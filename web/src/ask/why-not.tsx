/** "Why is X not in the answer?" under an answer: choose a thing, and read which conditions it fails. */
import { useId, useMemo, useState } from "preact/hooks";
import type { Questions } from "../data/types.ts";
import { normalised } from "../find/normalise.ts";
import { ThingLink } from "../parts/link.tsx";
import { useFile } from "../read/library.ts";
import { announce } from "../state/shared.ts";
import { type Answer, answer as ask } from "./engine.ts";
import { longIri } from "./names.ts";
import type { SelectAnswer } from "./results-views.ts";
import { type Absence, placesFor, variablesOf, whyNot } from "./why-not.ts";
import type { Failing } from "./why-not-words.ts";

export function WhyNot({ sparql, answer }: { sparql: string; answer: Answer }) {
  const { value: file } = useFile("questions.json");
  if (answer.type !== "select" || !file) return null;
  return <Asking key={sparql} sparql={sparql} answer={answer} file={file} />;
}

type Told = { thing: string; absence: Absence } | { fault: string } | null;

function Asking({ sparql, answer, file }: { sparql: string; answer: SelectAnswer; file: Questions }) {
  const [words, setWords] = useState("");
  const [as, setAs] = useState("");
  const [told, setTold] = useState<Told>(null);
  const id = useId();
  const things = useMemo(() => file.terms.filter((one) => one.type === "thing"), [file]);
  const variables = useMemo(() => safely(() => variablesOf(sparql, file.prefixes)), [sparql, file]);
  const thing = meant(things, words);
  const look = async () => {
    if (!thing) {
      const fault = words.trim()
        ? `No thing is called “${words.trim()}”; choose one of the list.`
        : "Type the name of a thing first.";
      setTold({ fault });
      announce(fault);
      return;
    }
    try {
      const places = as ? [as] : placesFor(answer, thing.id);
      const found = await nearest(places.length ? places : variables.slice(0, 1), (place) =>
        whyNot(sparql, file.prefixes, answer, longIri(thing.id), place, (one) => ask(one)),
      );
      if (!found) throw new Error("no column of this query stands for things, so none can be missing.");
      setTold({ thing: thing.id, absence: found });
      announce(verdictWords(thing.label, found));
    } catch (error) {
      setTold({ fault: `This query cannot be explained: ${error instanceof Error ? error.message : String(error)}` });
    }
  };
  return (
    <details class="why-not">
      <summary>Why is something not in the answer?</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          look();
        }}
      >
        <label>
          Thing
          <br />
          <input
            type="text"
            list={`${id}-things`}
            value={words}
            placeholder="Name or id"
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </label>
        <datalist id={`${id}-things`}>
          {things.map((one) => (
            <option key={one.id} value={one.id}>
              {one.label}
            </option>
          ))}
        </datalist>
        <label>
          Looked for as
          <br />
          <select value={as} onChange={(event) => setAs(event.currentTarget.value)}>
            <option value="">the column of its kind</option>
            {variables.map((name) => (
              <option key={name} value={name}>
                ?{name}
              </option>
            ))}
          </select>
        </label>
        <button type="submit">Why not?</button>
      </form>
      {told && "fault" in told && <p class="missing">{told.fault}</p>}
      {told && "absence" in told && <Verdict id={told.thing} absence={told.absence} file={file} />}
    </details>
  );
}

function Verdict({ id, absence, file }: { id: string; absence: Absence; file: Questions }) {
  const label = file.terms.find((one) => one.id === id)?.label ?? id;
  return (
    <>
      <p class="why-not-verdict">
        <ThingLink id={id} label={label} /> {restOf(absence)}
      </p>
      <FailingList failing={absence.failing} />
      {absence.unreached.length > 0 && (
        <Conditions head="Not looked at, as they hang on what fails" texts={absence.unreached} />
      )}
      {absence.holds.length > 0 && <Conditions head="These hold" texts={absence.holds} />}
    </>
  );
}

function FailingList({ failing }: { failing: readonly Failing[] }) {
  if (!failing.length) return null;
  return (
    <ol class="why-not-failing">
      {failing.map((one, place) => (
        <li key={place}>
          <span class="badge warn">{one.verdict}</span> {one.says}
          <br />
          <code>{one.condition}</code>
          {one.inside.map((part) => (
            <div key={part.title}>
              {part.title && <p>{part.title}</p>}
              <FailingList failing={part.failing} />
            </div>
          ))}
        </li>
      ))}
    </ol>
  );
}

function Conditions({ head, texts }: { head: string; texts: readonly string[] }) {
  return (
    <>
      <h3>{head}</h3>
      <ul>
        {[...new Set(texts)].map((one) => (
          <li key={one}>
            <code>{one}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The verdict of the place where least fails; one that is in the answer fails nothing. */
async function nearest(places: readonly string[], look: (place: string) => Promise<Absence>): Promise<Absence | null> {
  let best: Absence | null = null;
  const count = (one: Absence) => (one.isInAnswer ? 0 : one.failing.length + one.unreached.length);
  for (const place of places) {
    const found = await look(place);
    if (!best || count(found) < count(best)) best = found;
  }
  return best;
}

/** The thing that is meant: by its id, its label, or the only one whose label begins so. */
function meant(things: Questions["terms"], words: string): Questions["terms"][number] | undefined {
  const wanted = normalised(words.trim());
  if (!wanted) return undefined;
  const exact = things.find((one) => one.id === words.trim()) ?? things.find((one) => normalised(one.label) === wanted);
  if (exact) return exact;
  const near = things.filter((one) => normalised(one.label).startsWith(wanted) || one.id.endsWith(`/${words.trim()}`));
  return near.length === 1 ? near[0] : undefined;
}

function verdictWords(label: string, absence: Absence): string {
  return `${label} ${restOf(absence)}`;
}

function restOf({ variable, isInAnswer, failing, holds }: Absence): string {
  if (isInAnswer) return `is in the answer, as ?${variable}.`;
  const fails = `${failing.length} ${failing.length === 1 ? "condition" : "conditions"}`;
  return `is not in the answer. As ?${variable} it fails ${fails}; ${holds.length} ${holds.length === 1 ? "other holds" : "others hold"}.`;
}

function safely(names: () => string[]): string[] {
  try {
    return names();
  } catch {
    return [];
  }
}
