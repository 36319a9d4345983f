"""What a worker does for a client: each job by its name, with the store and a place to write the answer to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING, cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from naseikg.asking.answers import PREFIXES_OF_QUERIES, explained, require_inside
from naseikg.errors import NaseikgError, QueryError
from naseikg.serving.cells import csv_writer
from naseikg.serving.clauses import graphs_of
from naseikg.serving.describing import describe_dataset, describe_service
from naseikg.serving.rows import row_counter
from naseikg.serving.writer import AnswerWriter
from naseikg.vocabulary import BASE

if TYPE_CHECKING:
    from naseikg.serving.limits import Limits

__all__ = ["JOBS", "Job", "RefusedError", "answer_sparql"]


class RefusedError(NaseikgError):
    """A job that is not done, or not to its end, with the HTTP status that says of which kind the reason is."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


Job = Callable[..., None]

_SERVICE = (("SERVICE", "ask each store alone and join the answers"),)
#: What XML cannot hold, not even escaped.
_UNWRITABLE = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


def answer_sparql(
    store: Store,
    limits: Limits,
    writer: AnswerWriter,
    *,
    query: str,
    default_graphs: tuple[str, ...] = (),
    named_graphs: tuple[str, ...] = (),
    results: str = "application/sparql-results+json",
    graph: str = "text/turtle",
    base: str = BASE,
) -> None:
    """Answers a SPARQL query.

    ``results`` is the media type for rows, ``graph`` that for triples; empty where the client takes none of that kind.
    The graphs of the request come before those of the query; without any, the union of all is asked. ``base`` is what
    relative IRIs are below, where the query says nothing else.

    Raises:
        RefusedError: the query is wrong, reaches outside, names a graph that is not here, gives what the client does
            not take, or has too large an answer.
    """
    try:
        require_inside(query, name="query", words=_SERVICE)
        if not (default_graphs or named_graphs):
            default_graphs, named_graphs = graphs_of(query, base=base)
    except QueryError as error:
        raise RefusedError(400, str(error)) from error
    default: list[NamedNode | BlankNode | DefaultGraph] = [*_known(store, default_graphs)]
    named: list[NamedNode | BlankNode] = [*_known(store, named_graphs)]
    try:
        if default_graphs or named_graphs:
            # They take the place of all that the engine would read in the query itself.
            found = store.query(
                query, default_graph=default, named_graphs=named, prefixes=PREFIXES_OF_QUERIES, base_iri=base
            )
        else:
            found = store.query(query, use_default_graph_as_union=True, prefixes=PREFIXES_OF_QUERIES, base_iri=base)
        if isinstance(found, QueryTriples):
            _write_triples(found, writer, limits, graph)
        else:
            _write_rows(found, writer, limits, results)
    except SyntaxError as error:
        raise RefusedError(400, explained(error, query, "query")) from error
    except (ValueError, RuntimeError) as error:
        # Such as a function that there is not; the parser takes any name for one.
        raise RefusedError(400, f"query: {error}") from error
    except OSError as error:
        raise RefusedError(500, f"the graph cannot be read: {error}") from error


def _write_rows(found: QuerySolutions | QueryBoolean, writer: AnswerWriter, limits: Limits, media_type: str) -> None:
    format = QueryResultsFormat.from_media_type(media_type)
    if format is None:
        raise RefusedError(406, "the query gives rows; accept JSON, XML, CSV or TSV of SPARQL results")
    writer.begin(media_type)
    if isinstance(found, QueryBoolean):
        writer.write(found.serialize(format=format) or b"")
    else:
        made: Callable[[bytes], bytes] | None = None
        if format == QueryResultsFormat.CSV:
            format, made = QueryResultsFormat.TSV, csv_writer()
        elif format == QueryResultsFormat.XML:
            made = _as_xml
        found.serialize(cast(IO[bytes], _Counted(writer, limits, row_counter(format), made)), format=format)


def _write_triples(found: QueryTriples, writer: AnswerWriter, limits: Limits, media_type: str) -> None:
    format = RdfFormat.from_media_type(media_type)
    if format is None:
        raise RefusedError(406, "the query gives triples; accept Turtle, N-Triples, RDF/XML, JSON-LD, N-Quads or TriG")

    def counted() -> Iterator[Triple]:
        for number, one in enumerate(found, start=1):
            if number > limits.rows:
                raise _too_many(limits, "triples")
            yield one

    writer.begin(media_type)
    output = _Counted(writer, limits, lambda part: 0, _as_xml if format == RdfFormat.RDF_XML else None)
    serialize(counted(), cast(IO[bytes], output), format=format, prefixes=PREFIXES_OF_QUERIES)


class _Counted:
    """A writer that refuses the row after the last allowed one, and the byte after the last allowed one.

    What passes is counted in the form that the engine writes, then made what the client gets.
    """

    def __init__(
        self,
        writer: AnswerWriter,
        limits: Limits,
        count: Callable[[bytes], int],
        made: Callable[[bytes], bytes] | None,
    ) -> None:
        self._writer = writer
        self._limits = limits
        self._count = count
        self._made = made
        self._bytes = 0
        self._uncounted = b""

    def write(self, part: bytes) -> int:
        self._bytes += len(part)
        self._uncounted += part
        # A row has at least a byte, so most answers need not be counted at all.
        if self._bytes > self._limits.rows:
            if self._count(self._uncounted) > self._limits.rows:
                raise _too_many(self._limits, "rows")
            self._uncounted = b""
        if self._bytes > self._limits.answer_bytes:
            raise RefusedError(
                422, f"the answer has over {self._limits.answer_bytes:,} bytes; add LIMIT, or ask for less"
            )
        self._writer.write(self._made(part) if self._made else part)
        return len(part)

    def flush(self) -> None:
        """Nothing is held back here."""


def _as_xml(part: bytes) -> bytes:
    """XML with carriage returns as references, as readers take them for line ends otherwise."""
    if _UNWRITABLE.search(part):
        raise RefusedError(406, "the answer has control characters, which XML cannot hold; accept another format")
    return part.replace(b"\r", b"&#13;")


def _too_many(limits: Limits, what: str) -> RefusedError:
    return RefusedError(422, f"the answer has over {limits.rows:,} {what}; add LIMIT, or ask for less")


def _known(store: Store, graphs: tuple[str, ...]) -> list[NamedNode]:
    found = []
    for one in graphs:
        try:
            graph = NamedNode(one)
        except ValueError as error:
            raise RefusedError(400, f"{one!r} is no IRI of a graph") from error
        if not store.contains_named_graph(graph):
            known = ", ".join(sorted(str(name) for name in store.named_graphs()))
            raise RefusedError(400, f"there is no graph {graph} here, and nothing is fetched; there are {known}")
        found.append(graph)
    return found


#: Every job by its name.
JOBS: dict[str, Job] = {"sparql": answer_sparql, "service": describe_service, "dataset": describe_dataset}
