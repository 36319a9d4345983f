"""The whole graph in one file, for other tools: RDF, networks, tables. The suffix says which."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

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
from naseikg.jsonld import write_json_ld
from naseikg.turtle import write_trig, write_turtle
from naseikg.vocabulary import BASE, PREFIXES

__all__ = ["SUFFIXES", "export"]

Content = tuple[bytes, str]


def export(store: Store, file: Path) -> str:
    """Writes the graph to a file in the format of its suffix, and says how much: ``graph.ttl: 41234 triples``.

    The triple formats hold the union of all graphs; ``.nq`` and ``.trig`` keep the graphs apart. Equal graphs give
    equal bytes. A file that was there stays in place until the new one is whole.

    Raises:
        UnknownNameError: the suffix is none of `SUFFIXES`.
        StoreError: the file cannot be written.
    """
    suffix = next((one for one in SUFFIXES if file.name.lower().endswith(one)), None)
    if suffix is None:
        raise UnknownNameError(f"format (of {', '.join(SUFFIXES)})", file.suffix or file.name, SUFFIXES)
    content, size = _FORMATS[suffix](store)
    try:
        _write(file, content)
    except OSError as error:
        raise StoreError(
            f"{file}: cannot be written ({error.strerror}); give a file in a folder that exists and is yours to write"
        ) from error
    return f"{file}: {size}"


def _quads(store: Store) -> list[Quad]:
    """Everything in a fixed order; a loaded store gives blank nodes random names, so they are named by what they say."""
    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(dataset, key=lambda quad: (str(quad.graph_name), str(quad.triple)))


def _triples(store: Store) -> list[Triple]:
    return sorted({quad.triple for quad in _quads(store)}, key=str)


def _as_triples(write: Callable[[list[Triple]], bytes]) -> Callable[[Store], Content]:
    def written(store: Store) -> Content:
        triples = _triples(store)
        return write(triples), f"{len(triples)} triples"

    return written


def _as_quads(write: Callable[[list[Quad]], bytes]) -> Callable[[Store], Content]:
    def written(store: Store) -> Content:
        quads = _quads(store)
        return write(quads), f"{len(quads)} quads"

    return written


def _rdf_xml(triples: list[Triple]) -> bytes:
    """With the namespaces in the order of their names, which the serializer shuffles."""
    written = serialize(triples, format=RdfFormat.RDF_XML, prefixes=PREFIXES, base_iri=BASE)
    assert written is not None

    def in_order(root: re.Match[bytes]) -> bytes:
        return b"<rdf:RDF" + b"".join(f"\n\t{one}".encode() for one in sorted(root[1].decode().split())) + b">"

    return re.sub(rb"<rdf:RDF([^>]*)>", in_order, written, count=1)


def _lines(statements: Iterable[Triple] | Iterable[Quad], format: RdfFormat) -> bytes:
    written = serialize(statements, format=format)
    assert written is not None
    return written


def _graphml(store: Store) -> Content:
    from naseikg.network import network_of, write_graphml

    network = network_of(store)
    return write_graphml(network), f"{len(network.nodes)} nodes, {len(network.edges)} edges"


def _gexf(store: Store) -> Content:
    from naseikg.network import network_of, write_gexf

    network = network_of(store)
    return write_gexf(network), f"{len(network.nodes)} nodes, {len(network.edges)} edges"


def _csv_zip(store: Store) -> Content:
    from naseikg.tables import tables_of, write_tables

    tables = tables_of(store)
    return write_tables(tables), f"{len(tables)} tables, {sum(len(table.rows) for table in tables)} rows"


_FORMATS: Mapping[str, Callable[[Store], Content]] = {
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


def _write(file: Path, content: bytes) -> None:
    """Writes beside and renames, so that the file is whole whenever it is there."""
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}-", delete=False) as beside:
        try:
            beside.write(content)
            beside.flush()
            os.chmod(beside.name, 0o644)
            os.replace(beside.name, file)
        except BaseException:
            Path(beside.name).unlink(missing_ok=True)
            raise
