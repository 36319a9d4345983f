"""Places of nodes: the same every time, linked ones close, no two boxes on each other."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import combinations

import networkx as nx
import pytest

from naseikg.drawing.layout import Box, Point, layout_of

_BOX = (90.0, 40.0)

_GRAPHS: dict[str, nx.DiGraph[str]] = {
    "chain": nx.DiGraph([(f"n{number:02}", f"n{number + 1:02}") for number in range(12)]),
    "hub": nx.DiGraph([("hub", f"leaf{number:02}") for number in range(40)]),
    "ring": nx.DiGraph([(f"n{number:02}", f"n{(number + 1) % 20:02}") for number in range(20)]),
    "many parts": nx.DiGraph([(f"a{number:02}", f"b{number:02}") for number in range(30)]),
    "all linked": nx.DiGraph([(f"n{one:02}", f"n{other:02}") for one in range(25) for other in range(one)]),
}


def _boxes(graph: nx.DiGraph[str]) -> dict[str, Box]:
    return dict.fromkeys(graph, _BOX)


def _overlaps(places: Mapping[str, Point], boxes: Mapping[str, Box]) -> list[tuple[str, str]]:
    """Pairs of boxes that overlap by more than the pixel that rounding may cost."""
    return [
        (one, other)
        for one, other in combinations(sorted(places), 2)
        if abs(places[one][0] - places[other][0]) < (boxes[one][0] + boxes[other][0]) / 2 - 1
        and abs(places[one][1] - places[other][1]) < (boxes[one][1] + boxes[other][1]) / 2 - 1
    ]


def _apart(places: Mapping[str, Point], one: str, other: str) -> float:
    return math.dist(places[one], places[other])


@pytest.mark.parametrize("graph", _GRAPHS.values(), ids=_GRAPHS.keys())
def test_no_two_boxes_overlap(graph: nx.DiGraph[str]) -> None:
    places = layout_of(graph, _boxes(graph))
    assert set(places) == set(graph)
    assert _overlaps(places, _boxes(graph)) == []


def test_boxes_of_all_sizes_are_kept_apart() -> None:
    graph = _GRAPHS["ring"]
    boxes = {name: (20.0 + 13 * number, 15.0 + 7 * (number % 5)) for number, name in enumerate(sorted(graph))}
    assert _overlaps(layout_of(graph, boxes), boxes) == []


@pytest.mark.parametrize("graph", _GRAPHS.values(), ids=_GRAPHS.keys())
def test_the_same_graph_has_the_same_places(graph: nx.DiGraph[str]) -> None:
    assert layout_of(graph, _boxes(graph)) == layout_of(graph, _boxes(graph))


def test_the_order_in_which_nodes_were_added_changes_nothing() -> None:
    graph = _GRAPHS["ring"]
    reverse: nx.DiGraph[str] = nx.DiGraph()
    reverse.add_nodes_from(sorted(graph, reverse=True))
    reverse.add_edges_from(graph.edges())
    assert layout_of(reverse, _boxes(graph)) == layout_of(graph, _boxes(graph))


def test_another_seed_gives_another_picture() -> None:
    graph = _GRAPHS["hub"]
    assert layout_of(graph, _boxes(graph), seed=1) != layout_of(graph, _boxes(graph), seed=2)


def test_a_chain_runs_from_left_to_right() -> None:
    places = layout_of(_GRAPHS["chain"], _boxes(_GRAPHS["chain"]))
    assert sorted(places, key=lambda name: places[name][0]) == sorted(places)


def test_linked_nodes_stand_closer_than_far_ones() -> None:
    places = layout_of(_GRAPHS["chain"], _boxes(_GRAPHS["chain"]))
    assert _apart(places, "n00", "n01") < _apart(places, "n00", "n06") < _apart(places, "n00", "n12")


def test_parts_that_are_not_linked_stand_beside_each_other() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph([("a", "b"), ("b", "c"), ("x", "y"), ("y", "z")])
    places = layout_of(graph, _boxes(graph))
    (left_a, right_a), (left_x, right_x) = (
        (min(places[name][0] for name in part), max(places[name][0] for name in part)) for part in ("abc", "xyz")
    )
    (top_a, low_a), (top_x, low_x) = (
        (min(places[name][1] for name in part), max(places[name][1] for name in part)) for part in ("abc", "xyz")
    )
    assert right_a < left_x or right_x < left_a or low_a < top_x or low_x < top_a


def test_many_parts_fill_a_field_of_the_aspect() -> None:
    places = layout_of(_GRAPHS["many parts"], _boxes(_GRAPHS["many parts"]), aspect=1.6)
    width = max(x for x, _ in places.values()) - min(x for x, _ in places.values()) + _BOX[0]
    height = max(y for _, y in places.values()) - min(y for _, y in places.values()) + _BOX[1]
    assert 1.2 < width / height < 2.1


def test_a_node_linked_to_itself_only_stands_alone() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph([("a", "a")])
    assert layout_of(graph, {"a": (40, 20)}) == {"a": (25, 15)}


def test_no_node_needs_no_place() -> None:
    assert layout_of(nx.DiGraph(), {}) == {}
