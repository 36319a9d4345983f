"""The files that are offered of the whole graph: their names, their media types, and what each is for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["MEDIA_TYPES", "Offer", "offers_of"]

#: The media type of a file by the last part of its name.
MEDIA_TYPES: Mapping[str, str] = {
    ".bib": "application/x-bibtex",
    ".csv": "text/csv",
    ".gexf": "application/gexf+xml",
    ".graphml": "application/graphml+xml",
    ".html": "text/html",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
    ".rq": "application/sparql-query",
    ".trig": "application/trig",
    ".tsv": "text/tab-separated-values",
    ".ttl": "text/turtle",
    ".txt": "text/plain",
    ".zip": "application/zip",
}

#: The stem of the file's name, its title, and for whom it is.
_KNOWN: Mapping[str, tuple[str, str, str]] = {
    ".ttl": ("graph", "Turtle", "RDF for people and for most tools: ontology, facts and inferred facts together."),
    ".rdf": ("graph", "RDF/XML", "RDF for Protégé and other OWL tools."),
    ".jsonld": ("graph", "JSON-LD", "RDF for web developers."),
    ".nt": ("graph", "N-Triples", "RDF line by line: ontology, facts and inferred facts together."),
    ".nq": ("graph", "N-Quads", "RDF with the asserted, the inferred and the ontology graph kept apart."),
    ".trig": ("graph", "TriG", "RDF for people, with the graphs kept apart."),
    ".graphml": ("graph", "GraphML", "The network for yEd, Cytoscape, networkx and igraph."),
    ".gexf": ("graph", "GEXF", "The network for Gephi."),
    ".csv.zip": ("tables", "CSV tables", "Tidy tables for a spreadsheet, pandas or R."),
    ".bib": ("references", "BibTeX", "The references for LaTeX and reference managers."),
    ".csl.json": ("references", "CSL-JSON", "The references for Zotero, Pandoc and other citation tools."),
    ".cito.ttl": ("citations", "Citations", "Who is cited for which claim and why, in terms of CiTO."),
    ".nanopubs.trig": ("findings", "Nanopublications", "Each finding alone, with its provenance."),
    ".battinfo.jsonld": ("cells", "BattINFO JSON-LD", "Cells and cycling tests in terms of BattINFO."),
    ".qudt.ttl": ("quantities", "QUDT", "The quantities in terms of QUDT."),
    ".dcat.ttl": ("dataset", "Description of the data set", "DCAT and VoID: who, what, how much, which files."),
    ".crate.zip": (
        "naseikg",
        "RO-Crate",
        "Data, ontology, shapes and questions with answers in one described package.",
    ),
}
#: The formats that hold the whole graph as RDF.
_WHOLE = frozenset({".ttl", ".rdf", ".jsonld", ".nt", ".nq", ".trig"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A file that anyone can take away; ``whole`` when it holds the whole graph as RDF."""

    suffix: str
    name: str
    title: str
    description: str
    media_type: str
    whole: bool


def offers_of(suffixes: Iterable[str]) -> tuple[Offer, ...]:
    """The files of the formats that `export` knows, in their order; a format without a word of ours has its suffix as title.

    >>> [(one.name, one.media_type) for one in offers_of([".ttl", ".csv.zip"])]
    [('graph.ttl', 'text/turtle'), ('tables.csv.zip', 'application/zip')]
    """
    return tuple(_offer(one) for one in suffixes)


def _offer(suffix: str) -> Offer:
    last = f".{suffix.rpartition('.')[2]}"
    stem, title, description = _KNOWN.get(suffix, ("graph", suffix.lstrip("."), ""))
    return Offer(
        suffix=suffix,
        name=f"{stem}{suffix}",
        title=title,
        description=description,
        media_type=MEDIA_TYPES.get(last, "application/octet-stream"),
        whole=suffix in _WHOLE,
    )
