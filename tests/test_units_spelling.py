"""The guard in front of the conversion: each spelling is read in one way or refused, and no minus becomes a plus."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pint
import pytest

from naseikg.errors import UnitError
from naseikg.units.conversion import parse_unit
from naseikg.units.spelling import COUNTS, PREFIXES, SYMBOLS, parse_factors, spelling_of

MINUSES = {"hyphen-minus": "-", "minus": "−", "superscript": "⁻", "en dash": "–", "non-breaking": "‑", "wide": "－"}
_PREFIX_NAMES = {
    "T": "tera",
    "G": "giga",
    "M": "mega",
    "k": "kilo",
    "d": "deci",
    "c": "centi",
    "m": "milli",
    "µ": "micro",
    "n": "nano",
    "p": "pico",
    "f": "femto",
}


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("mA cm-2", "mA cm-2"),
        ("mA/cm2", "mA cm-2"),
        ("mA/cm²", "mA cm-2"),
        ("mA/cm^2", "mA cm-2"),
        ("mA·cm⁻²", "mA cm-2"),
        ("mA⋅cm−2", "mA cm-2"),
        ("mA·cm−2", "mA cm-2"),
        ("mA cm^-2", "mA cm-2"),
        ("mA cm^{-2}", "mA cm-2"),
        ("mA cm^(-2)", "mA cm-2"),
        ("mA*cm**-2", "mA cm-2"),
        ("mA.cm-2", "mA cm-2"),
        ("mA cm−2", "mA cm-2"),
        ("mA\u00a0cm\u2009-2".replace("\u2009", ""), "mA cm-2"),
        ("  mA  cm-2 ", "mA cm-2"),
        ("mAh g-1", "mAh g-1"),
        ("mAh/g", "mAh g-1"),
        ("mA h g-1", "mAh g-1"),
        ("mA h cm⁻²", "mAh cm-2"),
        ("µm", "µm"),
        ("μm", "µm"),
        ("um", "µm"),
        ("uA", "µA"),
        ("uA/cm2", "µA cm-2"),
        ("uAh/g", "µAh g-1"),
        ("%", "%"),
        ("percent", "%"),
        ("per cent", "%"),
        ("°C", "°C"),
        ("℃", "°C"),
        ("degC", "°C"),
        ("S/m", "S m-1"),
        ("A/m2", "A m-2"),
        ("1/s", "s-1"),
        ("1", "1"),
        ("cycle", "cycles"),
        ("nm/cycle", "nm cycles-1"),
        ("Hours", "h"),
        ("Ω", "Ω"),
        ("Å", "Å"),
    ],
)
def test_a_unit_is_read_however_it_is_written(text: str, spelling: str) -> None:
    assert spelling_of(text) == spelling
    assert parse_unit(text) == parse_unit(spelling)


@pytest.mark.parametrize("minus", MINUSES.values(), ids=MINUSES)
@pytest.mark.parametrize("joint", [" ", "·", "⋅", "*", "."])
@pytest.mark.parametrize("power", ["2", "²"])
def test_a_minus_of_any_kind_is_a_minus(minus: str, joint: str, power: str) -> None:
    assert [(one.symbol, one.power) for one in parse_factors(f"mA{joint}cm{minus}{power}")] == [("mA", 1), ("cm", -2)]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "the unit is empty"),
        ("  ", "the unit is empty"),
        ("cm -2", "cannot be read from '-2' on"),
        ("mA−cm2", "cannot be read from '−cm2' on"),
        ("mA cm--2", "cannot be read from '--2' on"),
        ("mA cm−", "cannot be read from '−' on"),
        ("mA cm~2", "cannot be read from '~2' on"),
        ("mA cm¯2", "cannot be read from '¯2' on"),
        ("A//m", "cannot be read from '/m' on"),
        ("A/", "cannot be read from '/' on"),
        ("/m", "cannot be read from '/m' on"),
        ("A/(m2)", "cannot be read from '(m2)' on"),
        ("mA cm-222", "cannot be read from '2' on"),
        ("5 h", "cannot be read from '5 h' on"),
        ("A m-1.5", "cannot be read from '5' on"),
        ("mA/cm2/h", "goes on behind the stroke"),
        ("A/m2 s", "goes on behind the stroke"),
        ("A/m-2", "has a stroke and a negative power behind it"),
        ("m0", "has a power of nought"),
        ("A A", "has 'A' twice"),
        ("mA A-1", "has 'mA' and 'A', one unit twice"),
        ("m cm-1", "has 'm' and 'cm', one unit twice"),
        ("fs99 s-98", "has a power of 99; powers go up to 9"),
        ("mAh A-1", "has 'mA' and 'A', one unit twice"),
        ("cycles cycle", "has 'cycles' twice"),
        ("m10", "has a power of 10; powers go up to 9"),
        ("s-10", "has a power of -10; powers go up to 9"),
        ("cm^{2)", "cannot be read from '^{2)' on"),
        ("cm^(2}", "cannot be read from '^(2}' on"),
        ("V³9", "cannot be read from '9' on"),
        ("V9³", "cannot be read from '³' on"),
        ("W/°C", "has °C among others"),
        ("°C2", "has °C among others"),
        ("°C-1", "has °C among others"),
        ("%2", "has a power of %"),
        ("mAcm-2", "has 'mAcm', which is no unit known here"),
        ("umin", "has 'umin', which is no unit known here"),
        ("turns", "has 'turns', which is no unit known here; write it in SI units"),
        ("gpa", "has 'gpa', which is no unit known here; did you mean GPa?"),
        ("GPA", "has 'GPA', which is no unit known here; did you mean GPa?"),
        ("mah g-1", "has 'mah', which is no unit known here; did you mean MAh or mAh?"),
        ("mvolt", "has 'mvolt', which is no unit known here; did you mean"),
    ],
)
def test_what_cannot_be_read_in_one_way_is_refused_with_the_reason(text: str, problem: str) -> None:
    with pytest.raises(UnitError) as caught:
        parse_unit(text)
    assert problem in str(caught.value)
    assert "; " in str(caught.value)


def test_every_symbol_with_every_prefix_is_read_as_itself() -> None:
    known = [*SYMBOLS, *(f"{prefix}{one}" for prefix in PREFIXES for one, (_, takes) in SYMBOLS.items() if takes)]
    assert len(known) > 200
    for one in known:
        (factor,) = parse_factors(one)
        assert (factor.symbol, factor.power) == (one, 1)


@pytest.mark.parametrize(("prefix", "name"), _PREFIX_NAMES.items())
def test_a_prefix_is_the_power_of_ten_that_the_library_has_for_its_name(prefix: str, name: str) -> None:
    """The guard reads the prefixes; the library never sees them, so it is a witness."""
    registry: pint.UnitRegistry[Decimal] = pint.UnitRegistry(non_int_type=Decimal)
    ampere = registry.Quantity(Decimal(1), f"{name}ampere").to_base_units()
    assert parse_unit(f"{prefix}A").size == Fraction(ampere.magnitude)


def test_the_library_was_asked_for_every_prefix() -> None:
    assert _PREFIX_NAMES.keys() == PREFIXES.keys()


def test_no_reading_of_a_symbol_hides_another() -> None:
    """A symbol that stands in the list is never a prefix with another symbol, as min would be a milli-inch."""
    split = {f"{prefix}{one}": (prefix, one) for prefix in PREFIXES for one, (_, takes) in SYMBOLS.items() if takes}
    assert {one: split[one] for one in (*SYMBOLS, *COUNTS) if one in split} == {}
    assert len(split) == len(PREFIXES) * sum(takes for _, takes in SYMBOLS.values())


def test_what_the_library_would_make_of_the_texts_alone() -> None:
    """The reasons for the guard: when one of these changes upstream, nothing here breaks, but the docs do."""
    registry: pint.UnitRegistry[Decimal] = pint.UnitRegistry(non_int_type=Decimal)
    read = registry.parse_expression("1.0 mA·cm−2")
    # 1.0 mA·cm - 2 or worse: neither is a current density.
    assert read.dimensionality != registry.parse_expression("1 mA/cm**2").dimensionality
    assert registry.Quantity(Decimal(1), "cycle").to_base_units().magnitude == pytest.approx(Decimal("6.283185"))
    assert parse_unit("mA·cm−2").size == 10
    assert parse_unit("cycles").size == 1
