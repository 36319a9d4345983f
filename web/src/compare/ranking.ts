/**
 * The ranking of cycling tests under equal conditions. Which tests are comparable is said by `compare.json`;
 * the places follow `ranks_of` of naseikg.comparing.amounts, so that "over 500 h" is never ranked as 500 h.
 */
import type { Cell, Compare, TestRow } from "../data/types.ts";

export interface Span {
  low: number | null;
  high: number | null;
}

/** The best and the worst place that a number can have; they differ where the print leaves the order open. */
export interface Rank {
  best: number;
  worst: number;
  isTied: boolean;
}

export interface Placed {
  test: TestRow;
  rank: Rank;
}

export interface Apart {
  test: TestRow;
  /** In words. */
  because: string;
}

/** The rank of each span among all, highest first. */
export function ranksOf(spans: readonly Span[]): Rank[] {
  const bounds = spans.map(({ low, high }): [number, number] => [low ?? -Infinity, high ?? Infinity]);
  return bounds.map(([low, high]) => {
    const surelyAbove = bounds.filter((one) => one[0] > high).length;
    const perhapsAbove = bounds.filter((one) => one[1] > low).length - (high > low ? 1 : 0);
    const same = bounds.filter((one) => one[0] === one[1] && one[0] === low).length;
    return { best: 1 + surelyAbove, worst: 1 + perhapsAbove, isTied: low === high && same > 1 };
  });
}

/** A rank as it is printed: "1", "1 to 2", "2 =". */
export function rankText({ best, worst, isTied }: Rank): string {
  return `${best === worst ? best : `${best} to ${worst}`}${isTied ? " =" : ""}`;
}

/** The tests of a group ranked by a result, and all others with the reason against them. */
export function rankedIn(compare: Compare, group: number, result: string): { ranked: Placed[]; apart: Apart[] } {
  const label = compare.groups[group]?.label ?? "";
  const name = compare.columns.find((one) => one.id === result)?.label ?? result;
  const inside = compare.tests.filter((one) => one.group === group && one.group !== null);
  const ranked = inside.filter((one) => hasNumber(one.values[result]));
  const ranks = ranksOf(ranked.map((one) => one.values[result] ?? { low: null, high: null }));
  const number = (one: Placed) => one.test.values[result]?.number ?? 0;
  const placed = ranked.flatMap((test, place) => {
    const rank = ranks[place];
    return rank ? [{ test, rank }] : [];
  });
  placed.sort((a, b) => a.rank.best - b.rank.best || a.rank.worst - b.rank.worst || number(b) - number(a));
  const apart = compare.tests
    .filter((one) => !ranked.includes(one))
    .map((test) => ({ test, because: reason(test, group, label, name, compare) }));
  return { ranked: placed, apart };
}

function reason(test: TestRow, group: number, label: string, result: string, compare: Compare): string {
  if (test.group === group) return `${result} not stated`;
  const own = test.group === null ? undefined : compare.groups[test.group];
  return own ? differing(own.label, label) : test.apart;
}

/** What of the conditions of one group another does not share, as "current density 2 mA cm⁻²; cell ...". */
export function differing(own: string, other: string): string {
  const shared = new Set(other.split(", "));
  return (
    own
      .split(", ")
      .filter((one) => !shared.has(one))
      .join("; ") || own
  );
}

/** How many other tests share the conditions of a test. */
export function companions(compare: Compare, test: TestRow): number {
  if (test.group === null) return 0;
  return (compare.groups[test.group]?.tests.length ?? 1) - 1;
}

/** A value with its qualifier as printed, "over 780"; the empty text when there is none. */
export function cellText(cell: Cell | undefined): string {
  if (!cell?.printed) return "";
  return cell.qualifier && cell.qualifier !== "exact" ? `${cell.qualifier} ${cell.printed}` : cell.printed;
}

/** What is said where there is no value: that the source does not say, or that nobody looked. */
export function absence(cell: Cell | undefined): string {
  return cell?.notStated ? "not stated" : "not recorded";
}

function hasNumber(cell: Cell | undefined): boolean {
  return cell !== undefined && cell.number !== null;
}
