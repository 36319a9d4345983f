/** The text of a source as the reader brings it: whether it is the right one, and a sentence in its surroundings. */
import type { About, Details } from "../data/types.ts";
import { sha256 } from "./sha256.ts";

/** A text whose spans hold. A span counts characters as Python does, so that one outside the first plane counts once. */
export interface SourceText {
  source: string;
  characters: readonly string[];
}

/** A sentence with what stands around it in its paragraph. */
export interface Passage {
  before: string;
  sentence: string;
  after: string;
  /** Whether the paragraph has more than is shown. */
  hasMore: boolean;
}

/** What may be read at most; a review's text has some hundred thousand bytes. */
export const MOST_BYTES = 20_000_000;

const LINE_ENDS = new TextEncoder().encode("\r\n");

/** The text in a file if it is one that the records were read from. Throws an `Error` that says what is wrong with it. */
export function sourceText(bytes: Uint8Array, texts: About["texts"]): SourceText {
  if (bytes[0] === 0x25 && bytes[1] === 0x50 && bytes[2] === 0x44 && bytes[3] === 0x46)
    throw new Error("This is a PDF. The plain text of the review is needed.");
  for (const one of [bytes, asPublished(bytes)]) {
    const digest = sha256(one);
    const match = texts.find((text) => text.sha256 === digest);
    if (match) return { source: match.source, characters: Array.from(decoded(one)) };
  }
  const count = Array.from(decoded(bytes)).length;
  // The records tell how far their sentences reach, not how long the text is.
  const least = Math.min(...texts.map((one) => one.characters));
  throw new Error(
    count < least
      ? `This is not the text that the records were read from: it has ${count.toLocaleString("en")} characters, and the sentences reach to ${least.toLocaleString("en")}.`
      : "This is not the very text that the records were read from: its SHA-256 digest is another. Use the unchanged text.",
  );
}

/** A sentence with its neighbours, or in its whole paragraph; nothing when the span is not within the text. */
export function passageAt(text: SourceText, start: number, end: number, isWhole: boolean): Passage | null {
  const { characters } = text;
  if (!(start >= 0 && start < end && end <= characters.length)) return null;
  let [from, to] = [start, end];
  while (from > 0 && characters[from - 1] !== "\n") from--;
  while (to < characters.length && characters[to] !== "\n") to++;
  const before = characters.slice(from, start).join("").trimStart();
  const after = characters.slice(end, to).join("").trimEnd();
  const near = isWhole ? [before, after] : [lastSentence(before), firstSentence(after)];
  return {
    before: near[0] ?? "",
    sentence: characters.slice(start, end).join(""),
    after: near[1] ?? "",
    hasMore: lastSentence(before) !== before || firstSentence(after) !== after,
  };
}

/** The sentences that carry a finding, in the order of the text of one source. */
export function claimsInOrder(details: Details, bySentence: ReadonlyMap<string, readonly string[]>): string[] {
  const starts = (id: string) => details.sentences[id]?.start ?? 0;
  return [...bySentence.keys()].filter((id) => details.sentences[id]).sort((one, other) => starts(one) - starts(other));
}

/** The text that a sentence is of: the one of its source, which its id begins with. */
export function textOf(sentence: string, texts: readonly SourceText[]): SourceText | undefined {
  const slug = sentence.slice(sentence.indexOf("/") + 1);
  return texts.find((one) => slug.startsWith(`${one.source.slice(one.source.indexOf("/") + 1)}-`)) ?? texts[0];
}

/** Where one sentence may end and the next begin: good enough for what surrounds, as the sentence itself has its span. */
const BOUNDARY = /(?<!\b(?:al|Fig|Figs|Ref|Refs|vs|e\.g|i\.e|ca|cf|Eq))[.?!]["”)]?(?=\s+["“(]?\p{Lu})/gu;

function lastSentence(text: string): string {
  const trimmed = text.trimEnd();
  let cut = 0;
  for (const { index, 0: end } of trimmed.matchAll(BOUNDARY)) cut = index + end.length;
  return text.slice(cut).trimStart();
}

function firstSentence(text: string): string {
  const [first] = text.matchAll(BOUNDARY);
  return first ? text.slice(0, first.index + first[0].length) : text;
}

/** Without a byte order mark, and with the line ends of the published text: what an editor may have changed. */
function asPublished(bytes: Uint8Array): Uint8Array {
  const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return bytes.slice(from).filter((byte, at, all) => !(byte === LINE_ENDS[0] && all[at + 1] === LINE_ENDS[1]));
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error("This file is no plain text in UTF-8.");
  }
}
