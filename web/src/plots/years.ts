/** The years of a timeline. */

export interface YearEvent {
  year: number;
  value: number;
  /** What the year holds, in words. */
  label: string;
}

/** Every year from the first to the last once, those without an event with 0; values of one year add up. */
export function yearsOf(events: readonly YearEvent[]): YearEvent[] {
  const found = new Map<number, YearEvent>();
  for (const one of events) {
    const last = found.get(one.year);
    const joined = last && { ...last, value: last.value + one.value, label: `${last.label}; ${one.label}` };
    found.set(one.year, joined ?? one);
  }
  if (!found.size) return [];
  const [first, last] = [Math.min(...found.keys()), Math.max(...found.keys())];
  // Years far apart, as of a slip in the data, would be a picture of nothing.
  if (last - first > 300) return [...found.values()].sort((a, b) => a.year - b.year);
  return Array.from({ length: last - first + 1 }, (_, place) => {
    const year = first + place;
    return found.get(year) ?? { year, value: 0, label: "none" };
  });
}
