"""Why a condition fails, in words: the values that are there instead, or that the review or the graph has none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import singledispatch

from pyoxigraph import NamedNode

from naseikg.asking.answers import Value
from naseikg.asking.lookup import unknown_terms
from naseikg.missing.conditions import (
    Condition,
    Exists,
    Filter,
    Group,
    Minus,
    Nested,
    Pattern,
    Select,
    SubSelect,
    Union,
    Values,
)
from naseikg.missing.names import defined, is_quantity, listed, narrowest, states_no, words_of
from naseikg.missing.tracing import Asker, Given, Trace, requiring, trace
from naseikg.vocabulary import RDF

__all__ = ["Failing", "Inside", "failing_of", "having_of"]

_SIMPLE = re.compile(r"\^?(?:<[^<>]*>|[\w.-]*:[^\s()|/!^*+?]*|a)[*+?]?")
_COMPARISON = re.compile(r"(?P<left>.+?)\s*(?P<wanted>(?:[<>]=?|!?=)\s*[^<>=]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """One of the parts of a condition that has parts, with what fails in it."""

    title: str
    failing: tuple[Failing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """A condition that fails.

    ``verdict`` is one of: other value, not stated, not recorded, unknown term, left out, no alternative, fails inside,
    cut off.
    ``found`` is what is there instead, ``says`` all of it in a sentence.
    """

    condition: str
    verdict: str
    says: str
    found: tuple[Value, ...] = ()
    inside: tuple[Inside, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """Where a condition failed: what held before it, and which thing all is about."""

    asker: Asker
    given: Given
    before: tuple[Condition, ...]
    bound: frozenset[str]
    thing: NamedNode

    def rows(self, columns: Sequence[str], more: str = "") -> tuple[tuple[Value, ...], ...]:
        return self.asker.rows(columns, self.given, self.before, more)

    def known(self, node: str) -> bool:
        return not node.startswith("?") or node in self.bound

    def values(self, node: str) -> tuple[Value, ...]:
        """What a known node stands for."""
        if node.startswith("?"):
            return tuple(row[0] for row in self.rows([node]))
        return tuple(row[0] for row in self.asker.rows([f"({node} AS ?_value)"], _NOTHING, ()))

    def listed(self, terms: Iterable[Value], *, most: int = 5, last: str = "") -> str:
        return listed(self.asker.store, terms, most=most, last=last)

    def of(self, subjects: Iterable[Value]) -> str:
        """Whose value it is, unless it is that of the thing itself."""
        named = set(subjects)
        return "" if named == {self.thing} else f" of {self.listed(named, most=3, last=' and ')}"

    def property(self, step: str) -> tuple[str, NamedNode | None]:
        """A step of a path in words, and the property that it is."""
        if not _SIMPLE.fullmatch(step):
            return step, None
        name = step.lstrip("^").rstrip("*+?")
        if name == "a":
            return "class", RDF.type
        (iri,) = self.values(name)
        back = " <-" if step.startswith("^") else ""
        return words_of(self.asker.store, iri) + back, iri if isinstance(iri, NamedNode) and not back else None

    def path(self, steps: Sequence[str]) -> str:
        """The steps of a path in words; that what is shown is a label needs no word."""
        words = [self.property(one)[0] for one in steps]
        return " / ".join(words[:-1] if words[-1] == "label" and len(words) > 1 else words)

    def inside(self, title: str, group: Group) -> Inside:
        given = replace(self.given, around=(*self.given.around, *self.before))
        return Inside(title=title, failing=failing_of(self.asker, trace(self.asker, group, given), self.thing))


_NOTHING = Given(variables=(), rows=())


def failing_of(asker: Asker, found: Trace, thing: NamedNode) -> tuple[Failing, ...]:
    """What fails in a group, in words."""
    return tuple(
        _spelt(one.condition, _Scene(asker=asker, given=found.given, before=one.before, bound=one.bound, thing=thing))
        for one in found.failed
    )


def _spelt(condition: Condition, scene: _Scene) -> Failing:
    """Why a condition fails; a term that the ontology lacks goes before all that is there instead."""
    failing, asker = _failing(condition, scene), scene.asker
    unknown = unknown_terms(asker.store, f"{asker.prologue} {condition.sparql}")
    if not unknown or not isinstance(condition, Pattern | Filter | Values):
        return failing
    if isinstance(condition, Filter):
        # It may fail for another reason, as where it wants the values to differ.
        return replace(failing, says="; ".join((failing.says, *unknown)))
    return replace(failing, verdict="unknown term", says="; ".join(unknown), found=())


def _select_failing(asker: Asker, select: Select, given: Given, thing: NamedNode) -> tuple[Failing, ...]:
    """What fails in a SELECT for the values given to its columns."""
    where = select.where
    names = []
    for one in given.variables:
        name = select.source(one) or one
        where = requiring(where, name) if name != one else where
        names.append(name)
    given = Given(variables=tuple(names), rows=given.rows)
    found = failing_of(asker, trace(asker, where, given), thing)
    return found or having_of(asker, select, given, where)


def having_of(asker: Asker, select: Select, given: Given, where: Group) -> tuple[Failing, ...]:
    """The parts of HAVING that no group of the values meets; ``where`` are the conditions that require the values."""
    failing = []
    # Groups are judged whole, also by what does not belong to the values.
    given = asker.given(select.keys, given, where.conditions) if select.having else given
    computed = {one.variable: one.expression for one in select.columns if one.expression is not None}
    for having in select.having:
        body = f"{{ {given.sparql} {select.where.sparql} }} {select.group_by}"
        if asker.answer(f"{select.head} {body} HAVING({having})"):
            continue
        match = _COMPARISON.fullmatch(having)
        left, wanted = (match["left"], match["wanted"]) if match else (having, "true")
        if left in computed:
            says = f"{left} has no value yet in HAVING; write {computed[left]} there"
            failing.append(Failing(condition=f"HAVING {having}", verdict="other value", says=says))
            continue
        values = tuple(row[0] for row in asker.answer(f"SELECT ({left} AS ?_value) {body}"))
        failing.append(
            Failing(
                condition=f"HAVING {having}",
                verdict="other value",
                says=f"{left}: {listed(asker.store, values)}; the query wants {wanted}",
                found=values,
            )
        )
    return tuple(failing)


@singledispatch
def _failing(condition: Condition, scene: _Scene) -> Failing:
    return Failing(condition=condition.text, verdict="not recorded", says="nothing fits")


@_failing.register
def _(condition: Pattern, scene: _Scene) -> Failing:
    if not scene.known(condition.subject):
        return _backward(condition, scene)
    if len(condition.steps) == 1 and condition.steps[0].startswith("?"):
        return _by_variable(condition, scene)
    for reached in range(len(condition.steps), -1, -1):
        there = (
            tuple(row[0] for row in scene.rows(["?_there"], condition.of(condition.steps[:reached], "?_there")))
            if reached
            else scene.values(condition.subject)
        )
        if there:
            break
    if reached == len(condition.steps):
        return _otherwise(condition, scene, there)
    words, property = scene.property(condition.steps[reached])
    silent = [one for one in there if states_no(scene.asker.store, one, property)]
    bare = [one for one in there if one not in silent]
    says = [f"{words}{scene.of(silent)}: not stated by the review"] if silent else []
    says += [f"{words}{scene.of(bare)}: nothing is recorded"] if bare else []
    return Failing(condition=condition.text, verdict="not recorded" if bare else "not stated", says="; ".join(says))


def _otherwise(condition: Pattern, scene: _Scene, there: tuple[Value, ...]) -> Failing:
    """A pattern whose subject has values, but not the wanted ones."""
    wanted = scene.values(condition.object)
    _, property = scene.property(condition.steps[-1])
    subjects = scene.values(condition.subject)
    says = f"; the query wants {scene.listed(wanted, last=' or ')}{defined(scene.asker.store, wanted)}"
    if property == RDF.type:
        there = tuple(sorted(narrowest(scene.asker.store, there), key=str)) or there
        who = "it" if set(subjects) == {scene.thing} else scene.listed(subjects, most=3, last=" and ")
        says = f"{who} is: {scene.listed(there)}{says}"
    else:
        says = f"{scene.path(condition.steps)}{scene.of(subjects)}: {scene.listed(there)}{says}"
    return Failing(condition=condition.text, verdict="other value", says=says, found=there)


def _backward(condition: Pattern, scene: _Scene) -> Failing:
    """A pattern of which only the object is known, or nothing at all."""
    if not scene.known(condition.object):
        return Failing(condition=condition.text, verdict="not recorded", says="nothing of this kind is recorded at all")
    words = scene.path(condition.steps)
    if condition.steps[0].startswith("?") and scene.known(condition.steps[0]):
        words = scene.listed(scene.values(condition.steps[0]), last=" or ")
    objects = scene.listed(scene.values(condition.object), last=" or ")
    return Failing(
        condition=condition.text,
        verdict="not recorded",
        says=f"no {condition.subject} is recorded whose “{words}” is {objects}",
    )


def _by_variable(condition: Pattern, scene: _Scene) -> Failing:
    """A pattern whose property is a variable."""
    (step,) = condition.steps
    subjects = scene.values(condition.subject)
    if not scene.known(step):
        objects = (
            f" with {scene.listed(scene.values(condition.object), last=' or ')}"
            if scene.known(condition.object)
            else ""
        )
        of = scene.of(subjects) or " of it"
        return Failing(condition=condition.text, verdict="not recorded", says=f"no relation{of}{objects} is recorded")
    store = scene.asker.store
    wanted = scene.rows([step, condition.object] if scene.known(condition.object) else [step])
    there = scene.rows([step, "?_there"], condition.of((step,), "?_there"))
    says, silent = [], True
    for (property,) in dict.fromkeys((row[0],) for row in wanted):
        values = [row[1] for row in there if row[0] == property]
        unstated = not values and all(
            states_no(store, one, property if isinstance(property, NamedNode) else None) for one in subjects
        )
        silent = silent and unstated
        told = scene.listed(values) if values else "not stated by the review" if unstated else "nothing is recorded"
        says.append(f"{words_of(store, property)}{scene.of(subjects)}: {told}")
    if scene.known(condition.object):
        pairs = sorted({" ".join(words_of(store, one) for one in row) for row in wanted})
        says.append(f"the query wants {'one of: ' if len(pairs) > 1 else ''}{', '.join(pairs)}")
    return Failing(
        condition=condition.text,
        verdict="not stated" if silent else "other value" if there else "not recorded",
        says="; ".join(says),
        found=tuple(row[1] for row in there),
    )


@_failing.register
def _(condition: Filter, scene: _Scene) -> Failing:
    names = sorted(condition.mentions & scene.bound)
    if not names:
        return Failing(condition=condition.text, verdict="other value", says="it is not so")
    (first, *others) = names
    alone = not others and condition.text.startswith(f"{first} ")
    wanted = condition.text.removeprefix(f"{first} ") if alone else condition.text
    told, found = [], dict[Value, None]()
    for name in names:
        words, values = _described(name, scene)
        found |= dict.fromkeys(scene.values(name))
        told.append(f"{words}: {scene.listed(values)}")
    return Failing(
        condition=condition.text,
        verdict="other value",
        says=f"{'; '.join(told)}; the query wants {wanted}",
        found=tuple(found),
    )


def _described(name: str, scene: _Scene) -> tuple[str, tuple[Value, ...]]:
    """A variable in words, and the values that tell it best: for a number or unit the quantities that have it."""
    giving = {one.object: one for one in (*scene.given.around, *scene.before) if isinstance(one, Pattern)}
    pattern = giving.get(name)
    if pattern is None or name in scene.given.variables:
        return name, scene.values(name)
    subjects, steps = scene.values(pattern.subject), pattern.steps
    words = f"{scene.path(steps)}{scene.of(subjects)}"
    if steps[-1].startswith("?") or scene.path(steps) == "label":
        return words, scene.values(name)
    for reached in range(len(steps) - 1, 0, -1):
        rest = replace(pattern, subject="?_there").of(steps[reached:], name)
        there = tuple(row[0] for row in scene.rows(["?_there"], f"{pattern.of(steps[:reached], '?_there')} {rest}"))
        if there and all(is_quantity(scene.asker.store, one) for one in there):
            return f"{scene.path(steps[:reached])}{scene.of(subjects)}", there
    above = giving.get(pattern.subject)
    if above is not None and all(is_quantity(scene.asker.store, one) for one in subjects):
        quantity, property = scene.property(above.steps[-1])
        if property is not None:
            return f"{quantity}{scene.of(scene.values(above.subject))}", subjects
    return words, scene.values(name)


@_failing.register
def _(condition: Values, scene: _Scene) -> Failing:
    names = sorted(condition.binds & scene.bound)
    told, found = [], list[Value]()
    for name in names:
        values = scene.values(name)
        asked = (row[0] for row in scene.asker.rows([name], _NOTHING, (condition,)))
        told.append(f"{name} is {scene.listed(values)}; the query asks for {scene.listed(asked, last=' or ')} only")
        found += values
    return Failing(condition=condition.text, verdict="other value", says="; ".join(told), found=tuple(found))


@_failing.register(Exists)
@_failing.register(Minus)
def _(condition: Exists | Minus, scene: _Scene) -> Failing:
    if isinstance(condition, Exists) and not condition.negated:
        inside = scene.inside("", condition.group)
        return Failing(
            condition=condition.text, verdict="fails inside", says="nothing fits all of it", inside=(inside,)
        )
    (pattern, *others) = condition.group.conditions
    if not others and isinstance(pattern, Pattern) and pattern.steps == ("a",) and pattern.binds <= scene.bound:
        return _member(condition, pattern, scene)
    new = [one for one in sorted(condition.group.binds - scene.bound) if not one.startswith("?_")]
    matches = scene.rows(new, condition.group.sparql)
    told = []
    for place, name in enumerate(new):
        if values := [row[place] for row in matches if row[place] is not None]:
            told.append(f"{name} is {scene.listed(values, most=3)}")
    says = "it fits this, and the query leaves out what does"
    return Failing(
        condition=condition.text,
        verdict="left out",
        says=f"{says}: {'; '.join(told)}" if told else says,
        found=tuple(dict.fromkeys(one for row in matches for one in row if one is not None)),
    )


def _member(condition: Condition, pattern: Pattern, scene: _Scene) -> Failing:
    """A thing of a class whose members are left out."""
    classes, subjects = scene.values(pattern.object), scene.values(pattern.subject)
    who = "it" if set(subjects) == {scene.thing} else scene.listed(subjects, most=3, last=" and ")
    says = f"{who} is: {scene.listed(classes)}{defined(scene.asker.store, classes)}; the query leaves these out"
    return Failing(condition=condition.text, verdict="left out", says=says, found=classes)


@_failing.register
def _(condition: Union, scene: _Scene) -> Failing:
    count = len(condition.branches)
    inside = tuple(
        scene.inside(f"alternative {place} of {count}", one) for place, one in enumerate(condition.branches, start=1)
    )
    return Failing(
        condition=condition.text,
        verdict="no alternative",
        says=f"none of its {count} alternatives holds",
        inside=inside,
    )


@_failing.register
def _(condition: Nested, scene: _Scene) -> Failing:
    inside = scene.inside("", condition.group)
    return Failing(condition=condition.text, verdict="fails inside", says="nothing fits all of it", inside=(inside,))


@_failing.register
def _(condition: SubSelect, scene: _Scene) -> Failing:
    names = {one for one in condition.binds & scene.bound if condition.select.source(one)}
    given = scene.asker.given(names, scene.given, scene.before)
    failing = _select_failing(scene.asker, condition.select, given, scene.thing)
    if failing:
        return Failing(
            condition=condition.text,
            verdict="fails inside",
            says="the query inside has no row for it",
            inside=(Inside(title="", failing=failing),),
        )
    columns = sorted(condition.binds & scene.bound)
    rows = scene.asker.rows(columns, _NOTHING, (condition,))
    told = (f"{name}: {scene.listed({row[place] for row in rows})}" for place, name in enumerate(columns))
    return Failing(
        condition=condition.text,
        verdict="other value",
        says=f"the query inside has other rows only; {'; '.join(told)}" if columns else "the query inside has no row",
    )
