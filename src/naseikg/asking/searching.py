"""Searching the things and terms of a graph by a part of their names, the nearest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from naseikg.asking.lookup import plain
from naseikg.vocabulary import GRAPH_MAPPINGS, NSEI, RDF, RDFS, SKOS, curie, local_name

__all__ = ["Found", "search"]

_NAMES = (NSEI.formula, RDFS.label, SKOS.altLabel)
#: Kinds whose labels are sentences, which hold any word; they come after all others.
_SENTENCES = ("finding/", "note/", "sentence/", "authorship/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A thing or term that is called so; ``classes`` are the labels of those of our classes that the records state."""

    id: str
    iri: str
    label: str
    formula: str
    also: tuple[str, ...]
    classes: tuple[str, ...]
    definition: str


def search(store: Store, words: str, *, most: int = 10) -> tuple[int, tuple[Found, ...]]:
    """How many things have all these words in one of their names, formulas or ids, and the nearest of them.

    A thing that is called just so comes first, then those whose name begins so, then the shortest names.
    """
    wanted = _loose(words).split()
    if not wanted:
        return 0, ()
    whole, best = " ".join(wanted), dict[NamedNode, tuple[object, ...]]()
    for thing, text in _names(store):
        name = _loose(text)
        if all(word in name for word in wanted):
            id = curie(thing)
            rank = (id.startswith(_SENTENCES), name != whole, not name.startswith(whole), len(name), id)
            best[thing] = min(rank, best.get(thing, rank))
    nearest = sorted(best, key=lambda one: best[one])
    return len(nearest), tuple(_found(store, one) for one in nearest[:most])


def _loose(name: str) -> str:
    """A name as it is compared; in an id a hyphen or slash is as good as a space."""
    return plain(name).replace("-", " ").replace("/", " ")


def _names(store: Store) -> Iterator[tuple[NamedNode, str]]:
    for predicate in _NAMES:
        for quad in store.quads_for_pattern(None, predicate, None):
            thing, text = quad.subject, quad.object
            # What other ontologies call their terms is no name of a thing of ours.
            if quad.graph_name != GRAPH_MAPPINGS and isinstance(thing, NamedNode) and isinstance(text, Literal):
                yield thing, text.value
                if predicate == RDFS.label:
                    yield thing, local_name(thing)
                    yield thing, curie(thing)


def _found(store: Store, thing: NamedNode) -> Found:
    labels = _texts(store, thing, RDFS.label)
    classes = {
        label
        for quad in store.quads_for_pattern(thing, RDF.type, None)
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(NSEI.iri)
        for label in _texts(store, quad.object, RDFS.label)
    }
    return Found(
        id=curie(thing),
        iri=thing.value,
        label=labels[0] if labels else curie(thing),
        formula=next(iter(_texts(store, thing, NSEI.formula)), ""),
        also=tuple(_texts(store, thing, SKOS.altLabel)),
        classes=tuple(sorted(classes)),
        definition=next(iter(_texts(store, thing, SKOS.definition)), ""),
    )


def _texts(store: Store, thing: NamedNode, predicate: NamedNode) -> list[str]:
    found = store.quads_for_pattern(thing, predicate, None)
    return sorted({quad.object.value for quad in found if isinstance(quad.object, Literal)})
