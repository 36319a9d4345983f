from __future__ import annotations

import random

import pytest
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from naseikg.exports.turtle import relative, write_trig, write_turtle
from naseikg.vocabulary import BASE, GRAPH_ASSERTED, GRAPH_INFERRED, NSEI, OWL, RDF, RDFS, XSD

NAF = NamedNode(BASE + "substance/naf")
A, B, C = BlankNode("a"), BlankNode("b"), BlankNode("c")
UNION = [
    Triple(NSEI.hasDrawback, RDFS.domain, A),
    Triple(A, RDF.type, OWL.Class),
    Triple(A, OWL.unionOf, B),
    Triple(B, RDF.first, NSEI.Strategy),
    Triple(B, RDF.rest, C),
    Triple(C, RDF.first, NSEI.Method),
    Triple(C, RDF.rest, RDF.nil),
]


def _body(text: str) -> str:
    """The text below the prefixes."""
    return text.partition("XMLSchema#> .\n\n")[2]


def _canonical(quads: list[Quad]) -> set[str]:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


def _read(text: str) -> set[str]:
    return _canonical(list(parse(text, format=RdfFormat.TURTLE)))


def _as_quads(triples: list[Triple]) -> list[Quad]:
    return [Quad(one.subject, one.predicate, one.object) for one in triples]


def test_a_subject_has_its_type_first_then_its_label_then_the_rest_by_name() -> None:
    triples = [
        Triple(NAF, NSEI.formula, Literal("NaF")),
        Triple(NAF, RDFS.label, Literal("sodium fluoride", language="en")),
        Triple(NAF, RDF.type, NSEI.Substance),
        Triple(NAF, RDF.type, NSEI.Halide),
    ]
    assert _body(write_turtle(triples)) == (
        "<substance/naf> a nsei:Halide, nsei:Substance ;\n"
        '    rdfs:label "sodium fluoride"@en ;\n'
        '    nsei:formula "NaF" .\n'
    )


def test_a_blank_node_is_written_where_it_is_used_and_a_list_as_a_list() -> None:
    expected = "nsei:hasDrawback rdfs:domain [ a owl:Class ; owl:unionOf ( nsei:Strategy nsei:Method ) ] .\n"
    assert _body(write_turtle(UNION)) == expected


def test_equal_triples_give_equal_text_in_any_order() -> None:
    shuffled = list(UNION)
    random.Random(1).shuffle(shuffled)
    assert shuffled != UNION
    assert write_turtle(shuffled) == write_turtle(UNION)


def test_a_blank_node_that_nothing_uses_is_a_statement_of_its_own() -> None:
    assert _body(write_turtle([Triple(A, RDF.type, OWL.AllDisjointClasses)])) == "[] a owl:AllDisjointClasses .\n"


@pytest.mark.parametrize(
    "triples",
    [
        [Triple(NAF, RDFS.seeAlso, A), Triple(NAF, RDFS.comment, A), Triple(A, RDF.value, Literal("twice used"))],
        [Triple(A, RDFS.seeAlso, B), Triple(B, RDFS.seeAlso, A)],
        [Triple(A, RDFS.seeAlso, A)],
        [Triple(NAF, RDFS.seeAlso, A)],
        [Triple(NAF, RDFS.seeAlso, A), Triple(A, RDF.first, NAF)],
        [Triple(NAF, RDFS.seeAlso, A), Triple(A, RDF.first, NAF), Triple(A, RDF.rest, B), Triple(B, RDF.first, NAF)],
        [*UNION, Triple(NAF, RDFS.seeAlso, C)],
        [*UNION, Triple(C, RDFS.comment, Literal("a list with a comment"))],
        [Triple(NAF, RDFS.seeAlso, RDF.nil)],
    ],
    ids=[
        "used twice",
        "a circle of two",
        "a circle of one",
        "nothing said",
        "a list without rest",
        "a list without end",
        "a list entered from outside",
        "a list with more than its members",
        "the empty list",
    ],
)
def test_blank_nodes_of_any_shape_are_read_back(triples: list[Triple]) -> None:
    assert _read(write_turtle(triples)) == _canonical(_as_quads(triples))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Literal('a "quoted" \\ word\n'), '"a \\"quoted\\" \\\\ word\\n"'),
        (Literal("Na₃P", language="en"), '"Na₃P"@en'),
        (Literal("12", datatype=XSD.integer), "12"),
        (Literal("-1.50", datatype=XSD.decimal), "-1.50"),
        (Literal("12", datatype=XSD.decimal), '"12"^^xsd:decimal'),
        (Literal("1.", datatype=XSD.decimal), '"1."^^xsd:decimal'),
        (Literal("true", datatype=XSD.boolean), "true"),
        (Literal("1", datatype=XSD.boolean), '"1"^^xsd:boolean'),
        (Literal("2023-05-23", datatype=XSD.date), '"2023-05-23"^^xsd:date'),
        (NSEI.Halide, "nsei:Halide"),
        (NamedNode(NSEI.iri + "3d"), "<https://w3id.org/naseikg/ontology#3d>"),
        (NamedNode(NSEI.iri), "nsei:"),
        (NamedNode(BASE), "<https://w3id.org/naseikg/>"),
        (NamedNode("http://example.org/a"), "<http://example.org/a>"),
    ],
)
def test_a_value_is_written_short_only_where_that_is_read_back(value: NamedNode | Literal, text: str) -> None:
    written = write_turtle([Triple(NAF, RDFS.seeAlso, value)])
    assert _body(written) == f"<substance/naf> rdfs:seeAlso {text} .\n"
    assert _read(written) == {f"{NAF} {RDFS.seeAlso} {value}"}


@pytest.mark.parametrize("below", ["", "/a", "a:b", "a/../b", "?a", "#a", "a/b/c", "a//b", "1/b"])
def test_an_iri_that_could_be_misread_stays_whole(below: str) -> None:
    assert relative(NamedNode(BASE + below)) == BASE + below


@pytest.mark.parametrize("below", ["ontology", "graph/inferred", "finding/shi-2023-3.1-naf", "authorship/shi-2023-1-1"])
def test_our_iris_are_written_below_the_base(below: str) -> None:
    assert relative(NamedNode(BASE + below)) == below


def test_trig_has_a_block_a_graph() -> None:
    quads = [
        Quad(NAF, RDF.type, NSEI.Substance, GRAPH_INFERRED),
        Quad(NAF, RDFS.label, Literal("NaF"), GRAPH_ASSERTED),
        Quad(NAF, RDF.type, NSEI.Halide, GRAPH_ASSERTED),
    ]
    assert _body(write_trig(quads)) == (
        "<graph/asserted> {\n"
        "    <substance/naf> a nsei:Halide ;\n"
        '        rdfs:label "NaF" .\n'
        "}\n\n"
        "<graph/inferred> {\n"
        "    <substance/naf> a nsei:Substance .\n"
        "}\n"
    )
    assert set(parse(write_trig(quads), format=RdfFormat.TRIG)) == set(quads)
