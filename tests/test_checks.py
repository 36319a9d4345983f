"""Every check finds nothing in the real graph, and finds the smallest graph that breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from naseikg.asking.answers import ask
from naseikg.asking.checks import require_checks, violations
from naseikg.asking.formats import write_answer
from naseikg.asking.questions import find_question, load_questions
from naseikg.errors import CheckErrors, QueryError
from naseikg.pipeline import Built

CHECKS = Path(__file__).parent.parent / "queries" / "checks"
CASES = Path(__file__).parent / "cases" / "checks"
NAMES = [check.name for check in load_questions(CHECKS)]


def case_store(*names: str) -> Store:
    """The graph of a case, or of several together: all that the check looks at, stated or inferred."""
    store = Store()
    for name in names:
        store.load(path=CASES / f"{name}.ttl", format=RdfFormat.TURTLE)
    return store


def checks_folder(folder: Path, *names: str) -> Path:
    """A folder that holds these checks, and a file that is none."""
    for name in names:
        (folder / f"{name}.rq").write_text((CHECKS / f"{name}.rq").read_text())
    (folder / "notes.txt").write_text("no check")
    return folder


def test_the_folder_holds_checks_and_nothing_else() -> None:
    assert NAMES
    assert sorted(path.name for path in CHECKS.iterdir()) == sorted(f"{name}.rq" for name in NAMES)


def test_every_check_has_a_case_and_every_case_a_check() -> None:
    files = sorted(path.name for path in CASES.iterdir())
    assert files == sorted(f"{name}.{suffix}" for name in NAMES for suffix in ("csv", "ttl"))


@pytest.mark.parametrize("name", NAMES)
def test_a_check_says_what_is_wrong_why_it_matters_and_what_to_do(name: str) -> None:
    header = find_question(CHECKS, name).header
    assert list(header) == ["problem", "why", "fix"]
    assert all(header.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_check_finds_the_smallest_graph_that_breaks_it(name: str) -> None:
    answer = ask(case_store(name), find_question(CHECKS, name).sparql, name=name)
    assert answer.rows
    assert write_answer(answer, "csv") == (CASES / f"{name}.csv").read_text()


@pytest.mark.parametrize("name", NAMES)
def test_a_check_finds_nothing_in_the_graph(name: str, kg: Built) -> None:
    assert list(violations(kg.store, [find_question(CHECKS, name)])) == []


def test_the_build_runs_every_check(kg: Built) -> None:
    assert kg.checks == len(NAMES)


def test_a_violation_names_the_check_the_problem_the_values_and_the_remedy() -> None:
    assert list(violations(case_store("unit-never-used"), [find_question(CHECKS, "unit-never-used")])) == [
        "unit-never-used: a unit that no quantity is printed in: unit unit/kelvin, symbol K; remove the unit, or use it"
    ]


def test_all_violations_of_all_checks_are_raised_together(tmp_path: Path) -> None:
    checks = checks_folder(tmp_path, "unit-never-used", "group-never-credited", "finding-about-itself")
    with pytest.raises(CheckErrors) as caught:
        require_checks(case_store("unit-never-used", "finding-about-itself"), checks)
    assert str(caught.value).splitlines() == [
        "finding-about-itself: a finding relates a thing to itself: finding finding/a, relation nsei:causes, "
        "thing phenomenon/dead-na; correct the subject or the object",
        "unit-never-used: a unit that no quantity is printed in: unit unit/kelvin, symbol K; remove the unit, or use it",
    ]


def test_a_graph_that_passes_gives_the_number_of_its_checks(tmp_path: Path) -> None:
    checks = checks_folder(tmp_path, "group-never-credited", "finding-about-itself")
    assert require_checks(case_store("unit-never-used"), checks) == 2


def test_an_empty_folder_of_checks_passes_and_a_missing_one_is_refused(tmp_path: Path) -> None:
    assert require_checks(case_store("unit-never-used"), tmp_path) == 0
    with pytest.raises(QueryError, match="there is no such folder"):
        require_checks(case_store("unit-never-used"), tmp_path / "none")
