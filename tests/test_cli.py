from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from naseikg.cli import main
from smallproject import SmallProject

QUERY = (
    "#+ title: Halides\n#+ question: Which halides are there?\n#+ tags: [substance]\n#+ user: experimentalist\n"
    "PREFIX nsei: <https://w3id.org/naseikg/ontology#>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "SELECT ?halide ?halide_id WHERE { ?halide_id a nsei:Halide ; rdfs:label ?halide } ORDER BY ?halide ?halide_id\n"
)


@pytest.fixture
def built(small: SmallProject, capsys: pytest.CaptureFixture[str]) -> SmallProject:
    (small.project.queries / "halides.rq").write_text(QUERY)
    (small.project.queries / "expected").mkdir()
    assert main(["--project", ".", "build"]) == 0
    capsys.readouterr()
    return small


def _run(*arguments: str) -> int:
    return main(["--project", ".", *arguments])


def test_build_says_what_was_built(small: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("build") == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("19 records, ")
    assert second.startswith("build/graph: version 0.1.0, ")


def test_check_reports_every_fault_and_exits_with_1(small: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    small.edit("substances.yaml", "formula: NaF", "formulla: NaF")
    small.edit("cells.yaml", "SymmetricCell", "SymetricCell")
    assert _run("check") == 1
    assert capsys.readouterr().err == (
        "ontology/records/small/cells.yaml:2: na-na-symmetric: type: class 'SymetricCell' is unknown;"
        " did you mean SymmetricCell?\n"
        "ontology/records/small/substances.yaml:4: naf: field 'formulla' is unknown; did you mean formula?\n"
        "2 faults; nothing was written\n"
    )


def test_check_writes_nothing(small: SmallProject, tmp_path: Path) -> None:
    assert _run("check") == 0
    assert not (tmp_path / "build").exists()


def test_a_broken_record_keeps_the_last_build_answering(
    built: SmallProject, capsys: pytest.CaptureFixture[str]
) -> None:
    built.edit("substances.yaml", "formula: NaF", "formulla: NaF")
    assert _run("build") == 1
    capsys.readouterr()
    assert _run("query", "halides", "--format", "csv") == 0
    assert capsys.readouterr().out == "halide,halide_id\nsodium fluoride,substance/naf\n"


def test_a_named_query_is_answered_with_its_question_on_top(
    built: SmallProject, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("query", "halides") == 0
    assert capsys.readouterr().out == (
        "Halides\nWhich halides are there?\n\nhalide           halide id\nsodium fluoride  substance/naf\n\n1 row\n"
    )


def test_a_query_is_read_from_a_file(built: SmallProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.rq").write_text("SELECT (COUNT(?s) AS ?n) WHERE { ?s a nsei:Halide }")
    assert _run("query", "-f", "mine.rq", "--format", "tsv") == 0
    assert capsys.readouterr().out == "n\n1\n"


def test_queries_are_listed_with_their_questions(built: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("query", "--list") == 0
    assert "halides  Which halides are there?\n" in capsys.readouterr().out
    assert _run("query", "--list", "--tag", "bibliography") == 0
    assert capsys.readouterr().out == "no query has the tag 'bibliography'\n"


def test_accept_writes_the_expected_answer(built: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("query", "halides", "--accept") == 0
    expected = built.project.queries / "expected" / "halides.csv"
    assert expected.read_text() == "halide,halide_id\nsodium fluoride,substance/naf\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query", "halide"], "naseikg: no query is called 'halide'; did you mean halides?\n"),
        (["query", "../secrets"], "naseikg: no query is called '../secrets'\n"),
        (["query"], "naseikg: give the NAME of a query or -f FILE; 'naseikg query --list' shows the names\n"),
        (["show", "substance/nav"], "naseikg: no thing is called 'substance/nav'; did you mean substance/naf?\n"),
        (
            ["coverage", "none.txt"],
            "naseikg: none.txt: cannot be read (No such file or directory); give the path of the review's plain text\n",
        ),
    ],
)
def test_what_cannot_be_run_exits_with_2_and_says_why(
    built: SmallProject, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert _run(*arguments) == 2
    assert capsys.readouterr().err == message


def test_a_wrong_query_gives_line_and_column_and_exits_with_2(
    built: SmallProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.rq").write_text("SELECT ?x\nWHERE { ?x foo:bar ?y }\n")
    assert _run("query", "-f", "mine.rq") == 2
    assert capsys.readouterr().err.startswith("naseikg: mine.rq:2:")


def test_without_a_build_the_command_to_run_is_named(small: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    (small.project.queries / "halides.rq").write_text(QUERY)
    assert _run("query", "halides") == 2
    assert capsys.readouterr().err == "naseikg: build/graph: holds no built graph; run 'naseikg build'\n"


def test_every_verb_has_help_with_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    overview = capsys.readouterr().out
    for verb in ("build", "check", "coverage", "export", "index", "query", "serve", "show", "site", "views"):
        assert f"\n    {verb} " in overview
        with pytest.raises(SystemExit) as stopped:
            main([verb, "--help"])
        assert stopped.value.code == 0
        assert f"Examples:\n  naseikg {verb}" in capsys.readouterr().out


def test_an_unknown_verb_or_option_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["bild"], ["build", "--fast"], []):
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert stopped.value.code == 2
        assert "--help'" in capsys.readouterr().err


def test_a_reader_that_stops_early_is_no_error(built: SmallProject) -> None:
    command = f"{sys.executable} -m naseikg.cli --project . query halides | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, env=_environment())
    assert (done.stdout, done.stderr) == ("Halides\n", "")


def test_a_look_up_imports_neither_rdflib_nor_networkx_nor_a_reasoner(built: SmallProject) -> None:
    program = (
        "import sys; from naseikg.cli import main; main(['--project', '.', 'query', 'halides', '--format', 'csv']);"
        "print([name for name in ('rdflib', 'networkx', 'numpy', 'owlready2', 'jpype', 'rich', 'yaml', 'pyvis') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=_environment()
    )
    assert done.stdout.splitlines()[-1] == "[]"


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent / "src")}
