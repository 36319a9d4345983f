/** A bar for each year. */
import type { JSX } from "preact";
import { Axes, Title } from "./axes.tsx";
import { PlotFrame, type Room, Twin } from "./frame.tsx";
import { wrapped } from "./marks.ts";
import { useRoving } from "./roving.ts";
import { numberText, scaleOf, ticksOf } from "./scales.ts";
import { type YearEvent, yearsOf } from "./years.ts";

export type { YearEvent };

export interface TimelineProps {
  events: YearEvent[];
  /** What the height means. */
  label: string;
  caption: string;
  onOpen?: (year: number) => void;
  /** The year that is open. */
  open?: number | null;
}

export function Timeline(props: TimelineProps): JSX.Element {
  const years = yearsOf(props.events);
  if (!years.length) return <p class="plot-none">No year to draw.</p>;
  const rows = years.map((one) => [String(one.year), numberText(one.value), one.label]);
  return (
    <PlotFrame caption={props.caption} draw={(room) => <Drawn {...props} events={years} room={room} />}>
      <Twin head={["year", props.label, "what"]} rows={rows} />
    </PlotFrame>
  );
}

function Drawn({ events, label, caption, onOpen, open, room }: TimelineProps & { room: Room }) {
  const { width, em } = room;
  const roving = useRoving(events.length, onOpen && ((place) => onOpen(events[place]?.year ?? 0)));
  const lines = wrapped(caption, width / (0.53 * em));
  const top = (1.3 * lines.length + 1.8) * em;
  const area = { left: 4 * em, top, right: width - 0.5 * em, bottom: top + 13 * em };
  const y = scaleOf([0, ...events.map((one) => one.value)], [area.bottom, area.top], false);
  const step = (area.right - area.left) / events.length;
  // Years are printed as often as they have room.
  const every = Math.ceil((2.6 * em) / step);
  const xTicks = events.flatMap(({ year }, place) =>
    place % every ? [] : [{ at: area.left + (place + 0.5) * step, text: String(year) }],
  );
  return (
    <svg
      width={width}
      height={area.bottom + 3.2 * em}
      class="plot-svg"
      role={onOpen ? "group" : "img"}
      aria-label={`${caption}: ${events.length} years; ${label}`}
    >
      <Title lines={lines} em={em} />
      <Axes area={area} em={em} xTicks={xTicks} yTicks={ticksOf(y, 5, false)} xLabel="year" yLabel={label} />
      <g ref={roving.ref}>
        {events.map((event, place) => {
          const x = area.left + place * step;
          const isOpen = open === event.year;
          return (
            <g
              key={event.year}
              class={`plot-bar ${onOpen ? "is-open" : ""} ${isOpen ? "is-marked" : ""}`}
              {...(onOpen
                ? {
                    role: "button",
                    "aria-label": `${event.year}: ${numberText(event.value)}, ${event.label}`,
                    "aria-pressed": isOpen,
                    onClick: () => onOpen(event.year),
                    ...roving.props(place),
                  }
                : {})}
            >
              <title>{`${event.year}: ${numberText(event.value)}`}</title>
              <rect
                x={x}
                y={area.top}
                width={step}
                height={area.bottom - area.top}
                class="plot-hit"
                data-only-page=""
              />
              <rect
                x={x + step * 0.15}
                y={y(event.value)}
                width={step * 0.7}
                height={area.bottom - y(event.value)}
                class="plot-length"
              />
              {step > 1.8 * em && (
                <text x={x + step / 2} y={y(event.value) - 0.35 * em} text-anchor="middle" class="plot-tick">
                  {numberText(event.value)}
                </text>
              )}
            </g>
          );
        })}
      </g>
    </svg>
  );
}
