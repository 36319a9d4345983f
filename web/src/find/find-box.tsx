/** The search box in the head: a combobox over all things, terms and findings. */
import "./find.css";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { dataOf } from "../data/files.ts";
import { library } from "../read/library.ts";
import { announce, seek } from "../state/shared.ts";
import { type Entry, entriesOf } from "./entries.ts";
import { nearSpellings } from "./near.ts";
import { type Group, grouped } from "./search.ts";

/** How many of a kind are listed before the rest is told as a number; Enter steps through all. */
const SHOWN = 8;

export function FindBox() {
  const input = useRef<HTMLInputElement>(null);
  const [entries, setEntries] = useState<Entry[] | null>(null);
  const [fault, setFault] = useState("");
  const [query, setQuery] = useState("");
  const [isOpen, setOpen] = useState(false);
  /** The hit that is chosen, by its place among all. */
  const [place, setPlace] = useState(-1);
  const [step, setStep] = useState(-1);
  /** Whether Enter was pressed while the names were still on their way. */
  const isWanted = useRef(false);

  const load = () => {
    if (entries) return;
    setFault("");
    Promise.all([library(), dataOf("questions.json")]).then(
      ([{ whole, details }, { terms }]) => setEntries(entriesOf(whole, details, terms)),
      (error: Error) => setFault(error.message),
    );
  };
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    addEventListener("keydown", focus);
    return () => removeEventListener("keydown", focus);
  }, []);

  const groups = useMemo(() => (entries ? grouped(entries, query) : []), [entries, query]);
  const hits = useMemo(() => groups.flatMap((one) => one.hits), [groups]);
  const near = useMemo(
    () => (entries && query.trim() && !hits.length ? nearSpellings(entries, query) : []),
    [entries, query, hits],
  );
  const asked = query.trim();
  const isShown = isOpen && asked !== "";
  const listed = useMemo(() => placesListed(groups), [groups]);

  useEffect(() => {
    if (isShown && entries)
      announce(hits.length ? `${counted(hits.length)} for ${asked}` : `Nothing is called ${asked}`);
  }, [isShown, entries, hits, asked]);

  const show = (at: number) => {
    const hit = hits[at];
    if (!hit) return;
    seek(hit.id);
    setPlace(at);
    setStep(at);
    announce(`${at + 1} of ${hits.length}: ${hit.label}, ${hit.kind}`);
  };
  const move = (by: number) => {
    if (!listed.length) return;
    const now = listed.indexOf(place);
    const next = now < 0 ? (by > 0 ? 0 : listed.length - 1) : (now + by + listed.length) % listed.length;
    setPlace(listed[next] ?? -1);
    document.getElementById(`find-${listed[next]}`)?.scrollIntoView({ block: "nearest" });
  };
  useEffect(() => {
    if (!entries || !isWanted.current) return;
    isWanted.current = false;
    show(0);
  }, [entries]);
  const type = (text: string) => {
    isWanted.current = false;
    setQuery(text);
    setOpen(true);
    setPlace(-1);
    setStep(-1);
    load();
  };
  // The box takes the focus first, as the button that has it goes away.
  const retype = (text: string) => {
    input.current?.focus();
    type(text);
  };
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isShown) setOpen(true);
      else move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      isWanted.current = !entries && !fault;
      if (!hits.length) return;
      // What the arrows chose is shown first; after that each Enter shows the next, with Shift the one before.
      const isChosen = place >= 0 && place !== step;
      const by = event.shiftKey ? -1 : 1;
      show(isChosen ? place : step < 0 ? 0 : (step + by + hits.length) % hits.length);
      setOpen(true);
    } else if (event.key === "Escape") {
      // The first closes the list, the second empties the box; neither closes the panel.
      event.stopPropagation();
      event.preventDefault();
      if (isShown) setOpen(false);
      else type("");
    }
  };
  return (
    <search
      class="find"
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOpen(false);
      }}
    >
      <input
        ref={input}
        type="text"
        role="combobox"
        class={`find-input ${asked ? "find-asked" : ""}`}
        aria-label="Find a substance, layer, author, reference number …"
        aria-expanded={isShown}
        aria-controls="find-list"
        aria-autocomplete="list"
        aria-activedescendant={isShown && listed.includes(place) ? `find-${place}` : undefined}
        aria-keyshortcuts="/"
        placeholder="Find: NaF, PVDF, author, [71]"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        maxLength={200}
        value={query}
        onFocus={() => {
          load();
          if (asked) setOpen(true);
        }}
        onClick={() => setOpen(true)}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={press}
      />
      {asked && hits.length > 0 && (
        <span class="find-count">{step < 0 ? counted(hits.length) : `${step + 1} of ${hits.length}`}</span>
      )}
      {asked && (
        <button type="button" class="find-clear" aria-label="Clear the search" onClick={() => retype("")}>
          ×
        </button>
      )}
      <div class="find-list" hidden={!isShown}>
        {!entries && !fault && <p class="find-word">Reading the names …</p>}
        {fault && <p class="find-word missing">{fault}</p>}
        {entries && isShown && !hits.length && <Nothing asked={asked} near={near} onTry={retype} />}
        <div id="find-list" class="find-options" role="listbox" aria-label="What was found" hidden={!hits.length}>
          {isShown && <Hits groups={groups} place={place} onChoose={show} />}
        </div>
        {hits.length > 1 && <p class="find-word find-keys">Enter shows the next, ↑ ↓ choose, Esc closes</p>}
      </div>
    </search>
  );
}

function Hits({ groups, place, onChoose }: { groups: Group[]; place: number; onChoose: (at: number) => void }) {
  let before = 0;
  return (
    <>
      {groups.map(({ kind, hits }) => {
        const first = before;
        before += hits.length;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox has no element of its own
          <div key={kind} role="group" aria-label={`${kind}, ${hits.length}`}>
            <div class="find-kind" aria-hidden="true">
              {kind} <span class="quiet">{hits.length}</span>
            </div>
            {hits.slice(0, SHOWN).map((hit, at) => (
              // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the box keeps the focus and names the option
              <div
                key={hit.id}
                id={`find-${first + at}`}
                role="option"
                aria-selected={place === first + at}
                class="find-hit"
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onChoose(first + at)}
              >
                {hit.label}
                {hit.formula && hit.formula !== hit.label && <span class="quiet"> {hit.formula}</span>}
              </div>
            ))}
            {hits.length > SHOWN && <div class="find-more quiet">and {hits.length - SHOWN} more</div>}
          </div>
        );
      })}
    </>
  );
}

function Nothing({ asked, near, onTry }: { asked: string; near: string[]; onTry: (text: string) => void }) {
  return (
    <div class="find-word">
      <p>
        Nothing is called “{asked}”.{" "}
        {near.length
          ? "Try"
          : "Try a shorter part of the name, a formula such as NaF, or a reference number such as [71]."}
      </p>
      {near.length > 0 && (
        <p class="find-near">
          {near.map((one) => (
            <button key={one} type="button" onClick={() => onTry(one)}>
              {one}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}

/** The places of the hits that the list shows. */
function placesListed(groups: Group[]): number[] {
  const listed: number[] = [];
  let before = 0;
  for (const { hits } of groups) {
    for (let at = 0; at < Math.min(hits.length, SHOWN); at++) listed.push(before + at);
    before += hits.length;
  }
  return listed;
}

function counted(number: number): string {
  return number === 1 ? "1 hit" : `${number} hits`;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
