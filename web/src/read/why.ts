/** Why a fact holds, step by step back to what is recorded: the tree that `naseikg why` prints. */
import type { Proofs } from "../data/types.ts";

export interface Step {
  key: string;
  subject: string;
  relation: string;
  /** An id, or a text in quotation marks. */
  object: string;
  isInferred: boolean;
  /** The axioms of the step, in words and as written. */
  laws: { words: string; axiom: string }[];
  because: Step[];
  /** Whether the same tree told it before; it is not told again. */
  isTold: boolean;
}

/** A tree longer than this is no explanation. */
const MOST_STEPS = 400;

/** The tree for a fact; a fact that no axiom makes is a leaf. It survives proofs that run in a circle. */
export function stepsOf(proofs: Proofs, key: string): Step {
  const told = new Set<string>();
  const grow = (one: string): Step => {
    const [subject, relation, object] = partsOf(one);
    const proof = Object.hasOwn(proofs.facts, one) ? proofs.facts[one] : undefined;
    const step: Step = {
      key: one,
      subject,
      relation,
      object,
      isInferred: proof !== undefined,
      laws: [],
      because: [],
      isTold: told.has(one) || told.size >= MOST_STEPS,
    };
    if (step.isTold || !proof) {
      told.add(one);
      return step;
    }
    told.add(one);
    step.laws = proof.axioms.flatMap((place) => proofs.axioms[place] ?? []);
    step.because = proof.because.map(grow);
    return step;
  };
  return grow(key);
}

/** Subject, relation and object; a text as object may hold blanks. */
export function partsOf(key: string): [string, string, string] {
  const first = key.indexOf(" ");
  const second = key.indexOf(" ", first + 1);
  if (first < 0 || second < 0) return [key, "", ""];
  return [key.slice(0, first), key.slice(first + 1, second), key.slice(second + 1)];
}
