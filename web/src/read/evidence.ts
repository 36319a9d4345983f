/** What stands behind a recorded fact. */
import type { Library } from "./library.ts";
import { partsOf } from "./why.ts";

export interface Evidence {
  /** `finding`: findings state it; `read`: it was recorded from these findings; `ontology`: its authors state it. */
  kind: "finding" | "read" | "ontology" | "record";
  findings: readonly string[];
}

/** Things that one finding brought in: it is evidence for all that is recorded of them. */
const MEASURED = /^(comparison|quantity|test)\//;

/** The evidence for a recorded fact, told as `naseikg why` tells it. */
export function evidenceFor(library: Library, key: string): Evidence {
  const { byFact, byObject, bySubject } = library.findingsOf;
  const [subject, relation] = partsOf(key);
  const stated = byFact.get(key);
  if (stated) return { kind: "finding", findings: stated };
  if (subject.includes(":")) return { kind: "ontology", findings: [] };
  if (relation === "nsei:componentCount") {
    const named = bySubject.get(subject) ?? [];
    return {
      kind: "read",
      findings: named.filter((id) => library.details.findings[id]?.relation === "nsei:hasComponent"),
    };
  }
  if (Object.hasOwn(library.details.findings, subject)) return { kind: "read", findings: [subject] };
  if (MEASURED.test(subject)) {
    const wholes = (library.links.at.get(subject) ?? []).filter((one) => one.object === subject && !one.isInferred);
    const found = byObject.get(subject) ?? [...new Set(wholes.flatMap((one) => byObject.get(one.subject) ?? []))];
    if (found.length) return { kind: "read", findings: found };
  }
  return { kind: "record", findings: [] };
}
