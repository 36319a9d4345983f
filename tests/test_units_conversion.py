"""The size of each unit against numbers that are not ours: a hand-written table, QUDT's, EMMO's."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from naseikg.errors import UnitError
from naseikg.pipeline import Built
from naseikg.records.things import Unit as UnitRecord
from naseikg.units.conversion import convert, fits, parse_unit
from naseikg.units.numerals import double_text, exact_text, power_text, rounded_text
from naseikg.units.wanted import parse_wanted

ONTOLOGIES = Path(__file__).parent.parent.parent / "shared" / "ontologies"
QUDT = "http://qudt.org/schema/qudt/"
QUDT_UNIT = "http://qudt.org/vocab/unit/"
EMMO = "https://w3id.org/emmo#"

#: The size and the zero of each unit of the records in its SI unit, written by hand.
SIZES = {
    "%": ("0.01", "0"),
    "1": ("1", "0"),
    "A m-2": ("1", "0"),
    "C kg-1": ("1", "0"),
    "C m-2": ("1", "0"),
    "GPa": ("1000000000", "0"),
    "J": ("1", "0"),
    "K": ("1", "0"),
    "Pa": ("1", "0"),
    "S m-1": ("1", "0"),
    "V": ("1", "0"),
    "cycles": ("1", "0"),
    "eV": ("0.0000000000000000001602176634", "0"),
    "h": ("3600", "0"),
    "layers": ("1", "0"),
    "m": ("1", "0"),
    "mA cm-2": ("10", "0"),
    "mAh cm-2": ("36000", "0"),
    "mAh g-1": ("3600", "0"),
    "mS cm-1": ("0.1", "0"),
    "nm": ("0.000000001", "0"),
    "s": ("1", "0"),
    "°C": ("1", "273.15"),
    "µm": ("0.000001", "0"),
}
IN_QUDT = {
    "%": "PERCENT",
    "A m-2": "A-PER-M2",
    "C kg-1": "C-PER-KiloGM",
    "C m-2": "C-PER-M2",
    "GPa": "GigaPA",
    "J": "J",
    "K": "K",
    "Pa": "PA",
    "S m-1": "S-PER-M",
    "V": "V",
    "eV": "EV",
    "h": "HR",
    "m": "M",
    "mAh g-1": "MilliA-HR-PER-GM",
    "mS cm-1": "MilliS-PER-CentiM",
    "nm": "NanoM",
    "s": "SEC",
    "°C": "DEG_C",
    "µm": "MicroM",
}
IN_EMMO = {
    "A m-2": "AmperePerSquareMetre",
    "C kg-1": "CoulombPerKilogram",
    "C m-2": "CoulombPerSquareMetre",
    "GPa": "GigaPascal",
    "S m-1": "SiemensPerMetre",
    "h": "Hour",
    "mA cm-2": "MilliAmperePerSquareCentiMetre",
    "mAh g-1": "MilliAmpereHourPerGram",
    "mS cm-1": "MilliSiemensPerCentiMetre",
    "nm": "NanoMetre",
    "°C": "DegreeCelsius",
    "µm": "MicroMetre",
}
#: The multipliers that EMMO has wrong or rounded, as published: what stands there, and what is right.
WRONG_IN_EMMO = {
    "%": ("Percent", "1", "0.01"),
    "eV": ("ElectronVolt", "0.0000000000000000001602177", "0.0000000000000000001602176634"),
    "mAh cm-2": ("MilliAmpereHourPerSquareCentiMetre", "36000000000", "36000"),
}


def _published(*names: str) -> Store:
    store = Store()
    for name in names:
        path = ONTOLOGIES / name
        if not path.is_file():
            pytest.skip(f"{name} is not at ../shared/ontologies/; the sizes of our units are not compared with it")
        store.bulk_load(path=str(path), format=RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def qudt() -> Store:
    """The units of QUDT."""
    return _published("qudt-vocab-units.ttl")


@pytest.fixture(scope="module")
def emmo() -> Store:
    """The units of EMMO that are ours too."""
    kinds = ("coherentsiunits", "noncoherentsiunits", "prefixedsiunits", "siacceptedspecialunits", "siacceptedunits")
    names = [*kinds, "sidimensionalunits", "siunits", "specialunits"]
    return _published(*(f"emmo-core-disciplines-units-{one}.ttl" for one in names))


def _records(kg: Built) -> list[UnitRecord]:
    return [one for one in kg.records if isinstance(one, UnitRecord)]


def _symbol(kg: Built, record: UnitRecord) -> str:
    (found,) = (one.symbol for one in _records(kg) if one.id == record.si_unit)
    return found


def _emmo_value(emmo: Store, name: str, property: str) -> str | None:
    found = emmo.query(
        f"SELECT ?value {{ <{EMMO}{name}> <http://www.w3.org/2000/01/rdf-schema#subClassOf> ?all ."
        f" ?all <http://www.w3.org/2002/07/owl#onProperty> <{EMMO}{property}> ;"
        " <http://www.w3.org/2002/07/owl#hasValue> ?value }"
    )
    return next((one["value"].value for one in found), None)  # type: ignore[union-attr]  # a SELECT has rows


def test_the_table_has_every_unit_of_the_records(kg: Built) -> None:
    assert SIZES.keys() == {one.symbol for one in _records(kg)}
    assert all(one.si_unit is not None and one.ucum_code is not None for one in _records(kg))


@pytest.mark.parametrize("symbol", SIZES)
def test_a_unit_has_the_size_that_the_table_gives(kg: Built, symbol: str) -> None:
    size, zero = map(Fraction, SIZES[symbol])
    (record,) = (one for one in _records(kg) if one.symbol == symbol)
    si_unit = parse_unit(_symbol(kg, record))
    assert si_unit.size == 1
    assert si_unit.zero == 0
    assert convert(Decimal(1), parse_unit(symbol), si_unit) == size + zero
    assert convert(Decimal(0), parse_unit(symbol), si_unit) == zero
    assert convert(Decimal(1), parse_unit(symbol), si_unit, difference=True) == size


@pytest.mark.parametrize("symbol", IN_QUDT)
def test_a_unit_has_the_size_and_the_code_that_qudt_gives(kg: Built, qudt: Store, symbol: str) -> None:
    unit = NamedNode(f"{QUDT_UNIT}{IN_QUDT[symbol]}")

    def text(property: str) -> str | None:
        found = qudt.quads_for_pattern(unit, NamedNode(f"{QUDT}{property}"), None)
        return next((one.object.value for one in found), None)  # type: ignore[union-attr]  # a literal

    ours = parse_unit(symbol)
    assert ours.size == Fraction(text("conversionMultiplier") or "none")
    assert ours.zero == Fraction(text("conversionOffset") or "0")
    (record,) = (one for one in _records(kg) if one.symbol == symbol)
    assert record.ucum_code == text("ucumCode")


def test_the_units_that_qudt_has_not_are_these(kg: Built, qudt: Store) -> None:
    """QUDT's codes are those of UCUM; where it has none of ours, the code is spelt after the same rules."""
    codes = {one.object.value for one in qudt.quads_for_pattern(None, NamedNode(f"{QUDT}ucumCode"), None)}  # type: ignore[union-attr]  # literals
    without = {one.symbol: one.ucum_code for one in _records(kg) if one.symbol not in IN_QUDT}
    assert without == {
        "1": "1",
        "cycles": "{cycles}",
        "layers": "{layers}",
        "mA cm-2": "mA.cm-2",
        "mAh cm-2": "mA.h.cm-2",
    }
    assert codes.isdisjoint({"mA.cm-2", "mA.h.cm-2"})


