from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from naseikg.asking.store import store_of
from naseikg.exports.cardinalities import restored
from naseikg.exports.export import SUFFIXES, export
from naseikg.exports.rdf import graph_of
from naseikg.pipeline import Built
from naseikg.vocabulary import GRAPH_ONTOLOGY, NSEI, OWL, XSD

ONE = Literal("1", datatype=XSD.nonNegativeInteger)


@pytest.mark.parametrize(
    "name",
    [
        *("cardinality", "maxCardinality", "minCardinality"),
        *("maxQualifiedCardinality", "minQualifiedCardinality", "qualifiedCardinality"),
    ],
)
def test_a_cardinality_that_went_through_a_store_is_restored(name: str) -> None:
    quad = Quad(BlankNode("b0"), OWL[name], ONE, GRAPH_ONTOLOGY)
    (stored,) = store_of([quad])
    assert stored.object == Literal("1", datatype=XSD.integer)
    assert restored(stored) == Quad(stored.subject, OWL[name], ONE, GRAPH_ONTOLOGY)


@pytest.mark.parametrize("value", [Literal("1", datatype=XSD.integer), Literal("1"), NSEI.x])
def test_nothing_else_is_changed(value: Literal | NamedNode) -> None:
    quad = Quad(NSEI.x, NSEI.year, value, GRAPH_ONTOLOGY)
    assert restored(quad) == quad
    text = Quad(NSEI.x, OWL.cardinality, Literal("one"), GRAPH_ONTOLOGY)
    assert restored(text) == text


def test_the_cardinalities_of_the_ontology_are_exported_as_it_has_them(
    kg: Built, tmp_path_factory: pytest.TempPathFactory
) -> None:
    def found(objects: list[tuple[str, str]]) -> list[tuple[str, str]]:
        return sorted((name, value) for name, value in objects if "ardinality" in name)

    expected = found([(one.predicate.value, str(one.object)) for one in kg.ontology.triples])
    folder = tmp_path_factory.mktemp("cardinalities")
    formats = {".ttl": RdfFormat.TURTLE, ".rdf": RdfFormat.RDF_XML, ".nq": RdfFormat.N_QUADS}
    assert formats.keys() < set(SUFFIXES)
    for suffix, format in formats.items():
        export(kg.store, folder / f"graph{suffix}")
        read = parse(path=folder / f"graph{suffix}", format=format)
        assert found([(one.predicate.value, str(one.object)) for one in read]) == expected
    assert found([(str(p), o.n3()) for _, p, o in graph_of(kg.store) if "ardinality" in str(p)]) == expected
