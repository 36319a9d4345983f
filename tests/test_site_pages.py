"""The site of the real graph in a real browser, with no way out to any other host."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from naseikg.pipeline import Built
from naseikg.serving.pages import Pages
from servedapp import served
from test_site import broken_links

_SEEN = (
    "index.html",
    "downloads/index.html",
    "findings.html",
    "interphase/index.html",
    "interphase/na3p-red-phosphorus.html",
    "notes.html",
    "ontology.html",
    "ontology/class/HalideInterphase.html",
    "ontology/property/hasComponent.html",
    "queries/index.html",
    "queries/naf-layers.html",
    "reference/shi-2023-71.html",
    "references.html",
    "section/shi-2023-3.1.html",
    "substance/naf.html",
    "test/index.html",
)


@pytest.fixture(scope="module")
def site(real_site: Path) -> Path:
    """The site of the real graph."""
    return real_site


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[str]:
    """The address of the site on this machine."""
    with served(Pages(site)) as url:
        yield url


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages; at the end, none of them has asked another host for anything or complained."""
    elsewhere: list[str] = []
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def note(request: Request) -> None:
        if not request.url.startswith(("file:", "http://127.0.0.1:", "data:")):
            elsewhere.append(request.url)

    def open_page(
        address: str, *, width: int = 1400, height: int = 900, dark: bool = False, scripts: bool = True
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", note)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert (elsewhere, complaints) == ([], [])


Open = Callable[..., Page]


def _results(page: Page) -> list[str]:
    return [one.get_attribute("href") or "" for one in page.locator("#search-results a").all()]


def _search(page: Page, words: str, count: str) -> list[str]:
    page.locator("main input[type=search]").fill(words)
    expect(page.locator("#search-count")).to_have_text(count)
    return _results(page)


def test_every_link_of_the_real_site_leads_to_a_page_and_anchor_that_exist(site: Path) -> None:
    assert broken_links(site) == []


def test_every_thing_of_the_real_graph_has_its_page(kg: Built, site: Path) -> None:
    within = {"authorship", "finding", "note", "sentence"}
    things = {(record.id.kind, record.id.slug) for record in kg.records if record.id.kind not in within}
    assert [f"{kind}/{slug}" for kind, slug in sorted(things) if not (site / kind / f"{slug}.html").is_file()] == []


def test_every_finding_note_and_sentence_of_the_real_graph_has_its_anchor_once(kg: Built, site: Path) -> None:
    text = {path: path.read_text() for path in site.rglob("*.html") if path.parent.name != "views"}
    found = Counter(anchor for page in text.values() for anchor in re.findall(r'<article id="([^"]+)"', page))
    anchored = {(record.id.kind, record.id.slug) for record in kg.records}
    expected = Counter(slug for kind, slug in anchored if kind in ("finding", "note", "sentence"))
    assert found == expected


def test_pages_open_from_files_and_from_the_server_without_any_other_host(
    opened: Open, site: Path, server: str
) -> None:
    page = opened(site.as_uri() + "/index.html")
    for root in (site.as_uri() + "/", server):
        for path in (*_SEEN, "views/challenges.html"):
            answer = page.goto(root + path)
            assert answer is not None
            assert answer.ok
            assert page.locator("h1").count() == 1


def test_no_page_is_wider_than_a_small_telephone(opened: Open, site: Path) -> None:
    page = opened(site.as_uri() + "/index.html", width=360, height=740)
    wide = {}
    for path in _SEEN:
        page.goto(f"{site.as_uri()}/{path}")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide[path] = width
    assert wide == {}


def test_a_formula_is_found_with_plain_and_with_lowered_digits(opened: Open, site: Path) -> None:
    page = opened(site.as_uri() + "/index.html")
    page.locator("main input[type=search]").fill("Na3P")
    expect(page.locator("#search-results a").first).to_have_attribute("href", "substance/na3p.html")
    plain = _results(page)
    page.locator("main input[type=search]").fill("")
    expect(page.locator("#search")).to_be_hidden()
    page.locator("main input[type=search]").fill("na₃p")
    expect(page.locator("#search-results a").first).to_have_attribute("href", "substance/na3p.html")
    assert _results(page) == plain


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("71", "reference/shi-2023-71.html"),
        ("[71]", "reference/shi-2023-71.html"),
        ("NaF", "substance/naf.html"),
        ("mossy na", "phenomenon/dendrite-growth.html"),
        ("naf-layers", "queries/naf-layers.html"),
        ("nsei:Halide", "ontology/class/Halide.html"),
        ("Challenges and their causes", "views/challenges.html"),
    ],
)
def test_the_search_finds_the_closest_first(opened: Open, site: Path, words: str, first: str) -> None:
    page = opened(site.as_uri() + "/index.html")
    page.locator("main input[type=search]").fill(words)
    expect(page.locator("#search-results a").first).to_have_attribute("href", first)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("sodium metal", ["substance/sodium-metal.html"]),
        ("alucone", ["substance/alucone.html", "ontology/class/Alucone.html"]),
        ("dendrite", ["phenomenon/dendrite-growth.html"]),
        ("dendrits", ["phenomenon/dendrite-growth.html"]),
    ],
)
def test_the_list_begins_with_the_thing_itself(opened: Open, site: Path, words: str, first: list[str]) -> None:
    page = opened(site.as_uri() + "/index.html")
    page.locator("main input[type=search]").fill(words)
    expect(page.locator("#search-results a").first).to_have_attribute("href", first[0])
    assert _results(page)[: len(first)] == first


