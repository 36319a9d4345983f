/** The legend: every kind and relation that is seen with its number; a click leaves it out or brings it back. */
import { computed } from "@preact/signals";
import { Swatch } from "../picture/swatch.tsx";
import { Fold } from "./fold.tsx";
import type { Counted } from "./seen.ts";
import { change, looks, shown } from "./session.ts";
import { look } from "./state.ts";

/** Relations of which each link that is seen is inferred. */
const inferredOnly = computed(() => {
  const found = new Map<string, boolean>();
  for (const { relation, origin } of shown.value.seen.edges) {
    found.set(relation, (found.get(relation) ?? true) && origin === "inferred");
  }
  return found;
});

export function Legend() {
  const { kinds, relations } = shown.value.seen;
  const { kinds: kindLooks, relations: relationLooks } = looks.value;
  const kindOrder = [...kindLooks.keys()];
  const relationOrder = [...relationLooks.keys()];
  return (
    <Fold title="Legend" class="look-legend">
      <Group
        title="Things"
        entries={sorted(kinds, kindOrder)}
        show={({ id }) => {
          const kind = kindLooks.get(id);
          return { label: kind?.label ?? id, swatch: kind && <Swatch colour={kind.colour} shape={kind.shape} /> };
        }}
        onToggle={({ id, isOff }, label) =>
          change(isOff ? `showing ${label}` : `leaving out ${label}`, { offKinds: toggled(look.value.offKinds, id) })
        }
      />
      <Group
        title="Links"
        entries={sorted(relations, relationOrder)}
        show={({ id }) => {
          const relation = relationLooks.get(id);
          const isDashed = inferredOnly.value.get(id) ?? false;
          return {
            label: relation?.label ?? id,
            swatch: relation && <Swatch colour={relation.colour} isDashed={isDashed} />,
            definition: relation?.definition,
          };
        }}
        onToggle={({ id, isOff }, label) =>
          change(isOff ? `showing ${label}` : `leaving out ${label}`, {
            offRelations: toggled(look.value.offRelations, id),
          })
        }
      />
      {shown.value.seen.edges.some(({ origin }) => origin === "inferred") && (
        <p class="look-note quiet">
          <Swatch colour="grey" isDashed /> dashed: inferred
        </p>
      )}
    </Fold>
  );
}

interface GroupProps {
  title: string;
  entries: readonly Counted[];
  show(one: Counted): { label: string; swatch?: preact.ComponentChildren; definition?: string | undefined };
  onToggle(one: Counted, label: string): void;
}

function Group({ title, entries, show, onToggle }: GroupProps) {
  if (entries.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {entries.map((one) => {
          const { label, swatch, definition } = show(one);
          return (
            <li key={one.id}>
              <button type="button" aria-pressed={!one.isOff} title={definition} onClick={() => onToggle(one, label)}>
                {swatch}
                <span class="look-label">{label}</span>
                <span class="look-count">
                  {one.isOff && "off · "}
                  {one.count}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function sorted(entries: readonly Counted[], order: readonly string[]): Counted[] {
  return [...entries].sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id));
}

function toggled(list: readonly string[], id: string): string[] {
  return list.includes(id) ? list.filter((one) => one !== id) : [...list, id];
}
