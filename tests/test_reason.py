"""What follows from facts is found, all of it and no more; what contradicts the ontology is named."""

from __future__ import annotations

from operator import attrgetter

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from naseikg.errors import InconsistencyError
from naseikg.pipeline import Built
from naseikg.reasoning.reason import contradictions, materialise, unsatisfiable_classes
from naseikg.vocabulary import BASE, NSEI, RDF, XSD
from reasoningcases import ENTAILMENTS, INCONSISTENCIES, Case, parse_case

HEAD = "@base <https://w3id.org/naseikg/> .\n@prefix nsei: <https://w3id.org/naseikg/ontology#> .\n"
HEAD += "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
HEAD += "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
DISJOINT = "nsei:Metal a owl:Class . nsei:Polymer a owl:Class ; owl:disjointWith nsei:Metal .\n"


def metal_polymers(count: int) -> Case:
    return parse_case(f"{HEAD}{DISJOINT}" + "".join(f"<x/{n}> a nsei:Metal, nsei:Polymer .\n" for n in range(count)))


@pytest.mark.parametrize("case", ENTAILMENTS, ids=attrgetter("name"))
def test_exactly_what_follows_is_inferred(case: Case) -> None:
    inferred = materialise(case.ontology, case.facts)
    assert inferred == tuple(sorted(case.follows, key=str))
    assert not set(inferred) & set(case.does_not_follow)


@pytest.mark.parametrize("case", ENTAILMENTS, ids=attrgetter("name"))
def test_nothing_more_follows_from_what_was_inferred(case: Case) -> None:
    assert materialise(case.ontology, (*case.facts, *materialise(case.ontology, case.facts))) == ()


@pytest.mark.parametrize("case", INCONSISTENCIES, ids=attrgetter("name"))
def test_a_contradiction_names_the_culprit(case: Case) -> None:
    with pytest.raises(InconsistencyError) as caught:
        materialise(case.ontology, case.facts)
    assert str(caught.value) == case.message


@pytest.mark.parametrize("case", INCONSISTENCIES, ids=attrgetter("name"))
def test_each_fact_of_an_inconsistency_case_is_harmless_alone(case: Case) -> None:
    """The cases contradict their ontology by what they put together, save where a class or fact is wrong in itself."""
    alone = {"datatype", "empty-class", "facet-of-a-range", "irreflexive", "negative-assertion", "nothing"}
    alone |= {"unsatisfiable-by-fixed-values", "unsatisfiable-class", "unsatisfiable-definition"}
    alone |= {"unsatisfiable-property"}
    found = (
        "can hold of nothing" in case.message
        or unsatisfiable_classes(case.ontology)
        or [one for one in case.facts if contradictions(case.ontology, [one])]
    )
    assert bool(found) == (case.name in alone)


def test_without_facts_nothing_follows() -> None:
    assert [case.name for case in ENTAILMENTS if materialise(case.ontology, ())] == ["individual-of-the-ontology"]


def test_a_class_that_can_have_members_is_not_reported() -> None:
    assert [case.name for case in ENTAILMENTS if unsatisfiable_classes(case.ontology)] == []


def test_contradictions_are_given_all_at_once_without_raising() -> None:
    case = metal_polymers(25)
    found = contradictions(case.ontology, case.facts)
    assert len(found) == 25
    assert found[0] == (
        "nothing is both a nsei:Polymer and a nsei:Metal, yet x/0 is a nsei:Metal, x/0 is a nsei:Polymer;"
        " correct the records or the axiom"
    )
    assert contradictions(case.ontology, case.facts[:1]) == ()


@pytest.mark.parametrize(("count", "last"), [(20, None), (21, "... and 1 more")])
def test_the_message_shows_twenty_contradictions_and_counts_the_rest(count: int, last: str | None) -> None:
    case = metal_polymers(count)
    with pytest.raises(InconsistencyError) as caught:
        materialise(case.ontology, case.facts)
    shown = str(caught.value).splitlines()
    assert [line for line in shown if line.startswith("...")] == ([last] if last else [])
    assert sum(line.startswith("nothing is both a nsei:Polymer and a nsei:Metal, yet x/") for line in shown) == 20


@pytest.mark.parametrize(("one", "other"), [("1.0", "1"), ('"a"', '"a"'), ("true", '"true"^^xsd:boolean')])
def test_two_spellings_of_one_value_are_one_value(one: str, other: str) -> None:
    text = f"nsei:p a owl:DatatypeProperty, owl:FunctionalProperty .\n<x/1> nsei:p {one}, {other} .\n"
    case = parse_case(HEAD + text)
    assert materialise(case.ontology, case.facts) == ()


