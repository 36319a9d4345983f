/** What can be done with the selected thing; without one, how to begin. */
import { computed, signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { seek, selected } from "../state/shared.ts";
import { focusGraph, scene } from "./drawn.ts";
import { otherEnd } from "./graph.ts";
import { shownLinks } from "./links-card.tsx";
import { isPathOpen, pathFrom } from "./path-bar.tsx";
import { MANY, relationsAt } from "./pool.ts";
import {
  asked,
  collapse,
  expand,
  hide,
  isExpanded,
  looks,
  nameOf,
  pin,
  shown,
  toggleExpanded,
  unpin,
  whole,
} from "./session.ts";
import { look } from "./state.ts";
import { counted } from "./words.ts";

/** Counts up when the menu of the selected thing is wanted. */
export const menuWanted = signal(0);

const relations = computed(() => (whole.value && selected.value ? relationsAt(whole.value, selected.value) : []));

export function SelectionBar() {
  const id = selected.value;
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (menuWanted.value > 0) first.current?.focus();
  }, [menuWanted.value]);
  if (!id) {
    return (
      <p class="look-selection quiet">
        Select a thing to read about it; double-click it to see what it is linked to; or search by name or formula
        above.
      </p>
    );
  }
  const { pool, seen } = shown.value;
  if (!seen.degrees.has(id)) return <Absent id={id} isInPool={pool.nodes.has(id)} />;
  const isPinned = look.value.pins.some((one) => one.id === id);
  return (
    <section key="seen" class="look-selection" aria-label={`Selected: ${nameOf(id)}`}>
      <strong class="look-name">{nameOf(id)}</strong>
      <button ref={first} type="button" disabled={!whole.value} onClick={() => toggleExpanded(id)}>
        {isExpanded(id) ? "Collapse" : "Expand"}
      </button>
      <ByRelation id={id} />
      <button
        type="button"
        aria-expanded={shownLinks.value === id}
        onClick={() => {
          shownLinks.value = shownLinks.value === id ? "" : id;
        }}
      >
        Links ({seen.degrees.get(id) ?? 0})
      </button>
      <button
        type="button"
        onClick={() => {
          pathFrom.value = id;
          isPathOpen.value = true;
        }}
      >
        Path from here
      </button>
      <button
        type="button"
        onClick={() => {
          if (isPinned) return unpin(id);
          const place = scene.value.nodes.find((node) => node.id === id);
          if (place) pin(id, place.x, place.y);
        }}
      >
        {isPinned ? "Unpin" : "Pin"}
      </button>
      <button
        type="button"
        onClick={() => {
          hide(id);
          focusGraph();
        }}
      >
        Hide
      </button>
      {asked.value?.id === id && <Asked id={id} count={asked.value.count} onAnswer={() => first.current?.focus()} />}
    </section>
  );
}

/** Brings only the neighbours by one relation. */
function ByRelation({ id }: { id: string }) {
  return (
    <select
      aria-label="Expand by relation"
      value=""
      disabled={relations.value.length === 0}
      onChange={(event) => {
        const by = event.currentTarget.value;
        if (by) expand(id, by, countBy(by) > MANY ? MANY : 0);
        event.currentTarget.value = "";
      }}
    >
      <option value="">by relation …</option>
      {relations.value.map(({ relation, count }) => (
        <option key={relation} value={relation}>
          {wordsAt(id, relation)} ({count})
        </option>
      ))}
    </select>
  );
}

function countBy(relation: string): number {
  return relations.value.find((one) => one.relation === relation)?.count ?? 0;
}

/** The relation as it reads from the node. */
function wordsAt(id: string, relation: string): string {
  const known = looks.value.relations.get(relation);
  const isFrom = (whole.value?.at.get(id) ?? []).some((edge) => edge.relation === relation && edge.from === id);
  return (isFrom ? known?.label : known?.inverse) ?? relation;
}

/** A question above fifty neighbours. */
function Asked({ id, count, onAnswer }: { id: string; count: number; onAnswer(): void }) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), [id]);
  const answer = (act: () => void) => () => {
    onAnswer();
    act();
  };
  return (
    <section class="look-asked" aria-label="How many neighbours">
      <span>{counted(count, "neighbour")} are not in the picture yet.</span>
      <button ref={first} type="button" onClick={answer(() => expand(id, "", MANY))}>
        Show the {MANY} with most findings
      </button>
      <button type="button" onClick={answer(() => expand(id, "", 0))}>
        Show all {count}
      </button>
      <button
        type="button"
        onClick={answer(() => {
          asked.value = null;
        })}
      >
        None
      </button>
    </section>
  );
}

function Absent({ id, isInPool }: { id: string; isInPool: boolean }) {
  const isKnown = whole.value?.nodes.has(id) ?? false;
  const near = (whole.value?.at.get(id) ?? []).filter((edge) => shown.value.pool.nodes.has(otherEnd(edge, id))).length;
  if (whole.value && !isKnown && !isInPool)
    return <p class="look-selection quiet">What is being read has no node in the graph.</p>;
  return (
    <section class="look-selection" aria-label={`Selected: ${nameOf(id)}`}>
      <strong class="look-name">{nameOf(id)}</strong>
      <span class="quiet">
        {isInPool
          ? "is left out by the filters or the legend."
          : `is not in this picture${near > 0 ? `, but is linked to ${counted(near, "thing")} in it` : ""}.`}
      </span>
      {(isInPool || isKnown) && (
        <button
          type="button"
          onClick={() => {
            seek(id);
            focusGraph();
          }}
        >
          {isInPool ? "Show it" : "Add it to the picture"}
        </button>
      )}
      {isExpanded(id) && (
        <button
          type="button"
          onClick={() => {
            collapse(id);
            focusGraph();
          }}
        >
          Collapse
        </button>
      )}
    </section>
  );
}
