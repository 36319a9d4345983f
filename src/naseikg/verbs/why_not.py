"""Explaining what an answer leaves out."""

from __future__ import annotations

import argparse

from naseikg.missing.absences import FORMATS
from naseikg.places import Project
from naseikg.verbs.terminal import AddVerb, add_store, given_question, given_store, terminal_width

__all__ = ["add_verbs"]


def add_verbs(verb: AddVerb) -> None:
    """Adds ``why-not``."""
    one = verb(
        "why-not",
        _why_not,
        "tell which conditions of a query a thing fails, and what it has instead",
        "why-not naf-layers interphase/na3p-red-phosphorus",
        "why-not longest-tests-1ma-1mah test/al2o3-peald-cycling",
        "why-not challenges-and-strategies dendrite-growth --as challenge_id",
        "why-not -f mine.rq NaF --format markdown",
    )
    one.add_argument("query", nargs="?", metavar="QUERY", help="a query of queries/; leave it out with -f")
    one.add_argument("thing", metavar="THING", help="kind/slug, IRI, label, formula or abbreviation")
    one.add_argument("-f", "--file", metavar="FILE", help="a file with SPARQL instead; - reads it from standard input")
    one.add_argument(
        "--as", dest="variable", metavar="VARIABLE", help="what the thing stands for (default: the column of its kind)"
    )
    one.add_argument("--format", choices=FORMATS, default="text", help="how to write it (default: text)")
    add_store(one)


def _why_not(options: argparse.Namespace, where: Project) -> int:
    from naseikg.errors import QueryError
    from naseikg.missing.why_not import why_not

    if (options.query is None) == (options.file is None):
        raise QueryError("give the QUERY and the THING, or -f FILE and the THING; 'naseikg query --list' shows queries")
    question = given_question(where, name=options.query, file=options.file)
    absence = why_not(given_store(options, where), question, options.thing, variable=options.variable)
    print(absence.write(options.format, width=terminal_width()), end="")
    return 0
