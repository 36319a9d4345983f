"""Which conditions of a group hold for given values, which fail, and which hang on one that fails.

It starts at the given values and takes in one condition after the other, each connected to what has a value by then.
A condition that leaves no solution has failed and is left out, with all that needs a variable it would have given.
So the conditions that hold do so together, and not one of those that fail can be added to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import BlankNode, Literal, Store

from naseikg.asking.answers import Value, ask
from naseikg.missing.conditions import (
    Bind,
    Condition,
    Exists,
    Filter,
    Group,
    Minus,
    Nested,
    OptionalPart,
    SubSelect,
    Union,
    Values,
    nested,
    united,
)

__all__ = ["Asker", "Failure", "Given", "Trace", "requiring", "trace"]

_NONE: frozenset[str] = frozenset()
_TESTS = Filter | Exists | Minus


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Values that variables have from the start, one row a solution, and conditions around that hold already."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    around: tuple[Condition, ...] = ()

    @property
    def bound(self) -> frozenset[str]:
        """All variables that have a value."""
        return _NONE.union(self.variables, *(one.binds for one in self.around))

    @property
    def sparql(self) -> str:
        """The values and conditions as SPARQL has them."""
        around = " ".join(one.sparql for one in self.around)
        if not self.variables:
            return around
        rows = " ".join(f"({' '.join('UNDEF' if one is None else str(one) for one in row)})" for row in self.rows)
        return f"VALUES ({' '.join(self.variables)}) {{ {rows} }} {around}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Asks a store, with the prefixes of a query."""

    store: Store
    prologue: str

    def answer(self, query: str) -> tuple[tuple[Value, ...], ...]:
        """The rows of a query."""
        return ask(self.store, f"{self.prologue} {query}").rows

    def any(self, given: Given, conditions: Iterable[Condition]) -> bool:
        """Whether the conditions have a solution together."""
        body = " ".join(one.sparql for one in conditions)
        return self.answer(f"ASK {{ {given.sparql} {body} }}") == ((Literal(True),),)

    def rows(
        self, columns: Sequence[str], given: Given, conditions: Iterable[Condition], more: str = ""
    ) -> tuple[tuple[Value, ...], ...]:
        """The distinct solutions of the conditions, sorted; columns are variables or ``(expression AS ?variable)``."""
        body = " ".join(one.sparql for one in conditions)
        query = f"SELECT DISTINCT {' '.join(columns)} {{ {given.sparql} {body} {more} }}"
        return tuple(sorted(self.answer(query), key=str)) if columns else ()

    def given(self, names: Iterable[str], given: Given, conditions: Iterable[Condition]) -> Given:
        """The values that variables have in the solutions of conditions; a blank node has no name to be given by."""
        columns = tuple(sorted(names))
        rows = self.rows(columns, given, conditions)
        kept = [
            place
            for place in range(len(columns))
            if any(row[place] is not None for row in rows)
            and not any(isinstance(row[place], BlankNode) for row in rows)
        ]
        return Given(
            variables=tuple(columns[one] for one in kept),
            rows=tuple(dict.fromkeys(tuple(row[one] for one in kept) for row in rows)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A condition that leaves no solution to those that hold before it; ``tried`` is all of them in the order of the query."""

    condition: Condition
    before: tuple[Condition, ...]
    tried: tuple[Condition, ...]
    bound: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What became of each condition of a group, in the order of the query."""

    given: Given
    held: tuple[Condition, ...]
    failed: tuple[Failure, ...]
    unreached: tuple[Condition, ...]


def trace(asker: Asker, group: Group, given: Given) -> Trace:
    """What holds of a group for the given values, taken together, and what does not."""
    prepared = _prepared(group, given)

    def in_order(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
        return tuple(sorted(conditions, key=prepared.index))

    pending, held, unreached = list(prepared), list[Condition](), list[Condition]()
    failed: list[Failure] = []
    bound, lost = given.bound, _NONE
    while pending:
        if hanging := [one for one in pending if one.mentions & lost]:
            pending = [one for one in pending if one not in hanging]
            unreached += [one for one in hanging if not isinstance(one, Bind | OptionalPart)]
            lost |= _NONE.union(*(one.binds for one in hanging)) - bound
            continue
        condition = _next(pending, bound)
        pending.remove(condition)
        tried = in_order([*held, condition])
        if asker.any(given, tried):
            held.append(condition)
            bound |= condition.binds
        else:
            failed.append(Failure(condition=condition, before=in_order(held), tried=tried, bound=bound))
            lost |= condition.binds - bound
    return Trace(given=given, held=in_order(held), failed=tuple(failed), unreached=in_order(unreached))


def requiring(group: Group, variable: str) -> Group:
    """The same group where what only an OPTIONAL gives a variable must give it."""
    if variable in group.certain:
        return group
    changed = []
    for one in group.conditions:
        if variable not in one.binds:
            changed.append(one)
        elif isinstance(one, OptionalPart | Nested):
            changed.append(nested(requiring(one.group, variable)))
        elif isinstance(one, Union):
            branches = tuple(requiring(branch, variable) for branch in one.branches if variable in branch.binds)
            changed.append(united(branches) if len(branches) > 1 else nested(branches[0]))
        elif isinstance(one, SubSelect):
            changed.append(_requiring_select(one, variable))
        else:
            changed.append(one)
    return Group(conditions=tuple(changed))


def _requiring_select(condition: SubSelect, variable: str) -> SubSelect:
    old = condition.select
    select = replace(old, where=requiring(old.where, variable)) if variable in old.keys else old
    return replace(condition, sparql=f"{{ {select.sparql} }}", certain=condition.certain | {variable}, select=select)


def _prepared(group: Group, given: Given) -> list[Condition]:
    """The conditions that can fail, with the OPTIONAL and BIND parts whose variables they need."""
    there = [
        _compared(one) if isinstance(one, Bind) and one.variable in given.bound else one for one in group.conditions
    ]
    firm = [one for one in there if not isinstance(one, Bind | OptionalPart)]
    used = _NONE.union(*(one.mentions for one in firm))
    sure = given.bound
    extra: dict[Condition, frozenset[str]] = {}
    for one in there:
        if one in firm:
            sure |= one.certain
        else:
            # What it may give a value that has none before it.
            extra[one] = one.binds - sure
    needed: list[Condition] = []
    while more := [one for one, new in extra.items() if one not in needed and new & used]:
        needed += more
        used = used.union(*(one.mentions for one in more))
    return [one for one in there if one in firm or one in needed]


def _compared(bind: Bind) -> Filter:
    """A BIND of a variable that has a value already: the two must be the same."""
    return Filter(
        text=bind.text,
        sparql=f"FILTER(sameTerm({bind.expression}, {bind.variable}))",
        binds=_NONE,
        certain=_NONE,
        mentions=bind.mentions | {bind.variable},
    )


def _next(pending: Sequence[Condition], bound: frozenset[str]) -> Condition:
    """The condition to look at next: a test as soon as its variables have their values, else one that is connected."""
    for one in pending:
        if isinstance(one, _TESTS | Bind) and not one.mentions & _given_by(pending, one):
            return one
        if isinstance(one, Values) and one.binds & bound:
            return one
    firm = [one for one in pending if not isinstance(one, _TESTS | Bind | OptionalPart)]
    for one in pending:
        if isinstance(one, OptionalPart) and one.binds & bound and not one.mentions & _given_by(firm, one):
            return one
    for one in firm:
        if not isinstance(one, Values) and (one.binds & bound or not one.binds):
            # Values written into the query come before what has to match one of them.
            return next((other for other in firm if isinstance(other, Values) and other.binds & one.binds), one)
    return (firm or pending)[0]


def _given_by(conditions: Iterable[Condition], but: Condition) -> frozenset[str]:
    return _NONE.union(*(one.binds for one in conditions if one is not but))
