"""Named queries with their answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Store

from naseikg.asking.answers import Answer, ask
from naseikg.asking.questions import Question

__all__ = ["Answered", "answered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A named query and its whole answer."""

    question: Question
    answer: Answer


def answered(store: Store, questions: Iterable[Question]) -> tuple[Answered, ...]:
    """Each question with its answer.

    Raises:
        QueryError: a query cannot be parsed, updates, or reaches outside the store.
    """
    return tuple(Answered(question=one, answer=ask(store, one.sparql, name=one.name)) for one in questions)
