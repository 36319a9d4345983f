"""How deep a query may nest: the engine parses by recursion, and a query too deep would end the whole process.

The text is counted as it stands, in strings and comments too: a second reader of SPARQL might be led to see less than
the engine sees. Measured with pyoxigraph 0.5 on a stack of 8 MB: the process ends from 850 nested EXISTS on, from 950
nested calls, 2,600 BIND or MINUS in a row, and 6,800 operators in a row.
"""

from __future__ import annotations

import re

from naseikg.errors import QueryError

__all__ = ["MOST_BRACKETS", "MOST_SLASHES", "require_shallow"]

#: So many brackets, operators, BIND, FILTER and AS may stand in a query; the largest of ours has 340.
MOST_BRACKETS = 600
#: So many slashes and hyphens, which stand in IRIs too.
MOST_SLASHES = 4_000

_BRACKETS = re.compile(r"[{(\[!|&*+^]|<<")
_WORDS = re.compile(r"\b(?:BIND|FILTER|AS)\b", re.I | re.A)
#: A row of VALUES, or another bracket with nothing in it that nests, and nothing that could hide where it ends.
_FLAT = re.compile(r"""\((?:[^(){}\[\]!|&*+^'"#<>]|<[^(){}\[\]!|&*+^'"#<>\s]*>)*\)""")


def require_shallow(sparql: str, *, name: str) -> None:
    """Refuses a query that may nest so deep that the engine would end the process.

    >>> require_shallow("SELECT * { VALUES (?x ?y) { " + "(1 2) " * 10_000 + "} }", name="query")
    >>> require_shallow("ASK " + "{" * 1_000 + "}" * 1_000, name="query")
    Traceback (most recent call last):
    ...
    naseikg.errors.QueryError: query: has 1000 brackets and operators, and 600 are the most that is safe to run; split it

    Raises:
        QueryError: it has too many brackets or operators.
    """
    if len(sparql) <= MOST_BRACKETS:
        return
    slashes = sparql.count("/") + sparql.count("-")
    brackets = len(_BRACKETS.findall(sparql)) + len(_WORDS.findall(sparql))
    if brackets > MOST_BRACKETS:
        brackets = len(_BRACKETS.findall(_FLAT.sub(" ", sparql))) + len(_WORDS.findall(sparql))
    if brackets > MOST_BRACKETS:
        raise QueryError(
            f"{name}: has {brackets} brackets and operators, and {MOST_BRACKETS} are the most that is safe to run;"
            " split it"
        )
    if slashes > MOST_SLASHES:
        raise QueryError(
            f"{name}: has {slashes} slashes and hyphens, and {MOST_SLASHES} are the most that is safe to run;"
            " write IRIs with prefixes, or split it"
        )
