"""The panel of the explorer, in a real browser: what is known of a thing, why, and where the review says it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, Route, expect

from explorerpages import Explorer
from naseikg.comparing.cycling import trials_of
from naseikg.explaining.why import Explainer
from naseikg.pipeline import Built
from naseikg.reading.text import SourceText

_NAF = "#compare?thing=substance%2Fnaf"
_HOSTILE = "<img src=x onerror=\"document.title='run'\">"


def _panel(page: Page) -> Locator:
    panel = page.locator("aside.read")
    expect(panel.locator("h2")).not_to_have_text("Loading …")
    return panel


def _part(page: Page, title: str) -> Locator:
    return _panel(page).locator("section.read-section").filter(has=page.locator(f"h3:has-text('{title}')"))


def test_the_panel_tells_all_that_is_known_of_a_thing(explorer: Explorer) -> None:
    """U11."""
    page = explorer.open(_NAF)
    panel = _panel(page)
    expect(panel.locator("h2")).to_have_text("sodium fluoride NaF")
    expect(panel.locator("header p")).to_have_text("substance")
    expect(panel.locator(".read-rows").first).to_contain_text("substance › inorganic substance › halide")
    expect(_part(page, "Values")).to_contain_text("shear modulus 31.4 GPa = 3.14 × 10¹⁰ Pa")
    expect(_part(page, "Effects")).to_contain_text("mechanical blocking of dendrites")
    expect(_part(page, "Composition and making")).to_contain_text("is component of")
    expect(_part(page, "Findings about it")).to_contain_text("section 3.1, paragraph 1, sentence 6")
    expect(_part(page, "Curation notes").locator("article")).to_have_count(3)
    elsewhere = _part(page, "In other ontologies").get_by_role("link", name="sodium fluoride")
    expect(elsewhere).to_have_attribute("href", "http://purl.obolibrary.org/obo/CHEBI_28741")
    expect(elsewhere).to_have_attribute("rel", "noopener noreferrer")
    expect(_part(page, "Address and data")).to_contain_text("https://w3id.org/naseikg/substance/naf")


def test_findings_open_at_a_fact_and_are_filtered_where_they_are_many(explorer: Explorer) -> None:
    """U11."""
    page = explorer.open(_NAF)
    fact = _part(page, "Properties and requirements").locator("li", has_text="high mechanical strength")
    fact.get_by_role("button", name="2 findings").click()
    expect(fact.locator("article")).to_have_count(2)
    # The fact stands above them already.
    expect(fact.locator(".read-edge")).to_have_count(0)
    findings = _part(page, "Findings about it")
    findings.get_by_role("searchbox").fill("[60] shear")
    expect(findings.locator("article").first).to_contain_text("[60]")
    findings.get_by_role("searchbox").fill("no such word")
    expect(findings).to_contain_text("No finding holds “no such word”.")


def test_a_layer_is_told_in_the_order_of_a_researchers_questions_with_what_its_test_does_not_state(
    explorer: Explorer,
) -> None:
    """U11."""
    page = explorer.open("#compare?thing=interphase%2Fnabr-1-bromopropane")
    wanted = [
        "Composition and making",
        "Cycling tests (1)",
        "Use and study",
        "Inferred",
        "Findings about it (5)",
        "Address and data",
    ]
    assert _panel(page).locator("h3").all_inner_texts() == wanted
    tests = _part(page, "Cycling tests")
    expect(tests.locator("dl").first.locator("dd")).to_contain_text(["250 h"])
    expect(tests.locator("dl").first.locator("div", has_text="lifetime")).to_have_text("lifetime250 h")
    expect(tests.locator("dl").first.locator("div", has_text="temperature")).to_have_text("temperaturenot stated")


def test_the_page_of_a_test_names_its_layer_and_tells_each_condition_once(explorer: Explorer) -> None:
    """U11."""
    page = explorer.open("#compare?thing=test%2Fpvdf-bi-life")
    conditions = _part(page, "Conditions and results")
    expect(conditions.locator("div", has_text="lifetime")).to_have_text("lifetime2500 h")
    expect(conditions.locator("div", has_text="current density")).to_have_text("current density1 mA cm⁻² = 10 A m⁻²")
    expect(conditions.locator("div", has_text="temperature")).to_have_text("temperaturenot stated")
    expect(_part(page, "Use and study")).to_contain_text("PVDF and bismuth layer on copper")
    expect(_panel(page).get_by_text("2500 h", exact=True)).to_have_count(1)
    expect(_panel(page).get_by_text("not stated", exact=True)).to_have_count(5)


def test_a_fact_that_follows_is_told_after_the_recorded_ones_and_a_mere_repetition_is_folded(
    explorer: Explorer,
) -> None:
    """U11, U35."""
    page = explorer.open(_NAF)
    inferred = _part(page, "Inferred")
    expect(inferred).to_contain_text("dead sodium")
    repeated = inferred.locator("details").filter(has_text="1 more in wider words")
    expect(repeated.get_by_role("link", name="uncontrolled dendritic sodium growth")).to_be_hidden()
    repeated.locator("summary").click()
    expect(repeated.get_by_role("link", name="uncontrolled dendritic sodium growth")).to_be_visible()
    # The comparison says what it found, and no second group says it again.
    comparisons = _part(page, "Comparisons")
    expect(comparisons).to_contain_text("diffusion barrier on NaF against NaBr (greater)")
    expect(comparisons.locator("dt")).to_have_text(["compared in"])


def test_a_class_lists_its_members_and_the_focus_stays_at_the_button_that_shows_all(
    explorer: Explorer, kg: Built
) -> None:
    """U11."""
    page = explorer.open("#compare?thing=nsei%3ACyclingTest")
    members = _part(page, "Members")
    number = len(trials_of(kg.store))
    members.get_by_role("button", name="Show all").click()
    expect(members.get_by_role("button", name="Show fewer")).to_be_focused()
    expect(members.locator("h3")).to_have_text(f"Members ({number})")
    expect(members.locator("li")).to_have_count(number)


def test_an_inferred_fact_leads_by_axioms_to_sentences_as_on_the_command_line(explorer: Explorer, kg: Built) -> None:
    """U35."""
    page = explorer.open(_NAF)
    _panel(page).get_by_role("button", name="Why?").first.click()
    tree = page.get_by_role("list", name="Why sodium fluoride is a layer component")
    reason = Explainer(kg.store).why("NaF", "a", "layer component").reasons[0]
    expect(tree.locator("summary").first).to_contain_text(reason.words)
    expect(tree.locator(".read-law").first).to_contain_text(f"because {reason.laws[0].words}")
    steps = tree.locator(":scope > li > details > ul > li")
    expect(steps).to_have_count(len(reason.because))
    for place, premise in enumerate(reason.because):
        expect(steps.nth(place)).to_contain_text(premise.words)
    expect(tree.locator("article").first).to_contain_text("section 3.1, paragraph 1, sentence 5")


def test_a_sentence_is_highlighted_in_the_readers_own_copy_of_the_text(
    explorer: Explorer, review: SourceText, repository: Path
) -> None:
    """U34."""
    page = explorer.open(_NAF)
    part = _part(page, "Findings about it")
    place = part.get_by_role("button", name="section 3.1, paragraph 1, sentence 6").first
    expect(part.locator("input[type=file]")).to_be_hidden()
    place.click()
    expect(part).to_contain_text("It stays in this page: nothing is sent or stored.")
    picker = part.locator("input[type=file]").first
    picker.set_input_files({"name": "wrong.txt", "mimeType": "text/plain", "buffer": b"Another text."})
    expect(part.get_by_role("alert").first).to_contain_text("This is not the text that the records were read from")
    windows = review.text.replace("\n", "\r\n").encode()
    picker.set_input_files({"name": "review.txt", "mimeType": "text/plain", "buffer": windows})
    mark = part.locator("mark")
    expect(mark).to_have_text(review.passage("3.1-p1-s6").text)
    shown = part.locator(".read-passage")
    expect(shown).to_contain_text(review.passage("3.1-p1-s5").text)
    expect(shown).to_contain_text(review.passage("3.1-p1-s7").text)
    part.get_by_role("button", name="Previous claim").click()
    expect(mark).to_have_text(review.passage("3.1-p1-s5").text)
    part.get_by_role("button", name="Next claim").click()
    expect(mark).to_have_text(review.passage("3.1-p1-s6").text)
    assert page.evaluate("() => [localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_keys_open_and_close_the_panel_and_the_focus_is_never_lost(explorer: Explorer) -> None:
    """U11."""
    page = explorer.open(_NAF)
    link = _part(page, "Effects").get_by_role("link", name="mechanical blocking of dendrites")
    link.focus()
    page.keyboard.press("Enter")
    heading = page.locator("aside.read h2")
    expect(heading).to_have_text("mechanical blocking of dendrites")
    expect(heading).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("aside.read")).to_have_count(0)
    assert page.evaluate("() => document.activeElement !== document.body")
    page.go_back()
    expect(heading).to_have_text("mechanical blocking of dendrites")


def test_an_unknown_thing_in_the_address_is_told(explorer: Explorer) -> None:
    """U47, U49."""
    page = explorer.open("#compare")
    for name in ("substance/nothing", "__proto__", "constructor", _HOSTILE):
        page.evaluate("name => { location.hash = '#compare?' + new URLSearchParams({ thing: name }) }", name)
        expect(_panel(page)).to_contain_text(f"There is no “{name}” in this graph.")
        expect(page.locator("aside.read img")).to_have_count(0)


def test_markup_in_the_data_stays_text_and_no_script_becomes_a_link(explorer: Explorer, explorer_folder: Path) -> None:
    """U47, U48."""
    packed = (explorer_folder / "explore" / "data" / "details.json.gz").read_bytes()
    details: dict[str, Any] = json.loads(gzip.decompress(packed))
    naf = details["things"]["substance/naf"]
    naf.update(
        label=_HOSTILE, formula=_HOSTILE, definition=_HOSTILE, also=[_HOSTILE], page="javascript:alert(1)//.html"
    )
    naf["facts"] = [[_HOSTILE, _HOSTILE, "javascript:alert(1)"]]
    naf["links"] = [{"relation": _HOSTILE, "iri": "javascript:alert(1)", "label": _HOSTILE, "ontology": _HOSTILE}]
    for finding in details["findings"].values():
        finding["claim"] = _HOSTILE
    for work in details["references"].values():
        work.update(citation=_HOSTILE, doi="javascript:alert(1)")
    body = json.dumps(details).encode()

    def answer(route: Route) -> None:
        route.fulfill(body=body)

    page = explorer.open("#compare")
    page.route("**/details.json.gz", answer)
    page.reload()
    page.evaluate("location.hash = '#compare?thing=substance%2Fnaf'")
    panel = _panel(page)
    expect(panel.locator("h2")).to_contain_text(_HOSTILE)
    expect(panel.locator(".read-definition")).to_have_text(_HOSTILE)
    expect(_part(page, "In other ontologies")).to_contain_text(_HOSTILE)
    expect(panel.locator("article").first).to_contain_text(_HOSTILE)
    expect(panel.locator("img, script, [onerror]")).to_have_count(0)
    schemes = panel.locator("a").evaluate_all("found => [...new Set(found.map((one) => one.protocol))].sort()")
    assert set(schemes) <= {"http:", "https:"}
    outside = panel.locator("a").evaluate_all(
        "found => found.filter((one) => one.host !== location.host).map((one) => one.rel)"
    )
    assert set(outside) <= {"noopener noreferrer"}
    assert page.title() != "run"
