"""Checks over what is new in a graph and what it touches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store, Triple

from naseikg.asking.checks import violations
from naseikg.asking.questions import Question, load_questions, require_folder
from naseikg.errors import CheckErrors
from naseikg.growing.delta import Delta
from naseikg.growing.groups import shape_of
from naseikg.growing.sites import sites_of
from naseikg.vocabulary import RDF, curie

__all__ = ["prologue_of", "require_checks_of"]


def require_checks_of(store: Store, folder: Path, delta: Delta, removed: Iterable[Quad]) -> int:
    """The number of checks of a folder, none of which finds anything that new triples, or the loss of some, made wrong.

    A check that cannot be asked of a part is asked of the whole graph.

    Raises:
        CheckErrors: a check found something; the message has a line for each row.
        QueryError: there is no such folder, or a check is wrong.
    """
    checks = load_questions(require_folder(folder))
    lost = [one.triple for one in removed]
    found = dict.fromkeys(line for check in checks for line in _violations(store, check, delta, lost))
    if found:
        raise CheckErrors("\n".join(found))
    return len(checks)


def prologue_of(sparql: str) -> str:
    """The declarations of a query."""
    shape = shape_of(sparql)
    return " ".join(re.findall(r"\bPREFIX\s+\S*\s*<[^>]*>", shape.before if shape else "", re.I))


def _violations(store: Store, check: Question, delta: Delta, lost: list[Triple]) -> Iterator[str]:
    sites = sites_of(check.sparql)
    if sites is None or any(_speaks_of(check.sparql, one) for one in lost):
        yield from violations(store, [check])
        return
    local: list[str] = []
    for site in sites:
        if site.gains:
            values = delta.values(store, site, prologue=prologue_of(check.sparql))
            if values is None:
                yield from violations(store, [check])
                return
            local.extend(map(site.looking_at, values))
    yield from violations(store, [replace(check, sparql=one) for one in local])


def _speaks_of(sparql: str, lost: Triple) -> bool:
    """Whether a query may have a row more without a triple: it names its link or class, or asks for any class."""
    term = lost.predicate
    if term == RDF.type:
        assert isinstance(lost.object, NamedNode)
        term = lost.object
        if re.search(r"\ba\s+[?$]", sparql):
            return True
    return curie(term) in sparql or term.value in sparql
