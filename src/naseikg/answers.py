"""Asking a store: the rows of an answer, or what is wrong with the query, with line and column."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
)

from naseikg.errors import QueryError
from naseikg.vocabulary import BASE, PREFIXES

__all__ = ["Answer", "ask"]

Value = NamedNode | BlankNode | Literal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The rows of a SELECT; ASK gives one cell, CONSTRUCT and DESCRIBE give three columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def ask(store: Store, sparql: str, *, name: str = "query") -> Answer:
    """The whole answer to a query over the union of the graphs.

    Raises:
        QueryError: the query cannot be parsed (with line and column), updates, or reaches outside the store.
    """
    _refuse_outside(sparql, name)
    try:
        found = store.query(sparql, use_default_graph_as_union=True, prefixes={**PREFIXES, "kg": BASE})
        if isinstance(found, QueryBoolean):
            return Answer(columns=("answer",), rows=((Literal(bool(found)),),))
        if isinstance(found, QueryTriples):
            triples = sorted(found, key=str)
            return Answer(
                columns=("subject", "predicate", "object"),
                rows=tuple((one.subject, one.predicate, one.object) for one in triples),
            )
        assert isinstance(found, QuerySolutions)
        columns = tuple(one.value for one in found.variables)
        return Answer(columns=columns, rows=tuple(tuple(row[name] for name in columns) for row in found))
    except SyntaxError as error:
        raise QueryError(_explained(error, sparql, name)) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"{name}: {error}") from error


def _explained(error: SyntaxError, sparql: str, name: str) -> str:
    """The parser's message with line and column, the line itself, and a mark below the place."""
    message = " ".join(str(error.msg).split())
    place = re.search(r"error at (\d+):(\d+): ", message)
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    lines = sparql.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    problem = _problem(message[place.end() :] if place else message, sparql)
    return f"{name}:{line}:{column}: the query cannot be parsed: {problem}\n  {text}\n  {' ' * (column - 1)}^"


def _problem(message: str, sparql: str) -> str:
    """What the parser says without the letters it would have taken, and the missing prefix by its name."""
    if "Prefix not found" in message:
        declared = {*PREFIXES, "kg", *re.findall(r"PREFIX\s+([\w-]*):", sparql, flags=re.I)}
        bare = re.sub(r"<[^<>\s]*>|\"[^\"\n]*\"|'[^'\n]*'|#[^\n]*", " ", sparql)
        used = sorted(set(re.findall(r"(?<![\w?$:])([A-Za-z][\w-]*):", bare)) - declared)
        return (
            f"prefix {', '.join(used)} is not declared; add PREFIX {used[0]}: <...>"
            if used
            else "a prefix is not declared"
        )
    told = re.search(r"\b[A-Z][a-z]*(?: [\w-]+){3,}", message)
    if told:
        return told[0]
    words = re.findall(r"\b[A-Z]{2,}\b", re.sub(r"\[[^\]]*\]", "", message))
    return f"expected {' or '.join(words)}" if words else "something else is needed here"


def _refuse_outside(sparql: str, name: str) -> None:
    """SERVICE would leave this machine. Words in comments, strings and IRIs are no keywords."""
    bare = re.sub(
        r"<[^<>\s]*>|\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|#[^\n]*", " ", sparql, flags=re.S
    )
    for word, remedy in (("SERVICE", "ask one store at a time"), ("FROM", "name graphs with GRAPH instead")):
        if re.search(rf"(?<![?$:\w-]){word}(?![:\w-])", bare, flags=re.I):
            raise QueryError(f"{name}: {word} is not supported here: the query reads this graph only; {remedy}")