@pytest.mark.parametrize("words", ["sodium", "dendrite", "Na3P layer", "alucone", "dendrits"])
def test_enter_lists_what_is_not_one_thing_s_whole_name(opened: Open, site: Path, words: str) -> None:
    page = opened(site.as_uri() + "/index.html")
    page.locator("main input[type=search]").fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("#search-count")).to_contain_text("↓ chooses")
    assert page.url == site.as_uri() + "/index.html"
    assert len(_results(page)) > 1


@pytest.mark.parametrize(
    ("words", "leads_to"),
    [
        ("sodium metal", "substance/sodium-metal.html"),
        ("Na3P", "substance/na3p.html"),
        ("mossy Na", "phenomenon/dendrite-growth.html"),
        ("[71]", "reference/shi-2023-71.html"),
        ("interphase/na3p-red-phosphorus", "interphase/na3p-red-phosphorus.html"),
    ],
)
def test_enter_opens_the_one_thing_of_a_whole_name(opened: Open, site: Path, words: str, leads_to: str) -> None:
    page = opened(site.as_uri() + "/index.html")
    page.locator("main input[type=search]").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{leads_to}")


def test_a_search_for_a_misspelt_word_says_what_it_took_it_for(opened: Open, site: Path) -> None:
    page = opened(site.as_uri() + "/index.html")
    page.locator("main input[type=search]").fill("dendrits")
    expect(page.locator("#search-count")).to_contain_text("No match for “dendrits”; for “dendrites”: ")


def test_a_table_wider_than_the_page_says_so_and_its_rows_are_low(opened: Open, site: Path) -> None:
    page = opened(site.as_uri() + "/queries/cycling-tests.html", width=1280)
    box = page.locator("#answer .scroll")
    expect(page.locator("#answer .cue")).to_be_visible()
    expect(box).to_have_class("scroll more")
    box.evaluate("box => box.scrollTo(box.scrollWidth, 0)")
    expect(box).to_have_class("scroll")
    page.goto(site.as_uri() + "/queries/naf-layers.html")
    heights = page.locator("#answer tbody tr").evaluate_all("rows => rows.map(row => row.offsetHeight)")
    assert max(heights) <= 110
    page.goto(site.as_uri() + "/unit/index.html")
    expect(page.locator(".cue")).to_be_hidden()


def test_a_network_leads_back_to_the_site_and_on_to_the_page_of_a_thing(opened: Open, site: Path) -> None:
    page = opened(site.as_uri() + "/views/challenges.html")
    page.fill("#search", "dendrites")
    page.press("#search", "Enter")
    page.locator("#panel").get_by_role("link", name="Page of this phenomenon").click()
    page.wait_for_url("**/phenomenon/dendrite-growth.html")
    page.go_back()
    page.get_by_role("link", name="All networks").click()
    page.wait_for_url("**/index.html#views")


