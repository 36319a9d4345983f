"""The web application: the endpoint, the named queries, the pages, and what operators ask for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from naseikg.asking.store import manifest_of
from naseikg.places import Project
from naseikg.serving.answering import Answers, header
from naseikg.serving.compressing import Compressed
from naseikg.serving.named import Api
from naseikg.serving.pages import Pages
from naseikg.serving.pool import Pool
from naseikg.serving.protocol import Description, Sparql

__all__ = ["application"]


def application(where: Project, pool: Pool, *, digest: str, site: Path | None) -> ASGIApp:
    """The application over a pool of workers; with the pages of a folder, where one is given."""
    answers = Answers(pool, digest=digest)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await pool.open()
        yield
        await pool.close()

    async def health(_: Request) -> Response:
        told = {"status": "ok" if pool.processes else "no workers", "graph": digest}
        return JSONResponse(told, 200 if pool.processes else 503, {"cache-control": "no-store"})

    api = Api(answers, where.queries, version=version("naseikg"), has_site=site is not None)
    sparql = Sparql(answers, sizes=manifest_of(where.graph).triples, has_explorer=site is not None)
    routes: list[Route | Mount] = [
        Route("/void", Description(answers)),
        Route("/.well-known/void", Description(answers)),
        Route("/health", health),
        Route("/api", api),
        Route("/api/{path:path}", api),
    ]
    if site is not None:
        routes.append(Mount("/", Pages(site)))
    routes.insert(0, Route("/sparql", sparql))
    return _Beside(_compressed(sparql), _open_to_all(Starlette(routes=routes, lifespan=lifespan)))


def _compressed(app: ASGIApp) -> ASGIApp:
    return Compressed(app, minimum_size=1000, compresslevel=5)


def _open_to_all(app: ASGIApp) -> ASGIApp:
    """The application for pages of any origin, as nothing here is secret or changes anything; compressed where wanted."""
    return CORSMiddleware(
        _compressed(app),
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST", "QUERY"],
        allow_headers=["*"],
        expose_headers=["ETag", "Retry-After"],
        max_age=86400,
    )


class _Beside:
    """The endpoint for clients that are no pages beside all other requests: a router costs as much as a short answer."""

    def __init__(self, endpoint: ASGIApp, others: ASGIApp) -> None:
        self._endpoint = endpoint
        self._others = others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_plain = scope["type"] == "http" and scope["path"] == "/sparql" and not header(scope, b"origin")
        await (self._endpoint if is_plain else self._others)(scope, receive, send)