@pytest.mark.parametrize("symbol", IN_EMMO)
def test_a_unit_has_the_size_that_emmo_gives(emmo: Store, symbol: str) -> None:
    multiplier = _emmo_value(emmo, IN_EMMO[symbol], "EMMO_8189b42e_0995_423a_a26c_51168b27c3cf")
    offset = _emmo_value(emmo, IN_EMMO[symbol], "EMMO_d088a3cb_d3e3_4eb2_9897_00aef0cb00cd")
    assert multiplier is not None
    ours = parse_unit(symbol)
    # EMMO gives the offset as what is taken away, QUDT as what is added.
    assert (ours.size, ours.zero) == (Fraction(multiplier), -Fraction(offset or "0"))


@pytest.mark.parametrize("symbol", WRONG_IN_EMMO)
def test_a_multiplier_that_emmo_has_wrong_is_still_wrong_there(emmo: Store, symbol: str) -> None:
    """Once this fails, a new version of EMMO is at hand that is right; then the unit moves to the table above."""
    name, published, right = WRONG_IN_EMMO[symbol]
    assert _emmo_value(emmo, name, "EMMO_8189b42e_0995_423a_a26c_51168b27c3cf") == published
    assert parse_unit(symbol).size == Fraction(right) != Fraction(published)


_PAIRS = [(one, other) for one, other in product(SIZES, SIZES) if fits(parse_unit(one), parse_unit(other))]


