/** Where else a thing is found: its own page, its data, its IRI. */
import { useState } from "preact/hooks";
import type { About, Thing } from "../data/types.ts";
import { announce } from "../state/shared.ts";
import { Section } from "./section.tsx";

const FORMATS = [
  ["ttl", "Turtle"],
  ["jsonld", "JSON-LD"],
  ["rdf", "RDF/XML"],
] as const;

export function Addresses({ thing, about }: { thing: Thing; about: About }) {
  const hasPage = about.site && /^[a-z0-9][\w./-]*\.html(#[\w.-]+)?$/i.test(thing.page) && !thing.page.includes("..");
  const base = thing.page.includes("#") ? "" : thing.page.replace(/\.html$/, "");
  return (
    <Section title="Address and data">
      {thing.iri && <Copy text={thing.iri} />}
      {hasPage && (
        <p class="read-files">
          <a href={`../${thing.page}`}>Its own page</a>
          {base &&
            FORMATS.map(([ending, name]) => (
              <a key={ending} href={`../${base}.${ending}`} download>
                {name}
              </a>
            ))}
        </p>
      )}
    </Section>
  );
}

function Copy({ text }: { text: string }) {
  const [words, setWords] = useState("Copy");
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => {
        setWords("Copied");
        announce("Copied");
      },
      () => setWords("Select and copy it"),
    );
  return (
    <p class="read-iri">
      <code>{text}</code>{" "}
      {"clipboard" in navigator && (
        <button type="button" onClick={copy} aria-label={`${words}: ${text}`}>
          {words}
        </button>
      )}
    </p>
  );
}
