"""Which columns of an answer hold numbers, and which hold their units.

A query says so by the header ``#+ quantities: value, number in unit; differences margin in unit``. Without that header a
column whose cells are all units belongs to the only column of numbers, or to columns with usual names; ``NAME_unit``
belongs to ``NAME`` and ``NAME_...``. Where that leaves it open, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from naseikg.asking.answers import Answer, Value
from naseikg.errors import QueryError, nearest
from naseikg.vocabulary import XSD

__all__ = ["NUMBER", "Numbers", "numbers_of"]

#: A number as a source prints it.
NUMBER = r"[-−]?\d+(?:\.\d+)?"
_NUMBERS = re.compile(rf"{NUMBER}(?: to {NUMBER})?")
_GROUP = re.compile(r"(?P<differences>differences )?(?P<columns>\w+(?:, \w+)*) in (?P<unit>\w+)")
_USUAL = frozenset(
    {"high", "highest", "largest", "low", "lower_bound", "lowest", "number", "printed", "printed_value"}
    | {"smallest", "upper_bound", "value"}
)
_ALWAYS_NUMBERS = (XSD.decimal, XSD.double, XSD.float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """A column of numbers, the column of their units, and whether the numbers are differences."""

    column: str
    unit: str
    difference: bool = False


def numbers_of(
    answer: Answer, header: Mapping[str, str], units: Collection[Value], *, name: str
) -> tuple[Numbers, ...]:
    """The columns of numbers of an answer with the columns of their units.

    Raises:
        QueryError: the header is wrong, asks to leave the units alone, or is missing where it is needed.
    """
    if "quantities" in header:
        return tuple(_said(answer, header["quantities"], name))
    columns = [one for one in answer.columns if _holds_units(answer, one, units)]
    numbers = [one for one in answer.columns if one not in columns and _holds_numbers(answer, one)]
    if not columns:
        return ()
    pairs = {one: _named(one, columns, alone=len(numbers) == 1) for one in numbers}
    if open_ := [one for one, unit in pairs.items() if unit is None]:
        raise QueryError(
            f"{name}: whether {', '.join(open_)} is in the unit of {' or '.join(columns)} is not said; put a line such"
            f" as '#+ quantities: {open_[0]} in {columns[0]}' on top of the query, with the columns that are"
        )
    return tuple(Numbers(column=one, unit=unit) for one, unit in pairs.items() if unit is not None)


def _said(answer: Answer, header: str, name: str) -> Iterator[Numbers]:
    if header == "none":
        raise QueryError(f"{name}: its answer is about the units themselves, so none is converted; leave the units out")
    for group in header.split("; "):
        match = _GROUP.fullmatch(group)
        if match is None:
            raise QueryError(
                f"{name}: header 'quantities' has {group!r}; write it as COLUMN, COLUMN in UNIT_COLUMN, with the word"
                " differences before differences of temperatures, or write none"
            )
        for column in (*match["columns"].split(", "), match["unit"]):
            if column not in answer.columns:
                hint = nearest(column, answer.columns) or f"; there are {', '.join(answer.columns)}"
                raise QueryError(f"{name}: header 'quantities' names a column {column!r} that the answer lacks{hint}")
        for column in match["columns"].split(", "):
            yield Numbers(column=column, unit=match["unit"], difference=match["differences"] is not None)


def _named(column: str, units: Sequence[str], *, alone: bool) -> str | None:
    """The column of units that a column of numbers belongs to by its name, or because there is no other."""
    own = [one for one in units if one.endswith("_unit") and f"{column}_".startswith(one.removesuffix("unit"))]
    if own:
        return own[0]
    return units[0] if len(units) == 1 and (alone or column in _USUAL) else None


def _cells(answer: Answer, column: str) -> list[Value]:
    place = answer.columns.index(column)
    return [row[place] for row in answer.rows if row[place] is not None]


def _holds_units(answer: Answer, column: str, units: Collection[Value]) -> bool:
    """A column of units only; a lone 1 is rather a number."""
    cells = _cells(answer, column)
    return all(one in units for one in cells) and any(one != Literal("1") for one in cells)


def _holds_numbers(answer: Answer, column: str) -> bool:
    """Whole numbers count things, unless they stand under a usual name; numbers in a text are printed ones."""
    cells = _cells(answer, column)
    if not cells or any(isinstance(one, NamedNode) or not isinstance(one, Literal) for one in cells):
        return False
    literals = [one for one in cells if isinstance(one, Literal)]
    if all(one.datatype in _ALWAYS_NUMBERS for one in literals):
        return True
    usual = column in _USUAL or column.rpartition("_")[2] in _USUAL
    if all(one.datatype in (*_ALWAYS_NUMBERS, XSD.integer) for one in literals):
        return usual
    return all(_NUMBERS.fullmatch(one.value) for one in literals)
