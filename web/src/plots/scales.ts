/** Scales of a plot: straight or logarithmic, with ticks that do not crowd. */
import { type ScaleContinuousNumeric, scaleLinear, scaleLog, scaleSqrt } from "d3-scale";

export type Scale = ScaleContinuousNumeric<number, number>;

export interface Tick {
  at: number;
  text: string;
}

/** A scale over some numbers, with a little room around them. */
export function scaleOf(numbers: readonly number[], range: [number, number], isLog: boolean): Scale {
  const [least, greatest] = [Math.min(...numbers), Math.max(...numbers)];
  if (isLog) {
    const room = least === greatest ? 2 : (greatest / least) ** 0.06;
    return scaleLog()
      .domain([least / room, greatest * room])
      .range(range);
  }
  if (!numbers.length) return scaleLinear().domain([0, 1]).range(range);
  // Lengths and times are read from zero.
  const from = Math.min(0, least);
  const to = greatest === from ? from + 1 : greatest;
  return scaleLinear()
    .domain([from, to + (to - from) * 0.04])
    .nice()
    .range(range);
}

/** The ticks of a scale, about as many as wanted. */
export function ticksOf(scale: Scale, wanted: number, isLog: boolean): Tick[] {
  const all = isLog ? logTicks(scale, wanted) : scale.ticks(wanted);
  return all.map((one) => ({ at: scale(one), text: numberText(one) }));
}

/** Radii whose areas are as the numbers. */
export function radii(numbers: readonly number[], largest: number): (number: number) => number {
  const scale = scaleSqrt()
    .domain([0, Math.max(...numbers, Number.MIN_VALUE)])
    .range([0, largest]);
  return (number) => Math.max(largest * 0.25, scale(Math.max(0, number)));
}

/** A number as an axis prints it. */
export function numberText(number: number): string {
  if (number !== 0 && (Math.abs(number) >= 1e6 || Math.abs(number) < 1e-4)) {
    return number.toExponential().replace("e+", "e").replace("-", "−");
  }
  return String(Number(number.toPrecision(10))).replace("-", "−");
}

function logTicks(scale: Scale, wanted: number): number[] {
  const [least = 1, greatest = 10] = scale.domain();
  const decades = Math.log10(greatest / least);
  // Within half a decade a logarithmic axis is nearly straight.
  if (decades <= 0.5) return scaleLinear().domain([least, greatest]).ticks(wanted);
  const steps = decades > wanted ? [1] : decades > wanted / 3 ? [1, 3] : [1, 2, 5];
  const found: number[] = [];
  for (let power = Math.floor(Math.log10(least)); power <= Math.ceil(Math.log10(greatest)); power++) {
    for (const step of steps) {
      const one = Number((step * 10 ** power).toPrecision(6));
      if (one >= least && one <= greatest) found.push(one);
    }
  }
  return found;
}
