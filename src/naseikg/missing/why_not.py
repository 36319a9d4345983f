"""Why a thing is not in the answer to a query: as what it was looked for, and which conditions it fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from naseikg.asking.answers import Answer, Value, ask
from naseikg.asking.lookup import find_thing, unknown_terms
from naseikg.asking.questions import Question
from naseikg.asking.suggestions import meant, unknown_name
from naseikg.errors import QueryError
from naseikg.missing.absences import Absence, names_of
from naseikg.missing.conditions import Bind, Condition, OptionalPart, Query, Select, SubSelect
from naseikg.missing.cutting import parse_conditions
from naseikg.missing.instead import Failing, failing_of, having_of
from naseikg.missing.names import kind_of, words_of
from naseikg.missing.tracing import Asker, Given, Trace, requiring, trace

__all__ = ["why_not"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A query, its answer, and the thing that is looked for in it."""

    store: Store
    question: Question
    query: Query
    answer: Answer
    thing: NamedNode

    @property
    def asker(self) -> Asker:
        return Asker(store=self.store, prologue=self.query.prologue)

    @property
    def select(self) -> Select:
        return self.query.select

    def given(self, variable: str) -> Given:
        return Given(variables=(variable,), rows=((self.thing,),))


def why_not(store: Store, question: Question, name: str, *, variable: str | None = None) -> Absence:
    """Which conditions of a query a thing fails, or the rows in which it is.

    The thing takes the place of ``variable``; without one, of the column whose values are of the thing's kind, or of
    the one where the least fails.

    Raises:
        UnknownNameError: nothing is called so, or the query has no such variable.
        AmbiguousNameError: several things are called so.
        QueryError: the query cannot be parsed, is no SELECT, or has no column for things.
    """
    answer = ask(store, question.sparql, name=question.name)
    asked = _Asked(
        store=store,
        question=question,
        query=parse_conditions(question.sparql, name=question.name),
        answer=answer,
        thing=find_thing(store, name),
    )
    note = ""
    if variable is None:
        names, note = _places(asked)
    else:
        names = [_variable(asked, variable)]
        note = _other_kind(asked, *names)
    for one in names:
        if rows := _rows(asked, one):
            return _present(asked, one, rows, names)
    return min((_absent(asked, one, note) for one in names), key=lambda one: len(one.failing) + len(one.unreached))


def _places(asked: _Asked) -> tuple[list[str], str]:
    """The variables that the thing may stand for, and a remark where none holds things of its kind."""
    columns = {one.variable: one for one in asked.select.columns if one.variable in asked.select.keys}
    things = {one: found for one in columns if (found := _things(asked.answer, one)) or not asked.answer.rows}
    kind = kind_of(asked.store, asked.thing)
    if alike := [one for one, found in things.items() if kind in _kinds(asked, found)]:
        return alike, ""
    hidden = _hidden(asked, columns)
    if alike := [one for one, found in hidden.items() if kind in _kinds(asked, found)]:
        return alike, ""
    if not things:
        heads = ", ".join(asked.answer.columns)
        raise QueryError(
            f"{asked.question.name}: no column stands for things, so none can be missing (they are {heads}); "
            "ask a query that lists things"
        )
    kinds = (f"?{one[1:]} ({', '.join(sorted(_kinds(asked, found))) or 'nothing'})" for one, found in things.items())
    note = f" The answer holds nothing of the kind {kind}; its columns of things are {', '.join(kinds)}."
    return list(things), note if asked.answer.rows else " The query has no answer at all."


def _hidden(asked: _Asked, columns: Mapping[str, object]) -> dict[str, set[NamedNode]]:
    """The things that variables stand for which are no columns, as those that are counted."""
    names = sorted(one for one in asked.select.where.binds if one not in columns and not one.startswith("?_"))
    if not names:
        return {}
    parts = [one for one in asked.select.where.conditions if not _only_computes(one)]
    found = asked.asker.answer(f"SELECT {' '.join(names)} {{ {' '.join(one.sparql for one in parts)} }}")
    things = {name: _named(row[place] for row in found) for place, name in enumerate(names)}
    return {name: some for name, some in things.items() if some}


def _only_computes(condition: Condition) -> bool:
    """Whether it is an OPTIONAL that adds counts or gathered names, but no thing."""
    if not isinstance(condition, OptionalPart) or len(condition.group.conditions) > 1:
        return False
    (part,) = condition.group.conditions
    if not isinstance(part, SubSelect):
        return False
    # Its other columns say to what the counts belong.
    return any(part.select.source(one.variable) is None for one in part.select.columns)


def _variable(asked: _Asked, name: str) -> str:
    """The variable of the query that a person means."""
    variable = "?" + name.lstrip("?$")
    known = sorted(one[1:] for one in asked.select.where.binds if not one.startswith("?_"))
    if variable[1:] not in known:
        what = "variable of the query" if asked.question.name == "-" else f"variable of {asked.question.name}"
        raise unknown_name(what, name, meant(variable[1:], {one: one for one in known}), known=known)
    return variable


