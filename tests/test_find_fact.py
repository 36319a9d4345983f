"""A fact is found by what a person types; what the graph does not say is answered with what comes close."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store, Triple

from naseikg.errors import AmbiguousNameError, UnknownFactError, UnknownNameError
from naseikg.explaining.facts import find_fact
from naseikg.explaining.wording import typed
from naseikg.pipeline import Built, build_graph
from naseikg.vocabulary import BASE, NSEI, RDF, RDFS
from smallproject import write_small_project

LAYER, NAF = NamedNode(BASE + "interphase/naf-layer"), NamedNode(BASE + "substance/naf")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Store:
    small = write_small_project(tmp_path_factory.mktemp("small"), repository / "ontology" / "naseikg.ttl")
    return build_graph(small.project).store


@pytest.mark.parametrize(
    ("subject", "relation", "value"),
    [
        ("interphase/naf-layer", "hasComponent", "substance/naf"),
        (LAYER.value, NSEI.hasComponent.value, NAF.value),
        ("sodium fluoride layer", "has component", "NaF"),
        ("Sodium Fluoride Layer", "nsei:hasComponent", "sodium fluoride"),
    ],
)
def test_a_fact_goes_by_ids_iris_labels_and_formulas(store: Store, subject: str, relation: str, value: str) -> None:
    assert find_fact(store, subject, relation, value) == Triple(LAYER, NSEI.hasComponent, NAF)


@pytest.mark.parametrize("relation", ["a", "is a", "rdf:type", RDF.type.value])
@pytest.mark.parametrize("value", ["Halide", "halide", "nsei:Halide", NSEI.Halide.value])
def test_a_class_goes_by_name_and_label(store: Store, relation: str, value: str) -> None:
    assert find_fact(store, "NaF", relation, value) == Triple(NAF, RDF.type, NSEI.Halide)


@pytest.mark.parametrize(("relation", "value"), [("formula", "NaF"), ("formula", "naf"), ("label", "Sodium fluoride")])
def test_a_literal_goes_by_its_text(store: Store, relation: str, value: str) -> None:
    fact = find_fact(store, "NaF", f"rdfs:{relation}" if relation == "label" else relation, value)
    assert fact.predicate in (NSEI.formula, RDFS.label)
    assert isinstance(fact.object, Literal)


@pytest.mark.parametrize("value", ["sNaN", "NaN", "-Infinity", "1e999999999", "\udcff", "\0"])
def test_what_is_no_number_and_no_text_is_no_value(store: Store, value: str) -> None:
    with pytest.raises(UnknownFactError, match=r"^the graph does not say: "):
        find_fact(store, "quantity/modulus", "numericValue", value)
    with pytest.raises(UnknownFactError, match=r"^the graph does not say: "):
        find_fact(store, "quantity/modulus", "formula", value)


UNKNOWN = {
    ("unobtainium", "a", "Halide"): "no thing is called 'unobtainium'",
    ("NaF", "causs", "NaF"): "no relation is called 'causs'; did you mean causes?",
    ("NaF", "shear modulus", "NaF"): (
        "no relation is called 'shear modulus'; give one such as hasComponent, or 'a' before a class; see the list of terms"
    ),
    ("NaF", "has comp", "NaF"): "no relation is called 'has comp'; did you mean hasComponent?",
    ("NaF", "a", "Halid"): (
        "no class is called 'Halid'; did you mean Halide or HalideInterphase or HalideBasedInterphase?"
    ),
    ("interphase/naf-layer", "hasComponent", "substance/nafx"): (
        "no thing is called 'substance/nafx'; did you mean substance/naf?"
    ),
}


@pytest.mark.parametrize(("names", "message"), UNKNOWN.items(), ids=[" ".join(names) for names in UNKNOWN])
def test_an_unknown_name_is_told_with_what_may_be_meant(
    store: Store, names: tuple[str, str, str], message: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_fact(store, *names)
    assert str(caught.value).partition(" or Halide")[0] == message.partition(" or Halide")[0]


def test_an_ambiguous_name_is_told(kg: Built) -> None:
    with pytest.raises(AmbiguousNameError, match="is the name of several things"):
        find_fact(kg.store, "naf-cof2", "hasComponent", "SEI")


FALSE = {
    ("interphase/naf-layer", "hasComponent", "sodium metal"): (
        "the graph does not say: sodium fluoride layer – has component → sodium metal"
        " (interphase/naf-layer nsei:hasComponent substance/sodium-metal)\n"
        "  with this subject and relation it says:\n"
        "    sodium fluoride layer – has component → sodium fluoride"
        " (interphase/naf-layer nsei:hasComponent substance/naf)"
    ),
    ("NaF", "hasComponent", "interphase/naf-layer"): (
        "the graph does not say: sodium fluoride – has component → sodium fluoride layer"
        " (substance/naf nsei:hasComponent interphase/naf-layer)\n"
        "  the other way round it says:\n"
        "    sodium fluoride layer – has component → sodium fluoride"
        " (interphase/naf-layer nsei:hasComponent substance/naf)"
    ),
    ("interphase/naf-layer", "formedFrom", "NaF"): (
        "the graph does not say: sodium fluoride layer – formed from → sodium fluoride"
        " (interphase/naf-layer nsei:formedFrom substance/naf)\n"
        "  between these two it says:\n"
        "    sodium fluoride layer – has component → sodium fluoride"
        " (interphase/naf-layer nsei:hasComponent substance/naf)"
    ),
    ("sodium metal", "hasComponent", "NaF"): (
        "the graph does not say: sodium metal – has component → sodium fluoride"
        " (substance/sodium-metal nsei:hasComponent substance/naf)\n"
        "  with this relation and object it says:\n"
        "    sodium fluoride layer – has component → sodium fluoride"
        " (interphase/naf-layer nsei:hasComponent substance/naf)"
    ),
    ("sodium metal", "a", "Polymer"): (
        "the graph does not say: sodium metal is a polymer (substance/sodium-metal a nsei:Polymer)\n"
        "  with this subject and relation it says:\n"
        "    sodium metal is an inorganic substance (substance/sodium-metal a nsei:InorganicSubstance)\n"
        "    sodium metal is a metal (substance/sodium-metal a nsei:Metal)\n"
        "    sodium metal is a substance (substance/sodium-metal a nsei:Substance)"
    ),
    ("NaF", "formula", "NaCl"): (
        'the graph does not say: sodium fluoride – formula → “NaCl” (substance/naf nsei:formula "NaCl")\n'
        "  with this subject and relation it says:\n"
        '    sodium fluoride – formula → “NaF” (substance/naf nsei:formula "NaF")'
    ),
    ("sodium metal", "formula", "Na"): (
        'the graph does not say: sodium metal – formula → “Na” (substance/sodium-metal nsei:formula "Na")'
    ),
}


@pytest.mark.parametrize(("names", "message"), FALSE.items(), ids=[" ".join(names) for names in FALSE])
def test_what_the_graph_does_not_say_is_told_with_what_comes_close(
    store: Store, names: tuple[str, str, str], message: str
) -> None:
    with pytest.raises(UnknownFactError) as caught:
        find_fact(store, *names)
    assert str(caught.value) == message


def test_what_is_typed_back_is_the_same_fact(kg: Built) -> None:
    links = [one for one in kg.inferred[::61] if isinstance(one.object, NamedNode)]
    assert links
    for fact in links:
        subject, relation, value = typed(fact).split(" ")
        assert find_fact(kg.store, subject, relation, value) == fact
