"""Serving the graph: pages for people, an endpoint for machines."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from naseikg.places import Project
from naseikg.verbs.terminal import AddVerb, built_store, progress_of, warn_when_stale

if TYPE_CHECKING:
    from naseikg.serving.limits import Limits

__all__ = ["add_verbs"]


def add_verbs(verb: AddVerb) -> None:
    """Adds ``serve``."""
    from naseikg.serving.limits import LOCAL, PUBLIC
    from naseikg.serving.logs import FORMS

    one = verb(
        "serve",
        _serve,
        "open the explorer and all pages in a browser, with a SPARQL endpoint beside them",
        "serve",
        "serve --port 8400 --no-open",
        "serve --public --port 8400 --log combined --metrics 9400",
    )
    one.add_argument("--port", type=int, default=0, help="port to listen at (default: any free one)")
    one.add_argument(
        "--host", default="127.0.0.1", help="address to listen at (default: 127.0.0.1, which only this machine reaches)"
    )
    one.add_argument("--no-open", action="store_true", help="do not open a browser")
    pages = one.add_mutually_exclusive_group()
    pages.add_argument(
        "--site", type=Path, metavar="DIR", help="pages that 'naseikg site DIR' wrote (default: written when needed)"
    )
    pages.add_argument("--no-site", action="store_true", help="only the endpoint and the named queries, without pages")
    one.add_argument(
        "--public",
        action="store_true",
        help=f"limits for strangers: {PUBLIC.seconds:g} s, {PUBLIC.rows:,} rows and {PUBLIC.memory_bytes // 2**20:,} MiB a query "
        f"(else {LOCAL.seconds:g} s, {LOCAL.rows:,} rows, {LOCAL.memory_bytes // 2**20:,} MiB); implied by a --host "
        "that others reach; no browser opens",
    )
    one.add_argument("--seconds", type=float, metavar="S", help="time that a query may take")
    one.add_argument("--rows", type=int, metavar="N", help="rows that an answer may have")
    one.add_argument("--memory", type=int, metavar="MIB", help="memory that a query may take, beside the graph")
    one.add_argument("--workers", type=int, metavar="N", help="processes for quick queries (default: one a processor)")
    one.add_argument("--log", choices=FORMS, default="none", help="a line for each request (default: none)")
    one.add_argument(
        "--metrics", metavar="[HOST:]PORT", help="metrics for Prometheus at a port of its own (default: none)"
    )


def _serve(options: argparse.Namespace, where: Project) -> int:
    import sys
    import webbrowser

    from naseikg.serving.logs import set_up
    from naseikg.serving.running import Service, listen, run

    limits, is_public = _limits(options)
    set_up(options.log)
    with listen(options.host, options.port) as listening:
        site = None if options.no_site else options.site or _site(where)
        host, port = listening.getsockname()[:2]
        url = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        explorer = "explore/index.html"

        def ready() -> None:
            if site:
                print(f"{url}{explorer}  (the explorer)")
            print(f"{url}sparql  (the SPARQL endpoint)")
            print(f"{url}api/  (named queries and things for programs)")
            print(f"{url}  (Ctrl-C stops)", flush=True)
            if site and not (options.no_open or is_public):
                webbrowser.open(url + explorer)

        service = Service(where=where, limits=limits, site=site, log=options.log, metrics=options.metrics)
        run(service, listening, ready=ready)
    print("stopped", file=sys.stderr)
    return 0


def _limits(options: argparse.Namespace) -> tuple[Limits, bool]:
    """The limits that the options give, and whether they are those for strangers."""
    from ipaddress import ip_address

    from naseikg.errors import StoreError
    from naseikg.serving.limits import LOCAL, PUBLIC

    try:
        is_here = options.host == "localhost" or ip_address(options.host).is_loopback
    except ValueError:
        is_here = False  # a name; who reaches it is not known
    is_public = options.public or not is_here
    given = {
        "seconds": options.seconds,
        "rows": options.rows,
        "memory_bytes": options.memory and options.memory * 2**20,
        "workers": options.workers,
    }
    for name, value in given.items():
        if value is not None and not value > 0:
            raise StoreError(f"--{name.removesuffix('_bytes')} {value:g}: give a number above 0")
    chosen = {name: value for name, value in given.items() if value is not None}
    return replace(PUBLIC if is_public else LOCAL, **chosen), is_public


def _site(where: Project) -> Path:
    """The folder of the pages, which are written anew when something of them changed."""
    from naseikg.asking.store import manifest_of
    from naseikg.pages.site import STAGES, is_current, made_from, write_site

    out = where.build / "site"
    digest = made_from(where, manifest_of(where.graph))
    if is_current(out, digest):
        warn_when_stale(where)
    else:
        store = built_store(where)
        with progress_of(STAGES) as progress:
            write_site(store, where, out, made_from=digest, progress=progress)
    return out
