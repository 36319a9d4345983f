"""The citations with their intents, and the works they lead to, in the terms of CiTO, FaBiO and BIBO: a file to load alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from naseikg.asking.values import links_of, text_of, users_of
from naseikg.exports.bibliography import Work, works_of
from naseikg.exports.turtle import prefix_lines, statements
from naseikg.linking.targets import LINK_PREFIXES
from naseikg.vocabulary import BIBO, CITO, DCTERMS, GRAPH_MAPPINGS, NSEI, PROV, RDF, RDFS, XSD, Namespace

__all__ = ["citations_of", "description_of", "write_citations"]

_DC = Namespace("http://purl.org/dc/elements/1.1/")
_FABIO = Namespace(LINK_PREFIXES["fabio"])
_PRISM = Namespace("http://prismstandard.org/namespaces/basic/2.0/")
_PREFIXES = {
    "bibo": BIBO.iri,
    "cito": CITO.iri,
    "dc": _DC.iri,
    "dcterms": DCTERMS.iri,
    "fabio": _FABIO.iri,
    "nsei": NSEI.iri,
    "prism": _PRISM.iri,
    "prov": PROV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "xsd": XSD.iri,
}


def citations_of(store: Store) -> tuple[Triple, ...]:
    """All citations of a store, the claims that cite, and every work of the bibliography, cited or not.

    The citations are those that the pattern ``cito-intent`` of the mappings adds to a graph: by findings and sources.
    That a single sentence cites, which also follows from the mappings, is left out, as a sentence has no intent.
    """
    found = dict[Triple, None]()
    for work in works_of(store):
        found.update(dict.fromkeys(description_of(work)))
    citations = users_of(store, RDF.type, CITO.Citation, graph=GRAPH_MAPPINGS)
    for citing in (*users_of(store, RDF.type, NSEI.Finding), *users_of(store, RDF.type, NSEI.Review), *citations):
        told = [one.triple for one in store.quads_for_pattern(citing, None, None) if _of_cito(one)]
        found.update(dict.fromkeys(told))
        if told:
            found.update(dict.fromkeys(_claim(store, citing)))
    return tuple(found)


def write_citations(triples: Iterable[Triple]) -> str:
    """The triples as Turtle; the first lines say what the file is, whose, and under which licence."""
    head = (
        "# Citations of a review on artificial interphases for sodium metal anodes, with their intents (CiTO),\n"
        "# and its bibliography (FaBiO, BIBO). From https://w3id.org/naseikg/ under CC BY 4.0.\n"
    )
    return f"{head}{prefix_lines(_PREFIXES)}\n{statements(triples, _PREFIXES)}"


def description_of(work: Work) -> Iterator[Triple]:
    """What a library says of a work; where FaBiO and BIBO each have a term of their own, both."""

    def said(property: NamedNode, text: str, datatype: NamedNode = XSD.string) -> Iterator[Triple]:
        if text:
            yield Triple(work.iri, property, Literal(text, datatype=datatype))

    classes = [_FABIO.JournalArticle, BIBO.AcademicArticle] if work.in_journal else [_FABIO.Preprint, BIBO.Article]
    for one in classes if work.number else [*classes, _FABIO.ReviewArticle]:
        yield Triple(work.iri, RDF.type, one)
    yield Triple(work.iri, DCTERMS.title, Literal(work.title, language="en"))
    yield from said(DCTERMS.bibliographicCitation, work.citation)
    for author in work.authors:
        yield from said(_DC.creator, author.name)
    yield from said(_FABIO.hasPublicationYear, work.year, XSD.gYear)
    yield from said(_PRISM.publicationName, work.journal)
    yield from said(DCTERMS.publisher, work.publisher)
    yield from said(_FABIO.hasElectronicArticleIdentifier, work.article_number)
    for property in (BIBO.volume, _PRISM.volume):
        yield from said(property, work.volume)
    for property in (BIBO.pages, _PRISM.pageRange):
        yield from said(property, work.pages)
    for property in (BIBO.doi, _PRISM.doi):
        yield from said(property, work.doi)
    yield from said(_FABIO.hasURL, work.url, XSD.anyURI)
    yield from said(NSEI.referenceNumber, work.number, XSD.integer)
    yield from said(NSEI.doiBasis, work.doi_basis)
    if work.licence:
        yield Triple(work.iri, DCTERMS.license, NamedNode(work.licence))


def _of_cito(quad: Quad) -> bool:
    return quad.predicate.value.startswith(CITO.iri) or (quad.predicate == RDF.type and quad.object == CITO.Citation)


def _claim(store: Store, citing: NamedNode) -> Iterator[Triple]:
    """What a finding says and where it comes from, so that the file tells it without the graph."""
    for source in links_of(store, citing, NSEI.reportedIn):
        yield Triple(citing, RDF.type, NSEI.Finding)
        yield Triple(citing, RDFS.label, Literal(text_of(store, citing, RDFS.label), language="en"))
        yield Triple(citing, PROV.wasDerivedFrom, source)
