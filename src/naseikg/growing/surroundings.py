"""A built graph as what stands around the records of a source that is to join it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Store

from naseikg.errors import NaseikgError
from naseikg.records.codecs import MeasureField
from naseikg.records.fields import ThingId, specs_of
from naseikg.records.literature import Finding
from naseikg.records.measures import si_problem
from naseikg.records.things import CyclingTest, Record
from naseikg.vocabulary import BASE, GRAPH_ASSERTED, NSEI, RDF

__all__ = ["Surroundings"]

#: The kinds of things that records bring along, which have no record of their own.
_AUTHORSHIP, _QUANTITY = "authorship", "quantity"


class Surroundings:
    """What the asserted graph of a store knows, by look-ups that do not depend on its size."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def units(self) -> Mapping[str, ThingId]:
        """The units by their symbols."""
        return {value.value: _thing(unit) for unit, value in self._pairs(NSEI.symbol) if isinstance(value, Literal)}

    @cached_property
    def si_units(self) -> Mapping[str, str]:
        """The symbol of the SI unit for the symbol of each unit that has one."""
        symbols = {str(thing): symbol for symbol, thing in self.units.items()}
        found = {}
        for unit, target in self._pairs(NSEI.siUnit):
            symbol, si_symbol = symbols.get(str(_thing(unit))), symbols.get(str(_thing(target)))
            if symbol and si_symbol and not si_problem(symbol, si_symbol):
                found[symbol] = si_symbol
        return found

    def knows(self, thing: ThingId) -> bool:
        """Whether there is a record of the thing, not only something that a record brought along."""
        if thing.kind == _AUTHORSHIP or not self._classes(thing):
            return False
        return thing.kind != _QUANTITY or not self._is_of_test(thing)

    def types_of(self, thing: ThingId) -> tuple[NamedNode, ...] | None:
        """The classes of a thing as its record gives them; nothing when there is no record."""
        return self._classes(thing) or None if self.knows(thing) else None

    def authors_of(self, records: tuple[Record, ...]) -> Mapping[ThingId, str | None]:
        """The authors' names of the groups that records credit but do not define.

        The graph keeps such a name on the authorships of the group only.

        Raises:
            NaseikgError: a group has no authorship yet, so that the graph does not tell the name.
        """
        defined = {one.id for one in records}
        credited = {one.credited for one in records if isinstance(one, Finding) and one.credited is not None}
        return {one: self._author(one) for one in sorted(credited - defined)}

    def _author(self, group: ThingId) -> str:
        for quad in self._store.quads_for_pattern(None, NSEI.memberOf, group.iri, GRAPH_ASSERTED):
            for name in self._store.quads_for_pattern(quad.subject, NSEI.authorName, None, GRAPH_ASSERTED):
                assert isinstance(name.object, Literal)
                return name.object.value
        raise NaseikgError(
            f"{group}: is credited, but the graph does not tell the name of its author; build the whole graph anew"
        )

    def _is_of_test(self, thing: ThingId) -> bool:
        for name, spec in specs_of(CyclingTest).items():
            suffix = f"-{name.replace('_', '-')}"
            if isinstance(spec.codec, MeasureField) and thing.slug.endswith(suffix):
                test = ThingId(CyclingTest.kind, thing.slug.removesuffix(suffix))
                if next(self._store.quads_for_pattern(test.iri, spec.property, thing.iri, GRAPH_ASSERTED), None):
                    return True
        return False

    def _classes(self, thing: ThingId) -> tuple[NamedNode, ...]:
        quads = self._store.quads_for_pattern(thing.iri, RDF.type, None, GRAPH_ASSERTED)
        return tuple(one.object for one in quads if isinstance(one.object, NamedNode))

    def _pairs(self, link: NamedNode) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
        for quad in self._store.quads_for_pattern(None, link, None, GRAPH_ASSERTED):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                yield quad.subject, quad.object


def _thing(iri: NamedNode | Literal) -> ThingId:
    kind, _, slug = iri.value.removeprefix(BASE).partition("/")
    return ThingId(kind, slug)
