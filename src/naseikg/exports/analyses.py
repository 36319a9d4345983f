"""What a network of claims is asked, where networkx alone needs more than three lines.

The network is that of `network.network_of`. Only edges that findings state are counted here: what follows from them by
reasoning, such as every cause of a cause, would count them twice.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

from naseikg.errors import UnknownNameError

if TYPE_CHECKING:
    import networkx

__all__ = ["CoOccurrence", "claimed", "co_occurrences", "stable_communities"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoOccurrence:
    """Two things that the same subjects have, and these subjects."""

    first: str
    second: str
    subjects: tuple[str, ...]


def claimed(network: networkx.MultiDiGraph[str], *relations: str) -> networkx.MultiDiGraph[str]:
    """The part of a network that findings state with these relations, or with any when none is given.

    Raises:
        UnknownNameError: no edge of the network has that relation.
    """
    from networkx import MultiDiGraph

    _require(network, relations)
    part: networkx.MultiDiGraph[str] = MultiDiGraph(**network.graph)
    for source, target, relation, values in network.edges(keys=True, data=True):
        if not values["inferred"] and (not relations or relation in relations):
            part.add_nodes_from((one, network.nodes[one]) for one in (source, target))
            part.add_edge(source, target, key=relation, **values)
    return part


def co_occurrences(network: networkx.MultiDiGraph[str], first: str, second: str) -> tuple[CoOccurrence, ...]:
    """The objects of one relation that share a subject with objects of another, those with most subjects first.

    As in ``co_occurrences(network, "nsei:hasComponent", "nsei:actsBy")``: the phases and mechanisms of a layer.

    Raises:
        UnknownNameError: no edge of the network has that relation.
    """
    _require(network, (first, second))
    shared: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for subject in sorted(network):
        for pair in product(_objects(network, subject, first), _objects(network, subject, second)):
            shared[pair].append(subject)
    found = (CoOccurrence(first=one, second=two, subjects=tuple(these)) for (one, two), these in shared.items())
    return tuple(sorted(found, key=lambda one: (-len(one.subjects), one.first, one.second)))


def stable_communities(
    network: networkx.MultiDiGraph[str], *, runs: int = 100, agreement: float = 0.9
) -> tuple[tuple[str, ...], ...]:
    """Groups of nodes that Louvain's method puts together whatever it starts from, the largest first.

    The method looks for groups with many edges inside and few between them; its result hangs on the order of nodes and
    edges. It runs once for each of the orders that the seeds from 0 to ``runs`` - 1 give. Two nodes that are together in at least the
    share ``agreement`` of the runs are in one group, and so is what such pairs chain together. A node that is with no
    other so often is alone. Directions and parallel edges do not count. Equal networks give equal groups.

    Raises:
        ValueError: there is no run, or the agreement is not above 0.5 and at most 1.
    """
    if runs < 1 or not 0.5 < agreement <= 1:
        raise ValueError(f"runs is {runs} and agreement {agreement}; give runs >= 1 and 0.5 < agreement <= 1")
    from networkx import Graph, connected_components

    names = sorted(network)
    place = {name: number for number, name in enumerate(names)}
    edges = sorted({(place[one], place[other]) for one, other in network.edges() if one != other})
    together: Counter[tuple[int, int]] = Counter()
    for seed in range(runs):
        for group in _louvain(len(names), edges, seed):
            together.update(combinations(sorted(group), 2))
    stable: networkx.Graph[int] = Graph()
    stable.add_nodes_from(range(len(names)))
    stable.add_edges_from(pair for pair, times in together.items() if times >= agreement * runs)
    groups = (tuple(names[one] for one in sorted(group)) for group in connected_components(stable))
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))


def _louvain(size: int, edges: Sequence[tuple[int, int]], seed: int) -> list[list[int]]:
    """The groups of one run; nodes and edges come in an order of the seed, by which the method decides between equals.

    Nodes are numbers, as a set of texts has another order in each process.
    """
    from networkx import Graph
    from networkx.algorithms.community import louvain_communities

    chance = random.Random(seed)
    number = chance.sample(range(size), size)
    graph: networkx.Graph[int] = Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from((number[one], number[other]) for one, other in chance.sample(edges, len(edges)))
    back = {new: old for old, new in enumerate(number)}
    return [[back[one] for one in group] for group in louvain_communities(graph, seed=seed)] if edges else []


def _objects(network: networkx.MultiDiGraph[str], subject: str, relation: str) -> list[str]:
    edges = network.out_edges(subject, keys=True, data=True)
    return sorted(target for _, target, key, values in edges if key == relation and not values["inferred"])


def _require(network: networkx.MultiDiGraph[str], relations: Iterable[str]) -> None:
    known = {relation for _, _, relation in network.edges(keys=True)}
    for one in relations:
        if one not in known:
            raise UnknownNameError("relation of the network", one, known)
