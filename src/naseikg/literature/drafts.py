"""A made-up source while it is written: its layers, tests, quantities, findings, sentences and references."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from naseikg.errors import Place
from naseikg.literature.pattern import LayerPattern, LiteraturePattern
from naseikg.records.source import Entry, Value

__all__ = ["Draft", "Layer"]

_Fields = dict[str, str | list[str]]
_SURNAMES = tuple(
    one + two
    for one in ("Ba", "Chen", "Do", "Fu", "Kar", "Li", "Mo", "Ras")
    for two in ("der", "ko", "lin", "mann", "son", "vic")
)
_CONDITIONS = (
    "cell",
    "current_density",
    "areal_capacity",
    "lifetime",
    "cycle_count",
    "coulombic_efficiency",
    "electrolyte",
    "temperature",
)
_NOT_STATED = ("cycle_count", "coulombic_efficiency", "electrolyte", "temperature")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A made-up layer and the real one that it is like."""

    id: str
    likeness: LayerPattern


@dataclass(slots=True, kw_only=True)
class Draft:
    """Gathers what a source says; a passage is a run of findings on one reference, told in a few sentences."""

    pattern: LiteraturePattern
    number: int
    dice: random.Random
    references: int
    layers: list[Layer] = field(default_factory=list)
    findings: int = 0
    _files: dict[str, list[tuple[str, _Fields]]] = field(default_factory=dict)
    _said: set[tuple[str, str, str]] = field(default_factory=set)
    _passage: list[_Fields] = field(default_factory=list)
    _cited: list[int] = field(default_factory=list)
    _sentences: int = 0
    _letters: int = 0

    @property
    def source(self) -> str:
        """The name of the source and of its folder."""
        return f"made-{self.number:06}"

    @property
    def author(self) -> str:
        """The surname of the group that the source credits with its main references."""
        return _SURNAMES[self.number % len(_SURNAMES)]

    def add_layer(self, likeness: LayerPattern) -> Layer:
        """A new layer of the classes of another."""
        slug = f"{self.source}-layer-{len(self.layers) + 1}"
        layer = Layer(id=f"interphase/{slug}", likeness=likeness)
        self.layers.append(layer)
        self._add(
            "interphases",
            slug,
            {"type": list(likeness.types), "label": f"{likeness.label}, {self._mark(len(self.layers))}"},
        )
        return layer

    def add_substance(self) -> str:
        """A new salt that only this source knows."""
        slug = f"{self.source}-salt"
        self._add(
            "substances",
            slug,
            {"type": "Substance", "label": f"made-up salt {self.number}", "formula": f"Xx{self.number}Yy"},
        )
        return f"substance/{slug}"

    def add_quantity(self, layer: Layer, kind: str, value: str) -> None:
        """A quantity of a layer: a real value, changed by up to a half."""
        slug = f"{self.source}-quantity-{len(self._files.get('quantities', ())) + 1}"
        self._add(
            "quantities", slug, {"type": kind, "label": f"{kind} of {layer.id}, {slug}", "value": self._near(value)}
        )
        self.say(layer.id, "hasQuantity", f"quantity/{slug}", "measured")

    def add_test(self, layer: Layer) -> None:
        """A cycling test of a layer; what it does not state is said to be not stated."""
        slug = f"{self.source}-test-{len(self._files.get('tests', ())) + 1}"
        stated: _Fields = {"type": "CyclingTest", "label": f"cycling of {layer.id}, {slug}"}
        if self.dice.random() < 0.5:
            stated["cell"] = "na-na-symmetric"
        for name, values, share in (
            ("current_density", self.pattern.currents, 0.8),
            ("areal_capacity", self.pattern.capacities, 0.65),
            ("lifetime", self.pattern.lifetimes, 0.8),
        ):
            if self.dice.random() < share:
                stated[name] = self._near(self.dice.choice(values))
        stated["not_stated"] = [one for one in _CONDITIONS if one not in stated]
        self._add("tests", slug, stated)
        self.say(layer.id, "hasTest", f"test/{slug}", "measured")

    def add_comparison(self, more: Layer, less: Layer, characteristic: str) -> None:
        """A comparison of two layers of the source, the later over the earlier."""
        slug = f"{self.source}-comparison-{len(self._files.get('comparisons', ())) + 1}"
        self._add(
            "comparisons",
            slug,
            {
                "label": f"{more.id} over {less.id}, {slug}",
                "characteristic": characteristic.partition("/")[2],
                "greater": more.id,
                "lesser": less.id,
            },
        )
        self.say(more.id, "comparedIn", f"comparison/{slug}", "measured")

    def cite_next(self) -> None:
        """Turns to other references: often one that was cited before, the more often the more it was cited."""
        wanted = self.dice.choice(self.pattern.reference_counts)
        fresh = max(self._cited, default=0) + 1
        chosen = []
        for _ in range(wanted):
            again = self._cited and (fresh > self.references or self.dice.random() < 0.6)
            chosen.append(self.dice.choice(self._cited) if again else fresh)
            fresh = max(fresh, chosen[-1] + 1)
        self._cited.extend(chosen)
        self._now = sorted(set(chosen))

    def say(self, subject: str, relation: str, object: str, basis: str) -> None:
        """Adds a finding to the passage, unless the source has said so already."""
        if (subject, relation, object) in self._said or subject == object:
            return
        self._said.add((subject, relation, object))
        self.findings += 1
        claim = f"Made-up claim {self.findings} of source {self.number}."
        finding: _Fields = {"subject": subject, "relation": relation, "object": object, "claim": claim, "basis": basis}
        self._passage.append(finding)

    def end_passage(self) -> None:
        """Spreads the findings of the passage over sentences, which cite its references."""
        waiting, self._passage = self._passage, []
        numbers = [str(one) for one in self._now]
        while waiting:
            size = self.dice.choice(self.pattern.findings_per_sentence)
            told, waiting = waiting[:size], waiting[size:]
            self._sentences += 1
            length = 60 + self.dice.randrange(120)
            name = f"1-p1-s{self._sentences}"
            place: _Fields = {
                "section": "1",
                "paragraph": "1",
                "sentence": str(self._sentences),
                "start": str(self._letters),
                "end": str(self._letters + length),
            }
            self._letters += length + 1
            self._add("sentences", name, place | ({"cites": numbers} if numbers else {}))
            for finding in told:
                support: _Fields = {"references": numbers} if numbers else {"uncited": "true"}
                if "1" in numbers:
                    support["credited"] = f"{self.source}-group"
                order = len(self._files.get("findings", ())) + 1
                self._add("findings", f"f{order:05}", finding | {"sentences": [name]} | support)

    def entries(self) -> tuple[Entry, ...]:
        """Every record of the source, in the order of the files."""
        first = max(self._cited, default=0)
        for number in range(1, first + 1):
            self._add("references", str(number), self._reference(number))
        if "credited" in {name for _, fields in self._files.get("findings", ()) for name in fields}:
            group: _Fields = {
                "label": f"{self.author} et al., group {self.number}",
                "surname": self.author,
                "author": f"{self.author}, A.",
            }
            self._add("groups", f"{self.source}-group", group)
        self._add("sections", "1", {"number": "1", "label": f"Text of source {self.number}"})
        about: _Fields = {
            "type": "Review",
            "label": f"made-up source {self.number}",
            "title": f"Made-up source {self.number}",
            "authors": [f"{self.author}, A."],
            "year": str(2015 + self.number % 10),
            "text_digest": "0",
        }
        self._add("source", self.source, about)
        return tuple(
            self._entry(file, name, fields)
            for file in sorted(self._files)
            for name, fields in _sorted(file, self._files[file])
        )

    def _reference(self, number: int) -> _Fields:
        pattern = self.pattern
        surname = self.author if number == 1 else self.dice.choice(_SURNAMES)
        return {
            "authors": [f"{surname}, A.", f"{self.dice.choice(_SURNAMES)}, B."],
            "title": f"Made-up work {number} of source {self.number}",
            # The name of the source keeps apart the references of two sources that have one number, author and year.
            "journal": f"{self.dice.choice(pattern.journals)} ({self.source})",
            "year": str(self.dice.choice(pattern.years)),
            "doi_basis": "blank",
        }

    def _add(self, file: str, name: str, fields: _Fields) -> None:
        self._files.setdefault(file, []).append((name, fields))

    def _entry(self, file: str, name: str, fields: _Fields) -> Entry:
        place = Place(path=Path(self.source, f"{file}.yaml"), line=1)
        values = {
            key: Value(
                place=place,
                texts=(value,) if isinstance(value, str) else tuple(value),
                is_list=not isinstance(value, str),
            )
            for key, value in ({"id": name} | fields).items()
        }
        return Entry(source=self.source, file=file, place=place, fields=values)

    def _near(self, value: str) -> str:
        number, _, unit = value.partition(" ")
        if unit in ("cycles", "layers"):
            return f"{max(1, round(float(number) * self.dice.uniform(0.5, 1.5)))} {unit}"
        return f"{float(number) * self.dice.uniform(0.5, 1.5):.2f} {unit}"

    def _mark(self, number: int) -> str:
        return f"{self.number}-{number}"

    _now: list[int] = field(default_factory=list)


def _sorted(file: str, records: list[tuple[str, _Fields]]) -> list[tuple[str, _Fields]]:
    """The records of a file in the order that it wants: by id, or that of the source."""
    return records if file in ("references", "sections", "sentences") else sorted(records, key=lambda one: one[0])
