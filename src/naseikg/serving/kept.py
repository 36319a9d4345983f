"""Short answers kept as they were sent, so that the same request again costs next to nothing.

A graph does not change while it is served, so an answer with a tag stays right until the server ends.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Kept"]

#: Bytes of the longest answer that is kept, and about what one takes beside its body.
_LONGEST, _AROUND = 2**18, 2**10
#: What an answer may depend on beside its address: all that the applications behind this one negotiate by.
_HEADERS = frozenset({b"accept", b"accept-encoding", b"host", b"origin"})

_Headers = list[tuple[bytes, bytes]]
#: The path, the query string, and headers.
_Key = tuple[str, bytes, *tuple[tuple[bytes, bytes], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    etag: bytes
    headers: _Headers
    body: bytes


class Kept:
    """The application with a memory of its short, tagged answers to GET; the one used longest ago is forgotten first.

    ``hits`` counts the requests that were answered from memory.
    """

    def __init__(self, app: ASGIApp, *, room: int = 64 * 2**20) -> None:
        self.hits = 0
        self._app = app
        self._room = room
        self._answers: OrderedDict[_Key, _Answer] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers from memory, or has the application answer and remembers that."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        given = [one for one in scope["headers"] if one[0] in _HEADERS]
        # Not sorted: a client keeps its order, and another order is only another key.
        key = (scope["path"], scope["query_string"], *given)
        answer = self._answers.get(key)
        if answer is None:
            await self._app(scope, receive, _Recorder(self, key, send))
            return
        self.hits += 1
        self._answers.move_to_end(key)
        if any(
            name == b"if-none-match" and (answer.etag.removeprefix(b"W/") in value or value == b"*")
            for name, value in scope["headers"]
        ):
            unsent = (b"content-length", b"content-type", b"content-encoding")
            headers = [one for one in answer.headers if one[0] not in unsent]
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body"})
        else:
            await send({"type": "http.response.start", "status": 200, "headers": answer.headers})
            await send({"type": "http.response.body", "body": answer.body})

    def keep(self, key: _Key, headers: _Headers, body: bytes) -> None:
        """Remembers an answer that has a tag, and forgets older ones for it."""
        etag = next((value for name, value in headers if name == b"etag"), b"")
        if not etag or key in self._answers:
            return
        self._answers[key] = _Answer(etag=etag, headers=headers, body=body)
        self._room -= _size(key, body)
        while self._room < 0:
            old, answer = self._answers.popitem(last=False)
            self._room += _size(old, answer.body)


def _size(key: _Key, body: bytes) -> int:
    """About the bytes that an answer takes, with all of its key, which a client can make long."""
    _, address, *headers = key
    return len(body) + len(address) + sum(len(value) for _, value in headers) + _AROUND


class _Recorder:
    """Sends what an application sends, and remembers it when it is short and whole."""

    def __init__(self, kept: Kept, key: _Key, send: Send) -> None:
        self._kept = kept
        self._key = key
        self._send = send
        self._headers: _Headers | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if message["status"] == 200:
                self._headers = list(message["headers"])
        elif self._headers is not None:
            self._body += message.get("body", b"")
            if len(self._body) > _LONGEST:
                self._headers, self._body = None, b""
            elif not message.get("more_body", False):
                self._kept.keep(self._key, self._headers, self._body)
        await self._send(message)
