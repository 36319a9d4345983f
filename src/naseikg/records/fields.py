"""How one field of a record is read, what it links to, and which triples it becomes.

A record class names for each field a property and a codec; nothing else knows the mapping.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar, Protocol, TypeVar, cast

from pyoxigraph import NamedNode, Triple

from naseikg.reasoning.ontology import Ontology
from naseikg.records.source import Value
from naseikg.vocabulary import BASE

__all__ = ["Codec", "Reading", "Spec", "ThingId", "maps_to", "specs_of"]

T = TypeVar("T")
_REQUIRED = object()


@dataclass(frozen=True, slots=True, order=True)
class ThingId:
    """The identity of a thing: its kind and its slug, which together make its IRI."""

    #: What a slug looks like, as a regular expression.
    form: ClassVar[str] = "[a-z0-9][a-z0-9.-]*"

    kind: str
    slug: str
    #: The source that a thing belongs to, if to one; its slug begins with it.
    source: str | None = field(default=None, compare=False, repr=False)

    @classmethod
    def within(cls, source: str, kind: str, name: str) -> ThingId:
        """The identity of what belongs to one source, whose name it carries."""
        return cls(kind, f"{source}-{name}", source)

    @property
    def name(self) -> str:
        """What its source calls it: the slug without the name of the source.

        >>> ThingId.within("shi-2023", "sentence", "1-p1-s1").name
        '1-p1-s1'
        """
        return self.slug if self.source is None else self.slug[len(self.source) + 1 :]

    @property
    def iri(self) -> NamedNode:
        """The IRI, by the pattern ``https://w3id.org/naseikg/<kind>/<slug>``."""
        return NamedNode(f"{BASE}{self.kind}/{self.slug}")

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the reading of a field may look up."""

    source: str
    scoped: frozenset[str]
    ontology: Ontology
    root: NamedNode
    units: Mapping[str, ThingId]
    #: The symbol of the SI unit for the symbol of each unit that has one and can be read.
    si_units: Mapping[str, str]
    specs: Mapping[str, Spec]

    def thing(self, kind: str, slug: str) -> ThingId:
        """The identity behind a slug of this source; kinds that belong to one source carry its name.

        Raises:
            ValueError: the slug has another form than lower-case letters, digits, dots and hyphens, or is ``index``.
        """
        if slug == "index":
            raise ValueError("'index' is where the list of a kind stands; use another slug")
        if not re.fullmatch(ThingId.form, slug):
            raise ValueError(f"{slug!r} is no slug; use lower-case letters, digits, '.' and '-'")
        return ThingId.within(self.source, kind, slug) if kind in self.scoped else ThingId(kind, slug)


class Codec(Protocol[T]):
    """Reads a field's text, says what it links to, and writes its triples."""

    def parse(self, value: Value, reading: Reading) -> T:
        """The typed value. Raises ValueError with what is wrong and what to do."""

    def links(self, value: T) -> Iterator[ThingId]:
        """The things that must exist for the value to make sense."""

    def triples(self, subject: ThingId, spec: Spec, value: T) -> Iterator[Triple]:
        """What the value says in RDF."""

    def schema(self) -> dict[str, object]:
        """What may be written, as JSON Schema."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """The mapping of one field: its name in the file, its property, its codec."""

    name: str
    property: NamedNode
    codec: Codec[Any]  # the values of the fields have as many types as there are codecs
    required: bool


def maps_to(property: NamedNode, codec: Codec[T], *, default: object = _REQUIRED) -> T:
    """A dataclass field that is written as a property; without a default the field is required."""
    metadata = {"property": property, "codec": codec}
    if default is _REQUIRED:
        return cast(T, dataclasses.field(metadata=metadata))
    return cast(T, dataclasses.field(metadata=metadata, default=default))


def specs_of(record: type) -> Mapping[str, Spec]:
    """The mappings of a record class by field name."""
    return _specs(record)


@cache
def _specs(record: type) -> Mapping[str, Spec]:
    return {
        one.name: Spec(
            name=one.name,
            property=one.metadata["property"],
            codec=one.metadata["codec"],
            required=one.default is dataclasses.MISSING,
        )
        for one in dataclasses.fields(record)
        if "codec" in one.metadata
    }
