from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from naseikg.cli import main
from smallproject import SmallProject

QUERY = (
    "#+ title: Halides\n#+ question: Which halides are there?\n#+ tags: [substance]\n#+ user: experimentalist\n"
    "PREFIX nsei: <https://w3id.org/naseikg/ontology#>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "SELECT ?halide ?halide_id WHERE { ?halide_id a nsei:Halide ; rdfs:label ?halide } ORDER BY ?halide ?halide_id\n"
)


GIVE_SPARQL = "give the path of a file with SPARQL"


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
    assert _run("query", "--list", "--tag", "bibliography") == 2
    assert capsys.readouterr().err == "naseikg: no query has the tag 'bibliography'; there are substance\n"


def test_accept_writes_the_expected_answer(built: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("query", "halides", "--accept") == 0
    expected = built.project.queries / "expected" / "halides.csv"
    assert expected.read_text() == "halide,halide_id\nsodium fluoride,substance/naf\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query", "halide"], "naseikg: no query is called 'halide'; did you mean halides?\n"),
        (["query", "queries/halides.rq"], "naseikg: no query is called 'queries/halides.rq'; did you mean halides?\n"),
        (["query", "hal"], "naseikg: no query is called 'hal'; did you mean halides?\n"),
        (["query", "-f", "none.rq"], f"naseikg: none.rq: cannot be read (No such file or directory); {GIVE_SPARQL}\n"),
        (["query", "halides", "--tag", "x"], "naseikg: --tag needs --list\n"),
        (["query", "--list", "--accept"], "naseikg: --list stands alone, or with --tag; leave the rest out\n"),
        (
            ["query", "halides", "--accept", "--format", "json"],
            "naseikg: --accept always writes CSV; leave --format out\n",
        ),
        (
            ["query", "halides", "--accept", "--asserted"],
            "naseikg: --accept writes the whole answer; leave --asserted out\n",
        ),
        (
            ["views"],
            "naseikg: graphs: there is no such folder; restore it, or make an empty one if nothing belongs in it\n",
        ),
        (["query", "../secrets"], "naseikg: no query is called '../secrets'; 'naseikg query --list' shows the names\n"),
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


