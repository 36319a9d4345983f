"""The whole graph in one file, for other tools: RDF, networks, tables. The suffix says which."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Quad,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from naseikg.errors import StoreError, UnknownNameError
from naseikg.exports.cardinalities import restored
from naseikg.exports.jsonld import write_json_ld
from naseikg.exports.turtle import write_trig, write_turtle
from naseikg.exports.written import Written, write_whole
from naseikg.vocabulary import PREFIXES, RDF

__all__ = ["SUFFIXES", "Exported", "export", "export_all"]

if TYPE_CHECKING:
    import networkx

Content = tuple[bytes, str]


def export(store: Store, file: Path) -> Written:
    """Writes the graph to a file in the format of its suffix, and says how much: ``graph.ttl: 41234 triples``.

    The triple formats hold the union of all graphs; ``.nq`` and ``.trig`` keep the graphs apart. Equal graphs give
    equal bytes. A file that was there stays in place until the new one is whole.

    Raises:
        UnknownNameError: the suffix is none of `SUFFIXES`.
        StoreError: the file cannot be written.
    """
    return export_all(store, [file])[0]


def export_all(store: Store, files: Iterable[Path]) -> tuple[Written, ...]:
    """As `export` for each file; what several formats need is worked out once."""
    prepared = Exported(store=store)
    return tuple(_exported(prepared, file) for file in files)


@dataclass(frozen=True, kw_only=True, eq=False)
class Exported:
    """A store in the forms from which files are written, each made when it is first asked for."""

    store: Store

    @cached_property
    def quads(self) -> list[Quad]:
        """Everything in a fixed order; a loaded store gives blank nodes random names, so they are named by what they say."""
        dataset = Dataset(map(restored, self.store))
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        return sorted(dataset, key=lambda quad: (str(quad.graph_name), str(quad.triple)))

    @cached_property
    def triples(self) -> list[Triple]:
        """The union of all graphs, in a fixed order."""
        return sorted({quad.triple for quad in self.quads}, key=str)

    @cached_property
    def network(self) -> networkx.MultiDiGraph[str]:
        """The claims as a network."""
        from naseikg.exports.network import network_of

        return network_of(self.store)


def _exported(prepared: Exported, file: Path) -> Written:
    suffix = next((one for one in SUFFIXES if file.name.lower().endswith(one)), None)
    if suffix is None:
        raise UnknownNameError(f"format (of {', '.join(SUFFIXES)})", file.suffix or file.name, SUFFIXES)
    content, size = _FORMATS[suffix](prepared)
    try:
        write_whole(file, content)
    except OSError as error:
        raise StoreError(
            f"{file}: cannot be written ({error.strerror}); give a file in a folder that exists and is yours to write"
        ) from error
    return Written(file, size)


def _as_triples(write: Callable[[list[Triple]], bytes]) -> Callable[[Exported], Content]:
    def written(prepared: Exported) -> Content:
        triples = prepared.triples
        return write(triples), f"{len(triples)} triples"

    return written


def _as_quads(write: Callable[[list[Quad]], bytes]) -> Callable[[Exported], Content]:
    def written(prepared: Exported) -> Content:
        quads = prepared.quads
        return write(quads), f"{len(quads)} quads"

    return written


def _rdf_xml(triples: list[Triple]) -> bytes:
    """With the namespaces in the order of their names, which the serializer shuffles.

    IRIs stand in full: below a base, those of other hosts begin with ``//``, which owlready2 reads as another IRI.
    A subject begins with its types: the OWL API knows an annotation of the ontology only after it knows the ontology.
    """
    by_subject = sorted(triples, key=lambda one: (str(one.subject), one.predicate != RDF.type, str(one)))
    written = serialize(by_subject, format=RdfFormat.RDF_XML, prefixes=PREFIXES)
    assert written is not None

    def in_order(root: re.Match[bytes]) -> bytes:
        return b"<rdf:RDF" + b"".join(f"\n\t{one}".encode() for one in sorted(root[1].decode().split())) + b">"

    return re.sub(rb"<rdf:RDF([^>]*)>", in_order, written, count=1)


def _lines(statements: Iterable[Triple] | Iterable[Quad], format: RdfFormat) -> bytes:
    written = serialize(statements, format=format)
    assert written is not None
    return written


def _graphml(prepared: Exported) -> Content:
    from naseikg.exports.network import write_graphml

    network = prepared.network
    return write_graphml(network), f"{len(network.nodes)} nodes, {len(network.edges)} edges"


def _gexf(prepared: Exported) -> Content:
    from naseikg.exports.network import write_gexf

    network = prepared.network
    return write_gexf(network), f"{len(network.nodes)} nodes, {len(network.edges)} edges"


def _csv_zip(prepared: Exported) -> Content:
    from naseikg.exports.tables import tables_of, write_tables

    tables = tables_of(prepared.store)
    return write_tables(tables), f"{len(tables)} tables, {sum(len(table.rows) for table in tables)} rows"


_FORMATS: Mapping[str, Callable[[Exported], Content]] = {
    ".ttl": _as_triples(lambda triples: write_turtle(triples).encode()),
    ".rdf": _as_triples(_rdf_xml),
    ".jsonld": _as_triples(lambda triples: write_json_ld(triples).encode()),
    ".nt": _as_triples(lambda triples: _lines(triples, RdfFormat.N_TRIPLES)),
    ".nq": _as_quads(lambda quads: _lines(quads, RdfFormat.N_QUADS)),
    ".trig": _as_quads(lambda quads: write_trig(quads).encode()),
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".csv.zip": _csv_zip,
}

#: The suffixes that `export` knows; each stands for a format.
SUFFIXES = tuple(_FORMATS)
