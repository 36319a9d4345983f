"""The findings of a graph as a person reads them: what is said, who supports it, where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Store

from naseikg.asking.values import links_of, text_of, users_of
from naseikg.vocabulary import NSEI, RDF, RDFS

__all__ = ["Claim", "Claims", "claims_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One finding: its edge, its paraphrase, how it is known, the numbers of its references, its places in the text."""

    iri: str
    subject: str
    relation: str
    object: str
    text: str
    basis: str
    references: tuple[int, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Every claim, found by the edge it states or by the things it touches."""

    by_edge: Mapping[tuple[str, str, str], tuple[Claim, ...]]
    by_thing: Mapping[str, frozenset[Claim]] = field(repr=False)

    def about(self, thing: str) -> tuple[Claim, ...]:
        """The claims that touch a thing: as subject, object, reference, credited group, place in the text or basis.

        A class is touched when one of its members is subject or object.
        """
        return _sorted(self.by_thing.get(thing, ()))

    def stating(self, subject: str, relation: str, object: str) -> tuple[Claim, ...]:
        """The claims that state exactly this edge."""
        return self.by_edge.get((subject, relation, object), ())

    def joining(self, subject: str, relation: str, object: str) -> tuple[Claim, ...]:
        """The claims that touch both ends of an edge nobody stated; those with its relation, where there are any."""
        both = self.by_thing.get(subject, frozenset()) & self.by_thing.get(object, frozenset())
        return _sorted([one for one in both if one.relation == relation] or both)


def claims_of(store: Store) -> Claims:
    """All findings of a store, ready to be looked up."""
    by_edge: defaultdict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    by_thing: defaultdict[str, set[Claim]] = defaultdict(set)
    for finding in users_of(store, RDF.type, NSEI.Finding):
        claim = _claim(store, finding)
        by_edge[claim.subject, claim.relation, claim.object].append(claim)
        for thing in _touched(store, finding):
            by_thing[thing].add(claim)
    return Claims(
        by_edge={edge: _sorted(found) for edge, found in by_edge.items()},
        by_thing={thing: frozenset(found) for thing, found in by_thing.items()},
    )


def _claim(store: Store, finding: NamedNode) -> Claim:
    sentences = sorted(
        links_of(store, finding, NSEI.evidence), key=lambda one: int(text_of(store, one, NSEI.sentenceStart) or 0)
    )
    numbers = (text_of(store, one, NSEI.referenceNumber) for one in links_of(store, finding, NSEI.supportedBy))
    bases = links_of(store, finding, NSEI.basis)
    return Claim(
        iri=finding.value,
        subject=links_of(store, finding, NSEI.subject)[0].value,
        relation=links_of(store, finding, NSEI.relation)[0].value,
        object=links_of(store, finding, NSEI.object)[0].value,
        text=text_of(store, finding, RDFS.label),
        basis=", ".join(text_of(store, one, RDFS.label) for one in bases),
        references=tuple(sorted(int(number) for number in numbers if number)),
        places=tuple(text_of(store, one, RDFS.label) for one in sentences),
    )


def _touched(store: Store, finding: NamedNode) -> Iterable[str]:
    for end in (NSEI.subject, NSEI.object):
        for thing in links_of(store, finding, end):
            yield thing.value
            yield from (one.value for one in links_of(store, thing, RDF.type))
    for relation in (NSEI.supportedBy, NSEI.creditedTo, NSEI.basis, NSEI.reportedIn):
        yield from (one.value for one in links_of(store, finding, relation))
    for sentence in links_of(store, finding, NSEI.evidence):
        yield sentence.value
        for relation in (NSEI.inFigure, NSEI.inSection):
            yield from (one.value for one in links_of(store, sentence, relation))


def _sorted(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda one: one.iri))
