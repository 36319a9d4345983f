/** Points in a plane: two numbers, a third as size, a group as colour and shape. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { fillColour } from "../picture/palette.ts";
import { outlineOf } from "../picture/shapes.ts";
import { type Area, Axes, Title, UNHEARD } from "./axes.tsx";
import { PlotFrame, type Room, Twin } from "./frame.tsx";
import { type Mark, marksOf, wrapped } from "./marks.ts";
import { pointText } from "./point-text.ts";
import { useRoving } from "./roving.ts";
import { numberText, radii, scaleOf, ticksOf } from "./scales.ts";
import { legendHeight, ScatterLegend, sizeEntries } from "./scatter-legend.tsx";
import { joins, sideBySide } from "./side-by-side.ts";

export interface ScatterPoint {
  id: string;
  label: string;
  x: number;
  y: number;
  /** Left out: drawn pale and dashed, "not stated". */
  size?: number;
  group?: string;
  /** That the true value of y is at least or at most what is drawn. */
  bound?: "lower" | "upper";
  /** How y is printed, where the number alone would say more or less: "up to 500". */
  print?: string;
}

export interface ScatterProps {
  points: ScatterPoint[];
  xLabel: string;
  yLabel: string;
  sizeLabel?: string;
  groupLabel?: string;
  /** Straight unless told. */
  logX?: boolean;
  logY?: boolean;
  onOpen?: (id: string) => void;
  caption: string;
  /** The point that is marked, and what is told when another comes under pointer or focus ("" for none). */
  marked?: string;
  onMark?: (id: string) => void;
  /** Groups that keep their marks whether or not a point has them. */
  groups?: readonly string[];
  /** False where the same rows stand beside the plot anyway. */
  hasTwin?: boolean;
}

export function Scatter(props: ScatterProps): JSX.Element {
  const { points, caption, logX = false, logY = false } = props;
  const drawn = points
    .filter((one) => (!logX || one.x > 0) && (!logY || one.y > 0))
    .sort((a, b) => a.x - b.x || a.y - b.y);
  const leftOut = points.length - drawn.length;
  if (!drawn.length) return <p class="plot-none">No point to draw: no row has a number for both axes.</p>;
  return (
    <PlotFrame caption={caption} draw={(room) => <Plane {...props} points={drawn} room={room} />}>
      {leftOut > 0 && (
        <p>
          {leftOut} {leftOut === 1 ? "point is" : "points are"} left out: a logarithmic axis has no zero.
        </p>
      )}
      {props.hasTwin !== false && <Twin {...twinOf(props)} />}
    </PlotFrame>
  );
}

function Plane(props: ScatterProps & { room: Room }) {
  const { points, room, xLabel, yLabel, sizeLabel, groupLabel, onOpen, caption, onMark } = props;
  const { width, em } = room;
  const [under, setUnder] = useState("");
  const marked = props.marked ?? under;
  const mark = (id: string) => {
    setUnder(id);
    onMark?.(id);
  };
  const roving = useRoving(points.length, (place) => onOpen?.(points[place]?.id ?? ""));
  const marks = marksOf(props.groups ?? points.map((one) => one.group ?? ""));
  const sizes = points.flatMap((one) => (one.size === undefined ? [] : [one.size]));
  const radius = radii(sizes, 0.75 * em);
  const groups = groupLabel ? [...marks].filter(([name]) => points.some((one) => (one.group ?? "") === name)) : [];
  const legend = {
    groups,
    sizes: sizeLabel ? sizeEntries(sizes).map((size): [string, number] => [numberText(size), radius(size)]) : [],
    hasUnsized: sizeLabel !== undefined && sizes.length < points.length,
    hasLower: points.some((one) => one.bound === "lower"),
    hasUpper: points.some((one) => one.bound === "upper"),
    hasSame: hasSame(points),
    sizeLabel: sizeLabel ?? "",
    groupLabel: groupLabel ?? "",
  };
  const lines = wrapped(caption, width / (0.53 * em));
  const head = (1.3 * lines.length + 1) * em;
  const bottom = head + Math.min(26 * em, Math.max(15 * em, width * 0.5));
  const area: Area = { left: 4.4 * em, top: head, right: width - 1.2 * em, bottom };
  const foot = bottom + 3.4 * em;
  const height = foot + legendHeight(legend, width, em);
  const { logX = false, logY = false } = props;
  const x = scaleOf(numbers(points, "x"), [area.left, area.right], logX);
  const y = scaleOf(numbers(points, "y"), [area.bottom, area.top], logY);
  const spots = points.map((one) => ({ x: x(one.x), y: y(one.y) }));
  const places = sideBySide(spots, (sizes.length ? 1.6 : 1.1) * em, area.left, area.right);
  const open = points.findIndex((one) => one.id === marked);
  const [told, there] = [points[open], places[open]];
  return (
    <svg
      width={width}
      height={height}
      role={onOpen ? "group" : "img"}
      aria-label={`${caption}. ${points.length} points${onOpen ? "; arrow keys go between them" : ""}.`}
      class="plot-svg"
      onMouseLeave={() => mark("")}
    >
      <Title lines={lines} em={em} />
      <Axes
        area={area}
        em={em}
        xTicks={ticksOf(x, Math.max(3, width / (6 * em)), logX)}
        yTicks={ticksOf(y, 6, logY)}
        xLabel={xLabel}
        yLabel={yLabel}
      />
      {joins(spots, places).map(({ from, to, of }) => (
        <path
          key={`${of.x} ${of.y}`}
          d={`M${from} ${of.y}H${to}M${of.x} ${of.y - 1.1 * em}v${2.2 * em}`}
          class="plot-join"
          {...UNHEARD}
        />
      ))}
      <g ref={roving.ref}>
        {points.map((point, place) => (
          <Point
            key={point.id}
            point={point}
            x={places[place]?.x ?? 0}
            y={places[place]?.y ?? 0}
            radius={point.size === undefined ? 0.4 * em : radius(point.size)}
            isPale={sizeLabel !== undefined && point.size === undefined}
            look={marks.get(point.group ?? "") ?? { colour: "blue", shape: "dot" }}
            em={em}
            isMarked={point.id === marked}
            label={pointText(point, props)}
            isButton={onOpen !== undefined}
            stop={roving.props(place)}
            onMark={() => mark(point.id)}
            onOpen={() => onOpen?.(point.id)}
          />
        ))}
      </g>
      {told && there && <Tip point={told} props={props} {...there} area={area} em={em} />}
      <ScatterLegend {...legend} top={foot} width={width} em={em} />
    </svg>
  );
}

