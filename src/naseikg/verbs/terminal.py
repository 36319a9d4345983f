"""What every verb shares at a terminal: how it is added, how it tells its progress, which graph it reads."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from naseikg.places import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

__all__ = ["AddVerb", "built_store", "progress_of", "warn_when_stale"]


class AddVerb(Protocol):
    """Adds a verb to the parser, with its help and examples, and returns its own parser for options."""

    def __call__(
        self, name: str, run: Callable[[argparse.Namespace, Project], int], help: str, *examples: str
    ) -> argparse.ArgumentParser:
        """The parser of the new verb."""


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


def warn_when_stale(where: Project) -> None:
    """Says on standard error when the records changed since the last build."""
    from naseikg.asking.freshness import is_stale

    if is_stale(where):
        print("naseikg: the records changed since the last build; run naseikg build", file=sys.stderr)
