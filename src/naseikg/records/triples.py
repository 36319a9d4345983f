"""The asserted graph: what the records say, as triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, Triple

from naseikg.records.codecs import Authors
from naseikg.records.fields import ThingId
from naseikg.records.literature import Finding, Reference, SourceRecord
from naseikg.records.things import Group, Record
from naseikg.vocabulary import NSEI

__all__ = ["component_counts", "components_of", "triples_of", "uncounted_triples_of"]


def triples_of(records: Sequence[Record]) -> tuple[Triple, ...]:
    """Every triple of the records, each once, sorted; no blank node."""
    found = set(uncounted_triples_of(records))
    found.update(component_counts(components_of(records)))
    return tuple(sorted(found, key=str))


def uncounted_triples_of(
    records: Iterable[Record], *, authors: Mapping[ThingId, str | None] = MappingProxyType({})
) -> Iterator[Triple]:
    """What the records say without the counts, which need all sources: the triples of sources that add up.

    A triple may come more than once. ``authors`` are the authors' names of groups that the records credit but that
    other records define.
    """
    records = tuple(records)
    for record in records:
        yield from record.triples()
    yield from _reports(records)
    yield from _memberships(records, authors)


def components_of(records: Iterable[Record]) -> dict[NamedNode, set[NamedNode]]:
    """The components that the findings name of each thing."""
    components: defaultdict[NamedNode, set[NamedNode]] = defaultdict(set)
    for record in records:
        if isinstance(record, Finding) and record.relation == NSEI.hasComponent:
            components[record.subject.iri].add(record.object.iri)
    return components


def component_counts(components: Mapping[NamedNode, Collection[NamedNode]]) -> Iterator[Triple]:
    """How many components the findings name of a thing; only that closes the list, which OWL leaves open."""
    for thing, named in components.items():
        yield Triple(thing, NSEI.componentCount, Literal(len(named)))


def _reports(records: Sequence[Record]) -> Iterator[Triple]:
    """A finding is reported in the source whose folder it stands in."""
    sources = {record.source: record.id for record in records if isinstance(record, SourceRecord)}
    for record in records:
        if isinstance(record, Finding) and record.source in sources:
            yield Triple(record.id.iri, NSEI.reportedIn, sources[record.source].iri)


def _memberships(records: Sequence[Record], authors: Mapping[ThingId, str | None]) -> Iterator[Triple]:
    """An authorship belongs to a credited group when its name is the group's and a finding credits it for that work."""
    authors = {**authors, **{record.id: record.author for record in records if isinstance(record, Group)}}
    references = {record.id: record for record in records if isinstance(record, Reference)}
    for record in records:
        if not isinstance(record, Finding) or record.credited is None:
            continue
        author = authors[record.credited]
        for reference in record.references:
            for position, name in enumerate(references[reference].authors, start=1):
                if name == author:
                    authorship = Authors.authorship(reference, position)
                    yield Triple(authorship.iri, NSEI.memberOf, record.credited.iri)
