/** Why a row is in the answer: the facts that the query met for it, each with its reasons. */
import { useEffect, useRef, useState } from "preact/hooks";
import { FindingCard } from "../read/finding.tsx";
import { useFile } from "../read/library.ts";
import { Why } from "../read/why.tsx";
import { announce } from "../state/shared.ts";
import { answer as ask } from "./engine.ts";
import type { SelectAnswer } from "./results-views.ts";
import { type Behind, behindRow, type Sorted, sortedFacts } from "./why-row.ts";

/** So many trees are open at first. */
const FIRST = 8;
/** So many findings. */
const FIRST_FINDINGS = 5;

export interface WhyRowProps {
  answer: SelectAnswer;
  sparql: string;
  place: number;
  onClose(): void;
}

export function WhyRow({ answer, sparql, place, onClose }: WhyRowProps) {
  const { value: file } = useFile("questions.json");
  const [behind, setBehind] = useState<Behind | null>(null);
  const [fault, setFault] = useState("");
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!file) return;
    behindRow(sparql, file.prefixes, answer, place, (one) => ask(one)).then(
      (found) => {
        setBehind(found);
        announce(`Why row ${place + 1}: ${found.facts.length} facts`);
      },
      (error: Error) => setFault(error.message),
    );
  }, [answer, sparql, place, file]);
  useEffect(() => head.current?.focus(), []);
  return (
    <section class="why-row" aria-label={`Why row ${place + 1}`}>
      <div class="why-row-head">
        <h2 ref={head} tabIndex={-1}>
          Why row {place + 1} is in the answer
        </h2>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
      {fault && <p class="missing">The reasons cannot be found: {fault}</p>}
      {!fault && !behind && <p class="quiet">Looking for the facts …</p>}
      {behind && <Reasons behind={behind} />}
    </section>
  );
}

function Reasons({ behind }: { behind: Behind }) {
  const found = sortedFacts(behind.facts);
  const { value: details } = useFile("details.json");
  const told = new Set(found.reasons.map((one) => one.join(" ")));
  // What stands in a tree above is not told again.
  const findings = found.findings.filter((id) => {
    const one = details && Object.hasOwn(details.findings, id) ? details.findings[id] : undefined;
    return !one || !told.has(`${one.subject} ${one.relation} ${one.object}`);
  });
  return (
    <>
      {found.reasons.length > 0 && (
        <>
          <h3>Facts that the query met</h3>
          <Trees reasons={found.reasons} />
        </>
      )}
      {findings.length > 0 && (
        <>
          <h3>{told.size ? "Further findings that the query read" : "Findings that the query read"}</h3>
          <Findings ids={findings} />
        </>
      )}
      {!found.reasons.length && !found.findings.length && (
        <p>There is nothing to explain: the row holds names and computed values only.</p>
      )}
      {behind.computed.length > 0 && (
        <>
          <h3>Computed by the query</h3>
          <ul class="why-row-computed">
            {behind.computed.map(({ column, how }) => (
              <li key={column}>
                {column.replaceAll("_", " ")}: <code>{how}</code>
              </li>
            ))}
          </ul>
        </>
      )}
      <Rest found={found} isCut={behind.isCut} />
    </>
  );
}

function Trees({ reasons }: { reasons: Sorted["reasons"] }) {
  const [isAll, setAll] = useState(false);
  const seen = isAll ? reasons : reasons.slice(0, FIRST);
  return (
    <>
      {seen.map(([subject, relation, object]) => (
        <Why key={`${subject} ${relation} ${object}`} subject={subject} relation={relation} object={object} />
      ))}
      {!isAll && reasons.length > FIRST && (
        <button type="button" onClick={() => setAll(true)}>
          Show {reasons.length - FIRST} more facts
        </button>
      )}
    </>
  );
}

function Findings({ ids }: { ids: readonly string[] }) {
  const [isAll, setAll] = useState(false);
  return (
    <>
      {(isAll ? ids : ids.slice(0, FIRST_FINDINGS)).map((id) => (
        <FindingCard key={id} id={id} />
      ))}
      {!isAll && ids.length > FIRST_FINDINGS && (
        <button type="button" onClick={() => setAll(true)}>
          Show {ids.length - FIRST_FINDINGS} more findings
        </button>
      )}
    </>
  );
}

function Rest({ found, isCut }: { found: Sorted; isCut: boolean }) {
  const parts = [
    counted(found.names, "name or definition", "names and definitions"),
    counted(found.values, "value, unit or place", "values, units and places"),
    counted(found.links, "link to another ontology", "links to other ontologies"),
  ].filter(Boolean);
  return (
    <>
      {parts.length > 0 && <p class="quiet">The query also read, with nothing to explain: {parts.join("; ")}.</p>}
      {isCut && <p class="quiet">More was counted than is listed here.</p>}
    </>
  );
}

function counted(count: number, one: string, several: string): string {
  return count ? `${count} ${count === 1 ? one : several}` : "";
}
