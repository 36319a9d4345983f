"""The bridge to one world as an OWL file of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import Triple

from naseikg.errors import StoreError, UnknownNameError
from naseikg.exports.rdfxml import write_rdf_xml
from naseikg.exports.turtle import write_turtle
from naseikg.exports.written import Written
from naseikg.linking.bridge import WORLDS_WITH_BRIDGE, bridge_ontology
from naseikg.linking.sssom import Link
from naseikg.reasoning.ontology import Ontology
from naseikg.writing.whole import write_whole

__all__ = ["write_bridge"]

_FORMATS = (".ttl", ".rdf", ".owl", ".nt")


def write_bridge(links: Sequence[Link], ontology: Ontology, world: str, file: Path) -> Written:
    """Writes the bridge of a world, and says how much: ``bridge.ttl: 512 triples``.

    Raises:
        UnknownNameError: there is no such world, or the suffix is none of .ttl, .rdf, .owl (which is RDF/XML too) and .nt.
        StoreError: the file cannot be written.
    """
    worlds = {one.lower(): one for one in WORLDS_WITH_BRIDGE}
    if world.lower() not in worlds:
        raise UnknownNameError(f"world (of {', '.join(WORLDS_WITH_BRIDGE)})", world, WORLDS_WITH_BRIDGE)
    if file.suffix not in _FORMATS:
        raise UnknownNameError(f"format (of {', '.join(_FORMATS)})", file.suffix or file.name, _FORMATS)
    triples = bridge_ontology(links, ontology, worlds[world.lower()])
    content = _written(triples, file.suffix)
    try:
        write_whole(file, content)
    except OSError as error:
        raise StoreError(
            f"{file}: cannot be written ({error.strerror}); give a file in a folder that exists, has space and is yours to write"
        ) from error
    return Written(file, f"{len(triples)} triples")


def _written(triples: Sequence[Triple], suffix: str) -> bytes:
    if suffix == ".ttl":
        return write_turtle(triples).encode()
    if suffix == ".nt":
        return "".join(sorted(f"{one} .\n" for one in triples)).encode()
    return write_rdf_xml(triples)
