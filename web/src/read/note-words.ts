/** The words of a curation note. */
import type { Sentence } from "../data/types.ts";

/** A place as curators write it: section (or "abstract", "fig4"), paragraph, sentence. */
const PLACE = /\b(?:\d+(?:\.\d+)*|[a-z]+\d*)-p\d+-s\d+\b/g;

/** A note with its places in words: "3.1-p1-s6" as "section 3.1, paragraph 1, sentence 6". */
export function noteWords(text: string, sentences: Record<string, Sentence>): string {
  const labels = new Map(Object.entries(sentences).map(([id, { label }]) => [ending(id), label]));
  return text.replace(PLACE, (place, at: number) => {
    const label = labels.get(place);
    if (!label) return place;
    // A sentence begins with a capital.
    return at === 0 || /[.:]\s+$/.test(text.slice(0, at)) ? label.charAt(0).toUpperCase() + label.slice(1) : label;
  });
}

/** The key of a sentence without its source: "sentence/shi-2023-3.1-p1-s6" ends in "3.1-p1-s6". */
function ending(id: string): string {
  return id.match(/[^-/]+-p\d+-s\d+$/)?.[0] ?? id;
}
