"""A built graph that is not loaded but looked up on disk, and how a change of it comes into place whole."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pyoxigraph import Quad, Store

from naseikg.asking.store import Manifest, manifest_of, put_in_place, require_ours
from naseikg.errors import StoreError
from naseikg.writing.locks import turn_in

__all__ = ["ON_DISK_FROM", "Account", "change", "is_on_disk", "write_on_disk"]

#: From so many triples on, a graph is written for look-ups on disk: to load it would take each command over a second.
ON_DISK_FROM = 1_000_000
#: What the folder is called in which a writer works; who has the turn finds only what killed ones left behind.
_WORK = "graph-unfinished-"

T = TypeVar("T")


class Account:
    """What a manifest says of a set of quads, kept while quads come and go: their number by graph, and a digest.

    The digest is the sum of the digests of the quads, so it does not depend on their order, and a change of a few
    costs no look at the rest.

    >>> from pyoxigraph import NamedNode
    >>> one = Quad(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c"), NamedNode("urn:graph/asserted"))
    >>> account = Account()
    >>> account.add([one])
    >>> account.manifest(version="1").triples
    {'asserted': 1}
    """

    def __init__(self, start: Manifest | None = None) -> None:
        self._sum = int(start.sha256, 16) if start else 0
        self._counts = Counter(start.triples if start else {})

    def add(self, quads: Iterable[Quad]) -> None:
        """Takes quads in that the store did not hold, as the store gives them out."""
        self._change(quads, 1)

    def remove(self, quads: Iterable[Quad]) -> None:
        """Lets quads go that the store held."""
        self._change(quads, -1)

    def manifest(self, *, version: str, inputs: str = "") -> Manifest:
        """The manifest of the graph."""
        counts = {graph: count for graph, count in sorted(self._counts.items()) if count}
        return Manifest(version=version, triples=counts, sha256=f"{self._sum:064x}", inputs=inputs)

    def _change(self, quads: Iterable[Quad], sign: int) -> None:
        for quad in quads:
            own = int.from_bytes(hashlib.sha256(str(quad).encode()).digest(), "big")
            self._sum = (self._sum + sign * own) % 2**256
            self._counts[str(getattr(quad.graph_name, "value", "")).rpartition("/")[2]] += sign


def is_on_disk(folder: Path) -> bool:
    """Whether the built graph of a folder is looked up on disk.

    Raises:
        StoreError: there is no built graph.
    """
    return (folder / manifest_of(folder).store).is_dir()


def write_on_disk(quads: Iterable[Quad], folder: Path, *, version: str, inputs: str = "") -> Manifest:
    """Writes a built graph for look-ups on disk; what was there stays in place until the new one is whole.

    Raises:
        StoreError: the folder cannot be written, or holds something else than a built graph.
    """
    with _work(folder) as path:
        account = _filled(path, quads)
        manifest = account.manifest(version=version, inputs=inputs)
        _settle(path, folder / manifest.store)
        put_in_place(manifest, folder)
    return manifest


def _filled(path: Path, quads: Iterable[Quad]) -> Account:
    """Writes quads to a new store, which is closed when this returns, and accounts for them."""
    store = Store(path)
    store.bulk_extend(quads)
    store.optimize()
    account = Account()
    account.add(store)
    store.flush()
    return account


def change(folder: Path, work: Callable[[Store, Account], T]) -> T:
    """Has a copy of the graph on disk changed, with its account, and puts it in the place of the graph.

    The copy shares the files of the graph, which are never changed, so that it costs nothing. What ``work`` raises
    leaves the graph as it was. It must not keep the store: pyoxigraph closes one when nothing refers to it any more.

    Raises:
        StoreError: there is no graph on disk, or the folder cannot be written.
    """
    with _work(folder) as path:
        before = manifest_of(folder)
        _copy(folder / before.store, path)
        account = Account(before)
        outcome = _worked(path, account, work)
        manifest = account.manifest(version=before.version, inputs=before.inputs)
        if manifest.sha256 != before.sha256:
            _settle(path, folder / manifest.store)
            put_in_place(manifest, folder)
    return outcome


def _worked(path: Path, account: Account, work: Callable[[Store, Account], T]) -> T:
    store = Store(path)
    outcome = work(store, account)
    store.flush()
    return outcome


@contextmanager
def _work(folder: Path) -> Iterator[Path]:
    try:
        require_ours(folder)
        folder.mkdir(parents=True, exist_ok=True)
        with turn_in(folder):
            for left in folder.glob(f"{_WORK}*.store"):
                shutil.rmtree(left, ignore_errors=True)
            # A name of its own, as a store that a failed writer of this process still holds is locked by its name.
            path = folder / f"{_WORK}{secrets.token_hex(6)}.store"
            try:
                yield path
            finally:
                shutil.rmtree(path, ignore_errors=True)
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({error.strerror or error}); free space or give --out another folder"
        ) from error


def _copy(store: Path, path: Path) -> None:
    """A copy of a closed store: its tables are linked, as they never change; the few small files beside are copied."""
    path.mkdir()
    for file in store.iterdir():
        if file.suffix == ".sst":
            try:
                os.link(file, path / file.name)
                continue
            except OSError:
                pass  # a file system without links: the copy then costs what the graph has
        if file.name != "LOCK":
            shutil.copy2(file, path / file.name)


def _settle(path: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    path.rename(target)