def test_the_pairs_that_convert_are_of_one_kind() -> None:
    assert {(one, other) for one, other in _PAIRS if one < other} == {
        ("%", "1"),
        ("A m-2", "mA cm-2"),
        ("C kg-1", "mAh g-1"),
        ("C m-2", "mAh cm-2"),
        ("GPa", "Pa"),
        ("J", "eV"),
        ("K", "°C"),
        ("S m-1", "mS cm-1"),
        ("h", "s"),
        ("m", "nm"),
        ("m", "µm"),
        ("nm", "µm"),
    }
    # A count becomes a plain number, but a plain number no count, and no count another.
    assert {(one, other) for one, other in _PAIRS if one > other and (other, one) not in _PAIRS} == {
        ("cycles", "1"),
        ("layers", "1"),
    }


@pytest.mark.parametrize(("one", "other"), _PAIRS)
def test_there_and_back_is_exact(one: str, other: str) -> None:
    unit, target = parse_unit(one), parse_unit(other)
    if not fits(target, unit):
        return
    for number in map(Decimal, ("0", "1", "1.0", "0.1", "7", "-2.71", "3.3", "99.73", "1166", "2800", "1e-9", "1e12")):
        assert convert(convert(number, unit, target), target, unit) == Fraction(number)


@pytest.mark.parametrize(
    ("one", "other"), [("cycles", "layers"), ("layers", "cycles"), ("%", "cycles"), ("1", "cycles"), ("h", "A m-2")]
)
def test_what_measures_something_else_is_not_converted(one: str, other: str) -> None:
    with pytest.raises(UnitError) as caught:
        convert(Decimal(1), parse_unit(one), parse_unit(other))
    assert str(caught.value) == f"{one} cannot be converted into {other}: they measure different things"


def test_the_mass_in_a_unit_is_counted_in_kilograms() -> None:
    assert convert(Decimal(1), parse_unit("mAh g-1"), parse_unit("Ah kg-1")) == 1
    assert convert(Decimal(1), parse_unit("mS cm-1"), parse_unit("S m-1")) == Fraction(1, 10)
    assert convert(Decimal("1.0"), parse_unit("A/m2"), parse_unit("µA cm-2")) == 100
    assert convert(Decimal(1), parse_unit("bar"), parse_unit("Pa")) == 100000
    assert convert(Decimal(1), parse_unit("Å"), parse_unit("nm")) == Fraction(1, 10)
    assert convert(Decimal(1), parse_unit("kWh"), parse_unit("J")) == 3600000


