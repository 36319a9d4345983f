"""Triple patterns: what rules are made of, and what they look like in SPARQL."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode

from naseikg.vocabulary import RDF

__all__ = [
    "NoneOf",
    "OneOf",
    "Outside",
    "Pattern",
    "Term",
    "Unlike",
    "Variable",
    "Within",
    "fits",
    "name_of",
    "sparql_of",
    "topics_of",
]


@dataclass(frozen=True, slots=True)
class OneOf:
    """A variable that stands for one of some classes, which share no member with a class apart from them."""

    name: str
    classes: tuple[NamedNode, ...]
    apart: NamedNode | None = None


@dataclass(frozen=True, slots=True)
class NoneOf:
    """In the place of a class: none of these."""

    name: str
    classes: tuple[NamedNode, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """A variable that stands for a literal of some datatypes, and within limits such as ``(">=", 3.5)``."""

    name: str
    datatypes: tuple[NamedNode, ...]
    limits: tuple[tuple[str, Literal], ...] = ()

    @property
    def condition(self) -> str:
        """What must hold of the literal, in SPARQL."""
        kinds = f"datatype(?{self.name}) IN ({', '.join(map(str, self.datatypes))})"
        return " && ".join([kinds, *(f"?{self.name} {sign} {limit}" for sign, limit in self.limits)])


@dataclass(frozen=True, slots=True)
class Outside:
    """A variable that stands for a literal of another datatype, or beyond the limits."""

    name: str
    datatypes: tuple[NamedNode, ...]
    limits: tuple[tuple[str, Literal], ...] = ()

    @property
    def condition(self) -> str:
        """What must hold of the literal, in SPARQL; what cannot be compared is outside too."""
        inside = Within(self.name, self.datatypes, self.limits).condition
        return f"!COALESCE({inside}, false)"


@dataclass(frozen=True, slots=True)
class Unlike:
    """A variable that stands for another literal than some others."""

    name: str
    others: tuple[str, ...]

    @property
    def condition(self) -> str:
        """What must hold of the literal, in SPARQL; 1 and 1.0 are the same number."""
        return " && ".join(
            f"!sameTerm(?{one}, ?{self.name}) && !COALESCE(?{one} = ?{self.name}, false)" for one in self.others
        )


_SIGNS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}

#: A variable: any node, one of some classes or none of them, a literal within limits, outside them, or unlike others.
Variable = str | OneOf | NoneOf | Within | Outside | Unlike
Term = Variable | NamedNode | Literal
Pattern = tuple[Term, NamedNode, Term]


def name_of(variable: Variable) -> str:
    """The name of a variable."""
    return variable if isinstance(variable, str) else variable.name


def fits(term: Term, node: NamedNode | BlankNode | Literal) -> bool:
    """Whether a term of a rule may stand for a node, as far as the term alone can tell.

    >>> here = NamedNode("urn:here")
    >>> fits("x", here), fits(here, here), fits(OneOf("k", ()), here), fits(NoneOf("k", (here,)), here)
    (True, True, False, False)
    """
    if isinstance(term, str):
        return True
    if isinstance(term, NamedNode | Literal):
        return term == node
    if isinstance(term, OneOf | NoneOf):
        return (node in term.classes) is isinstance(term, OneOf)
    if isinstance(term, Within | Outside):
        return _is_within(term, node) is isinstance(term, Within)
    return True


def sparql_of(patterns: Iterable[Pattern]) -> str:
    """The patterns as the inside of a graph pattern.

    >>> here = NamedNode("urn:here")
    >>> sparql_of([("x", here, "y"), ("y", here, OneOf("k", (here,)))])
    '?x <urn:here> ?y . ?y <urn:here> ?k . FILTER(?k IN (<urn:here>))'
    >>> sparql_of([("x", here, NoneOf("k", (here,)))])
    'FILTER NOT EXISTS { ?x <urn:here> ?k . FILTER(?k IN (<urn:here>)) }'
    """
    return " ".join(map(_sparql, patterns))


def topics_of(patterns: Iterable[Pattern]) -> Iterator[str]:
    """What facts the patterns are about: of a class for membership, else of a property."""
    for _, link, value in patterns:
        if link != RDF.type:
            yield link.value
        elif isinstance(value, OneOf):
            yield from (one.value for one in value.classes)
        elif isinstance(value, NamedNode):
            yield value.value


def _sparql(pattern: Pattern) -> str:
    text = f"{' '.join(map(_text, pattern))} ."
    value = pattern[2]
    if isinstance(value, Within | Outside | Unlike):
        return f"{text} FILTER({value.condition})"
    if isinstance(value, OneOf | NoneOf):
        text += f" FILTER(?{value.name} IN ({', '.join(map(str, value.classes))}))"
    return f"FILTER NOT EXISTS {{ {text} }}" if isinstance(value, NoneOf) else text


def _is_within(term: Within | Outside, node: NamedNode | BlankNode | Literal) -> bool:
    if not isinstance(node, Literal) or node.datatype not in term.datatypes:
        return False
    return all(_SIGNS[sign](Decimal(node.value), Decimal(limit.value)) for sign, limit in term.limits)


def _text(term: Term) -> str:
    return str(term) if isinstance(term, NamedNode | Literal) else f"?{name_of(term)}"
