"""The graph in rdflib, for people who work in that library."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Store
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as Text

from naseikg.exports.cardinalities import restored
from naseikg.vocabulary import PREFIXES, XSD

__all__ = ["graph_of", "rdflib_node"]


def graph_of(store: Store) -> Graph:
    """The union of everything a store holds, with our prefixes."""
    graph = Graph(bind_namespaces="none")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    for quad in map(restored, store):
        graph.add((rdflib_node(quad.subject), rdflib_node(quad.predicate), rdflib_node(quad.object)))
    return graph


def rdflib_node(node: object) -> URIRef | BNode | Text:
    """A node of pyoxigraph as one of rdflib; a number that is no number stays as it is written."""
    if isinstance(node, NamedNode):
        return URIRef(node.value)
    if isinstance(node, BlankNode):
        return BNode(node.value)
    assert isinstance(node, Literal)
    datatype = None if node.language or node.datatype == XSD.string else URIRef(node.datatype.value)
    return Text(node.value, lang=node.language, datatype=datatype, normalize=False)
