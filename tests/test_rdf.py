from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdflib import RDFS, XSD, BNode, URIRef
from rdflib import Literal as Text

from naseikg.asking.store import store_of
from naseikg.exports.rdf import graph_of
from naseikg.vocabulary import BASE, GRAPH_ASSERTED, GRAPH_INFERRED
from naseikg.vocabulary import RDFS as OUR_RDFS
from naseikg.vocabulary import XSD as OUR_XSD

NAF = NamedNode(BASE + "substance/naf")


def test_every_kind_of_value_has_its_like_in_rdflib() -> None:
    values: list[NamedNode | BlankNode | Literal] = [
        NAF,
        BlankNode("b1"),
        Literal("NaF"),
        Literal("sodium fluoride", language="en"),
        Literal("31.40", datatype=OUR_XSD.decimal),
    ]
    store = store_of(Quad(NAF, OUR_RDFS.seeAlso, value, GRAPH_ASSERTED) for value in values)
    assert set(graph_of(store).objects(URIRef(NAF.value), RDFS.seeAlso)) == {
        URIRef(NAF.value),
        BNode("b1"),
        Text("NaF"),
        Text("sodium fluoride", lang="en"),
        Text("31.4", datatype=XSD.decimal, normalize=False),
    }


def test_what_stands_in_two_graphs_is_there_once() -> None:
    quads = [Quad(NAF, OUR_RDFS.label, Literal("NaF"), graph) for graph in (GRAPH_ASSERTED, GRAPH_INFERRED)]
    assert len(graph_of(store_of(quads))) == 1


def test_a_query_needs_no_declaration_of_our_prefixes() -> None:
    store = store_of([Quad(NAF, OUR_RDFS.label, Literal("NaF"), GRAPH_ASSERTED)])
    rows = graph_of(store).query("SELECT ?label { ?thing rdfs:label ?label FILTER(isIRI(nsei:Halide)) }")
    assert [tuple(row) for row in rows] == [(Text("NaF"),)]  # type: ignore[arg-type]  # the rows of a SELECT
