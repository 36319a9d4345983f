"""What of ours must be linked: the terms that people of other fields would look for in theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from naseikg.reasoning.ontology import Ontology
from naseikg.vocabulary import NSEI, RDF, RDFS

__all__ = ["Subjects", "subjects_of"]

#: The classes whose members are linked one by one; those of other classes are this literature's own.
_KINDS = (
    NSEI.CellComponent,
    NSEI.CellConfiguration,
    NSEI.Method,
    NSEI.Phenomenon,
    NSEI.Substance,
    NSEI.Unit,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """What links are made from: the terms and things that must have one, what each is, and the units' symbols.

    ``above`` holds for each term or thing every class and property of ours that it belongs to or stands below.
    """

    wanted: tuple[NamedNode, ...]
    above: Mapping[NamedNode, frozenset[NamedNode]]
    symbols: Mapping[NamedNode, str]


def subjects_of(ontology: Ontology, facts: Iterable[Triple]) -> Subjects:
    """The classes of the ontology and the members of these kinds, with what each is, from facts and inferences."""
    above: dict[NamedNode, frozenset[NamedNode]] = {one: ontology.superclasses(one) for one in ontology.classes}
    classes: defaultdict[NamedNode, set[NamedNode]] = defaultdict(set)
    symbols = {}
    for subject, predicate, value in facts:
        if not isinstance(subject, NamedNode):
            continue
        if predicate == RDF.type and isinstance(value, NamedNode):
            classes[subject] |= ontology.superclasses(value)
        elif predicate == NSEI.symbol and isinstance(value, Literal):
            symbols[subject] = value.value
    above |= {one: frozenset({one, *found}) for one, found in classes.items()}
    kinds = set(_KINDS)
    own = [one for one in ontology.classes if one.value.startswith(NSEI.iri)]
    properties = {
        one: frozenset({one, *_reached(ontology, one)}) for one in ontology.properties if one.value.startswith(NSEI.iri)
    }
    members = [one for one, found in classes.items() if found & kinds]
    return Subjects(
        wanted=tuple(sorted({*own, *members}, key=lambda one: one.value)), above=above | properties, symbols=symbols
    )


def _reached(ontology: Ontology, term: NamedNode) -> set[NamedNode]:
    """The properties above a property."""
    found: set[NamedNode] = set()
    waiting = [term]
    while waiting:
        for upper in ontology.values(waiting.pop(), RDFS.subPropertyOf):
            if isinstance(upper, NamedNode) and upper not in found:
                found.add(upper)
                waiting.append(upper)
    return found
