from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from naseikg.asking.lookup import find_thing
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
    ],
)
def test_a_thing_is_found_by_the_short_id_that_outputs_print(kg: Built, name: str, found: str) -> None:
    assert find_thing(kg.store, name).value == f"{BASE}{found}"


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("Na4P", "; did you mean Na3P?"),
        ("na3p-red-phosphorous", "; did you mean interphase/na3p-red-phosphorus?"),
        ("999", ""),
    ],
)
def test_an_unknown_name_suggests_a_formula_or_a_full_id(kg: Built, name: str, suggestion: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_thing(kg.store, name)
    assert str(caught.value) == f"no thing is called {name!r}{suggestion}"


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
