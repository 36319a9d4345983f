"""What a person asks quantities to be given in: the SI units, or units by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from naseikg.errors import UnitError
from naseikg.units.conversion import Unit, fits, parse_unit

__all__ = ["Wanted", "parse_wanted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The units asked for; without any, the SI unit of each. ``si_units`` has that of every symbol of the graph."""

    targets: tuple[Unit, ...]
    si_units: Mapping[str, str]

    def unit(self, symbol: str) -> Unit | None:
        """The unit of a symbol of the graph; nothing when it cannot be read, as a unit that somebody brings may."""
        try:
            return parse_unit(symbol)
        except UnitError:
            return None

    def target(self, symbol: str) -> Unit | None:
        """The unit in which what is printed in another is asked for; nothing when it stays as it is.

        In SI a count keeps its word: a number alone would not say what is counted.
        """
        unit = self.unit(symbol)
        if unit is None:
            return None
        if not self.targets:
            return unit if unit.counted else self.unit(self.si_units.get(symbol) or symbol)
        return next((one for one in self.targets if fits(unit, one)), None)


def parse_wanted(text: str, si_units: Mapping[str, str]) -> Wanted:
    """The units that a person asks for: ``si``, or one unit, or several with commas between them.

    >>> [str(one) for one in parse_wanted("A/m2, min", {}).targets]
    ['A m-2', 'min']

    Raises:
        UnitError: one cannot be read, two measure the same, or ``si`` stands among others.
    """
    if text.strip().lower() == "si":
        return Wanted(targets=(), si_units=si_units)
    names = [one.strip() for one in text.split(",")]
    if any(one.lower() == "si" for one in names):
        raise UnitError(f"units {text!r} have 'si' among others, but it stands alone; write si, or units by name")
    targets = tuple(parse_unit(one) for one in names)
    for place, one in enumerate(targets):
        for other in targets[:place]:
            if fits(one, other) or fits(other, one):
                raise UnitError(f"units {text!r} have both {other} and {one}, which measure the same; keep one")
    return Wanted(targets=targets, si_units=si_units)
