"""How much room a node takes with its label, and the places of all nodes of a view."""

from __future__ import annotations

import math
import textwrap

import networkx as nx

from naseikg.drawing.crowd import crowd_of
from naseikg.drawing.layout import layout_of

__all__ = ["label_lines", "places_of", "radius_of"]

# A line and a letter of the 14 px labels that viewer.js draws, and the letters at which a label is wrapped.
_LINE = 14
_LETTER = 6.6
_WIDTH = 18
#: A view of more nodes shows its labels where there is room.
_CROWD = 400
#: How strongly a link of an origin draws its ends together in a crowd.
_PULLS = {"stated": 1.0, "joined": 0.6, "inferred": 0.1}
_MEMBERSHIP = ("rdf:type", "rdfs:subClassOf")


def places_of(graph: nx.MultiDiGraph[str], size: str) -> dict[str, tuple[int, int]]:
    """The centre of each node's mark, in a graph as `views.view_graph` makes it; ``size`` is that of the view."""
    if len(graph) > _CROWD:
        return crowd_of(_weighted(graph), {one: radius_of(graph, one, size) for one in graph})
    boxes = {one: _box(label_lines(graph.nodes[one]["label"]), radius_of(graph, one, size)) for one in graph}
    links: nx.DiGraph[str] = nx.DiGraph()
    # Without what is said of them: the layout copies what it gets.
    links.add_nodes_from(graph)
    links.add_edges_from(graph.edges())
    places = layout_of(links, boxes)
    return {one: (x, round(y - boxes[one][1] / 2 + radius_of(graph, one, size))) for one, (x, y) in places.items()}


def radius_of(graph: nx.MultiDiGraph[str], node: str, size: str) -> int:
    """The radius of a node whose size means its ``findings`` or ``links``, or nothing (``equal``)."""
    if size == "equal":
        return 11
    weight = float(graph.degree(node) if size == "links" else graph.nodes[node]["findings"])
    return round(7 + 2.2 * math.sqrt(min(weight, 60)))


def label_lines(label: str) -> str:
    """A label wrapped to be about as wide as it is high.

    >>> label_lines("growth of sodium dendrites")
    'growth of sodium\\ndendrites'
    """
    return "\n".join(textwrap.wrap(label, _WIDTH, break_long_words=False)) or label


def _box(label: str, radius: int) -> tuple[float, float]:
    lines = label.split("\n")
    width = max(_LETTER * (len(line) + 0.4 * sum(map(str.isupper, line))) for line in lines)
    return max(2.0 * radius, width), 2.0 * radius + 5 + _LINE * len(lines)


def _weighted(graph: nx.MultiDiGraph[str]) -> nx.DiGraph[str]:
    """One edge for each pair of nodes, with how strongly all links between them pull."""
    found: nx.DiGraph[str] = nx.DiGraph()
    found.add_nodes_from(graph)
    for start, end, edge in graph.edges(data=True):
        pull = 0.3 if edge["relation"] in _MEMBERSHIP else _PULLS[edge["origin"]]
        before = found.get_edge_data(start, end, {"weight": 0.0})["weight"]
        found.add_edge(start, end, weight=max(before, pull))
    return found
