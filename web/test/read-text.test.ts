import assert from "node:assert/strict";
import { test } from "node:test";
import type { Details } from "../src/data/types.ts";
import { sha256 } from "../src/read/sha256.ts";
import { claimsInOrder, passageAt, sourceText, textOf } from "../src/read/text.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const TEXT = "Title\nOne ion moves. Two 𝛼 rest, see Doe et al. Then all [1,2]. Three wait.\nNext line.\n";
const texts = [{ source: "source/doe-2020", sha256: sha256(bytes(TEXT)), characters: Array.from(TEXT).length }];
const read = sourceText(bytes(TEXT), texts);

/** The span of a piece, counted in characters as Python counts. */
function span(piece: string): [number, number] {
  const start = Array.from(TEXT.slice(0, TEXT.indexOf(piece))).length;
  return [start, start + Array.from(piece).length];
}

test("the right text is known by its digest", () => {
  assert.equal(read.source, "source/doe-2020");
  assert.equal(read.characters.join(""), TEXT);
});

test("other line ends and a byte order mark are put right", () => {
  const changed = sourceText(bytes(`\ufeff${TEXT.replaceAll("\n", "\r\n")}`), texts);
  assert.deepEqual(changed, read);
});

test("a text that is too short is refused with its length", () => {
  assert.throws(() => sourceText(bytes("Something else"), texts), {
    message: `This is not the text that the records were read from: it has 14 characters, and the sentences reach to ${texts[0]?.characters}.`,
  });
});

test("a text with another letter is refused", () => {
  assert.throws(() => sourceText(bytes(TEXT.replace("One", "Any")), texts), {
    message: /its SHA-256 digest is another/,
  });
});

test("a PDF and what is no UTF-8 are named", () => {
  assert.throws(() => sourceText(bytes("%PDF-1.7"), texts), { message: /This is a PDF/ });
  assert.throws(() => sourceText(Uint8Array.of(0xff, 0xfe, 0x41), texts), { message: /no plain text in UTF-8/ });
});

test("a sentence stands between its neighbours, also after a character of two units", () => {
  const [start, end] = span("Two 𝛼 rest, see Doe et al. Then all [1,2].");
  assert.deepEqual(passageAt(read, start, end, false), {
    before: "One ion moves. ",
    sentence: "Two 𝛼 rest, see Doe et al. Then all [1,2].",
    after: " Three wait.",
    hasMore: false,
  });
});

test("only one sentence is shown on either side, or the whole paragraph", () => {
  const near = passageAt(read, ...span("Three wait."), false);
  assert.equal(near?.before, "Two 𝛼 rest, see Doe et al. Then all [1,2]. ");
  assert.equal(near?.hasMore, true);
  const whole = passageAt(read, ...span("Three wait."), true);
  assert.equal(whole?.before, "One ion moves. Two 𝛼 rest, see Doe et al. Then all [1,2]. ");
  assert.equal(whole?.after, "");
});

test("a span outside the text shows nothing", () => {
  assert.equal(passageAt(read, 5, 5, false), null);
  assert.equal(passageAt(read, 0, 10_000, false), null);
  assert.equal(passageAt(read, -1, 3, false), null);
  assert.equal(passageAt(read, Number.NaN, 3, false), null);
});

test("claims follow each other in the order of the text, and a sentence finds the text of its source", () => {
  const place = (start: number) => ({ label: "", section: "", start, end: start + 1 });
  const details = { sentences: { b: place(5), a: place(9), c: place(1) } } as unknown as Details;
  assert.deepEqual(
    claimsInOrder(
      details,
      new Map([
        ["a", []],
        ["b", []],
        ["gone", []],
        ["c", []],
      ]),
    ),
    ["c", "b", "a"],
  );
  const other = { ...read, source: "source/roe-2021" };
  assert.equal(textOf("sentence/roe-2021-1-p1-s1", [read, other]), other);
  assert.equal(textOf("sentence/anything", [read]), read);
});
