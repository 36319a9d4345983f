"""What engines answer differently is named in each named query, and in a case for each rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from naseikg.asking.portable import unportable_in
from naseikg.asking.questions import Question, load_questions
from naseikg.cli import main
from naseikg.errors import QueryError
from naseikg.places import project

_CASES = sorted((Path(__file__).parent / "cases" / "portable").glob("*.rq"))
_QUESTIONS = load_questions(project(Path(__file__).parent.parent).queries)


def test_each_rule_has_a_case() -> None:
    assert {case.stem for case in _CASES} == {
        "chains",
        "columns",
        "divisions",
        "joined-texts",
        "letters",
        "limits",
        "paths",
        "samples",
        "sums",
        "texts",
    }


@pytest.mark.parametrize("case", _CASES, ids=lambda one: one.stem)
def test_what_engines_answer_differently_is_named_with_its_line(case: Path) -> None:
    text = case.read_text()
    expected = [line.removeprefix("#= ") for line in text.splitlines() if line.startswith("#= ")]
    assert [str(one) for one in unportable_in(text)] == expected
    assert expected


@pytest.mark.parametrize("question", _QUESTIONS, ids=lambda one: one.name)
def test_a_named_query_has_nothing_that_engines_answer_differently(question: Question) -> None:
    assert [str(one) for one in unportable_in(question.sparql, name=question.name)] == []


def test_prefixes_need_not_be_declared() -> None:
    assert unportable_in("ASK { ?s nsei:formula ?formula }") == ()


def test_a_query_that_cannot_be_parsed_is_refused() -> None:
    with pytest.raises(QueryError, match=r"^mine: line 2: cannot be parsed"):
        unportable_in("SELECT ?s {\n ?s ?p }", name="mine")


def test_check_names_the_queries_that_engines_answer_differently(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NASEIKG_HOME", str(tmp_path))
    for folder in ("ontology", "queries"):
        (tmp_path / folder).mkdir()
    (tmp_path / "ontology" / "naseikg.ttl").touch()
    (tmp_path / "queries" / "good.rq").write_text("SELECT ?s WHERE { ?s nsei:formula ?formula }\nORDER BY ?s\n")
    assert main(["check", "--queries"]) == 0
    assert capsys.readouterr().out == "1 query: nothing that engines answer differently\n"
    (tmp_path / "queries" / "bad.rq").write_text("SELECT *\nWHERE { ?s nsei:formula ?formula }\nORDER BY ?s\n")
    assert main(["check", "--queries"]) == 1
    why = "the order of its columns is left open; name the variables"
    assert capsys.readouterr().out == f"queries/bad.rq: line 1: SELECT *: {why}\n"
    assert main(["check", "--queries", "--ontology"]) == 2
    told = "naseikg: --queries is about the named queries; leave the other options out\n"
    assert capsys.readouterr() == ("", told)