interface PointProps {
  point: ScatterPoint;
  x: number;
  y: number;
  radius: number;
  isPale: boolean;
  look: Mark;
  em: number;
  isMarked: boolean;
  label: string;
  isButton: boolean;
  stop: ReturnType<ReturnType<typeof useRoving>["props"]>;
  onMark(): void;
  onOpen(): void;
}

function Point(props: PointProps) {
  const { point, x, y, radius, look, em } = props;
  const up = point.bound === "upper" ? 1 : -1;
  const button = {
    ...props.stop,
    role: "button" as const,
    "aria-label": props.label,
    onClick: props.onOpen,
    onFocus: () => {
      props.stop.onFocus();
      props.onMark();
    },
  };
  const acts = { onMouseEnter: props.onMark, ...(props.isButton ? button : {}) };
  return (
    <g class={`plot-point ${props.isMarked ? "is-marked" : ""}`} {...props.stop} {...acts}>
      {/* Small points are hit as easily as large ones. */}
      <circle cx={x} cy={y} r={Math.max(radius, 0.75 * em)} class="plot-hit" data-only-page="" />
      {point.bound && (
        <path
          d={`M${x} ${y}v${up * (radius + 0.9 * em)}m${-0.3 * em} ${-up * 0.35 * em}l${0.3 * em} ${up * 0.35 * em}l${0.3 * em} ${-up * 0.35 * em}`}
          class="plot-bound"
        />
      )}
      {props.isMarked && <circle cx={x} cy={y} r={radius + 0.35 * em} class="plot-ring" data-only-page="" />}
      <path
        d={outlineOf(look.shape, x, y, radius)}
        fill={fillColour(look.colour)}
        class={`plot-mark ${props.isPale ? "is-pale" : ""}`}
      />
    </g>
  );
}

function Tip(tip: { point: ScatterPoint; props: ScatterProps; x: number; y: number; area: Area; em: number }) {
  const { area, em } = tip;
  const isLeft = tip.x > (area.left + area.right) / 2;
  const room = (isLeft ? tip.x - area.left : area.right - tip.x) / (0.5 * em);
  const lines = wrapped(pointText(tip.point, tip.props), Math.max(16, room - 3));
  const top = Math.min(tip.y, area.bottom - lines.length * 1.2 * em);
  return (
    <text class="plot-tip" text-anchor={isLeft ? "end" : "start"} {...UNHEARD} data-only-page="">
      {lines.map((line, place) => (
        <tspan key={line} x={tip.x + (isLeft ? -1.4 : 1.4) * em} y={top + place * 1.2 * em}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

function twinOf(props: ScatterProps): { head: string[]; rows: string[][] } {
  const { sizeLabel, groupLabel } = props;
  const head = ["name", props.xLabel, props.yLabel, sizeLabel ?? "", groupLabel ?? ""];
  const rows = props.points.map((one) => [
    ...[one.label, numberText(one.x), numberText(one.y)],
    ...[one.size === undefined ? "not stated" : numberText(one.size), one.group ?? ""],
  ]);
  const kept = head.map((one) => one !== "");
  return { head: head.filter((_, at) => kept[at]), rows: rows.map((row) => row.filter((_, at) => kept[at])) };
}

/** Whether two points have the same numbers. */
function hasSame(points: readonly ScatterPoint[]): boolean {
  return new Set(points.map((one) => `${one.x} ${one.y}`)).size < points.length;
}

function numbers(points: readonly ScatterPoint[], side: "x" | "y"): number[] {
  return points.map((one) => one[side]);
}
