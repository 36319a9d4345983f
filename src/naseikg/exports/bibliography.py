"""The works that the graph knows, as a bibliographer sees them: the source itself and the entries of its bibliography."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from naseikg.asking.values import text_of, texts_of, users_of
from naseikg.vocabulary import BIBO, DCTERMS, NSEI, RDF, local_name

__all__ = ["Author", "Work", "doi_iri", "works_of"]

#: What the records write as ``T_x`` in the formula of a MXene is an index.
_INDEX = re.compile(r"(?<=[A-Za-z])_([mnxy])(?![A-Za-z])")
_INDICES = dict(zip("mnxy", "ₘₙₓᵧ", strict=True))
_UNSAFE_IN_IRI = re.compile(r"""[^A-Za-z0-9._~:/!$&'()*+,;=@-]""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """An author by the two parts of the name; a name without a comma is all family name."""

    family: str
    given: str = ""

    @property
    def name(self) -> str:
        """Both parts, family name first."""
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One work: what the records say of it, as text; what they do not say is empty.

    The key is the slug of the thing, such as ``shi-2023-71``, which is never renamed. Only an entry of a bibliography
    has a number. What is printed otherwise is listed in ``printed``, as in ``journal: Small.``.
    """

    key: str
    iri: NamedNode
    authors: tuple[Author, ...]
    title: str
    year: str
    doi: str
    number: str = ""
    journal: str = ""
    volume: str = ""
    pages: str = ""
    article_number: str = ""
    doi_basis: str = ""
    doi_source: str = ""
    printed: tuple[str, ...] = ()
    publisher: str = ""
    issued: str = ""
    keywords: tuple[str, ...] = ()
    licence: str = ""
    reviewed: str = ""

    @property
    def in_journal(self) -> bool:
        """Whether it is an article of a journal, and not one that stands by itself."""
        return bool(self.journal)

    @property
    def typeset_title(self) -> str:
        """Its title with every index as a letter of Unicode: ``Ti₃C₂Tₓ`` for ``Ti₃C₂T_x``."""
        return _INDEX.sub(lambda match: _INDICES[match[1]], self.title)

    @property
    def place(self) -> str:
        """Its pages, or else its article number, which styles print in the same place."""
        return self.pages or self.article_number

    @property
    def url(self) -> str:
        """Where its DOI leads; empty when it has none."""
        return doi_iri(self.doi).value if self.doi else ""

    @property
    def citation(self) -> str:
        """One line that finds the work, in the manner of the American Chemical Society."""
        authors = "; ".join(one.name for one in self.authors)
        printed = ", ".join(filter(None, (f"{self.journal or self.publisher} {self.year}", self.volume, self.place)))
        return f"{authors}{'' if authors.endswith('.') else '.'} {self.title.rstrip('.')}. {printed}.{self.url and ' '}{self.url}"


def works_of(store: Store) -> tuple[Work, ...]:
    """The sources, then the entries of their bibliographies, by source and number."""
    sources = users_of(store, RDF.type, NSEI.Review)
    references = users_of(store, RDF.type, NSEI.Reference)
    works = [_work(store, one) for one in references]
    works.sort(key=lambda one: (one.key.removesuffix(one.number), int(one.number)))
    return (*(_work(store, one) for one in sources), *works)


def doi_iri(doi: str) -> NamedNode:
    """The address of a DOI, with what an IRI cannot hold escaped.

    >>> doi_iri("10.1016/s0378-7753(97)02519-9").value
    'https://doi.org/10.1016/s0378-7753(97)02519-9'
    """
    escaped = _UNSAFE_IN_IRI.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), doi)
    return NamedNode(f"https://doi.org/{escaped}")


def _work(store: Store, thing: NamedNode) -> Work:
    def text(property: NamedNode) -> str:
        return text_of(store, thing, property)

    licences = store.quads_for_pattern(thing, DCTERMS.license, None)
    return Work(
        key=local_name(thing),
        iri=thing,
        authors=_authors(text(NSEI.authorList)),
        title=text(DCTERMS.title),
        year=text(NSEI.year),
        doi=text(BIBO.doi),
        number=text(NSEI.referenceNumber),
        journal=text(NSEI.journal),
        volume=text(BIBO.volume),
        pages=text(BIBO.pages),
        article_number=text(NSEI.articleNumber),
        doi_basis=text(NSEI.doiBasis),
        doi_source=text(NSEI.doiSource),
        printed=tuple(texts_of(store, thing, NSEI.printedSlip)),
        publisher=text(DCTERMS.publisher),
        issued=text(DCTERMS.issued),
        keywords=tuple(texts_of(store, thing, DCTERMS.subject)),
        licence=next((one.object.value for one in licences if isinstance(one.object, NamedNode)), ""),
        reviewed=text(NSEI.peerReview),
    )


def _authors(listed: str) -> tuple[Author, ...]:
    """The authors of a list ``Hwang, J. -Y.; Myung, S. -T.``; the source prints a space before a hyphen, others do not."""
    parts: Sequence[tuple[str, str, str]] = [one.partition(", ") for one in listed.split("; ") if one]
    return tuple(Author(family=family, given=given.replace(" -", "-")) for family, _, given in parts)
