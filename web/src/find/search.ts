/** Searching the entries: names before definitions, whole before part, things before terms and findings. */
import { type Entry, placeOfKind } from "./entries.ts";
import { joinedUp, normalised } from "./normalise.ts";

export interface Group {
  kind: string;
  hits: Entry[];
}

/** How well an entry fits, smaller is better. */
type Rank = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** All entries that hold every word of the query, the best first, those of one kind together. */
export function found(entries: readonly Entry[], query: string): Entry[] {
  return grouped(entries, query).flatMap(({ hits }) => hits);
}

/** The same by kind; the kind with the best hit first, but terms, notes and findings after things that fit as well. */
export function grouped(entries: readonly Entry[], query: string): Group[] {
  const wanted = normalised(query);
  if (!wanted) return [];
  const words = wanted.split(" ");
  const joined = joinedUp(query);
  const isNumber = /^\s*\[\d+\]\s*$/.test(query);
  const ranked: { entry: Entry; rank: Rank }[] = [];
  for (const entry of entries) {
    const rank = rankOf(entry, wanted, words, joined);
    // A number in brackets means one reference.
    if (isNumber && (rank !== 0 || entry.kind !== "reference")) continue;
    if (rank !== null) ranked.push({ entry, rank });
  }
  ranked.sort((one, other) => one.rank - other.rank || other.entry.weight - one.entry.weight || byLabel(one, other));
  const groups = new Map<string, { kind: string; hits: Entry[]; best: Rank }>();
  for (const { entry, rank } of ranked) {
    const group = groups.get(entry.kind);
    if (group) group.hits.push(entry);
    else groups.set(entry.kind, { kind: entry.kind, hits: [entry], best: rank });
  }
  return [...groups.values()].sort((one, other) => tier(one) - tier(other) || one.best - other.best);
}

/** A term that is meant by its very name comes with the things; findings never come before them. */
function tier({ kind, best }: { kind: string; best: Rank }): number {
  // A word in a title says less than one in the name of a thing.
  if (kind === "reference" && best > 0) return 0.5;
  const place = placeOfKind(kind);
  return place && kind !== "finding" && best === 0 ? 0 : place;
}

function byLabel(one: { entry: Entry }, other: { entry: Entry }): number {
  const [left, right] = [one.entry, other.entry];
  return left.label.length - right.label.length || (left.label < right.label ? -1 : left.label > right.label ? 1 : 0);
}

function rankOf(entry: Entry, wanted: string, words: readonly string[], joined: string): Rank | null {
  let best: Rank | null = null;
  for (const name of entry.names) {
    if (name === wanted || name === joined) return 0;
    if (` ${name} `.includes(` ${wanted} `)) best = least(best, 1);
    else if (name.startsWith(wanted)) best = least(best, 2);
    else if (` ${name}`.includes(` ${wanted}`)) best = least(best, 3);
    else if (wanted.length > 1 && name.includes(wanted)) best = least(best, 4);
  }
  if (best !== null) return best;
  if (words.length > 1 && words.every((word) => entry.names.some((name) => ` ${name}`.includes(` ${word}`)))) return 5;
  if (wanted.length < 3 || !entry.text) return null;
  return words.every((word) => ` ${entry.text}`.includes(` ${word}`)) ? 6 : null;
}

function least(one: Rank | null, other: Rank): Rank {
  return one === null || other < one ? other : one;
}
