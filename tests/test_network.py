from __future__ import annotations

import io
from xml.etree import ElementTree

import networkx
import pytest
from pyoxigraph import Store

from naseikg.exports.network import edges_of, label_of, network_of, write_gexf, write_graphml
from naseikg.pipeline import Built, build_graph
from naseikg.vocabulary import NSEI, curie
from smallproject import SmallProject

PHENOMENA = "".join(
    f"- id: {one}\n  type: ReactionPhenomenon\n  label: {one}\n  description: Phenomenon {one} of a test.\n\n"
    for one in ("a", "b", "c")
)
FINDING = (
    "- id: {name}\n"
    "  subject: phenomenon/{subject}\n"
    "  relation: causes\n"
    "  object: phenomenon/{object}\n"
    "  claim: One leads to the other.\n"
    "  basis: measured\n"
    "  sentences: [1-p1-s1]\n"
    "  {support}\n"
)


@pytest.fixture
def causes(small: SmallProject) -> Store:
    """A graph in which a causes b twice, and b causes c; the layer has NaF."""
    small.replace("phenomena.yaml", PHENOMENA)
    small.replace(
        "findings-2.yaml",
        FINDING.format(name="2-a", subject="a", object="b", support="references: [1]")
        + FINDING.format(name="2-b", subject="a", object="b", support="uncited: true")
        + FINDING.format(name="2-c", subject="b", object="c", support="uncited: true"),
    )
    return build_graph(small.project).store


def test_a_thing_that_findings_speak_of_is_a_node_with_its_label_kind_class_and_iri(small: SmallProject) -> None:
    network = network_of(build_graph(small.project).store)
    assert _nodes(network) == {
        "interphase/naf-layer": {
            "label": "sodium fluoride layer",
            "kind": "interphase",
            "class": "inorganic interphase",
            "iri": "https://w3id.org/naseikg/interphase/naf-layer",
        },
        "substance/naf": {
            "label": "sodium fluoride",
            "kind": "substance",
            "class": "halide",
            "iri": "https://w3id.org/naseikg/substance/naf",
        },
    }


def test_a_claim_is_an_edge_with_its_findings_counted_and_its_references(small: SmallProject) -> None:
    network = network_of(build_graph(small.project).store)
    claim = {
        "relation": "nsei:hasComponent",
        "label": "has component",
        "findings": 1,
        "references": "1",
        "inferred": False,
    }
    assert list(network.edges(keys=True, data=True)) == [
        ("interphase/naf-layer", "substance/naf", "nsei:hasComponent", claim)
    ]


def test_what_follows_from_claims_is_an_edge_marked_as_inferred(causes: Store) -> None:
    edges = [
        (
            curie(edge.subject),
            curie(edge.relation),
            curie(edge.object),
            len(edge.claims),
            edge.references,
            edge.inferred,
        )
        for edge in edges_of(causes)
    ]
    assert edges == [
        ("interphase/naf-layer", "nsei:hasComponent", "substance/naf", 1, (1,), False),
        ("phenomenon/a", "nsei:causes", "phenomenon/b", 2, (1,), False),
        ("phenomenon/a", "nsei:contributesTo", "phenomenon/b", 0, (), True),
        ("phenomenon/a", "nsei:contributesTo", "phenomenon/c", 0, (), True),
        ("phenomenon/b", "nsei:causes", "phenomenon/c", 1, (), False),
        ("phenomenon/b", "nsei:contributesTo", "phenomenon/c", 0, (), True),
    ]


def test_a_store_without_findings_has_an_empty_network() -> None:
    network = network_of(Store())
    assert (list(network.nodes), list(network.edges)) == ([], [])


def test_a_term_without_label_goes_by_its_local_name() -> None:
    assert label_of(Store(), NSEI.hasComponent) == "hasComponent"


def test_graphml_is_read_back_whole_by_networkx(kg: Built) -> None:
    network = network_of(kg.store)
    read = networkx.read_graphml(io.BytesIO(write_graphml(network)))
    assert isinstance(read, networkx.MultiDiGraph)
    assert _nodes(read) == _nodes(network)
    assert _edges(read) == _edges(network)


def test_parallel_edges_have_ids_of_their_own_in_graphml(causes: Store) -> None:
    root = ElementTree.fromstring(write_graphml(network_of(causes)))
    ids = [edge.get("id") for edge in root.iter("{http://graphml.graphdrawing.org/xmlns}edge")]
    assert ids == ["e1", "e2", "e3", "e4", "e5", "e6"]


def test_gexf_is_read_back_whole_by_networkx(kg: Built) -> None:
    network = network_of(kg.store)
    read = networkx.read_gexf(io.BytesIO(write_gexf(network)))
    assert isinstance(read, networkx.MultiDiGraph)
    assert _nodes(read) == _nodes(network)
    assert _edges(read) == _edges(network)


def test_gexf_carries_no_date_and_no_version_of_its_writer(causes: Store) -> None:
    root = ElementTree.fromstring(write_gexf(network_of(causes)))
    (meta,) = root.findall("{http://www.gexf.net/1.2draft}meta")
    assert meta.attrib == {}
    assert [(child.tag.partition("}")[2], child.text) for child in meta] == [("creator", "naseikg")]


def _nodes(network: networkx.MultiDiGraph[str]) -> dict[str, dict[str, object]]:
    return {node: dict(values) for node, values in network.nodes(data=True)}


def _edges(network: networkx.MultiDiGraph[str]) -> list[tuple[str, str, list[tuple[str, object]]]]:
    """The edges without the ids that a format adds."""
    return sorted(
        (source, target, sorted((name, value) for name, value in values.items() if name != "id"))
        for source, target, values in network.edges(data=True)
    )