@pytest.mark.parametrize(("one", "other"), [("1.0", "2"), ('"a"', '"a"@en'), ("true", "false"), ("1", '"1"')])
def test_two_values_of_a_functional_property_contradict_it_whatever_their_types(one: str, other: str) -> None:
    text = f"nsei:p a owl:DatatypeProperty, owl:FunctionalProperty .\n<x/1> nsei:p {one}, {other} .\n"
    case = parse_case(HEAD + text)
    assert len(contradictions(case.ontology, case.facts)) == 1


def test_a_long_chain_is_followed_to_its_end() -> None:
    text = "nsei:contributesTo a owl:ObjectProperty, owl:TransitiveProperty .\n"
    text += "".join(f"<x/{n}> nsei:contributesTo <x/{n + 1}> .\n" for n in range(40))
    case = parse_case(HEAD + text)
    assert len(materialise(case.ontology, case.facts)) == 41 * 40 // 2 - 40


def test_an_unnamed_thing_is_made_once_however_many_ways_lead_to_it() -> None:
    case = parse_case(
        HEAD
        + """nsei:A a owl:Class . nsei:B a owl:Class . nsei:C a owl:Class . nsei:p a owl:ObjectProperty .
        [ a owl:Class ; owl:unionOf ( nsei:A nsei:B ) ] rdfs:subClassOf
            [ a owl:Restriction ; owl:onProperty nsei:p ; owl:someValuesFrom nsei:A ] .
        [ a owl:Restriction ; owl:onProperty nsei:p ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf nsei:C .
        <x/1> a nsei:A, nsei:B .
        """
    )
    assert materialise(case.ontology, case.facts) == (Triple(NamedNode(BASE + "x/1"), RDF.type, NSEI.C),)


def test_what_was_inferred_from_the_records_is_sorted_named_and_new(kg: Built) -> None:
    assert kg.inferred == materialise(kg.ontology, kg.asserted)
    assert list(kg.inferred) == sorted(set(kg.inferred) - set(kg.asserted), key=str)
    assert {type(node) for one in kg.inferred for node in (one.subject, one.object)} == {NamedNode}


def test_a_record_in_the_wrong_place_of_a_union_contradicts_the_real_ontology(kg: Built) -> None:
    test = next(one.subject for one in kg.asserted if one.predicate == RDF.type and one.object == NSEI.CyclingTest)
    assert isinstance(test, NamedNode)
    evidence = next(one.object for one in kg.asserted if one.predicate == NSEI.evidence)
    found = contradictions(kg.ontology, (*kg.asserted, Triple(test, NSEI.evidence, evidence)))
    assert [line.partition(", yet ")[0] for line in found] == [
        "what has nsei:evidence is a nsei:Finding or a nsei:CurationNote"
    ]


def test_a_literal_of_the_wrong_type_contradicts_the_real_ontology(kg: Built) -> None:
    substance = NamedNode(BASE + "substance/naf")
    wrong = Triple(substance, NSEI.formula, Literal("5", datatype=XSD.integer))
    assert contradictions(kg.ontology, (*kg.asserted, wrong)) == (
        'what is a value of nsei:formula is a xsd:string, yet substance/naf nsei:formula "5"^^xsd:integer;'
        " correct the records or the axiom",
    )


def test_values_that_axioms_fix_do_not_make_sound_classes_look_empty() -> None:
    """Each class can have members; only members of both would contradict each other through the value they share."""
    case = parse_case(
        HEAD
        + """nsei:A a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty nsei:p ; owl:hasValue <x/0> ] .
        nsei:B a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty nsei:q ; owl:hasValue <x/0> ] .
        nsei:p a owl:ObjectProperty ; rdfs:range nsei:C . nsei:q a owl:ObjectProperty ; rdfs:range nsei:D .
        nsei:C a owl:Class ; owl:disjointWith nsei:D . nsei:D a owl:Class .
        <x/1> a nsei:A . <x/2> a nsei:B .
        """
    )
    assert unsatisfiable_classes(case.ontology) == ()
    assert materialise(case.ontology, case.facts[:1]) == (
        Triple(NamedNode(BASE + "x/0"), RDF.type, NSEI.C),
        Triple(NamedNode(BASE + "x/1"), NSEI.p, NamedNode(BASE + "x/0")),
    )
    assert len(contradictions(case.ontology, case.facts)) == 1


def test_an_ontology_whose_own_facts_contradict_it_is_told_so_and_no_class_is_blamed() -> None:
    case = parse_case(
        HEAD + DISJOINT + "<x/1> a owl:NamedIndividual, nsei:Metal, nsei:Polymer . <x/2> a nsei:Metal .\n"
    )
    assert unsatisfiable_classes(case.ontology) == ()
    with pytest.raises(InconsistencyError) as caught:
        materialise(case.ontology, case.facts)
    assert str(caught.value) == (
        "nothing is both a nsei:Polymer and a nsei:Metal, yet x/1 is a nsei:Metal, x/1 is a nsei:Polymer;"
        " correct the records or the axiom"
    )
