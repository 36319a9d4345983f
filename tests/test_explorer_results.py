"""Answers in the page: views, files, code for other tools, why a row is there and why a thing is not."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from explorerpages import Explorer
from naseikg.asking.questions import load_questions
from naseikg.missing.why_not import why_not
from naseikg.pipeline import Built
from naseikg.places import project

VIEWS = ("Table", "Graph", "Bars", "Scatter", "Timeline", "Matrix")


def _ask(page: Page, sparql: str) -> None:
    editor = page.get_by_role("textbox", name="SPARQL query")
    editor.fill(sparql)
    page.get_by_role("button", name="Run", exact=True).click()


def _suiting(page: Page) -> list[str]:
    group = page.get_by_role("group", name="Show as")
    group.wait_for()
    return [one for one in VIEWS if group.get_by_role("button", name=one).get_attribute("aria-disabled") == "false"]


def _downloaded(page: Page, name: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("group", name="Download the answer").get_by_role("button", name=name).click()
    return Path(download.value.path()).read_bytes().decode()


def _code(page: Page, name: str) -> str:
    text = page.get_by_role("region", name=name, exact=True).locator("pre").text_content()
    assert text is not None
    return text


def test_an_answer_is_shown_in_the_views_that_suit_it_and_the_others_say_why(explorer: Explorer) -> None:
    """U26."""
    page = explorer.open("#ask?q=references-by-year")
    assert _suiting(page) == ["Table", "Bars", "Scatter", "Timeline"]
    views = page.get_by_role("group", name="Show as")
    # By keyboard: the button stays in reach though it does nothing.
    views.get_by_role("button", name="Graph").press("Enter")
    expect(page.locator(".results-reason")).to_contain_text("Graph does not suit this answer. It needs two columns of")
    views.get_by_role("button", name="Timeline").click()
    expect(page.locator(".results svg.plot-svg")).to_have_attribute(
        "aria-label", "References by year: 8 years; references"
    )
    views.get_by_role("button", name="Bars").click()
    expect(page.locator(".results svg.plot-svg .plot-bar").first).to_be_visible()
    views.get_by_role("button", name="Scatter").click()
    expect(page.locator(".results svg.plot-svg .plot-mark").first).to_be_visible()
    assert "as=scatter" in page.url


def test_rows_with_two_things_are_drawn_as_a_graph_and_a_matrix(explorer: Explorer) -> None:
    """U26, U30: a link opens the view."""
    page = explorer.open("#ask?q=causes-direct&as=graph")
    expect(page.locator(".results .look-triples canvas").first).to_be_visible()
    expect(page.locator(".look-triples-files")).to_contain_text("links")
    page.get_by_role("group", name="Show as").get_by_role("button", name="Matrix").click()
    expect(page.locator(".results").get_by_role("grid").or_(page.locator(".results table")).first).to_be_visible()


def test_a_construct_is_a_graph_with_files_of_its_triples(explorer: Explorer) -> None:
    """U26."""
    page = explorer.open("#ask")
    _ask(page, "CONSTRUCT { ?l nsei:hasComponent ?c } WHERE { ?l nsei:hasComponent ?c ; a nsei:HybridInterphase }")
    assert _suiting(page) == ["Table", "Graph"]
    turtle = _downloaded(page, "Turtle")
    assert turtle.startswith("@prefix nsei: <https://w3id.org/naseikg/ontology#> .\n")
    triples = _downloaded(page, "N-Triples").splitlines()
    assert len(triples) == len(set(triples)) > 0
    subjects = {one["@id"] for one in json.loads(_downloaded(page, "JSON-LD"))}
    assert subjects == {line.split(">")[0].removeprefix("<") for line in triples}
    _ask(page, "ASK { ?l a nsei:HybridInterphase }")
    expect(page.locator(".results-yes")).to_have_text("Yes")


def test_the_files_of_an_answer_are_those_of_the_command_line(explorer: Explorer, repository: Path) -> None:
    """U27."""
    page = explorer.open("#ask?q=naf-layers")
    page.get_by_role("group", name="Download the answer").wait_for()
    expected = (repository / "queries" / "expected" / "naf-layers.csv").read_text(encoding="utf-8")
    assert list(csv.reader(io.StringIO(_downloaded(page, "CSV")))) == list(csv.reader(io.StringIO(expected)))
    assert _downloaded(page, "TSV").count("\n") == expected.count("\n")
    found = json.loads(_downloaded(page, "JSON"))
    assert found["head"]["vars"][0] == "layer"
    assert len(found["results"]["bindings"]) == expected.count("\n") - 1
    latex = _downloaded(page, "LaTeX")
    assert latex.count(r"\\") == expected.count("\n")
    assert r"\caption{Layers that contain sodium fluoride}" in latex


def test_each_row_tells_the_facts_behind_it_down_to_sentences(explorer: Explorer) -> None:
    """U33."""
    page = explorer.open("#ask?q=naf-layers")
    page.get_by_role("button", name="Why row 1", exact=True).click()
    why = page.get_by_role("region", name="Why row 1", exact=True)
    expect(why.get_by_role("heading", name="Why row 1 is in the answer")).to_be_focused()
    expect(why.locator(".read-why > li").first).to_contain_text("has component → sodium fluoride")
    expect(why.locator(".read-finding").first).to_contain_text("section 3.3, paragraph 1, sentence 7")
    why.get_by_role("button", name="Close").click()
    expect(why).to_have_count(0)


def test_a_row_of_names_alone_has_nothing_to_explain(explorer: Explorer) -> None:
    """U33."""
    page = explorer.open("#ask")
    _ask(page, "SELECT ?label { <https://w3id.org/naseikg/substance/naf> rdfs:label ?label }")
    page.get_by_role("button", name="Why row 1", exact=True).click()
    expect(page.locator(".why-row")).to_contain_text("There is nothing to explain")


def _why_not(page: Page, thing: str) -> Locator:
    page.get_by_text("Why is something not in the answer?").click()
    page.get_by_label("Thing", exact=True).fill(thing)
    page.get_by_role("button", name="Why not?").click()
    page.locator(".why-not-verdict, .why-not .missing").first.wait_for()
    return page.locator(".why-not > .why-not-failing > li")


def test_what_is_not_in_an_answer_fails_what_the_command_line_says(
    explorer: Explorer, kg: Built, repository: Path
) -> None:
    """U36."""
    questions = {one.name: one for one in load_questions(project(repository).queries)}
    cases = {
        "naf-layers": "interphase/na3p-red-phosphorus",
        "longest-tests-1ma-1mah": "test/al2o3-peald-cycling",
        "two-dimensional-materials": "substance/naf",
    }
    for name, thing in cases.items():
        expected = why_not(kg.store, questions[name], thing)
        page = explorer.open(f"#ask?q={name}")
        failing = _why_not(page, thing)
        expect(failing).to_have_count(len(expected.failing))
        for place, one in enumerate(expected.failing):
            expect(failing.nth(place).locator(".badge").first).to_have_text(one.verdict)
            expect(failing.nth(place).locator("code").first).to_have_text(one.condition)
            expect(failing.nth(place)).to_contain_text(one.says)


def test_what_is_in_the_answer_or_no_thing_is_told_so(explorer: Explorer) -> None:
    """U36."""
    page = explorer.open("#ask?q=naf-layers")
    _why_not(page, "interphase/naf-pvdf-cu")
    expect(page.locator(".why-not-verdict")).to_contain_text("is in the answer, as ?layer_id")
    page.get_by_label("Thing", exact=True).fill("<img src=x>")
    page.get_by_role("button", name="Why not?").click()
    expect(page.locator(".why-not .missing")).to_have_text("No thing is called “<img src=x>”; choose one of the list.")


def test_the_code_for_other_tools_runs_and_gives_the_rows(explorer: Explorer, repository: Path, tmp_path: Path) -> None:
    """U29: the shell, Python and rdflib ones; JavaScript and R are not run here."""
    page = explorer.open("#ask")
    query = (
        'SELECT ?formula { <https://w3id.org/naseikg/substance/naf> nsei:formula ?formula FILTER(?formula != "a\\"b") }'
    )
    _ask(page, query)
    page.locator(".snippets > summary").click()
    # The code asks the graph of the checkout, which a fresh one has not built yet.
    subprocess.run(["naseikg", "build"], cwd=repository, env=_path(), check=True, capture_output=True)
    shell = subprocess.run(
        ["bash", "-c", _code(page, "Shell")], cwd=repository, env=_path(), capture_output=True, text=True
    )
    assert (shell.stdout, shell.returncode) == ("formula\nNaF\n", 0), shell.stderr
    for name, expected in (("Python", "formula\nNaF\n"), ("Python with rdflib", "NaF\n")):
        file = tmp_path / "code.py"
        file.write_text(_code(page, name), encoding="utf-8")
        ran = subprocess.run([sys.executable, file], cwd=repository, capture_output=True, text=True)
        assert (ran.stdout, ran.returncode) == (expected, 0), ran.stderr
    expect(page.get_by_role("button", name="Copy as JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Copy as R")).to_be_visible()


def _path() -> dict[str, str]:
    return {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": "/tmp"}
