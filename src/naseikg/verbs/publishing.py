"""Writing the graph for others: views, files, pages."""

from __future__ import annotations

import argparse
from pathlib import Path

from naseikg.places import Project
from naseikg.verbs.terminal import AddVerb, built_store, progress_of, warn_when_stale

__all__ = ["add_verbs"]


def add_verbs(verb: AddVerb) -> None:
    """Adds ``views``, ``export``, ``site``, ``serve``."""
    one = verb("views", _views, "draw the network views as pages", "views", "views --out /tmp/views")
    one.add_argument("--out", type=Path, metavar="DIR", help="where to write the pages (default: build/views)")
    one.add_argument("names", nargs="*", metavar="NAME", help="only these views (default: all)")

    one = verb(
        "export",
        _export,
        "write the graph to a file, the format by its suffix",
        "export graph.ttl",
        "export graph.jsonld",
        "export graph.graphml",
        "export tables.csv.zip",
        "export refs.bib",
        "export dataset.dcat.ttl",
        "export naseikg.crate.zip",
        "export one.nanopub.trig --finding 3.1-2d-graphene",
    )
    one.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help=".ttl .rdf .jsonld .nt .nq .trig .graphml .gexf .csv.zip .bib .csl.json .cito.ttl .battinfo.jsonld .qudt.ttl .nanopubs.trig .nanopub.trig .dcat.ttl .crate.zip",
    )
    one.add_argument("--finding", metavar="ID", help="the one finding of a file FILE.nanopub.trig")

    one = verb(
        "site", _site, "write pages, views, answers, downloads and the data of every name as a folder", "site /tmp/site"
    )
    one.add_argument("out", type=Path, metavar="DIR", help="where to write the pages")

    one = verb("serve", _serve, "open the explorer and all pages in a browser", "serve", "serve --port 8400 --no-open")
    one.add_argument("--port", type=int, default=0, help="port on this machine (default: any free one)")
    one.add_argument("--no-open", action="store_true", help="do not open a browser")


def _views(options: argparse.Namespace, where: Project) -> int:
    from naseikg.asking.questions import require_folder
    from naseikg.drawing.views import load_views, write_view

    out = options.out or where.build / "views"
    store = built_store(where)
    views = load_views(require_folder(where.views), names=options.names)
    with progress_of([one.name for one in views]) as progress:
        for view in views:
            progress(view.name)
            print(write_view(store, view, out))
    return 0


def _export(options: argparse.Namespace, where: Project) -> int:
    from naseikg.exports.export import export, export_nanopub

    if options.finding is None:
        print(export(built_store(where), options.file, home=where))
    else:
        print(export_nanopub(built_store(where), options.file, options.finding))
    return 0


def _site(options: argparse.Namespace, where: Project) -> int:
    from naseikg.pages.site import STAGES, write_site

    with progress_of(STAGES) as progress:
        print(write_site(built_store(where), where, options.out, progress=progress))
    return 0


def _serve(options: argparse.Namespace, where: Project) -> int:
    from naseikg.asking.store import manifest_of
    from naseikg.pages.serve import serve
    from naseikg.pages.site import STAGES, is_current, made_from, write_site

    out = where.build / "site"
    digest = made_from(where, manifest_of(where.graph))
    if is_current(out, digest):
        warn_when_stale(where)
    else:
        store = built_store(where)
        with progress_of(STAGES) as progress:
            write_site(store, where, out, made_from=digest, progress=progress)
    return serve(out, port=options.port, open_browser=not options.no_open)
