"""All records of all sources, typed, and checked one by one and against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from pyoxigraph import NamedNode

from naseikg.errors import Fault, Place, RecordErrors, nearest
from naseikg.reasoning.ontology import Ontology
from naseikg.records.fields import Reading, Spec, ThingId, specs_of
from naseikg.records.kinds import KINDS, kind_of_file
from naseikg.records.literature import Finding
from naseikg.records.measures import si_problem
from naseikg.records.source import Entry, load_source
from naseikg.records.things import Record, Unit
from naseikg.vocabulary import RDFS, local_name

__all__ = ["Around", "load_records", "records_of"]

_SCOPED = frozenset(one.kind for one in KINDS.values() if one.scoped)


class Around(Protocol):
    """What else is written down, beside the records that are read: a graph that they are to join."""

    @property
    def units(self) -> Mapping[str, ThingId]:
        """The units by their symbols."""

    @property
    def si_units(self) -> Mapping[str, str]:
        """The symbol of the SI unit for the symbol of each unit that has one."""

    def knows(self, thing: ThingId) -> bool:
        """Whether there is a record of the thing."""

    def types_of(self, thing: ThingId) -> tuple[NamedNode, ...] | None:
        """The classes of a thing as its record gives them; nothing when there is no record."""


class _Nothing:
    units: Mapping[str, ThingId] = {}
    si_units: Mapping[str, str] = {}

    def knows(self, thing: ThingId) -> bool:
        return False

    def types_of(self, thing: ThingId) -> tuple[NamedNode, ...] | None:
        return None


_NOTHING = _Nothing()


def load_records(folder: Path, ontology: Ontology) -> tuple[Record, ...]:
    """The records of a folder ``<source>/*.yaml``, checked.

    Raises:
        RecordErrors: every fault of every record, sorted by file and line.
    """
    return records_of(load_source(folder), ontology)


def records_of(entries: Sequence[Entry], ontology: Ontology, *, around: Around = _NOTHING) -> tuple[Record, ...]:
    """The typed records of entries as written, checked one by one, against each other, and against what is around them.

    Raises:
        RecordErrors: every fault of every record, sorted by file and line.
    """
    faults: list[Fault] = []
    records = tuple(_parsed(entries, ontology, around, faults))
    faults.extend(_order_faults(entries))
    faults.extend(_link_faults(records, frozenset(_identities(entries)), around))
    faults.extend(_relation_faults(records, ontology, around))
    faults.extend(_unit_faults(records))
    if faults:
        raise RecordErrors(faults)
    return records


def _parsed(entries: Sequence[Entry], ontology: Ontology, around: Around, faults: list[Fault]) -> Iterator[Record]:
    written = [entry for entry in entries if kind_of_file(entry.file) is Unit]
    units, si_units = {**around.units, **Unit.by_symbol(written)}, {**around.si_units, **Unit.si_symbols(written)}
    for entry in entries:
        record_class = kind_of_file(entry.file)
        if record_class is None:
            problem = f"no kind of record is called {entry.file!r}{nearest(entry.file, KINDS)}; rename the file"
            faults.append(Fault(place=Place(path=entry.place.path, line=1), record=entry.file, problem=problem))
        elif "id" in entry.fields:
            yield _record(entry, record_class, ontology, units, si_units, faults)


def _record(
    entry: Entry,
    record_class: type[Record],
    ontology: Ontology,
    units: Mapping[str, ThingId],
    si_units: Mapping[str, str],
    faults: list[Fault],
) -> Record:
    """The record as far as it can be read; a field with a fault is left empty, so that the others are checked too."""
    specs = specs_of(record_class)
    name = entry.file if entry.id is None else entry.id
    unread: set[str] = set()

    def fault(field: str, problem: str) -> None:
        value = entry.fields.get(field)
        faults.append(Fault(place=value.place if value else entry.place, record=name, problem=problem))

    reading = Reading(
        source=entry.source,
        scoped=_SCOPED,
        ontology=ontology,
        root=record_class.root,
        units=units,
        si_units=si_units,
        specs=specs,
    )
    # Each field has the type its codec gives.
    values: dict[str, Any] = {field: None for field, spec in specs.items() if spec.required}
    for field, value in entry.fields.items():
        if field == "id":
            continue
        if field not in specs:
            fault(field, f"field {field!r} is unknown{nearest(field, specs)}")
            continue
        try:
            values[field] = specs[field].codec.parse(value, reading)
        except ValueError as error:
            fault(field, f"{field}: {error}")
            unread.add(field)
    for field, spec in specs.items():
        if spec.required and field not in entry.fields:
            fault("id", f"has no {field}; give it")
            unread.add(field)
    try:
        if entry.id is None:
            raise ValueError("is a list; give one value")
        identity = reading.thing(record_class.kind, name)
    except ValueError as error:
        fault("id", f"id: {error}")
        unread.add("id")
        identity = ThingId(record_class.kind, name)
    record = record_class(
        id=identity,
        name=name,
        source=entry.source,
        place=entry.place,
        lines={field: value.place for field, value in entry.fields.items()},
        unread=frozenset(unread),
        **values,
    )
    for field, problem in record.problems():
        fault(field, f"{field}: {problem}" if field != "id" else problem)
    return record


def _order_faults(entries: Sequence[Entry]) -> Iterator[Fault]:
    last: dict[Path, str] = {}
    for entry in entries:
        record_class, name = kind_of_file(entry.file), entry.id
        if record_class is None or not record_class.sorted_by_id or name is None:
            continue
        before = last.get(entry.place.path)
        if before is not None and name < before:
            yield Fault(place=entry.place, record=name, problem=f"stands after {before}; sort the file by id")
        last[entry.place.path] = name


def _identities(entries: Sequence[Entry]) -> Iterator[ThingId]:
    """Every identity that is written down, also by a record that has faults of its own."""
    for entry in entries:
        record_class = kind_of_file(entry.file)
        if record_class is not None and record_class.extends is None and entry.id is not None:
            kind = record_class.kind
            yield ThingId.within(entry.source, kind, entry.id) if record_class.scoped else ThingId(kind, entry.id)


def _link_faults(records: Sequence[Record], written: frozenset[ThingId], around: Around) -> Iterator[Fault]:
    first: dict[tuple[type[Record] | None, ThingId], Record] = {}
    for record in records:
        if "id" in record.unread:
            continue
        before = first.setdefault((record.extends, record.id), record)
        if record.extends is None and around.knows(record.id):
            problem = f"{record.id} is already defined in the graph; use another id, or only link to it"
            yield Fault(place=record.place, record=record.name, problem=problem)
        if before is not record:
            problem = f"{record.id} is already defined at {before.place}; keep one"
            yield Fault(place=record.place, record=record.name, problem=problem)
    slugs: dict[str, list[str]] = {}
    for identity in written:
        slugs.setdefault(identity.kind, []).append(identity.slug)
    for record in records:
        for name, spec, value in _given(record):
            for link in spec.codec.links(value):
                if link not in written and not around.knows(link):
                    hint = nearest(link.slug, slugs.get(link.kind, ())) or "; define it or correct the link"
                    problem = f"{name}: {link} does not exist{hint}"
                    yield Fault(place=record.lines[name], record=record.name, problem=problem)
        if record.extends is not None and "id" not in record.unread and record.id not in written:
            problem = f"{record.id} does not exist; see {record.extends.file}.yaml"
            yield Fault(place=record.place, record=record.name, problem=problem)


def _given(record: Record) -> Iterator[tuple[str, Spec, Any]]:
    for name, spec in specs_of(type(record)).items():
        value = getattr(record, name)
        if value not in (None, ()):
            yield name, spec, value


def _relation_faults(records: Sequence[Record], ontology: Ontology, around: Around) -> Iterator[Fault]:
    types = {record.id: record.type or (record.root,) for record in records if "type" not in record.unread}
    for record in records:
        if not isinstance(record, Finding) or record.relation is None:
            continue
        for field, axiom, thing in (("subject", RDFS.domain, record.subject), ("object", RDFS.range, record.object)):
            allowed = ontology.named_members(record.relation, axiom)
            given = types.get(thing) or around.types_of(thing)
            if given is None or not allowed or _fits(given, allowed, ontology):
                continue
            problem = (
                f"{field}: {thing} is {_names(given)}, but the {field} of {local_name(record.relation)}"
                f" must be {_names(allowed)}; choose another relation or {field}"
            )
            yield Fault(place=record.lines[field], record=record.name, problem=problem)


def _unit_faults(records: Sequence[Record]) -> Iterator[Fault]:
    """An SI unit must measure what its unit measures; a unit without one may be any word."""
    units = {record.id: record for record in records if isinstance(record, Unit)}
    for record in units.values():
        si_unit = None if record.si_unit is None else units.get(record.si_unit)
        if si_unit is None or not {"symbol", "si_unit"}.isdisjoint(record.unread) or "symbol" in si_unit.unread:
            continue
        if problem := si_problem(record.symbol, si_unit.symbol):
            yield Fault(place=record.lines["si_unit"], record=record.name, problem=f"si_unit: {problem}")


def _fits(given: Iterable[NamedNode], allowed: Iterable[NamedNode], ontology: Ontology) -> bool:
    above = {upper for one in given for upper in ontology.superclasses(one)}
    return not above.isdisjoint(allowed)


def _names(classes: Iterable[NamedNode]) -> str:
    return " or ".join(local_name(one) for one in classes)
