"""What a worker does beside free queries: named queries with values, things, and why something holds or is no answer."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from naseikg.asking.answers import PREFIXES_OF_QUERIES, explained, require_inside
from naseikg.asking.describing import describe
from naseikg.asking.lookup import find_thing
from naseikg.asking.parameters import with_values
from naseikg.asking.questions import parse_question
from naseikg.asking.searching import search
from naseikg.errors import NaseikgError
from naseikg.explaining.why import Explainer
from naseikg.missing.why_not import why_not
from naseikg.serving.jobs import Job, RefusedError, answer_sparql
from naseikg.serving.writer import AnswerWriter
from naseikg.vocabulary import XSD, curie

if TYPE_CHECKING:
    from collections.abc import Iterator

    from naseikg.serving.limits import Limits

__all__ = ["JSON", "THINGS"]

JSON = "application/json"
_NUMBERS = {XSD.integer, XSD.decimal, XSD.double}
#: All that is said of a thing, in both directions.
_ALL = "CONSTRUCT { <%s> ?p ?o . ?s ?q <%s> } WHERE { { <%s> ?p ?o } UNION { ?s ?q <%s> } }"


def _answer_named(
    store: Store,
    limits: Limits,
    writer: AnswerWriter,
    *,
    query: str,
    name: str,
    given: tuple[tuple[str, str], ...],
    results: str,
    graph: str,
    limit: int | None = None,
    offset: int = 0,
) -> None:
    """Answers a named query, with values for its parameters; ``query`` is the text of its file."""
    sparql = _bound(store, query, name, given)
    if limit is not None or offset:
        # Every named query orders its whole answer, so that pages do not overlap.
        sparql += f"\nOFFSET {offset}" + ("" if limit is None else f" LIMIT {limit}")
    answer_sparql(store, limits, writer, query=sparql, results=results, graph=graph)


def _answer_rows(
    store: Store,
    limits: Limits,
    writer: AnswerWriter,
    *,
    query: str,
    name: str = "query",
    given: tuple[tuple[str, str], ...] = (),
    most: int,
) -> None:
    """The first rows of an answer with short ids instead of IRIs, and how many rows there are, for a reader of JSON."""
    sparql = _bound(store, query, name, given)
    try:
        require_inside(sparql, name=name)
        found = store.query(sparql, use_default_graph_as_union=True, prefixes=PREFIXES_OF_QUERIES)
        if isinstance(found, QueryBoolean):
            _write(writer, limits, {"columns": ["answer"], "rows": [[bool(found)]], "count": 1})
            return
        columns = ["subject", "predicate", "object"]
        if isinstance(found, QuerySolutions):
            columns = [one.value for one in found.variables]
        rows: list[list[object]] = []
        count = 0
        for row in _rows(found):
            count += 1
            if count > limits.rows:
                break
            if count <= most:
                rows.append([_cell(one) for one in row])
    except SyntaxError as error:
        raise RefusedError(400, explained(error, sparql, name)) from error
    except NaseikgError as error:
        raise RefusedError(400, str(error)) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise RefusedError(500, f"{name}: {error}") from error
    _write(writer, limits, {"columns": columns, "rows": rows, "count": count, "complete": count <= limits.rows})


def _answer_thing(
    store: Store,
    limits: Limits,
    writer: AnswerWriter,
    *,
    name: str,
    media_type: str = JSON,
) -> None:
    """All that is said of a thing: as JSON with its evidence, or as triples."""
    thing = _found(store, name)
    if media_type == JSON:
        _write(writer, limits, describe(store, thing).data())
    else:
        answer_sparql(store, limits, writer, query=_ALL % ((thing.value,) * 4), results="", graph=media_type)


def _answer_find(store: Store, limits: Limits, writer: AnswerWriter, *, name: str, most: int) -> None:
    """The things whose names have some words, the nearest first; those that may be meant, where there are none."""
    count, found = search(store, name, most=most)
    hint = ""
    if not count:
        try:
            thing = find_thing(store, name)
            count, found = search(store, curie(thing), most=1)
        except NaseikgError as error:
            hint = str(error)
    _write(writer, limits, {"name": name, "count": count, "found": [asdict(one) for one in found], "hint": hint})


def _answer_why(
    store: Store, limits: Limits, writer: AnswerWriter, *, subject: str, relation: str, object: str, limit: int
) -> None:
    """Why a fact holds, down to sentences and references."""
    try:
        data = _explainer(store).why(subject, relation, object, limit=limit).data()
    except LookupError as error:
        raise RefusedError(404, str(error)) from error
    except NaseikgError as error:
        raise RefusedError(400, str(error)) from error
    _write(writer, limits, data)


def _answer_why_not(
    store: Store, limits: Limits, writer: AnswerWriter, *, query: str, name: str, thing: str, variable: str | None
) -> None:
    """Which conditions of a named query a thing fails, and what it has instead."""
    try:
        absence = why_not(store, parse_question(query, name=name), thing, variable=variable)
    except LookupError as error:
        raise RefusedError(404, str(error)) from error
    except NaseikgError as error:
        raise RefusedError(400, str(error)) from error
    _write(writer, limits, absence.data)


def _bound(store: Store, query: str, name: str, given: tuple[tuple[str, str], ...]) -> str:
    """The text of a query with values for its parameters."""
    if not given:
        return query
    try:
        return with_values(store, parse_question(query, name=name), dict(given)).sparql
    except NaseikgError as error:
        raise RefusedError(400, str(error)) from error


def _found(store: Store, name: str) -> NamedNode:
    try:
        return find_thing(store, name)
    except LookupError as error:
        raise RefusedError(404, str(error)) from error
    except NaseikgError as error:
        raise RefusedError(400, str(error)) from error


def _rows(found: QuerySolutions | QueryTriples) -> Iterator[tuple[object, ...]]:
    if isinstance(found, QuerySolutions):
        width = range(len(found.variables))
        for row in found:
            yield tuple(row[place] for place in width)
    else:
        for one in sorted(found, key=str):
            yield (one.subject, one.predicate, one.object)


def _cell(value: object) -> object:
    if isinstance(value, NamedNode):
        return curie(value)
    if isinstance(value, Literal):
        if value.datatype in _NUMBERS and (number := _number(value.value)) is not None:
            return number
        return value.value
    return None if value is None else str(value)


def _number(text: str) -> int | float | None:
    """A number of JSON, where none of its digits is lost."""
    try:
        number = int(text) if text.lstrip("+-").isdigit() else float(text)
    except ValueError:
        return None
    return number if str(number) in (text, f"{text}.0") else None


@lru_cache(maxsize=1)
def _explainer(store: Store) -> Explainer:
    """What explains the facts of the worker's graph; it is made once, as it reads the whole ontology."""
    return Explainer(store)


def _write(writer: AnswerWriter, limits: Limits, data: object) -> None:
    body = json.dumps(data, ensure_ascii=False).encode()
    if len(body) > limits.answer_bytes:
        raise RefusedError(422, f"the answer has over {limits.answer_bytes:,} bytes; ask for less")
    writer.begin(JSON)
    writer.write(body)


#: Every job by its name.
THINGS: dict[str, Job] = {
    "named": _answer_named,
    "rows": _answer_rows,
    "thing": _answer_thing,
    "find": _answer_find,
    "why": _answer_why,
    "why-not": _answer_why_not,
}
