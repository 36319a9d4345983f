"""The OWL constructs that the rules cover, and those that an ontology uses."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, NamedNode

from naseikg.errors import OntologyError
from naseikg.reasoning.ontology import Node, Ontology
from naseikg.vocabulary import OWL, RDF, RDFS, curie

__all__ = ["COVERED", "constructs_of", "require_covered"]

_DECLARATIONS = (
    OWL.AnnotationProperty,
    OWL.Class,
    OWL.DatatypeProperty,
    OWL.NamedIndividual,
    OWL.ObjectProperty,
    OWL.Ontology,
    OWL.Restriction,
    OWL.Thing,
    OWL.onProperty,
    OWL.members,
    RDF.first,
    RDF.rest,
    RDF.type,
)
_ANNOTATIONS = (
    OWL.backwardCompatibleWith,
    OWL.deprecated,
    OWL.incompatibleWith,
    OWL.priorVersion,
    OWL.versionIRI,
    OWL.versionInfo,
    RDFS.comment,
    RDFS.isDefinedBy,
    RDFS.label,
    RDFS.seeAlso,
)

#: The constructs that say something, and that rules or constraints are made of.
COVERED = frozenset(
    (
        OWL.AllDisjointClasses,
        OWL.AllDisjointProperties,
        OWL.AsymmetricProperty,
        OWL.FunctionalProperty,
        OWL.IrreflexiveProperty,
        OWL.NegativePropertyAssertion,
        OWL.Nothing,
        OWL.SymmetricProperty,
        OWL.TransitiveProperty,
        OWL.allValuesFrom,
        OWL.assertionProperty,
        OWL.cardinality,
        OWL.complementOf,
        OWL.disjointWith,
        OWL.equivalentClass,
        OWL.equivalentProperty,
        OWL.hasSelf,
        OWL.hasValue,
        OWL.intersectionOf,
        OWL.inverseOf,
        OWL.maxCardinality,
        OWL.minCardinality,
        OWL.onDatatype,
        OWL.propertyChainAxiom,
        OWL.propertyDisjointWith,
        OWL.someValuesFrom,
        OWL.sourceIndividual,
        OWL.targetIndividual,
        OWL.unionOf,
        OWL.withRestrictions,
        RDFS.domain,
        RDFS.range,
        RDFS.subClassOf,
        RDFS.subPropertyOf,
    )
)
_EXPRESSIONS = (
    OWL.allValuesFrom,
    OWL.cardinality,
    OWL.complementOf,
    OWL.hasSelf,
    OWL.hasValue,
    OWL.intersectionOf,
    OWL.maxCardinality,
    OWL.minCardinality,
    OWL.onProperty,
    OWL.someValuesFrom,
    OWL.unionOf,
)
_SILENT = frozenset((*_DECLARATIONS, *_ANNOTATIONS, RDF.nil, RDFS.Datatype, RDFS.Literal))
_LANGUAGE = (OWL.iri, RDF.iri, RDFS.iri)


def constructs_of(ontology: Ontology) -> frozenset[NamedNode]:
    """The terms of RDF, RDFS and OWL that an ontology uses to say something, beyond declaring and annotating."""
    return frozenset(term for _, term in _uses(ontology) if term not in _SILENT)


def require_covered(ontology: Ontology) -> None:
    """Refuses an ontology with a construct that no rule covers, so that none is passed over in silence.

    Raises:
        OntologyError: names the construct and the term that uses it.
    """
    for user, term in _uses(ontology):
        if term not in COVERED | _SILENT:
            raise OntologyError(f"{ontology.owner(user)}: no rule covers {curie(term)}; model it otherwise")
        if term in _EXPRESSIONS and isinstance(user, NamedNode):
            raise OntologyError(f"{curie(user)}: no rule covers {curie(term)} of a name; use owl:equivalentClass")
    for one in ontology.typed(OWL.FunctionalProperty):
        if one in ontology.object_properties:
            raise OntologyError(
                f"{curie(one)}: no rule covers owl:FunctionalProperty between things; write a check instead"
            )


def _uses(ontology: Ontology) -> Iterator[tuple[Node, NamedNode]]:
    for subject, predicate, value in ontology.triples:
        for term in (predicate, value):
            if isinstance(term, NamedNode) and term.value.startswith(_LANGUAGE):
                assert isinstance(subject, NamedNode | BlankNode)
                yield subject, term
