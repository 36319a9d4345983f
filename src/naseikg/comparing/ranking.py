"""The outcome of a comparison: which tests are ranked under which conditions, which are left out, and why."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pyoxigraph import Literal

from naseikg.asking.answers import Answer
from naseikg.asking.formats import FORMATS, cell_text, draw_table, write_answer
from naseikg.asking.latex import latex_text
from naseikg.asking.prose import wrapped
from naseikg.comparing.amounts import Amount
from naseikg.comparing.cycling import Trial
from naseikg.comparing.ranked import LeftOut, Ranked, layer_text, value_text
from naseikg.errors import UnknownNameError
from naseikg.vocabulary import XSD

__all__ = ["Ranking"]

_MANY = 10  # more notes than this drown the table


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Tests ranked by one result under equal conditions, and the tests left out.

    ``compared`` names what must be equal. ``conditions`` holds the values that are; it is empty when no test gives all of
    them together with the result. ``asked`` holds what was asked for; the rest of ``conditions`` is what most tests share.
    """

    by: str
    compared: tuple[str, ...]
    conditions: Mapping[str, str]
    asked: Mapping[str, str]
    ranked: tuple[Ranked, ...]
    left_out: tuple[LeftOut, ...]
    #: Conditions of the tests that need not be equal.
    beside: tuple[str, ...] = field(default=(), repr=False)
    #: What a reader of the ranking must know beyond it.
    remarks: tuple[str, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        """The ranking as it is shown on a terminal."""
        return self.write("table")

    def title(self) -> str:
        """What is ranked, and under which conditions."""
        if not self.ranked and not self.left_out:
            return f"Nothing to rank by {self.by}"
        if not self.conditions:
            asked = f" at {_values(self.asked)}" if self.asked else ""
            lacking = f"each test differs in a condition, or lacks a condition or the {self.by}"
            return f"Nothing to rank by {self.by}{asked}: {lacking}"
        return f"Tests ranked by {self.by}, highest first, at {_values(self.conditions)}{self._choice()}"

    def summary(self) -> str:
        """One line: how many tests are ranked, how many are left out, and why; a test counts under each of its reasons."""
        if not self.ranked and not self.left_out:
            return "no cycling test"
        ranked = f"{len(self.ranked)} ranked"
        if len(self.ranked) == 1:
            ranked += ", with no other to compare it with"
        if not self.left_out:
            return f"{ranked}; none left out"
        counted = Counter((one.aspect, one.problem) for test in self.left_out for one in test.reasons)
        order = {name: place for place, name in enumerate((*self.compared, self.by))}
        most_first = sorted(counted.items(), key=lambda one: (-one[1], order[one[0][0]], one[0][1]))
        reasons = ", ".join(f"{count} {aspect} {problem}" for (aspect, problem), count in most_first)
        several = " (a test can have several reasons)" if sum(counted.values()) > len(self.left_out) else ""
        return f"{ranked}; {len(self.left_out)} left out: {reasons}{several}"

    def cautions(self) -> tuple[str, ...]:
        """What the ranking does not settle: ranks that stay open, conditions that may differ, notes of the curators."""
        return tuple(self._cautions())

    def table(self) -> Answer:
        """Every test with its rank or the reasons against one, its bounds as numbers, its conditions, references and ids."""
        return Answer(
            columns=(
                *("rank", "layer", "class", _column(self.by), *map(_column, self.compared), "references"),
                *("left_out_because", "test_class", "notes", "best_rank", "worst_rank"),
                *("lower_bound", "upper_bound", "unit", "layer_id", "test_id"),
            ),
            rows=tuple(tuple(map(_literal, row)) for row in self._rows()),
        )

    def write(self, format: str = "table", *, width: int = 100) -> str:
        """The ranking as text; ``width`` is that of the terminal and matters to a table only.

        CSV and TSV hold every test in one table; the other formats hold those ranked, those left out, and the summary.

        Raises:
            UnknownNameError: there is no such format.
        """
        if format not in FORMATS:
            raise UnknownNameError("format", format, FORMATS)
        if format == "json":
            return json.dumps(self._json(), indent=2, ensure_ascii=False) + "\n"
        if format in ("csv", "tsv"):
            return write_answer(self.table(), format)
        return {"table": self._terminal, "markdown": self._markdown, "latex": self._latex}[format](width)

    def _choice(self) -> str:
        """How those conditions were chosen that were not asked for, in brackets."""
        if not set(self.conditions) - set(self.asked) - {"metal"} or not self.left_out:
            return ""
        if len(self.ranked) == 1:
            return " (no two of these tests share all conditions)"
        if self.asked:
            return " (what was not asked for is what more of these tests share than anything else)"
        count = len(self.ranked) + len(self.left_out)
        return f" (the conditions shared by the most tests: {len(self.ranked)} of {count})"

    def _cautions(self) -> Iterator[str]:
        ranks = [one.rank for one in self.ranked]
        if any(one.best != one.worst for one in ranks):
            yield "A rank such as '1 to 2': the printed numbers leave the order open."
        if any(one.tied for one in ranks):
            yield "A rank with '=': another test has the same number."
        if len(ranks) > 1 and (unequal := [text for name in self.beside if (text := self._unequal(name))]):
            yield f"Not held equal: {'; '.join(unequal)}."
        yield from self.remarks
        notes = [
            f'Curation note on {layer_text(one.trial)}: "{note}".' for one in self.ranked for note in one.trial.notes
        ]
        yield from notes[:_MANY]
        if len(notes) > _MANY:
            yield f"And {len(notes) - _MANY} more curation notes; 'naseikg show' of a test has them."

    def _unequal(self, name: str) -> str:
        """How a condition that was not compared stands among the ranked tests; nothing when it is the same in all."""
        trials = [one.trial for one in self.ranked if name in one.trial.values]
        stated = {value_text(one, name) for one in trials}
        if not stated:
            looked_for = any(name in one.trial.not_stated for one in self.ranked)
            return f"{name} (stated for none)" if looked_for else ""
        if len(trials) < len(self.ranked):
            return f"{name} (stated for {len(trials)} of {len(self.ranked)})"
        return f"{name} ({', '.join(sorted(stated))})" if len(stated) > 1 else ""

    def _rows(self) -> Iterator[tuple[str | int | Decimal | None, ...]]:
        ranked = [(one.trial, one.rank, "") for one in self.ranked]
        left_out = [(one.trial, None, "; ".join(map(str, one.reasons))) for one in self.left_out]
        for trial, rank, because in (*ranked, *left_out):
            amount = next((one for one in trial.values.get(self.by, ()) if isinstance(one, Amount)), None)
            low, high = amount.span if amount else (None, None)
            yield (
                *(str(rank) if rank else None, layer_text(trial), ", ".join(trial.filed), value_text(trial, self.by)),
                *(value_text(trial, name) for name in self.compared),
                *(_numbers(trial), because or None, ", ".join(trial.classes), "; ".join(trial.notes)),
                *((rank.best, rank.worst) if rank else (None, None)),
                *(low, high, amount.unit if amount else None),
                *(", ".join(one.id for one in trial.tested), trial.id),
            )

    def _json(self) -> dict[str, object]:
        rows = json.loads(write_answer(self.table(), "json"))
        return {
            "by": self.by,
            "conditions": dict(self.conditions),
            "asked": dict(self.asked),
            "ranked": rows[: len(self.ranked)],
            "left_out": rows[len(self.ranked) :],
            "cautions": list(self.cautions()),
            "summary": self.summary(),
        }

    def _ranked_table(self, conditions: Sequence[str], *, classes: bool = True) -> Answer:
        columns = ["rank", "layer", "class", self.by, *conditions, *(["test class"] if classes else []), "references"]
        return _answer(
            columns,
            (
                [
                    *(str(one.rank), layer_text(one.trial), ", ".join(one.trial.filed), str(one.result)),
                    *(value_text(one.trial, name) for name in conditions),
                    *([", ".join(one.trial.classes)] if classes else []),
                    _numbers(one.trial),
                ]
                for one in self.ranked
            ),
        )

    def _left_out_table(self) -> Answer:
        return _answer(
            ["layer", "class", self.by, "left out because", "references"],
            (
                [
                    *(layer_text(one.trial), ", ".join(one.trial.filed), value_text(one.trial, self.by)),
                    *("; ".join(map(str, one.reasons)), _numbers(one.trial)),
                ]
                for one in self.left_out
            ),
        )

    def _terminal(self, width: int) -> str:
        parts = [_wrapped([self.title()], width)]
        if self.ranked:
            parts.append(self._drawn(width))
        if self.left_out:
            parts.append("Left out\n" + draw_table(self._left_out_table(), width))
        if cautions := self.cautions():
            parts.append(_wrapped(cautions, width))
        return "\n\n".join([*parts, _wrapped([self.summary()], width)]) + "\n"

    def _drawn(self, width: int) -> str:
        """The ranked tests with as many of the shared conditions, which the title gives too, as there is room for."""
        drawn = ""
        for conditions in (self.compared, [one for one in self.compared if one != "metal"], ()):
            answer = self._ranked_table(conditions, classes=False)
            drawn = draw_table(answer, width)
            head = " ".join(drawn.splitlines()[:2])
            cells = (cell_text(value) for row in answer.rows for value in row)
            # A row in a block of its own, or a word cut in two, is the sign of too little room.
            if _words(answer.columns) <= _words([head]) and _words(cells) <= _words([drawn]):
                break
        return drawn

    def _markdown(self, width: int) -> str:
        parts = [f"{self.title()}.\n"]
        if self.ranked:
            parts.append(write_answer(self._ranked_table(self.compared), "markdown"))
        if self.left_out:
            parts.append(f"Left out:\n\n{write_answer(self._left_out_table(), 'markdown')}")
        if cautions := self.cautions():
            parts.append("".join(f"- {one}\n" for one in cautions))
        return "\n".join([*parts, f"{self.summary()}\n"])

    def _latex(self, width: int) -> str:
        parts = [f"{latex_text(self.title())}.\n"]
        if self.ranked:
            parts.append(write_answer(self._ranked_table(self.compared), "latex"))
        if self.left_out:
            parts.append(f"Left out:\n\n{write_answer(self._left_out_table(), 'latex')}")
        parts += [f"{latex_text(one)}\n" for one in (*self.cautions(), f"{self.summary()}.")]
        return "\n".join(parts)


def _answer(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Answer:
    return Answer(columns=tuple(columns), rows=tuple(tuple(map(Literal, row)) for row in rows))


def _literal(value: str | int | Decimal | None) -> Literal | None:
    """A cell; a bound without end has no number and stays empty."""
    if isinstance(value, Decimal):
        return Literal(f"{value:f}", datatype=XSD.decimal) if value.is_finite() else None
    return None if value is None else Literal(value)


def _numbers(trial: Trial) -> str:
    return ", ".join(map(str, trial.references))


def _column(name: str) -> str:
    return name.replace(" ", "_")


def _values(conditions: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in conditions.items())


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in text.split()}


def _wrapped(texts: Iterable[str], width: int) -> str:
    # A number stays with its unit, or with what it counts.
    tied = (re.sub(r"(?<=\d) (?=[a-zA-Z%])| (?=[a-z]+-\d)", "\u00a0", one) for one in texts)
    return "\n".join(line for one in tied for line in wrapped(one, width, rest="  ")).replace("\u00a0", " ")
