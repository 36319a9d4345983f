"""The graph that the functions read: that of a server or the one that was built, or else one built in memory, and kept."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyoxigraph

    from naseikg.asking.questions import Question
    from naseikg.explaining.why import Explainer
    from naseikg.places import Project

__all__ = ["current_explainer", "current_project", "current_question", "current_store", "forget"]


def current_project() -> Project:
    """The project whose files are read."""
    from naseikg.places import project, require_project

    return require_project(project())


def current_store() -> pyoxigraph.Store:
    """The graph that all functions read and none changes: that of the server of ``NASEIKG_STORE`` where it is set."""
    if os.environ.get("NASEIKG_STORE"):
        from naseikg.engines.address import given_address

        return _remote(given_address(None))
    from naseikg.asking.store import manifest_of

    where = current_project()
    folder = where.graph
    return _loaded(folder, manifest_of(folder).sha256) if folder.is_dir() else _built(where)


def current_explainer() -> Explainer:
    """What explains the statements of that graph."""
    return _explainer(current_store())


def current_question(name_or_sparql: str) -> Question:
    """The named query, or the query in SPARQL, which has a space, a brace or an IRI where a name has none.

    Raises:
        UnknownNameError: no query has that name.
    """
    from naseikg.asking.questions import Question, find_question

    if re.search(r"[\s{<]", name_or_sparql):
        return Question(name="query", header={}, sparql=name_or_sparql)
    return find_question(current_project().queries, name_or_sparql)


def forget() -> None:
    """Drops a graph that was built in memory, as the records may have changed, and what is known of a server's."""
    _built.cache_clear()
    _remote.cache_clear()


@lru_cache(maxsize=1)
def _explainer(store: pyoxigraph.Store) -> Explainer:
    from naseikg.explaining.why import Explainer

    return Explainer(store)


@lru_cache(maxsize=1)
def _loaded(folder: Path, sha256: str) -> pyoxigraph.Store:
    from naseikg.asking.store import load_store

    return load_store(folder)


@lru_cache(maxsize=1)
def _remote(address: str) -> pyoxigraph.Store:
    from naseikg.engines.remote import open_store

    return open_store(address)


@lru_cache(maxsize=1)
def _built(where: Project) -> pyoxigraph.Store:
    from naseikg.pipeline import build_graph

    return build_graph(where).store
