"""A mapping set as RDF, as the standard SSSOM has it: the header, and each link as an annotated axiom and as a triple."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from naseikg.linking.sssom import Link, MappingSet
from naseikg.linking.targets import LINK_PREFIXES, NO_TERM_FOUND
from naseikg.vocabulary import DCTERMS, ONTOLOGY, OWL, RDF, RDFS, XSD, Namespace

__all__ = ["triples_of_mapping_set"]

_SSSOM = Namespace(LINK_PREFIXES["sssom"])


def triples_of_mapping_set(one: MappingSet, links: Sequence[Link], *, licence: NamedNode) -> Iterator[Triple]:
    """What the file of a mapping set says; a link without an object is told as an annotation only."""
    yield Triple(one.iri, RDF.type, _SSSOM.MappingSet)
    yield Triple(one.iri, DCTERMS.title, Literal(one.title, language="en"))
    yield Triple(one.iri, DCTERMS.license, licence)
    yield Triple(one.iri, OWL.versionInfo, Literal(one.version))
    yield Triple(one.iri, _SSSOM.subject_source, ONTOLOGY)
    if one.source:
        yield Triple(one.iri, _SSSOM.object_source, NamedNode(one.source))
    if one.source_version:
        yield Triple(one.iri, _SSSOM.object_source_version, Literal(one.source_version))
    for number, link in enumerate(links, start=1):
        axiom = BlankNode(f"m{number:04}")
        yield from (
            Triple(one.iri, _SSSOM.mappings, axiom),
            Triple(axiom, RDF.type, OWL.Axiom),
            Triple(axiom, OWL.annotatedSource, link.subject),
            Triple(axiom, OWL.annotatedProperty, link.predicate),
            Triple(axiom, OWL.annotatedTarget, link.object or NO_TERM_FOUND),
            Triple(axiom, _SSSOM.mapping_justification, link.justification),
            Triple(axiom, _SSSOM.confidence, Literal(str(link.confidence), datatype=XSD.decimal)),
        )
        if link.comment:
            yield Triple(axiom, RDFS.comment, Literal(link.comment, language="en"))
        if link.object is not None:
            yield Triple(link.subject, link.predicate, link.object)
            yield Triple(link.object, RDFS.label, Literal(link.object_label))
