/** The axes of a plot: lines, ticks, names. */
import type { Tick } from "./scales.ts";

/** What is drawn for the eye only; the plot says the same in its names. */
export const UNHEARD = { "aria-hidden": "true" } as const;

export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface AxesProps {
  area: Area;
  em: number;
  xTicks: readonly Tick[];
  yTicks: readonly Tick[];
  xLabel: string;
  yLabel: string;
}

export function Axes({ area, em, xTicks, yTicks, xLabel, yLabel }: AxesProps) {
  const { left, top, right, bottom } = area;
  return (
    <g {...UNHEARD}>
      {yTicks.map(({ at, text }) => (
        <g key={text}>
          <line x1={left} x2={right} y1={at} y2={at} class="plot-grid" />
          <text x={left - 0.4 * em} y={at + 0.28 * em} text-anchor="end" class="plot-tick">
            {text}
          </text>
        </g>
      ))}
      {xTicks.map(({ at, text }) => (
        <g key={text}>
          <line x1={at} x2={at} y1={bottom} y2={bottom + 0.3 * em} class="plot-axis" />
          <text x={at} y={bottom + 1.2 * em} text-anchor="middle" class="plot-tick">
            {text}
          </text>
        </g>
      ))}
      <path d={`M${left} ${top}V${bottom}H${right}`} class="plot-axis" />
      <text x={(left + right) / 2} y={bottom + 2.4 * em} text-anchor="middle" class="plot-name">
        {xLabel}
      </text>
      <text
        transform={`translate(${0.9 * em} ${(top + bottom) / 2}) rotate(-90)`}
        text-anchor="middle"
        class="plot-name"
      >
        {yLabel}
      </text>
    </g>
  );
}

/** The name of a plot at its top, in as many lines as it needs. */
export function Title({ lines, em }: { lines: readonly string[]; em: number }) {
  return (
    <text class="plot-title" {...UNHEARD}>
      {lines.map((line, place) => (
        <tspan key={line} x={0.3 * em} y={(1.1 + 1.3 * place) * em}>
          {line}
        </tspan>
      ))}
    </text>
  );
}
