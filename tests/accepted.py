"""The accepted answers of the named queries, and whether another answer is a part of one."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from naseikg.asking.answers import Answer
from naseikg.asking.formats import write_answer

__all__ = ["Table", "accepted", "is_part", "table_of"]

Table = list[list[str]]

_FOLDER = Path(__file__).parent.parent / "queries" / "expected"


def accepted(name: str) -> Table:
    """The accepted answer of a named query, with its head."""
    return _table((_FOLDER / f"{name}.csv").read_bytes().decode())


def table_of(answer: Answer) -> Table:
    """An answer as the accepted ones are written."""
    return _table(write_answer(answer, "csv"))


def is_part(part: Table, whole: Table) -> bool:
    """Whether a table has the head of another, and some of its rows in the same order."""
    rows = iter(whole)
    return part[0] == whole[0] and all(row in rows for row in part)


def _table(text: str) -> Table:
    return list(csv.reader(io.StringIO(text)))
