/** The panel beside the views: everything that is known of the thing that is selected. */
import "./read.css";
import { useRef } from "preact/hooks";
import type { About, Thing } from "../data/types.ts";
import { ThingLink } from "../parts/link.tsx";
import { announce, selected } from "../state/shared.ts";
import { Addresses } from "./address.tsx";
import { FindingCard } from "./finding.tsx";
import { usePanelFocus } from "./focus.ts";
import { type Library, useLibrary } from "./library.ts";
import { isKnown, labelOf } from "./names.ts";
import { Facts, Inferred, partsFor } from "./said.tsx";
import { Section } from "./section.tsx";
import { Place } from "./sentence.tsx";
import { OfClass, OfRelation } from "./term.tsx";
import { AllFindings, Elsewhere, Identity, Notes, OneNote } from "./thing.tsx";
import { TEST, Tests, Values } from "./values.tsx";

/** The panel for an id: a thing, a term, a finding, a sentence or a note. */
export function Panel({ id, about }: { id: string; about: About }) {
  const { value: library, fault } = useLibrary();
  const panel = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const goBack = usePanelFocus(id, panel, heading, library !== null);
  const close = () => {
    goBack();
    selected.value = "";
    announce("Details closed");
  };
  const known = library && isKnown(library, id);
  const thing = library && own(library.details.things, id);
  const title = library && known ? labelOf(library, id) : "";
  return (
    <aside
      ref={panel}
      class="read"
      aria-label={title ? `Details of ${title}` : "Details"}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        close();
      }}
    >
      <div class="read-scroll" key={id}>
        <header class="read-head">
          <div>
            <h2 ref={heading} tabIndex={-1}>
              {title || (fault ? "Not loaded" : library ? "Not found" : "Loading …")}
              {thing?.formula && thing.formula !== title && <span class="read-formula"> {thing.formula}</span>}
            </h2>
            {known && <p class="quiet">{kindOf(library, id)}</p>}
          </div>
          <button type="button" aria-label="Close the details" onClick={close}>
            ×
          </button>
        </header>
        <div class="read-body">
          {fault && <p class="missing">{fault}</p>}
          {library && !known && <Unknown id={id} />}
          {library && known && <Everything id={id} thing={thing ?? null} library={library} about={about} />}
        </div>
      </div>
    </aside>
  );
}

function Everything(props: { id: string; thing: Thing | null; library: Library; about: About }) {
  const { id, thing, library, about } = props;
  if (thing) return <OfThing thing={thing} library={library} about={about} />;
  if (own(library.details.findings, id)) return <FindingCard id={id} />;
  if (own(library.details.notes, id)) return <OneNote id={id} library={library} />;
  if (own(library.details.sentences, id)) return <OfSentence id={id} library={library} />;
  return (
    <>
      <p class="quiet">Only its links are known.</p>
      <OfClass id={id} library={library} />
      <OfRelation id={id} library={library} />
      <Facts parts={partsFor(library, id, null).parts} />
    </>
  );
}

/** Parts that a researcher asks for before the numbers. */
const BEFORE_VALUES = new Set(["Composition and making", "Forms", "Effects", "Properties and requirements"]);

function OfThing({ thing, library, about }: { thing: Thing; library: Library; about: About }) {
  const isClass = thing.kind === "class";
  const isTerm = isClass || thing.kind === "relation" || thing.kind === "property";
  const others = library.links.at.get(thing.id)?.length ?? 0;
  const facts = partsFor(library, thing.id, thing);
  const isBefore = ({ title }: { title: string }) => thing.kind !== TEST && BEFORE_VALUES.has(title);
  return (
    <>
      {thing.definition && <p class="read-definition">{thing.definition}</p>}
      <Identity thing={thing} />
      {isClass && <OfClass id={thing.id} library={library} />}
      {isTerm && !isClass && <OfRelation id={thing.id} library={library} />}
      <Facts parts={facts.parts.filter(isBefore)} />
      <Values thing={thing} library={library} />
      <Tests thing={thing} library={library} />
      <Facts parts={facts.parts.filter((one) => !isBefore(one))} />
      <Inferred thing={thing} facts={facts} />
      <AllFindings thing={thing} library={library} />
      <Notes of={thing.id} ids={thing.notes} library={library} />
      <Elsewhere thing={thing} />
      {!isTerm && !others && !thing.values.length && <p class="quiet">Nothing more is said about it.</p>}
      <Addresses thing={thing} about={about} />
    </>
  );
}

function OfSentence({ id, library }: { id: string; library: Library }) {
  const findings = library.findingsOf.bySentence.get(id) ?? [];
  return (
    <>
      <p class="quiet">{library.details.sentences[id]?.section}</p>
      <Place id={id} library={library} />
      <Section title={`Findings in it (${findings.length})`}>
        {findings.map((one) => (
          <FindingCard key={one} id={one} />
        ))}
      </Section>
    </>
  );
}

function Unknown({ id }: { id: string }) {
  return (
    <>
      <p class="missing">There is no “{id.slice(0, 200)}” in this graph.</p>
      <p>
        The link may be old or cut short. Search by a name, a formula or a reference number (press <kbd>/</kbd>), or
        look at <ThingLink id="nsei:ArtificialInterphase" label="the artificial interphases" />.
      </p>
    </>
  );
}

function kindOf({ details, links, whole }: Library, id: string): string {
  const thing = own(details.things, id);
  if (thing) return thing.kind;
  if (own(details.findings, id)) return "finding";
  if (own(details.notes, id)) return "curation note";
  if (own(details.sentences, id)) return "sentence of the review";
  if (links.relations.has(id)) return "relation";
  const node = links.nodes.get(id);
  return (node && whole.kinds[node.kind]?.label) ?? "term";
}

function own<Entry>(all: Record<string, Entry>, id: string): Entry | undefined {
  return Object.hasOwn(all, id) ? all[id] : undefined;
}
