"""Suggesting what a person may have meant by a name that nothing has."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence

from naseikg.errors import UnknownNameError

__all__ = ["meant", "unknown_name"]

_MOST = 5
_NEAR, _NEAR_SHORT = 0.75, 0.66  # of the letters; of a name of three, one may be wrong


def unknown_name(
    what: str, name: str, meant: Iterable[str], *, known: Sequence[str] = (), help: str = ""
) -> UnknownNameError:
    """The error for a name that nothing has, with what may be meant, or else all that is known, or else what to do.

    >>> str(unknown_name("query", "longest", ["longest-tests", "longest-lives"]))
    "no query is called 'longest'; did you mean longest-tests or longest-lives?"
    >>> str(unknown_name("section", "7", [], known=["1 Layers", "2 Tests"]))
    "no section is called '7'; there are 1 Layers, 2 Tests"
    """
    error = UnknownNameError(what, name, ())
    if listed := " or ".join(meant):
        error.args = (f"{error}; did you mean {listed}?",)
    elif known:
        error.args = (f"{error}; there are {('; ' if any(',' in one for one in known) else ', ').join(known)}",)
    elif help:
        error.args = (f"{error}; {help}",)
    return error


def meant(name: str, known: Mapping[str, str]) -> list[str]:
    """What may be meant by a name: the values of the keys that begin with it or hold it, otherwise of the nearest key.

    A hyphen is as good as a space.

    >>> meant("longest", {"longest-tests": "longest-tests", "moduli": "moduli"})
    ['longest-tests']
    >>> meant("module", {"longest-tests": "longest-tests", "moduli": "moduli"})
    ['moduli']
    >>> meant("modest", {"longest-tests": "longest-tests", "moduli": "moduli"})
    []
    """
    wanted, long = _loose(name), len(name) > 2
    keys = {_loose(one): one for one in sorted(known, reverse=True)}
    near = _NEAR if len(name) > 3 else _NEAR_SHORT
    close = [keys[one] for one in difflib.get_close_matches(wanted, sorted(keys), n=1, cutoff=near)]
    found = [one for one in sorted(known) if long and _loose(one).startswith(wanted)] or [
        one for one in sorted(known) if long and wanted in _loose(one)
    ]
    return list(dict.fromkeys(known[one] for one in (found if 0 < len(found) <= _MOST else close or found[:_MOST])))


def _loose(name: str) -> str:
    return name.replace("-", " ")
