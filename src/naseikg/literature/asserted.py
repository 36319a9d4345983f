"""The triples of a made-up literature straight from its drafts, one source after the other, without files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import NamedNode, Triple

from naseikg.reasoning.ontology import Ontology
from naseikg.records.catalogue import records_of
from naseikg.records.fields import ThingId
from naseikg.records.source import Entry
from naseikg.records.things import Record, Unit
from naseikg.records.triples import component_counts, components_of, uncounted_triples_of

__all__ = ["made_triples"]


def made_triples(
    sources: Iterable[Sequence[Entry]], beside: Sequence[Record], entries: Sequence[Entry], ontology: Ontology
) -> Iterator[Triple]:
    """What sources say that are made beside real records, and what these say; each source is read and forgotten.

    A triple may come more than once, such as a claim that two sources make. The counts of components come last, as
    each of them needs all sources.

    Raises:
        RecordErrors: a source breaks a rule of the records, which is a fault of its making.
    """
    around = _Beside(beside, entries)
    components = defaultdict(set, components_of(beside))
    yield from uncounted_triples_of(beside)
    for source in sources:
        records = records_of(source, ontology, around=around)
        around.add(records)
        for thing, named in components_of(records).items():
            components[thing] |= named
        yield from uncounted_triples_of(records)
    yield from component_counts(components)


class _Beside:
    """The real records, and of made-up sources the layers, which later ones speak of."""

    def __init__(self, records: Sequence[Record], entries: Sequence[Entry]) -> None:
        units = [one for one in entries if one.file == Unit.file]
        self.units: Mapping[str, ThingId] = Unit.by_symbol(units)
        self.si_units: Mapping[str, str] = Unit.si_symbols(units)
        self._types = {one.id: one.type for one in records}

    def add(self, records: Iterable[Record]) -> None:
        self._types.update((one.id, one.type) for one in records if one.id.kind == "interphase")

    def knows(self, thing: ThingId) -> bool:
        return thing in self._types

    def types_of(self, thing: ThingId) -> tuple[NamedNode, ...] | None:
        return self._types.get(thing)
