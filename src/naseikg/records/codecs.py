"""How the text of a field becomes a typed value, and the value triples: one codec for each form a field can have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from pyoxigraph import Literal, NamedNode, Triple

from naseikg.errors import nearest
from naseikg.records.fields import Codec, Reading, Spec, ThingId
from naseikg.records.measures import Measure, parse_measure, si_numbers_of
from naseikg.records.source import Value
from naseikg.vocabulary import NSEI, RDF, RDFS, XSD, local_name

__all__ = [
    "CLASSES",
    "ENGLISH",
    "IRI",
    "PROPERTY",
    "TEXT",
    "WHOLE",
    "YES",
    "Authors",
    "Link",
    "Many",
    "MeasureField",
    "NotStated",
]

T = TypeVar("T")


def _single(value: Value) -> str:
    if value.is_list:
        raise ValueError("is a list; give one value")
    return value.texts[0]


def _filled(value: Value) -> None:
    if not value.texts:
        raise ValueError("is an empty list; write a value or leave the field out")


class _Plain(Generic[T]):
    def links(self, value: T) -> Iterator[ThingId]:
        return iter(())

    def schema(self) -> dict[str, object]:
        return {"type": "string", "minLength": 1}


class _Text(_Plain[str]):
    def parse(self, value: Value, reading: Reading) -> str:
        text = _single(value).strip()
        if not text:
            raise ValueError("is empty; write it or leave the field out")
        return " ".join(text.split())

    def triples(self, subject: ThingId, spec: Spec, value: str) -> Iterator[Triple]:
        yield Triple(subject.iri, spec.property, Literal(value))


class _English(_Text):
    def triples(self, subject: ThingId, spec: Spec, value: str) -> Iterator[Triple]:
        yield Triple(subject.iri, spec.property, Literal(value, language="en"))


class _Iri(_Text):
    def triples(self, subject: ThingId, spec: Spec, value: str) -> Iterator[Triple]:
        yield Triple(subject.iri, spec.property, NamedNode(value))


class _Whole(_Plain[int]):
    def parse(self, value: Value, reading: Reading) -> int:
        text = _single(value)
        if not re.fullmatch(r"0|-?[1-9]\d*", text):
            raise ValueError(f"{text!r} is no whole number")
        return int(text)

    def schema(self) -> dict[str, object]:
        return {"type": ["integer", "string"], "pattern": "^(0|-?[1-9][0-9]*)$"}

    def triples(self, subject: ThingId, spec: Spec, value: int) -> Iterator[Triple]:
        yield Triple(subject.iri, spec.property, Literal(str(value), datatype=XSD.integer))


class _Yes(_Plain[bool]):
    def parse(self, value: Value, reading: Reading) -> bool:
        if _single(value) != "true":
            raise ValueError(f"{value.texts[0]!r} is not 'true'; write true or leave the field out")
        return True

    def schema(self) -> dict[str, object]:
        return {"const": True}

    def triples(self, subject: ThingId, spec: Spec, value: bool) -> Iterator[Triple]:
        yield Triple(subject.iri, spec.property, Literal("true", datatype=XSD.boolean))


class _Classes(_Plain[tuple[NamedNode, ...]]):
    def parse(self, value: Value, reading: Reading) -> tuple[NamedNode, ...]:
        ontology = reading.ontology
        known = ontology.class_names
        found = []
        for text in value.texts:
            if text not in known:
                raise ValueError(f"class {text!r} is unknown{nearest(text, known)}")
            if reading.root not in ontology.superclasses(known[text]):
                raise ValueError(f"class {text!r} is not below {local_name(reading.root)}; move the record or the type")
            found.append(known[text])
        return tuple(found)

    def triples(self, subject: ThingId, spec: Spec, value: tuple[NamedNode, ...]) -> Iterator[Triple]:
        for one in value:
            yield Triple(subject.iri, spec.property, one)


class _Property(_Plain[NamedNode]):
    def parse(self, value: Value, reading: Reading) -> NamedNode:
        text = _single(value)
        known = reading.ontology.relation_names
        if text not in known:
            raise ValueError(f"relation {text!r} is unknown{nearest(text, known)}")
        return known[text]

    def triples(self, subject: ThingId, spec: Spec, value: NamedNode) -> Iterator[Triple]:
        yield Triple(subject.iri, spec.property, value)


TEXT: Codec[str] = _Text()
ENGLISH: Codec[str] = _English()
IRI: Codec[str] = _Iri()
WHOLE: Codec[int] = _Whole()
YES: Codec[bool] = _Yes()
CLASSES: Codec[tuple[NamedNode, ...]] = _Classes()
PROPERTY: Codec[NamedNode] = _Property()


@dataclass(frozen=True, slots=True)
class Link:
    """A reference to another thing: a bare slug where the kind is fixed, ``kind/slug`` where it is open."""

    kind: str | None = None

    def parse(self, value: Value, reading: Reading) -> ThingId:
        """The identity the text stands for."""
        text = _single(value)
        kind, slash, slug = text.partition("/")
        if self.kind is not None and not slash:
            return reading.thing(self.kind, text)
        if not slash:
            raise ValueError(f"{text!r} has no kind; write it as kind/slug, such as substance/naf")
        if self.kind not in (None, kind):
            raise ValueError(f"{text!r} is no {self.kind}; write {self.kind}/...")
        return reading.thing(kind, slug)

    def links(self, value: ThingId) -> Iterator[ThingId]:
        """The thing itself."""
        yield value

    def schema(self) -> dict[str, object]:
        """A slug, or kind and slug."""
        slug = ThingId.form
        pattern = f"^[a-z-]+/{slug}$" if self.kind is None else f"^({self.kind}/)?{slug}$"
        return {"type": ["integer", "string"], "pattern": pattern}

    def triples(self, subject: ThingId, spec: Spec, value: ThingId) -> Iterator[Triple]:
        """One triple to the thing."""
        yield Triple(subject.iri, spec.property, value.iri)


@dataclass(frozen=True, slots=True)
class Many(Generic[T]):
    """A list of values, each once; a single value may stand without brackets."""

    codec: Codec[T]

    def parse(self, value: Value, reading: Reading) -> tuple[T, ...]:
        """The values in the order written."""
        _filled(value)
        if len(set(value.texts)) < len(value.texts):
            repeated = next(one for one in value.texts if value.texts.count(one) > 1)
            raise ValueError(f"{repeated!r} is given twice; keep one")
        single = (Value(place=value.place, texts=(text,), is_list=False) for text in value.texts)
        return tuple(self.codec.parse(one, reading) for one in single)

    def schema(self) -> dict[str, object]:
        """One value, or a list of them."""
        one = self.codec.schema()
        return {"anyOf": [one, {"type": "array", "items": one, "uniqueItems": True, "minItems": 1}]}

    def links(self, value: tuple[T, ...]) -> Iterator[ThingId]:
        """What each value links to."""
        for one in value:
            yield from self.codec.links(one)

    def triples(self, subject: ThingId, spec: Spec, value: tuple[T, ...]) -> Iterator[Triple]:
        """What each value says."""
        for one in value:
            yield from self.codec.triples(subject, spec, one)


@dataclass(frozen=True, slots=True)
class MeasureField:
    """A printed measurement; of a test it becomes a quantity of its own, of a quantity its numbers."""

    quantity: str | None = None

    def parse(self, value: Value, reading: Reading) -> tuple[Measure, ThingId]:
        """The measurement, also in the SI unit if that is known, and its unit."""
        measure = parse_measure(_single(value), units=frozenset(reading.units))
        if si_unit := reading.si_units.get(measure.unit):
            measure = replace(measure, si=si_numbers_of(measure, si_unit))
        return measure, reading.units[measure.unit]

    def links(self, value: tuple[Measure, ThingId]) -> Iterator[ThingId]:
        """The unit."""
        yield value[1]

    def schema(self) -> dict[str, object]:
        """Qualifier, number and unit in one text."""
        return {"type": "string", "examples": ["780 h", "about 0.12 mS cm-1", "more than 3.5 mAh cm-2"]}

    def triples(self, subject: ThingId, spec: Spec, value: tuple[Measure, ThingId]) -> Iterator[Triple]:
        """The numbers, beside the quantity node that carries them when the subject is none itself."""
        measure, unit = value
        node = subject.iri
        if self.quantity is not None:
            node = ThingId("quantity", f"{subject.slug}-{spec.name.replace('_', '-')}").iri
            label = f"{measure.qualifier + ' ' if measure.qualifier else ''}{measure.printed} {measure.unit}"
            yield Triple(subject.iri, spec.property, node)
            yield Triple(node, RDF.type, NSEI[self.quantity])
            yield Triple(node, RDFS.label, Literal(label, language="en"))
        yield Triple(node, NSEI.printedValue, Literal(measure.printed))
        yield Triple(node, NSEI.unit, unit.iri)
        if measure.qualifier:
            yield Triple(node, NSEI.qualifier, Literal(measure.qualifier))
        numbers = {
            NSEI.numericValue: measure.number if measure.high is None else None,
            NSEI.lowerBound: measure.lower,
            NSEI.upperBound: measure.upper,
        }
        for property, number in numbers.items():
            if number is not None:
                yield Triple(node, property, Literal(str(number), datatype=XSD.decimal))
        if si := measure.si:
            # Doubles, since the decimals of Oxigraph end at the eighteenth place, where an electronvolt in joule begins.
            for property, text in {
                NSEI.siValue: si.value,
                NSEI.siLowerBound: si.lower,
                NSEI.siUpperBound: si.upper,
            }.items():
                if text is not None:
                    yield Triple(node, property, Literal(text, datatype=XSD.double))


class NotStated(_Plain[tuple[NamedNode, ...]]):
    """Names of other fields of the same record whose value the source does not give."""

    def schema(self) -> dict[str, object]:
        """A list of field names."""
        return {"type": "array", "items": {"type": "string"}, "uniqueItems": True}

    def parse(self, value: Value, reading: Reading) -> tuple[NamedNode, ...]:
        """The properties of those fields."""
        for text in value.texts:
            if text not in reading.specs:
                raise ValueError(f"field {text!r} is unknown{nearest(text, reading.specs)}")
        return tuple(reading.specs[text].property for text in value.texts)

    def triples(self, subject: ThingId, spec: Spec, value: tuple[NamedNode, ...]) -> Iterator[Triple]:
        """One triple a property."""
        for one in value:
            yield Triple(subject.iri, spec.property, one)


class Authors(_Plain[tuple[str, ...]]):
    """Author names in order; each becomes an authorship, so that equal names are not taken for one person."""

    def schema(self) -> dict[str, object]:
        """A list of names."""
        return {"type": "array", "items": {"type": "string"}, "minItems": 1}

    def parse(self, value: Value, reading: Reading) -> tuple[str, ...]:
        """The names in the order written; a name may stand twice where the source prints it so."""
        _filled(value)
        return value.texts

    def triples(self, subject: ThingId, spec: Spec, value: tuple[str, ...]) -> Iterator[Triple]:
        """The whole list in one line, and an authorship for each name."""
        yield Triple(subject.iri, spec.property, Literal("; ".join(value)))
        for position, name in enumerate(value, start=1):
            node = self.authorship(subject, position).iri
            yield Triple(node, RDF.type, NSEI.Authorship)
            yield Triple(node, RDFS.label, Literal(name, language="en"))
            yield Triple(node, NSEI.authorshipOf, subject.iri)
            yield Triple(node, NSEI.authorName, Literal(name))
            yield Triple(node, NSEI.authorPosition, Literal(str(position), datatype=XSD.integer))

    @staticmethod
    def authorship(source: ThingId, position: int) -> ThingId:
        """The identity of one name in an author list."""
        return ThingId("authorship", f"{source.slug}-{position}")
