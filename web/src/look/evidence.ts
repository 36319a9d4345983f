/** What the findings of a link say of their kind and their years. */
import type { Details } from "../data/types.ts";

export interface Evidence {
  /** "measured", "argued" … of a finding, or "". */
  basisOf(finding: string): string;
  /** The years of the references that a finding rests on. */
  yearsOf(finding: string): readonly number[];
  /** All kinds of evidence there are, sorted. */
  bases: readonly string[];
  /** The first and the last year. */
  first: number;
  last: number;
}

/** The evidence in the details. */
export function evidenceOf(details: Details): Evidence {
  const years = Object.values(details.references).flatMap(({ year }) => (year === null ? [] : [year]));
  const bases = new Set(Object.values(details.findings).map(({ basis }) => basis));
  bases.delete("");
  return {
    basisOf: (finding) => details.findings[finding]?.basis ?? "",
    yearsOf: (finding) =>
      (details.findings[finding]?.references ?? []).flatMap((number) => details.references[number]?.year ?? []),
    bases: [...bases].sort(),
    first: Math.min(...years),
    last: Math.max(...years),
  };
}
