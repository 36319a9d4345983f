"""How much there is in a graph, in the terms of VoID: triples, entities, classes, properties, and links to others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from naseikg.asking.answers import ask
from naseikg.linking.targets import PREDICATES, TARGETS, Target, target_of
from naseikg.vocabulary import BASE, GRAPH_MAPPINGS

__all__ = ["Linkset", "Statistics", "Use", "statistics_of"]

_TOTALS = f"""SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects)
  (COUNT(DISTINCT ?p) AS ?properties) (COUNT(DISTINCT ?ours) AS ?entities) {{
  ?s ?p ?o . BIND(IF(isIRI(?s) && STRSTARTS(STR(?s), "{BASE}"), ?s, ?none) AS ?ours)
}}"""
_CLASSES = (
    "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class FILTER(isIRI(?class)) } GROUP BY ?class ORDER BY ?class"
)
_PROPERTIES = """SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects)
{ ?s ?p ?o } GROUP BY ?p ORDER BY ?p"""
_GRAPHS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How often a property stands, and between how many different things."""

    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkset:
    """The links of one relation to one other ontology."""

    target: Target
    predicate: NamedNode
    use: Use


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """The counts over the union of all graphs, each triple once; an entity is what has an IRI of ours and is described."""

    total: Use
    entities: int
    properties: int
    classes: Mapping[NamedNode, int]
    uses: Mapping[NamedNode, Use]
    graphs: Mapping[NamedNode, int]
    linksets: tuple[Linkset, ...]


def statistics_of(store: Store) -> Statistics:
    """The counts of a graph."""
    ((triples, subjects, objects, properties, entities),) = ask(store, _TOTALS).rows
    return Statistics(
        total=_use(triples, subjects, objects),
        entities=_number(entities),
        properties=_number(properties),
        classes={_iri(one): _number(count) for one, count in ask(store, _CLASSES).rows},
        uses={_iri(one): _use(*counts) for one, *counts in ask(store, _PROPERTIES).rows},
        graphs={_iri(one): _number(count) for one, count in ask(store, _GRAPHS).rows},
        linksets=tuple(_linksets(store)),
    )


def _linksets(store: Store) -> list[Linkset]:
    found: dict[tuple[int, int], list[tuple[NamedNode, NamedNode]]] = {}
    for place, predicate in enumerate(PREDICATES):
        for quad in store.quads_for_pattern(None, predicate, None, GRAPH_MAPPINGS):
            subject, value = quad.subject, quad.object
            if isinstance(subject, NamedNode) and isinstance(value, NamedNode) and (target := target_of(value)):
                found.setdefault((TARGETS.index(target), place), []).append((subject, value))
    return [
        Linkset(
            target=TARGETS[target],
            predicate=PREDICATES[place],
            use=Use(
                triples=len(pairs), subjects=len({one for one, _ in pairs}), objects=len({one for _, one in pairs})
            ),
        )
        for (target, place), pairs in sorted(found.items())
    ]


def _use(triples: object, subjects: object, objects: object) -> Use:
    return Use(triples=_number(triples), subjects=_number(subjects), objects=_number(objects))


def _number(found: object) -> int:
    assert isinstance(found, Literal)
    return int(found.value)


def _iri(found: object) -> NamedNode:
    assert isinstance(found, NamedNode)
    return found
