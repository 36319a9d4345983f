"""The SPARQL 1.1 Protocol: a query by GET, by a form, or as the body of a request; without one, what can be asked here."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from naseikg.serving.answering import Answers, header, send_text
from naseikg.serving.jobs import RefusedError
from naseikg.serving.negotiation import accepted, accepted_graph, prefers_page

__all__ = ["Description", "Sparql", "address_of", "parameters_of"]

_METHODS = "GET, HEAD, POST, QUERY, OPTIONS"
#: Those with the query in the body.
_SENDING = ("POST", "QUERY")
_FORM, _QUERY, _UPDATE = (f"application/{one}" for one in ("x-www-form-urlencoded", "sparql-query", "sparql-update"))
#: Bytes after the question mark of an address. Servers and proxies take no more; a form has no such limit.
_LONGEST = 2**15
_HOST = re.compile(r"(?:[A-Za-z0-9._-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")
_BROKEN = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_CHARSET = re.compile(r';\s*charset\s*=\s*"?([^";\s]*)', re.I)

_Parameters = dict[str, list[str]]


class Sparql:
    """The endpoint as an ASGI application; ``sizes`` are the triples of each graph, for its description.

    Where it is served beside the explorer, a browser that asks nothing is led there.
    """

    def __init__(self, answers: Answers, *, sizes: Mapping[str, int], has_explorer: bool) -> None:
        self._answers = answers
        self._sizes = dict(sizes)
        self._has_explorer = has_explorer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if await _other_method(scope, send, _METHODS):
            return
        try:
            given = await self._given(scope, receive)
            if "update" in given:
                raise RefusedError(403, "updates are refused; this graph is read only")
            if "query" not in given and scope["method"] not in _SENDING:
                await self._describe(scope, receive, send, given)
                return
            arguments = self._arguments(scope, given)
        except RefusedError as error:
            await send_text(scope, send, error.status, str(error))
        except ClientDisconnect:
            return
        else:
            await self._answers.respond(scope, receive, send, "sparql", arguments)

    async def _given(self, scope: Scope, receive: Receive) -> _Parameters:
        """The parameters of a request, from its address and its body."""
        given = parameters_of(scope)
        if scope["method"] not in _SENDING:
            return given
        told = header(scope, b"content-type")
        media_type = told.partition(";")[0].strip().lower()
        if media_type == _UPDATE:
            raise RefusedError(403, "updates are refused; this graph is read only")
        if media_type not in (_FORM, _QUERY):
            what = f"{media_type[:100]!r} is not understood" if media_type else "the body has no media type"
            raise RefusedError(415, f"{what}; send the query as {_QUERY}, or query=... as {_FORM}")
        charset = _CHARSET.search(told)
        if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii"):
            raise RefusedError(415, f"the body is said to be in {charset[1][:50]!r}; send it in UTF-8")
        body = await self._body(scope, receive)
        for name, values in ({"query": [_text(body)]} if media_type == _QUERY else _parsed(body)).items():
            given.setdefault(name, []).extend(values)
        return given

    async def _body(self, scope: Scope, receive: Receive) -> bytes:
        """The body of a request; no more is read of it than is allowed, and for no longer than a query may run."""
        limits = self._answers.pool.limits
        too_large = RefusedError(413, f"the body has over {limits.body_bytes:,} bytes; send a shorter query")
        length = header(scope, b"content-length")
        if length.isdecimal() and int(length) > limits.body_bytes:
            raise too_large
        body = bytearray()
        try:
            async with asyncio.timeout(limits.seconds):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise ClientDisconnect
                    body += message.get("body", b"")
                    if len(body) > limits.body_bytes:
                        raise too_large
                    if not message.get("more_body", False):
                        return bytes(body)
        except TimeoutError as error:
            raise RefusedError(
                408, f"the body did not come within {limits.seconds:g} seconds; send it at once"
            ) from error

    def _arguments(self, scope: Scope, given: _Parameters) -> dict[str, object]:
        queries = given.get("query", [])
        if not queries:
            raise RefusedError(400, "no query is given; send it as the parameter query, or as the body")
        if len(queries) > 1:
            raise RefusedError(400, f"{len(queries)} queries are given; send one at a time")
        formats = accepted(header(scope, b"accept"), format=_format(given))
        return {
            "query": queries[0],
            "default_graphs": tuple(given.get("default-graph-uri", ())),
            "named_graphs": tuple(given.get("named-graph-uri", ())),
            "results": formats.results,
            "graph": formats.graph,
            "base": address_of(scope, "/sparql"),
        }

    async def _describe(self, scope: Scope, receive: Receive, send: Send, given: _Parameters) -> None:
        accept, format = header(scope, b"accept"), _format(given)
        is_browser = not format and prefers_page(accept)
        if is_browser and self._has_explorer:
            headers = [(b"location", b"/explore/index.html#ask"), (b"vary", b"Accept"), (b"content-length", b"0")]
            await send({"type": "http.response.start", "status": 303, "headers": headers})
            await send({"type": "http.response.body"})
            return
        # A browser shows plain text, and saves Turtle to a file.
        graph = "text/turtle" if is_browser else accepted_graph(accept, format=format)
        arguments: dict[str, object] = {
            "address": address_of(scope, "/sparql"),
            "sizes": self._sizes,
            "graph": graph,
            "shown": "text/plain" if is_browser else graph,
        }
        await self._answers.respond(scope, receive, send, "service", arguments)


class Description:
    """The description of the data set as an ASGI application."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if await _other_method(scope, send, "GET, HEAD, OPTIONS"):
            return
        try:
            graph = accepted_graph(header(scope, b"accept"), format=_format(parameters_of(scope)))
        except RefusedError as error:
            await send_text(scope, send, error.status, str(error))
            return
        arguments: dict[str, object] = {"address": address_of(scope, "/sparql"), "graph": graph}
        await self._answers.respond(scope, receive, send, "dataset", arguments)


