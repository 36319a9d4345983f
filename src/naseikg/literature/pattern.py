"""What a made-up literature is like: the layers, claims and frequencies of the real records, to be drawn from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from naseikg.records.fields import ThingId
from naseikg.records.literature import Finding, Note, Reference
from naseikg.records.measures import Measure
from naseikg.records.things import CyclingTest, Quantity, Record, Thing
from naseikg.vocabulary import NSEI, local_name

__all__ = ["Claim", "LayerPattern", "LiteraturePattern", "pattern_of"]

#: The kinds whose things belong to no source: sources meet in them.
_SHARED = frozenset(
    {"cell", "characteristic", "component", "mechanism", "method", "phenomenon", "requirement", "strategy", "substance"}
)
_MAKING = ("hasComponent", "formedFrom", "preparedBy")
#: The class of layers that the source calls of one phase: they are given no further component.
_ONE_PHASE = "SinglePhaseInterphase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim of the real records without its source: who relates to what, and how that is known."""

    subject: str
    relation: str
    object: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerPattern:
    """A real layer, of which others may be made: its classes, and what is claimed of it and of things that all share."""

    label: str
    types: tuple[str, ...]
    making: tuple[Claim, ...]
    others: tuple[Claim, ...]
    #: Substances of the classes of its components, for a source that finds one more.
    further: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LiteraturePattern:
    """What can be drawn; each list holds a value as often as the real records do."""

    layers: tuple[LayerPattern, ...]
    #: Claims between things that belong to no source.
    claims: tuple[Claim, ...]
    #: How many references a finding has.
    reference_counts: tuple[int, ...]
    findings_per_sentence: tuple[int, ...]
    #: The shares of findings about layers, their tests, quantities and comparisons, as numbers for each layer.
    findings_per_layer: float
    shared_per_layer: float
    tests_per_layer: float
    quantities_per_layer: float
    comparisons_per_layer: float
    findings_per_reference: float
    quantities: tuple[tuple[str, str], ...]
    currents: tuple[str, ...]
    capacities: tuple[str, ...]
    lifetimes: tuple[str, ...]
    characteristics: tuple[str, ...]
    precursors: tuple[str, ...]
    journals: tuple[str, ...]
    years: tuple[int, ...]


def pattern_of(records: Sequence[Record]) -> LiteraturePattern:
    """The pattern of real records, which hold layers, findings, references, tests and quantities."""
    findings = [one for one in records if isinstance(one, Finding)]
    layers = _layers(records, findings)
    shared = [one for one in findings if {one.subject.kind, one.object.kind} <= _SHARED and one.metal is None]
    about_layers = [one for one in findings if one.subject.kind == "interphase"]
    tests = [one for one in records if isinstance(one, CyclingTest)]
    count = len({one.subject for one in about_layers})
    sentences = Counter(sentence for one in findings for sentence in one.sentences)
    references = [one for one in records if isinstance(one, Reference)]
    return LiteraturePattern(
        layers=layers,
        claims=_settled(_claim(one) for one in shared),
        reference_counts=tuple(sorted(len(one.references) for one in findings if len(one.references) < 5)),
        findings_per_sentence=tuple(sorted(sentences.values())),
        findings_per_layer=len(about_layers) / count,
        shared_per_layer=len(shared) / count,
        tests_per_layer=len(tests) / count,
        quantities_per_layer=sum(one.relation == NSEI.hasQuantity for one in about_layers) / count,
        comparisons_per_layer=sum(one.relation == NSEI.comparedIn for one in about_layers) / count,
        findings_per_reference=len(findings) / len(references),
        quantities=_quantities(records),
        currents=_written(one.current_density[0] for one in tests if one.current_density),
        capacities=_written(one.areal_capacity[0] for one in tests if one.areal_capacity),
        lifetimes=_written(one.lifetime[0] for one in tests if one.lifetime),
        characteristics=_objects(findings, "hasCharacteristic", "characteristic"),
        precursors=_objects(findings, "formedFrom", "substance"),
        journals=tuple(sorted(one.journal for one in references)),
        years=tuple(sorted(one.year for one in references)),
    )


def _layers(records: Sequence[Record], findings: Sequence[Finding]) -> tuple[LayerPattern, ...]:
    noted = {
        thing
        for one in records
        if isinstance(one, Note) and NSEI.ClassificationConflict in one.type
        for thing in one.concerns
    }
    claims: defaultdict[ThingId, list[Claim]] = defaultdict(list)
    for one in findings:
        if one.subject.kind == "interphase" and one.object.kind in _SHARED and one.metal is None:
            claims[one.subject].append(_claim(one))
    alike = _alike(records)
    found = []
    for record in records:
        if not isinstance(record, Thing) or record.id.kind != "interphase":
            continue
        said = tuple(dict.fromkeys(claims[record.id]))
        making = tuple(one for one in said if one.relation in _MAKING)
        types = tuple(local_name(one) for one in record.type)
        if not making or record.id in noted or not types[0].endswith(("InorganicInterphase", "OrganicInterphase")):
            continue
        components = [one.object for one in making if one.relation == "hasComponent"]
        further = sorted({other for one in components for other in alike.get(one, ())} - set(components))
        found.append(
            LayerPattern(
                label=record.label,
                types=types,
                making=making,
                others=_settled(one for one in said if one.relation not in _MAKING),
                further=() if _ONE_PHASE in types else tuple(further),
            )
        )
    return tuple(found)


def _alike(records: Iterable[Record]) -> Mapping[str, tuple[str, ...]]:
    """The substances that are written with the same classes as each substance."""
    groups: defaultdict[tuple[NamedNode, ...], list[str]] = defaultdict(list)
    for one in records:
        if one.id.kind == "substance":
            groups[one.type].append(str(one.id))
    return {one: tuple(sorted(members)) for members in groups.values() for one in members}


def _settled(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims without those that another claim of the same things opposes."""
    kept = list(claims)
    opposite = {
        "promotes": "suppresses",
        "suppresses": "promotes",
        "fulfils": "fallsShortOf",
        "fallsShortOf": "fulfils",
    }
    said = {(one.subject, one.relation, one.object) for one in kept}
    return tuple(one for one in kept if (one.subject, opposite.get(one.relation, ""), one.object) not in said)


def _claim(one: Finding) -> Claim:
    return Claim(
        subject=str(one.subject), relation=local_name(one.relation), object=str(one.object), basis=one.basis.slug
    )


def _quantities(records: Iterable[Record]) -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted(
            (local_name(one.type[0]), _text(one.value[0])) for one in records if isinstance(one, Quantity) and one.type
        )
    )


def _written(measures: Iterable[Measure]) -> tuple[str, ...]:
    return tuple(sorted(map(_text, measures)))


def _text(measure: Measure) -> str:
    return f"{measure.number} {measure.unit}"


def _objects(findings: Iterable[Finding], relation: str, kind: str) -> tuple[str, ...]:
    return tuple(
        sorted(str(one.object) for one in findings if local_name(one.relation) == relation and one.object.kind == kind)
    )
