"""What the page compares is what the command line and the named queries say."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict, cast

import pytest
from pyoxigraph import Literal, NamedNode

from naseikg.asking.answers import ask
from naseikg.asking.prose import exponents
from naseikg.asking.questions import load_questions
from naseikg.atlas import atlas_of
from naseikg.comparing.compare import compare
from naseikg.comparing.groups import grouping_of
from naseikg.explorer.compare import compare_file
from naseikg.pipeline import Built
from naseikg.vocabulary import curie
from smallproject import SmallProject
from smalltests import Run, graph_of


class Ref(TypedDict):
    id: str
    label: str


class Cell(TypedDict):
    printed: str
    number: float | None
    low: float | None
    high: float | None
    qualifier: str
    notStated: bool


class Row(TypedDict):
    id: str
    label: str
    layers: list[Ref]
    family: Ref
    methods: list[Ref]
    cell: Ref | None
    electrolyte: str
    values: dict[str, Cell]
    references: list[int]
    findings: list[str]
    group: int | None
    apart: str


class Column(Ref):
    unit: str


class Group(TypedDict):
    label: str
    tests: list[str]


class Gap(TypedDict):
    row: int
    column: int
    layers: list[Ref]
    findings: list[str]
    tests: list[str]


class Gaps(TypedDict):
    rows: list[Ref]
    columns: list[Ref]
    cells: list[Gap]


class Year(TypedDict):
    year: int
    references: list[int]
    findings: int


class Class(TypedDict):
    id: str
    label: str
    definition: str
    members: list[str]
    below: list[Class]


class Compare(TypedDict):
    columns: list[Column]
    tests: list[Row]
    groups: list[Group]
    gaps: Gaps
    years: list[Year]
    classes: list[Class]


Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def found(kg: Built) -> Compare:
    return cast(Compare, compare_file(kg.store, atlas_of(kg.store)))


@pytest.fixture(scope="module")
def asked(kg: Built, repository: Path) -> dict[str, Rows]:
    """The answers of the named queries, as texts."""
    names = {
        "class-method-gaps",
        "cycling-tests",
        "layers-per-class-and-method",
        "references-by-year",
        "unused-classes",
    }
    answers = {}
    for one in load_questions(repository / "queries"):
        if one.name in names:
            answer = ask(kg.store, one.sparql)
            answers[one.name] = [dict(zip(answer.columns, map(text, row), strict=True)) for row in answer.rows]
    assert answers.keys() == names
    return answers


def text(value: object) -> str:
    if isinstance(value, NamedNode):
        return curie(value)
    return value.value if isinstance(value, Literal) else ""


def labels(found: Iterable[Ref]) -> str:
    return ", ".join(one["label"] for one in found)


def walked(classes: Iterable[Class]) -> Iterable[Class]:
    for one in classes:
        yield one
        yield from walked(one["below"])


def shown(cell: Cell, unit: str) -> str:
    """A cell as the table shows it."""
    if not cell["printed"]:
        return "not stated" if cell["notStated"] else ""
    return " ".join(filter(None, (cell["qualifier"].replace("exact", ""), cell["printed"], unit)))


def test_the_rows_are_those_of_the_query_for_cycling_tests(found: Compare, asked: dict[str, Rows]) -> None:
    names = {
        "nsei:currentDensity": "current_density",
        "nsei:arealCapacity": "areal_capacity",
        "nsei:lifetime": "lifetime",
        "nsei:cycleCount": "cycle_count",
        "nsei:coulombicEfficiency": "coulombic_efficiency",
    }
    units = {one["id"]: one["unit"] for one in found["columns"]}
    rows = sorted(
        (
            {
                "test_id": one["id"],
                "electrode": labels(one["layers"]),
                "class": one["family"]["label"] if one["family"]["id"] else "",
                "methods": labels(one["methods"]),
                "cell": one["cell"]["label"] if one["cell"] else "not stated",
                "references": ", ".join(map(str, one["references"])),
                **{name: shown(one["values"][column], units[column]) for column, name in names.items()},
            }
            for one in found["tests"]
        ),
        key=lambda row: row["test_id"],
    )
    expected = sorted(asked["cycling-tests"], key=lambda row: row["test_id"])
    assert rows == [{key: exponents(row[key]) for key in rows[0]} for row in expected]


def test_the_columns_have_the_units_of_the_numbers(found: Compare) -> None:
    assert [(one["id"], one["label"], one["unit"]) for one in found["columns"]] == [
        ("nsei:currentDensity", "current density", "mA cm⁻²"),
        ("nsei:arealCapacity", "areal capacity", "mAh cm⁻²"),
        ("nsei:lifetime", "lifetime", "h"),
        ("nsei:cycleCount", "cycle count", "cycles"),
        ("nsei:coulombicEfficiency", "coulombic efficiency", "%"),
        ("nsei:temperature", "temperature", ""),
    ]


def test_a_bound_is_no_exact_number(found: Compare) -> None:
    lifetimes = {one["id"]: one["values"]["nsei:lifetime"] for one in found["tests"]}
    assert lifetimes["test/poly-dol-dol-symmetric"] == {
        "printed": "2800",
        "number": 2800,
        "low": 2800,
        "high": None,
        "qualifier": "over",
        "notStated": False,
    }
    nothing = {"printed": "", "number": None, "low": None, "high": None, "qualifier": "", "notStated": True}
    assert lifetimes["test/bare-cu-fig7f"] == nothing


def test_the_groups_are_what_the_command_line_ranks(kg: Built, found: Compare) -> None:
    first, second = found["groups"]
    ranking = compare(kg.store)
    assert sorted(first["tests"]) == sorted(one.trial.id for one in ranking.ranked)
    assert first["label"] == exponents(", ".join(f"{name} {value}" for name, value in ranking.conditions.items()))
    at = {"current density": "0.25", "areal capacity": "0.75"}
    assert second["tests"] == [one.trial.id for one in compare(kg.store, at=at).ranked]


def test_a_test_is_in_a_group_or_told_why_it_is_not(kg: Built, found: Compare) -> None:
    left_out = {one.trial.id: one.reasons for one in compare(kg.store).left_out}
    for one in found["tests"]:
        group = one["group"]
        if group is not None:
            assert one["id"] in found["groups"][group]["tests"]
            assert (one["apart"] == "") == (len(found["groups"][group]["tests"]) > 1)
        else:
            missing = [str(reason) for reason in left_out[one["id"]] if reason.problem == "not stated"]
            assert one["apart"].split("; ") == [reason for reason in missing if not reason.startswith("lifetime")]
    apart = {one["id"]: one["apart"] for one in found["tests"]}
    assert apart["test/pvdf-bi-life"] == "cell not stated"
    assert apart["test/nai-1-iodopropane-symmetric"] == (
        "no other test has current density 0.25 mA cm⁻², areal capacity 0.75 mAh cm⁻², cell symmetric Na||Na cell, metal sodium"
    )


def test_conditions_that_are_not_exact_or_of_another_metal_make_no_group(small: SmallProject) -> None:
    store = graph_of(
        small,
        Run(name="a", lifetime="100 h"),
        Run(name="b", lifetime="200 h"),
        Run(name="c", lifetime="300 h", current="about 1 mA cm-2"),
        Run(name="d", lifetime="400 h", metal="lithium"),
    )
    grouping = grouping_of(store)
    assert [[one.id for one in group.trials] for group in grouping.groups] == [["test/a", "test/b"], ["test/d"]]
    assert {test: [str(one) for one in reasons] for test, reasons in grouping.apart.items()} == {
        "test/c": ["current density about 1 mA cm-2, not exact"]
    }


def test_a_number_in_another_unit_is_converted_and_printed_with_its_own(small: SmallProject) -> None:
    store = graph_of(
        small,
        Run(name="a", lifetime="100 h"),
        Run(name="b", lifetime="200 h"),
        Run(name="c", lifetime="over 10 d"),
    )
    rows = cast(Compare, compare_file(store, atlas_of(store)))["tests"]
    assert [one["values"]["nsei:lifetime"] for one in rows if one["id"] == "test/c"] == [
        {"printed": "10 d", "number": 240, "low": 240, "high": None, "qualifier": "over", "notStated": False}
    ]


_NO_METHOD = """SELECT ?class (COUNT(DISTINCT ?layer) AS ?layers) {
  VALUES ?class_id { nsei:InorganicInterphase nsei:OrganicInterphase nsei:HybridInterphase }
  ?class_id rdfs:label ?class . ?layer a ?class_id ; nsei:hasComponent|nsei:formedFrom ?part .
  MINUS { ?layer nsei:variantOf* ?series . ?series nsei:preparedBy ?method }
} GROUP BY ?class"""


def test_the_gaps_are_those_of_the_queries(kg: Built, found: Compare, asked: dict[str, Rows]) -> None:
    gaps = found["gaps"]
    rows, columns = gaps["rows"], gaps["columns"]
    layers = {
        (rows[one["row"]]["label"], columns[one["column"]]["label"]): [layer["label"] for layer in one["layers"]]
        for one in gaps["cells"]
    }
    counted: dict[tuple[str, str], int] = {}
    for row in asked["layers-per-class-and-method"]:
        key = row["class"], row["method_kind"]
        counted[key] = counted.get(key, 0) + int(row["layers"])
        assert set(row["examples"].split("; ")) <= set(layers[key])
    # That query has only layers of which a method is told; the others might fill any gap, so the matrix has them too.
    for name, number in ask(kg.store, _NO_METHOD).rows:
        assert isinstance(name, Literal)
        assert isinstance(number, Literal)
        assert int(number.value) > 0
        key = name.value, "kind not told"
        counted[key] = counted.get(key, 0) + int(number.value)
    assert {key: len(found) for key, found in layers.items()} == counted
    absent = {
        (row["label"], column["label"])
        for row in rows
        for column in columns[:-1]
        if (row["label"], column["label"]) not in layers
    }
    assert absent == {(row["class"], row["method_kind"]) for row in asked["class-method-gaps"]}


def test_a_cell_of_the_gaps_has_the_findings_on_its_method_and_the_tests_of_its_layers(found: Compare) -> None:
    gaps = found["gaps"]
    names = [one["label"] for one in gaps["columns"]]
    cell = next(one for one in gaps["cells"] if one["row"] == 0 and names[one["column"]] == "atomic layer deposition")
    assert cell["layers"] == [
        {
            "id": "interphase/al2o3-peald",
            "label": "aluminium oxide coating from low-temperature plasma-enhanced ALD",
        }
    ]
    assert cell["findings"] == ["finding/shi-2023-3.1-al2o3-prepared", "finding/shi-2023-fig5b-method"]
    assert cell["tests"] == ["test/al2o3-peald-cycling"]
    assert names[-1] == "kind not told"


def test_the_tests_of_a_cell_are_also_those_of_samples_of_its_series(found: Compare) -> None:
    gaps = found["gaps"]
    names = [one["label"] for one in gaps["columns"]]
    tests = {names[one["column"]]: one["tests"] for one in gaps["cells"] if one["row"] == 2}
    assert tests["molecular layer deposition"] == ["test/1ald-1mld-10-best"]
    assert tests["kind not told"] == ["test/pvdf-bi-life"]


def test_the_years_are_those_of_the_query_with_the_findings_of_their_works(
    kg: Built, found: Compare, asked: dict[str, Rows]
) -> None:
    expected = {int(row["year"]): row["reference_numbers"] for row in asked["references-by-year"]}
    assert {one["year"]: ", ".join(map(str, one["references"])) for one in found["years"]} == expected
    assert [one["year"] for one in found["years"]] == sorted(expected)
    for one in found["years"]:
        numbers = ", ".join(map(str, one["references"]))
        counted = ask(
            kg.store,
            "SELECT (COUNT(DISTINCT ?finding) AS ?n) {"
            f" ?finding nsei:supportedBy/nsei:referenceNumber ?number FILTER(?number IN ({numbers})) }}",
        )
        assert text(counted.rows[0][0]) == str(one["findings"])


def test_every_class_stands_in_the_tree_once_with_all_its_members(
    kg: Built, found: Compare, asked: dict[str, Rows]
) -> None:
    classes = list(walked(found["classes"]))
    ids = [one["id"] for one in classes]
    declared = ask(kg.store, "SELECT ?class { GRAPH kg:graph\\/ontology { ?class a owl:Class } FILTER(isIRI(?class)) }")
    ours = [text(one) for (one,) in declared.rows if text(one).startswith("nsei:")]
    assert sorted(ids) == sorted(ours)
    members = {one["id"]: set(one["members"]) for one in classes}
    for one in classes:
        rows = ask(kg.store, f"SELECT DISTINCT ?thing {{ ?thing a {one['id']} }}").rows
        assert members[one["id"]] == {text(thing) for (thing,) in rows}
        assert one["definition"]
    unused = {one["id"] for one in classes if not one["members"]}
    assert unused == {row["class_id"] for row in asked["unused-classes"]} != set()
