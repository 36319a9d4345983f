"""What a thing is called in other ontologies."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from naseikg.linking.targets import PREDICATES, target_of
from naseikg.vocabulary import GRAPH_MAPPINGS, RDFS, local_name

__all__ = ["Counterpart", "counterparts_from", "counterparts_of"]

#: What the mapping graph gives for a subject and a property.
Values = Callable[[NamedNode, NamedNode], Iterable[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """A term of another ontology, with its label, the ontology, and how near it comes."""

    iri: NamedNode
    label: str
    source: str
    relation: str


def counterparts_of(store: Store, thing: NamedNode) -> tuple[Counterpart, ...]:
    """The terms that a thing or term is linked to in a built graph, the nearest relation first."""

    def values(subject: NamedNode, property: NamedNode) -> Iterable[object]:
        return [quad.object for quad in store.quads_for_pattern(subject, property, None, GRAPH_MAPPINGS)]

    return counterparts_from(values, thing)


def counterparts_from(values: Values, thing: NamedNode) -> tuple[Counterpart, ...]:
    """As `counterparts_of`, from any reader of the mapping graph."""
    found = []
    for predicate in PREDICATES:
        for iri in sorted((one for one in values(thing, predicate) if isinstance(one, NamedNode)), key=str):
            labels = [one.value for one in values(iri, RDFS.label) if isinstance(one, Literal)]
            target = target_of(iri)
            found.append(
                Counterpart(
                    iri=iri,
                    label=min(labels, default=local_name(iri)),
                    source=target.title if target else "",
                    relation=local_name(predicate).removesuffix("Match") + " match",
                )
            )
    return tuple(found)
