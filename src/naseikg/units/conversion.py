"""Exact conversion between units: the sizes of the units are pint's, the spelling and the arithmetic are ours."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from naseikg.errors import UnitError
from naseikg.units.spelling import parse_factors, spelling_of

if TYPE_CHECKING:
    import pint

__all__ = ["Unit", "convert", "fits", "parse_unit"]

Number = Decimal | Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit by its size and zero in the coherent SI unit of its dimension.

    ``dimension`` holds the powers of the SI's base quantities; it is empty for percent and for counts. ``counted`` names
    what is counted, with powers.
    """

    symbol: str
    size: Fraction
    zero: Fraction
    dimension: tuple[tuple[str, int], ...]
    counted: tuple[tuple[str, int], ...] = ()

    def __str__(self) -> str:
        return self.symbol


@cache
def parse_unit(text: str) -> Unit:
    """The unit that a text stands for.

    >>> parse_unit("mA/cm2").size, parse_unit("mA/cm2").symbol
    (Fraction(10, 1), 'mA cm-2')

    Raises:
        UnitError: it cannot be read in one way only.
    """
    size, zero = Fraction(1), Fraction(0)
    powers: dict[str, int] = {}
    counted: dict[str, int] = {}
    factors = parse_factors(text)
    for one in factors:
        if one.counted:
            counted[one.counted] = counted.get(one.counted, 0) + one.power
            continue
        base, origin, dimension = _measured(one.name)
        size *= (base * Fraction(10) ** one.scale) ** one.power
        zero = origin
        for name, power in dimension:
            powers[name] = powers.get(name, 0) + power * one.power
    return Unit(
        symbol=spelling_of(text),
        size=size,
        zero=zero,
        dimension=tuple(sorted((name, power) for name, power in powers.items() if power)),
        counted=tuple(sorted((name, power) for name, power in counted.items() if power)),
    )


def fits(one: Unit, other: Unit) -> bool:
    """Whether a number in one unit can be given in the other; a count also as a plain number.

    >>> fits(parse_unit("cycles"), parse_unit("layers")), fits(parse_unit("cycles"), parse_unit("1"))
    (False, True)
    """
    same_count = one.counted == other.counted or other.symbol == "1"
    return one.dimension == other.dimension and same_count


def convert(number: Number, unit: Unit, target: Unit, *, difference: bool = False) -> Fraction:
    """The number in another unit, exactly. A difference of temperatures has no zero to be moved.

    >>> convert(Decimal("1.0"), parse_unit("mA cm-2"), parse_unit("A/m2"))
    Fraction(10, 1)
    >>> convert(Decimal(25), parse_unit("°C"), parse_unit("K"))
    Fraction(5963, 20)

    Raises:
        UnitError: the units are of other dimensions, or count other things.
    """
    if not fits(unit, target):
        raise UnitError(f"{unit} cannot be converted into {target}: they measure different things")
    moved = Fraction(0) if difference else unit.zero - target.zero
    return (Fraction(number) * unit.size + moved) / target.size


@cache
def _registry() -> pint.UnitRegistry[Decimal]:
    import pint

    return pint.UnitRegistry(non_int_type=Decimal)


@cache
def _measured(name: str) -> tuple[Fraction, Fraction, tuple[tuple[str, int], ...]]:
    """The size and zero of a unit of pint, and its dimension."""
    registry = _registry()
    none, one = (registry.Quantity(Decimal(number), name).to_base_units() for number in (0, 1))
    zero = Fraction(none.magnitude)
    dimension = tuple(sorted((key, int(str(power))) for key, power in one.dimensionality.items()))
    return Fraction(one.magnitude) - zero, zero, dimension
