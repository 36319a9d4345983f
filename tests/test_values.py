from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from naseikg.asking.values import label_of, links_of, text_of, texts_of, users_of
from naseikg.vocabulary import BASE, GRAPH_ASSERTED, GRAPH_INFERRED, NSEI, RDFS

LAYER, NAF, TIN = (NamedNode(BASE + name) for name in ("interphase/layer", "substance/naf", "substance/tin"))


@pytest.fixture
def store() -> Store:
    """A layer with two labels and three components, one of them inferred and one an expression without a name."""
    store = Store()
    store.extend(
        [
            Quad(LAYER, NSEI.hasComponent, TIN, GRAPH_ASSERTED),
            Quad(LAYER, NSEI.hasComponent, NAF, GRAPH_INFERRED),
            Quad(LAYER, RDFS.label, Literal("tin layer"), GRAPH_ASSERTED),
            Quad(LAYER, RDFS.label, Literal("layer of tin"), GRAPH_ASSERTED),
        ]
    )
    store.update(f"INSERT DATA {{ GRAPH {GRAPH_ASSERTED} {{ {LAYER} {NSEI.hasComponent} [] }} }}")
    return store


def test_links_are_the_named_things_sorted_in_one_graph_or_in_any(store: Store) -> None:
    assert links_of(store, LAYER, NSEI.hasComponent) == [NAF, TIN]
    assert links_of(store, LAYER, NSEI.hasComponent, graph=GRAPH_ASSERTED) == [TIN]
    assert users_of(store, NSEI.hasComponent, NAF) == [LAYER]
    assert users_of(store, NSEI.hasComponent, NAF, graph=GRAPH_ASSERTED) == []


def test_a_thing_goes_by_the_first_of_its_labels_or_by_its_short_form(store: Store) -> None:
    assert texts_of(store, LAYER, RDFS.label) == ["layer of tin", "tin layer"]
    assert (text_of(store, LAYER, RDFS.label), text_of(store, NAF, RDFS.label)) == ("layer of tin", "")
    assert (label_of(store, LAYER), label_of(store, NAF)) == ("layer of tin", "substance/naf")
