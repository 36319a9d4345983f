/** A bar for each of a list of values, the names beside them. */
import type { JSX } from "preact";
import { Title } from "./axes.tsx";
import { PlotFrame, type Room, Twin } from "./frame.tsx";
import { cut, wrapped } from "./marks.ts";
import { useRoving } from "./roving.ts";
import { numberText } from "./scales.ts";

export interface Bar {
  id: string;
  label: string;
  value: number;
}

export interface BarsProps {
  bars: Bar[];
  /** What the length means. */
  label: string;
  onOpen?: (id: string) => void;
  caption: string;
}

/** More bars than these are not drawn; the table has them. */
const MANY = 200;

export function Bars(props: BarsProps): JSX.Element {
  const { bars, caption, label } = props;
  if (!bars.length) return <p class="plot-none">No bar to draw: no row has a number.</p>;
  const rows = bars.map((one) => [one.label, numberText(one.value)]);
  return (
    <PlotFrame caption={caption} draw={(room) => <Drawn {...props} bars={bars.slice(0, MANY)} room={room} />}>
      {bars.length > MANY && (
        <p>
          The first {MANY} of {bars.length} are drawn.
        </p>
      )}
      <Twin head={["name", label]} rows={rows} />
    </PlotFrame>
  );
}

function Drawn({ bars, label, onOpen, caption, room }: BarsProps & { room: Room }) {
  const { width, em } = room;
  const roving = useRoving(bars.length, onOpen && ((place) => onOpen(bars[place]?.id ?? "")));
  const lines = wrapped(caption, width / (0.53 * em));
  const top = (1.3 * lines.length + 0.8) * em;
  const row = 1.7 * em;
  const longest = Math.max(...bars.map((one) => one.label.length));
  const left = Math.min(width * 0.45, longest * 0.48 * em + em);
  // Behind the longest bar its number needs room.
  const right = width - (Math.max(...bars.map((one) => numberText(one.value).length)) * 0.55 + 1) * em;
  const least = Math.min(0, ...bars.map((one) => one.value));
  const greatest = Math.max(0, ...bars.map((one) => one.value));
  const at = (value: number) => left + ((right - left) * (value - least)) / (greatest - least || 1);
  return (
    <svg
      width={width}
      height={top + row * bars.length + 2 * em}
      class="plot-svg"
      role={onOpen ? "group" : "img"}
      aria-label={`${caption}: ${bars.length} bars`}
    >
      <Title lines={lines} em={em} />
      <g ref={roving.ref}>
        {bars.map((bar, place) => {
          const y = top + place * row;
          const [from, to] = [at(Math.min(0, bar.value)), at(Math.max(0, bar.value))];
          return (
            <g
              key={bar.id}
              class={onOpen ? "plot-bar is-open" : "plot-bar"}
              {...(onOpen
                ? {
                    role: "button",
                    "aria-label": `${bar.label}: ${numberText(bar.value)}`,
                    onClick: () => onOpen(bar.id),
                    ...roving.props(place),
                  }
                : {})}
            >
              <title>{bar.label}</title>
              <rect x={0} y={y} width={width} height={row} class="plot-hit" data-only-page="" />
              <text x={left - 0.5 * em} y={y + 1.15 * em} text-anchor="end" class="plot-tick">
                {cut(bar.label, Math.floor((left - 0.6 * em) / (0.48 * em)))}
              </text>
              <rect
                x={from}
                y={y + 0.25 * em}
                width={Math.max(1, to - from)}
                height={row - 0.5 * em}
                class="plot-length"
              />
              <text x={to + 0.4 * em} y={y + 1.15 * em} class="plot-tick">
                {numberText(bar.value)}
              </text>
            </g>
          );
        })}
      </g>
      <path d={`M${at(0)} ${top}V${top + row * bars.length}`} class="plot-axis" />
      <text x={(left + right) / 2} y={top + row * bars.length + 1.4 * em} text-anchor="middle" class="plot-name">
        {label}
      </text>
    </svg>
  );
}
