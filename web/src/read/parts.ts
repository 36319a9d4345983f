/** The facts of a thing in the order in which a researcher asks: what it is made of, what it does, how good it is. */
import type { FactGroup } from "./facts.ts";

export interface FactPart {
  title: string;
  groups: FactGroup[];
}

export interface FactParts {
  /** Recorded facts, and what follows of the same relations. */
  parts: FactPart[];
  /** What follows by the ontology alone. */
  inferred: FactGroup[];
  /** Inferred facts that only repeat, in wider words, what a recorded fact says of the same two things. */
  repeated: FactGroup[];
}

const ELSE = "More links";

/** The relations of each part in the order of the panel; a relation in no part comes under "More links". */
const PARTS: readonly (readonly [string, string])[] = [
  [
    "Composition and making",
    "hasComponent contains formedFrom preparedBy processedIn appliedOn convertsInto reactsWith employs",
  ],
  ["Forms", "variantOf specialises"],
  ["Effects", "actsBy promotes suppresses causes aggravates controls binds addresses"],
  ["Properties and requirements", "hasCharacteristic hasDrawback fulfils shouldFulfil fallsShortOf"],
  ["Conditions and results", "currentDensity arealCapacity temperature lifetime cycleCount coulombicEfficiency under"],
  ["Comparisons", "comparedIn comparedCharacteristic greater lesser similar"],
  ["Use and study", "hasTest hasQuantity usedIn cellConfiguration electrode electrolyte characterisedBy"],
  [
    "Sources and place",
    "namesOpenChallenge concerns creditedTo citesReference discussedIn depicts adaptedFrom inSection partOf unit siUnit",
  ],
];

const PLACES = new Map(
  PARTS.flatMap(([, names], part) => names.split(" ").map((name, place) => [`nsei:${name}`, [part, place] as const])),
);

/** Wider relations that the ontology alone states: their facts follow, and are told after the recorded ones. */
const WIDER = new Set(
  "backedBy contributesTo counters hasCondition hasResult leadsTo realises yields"
    .split(" ")
    .map((one) => `nsei:${one}`),
);

/** How a comparison names the thing that it is about. */
const OUTCOMES = new Set(["nsei:greater", "nsei:lesser", "nsei:similar"]);

/** Groups put into their parts; inferred facts that repeat a recorded one are taken out. */
export function partsOfFacts(groups: readonly FactGroup[]): FactParts {
  const recorded = new Set(
    groups.flatMap(({ facts }) => facts.filter(({ link }) => !link.isInferred).map(({ link }) => ends(link))),
  );
  const repeats = (one: FactGroup["facts"][number]) => one.link.isInferred && recorded.has(ends(one.link));
  const found: FactParts = { parts: [], inferred: [], repeated: [] };
  const parts = new Map<number, FactGroup[]>();
  for (const group of withOutcomes(groups)) {
    const [repeated, kept] = [group.facts.filter(repeats), group.facts.filter((one) => !repeats(one))];
    if (repeated.length) found.repeated.push({ ...group, facts: repeated });
    if (!kept.length) continue;
    const part = partOf(group);
    if (WIDER.has(group.relation) && kept.every(({ link }) => link.isInferred)) {
      found.inferred.push({ ...group, facts: kept });
      continue;
    }
    parts.set(part, [...(parts.get(part) ?? []), { ...group, facts: kept }]);
  }
  found.parts = [...parts.entries()]
    .sort(([one], [other]) => one - other)
    .map(([part, inside]) => ({ title: PARTS[part]?.[0] ?? ELSE, groups: inside.sort(byPlace) }));
  return found;
}

/** Comparisons with what they found of the thing, which is then not told a second time. */
function withOutcomes(groups: readonly FactGroup[]): FactGroup[] {
  const outcomes = new Map<string, string>();
  for (const { relation, isInverse, facts } of groups)
    if (isInverse && OUTCOMES.has(relation))
      for (const { other } of facts) outcomes.set(other, relation.replace("nsei:", ""));
  const compared = new Set<string>();
  const told = groups.map((group) => {
    if (group.relation !== "nsei:comparedIn" || group.isInverse) return group;
    const facts = group.facts.map((fact) => {
      compared.add(fact.other);
      const outcome = outcomes.get(fact.other);
      return outcome ? { ...fact, outcome } : fact;
    });
    return { ...group, facts };
  });
  return told.flatMap((group) => {
    if (!group.isInverse || !OUTCOMES.has(group.relation)) return [group];
    const facts = group.facts.filter(({ other }) => !compared.has(other));
    return facts.length ? [{ ...group, facts }] : [];
  });
}

function partOf({ relation }: FactGroup): number {
  return PLACES.get(relation)?.[0] ?? PARTS.length;
}

/** What is said of the thing before where it is named, each in the order above. */
function byPlace(one: FactGroup, other: FactGroup): number {
  const place = ({ relation }: FactGroup) => PLACES.get(relation)?.[1] ?? 0;
  return Number(one.isInverse) - Number(other.isInverse) || place(one) - place(other);
}

function ends({ subject, object }: { subject: string; object: string }): string {
  return `${subject} ${object}`;
}
