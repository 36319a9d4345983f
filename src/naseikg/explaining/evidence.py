"""What stands behind an asserted fact: the findings that state it, their references and sentences; or the curator's record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from naseikg.reasoning.ontology import Node
from naseikg.vocabulary import BIBO, GRAPH_ASSERTED, GRAPH_ONTOLOGY, NSEI, RDF, RDFS

if TYPE_CHECKING:
    from naseikg.reading.text import SourceText

__all__ = ["Evidence", "Reference", "Sentence", "Statement", "evidence_of"]

#: What is recorded to say what one finding says: the finding is evidence for all that is recorded of it.
_MEASURED = (NSEI.Quantity, NSEI.CyclingTest, NSEI.Comparison)
#: What is counted, and the relation whose findings are.
_COUNTED = {NSEI.componentCount: NSEI.hasComponent}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the source: its place, its characters, and with the source's text at hand the sentence itself."""

    iri: str
    place: str
    section: str
    paragraph: int | None
    sentence: int | None
    start: int
    end: int
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A work that the source cites."""

    iri: str
    number: int
    label: str
    doi: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A finding: what the source says, how it is known, whom it credits, what it cites, and where it says so."""

    iri: str
    claim: str
    basis: str
    credited: str | None
    references: tuple[Reference, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The evidence for an asserted fact.

    ``kind`` is ``finding`` when the findings state the fact, ``ontology`` when the ontology's authors do, ``mapping``
    when the links to other ontologies or their patterns do, else ``record``: the curator recorded it, and the findings or sentences, if any, are those that it was read from.
    ``others`` counts the findings about the fact's subject, none of which states it.
    """

    kind: str
    findings: tuple[Statement, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    others: int = 0


def evidence_of(store: Store, fact: Triple, *, text: SourceText | None = None) -> Evidence:
    """What stands behind an asserted fact; the text must be the one that the records were read from."""
    found = _Look(store, text)
    subject, link, value = fact.subject, fact.predicate, fact.object
    assert not isinstance(subject, Triple)
    assert not isinstance(value, Triple)
    if not any(True for _ in store.quads_for_pattern(subject, link, value, GRAPH_ASSERTED)):
        own = any(True for _ in store.quads_for_pattern(subject, link, value, GRAPH_ONTOLOGY))
        return Evidence(kind="ontology" if own else "mapping")
    stating = found.by(NSEI.object, value) & found.by(NSEI.subject, subject)
    if stated := {one for one in stating if link in found.links(one, NSEI.relation)}:
        return Evidence(kind="finding", findings=found.statements(stated))
    if link in _COUNTED:
        named = {one for one in found.by(NSEI.subject, subject) if _COUNTED[link] in found.links(one, NSEI.relation)}
        return Evidence(kind="record", findings=found.statements(named))
    kinds = found.links(subject, RDF.type)
    if NSEI.Finding in kinds:
        return Evidence(kind="record", findings=found.statements({subject}))
    if NSEI.Sentence in kinds:
        return Evidence(kind="record", sentences=found.sentences([subject]))
    if NSEI.CurationNote in kinds:
        return Evidence(kind="record", sentences=found.sentences(found.links(subject, NSEI.evidence)))
    if any(kind in kinds for kind in _MEASURED):
        return Evidence(kind="record", findings=found.statements(found.behind(subject)))
    return Evidence(kind="record", others=len(found.by(NSEI.object, subject) | found.by(NSEI.subject, subject)))


class _Look:
    """Looking things up in a store, and sentences in a text."""

    def __init__(self, store: Store, text: SourceText | None) -> None:
        self._store = store
        self._text = text

    def by(self, link: NamedNode, value: Node | Literal) -> set[Node]:
        """What has a value."""
        found = (quad.subject for quad in self._store.quads_for_pattern(None, link, value))
        return {one for one in found if isinstance(one, NamedNode)}

    def links(self, subject: Node, link: NamedNode) -> list[NamedNode]:
        """The things that a thing is linked to, sorted."""
        found = {quad.object for quad in self._store.quads_for_pattern(subject, link, None)}
        return sorted((one for one in found if isinstance(one, NamedNode)), key=str)

    def value(self, subject: Node, link: NamedNode) -> str | None:
        """The first literal that a thing has."""
        found = (quad.object for quad in self._store.quads_for_pattern(subject, link, None))
        return min((one.value for one in found if isinstance(one, Literal)), default=None)

    def behind(self, thing: Node) -> set[Node]:
        """The findings that brought a quantity, test or comparison in, be it as a part of another one."""
        if direct := self.by(NSEI.object, thing):
            return direct
        quads = self._store.quads_for_pattern(None, None, thing, GRAPH_ASSERTED)
        wholes = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
        return {one for whole in wholes for one in self.by(NSEI.object, whole)}

    def statements(self, findings: Iterable[Node]) -> tuple[Statement, ...]:
        """Findings in full, in the order of their places in the text."""
        made = (self._statement(one) for one in findings if isinstance(one, NamedNode))
        return tuple(sorted(made, key=lambda one: (min((place.start for place in one.sentences), default=0), one.iri)))

    def _statement(self, finding: NamedNode) -> Statement:
        groups = [self.value(one, RDFS.label) or one.value for one in self.links(finding, NSEI.creditedTo)]
        references = [self._reference(one) for one in self.links(finding, NSEI.supportedBy)]
        return Statement(
            iri=finding.value,
            claim=self.value(finding, RDFS.label) or "",
            basis=", ".join(self.value(one, RDFS.label) or "" for one in self.links(finding, NSEI.basis)),
            credited=", ".join(groups) or None,
            references=tuple(sorted(references, key=lambda one: one.number)),
            sentences=self.sentences(self.links(finding, NSEI.evidence)),
        )

    def _reference(self, reference: NamedNode) -> Reference:
        return Reference(
            iri=reference.value,
            number=self._number(reference, NSEI.referenceNumber) or 0,
            label=self.value(reference, RDFS.label) or "",
            doi=self.value(reference, BIBO.doi),
        )

    def sentences(self, sentences: Iterable[Node]) -> tuple[Sentence, ...]:
        """Sentences in full, in their order in the text."""
        made = (self._sentence(one) for one in sentences if not isinstance(one, BlankNode))
        return tuple(sorted(made, key=lambda one: one.start))

    def _sentence(self, sentence: NamedNode) -> Sentence:
        start, end = self._number(sentence, NSEI.sentenceStart) or 0, self._number(sentence, NSEI.sentenceEnd) or 0
        sections = [self.value(one, NSEI.sectionNumber) for one in self.links(sentence, NSEI.inSection)]
        return Sentence(
            iri=sentence.value,
            place=self.value(sentence, RDFS.label) or "",
            section=", ".join(filter(None, sections)),
            paragraph=self._number(sentence, NSEI.paragraphNumber),
            sentence=self._number(sentence, NSEI.sentenceNumber),
            start=start,
            end=end,
            text=" ".join(self._text.text[start:end].split()) if self._text else None,
        )

    def _number(self, subject: NamedNode, link: NamedNode) -> int | None:
        text = self.value(subject, link)
        return int(text) if text is not None else None
