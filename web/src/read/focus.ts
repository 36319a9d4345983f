/** Where the focus goes when the panel opens, changes and closes: never lost, and never taken from who is typing. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

let isByKey = false;
let lastFocused: Element | null = null;

if (typeof document !== "undefined") {
  document.addEventListener("keydown", () => (isByKey = true), true);
  document.addEventListener("pointerdown", () => (isByKey = false), true);
  document.addEventListener("focusin", ({ target }) => (lastFocused = target instanceof Element ? target : null), true);
}

/**
 * Moves the focus to the heading when a key on a link or button opened the panel, or when what had the focus in the
 * panel is gone; gives a function that closes it and goes back to where the reader was.
 */
export function usePanelFocus(
  id: string,
  panel: RefObject<HTMLElement>,
  heading: RefObject<HTMLElement>,
  isReady: boolean,
) {
  const cameFrom = useRef<Element | null>(null);
  const wasInside = useRef(false);
  const shown = useRef("");
  // What opened it, where that was a key; judged when it is asked for, since its facts may come later.
  const opener = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const now = document.activeElement;
    const isOnButton = now instanceof HTMLElement && now.matches("a, button, summary") && !panel.current?.contains(now);
    opener.current = isByKey && isOnButton ? now : null;
    if (now instanceof Element && now !== document.body && !panel.current?.contains(now)) {
      cameFrom.current = now;
      wasInside.current = false;
    } else {
      wasInside.current = shown.current !== "" && lastFocused !== null;
    }
  }, [id]);
  useEffect(() => {
    if (!isReady || shown.current === id) return;
    const isFirst = shown.current === "";
    shown.current = id;
    // Who went on meanwhile is left alone.
    const isWaiting = opener.current !== null && opener.current === document.activeElement;
    if (isWaiting || (!isFirst && wasInside.current)) heading.current?.focus({ preventScroll: true });
  }, [id, isReady]);
  return () => {
    const isInside = panel.current?.contains(document.activeElement) || document.activeElement === document.body;
    const back = cameFrom.current;
    if (!isInside) return;
    if (back instanceof HTMLElement && back.isConnected) back.focus();
    else document.getElementById("content")?.focus();
  };
}
