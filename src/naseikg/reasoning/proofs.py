"""Why a fact holds: proofs from asserted facts, each step by one rule of the ontology.

The steps that may lead to a fact are looked up backwards in the finished graph; `ways` finds the proofs among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Store, Triple

from naseikg.errors import StoreError
from naseikg.reasoning.matching import Facts, bind, solve
from naseikg.reasoning.ontology import Node, Ontology
from naseikg.reasoning.patterns import Pattern, topics_of
from naseikg.reasoning.rules import Rule, rules_of
from naseikg.reasoning.unnamed import Making, Unnamed, makes_unnamed, topic_of
from naseikg.reasoning.ways import Step, Way, ways_to
from naseikg.vocabulary import GRAPH_INFERRED, GRAPH_MAPPINGS

__all__ = ["Proof", "Proofs", "Prover"]


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A fact and why it holds: it is asserted, or a rule makes it from what its premises say."""

    conclusion: Triple
    rule: Rule | None = None
    premises: tuple[Proof, ...] = ()

    @cached_property
    def leaves(self) -> tuple[Triple, ...]:
        """The asserted facts that the proof rests on, each once, sorted."""
        return tuple(sorted({one.conclusion for one in self.steps() if one.rule is None}, key=str))

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that the proof applies, each once, in the order in which it is read."""
        return tuple(dict.fromkeys(one.rule for one in self.steps() if one.rule is not None))

    def steps(self) -> Iterator[Proof]:
        """The proof and every proof within it, as they are read from the top."""
        yield self
        for premise in self.premises:
            yield from premise.steps()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proofs:
    """The proofs of a fact that rest on different facts or axioms, fewest facts first, and whether these are all."""

    found: tuple[Proof, ...]
    complete: bool


class Prover:
    """Proves facts of a built graph, and keeps the steps it finds for the next fact."""

    def __init__(self, ontology: Ontology, store: Store) -> None:
        self._ontology = ontology
        self._store = store

    # The rules take longer to make than most answers take to find, and an asserted fact needs none.
    @cached_property
    def _rules(self) -> tuple[Rule, ...]:
        return rules_of(self._ontology)

    @cached_property
    def _of_axiom(self) -> Mapping[Triple, Sequence[Rule]]:
        found: defaultdict[Triple, list[Rule]] = defaultdict(list)
        for rule in self._rules:
            found[rule.source].append(rule)
        return found

    @cached_property
    def _named(self) -> _Steps:
        return _Steps(self._rules, _Stored(self._store), {})

    def proof(self, fact: Triple) -> Proof:
        """A minimal proof of a fact with the fewest steps one above the other; of an asserted fact, itself.

        It is found without a look at all that may lead to the fact, so much sooner than with `proofs`.

        Raises:
            LookupError: the graph does not have the fact.
            StoreError: it has it, but nothing that is asserted makes it so.
        """
        self._require(fact)
        steps: dict[Triple, Sequence[Step]] = {}
        asserted: dict[Triple, None] = {}
        level = [fact]
        while level:
            asserted.update((one, None) for one in level if self.is_asserted(one))
            ways, _ = ways_to(fact, list(asserted), steps, limit=1)
            if ways:
                return _proof(self._minimal(ways[0]))
            steps.update((one, self._named.to(one)) for one in level if one not in asserted)
            premises = dict.fromkeys(one for each in level for step in steps.get(each, ()) for one in step.premises)
            level = [one for one in premises if one not in steps and one not in asserted]
        return self.proofs(fact, limit=1).found[0]

    def proofs(self, fact: Triple, *, limit: int) -> Proofs:
        """The proofs of a fact, at most so many, those that rest on the fewest asserted facts first.

        Unnamed things, which existentials bring, are only passed through where nothing named will do.

        Raises:
            LookupError: the graph does not have the fact.
            StoreError: it has it, but nothing that is asserted makes it so.
        """
        self._require(fact)
        ways, complete = self._ways(fact, self._named, limit)
        if not ways:
            ways, complete = self._ways(fact, self._all, limit)
        if not ways:
            raise StoreError(f"{fact} is in the graph, but does not follow from its facts; run 'naseikg build' again")
        return Proofs(found=tuple(map(_proof, ways)), complete=complete)

    @cached_property
    def _all(self) -> _Steps:
        unnamed = Unnamed(self._rules, _Stored(self._store))
        return _Steps(self._rules, unnamed, unnamed.makings)

    def steps_to(self, fact: Triple) -> Sequence[Step]:
        """Every step that concludes a fact from others of the graph, in a fixed order; none by way of unnamed things."""
        return self._named.to(fact)

    def _require(self, fact: Triple) -> None:
        if fact not in _Stored(self._store):
            raise LookupError(f"the graph does not have {fact}")

    def _minimal(self, way: Way) -> Way:
        """The cheapest way that needs nothing but what another one needs; what lay deeper may have made some needless."""
        if way.cost[:2] <= (1, 1):
            return way
        axioms = dict.fromkeys(one.step.rule.source for one in way.parts() if one.step)
        leaves = list(dict.fromkeys(one.fact for one in way.parts() if not one.step))
        source = _Steps([rule for one in axioms for rule in self._of_axiom[one]], _Stored(self._store), {})
        (least,), _ = ways_to(way.fact, leaves, _leading_to(way.fact, source), limit=1)
        return least

    def is_asserted(self, fact: Triple) -> bool:
        """Whether a fact needs no proof: a record, an axiom or a mapping says it, or a pattern constructs it."""
        graphs = {quad.graph_name for quad in self._store.quads_for_pattern(*_ends(fact))}
        if GRAPH_MAPPINGS in graphs and not self._named.to(fact):
            return True
        return bool(graphs - {GRAPH_INFERRED, GRAPH_MAPPINGS})

    def _ways(self, fact: Triple, source: _Steps, limit: int) -> tuple[list[Way], bool]:
        steps = _leading_to(fact, source)
        asserted = [one for one in steps if self.is_asserted(one)]
        return ways_to(fact, asserted, steps, limit=limit)


class _Steps:
    """The steps of the rules over some facts, looked up by what they conclude."""

    def __init__(self, rules: Sequence[Rule], facts: Facts, makings: Mapping[Triple, Sequence[Making]]) -> None:
        self._facts = facts
        self._makings = makings
        self._found: dict[Triple, tuple[Step, ...]] = {}
        self._rules: defaultdict[str, list[tuple[Rule, Pattern]]] = defaultdict(list)
        for rule in rules:
            if not makes_unnamed(rule):
                for pattern in rule.head:
                    for topic in topics_of([pattern]):
                        self._rules[topic].append((rule, pattern))

    def to(self, fact: Triple) -> tuple[Step, ...]:
        """Every step that concludes a fact from others, in a fixed order."""
        if fact not in self._found:
            self._found[fact] = tuple(dict.fromkeys(self._look_up(fact)))
        return self._found[fact]

    def _look_up(self, fact: Triple) -> Iterator[Step]:
        for rule, pattern in self._rules[topic_of(fact)]:
            bindings = bind(pattern, fact, {})
            if bindings is None:
                continue
            steps = []
            for _, found in solve(self._facts, rule.body, bindings):
                premises = tuple(dict.fromkeys(found[one] for one in rule.body if one in found))
                if fact not in premises:
                    steps.append(Step(fact, rule, premises))
            yield from sorted(steps, key=lambda one: str(one.premises)) if len(steps) > 1 else steps
        for rule, premises in self._makings.get(fact, ()):
            yield Step(fact, rule, premises)


def _leading_to(fact: Triple, source: _Steps) -> dict[Triple, Sequence[Step]]:
    """All steps that may lead to a fact, by what they conclude."""
    steps: dict[Triple, Sequence[Step]] = {}
    waiting = [fact]
    while waiting:
        one = waiting.pop()
        if one not in steps:
            steps[one] = source.to(one)
            waiting.extend(premise for step in steps[one] for premise in step.premises)
    return steps


class _Stored:
    """The facts of a store, whatever graph they are in."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, subject: Node | None, link: NamedNode, value: Node | Literal | None) -> Iterable[Triple]:
        """The triples with these ends."""
        return (quad.triple for quad in self._store.quads_for_pattern(subject, link, value))

    def __contains__(self, fact: Triple) -> bool:
        return any(True for _ in self._store.quads_for_pattern(*_ends(fact)))


def _proof(way: Way) -> Proof:
    if way.step is None:
        return Proof(conclusion=way.fact)
    return Proof(conclusion=way.fact, rule=way.step.rule, premises=tuple(map(_proof, way.premises)))


def _ends(fact: Triple) -> tuple[Node, NamedNode, Node | Literal]:
    assert not isinstance(fact.subject, Triple)
    assert not isinstance(fact.object, Triple)
    return fact.subject, fact.predicate, fact.object
