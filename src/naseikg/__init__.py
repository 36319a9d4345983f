"""A review on artificial interphases for sodium metal anodes as a knowledge graph: the verbs of the command line as functions.

They read the graph that is carried by the installed package or was built into ``build/graph``; in a checkout where
nothing was built yet, they build it in memory first. Nothing is read and no library is loaded before a verb is called.

>>> import naseikg
>>> naseikg.network().nodes["substance/naf"]["label"]
'sodium fluoride'
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx
    import pyoxigraph
    import rdflib

    from naseikg.asking.answers import Answer
    from naseikg.asking.questions import Question
    from naseikg.asking.store import Manifest
    from naseikg.places import Project
    from naseikg.reading.coverage import Coverage

__all__ = [
    "build",
    "check",
    "coverage",
    "export",
    "graph",
    "network",
    "query",
    "questions",
    "show",
    "store",
    "views",
]


def __getattr__(name: str) -> str:
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import version

    return version(__name__)


def build(out: Path | str | None = None) -> Manifest:
    """Builds the graph from ontology and records, and writes it to a folder; without one, to where the verbs read it.

    Raises:
        OntologyError, RecordErrors, InconsistencyError, CheckErrors: the data break a rule; the last build stays.
        StoreError: the folder cannot be written.
    """
    from naseikg.asking.freshness import digest_of
    from naseikg.asking.store import manifest_of, remember_inputs
    from naseikg.pipeline import build_graph, write_graph

    where = _project()
    folder = where.graph if out is None else Path(out)
    inputs = digest_of(where)
    write_graph(build_graph(where), folder)
    remember_inputs(folder, inputs)
    _built.cache_clear()
    return manifest_of(folder)


def check() -> int:
    """How many checks the graph passes that the records give now; writes nothing.

    Raises:
        OntologyError, RecordErrors, InconsistencyError, CheckErrors: the data break a rule; every fault is named.
    """
    from naseikg.pipeline import build_graph

    return build_graph(_project()).checks


def coverage(text: Path | str) -> Coverage:
    """The account of every sentence, number and citation of a source's plain text.

    Raises:
        TextError: the text cannot be read, or is not the one the records were read from.
    """
    from naseikg.reading.coverage import coverage_of
    from naseikg.reading.text import load_text
    from naseikg.reasoning.ontology import load_ontology
    from naseikg.records.catalogue import load_records

    where = _project()
    return coverage_of(load_text(Path(text)), load_records(where.records, load_ontology(where.ontology)))


def export(file: Path | str) -> str:
    """Writes the graph to a file in the format of its suffix, and says how much.

    >>> import naseikg
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     line = naseikg.export(folder + "/graph.ttl")
    >>> line.endswith(" triples")
    True

    Raises:
        UnknownNameError: the suffix stands for no format; the message lists those that do.
        StoreError: the file cannot be written.
    """
    from naseikg.exports.export import export as written

    return written(_store(), Path(file))


def graph() -> rdflib.Graph:
    """Everything as one graph of rdflib, a copy of yours, facts and what was inferred from them together.

    >>> import naseikg
    >>> from rdflib import RDFS, URIRef
    >>> str(naseikg.graph().value(URIRef("https://w3id.org/naseikg/substance/naf"), RDFS.label))
    'sodium fluoride'
    """
    from naseikg.exports.rdf import graph_of

    return graph_of(_store())


def network() -> networkx.MultiDiGraph[str]:
    """The claims as a network of networkx, a copy of yours; see `naseikg.exports.network.network_of` for what it holds.

    >>> import naseikg
    >>> naseikg.network().has_edge("interphase/native-sei", "substance/naf", "nsei:hasComponent")
    True
    """
    from naseikg.exports.network import network_of

    return network_of(_store())


def query(name_or_sparql: str) -> Answer:
    """The answer to a named query, or to a query in SPARQL; our prefixes need no declaration.

    >>> import naseikg
    >>> answer = naseikg.query("SELECT ?formula { <https://w3id.org/naseikg/substance/naf> nsei:formula ?formula }")
    >>> answer.columns, [formula.value for (formula,) in answer.rows]
    (('formula',), ['NaF'])

    Raises:
        UnknownNameError: no query has that name.
        QueryError: the query cannot be parsed or reaches outside the graph.
    """
    from naseikg.asking.answers import ask
    from naseikg.asking.questions import find_question

    if not re.search(r"[\s{<]", name_or_sparql):
        question = find_question(_project().queries, name_or_sparql)
        return ask(_store(), question.sparql, name=question.name)
    return ask(_store(), name_or_sparql)


def questions() -> tuple[Question, ...]:
    """The named queries, sorted by name.

    >>> import naseikg
    >>> names = [question.name for question in naseikg.questions()]
    >>> names == sorted(names)
    True
    """
    from naseikg.asking.questions import load_questions

    return load_questions(_project().queries)


def show(id: str, text: Path | str | None = None) -> str:
    """One thing as a page of plain text: what it is, what is said of it, where; with the source's text its sentences too.

    >>> import naseikg
    >>> "sodium fluoride" in naseikg.show("substance/naf")
    True

    Raises:
        UnknownNameError: nothing is called so.
        AmbiguousNameError: several things are called so.
        TextError: the text cannot be read, or is not the one the records were read from.
    """
    from naseikg.asking.show import show as shown
    from naseikg.reading.text import load_text

    return shown(_store(), id, text=None if text is None else load_text(Path(text)))


def store() -> pyoxigraph.Store:
    """Everything as a store of pyoxigraph, a copy of yours, with the graphs apart.

    >>> import naseikg
    >>> from naseikg.vocabulary import GRAPH_INFERRED
    >>> naseikg.store().contains_named_graph(GRAPH_INFERRED)
    True
    """
    from naseikg.asking.store import store_of

    return store_of(_store())


def views(out: Path | str) -> tuple[str, ...]:
    """Draws the network views as pages into a folder; a line a view says where its page is and how much it shows.

    Raises:
        StoreError: the folder cannot be written.
    """
    from naseikg.asking.questions import require_folder
    from naseikg.drawing.views import load_views, write_view

    return tuple(write_view(_store(), view, Path(out)) for view in load_views(require_folder(_project().views)))


def _project() -> Project:
    from naseikg.places import project, require_project

    return require_project(project())


def _store() -> pyoxigraph.Store:
    """The graph that all verbs read and none changes."""
    from naseikg.asking.store import manifest_of

    where = _project()
    folder = where.graph
    return _loaded(folder, manifest_of(folder).sha256) if folder.is_dir() else _built(where)


@lru_cache(maxsize=1)
def _loaded(folder: Path, sha256: str) -> pyoxigraph.Store:
    from naseikg.asking.store import load_store

    return load_store(folder)


@lru_cache(maxsize=1)
def _built(where: Project) -> pyoxigraph.Store:
    from naseikg.pipeline import build_graph

    return build_graph(where).store
