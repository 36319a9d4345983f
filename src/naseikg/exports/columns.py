"""What may stand in a column of a table: how it is called and described, and how it is looked up in the graph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pyoxigraph import NamedNode, Store

from naseikg.asking.claims import claims_of
from naseikg.asking.values import links_of, texts_of, users_of
from naseikg.exports.network import edges_of, label_of
from naseikg.vocabulary import BASE, GRAPH_ASSERTED, NSEI, RDF, curie

__all__ = [
    "NOT_STATED",
    "Facts",
    "Field",
    "class_labels",
    "findings",
    "ids",
    "joined",
    "labels",
    "measure",
    "references",
    "self_id",
    "self_label",
    "stated",
    "texts",
    "user_ids",
    "user_labels",
]

#: What a cell says when the source does not give a value that a reader would expect.
NOT_STATED = "not stated"

T = TypeVar("T")


class Facts:
    """What the cells of all tables are looked up in."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._claims = claims_of(store)
        self.edges = edges_of(store, claims=self._claims)

    def of_kind(self, kind: str) -> list[NamedNode]:
        """Everything with an identity of that kind, such as ``test``."""
        start = f"{BASE}{kind}/"
        found = {quad.subject for quad in self._store.quads_for_pattern(None, RDF.type, None, GRAPH_ASSERTED)}
        return _in_order(one for one in found if isinstance(one, NamedNode) and one.value.startswith(start))

    def things(self, start: NamedNode, *path: NamedNode) -> list[NamedNode]:
        """What the records relate a thing to along a path of properties."""
        things = [start]
        for property in path:
            things = [
                one
                for thing in things
                for one in _in_order(links_of(self._store, thing, property, graph=GRAPH_ASSERTED))
            ]
        return things

    def texts(self, start: NamedNode, *path: NamedNode) -> list[str]:
        """The texts and numbers at the end of a path of properties."""
        return [
            text
            for thing in self.things(start, *path[:-1])
            for text in texts_of(self._store, thing, path[-1], graph=GRAPH_ASSERTED)
        ]

    def users(self, thing: NamedNode, property: NamedNode) -> list[NamedNode]:
        """What is related to a thing by a property, also where that is inferred."""
        return _in_order(users_of(self._store, property, thing))

    def label(self, thing: NamedNode) -> str:
        """The label of a thing or term."""
        return label_of(self._store, thing)

    def classes(self, thing: NamedNode) -> list[str]:
        """The labels of the classes that the records give a thing."""
        return [self.label(one) for one in links_of(self._store, thing, RDF.type, graph=GRAPH_ASSERTED)]

    def findings(self, thing: NamedNode) -> int:
        """How many findings speak of a thing."""
        return len(self._claims.about(thing.value))

    def references(self, *things: NamedNode) -> str:
        """The numbers of the references behind the findings that speak of any of the things."""
        claims = (claim for thing in things for claim in self._claims.about(thing.value))
        return joined(map(str, sorted({number for claim in claims for number in claim.references})))


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A column: its name, what stands in it, and the cell for one row's item."""

    name: str
    about: str
    cell: Callable[[Facts, T], str]


def joined(values: Iterable[str]) -> str:
    """Several values in one cell."""
    return "; ".join(values)


def self_id() -> Field[NamedNode]:
    """The id of the row's thing."""
    return Field("id", "id", lambda facts, thing: curie(thing))


def self_label() -> Field[NamedNode]:
    """The label of the row's thing."""
    return Field("label", "name", lambda facts, thing: facts.label(thing))


def class_labels() -> Field[NamedNode]:
    """The labels of its classes."""
    return Field("classes", "its classes, as the records give them", lambda facts, thing: joined(facts.classes(thing)))


def findings() -> Field[NamedNode]:
    """The number of its findings."""
    return Field("findings", "how many findings speak of it", lambda facts, thing: str(facts.findings(thing)))


def references() -> Field[NamedNode]:
    """The references behind its findings."""
    return Field(
        "references", "numbers of the references behind these findings", lambda facts, one: facts.references(one)
    )


def texts(name: str, about: str, *path: NamedNode) -> Field[NamedNode]:
    """The texts and numbers at the end of a path."""
    return Field(name, about, lambda facts, thing: joined(facts.texts(thing, *path)))


def ids(name: str, about: str, *path: NamedNode) -> Field[NamedNode]:
    """The ids of the things at the end of a path."""
    return Field(name, about, lambda facts, thing: joined(map(curie, facts.things(thing, *path))))


def labels(name: str, about: str, *path: NamedNode) -> Field[NamedNode]:
    """The labels of the things at the end of a path."""
    return Field(name, about, lambda facts, thing: joined(map(facts.label, facts.things(thing, *path))))


def user_ids(name: str, about: str, property: NamedNode) -> Field[NamedNode]:
    """The ids of the things that are related to it."""
    return Field(name, about, lambda facts, thing: joined(map(curie, facts.users(thing, property))))


def user_labels(name: str, about: str, property: NamedNode) -> Field[NamedNode]:
    """The labels of the things that are related to it."""
    return Field(name, about, lambda facts, thing: joined(map(facts.label, facts.users(thing, property))))


def stated(field: Field[NamedNode], property: NamedNode) -> Field[NamedNode]:
    """The field, or the words that the source does not state the property."""

    def cell(facts: Facts, thing: NamedNode) -> str:
        return NOT_STATED if property in facts.things(thing, NSEI.notStated) else field.cell(facts, thing)

    return Field(field.name, f"{field.about}, or `{NOT_STATED}`", cell)


def measure(name: str, about: str, property: NamedNode) -> tuple[Field[NamedNode], ...]:
    """Value, unit and qualifier of a quantity that may be not stated."""
    return (
        stated(texts(f"{name}_value", f"{about}: the number as printed", property, NSEI.printedValue), property),
        texts(f"{name}_unit", f"{about}: its unit", property, NSEI.unit, NSEI.symbol),
        texts(f"{name}_qualifier", f"{about}: the word printed before the number", property, NSEI.qualifier),
    )


def _in_order(things: Iterable[NamedNode]) -> list[NamedNode]:
    """Each once, by name, the numbers in it by size, so that reference 2 comes before reference 10."""

    def key(thing: NamedNode) -> list[tuple[int, str]]:
        parts = re.split(r"(\d+)", thing.value)
        return [(int(part) if place % 2 else 0, part) for place, part in enumerate(parts)]

    return sorted(set(things), key=key)
