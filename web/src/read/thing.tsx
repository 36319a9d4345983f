/** What is known of one thing or term, part by part. */
import { Fragment } from "preact";
import type { Ref, Thing } from "../data/types.ts";
import { Outside, ThingLink } from "../parts/link.tsx";
import { webAddress } from "../parts/web-address.ts";
import type { Library } from "./library.ts";
import { Findings, Fold } from "./lists.tsx";
import { labelOf } from "./names.ts";
import { noteWords } from "./note-words.ts";
import { Section } from "./section.tsx";
import { Place } from "./sentence.tsx";
import { FoldedTextLoader } from "./text-loader.tsx";
import { NOT_STATED, TEST } from "./values.tsx";

/** Classes, other names and plain facts. */
export function Identity({ thing }: { thing: Thing }) {
  return (
    <dl class="read-rows">
      {thing.classes.length > 0 && (
        <>
          <dt>{thing.iri.includes("#") ? "Kind of" : "Class"}</dt>
          <dd>
            {thing.classes.map((path) => (
              <div key={path.map(({ id }) => id).join(" ")}>
                <Path path={path} />
              </div>
            ))}
          </dd>
        </>
      )}
      {thing.also.length > 0 && (
        <>
          <dt>Also called</dt>
          <dd>{thing.also.join(", ")}</dd>
        </>
      )}
      {grouped(thing).map(([label, facts]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          {facts.map(([, value, href]) => (
            <dd key={value} class={value === NOT_STATED ? "missing" : ""}>
              {href ? <Outside href={href} label={value} /> : value}
            </dd>
          ))}
        </Fragment>
      ))}
    </dl>
  );
}

/** The plain facts, those with one label together; what a test does not state stands among its conditions. */
function grouped(thing: Thing): [string, Thing["facts"]][] {
  const found = new Map<string, Thing["facts"]>();
  for (const fact of thing.facts) {
    if (thing.kind === TEST && fact[1] === NOT_STATED) continue;
    found.set(fact[0], [...(found.get(fact[0]) ?? []), fact]);
  }
  return [...found];
}

export function Path({ path }: { path: readonly Ref[] }) {
  return (
    <>
      {path.map((one, place) => (
        <Fragment key={one.id}>
          {place > 0 && " › "}
          <ThingLink id={one.id} label={one.label} />
        </Fragment>
      ))}
    </>
  );
}

/** The findings about it, those that name it, that are credited to it, that cite it, or that stand in it. */
export function AllFindings({ thing, library }: { thing: Thing; library: Library }) {
  const { details, findingsOf } = library;
  const about = findingsOf.bySubject.get(thing.id) ?? [];
  const naming = (findingsOf.byObject.get(thing.id) ?? []).filter((id) => !about.includes(id));
  const number = Object.entries(details.references).find(([, work]) => work.id === thing.id)?.[0];
  const inside = /^(section|figure)\//.test(thing.id)
    ? [...findingsOf.bySentence].flatMap(([key, ids]) => (details.sentences[key]?.section === thing.label ? ids : []))
    : [];
  const parts: [string, readonly string[]][] = [
    ["Findings about it", about],
    ["Findings that name it", naming],
    ["Findings credited to it", findingsOf.byCredit.get(thing.id) ?? []],
    ["Findings that rest on it", number ? (findingsOf.byReference.get(Number(number)) ?? []) : []],
    ["Findings in it", [...new Set(inside)]],
  ];
  const shown = parts.filter(([, ids]) => ids.length);
  return (
    <>
      {shown.map(([title, ids], place) => (
        <Section key={title} title={`${title} (${ids.length})`}>
          {place === 0 && <FoldedTextLoader />}
          <Findings ids={ids} library={library} label={title.toLowerCase()} />
        </Section>
      ))}
    </>
  );
}

/** What a curator noted: slips, contradictions and readings. */
export function Notes({ of, ids, library }: { of: string; ids: readonly string[]; library: Library }) {
  if (!ids.length) return null;
  return (
    <Section title={`Curation notes (${ids.length})`}>
      <Fold
        items={ids}
        first={3}
        className="read-cards"
        show={(id) => (
          <li key={id}>
            <OneNote id={id} of={of} library={library} />
          </li>
        )}
      />
    </Section>
  );
}

/** One note; shown at a thing, it names what else it is about. */
export function OneNote({ id, library, of = "" }: { id: string; library: Library; of?: string }) {
  const note = library.details.notes[id];
  if (!note) return null;
  const concerns = note.concerns.filter((one) => one !== of);
  return (
    <article class="read-finding">
      <p class="read-claim">
        {note.label} <span class="badge warn">{note.kind}</span>
      </p>
      <p>{noteWords(note.text, library.details.sentences)}</p>
      <dl class="read-rows">
        {note.sentences.length > 0 && (
          <>
            <dt>Place</dt>
            <dd>
              {note.sentences.map((one) => (
                <Place key={one} id={one} library={library} />
              ))}
            </dd>
          </>
        )}
        {concerns.length > 0 && (
          <>
            <dt>{of ? "Also about" : "About"}</dt>
            <dd>
              <Fold
                items={concerns}
                first={3}
                show={(one) => (
                  <li key={one}>
                    <ThingLink id={one} label={labelOf(library, one)} />
                  </li>
                )}
              />
            </dd>
          </>
        )}
      </dl>
    </article>
  );
}

/** The same or a like thing in other ontologies. */
export function Elsewhere({ thing }: { thing: Thing }) {
  if (!thing.links.length) return null;
  return (
    <Section title="In other ontologies">
      <ul class="read-elsewhere">
        {thing.links.map((link) => (
          <li key={`${link.relation} ${link.iri}`}>
            <span class="quiet">{link.relation}</span>{" "}
            {webAddress(link.iri) ? <Outside href={link.iri} label={link.label} /> : link.label}{" "}
            <span class="badge">{link.ontology}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
