"""What can go wrong, as one tree.

```text
NaseikgError
├── DataError            data that somebody brings cannot be read
├── TextError            the source's text cannot be read or is not what the records were read from
├── RecordErrors         the records break a rule; holds every fault of the run
├── MappingErrors        a mapping file breaks a rule; holds every fault of all files
├── OntologyError        the ontology cannot be read, or uses what the rules do not cover
├── InconsistencyError   the facts contradict the ontology, or a class can have no member
├── CheckErrors          a check of `queries/checks/` found something
├── QueryError           a query is wrong; holds line and column where known
├── AmbiguousNameError   several things are called so (a LookupError)
├── UnitError            a unit cannot be read, or a number not be given in it
├── UnknownFactError     the graph does not say what it was asked about (a LookupError)
├── UnknownNameError     a query, view, thing or format of that name does not exist (a LookupError)
└── StoreError           a built graph is missing or damaged, or cannot be written
```
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

__all__ = [
    "AmbiguousNameError",
    "CheckErrors",
    "DataError",
    "Fault",
    "InconsistencyError",
    "MappingErrors",
    "NaseikgError",
    "OntologyError",
    "Place",
    "QueryError",
    "RecordErrors",
    "StoreError",
    "TextError",
    "UnitError",
    "UnknownFactError",
    "UnknownNameError",
    "nearest",
]


class NaseikgError(Exception):
    """Anything this package raises on purpose."""


class DataError(NaseikgError, ValueError):
    """Data that somebody brings cannot be read, or is about nothing that this graph knows."""


class TextError(NaseikgError, ValueError):
    """The source's text cannot be read, or is not the text the records were read from."""


class OntologyError(NaseikgError, ValueError):
    """The ontology cannot be read, or uses a construct that the rules do not cover."""


class InconsistencyError(NaseikgError):
    """The facts contradict the ontology, or a class can have no member; the message names the culprits."""


class CheckErrors(NaseikgError):
    """At least one check over the whole graph found something."""


class QueryError(NaseikgError, ValueError):
    """A query cannot be parsed or run."""


class StoreError(NaseikgError, OSError):
    """A built graph is missing, damaged, or cannot be written."""


class UnitError(NaseikgError, ValueError):
    """A unit cannot be read in one way only, or what is asked for in it is of another kind."""


class AmbiguousNameError(NaseikgError, LookupError):
    """Several things are called so; the message lists them."""

    def __init__(self, name: str, found: Iterable[str]) -> None:
        self.found = tuple(sorted(found))
        super().__init__(f"{name!r} is the name of several things; give one of {', '.join(self.found)}")


class UnknownFactError(NaseikgError, LookupError):
    """The graph does not say what it was asked about; the message shows what it says that is close."""


class UnknownNameError(NaseikgError, LookupError):
    """There is nothing of that name; the message suggests the nearest one."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"no {what} is called {name!r}{nearest(name, known)}")


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Place:
    """A line of a file."""

    path: Path
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Fault:
    """One thing wrong in the records or mappings: where, in which record, what, and what to do."""

    place: Place
    record: str
    problem: str

    def __str__(self) -> str:
        return f"{self.place}: {self.record}: {self.problem}"


class RecordErrors(NaseikgError, ValueError):
    """All faults of a run, sorted by file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


class MappingErrors(NaseikgError, ValueError):
    """All faults of the mapping files, sorted by file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


def nearest(name: str, known: Iterable[str]) -> str:
    """A suggestion for a misspelt name, ready to end a message; empty when nothing comes close.

    >>> nearest("precurser", ["precursor", "product"])
    '; did you mean precursor?'
    >>> nearest("xyz", ["precursor"])
    ''
    """
    close = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""
