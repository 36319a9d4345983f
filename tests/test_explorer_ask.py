"""The Ask view: questions, the editor, what is refused, what is stopped, and what a link restores."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from explorerpages import Explorer
from naseikg.asking.questions import load_questions
from naseikg.places import project

_ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def _editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name="SPARQL query")


def _write(page: Page, sparql: str) -> None:
    # As from the clipboard: typed letters would bring closing brackets and completions.
    _editor(page).fill(sparql)


def _run(page: Page, sparql: str) -> None:
    _write(page, sparql)
    page.get_by_role("button", name="Run", exact=True).click()


def test_every_named_query_is_a_question_that_one_click_answers(explorer: Explorer, repository: Path) -> None:
    """U24."""
    questions = load_questions(project(repository).queries)
    page = explorer.open("#ask")
    gallery = page.get_by_role("region", name="Questions")
    expect(gallery.get_by_role("listitem")).to_have_count(len(questions))
    one = next(one for one in questions if one.name == "naf-layers")
    gallery.get_by_role("button", name=one.header["question"]).click()
    expect(page.get_by_role("table", name=one.header["title"]).first).to_be_visible()
    expect(page.get_by_role("heading", name=one.header["question"])).to_be_visible()
    assert "q=naf-layers" in page.url


def test_questions_are_found_by_words_tag_and_user(explorer: Explorer, repository: Path) -> None:
    """U24."""
    page = explorer.open("#ask")
    gallery = page.get_by_role("region", name="Questions")
    gallery.get_by_label("For").select_option("reviewer")
    wanted = [one for one in load_questions(project(repository).queries) if one.header.get("user") == "reviewer"]
    expect(gallery.get_by_role("listitem")).to_have_count(len(wanted))
    gallery.get_by_role("searchbox").fill("no question has these words")
    expect(gallery.get_by_text("No question has all of this.")).to_be_visible()
    gallery.get_by_role("button", name="Show all").click()
    expect(gallery.get_by_role("listitem")).to_have_count(len(load_questions(project(repository).queries)))


def test_a_fault_is_told_with_line_and_column(explorer: Explorer) -> None:
    """U25."""
    page = explorer.open("#ask")
    _run(page, "SELECT * {\n  ?s ?p\n}")
    expect(page.get_by_text("Line 3, column 1:", exact=False).first).to_be_visible()
    expect(_editor(page)).to_contain_text("?s ?p")
    _run(page, "SELECT * { ?x ex:of ?y }")
    expect(page.get_by_text("Prefix ex is not declared; add PREFIX ex: <...>.", exact=False).first).to_be_visible()


def test_a_name_that_the_ontology_lacks_is_a_warning_and_the_query_runs(explorer: Explorer) -> None:
    """U25."""
    page = explorer.open("#ask")
    _run(page, "SELECT ?x { ?x a nsei:Substanse }")
    expect(page.get_by_text("did you mean nsei:Substance or", exact=False).first).to_be_visible()
    expect(page.get_by_text("0 rows, in", exact=False).first).to_be_visible()


def test_completion_offers_what_fits_the_class_of_the_subject(explorer: Explorer) -> None:
    """U28."""
    page = explorer.open("#ask")
    page.get_by_text("The graph is loaded.").wait_for()
    _write(page, "SELECT * { ?x a nsei:CyclingTest ; nsei:life")
    _editor(page).press("Control+End")
    _editor(page).press("Control+Space")
    options = page.locator(".ask-editor").get_by_role("option")
    expect(options.first).to_contain_text("nsei:lifetime")
    options.first.click()
    expect(_editor(page)).to_contain_text("nsei:lifetime")
    _write(page, "SELECT * { ?x a nsei:CyclingTest ; nsei:form")
    _editor(page).press("Control+End")
    _editor(page).press("Control+Space")
    # A test has no formula, so nothing but what tests have is offered.
    expect(options.filter(has_text="nsei:formula")).to_have_count(0)


def test_a_link_opens_the_same_query_and_its_answer(explorer: Explorer) -> None:
    """U30, U17."""
    page = explorer.open("#ask")
    _run(page, "SELECT ?x { ?x a nsei:CyclingTest } ORDER BY ?x LIMIT 3")
    expect(page.get_by_text("3 rows, in", exact=False).first).to_be_visible()
    address = page.url.partition("#")[2]
    again = explorer.open(f"#{address}")
    expect(_editor(again)).to_contain_text("ORDER BY ?x LIMIT 3")
    expect(again.get_by_text("3 rows, in", exact=False).first).to_be_visible()


def test_back_returns_to_the_question_before(explorer: Explorer) -> None:
    """U17."""
    page = explorer.open("#ask?q=naf-layers")
    expect(page.get_by_role("heading", name="Which artificial layers contain NaF", exact=False)).to_be_visible()
    page.get_by_role("region", name="Questions").get_by_role("listitem").first.get_by_role("button").click()
    expect(page.get_by_role("heading", name="Which abbreviations does the review use", exact=False)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Which artificial layers contain NaF", exact=False)).to_be_visible()


def test_a_query_without_end_is_stopped_at_its_limit_and_by_hand(explorer: Explorer) -> None:
    """U31."""
    page = explorer.open("#ask")
    page.get_by_text("The graph is loaded.").wait_for()
    page.get_by_label("At most").select_option("1")
    _run(page, _ENDLESS)
    expect(page.get_by_text("Stopped after 1 s.", exact=False).first).to_be_visible()
    page.get_by_label("At most").select_option("60")
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("The query was stopped.").first).to_be_visible()
    _run(page, "ASK { ?x a nsei:Review }")
    expect(page.get_by_text("Yes, in", exact=False).first).to_be_visible()


@pytest.mark.parametrize(
    ("sparql", "words"),
    [
        ("INSERT DATA { <http://e.org/a> a <http://e.org/b> }", "Updates are refused; this graph is read only."),
        ("LOAD <file:///etc/hosts>", "Updates are refused; this graph is read only."),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is not supported here"),
        ("SELECT * FROM <file:///etc/hosts> { ?s ?p ?o }", "FROM is not supported here"),
        ("# nothing", "The query is empty."),
    ],
)
def test_what_leaves_or_changes_the_graph_is_refused_with_a_clear_text(
    explorer: Explorer, sparql: str, words: str
) -> None:
    """U32."""
    page = explorer.open("#ask")
    _run(page, sparql)
    expect(page.get_by_text(words, exact=False).first).to_be_visible()


def test_the_editor_does_not_keep_the_tab_key(explorer: Explorer) -> None:
    """U39."""
    page = explorer.open("#ask")
    _editor(page).focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_focused()
