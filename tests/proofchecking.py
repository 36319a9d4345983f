"""What is wrong with a proof, found by the SPARQL engine and not by the search that made the proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QueryTriples, Store, Triple

from naseikg.reasoning.patterns import Pattern, name_of, sparql_of
from naseikg.reasoning.proofs import Proof
from naseikg.reasoning.rules import Rule

__all__ = ["Argument", "argument_of", "faults_of", "needs_of"]

#: A chain of unnamed things may have no end; no proof here is that deep.
_MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """What a proof comes down to: leaves and rules, and what is said to follow from them."""

    leaves: tuple[Triple, ...]
    rules: tuple[Rule, ...]
    conclusion: Triple


def argument_of(proof: Proof) -> Argument:
    return Argument(leaves=proof.leaves, rules=proof.rules, conclusion=proof.conclusion)


def faults_of(argument: Argument) -> list[str]:
    """Nothing when the rules make the conclusion of the leaves, and no longer without any one leaf or rule."""
    leaves, rules, conclusion = argument.leaves, argument.rules, argument.conclusion
    if not _follows(leaves, rules, conclusion):
        return ["the conclusion does not follow"]
    faults = [
        f"the leaf {one} is not needed"
        for one in leaves
        if _follows([leaf for leaf in leaves if leaf != one], rules, conclusion)
    ]
    faults += [
        f"the rule {one.axiom!r} is not needed"
        for one in rules
        if _follows(leaves, [rule for rule in rules if rule != one], conclusion)
    ]
    return faults


def needs_of(conclusion: Triple, leaves: Sequence[Triple], rules: Sequence[Rule]) -> set[frozenset[Triple]]:
    """Every smallest set of leaves and axioms that gives a conclusion, found by trying all of them.

    Rules that bring something unnamed are only tried where the others do not do.
    """
    named = [rule for rule in rules if _variables(rule.head) <= _variables(rule.body)]
    tried = named if _follows(leaves, named, conclusion) else rules
    parts = dict.fromkeys((*leaves, *(rule.source for rule in tried)))
    found: set[frozenset[Triple]] = set()
    for size in range(1, len(parts) + 1):
        for some in map(frozenset, combinations(parts, size)):
            given, allowed = some.intersection(leaves), [rule for rule in tried if rule.source in some]
            if given and not any(one <= some for one in found) and _follows(given, allowed, conclusion):
                found.add(some)
    return found


def _follows(leaves: Iterable[Triple], rules: Sequence[Rule], conclusion: Triple) -> bool:
    """Whether the rules make the conclusion of the leaves."""
    store = Store()
    store.extend(map(_quad, leaves))
    for _ in range(_MOST_ROUNDS):
        before = len(store)
        for rule in rules:
            made = store.query(_construct(rule))
            assert isinstance(made, QueryTriples)
            store.extend([_quad(one) for one in made])
        if _quad(conclusion) in store:
            return True
        if len(store) == before:
            return False
    return False


@cache
def _construct(rule: Rule) -> str:
    """The rule in SPARQL; what is unnamed in its head becomes a blank node, where there is none yet."""
    head = sparql_of(rule.head)
    unnamed = _variables(rule.head) - _variables(rule.body)
    made = head
    for name in unnamed:
        made = made.replace(f"?{name} ", f"_:{name} ")
    absent = f"FILTER NOT EXISTS {{ {head} }}" if unnamed else ""
    return f"CONSTRUCT {{ {made} }} WHERE {{ {sparql_of(rule.body)} {absent} }}"


def _variables(patterns: Iterable[Pattern]) -> set[str]:
    terms = (term for one in patterns for term in (one[0], one[2]))
    return {name_of(term) for term in terms if not isinstance(term, NamedNode | Literal)}


def _quad(one: Triple) -> Quad:
    assert isinstance(one.subject, NamedNode | BlankNode)
    return Quad(one.subject, one.predicate, one.object, DefaultGraph())
