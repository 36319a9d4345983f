/** What the Look view shows, as one value: the address carries it, and undo takes it back. */
import type { Signal } from "@preact/signals";
import type { Origin } from "../data/types.ts";
import { LAYOUTS, type LayoutName } from "../picture/layouts.ts";
import { inAddress } from "../state/address.ts";
import type { Expansion } from "./expansion.ts";

export interface Pin {
  id: string;
  x: number;
  y: number;
}

/** Which links are drawn, by where they come from. */
export type Origins = "all" | Exclude<Origin, "joined">;

export interface LookState {
  view: string;
  expanded: readonly Expansion[];
  hidden: readonly string[];
  pins: readonly Pin[];
  /** Kinds and relations that the legend switched off. */
  offKinds: readonly string[];
  offRelations: readonly string[];
  /** Filters; empty or null lets all pass. */
  inClass: string;
  method: string;
  relation: string;
  basis: string;
  since: number | null;
  until: number | null;
  origins: Origins;
  withClasses: boolean;
  withIsolated: boolean;
  /** The fewest links of a node. */
  degree: number;
  /** How far from the selected thing; 0 shows all. */
  depth: number;
  layout: LayoutName;
  path: { from: string; to: string; isWide: boolean } | null;
  asTable: boolean;
}

export const START: LookState = {
  view: "overview",
  expanded: [],
  hidden: [],
  pins: [],
  offKinds: [],
  offRelations: [],
  inClass: "",
  method: "",
  relation: "",
  basis: "",
  since: null,
  until: null,
  origins: "all",
  withClasses: true,
  withIsolated: true,
  degree: 0,
  depth: 0,
  layout: "map",
  path: null,
  asTable: false,
};

/** The whole graph is a picture of this name. */
export const EVERYTHING = "everything";

/** A picture as it begins: the classes of the whole graph would hide its things. */
export function startOf(view: string): LookState {
  return { ...START, view, withClasses: view !== EVERYTHING };
}

/** What a crafted address may hold at most. */
const MOST = 500;
const FARTHEST = 100_000;
const LONGEST = 300;

/** Reads the state of an address; what makes no sense there is as if it were absent. */
export function readLook(params: URLSearchParams): LookState {
  const one = (name: string) => (params.get(name) ?? "").slice(0, LONGEST);
  const origins = one("from");
  const [from = "", to = "", wide = ""] = list(params, "path");
  const start = startOf(one("view") || START.view);
  return {
    view: start.view,
    expanded: list(params, "open").flatMap((text) => {
      const [id = "", by = "", limit = ""] = text.split("!");
      return id ? [{ id, by: long(by), limit: whole(limit, 0, 10_000) ?? 0 }] : [];
    }),
    hidden: list(params, "hide"),
    pins: list(params, "pin").flatMap((text) => {
      const [id = "", x = "", y = ""] = text.split("!");
      const [left, top] = [whole(x, -FARTHEST, FARTHEST), whole(y, -FARTHEST, FARTHEST)];
      return id && left !== null && top !== null ? [{ id, x: left, y: top }] : [];
    }),
    offKinds: list(params, "offkinds").map(long),
    offRelations: list(params, "off").map(long),
    inClass: one("class"),
    method: one("method"),
    relation: long(one("relation")),
    basis: one("basis"),
    since: whole(one("since"), 0, 9999),
    until: whole(one("until"), 0, 9999),
    origins: origins === "stated" || origins === "inferred" ? origins : "all",
    withClasses: one("classes") === "on" || (one("classes") !== "off" && start.withClasses),
    withIsolated: one("isolated") !== "off",
    degree: whole(one("links"), 0, 999) ?? 0,
    depth: whole(one("depth"), 0, 3) ?? 0,
    layout: LAYOUTS.find(({ name }) => name === one("layout"))?.name ?? START.layout,
    path: from && to ? { from, to, isWide: wide === "wide" } : null,
    asTable: one("as") === "table",
  };
}

/** Writes into an address what is not as at the start. */
export function writeLook(state: LookState, params: URLSearchParams): void {
  const put = (name: string, text: string) => text && params.set(name, text);
  const year = (value: number | null) => (value === null ? "" : String(value));
  if (state.view !== START.view) put("view", state.view);
  put("open", state.expanded.map(({ id, by, limit }) => joined(id, short(by), limit ? String(limit) : "")).join(" "));
  put("hide", state.hidden.join(" "));
  put("pin", state.pins.map(({ id, x, y }) => joined(id, String(Math.round(x)), String(Math.round(y)))).join(" "));
  put("offkinds", state.offKinds.map(short).join(" "));
  put("off", state.offRelations.map(short).join(" "));
  put("class", state.inClass);
  put("method", state.method);
  put("relation", short(state.relation));
  put("basis", state.basis);
  put("since", year(state.since));
  put("until", year(state.until));
  if (state.origins !== "all") put("from", state.origins);
  if (state.withClasses !== startOf(state.view).withClasses) put("classes", state.withClasses ? "on" : "off");
  if (!state.withIsolated) put("isolated", "off");
  if (state.degree) put("links", String(state.degree));
  if (state.depth) put("depth", String(state.depth));
  if (state.layout !== START.layout) put("layout", state.layout);
  if (state.path) put("path", [state.path.from, state.path.to, ...(state.path.isWide ? ["wide"] : [])].join(" "));
  if (state.asTable) put("as", "table");
}

/** The state of the Look view. */
export const look: Signal<LookState> = inAddress({ page: "look", start: START, read: readLook, write: writeLook });

/** Ids hold no blank, and a blank is one sign in an address. */
function list(params: URLSearchParams, name: string): string[] {
  const found = (params.get(name) ?? "").split(" ").filter((one) => one && one.length <= LONGEST);
  return [...new Set(found)].slice(0, MOST);
}

function whole(text: string, least: number, most: number): number | null {
  if (!/^-?\d{1,9}$/.test(text)) return null;
  return Math.min(most, Math.max(least, Number(text)));
}

function joined(...parts: string[]): string {
  return parts.join("!").replace(/!+$/, "");
}

/** Most terms are ours. */
function short(id: string): string {
  return id.replace(/^nsei:/, "");
}

function long(text: string): string {
  return text && !text.includes(":") && !text.includes("/") ? `nsei:${text}` : text;
}
