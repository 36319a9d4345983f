"""The ways to a fact through steps that may lead to it: which asserted facts and axioms each of them needs.

The steps are followed forwards, from few asserted facts to many, so that a circle (two classes that define each other,
a path that comes back) is never taken for a reason. A way that needs all that a found one needs, and more, is dropped:
what is left is minimal, in asserted facts and in axioms.
"""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from pyoxigraph import Literal, Triple

from naseikg.reasoning.rules import Rule

__all__ = ["Step", "Way", "ways_to"]

#: After so many ways to a fact and to what leads to it, no further proof is looked for; the first always is.
_MOST_WAYS = 20_000
#: How many more are followed to learn whether there are others than the proofs that were asked for.
_LOOK_AHEAD = 1_000


@dataclass(frozen=True, slots=True)
class Step:
    """A rule with the facts it is applied to, and the fact it makes of them."""

    conclusion: Triple
    rule: Rule
    premises: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a fact: the asserted facts and axioms it needs, as bits, what it costs, and the ways to its premises."""

    fact: Triple
    needs: int
    cost: tuple[int, int, int]
    step: Step | None
    premises: tuple[Way, ...]

    def parts(self) -> Iterator[Way]:
        """The way and every way within it."""
        yield self
        for premise in self.premises:
            yield from premise.parts()


def ways_to(
    goal: Triple, asserted: Sequence[Triple], steps: Mapping[Triple, Sequence[Step]], *, limit: int
) -> tuple[list[Way], bool]:
    """At most so many ways to a fact, those of fewest asserted facts first; and whether these are all.

    Each needs something that every other one does without. The steps are given by what they conclude.
    """
    kept = _relevant(goal, asserted, steps)
    # Of ways that cost the same, those that rest on links between things come before those on their values.
    leaves = sorted((one for one in asserted if one in kept), key=lambda one: isinstance(one.object, Literal))
    found, complete = _Search(leaves, kept).ways_to(goal, limit=limit)
    return [_leanest(way, kept) for way in found], complete


class _Search:
    """The ways to a fact through the steps that may lead to it, from the cheapest on."""

    def __init__(self, asserted: Sequence[Triple], steps: Mapping[Triple, Sequence[Step]]) -> None:
        self._uses: defaultdict[Triple, list[Step]] = defaultdict(list)
        for found in steps.values():
            for step in found:
                for premise in step.premises:
                    self._uses[premise].append(step)
        axioms = dict.fromkeys(step.rule.source for found in steps.values() for step in found)
        self._axioms = {axiom: 1 << place for place, axiom in enumerate(axioms, start=len(asserted))}
        self._facts = (1 << len(asserted)) - 1
        self._taken: defaultdict[Triple, list[Way]] = defaultdict(list)
        self._offered = 0
        self._waiting: list[tuple[tuple[int, int, int], int, Way]] = []
        for place, fact in enumerate(asserted):
            self._offer(Way(fact, 1 << place, (1, 0, 1), None, ()))

    def ways_to(self, goal: Triple, *, limit: int) -> tuple[list[Way], bool]:
        """The ways, each of which needs something that another one does without; and whether these are all."""
        found, most = self._taken[goal], _MOST_WAYS
        while self._waiting:
            _, _, way = heapq.heappop(self._waiting)
            if found and self._offered > most:
                return found, False
            # What needs all that a way to the goal needs leads to nothing new.
            if _is_needless(way, self._taken[way.fact]) or _is_needless(way, found):
                continue
            if way.fact == goal and len(found) == limit:
                return found, False
            self._taken[way.fact].append(way)
            if way.fact == goal:
                most = min(most, self._offered + _LOOK_AHEAD) if len(found) == limit else most
                continue
            for step in self._uses[way.fact]:
                pools = [[way] if one == way.fact else self._taken[one] for one in step.premises]
                for premises in product(*pools):
                    self._offer(self._joined(step, premises))
        return found, True

    def _joined(self, step: Step, premises: tuple[Way, ...]) -> Way:
        needs, size = self._axioms[step.rule.source], 1
        for one in premises:
            needs, size = needs | one.needs, size + one.cost[2]
        facts = (needs & self._facts).bit_count()
        return Way(step.conclusion, needs, (facts, needs.bit_count() - facts, size), step, premises)

    def _offer(self, way: Way) -> None:
        self._offered += 1
        if not _is_needless(way, self._taken[way.fact]):
            heapq.heappush(self._waiting, (way.cost, self._offered, way))


def _is_needless(way: Way, others: Iterable[Way]) -> bool:
    """Whether a way needs all that one of the others needs."""
    needs = way.needs
    for one in others:  # noqa: SIM110  # half of the time of a search is spent here, and this takes half of what any() takes
        if one.needs & needs == one.needs:
            return True
    return False


def _relevant(
    goal: Triple, asserted: Iterable[Triple], steps: Mapping[Triple, Sequence[Step]]
) -> dict[Triple, Sequence[Step]]:
    """The steps that some proof of the goal may take: no step to a fact that its own premises cannot do without."""
    passed: dict[Triple, frozenset[Triple]] = {}
    uses: defaultdict[Triple, list[Step]] = defaultdict(list)
    for step in (one for found in steps.values() for one in found):
        for premise in step.premises:
            uses[premise].append(step)
    known = frozenset(asserted)
    waiting = deque(known)
    passed.update((one, frozenset({one})) for one in known)
    while waiting:
        for step in uses[waiting.popleft()]:
            fact = step.conclusion
            if fact in known or any(one not in passed for one in step.premises):
                continue
            through = frozenset({fact}).union(*(passed[one] for one in step.premises))
            if fact in passed:
                through &= passed[fact]
            if through != passed.get(fact):
                passed[fact] = through
                waiting.append(fact)
    kept: dict[Triple, Sequence[Step]] = {}
    goals = [goal]
    while goals:
        fact = goals.pop()
        if fact not in kept:
            kept[fact] = [
                one
                for one in steps.get(fact, ())
                if all(fact not in passed.get(premise, {fact}) for premise in one.premises)
            ]
            goals.extend(premise for one in kept[fact] for premise in one.premises)
    return kept


def _leanest(way: Way, steps: Mapping[Triple, Sequence[Step]]) -> Way:
    """The same way without a rule that another one of the same axiom makes needless."""
    rules = {one.step.rule: None for one in way.parts() if one.step}
    if len(rules) > way.cost[1]:
        leaves = list(dict.fromkeys(one.fact for one in way.parts() if not one.step))
        for rule in rules:
            others = {
                fact: [one for one in found if one.rule in rules and one.rule != rule] for fact, found in steps.items()
            }
            leaner, _ = _Search(leaves, others).ways_to(way.fact, limit=1)
            if leaner:
                return _leanest(leaner[0], steps)
    return way
