"""What literals a data range admits: a datatype, or a datatype within limits."""

from __future__ import annotations

from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from naseikg.errors import OntologyError
from naseikg.reasoning.ontology import Node, Ontology
from naseikg.vocabulary import OWL, XSD, curie

__all__ = ["admitted", "datatypes_of", "limits_of", "range_words_of"]

Limits = tuple[tuple[str, Literal], ...]

#: The datatypes that OWL 2 shares with the records, each with those whose values it includes.
_DATATYPES = {
    XSD.boolean: (XSD.boolean,),
    XSD.decimal: (XSD.decimal, XSD.integer),
    XSD.double: (XSD.double,),
    XSD.integer: (XSD.integer,),
    XSD.string: (XSD.string,),
}
_NUMBERS = (XSD.decimal, XSD.integer)
_FACETS = {
    XSD.minInclusive: (">=", "of {} or more"),
    XSD.minExclusive: (">", "above {}"),
    XSD.maxInclusive: ("<=", "of {} or less"),
    XSD.maxExclusive: ("<", "below {}"),
}


def datatypes_of(ontology: Ontology, kind: Node, user: Node) -> tuple[NamedNode, ...]:
    """The datatypes of the literals that a data range admits; the user is whose range it is.

    Raises:
        OntologyError: no rule covers the data range.
    """
    named = _datatype(ontology, kind)
    if not isinstance(named, NamedNode) or named not in _DATATYPES:
        known = ", ".join(map(curie, _DATATYPES))
        shown = curie(named) if isinstance(named, NamedNode) else "a datatype of its own"
        raise OntologyError(f"{ontology.owner(user)}: no rule covers {shown} as a range; use one of {known}")
    return _DATATYPES[named]


def limits_of(ontology: Ontology, kind: Node) -> Limits:
    """The limits within which the literals of a data range lie, each a sign and a number; none for a datatype.

    Raises:
        OntologyError: no rule covers a facet.
    """
    return tuple((_FACETS[facet][0], value) for facet, value in _facets(ontology, kind))


def admitted(ontology: Ontology, kind: Node, user: Node) -> Literal:
    """A literal that a data range admits, unless its limits exclude each other."""
    datatype = datatypes_of(ontology, kind, user)[0]
    number = Decimal(1)
    for sign, limit in limits_of(ontology, kind):
        bound = Decimal(limit.value) + {">": 1, "<": -1}.get(sign, 0)
        number = max(number, bound) if sign.startswith(">") else min(number, bound)
    return Literal(str(number) if datatype in _NUMBERS else "1", datatype=datatype)


def range_words_of(ontology: Ontology, kind: Node) -> str:
    """A data range in words, with its article."""
    named = _datatype(ontology, kind)
    shown = curie(named) if isinstance(named, NamedNode) else "datatype of its own"
    limits = [_FACETS[facet][1].format(value.value) for facet, value in _facets(ontology, kind)]
    return " ".join([f"a {shown}", " and ".join(limits)]).rstrip()


def _datatype(ontology: Ontology, kind: Node) -> Node:
    return next(iter(ontology.values(kind, OWL.onDatatype)), kind)


def _facets(ontology: Ontology, kind: Node) -> list[tuple[NamedNode, Literal]]:
    found: list[tuple[NamedNode, Literal]] = []
    for members in ontology.values(kind, OWL.withRestrictions):
        for facet in ontology.members(members):
            limits = [(name, value) for name in _FACETS for value in ontology.literals(facet, name)]
            if len(limits) != 1 or _datatype(ontology, kind) not in _NUMBERS:
                known = ", ".join(map(curie, _FACETS))
                raise OntologyError(
                    f"{ontology.owner(kind)}: no rule covers this facet of a datatype; give one of {known}, of a number"
                )
            found += limits
    return found
