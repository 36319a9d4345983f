"""Graphs of a few cycling tests, written as an experimentalist would list them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypedDict

from pyoxigraph import Store

from naseikg.asking.store import quads_of, store_of
from naseikg.reasoning.ontology import load_ontology
from naseikg.records.catalogue import load_records
from naseikg.records.things import CyclingTest
from naseikg.records.triples import triples_of
from smallproject import SmallProject

__all__ = ["Ask", "Run", "graph_of"]

_UNITS = {
    "celsius": "°C",
    "cycles": "cycles",
    "day": "d",
    "gigapascal": "GPa",
    "hour": "h",
    "ma-per-cm2": "mA cm-2",
    "ma-per-g": "mA g-1",
    "mah-per-cm2": "mAh cm-2",
}
_CELLS = (
    "- id: na-cu-half\n  type: HalfCell\n  label: Na||Cu cell\n\n"
    "- id: na-na-symmetric\n  type: SymmetricCell\n  label: symmetric Na||Na cell\n  also: [Na||Na]\n"
)


class Ask(TypedDict, total=False):
    """The options of a comparison."""

    by: str
    at: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Run:
    """A test of a layer that has its name; what is left empty is not stated."""

    name: str
    lifetime: str = ""
    current: str = "1 mA cm-2"
    capacity: str = "1 mAh cm-2"
    cell: str = "cell/na-na-symmetric"
    metal: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


def graph_of(small: SmallProject, *runs: Run) -> Store:
    """The asserted graph of a small project with these tests, each with a layer and a finding; nothing is inferred."""
    sorted_ = sorted(runs, key=lambda one: one.name)
    small.replace("cells.yaml", _CELLS)
    small.replace(
        "units.yaml",
        "\n".join(f"- id: {one}\n  type: Unit\n  label: {one}\n  symbol: {_UNITS[one]}\n" for one in sorted(_UNITS)),
    )
    layers = "\n".join(f"- id: {one.name}\n  type: InorganicInterphase\n  label: layer {one.name}\n" for one in sorted_)
    small.replace("tests.yaml", "\n".join(map(_test, sorted_)) or "[]\n")
    small.replace("interphases.yaml", layers or "[]\n")
    small.replace("findings-1.yaml", "\n".join(map(_finding, sorted_)) or "[]\n")
    ontology = load_ontology(small.project.ontology)
    asserted = triples_of(load_records(small.project.records, ontology))
    return store_of(quads_of(ontology=ontology.triples, asserted=asserted, inferred=()))


def _test(run: Run) -> str:
    fields = {
        "lifetime": run.lifetime,
        "current_density": run.current,
        "areal_capacity": run.capacity,
        "cell": run.cell,
        **run.more,
    }
    given = "".join(f"  {name}: {value}\n" for name, value in fields.items() if value)
    missing = ", ".join(name for name in CyclingTest.expected if not fields.get(name))
    return f"- id: {run.name}\n  type: CyclingTest\n  label: test {run.name}\n{given}  not_stated: [{missing}]\n"


def _finding(run: Run) -> str:
    return (
        f"- id: 1-{run.name}\n  subject: interphase/{run.name}\n  relation: hasTest\n  object: test/{run.name}\n"
        f"  claim: Layer {run.name} was cycled.\n  basis: measured\n  sentences: [1-p1-s1]\n  references: [1]\n"
    ) + (f"  metal: {run.metal}\n" if run.metal else "")
