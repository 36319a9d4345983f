"""The graph of the mappings: the links as triples, and what this graph says in the words of other ontologies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from naseikg.errors import Fault, MappingErrors, Place, QueryError
from naseikg.linking.bridge import bridge_axioms
from naseikg.linking.sssom import Link
from naseikg.reasoning.ontology import Ontology
from naseikg.reasoning.reason import materialise
from naseikg.vocabulary import OWL, RDF, RDFS, SKOS

__all__ = ["Construct", "declarations", "labels_of", "linked", "pattern_triples"]


class Construct(Protocol):
    """Gives what a CONSTRUCT query makes of a store; `naseikg.asking.answers.construct` does."""

    def __call__(self, store: Store, sparql: str, *, name: str) -> tuple[Triple, ...]:
        """The triples; ``name`` says in messages which query is meant."""


def labels_of(ontology: Ontology, asserted: Iterable[Triple]) -> dict[NamedNode, str]:
    """Every term and thing of ours with its label."""
    found: dict[NamedNode, str] = {}
    for one in (*ontology.triples, *asserted):
        if one.predicate == RDFS.label and isinstance(one.subject, NamedNode) and isinstance(one.object, Literal):
            found.setdefault(one.subject, one.object.value)
    return found


def linked(
    links: Sequence[Link],
    patterns: Path,
    *,
    ontology: Ontology,
    asserted: Sequence[Triple],
    inferred: Sequence[Triple],
    construct: Construct,
) -> tuple[Triple, ...]:
    """All that the mappings add to a graph, sorted.

    These are the links with the labels of their objects; the axioms that exact and broad links allow; what follows
    from these axioms about our things; and what the queries of ``patterns`` construct from all of it, by the function
    ``construct``, which refuses a query that would leave the store.

    Raises:
        QueryError: a pattern is no CONSTRUCT, cannot be parsed, or reaches outside the store.
        MappingErrors: a pattern constructs something unnamed, or nothing.
    """
    axioms = bridge_axioms(links, ontology)
    known = {*ontology.triples, *asserted, *inferred}
    concluded = _concluded(axioms, ontology, (*asserted, *inferred))
    told = {*_mapping_triples(links), *axioms, *concluded}
    store = Store()
    store.bulk_extend(Quad(one.subject, one.predicate, one.object, DefaultGraph()) for one in {*known, *told})
    told |= set(pattern_triples(store, patterns, construct))
    told |= set(declarations(told, ontology))
    return tuple(sorted(told - known, key=str))


def pattern_triples(store: Store, folder: Path, construct: Construct) -> Iterator[Triple]:
    """What the CONSTRUCT queries of a folder give over a store, one query after the other.

    Raises:
        QueryError: a query is no CONSTRUCT, cannot be read or parsed, or reaches outside the store.
        MappingErrors: a query constructs something unnamed, or nothing.
    """
    for path in sorted(folder.glob("*.rq")):
        try:
            sparql = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"{path}: cannot be read as UTF-8 text: {error}") from error
        found = construct(store, sparql, name=str(path))
        if not found:
            raise _pattern_fault(path, "constructs nothing; correct or delete it")
        if unnamed := [one for one in found if isinstance(one.subject, BlankNode) or isinstance(one.object, BlankNode)]:
            raise _pattern_fault(path, f"constructs something unnamed ({unnamed[0].predicate}); give it an IRI")
        yield from found


def _mapping_triples(links: Iterable[Link]) -> Iterator[Triple]:
    for link in links:
        if link.object is not None:
            yield Triple(link.subject, link.predicate, link.object)
            label = Literal(link.object_label)
            # OBO ontologies name their terms by one property, EMMO by the other.
            yield Triple(link.object, RDFS.label, label)
            yield Triple(link.object, SKOS.prefLabel, label)


def declarations(told: Iterable[Triple], ontology: Ontology) -> Iterator[Triple]:
    """What each term of others is, as OWL 2 DL wants it said: a class, or a property of things, of literals, or neither."""
    of_things: set[NamedNode] = set()
    of_literals: set[NamedNode] = set()
    for _, predicate, value in told:
        if predicate == RDF.type and isinstance(value, NamedNode):
            if value not in ontology.classes and not value.value.startswith(OWL.iri):
                yield Triple(value, RDF.type, OWL.Class)
        elif predicate not in ontology.properties and not predicate.value.startswith((OWL.iri, RDF.iri, RDFS.iri)):
            (of_literals if isinstance(value, Literal) else of_things).add(predicate)
    # What SKOS says of terms are annotations: nothing follows from them.
    notes = {one for one in of_things | of_literals if one.value.startswith(SKOS.iri)} | (of_things & of_literals)
    for kind, found in (
        (OWL.AnnotationProperty, notes),
        (OWL.ObjectProperty, of_things - notes),
        (OWL.DatatypeProperty, of_literals - notes),
    ):
        yield from (Triple(one, RDF.type, kind) for one in found)


def _concluded(axioms: Sequence[Triple], ontology: Ontology, facts: Sequence[Triple]) -> tuple[Triple, ...]:
    """What the axioms of the bridges say about our things beyond the facts, which hold all that our own axioms say."""
    said = [one for one in axioms if one.predicate == RDF.type and not _declares(one)]
    extra = materialise(Ontology(triples=tuple(axioms)), facts)
    return (*said, *extra)


def _declares(one: Triple) -> bool:
    return isinstance(one.object, NamedNode) and one.object.value.startswith(OWL.iri)


def _pattern_fault(path: Path, problem: str) -> MappingErrors:
    return MappingErrors([Fault(place=Place(path=path, line=1), record="pattern", problem=problem)])
