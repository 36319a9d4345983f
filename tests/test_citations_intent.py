"""The pattern that gives citations in the terms of CiTO, asked alone and in the whole graph."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QueryTriples, RdfFormat, Store, Triple
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from naseikg.pipeline import Built
from naseikg.records.literature import Finding
from naseikg.vocabulary import BASE, CITO, GRAPH_MAPPINGS, NSEI
from naseikg.vocabulary import RDF as TYPES

PATTERN = Path(__file__).parent.parent / "ontology" / "mappings" / "patterns" / "cito-intent.rq"
INTENTS = {
    "argued": CITO.obtainsSupportFrom,
    "bibliographic": CITO.credits,
    "computed": CITO.citesAsEvidence,
    "general-knowledge": CITO.obtainsBackgroundFrom,
    "measured": CITO.citesAsEvidence,
}
_HEAD = """
@base <https://w3id.org/naseikg/> .
@prefix nsei: <https://w3id.org/naseikg/ontology#> .
<reference/one-1> nsei:referenceNumber 1 .
<reference/one-2> nsei:referenceNumber 2 .
"""
_NODE = "citation/one-cites-1"


def _constructed(store: Store) -> set[Triple]:
    found = store.query(PATTERN.read_text(), use_default_graph_as_union=True)
    assert isinstance(found, QueryTriples)
    return set(found)


def _told(turtle: str) -> set[str]:
    """What is constructed from a small graph, in short forms."""
    store = Store()
    store.load(_HEAD + turtle, RdfFormat.TURTLE)
    whole = (f"{one.subject} {one.predicate} {one.object}" for one in _constructed(store))
    shorter = (one.replace(f"<{CITO.iri}", "cito:").replace(f"<{BASE}", "") for one in whole)
    return {one.replace(">", "").replace(f"<{TYPES.type.value}", "a") for one in shorter}


def _node(*intents: str) -> set[str]:
    ends = {f"{_NODE} a cito:Citation", f"{_NODE} cito:hasCitingEntity source/one"}
    ends |= {f"{_NODE} cito:hasCitedEntity reference/one-1", "source/one cito:cites reference/one-1"}
    return ends | {
        triple
        for one in intents
        for triple in (f"{_NODE} cito:hasCitationCharacterization {one}", f"source/one {one} reference/one-1")
    }


@pytest.mark.parametrize("basis", INTENTS)
def test_the_basis_of_a_finding_gives_the_intent_of_finding_and_source(basis: str) -> None:
    intent = INTENTS[basis].value.replace(CITO.iri, "cito:")
    assert _told(
        f"<finding/f> nsei:basis <basis/{basis}> ; nsei:supportedBy <reference/one-1> ; nsei:reportedIn <source/one> ."
    ) == _node(intent) | {"finding/f cito:cites reference/one-1", f"finding/f {intent} reference/one-1"}


def test_a_finding_without_reference_cites_nothing() -> None:
    assert _told("<finding/f> nsei:basis <basis/measured> ; nsei:reportedIn <source/one> .") == set()


def test_a_figure_taken_over_is_an_excerpt_in_the_source_and_not_in_the_finding() -> None:
    assert _told(
        "<figure/g> nsei:adaptedFrom <reference/one-1> . "
        "<finding/f> nsei:subject <figure/g> ; nsei:relation nsei:adaptedFrom ; nsei:object <reference/one-1> ; "
        "nsei:basis <basis/bibliographic> ; nsei:supportedBy <reference/one-1> ; nsei:reportedIn <source/one> ."
    ) == _node("cito:credits", "cito:includesExcerptFrom") | {
        "finding/f cito:cites reference/one-1",
        "finding/f cito:credits reference/one-1",
    }


@pytest.mark.parametrize("property", ["citesReference", "citesInRange"])
def test_a_citation_that_no_finding_rests_on_has_no_intent(property: str) -> None:
    assert (
        _told(
            f"<sentence/s> nsei:{property} <reference/one-1> . "
            "<finding/f> nsei:basis <basis/argued> ; nsei:evidence <sentence/s> ; nsei:reportedIn <source/one> ."
        )
        == _node()
    )


def test_one_node_collects_all_intents_of_a_source_and_a_reference() -> None:
    told = _told(
        "<finding/f> nsei:basis <basis/argued> ; nsei:supportedBy <reference/one-1> ; nsei:reportedIn <source/one> . "
        "<finding/g> nsei:basis <basis/measured> ; nsei:supportedBy <reference/one-1> ; nsei:reportedIn <source/one> ."
    )
    assert {one for one in told if one.startswith("citation/")} == {
        one for one in _node("cito:citesAsEvidence", "cito:obtainsSupportFrom") if one.startswith("citation/")
    }


def test_every_basis_of_the_records_has_an_intent(kg: Built) -> None:
    assert {one.name for one in kg.records if one.kind == "basis"} == set(INTENTS)


def test_the_graph_holds_what_the_pattern_gives(kg: Built) -> None:
    constructed = _constructed(kg.store)
    mapped = {quad.triple for quad in kg.store.quads_for_pattern(None, None, None, GRAPH_MAPPINGS)}
    assert constructed <= mapped
    assert not any(str(one).count("_:") for one in constructed)


def test_each_finding_cites_each_of_its_references_with_one_intent(kg: Built) -> None:
    expected: defaultdict[tuple[object, object], set[NamedNode]] = defaultdict(set)
    for one in kg.records:
        if isinstance(one, Finding):
            for reference in one.references:
                expected[one.id.iri, reference.iri] |= {CITO.cites, INTENTS[one.basis.name]}
    found: defaultdict[tuple[object, object], set[NamedNode]] = defaultdict(set)
    for triple in _constructed(kg.store):
        if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(f"{BASE}finding/"):
            found[triple.subject, triple.object].add(triple.predicate)
    assert expected
    assert found == expected


def test_a_citation_stands_for_each_reference_that_the_text_cites(kg: Built) -> None:
    cited = {
        quad.object
        for property in (NSEI.citesReference, NSEI.citesInRange, NSEI.supportedBy)
        for quad in kg.store.quads_for_pattern(None, property, None)
    }
    nodes = [one.object for one in _constructed(kg.store) if one.predicate == CITO.hasCitedEntity]
    assert len(nodes) == len(set(nodes))
    assert set(nodes) == cited


def test_cito_has_every_term_that_is_used(kg: Built, repository: Path) -> None:
    file = repository.parent / "shared" / "ontologies" / "spar-cito.ttl"
    if not file.is_file():
        pytest.skip(f"{file.name} is not at ../shared/ontologies; the terms of CiTO are not checked")
    cito = Graph().parse(file)
    used = {one.predicate for one in _constructed(kg.store)} - {TYPES.type}
    assert {CITO.cites, *INTENTS.values()} < used
    for one in used:
        assert (URIRef(one.value), RDF.type, OWL.ObjectProperty) in cito, one
    for intent in {*INTENTS.values(), CITO.includesExcerptFrom}:
        assert (URIRef(intent.value), RDFS.subPropertyOf, URIRef(CITO.cites.value)) in cito, intent
    assert (URIRef(CITO.Citation.value), RDF.type, OWL.Class) in cito
