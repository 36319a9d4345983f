"""Serving the graph to a language model."""

from __future__ import annotations

import argparse
from dataclasses import replace

from naseikg.places import Project
from naseikg.verbs.terminal import AddVerb

__all__ = ["add_verbs"]


def add_verbs(verb: AddVerb) -> None:
    """Adds ``mcp``."""
    one = verb(
        "mcp",
        _mcp,
        "serve the graph to a language model as tools of the Model Context Protocol, on standard input and output",
        "mcp",
        "mcp --seconds 5",
    )
    one.add_argument("--seconds", type=float, metavar="S", help="time that a query may take (default: 10)")


def _mcp(options: argparse.Namespace, where: Project) -> int:
    from importlib.metadata import version

    from naseikg.asking.questions import load_questions
    from naseikg.errors import StoreError

    try:
        from naseikg.serving.tools import server_of
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types", "pydantic"):
            raise
        raise StoreError("the package mcp is not installed; run: pip install 'naseikg[mcp]'") from error
    from naseikg.serving.births import Nursery
    from naseikg.serving.limits import PUBLIC
    from naseikg.serving.pool import Pool

    if options.seconds is not None and not options.seconds > 0:
        raise StoreError(f"--seconds {options.seconds:g}: give a number above 0")
    limits = replace(PUBLIC, workers=1, waiting=100, seconds=options.seconds or PUBLIC.seconds)
    questions = load_questions(where.queries)
    pool = Pool(Nursery(where.graph, limits), limits)
    try:
        server_of(pool, questions, version=version("naseikg")).run("stdio")
    finally:
        pool.end()
    return 0
