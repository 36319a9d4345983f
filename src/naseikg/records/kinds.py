"""Which file of records holds which kind of record."""

from __future__ import annotations

from pyoxigraph import NamedNode

from naseikg.records.literature import (
    Figure,
    Finding,
    Note,
    Reference,
    SectionRecord,
    SentenceRecord,
    SourceRecord,
    Unclaimed,
)
from naseikg.records.things import Comparison, CyclingTest, Group, Quantity, Record, Substance, Thing, Unit
from naseikg.vocabulary import NSEI, local_name

__all__ = ["KINDS", "kind_of_file"]


def _thing(file: str, kind: str, root: NamedNode) -> type[Thing]:
    """A class of things with no fields of their own."""
    name = local_name(root)
    members = {"__slots__": (), "__doc__": f"A thing of the class {name}.", "file": file, "kind": kind, "root": root}
    return type(name, (Thing,), members)


#: Every record class by the name its files begin with.
KINDS: dict[str, type[Record]] = {
    one.file: one
    for one in (
        _thing("bases", "basis", NSEI.Basis),
        _thing("cells", "cell", NSEI.CellConfiguration),
        _thing("characteristics", "characteristic", NSEI.Characteristic),
        _thing("components", "component", NSEI.CellComponent),
        _thing("interphases", "interphase", NSEI.Interphase),
        _thing("mechanisms", "mechanism", NSEI.Mechanism),
        _thing("methods", "method", NSEI.Method),
        _thing("open-challenges", "open-challenge", NSEI.OpenChallenge),
        _thing("phenomena", "phenomenon", NSEI.Phenomenon),
        _thing("requirements", "requirement", NSEI.Requirement),
        _thing("strategies", "strategy", NSEI.Strategy),
        Comparison,
        CyclingTest,
        Figure,
        Finding,
        Group,
        Note,
        Quantity,
        Reference,
        SectionRecord,
        SentenceRecord,
        SourceRecord,
        Substance,
        Unit,
        Unclaimed,
    )
}


def kind_of_file(stem: str) -> type[Record] | None:
    """The record class of a file such as ``substances`` or ``findings-3.1``; None when there is none.

    >>> kind_of_file("findings-3.1").__name__
    'Finding'
    """
    return KINDS.get(stem) or KINDS.get(stem.split("-")[0])
