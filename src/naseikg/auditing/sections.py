"""What an audit is made of: sections, and in each the answers of its queries."""

from __future__ import annotations

from dataclasses import dataclass

from naseikg.asking.answers import Answer
from naseikg.asking.questions import Question
from naseikg.auditing.grids import Grid

__all__ = ["Part", "Section"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One query of the audit with its whole answer, the answer in a sentence, and as a grid where it is one."""

    number: str
    question: Question
    answer: Answer
    result: str
    grid: Grid | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of the audit: its parts, and what they do not show."""

    number: int
    title: str
    parts: tuple[Part, ...]
    not_shown: tuple[str, ...]
