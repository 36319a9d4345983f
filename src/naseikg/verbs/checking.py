"""Checking: the records, the ontology, and data that somebody brings."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from naseikg.errors import DataError
from naseikg.places import Project
from naseikg.quality.formats import FORMATS as GATE_FORMATS
from naseikg.validating.report import FORMATS as DATA_FORMATS
from naseikg.verbs.terminal import AddVerb, built_store, progress_of, terminal_width

if TYPE_CHECKING:
    from naseikg.pipeline import Built

__all__ = ["add_verbs"]


def add_verbs(verb: AddVerb) -> None:
    """Adds ``check``."""
    one = verb(
        "check",
        _check,
        "report all faults of the records; write nothing",
        "check",
        "check --owl",
        "check --ontology",
        "check --data mine.ttl",
        "check --queries",
    )
    one.add_argument(
        "--owl",
        action="store_true",
        help="also have HermiT certify ontology and inferred facts: a minute or two (needs naseikg[owl])",
    )
    one.add_argument(
        "--ontology", action="store_true", help="also run the quality gates of the ontology and report them"
    )
    one.add_argument(
        "--data",
        action="extend",
        nargs="+",
        metavar="FILE",
        help="check data that you bring, in RDF, instead; - reads Turtle from standard input (needs naseikg[shacl])",
    )
    one.add_argument(
        "--queries",
        action="store_true",
        help="name what SPARQL engines answer differently in the named queries, instead: ten seconds",
    )
    one.add_argument(
        "--format",
        choices=dict.fromkeys((*DATA_FORMATS, *GATE_FORMATS)),
        help="with --data or --ontology: how to write the report (default: text)",
    )


def _check(options: argparse.Namespace, where: Project) -> int:
    if options.queries:
        return _check_queries(options, where)
    if options.data is not None:
        return _check_data(options, where)
    if options.format is not None and not options.ontology:
        raise DataError("--format needs --data FILE or --ontology")
    _require_format(options.format, GATE_FORMATS, "--ontology")
    if options.format == "json" and options.owl:
        raise DataError("--owl has no JSON; leave it out, or --format")
    from naseikg.pipeline import STAGES, build_graph

    with progress_of(STAGES) as progress:
        built = build_graph(where, progress=progress)
    if options.format is None:
        print(f"{len(built.records)} records, {built.checks} checks: no fault")
    if options.owl:
        from naseikg.reasoning.certify import certify
        from naseikg.reasoning.profiles import profile_line

        print("asking HermiT, which takes a minute or two ...", file=sys.stderr)
        print(certify(built.ontology, built.asserted, built.inferred))
        print(profile_line(built.ontology))
    return _check_ontology(options, where, built) if options.ontology else 0


def _check_queries(options: argparse.Namespace, where: Project) -> int:
    from naseikg.asking.portable import unportable_in
    from naseikg.asking.prose import counted
    from naseikg.asking.questions import load_questions

    if options.owl or options.ontology or options.data is not None or options.format is not None:
        raise DataError("--queries is about the named queries; leave the other options out")
    questions, found = load_questions(where.queries), 0
    for question in questions:
        for one in unportable_in(question.sparql, name=question.name):
            print(f"queries/{question.name}.rq: {one}")
            found += 1
    if not found:
        print(f"{counted(len(questions), 'query', 'queries')}: nothing that engines answer differently")
    return 1 if found else 0


def _check_ontology(options: argparse.Namespace, where: Project, built: Built) -> int:
    from naseikg.quality.formats import write_gates
    from naseikg.quality.report import judge

    report = judge(built.ontology.triples, built.asserted, where.gates)
    print(write_gates(report, options.format or "text", width=terminal_width()), end="")
    return 0 if report.passed else 1


def _require_format(format: str | None, known: Sequence[str], option: str) -> None:
    if format is not None and format not in known:
        raise DataError(f"{option} has no format {format}; give {', '.join(known)}")


def _check_data(options: argparse.Namespace, where: Project) -> int:
    from naseikg.exports.rdf import graph_of
    from naseikg.validating.brought import load_brought, parse_brought
    from naseikg.validating.shapes import load_shapes, validate

    if options.owl:
        raise DataError("--owl is about the records; leave it out with --data")
    if options.ontology:
        raise DataError("--ontology is about the ontology; leave it out with --data")
    _require_format(options.format, DATA_FORMATS, "--data")
    format = options.format or "text"
    if len(options.data) > 1 and format != "text":
        raise DataError(
            f"--format {format} holds one file; give {len(options.data)} files one by one, or --format text"
        )
    # Each by itself, and all of them before a word is printed.
    brought = [
        parse_brought(sys.stdin.buffer.read(), path=Path(file)) if file == "-" else load_brought(Path(file))
        for file in options.data
    ]
    shapes, background = load_shapes(where.shapes), graph_of(built_store(where))
    reports = [validate(one, background=background, shapes=shapes) for one in brought]
    for report in reports:
        print(report.write(format))
    return 0 if all(report.conforms for report in reports) else 1
