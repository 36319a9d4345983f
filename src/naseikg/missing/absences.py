"""Why a thing is not in an answer, as a value that can be written as text, Markdown or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from naseikg.asking.answers import Answer, Value
from naseikg.asking.formats import cell_text, write_answer
from naseikg.asking.prose import counted, wrapped
from naseikg.asking.suggestions import meant, unknown_name
from naseikg.missing.instead import Failing
from naseikg.missing.names import words_of
from naseikg.vocabulary import curie

__all__ = ["FORMATS", "Absence", "names_of"]

#: The formats an explanation can be written in.
FORMATS = ("text", "markdown", "json")

_LONGEST = 160  # characters of a condition that text and Markdown show
_MOST_ROWS = 10  # of an answer in which the thing is


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Which conditions of a query a thing fails, which hold, and which hang on one that fails.

    ``rows`` are those of the answer that the thing stands in; where there are any, nothing fails. ``variable`` is the
    one that the thing was looked for as. ``relaxed`` is a query of the conditions that hold, with the thing in its answer; nothing where no condition on it holds.
    """

    query: str
    question: str
    thing: NamedNode
    label: str
    variable: str
    note: str
    rows: Answer
    failing: tuple[Failing, ...]
    holds: tuple[str, ...]
    unreached: tuple[str, ...]
    relaxed: str
    names: Mapping[NamedNode, str]

    @property
    def in_answer(self) -> bool:
        """Whether the thing is in the answer after all."""
        return bool(self.rows.rows)

    @property
    def data(self) -> dict[str, object]:
        """All of it as plain values for JSON."""
        return {
            "query": self.query,
            "question": self.question,
            "thing": {"iri": self.thing.value, "id": curie(self.thing), "label": self.label},
            "variable": self.variable,
            "note": self.note,
            "in_answer": self.in_answer,
            "rows": json.loads(write_answer(self.rows, "json")),
            "failing": [self._failing(one) for one in self.failing],
            "unreached": list(self.unreached),
            "holds": list(self.holds),
            "relaxed": self.relaxed,
        }

    def write(self, format: str = "text", *, width: int = 100) -> str:
        """The explanation in one of `FORMATS`, with a line end; ``width`` is that of the terminal and only matters to ``text``.

        Raises:
            UnknownNameError: there is no such format.
        """
        if format not in FORMATS:
            meant_format = meant(format, {one: one for one in FORMATS})
            raise unknown_name("format of an explanation", format, meant_format, known=FORMATS)
        if format == "json":
            return self.to_json()
        return self.to_markdown() if format == "markdown" else f"{self.to_text(width)}\n"

    def to_json(self) -> str:
        """The data as JSON."""
        return json.dumps(self.data, indent=2, ensure_ascii=False) + "\n"

    def to_markdown(self) -> str:
        """The explanation in Markdown, for a report or an issue."""
        lines = [f"### {self._heading()}", ""]
        lines += [f"{self.question}", ""] if self.question else []
        lines += [f"{self._summary()}", ""]
        if self.in_answer:
            return "\n".join([*lines, write_answer(self.rows.first(_MOST_ROWS), "markdown")])
        for one in self.failing:
            lines += list(_bullets(one, 0))
        for title, conditions in self._others():
            lines += ["", f"{title[0].upper()}{title[1:]}:", "", *(f"- `{_cut(one)}`" for one in conditions)]
        return "\n".join(lines) + "\n"

    def to_text(self, width: int = 100) -> str:
        """The explanation for a terminal of that width."""
        lines = [*wrapped(self._heading(), width), *wrapped(self.question, width), *wrapped(self._summary(), width)]
        if self.in_answer:
            table, _, _ = write_answer(self.rows.first(_MOST_ROWS), "table", width=width).rpartition("\n\n")
            return "\n".join([*lines, "", table])
        for one in self.failing:
            lines += ["", *_lines(one, width, "")]
        for title, conditions in self._others():
            lines += ["", title]
            for text in conditions:
                lines += wrapped(_cut(text), width, "  ", "    ")
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.to_text()

    def _heading(self) -> str:
        state = "is in the answer" if self.in_answer else "is not in the answer"
        query = "the query on standard input" if self.query == "-" else self.query
        return f"{self.label} ({curie(self.thing)}) {state} to {query}"

    def _summary(self) -> str:
        if self.in_answer:
            shown = f", of which the first {_MOST_ROWS} are shown" if len(self.rows.rows) > _MOST_ROWS else ""
            return f"It stands in {counted(len(self.rows.rows), 'row')} as ?{self.variable}{shown}.{self.note}"
        count = len(self.failing)
        hold = f"; {counted(len(self.holds), 'other')} hold{'s' * (len(self.holds) == 1)}" if self.holds else ""
        return f"As ?{self.variable} it fails {counted(count, 'condition')}{hold}.{self.note}"

    def _others(self) -> Iterator[tuple[str, Sequence[str]]]:
        if self.unreached:
            yield "not looked at, as they hang on what fails", self.unreached
        if self.holds:
            yield "holds", self.holds

    def _failing(self, one: Failing) -> dict[str, object]:
        return {
            "condition": one.condition,
            "verdict": one.verdict,
            "says": one.says,
            "found": [self._term(term) for term in one.found],
            "inside": [
                {"title": part.title, "failing": [self._failing(inner) for inner in part.failing]}
                for part in one.inside
            ],
        }

    def _term(self, term: Value) -> dict[str, str]:
        if isinstance(term, NamedNode):
            return {"iri": term.value, "id": curie(term), "label": self.names[term]}
        return {"value": cell_text(term)}


def names_of(store: Store, failing: Sequence[Failing]) -> dict[NamedNode, str]:
    """The labels of all that is found instead."""
    found = {}
    for one in failing:
        found.update({term: words_of(store, term) for term in one.found if isinstance(term, NamedNode)})
        for part in one.inside:
            found.update(names_of(store, part.failing))
    return found


def _lines(one: Failing, width: int, indent: str) -> Iterator[str]:
    yield from wrapped(f"fails: {_cut(one.condition)}", width, indent, indent + "  ")
    yield from wrapped(one.says, width, indent + "  ", indent + "  ")
    for part in one.inside:
        if part.title:
            yield f"{indent}  {part.title}"
        for inner in part.failing:
            yield from _lines(inner, width, indent + "    ")


def _bullets(one: Failing, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- `{_cut(one.condition)}`: {one.says}"
    for part in one.inside:
        if part.title:
            yield f"{'  ' * (depth + 1)}- {part.title}"
        for inner in part.failing:
            yield from _bullets(inner, depth + (2 if part.title else 1))


def _cut(condition: str) -> str:
    return condition if len(condition) <= _LONGEST else f"{condition[: _LONGEST - 4]} ..."
