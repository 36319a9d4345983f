"""HTTP as uvicorn speaks it, with an end to how long and how slow the head of a request may be.

The parser of httptools takes an address or a header of any length into memory, and waits for the rest of a head for ever.
Besides, the head and the body of an answer are written at once: two writes cost as much as all else of a short answer.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["BoundedProtocol"]

#: Bytes of the address and the headers of a request; a query by GET is part of the address.
_HEAD = 2**16
#: Seconds from the first byte of a request, or from the connection, to the end of its head.
_SECONDS = 20.0
_TOO_LONG = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"content-length: 71\r\n\r\nthe address or the headers are too long; send the query as a POST body\n"
)


class _Joining(asyncio.Transport):
    """A connection that gathers what is written until whoever writes comes to rest."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._transport = transport
        self._loop = loop
        self._gathered: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview[int]) -> None:
        if not self._gathered:
            self._loop.call_soon(self._flush)
        self._gathered.append(bytes(data))

    def _flush(self) -> None:
        if self._gathered:
            data = self._gathered[0] if len(self._gathered) == 1 else b"".join(self._gathered)
            self._gathered = []
            self._transport.write(data)

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self._transport.get_extra_info(name, default)

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def pause_reading(self) -> None:
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        self._transport.resume_reading()


class BoundedProtocol(HttpToolsProtocol):
    """A connection that is closed when the head of a request is too long (431) or does not come."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._length = 0
        self._late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as its own
        """Waits for the first head."""
        super().connection_made(_Joining(transport, self.loop))
        self._late = self.loop.call_later(_SECONDS, transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        """Waits no more."""
        self._in_time()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Takes bytes, and no more of them once a head has become too long."""
        super().data_received(data)
        if self._late is not None:
            self._length += len(data)
            if self._length > _HEAD:
                self._in_time()
                self.transport.write(_TOO_LONG)
                self.transport.close()

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()
        self._length = 0
        if self._late is None:
            self._late = self.loop.call_later(_SECONDS, self.transport.close)

    def on_headers_complete(self) -> None:
        """The head is there."""
        self._in_time()
        super().on_headers_complete()

    def _in_time(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
