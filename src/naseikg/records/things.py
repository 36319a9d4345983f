"""Records of things, as typed values; the fields of a class are the only place that knows their properties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from pyoxigraph import NamedNode, Triple

from naseikg.errors import Place
from naseikg.records.codecs import CLASSES, ENGLISH, TEXT, Link, Many, MeasureField, NotStated
from naseikg.records.fields import ThingId, maps_to, specs_of
from naseikg.records.measures import Measure, si_problem
from naseikg.records.source import Entry
from naseikg.vocabulary import NSEI, RDF, RDFS, SKOS

__all__ = [
    "Comparison",
    "CyclingTest",
    "Group",
    "Measured",
    "Quantity",
    "Record",
    "Substance",
    "Thing",
    "Things",
    "Unit",
]

Measured = tuple[Measure, ThingId]
Things = tuple[ThingId, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Record:
    """What every record has: an identity, a place in a file for itself and each field, and its classes."""

    file: ClassVar[str]
    kind: ClassVar[str]
    root: ClassVar[NamedNode]
    #: Whether the things belong to one source, whose name is then part of their identity.
    scoped: ClassVar[bool] = False
    #: Whether the file is sorted by id, not in the order of the source.
    sorted_by_id: ClassVar[bool] = True
    #: The class of records that records of this one say more about, under the same id.
    extends: ClassVar[type[Record] | None] = None

    id: ThingId
    source: str
    name: str
    place: Place
    lines: Mapping[str, Place] = field(repr=False)
    #: The fields that are written but could not be read; a record of a graph has none.
    unread: frozenset[str] = field(default=frozenset(), repr=False)
    type: tuple[NamedNode, ...] = maps_to(RDF.type, CLASSES, default=())

    def problems(self) -> Iterator[tuple[str, str]]:
        """What is wrong within the record, beyond its unread fields: the field, and what to do."""
        return iter(())

    def triples(self) -> Iterator[Triple]:
        """Everything the record says; a record without a class gets the one of its file."""
        if not self.type:
            yield Triple(self.id.iri, RDF.type, self.root)
        for name, spec in specs_of(type(self)).items():
            value = getattr(self, name)
            if value not in (None, ()):
                yield from spec.codec.triples(self.id, spec, value)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Thing(Record):
    """A thing that findings are about, known by its label."""

    label: str = maps_to(RDFS.label, ENGLISH)
    also: tuple[str, ...] = maps_to(SKOS.altLabel, Many(ENGLISH), default=())
    description: str | None = maps_to(SKOS.definition, ENGLISH, default=None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Substance(Thing):
    """A substance by what it is; the roles it plays are relations."""

    file = "substances"
    kind = "substance"
    root = NSEI.Substance

    formula: str | None = maps_to(NSEI.formula, TEXT, default=None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unit(Thing):
    """A unit of measurement."""

    file = "units"
    kind = "unit"
    root = NSEI.Unit

    symbol: str = maps_to(NSEI.symbol, TEXT)
    ucum_code: str | None = maps_to(NSEI.ucumCode, TEXT, default=None)
    si_unit: ThingId | None = maps_to(NSEI.siUnit, Link("unit"), default=None)

    @classmethod
    def by_symbol(cls, entries: Iterable[Entry]) -> dict[str, ThingId]:
        """The units by their symbols, also those whose record has faults elsewhere."""
        return {
            entry.fields["symbol"].texts[0]: ThingId(cls.kind, entry.id)
            for entry in entries
            if entry.id is not None and "symbol" in entry.fields and not entry.fields["symbol"].is_list
        }

    @classmethod
    def si_symbols(cls, entries: Iterable[Entry]) -> dict[str, str]:
        """The symbol of the SI unit for the symbol of each unit, as far as numbers can be converted into it."""
        entries = tuple(entries)
        symbols = {str(thing): symbol for symbol, thing in cls.by_symbol(entries).items()}
        found = {}
        for entry in entries:
            symbol = symbols.get(f"{cls.kind}/{entry.id}")
            written = entry.fields.get("si_unit")
            if symbol is None or written is None or written.is_list:
                continue
            si_symbol = symbols.get(f"{cls.kind}/{written.texts[0].removeprefix(f'{cls.kind}/')}")
            if si_symbol is not None and not si_problem(symbol, si_symbol):
                found[symbol] = si_symbol
        return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Quantity(Thing):
    """A printed value of one quantity kind."""

    file = "quantities"
    kind = "quantity"
    root = NSEI.Quantity

    value: Measured = maps_to(NSEI.numericValue, MeasureField())
    under: Things = maps_to(NSEI.under, Many(Link("quantity")), default=())
    condition: str | None = maps_to(NSEI.conditionText, TEXT, default=None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CyclingTest(Thing):
    """A cycling test with every condition stated, or said to be not stated."""

    file = "tests"
    kind = "test"
    root = NSEI.CyclingTest
    expected: ClassVar[tuple[str, ...]] = (
        "cell",
        "current_density",
        "areal_capacity",
        "lifetime",
        "cycle_count",
        "coulombic_efficiency",
        "electrolyte",
        "temperature",
    )

    cell: ThingId | None = maps_to(NSEI.cellConfiguration, Link("cell"), default=None)
    current_density: Measured | None = maps_to(NSEI.currentDensity, MeasureField("CurrentDensity"), default=None)
    areal_capacity: Measured | None = maps_to(NSEI.arealCapacity, MeasureField("ArealCapacity"), default=None)
    lifetime: Measured | None = maps_to(NSEI.lifetime, MeasureField("Lifetime"), default=None)
    cycle_count: Measured | None = maps_to(NSEI.cycleCount, MeasureField("CycleCount"), default=None)
    coulombic_efficiency: Measured | None = maps_to(
        NSEI.coulombicEfficiency, MeasureField("CoulombicEfficiency"), default=None
    )
    electrolyte: ThingId | None = maps_to(NSEI.electrolyte, Link("substance"), default=None)
    temperature: Measured | None = maps_to(NSEI.temperature, MeasureField("TestTemperature"), default=None)
    electrode: ThingId | None = maps_to(NSEI.electrode, Link(), default=None)
    outcome: str | None = maps_to(NSEI.outcome, TEXT, default=None)
    not_stated: tuple[NamedNode, ...] = maps_to(NSEI.notStated, NotStated(), default=())

    def problems(self) -> Iterator[tuple[str, str]]:
        """Each expected field is either given or written out as not stated."""
        specs = specs_of(type(self))
        for name in self.expected:
            given = getattr(self, name) is not None or name in self.unread
            missing = specs[name].property in self.not_stated
            if given and missing:
                yield name, f"is given and also listed in not_stated; drop {name!r} there"
            if not given and not missing and "not_stated" not in self.unread:
                yield "id", f"has no {name}; give it, or list {name!r} in not_stated when the source does not say"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison(Thing):
    """An ordering of two things, or the likeness of several, by one characteristic."""

    file = "comparisons"
    kind = "comparison"
    root = NSEI.Comparison

    characteristic: ThingId = maps_to(NSEI.comparedCharacteristic, Link("characteristic"))
    greater: ThingId | None = maps_to(NSEI.greater, Link(), default=None)
    lesser: ThingId | None = maps_to(NSEI.lesser, Link(), default=None)
    similar: Things = maps_to(NSEI.similar, Many(Link()), default=())

    def problems(self) -> Iterator[tuple[str, str]]:
        """Either a greater and a lesser, or at least two similar things."""
        ordered = self.greater is not None and self.lesser is not None
        if not self.unread.isdisjoint({"greater", "lesser", "similar"}):
            return
        if ordered == bool(self.similar) or (self.similar and len(self.similar) < 2):
            yield "id", "needs greater and lesser, or similar with two things"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Group(Thing):
    """A research group as the source credits it; ``author`` is the name in the author lists of its work."""

    file = "groups"
    kind = "group"
    root = NSEI.ResearchGroup

    surname: str = maps_to(NSEI.surname, TEXT)
    author: str | None = maps_to(NSEI.authorName, TEXT, default=None)

    def triples(self) -> Iterator[Triple]:
        """Without the author's name, which stands on the authorships that belong to the group."""
        return (one for one in Thing.triples(self) if one.predicate != NSEI.authorName)
