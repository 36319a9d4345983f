"""The conditions that a query is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = [
    "Bind",
    "Column",
    "Condition",
    "Exists",
    "Filter",
    "Group",
    "Minus",
    "Nested",
    "OptionalPart",
    "Pattern",
    "Query",
    "Select",
    "SubSelect",
    "Union",
    "Values",
    "nested",
    "united",
]

_NONE: frozenset[str] = frozenset()
_ONE_OF = re.compile(r"(?:(?:SAMPLE|MIN|MAX)\s*\(\s*(?:DISTINCT\s+)?)?(\?\w+)\s*\)?", re.I)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Condition:
    """A part of a query that a solution must meet.

    ``text`` is for people, on one line; ``sparql`` can be run. ``binds`` are the variables that it may give a value,
    ``certain`` those of them that it always gives one, ``mentions`` all whose value matters to it. Two conditions are
    never equal, as a query may say the same twice.
    """

    text: str
    sparql: str
    binds: frozenset[str]
    certain: frozenset[str]
    mentions: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What stands between two braces."""

    conditions: tuple[Condition, ...]

    @property
    def sparql(self) -> str:
        """The conditions in the order of the query."""
        return " ".join(one.sparql for one in self.conditions)

    @property
    def text(self) -> str:
        """The conditions for people."""
        return " . ".join(one.text for one in self.conditions)

    @property
    def binds(self) -> frozenset[str]:
        """The variables that are visible outside."""
        return _NONE.union(*(one.binds for one in self.conditions))

    @property
    def certain(self) -> frozenset[str]:
        """The variables that every solution has."""
        return _NONE.union(*(one.certain for one in self.conditions))

    @property
    def mentions(self) -> frozenset[str]:
        """The variables whose value from outside matters."""
        return _NONE.union(*(one.mentions for one in self.conditions))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pattern(Condition):
    """A triple pattern; ``steps`` are those of a property path that is a plain sequence, else the one predicate."""

    subject: str
    object: str
    steps: tuple[str, ...]
    graph: str | None = None

    def of(self, steps: tuple[str, ...], object: str) -> str:
        """The same pattern with fewer steps and another object, as SPARQL."""
        triple = f"{self.subject} {'/'.join(steps)} {object}"
        return f"{triple} ." if self.graph is None else f"GRAPH {self.graph} {{ {triple} }}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Filter(Condition):
    """An expression that must be true; parts joined by ``&&`` are filters of their own."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Exists(Condition):
    """FILTER EXISTS or FILTER NOT EXISTS."""

    group: Group
    negated: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Minus(Condition):
    """MINUS."""

    group: Group


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Values(Condition):
    """Values written into the query."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bind(Condition):
    """BIND: a value computed for a variable."""

    expression: str
    variable: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OptionalPart(Condition):
    """OPTIONAL, which no solution can fail."""

    group: Group


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Nested(Condition):
    """A group inside a group."""

    group: Group


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Union(Condition):
    """Alternatives, one of which must be met."""

    branches: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A variable of a SELECT, with its expression when it is computed there."""

    variable: str
    expression: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Select:
    """A SELECT: its columns, its conditions, and what comes after them."""

    distinct: str
    columns: tuple[Column, ...]
    where: Group
    group_by: str
    having: tuple[str, ...]
    order: str
    limit: str

    @property
    def keys(self) -> frozenset[str]:
        """The columns that are variables of its conditions, and so can be given a value from outside."""
        return self.where.binds.intersection(one.variable for one in self.columns if one.expression is None)

    def source(self, variable: str) -> str | None:
        """The variable of its conditions that a column shows, if it is not computed from several."""
        if variable in self.keys:
            return variable
        expression = next((one.expression for one in self.columns if one.variable == variable), None)
        match = _ONE_OF.fullmatch(expression or "")
        return match[1] if match else None

    @property
    def sparql(self) -> str:
        """The whole SELECT."""
        having = " ".join(f"HAVING({one})" for one in self.having)
        return (
            f"{self.head} WHERE {{ {self.where.sparql} }} {self.group_by} {having} {self.order} {self.limit}".rstrip()
        )

    @property
    def head(self) -> str:
        """What stands before its conditions."""
        columns = (f"({one.expression} AS {one.variable})" if one.expression else one.variable for one in self.columns)
        return f"SELECT {self.distinct} {' '.join(columns) or '*'}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SubSelect(Condition):
    """A SELECT inside a query."""

    select: Select


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A SELECT with the prefixes that it declares."""

    prologue: str
    select: Select


def nested(group: Group) -> Nested:
    """A group as a condition of the group around it."""
    return Nested(
        text=f"{{ {group.text} }}",
        sparql=f"{{ {group.sparql} }}",
        binds=group.binds,
        certain=group.certain,
        mentions=group.binds,
        group=group,
    )


def united(branches: tuple[Group, ...]) -> Union:
    """Alternatives as a condition of the group around them."""
    return Union(
        text=" UNION ".join(f"{{ {one.text} }}" for one in branches),
        sparql=" UNION ".join(f"{{ {one.sparql} }}" for one in branches),
        binds=_NONE.union(*(one.binds for one in branches)),
        certain=branches[0].certain.intersection(*(one.certain for one in branches)),
        mentions=_NONE.union(*(one.binds for one in branches)),
        branches=branches,
    )
