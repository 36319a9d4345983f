"""Servers on real sockets that say what a test tells them, or hold a request back on the way to another server."""

from __future__ import annotations

import http.client
import http.server
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

__all__ = ["Relay", "Said", "holding", "saying"]


@dataclass(slots=True)
class Said:
    """A server that gives the same bytes to each request, or the next ones; and what it was asked."""

    url: str
    heads: list[str] = field(default_factory=list)


@contextmanager
def saying(*replies: bytes) -> Iterator[Said]:
    """Gives each request the next reply as it stands, the last one again and again, and closes; ``b""`` is silence."""
    left = list(replies)
    over = threading.Event()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said.heads.append(f"{self.requestline}\n{self.headers}")
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            reply = left.pop(0) if len(left) > 1 else left[0]
            if not reply:
                over.wait(60)
            self.wfile.write(reply)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.block_on_close = False
        said = Said(f"http://127.0.0.1:{server.server_port}/query")
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield said
        finally:
            over.set()
            server.shutdown()


@dataclass(slots=True, kw_only=True)
class Relay:
    """A way to another server: its own address, and whether it holds a request back by now."""

    url: str
    held: threading.Event


@contextmanager
def holding(address: str, *, paths: Sequence[str], count: int) -> Iterator[Relay]:
    """Passes all requests on to a server, but of those with a path of ``paths`` only so many that succeed; then it waits."""
    split = urlsplit(address)
    over, held = threading.Event(), threading.Event()
    passed: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            if self.path in paths and len(passed) >= count:
                held.set()
                over.wait(60)
                self.close_connection = True
                return
            there = http.client.HTTPConnection(str(split.hostname), split.port, timeout=60)
            there.request(self.command, self.path, body, dict(self.headers))
            reply = there.getresponse()
            content = reply.read()
            there.close()
            if self.path in paths and reply.status < 300:
                passed.append(self.path)
            self.send_response_only(reply.status)
            for name, value in reply.getheaders():
                if name.lower() not in ("connection", "content-length", "transfer-encoding", "date"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_PUT(self) -> None:
            self.do_POST()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.block_on_close = False
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield Relay(url=f"http://127.0.0.1:{server.server_port}{split.path}", held=held)
        finally:
            over.set()
            server.shutdown()
