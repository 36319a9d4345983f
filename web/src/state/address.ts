/**
 * The state that the address carries, so that a link, a reload and Back restore what is seen.
 * The form is `#page?name=value&...`; what has its first value is left out.
 */
import { batch, effect, type Signal, signal } from "@preact/signals";

export const PAGES = ["look", "compare", "ask"] as const;
export type Page = (typeof PAGES)[number];

/** How a part of the state is read from the address and written there; it must survive anything a stranger wrote. */
export interface Part<T> {
  /** On which page the address carries it; `any` on all. */
  page: Page | "any";
  start: T;
  read(params: URLSearchParams): T;
  write(value: T, params: URLSearchParams): void;
}

interface Registered {
  page: Page | "any";
  read(params: URLSearchParams): void;
  write(params: URLSearchParams): void;
}

const parts: Registered[] = [];

/** The page that is seen. */
export const page: Signal<Page> = signal("look");

/** A signal that the address carries from now on. Call it while the modules load. */
export function inAddress<T>(part: Part<T>): Signal<T> {
  const value = signal(part.start);
  parts.push({
    page: part.page,
    read: (params) => {
      value.value = part.read(params);
    },
    write: (params) => part.write(value.value, params),
  });
  return value;
}

/** A text in the address; empty is left out. */
export function textInAddress(page: Page | "any", name: string, start = ""): Signal<string> {
  return inAddress({
    page,
    start,
    read: (params) => params.get(name) ?? start,
    write: (value, params) => {
      if (value !== start) params.set(name, value);
    },
  });
}

/** The address of a page with its state as it is, from `#`; a link to it changes nothing but the page. */
export function addressOf(one: Page): string {
  const params = new URLSearchParams();
  for (const part of parts) if (part.page === "any" || part.page === one) part.write(params);
  const query = params.toString();
  return `#${one}${query && `?${query}`}`;
}

let isReading = false;

function readAddress(): void {
  isReading = true;
  try {
    takeAddress();
  } finally {
    isReading = false;
  }
}

function takeAddress(): void {
  const [name = "", query = ""] = splitOnce(location.hash.slice(1), "?");
  batch(() => {
    page.value = PAGES.find((one) => one === name) ?? "look";
    const params = new URLSearchParams(query);
    for (const part of parts) if (part.page === "any" || part.page === page.value) part.read(params);
  });
}

let isQuiet = false;

/** Makes a change that is no step of its own for Back, such as a slider that is being pulled. */
export function quietly(change: () => void): void {
  isQuiet = true;
  try {
    batch(change);
  } finally {
    isQuiet = false;
  }
}

/** Reads the address and keeps it current. */
export function startAddress(): void {
  readAddress();
  addEventListener("popstate", readAddress);
  addEventListener("hashchange", readAddress);
  let isFirst = true;
  effect(() => {
    const address = addressOf(page.value);
    // An address that was read is put in order where it stands: a step of its own would hold Back fast.
    if (address !== location.hash) put(address, isFirst || isQuiet || isReading);
    isFirst = false;
  });
}

function put(address: string, isSameStep: boolean): void {
  try {
    if (isSameStep) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
  } catch {
    // Browsers refuse a storm of steps, and addresses of megabytes: the page goes on, the address lags behind.
  }
}

function splitOnce(text: string, at: string): [string, string] {
  const place = text.indexOf(at);
  return place < 0 ? [text, ""] : [text.slice(0, place), text.slice(place + at.length)];
}