@pytest.mark.parametrize(
    ("arguments", "verb", "extra"),
    [
        (["why-not", "halides", "-f", "mine.rq", "NaF"], "why-not", "NaF"),
        (["why-not", "halides", "NaF", "more"], "why-not", "more"),
        (["show", "NaF", "--loud"], "show", "--loud"),
    ],
)
def test_a_word_too_many_points_to_the_help_of_its_verb(
    capsys: pytest.CaptureFixture[str], arguments: list[str], verb: str, extra: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    message = f"naseikg {verb}: unrecognized arguments: {extra}\nTry 'naseikg {verb} --help'.\n"
    assert (stopped.value.code, capsys.readouterr().err) == (2, message)


def test_a_term_that_the_ontology_lacks_is_told_beside_the_answer(
    built: SmallProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.rq").write_text("SELECT ?x { ?x a nsei:Haldie ; nsei:hasComponnet ?y } # nsei:Nothing")
    assert _run("query", "-f", "mine.rq", "--format", "csv") == 0
    assert capsys.readouterr() == (
        "x\n",
        "naseikg: mine.rq: nsei:Haldie is no term of the ontology; did you mean nsei:Halide?\n"
        "naseikg: mine.rq: nsei:hasComponnet is no term of the ontology; did you mean nsei:hasComponent?\n",
    )


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


STALE = "naseikg: the ontology, records, mappings or checks changed since the last build; run naseikg build\n"


def test_a_graph_older_than_its_records_is_said_to_be_so(
    built: SmallProject, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("show", "NaF") == 0
    assert capsys.readouterr().err == ""
    built.edit("substances.yaml", "label: sodium fluoride", "label: fluoride of sodium")
    for arguments in (["show", "NaF"], ["query", "halides"], ["export", "graph.nt"]):
        assert _run(*arguments) == 0
        assert capsys.readouterr().err == STALE
    (built.project.views).mkdir()
    assert _run("views") == 0
    assert capsys.readouterr().err == STALE
    built.edit("substances.yaml", "label: fluoride of sodium", "label: sodium fluoride")
    assert _run("show", "NaF") == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "name", ["ontology/naseikg.ttl", "queries/checks/new.rq", "ontology/records/small/sections.yaml"]
)
def test_ontology_and_checks_count_too_but_a_touched_file_does_not(
    built: SmallProject, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    file = built.project.root / name
    text = file.read_text() if file.exists() else "#+ problem: none\nSELECT * {}"
    (built.project.records / "small" / "sources.yaml").touch()
    (built.project.records / "small" / "sources.yaml").unlink()
    assert _run("show", "NaF") == 0
    assert capsys.readouterr().err == ""
    file.write_text(text + "\n# more\n")
    assert _run("show", "NaF") == 0
    assert capsys.readouterr().err == STALE


def test_a_folder_that_is_no_project_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(tmp_path), "query", "moduli"]) == 2
    assert capsys.readouterr().err == (
        f"naseikg: {tmp_path}: is no project (no ontology/naseikg.ttl); give the folder that has it\n"
    )


def test_a_project_without_checks_is_told_so(small: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    small.project.checks.rmdir()
    assert _run("check") == 2
    assert capsys.readouterr().err == (
        "naseikg: queries/checks: there is no such folder; restore it, or make an empty one if nothing belongs in it\n"
    )


def test_accept_makes_the_folder_of_expected_answers(built: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    (built.project.queries / "expected").rmdir()
    assert _run("query", "halides", "--accept") == 0
    assert (built.project.queries / "expected" / "halides.csv").is_file()


def test_a_query_that_is_not_utf_8_is_named(built: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    (built.project.queries / "latin.rq").write_bytes(b"#+ title: S\xe4lze\nSELECT * {}")
    for arguments in (["query", "--list"], ["query", "latin"], ["query", "-f", "queries/latin.rq"]):
        assert _run(*arguments) == 2
        assert capsys.readouterr().err == "naseikg: queries/latin.rq: is not in UTF-8; save it so\n"


def test_the_list_of_queries_fits_the_terminal(
    built: SmallProject, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    assert _run("query", "--list") == 0
    assert capsys.readouterr().out == (
        "halides  Which halides are\n         there?\n\n1 query; run one with: naseikg query halides\n"
    )


def test_a_section_of_a_summary_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["coverage", "review.txt", "--section", "1", "--summary"])
    assert stopped.value.code == 2
    assert "not allowed with argument --section" in capsys.readouterr().err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"naseikg {version('naseikg')}\n"


def test_faults_that_are_left_out_are_counted(small: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    more = "".join(
        f"\n- id: layer-{one:02}\n  type: [InorganicInterphase, OrganicInterphase]\n  label: layer {one:02}\n"
        for one in range(30)
    )
    small.replace(
        "interphases.yaml",
        more.lstrip() + "\n- id: naf-layer\n  type: InorganicInterphase\n  label: sodium fluoride layer\n",
    )
    assert _run("check") == 1
    *_, omitted, last = capsys.readouterr().err.splitlines()
    assert omitted.startswith("... and ")
    assert last == "30 faults; nothing was written"


def test_a_full_disk_is_no_traceback(built: SmallProject) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    command = f"{sys.executable} -m naseikg.cli --project . show NaF > /dev/full"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, env=_environment())
    assert (done.returncode, done.stderr) == (
        2,
        "naseikg: the output cannot be written (No space left on device); free space\n",
    )


def test_a_terminal_that_lacks_a_letter_is_told_what_to_set(built: SmallProject) -> None:
    command = [sys.executable, "-m", "naseikg.cli", "--project", ".", "query", "-f", "-"]
    asked = 'SELECT ("Na₃P" AS ?formula) {}'.encode()
    environment = {**_environment(), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, input=asked, capture_output=True, check=False, env=environment)
    message = rb"naseikg: the output has '\u2083', which ascii lacks; set PYTHONUTF8=1"
    assert (done.returncode, done.stdout, done.stderr.strip()) == (2, b"", message)


@pytest.mark.parametrize("words", [["query", "-f", "-"], ["why-not", "-f", "-", "NaF"]])
def test_a_query_on_standard_input_is_in_utf_8(words: list[str], built: SmallProject) -> None:
    command = [sys.executable, "-m", "naseikg.cli", "--project", ".", *words]
    done = subprocess.run(command, input=b"\xe9", capture_output=True, check=False, env=_environment())
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"naseikg: -: is not in UTF-8; save it so\n")


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
