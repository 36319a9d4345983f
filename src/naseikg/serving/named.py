"""The REST API: named queries with their parameters, things, and why something holds, under ``/api``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

from starlette.types import Receive, Scope, Send

from naseikg.asking.answers import PREFIXES_OF_QUERIES
from naseikg.asking.parameters import parameters_of as declared_parameters
from naseikg.asking.questions import Question, load_questions
from naseikg.serving.answering import Answers, header
from naseikg.serving.jobs import RefusedError
from naseikg.serving.negotiation import GRAPH_TYPES, Formats, accepted, accepted_graph, best_of
from naseikg.serving.openapi import document_of
from naseikg.serving.operations import Operation, operations_of, unknown_query
from naseikg.serving.page_of_operations import page_of
from naseikg.serving.protocol import parameters_of

__all__ = ["Api"]

_JSON = "application/json"
_ALLOWED = "GET, HEAD, OPTIONS"


class Api:
    """The API as an ASGI application over the queries of a folder.

    Raises:
        QueryError: a query cannot be read.
    """

    def __init__(self, answers: Answers, queries: Path, *, version: str, has_site: bool) -> None:
        self._answers = answers
        self._questions = {one.name: one for one in load_questions(queries)}
        columns = {name: _columns(one) for name, one in self._questions.items()}
        operations = operations_of(tuple(self._questions.values()), columns)
        self._by_path = {one.path: one for one in operations}
        page = page_of(operations, has_site=has_site).encode()
        listed = [_listed(one, columns[name]) for name, one in self._questions.items()]
        # Written once, as they are long and the same for all.
        self._documents = {
            "/api": ("text/html; charset=utf-8", page),
            "/api/": ("text/html; charset=utf-8", page),
            "/api/queries": (_JSON, _json({"queries": listed})),
            "/api/openapi.json": (_JSON, _json(document_of(operations, version=version))),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["method"] == "OPTIONS":
            await _send(scope, send, 204, "", b"", {b"allow": _ALLOWED.encode()})
            return
        if scope["method"] not in ("GET", "HEAD"):
            told = f"{scope['method']} is not supported; use {_ALLOWED}"
            await _refuse(scope, send, 405, told, headers={b"allow": _ALLOWED.encode()})
            return
        try:
            await self._answer(scope, receive, send)
        except RefusedError as error:
            await _refuse(scope, send, error.status, str(error))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        given = _single(parameters_of(scope))
        if path in self._documents:
            if given:
                raise RefusedError(400, f"there is no parameter {next(iter(given))[:50]!r}; it takes none")
            await _send_document(scope, send, *self._documents[path])
        else:
            operation, given = self._operation(path, given)
            operation.require(given)
            job, arguments = operation.job(given, _formats(operation, header(scope, b"accept"), given))
            await self._answers.respond(scope, receive, send, job, arguments, refuse=_refuse)

    def _operation(self, path: str, given: dict[str, str]) -> tuple[Operation, dict[str, str]]:
        found = self._by_path.get(path)
        if found is not None and "{" not in path:
            return found, given
        if path.startswith("/api/things/") and path != "/api/things/":
            if "id" in given:
                raise RefusedError(400, "the id stands in the path, as in /api/things/substance/naf")
            return self._by_path["/api/things/{id}"], {**given, "id": path.removeprefix("/api/things/")}
        if path.startswith("/api/queries/"):
            raise RefusedError(404, unknown_query(path.removeprefix("/api/queries/"), self._questions))
        raise RefusedError(404, f"there is nothing at {path[:100]!r}; /api/ lists what there is")


def _formats(operation: Operation, accept: str, given: Mapping[str, str]) -> Formats:
    """The formats that a client takes of those that the operation has."""
    format = given.get("format", "")
    if operation.answer == "rows":
        found = accepted(accept, format=format)
        if not found.results:
            raise RefusedError(406, "the query gives rows; accept JSON, XML, CSV or TSV of SPARQL results")
        return found
    if operation.answer == "thing":
        if format:
            return Formats("", _JSON if format == "json" else accepted_graph(accept, format=format))
        types: tuple[str, ...] = (_JSON, *GRAPH_TYPES)
    else:
        types = (_JSON,)
    found_type = best_of(types, accept)
    if not found_type:
        raise RefusedError(406, f"none of what you accept is there; accept {', '.join(types)}")
    return Formats("", found_type)


def _columns(question: Question) -> tuple[str, ...]:
    """The columns of a query's answer, asked of an empty store."""
    from pyoxigraph import QuerySolutions, Store

    found = Store().query(question.sparql, prefixes=PREFIXES_OF_QUERIES)
    assert isinstance(found, QuerySolutions), f"{question.name} gives no rows"
    return tuple(one.value for one in found.variables)


def _listed(question: Question, columns: tuple[str, ...]) -> dict[str, object]:
    parameters = [
        {
            "name": one.name,
            "description": one.words.partition(", such as ")[0],
            "type": one.type,
            "example": one.example,
        }
        for one in declared_parameters(question)
    ]
    return {
        "name": question.name,
        "title": question.title,
        "question": question.header.get("question", question.title),
        "tags": list(question.tags),
        "parameters": parameters,
        "columns": list(columns),
        "path": f"/api/queries/{question.name}",
    }


def _single(given: Mapping[str, list[str]]) -> dict[str, str]:
    for name, values in given.items():
        if len(values) > 1:
            raise RefusedError(400, f"parameter {name[:50]!r} is given {len(values)} times; give it once")
    return {name: values[0] for name, values in given.items()}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


async def _send_document(scope: Scope, send: Send, media_type: str, body: bytes) -> None:
    etag = b'W/"' + hashlib.sha256(body).hexdigest()[:32].encode() + b'"'
    headers = {b"etag": etag, b"cache-control": b"public, max-age=60"}
    if etag in [one.strip() for one in header(scope, b"if-none-match").encode("latin-1").split(b",")]:
        await _send(scope, send, 304, "", b"", headers)
    else:
        await _send(scope, send, 200, media_type, body, headers)


async def _refuse(
    scope: Scope,
    send: Send,
    status: int,
    text: str,
    *,
    retry: bool = False,
    headers: Mapping[bytes, bytes] | None = None,
) -> None:
    """Sends a fault as RFC 9457 has it: ``detail`` says what is wrong and what to do."""
    problem = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": text}
    more = {b"cache-control": b"no-store", **(headers or {}), **({b"retry-after": b"5"} if retry else {})}
    await _send(scope, send, status, "application/problem+json", _json(problem), more)


async def _send(
    scope: Scope, send: Send, status: int, media_type: str, body: bytes, headers: Mapping[bytes, bytes]
) -> None:
    told = [*headers.items()]
    if media_type:
        told += [(b"content-type", media_type.encode())]
    if status not in (204, 304):
        told += [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
