"""What people decided about the gates: offences accepted with a reason, and items that no computer here can judge."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from naseikg.errors import QueryError, nearest
from naseikg.quality.gates import INSTRUMENTS, Gate, Offence

__all__ = ["Acceptance", "NotComputed", "load_accepted", "load_not_computed"]

#: The levels whose offences must be mended, whatever the reason.
_NEVER_ACCEPTED = frozenset({"Critical", "Error"})

#: The levels where every offence is accepted by name, so that a new one shows.
_ONE_BY_ONE = frozenset({"Important"})
_ANY = "*"
_NEEDS = ("network", "person", "site")


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """An offence that stays, with the reason; ``*`` as term or value stands for any."""

    instrument: str
    item: str
    term: str
    value: str
    reason: str

    def covers(self, gate: Gate, offence: Offence) -> bool:
        """Whether it is this offence of this gate that it accepts."""
        same = (self.instrument, self.item) == (gate.instrument, gate.item)
        return same and self.term in (_ANY, offence.term) and self.value in (_ANY, offence.value)

    def __str__(self) -> str:
        return f"{self.instrument} {self.item}: {self.term}: {self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotComputed:
    """An item of an instrument that is not computed here: it needs a network, the web site, or a person's judgement."""

    instrument: str
    item: str
    needs: str
    title: str


def load_accepted(path: Path, gates: Sequence[Gate]) -> tuple[Acceptance, ...]:
    """The reviewed table of accepted offences.

    Raises:
        QueryError: the table cannot be read, or accepts what no gate checks or nobody may accept.
    """
    known = {(gate.instrument, gate.item): gate for gate in gates}
    found = []
    for place, row in _rows(path, ("instrument", "item", "term", "value", "reason")):
        one = Acceptance(**row)
        gate = known.get((one.instrument, one.item))
        if gate is None:
            names = [f"{instrument} {item}" for instrument, item in known]
            name = f"{one.instrument} {one.item}"
            raise QueryError(f"{place}: no gate is called {name!r}{nearest(name, names)}")
        if gate.level in _NEVER_ACCEPTED:
            raise QueryError(f"{place}: {gate.name} is of level {gate.level}; mend what it finds, and remove the row")
        if gate.level in _ONE_BY_ONE and _ANY in (one.term, one.value):
            raise QueryError(f"{place}: {gate.name} is of level {gate.level}; name the term and the value, not *")
        found.append(one)
    return tuple(found)


def load_not_computed(path: Path) -> tuple[NotComputed, ...]:
    """The items that are not computed here, by what they need.

    Raises:
        QueryError: the table cannot be read, or a row needs something else than network, person or site.
    """
    found = []
    for place, row in _rows(path, ("instrument", "item", "needs", "title")):
        if row["needs"] not in _NEEDS:
            raise QueryError(f"{place}: needs {row['needs']!r}; write {', '.join(_NEEDS)}")
        if row["instrument"] not in INSTRUMENTS.values():
            raise QueryError(f"{place}: no instrument is called {row['instrument']!r}")
        found.append(NotComputed(**row))
    return tuple(found)


def _rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row of a table separated by tabs, with its place."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise QueryError(f"{path}: cannot be read ({error.strerror}); give it its head: {' '.join(columns)}") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{path}: is not in UTF-8; save it so") from error
    reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if next(reader, None) != list(columns):
        raise QueryError(f"{path}:1: the columns are {', '.join(columns)}, separated by tabs; mend the head")
    seen: set[tuple[str, ...]] = set()
    for number, cells in enumerate(reader, start=2):
        place = f"{path}:{number}"
        if len(cells) != len(columns) or not all(cells):
            raise QueryError(f"{place}: a row has {len(columns)} cells, none of them empty; mend the row")
        key = tuple(cells[:-1])
        if key in seen:
            raise QueryError(f"{place}: stands twice; keep one row")
        seen.add(key)
        yield place, dict(zip(columns, cells, strict=True))
