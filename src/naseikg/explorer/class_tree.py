"""The classes of the ontology as a tree, each in one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Store

from naseikg.asking.answers import ask
from naseikg.atlas import Atlas
from naseikg.vocabulary import NSEI, OWL, RDF, RDFS, SKOS, curie

__all__ = ["Levels", "class_levels", "class_tree", "classes_of", "members_of"]

#: A class stands below the first class that its definition names, where it is not declared below one.
_GENERA = """SELECT ?class ?upper {
  ?class owl:equivalentClass/owl:intersectionOf/rdf:first ?upper . FILTER(isIRI(?upper))
} ORDER BY ?class ?upper"""
_MEMBERS = "SELECT DISTINCT ?class ?thing { ?thing a ?class . ?class a owl:Class } ORDER BY ?class ?thing"

Levels = Mapping[NamedNode | None, tuple[NamedNode, ...]]


def classes_of(atlas: Atlas) -> tuple[NamedNode, ...]:
    """The classes that the ontology declares, by label."""
    return atlas.by_label(
        one
        for one, said in atlas.terms.items()
        if OWL.Class in said.get(RDF.type, ()) and one.value.startswith(NSEI.iri)
    )


def class_levels(store: Store, atlas: Atlas) -> Levels:
    """The classes that stand right below each class, and below none; a class with several uppers stands once."""
    classes = classes_of(atlas)
    genera = {row[0]: row[1] for row in reversed(ask(store, _GENERA).rows)}
    below: dict[NamedNode | None, list[NamedNode]] = {}
    for one in classes:
        uppers = [upper for upper in atlas.links(one, RDFS.subClassOf) if upper in classes]
        genus = genera.get(one)
        below.setdefault(next(iter(uppers), genus if isinstance(genus, NamedNode) else None), []).append(one)
    return {upper: tuple(found) for upper, found in below.items()}


def members_of(store: Store) -> Mapping[NamedNode, tuple[NamedNode, ...]]:
    """The things of each class, stated and inferred."""
    found: dict[NamedNode, list[NamedNode]] = {}
    for one, thing in ask(store, _MEMBERS).rows:
        if isinstance(one, NamedNode) and isinstance(thing, NamedNode):
            found.setdefault(one, []).append(thing)
    return {one: tuple(things) for one, things in found.items()}


def class_tree(store: Store, atlas: Atlas) -> list[dict[str, object]]:
    """The widest classes, each with those below it, its definition and its members."""
    below, members = class_levels(store, atlas), members_of(store)

    def nodes(found: Iterable[NamedNode]) -> list[dict[str, object]]:
        return [
            {
                "id": curie(one),
                "label": atlas.label(one),
                "definition": atlas.text(one, SKOS.definition) or "",
                "members": [curie(thing) for thing in atlas.by_label(members.get(one, ()))],
                "below": nodes(below.get(one, ())),
            }
            for one in found
        ]

    return nodes(below.get(None, ()))
