from __future__ import annotations

import json
from pathlib import Path

import pytest

import naseikg
from naseikg.asking.formats import FORMATS
from naseikg.cli import main
from naseikg.comparing.compare import compare
from naseikg.comparing.ranking import Ranking
from naseikg.errors import UnknownNameError
from naseikg.pipeline import Built, write_graph
from smallproject import SmallProject
from smalltests import Run, graph_of


@pytest.fixture
def ranking(small: SmallProject) -> Ranking:
    """Two tests whose order the numbers leave open, and one under another current."""
    runs = (
        Run(name="a", lifetime="over 500 h", current="1.0 mA cm-2"),
        Run(name="b", lifetime="780 h"),
        Run(name="c", lifetime="9 h", current="3 mA cm-2"),
    )
    return compare(graph_of(small, *runs))


def test_a_terminal_gets_title_tables_cautions_and_summary(ranking: Ranking) -> None:
    assert ranking.write(width=130) == (
        "Tests ranked by lifetime, highest first, at current density 1 mA cm-2, areal capacity 1 mAh cm-2, cell symmetric Na||Na cell,\n"
        "  metal sodium (the conditions shared by the most tests: 2 of 3)\n"
        "\n"
        "rank    layer    class                 lifetime    current density  areal capacity  cell                   metal   references\n"
        "1 to 2  layer b  inorganic interphase  780 h       1 mA cm-2        1 mAh cm-2      symmetric Na||Na cell  sodium  1\n"
        "1 to 2  layer a  inorganic interphase  over 500 h  1.0 mA cm-2      1 mAh cm-2      symmetric Na||Na cell  sodium  1\n"
        "\n"
        "Left out\n"
        "layer    class                 lifetime  left out because           references\n"
        "layer c  inorganic interphase  9 h       current density 3 mA cm-2  1\n"
        "\n"
        "A rank such as '1 to 2': the printed numbers leave the order open.\n"
        "Not held equal: electrolyte (stated for none); temperature (stated for none).\n"
        "\n"
        "2 ranked; 1 left out: 1 current density differs\n"
    )


def test_a_narrow_terminal_drops_the_conditions_that_the_title_has(ranking: Ranking) -> None:
    text = ranking.write(width=70)
    assert "\nrank    layer    class                 lifetime    references\n" in text
    assert "\n1 to 2  layer a  inorganic interphase  over 500 h  1\n" in text


@pytest.mark.parametrize("width", [60, 80, 100, 130])
def test_the_real_comparison_fits_the_terminal(kg: Built, width: int) -> None:
    lines = compare(kg.store).write(width=width).splitlines()
    assert [line for line in lines if len(line) > width] == []


def test_markdown_has_two_tables_and_the_summary(ranking: Ranking) -> None:
    assert ranking.write("markdown") == (
        "Tests ranked by lifetime, highest first, at current density 1 mA cm-2, areal capacity 1 mAh cm-2,"
        " cell symmetric Na||Na cell, metal sodium (the conditions shared by the most tests: 2 of 3).\n"
        "\n"
        "| rank | layer | class | lifetime | current density | areal capacity | cell | metal | test class | references |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| 1 to 2 | layer b | inorganic interphase | 780 h | 1 mA cm-2 | 1 mAh cm-2 | symmetric Na\\|\\|Na cell | sodium |  | 1 |\n"
        "| 1 to 2 | layer a | inorganic interphase | over 500 h | 1.0 mA cm-2 | 1 mAh cm-2 | symmetric Na\\|\\|Na cell | sodium |  | 1 |\n"
        "\n"
        "Left out:\n"
        "\n"
        "| layer | class | lifetime | left out because | references |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| layer c | inorganic interphase | 9 h | current density 3 mA cm-2 | 1 |\n"
        "\n"
        "- A rank such as '1 to 2': the printed numbers leave the order open.\n"
        "- Not held equal: electrolyte (stated for none); temperature (stated for none).\n"
        "\n"
        "2 ranked; 1 left out: 1 current density differs\n"
    )


def test_latex_has_two_tables_and_the_summary(ranking: Ranking) -> None:
    text = ranking.write("latex")
    assert (
        r"1 to 2 & layer a & inorganic interphase & over 500 h & 1.0 mA cm$^{-2}$ & 1 mAh cm$^{-2}$"
        r" & symmetric Na\textbar{}\textbar{}Na cell & sodium &  & 1 \\"
    ) in text.splitlines()
    assert r"layer c & inorganic interphase & 9 h & current density 3 mA cm$^{-2}$ & 1 \\" in text.splitlines()
    assert text.count(r"\begin{tabular}") == text.count(r"\end{tabular}") == 2
    assert text.endswith("\n2 ranked; 1 left out: 1 current density differs.\n")


