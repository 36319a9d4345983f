"""Triple patterns: what rules are made of, and what they look like in SPARQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from naseikg.vocabulary import RDF

__all__ = ["NoneOf", "OneOf", "Pattern", "Term", "Variable", "name_of", "sparql_of", "topics_of"]


@dataclass(frozen=True, slots=True)
class OneOf:
    """A variable that stands for one of some classes."""

    name: str
    classes: tuple[NamedNode, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """In the place of a class: none of these."""

    name: str
    classes: tuple[NamedNode, ...]


#: A variable: any node, one of some classes, or none of them.
Variable = str | OneOf | NoneOf
Term = Variable | NamedNode
Pattern = tuple[Term, NamedNode, Term]


def name_of(variable: Variable) -> str:
    """The name of a variable."""
    return variable if isinstance(variable, str) else variable.name


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
    if isinstance(value, OneOf | NoneOf):
        text += f" FILTER(?{value.name} IN ({', '.join(map(str, value.classes))}))"
    return f"FILTER NOT EXISTS {{ {text} }}" if isinstance(value, NoneOf) else text


def _text(term: Term) -> str:
    return str(term) if isinstance(term, NamedNode) else f"?{name_of(term)}"
