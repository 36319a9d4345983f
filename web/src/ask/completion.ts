/** Completion of queries: only terms and things that occur in the data, of those the ones that fit the place. */
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { dataOf } from "../data/files.ts";
import type { Term } from "../data/types.ts";
import { normalised } from "../find/normalise.ts";
import { longIri } from "./names.ts";

/** What may stand at a place of a query. */
export type Place =
  | { kind: "class" }
  /** A property of a subject, whose classes the query states or not. */
  | { kind: "property"; classes: string[] }
  | { kind: "object"; property: string }
  | { kind: "variable" };

const QUOTED = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|<[^<>\s]*>|#[^\n]*/g;
const TOKEN = /[?$]\w+|[A-Za-z][\w-]*:[\w/.%-]*|\ba\b|[{}.;,()]|<[^<>\s]*>|"[^"]*"|[^\s{}.;,()]+/g;

/** What the text before the cursor asks for; null inside strings, comments and outside of a pattern. */
export function placeOf(before: string): Place | null {
  // A string or comment that is still open: there is nothing to complete.
  const line = before.slice(before.lastIndexOf("\n") + 1).replace(/"(?:\\.|[^"\\])*"|<[^<>\s]*>/g, "");
  if (/["#]/.test(line)) return null;
  const word = /[\w:?$/.-]*$/.exec(before)?.[0] ?? "";
  if (/^[?$]/.test(word)) return { kind: "variable" };
  const whole = before.slice(0, before.length - word.length);
  const open = whole.lastIndexOf("{");
  if (open < 0) return null;
  const clean = whole.slice(whole.indexOf("{") + 1).replace(QUOTED, (text) => (text.startsWith("#") ? "" : text));
  const { subject, predicate, isDone } = triple(clean.match(TOKEN) ?? []);
  if (!subject || isDone) return null;
  if (!predicate) return { kind: "property", classes: classesOf(before, subject) };
  return predicate === "a" || predicate === "rdf:type" ? { kind: "class" } : { kind: "object", property: predicate };
}

/** Which part of a triple the last token begins. */
function triple(tokens: readonly string[]): { subject: string; predicate: string; isDone: boolean } {
  let parts: string[] = [];
  for (const token of tokens) {
    if (token === "." || token === "{" || token === "}") parts = [];
    else if (token === ";") parts = parts.slice(0, 1);
    else if (token === ",") parts = parts.slice(0, 2);
    else parts.push(token);
  }
  const [subject = "", predicate = ""] = parts;
  return { subject, predicate, isDone: parts.length > 2 || !/^[?$<]|:/.test(subject || "?") };
}

/** The classes that a query states of a variable or thing. */
export function classesOf(sparql: string, subject: string): string[] {
  const name = subject.replace(/[?$]/g, "\\$&");
  const stated = new RegExp(`${name}\\s+(?:a|rdf:type)\\s+([A-Za-z][\\w-]*:\\w+)`, "g");
  return [...sparql.matchAll(stated)].map((match) => match[1] ?? "");
}

/** The terms that may stand at a place; those that are used most come first. */
export function fitting(place: Place, terms: readonly Term[]): Term[] {
  const sorted = (found: Term[]) => found.sort((one, other) => other.uses - one.uses || (one.id < other.id ? -1 : 1));
  if (place.kind === "class") return sorted(terms.filter(({ type, uses }) => type === "class" && uses > 0));
  if (place.kind === "property") {
    const used = terms.filter(({ type, uses }) => type === "property" && uses > 0);
    const wanted = new Set(place.classes);
    const fit = wanted.size ? used.filter(({ of }) => of.some((one) => wanted.has(one))) : used;
    // A class that the data do not have fits nothing; then all is better than nothing.
    return sorted(fit.length ? fit : used);
  }
  return place.kind === "object" ? sorted(terms.filter(({ type, uses }) => type !== "property" && uses > 0)) : [];
}

/** For CodeMirror. */
export async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  const before = context.state.sliceDoc(0, context.pos);
  const word = /[\w:?$/.-]*$/.exec(before)?.[0] ?? "";
  if (!word && !context.explicit) return null;
  const place = placeOf(before);
  if (!place) return null;
  const from = context.pos - word.length;
  if (place.kind === "variable") return { from, options: variables(context.state.doc.toString(), word), filter: false };
  const { terms } = await dataOf("questions.json");
  const wanted = normalised(word.replace(/^[a-z]+:/, ""));
  const options = fitting(place, terms)
    .filter((term) => !wanted || normalised(`${term.label} ${term.id.replace(/^[a-z]+:/, "")}`).includes(wanted))
    .slice(0, 60)
    .map(option);
  return options.length ? { from, options, filter: false } : null;
}

function variables(sparql: string, word: string): Completion[] {
  const found = new Set(sparql.match(/[?$]\w+/g) ?? []);
  found.delete(word);
  return [...found].filter((one) => one.startsWith(word)).map((label) => ({ label, type: "variable" }));
}

function option({ id, label, type, definition, uses }: Term): Completion {
  const apply = type === "thing" ? `<${longIri(id)}>` : id;
  const info = `${definition ? `${definition} ` : ""}Used ${uses} time${uses === 1 ? "" : "s"}.`;
  return { label: id, detail: label, apply, type: type === "thing" ? "constant" : type, info };
}
