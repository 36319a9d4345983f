"""Comparing cycling tests: ranked together is only what was run under the same conditions.

Two tests are comparable when current density, areal capacity, cell and metal are given for both, exact and equal.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode, Store

from naseikg.asking.answers import ask
from naseikg.asking.lookup import find_thing
from naseikg.asking.values import label_of
from naseikg.comparing.amounts import Amount, ranks_of
from naseikg.comparing.conditions import Key, Wanted, aspect_of, key_of, key_text, wanted_of
from naseikg.comparing.cycling import Aspect, Trial, Value, aspects_of, trials_of
from naseikg.comparing.ranked import LeftOut, Ranked, Reason, layer_text, several_text
from naseikg.comparing.ranking import Ranking
from naseikg.errors import QueryError
from naseikg.vocabulary import NSEI, RDFS, curie

__all__ = ["COMPARED", "compare", "problem_of"]

#: The conditions that must be equal for two tests to be comparable.
COMPARED = ("current density", "areal capacity", "cell", "metal")

_TESTS_OF = """
SELECT DISTINCT ?test WHERE {
  BIND(<%s> AS ?thing)
  { ?test a nsei:CyclingTest . FILTER(?test = ?thing) }
  UNION { ?thing nsei:hasTest ?test }
  UNION { ?test a nsei:CyclingTest ; ?link ?thing }
  UNION { ?tested nsei:hasTest ?test ; ?link ?thing }
  UNION { ?tested nsei:hasTest ?test ; nsei:variantOf+ ?thing }
  UNION { ?finding nsei:relation nsei:hasTest ; nsei:object ?test ; ?link ?thing }
  UNION { ?finding nsei:relation nsei:hasTest ; nsei:object ?test ; nsei:evidence/nsei:inSection ?thing }
  FILTER(!BOUND(?link) || ?link = rdf:type || EXISTS { ?link a owl:ObjectProperty })
}
"""


def compare(
    store: Store, things: Sequence[str] = (), *, by: str = "lifetime", at: Mapping[str, str] | None = None
) -> Ranking:
    """The tests that can be compared, ranked by a result, and the others with the reasons against it.

    With ``things``, only their tests: each is a layer, a class, a strategy, a reference, or anything else that a test,
    what was tested, or a finding on the test is linked to. ``at`` holds values of conditions, as in
    ``{"current density": "1 mA cm-2"}``; a compared condition that is not given there gets the value that most of the
    tests share.

    Raises:
        UnknownNameError: no thing, condition or result is called so.
        AmbiguousNameError: several things are called so.
        QueryError: a value is no number, in a unit that the tests do not use, or no test was run at it.
    """
    aspects = aspects_of(store)
    result = aspect_of(aspects, by, is_result=True)
    trials, remarks = _chosen(store, trials_of(store), things)
    wanted = _wanted(aspects, at or {}, trials)
    compared = (*COMPARED, *(name for name in wanted if name not in COMPARED))
    unit = _unit(trials, result)
    shared, as_common = _shared(trials, compared, wanted, result, unit)
    if as_common:
        remarks = (*remarks, f"As many tests share {'; or '.join(as_common)}. Choose by giving the conditions.")
    expected = {name: frozenset({key}) for name, key in shared.items()}
    expected = {name: one.keys for name, one in wanted.items()} | expected
    ranked, left_out = _divided(trials, {name: expected.get(name) for name in compared}, result, unit)
    return Ranking(
        by=result.name,
        compared=compared,
        conditions={name: key_text(key) for name, key in shared.items()},
        asked={name: " or ".join(sorted(map(key_text, one.keys))) for name, one in wanted.items()},
        ranked=ranked,
        left_out=left_out,
        beside=tuple(one.name for one in aspects if not one.is_result and one.name not in compared),
        remarks=remarks,
    )


def _wanted(aspects: Sequence[Aspect], at: Mapping[str, str], trials: Sequence[Trial]) -> dict[str, Wanted]:
    """The conditions that were asked for, by their own names."""
    named = [(aspect_of(aspects, name, is_result=False), text) for name, text in at.items()]
    for aspect, times in Counter(aspect.name for aspect, _ in named).items():
        if times > 1:
            raise QueryError(f"{aspect} is given {times} times; keep one")
    return {aspect.name: wanted_of(aspect, text, trials) for aspect, text in named} if trials else {}


def _divided(
    trials: Sequence[Trial], expected: Mapping[str, frozenset[Key] | None], result: Aspect, unit: str
) -> tuple[tuple[Ranked, ...], tuple[LeftOut, ...]]:
    """The tests that have all the expected conditions and the result, ranked, and the others with the reasons."""
    comparable: list[Trial] = []
    left_out = []
    for trial in sorted(trials, key=lambda one: (layer_text(one), one.id)):
        found = [problem_of(trial, name, keys) for name, keys in expected.items()]
        if reasons := tuple(one for one in (*found, _result_problem(trial, result, unit)) if one):
            left_out.append(LeftOut(trial=trial, reasons=reasons))
        else:
            comparable.append(trial)
    amounts = [_amounts(trial, result)[0] for trial in comparable]
    ranked = [
        Ranked(rank=rank, result=amount, trial=trial)
        for rank, amount, trial in zip(ranks_of(amounts), amounts, comparable, strict=True)
    ]
    # Equal places stay in the order of the layers.
    return tuple(sorted(ranked, key=lambda one: (one.rank, -one.result.number))), tuple(left_out)


def _chosen(
    store: Store, trials: tuple[Trial, ...], things: Sequence[str]
) -> tuple[tuple[Trial, ...], tuple[str, ...]]:
    """The tests of the things, and a remark on each thing that has none."""
    if not things:
        return trials, ()
    ids: set[str] = set()
    remarks = []
    for name in things:
        thing = _thing(store, name)
        found = {curie(test) for (test,) in ask(store, _TESTS_OF % thing.value).rows if isinstance(test, NamedNode)}
        if not found:
            remarks.append(f"No cycling test of {label_of(store, thing)} is recorded.")
        ids |= found
    return tuple(one for one in trials if one.id in ids), tuple(remarks)


def _thing(store: Store, name: str) -> NamedNode:
    """What a person means; a class also by its name without a prefix, as in ``HalideInterphase``."""
    if re.fullmatch(r"[A-Za-z]+", name) and any(store.quads_for_pattern(NSEI[name], RDFS.label, None)):
        return NSEI[name]
    return find_thing(store, name)


def _unit(trials: Sequence[Trial], result: Aspect) -> str:
    """The unit in which most tests give the result; numbers in another cannot be ranked with them."""
    counted = Counter(one.unit for trial in trials for one in _amounts(trial, result))
    return min(counted, key=lambda unit: (-counted[unit], unit), default="")


def _shared(
    trials: Sequence[Trial], compared: Sequence[str], wanted: Mapping[str, Wanted], result: Aspect, unit: str
) -> tuple[dict[str, Key], list[str]]:
    """The conditions that most tests share which can be ranked at all, and others that as many share, as texts."""
    counted: Counter[tuple[Key, ...]] = Counter()
    for trial in trials:
        problems = (problem_of(trial, name, wanted[name].keys if name in wanted else None) for name in compared)
        if not any(problems) and not _result_problem(trial, result, unit):
            counted[tuple(key_of(trial.values[name][0]) for name in compared)] += 1
    if not counted:
        return {}, []
    most = max(counted.values())
    first, *others = sorted((one for one, count in counted.items() if count == most), key=_order)
    texts = [", ".join(f"{name} {key_text(key)}" for name, key in zip(compared, one, strict=True)) for one in others]
    return dict(zip(compared, first, strict=True)), texts


def _order(keys: tuple[Key, ...]) -> list[tuple[float, str]]:
    return [(float(one[0]), one[1]) if isinstance(one, tuple) else (0.0, one.id) for one in keys]


def problem_of(trial: Trial, name: str, expected: frozenset[Key] | None) -> Reason | None:
    """What keeps a condition of a test from being compared, or from being one of those expected."""
    values = trial.values.get(name, ())
    if not values:
        return Reason(aspect=name, problem="not stated" if name in trial.not_stated else "not recorded")
    value, text = values[0], several_text(values)
    if _differ(values):
        return Reason(aspect=name, problem="with several values", value=text)
    if isinstance(value, Amount):
        numbers = [one[0] for one in expected or () if isinstance(one, tuple) and one[1] == value.unit]
        if expected is not None and not numbers:
            return Reason(aspect=name, problem="in another unit", value=text)
        low, high = value.span
        if not value.exact and (expected is None or any(low <= one <= high for one in numbers)):
            return Reason(aspect=name, problem="not exact", value=text)
    if expected is not None and key_of(value) not in expected:
        return Reason(aspect=name, problem="differs", value=text)
    return None


def _result_problem(trial: Trial, result: Aspect, unit: str) -> Reason | None:
    amounts = _amounts(trial, result)
    if not amounts:
        return Reason(aspect=result.name, problem="not stated" if result.name in trial.not_stated else "not recorded")
    if _differ(amounts):
        return Reason(aspect=result.name, problem="with several values", value=several_text(amounts))
    if amounts[0].unit != unit:
        return Reason(aspect=result.name, problem="in another unit", value=str(amounts[0]))
    return None


def _differ(values: Sequence[Value]) -> bool:
    return len({(one.span, one.unit) if isinstance(one, Amount) else one for one in values}) > 1


def _amounts(trial: Trial, result: Aspect) -> list[Amount]:
    return [one for one in trial.values.get(result.name, ()) if isinstance(one, Amount)]
