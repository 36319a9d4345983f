"""Suggesting what a person may have meant by a name that nothing has."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from naseikg.errors import UnknownNameError

__all__ = ["meant", "unknown_name"]

_MOST = 5


def unknown_name(what: str, name: str, meant: Iterable[str]) -> UnknownNameError:
    """The error for a name that nothing has, with what may be meant.

    >>> str(unknown_name("query", "longest", ["longest-tests", "longest-lives"]))
    "no query is called 'longest'; did you mean longest-tests or longest-lives?"
    """
    error = UnknownNameError(what, name, ())
    if listed := " or ".join(meant):
        error.args = (f"{error}; did you mean {listed}?",)
    return error


def meant(name: str, known: Mapping[str, str]) -> list[str]:
    """What may be meant by a name: the values of the keys that begin with it or hold it, otherwise of the nearest key.

    >>> meant("longest", {"longest-tests": "longest-tests", "moduli": "moduli"})
    ['longest-tests']
    >>> meant("module", {"longest-tests": "longest-tests", "moduli": "moduli"})
    ['moduli']
    """
    close = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    long = len(name) > 2
    found = [one for one in sorted(known) if long and one.startswith(name)] or [
        one for one in sorted(known) if long and name in one
    ]
    return list(dict.fromkeys(known[one] for one in (found if 0 < len(found) <= _MOST else close or found[:_MOST])))
