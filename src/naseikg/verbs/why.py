"""Explaining what the graph says."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from naseikg.places import Project
from naseikg.verbs.terminal import AddVerb, add_store, given_store

__all__ = ["add_verbs"]

_MOST = 10


def add_verbs(verb: AddVerb) -> None:
    """Adds ``why``."""
    one = verb(
        "why",
        _why,
        "tell why a fact holds: its sentences, or the axioms and facts it follows from",
        "why interphase/naf-cof2 hasComponent NaF",
        'why NaF a "layer component"',
        "why quantity/naf-shear-modulus numericValue 31.4 --text review.txt",
        "why NaF a Substance --all --limit 20",
    )
    one.add_argument("subject", metavar="SUBJECT", help="kind/slug, IRI, label, formula or abbreviation")
    one.add_argument(
        "relation", metavar="RELATION", help="a relation by its name or label; 'a' for the class of a thing"
    )
    one.add_argument(
        "object", metavar="OBJECT", help="a thing as the subject, a class by name or label, a number or text"
    )
    one.add_argument(
        "--all",
        action="store_true",
        help="every reason that rests on other facts or axioms, those on fewest facts first",
    )
    one.add_argument("--limit", type=int, metavar="N", help=f"with --all: at most so many (default: {_MOST})")
    one.add_argument(
        "--text", type=Path, metavar="FILE", help="the review's plain text, to print the sentences themselves"
    )
    one.add_argument(
        "--format", choices=("tree", "markdown", "json"), default="tree", help="how to write it (default: tree)"
    )
    add_store(one)


def _why(options: argparse.Namespace, where: Project) -> int:
    from naseikg.errors import QueryError
    from naseikg.explaining.why import Explainer

    if options.limit is not None and not options.all:
        raise QueryError("--limit needs --all")
    if options.limit is not None and options.limit < 1:
        raise QueryError(f"--limit {options.limit}: give a number of 1 or more")
    text = None
    if options.text:
        from naseikg.reading.text import load_text

        text = load_text(options.text)
    limit = (options.limit or _MOST) if options.all else 1
    found = Explainer(given_store(options, where)).why(
        options.subject, options.relation, options.object, limit=limit, text=text
    )
    if options.format == "json":
        print(found.to_json(), end="")
    elif options.format == "markdown":
        print(found.to_markdown(), end="")
    else:
        print(found.to_text(width=shutil.get_terminal_size((100, 24)).columns))
    return 0