def test_a_search_without_match_says_so(opened: Open, site: Path) -> None:
    page = opened(site.as_uri() + "/index.html")
    message = "No match for “<b>unobtainium”. Try a formula (Na3P), a name (dendrite), a method (ALD) or a reference number (71)."
    assert _search(page, "<b>unobtainium", message) == []
    page.locator("main button").first.click()
    assert page.url == site.as_uri() + "/index.html"


def test_a_search_on_another_page_shows_its_results_on_the_start_page(opened: Open, site: Path) -> None:
    page = opened(site.as_uri() + "/substance/naf.html")
    page.locator("header input[type=search]").fill("Na3P")
    page.keyboard.press("Enter")
    expect(page.locator("#search-results a").first).to_have_attribute("href", "substance/na3p.html")
    assert page.url == site.as_uri() + "/index.html?q=Na3P"


def test_the_search_works_by_keyboard_alone(opened: Open, site: Path) -> None:
    page = opened(site.as_uri() + "/index.html")
    page.locator("main input[type=search]").focus()
    page.keyboard.type("Na3P")
    expect(page.locator("#search-results a").first).to_have_attribute("href", "substance/na3p.html")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#search-results a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("main input[type=search]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#search")).to_be_hidden()
    page.keyboard.type("Na3P")
    expect(page.locator("#search-results a").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Na₃P")


def test_a_table_sorts_both_ways_and_numbers_as_numbers(opened: Open, site: Path) -> None:
    page = opened(site.as_uri() + "/references.html")
    first = page.locator("tbody tr td:first-child").first
    expect(first).to_have_text("[1]")
    head = page.locator("th").first
    head.locator("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert page.locator("tbody tr td:first-child").all_inner_texts() == [f"[{number}]" for number in range(1, 128)]
    head.locator("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(first).to_have_text("[127]")
    years = page.locator("th").nth(3)
    years.locator("button").click()
    expect(years).to_have_attribute("aria-sort", "ascending")
    assert head.get_attribute("aria-sort") is None


def test_a_filter_hides_what_does_not_fit_and_says_when_nothing_does(opened: Open, site: Path) -> None:
    page = opened(site.as_uri() + "/substance/index.html")
    rows = page.locator("tbody tr:visible")
    total = rows.count()
    page.locator(".filter input").fill("na3p")
    expect(page.locator(".filter [role=status]")).to_have_text(re.compile(rf"^\d+ of {total}$"))
    expect(rows.first).to_contain_text("Na₃P")
    page.locator(".filter input").fill("unobtainium")
    expect(page.locator(".filter [role=status]")).to_have_text("No match for “unobtainium”.")
    expect(rows).to_have_count(0)
    page.locator(".filter input").fill("")
    expect(rows).to_have_count(total)


def test_a_filter_of_the_ontology_keeps_the_classes_above(opened: Open, site: Path) -> None:
    page = opened(site.as_uri() + "/ontology.html")
    page.locator(".filter input").fill("nsei:MXene")
    expect(page.locator(".tree .term:visible b")).to_have_text(
        ["substance", "inorganic substance", "two-dimensional material", "MXene"]
    )


def test_the_query_and_the_command_are_copied(opened: Open, site: Path, server: str) -> None:
    page = opened(server + "queries/naf-layers.html")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy command").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "naseikg query naf-layers"
    page.get_by_role("button", name="Copy SPARQL").click()
    expect(page.get_by_role("button", name="Copied")).to_have_count(2)
    sparql = (site.parent / "queries" / "naf-layers.rq").read_text()
    assert page.evaluate("navigator.clipboard.readText()") == sparql.strip()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(opened: Open, site: Path) -> None:
    page = opened(site.as_uri() + "/substance/naf.html")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    assert skip.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_dark_scheme_follows_the_system(opened: Open, site: Path) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    assert opened(site.as_uri() + "/index.html").evaluate(ground) == "rgb(255, 255, 255)"
    assert opened(site.as_uri() + "/index.html", dark=True).evaluate(ground) == "rgb(18, 22, 27)"


def test_the_site_reads_without_script(opened: Open, site: Path) -> None:
    page = opened(site.as_uri() + "/index.html", scripts=False)
    expect(page.locator("noscript p")).to_have_text(
        "The search needs JavaScript; everything is also reached through the lists below."
    )
    page.goto(site.as_uri() + "/references.html")
    expect(page.locator(".filter")).to_be_hidden()
    expect(page.locator("tbody tr")).to_have_count(127)
