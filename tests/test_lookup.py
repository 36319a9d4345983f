from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from naseikg.asking.answers import ask
from naseikg.asking.lookup import find_thing, unknown_terms
from naseikg.asking.questions import load_questions
from naseikg.errors import AmbiguousNameError, UnknownNameError
from naseikg.pipeline import Built
from naseikg.vocabulary import BASE, GRAPH_ASSERTED, NSEI, RDFS


@pytest.mark.parametrize(
    "name",
    [
        "substance/na3p",
        f"{BASE}substance/na3p",
        f"<{BASE}substance/na3p>",
        "Na3P",
        "Na₃P",
        "na3p",
        "sodium phosphide",
        "Sodium  Phosphide",
    ],
)
def test_a_substance_is_found_by_whatever_a_person_types(kg: Built, name: str) -> None:
    assert find_thing(kg.store, name).value == f"{BASE}substance/na3p"


def test_a_term_is_found_by_its_short_form(kg: Built) -> None:
    assert find_thing(kg.store, "nsei:Challenge") == NSEI.Challenge


def test_a_misspelt_name_suggests_the_nearest(kg: Built) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_thing(kg.store, "substance/na3pp")
    assert str(caught.value) == "no thing is called 'substance/na3pp'; did you mean substance/na3p?"


def test_a_name_of_several_things_lists_them(kg: Built) -> None:
    with pytest.raises(AmbiguousNameError) as caught:
        find_thing(kg.store, "Sun et al.")
    listed = "group/sun-unmatched-127, group/sun-x-l, group/sun-y-m"
    assert str(caught.value) == f"'Sun et al.' is the name of several things; give one of {listed}"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("71", "reference/shi-2023-71"),
        ("[71]", "reference/shi-2023-71"),
        ("reference/71", "reference/shi-2023-71"),
        ("shi-2023-71", "reference/shi-2023-71"),
        ("3.1-p3-s4", "sentence/shi-2023-3.1-p3-s4"),
        ("sentence/3.1-p3-s4", "sentence/shi-2023-3.1-p3-s4"),
        ("na3p-red-phosphorus", "interphase/na3p-red-phosphorus"),
        ("dendrite growth", "phenomenon/dendrite-growth"),
    ],
)
def test_a_thing_is_found_by_the_short_id_that_outputs_print(kg: Built, name: str, found: str) -> None:
    assert find_thing(kg.store, name).value == f"{BASE}{found}"


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        # A few letters in common, or a word of a finding, are not near.
        ("nothing", ""),
        ("nope", ""),
        ("nonsense", ""),
        ("substance/nope", ""),
        ("substance/newthing", ""),
        ("", "; give its id, label, formula or abbreviation"),
        ("  ", "; give its id, label, formula or abbreviation"),
        ("dendrite growht", "; did you mean phenomenon/dendrite-growth?"),
        ("interphase/na3p", "; did you mean substance/na3p?"),
        ("Na4P", "; did you mean Na3P?"),
        ("na3p-red-phosphorous", "; did you mean interphase/na3p-red-phosphorus?"),
        ("999", ""),
    ],
)
def test_an_unknown_name_suggests_a_formula_or_a_full_id(kg: Built, name: str, suggestion: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_thing(kg.store, name)
    assert str(caught.value) == f"no thing is called {name!r}{suggestion}"


TERMS = {
    "all known": ("SELECT ?x { ?x a nsei:Substance ; nsei:formula ?y }", []),
    "a class and a property": (
        "SELECT ?x { ?x a nsei:Substnce ; nsei:hasComponnet ?y }",
        ["nsei:Substnce:nsei:Substance", "nsei:hasComponnet:nsei:hasComponent"],
    ),
    "another case of letters": ("SELECT ?x { ?x a nsei:substance }", ["nsei:substance:nsei:Substance"]),
    "no term at all, once": ("SELECT ?x { ?x nsei:qqq ?y . ?y nsei:qqq ?x }", ["nsei:qqq:"]),
    "a full IRI": (f"ASK {{ ?x a <{NSEI.iri}Haldie> }}", ["nsei:Haldie:nsei:Halide"]),
    "paths and the end of a sentence": (
        "ASK { ?x ^nsei:hasTst/nsei:lifetme*|!nsei:formla ?y. ?y a nsei:Haldie. }",
        [
            "nsei:hasTst:nsei:hasTest",
            "nsei:lifetme:nsei:lifetime",
            "nsei:formla:nsei:formula",
            "nsei:Haldie:nsei:Halide",
        ],
    ),
    "a prefix of its own": (f"PREFIX our: <{NSEI.iri}> ASK {{ ?x a our:Haldie }}", ["nsei:Haldie:nsei:Halide"]),
    "our prefix for something else": ("PREFIX nsei: <http://example.org/> ASK { ?x a nsei:Haldie }", []),
    "strings, comments and names of others": (
        "ASK { ?x rdfs:label 'nsei:Haldie', \"nsei:Haldie\"@en ; <http://example.org/nsei:Haldie> ?nsei } # nsei:Haldie",
        [],
    ),
}


@pytest.mark.parametrize("case", TERMS)
def test_a_term_that_the_ontology_lacks_is_found_in_a_query(kg: Built, case: str) -> None:
    sparql, expected = TERMS[case]
    ask(kg.store, sparql)
    told = []
    for one in expected:
        name, hint = one.rsplit(":nsei:", 1) if ":nsei:" in one else (one[:-1], "")
        does = f"did you mean nsei:{hint}?" if hint else "see the list of terms"
        told.append(f"{name} is no term of the ontology; {does}")
    assert unknown_terms(kg.store, sparql) == told


def test_no_query_of_ours_has_a_term_that_the_ontology_lacks(kg: Built, repository: Path) -> None:
    folder = repository / "queries"
    asked = {one.name: unknown_terms(kg.store, one.sparql) for one in load_questions(folder)}
    assert len(asked) == len(list(folder.glob("*.rq")))
    assert {name: told for name, told in asked.items() if told} == {}


def test_a_label_that_fits_one_thing_goes_before_a_formula_that_fits_two() -> None:
    store, label = Store(), "XY"
    one, two, three = (NamedNode(f"{BASE}substance/{name}") for name in ("a", "b", "c"))
    for thing, predicate in ((one, NSEI.formula), (two, NSEI.formula), (three, RDFS.label)):
        store.add(Quad(thing, predicate, Literal(label), GRAPH_ASSERTED))
    assert find_thing(store, "xy") == three
    store.add(Quad(two, RDFS.label, Literal(label), GRAPH_ASSERTED))
    with pytest.raises(AmbiguousNameError) as caught:
        find_thing(store, "xy")
    assert str(caught.value) == "'xy' is the name of several things; give one of substance/a, substance/b, substance/c"