def test_json_has_ranks_and_bounds_as_numbers(ranking: Ranking) -> None:
    found = json.loads(ranking.write("json"))
    assert list(found) == ["by", "conditions", "asked", "ranked", "left_out", "cautions", "summary"]
    assert found["conditions"]["current density"] == "1 mA cm-2"
    (_, over), (other,) = found["ranked"], found["left_out"]
    assert {name: over[name] for name in ("rank", "best_rank", "worst_rank", "lower_bound", "upper_bound", "unit")} == {
        "rank": "1 to 2",
        "best_rank": 1,
        "worst_rank": 2,
        "lower_bound": 500.0,
        "upper_bound": None,
        "unit": "h",
    }
    assert (other["rank"], other["left_out_because"]) == (None, "current density 3 mA cm-2")
    assert found["summary"] == ranking.summary()


def test_csv_and_tsv_hold_every_test_in_one_table(ranking: Ranking) -> None:
    first, *rows = ranking.write("csv").splitlines()
    assert first == (
        "rank,layer,class,lifetime,current_density,areal_capacity,cell,metal,references,left_out_because,test_class,"
        "notes,best_rank,worst_rank,lower_bound,upper_bound,unit,layer_id,test_id"
    )
    assert rows[1:] == [
        "1 to 2,layer a,inorganic interphase,over 500 h,1.0 mA cm-2,1 mAh cm-2,symmetric Na||Na cell,sodium,1,,,,"
        "1,2,500,,h,interphase/a,test/a",
        ",layer c,inorganic interphase,9 h,3 mA cm-2,1 mAh cm-2,symmetric Na||Na cell,sodium,1,"
        "current density 3 mA cm-2,,,,,9,9,h,interphase/c,test/c",
    ]
    assert ranking.write("tsv").splitlines()[0] == first.replace(",", "\t")


def test_a_format_that_is_not_there_is_refused(ranking: Ranking) -> None:
    assert [bool(ranking.write(one)) for one in FORMATS] == [True] * len(FORMATS)
    with pytest.raises(UnknownNameError, match=r"no format is called 'latx'; did you mean latex\?"):
        ranking.write("latx")


def test_conditions_that_are_not_held_equal_are_named(small: SmallProject) -> None:
    warm, hot = {"temperature": "25 °C"}, {"temperature": "60 °C"}
    metal = {"electrode": "substance/sodium-metal"}

    def cautions(*runs: Run) -> tuple[str, ...]:
        return compare(graph_of(small, *runs)).cautions()

    assert cautions(Run(name="a", lifetime="1 h", more=warm), Run(name="b", lifetime="2 h", more=hot)) == (
        "Not held equal: electrolyte (stated for none); temperature (25 °C, 60 °C).",
    )
    assert cautions(Run(name="a", lifetime="1 h", more=warm | metal), Run(name="b", lifetime="2 h", more=warm)) == (
        "Not held equal: electrode (stated for 1 of 2); electrolyte (stated for none).",
    )
    assert cautions(Run(name="a", lifetime="1 h", more=warm)) == ()


def test_a_tie_is_explained(small: SmallProject) -> None:
    runs = (Run(name="a", lifetime="500 h"), Run(name="b", lifetime="500 h"))
    assert compare(graph_of(small, *runs)).cautions()[0] == "A rank with '=': another test has the same number."


def test_curation_notes_on_ranked_tests_are_told(kg: Built) -> None:
    assert compare(kg.store).cautions()[-2:] == (
        'Curation note on sodium phosphide layer from red phosphorus: "Hours of a morphology or of a cell".',
        'Curation note on NaBr-rich layer from 1-bromopropane: "NaI and NaBr tests not comparable".',
    )


@pytest.fixture
def built(kg: Built, tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The real project with its graph built, which the verbs read."""
    for name in ("ontology", "queries", "graphs"):
        (tmp_path / name).symlink_to(repository / name)
    write_graph(kg, tmp_path / "build" / "graph")
    monkeypatch.setenv("NASEIKG_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def test_the_verb_writes_what_the_function_gives(kg: Built, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "--at", "current=1", "--at", "cell=symmetric"]) == 0
    at = {"current density": "1 mA cm-2", "cell": "symmetric cell"}
    assert capsys.readouterr().out == naseikg.compare(at=at).write() == compare(kg.store, at=at).write()
    assert main(["compare", "--by", "cycles", "nsei:OrganicInterphase", "[71]", "--format", "json"]) == 0
    found = naseikg.compare("nsei:OrganicInterphase", "[71]", by="cycles").write("json")
    assert capsys.readouterr().out == found


def test_the_summary_of_a_csv_file_stands_on_standard_error(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "66", "na2te", "--format", "csv"]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 3
    assert err == "1 ranked, with no other to compare it with; 1 left out: 1 cell not stated\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--at", "current"], "--at 'current' is no condition; write it as --at 'current density=1 mA cm-2'"),
        (["--at", "cell="], "--at 'cell=' is no condition; write it as --at 'current density=1 mA cm-2'"),
        (["--at", "cell=a", "--at", "cell=b"], "--at gives cell twice; keep one"),
        (["--at", "cell=half"], "no test was run at cell 'half'; the tests state symmetric Na||Na cell"),
    ],
)
def test_a_wrong_option_exits_with_2_and_says_why(
    built: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", *arguments]) == 2
    assert capsys.readouterr() == ("", f"naseikg: {message}\n")
