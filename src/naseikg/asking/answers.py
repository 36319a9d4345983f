"""Asking a store: the rows of an answer, or what is wrong with the query, with line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
)

from naseikg.asking.depth import require_shallow
from naseikg.asking.tokens import declared_prefixes, keywords_of, without_word
from naseikg.errors import QueryError, StoreError
from naseikg.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["PREFIXES_OF_QUERIES", "Answer", "Value", "ask", "construct", "explained", "require_inside"]

#: A cell of an answer; nothing where a variable has no value.
Value = NamedNode | BlankNode | Literal | None

#: The prefixes that a query need not declare.
PREFIXES_OF_QUERIES = {**PREFIXES, "kg": BASE}
#: Texts up to this length are not looked at again when they were found to stay inside.
_REMEMBERED = 20_000
_OUTSIDE = (("SERVICE", "ask one store at a time"), ("FROM", "name graphs with GRAPH instead"))
_UPDATE = re.compile(r"\s*((PREFIX|BASE)\s+)*(ADD|CLEAR|COPY|CREATE|DELETE|DROP|INSERT|LOAD|MOVE|WITH)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The rows of a SELECT; ASK gives one cell, CONSTRUCT and DESCRIBE give three columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def first(self, count: int) -> Answer:
        """The answer with so many rows at most."""
        return Answer(columns=self.columns, rows=self.rows[:count])

    def without(self, columns: Iterable[str]) -> Answer:
        """The answer without some of its columns."""
        left_out = set(columns)
        kept = [place for place, name in enumerate(self.columns) if name not in left_out]
        return Answer(
            columns=tuple(self.columns[one] for one in kept),
            rows=tuple(tuple(row[one] for one in kept) for row in self.rows),
        )

    def to_pandas(self) -> pandas.DataFrame:
        """The answer as a data frame of pandas; see `naseikg.asking.frames.pandas_frame` for its types.

        >>> ask(Store(), "SELECT ?hours ?layer { VALUES (?hours ?layer) { (780 kg:x) (UNDEF kg:y) } }").to_pandas()
           hours layer
        0    780     x
        1   <NA>     y

        Raises:
            NaseikgError: pandas is not installed.
        """
        from naseikg.asking.frames import pandas_frame

        return pandas_frame(self.columns, self.rows)

    def to_polars(self) -> polars.DataFrame:
        """The answer as a data frame of polars; see `naseikg.asking.frames.polars_frame` for its types.

        >>> ask(Store(), "ASK { kg:x a nsei:Substance }").to_polars().to_dicts()
        [{'answer': False}]

        Raises:
            NaseikgError: polars is not installed.
        """
        from naseikg.asking.frames import polars_frame

        return polars_frame(self.columns, self.rows)


def ask(store: Store, sparql: str, *, name: str = "query") -> Answer:
    """The whole answer to a query over the union of the graphs.

    Raises:
        QueryError: the query cannot be parsed (with line and column), updates, or reaches outside the store.
    """
    require_inside(sparql, name=name)
    try:
        found = store.query(sparql, use_default_graph_as_union=True, prefixes=PREFIXES_OF_QUERIES)
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
        return Answer(columns=columns, rows=tuple(map(tuple, found)))
    except StoreError:
        raise
    except SyntaxError as error:
        raise QueryError(explained(error, sparql, name)) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"{name}: {error}") from error


def construct(store: Store, sparql: str, *, name: str) -> tuple[Triple, ...]:
    """The triples that a CONSTRUCT gives over the union of the graphs, sorted.

    Raises:
        QueryError: the query is no CONSTRUCT, cannot be parsed (with line and column), or reaches outside the store.
    """
    require_inside(sparql, name=name)
    try:
        found = store.query(sparql, use_default_graph_as_union=True, prefixes=PREFIXES_OF_QUERIES)
        if isinstance(found, QueryTriples):
            return tuple(sorted(found, key=str))
    except StoreError:
        raise
    except SyntaxError as error:
        raise QueryError(explained(error, sparql, name)) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"{name}: {error}") from error
    raise QueryError(f"{name}: is no CONSTRUCT, so it gives no triples; write CONSTRUCT {{ ... }} WHERE {{ ... }}")


def require_inside(sparql: str, *, name: str, words: Sequence[tuple[str, str]] = _OUTSIDE) -> None:
    """Refuses a query that reaches outside the store: SERVICE would leave this machine; FROM would only surprise.

    ``words`` are the keywords to refuse, each with what to do instead.

    Whether such a word is a keyword is asked of the parser that would obey it, on an empty store: a query that parses
    without the word has it in names, strings and comments only. Nothing else may decide, as two readers of one text
    need not agree.

    Raises:
        QueryError: it has such a keyword, cannot be parsed, or may nest too deep; see `depth.require_shallow`.
    """
    if len(sparql) <= _REMEMBERED:
        _remembered(sparql, name, tuple(words))
    else:
        _require_inside(sparql, name, words)


@lru_cache(maxsize=256)
def _remembered(sparql: str, name: str, words: tuple[tuple[str, str], ...]) -> None:
    """As `_require_inside`, whose verdict on a text is always the same; one that raises is not kept."""
    _require_inside(sparql, name, words)


def _require_inside(sparql: str, name: str, words: Sequence[tuple[str, str]]) -> None:
    require_shallow(sparql, name=name)
    capitals = sparql.upper()
    for word, remedy in words:
        if word not in capitals:
            continue
        try:
            Store().query(without_word(sparql, word), prefixes=PREFIXES_OF_QUERIES, base_iri=BASE)
        except SyntaxError as error:
            keywords = keywords_of(sparql)
            if re.search(word, keywords, flags=re.I) and not _UPDATE.match(keywords):
                raise QueryError(
                    f"{name}: {word} is not supported here: the query reads this graph only; {remedy}"
                ) from error
            raise QueryError(explained(error, sparql, name)) from error
        except (ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"{name}: {error}") from error


def explained(error: SyntaxError, sparql: str, name: str) -> str:
    """The parser's message with line and column, the line itself, and a mark below the place."""
    keywords = keywords_of(sparql)
    if not sparql.strip() or not re.sub(r"#[^\n\r]*", "", sparql).strip():
        return f"{name}: the query is empty"
    if _UPDATE.match(keywords):
        return f"{name}: updates are refused; this graph is read only"
    message = " ".join(str(error.msg).split())
    place = re.search(r"error at (\d+):(\d+): ", message)
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    lines = sparql.split("\n")
    text = lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else ""
    rest = "\n".join([text[column - 1 :], *lines[line:]])
    at_end = bool(place) and not re.sub(r"#[^\n\r]*", "", rest).strip()
    problem = _problem(message[place.end() :] if place else message, sparql, at_end=at_end)
    return f"{name}:{line}:{column}: the query cannot be parsed: {problem}\n  {text}\n  {' ' * (column - 1)}^"


def _problem(message: str, sparql: str, *, at_end: bool) -> str:
    """What the parser says without the letters it would have taken, and the missing prefix by its name."""
    if "Prefix not found" in message:
        bare = re.sub(r"<[^<>\s]*>|\"[^\"\n]*\"|'[^'\n]*'|#[^\n]*", " ", sparql)
        used = sorted(
            set(re.findall(r"(?<![\w?$:])([A-Za-z][\w-]*):", bare)) - {*PREFIXES_OF_QUERIES, *declared_prefixes(sparql)}
        )
        return (
            f"prefix {', '.join(used)} is not declared; add PREFIX {used[0]}: <...>"
            if used
            else "a prefix is not declared"
        )
    told = re.search(r"\b[A-Z][a-z]*(?: [\w-]+){3,}", message)
    if told:
        return told[0]
    if at_end:
        return "the query ends too early"
    words = re.findall(r"\b[A-Z]{2,}\b", re.sub(r"\[[^\]]*\]", "", message))
    return f"expected {' or '.join(words)}" if words else "something else is needed here"
