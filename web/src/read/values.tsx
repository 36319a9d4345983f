/** What was measured of a thing: its values, and its cycling tests with what they do not state. */
import { Fragment } from "preact";
import type { Thing, Value } from "../data/types.ts";
import { ThingLink } from "../parts/link.tsx";
import type { FactLink } from "./facts.ts";
import type { Library } from "./library.ts";
import { Behind, Fold } from "./lists.tsx";
import { labelOf } from "./names.ts";
import { Section } from "./section.tsx";

export const NOT_STATED = "not stated";

/** The kind of things whose values are conditions and results. */
export const TEST = "cycling test";

/** What a test was made with; these are things and no values. */
const TESTED_WITH: Record<string, string> = {
  "nsei:cellConfiguration": "cell",
  "nsei:electrode": "electrode",
  "nsei:electrolyte": "electrolyte",
};

/** Values as printed and in SI units, with what they hold under and the findings that give them. */
export function Values({ thing, library }: { thing: Thing; library: Library }) {
  if (thing.kind === TEST)
    return (
      <Section title="Conditions and results">
        <Conditions test={thing} library={library} hasSi />
      </Section>
    );
  if (!thing.values.length) return null;
  return (
    <Section title="Values">
      <ul class="read-values">
        {thing.values.map((value) => (
          <li key={`${value.label} ${value.id}`}>
            <OneValue value={value} isItself={value.id === thing.id} />
            <ValueBehind thing={thing} value={value} library={library} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The findings behind a value; that it follows from a narrower relation is not worth a word. */
function ValueBehind({ thing, value, library }: { thing: Thing; value: Value; library: Library }) {
  const links = (library.links.at.get(thing.id) ?? []).filter(
    (one) => one.subject === thing.id && one.object === value.id,
  );
  const link = links.find((one) => one.findings.length) ?? links.find((one) => !one.isInferred) ?? links[0];
  return link ? <Behind {...link} /> : null;
}

function OneValue({ value, isItself }: { value: Value; isItself: boolean }) {
  const printed = value.printed || "no number";
  return (
    <>
      <span class="read-of">{value.label}</span>{" "}
      <b>{isItself ? printed : <ThingLink id={value.id} label={printed} />}</b>
      {value.si && <span class="quiet"> = {value.si}</span>}
      {value.conditions.length > 0 && (
        <span class="read-under">
          at{" "}
          {value.conditions.map((one, place) => (
            <Fragment key={`${one.label} ${one.value}`}>
              {place > 0 && "; "}
              {one.label !== "condition" && `${one.label} `}
              {one.id ? <ThingLink id={one.id} label={one.value} /> : one.value}
            </Fragment>
          ))}
        </span>
      )}
    </>
  );
}

/** Its cycling tests: conditions and results, and what the source does not state. */
export function Tests({ thing, library }: { thing: Thing; library: Library }) {
  if (!thing.tests.length) return null;
  return (
    <Section title={`Cycling tests (${thing.tests.length})`}>
      <Fold
        items={thing.tests}
        first={3}
        className="read-tests"
        show={(id) => (
          <li key={id}>
            <OneTest id={id} library={library} />
          </li>
        )}
      />
    </Section>
  );
}

function OneTest({ id, library }: { id: string; library: Library }) {
  const test = library.details.things[id];
  if (!test) return <ThingLink id={id} label={labelOf(library, id)} />;
  return (
    <>
      <ThingLink id={id} label={test.label} />
      <Conditions test={test} library={library} />
    </>
  );
}

/** With what, under what, how well; last what is not stated. */
function Conditions(props: { test: Thing; library: Library; hasSi?: boolean }) {
  const { test, library, hasSi = false } = props;
  const used = usedIn(library, test.id);
  const facts = test.facts.filter(([, value]) => !hasSi || value === NOT_STATED);
  return (
    <dl class="read-conditions">
      {used.map(({ relation, object }) => (
        <div key={`${relation} ${object}`}>
          <dt>{TESTED_WITH[relation]}</dt>
          <dd>
            <ThingLink id={object} label={labelOf(library, object)} />
          </dd>
        </div>
      ))}
      {test.values.map((value) => (
        <div key={`${value.label} ${value.id}`}>
          <dt>{value.label}</dt>
          <dd>
            {hasSi ? <ThingLink id={value.id} label={value.printed || "no number"} /> : value.printed}
            {hasSi && value.si && <span class="quiet read-si"> = {value.si}</span>}
          </dd>
        </div>
      ))}
      {facts.map(([label, value]) => (
        <div key={`${label} ${value}`}>
          <dt>{label}</dt>
          <dd class={value === NOT_STATED ? "missing" : ""}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function usedIn(library: Library, test: string): FactLink[] {
  return (library.links.at.get(test) ?? []).filter((one) => one.subject === test && TESTED_WITH[one.relation]);
}

/** Whether a link of a thing is told among its values, tests or classes. */
export function isToldElsewhere(thing: Thing | null): (relation: string, isInverse: boolean, other: string) => boolean {
  const values = new Set(thing?.values.map(({ id }) => id));
  return (relation, isInverse, other) => {
    if (relation === "rdf:type" || relation === "rdfs:subClassOf") return true;
    if (isInverse) return false;
    if (thing?.kind === TEST && TESTED_WITH[relation]) return true;
    return values.has(other) || (relation === "nsei:hasTest" && (thing?.tests.includes(other) ?? false));
  };
}
