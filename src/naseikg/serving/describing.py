"""The server about itself: its Service Description (SPARQL 1.1), and its data set in terms of VoID and DCAT."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple, serialize

from naseikg.vocabulary import BASE, DCTERMS, PREFIXES, RDF, RDFS, VOID, XSD, Namespace, local_name

if TYPE_CHECKING:
    from naseikg.serving.limits import Limits
    from naseikg.serving.writer import AnswerWriter

__all__ = ["describe_dataset", "describe_service"]

_SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
    "N-Quads",
    "TriG",
)
_PREFIXES = PREFIXES | {"dcat": "http://www.w3.org/ns/dcat#", "sd": _SD.iri, "void": VOID.iri}


def describe_service(
    store: Store, limits: Limits, writer: AnswerWriter, *, address: str, sizes: dict[str, int], graph: str, shown: str
) -> None:
    """Describes the endpoint at an address; ``sizes`` are the triples of each graph by its name, as far as known.

    ``graph`` is the media type to write, ``shown`` the one to call it.
    """
    _write(writer, _service(store, address, sizes), graph, shown)


def describe_dataset(store: Store, limits: Limits, writer: AnswerWriter, *, address: str, graph: str) -> None:
    """Describes the graph: who made it from what, how much there is of each class and property, and where to ask it."""
    # Only workers that are asked for it import what counts.
    from naseikg.exports.about import DATASET
    from naseikg.exports.dataset import description_of_dataset

    described = description_of_dataset(store, ())
    _write(writer, (*described, Triple(DATASET, VOID.sparqlEndpoint, NamedNode(address))), graph, graph)


def _service(store: Store, address: str, sizes: dict[str, int]) -> Iterator[Triple]:
    service, dataset, union = (NamedNode(f"{address}#{one}") for one in ("service", "dataset", "union"))
    yield from (
        Triple(service, RDF.type, _SD.Service),
        Triple(service, RDFS.label, Literal("SPARQL endpoint of naseikg, read only", language="en")),
        Triple(service, _SD.endpoint, NamedNode(address)),
        Triple(service, _SD.supportedLanguage, _SD.SPARQL11Query),
        Triple(service, _SD.feature, _SD.UnionDefaultGraph),
        Triple(service, RDFS.seeAlso, NamedNode(f"{address.rpartition('/')[0]}/void")),
    )
    for format in _FORMATS:
        yield Triple(service, _SD.resultFormat, NamedNode(f"http://www.w3.org/ns/formats/{format}"))
    yield from (
        Triple(service, _SD.defaultDataset, dataset),
        Triple(dataset, RDF.type, _SD.Dataset),
        Triple(dataset, _SD.defaultGraph, union),
        Triple(union, RDF.type, _SD.Graph),
        Triple(union, DCTERMS.description, Literal("All graphs together, each triple once.", language="en")),
    )
    for name in sorted(str(one.value) for one in store.named_graphs() if isinstance(one, NamedNode)):
        local = local_name(NamedNode(name))
        named, content = NamedNode(f"{address}#named-{local}"), NamedNode(f"{address}#graph-{local}")
        yield from (
            Triple(dataset, _SD.namedGraph, named),
            Triple(named, RDF.type, _SD.NamedGraph),
            Triple(named, _SD.name, NamedNode(name)),
            Triple(named, _SD.graph, content),
            Triple(content, RDF.type, _SD.Graph),
        )
        if name == f"{BASE}graph/{local}" and local in sizes:
            yield Triple(content, VOID.triples, Literal(str(sizes[local]), datatype=XSD.integer))


def _write(writer: AnswerWriter, triples: Iterator[Triple] | tuple[Triple, ...], graph: str, shown: str) -> None:
    format = RdfFormat.from_media_type(graph)
    assert format is not None
    writer.begin(shown)
    writer.write(serialize(triples, format=format, prefixes=_PREFIXES) or b"")
