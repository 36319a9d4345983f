"""A site in the browser of this machine: a small server of one folder, for this machine only."""

from __future__ import annotations

import errno
import sys
import webbrowser
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from urllib.parse import unquote_to_bytes, urlsplit

from naseikg.errors import StoreError

__all__ = ["SiteServer", "serve"]

_HOST = "127.0.0.1"
_EXPLORER = "explore/index.html"
_TYPES = {
    ".bib": "application/x-bibtex",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gexf": "application/gexf+xml",
    ".graphml": "application/graphml+xml",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".png": "image/png",
    ".rdf": "application/rdf+xml",
    ".svg": "image/svg+xml",
    ".trig": "application/trig",
    ".txt": "text/plain; charset=utf-8",
    ".tsv": "text/tab-separated-values; charset=utf-8",
    ".ttl": "text/turtle; charset=utf-8",
    ".zip": "application/zip",
}


def serve(folder: Path, *, port: int, open_browser: bool) -> int:
    """Serves a folder on this machine until Ctrl-C and returns the exit code; port 0 takes any free one.

    The browser opens the explorer, where the folder has it.

    Raises:
        StoreError: the folder holds no site, or the port cannot be used.
    """
    with SiteServer(folder, port=port) as server:
        if server.explorer_url:
            print(f"{server.explorer_url}  (the explorer)")
        print(f"{server.url}  (Ctrl-C stops)", flush=True)
        if open_browser:
            webbrowser.open(server.explorer_url or server.url)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("stopped", file=sys.stderr)
    return 0


class SiteServer(ThreadingHTTPServer):
    """A server that gives away the files of one folder, to this machine only."""

    daemon_threads = True
    # Elsewhere than on POSIX this option would let two servers share a port.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, folder: Path, *, port: int) -> None:
        self.folder = folder.resolve()
        if not (self.folder / "index.html").is_file():
            raise StoreError(f"{folder}: holds no site; run 'naseikg site {folder}'")
        try:
            super().__init__((_HOST, port), _Handler)
        except OverflowError as error:
            raise StoreError(f"port {port} does not exist; give --port a number from 0 to 65535") from error
        except OSError as error:
            reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            raise StoreError(
                f"port {port} {reason}; give --port another one, or leave it out for any free one"
            ) from error

    @property
    def url(self) -> str:
        """The address of the start page."""
        return f"http://{_HOST}:{self.server_port}/"

    @property
    def explorer_url(self) -> str:
        """The address of the explorer; nothing where the folder has none."""
        return f"{self.url}{_EXPLORER}" if (self.folder / _EXPLORER).is_file() else ""

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        """Keeps quiet when a browser hangs up early; anything else is a fault and is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: SiteServer
    protocol_version = "HTTP/1.1"
    server_version = "naseikg"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the reader of the terminal wants the address, not every request."""

    def _answer(self, *, with_body: bool) -> None:
        path = urlsplit(self.path).path
        # Browsers ask for an icon at this place where a page names none.
        found = _file(self.server.folder, "/assets/icon.svg" if path == "/favicon.ico" else path)
        if found is None:
            self._not_found(with_body)
        elif found.name == "index.html" and not path.endswith(("/", "/index.html")):
            # Relative links of a folder's page need the slash.
            self._send(HTTPStatus.MOVED_PERMANENTLY, b"", "text/plain", with_body, {"Location": f"/{path.strip('/')}/"})
        else:
            kind = _TYPES.get(found.suffix.lower(), "application/octet-stream")
            self._send(HTTPStatus.OK, found.read_bytes(), kind, with_body, {})

    def _not_found(self, with_body: bool) -> None:
        page = (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Page not found</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<link rel="stylesheet" href="/assets/site.css"></head><body><main><h1>Page not found</h1>'
            '<p>There is no such page here.</p><p><a href="/index.html">To the start page</a></p></main></body></html>\n'
        )
        self._send(HTTPStatus.NOT_FOUND, page.encode(), _TYPES[".html"], with_body, {})

    def _send(self, status: HTTPStatus, body: bytes, kind: str, with_body: bool, more: dict[str, str]) -> None:
        self.send_response(status)
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "Cache-Control": "no-cache",
            "X-Content-Type-Options": "nosniff",
            **more,
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(body)


def _file(folder: Path, path: str) -> Path | None:
    """The file of a folder that a path of a URL names; nothing outside the folder, not even through a link.

    >>> _file(Path("/site"), "/%2e%2e/etc/passwd") is None
    True
    """
    try:
        parts = unquote_to_bytes(path).decode().split("/")
    except UnicodeDecodeError:
        return None
    if any(part in (".", "..") or "\\" in part or "\0" in part or ":" in part for part in parts):
        return None
    found = folder.joinpath(*(part for part in parts if part))
    try:
        if found.is_dir():
            found /= "index.html"
        elif parts[-1] == "":
            return None
        inside = found.resolve(strict=True).is_relative_to(folder)
    except OSError:
        return None
    return found if inside and found.is_file() else None
