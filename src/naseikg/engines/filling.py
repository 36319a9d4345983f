"""Filling a server with the built graph: in chunks, each with a mark in the same update, so that a stopped run goes on.

The marks lie in a graph of their own. They hold the digest of what is loaded: of another graph, or another size of
chunk, nothing is taken over. Graphs with blank nodes are replaced whole, as blank nodes of two requests are never the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import quote, urlsplit

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions

from naseikg.asking.ondisk import is_on_disk
from naseikg.asking.store import load_store, manifest_of
from naseikg.engines.address import Access, parts_of
from naseikg.engines.connection import Connection
from naseikg.engines.endpoint import Endpoint
from naseikg.engines.remote import GRAPHS, RemoteStore
from naseikg.errors import StoreError
from naseikg.vocabulary import BASE, DCTERMS, GRAPH_ONTOLOGY

__all__ = ["MARKS", "Loaded", "Target", "load_graph", "target_of"]

#: The graph that says how far a server is loaded.
MARKS = NamedNode(f"{BASE}graph/loading")
#: Triples an update; Virtuoso refuses texts of more than about 2,000.
_CHUNK = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The addresses of one server: for queries, for updates, and for whole graphs."""

    query: str
    update: str
    graph_store: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a server holds now, and how much of it was there from a run before."""

    address: str
    triples: int
    kept: int

    def __str__(self) -> str:
        if self.kept == self.triples:
            return f"{self.address}: holds this graph already, {self.triples:,} triples"
        before = f", {self.kept:,} of them by a run before" if self.kept else ""
        return f"{self.address}: {self.triples:,} triples loaded{before}"


def target_of(query: str, access: Access, *, update: str | None = None, graph_store: str | None = None) -> Target:
    """The addresses of a server, those that are not given as Oxigraph and Virtuoso have them.

    Raises:
        StoreError: an address is none or cannot be guessed, or the server cannot be asked.
    """
    for address in (query, update, graph_store):
        if address is not None:
            parts_of(address)
    if update is None or graph_store is None:
        split = urlsplit(query)
        stem, _, last = split.path.rpartition("/")
        names = ("", "")
        if last == "query":
            names = ("update", "store")
        elif last == "sparql" and Endpoint(query, access, ()).server().startswith("Virtuoso"):
            names = ("sparql-auth", "sparql-graph-crud-auth")
        if not all(names):
            raise StoreError(
                f"{query}: its addresses for writing cannot be guessed; give --update URL and --graph-store URL"
            )
        guesses = [split._replace(path=f"{stem}/{name}", query="").geturl() for name in names]
        update, graph_store = update or guesses[0], graph_store or guesses[1]
    return Target(query=query, update=update, graph_store=graph_store)


def load_graph(
    folder: Path,
    target: Target,
    access: Access,
    *,
    anew: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Loaded:
    """Makes a server hold the built graph of a folder; ``progress`` is told the triples done, and of how many.

    Raises:
        StoreError: there is no built graph, or the server cannot be asked, refuses to be written, or holds other triples
            in the end.
    """
    manifest = manifest_of(folder)
    total = sum(manifest.triples.values())
    server = _Server(target, access)
    digest = f"{manifest.sha256} by {_CHUNK}"
    done = -1 if anew else server.done(digest)
    if done < 0:
        server.begin(digest)
    kept = count = 0
    for number, part in enumerate(_parts(folder)):
        count += len(part)
        if number <= done:
            kept = count
            continue
        if any(isinstance(node, BlankNode) for quad in part for node in (quad.subject, quad.object)):
            server.put(part, number)
        else:
            server.insert(part, number)
        if progress is not None:
            progress(count, total)
    for graph in GRAPHS:
        there, here = server.size_of(graph), manifest.triples.get(graph.value.rpartition("/")[2], 0)
        if there != here:
            raise StoreError(
                f"{target.query}: <{graph.value}> has {there:,} triples there and {here:,} here; look whether something"
                " else writes there, and load it again with --anew"
            )
    return Loaded(address=target.query, triples=total, kept=kept)


class _Server:
    """The server as it is written."""

    def __init__(self, target: Target, access: Access) -> None:
        self._target = target
        self._queries = Endpoint(target.query, access, ())
        self._sizes = RemoteStore(target.query, access)
        self._updates = Connection(target.update, access)
        self._graphs = Connection(target.graph_store, access)

    def done(self, digest: str) -> int:
        """The last part of this graph that is there; -1 when none is, or parts of another."""
        answer = self._queries.rows(
            f"SELECT (MAX(?part) AS ?last) WHERE {{ GRAPH {MARKS} {{ {MARKS} {DCTERMS.identifier} {Literal(digest)} ;"
            f" {DCTERMS.hasPart} ?part }} }}"
        )
        assert isinstance(answer, QuerySolutions)
        last = next(iter(answer), (None,))[0]
        return int(last.value) if isinstance(last, Literal) else -1

    def begin(self, digest: str) -> None:
        """Removes what is stale, the marks first, and says what comes."""
        for graph in (MARKS, *GRAPHS):
            self._update(f"CLEAR SILENT GRAPH {graph}")
        self._update(f"INSERT DATA {{ GRAPH {MARKS} {{ {MARKS} {DCTERMS.identifier} {Literal(digest)} }} }}")

    def insert(self, part: Sequence[Quad], number: int) -> None:
        """Adds a part, with its mark."""
        triples = "\n".join(f"{one.subject} {one.predicate} {one.object} ." for one in part)
        self._update(f"INSERT DATA {{ GRAPH {part[0].graph_name} {{\n{triples}\n}} {_mark(number)} }}")

    def put(self, part: Sequence[Quad], number: int) -> None:
        """Replaces a graph, and marks it afterwards: to do it twice does no harm."""
        graph = part[0].graph_name
        assert isinstance(graph, NamedNode)
        address = self._target.graph_store
        address += f"{'&' if '?' in address else '?'}graph={quote(graph.value, safe='')}"
        triples = "".join(f"{one.subject} {one.predicate} {one.object} .\n" for one in part)
        self._write(self._graphs, "PUT", address, "application/n-triples", triples)
        self._update(f"INSERT DATA {{ {_mark(number)} }}")

    def size_of(self, graph: NamedNode) -> int:
        """How many triples a graph has there."""
        return self._sizes.size_of(graph)

    def _update(self, update: str) -> None:
        self._write(self._updates, "POST", self._target.update, "application/sparql-update", update)

    def _write(self, connection: Connection, method: str, address: str, media_type: str, content: str) -> None:
        headers = {"Content-Type": media_type, "Accept": "*/*"}
        reply = connection.send(method, address, headers=headers, body=content.encode())
        if not 200 <= reply.status < 300:
            said = f": {reply.words}" if reply.words else ""
            raise StoreError(
                f"{address}: refuses to be written (HTTP {reply.status}){said}; look at the address and the rights"
                " of the user"
            )


def _mark(number: int) -> str:
    return f"GRAPH {MARKS} {{ {MARKS} {DCTERMS.hasPart} {number} }}"


def _parts(folder: Path) -> Iterator[Sequence[Quad]]:
    """The parts of a built graph, always the same: the ontology whole, of the other graphs so many triples each."""
    store = load_store(folder)
    ontology = list(store.quads_for_pattern(None, None, None, GRAPH_ONTOLOGY))
    if ontology:
        yield sorted(ontology, key=str)
    for graph in GRAPHS:
        if graph == GRAPH_ONTOLOGY:
            continue
        quads: Iterator[Quad] = store.quads_for_pattern(None, None, None, graph)
        # In memory they come in any order; a large graph on disk keeps one, and is not taken into memory.
        quads = quads if is_on_disk(folder) else iter(sorted(quads, key=str))
        while part := list(islice(quads, _CHUNK)):
            yield part
