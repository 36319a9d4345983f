"""Axioms become rules and constraints, and what no rule covers is refused by name."""

from __future__ import annotations

from operator import attrgetter

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from naseikg.errors import OntologyError
from naseikg.reasoning.constructs import COVERED, constructs_of
from naseikg.reasoning.ontology import Ontology
from naseikg.reasoning.patterns import Pattern, Term, name_of
from naseikg.reasoning.rules import Rule, constraints_of, rules_of
from naseikg.vocabulary import PREFIXES, curie
from reasoningcases import CASES, ENTAILMENTS, INCONSISTENCIES, Case

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())


def ontology(text: str) -> Ontology:
    return Ontology(triples=tuple(one.triple for one in parse(HEAD + text, format=RdfFormat.TURTLE)))


def shown(patterns: tuple[Pattern, ...]) -> str:
    def term(one: Term) -> str:
        return curie(one) if isinstance(one, NamedNode) else str(one) if isinstance(one, Literal) else name_of(one)

    return ", ".join(" ".join(term(one) for one in pattern) for pattern in patterns)


def lines(rules: tuple[Rule, ...]) -> list[str]:
    return [f"{one.axiom}: {shown(one.body)} -> {shown(one.head)}" for one in rules]


@pytest.mark.parametrize(("folder", "cases"), [("entailments", ENTAILMENTS), ("inconsistencies", INCONSISTENCIES)])
def test_every_file_of_the_folder_is_a_case_with_a_title_of_its_own(folder: str, cases: tuple[Case, ...]) -> None:
    assert sorted(path.name for path in (CASES / folder).iterdir()) == [f"{case.name}.ttl" for case in cases]
    assert len({case.title for case in cases} - {""}) == len(cases)


def test_every_entailment_case_says_what_follows_and_what_does_not() -> None:
    assert [case.name for case in ENTAILMENTS if not case.does_not_follow] == []
    assert [case.name for case in ENTAILMENTS if not case.follows] == ["annotation"]


def test_every_construct_the_rules_cover_has_a_case() -> None:
    tried = frozenset[object]().union(*(constructs_of(case.ontology) for case in (*ENTAILMENTS, *INCONSISTENCIES)))
    assert tried == COVERED


@pytest.mark.parametrize("case", [*ENTAILMENTS, *INCONSISTENCIES], ids=attrgetter("name"))
def test_an_ontology_gives_the_same_rules_each_once_and_in_the_same_order(case: Case) -> None:
    rules = rules_of(case.ontology)
    again = Ontology(triples=case.ontology.triples)
    assert rules_of(again) == rules
    assert constraints_of(again) == constraints_of(case.ontology)
    assert len(set(rules)) == len(rules)


def test_an_axiom_is_a_rule_that_says_it_in_words() -> None:
    found = ontology("""
        nsei:Interphase a owl:Class . nsei:Substance a owl:Class . nsei:CyclingTest a owl:Class .
        nsei:NativeSEI a owl:Class ; rdfs:subClassOf nsei:Interphase .
        nsei:hasTest a owl:ObjectProperty ; rdfs:domain nsei:Interphase ; rdfs:subPropertyOf nsei:hasProof .
        nsei:hasProof a owl:ObjectProperty .
        nsei:Tested a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf (
            nsei:Interphase [ a owl:Restriction ; owl:onProperty nsei:hasTest ; owl:someValuesFrom nsei:CyclingTest ] ) ] .
    """)
    some = "nsei:hasTest some nsei:CyclingTest"
    both = f"a nsei:Interphase and something with {some}"
    assert lines(rules_of(found)) == [
        "every nsei:NativeSEI is a nsei:Interphase: x rdf:type nsei:NativeSEI -> x rdf:type nsei:Interphase",
        f"every nsei:Tested is {both}: x rdf:type nsei:Tested -> x rdf:type nsei:Interphase",
        f"every nsei:Tested is {both}: x rdf:type nsei:Tested -> x nsei:hasTest v0, v0 rdf:type nsei:CyclingTest",
        f"every {both.removeprefix('a ')} is a nsei:Tested: x rdf:type nsei:Interphase, x nsei:hasTest v0,"
        " v0 rdf:type nsei:CyclingTest -> x rdf:type nsei:Tested",
        "what has nsei:hasTest is a nsei:Interphase: x nsei:hasTest y -> x rdf:type nsei:Interphase",
        "nsei:hasTest implies nsei:hasProof: x nsei:hasTest y -> x nsei:hasProof y",
    ]


def test_a_union_in_a_condition_is_a_rule_for_each_way_to_be_in_it() -> None:
    found = ontology("""
        nsei:A a owl:Class . nsei:B a owl:Class . nsei:C a owl:Class . nsei:D a owl:Class . nsei:E a owl:Class .
        [ a owl:Class ; owl:intersectionOf (
            [ a owl:Class ; owl:unionOf ( nsei:A nsei:B ) ] [ a owl:Class ; owl:unionOf ( nsei:C nsei:D ) ] ) ]
            rdfs:subClassOf nsei:E .
    """)
    assert [shown(rule.body) for rule in rules_of(found)] == [
        "x rdf:type nsei:A, x rdf:type nsei:C",
        "x rdf:type nsei:A, x rdf:type nsei:D",
        "x rdf:type nsei:B, x rdf:type nsei:C",
        "x rdf:type nsei:B, x rdf:type nsei:D",
    ]


