/** What the keyboard does in the graph. */
import type { Direction } from "./steps.ts";

/** What a key asks for. */
export type KeyWish =
  | { do: "step"; direction: Direction; toAny: boolean }
  | { do: "zoom"; factor: number }
  | { do: "choose" | "clear" | "fit" | "menu" };

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** The wish of a key, or null for keys that are the page's or the browser's. */
export function wishOf(
  event: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "altKey" | "metaKey">,
): KeyWish | null {
  const { key } = event;
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const direction = ARROWS[key];
  if (direction) return { do: "step", direction, toAny: event.shiftKey };
  if (key === "ContextMenu" || (key === "F10" && event.shiftKey)) return { do: "menu" };
  if (key === "+" || key === "=") return { do: "zoom", factor: 1.3 };
  if (key === "-" || key === "−" || key === "_") return { do: "zoom", factor: 1 / 1.3 };
  if (key === "0") return { do: "fit" };
  if (key === "Enter" || key === " ") return { do: "choose" };
  if (key === "Escape") return { do: "clear" };
  return null;
}

/** What a screen reader is told of the keys. */
export const KEYS_IN_WORDS =
  "Arrow keys go to linked nodes, with Shift to any node. Enter selects, Enter again shows neighbours, " +
  "Escape clears, plus and minus zoom, 0 shows all. The table holds the same.";
