"""Matching the patterns of a rule against facts: what each variable may stand for, and the facts that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from naseikg.reasoning.ontology import Node
from naseikg.reasoning.patterns import NoneOf, Pattern, Term, fits, name_of
from naseikg.vocabulary import RDF

__all__ = ["Bindings", "Facts", "bind", "filled", "solve"]

_TYPE = RDF.type
_FIXED = (NamedNode, Literal)

Bindings = Mapping[str, Node | Literal]


class Facts(Protocol):
    """Triples that can be looked up."""

    def find(self, subject: Node | None, link: NamedNode, value: Node | Literal | None) -> Iterable[Triple]:
        """The triples of a property, or of ``rdf:type``, with these ends; None stands for any."""


def bind(pattern: Pattern, fact: Triple, bindings: Bindings) -> Bindings | None:
    """What the variables stand for when a pattern is this fact; None when it cannot be, or not beside the bindings."""
    subject, link, value = pattern
    one, predicate, other = fact
    if link != predicate or not fits(subject, one) or not fits(value, other):
        return None
    bound = dict(bindings)
    for term, node in ((subject, one), (value, other)):
        if not isinstance(term, _FIXED) and bound.setdefault(name_of(term), node) != node:
            return None
    return bound


def solve(
    facts: Facts, patterns: Sequence[Pattern], bindings: Bindings
) -> Iterator[tuple[Bindings, Mapping[Pattern, Triple]]]:
    """Every way in which facts fulfil the patterns: what the variables stand for, and the fact of each pattern.

    A pattern that forbids classes is taken as fulfilled: it only keeps a rule quiet about facts that contradict
    the ontology, and such a graph is never built.
    """
    return _solve(facts, [one for one in patterns if not isinstance(one[2], NoneOf)], bindings)


def _solve(
    facts: Facts, patterns: Sequence[Pattern], bindings: Bindings
) -> Iterator[tuple[Bindings, Mapping[Pattern, Triple]]]:
    if not patterns:
        yield bindings, {}
        return
    first = patterns[0] if len(patterns) == 1 else max(patterns, key=lambda one: _narrowness(one, bindings))
    rest = [one for one in patterns if one is not first]
    subject, value = _known(first[0], bindings), _known(first[2], bindings)
    if isinstance(subject, Literal):
        return
    for fact in facts.find(subject, first[1], value):
        bound = bind(first, fact, bindings)
        if bound is not None:
            for solution, found in _solve(facts, rest, bound):
                yield solution, {first: fact, **found}


def filled(pattern: Pattern, bindings: Bindings) -> Triple:
    """The fact that a pattern becomes with what its variables stand for."""
    subject, value = _known(pattern[0], bindings), _known(pattern[2], bindings)
    assert isinstance(subject, NamedNode | BlankNode)
    assert value is not None
    return Triple(subject, pattern[1], value)


def _narrowness(pattern: Pattern, bindings: Bindings) -> int:
    """How few facts a pattern can be, given the bindings: a class has many members, a thing has few links."""
    subject, link, value = pattern
    weight = 1 if link == _TYPE else 2
    return 2 * (_known(subject, bindings) is not None) + weight * (_known(value, bindings) is not None)


def _known(term: Term, bindings: Bindings) -> Node | Literal | None:
    return term if isinstance(term, _FIXED) else bindings.get(name_of(term))
