from __future__ import annotations

from decimal import Decimal

import pytest

from naseikg.records.measures import Measure, parse_measure

UNITS = frozenset({"h", "nm", "V", "eV", "mA cm-2"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("780 h", Measure(printed="780", number=Decimal(780), high=None, qualifier=None, unit="h")),
        ("1.0 mA cm-2", Measure(printed="1.0", number=Decimal("1.0"), high=None, qualifier=None, unit="mA cm-2")),
        ("about 50 nm", Measure(printed="50", number=Decimal(50), high=None, qualifier="about", unit="nm")),
        ("-2.71 V", Measure(printed="-2.71", number=Decimal("-2.71"), high=None, qualifier=None, unit="V")),
        ("−2.13 eV", Measure(printed="−2.13", number=Decimal("-2.13"), high=None, qualifier=None, unit="eV")),
        ("5 to 10 nm", Measure(printed="5 to 10", number=Decimal(5), high=Decimal(10), qualifier=None, unit="nm")),
    ],
)
def test_a_measurement_keeps_its_printed_form(text: str, expected: Measure) -> None:
    assert parse_measure(text, units=UNITS) == expected


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("500 h", None, None),
        ("about 500 h", None, None),
        ("over 500 h", Decimal(500), None),
        ("more than 500 h", Decimal(500), None),
        ("at least 500 h", Decimal(500), None),
        ("up to 500 h", None, Decimal(500)),
        ("below 500 h", None, Decimal(500)),
        ("5 to 10 nm", Decimal(5), Decimal(10)),
    ],
)
def test_a_qualifier_sets_the_bound_it_means(text: str, lower: Decimal | None, upper: Decimal | None) -> None:
    measure = parse_measure(text, units=UNITS)
    assert (measure.lower, measure.upper) == (lower, upper)


@pytest.mark.parametrize("text", ["", "h", "500", "500h", "roughly 500 h", "1,5 h", "1e3 h"])
def test_what_is_no_measurement_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no measurement"):
        parse_measure(text, units=UNITS)


@pytest.mark.parametrize("text", ["31 to 4 nm", "-2 to -5 V", "−2 to −5 V"])
def test_a_range_that_runs_backwards_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="runs backwards") as caught:
        parse_measure(text, units=UNITS)
    assert str(caught.value) == f"{text!r} runs backwards; write the lower number first"


def test_an_unknown_unit_suggests_the_nearest() -> None:
    with pytest.raises(ValueError, match="is unknown") as caught:
        parse_measure("1.0 mA cm2", units=UNITS)
    assert str(caught.value) == "unit 'mA cm2' is unknown; did you mean mA cm-2?; see units.yaml"
