"""Printed measurements: a qualifier, a number kept as printed, and a unit of the unit list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from naseikg.errors import nearest

__all__ = ["QUALIFIERS", "Measure", "parse_measure"]

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
class Measure:
    """A number as the source prints it, with what surrounds it."""

    printed: str
    number: Decimal
    high: Decimal | None
    qualifier: str | None
    unit: str

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
