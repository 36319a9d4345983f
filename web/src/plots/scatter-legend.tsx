/** The legend of a scatter plot, inside the drawing so that a saved file has it. */
import { fillColour } from "../picture/palette.ts";
import { outlineOf } from "../picture/shapes.ts";
import { UNHEARD } from "./axes.tsx";
import { flowed, type Mark } from "./marks.ts";

export interface LegendParts {
  groups: readonly (readonly [string, Mark])[];
  /** The text and the radius of each. */
  sizes: readonly (readonly [string, number])[];
  hasUnsized: boolean;
  hasLower: boolean;
  hasUpper: boolean;
  /** Whether points of one place stand side by side. */
  hasSame: boolean;
  sizeLabel: string;
  groupLabel: string;
}

interface Entry {
  text: string;
  mark?: Mark;
  radius?: number;
  kind: "name" | "group" | "size" | "hollow" | "lower" | "upper" | "same";
}

/** Two or three sizes that show how sizes read: the smallest, one between, the largest. */
export function sizeEntries(sizes: readonly number[]): number[] {
  const sorted = [...new Set(sizes)].sort((a, b) => a - b);
  if (sorted.length <= 3) return sorted;
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return [sorted[0] ?? 0, middle, sorted.at(-1) ?? 0];
}

/** The entries in their lines: groups first, then sizes, then what an arrow means. */
function linesOf(parts: LegendParts): Entry[][] {
  const groups: Entry[] = parts.groups.map(([text, mark]) => ({ text: text || "none", mark, kind: "group" }));
  const sizes: Entry[] = parts.sizes.map(([text, radius]) => ({ text, radius, kind: "size" }));
  const rest: Entry[] = [];
  if (parts.hasUnsized)
    rest.push({ text: `pale, dashed: ${parts.sizeLabel.replace(/ \(.*\)$/, "")} not stated`, kind: "hollow" });
  if (parts.hasLower) rest.push({ text: "arrow up: at least", kind: "lower" });
  if (parts.hasUpper) rest.push({ text: "arrow down: at most", kind: "upper" });
  if (parts.hasSame)
    rest.push({ text: "side by side on a line: the same numbers, those of the cross-stroke", kind: "same" });
  return [
    ...(groups.length ? [[{ text: `${parts.groupLabel}:`, kind: "name" } as Entry, ...groups]] : []),
    ...(sizes.length ? [[{ text: `${parts.sizeLabel}:`, kind: "name" } as Entry, ...sizes]] : []),
    ...(rest.length ? [rest] : []),
  ];
}

function placed(parts: LegendParts, width: number, em: number): { entry: Entry; x: number; line: number }[] {
  let first = 0;
  return linesOf(parts).flatMap((line) => {
    const texts = line.map((one) => one.text);
    const places = flowed(texts, width - em, 0.42 * em, 1.7 * em);
    const found = line.map((entry, at) => ({ entry, x: places[at]?.[0] ?? 0, line: first + (places[at]?.[1] ?? 0) }));
    first = Math.max(first, ...found.map((one) => one.line + 1));
    return found;
  });
}

/** The room that a legend needs. */
export function legendHeight(parts: LegendParts, width: number, em: number): number {
  return (Math.max(-1, ...placed(parts, width, em).map((one) => one.line)) + 1) * 1.7 * em;
}

export function ScatterLegend(props: LegendParts & { top: number; width: number; em: number }) {
  const { top, em } = props;
  return (
    <g {...UNHEARD} class="plot-legend">
      {placed(props, props.width, em).map(({ entry, x, line }) => {
        const [left, y] = [x + 0.9 * em, top + (line + 0.7) * 1.7 * em - 0.3 * em];
        return (
          <g key={`${entry.kind} ${entry.text}`}>
            <Sign entry={entry} x={left} y={y} em={em} />
            <text x={entry.kind === "name" ? 0.3 * em : left + em} y={y + 0.28 * em} class="plot-key">
              {entry.text}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function Sign({ entry, x, y, em }: { entry: Entry; x: number; y: number; em: number }) {
  if (entry.mark) {
    const path = outlineOf(entry.mark.shape, x, y, 0.45 * em);
    return <path d={path} fill={fillColour(entry.mark.colour)} class="plot-mark" />;
  }
  if (entry.radius !== undefined) return <circle cx={x} cy={y} r={entry.radius} class="plot-mark is-hollow" />;
  if (entry.kind === "hollow") return <circle cx={x} cy={y} r={0.4 * em} class="plot-mark is-hollow is-unknown" />;
  if (entry.kind === "name") return null;
  if (entry.kind === "same")
    return <path d={`M${x - 0.5 * em} ${y}h${em}M${x} ${y - 0.4 * em}v${0.8 * em}`} class="plot-join" />;
  const up = entry.kind === "upper" ? 1 : -1;
  const path = `M${x} ${y - up * 0.5 * em}v${up * em}m${-0.3 * em} ${-up * 0.35 * em}l${0.3 * em} ${up * 0.35 * em}l${0.3 * em} ${-up * 0.35 * em}`;
  return <path d={path} class="plot-bound" />;
}
