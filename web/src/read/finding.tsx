/** A finding as a reader checks it: the claim, how it is known, where it stands, what supports it. */
import { Fragment } from "preact";
import { Outside, ThingLink } from "../parts/link.tsx";
import { doiAddress } from "../parts/web-address.ts";
import "./read.css";
import type { Details } from "../data/types.ts";
import { useLibrary } from "./library.ts";
import { labelOf, relationWords } from "./names.ts";
import { Place } from "./sentence.tsx";

/** More works than this are shown by their numbers. */
const IN_FULL = 3;

/** One finding with all of its evidence; below a fact that says so already, its two things are not named again. */
export function FindingCard({ id, isBelowFact = false }: { id: string; isBelowFact?: boolean }) {
  const { value: library, fault } = useLibrary();
  if (fault) return <p class="missing">{fault}</p>;
  if (!library) return <p class="quiet">Reading the finding …</p>;
  const finding = Object.hasOwn(library.details.findings, id) ? library.details.findings[id] : undefined;
  if (!finding) return <p class="missing">There is no finding “{id}” in this graph.</p>;
  const notes = Object.entries(library.details.notes).filter(([, note]) => note.concerns.includes(id));
  return (
    <article class="read-finding">
      <p class="read-claim">
        {finding.claim} {finding.basis && <span class="badge">{finding.basis}</span>}
      </p>
      {!isBelowFact && (
        <p class="read-edge">
          <ThingLink id={finding.subject} label={labelOf(library, finding.subject)} /> –{" "}
          {relationWords(library, finding.relation)} →{" "}
          <ThingLink id={finding.object} label={labelOf(library, finding.object)} />
        </p>
      )}
      <dl class="read-rows">
        <dt>Place</dt>
        <dd>
          {finding.sentences.length ? (
            finding.sentences.map((one) => <Place key={one} id={one} library={library} />)
          ) : (
            <span class="missing">no sentence is named</span>
          )}
        </dd>
        <dt>References</dt>
        <dd>
          <Works numbers={finding.references} references={library.details.references} />
        </dd>
        {finding.credited.length > 0 && (
          <>
            <dt>Credited to</dt>
            <dd>
              {finding.credited.map((one, place) => (
                <Fragment key={one.id}>
                  {place > 0 && ", "}
                  <ThingLink id={one.id} label={one.label} />
                </Fragment>
              ))}
            </dd>
          </>
        )}
        {notes.length > 0 && (
          <>
            <dt>Notes</dt>
            <dd>
              {notes.map(([note, { label }], place) => (
                <Fragment key={note}>
                  {place > 0 && "; "}
                  <ThingLink id={note} label={label} />
                </Fragment>
              ))}
            </dd>
          </>
        )}
      </dl>
    </article>
  );
}

/** Cited works by number, few of them in full with a link to the DOI. */
export function Works({ numbers, references }: { numbers: readonly number[]; references: Details["references"] }) {
  if (!numbers.length) return <span class="missing">none can be assigned</span>;
  const isShort = numbers.length > IN_FULL;
  return (
    <ul class={isShort ? "read-numbers" : "read-works"}>
      {numbers.map((number) => {
        const work = references[number];
        if (!work) return <li key={number}>[{number}]</li>;
        if (isShort)
          return (
            <li key={number}>
              <ThingLink id={work.id} label={`[${number}]`} />
            </li>
          );
        return (
          <li key={number}>
            <ThingLink id={work.id} label={`[${number}]`} /> {work.citation.replace(/^\[\d+\]\s*/, "")}
            {doiAddress(work.doi) && (
              <>
                {" "}
                <Outside href={doiAddress(work.doi)} label={work.doi} />
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
