"""The claims as a network: an edge is a claim of at least one finding, or follows from such claims by reasoning."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Store

from naseikg.asking.claims import Claim, Claims, claims_of
from naseikg.asking.values import links_of, text_of
from naseikg.vocabulary import GRAPH_ASSERTED, GRAPH_INFERRED, RDF, RDFS, TO_ITSELF, curie, local_name

if TYPE_CHECKING:
    import networkx

__all__ = [
    "Edge",
    "edges_of",
    "label_of",
    "network_of",
    "write_gexf",
    "write_graphml",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A statement between two things, with the findings that claim it; none when it was inferred."""

    subject: NamedNode
    relation: NamedNode
    object: NamedNode
    claims: tuple[Claim, ...]

    @property
    def inferred(self) -> bool:
        """Whether no finding says it, so that it is known by reasoning only."""
        return not self.claims

    @property
    def references(self) -> tuple[int, ...]:
        """The numbers of the references that support its findings, each once, in rising order."""
        return tuple(sorted({number for claim in self.claims for number in claim.references}))


def edges_of(store: Store, *, claims: Claims | None = None) -> tuple[Edge, ...]:
    """Every edge of the network, sorted by subject, relation and object.

    An inferred statement is an edge when findings speak of both its ends. ``claims`` spares reading them again.
    """
    edges: dict[tuple[str, str, str], tuple[Claim, ...]] = dict((claims or claims_of(store)).by_edge)
    things = {end for subject, _, object in edges for end in (subject, object)}
    for quad in store.quads_for_pattern(None, None, None, GRAPH_INFERRED):
        if (
            quad.predicate == RDF.type
            or quad.predicate in TO_ITSELF
            or not isinstance(quad.subject, NamedNode)
            or not isinstance(quad.object, NamedNode)
        ):
            continue
        if quad.subject.value in things and quad.object.value in things:
            edges.setdefault((quad.subject.value, quad.predicate.value, quad.object.value), ())
    return tuple(
        Edge(subject=NamedNode(subject), relation=NamedNode(relation), object=NamedNode(object), claims=claims)
        for (subject, relation, object), claims in sorted(edges.items(), key=lambda item: item[0])
    )


def network_of(store: Store) -> networkx.MultiDiGraph[str]:
    """The network of networkx: nodes named as in ``substance/naf``, edges keyed by their relation.

    A node has ``label``, ``kind``, ``class`` and ``iri``; an edge has ``relation``, ``label``, ``findings``
    (how many), ``references`` (their numbers) and ``inferred``.
    """
    from networkx import MultiDiGraph

    edges = edges_of(store)
    network: networkx.MultiDiGraph[str] = MultiDiGraph(name="naseikg")
    for thing in sorted({end for edge in edges for end in (edge.subject, edge.object)}, key=lambda one: one.value):
        name = curie(thing)
        classes = "; ".join(label_of(store, one) for one in links_of(store, thing, RDF.type, graph=GRAPH_ASSERTED))
        values = {"label": label_of(store, thing), "kind": name.partition("/")[0], "class": classes, "iri": thing.value}
        network.add_node(name, **values)
    for edge in edges:
        network.add_edge(
            curie(edge.subject),
            curie(edge.object),
            key=curie(edge.relation),
            relation=curie(edge.relation),
            label=label_of(store, edge.relation),
            findings=len(edge.claims),
            references="; ".join(map(str, edge.references)),
            inferred=edge.inferred,
        )
    return network


def label_of(store: Store, thing: NamedNode) -> str:
    """The label of a thing or term; its local name when it has none."""
    return text_of(store, thing, RDFS.label) or local_name(thing)


def write_graphml(network: networkx.MultiDiGraph[str]) -> bytes:
    """The network as GraphML; each edge has an id of its own, which Gephi needs to keep parallel edges apart."""
    from networkx import MultiDiGraph
    from networkx import write_graphml_xml as write

    numbered: networkx.MultiDiGraph[str] = MultiDiGraph(**network.graph)
    numbered.add_nodes_from(network.nodes(data=True))
    for number, (source, target, values) in enumerate(network.edges(data=True), start=1):
        numbered.add_edge(source, target, key=f"e{number}", **values)
    out = io.BytesIO()
    write(numbered, out)
    return out.getvalue()


def write_gexf(network: networkx.MultiDiGraph[str]) -> bytes:
    """The network as GEXF, without the date and the version that networkx writes into it."""
    from networkx import write_gexf as write

    out = io.BytesIO()
    write(network, out, version="1.2draft")
    return re.sub(rb"<meta .*?</meta>", b"<meta><creator>naseikg</creator></meta>", out.getvalue(), count=1, flags=re.S)
