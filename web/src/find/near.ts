/** What may have been meant by a name that nothing has. */
import type { Entry } from "./entries.ts";
import { normalised } from "./normalise.ts";

/** Labels of the things and terms whose name, or a word of it, is spelt nearly so; at most so many, the nearest first. */
export function nearSpellings(entries: readonly Entry[], query: string, most = 3): string[] {
  const wanted = normalised(query).slice(0, 40);
  if (!wanted) return [];
  // One letter in four may be wrong.
  const allowed = Math.max(1, Math.floor(wanted.length / 4));
  const near = new Map<string, number>();
  for (const entry of entries) {
    if (entry.kind === "finding") continue;
    for (const name of entry.names)
      for (const [place, word] of [name, ...name.split(" ")].entries()) {
        if (word.length < 2 || Math.abs(word.length - wanted.length) > allowed) continue;
        // A word that is near counts less than a whole name.
        const far = distance(wanted, word, allowed) + (place ? 0.5 : 0);
        if (far <= allowed + 0.5 && far < (near.get(entry.label) ?? Number.POSITIVE_INFINITY))
          near.set(entry.label, far);
      }
  }
  if (!near.size) return wordsKnown(entries, query).slice(0, most);
  return [...near]
    .sort((one, other) => one[1] - other[1] || (one[0] < other[0] ? -1 : 1))
    .slice(0, most)
    .map(([label]) => label);
}

/** Those words of a question that are by themselves the name of something: PVDF of "why does PVDF help". */
function wordsKnown(entries: readonly Entry[], query: string): string[] {
  const names = new Set(entries.filter(({ kind }) => kind !== "finding").flatMap((one) => one.names));
  const words = query.split(/[\s,;?!]+/).filter((word) => word.length > 1 && names.has(normalised(word)));
  return words.length < 2 && words[0] === query.trim() ? [] : [...new Set(words)];
}

/** How many letters must be changed, added, left out or swapped with the next; more than `most` counts as one more. */
export function distance(one: string, other: string, most: number): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let line = 1; line <= one.length; line++) {
    const next = [line];
    let least = line;
    for (let place = 1; place <= other.length; place++) {
      const isSame = one[line - 1] === other[place - 1];
      let cost = Math.min(at(row, place) + 1, at(next, place - 1) + 1, at(row, place - 1) + (isSame ? 0 : 1));
      const isSwapped =
        line > 1 && place > 1 && one[line - 1] === other[place - 2] && one[line - 2] === other[place - 1];
      if (isSwapped) cost = Math.min(cost, at(before, place - 2) + 1);
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = row;
    row = next;
  }
  return Math.min(at(row, other.length), most + 1);
}

function at(row: readonly number[], place: number): number {
  return row[place] ?? Number.POSITIVE_INFINITY;
}
