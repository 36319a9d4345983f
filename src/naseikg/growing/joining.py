"""The facts of a new source in a store of others: what it says, what the counts become, and what follows."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad, Store, Triple

from naseikg.growing.closure import extend_closure
from naseikg.growing.rulebook import Rulebook
from naseikg.growing.surroundings import Surroundings
from naseikg.records.things import Record
from naseikg.records.triples import component_counts, components_of, uncounted_triples_of
from naseikg.vocabulary import GRAPH_ASSERTED, GRAPH_INFERRED, NSEI

__all__ = ["Joined", "join"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What a source brought: the triples that are new in each graph, and those that are gone."""

    added: tuple[Quad, ...]
    removed: tuple[Quad, ...]


def join(store: Store, rules: Rulebook, records: tuple[Record, ...]) -> Joined:
    """Writes to a store what checked records say that it does not hold, and what follows.

    Raises:
        InconsistencyError: the records contradict the ontology or the facts in the store, which is then to be dropped.
        NaseikgError: the records credit a group of which the store knows too little.
    """
    said = dict.fromkeys(uncounted_triples_of(records, authors=Surroundings(store).authors_of(records)))
    added = [quad for one in said if (quad := _quad(one, GRAPH_ASSERTED)) not in store]
    store.extend(added)
    counts, outdated = _recounted(store, components_of(records))
    added += (_quad(one, GRAPH_ASSERTED) for one in counts)
    store.extend(added)
    # What was inferred and is now said is said only; nothing new follows from it.
    known = {one: quad for one in added if (quad := _quad(one.triple, GRAPH_INFERRED)) in store}
    for quad in known.values():
        store.remove(quad)
    change = extend_closure(store, rules, added=[one.triple for one in added if one not in known], removed=outdated)
    return Joined(
        added=(*added, *(_quad(one, GRAPH_INFERRED) for one in change.inferred)),
        removed=(
            *(_quad(one, GRAPH_ASSERTED) for one in outdated),
            *(_quad(one, GRAPH_INFERRED) for one in change.withdrawn),
            *known.values(),
        ),
    )


def _recounted(store: Store, components: dict[NamedNode, set[NamedNode]]) -> tuple[list[Triple], list[Triple]]:
    """The counts of components that change, and those that they replace."""
    counts, outdated = [], []
    for thing in components:
        found = store.quads_for_pattern(thing, NSEI.hasComponent, None, GRAPH_ASSERTED)
        (count,) = component_counts({thing: {one.object for one in found if isinstance(one.object, NamedNode)}})
        before = [one.triple for one in store.quads_for_pattern(thing, NSEI.componentCount, None, GRAPH_ASSERTED)]
        if count not in before:
            counts.append(count)
            outdated += before
    return counts, outdated


def _quad(one: Triple, graph: NamedNode) -> Quad:
    return Quad(one.subject, one.predicate, one.object, graph)
