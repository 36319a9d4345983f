/** What stands around a plot: its name, the files it can be saved as, and the same in words. */
import "./plots.css";
import type { ComponentChildren, JSX, RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { download, fileName } from "../parts/downloads.ts";
import { announce } from "../state/shared.ts";
import { pngOf, svgText } from "./export.ts";

/** The room that a plot has, in CSS pixels; `em` grows with the reader's text size. */
export interface Room {
  width: number;
  em: number;
}

export interface FrameProps {
  caption: string;
  /** Draws the plot in the room there is. */
  draw(room: Room): JSX.Element;
  /** The same as the plot in words or as a table. */
  children?: ComponentChildren;
}

export function PlotFrame({ caption, draw, children }: FrameProps) {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Room | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      const em = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      const width = Math.max(240, Math.floor(Math.min(element.clientWidth, 60 * em)));
      setRoom((last) => (last?.width === width && last.em === em ? last : { width, em }));
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  return (
    <figure class="plot">
      <div ref={box} class="plot-box">
        {room && draw(room)}
      </div>
      <figcaption class="plot-foot">
        <Saving caption={caption} box={box} />
        {children}
      </figcaption>
    </figure>
  );
}

function Saving({ caption, box }: { caption: string; box: RefObject<HTMLDivElement> }) {
  const svg = () => {
    const element = box.current?.querySelector("svg");
    return element ? svgText(element) : "";
  };
  const png = () =>
    pngOf(svg()).then(
      (blob) => download(`${fileName(caption)}.png`, "image/png", blob),
      (error: Error) => announce(`No picture was made. ${error.message}`),
    );
  return (
    <span class="plot-files">
      <button type="button" onClick={() => download(`${fileName(caption)}.svg`, "image/svg+xml", svg())}>
        Save as SVG
      </button>
      <button type="button" onClick={png}>
        Save as PNG
      </button>
    </span>
  );
}

/** The same numbers as a plain table, folded away. */
export function Twin({ head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] }) {
  return (
    <details class="plot-twin">
      <summary>The same as a table</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by the keyboard */}
      <section class="plot-twin-box" tabIndex={0} aria-label="The plot as a table">
        <table>
          <thead>
            <tr>
              {head.map((one) => (
                <th key={one} scope="col">
                  {one}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, place) => (
              <tr key={place}>
                {row.map((one, at) => (
                  <td key={head[at]}>{one}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
