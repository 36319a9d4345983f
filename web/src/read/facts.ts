/** What the graph says of one thing, relation by relation, in both directions. */
import type { Picture, PictureEdge, PictureNode, Relation } from "../data/types.ts";

/** The edges at each node of the whole graph. */
export interface Links {
  nodes: ReadonlyMap<string, PictureNode>;
  relations: ReadonlyMap<string, Relation>;
  at: ReadonlyMap<string, readonly FactLink[]>;
}

/** One edge with its ends by id. */
export interface FactLink {
  subject: string;
  relation: string;
  object: string;
  isInferred: boolean;
  findings: readonly string[];
}

export interface Fact {
  other: string;
  label: string;
  link: FactLink;
  /** What a comparison found of the thing: "greater", "lesser" or "similar". */
  outcome?: string;
}

/** The facts of one relation in one direction: those that are recorded first. */
export interface FactGroup {
  relation: string;
  /** As it reads from the thing: "has component", or turned round "is component of". */
  label: string;
  isInverse: boolean;
  facts: Fact[];
}

/** The whole graph by id. */
export function linksOf(whole: Picture): Links {
  const at = new Map<string, FactLink[]>();
  const add = (id: string, link: FactLink) => {
    const kept = at.get(id);
    if (kept) kept.push(link);
    else at.set(id, [link]);
  };
  for (const edge of whole.edges) {
    const link = linkOf(whole, edge);
    if (!link) continue;
    add(link.subject, link);
    if (link.object !== link.subject) add(link.object, link);
  }
  return {
    nodes: new Map(whole.nodes.map((one) => [one.id, one])),
    relations: new Map(whole.relations.map((one) => [one.id, one])),
    at,
  };
}

/**
 * The groups of a thing: what is said of it first, then where it is named; the recorded first in each.
 * Of a relation that reads the same both ways each neighbour is told once.
 */
export function factGroups(
  links: Links,
  id: string,
  isLeftOut: (relation: string, isInverse: boolean, other: string) => boolean,
  labelOf: (id: string) => string = (other) => links.nodes.get(other)?.name ?? other,
): FactGroup[] {
  const groups = new Map<string, FactGroup>();
  for (const link of links.at.get(id) ?? []) {
    const isInverse = link.object === id && link.subject !== id;
    const other = isInverse ? link.subject : link.object;
    if (isLeftOut(link.relation, isInverse, other)) continue;
    const relation = links.relations.get(link.relation);
    const isSymmetric = relation !== undefined && relation.label === relation.inverse;
    const key = `${isInverse && !isSymmetric} ${link.relation}`;
    const group = groups.get(key) ?? {
      relation: link.relation,
      label: (isInverse ? relation?.inverse : relation?.label) ?? link.relation,
      isInverse: isInverse && !isSymmetric,
      facts: [],
    };
    groups.set(key, group);
    const fact = { other, label: labelOf(other), link };
    const same = group.facts.findIndex((one) => one.other === other);
    if (same < 0) group.facts.push(fact);
    else if (group.facts[same]?.link.isInferred && !link.isInferred) group.facts[same] = fact;
  }
  for (const group of groups.values())
    group.facts.sort(
      (one, another) =>
        Number(one.link.isInferred) - Number(another.link.isInferred) ||
        one.label.localeCompare(another.label, "en", { numeric: true, sensitivity: "base" }),
    );
  return [...groups.values()].sort(
    (one, another) =>
      Number(one.isInverse) - Number(another.isInverse) ||
      Number(isAllInferred(one)) - Number(isAllInferred(another)) ||
      one.label.localeCompare(another.label, "en"),
  );
}

/** The recorded or inferred link of three ids, if the graph has it. */
export function linkBetween(links: Links, subject: string, relation: string, object: string): FactLink | undefined {
  return links.at
    .get(subject)
    ?.find((one) => one.subject === subject && one.relation === relation && one.object === object);
}

function isAllInferred(group: FactGroup): boolean {
  return group.facts.every(({ link }) => link.isInferred);
}

function linkOf(whole: Picture, edge: PictureEdge): FactLink | null {
  const [from, to, relation] = [whole.nodes[edge.from], whole.nodes[edge.to], whole.relations[edge.relation]];
  if (!from || !to || !relation) return null;
  return {
    subject: from.id,
    relation: relation.id,
    object: to.id,
    isInferred: edge.origin === "inferred",
    findings: edge.findings,
  };
}
