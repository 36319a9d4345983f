"""The result of a query in one sentence: the numbers of an answer, put where the query's header asks for them.

A header ``#+ result: {rows} cells, {rows where state=stated} stated ({list number})`` knows four measures:

- ``{rows}``: how many rows
- ``{distinct COLUMN}``: how many different values the column has
- ``{sum COLUMN}``: their sum
- ``{list COLUMN, COLUMN}``: the different values, those of further columns behind them

Each may end in ``where COLUMN=VALUE``, or ``COLUMN>NUMBER``, joined by ``and``; an empty cell fits no condition.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from naseikg.asking.answers import Answer
from naseikg.asking.formats import cell_text
from naseikg.errors import QueryError

__all__ = ["result_of"]

_MEASURE = re.compile(r"\{([^{}]*)\}")
_PHRASE = re.compile(r"(rows|distinct (\w+)|sum (\w+)|list (\w+(?:, \w+)*))(?: where (.+))?")
_CONDITION = re.compile(r"(\w+)([=>])(.+)")

Row = Mapping[str, str]


def result_of(sentence: str, answer: Answer, *, name: str) -> str:
    """The sentence with the numbers of the answer.

    >>> from pyoxigraph import Literal
    >>> answer = Answer(columns=("state",), rows=((Literal("stated"),), (Literal("not stated"),)))
    >>> result_of("{rows} cells, {rows where state=stated} stated", answer, name="ledger")
    '2 cells, 1 stated'

    Raises:
        QueryError: a measure cannot be read, or asks for a column that the answer does not have.
    """
    rows = [dict(zip(answer.columns, map(cell_text, row), strict=True)) for row in answer.rows]
    return _MEASURE.sub(lambda found: _measure(found[1], rows, answer, name), sentence)


def _measure(phrase: str, rows: list[dict[str, str]], answer: Answer, name: str) -> str:
    found = _PHRASE.fullmatch(phrase)
    if found is None:
        raise QueryError(
            f"{name}: header 'result' has {{{phrase}}}; give rows, distinct COLUMN, sum COLUMN or list COLUMN, with or without where COLUMN=VALUE"
        )
    _, distinct, summed, listed, condition = found.groups()
    chosen = _chosen(condition, rows, answer, name, phrase) if condition else rows
    if distinct:
        _require(distinct, answer, name, phrase)
        return str(len({row[distinct] for row in chosen} - {""}))
    if summed:
        _require(summed, answer, name, phrase)
        return f"{sum((_number(row[summed], name, phrase) for row in chosen if row[summed]), Decimal()):f}"
    if listed:
        columns = listed.split(", ")
        for column in columns:
            _require(column, answer, name, phrase)
        texts = dict.fromkeys(" ".join(filter(None, (row[column] for column in columns))) for row in chosen)
        return ", ".join(text for text in texts if text) or "none"
    return str(len(chosen))


def _chosen(
    conditions: str, rows: list[dict[str, str]], answer: Answer, name: str, phrase: str
) -> list[dict[str, str]]:
    chosen = rows
    for text in re.split(r" and (?=\w+[=>])", conditions):
        found = _CONDITION.fullmatch(text)
        if found is None:
            raise QueryError(
                f"{name}: header 'result' has {{{phrase}}}; write a condition as COLUMN=VALUE or COLUMN>NUMBER"
            )
        column, sign, value = found.groups()
        _require(column, answer, name, phrase)
        if sign == "=":
            chosen = [row for row in chosen if row[column] == value]
        else:
            least = _number(value, name, phrase)
            chosen = [row for row in chosen if row[column] and _number(row[column], name, phrase) > least]
    return chosen


def _require(column: str, answer: Answer, name: str, phrase: str) -> None:
    if column not in answer.columns:
        raise QueryError(
            f"{name}: header 'result' has {{{phrase}}}, but no column is called {column!r}; there are {', '.join(answer.columns)}"
        )


def _number(text: str, name: str, phrase: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise QueryError(f"{name}: header 'result' has {{{phrase}}}, but {text!r} is no number") from error