def _other_kind(asked: _Asked, variable: str) -> str:
    """A remark where a variable stands for things, but for none of the kind of this one."""
    if variable[1:] in asked.answer.columns:
        things = _things(asked.answer, variable)
    else:
        found = asked.asker.answer(f"SELECT DISTINCT {variable} {{ {asked.select.where.sparql} }}")
        things = _named(row[0] for row in found)
    kind, kinds = kind_of(asked.store, asked.thing), sorted(_kinds(asked, things))
    if not kinds or kind in kinds:
        return ""
    return f" What {variable} stands for is of the kind {' or '.join(kinds)}, and this is of the kind {kind}."


def _rows(asked: _Asked, variable: str) -> tuple[tuple[Value, ...], ...]:
    """The rows of the answer that the thing stands in, or is counted in."""
    if variable[1:] in asked.answer.columns:
        place = asked.answer.columns.index(variable[1:])
        return tuple(row for row in asked.answer.rows if row[place] == asked.thing)
    where, given = requiring(asked.select.where, variable), asked.given(variable)
    keys = [one for one in asked.answer.columns if f"?{one}" in asked.select.keys]
    if not keys:
        return asked.answer.rows if asked.asker.any(given, where.conditions) else ()
    wanted = set(asked.asker.rows([f"?{one}" for one in keys], given, where.conditions))
    places = [asked.answer.columns.index(one) for one in keys]
    return tuple(row for row in asked.answer.rows if tuple(row[one] for one in places) in wanted)


def _present(asked: _Asked, variable: str, rows: tuple[tuple[Value, ...], ...], names: Sequence[str]) -> Absence:
    others = [one for one in names if one != variable and not _rows(asked, one)]
    hints = " or ".join(f"--as {one[1:]}" for one in others)
    return _told(asked, variable, f" For its absence elsewhere ask with {hints}." if hints else "", rows=rows)


def _absent(asked: _Asked, variable: str, note: str) -> Absence:
    given = asked.given(variable)
    where = requiring(asked.select.where, variable)
    found = trace(asked.asker, where, given)
    failing = failing_of(asked.asker, found, asked.thing)
    if not failing:
        failing = having_of(asked.asker, asked.select, given, where) or _cut_off(asked, variable)
    return _told(asked, variable, note, found=found, failing=failing)


def _cut_off(asked: _Asked, variable: str) -> tuple[Failing, ...]:
    """What keeps a thing out that meets every condition."""
    whole = asked.select.sparql.removesuffix(asked.select.limit) if asked.select.limit else asked.select.sparql
    rows = ask(asked.store, f"{asked.query.prologue} {whole}")
    if variable[1:] in rows.columns:
        column = [row[rows.columns.index(variable[1:])] for row in rows.rows]
        if asked.thing in column:
            says = f"it stands in row {column.index(asked.thing) + 1} of {len(column)}"
            return (Failing(condition=asked.select.limit, verdict="cut off", says=says),)
    says = "each of its conditions holds, but no row of the answer is that of the thing"
    return (Failing(condition=asked.select.head, verdict="cut off", says=says),)


def _told(
    asked: _Asked,
    variable: str,
    note: str,
    *,
    rows: tuple[tuple[Value, ...], ...] = (),
    found: Trace | None = None,
    failing: tuple[Failing, ...] = (),
) -> Absence:
    held = found.held if found else ()
    holding = " ".join(one.sparql for one in held)
    untold = "".join(f" {one}{'' if one.endswith('?') else '.'}" for one in _untold(asked, failing))
    return Absence(
        query=asked.question.name,
        question=asked.question.header.get("question", ""),
        thing=asked.thing,
        label=words_of(asked.store, asked.thing),
        variable=variable[1:],
        note=f"{note}{untold}",
        rows=Answer(columns=asked.answer.columns, rows=rows),
        failing=failing,
        holds=tuple(one.text for one in held if not isinstance(one, Bind | OptionalPart)),
        unreached=tuple(one.text for one in found.unreached) if found else (),
        relaxed=f"{asked.query.prologue} SELECT DISTINCT {variable} WHERE {{ {holding} }}".strip()
        if any(variable in one.certain for one in held)
        else "",
        names=names_of(asked.store, failing),
    )


def _untold(asked: _Asked, failing: Sequence[Failing]) -> list[str]:
    """The terms of the query that the ontology lacks and that no reason names."""
    said, todo = set[str](), list(failing)
    while todo:
        one = todo.pop()
        said.add(one.says)
        todo += (inner for part in one.inside for inner in part.failing)
    unknown = unknown_terms(asked.store, asked.question.sparql)
    return [term for term in unknown if not any(term in says for says in said)]


def _things(answer: Answer, variable: str) -> set[NamedNode]:
    place = answer.columns.index(variable[1:])
    return _named(row[place] for row in answer.rows)


def _named(terms: Iterable[Value]) -> set[NamedNode]:
    return {one for one in terms if isinstance(one, NamedNode)}


def _kinds(asked: _Asked, things: set[NamedNode]) -> set[str]:
    return {kind_of(asked.store, one) for one in things}
