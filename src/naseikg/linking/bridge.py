"""The links as OWL axioms, so that who asks in the terms of another ontology finds what this graph knows.

Only exact and broad links become axioms, and only in the safe direction: a class of ours becomes a subclass, a
property a subproperty, a thing a member. Nothing is made equivalent: two ontologies that disagree about their upper
classes may both be loaded beside this one, but must not be glued together by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Store, Triple

from naseikg.linking.sssom import Link
from naseikg.linking.targets import target_of
from naseikg.reasoning.ontology import Ontology
from naseikg.vocabulary import BASE, DCTERMS, GRAPH_MAPPINGS, LICENCE, ONTOLOGY, OWL, RDF, RDFS, SKOS

__all__ = ["WORLDS_WITH_BRIDGE", "bridge_axioms", "bridge_ontology", "bridged", "stored_axioms"]

#: The worlds whose people can load a bridge: those that publish classes.
WORLDS_WITH_BRIDGE = ("EMMO", "BFO", "QUDT", "SPAR", "PROV", "SOSA", "MDO")
_DECLARED = frozenset({OWL.AnnotationProperty, OWL.Class, OWL.DatatypeProperty, OWL.ObjectProperty})
#: The namespaces of QUDT whose terms are things, from which no axiom about a class can be drawn.
_OF_THINGS = ("unit", "quantitykind")
_AXIOMATIC = (SKOS.exactMatch, SKOS.broadMatch)


def bridged(links: Iterable[Link], *, world: str | None = None) -> Iterator[Link]:
    """The links from which axioms are drawn, of one world or of all.

    Units and quantity kinds of QUDT are things, not classes: the patterns give them to the quantities, since a value
    may need conversion.
    """
    for link in links:
        target = None if link.object is None else target_of(link.object)
        if target is None or target.prefix in _OF_THINGS or world not in (None, target.world):
            continue
        if link.bridged and link.predicate in _AXIOMATIC:
            yield link


def bridge_axioms(links: Iterable[Link], ontology: Ontology, *, world: str | None = None) -> tuple[Triple, ...]:
    """The axioms and the declarations of the terms in them, in the order of the links; each once."""
    found = dict[Triple, None]()
    for link in bridged(links, world=world):
        assert link.object is not None
        found.update(dict.fromkeys(_axiom(link.subject, link.object, ontology)))
    return tuple(found)


def bridge_ontology(links: Sequence[Link], ontology: Ontology, world: str) -> tuple[Triple, ...]:
    """A bridge as an ontology of its own that imports ours: header, axioms, labels of the foreign terms."""
    iri = NamedNode(f"{BASE}bridge/{world.lower()}")
    header = (
        Triple(iri, RDF.type, OWL.Ontology),
        Triple(iri, RDFS.label, Literal(f"naseikg bridge to the {world} world", language="en")),
        Triple(iri, OWL.imports, ONTOLOGY),
        Triple(iri, OWL.versionIRI, NamedNode(f"{iri.value}/{ontology.version}")),
        Triple(iri, OWL.versionInfo, Literal(ontology.version)),
        Triple(iri, DCTERMS.license, LICENCE),
    )
    labels = {
        Triple(link.object, RDFS.label, Literal(link.object_label))
        for link in bridged(links, world=world)
        if link.object is not None
    }
    return (*header, *bridge_axioms(links, ontology, world=world), *sorted(labels, key=str))


def stored_axioms(store: Store) -> Iterator[Triple]:
    """The axioms of all bridges that a built graph holds, and the declarations of the terms in them."""
    axioms = (
        (RDFS.subClassOf, None),
        (RDFS.subPropertyOf, None),
        *((RDF.type, kind) for kind in sorted(_DECLARED, key=str)),
    )
    for predicate, kind in axioms:
        for quad in store.quads_for_pattern(None, predicate, kind, GRAPH_MAPPINGS):
            yield quad.triple


def _axiom(subject: NamedNode, found: NamedNode, ontology: Ontology) -> Iterator[Triple]:
    for kind, terms, link in (
        (OWL.Class, ontology.classes, RDFS.subClassOf),
        (OWL.ObjectProperty, ontology.object_properties, RDFS.subPropertyOf),
        (OWL.DatatypeProperty, ontology.data_properties, RDFS.subPropertyOf),
        (OWL.AnnotationProperty, ontology.annotation_properties, RDFS.subPropertyOf),
    ):
        if subject in terms:
            yield Triple(subject, RDF.type, kind)
            yield Triple(found, RDF.type, kind)
            yield Triple(subject, link, found)
            return
    yield Triple(found, RDF.type, OWL.Class)
    yield Triple(subject, RDF.type, found)
