"""Quantities as the panel shows them: as printed, in SI units, and under which conditions."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pyoxigraph import NamedNode

from naseikg.asking.prose import exponents
from naseikg.atlas import Atlas
from naseikg.units.numerals import rounded_text
from naseikg.vocabulary import NSEI, RDF, curie

__all__ = ["printed", "value_row", "values_of"]

#: What a cycling test states, and its words.
_OF_A_TEST = (
    (NSEI.currentDensity, "current density"),
    (NSEI.arealCapacity, "areal capacity"),
    (NSEI.temperature, "temperature"),
    (NSEI.lifetime, "lifetime"),
    (NSEI.cycleCount, "cycle count"),
    (NSEI.coulombicEfficiency, "coulombic efficiency"),
)

#: The units of counts, in their plural.
_COUNTED = frozenset({"cycles", "layers"})


def values_of(atlas: Atlas, one: NamedNode) -> Iterator[tuple[str, NamedNode]]:
    """The quantities of a thing with what is valued: of a quantity itself, of a test its conditions and results."""
    if atlas.kind(one) == "quantity":
        yield _kind(atlas, one), one
    elif atlas.kind(one) == "test":
        yield from ((words, each) for property, words in _OF_A_TEST for each in atlas.links(one, property))
    else:
        yield from ((_kind(atlas, each), each) for each in atlas.links(one, NSEI.hasQuantity))


def value_row(atlas: Atlas, label: str, quantity: NamedNode) -> dict[str, object]:
    """One value with its unit and the conditions under which it holds."""
    conditions = [
        {"label": _kind(atlas, one), "value": printed(atlas, one), "id": curie(one)}
        for one in atlas.links(quantity, NSEI.under)
    ]
    text = atlas.text(quantity, NSEI.conditionText)
    return {
        "id": curie(quantity),
        "label": label,
        "printed": printed(atlas, quantity),
        "si": _in_si(atlas, quantity),
        "conditions": conditions + ([{"label": "condition", "value": text, "id": ""}] if text else []),
    }


def printed(atlas: Atlas, quantity: NamedNode) -> str:
    """A quantity as printed: qualifier, number, unit."""
    unit = atlas.link(quantity, NSEI.unit)
    symbol = exponents(atlas.text(unit, NSEI.symbol) or "") if unit else ""
    number = _with_minus(atlas.text(quantity, NSEI.printedValue) or "")
    if number == "1" and symbol in _COUNTED:
        symbol = symbol.removesuffix("s")
    return " ".join(part for part in (atlas.text(quantity, NSEI.qualifier), number, symbol) if part)


def _kind(atlas: Atlas, quantity: NamedNode) -> str:
    kinds = atlas.links(quantity, RDF.type)
    return atlas.label(kinds[0]) if kinds else "value"


def _in_si(atlas: Atlas, quantity: NamedNode) -> str:
    """The value in SI units with the digits of the print; nothing for a count, or when that is how it is printed."""
    unit = atlas.link(quantity, NSEI.unit)
    si_unit = atlas.link(unit, NSEI.siUnit) if unit else None
    if unit is None or si_unit is None or si_unit == unit or atlas.text(unit, NSEI.symbol) in _COUNTED:
        return ""
    bounds = [atlas.text(quantity, property) for property in (NSEI.siLowerBound, NSEI.siUpperBound)]
    own = [atlas.text(quantity, property) for property in (NSEI.lowerBound, NSEI.upperBound)]
    if not all(bounds):
        bounds, own = [atlas.text(quantity, NSEI.siValue)], [atlas.text(quantity, NSEI.numericValue)]
    pairs = [(number, digits) for number, digits in zip(bounds, own, strict=True) if number and digits]
    # Degrees Celsius are the one unit here whose zero is not that of its SI unit.
    is_moved = atlas.text(unit, NSEI.symbol) == "°C"
    numbers = [_raised(rounded_text(Fraction(number), digits, moved=is_moved)) for number, digits in pairs]
    symbol = exponents(atlas.text(si_unit, NSEI.symbol) or "")
    # Round hours in seconds only look precise.
    if symbol == "s":
        return ""
    # The unit one is not written.
    symbol = "" if symbol == "1" else symbol
    found = " ".join(part for part in (atlas.text(quantity, NSEI.qualifier), " to ".join(numbers), symbol) if part)
    return found if numbers and found != printed(atlas, quantity) else ""


def _raised(number: str) -> str:
    """A number with its power of ten as people write it.

    >>> _raised("-3.41e-19"), _raised("36000")
    ('−3.41 × 10⁻¹⁹', '36000')
    """
    digits, _, power = _with_minus(number).partition("e")
    raised = power.translate(str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"))
    return f"{digits} × 10{raised}" if power else digits


def _with_minus(number: str) -> str:
    """A number with a minus sign for its hyphen."""
    return number.replace("-", "−", 1) if number.startswith("-") else number
