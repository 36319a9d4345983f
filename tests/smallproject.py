"""A project of a handful of records, for tests that change one of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from naseikg.places import Project

__all__ = ["SmallProject", "write_small_project"]

_FILES = {
    "bases.yaml": "- id: measured\n  type: Basis\n  label: measured\n",
    "cells.yaml": "- id: na-na-symmetric\n  type: SymmetricCell\n  label: symmetric cell\n",
    "characteristics.yaml": "- id: sodiophilicity\n  type: Characteristic\n  label: sodiophilicity\n",
    "findings-1.yaml": (
        "- id: 1-layer-has-naf\n"
        "  subject: interphase/naf-layer\n"
        "  relation: hasComponent\n"
        "  object: substance/naf\n"
        "  claim: The layer consists of sodium fluoride.\n"
        "  basis: measured\n"
        "  sentences: [1-p1-s1]\n"
        "  references: [1]\n"
    ),
    "groups.yaml": "- id: yu-y\n  type: ResearchGroup\n  label: Yu et al.\n  surname: Yu\n  author: Yu, Y.\n",
    "interphases.yaml": "- id: naf-layer\n  type: InorganicInterphase\n  label: sodium fluoride layer\n",
    "quantities.yaml": "- id: modulus\n  type: ShearModulus\n  label: shear modulus of NaF\n  value: 31.4 GPa\n",
    "references.yaml": (
        "- id: 1\n"
        "  type: Reference\n"
        "  authors: ['Yu, Y.', 'Shi, P. C.']\n"
        "  title: A layer\n"
        "  journal: Small\n"
        "  year: 2023\n"
        "  doi_basis: blank\n"
    ),
    "sections.yaml": "- id: 1\n  type: Section\n  number: 1\n  label: Introduction\n",
    "sentences.yaml": (
        "- id: 1-p1-s1\n  section: 1\n  paragraph: 1\n  sentence: 1\n  start: 0\n  end: 40\n  cites: [1]\n"
    ),
    "source.yaml": (
        "- id: small\n"
        "  type: Review\n"
        "  label: a small review\n"
        "  title: A small review\n"
        "  authors: ['Shi, P.']\n"
        "  year: 2023\n"
        "  text_digest: '0'\n"
    ),
    "strategies.yaml": (
        "- id: hybrid-interphase\n  type: ArtificialInterphaseStrategy\n  label: hybrid interphase\n\n"
        "- id: inorganic-interphase\n  type: ArtificialInterphaseStrategy\n  label: inorganic interphase\n\n"
        "- id: organic-interphase\n  type: ArtificialInterphaseStrategy\n  label: organic interphase\n"
    ),
    "substances.yaml": (
        "- id: naf\n  type: Halide\n  label: sodium fluoride\n  formula: NaF\n\n"
        "- id: sodium-metal\n  type: Metal\n  label: sodium metal\n"
    ),
    "units.yaml": (
        "- id: gigapascal\n  type: Unit\n  label: gigapascal\n  symbol: GPa\n\n"
        "- id: hour\n  type: Unit\n  label: hour\n  symbol: h\n\n"
        "- id: ma-per-cm2\n  type: Unit\n  label: milliampere per square centimetre\n  symbol: mA cm-2\n"
    ),
}


@dataclass(frozen=True, slots=True)
class SmallProject:
    """The project and the folder of its one source."""

    project: Project

    @property
    def folder(self) -> Path:
        """The folder of record files."""
        return self.project.records / "small"

    def replace(self, file: str, text: str) -> None:
        """Writes a record file anew."""
        (self.folder / file).write_text(text)

    def edit(self, file: str, old: str, new: str) -> None:
        """Changes one place of a record file."""
        text = (self.folder / file).read_text()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.replace(file, text.replace(old, new))


def write_small_project(root: Path, ontology: Path) -> SmallProject:
    """The project below a folder, with the real ontology and no check."""
    small = SmallProject(Project(root=root))
    small.folder.mkdir(parents=True)
    small.project.checks.mkdir(parents=True)
    small.project.ontology.write_bytes(ontology.read_bytes())
    for name, text in _FILES.items():
        small.replace(name, text)
    return small
