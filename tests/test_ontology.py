"""The ontology file is read with its faults named, and the real one is complete, uniform and sound."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from naseikg.errors import OntologyError
from naseikg.places import project
from naseikg.reasoning.constructs import COVERED, constructs_of
from naseikg.reasoning.ontology import Ontology, load_ontology
from naseikg.reasoning.reason import unsatisfiable_classes
from naseikg.reasoning.rules import constraints_of, rules_of
from naseikg.vocabulary import BASE, BIBO, DCTERMS, NSEI, OWL, RDF, RDFS, SKOS, VANN, XSD, curie, local_name

HEADER = NamedNode(BASE + "ontology")
REAL = load_ontology(project(Path(__file__).parent.parent).ontology)
CLASSES = sorted((one for one in REAL.classes if one.value.startswith(NSEI.iri)), key=str)
PROPERTIES = sorted((one for one in REAL.properties if one.value.startswith(NSEI.iri)), key=str)
TERMS = [*CLASSES, *PROPERTIES]

#: Names that keep an abbreviation in capitals.
ABBREVIATED = {"IdealSEI", "MXene", "NativeSEI"}
#: Its genus, a salt, is no class.
OTHER_GENUS = {"OxygenSalt"}


def literals(subject: NamedNode, predicate: NamedNode) -> list[Literal]:
    return [
        one.object
        for one in REAL.triples
        if one.subject == subject and one.predicate == predicate and isinstance(one.object, Literal)
    ]


def written(tmp_path: Path, text: str) -> Ontology:
    path = tmp_path / "small.ttl"
    path.write_text(text)
    return load_ontology(path)


SMALL = """@prefix : <https://w3id.org/naseikg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:A a owl:Class ; rdfs:label "the first"@en .
:B a owl:Class ; rdfs:subClassOf :A .
:C a owl:Class ; rdfs:subClassOf :B, [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :A ] .
:p a owl:ObjectProperty ; rdfs:domain [ a owl:Class ; owl:unionOf ( :A :B ) ] ; rdfs:range :C .
:q a owl:DatatypeProperty . :r a owl:AnnotationProperty .
:D a owl:Class ; owl:disjointWith :A . :E a owl:Class ; rdfs:subClassOf [ a owl:Class ; owl:complementOf :B ] .
[] a owl:AllDisjointClasses ; owl:members ( :C :E :D ) .
:x a owl:NamedIndividual, :A ; :p :x ; :q 5 ; :r "remark" ; rdfs:label "x"@en .
:undeclared :p :x .
"""


def test_a_file_that_is_no_turtle_is_named_with_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(OntologyError) as caught:
        written(tmp_path, "@prefix : <https://example.org/> .\n:A a ;\n")
    assert re.fullmatch(r".*/small\.ttl:2:6: .*; mend the Turtle", str(caught.value))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"none\.ttl: cannot be read: .*No such file"):
        load_ontology(tmp_path / "none.ttl")


def test_the_same_content_is_the_same_ontology(tmp_path: Path) -> None:
    one = written(tmp_path, SMALL)
    assert load_ontology(tmp_path / "small.ttl") is one
    assert written(tmp_path, SMALL + ":F a owl:Class .\n").classes - one.classes == {NSEI.F}


def test_terms_are_told_apart_by_their_kind(tmp_path: Path) -> None:
    small = written(tmp_path, SMALL)
    assert small.classes == {NSEI.A, NSEI.B, NSEI.C, NSEI.D, NSEI.E}
    assert small.properties == {NSEI.p, NSEI.q, NSEI.r}
    assert small.object_properties == {NSEI.p}
    assert small.data_properties == {NSEI.q}
    assert small.annotation_properties == {NSEI.r}
    assert small.typed(OWL.NamedIndividual) == [NSEI.x]


def test_classes_know_what_is_above_and_what_is_disjoint(tmp_path: Path) -> None:
    small = written(tmp_path, SMALL)
    assert small.superclasses(NSEI.C) == {NSEI.A, NSEI.B, NSEI.C}
    assert small.superclasses(NSEI.unknown) == {NSEI.unknown}
    assert [tuple(map(curie_of, pair)) for pair in small.disjoint] == [
        ("nsei:D", "nsei:A"),
        ("nsei:C", "nsei:E"),
        ("nsei:C", "nsei:D"),
        ("nsei:E", "nsei:D"),
    ]
    excluders = {one: small.excluders(NSEI[one]) for one in ("A", "B", "C", "D", "E", "unknown")}
    assert excluders == {
        "A": (NSEI.D,),
        "B": (NSEI.D, NSEI.E),
        "C": (NSEI.D, NSEI.E),
        "D": (NSEI.A, NSEI.C, NSEI.E),
        "E": (NSEI.B, NSEI.C, NSEI.D),
        "unknown": (),
    }


def curie_of(node: NamedNode | BlankNode) -> str:
    return curie(node) if isinstance(node, NamedNode) else "an expression"


def test_facts_of_the_ontology_are_classes_and_links_of_its_individuals_declared_or_not(tmp_path: Path) -> None:
    found = [(one.predicate, one.object) for one in written(tmp_path, SMALL).facts]
    assert [predicate for predicate, _ in found] == [RDF.type, NSEI.p, NSEI.q, NSEI.p]
    assert [value for _, value in found[:2]] == [NSEI.A, NSEI.x]


def test_a_node_is_owned_by_the_term_whose_axiom_it_stands_in(tmp_path: Path) -> None:
    small = written(tmp_path, SMALL)
    restriction = next(node for node in small.values(NSEI.C, RDFS.subClassOf) if isinstance(node, BlankNode))
    (union,) = small.values(NSEI.p, RDFS.domain)
    (group,) = (node for node, _ in small.subjects(RDF.type, OWL.AllDisjointClasses))
    assert [small.owner(node) for node in (NSEI.A, restriction, union, group)] == [
        "nsei:A",
        "nsei:C",
        "nsei:p",
        "the ontology",
    ]


def test_domains_labels_and_pairs_are_looked_up(tmp_path: Path) -> None:
    small = written(tmp_path, SMALL)
    assert small.named_members(NSEI.p, RDFS.domain) == (NSEI.A, NSEI.B)
    assert small.named_members(NSEI.p, RDFS.range) == (NSEI.C,)
    assert small.named_members(NSEI.q, RDFS.range) == ()
    assert (small.label(NSEI.A), small.label(NSEI.B)) == ("the first", "nsei:B")
    assert small.subjects(RDF.type, OWL.DatatypeProperty) == [(NSEI.q, OWL.DatatypeProperty)]
    assert small.typed(OWL.Ontology) == []


@pytest.mark.parametrize(
    ("predicate", "language"),
    [(RDFS.label, "en"), (SKOS.definition, "en"), (DCTERMS.source, None), (RDFS.isDefinedBy, None)],
)
def test_every_term_has_exactly_one_label_definition_source_and_ontology(
    predicate: NamedNode, language: str | None
) -> None:
    found: Counter[NamedNode] = Counter()
    for one in REAL.triples:
        if one.predicate == predicate and isinstance(one.subject, NamedNode):
            assert getattr(one.object, "language", None) == language, one
            found[one.subject] += 1
    assert {curie(one): found[one] for one in TERMS if found[one] != 1} == {}


def test_every_term_is_defined_by_this_ontology_and_drawn_from_it_or_the_review() -> None:
    assert {tuple(REAL.values(one, RDFS.isDefinedBy)) for one in TERMS} == {(HEADER,)}
    sources = {value for one in TERMS for value in REAL.values(one, DCTERMS.source)}
    assert sources == {HEADER, NamedNode("https://doi.org/10.20944/preprints202305.1544.v1")}


def test_no_two_terms_share_a_label_or_another_name() -> None:
    """Not even a class and a property, which a reader of labels could not tell apart."""
    names = Counter(
        literal.value.lower()
        for one in TERMS
        for predicate in (RDFS.label, SKOS.altLabel)
        for literal in literals(one, predicate)
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_labels_are_plain_words_without_capitals_save_abbreviations() -> None:
    odd = re.compile(r"(?<!\w)(?!SEI\b|SI\b|UCUM\b|DOI\b|MXene\b|Young's\b|Coulombic\b)[A-Z]|[_/]|^\s|\s$|\s\s")
    assert [one.value for term in TERMS for one in literals(term, RDFS.label) if odd.search(one.value)] == []


def test_names_are_camel_case_classes_with_a_capital_and_properties_without() -> None:
    classes = {local_name(one) for one in CLASSES}
    assert {one for one in classes if not re.fullmatch(r"([A-Z][a-z]+)+", one)} == ABBREVIATED
    assert [one for one in map(local_name, PROPERTIES) if not re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", one)] == []


def test_classes_are_singular() -> None:
    singular = {"Basis", "ChemicalSpecies", "IonBeamAnalysis", "ShearModulus", "Thickness", "YoungsModulus"}
    assert {one for one in map(local_name, CLASSES) if one.endswith("s")} == singular


def test_a_definition_is_one_sentence_and_unlike_every_other() -> None:
    texts = [literal.value for one in TERMS for literal in literals(one, SKOS.definition)]
    assert [text for text in texts if not re.fullmatch(r"[A-Z][^.]*(\.\d[^.]*)*\.", text)] == []
    assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_a_class_is_defined_by_the_class_above_it_and_a_difference() -> None:
    other = set()
    for one in CLASSES:
        above = [kind for kind in REAL.values(one, RDFS.subClassOf) if isinstance(kind, NamedNode)]
        (definition,) = literals(one, SKOS.definition)
        genus = "|".join(re.escape(REAL.label(kind)) for kind in above)
        if above and not re.match(rf"An? ({genus})\b.", definition.value):
            other.add(local_name(one))
    assert other == OTHER_GENUS


def test_a_property_is_defined_by_what_it_relates() -> None:
    starts = {local_name(one): literals(one, SKOS.definition)[0].value.split()[0] for one in PROPERTIES}
    assert {name: word for name, word in starts.items() if word != "Relates"} == {"uncited": "Tells"}


def test_every_property_says_what_it_is_for() -> None:
    """A link has a domain or a range, a literal has both, and an annotation has none."""
    sides = {one: [bool(REAL.values(one, side)) for side in (RDFS.domain, RDFS.range)] for one in PROPERTIES}
    links, data = REAL.object_properties, REAL.data_properties
    assert [curie(one) for one in PROPERTIES if one in links and not any(sides[one])] == []
    assert [curie(one) for one in PROPERTIES if one in data and not all(sides[one])] == []
    assert [curie(one) for one in PROPERTIES if one in REAL.annotation_properties and any(sides[one])] == []


def test_every_term_is_of_exactly_one_kind() -> None:
    individuals = frozenset(REAL.typed(OWL.NamedIndividual))
    kinds = (REAL.classes, REAL.object_properties, REAL.data_properties, REAL.annotation_properties, individuals)
    assert [one & other for one, other in combinations(kinds, 2)] == [frozenset()] * 10


def test_the_metadata_of_the_ontology_are_complete() -> None:
    version = REAL.text(HEADER, OWL.versionInfo)
    assert version is not None
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert REAL.values(HEADER, OWL.versionIRI) == [NamedNode(f"{HEADER.value}/{version}")]
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.bibliographicCitation):
        assert [one.language for one in literals(HEADER, predicate)] == ["en"], predicate
    assert f"version {version}," in str(REAL.text(HEADER, DCTERMS.bibliographicCitation))
    for predicate in (DCTERMS.created, DCTERMS.issued):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(REAL.text(HEADER, predicate))), predicate
    for predicate in (DCTERMS.creator, DCTERMS.contributor, DCTERMS.publisher, DCTERMS.source, BIBO.status):
        assert len(REAL.values(HEADER, predicate)) == 1, predicate
    assert REAL.values(HEADER, DCTERMS.license) == [NamedNode("https://creativecommons.org/licenses/by/4.0/")]
    assert REAL.text(HEADER, VANN.preferredNamespacePrefix) == "nsei"
    assert REAL.text(HEADER, VANN.preferredNamespaceUri) == NSEI.iri
    assert REAL.typed(OWL.Ontology) == [HEADER]


def test_every_term_of_another_vocabulary_is_declared() -> None:
    languages = (OWL.iri, RDF.iri, RDFS.iri)
    used = {one.predicate for one in REAL.triples if not one.predicate.value.startswith(languages)}
    facets = {XSD.maxInclusive, XSD.minExclusive, XSD.minInclusive}
    assert used - REAL.properties == facets


def test_the_constructs_in_use_are_these_and_all_are_covered() -> None:
    assert sorted(map(curie, constructs_of(REAL))) == [
        "owl:AllDisjointClasses",
        "owl:AsymmetricProperty",
        "owl:FunctionalProperty",
        "owl:IrreflexiveProperty",
        "owl:SymmetricProperty",
        "owl:TransitiveProperty",
        "owl:allValuesFrom",
        "owl:cardinality",
        "owl:equivalentClass",
        "owl:hasSelf",
        "owl:hasValue",
        "owl:intersectionOf",
        "owl:inverseOf",
        "owl:onDatatype",
        "owl:propertyChainAxiom",
        "owl:someValuesFrom",
        "owl:unionOf",
        "owl:withRestrictions",
        "rdfs:domain",
        "rdfs:range",
        "rdfs:subClassOf",
        "rdfs:subPropertyOf",
    ]
    assert constructs_of(REAL) <= COVERED
    assert rules_of(REAL)
    assert constraints_of(REAL)


def test_every_class_can_have_a_member() -> None:
    assert unsatisfiable_classes(REAL) == ()


def test_the_top_classes_exclude_each_other() -> None:
    defined = {one for one, _ in REAL.subjects(OWL.equivalentClass)}
    tops = {one for one in CLASSES if REAL.superclasses(one) == {one}} - defined
    assert len(tops) > 20
    assert [
        (curie(one), curie(other))
        for one, other in combinations(sorted(tops, key=str), 2)
        if one not in REAL.excluders(other)
    ] == []


def test_a_term_that_is_deprecated_says_what_replaces_it() -> None:
    deprecated = {one.subject for one in REAL.triples if one.predicate == OWL.deprecated}
    assert [
        one for one in deprecated if not isinstance(one, NamedNode) or not REAL.values(one, DCTERMS.isReplacedBy)
    ] == []
