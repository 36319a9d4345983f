/** The table twin of the picture: the same things and links in rows. */
import { computed } from "@preact/signals";
import { ThingLink } from "../parts/link.tsx";
import { type Column, Table } from "../parts/table.tsx";
import { textInAddress } from "../state/address.ts";
import { selected } from "../state/shared.ts";
import { type GraphEdge, type GraphNode, otherEnd } from "./graph.ts";
import { base, looks, nameOf, shown } from "./session.ts";

/** More neighbours than these are only counted. */
const FEW = 3;

const neighbours = computed(() => {
  const found = new Map<string, Set<string>>();
  for (const edge of shown.value.seen.edges)
    for (const id of [edge.from, edge.to]) found.set(id, (found.get(id) ?? new Set()).add(otherEnd(edge, id)));
  return found;
});

const nodeState = textInAddress("look", "things");
const edgeState = textInAddress("look", "between");

const NODE_COLUMNS: Column<GraphNode>[] = [
  { id: "name", label: "Name", value: (node) => node.name, filter: "text" },
  { id: "kind", label: "Kind", value: (node) => looks.value.kinds.get(node.kind)?.label ?? "", filter: "choice" },
  { id: "links", label: "Links", value: (node) => shown.value.seen.degrees.get(node.id) ?? 0, isNumeric: true },
  { id: "findings", label: "Findings", value: (node) => node.findings, isNumeric: true },
  {
    id: "neighbours",
    label: "Linked to",
    value: (node) => namesAt(node.id).join("; "),
    show: (node) => <Neighbours id={node.id} />,
    filter: "text",
  },
];

const EDGE_COLUMNS: Column<GraphEdge>[] = [
  {
    id: "from",
    label: "Thing",
    value: (edge) => nameOf(edge.from),
    show: (edge) => <ThingLink id={edge.from} label={nameOf(edge.from)} />,
    filter: "text",
  },
  {
    id: "relation",
    label: "Relation",
    value: (edge) => looks.value.relations.get(edge.relation)?.label ?? edge.relation,
    filter: "choice",
  },
  {
    id: "to",
    label: "To",
    value: (edge) => nameOf(edge.to),
    show: (edge) => <ThingLink id={edge.to} label={nameOf(edge.to)} />,
    filter: "text",
  },
  { id: "origin", label: "Origin", value: (edge) => edge.origin, filter: "choice" },
  { id: "findings", label: "Findings", value: (edge) => edge.findings.length, isNumeric: true },
];

export function Twin() {
  const { nodes, edges } = shown.value.seen;
  const title = base.value?.picture.title ?? "";
  return (
    <div class="look-twin">
      <Table
        caption={`Things in “${title}”`}
        columns={NODE_COLUMNS}
        rows={nodes}
        keyOf={({ id }) => id}
        state={nodeState}
        onOpen={({ id }) => {
          selected.value = id;
        }}
        marked={selected.value}
        file={`${title} things`}
      />
      <Table
        caption={`Links in “${title}”`}
        columns={EDGE_COLUMNS}
        rows={edges}
        keyOf={({ key }) => key}
        state={edgeState}
        file={`${title} links`}
      />
    </div>
  );
}

function namesAt(id: string): string[] {
  return [...(neighbours.value.get(id) ?? [])].map(nameOf).sort((one, other) => one.localeCompare(other, "en"));
}

function Neighbours({ id }: { id: string }) {
  const all = [...(neighbours.value.get(id) ?? [])].sort((one, other) =>
    nameOf(one).localeCompare(nameOf(other), "en"),
  );
  return (
    <>
      {all.slice(0, FEW).map((one, place) => (
        <span key={one}>
          {place > 0 && ", "}
          <ThingLink id={one} label={nameOf(one)} />
        </span>
      ))}
      {all.length > FEW && <span class="quiet"> and {all.length - FEW} more</span>}
    </>
  );
}
