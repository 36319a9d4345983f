"""What the verbs share at a terminal: how one is added, how it tells its progress, which graph and query it reads."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from naseikg.places import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

    from naseikg.asking.questions import Question

__all__ = [
    "AddVerb",
    "add_store",
    "built_store",
    "given_question",
    "given_store",
    "progress_of",
    "terminal_width",
    "warn_when_stale",
    "whole_store",
]


class AddVerb(Protocol):
    """Adds a verb to the parser, with its help and examples, and returns its own parser for options."""

    def __call__(
        self, name: str, run: Callable[[argparse.Namespace, Project], int], help: str, *examples: str
    ) -> argparse.ArgumentParser:
        """The parser of the new verb."""


def add_store(verb: argparse.ArgumentParser) -> None:
    """Adds ``--store`` to a verb that reads the graph."""
    verb.add_argument(
        "--store",
        metavar="URL",
        help="ask this SPARQL endpoint in place of the built graph (default: NASEIKG_STORE; see docs/engines.md)",
    )


@contextmanager
def progress_of(stages: Sequence[str]) -> Iterator[Callable[[str], None]]:
    """Tells the stages as they begin: a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda stage: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<12}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=len(stages))

        def tell(stage: str) -> None:
            bar.update(task, description=stage, completed=stages.index(stage) if stage in stages else 0)

        yield tell


def built_store(where: Project) -> Store:
    """The built graph, with a warning when the records say something else by now."""
    from naseikg.asking.store import load_store

    warn_when_stale(where)
    return load_store(where.graph)


def given_store(options: argparse.Namespace, where: Project) -> Store:
    """The graph that ``--store`` or ``NASEIKG_STORE`` names, else the built one.

    Raises:
        StoreError: it is no address of a server, or there is no built graph.
    """
    if not _is_elsewhere(options):
        return built_store(where)
    from naseikg.engines.address import given_address
    from naseikg.engines.remote import open_store

    return open_store(given_address(options.store))


def whole_store(options: argparse.Namespace, where: Project) -> Store:
    """As `given_store`, for a verb that walks the whole graph: of a server, a copy.

    Raises:
        StoreError: it is no address of a server, the server cannot be asked, or there is no built graph.
    """
    if not _is_elsewhere(options):
        return built_store(where)
    from naseikg.engines.address import given_address
    from naseikg.engines.remote import fetched_store

    return fetched_store(given_address(options.store))


def _is_elsewhere(options: argparse.Namespace) -> bool:
    return options.store is not None or bool(os.environ.get("NASEIKG_STORE"))


def given_question(where: Project, *, name: str | None, file: str | None) -> Question:
    """The named query, or that of a file; ``-`` is standard input.

    Raises:
        UnknownNameError: there is no query of that name.
        QueryError: the file cannot be read, or is not in UTF-8.
    """
    from naseikg.asking.questions import find_question, parse_question, read_query
    from naseikg.errors import QueryError

    if name is not None:
        return find_question(where.queries, name)
    assert file is not None, "the verb asks for one of the two"
    if file != "-":
        return parse_question(read_query(Path(file)), name=file)
    try:
        # As bytes, since text would be read in the encoding of the terminal.
        return parse_question(sys.stdin.buffer.read().decode("utf-8"), name=file)
    except UnicodeDecodeError as error:
        raise QueryError("-: is not in UTF-8; save it so") from error


def terminal_width() -> int:
    """The width of the terminal in characters; 100 where there is none."""
    return shutil.get_terminal_size((100, 24)).columns


def warn_when_stale(where: Project) -> None:
    """Says on standard error when something that the graph is built from changed since."""
    from naseikg.asking.freshness import is_stale

    if is_stale(where):
        print(
            "naseikg: the ontology, records, mappings or checks changed since the last build; run naseikg build",
            file=sys.stderr,
        )
