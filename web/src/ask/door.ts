/** A door for scripts and tests: `window.naseikg` asks the same engine as the page. */
import { type Answer, answer, start } from "./engine.ts";

interface Door {
  /** Settles when the graph is loaded. */
  ready(): Promise<void>;
  answer(sparql: string): Promise<Answer>;
  /** Milliseconds from asking to having the rows in the page. */
  time(sparql: string): Promise<number>;
}

declare global {
  interface Window {
    naseikg?: Door;
  }
}

/** Puts the door into the page. */
export function openDoor(): void {
  window.naseikg ??= Object.freeze({
    ready: start,
    answer: (sparql: string) => answer(sparql),
    time: async (sparql: string) => {
      const began = performance.now();
      await answer(sparql);
      return performance.now() - began;
    },
  });
}
