/** One stop for the Tab key among many marks; arrows, Home and End go between them. */
import { useRef, useState } from "preact/hooks";

/** Where a key leads from a place among so many; null for a key that leads nowhere. */
export function placeAfter(key: string, place: number, count: number): number | null {
  const to: Record<string, number> = {
    ArrowRight: place + 1,
    ArrowLeft: place - 1,
    ArrowDown: place + 1,
    ArrowUp: place - 1,
    Home: 0,
    End: count - 1,
  };
  const found = to[key];
  return found === undefined || count === 0 ? null : within(found, count);
}

/** A cell of a grid. */
export interface Place {
  row: number;
  column: number;
}

/** Where a key leads in a grid, Home and End with Control to its corners; null for a key that leads nowhere. */
export function cellAfter(key: string, isControl: boolean, from: Place, rows: number, columns: number): Place | null {
  const { row, column } = from;
  const to: Record<string, Place> = {
    ArrowRight: { row, column: column + 1 },
    ArrowLeft: { row, column: column - 1 },
    ArrowDown: { row: row + 1, column },
    ArrowUp: { row: row - 1, column },
    Home: { row: isControl ? 0 : row, column: 0 },
    End: { row: isControl ? rows - 1 : row, column: columns - 1 },
  };
  const found = to[key];
  if (!found) return null;
  return { row: within(found.row, rows), column: within(found.column, columns) };
}

export interface Roving {
  /** The properties of the mark at a place. */
  props(place: number): {
    tabIndex: number;
    "data-place": number;
    onKeyDown(event: KeyboardEvent): void;
    onFocus(): void;
  };
  /** Of the element around the marks. */
  // biome-ignore lint/suspicious/noExplicitAny: a ref of an SVG group or of a list
  ref: { current: any };
}

/** The roving stop of some marks; Enter and Space call `open`. */
export function useRoving(count: number, open?: (place: number) => void): Roving {
  const ref = useRef<Element | null>(null);
  const [current, setCurrent] = useState(0);
  const stop = Math.min(current, Math.max(0, count - 1));
  return {
    ref,
    props: (place) => ({
      tabIndex: place === stop ? 0 : -1,
      "data-place": place,
      onFocus: () => setCurrent(place),
      onKeyDown: (event) => {
        if (open && (event.key === "Enter" || event.key === " ")) {
          event.preventDefault();
          open(place);
          return;
        }
        const to = placeAfter(event.key, place, count);
        if (to === null) return;
        event.preventDefault();
        const mark = ref.current?.querySelector(`[data-place="${to}"]`);
        if (mark instanceof SVGElement || mark instanceof HTMLElement) mark.focus();
      },
    }),
  };
}

function within(place: number, count: number): number {
  return Math.min(count - 1, Math.max(0, place));
}
