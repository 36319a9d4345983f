"""A test that is ranked, or left out of a ranking with the reasons, and the words for what it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from naseikg.comparing.amounts import Amount, Rank
from naseikg.comparing.cycling import Trial, Value

__all__ = ["LeftOut", "Ranked", "Reason", "layer_text", "several_text", "value_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A test with its result and the places that the result can have."""

    rank: Rank
    result: Amount
    trial: Trial


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a test cannot be ranked with the others: the condition or result, what is wrong with it, its value if any.

    The problem is one of: ``differs``, ``in another unit``, ``not exact``, ``not recorded``, ``not stated``,
    ``with several values``. What is not stated was looked for by a curator; what is not recorded was not.
    """

    aspect: str
    problem: str
    value: str = ""

    def __str__(self) -> str:
        if self.problem == "differs":
            return f"{self.aspect} {self.value}"
        return f"{self.aspect} {self.value}, {self.problem}" if self.value else f"{self.aspect} {self.problem}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A test that is not ranked, with every reason."""

    trial: Trial
    reasons: tuple[Reason, ...]


def value_text(trial: Trial, name: str) -> str:
    """A condition or result of a test as a person reads it; empty when nobody looked for it."""
    if values := trial.values.get(name):
        return several_text(values)
    return "not stated" if name in trial.not_stated else ""


def several_text(values: Iterable[Value]) -> str:
    """Values with an "or" between them, each once."""
    return " or ".join(dict.fromkeys(map(str, values)))


def layer_text(trial: Trial) -> str:
    """The labels of what a test is of, with a word where that is no layer; its own label when it is not known."""
    named = (one.label if one.id.startswith("interphase/") else f"{one.label} (no layer)" for one in trial.tested)
    return "; ".join(named) or trial.label
