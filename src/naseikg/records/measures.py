"""Printed measurements: a qualifier, a number kept as printed, and a unit of the unit list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from naseikg.errors import UnitError, nearest
from naseikg.units.conversion import convert, fits, parse_unit
from naseikg.units.numerals import double_text

__all__ = ["QUALIFIERS", "Measure", "SiNumbers", "parse_measure", "si_numbers_of", "si_problem"]

#: The words before a number, and which bound they set: the lower, the upper, or none.
QUALIFIERS: dict[str, str] = {
    "about": "none",
    "above": "lower",
    "at least": "lower",
    "below": "upper",
    "less than": "upper",
    "more than": "lower",
    "over": "lower",
    "up to": "upper",
}
_FORM = re.compile(
    rf"(?:(?P<qualifier>{'|'.join(sorted(QUALIFIERS))}) )?"
    r"(?P<low>[-−]?\d+(?:\.\d+)?)(?: to (?P<high>[-−]?\d+(?:\.\d+)?))? (?P<unit>\S.*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiNumbers:
    """The number and the bounds of a measurement in the SI unit, as texts of double precision; nothing where it has none."""

    value: str | None
    lower: str | None
    upper: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number as the source prints it, with what surrounds it."""

    printed: str
    number: Decimal
    high: Decimal | None
    qualifier: str | None
    unit: str
    #: The same in the SI unit, where that is known.
    si: SiNumbers | None = None

    @property
    def lower(self) -> Decimal | None:
        """The lower bound that a range or a qualifier such as "over" sets."""
        if self.high is not None or QUALIFIERS.get(self.qualifier or "") == "lower":
            return self.number
        return None

    @property
    def upper(self) -> Decimal | None:
        """The upper bound that a range or a qualifier such as "up to" sets."""
        if self.high is not None:
            return self.high
        return self.number if QUALIFIERS.get(self.qualifier or "") == "upper" else None


def parse_measure(text: str, *, units: frozenset[str]) -> Measure:
    """The measurement that a record writes as ``[qualifier] number[ to number] unit``.

    >>> one = parse_measure("over 2800 h", units=frozenset({"h"}))
    >>> one.qualifier, one.printed, one.lower
    ('over', '2800', Decimal('2800'))

    Raises:
        ValueError: the text has another form, or the unit is not among ``units``.
    """
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no measurement; write it as '1.0 mA cm-2' or 'about 50 nm'")
    if match["unit"] not in units:
        raise ValueError(f"unit {match['unit']!r} is unknown{nearest(match['unit'], units)}; see units.yaml")
    low, high = (Decimal(match[part].replace("−", "-")) if match[part] else None for part in ("low", "high"))
    assert low is not None
    if high is not None and high < low:
        raise ValueError(f"{text!r} runs backwards; write the lower number first")
    return Measure(
        printed=match["low"] + (f" to {match['high']}" if match["high"] else ""),
        number=low,
        high=high,
        qualifier=match["qualifier"],
        unit=match["unit"],
    )


def si_numbers_of(measure: Measure, si_unit: str) -> SiNumbers:
    """The numbers of a measurement in an SI unit, each rounded once, at the end.

    >>> si_numbers_of(parse_measure("over 0.6 eV", units=frozenset({"eV"})), "J")
    SiNumbers(value='0.00000000000000000009613059804', lower='0.00000000000000000009613059804', upper=None)

    Raises:
        UnitError: a unit cannot be read, or the two measure different things.
    """
    unit, target = parse_unit(measure.unit), parse_unit(si_unit)

    def text(number: Decimal | None) -> str | None:
        return None if number is None else double_text(convert(number, unit, target))

    value = measure.number if measure.high is None else None
    return SiNumbers(value=text(value), lower=text(measure.lower), upper=text(measure.upper))


def si_problem(symbol: str, si_symbol: str) -> str:
    """What is wrong with a unit's SI unit; nothing when numbers can be converted into it and it is the coherent one.

    >>> si_problem("mA cm-2", "A m-2"), si_problem("h", "A m-2")
    ('', 'h and A m-2 measure different things; give the SI unit of h')
    """
    try:
        unit, si_unit = parse_unit(symbol), parse_unit(si_symbol)
    except UnitError as error:
        return str(error)
    if not fits(unit, si_unit):
        return f"{symbol} and {si_symbol} measure different things; give the SI unit of {symbol}"
    if si_unit.size != 1 or si_unit.zero != 0:
        return f"{si_symbol} is {si_unit.size} of the SI unit; give the SI unit without a prefix"
    return ""
