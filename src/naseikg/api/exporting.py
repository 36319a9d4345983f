"""Giving the graph to other tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from naseikg.api.current import current_project, current_store

if TYPE_CHECKING:
    import networkx
    import owlready2
    import pyoxigraph
    import rdflib

__all__ = ["export", "graph", "network", "store", "to_owlready2", "views"]


def export(file: Path | str, *, finding: str | None = None) -> str:
    """Writes the graph to a file in the format of its suffix, and says how much; one finding to ``FILE.nanopub.trig``.

    >>> import naseikg
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     line = naseikg.export(folder + "/graph.ttl")
    >>> line.endswith(" triples")
    True

    Raises:
        UnknownNameError: the suffix stands for no format, and the message lists those that do; or there is no such finding.
        AmbiguousNameError: several things are called as the finding.
        QueryError: a finding is given for a file of another suffix, or none for this one.
        StoreError: the file cannot be written.
    """
    from naseikg.exports.export import export as written
    from naseikg.exports.export import export_nanopub

    if finding is not None:
        return export_nanopub(current_store(), Path(file), finding)
    return written(current_store(), Path(file), home=current_project())


def graph() -> rdflib.Graph:
    """Everything as one graph of rdflib, a copy of yours, facts and what was inferred from them together.

    >>> import naseikg
    >>> from rdflib import RDFS, URIRef
    >>> str(naseikg.graph().value(URIRef("https://w3id.org/naseikg/substance/naf"), RDFS.label))
    'sodium fluoride'
    """
    from naseikg.exports.rdf import graph_of

    return graph_of(current_store())


def network() -> networkx.MultiDiGraph[str]:
    """The claims as a network of networkx, a copy of yours; see `naseikg.exports.network.network_of` for what it holds.

    >>> import naseikg
    >>> naseikg.network().has_edge("interphase/native-sei", "substance/naf", "nsei:hasComponent")
    True
    """
    from naseikg.exports.network import network_of

    return network_of(current_store())


def store() -> pyoxigraph.Store:
    """Everything as a store of pyoxigraph, a copy of yours, with the graphs apart.

    >>> import naseikg
    >>> from naseikg.vocabulary import GRAPH_INFERRED
    >>> naseikg.store().contains_named_graph(GRAPH_INFERRED)
    True
    """
    from naseikg.asking.store import store_of

    return store_of(current_store())


def to_owlready2(*, inferred: bool = True) -> owlready2.Ontology:
    """Everything as an ontology of owlready2, in a world of its own; see `naseikg.exports.owlready.ontology_of`.

    >>> import naseikg
    >>> ontology = naseikg.to_owlready2()
    >>> naf = ontology.search_one(label="sodium fluoride")
    >>> naf.name, naf.formula, ontology.Halide in naf.is_a, ontology.Substance in naf.is_a
    ('naf', ['NaF'], True, True)

    Raises:
        NaseikgError: the extra ``owl`` is not installed.
    """
    from naseikg.exports.owlready import ontology_of

    return ontology_of(current_store(), inferred=inferred)


def views(out: Path | str) -> tuple[str, ...]:
    """Draws the network views as pages into a folder; a line a view says where its page is and how much it shows.

    Raises:
        StoreError: the folder cannot be written.
    """
    from naseikg.asking.questions import require_folder
    from naseikg.drawing.views import load_views, write_view

    return tuple(
        write_view(current_store(), view, Path(out)) for view in load_views(require_folder(current_project().views))
    )
