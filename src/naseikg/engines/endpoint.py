"""A SPARQL 1.1 endpoint as it is asked: our query and graphs go out, whole results or triples come back."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from urllib.parse import urlencode

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from naseikg.asking.answers import PREFIXES_OF_QUERIES
from naseikg.asking.tokens import declared_prefixes, keywords_of
from naseikg.engines.address import Access
from naseikg.engines.connection import Connection, Reply
from naseikg.errors import QueryError, StoreError

__all__ = ["Endpoint", "gives_triples"]

_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.I)
_RESULTS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
}
_TRIPLES = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "text/ntriples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
_ASK_RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.5"
_ASK_TRIPLES = "application/n-triples, text/turtle;q=0.5, application/rdf+xml;q=0.3"
#: Virtuoso says so when it stops at its own limit, with code 200.
_CUT = ("x-sparql-maxrows", "x-sql-message")


class Endpoint:
    """A server's address for queries, over some of its graphs: their union, and each by its name."""

    def __init__(self, address: str, access: Access, graphs: Sequence[NamedNode]) -> None:
        self.address = address
        self._connection = Connection(address, access)
        self._graphs = tuple(one.value for one in graphs)

    def rows(self, sparql: str) -> QuerySolutions | QueryBoolean:
        """The whole answer to a SELECT or ASK.

        Raises:
            StoreError: the server cannot be asked, or its answer is not whole or no answer.
            QueryError: it refuses the query.
        """
        reply = self._reply(sparql, _ASK_RESULTS)
        format = _RESULTS.get(reply.media_type)
        if format is None:
            raise self._strange(reply, "rows")
        # A truth is believed by the parser before its end.
        if not reply.body.rstrip().endswith(b"}" if format == QueryResultsFormat.JSON else b"sparql>"):
            raise self._cut(reply, "the end is missing")
        try:
            whole = parse_query_results(input=reply.body, format=format)
            if isinstance(whole, QueryBoolean):
                return whole
            deque(whole, maxlen=0)  # to the end, before the first row is believed
            again = parse_query_results(input=reply.body, format=format)
            assert isinstance(again, QuerySolutions)
            return again
        except (SyntaxError, ValueError) as error:
            raise self._cut(reply, str(error)) from error

    def triples(self, sparql: str) -> list[Triple]:
        """The whole answer to a CONSTRUCT or DESCRIBE.

        Raises:
            StoreError: the server cannot be asked, or its answer is not whole or no answer.
            QueryError: it refuses the query.
        """
        reply = self._reply(sparql, _ASK_TRIPLES)
        format = _TRIPLES.get(reply.media_type)
        if format is None:
            raise self._strange(reply, "triples")
        try:
            return [quad.triple for quad in parse(input=reply.body, format=format, base_iri=self.address)]
        except (SyntaxError, ValueError) as error:
            raise self._cut(reply, str(error)) from error

    def server(self) -> str:
        """What the server calls itself; nothing when it does not say.

        Raises:
            StoreError: the server cannot be asked.
            QueryError: it refuses the query.
        """
        return self._reply("ASK { }", _ASK_RESULTS).headers.get("server", "")

    def _reply(self, sparql: str, accept: str) -> Reply:
        before = _prologue(sparql)
        fields = [("query", before + _in_ascii(sparql))]
        fields += [(name, graph) for name in ("default-graph-uri", "named-graph-uri") for graph in self._graphs]
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        reply = self._connection.send("POST", self.address, headers=headers, body=urlencode(fields).encode())
        if reply.status in (400, 422) or (reply.status == 500 and reply.words.startswith("Virtuoso ")):
            # Virtuoso repeats the query in its message.
            said = _in_place(reply.words.partition(" SPARQL query:")[0], len(before))
            raise QueryError(f"{self.address}: the server refuses the query: {said}")
        if reply.status != 200:
            said = f": {reply.words}" if reply.words else ""
            raise StoreError(
                f"{self.address}: answers with HTTP {reply.status}{said}; look at the address and the server's log"
            )
        if any(name in reply.headers for name in _CUT):
            limit = reply.headers.get("x-sparql-maxrows", "")
            told = f"its first {limit} rows only" if limit else reply.headers["x-sql-message"]
            raise StoreError(
                f"{self.address}: gives a part of the answer ({told}); raise ResultSetMaxRows or"
                " MaxQueryExecutionTime in its virtuoso.ini, or ask for less"
            )
        return reply

    def _strange(self, reply: Reply, wanted: str) -> StoreError:
        kind = reply.media_type or "something of no stated kind"
        return StoreError(
            f"{self.address}: answers with {kind} in place of {wanted}; give the address of a SPARQL endpoint,"
            " such as http://localhost:7878/query"
        )

    def _cut(self, reply: Reply, why: str) -> StoreError:
        # Oxigraph ends the answer of a query past its time with a sentence.
        tail = re.search(r"[^\n<>{}\"]{10,200}\s*$", reply.body[-300:].decode("utf-8", "replace"))
        said = tail[0].strip(" .\n") if tail else " ".join(why.split())
        return StoreError(
            f"{self.address}: its answer is not whole ({said}); ask for less, or give the server more time"
        )


def _in_ascii(sparql: str) -> str:
    """The query with the escapes that SPARQL has for letters beyond ASCII, which Virtuoso makes question marks of.

    >>> _in_ascii("ASK { ?s ?p 'Na₃P' }")
    "ASK { ?s ?p 'Na\\\\U00002083P' }"
    """
    return "".join(one if one < "\x80" else f"\\U{ord(one):08X}" for one in sparql)


def gives_triples(sparql: str) -> bool:
    """Whether a query is a CONSTRUCT or DESCRIBE.

    >>> gives_triples("PREFIX select: <http://example.org/SELECT> # SELECT\\nCONSTRUCT WHERE { ?s select:ask ?o }")
    True
    """
    found = _FORM.search(re.sub(r"\bPREFIX\s+[\w.-]*:", " ", keywords_of(sparql), flags=re.I))
    return found is not None and found[1].upper() in ("CONSTRUCT", "DESCRIBE")


def _prologue(sparql: str) -> str:
    """The declarations of our prefixes that a query uses and leaves out, in one line, so that its lines keep their numbers."""
    declared = declared_prefixes(sparql)
    missing = {name: iri for name, iri in PREFIXES_OF_QUERIES.items() if name not in declared and f"{name}:" in sparql}
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in sorted(missing.items()))


def _in_place(words: str, before: int) -> str:
    """A message whose columns in the first line are those of the query as it was given."""
    return re.sub(r"\b1:(\d+)\b", lambda found: f"1:{max(1, int(found[1]) - before)}", words)
