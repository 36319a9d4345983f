from __future__ import annotations

import csv
import io
import zipfile

import pytest
from pyoxigraph import Store

from naseikg.exports.tables import Table, tables_of, write_tables
from naseikg.pipeline import Built, build_graph
from naseikg.records.things import CyclingTest
from smallproject import SmallProject

NAMES = ["findings", "tests", "quantities", "interphases", "references", "substances", "comparisons", "notes", "edges"]
TEST = """\
- id: long
  type: CyclingTest
  label: long cycling
  cell: cell/na-na-symmetric
  current_density: 1.0 mA cm-2
  lifetime: over 2800 h
  outcome: It lived long.
  not_stated: [areal_capacity, cycle_count, coulombic_efficiency, electrolyte, temperature]
"""
TESTED = """\
- id: 2-layer-tested
  subject: interphase/naf-layer
  relation: hasTest
  object: test/long
  claim: The layer was cycled for long.
  basis: measured
  sentences: [1-p1-s1]
  references: [1]
"""


@pytest.fixture
def store(small: SmallProject) -> Store:
    """A graph of a layer with NaF and a test."""
    small.replace("tests.yaml", TEST)
    small.replace("findings-2.yaml", TESTED)
    return build_graph(small.project).store


@pytest.fixture(scope="module")
def real(kg: Built) -> dict[str, Table]:
    """The tables of the real graph by name."""
    return {table.name: table for table in tables_of(kg.store)}


def _rows(store: Store, name: str) -> list[dict[str, str]]:
    """The rows of a table, without the empty cells."""
    (table,) = (one for one in tables_of(store) if one.name == name)
    return [{column: cell for column, cell in zip(table.columns, row, strict=True) if cell} for row in table.rows]


def test_a_test_has_each_condition_or_the_words_that_it_is_not_stated(store: Store) -> None:
    assert _rows(store, "tests") == [
        {
            "id": "test/long",
            "label": "long cycling",
            "layers": "interphase/naf-layer",
            "layer_labels": "sodium fluoride layer",
            "classes": "inorganic interphase",
            "cell": "symmetric cell",
            "current_density_value": "1.0",
            "current_density_unit": "mA cm-2",
            "areal_capacity_value": "not stated",
            "lifetime_value": "2800",
            "lifetime_unit": "h",
            "lifetime_qualifier": "over",
            "cycle_count_value": "not stated",
            "coulombic_efficiency_value": "not stated",
            "electrolyte": "not stated",
            "temperature_value": "not stated",
            "outcome": "It lived long.",
            "references": "1",
        }
    ]


def test_a_finding_has_its_ends_its_evidence_and_its_references(store: Store) -> None:
    assert _rows(store, "findings")[0] == {
        "id": "finding/small-1-layer-has-naf",
        "source": "source/small",
        "subject": "interphase/naf-layer",
        "subject_label": "sodium fluoride layer",
        "relation": "nsei:hasComponent",
        "object": "substance/naf",
        "object_label": "sodium fluoride",
        "claim": "The layer consists of sodium fluoride.",
        "basis": "measured",
        "references": "1",
        "sentences": "sentence/small-1-p1-s1",
        "places": "section 1, paragraph 1, sentence 1",
        "spans": "0-40",
    }


def test_a_quantity_of_a_test_leads_to_the_test_and_its_references(store: Store) -> None:
    rows = {row["id"]: row for row in _rows(store, "quantities")}
    assert rows["quantity/long-lifetime"] == {
        "id": "quantity/long-lifetime",
        "label": "over 2800 h",
        "classes": "lifetime",
        "of": "test/long",
        "of_labels": "long cycling",
        "value": "2800",
        "number": "2800",
        "lower": "2800",
        "qualifier": "over",
        "unit": "h",
        "references": "1",
    }
    assert rows["quantity/modulus"] == {
        "id": "quantity/modulus",
        "label": "shear modulus of NaF",
        "classes": "shear modulus",
        "value": "31.4",
        "number": "31.4",
        "unit": "GPa",
    }


def test_a_layer_a_substance_and_a_reference_have_a_row(store: Store) -> None:
    assert _rows(store, "interphases") == [
        {
            "id": "interphase/naf-layer",
            "label": "sodium fluoride layer",
            "classes": "inorganic interphase",
            "phases": "sodium fluoride",
            "tests": "test/long",
            "findings": "2",
            "references": "1",
        }
    ]
    assert _rows(store, "substances") == [
        {
            "id": "substance/naf",
            "label": "sodium fluoride",
            "formula": "NaF",
            "classes": "halide",
            "phase_of": "interphase/naf-layer",
            "findings": "1",
            "references": "1",
        },
        {"id": "substance/sodium-metal", "label": "sodium metal", "classes": "metal", "findings": "0"},
    ]
    (reference,) = _rows(store, "references")
    assert (reference["number"], reference["authors"], reference["findings"]) == ("1", "Yu, Y.; Shi, P. C.", "2")


def test_an_edge_leads_to_its_findings(store: Store) -> None:
    assert _rows(store, "edges")[0] == {
        "subject": "interphase/naf-layer",
        "subject_label": "sodium fluoride layer",
        "relation": "nsei:hasComponent",
        "relation_label": "has component",
        "object": "substance/naf",
        "object_label": "sodium fluoride",
        "inferred": "false",
        "findings": "1",
        "finding_ids": "finding/small-1-layer-has-naf",
        "references": "1",
    }


def test_an_empty_store_has_every_table_without_rows() -> None:
    tables = tables_of(Store())
    assert [table.name for table in tables] == NAMES
    assert [table.rows for table in tables] == [()] * len(NAMES)


def test_the_archive_holds_a_csv_file_a_table_and_the_description(real: dict[str, Table]) -> None:
    with zipfile.ZipFile(io.BytesIO(write_tables(tuple(real.values())))) as archive:
        assert archive.namelist() == ["tables.md", *(f"{name}.csv" for name in NAMES)]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in NAMES:
            header, *rows = csv.reader(io.StringIO(archive.read(f"{name}.csv").decode()))
            assert header == list(real[name].columns)
            assert [tuple(row) for row in rows] == list(real[name].rows)


def test_the_description_names_every_table_and_column(real: dict[str, Table]) -> None:
    with zipfile.ZipFile(io.BytesIO(write_tables(tuple(real.values())))) as archive:
        lines = archive.read("tables.md").decode().splitlines()
    assert [line[3:-4] for line in lines if line.startswith("## ")] == NAMES
    described = [line.split(" | ")[0][2:] for line in lines if line.startswith("| ") and "---" not in line]
    assert [name for name in described if name != "column"] == [one for table in real.values() for one in table.columns]


def test_every_record_has_its_row_in_the_order_of_its_numbers(real: dict[str, Table], kg: Built) -> None:
    for name in ("findings", "tests", "interphases", "references", "substances", "comparisons", "notes"):
        kind = name.removesuffix("s")
        expected = sorted(str(one.id) for one in kg.records if one.kind == kind)
        assert sorted(row[0] for row in real[name].rows) == expected
    numbers = [int(row[1]) for row in real["references"].rows]
    assert numbers == list(range(1, len(numbers) + 1))


def test_no_test_of_the_review_leaves_a_condition_open(real: dict[str, Table]) -> None:
    columns = [name if name in ("cell", "electrolyte") else f"{name}_value" for name in CyclingTest.expected]
    places = [list(real["tests"].columns).index(column) for column in columns]
    assert [row[0] for row in real["tests"].rows if not all(row[place] for place in places)] == []
