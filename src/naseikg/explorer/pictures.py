"""A network view as the page draws it: kinds, relations, nodes at stored places, edges with their findings."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx
from pyoxigraph import NamedNode

from naseikg.asking.claims import Claim
from naseikg.asking.prose import exponents
from naseikg.atlas import Atlas
from naseikg.drawing.looks import PLAIN, Look
from naseikg.drawing.views import Drawing, View
from naseikg.explorer.inverses import inverse_of
from naseikg.vocabulary import BIBO, DCTERMS, NSEI, OWL, RDF, SKOS, curie, expand

__all__ = ["picture_file", "summary_of"]

Row = dict[str, object]


def picture_file(drawing: Drawing, atlas: Atlas) -> dict[str, object]:
    """The picture of a view from what it draws and the places of the nodes."""
    view, graph, places = drawing.view, drawing.graph, drawing.places
    kinds = _kinds(view, graph, atlas)
    relations = _relations(view, graph, atlas)
    kind_places = {str(one["id"]): place for place, one in enumerate(kinds)}
    relation_places = {str(one["id"]): place for place, one in enumerate(relations)}
    node_places = {iri: place for place, iri in enumerate(graph)}
    nodes = [_node(iri, graph.nodes[iri], places[iri], kind_places, atlas) for iri in graph]
    edges = [
        {
            "from": node_places[start],
            "to": node_places[end],
            "relation": relation_places[found["relation"]],
            "origin": found["origin"],
            "findings": [_finding(claim) for claim in found["claims"]],
        }
        for start, end, found in sorted(graph.edges(data=True), key=lambda one: (one[0], one[1], one[2]["relation"]))
    ]
    return {
        **_words(view),
        "sparql": view.sparql,
        "size": view.size,
        "kinds": kinds,
        "relations": relations,
        "nodes": nodes,
        "edges": edges,
    }


def summary_of(drawing: Drawing) -> dict[str, object]:
    """What a list of pictures says of one."""
    graph = drawing.graph
    return {**_words(drawing.view), "nodes": graph.number_of_nodes(), "edges": graph.number_of_edges()}


def _words(view: View) -> Row:
    return {"name": view.name, "title": view.title, "description": view.description}


def _kinds(view: View, graph: nx.MultiDiGraph[str], atlas: Atlas) -> list[Row]:
    """The kinds that occur, in the order of the header."""
    used = {found["kind"] for _, found in graph.nodes(data=True)}
    looks = [*view.kinds, *([PLAIN] if PLAIN.term not in {one.term for one in view.kinds} else [])]
    return [
        {
            "id": curie(one.term),
            "label": one.words or exponents(atlas.label(one.term)),
            "colour": one.colour,
            "shape": one.shape,
        }
        for one in looks
        if curie(one.term) in used
    ]


def _relations(view: View, graph: nx.MultiDiGraph[str], atlas: Atlas) -> list[Row]:
    """The relations that occur, in the order of the header, the rest by name."""
    looks: dict[str, Look] = {curie(one.term): one for one in view.relations}
    used = {found["relation"]: found["label"] for _, _, found in graph.edges(data=True)}
    ordered = [one for one in looks if one in used] + sorted(one for one in used if one not in looks)
    rows: list[Row] = []
    for one in ordered:
        term = expand(one)
        rows.append(
            {
                "id": one,
                "label": used[one],
                "inverse": inverse_of(term, used[one]),
                "definition": atlas.text(term, SKOS.definition) or "",
                "colour": looks[one].colour if one in looks else PLAIN.colour,
            }
        )
    return rows


def _node(iri: str, found: Mapping[str, object], place: tuple[int, int], kinds: Mapping[str, int], atlas: Atlas) -> Row:
    node = NamedNode(iri)
    year = atlas.text(node, NSEI.year)
    stated = (one for one in atlas.links(node, RDF.type) if one.value.startswith(NSEI.iri))
    return {
        "id": curie(node),
        "label": exponents(str(found["label"])),
        "name": exponents(str(found["name"])),
        "kind": kinds[str(found["kind"])],
        "formula": str(found["formula"]),
        "also": _also(node, atlas),
        "classes": [atlas.label(one) for one in stated],
        "year": int(year) if year and atlas.kind(node) == "reference" else None,
        "findings": found["findings"],
        "isClass": OWL.Class in atlas.terms.get(node, {}).get(RDF.type, ()),
        "x": place[0],
        "y": place[1],
    }


def _also(node: NamedNode, atlas: Atlas) -> list[str]:
    """Other names; a reference is also known by its number, its authors, its title and its DOI."""
    names = sorted(atlas.texts(node, SKOS.altLabel))
    if atlas.kind(node) == "reference":
        for property in (NSEI.referenceNumber, NSEI.authorList, DCTERMS.title, BIBO.doi):
            names.extend(atlas.texts(node, property))
    return names


def _finding(claim: Claim) -> str:
    return curie(NamedNode(claim.iri))
