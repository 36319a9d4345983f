"""The graph in owlready2, for people who think in classes and objects of Python."""

from __future__ import annotations

import importlib.util
import io
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, Store, serialize

from naseikg.errors import NaseikgError
from naseikg.exports.cardinalities import restored
from naseikg.vocabulary import GRAPH_INFERRED, GRAPH_MAPPINGS, GRAPH_ONTOLOGY, NSEI, OWL, PREFIXES, RDF

if TYPE_CHECKING:
    import owlready2

__all__ = ["ontology_of"]

_PROPERTIES = (OWL.AnnotationProperty, OWL.DatatypeProperty, OWL.ObjectProperty)


def ontology_of(store: Store, *, inferred: bool = True) -> owlready2.Ontology:
    """The union of everything a store holds as an ontology of owlready2, in a world of its own.

    A thing is found by its class, ``ontology.Halide.instances()``, by its name, ``ontology.search_one(label=...)``,
    or by its IRI, ``ontology.world[iri]``. Things have no declaration of their own, so ``ontology.individuals()`` does
    not list them. Numbers are floats. ``dcterms:subject`` goes by ``dcterms_subject``, as ``subject`` is a finding's.
    Without what is ``inferred``, it is ready for a reasoner of your choice.

    Raises:
        NaseikgError: the extra ``owl`` is not installed.
    """
    if importlib.util.find_spec("owlready2") is None:
        raise NaseikgError('owlready2 is not installed, which to_owlready2 needs; run: pip install "naseikg[owl]"')
    from owlready2 import World
    from owlready2.base import LOADING

    left_out = {GRAPH_MAPPINGS} if inferred else {GRAPH_INFERRED, GRAPH_MAPPINGS}
    quads = (restored(quad) for quad in store if quad.graph_name not in left_out)
    triples = sorted({quad.triple for quad in quads}, key=str)
    lines = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert lines is not None
    world = World()
    ontology = world.get_ontology(NSEI.iri).load(fileobj=io.BytesIO(lines))
    # An attribute of Python is the local name of a property only. Where a term of others has the local name of one of
    # ours, owlready2 takes either: here ours keeps it. LOADING, as no triple shall say so.
    with LOADING:
        for ours, theirs, name in _homonyms(store):
            world[theirs.value].python_name = name
            world[ours.value].python_name = ours.value.removeprefix(NSEI.iri)
    return ontology


def _homonyms(store: Store) -> list[tuple[NamedNode, NamedNode, str]]:
    """Our properties of whose local name there is another one, with that one and a name for it: ``dcterms_subject``."""
    declared = {
        quad.subject
        for kind in _PROPERTIES
        for quad in store.quads_for_pattern(None, RDF.type, kind, GRAPH_ONTOLOGY)
        if isinstance(quad.subject, NamedNode)
    }
    pairs = [
        (ours, theirs, f"{prefix}_{theirs.value.removeprefix(iri)}")
        for prefix, iri in PREFIXES.items()
        if iri != NSEI.iri
        for theirs in declared
        if theirs.value.startswith(iri) and (ours := NSEI[theirs.value.removeprefix(iri)]) in declared
    ]
    return sorted(pairs, key=str)
