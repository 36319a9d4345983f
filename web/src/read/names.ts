/** Ids in words. */
import type { Library } from "./library.ts";
import type { Step } from "./why.ts";

/** The label of a thing, term, finding, sentence or note; of what has none, the last part of its id. */
export function labelOf({ details, links }: Library, id: string): string {
  const own = <Entry>(all: Record<string, Entry>) => (Object.hasOwn(all, id) ? all[id] : undefined);
  return (
    own(details.things)?.label ??
    links.nodes.get(id)?.name ??
    own(details.terms) ??
    own(details.findings)?.claim ??
    own(details.sentences)?.label ??
    own(details.notes)?.label ??
    links.relations.get(id)?.label ??
    apart(id)
  );
}

/** A relation as it stands between two names. */
export function relationWords(library: Library, id: string): string {
  if (id === "rdf:type") return "is a";
  if (id === "rdfs:subClassOf") return "is a kind of";
  return library.links.relations.get(id)?.label ?? labelOf(library, id);
}

/** A fact in words, as `naseikg why` says it. */
export function factWords(
  library: Library,
  { subject, relation, object }: Pick<Step, "subject" | "relation" | "object">,
): string {
  const value = object.startsWith('"') ? `“${object.slice(1, -1)}”` : labelOf(library, object);
  const name = labelOf(library, subject);
  if (relation === "rdf:type") return `${name} is ${/^[aeio]|^u(?!n[ei]|s)/i.test(value) ? "an" : "a"} ${value}`;
  if (relation === "rdfs:subClassOf") return `${name} is a kind of ${value}`;
  return `${name} – ${relationWords(library, relation)} → ${value}`;
}

/** Whether the panel has something to say of an id. */
export function isKnown({ details, links }: Library, id: string): boolean {
  const all = [details.things, details.findings, details.sentences, details.notes, details.terms];
  return links.nodes.has(id) || links.relations.has(id) || all.some((one) => Object.hasOwn(one, id));
}

/** "inorganicInterphase" as "inorganic interphase", "naf-cof2" as "naf cof2". */
function apart(id: string): string {
  const last = id.slice(Math.max(id.lastIndexOf("/"), id.lastIndexOf(":")) + 1);
  return (
    last
      .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, " ")
      .replaceAll("-", " ")
      .toLowerCase() || id
  );
}
