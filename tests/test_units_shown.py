"""Rankings in other units, and other units on the command line and in Python."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

import naseikg
from naseikg.asking.formats import cell_text
from naseikg.cli import main
from naseikg.comparing.amounts import Amount
from naseikg.comparing.compare import compare
from naseikg.comparing.in_units import in_units
from naseikg.errors import UnitError
from naseikg.pipeline import Built, write_graph
from smallproject import SmallProject
from smalltests import Run, graph_of


@pytest.fixture(scope="module")
def project_of_kg(kg: Built, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real project with its graph built; nothing in it is changed."""
    root = tmp_path_factory.mktemp("real")
    for name in ("ontology", "queries", "graphs"):
        (root / name).symlink_to(repository / name)
    write_graph(kg, root / "build" / "graph")
    return root


def test_a_ranking_is_compared_as_printed_and_shown_converted(kg: Built) -> None:
    printed = compare(kg.store)
    shown = in_units(kg.store, printed, "si")
    assert [(str(one.rank), str(one.result)) for one in shown.ranked] == [("1", "2.81e6 s"), ("2", "900000 s")]
    assert [one.trial.id for one in shown.ranked] == [one.trial.id for one in printed.ranked]
    assert shown.conditions == {
        "current density": "10 A m-2",
        "areal capacity": "36000 C m-2",
        "cell": "symmetric Na||Na cell",
        "metal": "sodium",
    }
    reasons = {one.trial.id: "; ".join(map(str, one.reasons)) for one in shown.left_out}
    assert reasons["test/nai-1-iodopropane-symmetric"] == "current density 2.5 A m-2; areal capacity 27000 C m-2"
    assert shown.summary() == printed.summary()
    rows = {cell_text(row[-1]): row for row in shown.table().rows}
    columns = [shown.table().columns.index(one) for one in ("lower_bound", "upper_bound", "unit")]
    over = [cell_text(rows["test/nacl-nasn-sncl2-symmetric"][one]) for one in columns]
    assert over == ["1800000", "", "s"]


def test_a_rounded_number_keeps_its_span_in_a_ranking(small: SmallProject) -> None:
    store = graph_of(small, Run(name="a", lifetime="about 780 h"), Run(name="b", lifetime="790 h"))
    shown = in_units(store, compare(store), "min")
    spans = {one.trial.id: one.result.span for one in shown.ranked}
    assert {name: (int(low), int(high)) for name, (low, high) in spans.items()} == {
        "test/a": (46500, 47100),
        "test/b": (47400, 47400),
    }
    assert [str(one.result) for one in shown.ranked] == ["47400 min", "about 46800 min"]


def test_an_exact_number_gets_no_bounds_from_a_conversion(small: SmallProject) -> None:
    store = graph_of(small, Run(name="a", lifetime="over 780 h"), Run(name="b", lifetime="790 h"))
    shown = in_units(store, compare(store), "min")
    assert {one.trial.id: one.result for one in shown.ranked} == {
        "test/a": Amount(
            number=Decimal(46800), unit="min", printed="46800", qualifier="over", lower=Decimal(46800), upper=None
        ),
        "test/b": Amount(number=Decimal(47400), unit="min", printed="47400"),
    }


def test_a_ranking_refuses_a_unit_that_fits_nothing(kg: Built) -> None:
    with pytest.raises(UnitError) as caught:
        in_units(kg.store, compare(kg.store), "eV")
    assert str(caught.value).startswith("compare: no quantity of the answer can be given in eV; those there are in ")


def test_the_command_line_converts(project_of_kg: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(project_of_kg), "query", "moduli", "--units", "MPa", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(one["value"], one["unit"]) for one in rows] == [("31400", "MPa"), ("8600", "MPa"), ("3300", "MPa")]
    assert main(["--project", str(project_of_kg), "compare", "--units", "d", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["lifetime"] for one in told["ranked"]] == ["32.5 d", "10.4 d"]
    assert [one["upper_bound"] for one in told["ranked"]] == [32.5, 10.4166666666667]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query", "moduli", "--units", "h"], "naseikg: moduli: no quantity of the answer can be given in h; "),
        (["query", "moduli", "--units", "Gpa"], "naseikg: unit 'Gpa' has 'Gpa', which is no unit known here; did you"),
        (["query", "moduli", "--units", ""], "naseikg: the unit is empty; "),
        (["query", "moduli", "--units", "si", "--accept"], "naseikg: --accept writes the quantities as printed; "),
        (["query", "--list", "--units", "si"], "naseikg: --list stands alone"),
        (["compare", "--units", "turns"], "naseikg: unit 'turns' has 'turns'"),
    ],
)
def test_the_command_line_refuses(
    project_of_kg: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(["--project", str(project_of_kg), *arguments]) == 2
    told = capsys.readouterr()
    assert told.err.startswith(message)
    assert told.out == ""


def test_the_functions_convert_as_the_command_line_does(project_of_kg: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NASEIKG_HOME", str(project_of_kg))
    assert list(naseikg.query("moduli", units="si").to_pandas()["value"]) == [3.14e10, 8.6e9, 3.3e9]
    life = "?t nsei:lifetime ?q . ?q nsei:numericValue ?n ; nsei:unit/nsei:symbol ?s FILTER(?n = 780)"
    sparql = f"#+ quantities: n in s\nSELECT ?n (?n * 1 AS ?m) ?s {{ {life} }}"
    assert [cell_text(one) for one in naseikg.query(sparql, units="min").rows[0]] == ["46800", "780", "min"]
    assert [str(one.result) for one in naseikg.compare(units="d").ranked] == ["32.5 d", "10.4 d"]
    with pytest.raises(UnitError):
        naseikg.query("moduli", units="h")
