"""Cardinalities as OWL 2 wants them, which a store of pyoxigraph does not keep: it has one type for whole numbers."""

from __future__ import annotations

from pyoxigraph import Literal, Quad

from naseikg.vocabulary import OWL, XSD

__all__ = ["restored"]

_CARDINALITIES = {
    OWL[name]
    for name in (
        *("cardinality", "maxCardinality", "minCardinality"),
        *("maxQualifiedCardinality", "minQualifiedCardinality", "qualifiedCardinality"),
    )
}


def restored(quad: Quad) -> Quad:
    """The quad, with the number of a cardinality as ``xsd:nonNegativeInteger``, the only type OWL 2 has for it.

    See https://www.w3.org/TR/owl2-mapping-to-rdf/, table 1.

    >>> from naseikg.vocabulary import NSEI
    >>> print(restored(Quad(NSEI.x, OWL.cardinality, Literal("1", datatype=XSD.integer))).object)
    "1"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>
    """
    if quad.predicate in _CARDINALITIES and isinstance(quad.object, Literal) and quad.object.datatype == XSD.integer:
        number = Literal(quad.object.value, datatype=XSD.nonNegativeInteger)
        return Quad(quad.subject, quad.predicate, number, quad.graph_name)
    return quad
