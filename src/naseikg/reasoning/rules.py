"""Rules made from the axioms of the ontology: what follows, and what must not be.

Each axiom becomes rules over triple patterns, in the manner of the OWL 2 RL rule table
(https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules), limited to what
they say about individuals, and beyond it: an existential that follows brings an unnamed thing, a union
that follows brings what is left of it. A construct that no rule covers is an error, never ignored.
What only reasoning by cases could find is left to the certificate (`certify`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial

from pyoxigraph import NamedNode, Triple

from naseikg.errors import OntologyError
from naseikg.reasoning.constructs import require_covered
from naseikg.reasoning.expressions import bodies_of, fresh_names, heads_of, link_of, link_words_of, words_of
from naseikg.reasoning.literals import datatypes_of, limits_of, range_words_of
from naseikg.reasoning.ontology import Node, Ontology
from naseikg.reasoning.patterns import Outside, Pattern, Unlike
from naseikg.vocabulary import OWL, RDF, RDFS, curie

__all__ = ["Constraint", "Rule", "constraints_of", "rules_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """If the body holds, the head holds; ``axiom`` says so in words.

    A variable of the head that is not in the body stands for something unnamed. ``source`` is the triple at the
    root of the OWL axiom that the rule was made from; an axiom may give several rules.
    """

    axiom: str
    head: tuple[Pattern, ...]
    body: tuple[Pattern, ...]
    source: Triple = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """If the body holds, the facts contradict the ontology; ``axiom`` says which axiom in words."""

    axiom: str
    body: tuple[Pattern, ...]


_Consequence = tuple[str, tuple[Pattern, ...], tuple[Pattern, ...], Triple]


@lru_cache(maxsize=2)
def rules_of(ontology: Ontology) -> tuple[Rule, ...]:
    """The rules that the axioms of an ontology stand for, in a fixed order without repetition.

    Raises:
        OntologyError: an axiom uses a construct that no rule covers.
    """
    require_covered(ontology)
    return tuple(
        dict.fromkeys(
            Rule(axiom=axiom, head=head, body=body, source=source)
            for axiom, body, head, source in (*_class_consequences(ontology), *_property_consequences(ontology))
            if head and not set(head) <= set(body)
        )
    )


@lru_cache(maxsize=2)
def constraints_of(ontology: Ontology) -> tuple[Constraint, ...]:
    """What the axioms of an ontology forbid, in a fixed order without repetition.

    Raises:
        OntologyError: an axiom uses a construct that no rule covers.
    """
    require_covered(ontology)
    found = (
        *(Constraint(axiom=axiom, body=body) for axiom, body, head, _ in _class_consequences(ontology) if not head),
        *_class_constraints(ontology),
        *_property_constraints(ontology),
        Constraint(axiom="nothing is an owl:Nothing", body=(("x", RDF.type, OWL.Nothing),)),
    )
    return tuple(dict.fromkeys(found))


def _class_consequences(ontology: Ontology) -> Iterator[_Consequence]:
    for predicate, ways in ((RDFS.subClassOf, 1), (OWL.equivalentClass, 2)):
        for pair in ontology.subjects(predicate):
            for lower, upper in (pair, pair[::-1])[:ways]:
                fresh = fresh_names()
                bodies = list(bodies_of(ontology, lower, "x", fresh))
                if () in bodies:
                    raise OntologyError(
                        f"{ontology.owner(upper)}: no rule covers what is said of every owl:Thing; say it of a class"
                    )
                every = words_of(ontology, lower).removeprefix("a ").removeprefix("an ")
                axiom = f"every {every} is {words_of(ontology, upper)}"
                for besides, head in heads_of(ontology, upper, "x", fresh):
                    source = Triple(pair[0], predicate, pair[1])
                    yield from ((axiom, (*body, *besides), head, source) for body in bodies)
    for predicate, variable, words in ((RDFS.domain, "x", "has"), (RDFS.range, "y", "is a value of")):
        for link, kind in ontology.subjects(predicate):
            pattern = _declared(ontology, link)
            if pattern is None or (predicate == RDFS.range and link in ontology.data_properties):
                continue
            axiom = f"what {words} {curie(pattern[1])} is {words_of(ontology, kind)}"
            for besides, head in heads_of(ontology, kind, variable, fresh_names()):
                yield axiom, (pattern, *besides), head, Triple(link, predicate, kind)


def _class_constraints(ontology: Ontology) -> Iterator[Constraint]:
    for one, other in ontology.disjoint:
        fresh = fresh_names()
        axiom = f"nothing is both {words_of(ontology, one)} and {words_of(ontology, other)}"
        for left in bodies_of(ontology, one, "x", fresh):
            for right in bodies_of(ontology, other, "x", fresh):
                yield Constraint(axiom=axiom, body=(*left, *right))


def _property_consequences(ontology: Ontology) -> Iterator[_Consequence]:
    name = partial(link_words_of, ontology)
    for predicate, ways in ((RDFS.subPropertyOf, 1), (OWL.equivalentProperty, 2)):
        for pair in ontology.subjects(predicate):
            for lower, upper in (pair, pair[::-1])[:ways]:
                below, above = _declared(ontology, lower), _declared(ontology, upper)
                if below and above:
                    source = Triple(pair[0], predicate, pair[1])
                    yield f"{name(lower)} implies {name(upper)}", (below,), (above,), source
    for one, other in ontology.subjects(OWL.inverseOf):
        if isinstance(one, NamedNode):
            there, back = link_of(ontology, one, "x", "y"), link_of(ontology, other, "y", "x")
            axiom = f"{name(one)} is the inverse of {name(other)}"
            source = Triple(one, OWL.inverseOf, other)
            yield axiom, (there,), (back,), source
            yield axiom, (back,), (there,), source
    for link in ontology.typed(OWL.SymmetricProperty):
        source = Triple(link, RDF.type, OWL.SymmetricProperty)
        yield f"{curie(link)} holds both ways", (("x", link, "y"),), (("y", link, "x"),), source
    for link in ontology.typed(OWL.TransitiveProperty):
        source, path = Triple(link, RDF.type, OWL.TransitiveProperty), (("x", link, "y"), ("y", link, "z"))
        yield f"{curie(link)} carries on from link to link", path, (("x", link, "z"),), source
    for upper, chain in ontology.subjects(OWL.propertyChainAxiom):
        links = list(ontology.members(chain))
        body = tuple(link_of(ontology, link, f"v{place}", f"v{place + 1}") for place, link in enumerate(links))
        head = link_of(ontology, upper, "v0", f"v{len(links)}")
        source = Triple(upper, OWL.propertyChainAxiom, chain)
        yield f"{' then '.join(map(name, links))} makes {name(upper)}", body, (head,), source


def _property_constraints(ontology: Ontology) -> Iterator[Constraint]:
    for link in ontology.typed(OWL.IrreflexiveProperty):
        yield Constraint(axiom=f"nothing has {curie(link)} to itself", body=(("x", link, "x"),))
    for link in ontology.typed(OWL.AsymmetricProperty):
        yield Constraint(axiom=f"{curie(link)} holds one way only", body=(("x", link, "y"), ("y", link, "x")))
    for link in ontology.typed(OWL.FunctionalProperty):
        values: tuple[Pattern, ...] = (("x", link, "y"), ("x", link, Unlike("z", ("y",))))
        yield Constraint(axiom=f"{curie(link)} has one value", body=values)
    for one, other in (*ontology.subjects(OWL.propertyDisjointWith), *ontology.pairs(OWL.AllDisjointProperties)):
        both = (link_of(ontology, one, "x", "y"), link_of(ontology, other, "x", "y"))
        axiom = f"{link_words_of(ontology, one)} and {link_words_of(ontology, other)} never hold together"
        yield Constraint(axiom=axiom, body=both)
    for owner, kind in ontology.subjects(RDFS.range):
        if isinstance(owner, NamedNode) and owner in ontology.data_properties and kind != RDFS.Literal:
            beyond = Outside("y", datatypes_of(ontology, kind, owner), limits_of(ontology, kind))
            axiom = f"what is a value of {curie(owner)} is {range_words_of(ontology, kind)}"
            yield Constraint(axiom=axiom, body=(("x", owner, beyond),))
    for denial, _ in ontology.subjects(RDF.type, OWL.NegativePropertyAssertion):
        subject, value = _part(ontology, denial, OWL.sourceIndividual), _part(ontology, denial, OWL.targetIndividual)
        denied = _part(ontology, denial, OWL.assertionProperty)
        pattern = link_of(ontology, denied, subject, value)
        axiom = f"it is denied that {curie(subject)} {link_words_of(ontology, denied)} {curie(value)}"
        yield Constraint(axiom=axiom, body=(pattern,))


def _part(ontology: Ontology, denial: Node, predicate: NamedNode) -> NamedNode:
    """The one thing or property that a denied link has in a role."""
    found = ontology.values(denial, predicate)
    if len(found) == 1 and isinstance(found[0], NamedNode):
        return found[0]
    shown = ", ".join(curie(one) if isinstance(one, NamedNode) else "something unnamed" for one in found) or "none"
    raise OntologyError(
        f"{ontology.owner(denial)}: an owl:NegativePropertyAssertion needs one named {curie(predicate)}, not {shown};"
        " give it"
    )


def _declared(ontology: Ontology, link: Node) -> Pattern | None:
    """The pattern of a property; none for an annotation, of which nothing follows."""
    if link in ontology.annotation_properties:
        return None
    return link_of(ontology, link, "x", "y")
