"""An answer of many cells as a grid: a row for each thing, a column for each thing it is held against.

A header ``#+ grid: layer by requirement shows verdict, basis, references`` says how. Of the columns after ``shows`` the first is what the cell says,
the others are its details. A grid of one number in each cell is a plain table of counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal

from naseikg.asking.answers import Answer
from naseikg.asking.formats import cell_text
from naseikg.errors import QueryError

__all__ = ["Cell", "Grid", "grid_of"]

_HEADER = re.compile(r"(\w+(?:, \w+)*) by (\w+) shows (\w+(?:, \w+)*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one cell says, with its details; ``across`` is the name of its column."""

    across: str
    says: str
    details: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join((self.says, *self.details))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The rows of a grid in the order of the answer, each with its cells in the order of the columns."""

    down: tuple[str, ...]
    across: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[Cell, ...]], ...]
    detailed: bool

    def as_answer(self) -> Answer:
        """The grid as an answer, with one column for each column of the grid; where all cells are counts, none is 0."""
        texts = [
            (*names, *("; ".join(str(one) for one in cells if one.across == across) for across in self.across))
            for names, cells in self.rows
        ]
        cells_are_counts = all(cell.says.isdigit() and not cell.details for _, cells in self.rows for cell in cells)
        counted = [
            all(text.isdigit() or (cells_are_counts and place >= len(self.down)) for text in column)
            for place, column in enumerate(zip(*texts, strict=True))
        ]
        return Answer(
            columns=(*self.down, *self.across),
            rows=tuple(
                tuple(
                    Literal(int(text or 0)) if is_count else Literal(text) if text else None
                    for text, is_count in zip(row, counted, strict=True)
                )
                for row in texts
            ),
        )


def grid_of(header: str, answer: Answer, *, name: str) -> Grid:
    """The grid that a header asks for.

    Raises:
        QueryError: the header cannot be read, or names a column that the answer does not have.
    """
    found = _HEADER.fullmatch(header)
    if found is None:
        raise QueryError(f"{name}: header 'grid' is {header!r}; write it as COLUMN, ... by COLUMN shows COLUMN, ...")
    down, across, shown = found[1].split(", "), found[2], found[3].split(", ")
    for column in (*down, across, *shown):
        if column not in answer.columns:
            raise QueryError(
                f"{name}: header 'grid' names a column {column!r} that the answer does not have; there are {', '.join(answer.columns)}"
            )
    rows: dict[tuple[str, ...], list[Cell]] = {}
    for row in answer.rows:
        texts = dict(zip(answer.columns, map(cell_text, row), strict=True))
        cell = Cell(across=texts[across], says=texts[shown[0]], details=tuple(_details(shown[1:], texts)))
        rows.setdefault(tuple(texts[one] for one in down), []).append(cell)
    columns = sorted({cell.across for cells in rows.values() for cell in cells})
    return Grid(
        down=tuple(down),
        across=tuple(columns),
        rows=tuple((key, tuple(sorted(cells, key=lambda one: one.across))) for key, cells in rows.items()),
        detailed=len(shown) > 1,
    )


def _details(columns: Iterable[str], texts: dict[str, str]) -> Iterable[str]:
    """References stand in brackets, as in the review, all else in parentheses."""
    for column in columns:
        if text := texts[column]:
            yield f"[{text}]" if column == "references" else f"({text})"
