/** What can be found: every thing, term and finding, with the texts by which it is found. */
import type { Details, Picture, Term } from "../data/types.ts";
import { joinedUp, normalised } from "./normalise.ts";

export interface Entry {
  id: string;
  label: string;
  formula: string;
  /** In words: "substance", "class", "finding" ... */
  kind: string;
  /** Label, formula, other names, numbers, authors and title as they are searched. */
  names: readonly string[];
  /** The definition, searched after the names. */
  text: string;
  /** How much is known of it; the better known comes first among equals. */
  weight: number;
}

/** Kinds in the order of the list; what is not named here stands between. */
const LAST = ["class", "property", "note", "finding"];

/** The entries of the whole graph. */
export function entriesOf(whole: Picture, details: Details, terms: readonly Term[]): Entry[] {
  const made = new Map<string, Entry>();
  const add = (
    id: string,
    label: string,
    formula: string,
    kind: string,
    names: string[],
    text: string,
    weight: number,
  ) => {
    if (made.has(id)) return;
    const all = [label, ...names].map(normalised);
    if (formula) all.push(joinedUp(formula));
    made.set(id, {
      id,
      label,
      formula,
      kind,
      names: [...new Set(all)].filter(Boolean),
      text: normalised(text),
      weight,
    });
  };
  for (const node of whole.nodes) {
    const thing = details.things[node.id];
    const kind = node.isClass ? "class" : (thing?.kind ?? whole.kinds[node.kind]?.label ?? "");
    const text = thing?.definition ?? "";
    const name = node.name || node.label;
    // Of a figure or a section the full label says which: "Figure 4f: ...", "3.1 ...".
    const label = thing?.label.includes(name) ? thing.label : name;
    const names = [name, ...node.also, ...(thing?.also ?? []), ...placeNames(kind, label)];
    add(node.id, label, node.formula, kind, names, text, node.findings);
  }
  for (const [id, thing] of Object.entries(details.things))
    add(id, thing.label, thing.formula, thing.kind, thing.also, thing.definition, 0);
  for (const term of terms)
    if (term.type !== "thing") add(term.id, term.label, "", term.type, [nameIn(term.id)], term.definition, term.uses);
  for (const [id, note] of Object.entries(details.notes)) add(id, note.label, "", "note", [], note.text, 0);
  for (const [id, finding] of Object.entries(details.findings)) add(id, finding.claim, "", "finding", [], "", 0);
  return [...made.values()];
}

/** How late a kind stands in the list. */
export function placeOfKind(kind: string): number {
  return LAST.indexOf(kind) + 1;
}

/** How else a part of the review is asked for: "section 3.1", "fig 4f". */
function placeNames(kind: string, label: string): string[] {
  if (kind === "section") return [`section ${label}`];
  if (!/^Figure \d/.test(label)) return [];
  const short = label.replace("Figure", "Fig");
  return [short, label.split(":")[0] ?? "", short.split(":")[0] ?? ""];
}

function nameIn(id: string): string {
  return id.slice(id.indexOf(":") + 1);
}
