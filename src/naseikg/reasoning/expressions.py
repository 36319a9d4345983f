"""Class expressions as patterns: what makes a thing a member of one, and what membership brings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, product

from pyoxigraph import BlankNode, Literal, NamedNode

from naseikg.errors import OntologyError
from naseikg.reasoning.literals import datatypes_of, limits_of, range_words_of
from naseikg.reasoning.ontology import Node, Ontology
from naseikg.reasoning.patterns import NoneOf, OneOf, Outside, Pattern, Term, Unlike, Within
from naseikg.vocabulary import OWL, RDF, XSD, curie

__all__ = ["Fresh", "bodies_of", "fresh_names", "heads_of", "link_of", "link_words_of", "words_of"]


Fresh = Callable[[], str]

_WORDS = {
    OWL.someValuesFrom: "something with {link} some {value}",
    OWL.allValuesFrom: "something with {link} only {value}",
    OWL.hasValue: "something with {link} {value}",
    OWL.hasSelf: "something with {link} itself",
    OWL.cardinality: "something with exactly {value} {link}",
    OWL.maxCardinality: "something with at most {value} {link}",
    OWL.minCardinality: "something with at least {value} {link}",
}
_COUNTS = (OWL.cardinality, OWL.maxCardinality, OWL.minCardinality)
_LISTS = {OWL.intersectionOf: " and ", OWL.unionOf: " or "}


def fresh_names() -> Fresh:
    """A source of variable names, each given once."""
    numbers = count()
    return lambda: f"v{next(numbers)}"


def bodies_of(ontology: Ontology, kind: Node, variable: str, fresh: Fresh) -> Iterator[tuple[Pattern, ...]]:
    """The ways to be known as a member of a class: each a set of patterns that must hold.

    Raises:
        OntologyError: no pattern can tell; nothing that is written down makes a thing a member of a
            complement or of an "only".
    """
    if isinstance(kind, NamedNode):
        # Everything is a thing: nothing needs to hold.
        yield () if kind == OWL.Thing else ((variable, RDF.type, kind),)
        return
    construct, value = _parsed(ontology, kind)
    if construct == OWL.intersectionOf:
        parts = [list(bodies_of(ontology, part, variable, fresh)) for part in ontology.members(_node(value))]
        for way in product(*parts):
            yield tuple(pattern for body in way for pattern in body)
    elif construct == OWL.unionOf:
        for part in ontology.members(_node(value)):
            yield from bodies_of(ontology, part, variable, fresh)
    elif construct == OWL.someValuesFrom and _is_of_literals(ontology, kind):
        limits = Within(fresh(), datatypes_of(ontology, _node(value), kind), limits_of(ontology, _node(value)))
        yield (_restricted(ontology, kind, variable, limits),)
    elif construct == OWL.someValuesFrom:
        other = fresh()
        for rest in bodies_of(ontology, _node(value), other, fresh):
            yield (_restricted(ontology, kind, variable, other), *rest)
    elif construct == OWL.hasValue:
        yield (_restricted(ontology, kind, variable, _fixed(ontology, kind, value)),)
    elif construct == OWL.hasSelf:
        yield (_restricted(ontology, kind, variable, variable),)
    elif construct == OWL.minCardinality and _count(ontology, kind, value) == 1:
        yield (_restricted(ontology, kind, variable, fresh()),)
    else:
        raise OntologyError(
            f"{ontology.owner(kind)}: no rule covers {words_of(ontology, kind)!r} as a reason to be a member;"
            " make it a consequence (rdfs:subClassOf) or leave it out"
        )


def heads_of(
    ontology: Ontology, kind: Node, variable: str, fresh: Fresh
) -> Iterator[tuple[tuple[Pattern, ...], tuple[Pattern, ...]]]:
    """What follows from membership in a class: pairs of what must hold besides, and what then holds.

    An empty second part is a contradiction; a variable that only occurs there stands for something unnamed.
    """
    if isinstance(kind, NamedNode):
        if kind != OWL.Thing:
            yield (), () if kind == OWL.Nothing else ((variable, RDF.type, kind),)
        return
    construct, value = _parsed(ontology, kind)
    if construct == OWL.intersectionOf:
        for part in ontology.members(_node(value)):
            yield from heads_of(ontology, part, variable, fresh)
    elif construct == OWL.unionOf:
        yield from _choices(ontology, kind, _node(value), variable, fresh)
    elif construct == OWL.complementOf:
        for body in bodies_of(ontology, _node(value), variable, fresh):
            yield body, ()
    elif construct in _COUNTS:
        yield from _counted(ontology, kind, construct, _count(ontology, kind, value), variable, fresh)
    elif construct in (OWL.allValuesFrom, OWL.someValuesFrom) and _is_of_literals(ontology, kind):
        # Some literal that fits follows, unnamed; it can only be at odds with the one value that a property may have.
        property = _property(ontology, kind)
        if construct == OWL.allValuesFrom or property in ontology.typed(OWL.FunctionalProperty):
            beyond = Outside(fresh(), datatypes_of(ontology, _node(value), kind), limits_of(ontology, _node(value)))
            yield (_restricted(ontology, kind, variable, beyond),), ()
    elif construct == OWL.hasSelf:
        yield (), (_restricted(ontology, kind, variable, variable),)
    elif construct == OWL.allValuesFrom:
        other = fresh()
        link = _restricted(ontology, kind, variable, other)
        for besides, head in heads_of(ontology, _node(value), other, fresh):
            yield (link, *besides), head
    elif construct == OWL.hasValue:
        yield (), (_restricted(ontology, kind, variable, _fixed(ontology, kind, value)),)
    else:
        yield (), tuple(_unnamed(ontology, kind, variable, fresh))


def _unnamed(ontology: Ontology, kind: Node, variable: str, fresh: Fresh) -> Iterator[Pattern]:
    """What an existential says of the unnamed thing at its other end."""
    construct, value = _parsed(ontology, kind) if isinstance(kind, BlankNode) else (None, kind)
    if construct == OWL.someValuesFrom and _is_of_literals(ontology, kind):
        return
    if construct == OWL.someValuesFrom:
        other = fresh()
        yield _restricted(ontology, kind, variable, other)
        yield from _unnamed(ontology, _node(value), other, fresh)
        return
    if construct == OWL.intersectionOf:
        for part in ontology.members(_node(value)):
            yield from _unnamed(ontology, part, variable, fresh)
        return
    for besides, head in heads_of(ontology, kind, variable, fresh):
        if besides or not head:
            raise OntologyError(
                f"{ontology.owner(kind)}: no rule covers {words_of(ontology, kind)!r} within a 'some';"
                " give it a name and use the name"
            )
        yield from head


def _choices(
    ontology: Ontology, union: Node, members: Node, variable: str, fresh: Fresh
) -> Iterator[tuple[tuple[Pattern, ...], tuple[Pattern, ...]]]:
    """What a union brings: whatever is left when a thing is known to be none of the other members.

    What holds for several members (a class above them) needs only the rest to be excluded. With all of
    them excluded the facts contradict each other, and the last one is not concluded on top of that.
    """
    named = [one for one in ontology.members(members) if isinstance(one, NamedNode)]
    if len(named) < len(list(ontology.members(members))):
        raise OntologyError(
            f"{ontology.owner(union)}: no rule covers {words_of(ontology, union)!r} as a consequence;"
            " give its unnamed members names and use the names"
        )
    excluded: dict[NamedNode, Pattern] = {
        one: (variable, RDF.type, OneOf(fresh(), ontology.excluders(one), one)) for one in named
    }
    if all(ontology.excluders(one) for one in named):
        yield tuple(excluded.values()), ()
    for upper in dict.fromkeys(upper for one in named for upper in sorted(ontology.superclasses(one), key=str)):
        others = [one for one in named if upper not in ontology.superclasses(one)]
        if all(ontology.excluders(one) for one in others):
            besides = [excluded[one] for one in others]
            if ontology.excluders(upper):
                besides.append((variable, RDF.type, NoneOf(fresh(), ontology.excluders(upper))))
            yield tuple(besides), ((variable, RDF.type, upper),)


def link_of(ontology: Ontology, link: Node, subject: Term, value: Term) -> Pattern:
    """The pattern of a property, or of the inverse of one, between two terms.

    Raises:
        OntologyError: the property is not declared as one that things have.
    """
    if isinstance(link, BlankNode):
        for inverse in ontology.values(link, OWL.inverseOf):
            return link_of(ontology, inverse, value, subject)
    if isinstance(link, NamedNode) and link in ontology.object_properties | ontology.data_properties:
        return (subject, link, value)
    shown = curie(link) if isinstance(link, NamedNode) else "an expression"
    raise OntologyError(f"{ontology.owner(link)}: an axiom uses {shown} as a property; declare it as one")


def link_words_of(ontology: Ontology, link: Node) -> str:
    """A property, or the inverse of one, in words."""
    subject, name, _ = link_of(ontology, link, "x", "y")
    return curie(name) if subject == "x" else f"the inverse of {curie(name)}"


def words_of(ontology: Ontology, kind: Node) -> str:
    """A class expression in words, with its article."""
    if isinstance(kind, NamedNode):
        return f"{'an' if curie(kind)[0] in 'aeiou' else 'a'} {curie(kind)}"
    construct, value = _parsed(ontology, kind)
    if construct in _LISTS:
        return _LISTS[construct].join(words_of(ontology, part) for part in ontology.members(_node(value)))
    if construct == OWL.complementOf:
        return f"something that is not {words_of(ontology, _node(value))}"
    link = _property(ontology, kind)
    if isinstance(value, NamedNode | Literal):
        shown = curie(value) if isinstance(value, NamedNode) else value.value
    else:
        shown = range_words_of(ontology, value) if _is_of_literals(ontology, kind) else words_of(ontology, value)
    return _WORDS[construct].format(link=link_words_of(ontology, link), value=shown)


def _parsed(ontology: Ontology, kind: Node) -> tuple[NamedNode, Node | Literal]:
    for construct in (*_LISTS, OWL.complementOf, *_WORDS):
        for value in (*ontology.values(kind, construct), *ontology.literals(kind, construct)):
            return construct, value
    raise OntologyError(
        f"{ontology.owner(kind)}: a class expression is of a form that no rule covers; model it otherwise"
    )


def _restricted(ontology: Ontology, restriction: Node, subject: Term, value: Term) -> Pattern:
    return link_of(ontology, _property(ontology, restriction), subject, value)


def _counted(
    ontology: Ontology, kind: Node, construct: NamedNode, number: int, variable: str, fresh: Fresh
) -> Iterator[tuple[tuple[Pattern, ...], tuple[Pattern, ...]]]:
    """What a number of values forbids: more of them than that.

    Of "at least one" nothing follows about named things: the literal it brings has no name.
    """
    if construct == OWL.minCardinality:
        return
    names = [fresh() for _ in range(number + 1)]
    values: list[Term] = [Unlike(name, tuple(names[:place])) if place else name for place, name in enumerate(names)]
    yield tuple(_restricted(ontology, kind, variable, value) for value in values), ()


def _count(ontology: Ontology, kind: Node, value: Node | Literal) -> int:
    link = _property(ontology, kind)
    construct, _ = _parsed(ontology, kind)
    if link not in ontology.data_properties:
        raise OntologyError(
            f"{ontology.owner(kind)}: no rule covers a number of things, as two names may stand for one thing;"
            " count literals only, or write a check"
        )
    number = int(value.value) if isinstance(value, Literal) and value.value.isdecimal() else -1
    if number < 0 or (construct != OWL.maxCardinality and number != 1):
        raise OntologyError(f"{ontology.owner(kind)}: no rule covers {words_of(ontology, kind)!r}; use the number 1")
    return number


def _fixed(ontology: Ontology, kind: Node, value: Node | Literal) -> NamedNode | Literal:
    """The value that a class fixes; a number with a fraction has too many forms to be found by its text."""
    if isinstance(value, NamedNode) or (isinstance(value, Literal) and value.datatype != XSD.decimal):
        return value
    raise OntologyError(
        f"{ontology.owner(kind)}: no rule covers {words_of(ontology, kind)!r}; give an individual, an integer or a text"
    )


def _is_of_literals(ontology: Ontology, restriction: Node) -> bool:
    return _property(ontology, restriction) in ontology.data_properties


def _node(value: Node | Literal) -> Node:
    assert not isinstance(value, Literal)
    return value


def _property(ontology: Ontology, restriction: Node) -> Node:
    for link in ontology.values(restriction, OWL.onProperty):
        return link
    raise OntologyError(f"{ontology.owner(restriction)}: a restriction has no property; add owl:onProperty")
