/** What a link says and by which findings, and the list of links of a thing. */
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { FindingCard } from "../read/finding.tsx";
import { Why } from "../read/why.tsx";
import { selected } from "../state/shared.ts";
import { focusGraph } from "./drawn.ts";
import type { GraphEdge } from "./graph.ts";
import { originInWords } from "./scene-of.ts";
import { looks, nameOf, shown } from "./session.ts";

/** The key of the link whose evidence is shown, or "". */
export const shownEdge = signal("");
/** The id of the thing whose links are listed, or "". */
export const shownLinks = signal("");

/** The card over the lower part of the picture; nothing when neither is asked for. */
export function LinksCard() {
  const edge = shown.value.seen.edges.find(({ key }) => key === shownEdge.value);
  const list = !edge && shownLinks.value === selected.value ? shownLinks.value : "";
  const head = useRef<HTMLHeadingElement>(null);
  const key = edge?.key ?? list;
  useEffect(() => head.current?.focus(), [key]);
  if (!edge && !list) return null;
  const title = edge ? sentence(edge) : `Links of ${nameOf(list)}`;
  const close = () => {
    if (edge) shownEdge.value = "";
    else shownLinks.value = "";
    if (!shownLinks.value) focusGraph();
  };
  return (
    <section class="look-card" aria-label={title} onKeyDown={(event) => event.key === "Escape" && close()}>
      <div class="look-card-head">
        <h2 ref={head} tabIndex={-1}>
          {title}
        </h2>
        <button type="button" onClick={close} aria-label={edge && shownLinks.value ? "Back to the list" : "Close"}>
          {edge && shownLinks.value ? "Back" : "Close"}
        </button>
      </div>
      {edge ? <Evidence edge={edge} /> : <List id={list} />}
    </section>
  );
}

function sentence(edge: GraphEdge): string {
  return `${nameOf(edge.from)} ${looks.value.relations.get(edge.relation)?.label ?? edge.relation} ${nameOf(edge.to)}`;
}

function Evidence({ edge }: { edge: GraphEdge }) {
  return (
    <>
      <p class="quiet">
        {originInWords(edge)}. <Thing id={edge.from} /> · <Thing id={edge.to} />
      </p>
      {edge.origin === "inferred" && <Why subject={edge.from} relation={edge.relation} object={edge.to} />}
      {edge.findings.map((id) => (
        <FindingCard key={id} id={id} />
      ))}
      {edge.origin === "joined" && edge.findings.length === 0 && (
        <p>The query of this picture joins the two; “Ask” shows the facts between.</p>
      )}
    </>
  );
}

function Thing({ id }: { id: string }) {
  return (
    <button
      type="button"
      class="look-plain"
      onClick={() => {
        selected.value = id;
      }}
    >
      {nameOf(id)}
    </button>
  );
}

function List({ id }: { id: string }) {
  const edges = shown.value.seen.edges.filter(({ from, to }) => from === id || to === id);
  return (
    <ul class="look-list">
      {edges.map((edge) => (
        <li key={edge.key}>
          <button
            type="button"
            class="look-plain"
            onClick={() => {
              shownEdge.value = edge.key;
            }}
          >
            {inWordsFrom(edge, id)}
          </button>{" "}
          <span class="quiet">{originInWords(edge)}</span>
        </li>
      ))}
      {edges.length === 0 && <li>None in this picture. “Expand” brings what it is linked to.</li>}
    </ul>
  );
}

/** The link as it reads from one of its ends, which is left out. */
function inWordsFrom(edge: GraphEdge, id: string): string {
  const relation = looks.value.relations.get(edge.relation);
  return edge.from === id
    ? `${relation?.label ?? edge.relation} ${nameOf(edge.to)}`
    : `${relation?.inverse ?? edge.relation} ${nameOf(edge.from)}`;
}
