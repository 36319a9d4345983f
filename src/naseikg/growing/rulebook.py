"""The rules of an ontology by what sets them off: a new fact finds the rules that it can complete."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from naseikg.reasoning.matching import Bindings, Facts, bind, filled, solve
from naseikg.reasoning.ontology import Node, Ontology
from naseikg.reasoning.patterns import NoneOf, OneOf, Pattern, name_of
from naseikg.reasoning.rules import Constraint, Rule, constraints_of, rules_of
from naseikg.vocabulary import RDF

__all__ = ["Body", "Rulebook", "rulebook_of"]


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """What must hold: links and classes that are joined, and for a thing, classes of which it must have one each.

    The latter say that a thing is none of some other classes; which of them it has makes no difference, so they are
    asked as tests, not joined. ``owner`` is the rule or constraint.
    """

    owner: Rule | Constraint
    joined: tuple[Pattern, ...]
    tests: tuple[tuple[str, frozenset[NamedNode]], ...]

    def completed(self, facts: Facts, start: Pattern | None, bindings: Bindings) -> Iterator[Bindings]:
        """What the variables stand for wherever facts fulfil it, given those bindings and without one pattern."""
        rest = [one for one in self.joined if one is not start]
        for found, _ in solve(facts, rest, bindings):
            if all(self._passes(facts, found, name, classes) for name, classes in self.tests):
                yield found

    def admits(self, facts: Facts, thing: Node) -> bool:
        """Whether a thing passes the tests, which are all about one variable."""
        return all(self._passes(facts, {name: thing}, name, classes) for name, classes in self.tests)

    @staticmethod
    def _passes(facts: Facts, found: Bindings, name: str, classes: frozenset[NamedNode]) -> bool:
        node = found[name]
        return not isinstance(node, Literal) and any(
            fact.object in classes for fact in facts.find(node, RDF.type, None)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Rulebook:
    """Rules and constraints, found by predicate or class; those that make something unnamed stand apart."""

    ontology: Ontology
    making: Mapping[NamedNode, Sequence[Rule]]
    heads: Mapping[NamedNode, Sequence[tuple[Pattern, Body]]]
    apart: Mapping[NamedNode, Mapping[NamedNode, Constraint]]
    _rules: Mapping[NamedNode, Sequence[tuple[Pattern, Body]]]
    _constraints: Mapping[NamedNode, Sequence[tuple[Pattern, Body]]]
    _tested: Mapping[tuple[NamedNode, NamedNode | None, bool], Sequence[tuple[Pattern, Body]]]

    def consequences(self, facts: Facts, fact: Triple) -> Iterator[Triple]:
        """What follows from a fact together with others; it is among them already."""
        for body, found in self._completed(facts, fact, self._rules):
            assert isinstance(body.owner, Rule)
            for head in body.owner.head:
                yield filled(head, found)

    def broken(self, facts: Facts, fact: Triple) -> Iterator[tuple[Constraint, Bindings]]:
        """The constraints that a fact breaks together with others; what is apart by class is asked of `apart`."""
        for body, found in self._completed(facts, fact, self._constraints):
            assert isinstance(body.owner, Constraint)
            yield body.owner, found

    def reclassified(self, facts: Facts, thing: Node) -> Iterator[tuple[Body, Bindings]]:
        """What holds of a thing with new classes by the bodies that test them: rules and constraints on its links."""
        for (link, value, forward), entries in self._tested.items():
            # A thing has few links of its own, but many may lead to it; one of each kind tells what all would.
            own = facts.find(thing, link, value) if forward else ()
            left = (
                [(pattern, body) for pattern, body in entries if body.admits(facts, thing)]
                if own or not forward
                else []
            )
            if not left:
                continue
            for fact in own if forward else facts.find(None, link, thing):
                for pattern, body in tuple(left):
                    bindings = bind(pattern, fact, {})
                    found = None if bindings is None else next(body.completed(facts, pattern, bindings), None)
                    if found is not None:
                        left.remove((pattern, body))
                        yield body, found
                if not left:
                    break

    def derivable(self, facts: Facts, fact: Triple) -> bool:
        """Whether a rule gives a fact from others."""
        for head, body in self.heads.get(_topic(fact), ()):
            bindings = bind(head, fact, {})
            if bindings is not None and next(body.completed(facts, None, bindings), None) is not None:
                return True
        return False

    def _completed(
        self, facts: Facts, fact: Triple, index: Mapping[NamedNode, Sequence[tuple[Pattern, Body]]]
    ) -> Iterator[tuple[Body, Bindings]]:
        for pattern, body in index.get(_topic(fact), ()):
            bindings = bind(pattern, fact, {})
            if bindings is not None:
                for found in body.completed(facts, pattern, bindings):
                    yield body, found


def rulebook_of(ontology: Ontology) -> Rulebook:
    """The rules and constraints of an ontology.

    Raises:
        OntologyError: an axiom uses a construct that no rule covers.
    """
    making: defaultdict[NamedNode, list[Rule]] = defaultdict(list)
    plain: list[Body] = []
    for rule in rules_of(ontology):
        if _brings_unnamed(rule):
            (_, _, kind), *_ = rule.body
            assert isinstance(kind, NamedNode)
            making[kind].append(rule)
        else:
            plain.append(_body(rule))
    apart: defaultdict[NamedNode, dict[NamedNode, Constraint]] = defaultdict(dict)
    others: list[Body] = []
    for constraint in constraints_of(ontology):
        if pair := _pair_of_classes(constraint):
            for one, other in (pair, pair[::-1]):
                apart[one][other] = constraint
        else:
            others.append(_body(constraint))
    heads: defaultdict[NamedNode, list[tuple[Pattern, Body]]] = defaultdict(list)
    for body in plain:
        assert isinstance(body.owner, Rule)
        for head in body.owner.head:
            heads[_topic_of(head)].append((head, body))
    return Rulebook(
        ontology=ontology,
        making=making,
        heads=heads,
        apart=apart,
        _rules=_indexed(plain),
        _constraints=_indexed(others),
        _tested=_by_link(one for one in (*plain, *others) if one.tests),
    )


def _body(owner: Rule | Constraint) -> Body:
    tests = [
        (name_of(subject), frozenset(value.classes))
        for subject, _, value in owner.body
        if isinstance(value, OneOf) and isinstance(subject, str)
    ]
    # A pattern that forbids classes only keeps a rule quiet about facts that contradict the ontology; see `solve`.
    joined = tuple(one for one in owner.body if not isinstance(one[2], OneOf | NoneOf))
    return Body(owner=owner, joined=joined, tests=tuple(tests))


def _indexed(bodies: Iterable[Body]) -> Mapping[NamedNode, Sequence[tuple[Pattern, Body]]]:
    found: defaultdict[NamedNode, list[tuple[Pattern, Body]]] = defaultdict(list)
    for body in bodies:
        for pattern in body.joined:
            found[_topic_of(pattern)].append((pattern, body))
    return found


def _by_link(bodies: Iterable[Body]) -> dict[tuple[NamedNode, NamedNode | None, bool], list[tuple[Pattern, Body]]]:
    """Bodies with tests by the link of the tested thing, its class if that is the link, and the direction."""
    found: defaultdict[tuple[NamedNode, NamedNode | None, bool], list[tuple[Pattern, Body]]] = defaultdict(list)
    for body in bodies:
        for pattern in body.joined:
            value = pattern[2] if isinstance(pattern[2], NamedNode) else None
            forward = any(pattern[0] == name for name, _ in body.tests)
            found[pattern[1], value, forward].append((pattern, body))
    return found


def _topic(fact: Triple) -> NamedNode:
    return fact.object if fact.predicate == RDF.type and isinstance(fact.object, NamedNode) else fact.predicate


def _topic_of(pattern: Pattern) -> NamedNode:
    _, link, value = pattern
    return value if link == RDF.type and isinstance(value, NamedNode) else link


def _pair_of_classes(constraint: Constraint) -> tuple[NamedNode, NamedNode] | None:
    """The two classes of a constraint that only says that they are apart."""
    if len(constraint.body) != 2 or any(
        one[1] != RDF.type or one[0] != constraint.body[0][0] for one in constraint.body
    ):
        return None
    one, other = (pattern[2] for pattern in constraint.body)
    return (one, other) if isinstance(one, NamedNode) and isinstance(other, NamedNode) else None


def _brings_unnamed(rule: Rule) -> bool:
    bound = {term for pattern in rule.body for term in pattern if isinstance(term, str)}
    return any(isinstance(term, str) and term not in bound for pattern in rule.head for term in pattern)
