"""An answer on its way to a client: compared with what the client has already, sent in parts when it is long."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import marshal
import re
from typing import Protocol

from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

from naseikg.serving.jobs import RefusedError
from naseikg.serving.pool import BusyError, Pool, Reply

__all__ = ["Answers", "Refusing", "header", "send_text"]

#: What makes a query give another answer each time; such answers are not kept and have no tag.
_CHANGING = re.compile(r"\b(?:RAND|NOW|UUID|STRUUID|BNODE)\b", re.I)
#: A client may use what it has for so many seconds before it asks again whether that is still right.
_CACHE = b"public, max-age=60"
_VARY = b"Accept, Accept-Encoding"


class Refusing(Protocol):
    """Sends why there is no answer: the request, where to, the status, a sentence, and whether to try again later."""

    async def __call__(self, scope: Scope, send: Send, status: int, text: str, *, retry: bool = False) -> None:
        """Sends it."""


class Answers:
    """The answers of a pool of workers over one graph, which never changes while it is served."""

    def __init__(self, pool: Pool, *, digest: str) -> None:
        self.pool = pool
        self._digest = digest.encode()

    async def respond(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        job: str,
        arguments: dict[str, object],
        *,
        refuse: Refusing | None = None,
    ) -> None:
        """Sends the answer to a job, or why there is none, with `send_text` or another function that says so.

        A job whose client hangs up is stopped.
        """
        # The answer to a POST is not stored anywhere, so it has no tag.
        etag = self._etag(job, arguments) if scope["method"] in ("GET", "HEAD") else b""
        known = header(scope, b"if-none-match").strip() if etag else ""
        if known and _names(known, etag):
            await _unchanged(send, etag)
            return
        try:
            reply = await self._asked(receive, job, arguments)
        except ClientDisconnect:
            return
        except RefusedError as error:
            await (refuse or send_text)(scope, send, error.status, str(error), retry=isinstance(error, BusyError))
            return
        if known == "*":
            await _close(reply)
            await _unchanged(send, etag)
            return
        # A fault from here on leaves the body without its end, so that no client takes a part for the whole: the
        # server closes the connection of an answer that has no end.
        with contextlib.suppress(RefusedError):
            await self._send(scope, receive, send, reply, etag)

    async def _send(self, scope: Scope, receive: Receive, send: Send, reply: Reply, etag: bytes) -> None:
        media_type, body = reply
        charset = "; charset=utf-8" if media_type.startswith("text/") else ""
        headers = [(b"content-type", (media_type + charset).encode()), (b"vary", _VARY)]
        headers += [(b"etag", etag), (b"cache-control", _CACHE)] if etag else [(b"cache-control", b"no-store")]
        with_body = scope["method"] != "HEAD"
        if isinstance(body, bytes):
            await _start(send, 200, [*headers, (b"content-length", str(len(body)).encode())])
            await send({"type": "http.response.body", "body": body if with_body else b""})
            return
        await _start(send, 200, headers)
        if not with_body:
            await send({"type": "http.response.body"})
            await _close(reply)
            return
        gone = asyncio.create_task(_hung_up(receive))
        try:
            async for part in body:
                if gone.done():
                    await _close(reply)
                    return
                await send({"type": "http.response.body", "body": part, "more_body": True})
            await send({"type": "http.response.body"})
        finally:
            gone.cancel()

    async def _asked(self, receive: Receive, job: str, arguments: dict[str, object]) -> Reply:
        """The reply to a job. Only when it takes long is the client watched, as most replies are there sooner."""
        asked = asyncio.current_task()
        assert asked is not None
        watch: list[asyncio.Task[None]] = []

        async def stop_when_gone() -> None:
            await _hung_up(receive)
            asked.cancel()

        def begin() -> None:
            watch.append(asyncio.create_task(stop_when_gone()))

        try:
            return await self.pool.run(job, arguments, on_long=begin)
        except asyncio.CancelledError:
            if watch and watch[0].done() and not asked.uncancel():
                raise ClientDisconnect from None
            raise
        finally:
            if watch:
                watch[0].cancel()

    def _etag(self, job: str, arguments: dict[str, object]) -> bytes:
        """The tag of an answer; empty where the same question may get another answer each time."""
        query = arguments.get("query")
        if isinstance(query, str) and _CHANGING.search(query):
            return b""
        asked = marshal.dumps((job, sorted(arguments.items())))
        # A weak one, as the same answer goes out compressed and plain.
        return b'W/"' + hashlib.sha256(self._digest + asked).hexdigest()[:32].encode() + b'"'


async def send_text(scope: Scope, send: Send, status: int, text: str, *, retry: bool = False) -> None:
    """Sends a sentence as plain text: what is wrong, and what to do."""
    body = f"{text}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    await _start(send, status, [*headers, (b"retry-after", b"5")] if retry else headers)
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def header(scope: Scope, name: bytes) -> str:
    """The value of a request's header, several of one name joined by commas; empty where there is none."""
    return ", ".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)


def _names(known: str, etag: bytes) -> bool:
    """Whether a list of tags has this one, weakly compared (RFC 9110, section 13.1.2)."""
    opaque = etag.decode().removeprefix("W/")
    return any(one.strip().removeprefix("W/") == opaque for one in known.split(","))


async def _unchanged(send: Send, etag: bytes) -> None:
    await _start(send, 304, [(b"etag", etag), (b"cache-control", _CACHE), (b"vary", _VARY)])
    await send({"type": "http.response.body"})


async def _close(reply: Reply) -> None:
    """Stops a long answer that is not sent."""
    if not isinstance(reply.body, bytes):
        await reply.body.aclose()  # type: ignore[attr-defined]  # it is a generator, which the type of a reply need not say


async def _hung_up(receive: Receive) -> None:
    message: Message = {}
    while message.get("type") != "http.disconnect":
        message = await receive()


async def _start(send: Send, status: int, headers: list[tuple[bytes, bytes]]) -> None:
    # For pages of any origin; said to all, as a cache between may keep the answer for them.
    headers.append((b"access-control-allow-origin", b"*"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
