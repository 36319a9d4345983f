"""The graph of a server in the place of a store: what is looked up is asked for and kept; who walks all gets a copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
)

from naseikg.asking.store import store_of
from naseikg.engines.address import Access, access_of
from naseikg.engines.endpoint import Endpoint, gives_triples
from naseikg.errors import StoreError
from naseikg.vocabulary import GRAPH_ASSERTED, GRAPH_INFERRED, GRAPH_MAPPINGS, GRAPH_ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["GRAPHS", "RemoteStore", "fetched_store", "open_store"]

#: The graphs of ours that a server is asked for; what else it holds is left alone.
GRAPHS = (GRAPH_ASSERTED, GRAPH_INFERRED, GRAPH_MAPPINGS, GRAPH_ONTOLOGY)

#: After so many look-ups a copy of the whole graph comes cheaper, unless it has more triples than is fetched unasked.
_LOOKUPS = 1_000
_FETCHED = 300_000
#: The largest graph that is copied at all, for those who walk it.
_COPIED = 5_000_000
#: So many quads of look-ups are kept.
_KEPT = 500_000

_Subject = NamedNode | BlankNode
_Object = NamedNode | BlankNode | Literal
_Pattern = tuple[_Subject | None, NamedNode | None, _Object | None, NamedNode | None]


class RemoteStore:
    """The part of `pyoxigraph.Store` that readers use, over a SPARQL 1.1 endpoint.

    The ontology, which has blank nodes and of which much is asked, is fetched whole at its first use; the other graphs
    too, for who walks all of one, or has looked up more than ``lookups`` patterns. What was fetched is taken not to
    change. Any method raises StoreError where the server cannot be asked, and QueryError where it refuses a query.
    """

    def __init__(
        self,
        address: str,
        access: Access,
        graphs: Sequence[NamedNode] = GRAPHS,
        *,
        lookups: int = _LOOKUPS,
        copied: int = _COPIED,
    ) -> None:
        self.address = address
        self.graphs = tuple(graphs)
        self._access = access
        self._endpoint = Endpoint(address, access, self.graphs)
        self._plain = Endpoint(address, access, ())
        self._ontology: Store | None = None
        self._copy: Store | None = None
        self._found: dict[_Pattern, list[Quad]] = {}
        self._kept = 0
        self._left = lookups
        self._copied = copied

    def narrowed(self, graphs: Sequence[NamedNode]) -> RemoteStore:
        """The same server, with some of the graphs only."""
        return RemoteStore(self.address, self._access, graphs)

    def query(
        self, query: str, *, use_default_graph_as_union: bool = True, prefixes: Mapping[str, str] | None = None
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """The answer of the server over the union of our graphs, which is what every query here is asked over."""
        if self._copy is not None:
            return self._copy.query(query, use_default_graph_as_union=True, prefixes=dict(prefixes or {}))
        if not gives_triples(query):
            return self._endpoint.rows(query)
        # The triples of an answer are of a type that only a query gives.
        answer = store_of(Quad(one.subject, one.predicate, one.object) for one in self._endpoint.triples(query)).query(
            "CONSTRUCT WHERE { ?s ?p ?o }"
        )
        assert isinstance(answer, QueryTriples)
        return answer

    def quads_for_pattern(
        self,
        subject: _Subject | None,
        predicate: NamedNode | None,
        object: _Object | None,
        graph_name: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """The quads that fit, as of a store; the pattern with nothing bound fetches the rest only once its first is taken."""
        yield from self._fitting((subject, predicate, object, graph_name))

    def contains_named_graph(self, graph_name: NamedNode) -> bool:
        """Whether one of our graphs has anything in it."""
        return next(self.quads_for_pattern(None, None, None, graph_name), None) is not None

    def named_graphs(self) -> Iterator[NamedNode]:
        """Those of our graphs that have anything in them."""
        return (graph for graph in self.graphs if self.contains_named_graph(graph))

    def copy(self) -> Store:
        """A store in memory with our graphs, fetched once."""
        return self._whole()

    def size_of(self, graph: NamedNode) -> int:
        """How many triples a graph has."""
        answer = self._plain.rows(f"SELECT (COUNT(*) AS ?count) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
        assert isinstance(answer, QuerySolutions)
        count = next(answer)[0]
        assert isinstance(count, Literal)
        return int(count.value)

    def __iter__(self) -> Iterator[Quad]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._copy) if self._copy is not None else sum(map(self.size_of, self.graphs))

    def __bool__(self) -> bool:
        return True

    def __contains__(self, quad: Quad) -> bool:
        graph = quad.graph_name
        if not isinstance(graph, NamedNode) or isinstance(quad.subject, Triple) or isinstance(quad.object, Triple):
            return False
        return any(True for _ in self.quads_for_pattern(quad.subject, quad.predicate, quad.object, graph))

    def _fitting(self, pattern: _Pattern) -> Iterator[Quad]:
        subject, predicate, object, graph = pattern
        if graph is not None and graph not in self.graphs:
            return
        if self._copy is not None:
            yield from self._copy.quads_for_pattern(subject, predicate, object, graph)
            return
        if GRAPH_ONTOLOGY in self.graphs and graph in (None, GRAPH_ONTOLOGY):
            yield from self._of_ontology().quads_for_pattern(subject, predicate, object, GRAPH_ONTOLOGY)
        others = [one for one in self.graphs if one != GRAPH_ONTOLOGY and graph in (None, one)]
        # A blank node is known by its name inside the ontology only.
        if not others or isinstance(subject, BlankNode) or isinstance(object, BlankNode):
            return
        if pattern not in self._found:
            if subject is predicate is object is None:
                if (first := self._first(others)) is None:
                    return
                yield first
                yield from (
                    one
                    for name in others
                    for one in self._whole().quads_for_pattern(None, None, None, name)
                    if one != first
                )
                return
            self._left -= 1
            if self._left == 0 and len(self) <= min(_FETCHED, self._copied):
                yield from (
                    one for name in others for one in self._whole().quads_for_pattern(subject, predicate, object, name)
                )
                return
            self._keep(pattern, self._asked(pattern, others))
        yield from self._found[pattern]

    def _keep(self, pattern: _Pattern, quads: list[Quad]) -> None:
        if self._kept > _KEPT:
            self._found.clear()
            self._kept = 0
        self._found[pattern] = quads
        self._kept += len(quads) + 1

    def _asked(self, pattern: _Pattern, graphs: Sequence[NamedNode], *, limit: str = "") -> list[Quad]:
        given = dict(zip("spo", pattern[:3], strict=True))
        triple = " ".join(f"?{name}" if one is None else str(one) for name, one in given.items())
        parts = " UNION ".join(f"{{ GRAPH {one} {{ {triple} }} BIND({one} AS ?g) }}" for one in graphs)
        answer = self._plain.rows(f"SELECT * WHERE {{ {parts} }}{limit}")
        assert isinstance(answer, QuerySolutions)
        columns = [one.value for one in answer.variables]
        rows = ({**given, **dict(zip(columns, row, strict=True))} for row in answer)
        return [
            Quad(
                cast("_Subject", row["s"]),
                cast("NamedNode", row["p"]),
                cast("_Object", row["o"]),
                cast("NamedNode", row["g"]),
            )
            for row in rows
        ]

    def _first(self, graphs: Sequence[NamedNode]) -> Quad | None:
        for graph in graphs:
            if found := self._asked((None, None, None, graph), [graph], limit=" LIMIT 1"):
                return found[0]
        return None

    def _of_ontology(self) -> Store:
        if self._ontology is None:
            self._ontology = store_of(self._quads(GRAPH_ONTOLOGY))
        return self._ontology

    def _whole(self) -> Store:
        """A copy of our graphs, fetched once.

        Raises:
            StoreError: there are too many triples, or fewer come than there are.
        """
        if self._copy is None:
            size = len(self)
            if size > self._copied:
                raise StoreError(
                    f"{self.address}: this walks the whole graph, and {size:,} triples are more than are fetched"
                    f" ({self._copied:,}); run it where the graph was built, without --store"
                )
            others = [one for one in self.graphs if one != GRAPH_ONTOLOGY]
            copy = store_of(quad for graph in others for quad in self._quads(graph))
            if GRAPH_ONTOLOGY in self.graphs:
                copy.extend(self._of_ontology())  # whose blank nodes may be known by their names already
            self._copy = copy
            self._found.clear()
        return self._copy

    def _quads(self, graph: NamedNode) -> list[Quad]:
        """All of a graph.

        Raises:
            StoreError: fewer come than there are.
        """
        triples = self._plain.triples(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
        size = self.size_of(graph)
        if len(triples) != size:
            raise StoreError(
                f"{self.address}: gives {len(triples):,} triples of <{graph.value}>, which has {size:,};"
                " raise its limits for results, and look whether something else is writing there"
            )
        return [Quad(one.subject, one.predicate, one.object, graph) for one in triples]


def fetched_store(address: str) -> Store:
    """A copy of the graph of a server, for who walks all of it.

    Raises:
        StoreError: the server cannot be asked, or has more triples than are fetched.
    """
    return RemoteStore(address, access_of()).copy()


def open_store(address: str) -> Store:
    """The graph of a server, for every function that reads a store; nothing is asked yet.

    Functions here take a `pyoxigraph.Store`, which cannot be derived from; `RemoteStore` has what they use of it.

    Raises:
        StoreError: it is no address of a server, or the environment says something strange.
    """
    return cast("Store", RemoteStore(address, access_of()))
