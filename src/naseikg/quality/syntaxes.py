"""Whether an ontology is the same in every syntax: written by one library, read by another, compared."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple, parse, serialize

__all__ = ["SYNTAXES", "faulty_syntaxes"]

#: The syntaxes an ontology is published in, each with its name in rdflib.
SYNTAXES = {
    "Turtle": (RdfFormat.TURTLE, "turtle"),
    "RDF/XML": (RdfFormat.RDF_XML, "xml"),
    "N-Triples": (RdfFormat.N_TRIPLES, "nt"),
    "JSON-LD": (RdfFormat.JSON_LD, "json-ld"),
}


def faulty_syntaxes(triples: Iterable[Triple]) -> Iterator[tuple[str, str]]:
    """Each syntax in which another library does not read the same triples, with what went wrong.

    >>> from pyoxigraph import Literal, NamedNode
    >>> one = NamedNode("https://w3id.org/naseikg/ontology#One")
    >>> list(faulty_syntaxes([Triple(one, one, Literal("text"))]))
    []
    """
    known = tuple(triples)
    expected = _canonical(known)
    for name, (format, other) in SYNTAXES.items():
        try:
            read = _read_by_rdflib(serialize(known, format=format) or b"", other)
        except Exception as error:  # each parser of rdflib has errors of its own, with no class in common
            yield name, f"cannot be read: {' '.join(str(error).split())}"
            continue
        if (found := _canonical(read)) != expected:
            yield name, f"reads as other triples, {len(found)} for {len(expected)}"


def _read_by_rdflib(content: bytes, format: str) -> list[Triple]:
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    with warnings.catch_warnings():
        # The JSON-LD reader of rdflib warns of its own use of a class.
        warnings.simplefilter("ignore", DeprecationWarning)
        graph.parse(data=content, format=format)
    return [quad.triple for quad in parse(graph.serialize(format="nt").encode(), format=RdfFormat.N_TRIPLES)]


def _canonical(triples: Iterable[Triple]) -> Dataset:
    """The triples with blank nodes named by their place, so that equal graphs are equal."""
    dataset = Dataset(Quad(*one) for one in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return dataset
