/** The Look view: a picture of the graph with what is needed to look around in it. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { dataOf, pictureOf } from "../data/files.ts";
import type { About } from "../data/types.ts";
import { announce } from "../state/shared.ts";
import { evidenceOf } from "./evidence.ts";
import { Filters } from "./filters.tsx";
import { graphOf } from "./graph.ts";
import { Legend } from "./legend.tsx";
import "./look.css";
import "./side.css";
import { PathBar } from "./path-bar.tsx";
import type { Pool } from "./pool.ts";
import { SelectionBar } from "./selection-bar.tsx";
import {
  base,
  change,
  evidence,
  fault,
  isFiltering,
  redo,
  resetFilters,
  shown,
  showPicture,
  stored,
  undo,
} from "./session.ts";
import { bringAtStart } from "./sought.ts";
import { Stage } from "./stage.tsx";
import { EVERYTHING, look } from "./state.ts";
import { Toolbar } from "./toolbar.tsx";
import { Twin } from "./twin.tsx";
import { counted, sizeInWords } from "./words.ts";

export function LookPage({ about }: { about: About }) {
  const { view, asTable } = look.value;
  useEffect(() => load(view, view === EVERYTHING || about.pictures.some(({ name }) => name === view)), [view]);
  useEffect(() => {
    addEventListener("keydown", takeBack);
    return () => removeEventListener("keydown", takeBack);
  }, []);
  const summary = about.pictures.find(({ name }) => name === view);
  const isReady = base.value?.picture.name === view;
  const isThere = isReady && !fault.value;
  return (
    <div class="look">
      {isThere && <Toolbar pictures={about.pictures} />}
      {isThere && <PathBar />}
      <div class="look-body">
        <div class="look-side">
          <div class="look-head">
            <h1>{summary?.title ?? (view === EVERYTHING ? "The whole graph" : about.title)}</h1>
            {isThere && <Size />}
            {summary && <p class="look-about quiet">{summary.description}</p>}
            {restFault.value && (
              <p class="missing" role="alert">
                Neighbours and filters by evidence are missing: {restFault.value}
              </p>
            )}
          </div>
          {isThere && <Legend />}
          {isThere && <Filters />}
        </div>
        <div class="look-main">
          {fault.value ? (
            <Fault />
          ) : !isReady ? (
            <p class="waiting" role="status">
              Loading the picture …
            </p>
          ) : (
            <>
              {shown.value.seen.nodes.length === 0 ? <Nothing /> : asTable ? <Twin /> : <Stage />}
              <SelectionBar />
            </>
          )}
        </div>
      </div>
    </div>
  );
}

function Size() {
  const { seen, pool } = shown.value;
  const { nodes, edges, classes } = look.value.withClasses ? sizeOf(pool) : sizeWithoutClasses(pool);
  const isFiltered = seen.nodes.length < nodes || seen.edges.length < edges;
  return (
    <p class="look-size">
      <span>{sizeInWords(seen.nodes.length, seen.edges.length)}</span>
      {isFiltered && <span class="quiet"> of {sizeInWords(nodes, edges)}</span>}
      {classes > 0 && (
        <span class="quiet">
          ; {counted(classes, "class", "classes")} hidden{" "}
          <button
            type="button"
            class="look-plain"
            aria-label="Show the classes"
            onClick={() => change("showing the classes", { withClasses: true })}
          >
            show
          </button>
        </span>
      )}
    </p>
  );
}

interface PoolSize {
  nodes: number;
  edges: number;
  /** Of classes that are left out. */
  classes: number;
}

function sizeOf({ nodes, edges }: Pool): PoolSize {
  return { nodes: nodes.size, edges: edges.size, classes: 0 };
}

function sizeWithoutClasses({ nodes, edges }: Pool): PoolSize {
  const isThing = (id: string) => nodes.get(id)?.isClass === false;
  const things = [...nodes.keys()].filter(isThing).length;
  const links = [...edges.values()].filter(({ from, to }) => isThing(from) && isThing(to)).length;
  return { nodes: things, edges: links, classes: nodes.size - things };
}

function Nothing() {
  const isFiltered = isFiltering(look.value);
  return (
    <div class="look-nothing">
      <p>{isFiltered ? "Nothing meets all the filters." : "There is nothing in this picture."}</p>
      {isFiltered && (
        <button type="button" onClick={resetFilters}>
          Reset the filters
        </button>
      )}
    </div>
  );
}

function Fault() {
  return (
    <div class="look-nothing">
      <p class="missing">{fault.value}</p>
      <button type="button" onClick={() => showPicture("overview")}>
        Show the overview
      </button>
    </div>
  );
}

/** What went wrong with the files behind the picture; it is drawn all the same. */
const restFault = signal("");

/** Loads a picture, then the whole graph and the evidence behind it. */
function load(view: string, isKnown: boolean): () => void {
  let isWanted = true;
  fault.value = "";
  const read = isKnown
    ? pictureOf(view)
    : Promise.reject(new Error(`There is no picture called “${view}” here. Choose another.`));
  read.then(
    (picture) => {
      if (!isWanted) return;
      base.value = { picture, graph: graphOf(picture) };
      if (view === EVERYTHING) stored.value = base.value.graph;
      announce(`${picture.title}: ${sizeInWords(picture.nodes.length, picture.edges.length)}`);
      // The picture is drawn first.
      setTimeout(() => {
        loadRest().then(
          () => {
            restFault.value = "";
          },
          (error: Error) => {
            restFault.value = error.message;
          },
        );
      }, 0);
    },
    (error: Error) => {
      if (isWanted) fault.value = error.message;
    },
  );
  return () => {
    isWanted = false;
  };
}

async function loadRest(): Promise<void> {
  if (!stored.value) {
    const everything = graphOf(await pictureOf(EVERYTHING));
    stored.value ??= everything;
  }
  if (evidence.value) return;
  bringAtStart();
  evidence.value = evidenceOf(await dataOf("details.json"));
}

/** Ctrl+Z and Ctrl+Shift+Z, but not where a text is being written. */
function takeBack(event: KeyboardEvent): void {
  const isWriting = event.target instanceof Element && event.target.closest("input, textarea, [contenteditable]");
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isWriting) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  if (key === "y" || event.shiftKey) redo();
  else undo();
}
