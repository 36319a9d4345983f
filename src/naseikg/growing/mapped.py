"""What the mappings add to a graph for new facts: their classes in other ontologies, and the shapes of the patterns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pyoxigraph import BlankNode, Quad, Store, Triple

from naseikg.asking.answers import ask, construct
from naseikg.asking.questions import Question, load_questions
from naseikg.errors import Fault, MappingErrors, Place
from naseikg.growing.checking import prologue_of
from naseikg.growing.closure import extend_closure
from naseikg.growing.delta import Delta, values_of
from naseikg.growing.rulebook import Rulebook, rulebook_of
from naseikg.growing.sites import Site, sites_of
from naseikg.linking.linked import declarations
from naseikg.reasoning.ontology import Ontology
from naseikg.vocabulary import GRAPH_MAPPINGS, OWL, RDF, RDFS

__all__ = ["ANEW", "bridges_of", "extend_mappings"]

#: What `extend_mappings` gives when the patterns must be drawn from the whole graph again.
ANEW = None


def bridges_of(store: Store) -> Rulebook:
    """The rules of the axioms that the mappings of a built graph hold."""
    kinds = (OWL.AnnotationProperty, OWL.Class, OWL.DatatypeProperty, OWL.ObjectProperty)
    found = [
        *store.quads_for_pattern(None, RDFS.subClassOf, None, GRAPH_MAPPINGS),
        *store.quads_for_pattern(None, RDFS.subPropertyOf, None, GRAPH_MAPPINGS),
        *(quad for kind in kinds for quad in store.quads_for_pattern(None, RDF.type, kind, GRAPH_MAPPINGS)),
    ]
    terms = {one for quad in found for one in (quad.subject, quad.object)}
    # A term of ours is declared in our ontology only.
    ours = [quad for kind in kinds for quad in store.quads_for_pattern(None, RDF.type, kind) if quad.subject in terms]
    return rulebook_of(Ontology(triples=tuple(dict.fromkeys(one.triple for one in (*found, *ours)))))


def extend_mappings(
    store: Store,
    before: Store,
    bridges: Rulebook,
    patterns: Path,
    facts: Sequence[Triple],
    delta: Delta,
    ontology: Ontology,
) -> list[Quad] | None:
    """Writes to a store what the mappings say of new facts, and gives it; or `ANEW`, if they also unsay something.

    ``before`` is the store without the new facts. ``delta`` holds the new facts.

    Raises:
        MappingErrors: a pattern constructs something unnamed.
        QueryError: a pattern is wrong.
    """
    change = extend_closure(store, bridges, added=facts, graph=GRAPH_MAPPINGS)
    delta.add(change.inferred)
    drawn: dict[Triple, None] = {}
    for pattern in load_questions(patterns):
        found = _drawn(store, before, pattern, delta, patterns)
        if found is None:
            return ANEW
        drawn.update((one, None) for one in found if _is_new(store, one))
    told = (*change.inferred, *drawn)
    quads = [Quad(one.subject, one.predicate, one.object, GRAPH_MAPPINGS) for one in drawn]
    store.extend(quads)
    declared = []
    for one in declarations(told, ontology):
        if _is_new(store, one):
            if next(store.quads_for_pattern(one.subject, RDF.type, None, GRAPH_MAPPINGS), None):
                return ANEW
            declared.append(Quad(one.subject, one.predicate, one.object, GRAPH_MAPPINGS))
    store.extend(declared)
    return [
        *(Quad(one.subject, one.predicate, one.object, GRAPH_MAPPINGS) for one in change.inferred),
        *quads,
        *declared,
    ]


def _drawn(store: Store, before: Store, pattern: Question, delta: Delta, folder: Path) -> list[Triple] | None:
    """What a pattern constructs of new facts; nothing when it must be drawn from the whole graph."""
    sites = sites_of(pattern.sparql)
    found: dict[Triple, None] = {}
    prologue = prologue_of(pattern.sparql)
    for site in sites or ():
        values = delta.values(store, site, prologue=prologue)
        old = delta.values(store, site, prologue=prologue, only_old=True)
        if values is None or old is None:
            return None
        if site.loses and any(_unsays(store, before, site, one, pattern, prologue, folder) for one in old):
            return None
        if site.gains:
            for one in values:
                found.update(dict.fromkeys(_constructed(store, replace(pattern, sparql=site.looking_at(one)), folder)))
    return None if sites is None else list(found)


def _unsays(
    store: Store, before: Store, site: Site, values: str, pattern: Question, prologue: str, folder: Path
) -> bool:
    """Whether new triples of old things take back something that a pattern constructed without them."""
    if not site.keys:
        return True
    rows = ask(store, site.keys_at(values, prologue=prologue), name=pattern.name).rows
    if not rows:
        return False
    for listed in values_of(site.keys, rows):
        held = replace(pattern, sparql=site.held_at(listed))
        now = set(_constructed(store, held, folder))
        if any(one not in now for one in _constructed(before, held, folder)):
            return True
    return False


def _constructed(store: Store, pattern: Question, folder: Path) -> Iterator[Triple]:
    for one in construct(store, pattern.sparql, name=pattern.name):
        if isinstance(one.subject, BlankNode) or isinstance(one.object, BlankNode):
            problem = f"constructs something unnamed ({one.predicate}); give it an IRI"
            raise MappingErrors(
                [Fault(place=Place(path=folder / f"{pattern.name}.rq", line=1), record="pattern", problem=problem)]
            )
        yield one


def _is_new(store: Store, one: Triple) -> bool:
    return next(store.quads_for_pattern(one.subject, one.predicate, one.object), None) is None
