"""The built graph: N-Quads on disk with a manifest, pyoxigraph in memory."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, Triple

from naseikg.errors import StoreError
from naseikg.vocabulary import GRAPH_ASSERTED, GRAPH_INFERRED, GRAPH_MAPPINGS, GRAPH_ONTOLOGY

__all__ = [
    "Manifest",
    "load_store",
    "manifest_of",
    "quads_of",
    "remember_inputs",
    "store_of",
    "without_inferred",
    "write_store",
]

_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a built graph is: the version of its ontology, its size graph by graph, its digest, and that of its inputs."""

    version: str
    triples: Mapping[str, int]
    sha256: str
    inputs: str = ""

    @property
    def file(self) -> str:
        """The name of the file that holds the graph."""
        return f"graph-{self.sha256[:12]}.nq"


def quads_of(
    *,
    ontology: Iterable[Triple],
    asserted: Iterable[Triple],
    inferred: Iterable[Triple],
    mappings: Iterable[Triple] = (),
) -> tuple[Quad, ...]:
    """The quads of a build, each part in its graph, sorted.

    The ontology's blank nodes are renumbered in the order of the file, so that equal input gives equal bytes.
    """
    parts: dict[NamedNode, Iterable[Triple]] = {
        GRAPH_ASSERTED: asserted,
        GRAPH_INFERRED: inferred,
        GRAPH_MAPPINGS: mappings,
        GRAPH_ONTOLOGY: _renumbered(ontology),
    }
    return tuple(
        Quad(one.subject, one.predicate, one.object, graph)
        for graph, triples in parts.items()
        for one in sorted(triples, key=str)
    )


def store_of(quads: Iterable[Quad]) -> Store:
    """A store in memory that holds the quads."""
    store = Store()
    store.bulk_extend(quads)
    return store


def without_inferred(store: Store) -> Store:
    """A copy of a store that holds the ontology and what the records say, and nothing that follows from them.

    What the mappings add goes too: most of it follows from facts that were inferred.
    """
    return store_of(quad for quad in store if quad.graph_name not in (GRAPH_INFERRED, GRAPH_MAPPINGS))


def write_store(quads: Sequence[Quad], folder: Path, *, version: str) -> Manifest:
    """Writes a built graph; what was there stays in place until the new one is whole.

    The graph goes to a file named by its digest; then the manifest, which names that file, is renamed into
    place. So a reader finds the old graph or the new one, never half of either.

    Raises:
        StoreError: the folder cannot be written, or holds something else than a built graph.
    """
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _MANIFEST).exists():
        raise StoreError(f"{folder}: holds files that are no built graph; give --out another folder")
    content = "".join(f"{quad} .\n" for quad in quads).encode()
    sha256 = hashlib.sha256(content).hexdigest()
    counts = Counter(str(getattr(quad.graph_name, "value", "")).rpartition("/")[2] for quad in quads)
    manifest = Manifest(version=version, triples=dict(sorted(counts.items())), sha256=sha256)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / manifest.file, content)
        _write_manifest(manifest, folder)
        for old in folder.glob("graph-*.nq"):
            if old.name != manifest.file:
                old.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({error.strerror}); free space or give --out another folder"
        ) from error
    return manifest


def manifest_of(folder: Path) -> Manifest:
    """The manifest of a built graph.

    Raises:
        StoreError: there is none, or it cannot be read.
    """
    try:
        found = json.loads((folder / _MANIFEST).read_text())
        manifest = Manifest(**found)
    except FileNotFoundError as error:
        raise StoreError(f"{folder}: holds no built graph; run 'naseikg build'") from error
    except (OSError, TypeError, ValueError) as error:
        raise StoreError(f"{folder / _MANIFEST}: is damaged; run 'naseikg build' again") from error
    texts = (manifest.version, manifest.sha256, manifest.inputs)
    if not (all(isinstance(one, str) for one in texts) and isinstance(manifest.triples, dict)):
        raise StoreError(f"{folder / _MANIFEST}: is damaged; run 'naseikg build' again")
    return manifest


def remember_inputs(folder: Path, inputs: str) -> None:
    """Adds to a built graph the digest of what it was built from; see `freshness.digest_of`.

    Raises:
        StoreError: there is no built graph, or its manifest cannot be written.
    """
    manifest = replace(manifest_of(folder), inputs=inputs)
    try:
        _write_manifest(manifest, folder)
    except OSError as error:
        raise StoreError(f"{folder / _MANIFEST}: cannot be written ({error.strerror}); free space") from error


def load_store(folder: Path) -> Store:
    """The built graph of a folder, in memory.

    Raises:
        StoreError: there is none, or its bytes are not those that were written.
    """
    manifest = manifest_of(folder)
    try:
        content = (folder / manifest.file).read_bytes()
    except OSError as error:
        raise StoreError(f"{folder / manifest.file}: cannot be read; run 'naseikg build' again") from error
    if hashlib.sha256(content).hexdigest() != manifest.sha256:
        raise StoreError(
            f"{folder / manifest.file}: is damaged (its digest is not the written one); run 'naseikg build' again"
        )
    store = Store()
    # The digest says that these are the bytes that were written, so each IRI need not be looked at again: half the time.
    store.load(input=content, format=RdfFormat.N_QUADS, lenient=True)
    return store


def _write_manifest(manifest: Manifest, folder: Path) -> None:
    told = {name: value for name, value in asdict(manifest).items() if value != ""}
    _write(folder / _MANIFEST, (json.dumps(told, indent=2) + "\n").encode())


def _write(path: Path, content: bytes) -> None:
    """Writes beside and renames, so that the file is whole whenever it is there."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as beside:
        try:
            beside.write(content)
            beside.flush()
            os.fsync(beside.fileno())
            os.chmod(beside.name, 0o644)
            os.replace(beside.name, path)
        except BaseException:
            Path(beside.name).unlink(missing_ok=True)
            raise


def _renumbered(triples: Iterable[Triple]) -> Iterator[Triple]:
    names: dict[str, BlankNode] = {}

    def renamed(node: object) -> Any:  # a node of a triple, of the same kind as it came
        if isinstance(node, BlankNode):
            return names.setdefault(node.value, BlankNode(f"b{len(names):04}"))
        return node

    for one in triples:
        yield Triple(renamed(one.subject), one.predicate, renamed(one.object))
