"""The built graph: N-Quads on disk with a manifest, pyoxigraph in memory."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, Triple

from naseikg.errors import StoreError
from naseikg.vocabulary import GRAPH_ASSERTED, GRAPH_INFERRED, GRAPH_MAPPINGS, GRAPH_ONTOLOGY
from naseikg.writing.locks import TURN, turn_in
from naseikg.writing.whole import clear_leftovers, is_leftover, write_whole

__all__ = [
    "Manifest",
    "load_store",
    "manifest_of",
    "put_in_place",
    "quads_of",
    "require_ours",
    "store_of",
    "without_inferred",
    "write_store",
]

_MANIFEST = "manifest.json"
_GRAPH = re.compile(r"graph-(?:[0-9a-f]{12}|unfinished-[0-9a-f]{12})\.(?:nq|store)")
_DIGEST = re.compile(r"[0-9a-f]{64}")
#: A manifest has a few hundred bytes; more than this is none.
_LONGEST_MANIFEST = 1_000_000


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

    @property
    def store(self) -> str:
        """The name of the folder that holds the graph instead where it is looked up on disk; see `ondisk`."""
        return f"graph-{self.sha256[:12]}.store"


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


def write_store(quads: Sequence[Quad], folder: Path, *, version: str, inputs: str = "") -> Manifest:
    """Writes a built graph; what was there stays in place until the new one is whole.

    The graph goes to a file named by its digest; then the manifest, which names that file, is renamed into
    place. So a reader finds the old graph or the new one, never half of either, however this process ends. Writers
    of the same folder take turns. ``inputs`` is the digest of what it was built from; see `freshness.digest_of`.

    Raises:
        StoreError: the folder cannot be written, or holds something else than a built graph.
    """
    content = "".join(f"{quad} .\n" for quad in quads).encode()
    sha256 = hashlib.sha256(content).hexdigest()
    counts = Counter(str(getattr(quad.graph_name, "value", "")).rpartition("/")[2] for quad in quads)
    manifest = Manifest(version=version, triples=dict(sorted(counts.items())), sha256=sha256, inputs=inputs)
    try:
        require_ours(folder)
        folder.mkdir(parents=True, exist_ok=True)
        with turn_in(folder):
            clear_leftovers(folder)
            write_whole(folder / manifest.file, content)
            put_in_place(manifest, folder)
    except StoreError:
        raise
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({error.strerror}); free space or give --out another folder"
        ) from error
    return manifest


def put_in_place(manifest: Manifest, folder: Path) -> None:
    """Makes a graph that is whole in a folder the one that is read, and deletes those before it.

    Of the graphs on disk the last but one stays for those who still read it, until the next is written.

    Raises:
        OSError: the folder cannot be written.
    """
    try:
        before = manifest_of(folder).store
    except StoreError:
        before = ""
    write_whole(folder / _MANIFEST, _written(manifest))
    for old in folder.iterdir():
        if _GRAPH.fullmatch(old.name) and old.name not in (manifest.file, manifest.store, before):
            if old.is_dir():
                shutil.rmtree(old, ignore_errors=True)
            else:
                old.unlink(missing_ok=True)


def manifest_of(folder: Path) -> Manifest:
    """The manifest of a built graph.

    Raises:
        StoreError: there is none, it cannot be read, or it is not as it was written.
    """
    path = folder / _MANIFEST
    damaged = f"{path}: is damaged; run 'naseikg build' again"
    try:
        with path.open("rb") as file:
            content = file.read(_LONGEST_MANIFEST + 1)
    except FileNotFoundError as error:
        raise StoreError(f"{folder}: holds no built graph; run 'naseikg build'") from error
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be read ({error.strerror}); give a folder that 'naseikg build' wrote"
        ) from error
    if len(content) > _LONGEST_MANIFEST:
        raise StoreError(damaged)
    try:
        found = json.loads(content)
        digest = found.pop("digest")
        manifest = Manifest(**found)
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise StoreError(damaged) from error
    if digest != _digest_of(found) or not _DIGEST.fullmatch(str(manifest.sha256)):
        raise StoreError(damaged)
    return manifest


def load_store(folder: Path) -> Store:
    """The built graph of a folder: in memory, or a large one as it was when it was opened, on disk.

    Raises:
        StoreError: there is none, or its bytes are not those that were written.
    """
    manifest = manifest_of(folder)
    while True:
        try:
            if (folder / manifest.store).is_dir():
                return _opened(folder / manifest.store)
            content = _content(folder / manifest.file, manifest.sha256)
            break
        except StoreError:
            # A build may have put a new graph in place between the two looks.
            before, manifest = manifest, manifest_of(folder)
            if manifest == before:
                raise
    store = Store()
    # The digest says that these are the bytes that were written, so each IRI need not be looked at again: half the time.
    store.load(input=content, format=RdfFormat.N_QUADS, lenient=True)
    return store


def _opened(path: Path) -> Store:
    """The graph on disk, to be read only."""
    try:
        return Store.read_only(str(path))
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"{path}: is damaged or no store; run 'naseikg build --on-disk' again") from error


def _content(path: Path, sha256: str) -> bytes:
    """The bytes of a graph, when they are those of the digest."""
    try:
        content = path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror}); run 'naseikg build' again") from error
    if content is None:
        raise StoreError(f"{path}: is missing or no file; run 'naseikg build' again")
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StoreError(f"{path}: is damaged (its digest is not the written one); run 'naseikg build' again")
    return content


def require_ours(folder: Path) -> None:
    """Refuses a folder that holds something else; what a killed build left is ours.

    Raises:
        StoreError: it does.
    """
    if not folder.is_dir() or (folder / _MANIFEST).exists():
        return
    if any(not (_GRAPH.fullmatch(name) or is_leftover(name) or name == TURN) for name in os.listdir(folder)):
        raise StoreError(f"{folder}: holds files that are no built graph; give --out another folder")


def _written(manifest: Manifest) -> bytes:
    told = {name: value for name, value in asdict(manifest).items() if value != ""}
    return (json.dumps({**told, "digest": _digest_of(told)}, indent=2) + "\n").encode()


def _digest_of(told: object) -> str:
    """A digest of what a manifest says, so that a slip in any of it is seen."""
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _renumbered(triples: Iterable[Triple]) -> Iterator[Triple]:
    names: dict[str, BlankNode] = {}

    def renamed(node: object) -> Any:  # a node of a triple, of the same kind as it came
        if isinstance(node, BlankNode):
            return names.setdefault(node.value, BlankNode(f"b{len(names):04}"))
        return node

    for one in triples:
        yield Triple(renamed(one.subject), one.predicate, renamed(one.object))
