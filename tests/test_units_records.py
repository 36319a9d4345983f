"""What the build makes of units: the SI value of every quantity, and the faults of a unit record."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pyoxigraph import Literal, NamedNode

from naseikg.errors import RecordErrors
from naseikg.pipeline import Built, build_graph
from naseikg.records.measures import SiNumbers, parse_measure, si_numbers_of, si_problem
from naseikg.vocabulary import BASE, NSEI, RDF, XSD
from smallproject import SmallProject
from test_units_conversion import SIZES

#: Each number, its bounds, and what they are in the SI unit.
_TRIPLES = {
    NSEI.numericValue: NSEI.siValue,
    NSEI.lowerBound: NSEI.siLowerBound,
    NSEI.upperBound: NSEI.siUpperBound,
}
_UNITS = frozenset({"h", "eV", "°C", "mA cm-2", "nm"})


def _numbers(kg: Built, quantity: NamedNode, property: NamedNode) -> list[Literal]:
    found = (one.object for one in kg.store.quads_for_pattern(quantity, property, None))
    return [one for one in found if isinstance(one, Literal)]


def _symbol(kg: Built, quantity: NamedNode) -> str:
    (symbol,) = (
        literal.value
        for one in kg.store.quads_for_pattern(quantity, NSEI.unit, None)
        if isinstance(one.object, NamedNode)
        for literal in _numbers(kg, one.object, NSEI.symbol)
    )
    return symbol


def test_every_quantity_has_the_si_value_that_the_table_gives_and_the_bounds_it_is_printed_with(kg: Built) -> None:
    compared = 0
    for quad in kg.store.quads_for_pattern(None, RDF.type, NSEI.Quantity):
        quantity = quad.subject
        assert isinstance(quantity, NamedNode)
        size, zero = map(Decimal, SIZES[_symbol(kg, quantity)])
        for printed, converted in _TRIPLES.items():
            numbers, si = _numbers(kg, quantity, printed), _numbers(kg, quantity, converted)
            assert [one.datatype for one in si] == [XSD.double] * len(numbers), quantity
            for number, other in zip(numbers, si, strict=True):
                # Multiplied as decimals and rounded once, in another way than the build does it.
                assert float(other.value) == float(Decimal(number.value) * size + zero), quantity
                compared += 1
    assert compared >= 77


def test_round_off_does_not_show(kg: Built) -> None:
    shown = {}
    for name in ("na3p-red-phosphorus-symmetric-current-density", "naf-shear-modulus", "na3p-ionic-conductivity"):
        shown[name] = [one.value for one in _numbers(kg, NamedNode(f"{BASE}quantity/{name}"), NSEI.siValue)]
    assert list(shown.values()) == [["10"], ["31400000000"], ["0.012"]]
    bound = NamedNode(f"{BASE}quantity/nacl-nasn-sncl2-symmetric-lifetime")
    assert [one.value for one in _numbers(kg, bound, NSEI.siLowerBound)] == ["1800000"]
    assert _numbers(kg, bound, NSEI.siUpperBound) == []


def test_every_unit_has_one_si_unit_which_is_its_own(kg: Built) -> None:
    si_units = {
        quad.subject: quad.object for quad in kg.store.quads_for_pattern(None, NSEI.siUnit, None) if quad.graph_name
    }
    units = {quad.subject for quad in kg.store.quads_for_pattern(None, RDF.type, NSEI.Unit)}
    assert si_units.keys() == units
    assert {si_units[one] for one in si_units.values()} == set(si_units.values())  # type: ignore[index]  # all are units


@pytest.mark.parametrize(
    ("text", "si_unit", "expected"),
    [
        ("1.0 mA cm-2", "A m-2", SiNumbers(value="10", lower=None, upper=None)),
        ("about 25 °C", "K", SiNumbers(value="298.15", lower=None, upper=None)),
        ("over 500 h", "s", SiNumbers(value="1800000", lower="1800000", upper=None)),
        ("up to 500 h", "s", SiNumbers(value="1800000", lower=None, upper="1800000")),
        ("5 to 10 nm", "m", SiNumbers(value=None, lower="0.000000005", upper="0.00000001")),
        ("−2.13 eV", "J", SiNumbers(value="-0.000000000000000000341263623042", lower=None, upper=None)),
    ],
)
def test_bounds_keep_their_meaning(text: str, si_unit: str, expected: SiNumbers) -> None:
    assert si_numbers_of(parse_measure(text, units=_UNITS), si_unit) == expected


@pytest.mark.parametrize(
    ("symbol", "si_symbol", "problem"),
    [
        ("h", "s", ""),
        ("°C", "K", ""),
        ("cycles", "1", ""),
        ("h", "A m-2", "h and A m-2 measure different things; give the SI unit of h"),
        ("cycles", "layers", "cycles and layers measure different things; give the SI unit of cycles"),
        ("h", "min", "min is 60 of the SI unit; give the SI unit without a prefix"),
        ("K", "°C", "°C is 1 of the SI unit; give the SI unit without a prefix"),
        ("sheets", "1", "unit 'sheets' has 'sheets', which is no unit known here; write it in SI units"),
    ],
)
def test_an_si_unit_that_does_not_fit_is_a_problem(symbol: str, si_symbol: str, problem: str) -> None:
    assert si_problem(symbol, si_symbol) == problem


def _write_units(small: SmallProject, *records: str) -> None:
    small.replace("units.yaml", "\n".join(records))


_GIGAPASCAL = "- id: gigapascal\n  type: Unit\n  label: gigapascal\n  symbol: GPa\n"
_HOUR = "- id: hour\n  type: Unit\n  label: hour\n  symbol: h\n"
_PASCAL = "- id: pascal\n  type: Unit\n  label: pascal\n  symbol: Pa\n  si_unit: pascal\n"


def test_a_unit_record_with_its_si_unit_gives_its_quantities_an_si_value(small: SmallProject) -> None:
    _write_units(small, f"{_GIGAPASCAL}  si_unit: pascal\n", _HOUR, _PASCAL)
    kg = build_graph(small.project)
    found = _numbers(kg, NamedNode(f"{BASE}quantity/modulus"), NSEI.siValue)
    assert found == [Literal("31400000000", datatype=XSD.double)]


def test_without_an_si_unit_a_quantity_has_its_printed_number_only(small: SmallProject) -> None:
    kg = build_graph(small.project)
    assert [one.value for one in _numbers(kg, NamedNode(f"{BASE}quantity/modulus"), NSEI.numericValue)] == ["31.4"]
    assert _numbers(kg, NamedNode(f"{BASE}quantity/modulus"), NSEI.siValue) == []


def test_an_si_unit_of_another_kind_is_a_fault_of_its_line(small: SmallProject) -> None:
    _write_units(small, f"{_GIGAPASCAL}  si_unit: hour\n", _HOUR, _PASCAL)
    with pytest.raises(RecordErrors) as caught:
        build_graph(small.project)
    (fault,) = caught.value.faults
    assert (fault.place.path.name, fault.place.line, fault.record) == ("units.yaml", 5, "gigapascal")
    assert fault.problem == "si_unit: GPa and h measure different things; give the SI unit of GPa"


def test_an_si_unit_that_does_not_exist_is_a_fault(small: SmallProject) -> None:
    _write_units(small, f"{_GIGAPASCAL}  si_unit: pascall\n", _HOUR, _PASCAL)
    with pytest.raises(RecordErrors) as caught:
        build_graph(small.project)
    assert [one.problem for one in caught.value.faults] == [
        "si_unit: unit/pascall does not exist; did you mean pascal?"
    ]


def test_an_si_unit_that_is_a_list_is_a_fault(small: SmallProject) -> None:
    _write_units(small, f"{_GIGAPASCAL}  si_unit: [pascal, hour]\n", _HOUR, _PASCAL)
    with pytest.raises(RecordErrors) as caught:
        build_graph(small.project)
    assert [one.problem for one in caught.value.faults] == ["si_unit: is a list; give one value"]
