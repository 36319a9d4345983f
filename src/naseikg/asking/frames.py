"""The rows of an answer as a data frame of pandas or polars, for those who have one of them installed.

A column has one type. It holds whole numbers, numbers, truth values, or else text: an IRI in its short form, a literal
without its language. A column that mixes these is text, and so is one without any value.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from naseikg.errors import NaseikgError
from naseikg.vocabulary import XSD, curie

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["pandas_frame", "polars_frame"]

Value = NamedNode | BlankNode | Literal | None
Cell = str | bool | int | float | None
Rows = Sequence[Sequence[Value]]

_WHOLE = {
    XSD[name]
    for name in (
        *("byte", "int", "integer", "long", "negativeInteger", "nonNegativeInteger", "nonPositiveInteger"),
        *("positiveInteger", "short", "unsignedByte", "unsignedInt", "unsignedLong", "unsignedShort"),
    )
}
_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)
_DOUBLE = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,4000}", re.ASCII)


def pandas_frame(columns: Sequence[str], rows: Rows) -> pandas.DataFrame:
    """A data frame of pandas with the default index.

    Whole numbers are ``int64`` and truth values ``bool``; where one is missing they are ``Int64`` and ``boolean``, so
    that 71 does not turn into 71.0. Numbers are ``float64``.

    Raises:
        NaseikgError: pandas is not installed.
    """
    _require("pandas")
    import pandas

    series = {}
    for name, cells in _columns(columns, rows):
        dtype = _PANDAS[_type_of(cells)][None in cells]
        series[name] = pandas.Series(cells, dtype=dtype)
    return pandas.DataFrame(series, index=pandas.RangeIndex(len(rows)))


def polars_frame(columns: Sequence[str], rows: Rows) -> polars.DataFrame:
    """A data frame of polars: ``Int64``, ``Float64``, ``Boolean`` or ``String``; what is missing is null.

    Raises:
        NaseikgError: polars is not installed.
    """
    _require("polars")
    import polars

    types = {int: polars.Int64, float: polars.Float64, bool: polars.Boolean, str: polars.String}
    return polars.DataFrame(
        [polars.Series(name, cells, dtype=types[_type_of(cells)]) for name, cells in _columns(columns, rows)]
    )


#: The types of pandas: of a whole column, and of one in which a value is missing.
_PANDAS: dict[type, tuple[str, str]] = {
    bool: ("bool", "boolean"),
    int: ("int64", "Int64"),
    float: ("float64", "float64"),
    str: ("str", "str"),
}


def _require(library: str) -> None:
    if importlib.util.find_spec(library) is None:
        raise NaseikgError(f"{library} is not installed, which to_{library} needs; run: pip install {library}")


def _columns(columns: Sequence[str], rows: Rows) -> list[tuple[str, list[Cell]]]:
    """Each column with its cells, all of one type or missing."""
    return [(name, _cells([row[place] for row in rows])) for place, name in enumerate(columns)]


def _cells(values: Sequence[Value]) -> list[Cell]:
    cells = [_cell(value) for value in values]
    types = {type(one) for one in cells if one is not None}
    if types == {int, float}:
        return [None if one is None else float(one) for one in cells]
    return cells if len(types) == 1 else [_text(value) for value in values]


def _type_of(cells: Sequence[Cell]) -> type:
    return next((type(one) for one in cells if one is not None), str)


def _cell(value: Value) -> Cell:
    """A number or truth value as such, when it is well written and fits into 64 bits; everything else as text."""
    if isinstance(value, Literal):
        text, datatype = value.value.strip(), value.datatype
        if datatype in _WHOLE and _INTEGER.fullmatch(text) and -(2**63) <= int(text) < 2**63:
            return int(text)
        if datatype == XSD.decimal and _DECIMAL.fullmatch(text):
            return float(text)
        if datatype in (XSD.double, XSD.float) and _DOUBLE.fullmatch(text):
            return float(text)
        if datatype == XSD.boolean and text in ("true", "1", "false", "0"):
            return text in ("true", "1")
    return _text(value)


def _text(value: Value) -> str | None:
    if isinstance(value, Literal):
        return value.value
    return None if value is None else curie(value) if isinstance(value, NamedNode) else str(value)
