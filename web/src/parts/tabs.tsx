/** Tabs over one panel: arrows, Home and End go between them. */
import "./tabs.css";
import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { useRoving } from "../plots/roving.ts";

export interface Tab {
  id: string;
  label: string;
}

export interface TabsProps {
  /** What the tabs divide. */
  label: string;
  tabs: readonly [Tab, ...Tab[]];
  /** The id of the open tab; anything else opens the first. */
  open: Signal<string>;
  children: (id: string) => ComponentChildren;
}

export function Tabs({ label, tabs, open, children }: TabsProps) {
  const id = useId();
  const current = tabs.find((one) => one.id === open.value) ?? tabs[0];
  const at = tabs.indexOf(current);
  const roving = useRoving(tabs.length);
  return (
    <div class="tabs">
      <div role="tablist" aria-label={label} ref={roving.ref} class="tabs-list">
        {tabs.map((tab, place) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${id}-${tab.id}`}
            aria-selected={place === at}
            aria-controls={`${id}-panel`}
            {...roving.props(place)}
            tabIndex={place === at ? 0 : -1}
            onFocus={() => {
              if (place !== at) open.value = tab.id;
            }}
            onClick={() => {
              open.value = tab.id;
            }}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${current.id}`} class="tabs-panel">
        {children(current.id)}
      </div>
    </div>
  );
}
