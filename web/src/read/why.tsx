/** Why a fact holds, as a tree from the fact to the sentences and records that it rests on. */
import "./read.css";
import { evidenceFor } from "./evidence.ts";
import { FindingCard } from "./finding.tsx";
import { type Library, useFile, useLibrary } from "./library.ts";
import { factWords } from "./names.ts";
import { type Step, stepsOf } from "./why.ts";

/** The tree for a fact of three ids. */
export function Why({ subject, relation, object }: { subject: string; relation: string; object: string }) {
  const { value: library, fault } = useLibrary();
  const proofs = useFile("proofs.json");
  const wrong = fault || proofs.fault;
  if (wrong) return <p class="missing">{wrong}</p>;
  if (!library || !proofs.value) return <p class="quiet">Reading the reasons …</p>;
  const root = stepsOf(proofs.value, `${subject} ${relation} ${object}`);
  return (
    <ul class="read-why" aria-label={`Why ${factWords(library, root)}`}>
      <Branch step={root} library={library} />
    </ul>
  );
}

function Branch({ step, library }: { step: Step; library: Library }) {
  const words = factWords(library, step);
  if (step.isTold)
    return (
      <li>
        {words} <span class="quiet">(see above)</span>
      </li>
    );
  if (!step.isInferred) return <Leaf step={step} words={words} library={library} />;
  return (
    <li>
      <details open>
        <summary>
          {words} <span class="badge">inferred</span>
        </summary>
        {step.laws.map(({ words: law, axiom }, place) => (
          <p key={axiom} class="read-law">
            {place ? "and" : "because"} {law} <code class="quiet">{axiom}</code>
          </p>
        ))}
        {step.because.length > 0 && (
          <ul>
            {step.because.map((one) => (
              <Branch key={one.key} step={one} library={library} />
            ))}
          </ul>
        )}
      </details>
    </li>
  );
}

const BEHIND = {
  finding: "stated in the review",
  read: "recorded by the curator, read from",
  ontology: "stated by the ontology",
  record: "recorded by the curator; no finding states it",
};

function Leaf({ step, words, library }: { step: Step; words: string; library: Library }) {
  const { kind, findings } = evidenceFor(library, step.key);
  return (
    <li class="read-leaf">
      {words} <span class="badge">{BEHIND[kind]}</span>
      {findings.map((id) => (
        <FindingCard key={id} id={id} isBelowFact={kind === "finding"} />
      ))}
    </li>
  );
}
