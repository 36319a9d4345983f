"""Writing the graph for others: views, files, pages."""

from __future__ import annotations

import argparse
from pathlib import Path

from naseikg.places import Project
from naseikg.verbs.terminal import AddVerb, add_store, progress_of, whole_store

__all__ = ["add_verbs"]


def add_verbs(verb: AddVerb) -> None:
    """Adds ``views``, ``export``, ``site``."""
    one = verb("views", _views, "draw the network views as pages", "views", "views --out /tmp/views")
    one.add_argument("--out", type=Path, metavar="DIR", help="where to write the pages (default: build/views)")
    one.add_argument("names", nargs="*", metavar="NAME", help="only these views (default: all)")
    add_store(one)

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
    add_store(one)

    one = verb(
        "site", _site, "write pages, views, answers, downloads and the data of every name as a folder", "site /tmp/site"
    )
    one.add_argument("out", type=Path, metavar="DIR", help="where to write the pages")
    add_store(one)


def _views(options: argparse.Namespace, where: Project) -> int:
    from naseikg.asking.questions import require_folder
    from naseikg.drawing.views import load_views, write_view

    out = options.out or where.build / "views"
    store = whole_store(options, where)
    views = load_views(require_folder(where.views), names=options.names)
    with progress_of([one.name for one in views]) as progress:
        for view in views:
            progress(view.name)
            print(write_view(store, view, out))
    return 0


def _export(options: argparse.Namespace, where: Project) -> int:
    from naseikg.exports.export import export, export_nanopub

    if options.finding is None:
        print(export(whole_store(options, where), options.file, home=where))
    else:
        print(export_nanopub(whole_store(options, where), options.file, options.finding))
    return 0


def _site(options: argparse.Namespace, where: Project) -> int:
    from naseikg.pages.site import STAGES, write_site

    with progress_of(STAGES) as progress:
        print(write_site(whole_store(options, where), where, options.out, progress=progress))
    return 0
