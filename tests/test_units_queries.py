"""Answers in other units: every named query, free ones, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal

from naseikg.asking.answers import Answer, ask
from naseikg.asking.converting import Converter, converted
from naseikg.asking.formats import cell_text, write_answer
from naseikg.asking.questions import Question, load_questions, parse_question
from naseikg.errors import NaseikgError, QueryError, UnitError
from naseikg.pipeline import Built

QUERIES = Path(__file__).parent.parent / "queries"
QUESTIONS = load_questions(QUERIES)
#: The named queries that hold quantities; a new one belongs here or must say why it is not converted.
WITH_QUANTITIES = {
    "all-quantities",
    "binding-by-chebi-family",
    "binding-energies",
    "comparable-tests",
    "cycling-tests",
    "cycling-tests-in-emmo-terms",
    "deposition-below-melting-point",
    "layer-thickness",
    "long-lived-tests-by-route",
    "longest-tests-1ma-1mah",
    "modelled-against-measured",
    "moduli",
    "na3p-properties",
    "preparation-conditions",
    "quantities-per-kind",
    "routes-and-what-was-tested",
    "test-condition-ledger",
    "test-measurements",
    "tests-against-industry-capacity",
    "tests-from-1ma",
    "values-in-si-across-papers",
}


def _named(name: str) -> Question:
    return next(one for one in QUESTIONS if one.name == name)


def _in_units(kg: Built, question: Question, units: str) -> Answer:
    return converted(kg.store, ask(kg.store, question.sparql, name=question.name), question, units)


def _free(kg: Built, sparql: str, units: str) -> list[list[str]]:
    answer = _in_units(kg, Question(name="mine", header={}, sparql=sparql), units)
    return [list(map(cell_text, row)) for row in answer.rows]


@pytest.fixture(scope="module")
def in_si(kg: Built) -> dict[str, Answer | str]:
    """The answer to every named query in SI units, or why there is none."""
    found: dict[str, Answer | str] = {}
    for one in QUESTIONS:
        try:
            found[one.name] = _in_units(kg, one, "si")
        except NaseikgError as error:
            found[one.name] = str(error)
    return found


def test_every_named_query_is_converted_or_says_why_not(kg: Built, in_si: dict[str, Answer | str]) -> None:
    assert {name for name, one in in_si.items() if isinstance(one, Answer)} >= WITH_QUANTITIES
    for name, one in in_si.items():
        if name in WITH_QUANTITIES:
            continue
        if isinstance(one, Answer):
            assert one == ask(kg.store, _named(name).sparql), f"{name} holds quantities; add it to the list"
        elif name == "quantity-kinds-and-units":
            assert one == f"{name}: its answer is about the units themselves, so none is converted; leave the units out"
        else:
            assert one.startswith((f"{name}: the answer has no quantity to convert; ", f"{name}: it gives triples, "))


@pytest.mark.parametrize("name", sorted(WITH_QUANTITIES))
def test_rows_stay_in_their_order_and_no_printed_unit_is_left(
    kg: Built, in_si: dict[str, Answer | str], name: str
) -> None:
    printed, shown = ask(kg.store, _named(name).sparql), in_si[name]
    assert isinstance(shown, Answer)
    assert shown.columns == printed.columns
    ids = [place for place, column in enumerate(shown.columns) if column.endswith("_id")]
    assert [[row[one] for one in ids] for row in shown.rows] == [[row[one] for one in ids] for row in printed.rows]
    left = {"GPa", "eV", "h", "mA cm-2", "mAh cm-2", "mAh g-1", "mS cm-1", "nm", "%", "°C", "µm"}
    for row in shown.rows:
        for column, cell in zip(shown.columns, row, strict=True):
            if isinstance(cell, Literal):
                assert cell.value not in left, f"{name}: {column}"
    converter = Converter.of(kg.store, "h, nm, eV")
    for row in shown.rows:
        for cell in row:
            if isinstance(cell, Literal) and cell.language is None:
                converter.text(cell.value)
    assert converter.met.isdisjoint(left)


def test_moduli_in_si(in_si: dict[str, Answer | str]) -> None:
    answer = in_si["moduli"]
    assert isinstance(answer, Answer)
    assert [[cell_text(one) for one in row[:4]] for row in answer.rows] == [
        ["sodium fluoride", "shear modulus", "31400000000", "Pa"],
        ["sodium phosphide layer from red phosphorus", "Young's modulus", "8600000000", "Pa"],
        ["sodium metal", "shear modulus", "3300000000", "Pa"],
    ]


def test_a_difference_of_temperatures_has_no_zero_to_move(in_si: dict[str, Answer | str]) -> None:
    answer = in_si["deposition-below-melting-point"]
    assert isinstance(answer, Answer)
    assert [[cell_text(one) for one in row[1:5]] for row in answer.rows] == [
        ["348.15", "371.15", "23", "K"],
        ["358.15", "371.15", "13", "K"],
    ]


def test_the_longest_tests_in_si(kg: Built, in_si: dict[str, Answer | str]) -> None:
    answer = in_si["longest-tests-1ma-1mah"]
    assert isinstance(answer, Answer)
    columns = [answer.columns.index(one) for one in ("lifetime", "current_density", "areal_capacity")]
    assert [[cell_text(row[one]) for one in columns] for row in answer.rows] == [
        ["9.000e6 s", "10 A m-2", "36000 C m-2"],
        ["2.81e6 s", "10 A m-2", "36000 C m-2"],
        ["2.52e6 s", "10 A m-2", "36000 C m-2"],
        ["900000 s", "10 A m-2", "36000 C m-2"],
    ]


def test_layer_thickness_in_si(in_si: dict[str, Answer | str]) -> None:
    """The growth has its unit in the name of its column, and the count of cycles has none."""
    answer = in_si["layer-thickness"]
    assert isinstance(answer, Answer)
    assert [[cell_text(one) for one in row[1:6]] for row in answer.rows] == [
        ["1.4e-9", "m", "", "10", "0.14"],
        ["3.5e-9", "m", "", "25", "0.14"],
        ["7e-9", "m", "", "50", "0.14"],
        ["4e-9", "m", "", "", ""],
        ["5e-8", "m", "about", "", ""],
    ]


def test_lists_brackets_and_conditions_are_converted_and_names_are_not(in_si: dict[str, Answer | str]) -> None:
    comparable, quantities = in_si["comparable-tests"], in_si["all-quantities"]
    assert isinstance(comparable, Answer)
    assert isinstance(quantities, Answer)
    (first, *_) = ([cell_text(one) for one in row] for row in comparable.rows)
    assert first[-1] == (
        "sodium phosphide layer from red phosphorus (2.81e6 s); NaBr-rich layer from 1-bromopropane (900000 s)"
    )
    conditions = quantities.columns.index("conditions")
    assert {cell_text(row[conditions]) for row in quantities.rows} >= {"at 36000 C m-2", "at 10 cycles"}


def test_bounds_stay_bounds(in_si: dict[str, Answer | str]) -> None:
    answer = in_si["all-quantities"]
    assert isinstance(answer, Answer)
    rows = {cell_text(row[-1]): [cell_text(one) for one in row[2:8]] for row in answer.rows}
    assert rows["quantity/nacl-nasn-sncl2-symmetric-lifetime"] == ["over", "1.80e6", "s", "1800000", "1800000", ""]
    assert rows["quantity/al2o3-peald-cycling-cycle-count"] == ["up to", "500", "cycles", "500", "", "500"]
    assert rows["quantity/ph-s-na-na-binding-energy"] == ["", "-3.41e-19", "J", "-3.41263623042e-19", "", ""]
    assert rows["quantity/pvdf-sn-coulombic-efficiency-coulombic-efficiency"] == ["", "0.9973", "1", "0.9973", "", ""]


def test_what_is_of_another_dimension_stays(kg: Built) -> None:
    answer = _in_units(kg, _named("longest-tests-1ma-1mah"), "A/m2")
    columns = [answer.columns.index(one) for one in ("lifetime", "current_density", "areal_capacity")]
    assert [cell_text(answer.rows[1][one]) for one in columns] == ["780 h", "10 A m-2", "1.0 mAh cm-2"]


def test_several_units_can_be_asked_for(kg: Built) -> None:
    answer = _in_units(kg, _named("longest-tests-1ma-1mah"), "A/m2, d, Ah/m2")
    columns = [answer.columns.index(one) for one in ("lifetime", "current_density", "areal_capacity")]
    assert [cell_text(answer.rows[1][one]) for one in columns] == ["32.5 d", "10 A m-2", "10 Ah m-2"]


def test_the_printed_unit_changes_nothing(kg: Built) -> None:
    question = _named("longest-tests-1ma-1mah")
    assert _in_units(kg, question, "mA/cm²") == ask(kg.store, question.sparql)


TESTS = "?t nsei:lifetime ?q . ?q nsei:numericValue ?n ; nsei:unit ?u . ?u nsei:symbol ?s . FILTER(?n = 780)"


def test_a_free_query_needs_no_header_where_one_reading_is_possible(kg: Built) -> None:
    assert _free(kg, f"SELECT ?n ?s {{ {TESTS} }}", "si") == [["2808000", "s"]]
    assert _free(kg, f"SELECT ?n ?u {{ {TESTS} }}", "si") == [["2808000", "unit/second"]]
    assert _free(kg, f"SELECT (STR(?n) AS ?printed) ?s {{ {TESTS} }}", "min") == [["46800", "min"]]
    assert _free(kg, f"SELECT ?l {{ {TESTS} ?q rdfs:label ?l }}", "si") == [["2.81e6 s"]]
    both = "?t nsei:currentDensity ?c . ?c nsei:numericValue ?a ; nsei:unit/nsei:symbol ?b ."
    named = "SELECT (?n AS ?life_value) (?s AS ?life_unit) (?a AS ?current) (?b AS ?current_unit)"
    assert _free(kg, f"{named} {{ {TESTS} {both} }}", "si") == [["2808000", "s", "10", "A m-2"]]


def _of_rows(kg: Built, columns: str, *rows: str, units: str = "si") -> list[list[str]]:
    return _free(kg, f"SELECT {columns} {{ VALUES ({columns}) {{ {' '.join(f'({one})' for one in rows)} }} }}", units)


def test_a_printed_temperature_keeps_its_decimals_and_not_its_digits(kg: Built) -> None:
    assert _of_rows(kg, "?value ?unit", '"25.0" "°C"', '"5.00" "°C"', '"75" "°C"') == [
        ["298.2", "K"],
        ["278.15", "K"],
        ["348", "K"],
    ]


def test_a_number_has_a_power_of_ten_below_a_millionth_and_from_ten_to_the_fifteenth_on(kg: Built) -> None:
    rows = ('5.0 "µm"', '1.0 "µm"', '0.9 "µm"', '999999.0 "GPa"', '1000000.0 "GPa"')
    assert _of_rows(kg, "?value ?unit", *rows) == [
        ["0.000005", "m"],
        ["0.000001", "m"],
        ["9e-7", "m"],
        ["999999000000000", "Pa"],
        ["1e15", "Pa"],
    ]


def test_a_number_far_from_one_in_the_unit_asked_for_is_not_lost(kg: Built) -> None:
    """These are seconds, if far-fetched ones; double precision ends at the 308th power of ten."""
    small, great = "fN4 Tg-4 Tm-4 fs9 fV4 fC4 TJ-4", "TN4 fg-4 fm-4 Ts9 TV4 TC4 fJ-4"
    assert _of_rows(kg, "?value ?unit", '780.0 "h"', units=small) == [["2.808e453", small]]
    assert _of_rows(kg, "?value ?unit", '780.0 "h"', units=great) == [["2.808e-438", great]]
    assert _of_rows(kg, "?value ?unit", '"780" "h"', units=small) == [["2.81e453", small]]


def test_a_text_with_a_language_is_converted_as_a_whole_or_not_at_all(kg: Built) -> None:
    layer = "sodium phosphide layer (780 h)"
    assert _of_rows(kg, "?label", '"780 h"@en', f'"{layer}"@en', '"780 h; 250 h"@en', f'"{layer}"') == [
        ["2.81e6 s"],
        [layer],
        ["780 h; 250 h"],
        ["sodium phosphide layer (2.81e6 s)"],
    ]


def test_a_column_of_reference_numbers_is_a_column_of_numbers_until_the_header_says_which_are(kg: Built) -> None:
    columns, row = "?printed_value ?unit ?references", '"780" "h" "71"'
    with pytest.raises(QueryError, match="whether references is in the unit of unit is not said"):
        _of_rows(kg, columns, row)
    asked = f"SELECT {columns} {{ VALUES ({columns}) {{ ({row}) }} }}"
    assert _free(kg, f"#+ quantities: printed_value in unit\n{asked}", "min") == [["46800", "min", "71"]]


def test_a_free_query_can_say_it_in_its_header(kg: Built) -> None:
    sparql = f"SELECT ?n (?n * 2 AS ?twice) (?n / 780 AS ?share) ?s {{ {TESTS} }}"
    assert _free(kg, f"#+ quantities: n, twice in s\n{sparql}", "si") == [["2808000", "5616000", "1", "s"]]


def test_si_values_can_be_asked_for_and_converted_too(kg: Built) -> None:
    sparql = (
        "SELECT ?n ?s { kg:quantity/na3p-red-phosphorus-symmetric-lifetime nsei:siValue ?n ;"
        " nsei:unit/nsei:siUnit/nsei:symbol ?s }"
    ).replace(
        "kg:quantity/na3p-red-phosphorus-symmetric-lifetime",
        "<https://w3id.org/naseikg/quantity/na3p-red-phosphorus-symmetric-lifetime>",
    )
    assert _free(kg, sparql, "h") == [["780", "h"]]


@pytest.mark.parametrize(
    ("sparql", "units", "error", "message"),
    [
        (
            f"SELECT ?n (?n * 2 AS ?twice) ?s {{ {TESTS} }}",
            "si",
            QueryError,
            "mine: whether n, twice is in the unit of s is not said; put a line such as '#+ quantities: n in s' on top"
            " of the query, with the columns that are",
        ),
        (
            f"SELECT ?n ?s {{ {TESTS} }}",
            "A/m2",
            UnitError,
            "mine: no quantity of the answer can be given in A m-2; those there are in h; ask for units of these kinds,"
            " or for si",
        ),
        (
            f"SELECT ?n ?s {{ {TESTS} }}",
            "min, A/m2",
            UnitError,
            "mine: no quantity of the answer can be given in A m-2; those there are in h; ask for units of these kinds,"
            " or for si",
        ),
        (
            f"SELECT ?n {{ {TESTS} }}",
            "si",
            UnitError,
            "mine: the answer has no quantity to convert; it needs numbers beside their units, or texts such as '780 h';"
            " leave the units out, or select nsei:siValue",
        ),
        (
            f"#+ quantities: m in s\nSELECT ?n ?s {{ {TESTS} }}",
            "si",
            QueryError,
            "mine: header 'quantities' names a column 'm' that the answer lacks; there are n, s",
        ),
        (
            f"#+ quantities: n of s\nSELECT ?n ?s {{ {TESTS} }}",
            "si",
            QueryError,
            "mine: header 'quantities' has 'n of s'; write it as COLUMN, COLUMN in UNIT_COLUMN, with the word"
            " differences before differences of temperatures, or write none",
        ),
        (
            f"#+ quantities: long in s\nSELECT ('long' AS ?long) ?s {{ {TESTS} }}",
            "si",
            QueryError,
            "mine: column long has 'long', which is no number; correct the header 'quantities'",
        ),
        (
            "CONSTRUCT { ?q nsei:numericValue ?n } { ?q nsei:numericValue ?n }",
            "si",
            QueryError,
            "mine: it gives triples, whose numbers and units stand apart; select nsei:siValue instead",
        ),
        ("ASK { ?a ?b ?c }", "si", UnitError, "mine: the answer has no quantity to convert; it needs numbers"),
        (f"SELECT ?n ?s {{ {TESTS} }}", "mAcm-2", UnitError, "unit 'mAcm-2' has 'mAcm', which is no unit known here"),
        (f"SELECT ?n ?s {{ {TESTS} }}", "layers", UnitError, "mine: no quantity of the answer can be given in layers;"),
    ],
)
def test_what_cannot_be_converted_is_told_with_what_to_do(
    kg: Built, sparql: str, units: str, error: type[NaseikgError], message: str
) -> None:
    with pytest.raises(error) as caught:
        _free(kg, sparql, units)
    assert str(caught.value).startswith(message)


def test_cycles_are_not_given_in_layers(kg: Built) -> None:
    with pytest.raises(UnitError, match=r"can be given in layers; those there are in .*cycles"):
        _in_units(kg, _named("cycling-tests"), "layers")


def test_an_answer_without_rows_stays_so(kg: Built) -> None:
    assert _free(kg, "SELECT ?n ?s { ?n nsei:symbol ?s FILTER(false) }", "A/m2") == []


def test_a_sentence_keeps_its_numbers(kg: Built) -> None:
    converter = Converter.of(kg.store, "si")
    sentence = "Symmetric cells ran for 780 h at 1.0 mA cm-2"
    assert converter.text(sentence) == sentence
    assert converter.text(sentence, anywhere=True) == "Symmetric cells ran for 2.81e6 s at 10 A m-2"
    assert converter.text("99.73 %") == "0.9973"
    assert converter.text("5 to 10 nm") == "5e-9 to 1.0e-8 m"
    assert converter.text("10 hours", anywhere=True) == "10 hours"
    assert converter.text("about -2.71 V; over 500 h") == "about -2.71 V; over 1.80e6 s"
    assert converter.text("at 25 °C; in water") == "at 298 K; in water"


def test_a_header_names_columns_that_are_there(kg: Built) -> None:
    said = [one for one in QUESTIONS if "quantities" in one.header]
    assert {one.name for one in said} <= WITH_QUANTITIES | {"quantity-kinds-and-units"}
    assert len(said) == 9
    assert parse_question("#+ quantities: none\nASK {}", name="x").header == {"quantities": "none"}
    assert write_answer(ask(kg.store, _named("moduli").sparql), "csv") == (
        QUERIES / "expected" / "moduli.csv"
    ).read_text(encoding="utf-8")
