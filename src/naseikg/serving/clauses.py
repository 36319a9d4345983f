"""The graphs that a query names with FROM and FROM NAMED, as the engine would read them."""

from __future__ import annotations

import re

from pyoxigraph import NamedNode, QuerySolutions, Store

from naseikg.asking.answers import PREFIXES_OF_QUERIES, require_inside
from naseikg.asking.tokens import QUOTED
from naseikg.errors import QueryError
from naseikg.vocabulary import BASE

__all__ = ["graphs_of"]

_FROM = (("FROM", "name graphs of this store"),)
_FORMS = frozenset({"SELECT", "CONSTRUCT", "DESCRIBE", "ASK"})
_TOKENS = re.compile(
    rf"(?P<quoted>{QUOTED})|(?P<comment>\#[^\n\r]*)|(?P<other>[?$]\w+|@[A-Za-z-]+)"
    r"|(?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w:.%-]|\\.)*)|(?P<word>[A-Za-z]+)",
    re.S,
)


def graphs_of(query: str, *, base: str = BASE) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The IRIs after FROM and those after FROM NAMED; empty where the query has neither.

    The clauses are found by their words and taken out; the engine's own parser then says that none is left. The same
    parser makes IRIs of what they name, with the prefixes and the base of the query.

    >>> graphs_of("PREFIX g: <http://example.org/> SELECT * FROM g:a FROM NAMED <http://example.org/b> { ?s ?p ?o }")
    (('http://example.org/a',), ('http://example.org/b',))

    Raises:
        QueryError: the query is wrong, or a FROM of it cannot be read.
    """
    try:
        require_inside(query, name="query", words=_FROM)
    except QueryError as refusal:
        rest, head, default, named = _taken_out(query)
        if not (default or named):
            raise
        # Raises the same for a FROM that was not seen.
        require_inside(rest, name="query", words=_FROM)
        try:
            return _iris(head, default, base), _iris(head, named, base)
        except SyntaxError:
            raise refusal from None
    return (), ()


def _taken_out(query: str) -> tuple[str, str, list[str], list[str]]:
    """The query without its FROM clauses, what stands before its form, and the names after FROM and after FROM NAMED."""
    tokens = [one for one in _TOKENS.finditer(query) if one.lastgroup != "comment"]
    head = next((query[: one.start()] for one in tokens if (one["word"] or "").upper() in _FORMS), "")
    default: list[str] = []
    named: list[str] = []
    rest = query
    for place, one in enumerate(tokens):
        if (one["word"] or "").upper() != "FROM":
            continue
        after = tokens[place + 1 : place + 3]
        is_named = bool(after) and (after[0]["word"] or "").upper() == "NAMED"
        graph = after[is_named] if len(after) > is_named else None
        if graph is None or not (graph["name"] or graph[0].startswith("<")):
            continue
        (named if is_named else default).append(graph[0])
        gone = re.sub(r"[^\n\r]", " ", query[one.start() : graph.end()])
        rest = rest[: one.start()] + gone + rest[graph.end() :]
    return rest, head, default, named


def _iris(head: str, names: list[str], base: str) -> tuple[str, ...]:
    values = " ".join(names)
    found = Store().query(
        f"{head} SELECT ?graph {{ VALUES ?graph {{ {values} }} }}", prefixes=PREFIXES_OF_QUERIES, base_iri=base
    )
    assert isinstance(found, QuerySolutions)
    graphs = [row["graph"] for row in found]
    return tuple(one.value for one in graphs if isinstance(one, NamedNode))
