"""Writing an answer: as a table that fits the terminal, as CSV, TSV, JSON, LaTeX or Markdown."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from naseikg.asking.answers import Answer, Value
from naseikg.asking.latex import latex_table
from naseikg.asking.prose import counted
from naseikg.vocabulary import XSD, curie

__all__ = ["FORMATS", "cell_text", "draw_table", "markdown_table", "write_answer"]

_INTEGER = re.compile(r"[+-]?[0-9]{1,4000}")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_READABLE = 10  # a column narrower than its words, up to this width, is hard to read

#: The formats an answer can be written in.
FORMATS = ("table", "csv", "json", "latex", "markdown", "tsv")


def write_answer(answer: Answer, format: str, *, width: int = 100) -> str:
    """The answer as text; ``width`` is that of the terminal and only matters to a table."""
    return _WRITERS[format](answer, width)


def cell_text(value: Value) -> str:
    """One value as a person reads it: the short form of an IRI, the text of a literal, nothing when unbound."""
    if value is None:
        return ""
    if isinstance(value, NamedNode):
        return curie(value)
    return value.value if isinstance(value, Literal) else str(value)


def markdown_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown, with what would end a cell or a row made harmless.

    >>> print(markdown_table(["name"], [["a | b"]]), end="")
    | name |
    | --- |
    | a \\| b |
    """
    lines = (columns, ["---"] * len(columns), *rows)
    cells = ((cell.replace("|", "\\|").replace("\n", " ") for cell in line) for line in lines)
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


def _csv(answer: Answer, width: int) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([cell_text(value) for value in row] for row in answer.rows)
    return out.getvalue()


def _tsv(answer: Answer, width: int) -> str:
    lines = [answer.columns, *(tuple(" ".join(cell_text(value).split()) for value in row) for row in answer.rows)]
    return "".join("\t".join(line) + "\n" for line in lines)


def _json(answer: Answer, width: int) -> str:
    rows = [dict(zip(answer.columns, map(_plain, row), strict=True)) for row in answer.rows]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def _plain(value: Value) -> str | int | float | bool | None:
    """A value for JSON; what JSON has no number for (INF, NaN, a text that is no number) stays text."""
    if not isinstance(value, Literal):
        return None if value is None else value.value if isinstance(value, NamedNode) else str(value)
    text = value.value.strip()
    if value.datatype == XSD.integer and _INTEGER.fullmatch(text):
        return int(text)
    if value.datatype in (XSD.decimal, XSD.double, XSD.float) and _NUMBER.fullmatch(text):
        number = float(text)
        return number if math.isfinite(number) else value.value
    if value.datatype == XSD.boolean and text in ("true", "1", "false", "0"):
        return text in ("true", "1")
    return value.value


def _latex(answer: Answer, width: int) -> str:
    columns = range(len(answer.columns))
    table = latex_table(
        answer.columns,
        [[cell_text(value) for value in row] for row in answer.rows],
        numeric=[all(_is_number(row[place]) for row in answer.rows) for place in columns],
    )
    return f"% in the preamble: \\usepackage{{booktabs}}\n{table}\n"


def _markdown(answer: Answer, width: int) -> str:
    return markdown_table(answer.columns, ([cell_text(value) for value in row] for row in answer.rows))


def _table(answer: Answer, width: int) -> str:
    if not answer.rows:
        return "no rows\n"
    rows = counted(len(answer.rows), "row")
    ids = [name for name in answer.columns if name.endswith("_id")]
    if ids and len(ids) < len(answer.columns) and _natural_width(answer) > width:
        # The ids repeat the labels for machines; on a narrow terminal the labels need the room.
        answer = answer.without(ids)
        rows += f" ({', '.join(ids)} left out to fit; --format csv has them)"
    return f"{draw_table(answer, width)}\n\n{rows}\n"


def draw_table(answer: Answer, width: int) -> str:
    """The rows below their columns, within a width; where that is too narrow for columns, a block a row."""
    cramped = sum(min(word, _READABLE) + 2 for word in _longest_words(answer)) > width
    return _stacked(answer, width) if cramped else _drawn(answer, width)


def _stacked(answer: Answer, width: int) -> str:
    """One block a row and one line a cell, for tables with more columns than the terminal has room for."""
    names = [name.replace("_", " ") for name in answer.columns]
    indent = max(map(len, names)) + 2
    blocks = []
    for row in answer.rows:
        lines = []
        for name, value in zip(names, row, strict=True):
            if text := cell_text(value):
                head, *rest = textwrap.wrap(text, max(width - indent, 20))
                lines += [f"{name:<{indent}}{head}", *(" " * indent + more for more in rest)]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _drawn(answer: Answer, width: int) -> str:
    text = _laid_out(answer, width, [None] * len(answer.columns))
    named = {word for column in answer.columns for word in column.replace("_", " ").split()}
    # Many long columns make rich cut words that have room; then the widths are shared out here.
    return text if named <= set(text.split()) else _laid_out(answer, width, _shared_widths(answer, width))


def _laid_out(answer: Answer, width: int, widths: Sequence[int | None]) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for place, (column, least) in enumerate(zip(answer.columns, _least_widths(answer, width), strict=True)):
        table.add_column(
            column.replace("_", " "),
            justify="right" if all(_is_number(row[place]) for row in answer.rows) else "left",
            overflow="fold",
            min_width=least,
            width=widths[place],
        )
    for row in answer.rows:
        table.add_row(*(Text(cell_text(value)) for value in row))
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=False, emoji=False, markup=False, highlight=False).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def _least_widths(answer: Answer, width: int) -> list[int]:
    """Words are kept whole as far as there is room, the longest giving way first."""
    longest = _longest_words(answer)
    cap = next((one for one in range(20, 3, -1) if sum(min(one, word) + 2 for word in longest) <= width), 4)
    return [min(cap, word) for word in longest]


def _shared_widths(answer: Answer, width: int) -> list[int]:
    """The least widths, with what is left of the terminal shared out by what each column lacks to its widest text."""
    least = _least_widths(answer, width)
    widest = _widest_texts(answer)
    lacking = [max(most - one, 0) for most, one in zip(widest, least, strict=True)]
    left = max(width - sum(least) - 2 * len(least), 0)
    share = min(left / (sum(lacking) or 1), 1)
    return [one + int(lack * share) for one, lack in zip(least, lacking, strict=True)]


def _longest_words(answer: Answer) -> list[int]:
    columns = enumerate(answer.columns)
    texts = ([name.replace("_", " "), *(cell_text(row[place]) for row in answer.rows)] for place, name in columns)
    return [max((len(word) for text in column for word in text.split()), default=1) for column in texts]


def _natural_width(answer: Answer) -> int:
    return sum(_widest_texts(answer)) + 2 * len(answer.columns)


def _widest_texts(answer: Answer) -> list[int]:
    columns = range(len(answer.columns))
    return [max(len(answer.columns[one]), *(len(cell_text(row[one])) for row in answer.rows)) for one in columns]


def _is_number(value: Value) -> bool:
    return isinstance(value, Literal) and value.datatype in (XSD.integer, XSD.decimal, XSD.double)


_WRITERS: Mapping[str, Callable[[Answer, int], str]] = {
    "csv": _csv,
    "json": _json,
    "latex": _latex,
    "markdown": _markdown,
    "table": _table,
    "tsv": _tsv,
}
