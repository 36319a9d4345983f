"""Mapping sets as RDF: each row of the file is told with its own confidence, reason and justification."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Triple
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef

from naseikg.exports.mapping_sets import triples_of_mapping_set
from naseikg.exports.turtle import write_turtle
from naseikg.linking.sssom import COLUMNS, load_mappings
from naseikg.vocabulary import BASE, LICENCE, NSEI, ONTOLOGY

EMMO = Namespace("https://w3id.org/emmo#")
OURS = Namespace(NSEI.iri)
SEMAPV = Namespace("https://w3id.org/semapv/vocab/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SSSOM = Namespace("https://w3id.org/sssom/")
SET = URIRef(f"{BASE}mappings/emmo")
FILE = f"""\
#mapping_set_id: {SET}
#mapping_set_title: naseikg to EMMO
#mapping_set_version: 0.1.0
#license: https://creativecommons.org/licenses/by/4.0/
#object_source: https://w3id.org/emmo/emmo
#object_source_version: 1.0.3
#curie_map:
#  emmo: {EMMO}
#  nsei: {OURS}
{chr(9).join(COLUMNS)}
nsei:Coating\tcoating\tskos:broadMatch\temmo:Film\tFilm\tsemapv:ManualMappingCuration\t0.9\tA film.
nsei:Interphase\tinterphase\tskos:exactMatch\temmo:Layer\tLayer\tsemapv:ManualMappingCuration\t0.85\tThe same.
nsei:Precursor\tprecursor\tskos:exactMatch\tsssom:NoTermFound\t\tsemapv:ManualMappingCuration\t1.0\tNone is there.
"""


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    """What a reader of the Turtle finds."""
    (tmp_path / "emmo.sssom.tsv").write_text(FILE, encoding="utf-8")
    labels = {NSEI.Coating: "coating", NSEI.Interphase: "interphase", NSEI.Precursor: "precursor"}
    links = load_mappings(tmp_path, labels)
    triples: list[Triple] = list(triples_of_mapping_set(links[0].mapping_set, links, licence=LICENCE))
    return Graph().parse(data=write_turtle(triples), format="turtle")


def test_each_link_has_the_confidence_the_reason_and_the_justification_of_its_row(graph: Graph) -> None:
    told = {
        graph.value(axiom, OWL.annotatedSource): (
            graph.value(axiom, OWL.annotatedProperty),
            graph.value(axiom, OWL.annotatedTarget),
            graph.value(axiom, SSSOM.confidence),
            graph.value(axiom, SSSOM.mapping_justification),
            graph.value(axiom, RDFS.comment),
        )
        for axiom in graph.objects(SET, SSSOM.mappings)
        if (axiom, RDF.type, OWL.Axiom) in graph
    }

    def row(relation: str, object: URIRef, confidence: str, comment: str) -> tuple[object, ...]:
        number = Literal(confidence, datatype=XSD.decimal)
        return SKOS[relation], object, number, SEMAPV.ManualMappingCuration, Literal(comment, lang="en")

    assert told == {
        OURS.Coating: row("broadMatch", EMMO.Film, "0.9", "A film."),
        OURS.Interphase: row("exactMatch", EMMO.Layer, "0.85", "The same."),
        OURS.Precursor: row("exactMatch", SSSOM.NoTermFound, "1.0", "None is there."),
    }


def test_a_link_is_a_triple_too_and_no_counterpart_is_none(graph: Graph) -> None:
    links = [one for one in graph if str(one[1]).startswith(str(SKOS))]
    assert sorted(links) == [(OURS.Coating, SKOS.broadMatch, EMMO.Film), (OURS.Interphase, SKOS.exactMatch, EMMO.Layer)]
    assert {one: graph.value(one, RDFS.label) for one in (EMMO.Film, EMMO.Layer)} == {
        EMMO.Film: Literal("Film"),
        EMMO.Layer: Literal("Layer"),
    }


def test_the_set_says_what_it_is_whose_and_between_what(graph: Graph) -> None:
    about = {predicate: object for predicate, object in graph.predicate_objects(SET) if predicate != SSSOM.mappings}
    assert about == {
        RDF.type: SSSOM.MappingSet,
        URIRef("http://purl.org/dc/terms/title"): Literal("naseikg to EMMO", lang="en"),
        URIRef("http://purl.org/dc/terms/license"): URIRef(LICENCE.value),
        OWL.versionInfo: Literal("0.1.0"),
        SSSOM.subject_source: URIRef(ONTOLOGY.value),
        SSSOM.object_source: URIRef("https://w3id.org/emmo/emmo"),
        SSSOM.object_source_version: Literal("1.0.3"),
    }
