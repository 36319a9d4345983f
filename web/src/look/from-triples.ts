/** Makes a picture out of triples, such as those of a CONSTRUCT in Ask: looks and names from the whole graph. */
import type { Kind, Picture, PictureEdge, PictureNode, Relation } from "../data/types.ts";

/** A triple to be drawn. */
export interface DrawnTriple {
  /** Short where it is ours (`substance/naf`, `nsei:actsBy`, `rdf:type`), else the whole IRI. */
  subject: string;
  predicate: string;
  object: string;
  /** Whether the object is a text: then it names its subject when the predicate is `rdfs:label`, and else is left out. */
  isText?: boolean;
}

const OTHER: Kind = { id: "other", label: "other", colour: "grey", shape: "square" };
/** The distance of two nodes on the spiral on which they stand at first. */
const ROOM = 80;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** The picture of some triples; the same for the same triples in any order. */
export function pictureOfTriples(title: string, triples: readonly DrawnTriple[], whole?: Picture): Picture {
  const links = triples
    .filter(({ isText }) => !isText)
    .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : keyOf(one) > keyOf(other) ? 1 : 0));
  const labels = new Map<string, string>();
  for (const { subject, predicate, object, isText } of triples)
    if (isText && predicate === "rdfs:label") labels.set(subject, object);
  const known = new Map((whole?.nodes ?? []).map((node) => [node.id, node]));
  const stated = edgesOf(whole);
  const ids = [...new Set(links.flatMap(({ subject, object }) => [subject, object]))];
  const kinds: Kind[] = [];
  const placeOfKind = (kind: Kind) => {
    const place = kinds.findIndex(({ id }) => id === kind.id);
    return place < 0 ? kinds.push(kind) - 1 : place;
  };
  const nodes = ids.map((id, place): PictureNode => {
    const node = known.get(id);
    const label = labels.get(id) ?? node?.label ?? localName(id);
    const away = ROOM * Math.sqrt(place);
    return {
      id,
      label,
      name: labels.get(id) ?? node?.name ?? localName(id),
      kind: placeOfKind((node && whole?.kinds[node.kind]) ?? OTHER),
      formula: node?.formula ?? "",
      also: node?.also ?? [],
      classes: node?.classes ?? [],
      year: node?.year ?? null,
      findings: node?.findings ?? 0,
      isClass: node?.isClass ?? false,
      x: away * Math.cos(place * GOLDEN),
      y: away * Math.sin(place * GOLDEN),
    };
  });
  const relations: Relation[] = [];
  const placeOfRelation = (id: string) => {
    const place = relations.findIndex((one) => one.id === id);
    if (place >= 0) return place;
    return relations.push(whole?.relations.find((one) => one.id === id) ?? unknownRelation(id)) - 1;
  };
  const places = new Map(ids.map((id, place) => [id, place]));
  const edges = new Map<string, PictureEdge>();
  for (const link of links) {
    const same = stated.get(keyOf(link));
    edges.set(keyOf(link), {
      from: places.get(link.subject) ?? 0,
      to: places.get(link.object) ?? 0,
      relation: placeOfRelation(link.predicate),
      origin: same?.origin ?? "joined",
      findings: same?.findings ?? [],
    });
  }
  const size = nodes.some(({ findings }) => findings > 0) ? "findings" : "links";
  return {
    name: "answer",
    title,
    description: "",
    sparql: "",
    size,
    kinds,
    relations,
    nodes,
    edges: [...edges.values()],
  };
}

function keyOf({ subject, predicate, object }: DrawnTriple): string {
  return `${subject} ${predicate} ${object}`;
}

function edgesOf(whole: Picture | undefined): Map<string, PictureEdge> {
  return new Map(
    (whole?.edges ?? []).map((edge) => [
      `${whole?.nodes[edge.from]?.id} ${whole?.relations[edge.relation]?.id} ${whole?.nodes[edge.to]?.id}`,
      edge,
    ]),
  );
}

function unknownRelation(id: string): Relation {
  const label = localName(id);
  return { id, label, inverse: `is ${label} of`, definition: "", colour: "grey" };
}

/** The last part of an IRI or of a short id. */
function localName(id: string): string {
  return /[^/#:]+(?=[/#]?$)/.exec(id)?.[0] ?? id;
}
