/** Picking findings by words. */
import type { Library } from "./library.ts";

/** The findings that hold every word: in claim, basis, places, credited groups or reference numbers. */
export function findingsWith(
  library: Pick<Library, "details">,
  ids: readonly string[],
  asked: string,
): readonly string[] {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return ids;
  return ids.filter((id) => {
    const text = textOf(library, id);
    return words.every((word) => text.includes(word));
  });
}

/** A number with its noun. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

function textOf({ details }: Pick<Library, "details">, id: string): string {
  const finding = details.findings[id];
  if (!finding) return "";
  const places = finding.sentences.flatMap((one) => {
    const place = details.sentences[one];
    return place ? [place.label, place.section] : [];
  });
  const credited = finding.credited.map((one) => one.label);
  const numbers = finding.references.map((one) => `[${one}]`);
  return [finding.claim, finding.basis, ...places, ...credited, ...numbers].join(" ").toLowerCase();
}
