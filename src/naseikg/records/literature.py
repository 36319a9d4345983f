"""Records of a source and what is read from it: bibliography, sentences, figures, findings, curation notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from naseikg.records.codecs import ENGLISH, IRI, PROPERTY, TEXT, WHOLE, YES, Authors, Link, Many
from naseikg.records.fields import ThingId, maps_to
from naseikg.records.things import Record, Thing, Things
from naseikg.vocabulary import BIBO, DCTERMS, NSEI, RDFS, XSD

__all__ = [
    "Figure",
    "Finding",
    "Note",
    "Reference",
    "SectionRecord",
    "SentenceRecord",
    "SourceRecord",
    "Unclaimed",
]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reference(Record):
    """An entry of the bibliography, corrected, with what was printed otherwise."""

    file = "references"
    kind = "reference"
    root = NSEI.Reference
    scoped = True
    sorted_by_id = False

    authors: tuple[str, ...] = maps_to(NSEI.authorList, Authors())
    title: str = maps_to(DCTERMS.title, ENGLISH)
    journal: str = maps_to(NSEI.journal, TEXT)
    year: int = maps_to(NSEI.year, WHOLE)
    volume: str | None = maps_to(BIBO.volume, TEXT, default=None)
    pages: str | None = maps_to(BIBO.pages, TEXT, default=None)
    article_number: str | None = maps_to(NSEI.articleNumber, TEXT, default=None)
    doi: str | None = maps_to(BIBO.doi, TEXT, default=None)
    doi_basis: str = maps_to(NSEI.doiBasis, TEXT)
    doi_source: str | None = maps_to(NSEI.doiSource, TEXT, default=None)
    printed: tuple[str, ...] = maps_to(NSEI.printedSlip, Many(TEXT), default=())

    @property
    def number(self) -> int:
        """The number in the bibliography, by which the source cites it; it is the record's id."""
        return int(self.name)

    def problems(self) -> Iterator[tuple[str, str]]:
        """The id is the number in the bibliography."""
        if "id" not in self.unread and not self.name.isdigit():
            yield "id", f"{self.name!r} is no reference number; use the number in the bibliography as id"

    def triples(self) -> Iterator[Triple]:
        """With its number, and a label made of number, first author, journal and year."""
        yield from Record.triples(self)
        first = self.authors[0].split(",")[0] + (" et al." if len(self.authors) > 1 else "")
        label = f"[{self.number}] {first}, {self.journal} {self.year}"
        yield Triple(self.id.iri, NSEI.referenceNumber, Literal(str(self.number), datatype=XSD.integer))
        yield Triple(self.id.iri, RDFS.label, Literal(label, language="en"))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SourceRecord(Thing):
    """A curated source itself, and the text its spans count in."""

    file = "source"
    kind = "source"
    root = NSEI.Source

    title: str = maps_to(DCTERMS.title, ENGLISH)
    authors: tuple[str, ...] = maps_to(NSEI.authorList, Authors())
    affiliations: tuple[str, ...] = maps_to(NSEI.affiliation, Many(TEXT), default=())
    equal_contribution: tuple[str, ...] = maps_to(NSEI.equalContribution, Many(TEXT), default=())
    corresponding: str | None = maps_to(NSEI.correspondingAuthor, TEXT, default=None)
    year: int = maps_to(NSEI.year, WHOLE)
    posted: str | None = maps_to(DCTERMS.issued, TEXT, default=None)
    publisher: str | None = maps_to(DCTERMS.publisher, TEXT, default=None)
    peer_reviewed: str | None = maps_to(NSEI.peerReview, TEXT, default=None)
    doi: str | None = maps_to(BIBO.doi, TEXT, default=None)
    licence: str | None = maps_to(DCTERMS.license, IRI, default=None)
    keywords: tuple[str, ...] = maps_to(DCTERMS.subject, Many(ENGLISH), default=())
    funding: tuple[str, ...] = maps_to(NSEI.funding, Many(TEXT), default=())
    statements: tuple[str, ...] = maps_to(NSEI.statement, Many(TEXT), default=())
    text_digest: str = maps_to(NSEI.textDigest, TEXT)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SectionRecord(Thing):
    """A section of the source."""

    file = "sections"
    kind = "section"
    root = NSEI.Section
    scoped = True
    sorted_by_id = False

    number: str | None = maps_to(NSEI.sectionNumber, TEXT, default=None)
    part_of: ThingId | None = maps_to(NSEI.partOf, Link(), default=None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SentenceRecord(Record):
    """A sentence of the source by its place; `naseikg index` writes these from the text."""

    file = "sentences"
    kind = "sentence"
    root = NSEI.Sentence
    scoped = True
    sorted_by_id = False

    section: ThingId = maps_to(NSEI.inSection, Link("section"))
    figure: ThingId | None = maps_to(NSEI.inFigure, Link("figure"), default=None)
    paragraph: int = maps_to(NSEI.paragraphNumber, WHOLE)
    sentence: int = maps_to(NSEI.sentenceNumber, WHOLE)
    start: int = maps_to(NSEI.sentenceStart, WHOLE)
    end: int = maps_to(NSEI.sentenceEnd, WHOLE)
    cites: Things = maps_to(NSEI.citesReference, Many(Link("reference")), default=())
    cites_in_range: Things = maps_to(NSEI.citesInRange, Many(Link("reference")), default=())

    def triples(self) -> Iterator[Triple]:
        """With a label that says where the sentence stands."""
        yield from Record.triples(self)
        if self.figure:
            where = f"caption of Figure {self.figure.name.removeprefix('fig')}"
        else:
            where = f"section {self.section.name}, paragraph {self.paragraph}"
        label = f"{where}, sentence {self.sentence}".replace("section abstract, paragraph 1", "abstract")
        yield Triple(self.id.iri, RDFS.label, Literal(label, language="en"))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure(Thing):
    """A figure, or a panel of one: what it shows and whose work it is."""

    file = "figures"
    kind = "figure"
    root = NSEI.Illustration
    scoped = True
    sorted_by_id = False

    number: int | None = maps_to(NSEI.figureNumber, WHOLE, default=None)
    section: ThingId | None = maps_to(NSEI.inSection, Link("section"), default=None)
    part_of: ThingId | None = maps_to(NSEI.partOf, Link("figure"), default=None)
    panel: str | None = maps_to(NSEI.panelLetter, TEXT, default=None)
    reference: ThingId | None = maps_to(NSEI.adaptedFrom, Link("reference"), default=None)
    copyright_year: int | None = maps_to(NSEI.copyrightYear, WHOLE, default=None)
    copyright_holder: str | None = maps_to(NSEI.printedCopyrightHolder, TEXT, default=None)
    holder: str | None = maps_to(NSEI.copyrightHolder, TEXT, default=None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Finding(Record):
    """One claim of a source: a subject, a relation, an object, and the evidence for it."""

    file = "findings"
    kind = "finding"
    root = NSEI.Finding
    scoped = True

    subject: ThingId = maps_to(NSEI.subject, Link())
    relation: NamedNode = maps_to(NSEI.relation, PROPERTY)
    object: ThingId = maps_to(NSEI.object, Link())
    claim: str = maps_to(RDFS.label, ENGLISH)
    basis: ThingId = maps_to(NSEI.basis, Link("basis"))
    sentences: Things = maps_to(NSEI.evidence, Many(Link("sentence")))
    references: Things = maps_to(NSEI.supportedBy, Many(Link("reference")), default=())
    reference_basis: str | None = maps_to(NSEI.referenceBasis, TEXT, default=None)
    credited: ThingId | None = maps_to(NSEI.creditedTo, Link("group"), default=None)
    year: int | None = maps_to(NSEI.reportedYear, WHOLE, default=None)
    metal: str | None = maps_to(NSEI.concernsMetal, TEXT, default=None)
    uncited: bool | None = maps_to(NSEI.uncited, YES, default=None)

    def problems(self) -> Iterator[tuple[str, str]]:
        """References, or a plain word that there are none; metals other than sodium are two."""
        if self.unread.isdisjoint({"references", "uncited"}) and bool(self.references) == bool(self.uncited):
            yield "id", "needs references, or 'uncited: true' when none can be assigned; not both"
        if self.metal not in (None, "lithium", "potassium"):
            yield "metal", f"{self.metal!r} is unknown; write lithium or potassium, or leave it out for sodium"

    def triples(self) -> Iterator[Triple]:
        """With the plain edge beside the finding, so that simple queries need no detour."""
        yield from Record.triples(self)
        yield Triple(self.subject.iri, self.relation, self.object.iri)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unclaimed(Record):
    """A sentence that carries no finding, with the reason."""

    file = "unclaimed"
    kind = "sentence"
    root = NSEI.Sentence
    scoped = True
    extends = SentenceRecord

    reason: str = maps_to(NSEI.withoutClaim, TEXT)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Note(Thing):
    """An anomaly of the source with both places and the reading chosen."""

    file = "notes"
    kind = "note"
    root = NSEI.CurationNote
    scoped = True

    sentences: Things = maps_to(NSEI.evidence, Many(Link("sentence")), default=())
    references: Things = maps_to(NSEI.concerns, Many(Link("reference")), default=())
    concerns: Things = maps_to(NSEI.concerns, Many(Link()), default=())
    problem: str = maps_to(NSEI.problem, TEXT)
    reading: str = maps_to(NSEI.reading, TEXT)

    def problems(self) -> Iterator[tuple[str, str]]:
        """A note points somewhere."""
        unread = self.unread & {"sentences", "references", "concerns"}
        if not (self.sentences or self.references or self.concerns or unread):
            yield "id", "points nowhere; give sentences, references or concerns"
