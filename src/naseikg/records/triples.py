"""The asserted graph: what the records say, as triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, Triple

from naseikg.records.codecs import Authors
from naseikg.records.fields import ThingId
from naseikg.records.literature import Finding, Reference, SourceRecord
from naseikg.records.things import Group, Record
from naseikg.vocabulary import NSEI

__all__ = ["triples_of"]


def triples_of(records: Sequence[Record]) -> tuple[Triple, ...]:
    """Every triple of the records, each once, sorted; no blank node."""
    found: set[Triple] = set()
    for record in records:
        found.update(record.triples())
    found.update(_reports(records))
    found.update(_memberships(records))
    found.update(_component_counts(records))
    return tuple(sorted(found, key=str))


def _component_counts(records: Sequence[Record]) -> Iterator[Triple]:
    """How many components the findings name of a thing; only that closes the list, which OWL leaves open."""
    components: defaultdict[ThingId, set[ThingId]] = defaultdict(set)
    for record in records:
        if isinstance(record, Finding) and record.relation == NSEI.hasComponent:
            components[record.subject].add(record.object)
    for thing, named in components.items():
        yield Triple(thing.iri, NSEI.componentCount, Literal(len(named)))


def _reports(records: Sequence[Record]) -> Iterator[Triple]:
    """A finding is reported in the source whose folder it stands in."""
    sources = {record.source: record.id for record in records if isinstance(record, SourceRecord)}
    for record in records:
        if isinstance(record, Finding) and record.source in sources:
            yield Triple(record.id.iri, NSEI.reportedIn, sources[record.source].iri)


def _memberships(records: Sequence[Record]) -> Iterator[Triple]:
    """An authorship belongs to a credited group when its name is the group's and a finding credits it for that work."""
    groups = {record.id: record for record in records if isinstance(record, Group)}
    references = {record.id: record for record in records if isinstance(record, Reference)}
    for record in records:
        if not isinstance(record, Finding) or record.credited is None:
            continue
        author = groups[record.credited].author
        for reference in record.references:
            for position, name in enumerate(references[reference].authors, start=1):
                if name == author:
                    authorship = Authors.authorship(reference, position)
                    yield Triple(authorship.iri, NSEI.memberOf, record.credited.iri)
