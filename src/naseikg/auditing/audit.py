"""The audit: what a reader should know before relying on the review, made from the named queries that say so.

A query joins the audit by its header: ``#+ audit: 4.2 Requirements of an ideal SEI`` gives its place and the title of its section, ``result`` says its answer in
one sentence (see `naseikg.auditing.results`), ``grid`` how its cells are laid out (`naseikg.auditing.grids`), ``not_shown`` what its answer does not show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from naseikg.asking.answers import ask
from naseikg.asking.questions import Question
from naseikg.asking.suggestions import unknown_name
from naseikg.auditing.formats import summary_of, write_sections
from naseikg.auditing.grids import grid_of
from naseikg.auditing.results import result_of
from naseikg.auditing.sections import Part, Section
from naseikg.errors import AmbiguousNameError, QueryError

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["Audit", "audit_of"]

_HEADER = re.compile(r"([1-9][0-9]?)\.([1-9][0-9]?) (\S.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The sections of an audit, by their numbers."""

    sections: tuple[Section, ...]

    def __str__(self) -> str:
        """The audit as it is shown on a terminal."""
        return self.write()

    def summary(self, *, width: int = 100) -> str:
        """The result of each part in a sentence, below the title of its section."""
        return summary_of(self.sections, width=width)

    def write(self, format: str = "text", *, width: int = 100) -> str:
        """The audit as ``text`` with long tables cut to the screen, or whole as ``markdown`` or ``json``; ``width`` is that of the terminal.

        Raises:
            UnknownNameError: there is no such format.
        """
        return write_sections(self.sections, format, width=width)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Place:
    """Where a query stands in the audit."""

    section: int
    part: int
    title: str


def audit_of(store: Store, questions: Sequence[Question], *, sections: Sequence[str] = ()) -> Audit:
    """The audit of a store by the queries that have an ``audit`` header; all sections, or those asked for by number or by words of their titles.

    Raises:
        QueryError: a query cannot be run, its header is wrong, or no query has one.
        UnknownNameError: no section is called so; the message lists the sections there are.
        AmbiguousNameError: several sections are called so.
    """
    placed = sorted(
        ((_place(one), one) for one in questions if "audit" in one.header), key=lambda pair: (pair[0], pair[1].name)
    )
    if not placed:
        raise QueryError("no query has a header 'audit'; give one to the queries of the report")
    titles = _titles(placed)
    chosen = {_section(name, titles) for name in sections} or set(titles)
    return Audit(
        sections=tuple(
            _made(store, number, titles[number], [one for _, one in group])
            for number, group in groupby(placed, key=lambda pair: pair[0].section)
            if number in chosen
        )
    )


def _place(question: Question) -> _Place:
    found = _HEADER.fullmatch(question.header["audit"])
    if found is None:
        raise QueryError(
            f"{question.name}: header 'audit' is {question.header['audit']!r}; write it as SECTION.PART TITLE, such as 1.1 Conditions"
        )
    return _Place(section=int(found[1]), part=int(found[2]), title=found[3])


def _titles(placed: Iterable[tuple[_Place, Question]]) -> dict[int, str]:
    """The title of each section, which all its queries must give, each at a place of its own."""
    first: dict[int, tuple[str, str]] = {}
    taken: dict[tuple[int, int], str] = {}
    for place, question in placed:
        title, name = first.setdefault(place.section, (place.title, question.name))
        if title != place.title:
            raise QueryError(
                f"{question.name}: header 'audit' calls section {place.section} {place.title!r}, but {name} calls it {title!r}; give both one title"
            )
        other = taken.setdefault((place.section, place.part), question.name)
        if other != question.name:
            raise QueryError(
                f"{question.name}: header 'audit' says {place.section}.{place.part}, where {other} stands; give each a number of its own"
            )
    return {number: title for number, (title, _) in first.items()}


def _section(name: str, titles: dict[int, str]) -> int:
    listed = [f"{number} {title}" for number, title in titles.items()]
    if name.isascii() and name.isdigit():
        found = [number for number in titles if number == int(name)]
    else:
        found = [number for number, title in titles.items() if name.strip() and name.lower() in title.lower()]
    if not found:
        raise unknown_name("section of the audit", name, (), known=listed)
    if len(found) > 1:
        raise AmbiguousNameError(name, [f"{number} {titles[number]}" for number in found])
    return found[0]


def _made(store: Store, number: int, title: str, questions: Sequence[Question]) -> Section:
    return Section(
        number=number,
        title=title,
        parts=tuple(_part(store, one) for one in questions),
        not_shown=tuple(dict.fromkeys(one.header["not_shown"] for one in questions if "not_shown" in one.header)),
    )


def _part(store: Store, question: Question) -> Part:
    if "result" not in question.header:
        raise QueryError(f"{question.name}: has a header 'audit' but none 'result'; say the answer in one sentence")
    answer = ask(store, question.sparql, name=question.name)
    return Part(
        number=question.header["audit"].split(" ")[0],
        question=question,
        answer=answer,
        result=result_of(question.header["result"], answer, name=question.name),
        grid=grid_of(question.header["grid"], answer, name=question.name) if "grid" in question.header else None,
    )
