"""Loading the built graph into a server of others."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from naseikg.places import Project
from naseikg.verbs.terminal import AddVerb, warn_when_stale

__all__ = ["add_verbs"]


def add_verbs(verb: AddVerb) -> None:
    """Adds ``load``."""
    one = verb(
        "load",
        _load,
        "load the built graph into a SPARQL server, or go on where that stopped",
        "load --store http://localhost:7878/query",
        "load --store http://localhost:8890/sparql",
        "load --store https://example.org/ds/sparql --update https://example.org/ds/update"
        " --graph-store https://example.org/ds/data",
    )
    one.add_argument("--store", metavar="URL", help="the address for queries (default: NASEIKG_STORE)")
    one.add_argument(
        "--update", metavar="URL", help="the address for updates (default: as Oxigraph or Virtuoso has it)"
    )
    one.add_argument(
        "--graph-store", metavar="URL", help="the address for whole graphs (default: as Oxigraph or Virtuoso has it)"
    )
    one.add_argument("--anew", action="store_true", help="load all of it again, whatever is there")


def _load(options: argparse.Namespace, where: Project) -> int:
    from naseikg.engines.address import access_of, given_address
    from naseikg.engines.filling import load_graph, target_of
    from naseikg.errors import StoreError

    address = given_address(options.store)
    if not address:
        raise StoreError("--store is missing; give the address of a server, such as http://localhost:7878/query")
    warn_when_stale(where)
    access = access_of()
    target = target_of(address, access, update=options.update, graph_store=options.graph_store)
    with _progress() as progress:
        loaded = load_graph(where.graph, target, access, anew=options.anew, progress=progress)
    print(loaded)
    return 0


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar on a terminal that says how many triples are done; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield tell
