"""Answers compressed with gzip for clients that take it."""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Message, Receive, Scope, Send

from naseikg.serving.answering import header

__all__ = ["Compressed"]

_REFUSED = re.compile(r"(?:^|,)\s*gzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)", re.I)


class Compressed(GZipMiddleware):
    """Starlette's, which also keeps to ``gzip;q=0``, makes the tag of what it has compressed a weak one, and says of
    nothing twice that the answer varies with it.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, and compresses the answer where that is wanted and worth it."""

        async def send_weakly(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                tag = headers.get("etag", "")
                if "content-encoding" in headers and tag.startswith('"'):
                    headers["etag"] = f"W/{tag}"
                if "vary" in headers:
                    headers["vary"] = ", ".join(dict.fromkeys(headers["vary"].split(", ")))
            await send(message)

        wanted = header(scope, b"accept-encoding") if scope["type"] == "http" else ""
        if "gzip" in wanted.lower() and not _REFUSED.search(wanted):
            await super().__call__(scope, receive, send_weakly)
        else:
            await self.app(scope, receive, send)