def parameters_of(scope: Scope) -> dict[str, list[str]]:
    """The parameters in the address of a request, each with its values in order.

    Raises:
        RefusedError: the address is too long, or its escapes are wrong.
    """
    if len(scope["query_string"]) > _LONGEST:
        raise RefusedError(414, f"the address has over {_LONGEST:,} bytes; send the query by POST")
    return _parsed(scope["query_string"])


def address_of(scope: Scope, path: str) -> str:
    """The address of a path of this server, as the client calls the server.

    >>> scope = {"scheme": "http", "server": ("127.0.0.1", 80), "headers": [(b"host", b"kg.example.org")]}
    >>> address_of(scope, "/sparql")
    'http://kg.example.org/sparql'
    """
    host = header(scope, b"host")
    if not _HOST.fullmatch(host):
        name, port = scope.get("server") or ("localhost", None)
        host = f"[{name}]" if ":" in name else name
        host += f":{port}" if port else ""
    return f"{scope['scheme']}://{host}{scope.get('root_path', '')}{path}"


async def _other_method(scope: Scope, send: Send, allowed: str) -> bool:
    """Whether a request has another method than these, or OPTIONS; it is then answered."""
    method = scope["method"]
    if method in allowed.split(", ") and method != "OPTIONS":
        return False
    told = f"{method} is not supported; use {allowed}\n".encode() if method != "OPTIONS" else b""
    headers = [(b"allow", allowed.encode()), (b"content-length", str(len(told)).encode())]
    if told:
        headers.append((b"content-type", b"text/plain; charset=utf-8"))
    await send({"type": "http.response.start", "status": 405 if told else 204, "headers": headers})
    await send({"type": "http.response.body", "body": told})
    return True


def _format(given: Mapping[str, list[str]]) -> str:
    return next((given[name][0] for name in ("format", "output") if name in given), "")


def _parsed(data: bytes) -> _Parameters:
    found: _Parameters = {}
    for one in data.split(b"&"):
        if not one:
            continue
        if _BROKEN.search(one):
            raise RefusedError(400, "a percent sign is not followed by two hexadecimal digits; write %25 for the sign")
        name, _, value = one.replace(b"+", b" ").partition(b"=")
        found.setdefault(_text(unquote_to_bytes(name)), []).append(_text(unquote_to_bytes(value)))
    return found


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"byte {error.start} of the request is not UTF-8; send UTF-8") from error
