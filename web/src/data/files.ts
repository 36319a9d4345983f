/** Reads the files of the explorer: over HTTP beside the page, or out of the page itself where it is one file. */
import type { About, Compare, Details, Picture, Proofs, Questions } from "./types.ts";

export interface JsonFiles {
  "about.json": About;
  "compare.json": Compare;
  "details.json": Details;
  "proofs.json": Proofs;
  "questions.json": Questions;
}

const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** What to do where a file is wrong; the same advice for all. */
const ADVICE = "Reload the page; if it stays so, open the one-file copy, or write the site again";

/** The bytes of a file, unpacked; read once. Throws an `Error` that says which file, what is wrong and what to do. */
export function bytesOf(name: string): Promise<Uint8Array<ArrayBuffer>> {
  let found = kept.get(name);
  if (!found) {
    found = packed(name).then((bytes) => unpacked(name, bytes));
    // What failed may be tried again.
    found.catch(() => kept.delete(name));
    kept.set(name, found);
  }
  return found;
}

const parsed = new Map<string, Promise<unknown>>();

async function parse(name: string): Promise<unknown> {
  const text = new TextDecoder().decode(await bytesOf(name));
  try {
    return JSON.parse(text);
  } catch (error) {
    // What is damaged may come whole the next time.
    kept.delete(name);
    throw damaged(name, error);
  }
}

function json(name: string): Promise<unknown> {
  let found = parsed.get(name);
  if (!found) {
    found = parse(name);
    found.catch(() => parsed.delete(name));
    parsed.set(name, found);
  }
  return found;
}

/** One of the fixed files, parsed; the same object at each call. */
export function dataOf<Name extends keyof JsonFiles>(name: Name): Promise<JsonFiles[Name]> {
  return json(name) as Promise<JsonFiles[Name]>;
}

/** A network view by its name; `everything` is the whole graph. */
export function pictureOf(name: string): Promise<Picture> {
  return json(`pictures/${name}.json`) as Promise<Picture>;
}

/** Whether the page carries its files in itself. */
export function isOneFile(): boolean {
  return document.getElementById("file:about.json") !== null;
}

async function packed(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const inside = document.getElementById(`file:${name}`);
  if (inside) return Uint8Array.from(atob(inside.textContent ?? ""), (one) => one.charCodeAt(0));
  const address = `data/${name.split("/").map(encodeURIComponent).join("/")}.gz`;
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) throw new Error(`${address} cannot be read${answer ? ` (${answer.status})` : ""}. ${ADVICE}.`);
  const bytes = await answer.arrayBuffer().catch((error: unknown) => {
    throw damaged(name, error);
  });
  return new Uint8Array(bytes);
}

/** Some servers unpack on the way, so the first bytes decide. */
async function unpacked(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  if (typeof DecompressionStream === "undefined") {
    throw new Error("This browser cannot unpack the data of the explorer (no DecompressionStream). Use a newer one.");
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const whole = await new Response(stream).arrayBuffer().catch(() => {
    // What the browser says here is no more than that it failed to fetch.
    throw damaged(name, "it cannot be unpacked");
  });
  return new Uint8Array(whole);
}

function damaged(name: string, error: unknown): Error {
  const why = error instanceof Error ? error.message : String(error);
  return new Error(`${name} is damaged or did not come whole (${why}). ${ADVICE}.`);
}
