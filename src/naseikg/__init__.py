"""A review on artificial interphases for sodium metal anodes as a knowledge graph: the verbs of the command line as functions.

They read the graph that is carried by the installed package or was built into ``build/graph``; in a checkout where
nothing was built yet, they build it in memory first. Nothing is read and no library is loaded before a verb is called.

>>> import naseikg
>>> naseikg.network().nodes["substance/naf"]["label"]
'sodium fluoride'
"""

from __future__ import annotations

from naseikg.api.asking import audit, compare, query, questions, show
from naseikg.api.building import add, build, check, check_ontology, coverage, validate
from naseikg.api.explaining import explanation_path, why, why_not
from naseikg.api.exporting import export, graph, network, store, to_owlready2, views
from naseikg.api.linking import bridge, check_links, links

__all__ = [
    "add",
    "audit",
    "bridge",
    "build",
    "check",
    "check_links",
    "check_ontology",
    "compare",
    "coverage",
    "explanation_path",
    "export",
    "graph",
    "links",
    "network",
    "query",
    "questions",
    "show",
    "store",
    "to_owlready2",
    "validate",
    "views",
    "why",
    "why_not",
]


def __getattr__(name: str) -> str:
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import version

    return version(__name__)
