"""The unnamed things that existentials bring, and what holds of them: facts that a proof may pass through.

A built graph does not keep them (`reason.materialise`), so they are made again where a proof needs them: one for each
rule and each thing it speaks of, whether or not the facts show a named one in its place.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from naseikg.reasoning.matching import Bindings, Facts, bind, filled, solve
from naseikg.reasoning.ontology import Node
from naseikg.reasoning.patterns import OneOf, Pattern, name_of, topics_of
from naseikg.reasoning.rules import Rule
from naseikg.vocabulary import RDF

__all__ = ["Making", "Unnamed", "makes_unnamed", "topic_of"]

#: A rule with the facts that its body became.
Making = tuple[Rule, tuple[Triple, ...]]


def makes_unnamed(rule: Rule) -> bool:
    """Whether the head of a rule has a variable that its body does not have."""
    return bool(_variables(rule.head) - _variables(rule.body))


def topic_of(fact: Triple) -> str:
    """What a fact is about: its class for membership, else its property; see `patterns.topics_of`."""
    told = fact.object if fact.predicate == RDF.type and isinstance(fact.object, NamedNode) else fact.predicate
    return told.value


class Unnamed:
    """Facts together with those about unnamed things that follow from them."""

    def __init__(self, rules: Sequence[Rule], facts: Facts) -> None:
        self._facts = facts
        self._store = Store()
        self._waiting: deque[Triple] = deque()
        self._made: dict[tuple[Rule, Node | Literal], Bindings] = {}
        self._makers = frozenset(filter(makes_unnamed, rules))
        self._behind: dict[object, frozenset[Rule]] = {}
        self._numbers = count(1)
        self.makings: defaultdict[Triple, list[Making]] = defaultdict(list)
        by_topic: defaultdict[str, dict[tuple[Rule, Pattern], None]] = defaultdict(dict)
        for rule in rules:
            for subject, link, value in rule.body:
                for topic in topics_of([(subject, link, value)]):
                    # Of many classes any one will do, and a rule may ask for one of many more than once.
                    pattern = (subject, link, NamedNode(topic) if isinstance(value, OneOf) else value)
                    by_topic[topic][rule, pattern] = None
            if rule in self._makers:
                for bindings, found in solve(self, rule.body, {}):
                    self._make(rule, bindings, found)
        self._follow(by_topic)

    def find(self, subject: Node | None, link: NamedNode, value: Node | Literal | None) -> Iterable[Triple]:
        """The triples with these ends, those about unnamed things after the others."""
        return chain(
            self._facts.find(subject, link, value),
            (quad.triple for quad in self._store.quads_for_pattern(subject, link, value)),
        )

    def _follow(self, by_topic: Mapping[str, Iterable[tuple[Rule, Pattern]]]) -> None:
        """Adds what follows from the new facts until nothing new comes."""
        while self._waiting:
            fact = self._waiting.popleft()
            for rule, pattern in by_topic.get(topic_of(fact), ()):
                start = bind(pattern, fact, {})
                for bindings, found in solve(self, rule.body, start) if start is not None else ():
                    if rule in self._makers:
                        self._make(rule, bindings, found)
                    else:
                        self._add(filled(rule.head[0], bindings))

    def _make(self, rule: Rule, bindings: Bindings, found: Mapping[Pattern, Triple]) -> None:
        """Gives a thing the unnamed thing of a rule, but none to what the rule itself brought."""
        (owner,) = (bindings[name] for name in _variables(rule.head) & _variables(rule.body))
        behind = self._behind.get(owner, frozenset())
        if rule in behind:
            return
        if (rule, owner) not in self._made:
            names = sorted(_variables(rule.head) - _variables(rule.body))
            self._made[rule, owner] = {name: BlankNode(f"unnamed{next(self._numbers)}") for name in names}
            self._behind.update(dict.fromkeys(self._made[rule, owner].values(), behind | {rule}))
        premises = tuple(dict.fromkeys(found[pattern] for pattern in rule.body if pattern in found))
        for pattern in rule.head:
            fact = filled(pattern, {**bindings, **self._made[rule, owner]})
            self.makings[fact].append((rule, premises))
            self._add(fact)

    def _add(self, fact: Triple) -> None:
        if not any(True for _ in self.find(fact.subject, fact.predicate, fact.object)):  # type: ignore[arg-type]  # no triple term
            self._store.add(Quad(fact.subject, fact.predicate, fact.object, DefaultGraph()))
            self._waiting.append(fact)


def _variables(patterns: Iterable[Pattern]) -> frozenset[str]:
    return frozenset(
        name_of(term) for one in patterns for term in (one[0], one[2]) if not isinstance(term, NamedNode | Literal)
    )
