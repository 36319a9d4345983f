"""Explaining the graph: why a statement holds, why a thing is no answer, what leads from one thing to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from naseikg.api.current import current_explainer, current_question, current_store

if TYPE_CHECKING:
    from naseikg.explaining.why import Explanation
    from naseikg.exports.paths import ExplanationPath
    from naseikg.missing.absences import Absence

__all__ = ["explanation_path", "why", "why_not"]


def explanation_path(start: str, end: str) -> ExplanationPath:
    """The shortest chain of claims that explain each other; see `naseikg.exports.paths.explanation_path`.

    >>> import naseikg
    >>> naseikg.explanation_path("red phosphorus", "phenomenon/dendrite-detachment").sentence.partition(", which ")[0]
    'red phosphorus is a precursor of sodium phosphide layer from red phosphorus'

    Raises:
        UnknownNameError: nothing is called so.
        AmbiguousNameError: several things are called so.
    """
    from naseikg.exports.paths import explanation_path as path

    return path(current_store(), start, end)


def why(
    subject: str, relation: str, object: str | float, *, limit: int = 1, text: Path | str | None = None
) -> Explanation:
    """Why a fact holds: the findings that state it, or the axioms and facts that it follows from; ``str()`` draws it.

    Subject and object go by id, IRI, label or formula, a class and a relation by name or label, ``a`` is membership in
    a class. At most so many reasons are given, those on fewest facts first; with the source's text its sentences too.

    >>> import naseikg
    >>> reason = naseikg.why("NaF", "a", "Substance").reasons[0]
    >>> reason.laws[0].words
    'whatever “has component” points to is a substance'
    >>> naseikg.why("interphase/naf-cof2", "hasComponent", "NaF").asserted
    True

    Raises:
        UnknownNameError: nothing is called so.
        AmbiguousNameError: several things are called so.
        UnknownFactError: the graph does not say so; the message shows what it says that is close.
        TextError: the text cannot be read, or is not the one the records were read from.
    """
    from naseikg.reading.text import load_text

    source = None if text is None else load_text(Path(text))
    return current_explainer().why(subject, relation, str(object), limit=limit, text=source)


def why_not(query: str, thing: str, *, variable: str | None = None) -> Absence:
    """Which conditions of a query, named or in SPARQL, a thing fails and what it has instead, or the rows it stands in.

    The thing takes the place of the variable, else of the column whose values are of its kind. The value has ``str()``,
    ``to_markdown()``, ``to_json()``, ``write()`` and ``data``.

    >>> import naseikg
    >>> found = naseikg.why_not("SELECT ?salt { ?salt nsei:formula 'NaF' }", "NaF")
    >>> found.in_answer, [failing.condition for failing in found.failing]
    (True, [])
    >>> found = naseikg.why_not("SELECT ?salt { ?salt nsei:formula 'NaCl' }", "NaF")
    >>> [failing.says for failing in found.failing]
    ['formula: NaF; the query wants NaCl']

    Raises:
        UnknownNameError: no query or thing is called so, or the query has no such variable.
        AmbiguousNameError: several things are called so.
        QueryError: the query cannot be parsed, is no SELECT, or has no column for things.
    """
    from naseikg.missing.why_not import why_not as explained

    return explained(current_store(), current_question(query), thing, variable=variable)