def test_a_rule_that_only_repeats_its_condition_is_left_out() -> None:
    assert rules_of(ontology("nsei:A a owl:Class ; rdfs:subClassOf nsei:A, owl:Thing .")) == ()


REFUSED = {
    "number of things": (
        "nsei:p a owl:ObjectProperty . nsei:A a owl:Class ;"
        " rdfs:subClassOf [ a owl:Restriction ; owl:onProperty nsei:p ; owl:maxCardinality 1 ] .",
        "nsei:A: no rule covers a number of things, as two names may stand for one thing; count literals only, or write"
        " a check",
    ),
    "exactly two literals": (
        "nsei:p a owl:DatatypeProperty . nsei:A a owl:Class ;"
        " rdfs:subClassOf [ a owl:Restriction ; owl:onProperty nsei:p ; owl:cardinality 2 ] .",
        "nsei:A: no rule covers 'something with exactly 2 nsei:p'; use the number 1",
    ),
    "a number of literals that is none": (
        "nsei:p a owl:DatatypeProperty . nsei:A a owl:Class ;"
        ' rdfs:subClassOf [ a owl:Restriction ; owl:onProperty nsei:p ; owl:maxCardinality "some" ] .',
        "nsei:A: no rule covers 'something with at most some nsei:p'; use the number 1",
    ),
    "at most as a reason": (
        "nsei:p a owl:DatatypeProperty . nsei:A a owl:Class ;"
        " owl:equivalentClass [ a owl:Restriction ; owl:onProperty nsei:p ; owl:maxCardinality 1 ] .",
        "nsei:A: no rule covers 'something with at most 1 nsei:p' as a reason to be a member;"
        " make it a consequence (rdfs:subClassOf) or leave it out",
    ),
    "maximum cardinality of a class": (
        "nsei:A a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty nsei:p ;"
        " owl:maxQualifiedCardinality 1 ; owl:onClass nsei:A ] .",
        "nsei:A: no rule covers owl:maxQualifiedCardinality; model it otherwise",
    ),
    "key": ("nsei:A a owl:Class ; owl:hasKey ( nsei:p ) .", "nsei:A: no rule covers owl:hasKey; model it otherwise"),
    "disjoint union": (
        "nsei:A a owl:Class ; owl:disjointUnionOf ( nsei:B nsei:C ) .",
        "nsei:A: no rule covers owl:disjointUnionOf; model it otherwise",
    ),
    "enumeration": (
        "nsei:A a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:oneOf ( nsei:x ) ] .",
        "nsei:A: no rule covers owl:oneOf; model it otherwise",
    ),
    "sameness": ("nsei:x owl:sameAs nsei:y .", "nsei:x: no rule covers owl:sameAs; model it otherwise"),
    "difference": (
        "[] a owl:AllDifferent ; owl:distinctMembers ( nsei:x nsei:y ) .",
        "the ontology: no rule covers owl:AllDifferent; model it otherwise",
    ),
    "reflexive property": (
        "nsei:p a owl:ObjectProperty, owl:ReflexiveProperty .",
        "nsei:p: no rule covers owl:ReflexiveProperty; model it otherwise",
    ),
    "inverse functional property": (
        "nsei:p a owl:ObjectProperty, owl:InverseFunctionalProperty .",
        "nsei:p: no rule covers owl:InverseFunctionalProperty; model it otherwise",
    ),
    "functional link": (
        "nsei:p a owl:ObjectProperty, owl:FunctionalProperty .",
        "nsei:p: no rule covers owl:FunctionalProperty between things; write a check instead",
    ),
    "facet of a text": (
        "nsei:p a owl:DatatypeProperty ; rdfs:range [ a rdfs:Datatype ; owl:onDatatype xsd:string ;"
        " owl:withRestrictions ( [ xsd:minInclusive 0 ] ) ] .",
        "nsei:p: no rule covers this facet of a datatype; give one of xsd:minInclusive, xsd:minExclusive,"
        " xsd:maxInclusive, xsd:maxExclusive, of a number",
    ),
    "facet of another kind": (
        "nsei:p a owl:DatatypeProperty ; rdfs:range [ a rdfs:Datatype ; owl:onDatatype xsd:integer ;"
        " owl:withRestrictions ( [ xsd:pattern 0 ] ) ] .",
        "nsei:p: no rule covers this facet of a datatype; give one of xsd:minInclusive, xsd:minExclusive,"
        " xsd:maxInclusive, xsd:maxExclusive, of a number",
    ),
    "datatype of a facet": (
        "nsei:p a owl:DatatypeProperty ; rdfs:range [ a rdfs:Datatype ; owl:onDatatype xsd:float ;"
        " owl:withRestrictions ( [ xsd:minInclusive 0 ] ) ] .",
        "nsei:p: no rule covers xsd:float as a range; use one of xsd:boolean, xsd:decimal, xsd:double, xsd:integer, xsd:string",
    ),
    "datatype of the range": (
        "nsei:p a owl:DatatypeProperty ; rdfs:range xsd:date .",
        "nsei:p: no rule covers xsd:date as a range; use one of xsd:boolean, xsd:decimal, xsd:double, xsd:integer, xsd:string",
    ),
    "denied literal": (
        "nsei:p a owl:DatatypeProperty . [] a owl:NegativePropertyAssertion ; owl:sourceIndividual nsei:x ;"
        ' owl:assertionProperty nsei:p ; owl:targetValue "a" .',
        "the ontology: no rule covers owl:targetValue; model it otherwise",
    ),
    "import": (
        "<https://w3id.org/naseikg/ontology> a owl:Ontology ; owl:imports <https://example.org/> .",
        "ontology: no rule covers owl:imports; model it otherwise",
    ),
    "named intersection": (
        "nsei:A a owl:Class ; owl:intersectionOf ( nsei:B nsei:C ) .",
        "nsei:A: no rule covers owl:intersectionOf of a name; use owl:equivalentClass",
    ),
    "every thing": (
        "nsei:A a owl:Class . owl:Thing rdfs:subClassOf nsei:A .",
        "nsei:A: no rule covers what is said of every owl:Thing; say it of a class",
    ),
    "complement as a condition": (
        "nsei:A a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:complementOf nsei:B ] .",
        "nsei:A: no rule covers 'something that is not a nsei:B' as a reason to be a member;"
        " make it a consequence (rdfs:subClassOf) or leave it out",
    ),
    "only as a condition": (
        "nsei:p a owl:ObjectProperty . nsei:A a owl:Class ; owl:equivalentClass"
        " [ a owl:Restriction ; owl:onProperty nsei:p ; owl:allValuesFrom nsei:B ] .",
        "nsei:A: no rule covers 'something with nsei:p only nsei:B' as a reason to be a member;"
        " make it a consequence (rdfs:subClassOf) or leave it out",
    ),
    "union of the unnamed as a consequence": (
        "nsei:p a owl:ObjectProperty . nsei:A a owl:Class ; rdfs:subClassOf [ a owl:Class ; owl:unionOf ("
        " nsei:B [ a owl:Restriction ; owl:onProperty nsei:p ; owl:someValuesFrom nsei:C ] ) ] .",
        "nsei:A: no rule covers 'a nsei:B or something with nsei:p some nsei:C' as a consequence;"
        " give its unnamed members names and use the names",
    ),
    "union within a some": (
        "nsei:p a owl:ObjectProperty . nsei:B a owl:Class ; owl:disjointWith nsei:C . nsei:A a owl:Class ; rdfs:subClassOf"
        " [ a owl:Restriction ; owl:onProperty nsei:p ; owl:someValuesFrom [ a owl:Class ; owl:unionOf ( nsei:B nsei:C ) ] ] .",
        "nsei:A: no rule covers 'a nsei:B or a nsei:C' within a 'some'; give it a name and use the name",
    ),
    "decimal as a fixed value": (
        "nsei:p a owl:DatatypeProperty . nsei:A a owl:Class ; rdfs:subClassOf"
        " [ a owl:Restriction ; owl:onProperty nsei:p ; owl:hasValue 3.5 ] .",
        "nsei:A: no rule covers 'something with nsei:p 3.5'; give an individual, an integer or a text",
    ),
    "restriction without property": (
        "nsei:A a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:someValuesFrom nsei:B ] .",
        "nsei:A: a restriction has no property; add owl:onProperty",
    ),
    "denial without a thing": (
        "nsei:p a owl:ObjectProperty . [] a owl:NegativePropertyAssertion ; owl:sourceIndividual nsei:x ;"
        " owl:assertionProperty nsei:p .",
        "the ontology: an owl:NegativePropertyAssertion needs one named owl:targetIndividual, not none; give it",
    ),
    "denial of two properties": (
        "nsei:p a owl:ObjectProperty . [] a owl:NegativePropertyAssertion ; owl:sourceIndividual nsei:x ;"
        " owl:assertionProperty nsei:p, nsei:q ; owl:targetIndividual nsei:y .",
        "the ontology: an owl:NegativePropertyAssertion needs one named owl:assertionProperty,"
        " not nsei:p, nsei:q; give it",
    ),
    "undeclared property": (
        "nsei:A a owl:Class . nsei:p rdfs:domain nsei:A .",
        "nsei:p: an axiom uses nsei:p as a property; declare it as one",
    ),
    "undeclared property in a chain": (
        "nsei:p a owl:ObjectProperty ; owl:propertyChainAxiom ( nsei:p nsei:q ) .",
        "nsei:q: an axiom uses nsei:q as a property; declare it as one",
    ),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_what_no_rule_covers_is_refused_by_name(text: str, message: str) -> None:
    made = ontology(text)
    with pytest.raises(OntologyError) as caught:
        (rules_of(made), constraints_of(made))
    assert str(caught.value) == message
