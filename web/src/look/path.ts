/** The shortest way between two things, and the sentence that it makes. */
import { type Graph, type GraphEdge, type GraphNode, otherEnd } from "./graph.ts";
import type { Seen } from "./seen.ts";

/** Things that documents are made of link everything to everything; so do classes. */
const DOCUMENTARY = /^(reference|section|figure|source|group|basis|unit)\//;
const MEMBERSHIP = new Set(["rdf:type", "rdfs:subClassOf"]);

export interface PathStep {
  edge: GraphEdge;
  from: string;
  to: string;
}

/** Where a way is searched: the links at each node. */
type Links = (id: string) => readonly GraphEdge[];

/** The links that are seen. */
export function linksOf(seen: Pick<Seen, "nodes" | "edges">): Links {
  const at = new Map<string, GraphEdge[]>();
  for (const edge of seen.edges)
    for (const id of new Set([edge.from, edge.to])) at.set(id, [...(at.get(id) ?? []), edge]);
  return (id) => at.get(id) ?? [];
}

/** The links of a graph but for those at hidden nodes. */
export function linksWithout(graph: Graph, hidden: readonly string[]): Links {
  const gone = new Set(hidden);
  return (id) => (graph.at.get(id) ?? []).filter(({ from, to }) => !gone.has(from) && !gone.has(to));
}

/**
 * The shortest way, or null. Of several the one whose links are stated, which passes through things with few links (what
 * is linked to all, such as the sodium, joins anything), and has most findings; unless `isWide`, it goes
 * over things and not through classes, sections, references and the like.
 */
export function shortestPath(
  links: Links,
  from: string,
  to: string,
  { isWide }: { isWide: boolean },
): PathStep[] | null {
  if (from === to) return [];
  const mayPass = (id: string) => isWide || id === to || !DOCUMENTARY.test(id);
  const cameBy = new Map<string, Way | null>([[from, null]]);
  let ring = [from];
  while (ring.length > 0 && !cameBy.has(to)) {
    const ways = ring.flatMap((id) =>
      links(id)
        .filter((edge) => isWide || !MEMBERSHIP.has(edge.relation))
        .map((edge) => {
          const hub = id === from ? 0 : Math.log(links(id).length);
          return further(cameBy.get(id) ?? null, { edge, from: id, to: otherEnd(edge, id) }, hub);
        }),
    );
    const next: string[] = [];
    for (const way of ways.sort(better)) {
      if (cameBy.has(way.step.to) || !mayPass(way.step.to)) continue;
      cameBy.set(way.step.to, way);
      next.push(way.step.to);
    }
    ring = next;
  }
  const found: PathStep[] = [];
  for (let way = cameBy.get(to); way; way = cameBy.get(way.step.from)) found.unshift(way.step);
  return found.length > 0 ? found : null;
}

/** The last step to a node, with what the steps so far rest on. */
interface Way {
  step: PathStep;
  inferred: number;
  /** How busy the things are that are passed through: the logarithms of their numbers of links. */
  hubs: number;
  findings: number;
}

function further(before: Way | null, step: PathStep, hub: number): Way {
  const { origin, findings } = step.edge;
  return {
    step,
    inferred: (before?.inferred ?? 0) + (origin === "inferred" ? 1 : 0),
    hubs: (before?.hubs ?? 0) + hub,
    findings: (before?.findings ?? 0) + findings.length,
  };
}

function better(one: Way, other: Way): number {
  const [first, second] = [one.step.edge.key, other.step.edge.key];
  return (
    one.inferred - other.inferred ||
    one.hubs - other.hubs ||
    other.findings - one.findings ||
    (first < second ? -1 : first > second ? 1 : 0)
  );
}

/** A step in words, in the direction in which it is gone: "is component of". */
export function stepWords(step: PathStep, relations: Graph["relations"]): string {
  const relation = relations.get(step.edge.relation);
  if (!relation) return step.edge.relation;
  return step.edge.from === step.from ? withVerb(relation.label) : relation.inverse;
}

const PASSIVE =
  /^(adapted|applied|backed|characterised|compared in|credited|discussed|formed|in|part|prepared|processed|under|used)\b/;
const NOUN = /(applied|count|electrode|greater|lesser|reached|similar|unit|used)$/;

/** A relation's label as it stands in a sentence: "is formed from", "has electrode". */
function withVerb(label: string): string {
  if (label === "compared characteristic") return "compares the characteristic";
  if (label === "variant of") return "is a variant of";
  if (PASSIVE.test(label)) return `is ${label}`;
  return NOUN.test(label) ? `has ${label}` : label;
}

/** A path read out, with what is only inferred: "PVDF is component of the PVDF–Sn layer, which suppresses dendrite growth". */
export function sentenceOf(
  path: readonly PathStep[],
  nodes: ReadonlyMap<string, GraphNode>,
  relations: Graph["relations"],
): string {
  const name = (id: string) => nodes.get(id)?.name ?? id;
  const [first] = path;
  if (!first) return "";
  return path
    .map((step, place) => {
      const subject = place === 0 ? name(step.from) : ", which";
      const mark = step.edge.origin === "inferred" ? " (inferred)" : "";
      return `${subject} ${stepWords(step, relations)} ${name(step.to)}${mark}`;
    })
    .join("");
}
