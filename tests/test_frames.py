from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas
import polars
import pytest
from pyoxigraph import Store

from naseikg.asking.answers import Answer, ask
from naseikg.asking.formats import cell_text
from naseikg.asking.frames import pandas_frame, polars_frame
from naseikg.pipeline import Built, build_graph
from smallproject import SmallProject

#: The text of a column in pandas; before version 3, texts were objects.
TEXT = str(pandas.Series(["a"], dtype="str").dtype)


def values(cells: str) -> Answer:
    """A column of values, written as in SPARQL."""
    return ask(Store(), f"SELECT ?x {{ VALUES ?x {{ {cells} }} }}")


#: What a column is, in pandas and in polars, and its values.
COLUMNS: dict[str, tuple[str, str, polars.DataType, list[object]]] = {
    "whole numbers": ("780 -3", "int64", polars.Int64(), [780, -3]),
    "whole numbers of a narrower type": ('"7"^^xsd:nonNegativeInteger', "int64", polars.Int64(), [7]),
    "whole numbers and a missing one": ("780 UNDEF", "Int64", polars.Int64(), [780, None]),
    "numbers": ("-2.497 1.0E3", "float64", polars.Float64(), [-2.497, 1000.0]),
    "numbers and a missing one": ("0.5 UNDEF", "float64", polars.Float64(), [0.5, None]),
    "numbers of both kinds": ("1 0.5", "float64", polars.Float64(), [1.0, 0.5]),
    "an infinite number": ('"-INF"^^xsd:double', "float64", polars.Float64(), [float("-inf")]),
    "truth values": ("true false", "bool", polars.Boolean(), [True, False]),
    "truth values and a missing one": ("true UNDEF", "boolean", polars.Boolean(), [True, None]),
    "texts": ('"NaF" "sodium fluoride"@en', TEXT, polars.String(), ["NaF", "sodium fluoride"]),
    "texts and a missing one": ('"NaF" UNDEF', TEXT, polars.String(), ["NaF", None]),
    "texts of digits": ('"71" "072"', TEXT, polars.String(), ["71", "072"]),
    "IRIs": (
        "kg:substance\\/naf nsei:Halide <http://example.org/x>",
        TEXT,
        polars.String(),
        ["substance/naf", "nsei:Halide", "<http://example.org/x>"],
    ),
    "things of several kinds": ('1 "one" true', TEXT, polars.String(), ["1", "one", "true"]),
    "a whole number beyond 64 bits": ("9223372036854775808", TEXT, polars.String(), ["9223372036854775808"]),
    "no number, though called so": ('"many"^^xsd:integer "1,5"^^xsd:decimal', TEXT, polars.String(), ["many", "1,5"]),
    "nothing but missing values": ("UNDEF UNDEF", TEXT, polars.String(), [None, None]),
    "no rows": ("", TEXT, polars.String(), []),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_of_pandas_has_the_type_of_its_values(name: str) -> None:
    cells, dtype, _, expected = COLUMNS[name]
    frame = values(cells).to_pandas()
    assert str(frame["x"].dtype) == dtype
    assert [None if pandas.isna(one) else one for one in frame["x"].tolist()] == expected
    assert list(frame.index) == list(range(len(expected)))


@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_of_polars_has_the_type_of_its_values(name: str) -> None:
    cells, _, dtype, expected = COLUMNS[name]
    frame = values(cells).to_polars()
    assert frame.schema == {"x": dtype}
    assert frame["x"].to_list() == expected


def test_a_number_that_is_not_a_number_is_no_missing_value_in_polars() -> None:
    (number,) = values('"NaN"^^xsd:double').to_polars()["x"].to_list()
    assert number != number


def test_a_real_answer_has_its_columns_in_order_and_can_be_computed_with(kg: Built, repository: Path) -> None:
    answer = ask(kg.store, (repository / "queries" / "binding-energies.rq").read_text())
    with_pandas, with_polars = answer.to_pandas(), answer.to_polars()
    assert tuple(with_pandas.columns) == tuple(with_polars.columns) == answer.columns
    assert float(with_pandas["value"].min()) == with_polars["value"].min() == -3.5
    assert with_pandas["bearer_id"].tolist() == with_polars["bearer_id"].to_list()
    assert with_pandas["bearer_id"].iloc[0] == "substance/ph-s-na"
    assert with_pandas["references"].tolist() == ["107"] * 5


@pytest.mark.parametrize("name", ["all-layers", "comparable-tests", "cycling-tests", "figure-sources"])
def test_the_answer_to_a_named_query_keeps_all_its_cells(name: str, kg: Built, repository: Path) -> None:
    answer = ask(kg.store, (repository / "queries" / f"{name}.rq").read_text())
    filled = [sum(row[place] is not None for row in answer.rows) for place in range(len(answer.columns))]
    with_pandas, with_polars = answer.to_pandas(), answer.to_polars()
    assert with_pandas.count().tolist() == list(with_polars.count().row(0)) == filled
    texts = [name for name, dtype in with_polars.schema.items() if dtype == polars.String]
    assert texts
    for column in texts:
        cells = [cell_text(row[answer.columns.index(column)]) for row in answer.rows]
        assert [one or "" for one in with_polars[column].to_list()] == cells


def test_the_answer_to_a_construct_is_three_columns_of_text_or_of_the_type_of_its_objects(small: SmallProject) -> None:
    store = build_graph(small.project).store
    found = ask(store, "CONSTRUCT { ?layer nsei:hasComponent ?phase } WHERE { ?layer nsei:hasComponent ?phase }")
    row = {"subject": "interphase/naf-layer", "predicate": "nsei:hasComponent", "object": "substance/naf"}
    assert found.to_pandas().to_dict("records") == [row]
    assert found.to_polars().to_dicts() == [row]
    years = ask(store, "CONSTRUCT { ?one nsei:year ?year } WHERE { ?one a nsei:Reference ; nsei:year ?year }")
    assert years.to_pandas()["object"].tolist() == [2023]
    assert str(years.to_pandas()["object"].dtype) == "int64"


@pytest.mark.parametrize(("query", "expected"), [("ASK { ?s ?p ?o }", False), ("ASK { }", True)])
def test_the_answer_to_an_ask_is_one_truth_value(query: str, expected: bool) -> None:
    answer = ask(Store(), query)
    assert answer.to_pandas().to_dict("list") == {"answer": [expected]}
    assert answer.to_polars().to_dict(as_series=False) == {"answer": [expected]}
    assert str(answer.to_pandas()["answer"].dtype) == "bool"


def test_an_answer_without_rows_keeps_its_columns() -> None:
    answer = ask(Store(), "SELECT ?layer ?phase { ?layer nsei:hasComponent ?phase }")
    assert (answer.to_pandas().shape, list(answer.to_pandas().columns)) == ((0, 2), ["layer", "phase"])
    assert (answer.to_polars().shape, answer.to_polars().columns) == ((0, 2), ["layer", "phase"])


def test_a_row_without_columns_is_an_empty_frame() -> None:
    assert pandas_frame((), [()]).shape == (1, 0)
    assert polars_frame((), [()]).is_empty()


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_without_the_library_the_message_says_how_to_install_it(library: str) -> None:
    script = (
        f"import sys; sys.modules[{library!r}] = None\n"
        "from pyoxigraph import Store\nfrom naseikg.asking.answers import ask\nfrom naseikg.errors import NaseikgError\n"
        f"try: ask(Store(), 'ASK {{}}').to_{library}()\nexcept NaseikgError as error: print(error)\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == f"{library} is not installed, which to_{library} needs; run: pip install {library}\n"


def test_asking_loads_neither_library() -> None:
    script = (
        "import sys\nfrom pyoxigraph import Store\nfrom naseikg.asking.answers import ask\nask(Store(), 'ASK {}')\n"
        "import naseikg.asking.frames\nprint(sorted({'pandas', 'polars'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
