from __future__ import annotations

import json

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from naseikg.exports.jsonld import write_json_ld
from naseikg.vocabulary import BASE, NSEI, PREFIXES, RDF, RDFS, XSD

NAF = NamedNode(BASE + "substance/naf")
TRIPLES = [
    Triple(NAF, RDF.type, NSEI.Halide),
    Triple(NAF, RDF.type, NSEI.Substance),
    Triple(NAF, RDFS.label, Literal("sodium fluoride", language="en")),
    Triple(NAF, NSEI.formula, Literal("NaF")),
    Triple(NAF, NSEI.numericValue, Literal("31.40", datatype=XSD.decimal)),
    Triple(NAF, RDFS.seeAlso, NamedNode("http://example.org/naf")),
    Triple(NAF, RDFS.seeAlso, NamedNode(BASE + "substance/nacl")),
]


def test_a_subject_is_one_object_with_short_names() -> None:
    document = json.loads(write_json_ld(TRIPLES))
    assert document == {
        "@context": {"@base": BASE, **PREFIXES},
        "@graph": [
            {
                "@id": "substance/naf",
                "@type": ["nsei:Halide", "nsei:Substance"],
                "rdfs:label": {"@value": "sodium fluoride", "@language": "en"},
                "rdfs:seeAlso": [{"@id": "http://example.org/naf"}, {"@id": "substance/nacl"}],
                "nsei:formula": "NaF",
                "nsei:numericValue": {"@value": "31.40", "@type": "xsd:decimal"},
            }
        ],
    }


def test_what_is_written_is_read_back() -> None:
    read = parse(write_json_ld(TRIPLES), format=RdfFormat.JSON_LD)
    assert {quad.triple for quad in read} == set(TRIPLES)


def test_a_blank_node_keeps_its_name_within_the_file() -> None:
    node = BlankNode("c14n0")
    graph = json.loads(write_json_ld([Triple(NAF, RDFS.seeAlso, node), Triple(node, RDF.value, Literal("1"))]))[
        "@graph"
    ]
    assert graph == [
        {"@id": "substance/naf", "rdfs:seeAlso": {"@id": "_:c14n0"}},
        {"@id": "_:c14n0", "rdf:value": "1"},
    ]


def test_no_triples_give_an_empty_graph() -> None:
    assert json.loads(write_json_ld([]))["@graph"] == []
