/** A graph by its ids: that of a network view, or the whole one, or both with looks that do not collide. */
import type { ColourName, Kind, Origin, Picture, PictureNode, Relation, ShapeName } from "../data/types.ts";

export interface GraphNode extends Omit<PictureNode, "kind"> {
  /** The id of its kind. */
  kind: string;
}

export interface GraphEdge {
  /** Subject, relation and object, split by a blank. */
  key: string;
  from: string;
  to: string;
  relation: string;
  origin: Origin;
  findings: readonly string[];
}

export interface Graph {
  nodes: ReadonlyMap<string, GraphNode>;
  edges: ReadonlyMap<string, GraphEdge>;
  /** The edges at each node, in either direction. */
  at: ReadonlyMap<string, readonly GraphEdge[]>;
  kinds: ReadonlyMap<string, Kind>;
  relations: ReadonlyMap<string, Relation>;
}

/** The graph of a picture. */
export function graphOf(picture: Picture): Graph {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  const at = new Map<string, GraphEdge[]>();
  for (const node of picture.nodes) {
    nodes.set(node.id, { ...node, kind: picture.kinds[node.kind]?.id ?? "" });
    at.set(node.id, []);
  }
  for (const edge of picture.edges) {
    const [from, to] = [picture.nodes[edge.from]?.id, picture.nodes[edge.to]?.id];
    const relation = picture.relations[edge.relation]?.id;
    if (from === undefined || to === undefined || relation === undefined) continue;
    const key = `${from} ${relation} ${to}`;
    const made = { key, from, to, relation, origin: edge.origin, findings: edge.findings };
    edges.set(key, made);
    at.get(from)?.push(made);
    if (to !== from) at.get(to)?.push(made);
  }
  const byId = <Entry extends { id: string }>(list: Entry[]) => new Map(list.map((one) => [one.id, one]));
  return { nodes, edges, at, kinds: byId(picture.kinds), relations: byId(picture.relations) };
}

/** The node at the other end. */
export function otherEnd(edge: GraphEdge, id: string): string {
  return edge.from === id ? edge.to : edge.from;
}

const COLOURS: ColourName[] = ["blue", "orange", "green", "pink", "vermilion", "sky", "yellow", "brown", "grey"];
const SHAPES: ShapeName[] = ["dot", "square", "diamond", "triangle", "hexagon", "star", "triangleDown"];

/**
 * The whole graph with the looks of a view: what both have is drawn as the view does, and a kind that only the whole
 * graph has keeps its look unless a kind of the view has the same colour and shape.
 */
export function inLooksOf(view: Graph, whole: Graph): Graph {
  const kinds = new Map(view.kinds);
  const taken = new Set([...kinds.values()].map(({ colour, shape }) => `${colour} ${shape}`));
  const known = new Map([...view.kinds.values()].map((kind) => [kind.label, kind.id]));
  const renamed = new Map<string, string>();
  for (const kind of whole.kinds.values()) {
    const same = known.get(kind.label);
    if (same !== undefined) {
      renamed.set(kind.id, same);
      continue;
    }
    const id = kinds.has(kind.id) ? `${kind.id}/${kind.label.replaceAll(" ", "-")}` : kind.id;
    const look = taken.has(`${kind.colour} ${kind.shape}`) ? freeLook(kind, taken) : kind;
    taken.add(`${look.colour} ${look.shape}`);
    kinds.set(id, { ...kind, id, colour: look.colour, shape: look.shape });
    renamed.set(kind.id, id);
  }
  const nodes = new Map<string, GraphNode>();
  for (const node of whole.nodes.values()) {
    nodes.set(node.id, view.nodes.get(node.id) ?? { ...node, kind: renamed.get(node.kind) ?? node.kind });
  }
  return { ...whole, nodes, kinds, relations: new Map([...whole.relations, ...view.relations]) };
}

function freeLook(kind: Kind, taken: ReadonlySet<string>): { colour: ColourName; shape: ShapeName } {
  // The colour is the stronger sign, so another shape of the same colour comes first.
  for (const colour of [kind.colour, ...COLOURS])
    for (const shape of [kind.shape, ...SHAPES]) if (!taken.has(`${colour} ${shape}`)) return { colour, shape };
  return kind;
}