@pytest.mark.parametrize(
    ("exact", "printed", "text"),
    [
        ("10", "1", "10"),
        ("10", "1.0", "10"),
        ("2.5", "0.25", "2.5"),
        ("36000", "1", "36000"),
        ("36000", "1.0", "36000"),
        ("9000", "0.25", "9000"),
        ("108000", "3", "108000"),
        ("2808000", "780", "2.81e6"),
        ("1800000", "500", "1.80e6"),
        ("4197600", "1166", "4.198e6"),
        ("31400000000", "31.4", "3.14e10"),
        ("0.012", "0.12", "0.012"),
        ("0.9973", "99.73", "0.9973"),
        ("0.00000005", "50", "5.0e-8"),
        ("-0.00000000000000000056076182190", "-3.5", "-5.6e-19"),
        ("-0.00000000000000000034126362304", "−2.13", "-3.41e-19"),
        ("0.001", "1", "0.001"),
        ("0.0009", "9", "9e-4"),
        ("999999.6", "999999.6", "999999.6"),
        ("0.0099999", "1.0", "0.010"),
        ("0", "0.0", "0.0"),
        ("2.77777777777777777777", "10000", "2.7778"),
    ],
)
def test_a_number_keeps_the_digits_of_the_print(exact: str, printed: str, text: str) -> None:
    assert rounded_text(Fraction(exact), printed) == text


def test_rounding_never_changes_a_number_by_half_a_per_cent() -> None:
    sizes = [size for size, _ in SIZES.values()]
    for size, digits in product(sizes, range(1, 1000)):
        exact = Fraction(size) * digits
        assert abs(Fraction(rounded_text(exact, str(digits))) - exact) < abs(exact) / 200


@pytest.mark.parametrize(("printed", "text"), [("75", "348"), ("75.5", "348.6"), ("-273.15", "0.00"), ("25", "298")])
def test_a_temperature_keeps_its_decimals(printed: str, text: str) -> None:
    kelvin = convert(Decimal(printed), parse_unit("°C"), parse_unit("K"))
    assert rounded_text(kelvin, printed, moved=True) == text


def test_numbers_to_compute_with_are_exact_or_the_nearest() -> None:
    assert exact_text(Fraction(1, 4)) == "0.25"
    assert exact_text(Fraction(7, 3600)) == "0.00194444444444444"
    assert double_text(Fraction("1.0") * 10) == "10"
    assert double_text(Fraction("0.6") * Fraction("1.602176634e-19")) == "0.00000000000000000009613059804"
    assert power_text(Fraction("-5.0e-8")) == "-5e-8"
    assert power_text(Fraction(10) ** 400 / 3) == "3.33333333333333e399"
    assert power_text(Fraction(10) ** -400) == "1e-400"
    for text in ("0.1", "31.4", "9.613059804e-20", "-2.71", "1e22"):
        assert float(double_text(Fraction(text))) == float(text) == float(power_text(Fraction(text)))


def test_units_are_asked_for_by_name_or_as_si() -> None:
    assert parse_wanted(" SI ", {}).targets == ()
    assert [str(one) for one in parse_wanted("A/m2, min", {}).targets] == ["A m-2", "min"]
    with pytest.raises(
        UnitError, match=r"^units 'h, A/m2, min' have both h and min, which measure the same; keep one$"
    ):
        parse_wanted("h, A/m2, min", {})
    with pytest.raises(UnitError, match=r"^the unit is empty; "):
        parse_wanted("h,", {})
    with pytest.raises(UnitError, match="'si' among others, but it stands alone; write si, or units by name"):
        parse_wanted("A/m², SI", {})


def test_in_si_a_count_keeps_its_word_and_an_unreadable_unit_stays() -> None:
    wanted = parse_wanted("si", {"cycles": "1", "h": "s"})
    assert str(wanted.target("cycles")) == "cycles"
    assert str(wanted.target("h")) == "s"
    assert str(wanted.target("V")) == "V"
    assert wanted.target("sheets") is None
