"""Which kinds of layers were made by which kinds of methods, and by which not: the gap matrix."""

from __future__ import annotations

from pyoxigraph import NamedNode, Store

from naseikg.asking.answers import ask
from naseikg.atlas import Atlas
from naseikg.vocabulary import NSEI, curie

__all__ = ["gap_matrix"]

_FAMILIES = (NSEI.InorganicInterphase, NSEI.OrganicInterphase, NSEI.HybridInterphase)
#: The kinds of methods that are not divided further.
_KINDS = """SELECT ?kind {
  ?kind rdfs:subClassOf+ nsei:PreparationMethod .
  FILTER NOT EXISTS { ?narrower rdfs:subClassOf ?kind }
}"""
#: The layers of known make-up or precursor; where only a wide kind of the method is told, it counts as not told.
_LAYERS = """SELECT DISTINCT ?family ?kind ?layer ?method {
  VALUES ?family { nsei:InorganicInterphase nsei:OrganicInterphase nsei:HybridInterphase }
  ?layer a ?family ; nsei:preparedBy ?method .
  FILTER EXISTS { { ?layer nsei:hasComponent ?part } UNION { ?layer nsei:formedFrom ?part } }
  ?method a ?told .
  ?told rdfs:subClassOf* nsei:PreparationMethod .
  BIND(EXISTS { ?narrower rdfs:subClassOf ?told . FILTER(?narrower != ?told) } AS ?wide)
  FILTER(!?wide || NOT EXISTS {
    ?method a ?other . ?other rdfs:subClassOf+ nsei:PreparationMethod .
    FILTER NOT EXISTS { ?below rdfs:subClassOf ?other . FILTER(?below != ?other) }
  })
  BIND(IF(?wide, nsei:PreparationMethod, ?told) AS ?kind)
}"""
#: Those of which no method is told, nor of their series.
_UNTOLD = """SELECT DISTINCT ?family ?layer {
  VALUES ?family { nsei:InorganicInterphase nsei:OrganicInterphase nsei:HybridInterphase }
  ?layer a ?family .
  FILTER EXISTS { { ?layer nsei:hasComponent ?part } UNION { ?layer nsei:formedFrom ?part } }
  FILTER NOT EXISTS { ?layer nsei:variantOf*/nsei:preparedBy ?method }
}"""

_Cell = tuple[int, int]


def gap_matrix(store: Store, atlas: Atlas) -> dict[str, object]:
    """Families of layers by kinds of preparation methods; a cell that is absent has no layer in the review.

    The last kind holds the layers of which no method is told, or none that is not divided further.

    Its findings are those that say how a layer of the cell was prepared.
    """
    kinds = [*atlas.by_label(_named(row[0]) for row in ask(store, _KINDS).rows), NSEI.PreparationMethod]
    layers: dict[_Cell, set[NamedNode]] = {}
    methods: dict[_Cell, set[NamedNode]] = {}
    for family, kind, layer, method in (map(_named, row) for row in ask(store, _LAYERS).rows):
        cell = _FAMILIES.index(family), kinds.index(kind)
        layers.setdefault(cell, set()).add(layer)
        methods.setdefault(cell, set()).add(method)
    for family, layer in (map(_named, row) for row in ask(store, _UNTOLD).rows):
        layers.setdefault((_FAMILIES.index(family), kinds.index(NSEI.PreparationMethod)), set()).add(layer)
    return {
        "rows": [{"id": curie(one), "label": atlas.label(one)} for one in _FAMILIES],
        "columns": [
            {"id": curie(one), "label": "kind not told" if one == NSEI.PreparationMethod else atlas.label(one)}
            for one in kinds
        ],
        "cells": [
            {
                "row": row,
                "column": column,
                "layers": [{"id": curie(one), "label": atlas.label(one)} for one in atlas.by_label(found)],
                "findings": [curie(one) for one in _findings(atlas, found, methods.get((row, column), set()))],
                "tests": _tests(atlas, found),
            }
            for (row, column), found in sorted(layers.items())
        ],
    }


def _tests(atlas: Atlas, layers: set[NamedNode]) -> list[str]:
    """The tests of the layers, and of samples of their series of which no other method is told."""
    tested = set(layers)
    waiting = list(layers)
    while waiting:
        for sample in atlas.subjects(NSEI.variantOf, waiting.pop()):
            if sample not in tested and not atlas.links(sample, NSEI.preparedBy):
                tested.add(sample)
                waiting.append(sample)
    found = [curie(test) for one in atlas.by_label(tested) for test in atlas.links(one, NSEI.hasTest)]
    return list(dict.fromkeys(found))


def _findings(atlas: Atlas, layers: set[NamedNode], methods: set[NamedNode]) -> list[NamedNode]:
    """The findings that say by which of the methods the layers were prepared, in the order of the text."""
    found = {
        finding
        for layer in layers
        for finding in atlas.subjects(NSEI.subject, layer)
        if NSEI.preparedBy in atlas.links(finding, NSEI.relation) and methods & set(atlas.links(finding, NSEI.object))
    }
    return sorted(found, key=atlas.reading_order)


def _named(node: object) -> NamedNode:
    assert isinstance(node, NamedNode)
    return node
