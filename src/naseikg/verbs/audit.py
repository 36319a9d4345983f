"""Auditing the review: what is missing, in conflict, or thinly supported."""

from __future__ import annotations

import argparse

from naseikg.auditing.formats import FORMATS
from naseikg.places import Project
from naseikg.verbs.terminal import AddVerb, add_store, given_store, terminal_width

__all__ = ["add_verbs"]


def add_verbs(verb: AddVerb) -> None:
    """Adds ``audit``."""
    one = verb(
        "audit",
        _audit,
        "tell what the review leaves out, contradicts, or rests on little",
        "audit --summary",
        "audit 4",
        "audit conditions citations",
        "audit --format markdown > audit.md",
    )
    one.add_argument(
        "sections", nargs="*", metavar="SECTION", help="the number of a section, or a word of its title (default: all)"
    )
    one.add_argument("--format", choices=FORMATS, help="how to write the report (default: text, with long tables cut)")
    one.add_argument("--summary", action="store_true", help="only the result of each part, in a sentence")
    add_store(one)


def _audit(options: argparse.Namespace, where: Project) -> int:
    from naseikg.asking.questions import load_questions, require_folder
    from naseikg.auditing.audit import audit_of
    from naseikg.errors import QueryError

    if options.summary and options.format:
        raise QueryError("--summary is plain text; leave --format out")
    audit = audit_of(
        given_store(options, where), load_questions(require_folder(where.queries)), sections=options.sections
    )
    width = terminal_width()
    text = audit.summary(width=width) if options.summary else audit.write(options.format or "text", width=width)
    print(text, end="")
    return 0
