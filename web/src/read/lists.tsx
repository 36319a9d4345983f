/** Lists that fold, and what opens below a line. */
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { announce } from "../state/shared.ts";
import { counted, findingsWith } from "./filter.ts";
import { FindingCard } from "./finding.tsx";
import type { Library } from "./library.ts";
import { Why } from "./why.tsx";

/** The first of many items, and a button that shows them all. */
export function Fold<Item>(props: {
  items: readonly Item[];
  first?: number;
  show(item: Item): ComponentChildren;
  className?: string;
}) {
  const { items, first = 8, show, className = "read-list" } = props;
  const [isOpen, setOpen] = useState(false);
  // One or two more are no reason to fold.
  const isLong = items.length > first + 2;
  return (
    <>
      <ul class={className}>{(isLong && !isOpen ? items.slice(0, first) : items).map(show)}</ul>
      {isLong && (
        <button type="button" class="read-word" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "Show fewer" : `Show all ${items.length}`}
        </button>
      )}
    </>
  );
}

/** How a fact is known: its findings, or that it is inferred; a button opens them, or the tree of reasons. */
export function Behind(props: {
  subject: string;
  relation: string;
  object: string;
  isInferred: boolean;
  findings: readonly string[];
  /** Under a heading that says "inferred" each fact need not say it again. */
  isUnderInferred?: boolean;
}) {
  const { subject, relation, object, isInferred, findings, isUnderInferred = false } = props;
  const [isOpen, setOpen] = useState(false);
  const below = useId();
  if (!isInferred && !findings.length) return null;
  const fact = { subject, relation, object };
  return (
    <>
      {isInferred && !isUnderInferred && <span class="badge">inferred</span>}{" "}
      <button
        type="button"
        class="read-word"
        aria-expanded={isOpen}
        aria-controls={below}
        onClick={() => setOpen(!isOpen)}
      >
        {isInferred ? "Why?" : counted(findings.length, "finding")}
      </button>
      <div id={below}>
        {isOpen &&
          (isInferred ? <Why {...fact} /> : findings.map((id) => <FindingCard key={id} id={id} isBelowFact />))}
      </div>
    </>
  );
}

/** Findings in full, with a filter when they are many. */
export function Findings({ ids, library, label }: { ids: readonly string[]; library: Library; label: string }) {
  const [asked, setAsked] = useState("");
  const shown = findingsWith(library, ids, asked);
  return (
    <>
      {ids.length > 5 && (
        <label class="read-filter">
          <span>Filter</span>
          <input
            type="search"
            aria-label={`Filter ${label}`}
            placeholder="a word, a section, [57]"
            value={asked}
            onInput={(event) => {
              setAsked(event.currentTarget.value);
              announce(`${findingsWith(library, ids, event.currentTarget.value).length} of ${ids.length} findings`);
            }}
          />
          {asked.trim() !== "" && (
            <span class="quiet">
              {shown.length} of {ids.length}
            </span>
          )}
        </label>
      )}
      {shown.length ? (
        <Fold
          key={asked}
          items={shown}
          first={4}
          className="read-cards"
          show={(id) => (
            <li key={id}>
              <FindingCard id={id} />
            </li>
          )}
        />
      ) : (
        <p class="quiet">
          No finding holds “{asked}”.{" "}
          <button type="button" class="read-word" onClick={() => setAsked("")}>
            Show all {ids.length}
          </button>
        </p>
      )}
    </>
  );
}
