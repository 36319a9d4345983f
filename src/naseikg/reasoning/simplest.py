"""For many facts at once the step that makes each of them most simply: a rule, and facts that rest on fewest asserted ones.

One search serves all facts, so a step never leads back to the fact that it makes, also not over several others: whoever
follows premises comes to asserted facts.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal, Triple

from naseikg.reasoning.proofs import Prover
from naseikg.reasoning.rules import Rule
from naseikg.reasoning.ways import Step

__all__ = ["simplest_steps"]

_Cost = tuple[int, int, int]


def simplest_steps(prover: Prover, facts: Iterable[Triple]) -> dict[Triple, Step]:
    """The simplest step to each of the facts, and to each fact on the way there, that is not asserted.

    A fact that only follows by way of something unnamed has none here; `Prover.proofs` proves it.
    """
    steps: dict[Triple, Sequence[Step]] = {}
    asserted: list[Triple] = []
    waiting = list(facts)
    while waiting:
        fact = waiting.pop()
        if fact in steps:
            continue
        if prover.is_asserted(fact):
            steps[fact] = ()
            asserted.append(fact)
        else:
            steps[fact] = prover.steps_to(fact)
        waiting.extend(premise for step in steps[fact] for premise in step.premises)
    return _Search(asserted, steps).taken()


class _Search:
    """The cheapest way to every fact, from the asserted ones on; bits tell which of these and which axioms it needs."""

    def __init__(self, asserted: Iterable[Triple], steps: Mapping[Triple, Sequence[Step]]) -> None:
        # Of ways that cost the same, those that rest on links between things come before those on their values.
        leaves = sorted(asserted, key=lambda one: (isinstance(one.object, Literal), str(one)))
        rules: dict[Rule, None] = {step.rule: None for found in steps.values() for step in found}
        axioms = dict.fromkeys(rule.source for rule in rules)
        self._facts = (1 << len(leaves)) - 1
        self._axioms = {axiom: 1 << place for place, axiom in enumerate(axioms, start=len(leaves))}
        self._uses: defaultdict[Triple, list[Step]] = defaultdict(list)
        for fact in sorted(steps, key=str):
            for step in steps[fact]:
                for premise in step.premises:
                    self._uses[premise].append(step)
        self._needs: dict[Triple, int] = {}
        self._sizes: dict[Triple, int] = {}
        self._offered = 0
        self._waiting: list[tuple[_Cost, int, Triple, int, Step | None]] = []
        for place, fact in enumerate(leaves):
            self._offer((1, 0, 1), fact, 1 << place, None)

    def taken(self) -> dict[Triple, Step]:
        """The first step to each fact that was come to; all its premises were come to before it."""
        found: dict[Triple, Step] = {}
        while self._waiting:
            cost, _, fact, needs, step = heapq.heappop(self._waiting)
            if fact in self._needs:
                continue
            self._needs[fact], self._sizes[fact] = needs, cost[2]
            if step is not None:
                found[fact] = step
            for use in self._uses[fact]:
                if use.conclusion not in self._needs and all(one in self._needs for one in use.premises):
                    self._join(use)
        return found

    def _join(self, step: Step) -> None:
        needs, size = self._axioms[step.rule.source], 1
        for one in step.premises:
            needs, size = needs | self._needs[one], size + self._sizes[one]
        facts = (needs & self._facts).bit_count()
        self._offer((facts, needs.bit_count() - facts, size), step.conclusion, needs, step)

    def _offer(self, cost: _Cost, fact: Triple, needs: int, step: Step | None) -> None:
        self._offered += 1
        heapq.heappush(self._waiting, (cost, self._offered, fact, needs, step))
