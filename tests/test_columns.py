from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from naseikg.asking.store import store_of
from naseikg.exports.columns import NOT_STATED, Facts, class_labels, ids, labels, measure, stated, texts, user_ids
from naseikg.vocabulary import BASE, GRAPH_ASSERTED, GRAPH_INFERRED, NSEI, RDF, RDFS

TEST = NamedNode(BASE + "test/long")
LAYER = NamedNode(BASE + "interphase/naf-layer")
VALUE = NamedNode(BASE + "quantity/long-lifetime")
HOUR = NamedNode(BASE + "unit/hour")
TWO, TEN = NamedNode(BASE + "reference/2"), NamedNode(BASE + "reference/10")


@pytest.fixture(scope="module")
def facts() -> Facts:
    """A test of a layer that says one thing and leaves another open."""
    return Facts(_store())


def _store() -> Store:
    asserted: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (TEST, RDF.type, NSEI.CyclingTest),
        (TEST, NSEI.lifetime, VALUE),
        (TEST, NSEI.notStated, NSEI.temperature),
        (VALUE, RDF.type, NSEI.Lifetime),
        (VALUE, NSEI.printedValue, Literal("2800")),
        (VALUE, NSEI.unit, HOUR),
        (HOUR, NSEI.symbol, Literal("h")),
        (TEST, NSEI.discussedIn, TEN),
        (TEST, NSEI.discussedIn, TWO),
        (TEN, RDFS.label, Literal("the tenth")),
    ]
    quads = [Quad(subject, property, object, GRAPH_ASSERTED) for subject, property, object in asserted]
    inferred = [
        Quad(TEST, NSEI.discussedIn, HOUR, GRAPH_INFERRED),
        Quad(LAYER, NSEI.hasTest, TEST, GRAPH_INFERRED),
    ]
    return store_of([*quads, *inferred])


def test_a_path_leads_to_texts_over_things(facts: Facts) -> None:
    assert texts("unit", "its unit", NSEI.lifetime, NSEI.unit, NSEI.symbol).cell(facts, TEST) == "h"
    assert texts("unit", "its unit", NSEI.temperature, NSEI.unit, NSEI.symbol).cell(facts, TEST) == ""


def test_several_things_stand_in_the_order_of_their_numbers_without_inferred_ones(facts: Facts) -> None:
    assert ids("references", "ids", NSEI.discussedIn).cell(facts, TEST) == "reference/2; reference/10"
    assert labels("references", "names", NSEI.discussedIn).cell(facts, TEST) == "2; the tenth"


def test_what_is_related_to_a_thing_is_found_also_where_it_is_inferred(facts: Facts) -> None:
    assert user_ids("layers", "ids", NSEI.hasTest).cell(facts, TEST) == "interphase/naf-layer"


def test_a_measure_has_value_unit_and_qualifier(facts: Facts) -> None:
    fields = measure("lifetime", "lifetime", NSEI.lifetime)
    assert [field.name for field in fields] == ["lifetime_value", "lifetime_unit", "lifetime_qualifier"]
    assert [field.cell(facts, TEST) for field in fields] == ["2800", "h", ""]


def test_what_the_source_leaves_open_is_told_from_what_nobody_recorded(facts: Facts) -> None:
    temperature = [field.cell(facts, TEST) for field in measure("temperature", "temperature", NSEI.temperature)]
    assert temperature == [NOT_STATED, "", ""]
    electrolyte = stated(labels("electrolyte", "the electrolyte", NSEI.electrolyte), NSEI.electrolyte)
    assert (electrolyte.about, electrolyte.cell(facts, TEST)) == ("the electrolyte, or `not stated`", "")


def test_a_class_without_label_goes_by_its_name(facts: Facts) -> None:
    assert class_labels().cell(facts, TEST) == "CyclingTest"
