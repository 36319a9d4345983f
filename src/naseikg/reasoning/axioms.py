"""The OWL axioms that a proof rests on: their words, and their triples cut out of the ontology."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from naseikg.reasoning.expressions import words_of
from naseikg.reasoning.matching import bind, solve
from naseikg.reasoning.ontology import Node, Ontology
from naseikg.reasoning.patterns import OneOf
from naseikg.reasoning.proofs import Proof
from naseikg.reasoning.rules import Rule, rules_of
from naseikg.vocabulary import OWL, RDF, RDFS

__all__ = ["Axiom", "axioms_behind", "axioms_of", "declarations_of", "triples_of"]

_KINDS = (OWL.AnnotationProperty, OWL.Class, OWL.DatatypeProperty, OWL.NamedIndividual, OWL.ObjectProperty)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axiom:
    """An axiom in words, with the triple at its root."""

    words: str
    source: Triple

    @property
    def construct(self) -> NamedNode:
        """The OWL construct, such as ``rdfs:domain`` or ``owl:TransitiveProperty``."""
        kind = self.source.object if self.source.predicate == RDF.type else self.source.predicate
        assert isinstance(kind, NamedNode)
        return kind


def axioms_of(ontology: Ontology, proof: Proof) -> tuple[Axiom, ...]:
    """Every axiom that a proof rests on, each once, in the order in which the proof is read."""
    found = [axiom for step in proof.steps() for axiom in axioms_behind(ontology, step)]
    return tuple({axiom.source: axiom for axiom in reversed(found)}.values())[::-1]


def axioms_behind(ontology: Ontology, step: Proof) -> Iterator[Axiom]:
    """The axioms behind one step: that of its rule, and those by which it leaves out members of a union."""
    if step.rule is None:
        return
    yield Axiom(words=step.rule.axiom, source=step.rule.source)
    if _is_enough(ontology, step.rule):
        return
    apart = [one[2] for one in step.rule.body if isinstance(one[2], OneOf)]
    for pattern in step.rule.head:
        start = bind(pattern, step.conclusion, {})
        premises = _Premises([one.conclusion for one in step.premises])
        for bindings, _ in solve(premises, step.rule.body, start) if start is not None else ():
            for one in apart:
                if one.apart is not None:
                    yield from _exclusion(ontology, bindings[one.name], one.apart)
            yield from _rest(ontology, step.rule, [one.apart for one in apart], step.conclusion.object)
            return


def triples_of(ontology: Ontology, axiom: Axiom) -> tuple[Triple, ...]:
    """The triples of an axiom, with what its expressions are made of."""
    found: dict[Triple, None] = {axiom.source: None}
    waiting = [node for node in (axiom.source.subject, axiom.source.object) if isinstance(node, BlankNode)]
    while waiting:
        for one in _by_subject(ontology).get(waiting.pop(), ()):
            # What is said of the expression as a whole is an axiom of its own.
            if one not in found and one.predicate not in (RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith):
                found[one] = None
                waiting.extend([one.object] if isinstance(one.object, BlankNode) else [])
    return tuple(found)


def declarations_of(ontology: Ontology, triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """What kinds of terms the terms of some triples are, as far as the ontology declares it."""
    terms = {
        node for one in triples for node in (one.subject, one.predicate, one.object) if isinstance(node, NamedNode)
    }
    return tuple(Triple(term, RDF.type, kind) for kind in _KINDS for term in ontology.typed(kind) if term in terms)


@lru_cache(maxsize=4096)
def _is_enough(ontology: Ontology, rule: Rule) -> bool:
    """Whether the axiom alone gives its rule; what is concluded of a union also takes what excludes its members."""
    alone = triples_of(ontology, Axiom(words=rule.axiom, source=rule.source))
    if not any(one.predicate == OWL.unionOf for one in alone):
        return True
    return rule in rules_of(Ontology(triples=(*declarations_of(ontology, alone), *alone)))


@lru_cache(maxsize=2)
def _by_subject(ontology: Ontology) -> dict[object, list[Triple]]:
    found: dict[object, list[Triple]] = {}
    for one in ontology.triples:
        found.setdefault(one.subject, []).append(one)
    return found


class _Premises:
    """The facts that a step was made from."""

    def __init__(self, facts: Sequence[Triple]) -> None:
        self._facts = facts

    def find(self, subject: Node | None, link: NamedNode, value: Node | Literal | None) -> Iterable[Triple]:
        """Those with this property; the rest is left to the one who binds them."""
        return [one for one in self._facts if one.predicate == link]


def _exclusion(ontology: Ontology, known: Node | Literal, excluded: NamedNode) -> Iterator[Axiom]:
    """Why a member of one class is none of another."""
    for upper in sorted(ontology.superclasses(excluded), key=str):
        for one, other in ontology.disjoint:
            if {known, upper} == {one, other}:
                words = f"nothing is both {words_of(ontology, one)} and {words_of(ontology, other)}"
                yield Axiom(words=words, source=Triple(one, OWL.disjointWith, other))
                yield from _path(ontology, excluded, upper)
                return
        for lower, kind in ontology.subjects(RDFS.subClassOf):
            for denied in ontology.values(kind, OWL.complementOf):
                if {known, upper} == {lower, denied}:
                    words = f"every {words_of(ontology, lower).partition(' ')[2]} is {words_of(ontology, kind)}"
                    yield Axiom(words=words, source=Triple(lower, RDFS.subClassOf, kind))
                    yield from _path(ontology, excluded, upper)
                    return


def _rest(ontology: Ontology, rule: Rule, apart: Sequence[NamedNode | None], concluded: object) -> Iterator[Axiom]:
    """Why what is left of a union is below the class that was concluded."""
    for one in triples_of(ontology, Axiom(words=rule.axiom, source=rule.source)):
        if one.predicate == OWL.unionOf and isinstance(one.object, BlankNode):
            members = [member for member in ontology.members(one.object) if isinstance(member, NamedNode)]
            left = [member for member in members if member not in apart]
            above = [ontology.superclasses(member) for member in left]
            if set(apart) <= set(members) and all(concluded in uppers for uppers in above):
                for member in left:
                    yield from _path(ontology, member, concluded)
                return


def _path(ontology: Ontology, lower: NamedNode, upper: object) -> Iterator[Axiom]:
    """The shortest chain of named classes from one up to another."""
    waiting: deque[tuple[Node, ...]] = deque([(lower,)])
    while waiting:
        path = waiting.popleft()
        if path[-1] == upper:
            for one, other in pairwise(path):
                words = f"every {words_of(ontology, one).partition(' ')[2]} is {words_of(ontology, other)}"
                yield Axiom(words=words, source=Triple(one, RDFS.subClassOf, other))
            return
        waiting.extend((*path, one) for one in ontology.values(path[-1], RDFS.subClassOf) if one not in path)
