"""The links of a project whose graph is built, without building it again."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Store

from naseikg.linking.sssom import Link, load_mappings
from naseikg.linking.targets import link_curie
from naseikg.places import Project
from naseikg.vocabulary import GRAPH_MAPPINGS, RDFS

__all__ = ["links_of_project", "links_to"]


def links_of_project(project: Project, store: Store) -> tuple[Link, ...]:
    """The links of the mapping files, held against the terms and things of the built graph.

    Raises:
        MappingErrors: every fault of every file, each with file and line.
    """
    labels: dict[NamedNode, str] = {}
    for quad in store.quads_for_pattern(None, RDFS.label, None):
        ours = quad.graph_name != GRAPH_MAPPINGS and isinstance(quad.subject, NamedNode)
        if ours and isinstance(quad.object, Literal):
            assert isinstance(quad.subject, NamedNode)
            labels.setdefault(quad.subject, quad.object.value)
    return load_mappings(project.mappings, labels)


def links_to(links: Iterable[Link], name: str, *, by_label: bool = False) -> tuple[Link, ...]:
    """The links to a term of another ontology, which goes by its IRI or short form, or else by its label."""
    wanted = name.strip("<>").casefold()

    def names(one: Link) -> tuple[str, ...]:
        assert one.object is not None
        return (one.object_label,) if by_label else (one.object.value, link_curie(one.object))

    return tuple(one for one in links if one.object is not None and wanted in map(str.casefold, names(one)))
