/** References by number, each with its citation. */
import type { Details } from "../data/types.ts";
import { ThingLink } from "../parts/link.tsx";

export function ReferenceList({ numbers, details }: { numbers: readonly number[]; details: Details }) {
  if (!numbers.length) return <p class="quiet">None.</p>;
  return (
    <ul class="compare-list">
      {numbers.map((number) => {
        const reference = details.references[String(number)];
        return (
          <li key={number}>{reference ? <ThingLink id={reference.id} label={reference.citation} /> : `[${number}]`}</li>
        );
      })}
    </ul>
  );
}
