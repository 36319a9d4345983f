"""What a store says of a thing in our own terms: the things it is linked to, its texts, its label.

What the mappings add is left out, unless their graph is asked for: a reader meets each thing under one name.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad, Store

from naseikg.vocabulary import GRAPH_MAPPINGS, RDFS, curie

__all__ = ["label_of", "links_of", "text_of", "texts_of", "users_of"]


def links_of(
    store: Store, subject: NamedNode, property: NamedNode, *, graph: NamedNode | None = None
) -> list[NamedNode]:
    """The things with a name that a thing is linked to, sorted; in one graph, or in any."""
    found = {quad.object for quad in _quads(store, subject, property, None, graph)}
    return sorted((one for one in found if isinstance(one, NamedNode)), key=str)


def users_of(
    store: Store, property: NamedNode, object: NamedNode, *, graph: NamedNode | None = None
) -> list[NamedNode]:
    """The things with a name that are linked to a thing, sorted; in one graph, or in any."""
    found = {quad.subject for quad in _quads(store, None, property, object, graph)}
    return sorted((one for one in found if isinstance(one, NamedNode)), key=str)


def texts_of(store: Store, subject: NamedNode, property: NamedNode, *, graph: NamedNode | None = None) -> list[str]:
    """The different texts and numbers that a thing has, sorted as texts; in one graph, or in any."""
    found = _quads(store, subject, property, None, graph)
    return sorted({quad.object.value for quad in found if isinstance(quad.object, Literal)})


def text_of(store: Store, subject: NamedNode, property: NamedNode) -> str:
    """The first of its texts; nothing when it has none."""
    return next(iter(texts_of(store, subject, property)), "")


def label_of(store: Store, thing: NamedNode) -> str:
    """The label of a thing or term; its short form when it has none."""
    return text_of(store, thing, RDFS.label) or curie(thing)


def _quads(
    store: Store,
    subject: NamedNode | None,
    property: NamedNode,
    object: NamedNode | None,
    graph: NamedNode | None,
) -> Iterator[Quad]:
    for quad in store.quads_for_pattern(subject, property, object, graph):
        if graph is not None or quad.graph_name != GRAPH_MAPPINGS:
            yield quad
