"""The cycling tests of a graph: what was tested, under which conditions, with which results, and what is not stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pyoxigraph import NamedNode, Store

from naseikg.asking.prose import in_words
from naseikg.asking.values import label_of, links_of, text_of, texts_of, users_of
from naseikg.comparing.amounts import Amount
from naseikg.vocabulary import GRAPH_ASSERTED, GRAPH_INFERRED, NSEI, RDF, RDFS, SKOS, curie, local_name

__all__ = ["Aspect", "Entity", "Trial", "Value", "aspects_of", "trials_of"]

_ENTITIES = {"cell": NSEI.cellConfiguration, "electrode": NSEI.electrode, "electrolyte": NSEI.electrolyte}
_METAL = "metal"
_SYMBOLS = {"lithium": "Li", "potassium": "K", "sodium": "Na"}
_ALSO = {"cycle count": ("cycles",), "coulombic efficiency": ("ce",), "electrode": ("substrate",)}
_FILINGS = frozenset({NSEI.HybridInterphase, NSEI.InorganicInterphase, NSEI.OrganicInterphase})


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """A condition or a result that tests have: its name, the other names it goes by, whether it is a number."""

    name: str
    also: tuple[str, ...]
    is_result: bool
    is_measured: bool
    property: NamedNode | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A thing by its id, its label, and all the names and classes by which a person may mean it."""

    id: str
    label: str
    names: frozenset[str] = field(default=frozenset(), compare=False, repr=False)

    def __str__(self) -> str:
        return self.label


Value = Amount | Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One cycling test. An aspect in neither ``values`` nor ``not_stated`` was not looked for by a curator.

    ``filed`` is where the review files what was tested, ``classes`` what reasoning makes of the test.
    """

    id: str
    label: str
    tested: tuple[Entity, ...]
    filed: tuple[str, ...]
    classes: tuple[str, ...]
    values: Mapping[str, tuple[Value, ...]]
    not_stated: frozenset[str]
    references: tuple[int, ...]
    notes: tuple[str, ...]


def aspects_of(store: Store) -> tuple[Aspect, ...]:
    """The conditions and the results that a test of this graph's ontology can have, conditions first."""
    measured = {
        one: above == NSEI.hasResult
        for above in (NSEI.hasCondition, NSEI.hasResult)
        for one in users_of(store, RDFS.subPropertyOf, above)
        if one != above
    }
    named = {in_words(local_name(one)): (one, is_result, True) for one, is_result in measured.items()}
    named |= {name: (one, False, False) for name, one in _ENTITIES.items()}
    found = [
        Aspect(
            name=name,
            also=tuple(
                dict.fromkeys((in_words(local_name(one)), *texts_of(store, one, RDFS.label), *_ALSO.get(name, ())))
            ),
            is_result=is_result,
            is_measured=is_measured,
            property=one,
        )
        for name, (one, is_result, is_measured) in named.items()
    ]
    found.append(Aspect(name=_METAL, also=("electrode metal",), is_result=False, is_measured=False, property=None))
    return tuple(sorted(found, key=lambda one: (one.is_result, one.name)))


def trials_of(store: Store) -> tuple[Trial, ...]:
    """Every cycling test of a graph, sorted by id.

    The metal is sodium unless a finding on the test, or its electrode, is of lithium or potassium.
    """
    aspects = aspects_of(store)
    return tuple(_trial(store, one, aspects) for one in users_of(store, RDF.type, NSEI.CyclingTest))


def _trial(store: Store, test: NamedNode, aspects: Iterable[Aspect]) -> Trial:
    properties = {one.property: one for one in aspects if one.property is not None}
    values: dict[str, tuple[Value, ...]] = {}
    for property, aspect in properties.items():
        objects = links_of(store, test, property)
        read = (_amount(store, one) if aspect.is_measured else _entity(store, one) for one in objects)
        if given := tuple(one for one in read if one is not None):
            values[aspect.name] = given
    findings = [
        one for one in users_of(store, NSEI.object, test) if NSEI.hasTest in links_of(store, one, NSEI.relation)
    ]
    metals = {metal for one in findings for metal in texts_of(store, one, NSEI.concernsMetal)}
    metals |= {one for one in _SYMBOLS for electrode in values.get("electrode", ()) if str(electrode) == f"{one} metal"}
    values[_METAL] = tuple(
        Entity(id=one, label=one, names=frozenset({one, _SYMBOLS.get(one, one)}))
        for one in sorted(metals or {"sodium"})
    )
    # The plain facts only: what was tested is not what a test can be inferred for, and the filing is the review's own.
    tested = users_of(store, NSEI.hasTest, test, graph=GRAPH_ASSERTED)
    filed = {
        one for thing in tested for one in links_of(store, thing, RDF.type, graph=GRAPH_ASSERTED) if one in _FILINGS
    }
    inferred = set(links_of(store, test, RDF.type, graph=GRAPH_INFERRED)) - {NSEI.CyclingTest}
    references = {one for finding in findings for one in links_of(store, finding, NSEI.supportedBy)}
    return Trial(
        id=curie(test),
        label=label_of(store, test),
        tested=tuple(sorted((_entity(store, one) for one in tested), key=lambda one: (one.label, one.id))),
        filed=_labels(store, filed),
        classes=_labels(store, (one for one in inferred if one.value.startswith(NSEI.iri))),
        values=values,
        not_stated=frozenset(
            properties[one].name for one in links_of(store, test, NSEI.notStated) if one in properties
        ),
        references=tuple(
            sorted(int(number) for one in references for number in texts_of(store, one, NSEI.referenceNumber))
        ),
        notes=_labels(store, users_of(store, NSEI.concerns, test)),
    )


def _amount(store: Store, quantity: NamedNode) -> Amount | None:
    """The number of a quantity; a range has bounds only, and the lower one stands for it. Nothing without a number."""
    number, lower, upper = (
        next(map(Decimal, texts_of(store, quantity, one)), None)
        for one in (NSEI.numericValue, NSEI.lowerBound, NSEI.upperBound)
    )
    given = next((one for one in (number, lower, upper) if one is not None), None)
    if given is None:
        return None
    units = [symbol for unit in links_of(store, quantity, NSEI.unit) for symbol in texts_of(store, unit, NSEI.symbol)]
    return Amount(
        number=given,
        unit=" ".join(units),
        printed=text_of(store, quantity, NSEI.printedValue) or str(given),
        qualifier=text_of(store, quantity, NSEI.qualifier) or None,
        lower=lower,
        upper=upper,
    )


def _entity(store: Store, thing: NamedNode) -> Entity:
    names = {text for one in (RDFS.label, SKOS.altLabel, NSEI.formula) for text in texts_of(store, thing, one)}
    names |= set(_labels(store, links_of(store, thing, RDF.type)))
    return Entity(
        id=curie(thing), label=label_of(store, thing), names=frozenset({*names, curie(thing), local_name(thing)})
    )


def _labels(store: Store, things: Iterable[NamedNode]) -> tuple[str, ...]:
    return tuple(sorted(label_of(store, one) for one in things))
