"""Where the nodes of a drawing stand: computed once at build, the same for the same graph, no two labels on each other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial

import networkx as nx
import numpy as np
from numpy.typing import NDArray

__all__ = ["Box", "Point", "layout_of"]

Box = tuple[float, float]
Point = tuple[int, int]
_Array = NDArray[np.float64]

_GAP = 10.0
_APART = 26.0
_ROUNDS = 150
_STARTS = 3
_SETTLED = 0.5
_EVEN = 0.6
_FLOW = 0.2
_FEW = 4
_ROOM = 1.0
_WIDER = (1.0, 1.25)


def layout_of(
    graph: nx.DiGraph[str], boxes: Mapping[str, Box], *, aspect: float = 1.6, seed: int = 2023
) -> dict[str, Point]:
    """The centre of each node's box, so that linked nodes stand close and no two boxes overlap.

    Each connected part is laid out by itself (its distances on paper follow its distances in the graph), turned
    so that links run to the right, freed of overlaps and packed beside the others into a field of the aspect given.

    >>> layout_of(nx.DiGraph([("a", "b")]), {"a": (40, 20), "b": (40, 20)})
    {'a': (25, 15), 'b': (75, 15)}
    """
    parts = [sorted(part) for part in nx.weakly_connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), part))
    if not parts:
        return {}
    placed = [_part(graph.subgraph(part), part, boxes, aspect, seed) for part in parts]
    corners = _packed([_extent(points, sizes) for points, sizes in placed], aspect)
    found: dict[str, Point] = {}
    for part, (points, sizes), (left, top) in zip(parts, placed, corners, strict=True):
        low = (points - sizes / 2).min(axis=0)
        for name, (x, y) in zip(part, points - low, strict=True):
            found[name] = (round(x + left), round(y + top))
    return dict(sorted(found.items()))


def _part(
    graph: nx.DiGraph[str], names: Sequence[str], boxes: Mapping[str, Box], aspect: float, seed: int
) -> tuple[_Array, _Array]:
    sizes = np.array([boxes[name] for name in names], dtype=np.float64) + _GAP
    if len(names) == 1:
        return np.zeros((1, 2)), sizes
    best = _least_stress(_distances(graph.to_undirected(), names, sizes), np.random.default_rng(seed))
    place = {name: index for index, name in enumerate(names)}
    links = sorted((place[start], place[end]) for start, end in graph.edges())
    turned = _turned(best, links)
    # Labels are wide, so pushing goes up and down where it is crowded: a field may have to begin too wide.
    fields = [_spread(turned, sizes, len(links) / len(names), wider * aspect) for wider in _WIDER]
    return min(
        (_apart(field, sizes) for field in fields), key=lambda field: _need(_extent(field, sizes), aspect)
    ), sizes


def _distances(graph: nx.Graph[str], names: Sequence[str], sizes: _Array) -> _Array:
    """Wished distances: path lengths, where a link is longer the more links its busier end has."""
    place = {name: index for index, name in enumerate(names)}
    unit = float(sizes.mean())
    degree = dict(graph.degree())
    for one, other, link in graph.edges(data=True):
        link["length"] = unit * (0.9 + 0.22 * math.sqrt(max(degree[one], degree[other])))
    wished = np.zeros((len(names), len(names)))
    for name, reached in nx.all_pairs_dijkstra_path_length(graph, weight="length"):
        for other, distance in reached.items():
            wished[place[name], place[other]] = distance
    return wished


def _least_stress(distances: _Array, random: np.random.Generator) -> _Array:
    """Points whose distances come near the wished ones: stress majorisation (Gansner, Koren, North 2004)."""
    count = len(distances)
    weights = 1 / np.where(distances == 0, 1, distances) ** 2
    np.fill_diagonal(weights, 0)
    # The pseudoinverse of the weights' Laplacian, whose null space is the constant vectors.
    inverse = np.asarray(np.linalg.inv(np.diag(weights.sum(axis=1)) - weights + 1 / count) - 1 / count, np.float64)
    return min((_settled(distances, weights, inverse, random) for _ in range(_STARTS)), key=partial(_stress, distances))


def _settled(distances: _Array, weights: _Array, inverse: _Array, random: np.random.Generator) -> _Array:
    points = random.standard_normal((len(distances), 2)) * distances.max() / 2
    for _ in range(_ROUNDS):
        apart = _lengths(points)
        pull = weights * distances / np.where(apart < 1e-9, 1, apart)
        before, points = points, inverse @ (pull.sum(axis=1)[:, None] * points - pull @ points)
        if np.abs(points - before).max() < _SETTLED:
            break
    return np.asarray(points - points.mean(axis=0))


def _stress(distances: _Array, points: _Array) -> float:
    safe = np.where(distances == 0, 1, distances)
    return float((((_lengths(points) - distances) / safe) ** 2).sum())


def _lengths(points: _Array) -> _Array:
    squares = (points**2).sum(axis=1)
    return np.asarray(np.sqrt(np.maximum(squares[:, None] + squares[None, :] - 2 * points @ points.T, 0)))


def _turned(points: _Array, links: Sequence[tuple[int, int]]) -> _Array:
    """Turned so that, by and large, links run from left to right; where they do not, the long side lies flat."""
    runs = points[[end for _, end in links]] - points[[start for start, _ in links]]
    flow = runs.sum(axis=0)
    if np.hypot(*flow) < _FLOW * np.hypot(runs[:, 0], runs[:, 1]).sum():
        _, axes = np.linalg.eigh(points.T @ points)
        along = axes[:, 1]
        # An axis has no direction of its own: the farther end points right.
        along = along if (points @ along).max() >= -(points @ along).min() else -along
    else:
        along = flow / np.hypot(*flow)
    return np.asarray(points @ np.array([[along[0], -along[1]], [along[1], along[0]]]))


def _spread(points: _Array, sizes: _Array, crowded: float, aspect: float) -> _Array:
    """Spread over a field as large as the boxes need: crowds get room, lonely branches come closer, left stays left.

    A part of a few nodes keeps its own shape; a larger one fills a field of the aspect. ``crowded`` is the number
    of links for each node: the more, the more room between the boxes.
    """
    extent = np.maximum(np.ptp(points, axis=0), 1e-9)
    rank = points.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / (len(points) - 1)
    even = (1 - _EVEN) * (points - points.min(axis=0)) / extent + _EVEN * rank
    if len(points) < _FEW:
        return np.asarray(even * extent)
    height = float(np.prod(sizes, axis=1).sum() * (_ROOM + 0.65 * crowded) / aspect) ** 0.5
    return np.asarray(even * np.array([height * aspect, height]))


def _apart(points: _Array, sizes: _Array) -> _Array:
    """The points moved until no two boxes overlap; the whole grows a little, again and again, so that it ends."""
    x, y = points[:, 0], points[:, 1]
    need_x, need_y = ((sizes[:, None, axis] + sizes[None, :, axis]) / 2 for axis in (0, 1))
    order = np.arange(len(points))
    later = np.where(order[:, None] > order[None, :], 1.0, -1.0)
    while True:
        for _ in range(30):
            apart_x, apart_y = x[:, None] - x[None, :], y[:, None] - y[None, :]
            lack_x, lack_y = need_x - np.abs(apart_x), need_y - np.abs(apart_y)
            overlap = (lack_x > 1e-6) & (lack_y > 1e-6)
            np.fill_diagonal(overlap, False)
            if not overlap.any():
                return np.stack([x, y], axis=1)
            aside = overlap & (lack_x < lack_y)
            x = x + 0.3 * np.where(aside, lack_x * np.where(apart_x == 0, later, np.sign(apart_x)), 0).sum(axis=1)
            over = overlap & ~aside
            y = y + 0.3 * np.where(over, lack_y * np.where(apart_y == 0, later, np.sign(apart_y)), 0).sum(axis=1)
        x, y = 1.02 * x, 1.02 * y


def _extent(points: _Array, sizes: _Array) -> Box:
    width, height = (points + sizes / 2).max(axis=0) - (points - sizes / 2).min(axis=0)
    return float(width), float(height)


def _packed(extents: Sequence[Box], aspect: float) -> list[tuple[float, float]]:
    """The top left corner of each part, in the field that comes nearest to the aspect with the least waste."""
    area = sum((width + _APART) * (height + _APART) for width, height in extents)
    widest = max(width for width, _ in extents)
    fields = [_stacked(extents, max(widest, (area * aspect * slack) ** 0.5)) for slack in np.linspace(0.8, 1.8, 21)]

    return min(fields, key=lambda field: _need(field[1], aspect))[0]


def _need(extent: Box, aspect: float) -> float:
    """The width of the smallest field of the aspect that holds the extent."""
    return max(extent[0], extent[1] * aspect)


def _stacked(extents: Sequence[Box], limit: float) -> tuple[list[tuple[float, float]], Box]:
    """Each part as high up as it fits within the width, the tall ones first; the corners, and the field they fill."""
    taken: dict[int, tuple[float, float, float, float]] = {}
    for place in sorted(range(len(extents)), key=lambda one: (-extents[one][1], one)):
        width, height = extents[place]
        lefts = sorted({0.0, *(right + _APART for _, _, right, _ in taken.values())})
        tops = sorted({0.0, *(bottom + _APART for _, _, _, bottom in taken.values())})
        top, left = next(
            (top, left)
            for top in tops
            for left in lefts
            if (left + width <= limit or left == 0)
            and not any(
                left < right + _APART
                and begin < left + width + _APART
                and top < bottom + _APART
                and above < top + height + _APART
                for begin, above, right, bottom in taken.values()
            )
        )
        taken[place] = (left, top, left + width, top + height)
    corners = [taken[place][:2] for place in range(len(extents))]
    return corners, (max(right for _, _, right, _ in taken.values()), max(bottom for _, _, _, bottom in taken.values()))
