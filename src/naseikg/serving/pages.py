"""The pages of a site: the files of one folder, and nothing beside it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes

from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from naseikg.errors import StoreError

__all__ = ["Pages"]

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
_NOT_FOUND = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Page not found</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<link rel="stylesheet" href="/assets/site.css"></head><body><main><h1>Page not found</h1>'
    '<p>There is no such page here.</p><p><a href="/index.html">To the start page</a></p></main></body></html>\n'
)
_HEADERS = {
    "cache-control": "no-cache",
    # The explorer offers to ask the endpoint where its server names one.
    "link": '</sparql>; rel="service-desc"',
    "vary": "Accept-Encoding",
    "x-content-type-options": "nosniff",
}


class Pages(StaticFiles):
    """The files of a folder as an ASGI application.

    Raises:
        StoreError: the folder holds no site.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        if not (self._folder / "index.html").is_file():
            raise StoreError(f"{folder}: holds no site; run 'naseikg site {folder}'")
        super().__init__(directory=self._folder)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the file of the request's path, or the page that says there is none."""
        response = self._response(scope)
        response.headers.update(_HEADERS)
        await response(scope, receive, send)

    def _response(self, scope: Scope) -> Response:
        if scope["method"] not in ("GET", "HEAD"):
            return Response("pages are only read: GET or HEAD\n", 405, {"allow": "GET, HEAD"}, "text/plain")
        path = scope["raw_path"].partition(b"?")[0].decode("latin-1")
        # Browsers ask for an icon at this place where a page names none.
        found = _file(self._folder, "/assets/icon.svg" if path == "/favicon.ico" else path)
        if found is None:
            return HTMLResponse(_NOT_FOUND, 404)
        if found.name == "index.html" and not path.endswith(("/", "/index.html")):
            # Relative links of a folder's page need the slash.
            return RedirectResponse(f"/{path.strip('/')}/", 301)
        response = self.file_response(found, os.stat(found), scope)
        if response.status_code == 200:
            response.headers["content-type"] = _TYPES.get(found.suffix.lower(), "application/octet-stream")
        return response


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
