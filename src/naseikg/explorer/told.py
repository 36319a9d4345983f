"""Plain facts of a thing beside its links: where a work was published, what a test does not state, the signs of a unit."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from pyoxigraph import NamedNode

from naseikg.asking.prose import exponents
from naseikg.atlas import Atlas
from naseikg.vocabulary import BIBO, DCTERMS, NSEI, RDFS

__all__ = ["told_facts"]

#: Label, text, and the address that it leads to, or nothing.
Told = tuple[str, str, str]

#: Texts that are shown as they are, in this order; what a thing does not have is left out.
_TEXTS = (
    ("Title", DCTERMS.title),
    ("Authors", NSEI.authorList),
    ("Journal", NSEI.journal),
    ("Year", NSEI.year),
    ("Volume", BIBO.volume),
    ("Pages", BIBO.pages),
    ("Article", NSEI.articleNumber),
    ("Published by", DCTERMS.publisher),
    ("Posted on", DCTERMS.issued),
    ("Peer reviewed", NSEI.peerReview),
    ("Keyword", DCTERMS.subject),
    ("Affiliation", NSEI.affiliation),
    ("Funding", NSEI.funding),
    ("Statement", NSEI.statement),
    ("Printed otherwise", NSEI.printedSlip),
    ("Copyright year", NSEI.copyrightYear),
    ("Copyright as printed", NSEI.printedCopyrightHolder),
    ("Copyright meant", NSEI.copyrightHolder),
    ("Outcome", NSEI.outcome),
    ("Number of components", NSEI.componentCount),
    ("Symbol", NSEI.symbol),
    ("UCUM code", NSEI.ucumCode),
)
_DOI_BASIS = {
    "blank": "no DOI is known: looked for and not found",
    "derived-from-article-number": "derived from the article number by a rule of the publisher",
    "printed": "printed in the source",
    "seen": "seen in a bibliographic source",
}


def told_facts(atlas: Atlas, one: NamedNode) -> Iterator[Told]:
    """What is told of a thing or term in plain text, in the order in which a reader wants it."""
    for label, property in _TEXTS:
        for text in atlas.texts(one, property):
            yield label, exponents(text), ""
    if doi := atlas.text(one, BIBO.doi):
        yield "DOI", doi, f"https://doi.org/{quote(doi, safe='/():;,')}"
    if basis := atlas.text(one, NSEI.doiBasis):
        source = atlas.text(one, NSEI.doiSource)
        yield "DOI known by", f"{_DOI_BASIS.get(basis, basis)}{f' ({source})' if source else ''}", ""
    for licence in atlas.links(one, DCTERMS.license):
        yield "Licence", licence.value, licence.value
    for missing in atlas.links(one, NSEI.notStated):
        yield (
            atlas.label(missing).removesuffix(" applied").removesuffix(" reached").removesuffix(" used"),
            "not stated",
            "",
        )
    for words, property in (("Subjects", RDFS.domain), ("Objects", RDFS.range)):
        for limit in atlas.links(one, property):
            if limit in atlas.terms:
                yield words, atlas.label(limit), ""
