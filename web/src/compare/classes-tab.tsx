/** The classes of the ontology as a tree: definition, number of members, and a filter. */
import { useMemo, useRef, useState } from "preact/hooks";
import type { ClassNode, Compare } from "../data/types.ts";
import { csvOf, download, latexOf } from "../parts/downloads.ts";
import { quietly } from "../state/address.ts";
import { announce, selected } from "../state/shared.ts";
import { classFilter } from "./state.ts";
import { everyClass, type Line, linesOf } from "./tree.ts";

export function ClassesTab({ compare }: { compare: Compare }) {
  const roots = compare.classes;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(() => linesOf(roots, open, classFilter.value), [roots, open, classFilter.value]);
  const found = lines.filter((one) => one.isFound).length;
  const isFiltered = classFilter.value.trim() !== "";
  return (
    <div class="compare-classes">
      <h2>Class tree</h2>
      <div class="compare-controls">
        <label>
          Filter classes
          <input
            type="search"
            value={classFilter.value}
            onInput={(event) => {
              const text = event.currentTarget.value;
              quietly(() => {
                classFilter.value = text;
              });
            }}
          />
        </label>
        <button type="button" onClick={() => setOpen(new Set(everyPath(roots, "")))}>
          Open all
        </button>
        <button type="button" onClick={() => setOpen(new Set())}>
          Close all
        </button>
        <Files roots={roots} />
      </div>
      <p class="quiet" role="status">
        {isFiltered
          ? found
            ? `${found} found`
            : "No class matches; clear the filter."
          : `${roots.length} classes at the top`}
      </p>
      {lines.length > 0 && <Tree lines={lines} open={open} setOpen={setOpen} />}
    </div>
  );
}

interface TreeProps {
  lines: readonly Line[];
  open: ReadonlySet<string>;
  setOpen(open: ReadonlySet<string>): void;
}

function Tree({ lines, open, setOpen }: TreeProps) {
  const box = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState("");
  const current = Math.max(
    0,
    lines.findIndex((one) => one.path === stop),
  );
  const go = (place: number) => {
    const line = lines[Math.min(lines.length - 1, Math.max(0, place))];
    if (!line) return;
    setStop(line.path);
    box.current?.querySelectorAll<HTMLElement>("[role=treeitem]")[lines.indexOf(line)]?.focus();
  };
  const fold = (line: Line, isOpen: boolean) => {
    const next = new Set(open);
    if (isOpen) next.add(line.path);
    else next.delete(line.path);
    setOpen(next);
  };
  const press = (event: KeyboardEvent, line: Line, place: number) => {
    const moves: Record<string, () => void> = {
      ArrowDown: () => go(place + 1),
      ArrowUp: () => go(place - 1),
      Home: () => go(0),
      End: () => go(lines.length - 1),
      ArrowRight: () => (line.isOpen || !line.node.below.length ? go(place + 1) : fold(line, true)),
      ArrowLeft: () => (line.isOpen ? fold(line, false) : go(upper(lines, place))),
      Enter: () => choose(line.node),
      " ": () => choose(line.node),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };
  return (
    <div role="tree" aria-label="Classes" class="compare-tree" ref={box}>
      {lines.map((line, place) => (
        <div
          key={line.path}
          role="treeitem"
          aria-level={line.level}
          aria-posinset={line.place}
          aria-setsize={line.of}
          aria-expanded={line.node.below.length ? line.isOpen : undefined}
          aria-selected={selected.value === line.node.id}
          tabIndex={place === current ? 0 : -1}
          class={`compare-class ${line.isFound ? "is-found" : ""}`}
          // The indent follows the level; set through the object model, which the policy of the page allows.
          style={{ paddingInlineStart: `${(line.level - 1) * 1.4 + 0.3}rem` }}
          onKeyDown={(event) => press(event, line, place)}
          onFocus={() => setStop(line.path)}
          onClick={() => choose(line.node)}
        >
          <span
            class="compare-fold"
            aria-hidden="true"
            onClick={(event) => {
              if (!line.node.below.length) return;
              event.stopPropagation();
              fold(line, !line.isOpen);
            }}
          >
            {line.node.below.length ? (line.isOpen ? "▾" : "▸") : ""}
          </span>
          <span>
            <span class="compare-class-name">{line.node.label}</span>{" "}
            <span class="badge">
              {line.node.members.length} {line.node.members.length === 1 ? "member" : "members"}
            </span>
            <span class="compare-definition">{line.node.definition}</span>
          </span>
        </div>
      ))}
    </div>
  );
}

function Files({ roots }: { roots: readonly ClassNode[] }) {
  const head = ["class", "upper classes", "members", "definition"];
  const rows = () =>
    everyClass(roots).map(({ node, above }) => [node.label, above, String(node.members.length), node.definition]);
  return (
    <>
      <button type="button" onClick={() => download("classes.csv", "text/csv;charset=utf-8", csvOf(head, rows()))}>
        CSV
      </button>
      <button
        type="button"
        onClick={() => download("classes.tex", "application/x-tex", latexOf("Classes", head, rows()))}
      >
        LaTeX
      </button>
    </>
  );
}

function choose(node: ClassNode): void {
  selected.value = node.id;
  announce(`${node.label} is open`);
}

function upper(lines: readonly Line[], place: number): number {
  const level = lines[place]?.level ?? 1;
  for (let at = place - 1; at >= 0; at--) if ((lines[at]?.level ?? 1) < level) return at;
  return place;
}

function everyPath(nodes: readonly ClassNode[], above: string): string[] {
  return nodes.flatMap((one) => [`${above}/${one.id}`, ...everyPath(one.below, `${above}/${one.id}`)]);
}
