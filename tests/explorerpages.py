"""The explorer in a real browser: served by a plain static server, with every other host out of reach."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

__all__ = ["Explorer", "static_server"]

#: Long enough for a laden machine; a test that meets it has failed anyway.
_PATIENCE = 15_000


@dataclass(kw_only=True)
class Explorer:
    """Opens views of the explorer, and keeps what went wrong in them."""

    browser: Browser
    url: str
    faults: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, address: str = "#look", *, width: int = 1400, height: int = 900, **options: Any) -> Page:
        """A new page at an address such as ``#look?view=layers``; ``options`` are those of a browser context."""
        context = self.browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(_PATIENCE)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("request", self._request)
        page.goto(f"{self.url}{address}")
        return page

    def close(self) -> None:
        """Closes all pages."""
        for context in self._contexts:
            context.close()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        # Who goes on to another address breaks off what was on its way.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"failed: {request.url} {request.failure}")

    def _request(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme in ("http", "https") and asked.netloc != urlsplit(self.url).netloc:
            self.faults.append(f"asks another host: {request.url}")


class _Quiet(SimpleHTTPRequestHandler):
    """The server of Python's standard library, which knows nothing of our site."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def static_server(folder: Path) -> Iterator[str]:
    """The address of a plain file server of a folder, on this machine only."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
