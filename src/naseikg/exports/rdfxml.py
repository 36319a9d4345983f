"""RDF/XML for Protégé and other OWL tools: the same triples give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import RdfFormat, Triple, serialize

from naseikg.vocabulary import PREFIXES, RDF

__all__ = ["write_rdf_xml"]


def write_rdf_xml(triples: Iterable[Triple]) -> bytes:
    """With the namespaces in the order of their names, which the serializer shuffles.

    IRIs stand in full: below a base, those of other hosts begin with ``//``, which owlready2 reads as another IRI.
    A subject begins with its types: the OWL API knows an annotation of the ontology only after it knows the ontology.
    """
    by_subject = sorted(triples, key=lambda one: (str(one.subject), one.predicate != RDF.type, str(one)))
    written = serialize(by_subject, format=RdfFormat.RDF_XML, prefixes=PREFIXES)
    assert written is not None

    def in_order(root: re.Match[bytes]) -> bytes:
        return b"<rdf:RDF" + b"".join(f"\n\t{one}".encode() for one in sorted(root[1].decode().split())) + b">"

    return re.sub(rb"<rdf:RDF([^>]*)>", in_order, written, count=1)
