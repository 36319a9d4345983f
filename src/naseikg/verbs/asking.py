"""Asking the built graph: named and free queries, and all of one thing."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from naseikg.asking.formats import FORMATS
from naseikg.places import Project
from naseikg.verbs.terminal import AddVerb, add_store, built_store, given_question, given_store, terminal_width

if TYPE_CHECKING:
    from naseikg.asking.questions import Question

__all__ = ["add_verbs"]


def add_verbs(verb: AddVerb) -> None:
    """Adds ``query``, ``show``."""
    one = verb(
        "query",
        _query,
        "run a named query, or a SPARQL file",
        "query --list",
        "query naf-layers",
        "query -f mine.rq --format csv",
        "query cycling-tests --units si",
        "query all-layers --with component=NaF --with method='molecular layer deposition'",
        "query all-layers --parameters",
        "query -f - < mine.rq",
    )
    one.add_argument("name", nargs="?", metavar="NAME", help="a query of queries/")
    one.add_argument("-f", "--file", metavar="FILE", help="a file with SPARQL; - reads it from standard input")
    one.add_argument("--list", action="store_true", help="list the named queries with their questions")
    one.add_argument("--tag", metavar="TAG", help="with --list: only queries with this tag")
    one.add_argument(
        "--with",
        dest="values",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a value for a parameter of the query; may be given for several",
    )
    one.add_argument("--parameters", action="store_true", help="list the parameters of the query, and run nothing")
    one.add_argument(
        "--format",
        choices=FORMATS,
        help="how to write the answer (default: table)",
    )
    one.add_argument(
        "--asserted", action="store_true", help="ask only what the records say, without what was inferred from it"
    )
    one.add_argument(
        "--units",
        metavar="UNITS",
        help="give quantities in SI units (si), or in a unit such as 'A/m2', or in several with commas (default: as printed)",
    )
    one.add_argument("--accept", action="store_true", help="write the answer to queries/expected/NAME.csv for review")
    add_store(one)

    one = verb(
        "show",
        _show,
        "show one thing: what it is, its facts, their evidence",
        "show substance/naf",
        'show "Na3P"',
        "show reference/shi-2023-71 --text review.txt",
    )
    one.add_argument("name", metavar="ID", help="kind/slug, IRI, label, formula or abbreviation")
    one.add_argument(
        "--text", type=Path, metavar="FILE", help="the review's plain text, to print the sentences themselves"
    )
    add_store(one)


def _query(options: argparse.Namespace, where: Project) -> int:
    from naseikg.asking.questions import list_questions, load_questions
    from naseikg.errors import StoreError

    _require_sense(options)
    if options.list:
        print(list_questions(load_questions(where.queries), tag=options.tag, width=terminal_width()))
        return 0
    question = given_question(where, name=options.name, file=options.file)
    if options.parameters:
        print(_parameters(question))
        return 0
    values = _values(options.values)
    from naseikg.asking.answers import ask
    from naseikg.asking.formats import write_answer
    from naseikg.asking.lookup import unknown_terms

    store = built_store(where) if options.accept else given_store(options, where)
    if values:
        from naseikg.asking.parameters import with_values

        question = with_values(store, question, values)
    if options.asserted:
        from naseikg.engines.narrowed import without_inferred

        store = without_inferred(store)
    answer = ask(store, question.sparql, name=question.name)
    if options.units is not None:
        from naseikg.asking.converting import converted

        answer = converted(store, answer, question, options.units)
    for said in unknown_terms(store, question.sparql):
        print(f"naseikg: {question.name}: {said}", file=sys.stderr)
    if options.accept:
        from naseikg.writing.whole import write_whole

        expected = where.queries / "expected" / f"{question.name}.csv"
        try:
            expected.parent.mkdir(exist_ok=True)
            write_whole(expected, write_answer(answer, "csv").encode())
        except OSError as error:
            raise StoreError(
                f"{expected}: cannot be written ({error.strerror}); free space, or make the folder yours to write"
            ) from error
        print(f"{expected}: {len(answer.rows)} rows; review the difference")
        return 0
    format = options.format or "table"
    if format == "table" and question.header:
        print(f"{question.title}\n{question.header.get('question', '')}\n")
    print(write_answer(answer, format, width=terminal_width()), end="")
    return 0


def _require_sense(options: argparse.Namespace) -> None:
    """Refuses options of ``query`` that would do nothing beside the others."""
    from naseikg.errors import QueryError

    others = ("name", "file", "accept", "asserted", "format", "units", "values", "parameters")
    given = [one for one in others if getattr(options, one)]
    if options.list and given:
        raise QueryError("--list stands alone, or with --tag; leave the rest out")
    if options.tag is not None and not options.list:
        raise QueryError("--tag needs --list")
    if not options.list and (options.name is None) == (options.file is None):
        raise QueryError("give the NAME of a query or -f FILE; 'naseikg query --list' shows the names")
    if options.accept and options.name is None:
        raise QueryError("--accept needs a named query; it writes queries/expected/NAME.csv")
    if options.accept and options.asserted:
        raise QueryError("--accept writes the whole answer; leave --asserted out")
    if options.accept and options.store is not None:
        raise QueryError("--accept writes the answer of the built graph; leave --store out")
    if options.list and options.store is not None:
        raise QueryError("--list reads the files of queries/; leave --store out")
    if options.accept and options.values:
        raise QueryError("--accept writes the whole answer; leave --with out")
    if options.parameters and len(given) > 2:
        raise QueryError("--parameters stands alone beside the query; leave the rest out")
    if options.accept and options.units is not None:
        raise QueryError("--accept writes the quantities as printed; leave --units out")
    if options.accept and options.format:
        raise QueryError("--accept always writes CSV; leave --format out")


def _values(given: list[str]) -> dict[str, str]:
    """The values of ``--with``, each by the name of its parameter."""
    from naseikg.errors import QueryError

    values: dict[str, str] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name:
            raise QueryError(f"--with {one!r}: write it as NAME=VALUE, such as --with component=NaF")
        if name in values:
            raise QueryError(f"--with {name}= is given twice; give one value")
        values[name] = value
    return values


def _parameters(question: Question) -> str:
    """The parameters of a query, a line each, with an example."""
    from naseikg.asking.parameters import parameters_of

    found = parameters_of(question)
    if not found:
        return f"{question.name} has no parameters"
    width = max(len(one.name) for one in found)
    return "\n".join(f"{one.name:<{width}}  {one.words} ({one.type})" for one in found)


def _show(options: argparse.Namespace, where: Project) -> int:
    from naseikg.asking.show import show
    from naseikg.reading.text import load_text

    text = load_text(options.text) if options.text else None
    print(show(given_store(options, where), options.name, text=text))
    return 0
