"""Checks over the whole graph: queries that must find nothing, with what to do when they find something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pyoxigraph import Store

from naseikg.asking.answers import ask
from naseikg.asking.formats import cell_text
from naseikg.asking.questions import Question, load_questions, require_folder
from naseikg.errors import CheckErrors

__all__ = ["require_checks", "violations"]


def violations(store: Store, checks: Sequence[Question]) -> Iterator[str]:
    """One line for each row a check finds: the check, its problem, the offending values, the fix."""
    for check in checks:
        answer = ask(store, check.sparql, name=check.name)
        for row in answer.rows:
            shown = ", ".join(f"{column} {cell_text(value)}" for column, value in zip(answer.columns, row, strict=True))
            yield f"{check.name}: {check.header.get('problem', check.title)}: {shown}; {check.header.get('fix', 'mend it')}"


def require_checks(store: Store, folder: Path) -> int:
    """The number of checks of a folder, all of which found nothing.

    Raises:
        CheckErrors: a check found something; the message has a line for each row.
        QueryError: there is no such folder, or a check is wrong.
    """
    checks = load_questions(require_folder(folder))
    if found := list(violations(store, checks)):
        raise CheckErrors("\n".join(found))
    return len(checks)
