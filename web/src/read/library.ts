/** What the panel and the search box read: the details of all things, and the whole graph by its nodes. */
import { type Signal, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { dataOf, type JsonFiles, pictureOf } from "../data/files.ts";
import type { Details, Picture } from "../data/types.ts";
import { type Links, linksOf } from "./facts.ts";

export interface Library {
  details: Details;
  whole: Picture;
  links: Links;
  /** Ids of the findings by the pair that they are about, by subject, by object, by sentence, and so on. */
  findingsOf: FindingIndex;
}

export interface FindingIndex {
  bySubject: ReadonlyMap<string, readonly string[]>;
  byObject: ReadonlyMap<string, readonly string[]>;
  bySentence: ReadonlyMap<string, readonly string[]>;
  /** Of a group, or by "reference" and number. */
  byCredit: ReadonlyMap<string, readonly string[]>;
  byReference: ReadonlyMap<number, readonly string[]>;
  /** Key: subject, relation, object. */
  byFact: ReadonlyMap<string, readonly string[]>;
}

/** A file on its way: nothing yet, what it holds, or what went wrong. */
export type Loaded<T> = { value: T | null; fault: string };

let reading: Promise<Library> | null = null;

/** The details and the whole graph, read once. */
export function library(): Promise<Library> {
  reading ??= Promise.all([dataOf("details.json"), pictureOf("everything")]).then(([details, whole]) => ({
    details,
    whole,
    links: linksOf(whole),
    findingsOf: findingIndex(details),
  }));
  // What failed may be tried again.
  reading.catch(() => {
    reading = null;
  });
  return reading;
}

const loadedLibrary: Signal<Loaded<Library>> = signal({ value: null, fault: "" });

/** The library for a component. */
export function useLibrary(): Loaded<Library> {
  useEffect(() => {
    if (!loadedLibrary.peek().value) fill(loadedLibrary, library());
  }, []);
  return loadedLibrary.value;
}

const loadedFiles = new Map<string, Signal<Loaded<unknown>>>();

/** One of the fixed files for a component. */
export function useFile<Name extends keyof JsonFiles>(name: Name): Loaded<JsonFiles[Name]> {
  let kept = loadedFiles.get(name);
  if (!kept) {
    kept = signal<Loaded<unknown>>({ value: null, fault: "" });
    loadedFiles.set(name, kept);
  }
  const here = kept as Signal<Loaded<JsonFiles[Name]>>;
  useEffect(() => {
    if (!here.peek().value) fill(here, dataOf(name));
  }, [name]);
  return here.value;
}

function fill<T>(into: Signal<Loaded<T>>, from: Promise<T>): void {
  from.then(
    (value) => {
      into.value = { value, fault: "" };
    },
    (error: Error) => {
      into.value = { value: null, fault: error.message };
    },
  );
}

/** The findings by what they are about, each list in the order of the text. */
export function findingIndex(details: Details): FindingIndex {
  const index = {
    bySubject: new Map<string, string[]>(),
    byObject: new Map<string, string[]>(),
    bySentence: new Map<string, string[]>(),
    byCredit: new Map<string, string[]>(),
    byReference: new Map<number, string[]>(),
    byFact: new Map<string, string[]>(),
  };
  for (const id of inReadingOrder(details)) {
    const one = details.findings[id];
    if (!one) continue;
    push(index.bySubject, one.subject, id);
    push(index.byObject, one.object, id);
    push(index.byFact, `${one.subject} ${one.relation} ${one.object}`, id);
    for (const sentence of one.sentences) push(index.bySentence, sentence, id);
    for (const group of one.credited) push(index.byCredit, group.id, id);
    for (const number of one.references) push(index.byReference, number, id);
  }
  return index;
}

function inReadingOrder(details: Details): string[] {
  const start = (id: string) => {
    const places = (details.findings[id]?.sentences ?? []).map((key) => details.sentences[key]?.start ?? 0);
    return places.length ? Math.min(...places) : 0;
  };
  const starts = new Map(Object.keys(details.findings).map((id) => [id, start(id)]));
  return [...starts.keys()].sort((one, other) => (starts.get(one) ?? 0) - (starts.get(other) ?? 0));
}

function push<Key>(into: Map<Key, string[]>, key: Key, id: string): void {
  const kept = into.get(key);
  if (kept) kept.push(id);
  else into.set(key, [id]);
}
