"""Requests that nobody meant, sent to a running server: its parameters, headers and paths, right, nearly right, and random."""

from __future__ import annotations

import http.client
import random
import socket
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlsplit

from fuzzing import TARGETS, Target, changed

__all__ = ["http_target"]

#: What a server may say; a fault within is none of these.
_FINE = {*range(200, 500), 501, 503, 504, 505}
_PATIENCE = 120.0
_PATHS = ("/sparql", "/sparql", "/sparql", "/sparql/", "/api", "/api/queries", "/api/queries/naf-layers", "/health", "/void",
    "/metrics", "/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/sparql%00", "//sparql", "/api/%ff", "/api/things/substance/naf")  # fmt: skip
_NAMES = (
    "query",
    "query",
    "query",
    "update",
    "default-graph-uri",
    "named-graph-uri",
    "using-graph-uri",
    "format",
    "limit",
    "q",
    "",
)
_VALUES = ("ASK {}", "SELECT * { ?s ?p ?o } LIMIT 3", "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 2", "DESCRIBE nsei:Halide",
    "https://w3id.org/naseikg/graph/asserted", "file:///etc/passwd", "http://127.0.0.1:1/", "x", "-1", "json")  # fmt: skip
_TYPES = ("application/sparql-query", "application/x-www-form-urlencoded", "application/sparql-update", "text/plain", "x/y; charset=utf-16",
    "application/sparql-results+json", "text/csv", "text/turtle;q=0.5, */*;q=0.1", "application/n-quads", "*/*;q=abc", ",,;=", "")  # fmt: skip
_METHODS = ("GET", "GET", "GET", "POST", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "BREW")
_HEADERS = ("Accept", "Content-Type", "If-None-Match", "Accept-Encoding", "Origin", "Range", "Authorization", "X-Forwarded-For",
    "Transfer-Encoding", "Content-Length", "Expect", "Upgrade", "Access-Control-Request-Method")  # fmt: skip


def http_target(url: str) -> Target:
    """Requests to the server of an address: each is answered, by no fault within, and it goes on answering."""
    place = urlsplit(url)
    host, port = place.hostname or "", place.port or 80
    with TemporaryDirectory() as folder:
        queries = TARGETS["query"](Path(__file__).parent.parent, Path(folder))
        queries.close()

    def value(chance: random.Random) -> str:
        made = chance.choice(_VALUES) if chance.random() < 0.5 else str(queries.make(chance))
        return changed(chance, made, _VALUES) if chance.random() < 0.2 else made

    def make(chance: random.Random) -> bytes:
        pairs = [
            f"{chance.choice(_NAMES)}={quote(value(chance).encode(errors='surrogatepass'))[:8_000]}"
            for _ in range(chance.choice((0, 1, 1, 1, 2, 4)))
        ]
        method, path, form = chance.choice(_METHODS), chance.choice(_PATHS), "&".join(pairs)
        headers, body = {"Host": f"{host}:{port}", "Connection": "close"}, b""
        if method in ("POST", "PUT", "PATCH"):
            kind = chance.choice(_TYPES[:4])
            body = form.encode() if "form" in kind else value(chance).encode(errors="surrogatepass")
            headers |= {"Content-Type": kind, "Content-Length": str(len(body))}
        elif form:
            path += f"?{form}"
        for _ in range(chance.choice((0, 1, 3))):
            headers.setdefault(
                chance.choice(_HEADERS[:9]), chance.choice((*_TYPES, "gzip", '"x"', "bytes=0-1", "null"))
            )
        if chance.random() < 0.05:
            headers[chance.choice(_HEADERS)] = changed(chance, "1", _TYPES).encode(errors="replace").decode("latin-1")
        head = (
            f"{method} {path} HTTP/1.1\r\n" + "".join(f"{name}: {said}\r\n" for name, said in headers.items()) + "\r\n"
        )
        request = head.encode("latin-1", errors="replace") + body
        if chance.random() < 0.1:
            bits = bytearray(request)
            bits[chance.randrange(len(bits))] = chance.randrange(256)
            request = bytes(bits)
        return request

    def run(made: str | bytes) -> None:
        assert isinstance(made, bytes)
        with socket.create_connection((host, port), timeout=_PATIENCE) as connection:
            connection.sendall(made)
            # Nothing more comes, so a server that was promised more need not wait.
            connection.shutdown(socket.SHUT_WR)
            answer = http.client.HTTPResponse(connection)
            try:
                answer.begin()
            except http.client.HTTPException:
                # It hung up, as it may on half a request.
                _require_alive(host, port)
                return
            body = answer.read() if made[:4] != b"HEAD" else b""
        if answer.status not in _FINE or b"Traceback" in body or b'File "' in body:
            raise AssertionError(f"{answer.status}: {body[:500]!r}")

    return Target(make=make, run=run)


def _require_alive(host: str, port: int) -> None:
    connection = http.client.HTTPConnection(host, port, timeout=_PATIENCE)
    connection.request("GET", "/health")
    status = connection.getresponse().status
    connection.close()
    if status != 200:
        raise AssertionError(f"the server is no longer well: {status}")
