"""The cycling tests in groups of equal conditions: whoever is in one may be ranked with the others there, and nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Store

from naseikg.comparing.compare import COMPARED, problem_of
from naseikg.comparing.conditions import Key, key_of, key_text
from naseikg.comparing.cycling import Trial, trials_of
from naseikg.comparing.ranked import Reason

__all__ = ["Group", "Grouping", "grouping_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The conditions that tests share, as texts, and the tests, sorted by id."""

    conditions: Mapping[str, str]
    trials: tuple[Trial, ...]

    def __str__(self) -> str:
        return ", ".join(f"{name} {value}" for name, value in self.conditions.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """The groups, the largest first, and by the id of each other test the reasons why it is in none."""

    groups: tuple[Group, ...]
    apart: Mapping[str, tuple[Reason, ...]]


def grouping_of(store: Store) -> Grouping:
    """Every cycling test of a graph under its conditions, by the same judgement as `compare`.

    A group may have one test only: all its conditions are given, and no other test has them.
    """
    found: dict[tuple[Key, ...], list[Trial]] = {}
    apart: dict[str, tuple[Reason, ...]] = {}
    for trial in trials_of(store):
        reasons = tuple(one for name in COMPARED if (one := problem_of(trial, name, None)))
        if reasons:
            apart[trial.id] = reasons
        else:
            found.setdefault(tuple(key_of(trial.values[name][0]) for name in COMPARED), []).append(trial)
    groups = (
        Group(conditions=dict(zip(COMPARED, map(key_text, keys), strict=True)), trials=tuple(trials))
        for keys, trials in found.items()
    )
    return Grouping(groups=tuple(sorted(groups, key=lambda one: (-len(one.trials), str(one)))), apart=apart)
