"""A query cut into its conditions, each with the text that the query has for it and one that can be run alone.

Only text that the store has parsed is cut, so nothing is checked here but what decides where a condition ends.
rdflib's parser would do it too, but takes longer to import and to parse than a whole answer may take, and it forgets
the text; the tests compare the two on every query of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from naseikg.errors import QueryError
from naseikg.missing.conditions import (
    Bind,
    Column,
    Condition,
    Exists,
    Filter,
    Group,
    Minus,
    OptionalPart,
    Pattern,
    Query,
    Select,
    SubSelect,
    Values,
    nested,
    united,
)
from naseikg.missing.scanning import Scanner, variable_of
from naseikg.vocabulary import BASE

__all__ = ["parse_conditions"]

_NONE: frozenset[str] = frozenset()


def parse_conditions(sparql: str, *, name: str = "query") -> Query:
    """The conditions of a query that the store accepts.

    >>> query = parse_conditions('SELECT ?test { ?test nsei:unit/nsei:symbol "h" ; nsei:numericValue ?h FILTER(?h > 1 && ?h < 9) }')
    >>> [one.text for one in query.select.where.conditions]
    ['?test nsei:unit/nsei:symbol "h"', '?test nsei:numericValue ?h', '?h > 1', '?h < 9']

    Raises:
        QueryError: the query is no SELECT, or holds what cannot be cut.
    """
    try:
        return _Reader(sparql, name).query()
    except RecursionError as error:
        raise QueryError(f"{name}: nests too deep for why-not; write the query flatter") from error


class _Reader(Scanner):
    """Reads a query from its first token to its last."""

    def __init__(self, sparql: str, name: str) -> None:
        super().__init__(sparql, name)
        self.fresh = 0
        self.graph: str | None = None

    def query(self) -> Query:
        start = self.at
        while self.next() in ("PREFIX", "BASE"):
            self.at += 3 if self.next() == "PREFIX" else 2
        prologue = self.text(start, self.at)
        if self.next() != "SELECT":
            raise QueryError(f"{self.name}: only a SELECT has rows that a thing can be missing from; this is no SELECT")
        return Query(prologue=prologue, select=self.select())

    # Selects and groups

    def select(self) -> Select:
        self.take()
        distinct = self.take().upper() if self.next() in ("DISTINCT", "REDUCED") else ""
        columns = []
        while self.next() not in ("WHERE", "{"):
            if self.next() == "(":
                end = self.after_brackets()
                columns.append(
                    Column(expression=self.text(self.at + 1, end - 3), variable=variable_of(self.tokens[end - 2].text))
                )
                self.at = end
            elif (token := self.take()) != "*":
                columns.append(Column(variable=variable_of(token)))
        if self.next() == "WHERE":
            self.take()
        where = self.group()
        clauses = self.clauses()
        end = self.at
        for start, _ in clauses.get("VALUES", ()):
            self.at = start
            where = Group(conditions=(*where.conditions, self.values()))
        if not columns:
            # Variables made for blank nodes are not the query's.
            columns = [Column(variable=one) for one in sorted(where.binds) if not one.startswith("?_blank")]
        having = tuple(self.text(*part) for clause in clauses.get("HAVING", ()) for part in self.having(*clause))
        # To look into a clause is to go back.
        self.at = end
        return Select(
            distinct=distinct,
            columns=tuple(columns),
            where=where,
            group_by=" ".join(self.text(*one) for one in clauses.get("GROUP", ())),
            having=having,
            order=" ".join(self.text(*one) for one in clauses.get("ORDER", ())),
            limit=" ".join(self.text(*one) for name in ("LIMIT", "OFFSET") for one in clauses.get(name, ())),
        )

    def clauses(self) -> dict[str, list[tuple[int, int]]]:
        """Where the clauses after the conditions begin and end, by their first word."""
        found: dict[str, list[tuple[int, int]]] = {}
        while self.next() not in ("", "}"):
            start, word = self.at, self.next()
            self.at += 1
            while self.next() not in ("", "}", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"):
                self.at = self.after_brackets() if self.next() in ("(", "{") else self.at + 1
            found.setdefault(word, []).append((start, self.at))
        return found

    def having(self, start: int, end: int) -> Iterable[tuple[int, int]]:
        """The parts of a HAVING that must each be true."""
        first = start + 1
        while first < end:
            self.at = first if self.tokens[first].text == "(" else first + 1
            last = self.after_brackets()
            yield from self.conjuncts(first, last)
            first = last

    def group(self) -> Group:
        """The group whose brace comes."""
        self.take()
        if self.next() == "SELECT":
            found: list[Condition] = [self.sub_select()]
        else:
            found = []
            while self.next() != "}":
                found += self.condition()
        self.take()
        return Group(conditions=tuple(found))

    def sub_select(self) -> SubSelect:
        if self.graph is not None and self.graph.startswith("?"):
            raise self.cannot("a SELECT inside GRAPH with a variable")
        select = self.select()
        named = frozenset(one.variable for one in select.columns)
        computed = frozenset(one.variable for one in select.columns if one.expression is not None)
        return SubSelect(
            text=f"{{ SELECT {' '.join(one.variable for one in select.columns)} ... }}",
            sparql=f"{{ {select.sparql} }}",
            binds=named,
            certain=(named & select.where.certain) | computed,
            mentions=named,
            select=select,
        )

    def condition(self) -> Iterable[Condition]:
        """The conditions that come next; those of one sentence of the query."""
        word = self.next()
        if word == ".":
            self.take()
            return ()
        if word == "FILTER":
            return self.filters()
        if word == "OPTIONAL":
            self.take()
            group = self.group()
            return (
                OptionalPart(
                    text=f"OPTIONAL {{ {group.text} }}",
                    sparql=f"OPTIONAL {{ {group.sparql} }}",
                    binds=group.binds,
                    certain=_NONE,
                    mentions=group.mentions,
                    group=group,
                ),
            )
        if word == "MINUS":
            self.take()
            group = self.group()
            return (
                Minus(
                    text=f"MINUS {{ {group.text} }}",
                    sparql=f"MINUS {{ {group.sparql} }}",
                    binds=_NONE,
                    certain=_NONE,
                    mentions=group.binds,
                    group=group,
                ),
            )
        if word == "GRAPH":
            self.take()
            outer, self.graph = self.graph, self.node()[0]
            inner = self.group()
            self.graph = outer
            return inner.conditions
        if word == "BIND":
            return (self.bind(),)
        if word == "VALUES":
            return (self.values(),)
        if word == "{":
            return (self.union(),)
        if word in ("SERVICE", "LATERAL", "<"):
            raise self.cannot("a quoted triple" if word == "<" else word)
        return self.patterns()

    def union(self) -> Condition:
        branches = [self.group()]
        while self.next() == "UNION":
            self.take()
            branches.append(self.group())
        first = branches[0]
        if len(branches) == 1:
            if len(first.conditions) == 1 and isinstance(first.conditions[0], SubSelect):
                return first.conditions[0]
            return nested(first)
        return united(tuple(branches))

    def values(self) -> Values:
        start = self.at
        self.take()
        self.at = self.after_brackets() if self.next() == "(" else self.at + 1
        names = self.variables(start, self.at)
        self.at = self.after_brackets()
        text = self.text(start, self.at)
        return Values(text=_short(text), sparql=text, binds=names, certain=names, mentions=names)

    def bind(self) -> Bind:
        self.take()
        end = self.after_brackets()
        expression, variable = self.text(self.at + 1, end - 3), variable_of(self.tokens[end - 2].text)
        mentions = self.variables(self.at, end - 3)
        self.at = end
        return Bind(
            text=_short(f"BIND({expression} AS {variable})"),
            sparql=f"BIND({expression} AS {variable})",
            binds=frozenset({variable}),
            certain=frozenset({variable}),
            mentions=mentions,
            expression=expression,
            variable=variable,
        )

    # Filters

    def filters(self) -> Iterable[Condition]:
        self.take()
        if self.next() in ("EXISTS", "NOT"):
            return (self.exists(),)
        start = self.at
        if self.next() != "(":
            self.take()
        end = self.after_brackets()
        found = [self.filter(*part) for part in self.conjuncts(start, end)]
        self.at = end
        return found

    def filter(self, start: int, end: int) -> Condition:
        self.at = start
        if self.next() in ("EXISTS", "NOT"):
            return self.exists()
        if self.graph is not None and "EXISTS" in (one.text.upper() for one in self.tokens[start:end]):
            raise self.cannot("EXISTS in an expression inside GRAPH")
        text, names = self.text(start, end), self.variables(start, end)
        return Filter(text=_short(text), sparql=f"FILTER({text})", binds=_NONE, certain=_NONE, mentions=names)

    def exists(self) -> Exists:
        negated = self.next() == "NOT"
        self.at += 2 if negated else 1
        group = self.group()
        word = "NOT EXISTS" if negated else "EXISTS"
        return Exists(
            text=f"{word} {{ {group.text} }}",
            sparql=f"FILTER {word} {{ {group.sparql} }}",
            binds=_NONE,
            certain=_NONE,
            mentions=group.mentions,
            group=group,
            negated=negated,
        )

    # Triple patterns

    def patterns(self) -> Iterable[Condition]:
        found: list[Condition] = []
        subject = self.node(found)
        if self.next() not in (".", "}"):
            self.properties(subject, found)
        return found

    def properties(self, subject: tuple[str, str], found: list[Condition]) -> None:
        """The predicates and objects of a subject."""
        while self.next() not in ("", ".", "}", "]"):
            if self.next() == ";":
                self.take()
                continue
            start = self.at
            steps = self.path()
            predicate = self.text(start, self.at)
            while True:
                found.append(self.pattern(subject, predicate, steps, self.node(found)))
                if self.next() != ",":
                    break
                self.take()
            if self.next() != ";":
                break

    def pattern(
        self, subject: tuple[str, str], predicate: str, steps: tuple[str, ...], object: tuple[str, str]
    ) -> Pattern:
        names = frozenset(variable_of(one) for one in (subject[0], predicate, object[0]) if one[0] in "?$")
        sparql, text = f"{subject[0]} {predicate} {object[0]}", f"{subject[1]} {predicate} {object[1]}"
        if self.graph is not None:
            sparql, text = f"GRAPH {self.graph} {{ {sparql} }}", f"GRAPH {self.graph} {{ {text} }}"
            names |= {self.graph} if self.graph.startswith("?") else _NONE
        return Pattern(
            text=_short(text),
            sparql=f"{sparql} .",
            binds=names,
            certain=names,
            mentions=names,
            subject=subject[0],
            object=object[0],
            steps=steps,
            graph=self.graph,
        )

    def node(self, found: list[Condition] | None = None) -> tuple[str, str]:
        """A subject or object, for the store and for people; what hangs on a blank node goes to ``found``."""
        start, token = self.at, self.take()
        if token == "[":
            self.fresh += 1
            node = self.blank(str(self.fresh)), "[]"
            self.properties(node, [] if found is None else found)
            self.take()
            return node
        if token == "(":
            raise self.cannot("a list in round brackets")
        if token.startswith("_:"):
            return self.blank("_" + re.sub(r"\W", "_", token[2:])), token
        if token in ("+", "-"):
            self.take()
        elif token[0] in "\"'":
            if self.next() == "^^":
                self.at += 2
            elif self.next().startswith("@"):
                self.take()
        text = self.text(start, self.at)
        return (variable_of(text) if text[0] in "?$" else text, text)

    @staticmethod
    def blank(name: str) -> str:
        return f"?_blank{name}"


def _short(text: str) -> str:
    """Our own IRIs as people read them."""
    return text.replace(f"<{BASE}", "<")
