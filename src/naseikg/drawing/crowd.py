"""Where the nodes of a large drawing stand: communities draw together, hubs push apart, no two nodes on each other.

The layout of `drawing.layout` keeps every label free, at a cost that grows with the cube of the nodes. A crowd of many
hundreds shows its labels where there is room, so it needs room for its nodes only. The forces are those of LinLog
(Noack, 2007): attraction grows with the logarithm of the distance and repulsion with the number of links, which lets
groups with many links among them stand apart from each other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

__all__ = ["crowd_of"]

Point = tuple[int, int]
_Array = NDArray[np.float64]

_PIVOTS = 40
_ROUNDS = 140
_ATTRACTION = 6.0
_GRAVITY = 0.1
_GAP = 20.0
_SPACING = 62.0
_ASPECT = 1.5


def crowd_of(
    graph: nx.DiGraph[str], radii: Mapping[str, float], *, weight: str = "weight", seed: int = 2023
) -> dict[str, Point]:
    """The place of each node of a large graph; the attribute ``weight`` says how strongly an edge pulls (1 without it).

    Nodes without a link stand in rows below the others. The same graph gives the same places.

    >>> found = crowd_of(nx.DiGraph([("a", "b"), ("b", "c")]), {"a": 5, "b": 5, "c": 5, "d": 5})
    >>> len(set(found.values()))
    3
    """
    linked = sorted(one for one in graph if any(other != one for other in nx.all_neighbors(graph, one)))
    single = sorted(set(graph) - set(linked))
    found: dict[str, Point] = {}
    left, right, bottom = 0.0, 0.0, 0.0
    if linked:
        sizes = np.array([radii[one] for one in linked], dtype=np.float64)
        points = _settled(graph, linked, weight, np.random.default_rng(seed))
        points = _apart(_flat(points, sizes), sizes)
        points -= points.min(axis=0)
        found = {one: (round(x), round(y)) for one, (x, y) in zip(linked, points, strict=True)}
        right, bottom = points.max(axis=0)
    for place, one in enumerate(single):
        across = max(1, int((right - left) // _SPACING) + 1) if linked else math.ceil(math.sqrt(len(single)))
        row, column = divmod(place, across)
        found[one] = (round(left + column * _SPACING), round(bottom + (row + 2) * _SPACING))
    return dict(sorted(found.items()))


def _settled(graph: nx.DiGraph[str], names: Sequence[str], weight: str, random: np.random.Generator) -> _Array:
    count = len(names)
    place = {one: index for index, one in enumerate(names)}
    pulls = np.zeros((count, count))
    for start, end, found in graph.edges(data=True):
        if start != end:
            pulls[place[start], place[end]] += float(found.get(weight, 1.0))
    pulls = pulls + pulls.T
    mass = 1 + pulls.sum(axis=1)
    points = _coarse(graph.to_undirected(as_view=True), names) + random.normal(scale=0.01, size=(count, 2))
    points *= math.sqrt(count) / max(float(points.std()), 1e-9)
    starts, ends = np.nonzero(pulls)
    strength = pulls[starts, ends]
    step = math.sqrt(count)
    # Single precision is enough for a push, and twice as quick.
    heavy = mass.astype(np.float32)
    for turn in range(_ROUNDS):
        x, y = points.T.astype(np.float32)
        push, aside = x[:, None] - x[None, :], y[:, None] - y[None, :]
        push *= push
        aside *= aside
        push += aside
        np.maximum(push, np.float32(1e-2), out=push)
        np.divide(heavy[None, :], push, out=push)
        np.fill_diagonal(push, 0)
        # Sums, not products of matrices: those would wait for every core of a busy machine.
        away = np.stack([np.einsum("ij,j->i", push, one) for one in (x, y)], axis=1)
        force = mass[:, None] * (push.sum(axis=1)[:, None] * points - away)
        runs = points[ends] - points[starts]
        length = np.maximum(np.hypot(runs[:, 0], runs[:, 1]), 1e-6)
        pull = (_ATTRACTION * strength * np.log1p(length) / length)[:, None] * runs
        for axis in (0, 1):
            force[:, axis] += np.bincount(starts, weights=pull[:, axis], minlength=count)
        centre = np.maximum(np.hypot(points[:, 0], points[:, 1]), 1e-6)
        force -= (_GRAVITY * math.sqrt(count) * mass / centre)[:, None] * points
        size = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-9)
        limit = step * (1 - turn / _ROUNDS) ** 2 + 0.02
        points = points + force * (np.minimum(size / mass, limit) / size)[:, None]
    return np.asarray(points - points.mean(axis=0))


def _coarse(graph: nx.Graph[str], names: Sequence[str]) -> _Array:
    """A first arrangement: distances to a few nodes far from each other, seen from their two widest sides."""
    far = np.full(len(names), np.inf)
    columns = []
    pivot = max(range(len(names)), key=lambda one: (graph.degree(names[one]), -one))
    for _ in range(min(_PIVOTS, len(names))):
        reached = nx.single_source_shortest_path_length(graph, names[pivot])
        column = np.array([reached.get(one, len(names)) for one in names], dtype=np.float64)
        column[column == len(names)] = max(reached.values()) + 2
        columns.append(column)
        far = np.minimum(far, column)
        pivot = int(far.argmax())
    table = np.stack(columns, axis=1) ** 2
    centred = table - table.mean(axis=0) - table.mean(axis=1)[:, None] + table.mean()
    axes, lengths, _ = np.linalg.svd(centred, full_matrices=False)
    found = axes[:, :2] * lengths[:2]
    # A side of a vector of its own may point either way; the first node that is off the axis decides.
    for axis in range(found.shape[1]):
        off = found[np.abs(found[:, axis]) > 1e-6, axis]
        if len(off) and off[0] < 0:
            found[:, axis] *= -1
    return found if found.shape[1] == 2 else np.column_stack([found, np.zeros(len(names))])


def _flat(points: _Array, sizes: _Array) -> _Array:
    """Turned to lie flat, crowded middles opened, and scaled to give every node its room."""
    _, axes = np.linalg.eigh(points.T @ points)
    turned = points @ axes[:, ::-1]
    extent = np.maximum(np.ptp(turned, axis=0), 1e-9)
    rank = turned.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / max(len(points) - 1, 1)
    even = 0.45 * (turned - turned.min(axis=0)) / extent + 0.55 * rank
    area = float(((2 * sizes + _GAP) ** 2).sum()) * 3.2
    height = math.sqrt(area / _ASPECT)
    return np.asarray(even * np.array([height * _ASPECT, height]))


def _apart(points: _Array, sizes: _Array) -> _Array:
    """Pushed until no two nodes touch; the whole grows a little, again and again, so that it ends."""
    while True:
        for _ in range(60):
            one, other = _near(points, 2 * float(sizes.max()) + _GAP)
            runs = points[one] - points[other]
            distance = np.hypot(runs[:, 0], runs[:, 1])
            lack = sizes[one] + sizes[other] + _GAP - distance
            close = lack > 0.5
            if not close.any():
                return points
            one, other, runs, distance = one[close], other[close], runs[close], distance[close]
            # Two nodes on one place part in a direction of their own.
            angle = 2.4 * (one + other)
            same = np.stack([np.cos(angle), np.sin(angle)], axis=1)
            way = np.where(distance[:, None] < 1e-6, same, runs / np.maximum(distance, 1e-6)[:, None])
            push = 0.35 * lack[close][:, None] * way
            points = points.copy()
            np.add.at(points, one, push)
            np.add.at(points, other, -push)
        points = 1.03 * points


def _near(points: _Array, reach: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The pairs of points that are nearer than the reach in both directions, found along one of them."""
    order = points[:, 0].argsort(kind="stable")
    x = points[order, 0]
    ends = np.searchsorted(x, x + reach)
    counts = ends - np.arange(len(x)) - 1
    one = np.repeat(np.arange(len(x)), counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    other = one + 1 + np.arange(len(one)) - first
    one, other = order[one], order[other]
    near = np.abs(points[one, 1] - points[other, 1]) < reach
    return one[near], other[near]
