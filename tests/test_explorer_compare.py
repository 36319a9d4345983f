"""The Compare view in a real browser: the table, the plot, the ranking, the gaps, the years and the classes."""

from __future__ import annotations

import csv
import io
import struct
from pathlib import Path
from urllib.parse import parse_qs
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from explorerpages import Explorer
from naseikg.comparing.compare import compare
from naseikg.comparing.cycling import trials_of
from naseikg.pipeline import Built

SVG = "{http://www.w3.org/2000/svg}"


def cycling_table(page: Page) -> tuple[list[str], list[list[str]]]:
    """The head and the rows of the table of tests as they are seen."""
    table = page.get_by_role("table", name="Cycling tests")
    expect(table).to_be_visible()
    head = [one.split("\n")[0] for one in table.locator("thead th button").all_inner_texts()]
    cells = "rows => rows.map((row) => [...row.cells].map((cell) => cell.innerText))"
    return head, table.locator("tbody tr").evaluate_all(cells)


def column(page: Page, name: str) -> list[str]:
    """What stands in one column of the table of tests."""
    head, rows = cycling_table(page)
    place = next(at for at, one in enumerate(head) if one.startswith(name))
    return [row[place] for row in rows]


def downloaded(page: Page, button: str, within: str) -> Path:
    """The file that a button hands to the reader."""
    with page.expect_download() as waiting:
        page.locator(within).get_by_role("button", name=button, exact=True).click()
    return waiting.value.path()


def state_of(page: Page) -> dict[str, list[str]]:
    """What the address carries."""
    return parse_qs(page.url.partition("?")[2])


def test_every_test_is_a_row_and_what_is_not_stated_is_said(explorer: Explorer, kg: Built) -> None:
    """U42."""
    page = explorer.open("#compare")
    _, rows = cycling_table(page)
    assert sorted(row[0] for row in rows) == sorted(one.label for one in trials_of(kg.store))
    assert sorted(column(page, "lifetime")) == sorted(
        ["1000", "1700", "1800", "250", "2500", "2800", "500", "700", "780", "over 2800", "over 500"]
        + ["not stated"] * 3
    )
    assert page.locator("h1").all_inner_texts() == ["Compare"]


def test_a_table_sorts_filters_and_keeps_both_in_the_address(explorer: Explorer) -> None:
    """U27, U17."""
    page = explorer.open("#compare")
    table = page.get_by_role("table", name="Cycling tests")
    lifetime = table.get_by_role("button", name="lifetime")
    lifetime.click()
    lifetime.click()
    expect(table.get_by_role("columnheader", name="lifetime")).to_have_attribute("aria-sort", "descending")
    assert column(page, "lifetime")[-4:] == ["250", "not stated", "not stated", "not stated"]
    page.get_by_label("Least lifetime").fill("1000")
    page.get_by_label("Filter family").select_option("hybrid interphase")
    expect(page.get_by_text("3 rows that match, 14 in all")).to_be_visible()
    assert column(page, "lifetime") == ["2800", "2500", "1800"]
    page.get_by_label("or not stated").nth(2).check()
    assert column(page, "lifetime") == ["2800", "2500", "1800", "not stated"]
    again = explorer.open(page.url.partition("index.html")[2])
    assert column(again, "lifetime") == ["2800", "2500", "1800", "not stated"]
    again.get_by_label("Filter test").fill("no such words")
    expect(again.get_by_text("No row matches; reset the filters.")).to_be_visible()
    again.get_by_role("button", name="Reset filters").click()
    expect(table.locator("tbody tr")).to_have_count(4)
    expect(again.get_by_role("table", name="Cycling tests").locator("tbody tr")).to_have_count(14)


def test_only_comparable_tests_are_ranked_as_the_command_line_ranks_them(explorer: Explorer, kg: Built) -> None:
    """U37."""
    page = explorer.open("#compare")
    ranking = compare(kg.store)
    rows = page.locator(".compare-ranking tbody tr")
    expect(rows).to_have_count(len(ranking.ranked))
    seen = [row.locator("td").all_inner_texts()[:3] for row in rows.all()]
    assert seen == [
        [str(one.rank), one.trial.tested[0].label, str(one.result).removesuffix(" h")] for one in ranking.ranked
    ]
    badges = page.locator(".compare-apart .badge")
    expect(badges).to_have_count(len(ranking.left_out))
    assert all(text.startswith("not comparable: ") for text in badges.all_inner_texts())
    left_out = dict(zip(page.locator(".compare-apart a").all_inner_texts(), badges.all_inner_texts(), strict=True))
    assert left_out["sodium telluride layer"] == "not comparable: cell not stated"
    assert (
        left_out["NaI-rich layer from 1-iodopropane"]
        == "not comparable: current density 0.25 mA cm⁻²; areal capacity 0.75 mAh cm⁻²"
    )
    page.locator(".compare-ranking").get_by_role("combobox", name="By").select_option("cycle count")
    expect(
        page.get_by_text("No test under these conditions states a cycle count; choose another result.")
    ).to_be_visible()
    assert state_of(page)["by"] == ["nsei:cycleCount"]


def test_the_points_of_the_plot_are_the_rows_of_the_table(explorer: Explorer) -> None:
    """U26, U42."""
    page = explorer.open("#compare")
    points = page.locator(".plot-point")
    expect(points).to_have_count(8)
    missing = page.locator(".compare-missing li")
    expect(missing).to_have_count(6)
    assert all("not stated" in text for text in missing.all_inner_texts())
    phosphide = page.get_by_role("button", name="sodium phosphide layer from red phosphorus: lifetime (h) 780")
    phosphide.focus()
    expect(page.locator(".compare-wide tr.is-marked th")).to_have_text("cycling of Na with the sodium phosphide layer")
    page.keyboard.press("Enter")
    assert state_of(page)["thing"] == ["test/na3p-red-phosphorus-symmetric"]
    page.get_by_label("Filter family").select_option("organic interphase")
    expect(points).to_have_count(1)
    label = points.first.get_attribute("aria-label") or ""
    assert label.startswith("polymerised dioxolane layer from 1,3-dioxolane: lifetime (h) at least 2800")
    assert label.endswith("areal capacity (mAh cm⁻²) not stated; organic interphase")


def test_arrow_keys_go_between_the_points(explorer: Explorer) -> None:
    """U39."""
    page = explorer.open("#compare")
    first = page.locator(".plot-point").first
    first.focus()
    page.keyboard.press("End")
    expect(page.locator(".plot-point").last).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".plot-point").last).to_be_focused()
    page.keyboard.press("Home")
    expect(first).to_be_focused()
    expect(page.locator(".plot-point[tabindex='0']")).to_have_count(1)


def test_the_files_of_the_table_hold_the_rows_that_are_seen(explorer: Explorer) -> None:
    """U27."""
    page = explorer.open("#compare?rows=in.life%3D1&by=nsei%3Alifetime")
    page.get_by_label("Filter family").select_option("organic interphase")
    text = downloaded(page, "CSV", ".compare-wide").read_bytes().decode()
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    assert len(rows) == 1
    row = dict(zip(head, rows[0], strict=True))
    assert row["layer"] == "polymerised dioxolane layer from 1,3-dioxolane"
    assert row["lifetime (h)"] == "over 2800"
    assert row["areal capacity (mAh cm⁻²)"] == "not stated"
    assert row["layer made by"] == "polymerisation on sodium; soaking; spraying"
    latex = downloaded(page, "LaTeX", ".compare-wide").read_text()
    assert latex.startswith(
        "% in the preamble: \\usepackage{booktabs}\n\\begin{table}\n\\centering\n\\caption{Cycling tests}\n"
    )
    assert "current density (mA cm$^{-2}$)" in latex


def test_a_saved_plot_stands_alone_with_title_axes_and_legend(explorer: Explorer) -> None:
    """U18."""
    page = explorer.open("#compare", color_scheme="dark")
    expect(page.locator(".plot-point")).to_have_count(8)
    root = ElementTree.fromstring(downloaded(page, "Save as SVG", ".compare-plot").read_text())
    texts = ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]
    wanted = {"Lifetime against current density", "lifetime (h)", "current density (mA cm⁻²)"}
    assert wanted | {"hybrid interphase", "inorganic interphase", "organic interphase"} <= set(texts)
    # The marks of the points, of three families and of three sizes.
    assert len([one for one in root.iter(f"{SVG}path") if one.get("fill", "none") != "none"]) == 8 + 3
    assert not [one for one in root.iter() if one.get("class") or one.get("style")]
    ground = root.find(f"{SVG}rect")
    assert ground is not None
    assert ground.get("fill") == "#ffffff"
    png = downloaded(page, "Save as PNG", ".compare-plot").read_bytes()
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    assert (width, height) == (2 * int(root.attrib["width"]), round(2 * float(root.attrib["height"])))


def test_points_with_the_same_numbers_stand_side_by_side(explorer: Explorer) -> None:
    """U42."""
    page = explorer.open("#compare?x=nsei%3AcurrentDensity&y=nsei%3AarealCapacity&size=none")
    points = page.locator(".plot-point")
    expect(points).to_have_count(7)
    places = "found => new Set(found.map((one) => [one.getAttribute('cx'), one.getAttribute('cy')].join())).size"
    assert points.locator(".plot-hit").evaluate_all(places) == 7
    expect(page.locator(".plot-legend")).to_contain_text("side by side on a line: the same numbers")
    # Each can be chosen.
    points.nth(1).click()
    expect(page.locator("aside.read header p")).to_have_text("cycling test")


def test_a_cell_of_the_gaps_opens_its_evidence_or_says_that_there_is_none(explorer: Explorer) -> None:
    """U38, U39."""
    page = explorer.open("#compare?tab=gaps")
    grid = page.get_by_role("grid", name="Layers by method and class")
    first = grid.get_by_role("gridcell").first
    first.focus()
    page.keyboard.press("Enter")
    evidence = page.get_by_label("Evidence of the open cell")
    expect(evidence.get_by_role("heading", level=3)).to_have_text("inorganic interphase, atomic layer deposition")
    layer = evidence.get_by_role("link", name="aluminium oxide coating from low-temperature plasma-enhanced ALD")
    expect(layer).to_be_visible()
    expect(evidence.get_by_role("link", name="repeated cycling of sodium coated with aluminium oxide")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(evidence.get_by_role("heading", level=3)).to_have_text("organic interphase, atomic layer deposition")
    expect(evidence).to_contain_text("None in this review.")
    assert state_of(page)["gap"] == ["nsei:AtomicLayerDeposition nsei:OrganicInterphase"]
    page.go_back()
    expect(layer).to_be_visible()
    layer.click()
    assert state_of(page)["thing"] == ["interphase/al2o3-peald"]


def test_every_gap_is_said_in_words(explorer: Explorer, repository: Path) -> None:
    """U38."""
    page = explorer.open("#compare?tab=gaps")
    cells = page.get_by_role("gridcell")
    expect(cells).to_have_count(39)
    with (repository / "queries" / "expected" / "class-method-gaps.csv").open(encoding="utf-8") as lines:
        gaps = list(csv.DictReader(lines))
    # The last row is for layers whose kind of method is not told, which is no gap.
    texts = cells.all_inner_texts()[:36]
    assert texts.count("none in this review") == len([one for one in gaps if one["method_kind"]])


def test_a_year_lists_its_references(explorer: Explorer) -> None:
    """U26."""
    page = explorer.open("#compare?tab=years")
    page.get_by_role("button", name="2016: 1, 1 reference").click()
    listed = page.get_by_label("References of the open year")
    expect(listed.get_by_role("heading", level=3)).to_have_text("2016: 1 reference, 10 findings")
    expect(listed.get_by_role("link")).to_have_count(1)
    expect(listed.get_by_role("link")).to_contain_text("[7]")
    years = downloaded(page, "CSV", ".compare-year").read_bytes().decode()
    assert years.splitlines()[1] == "2016,1,10,7"


def test_the_class_tree_is_gone_through_by_keys_and_filtered(explorer: Explorer) -> None:
    """U39, U40."""
    page = explorer.open("#compare?tab=classes")
    items = page.get_by_role("treeitem")
    filtered = page.get_by_label("Filter classes")
    filtered.fill("alucone interphase")
    found = page.locator(".compare-class.is-found")
    expect(found).to_have_count(1)
    expect(items.first).to_have_attribute("aria-expanded", "true")
    filtered.fill("no such class")
    expect(page.get_by_text("No class matches; clear the filter.")).to_be_visible()
    filtered.fill("")
    items.first.focus()
    count = items.count()
    opened = page.locator("[role=treeitem][aria-expanded]").first
    opened.focus()
    page.keyboard.press("ArrowRight")
    expect(opened).to_have_attribute("aria-expanded", "true")
    assert items.count() > count
    page.keyboard.press("ArrowRight")
    expect(page.locator("[role=treeitem]:focus")).to_have_attribute("aria-level", "2")
    page.keyboard.press("Enter")
    assert state_of(page)["thing"][0].startswith("nsei:")
    page.keyboard.press("ArrowLeft")
    expect(opened).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(opened).to_have_attribute("aria-expanded", "false")


def test_the_tabs_are_gone_through_by_arrows(explorer: Explorer) -> None:
    """U39."""
    page = explorer.open("#compare")
    tests = page.get_by_role("tab", name="Cycling tests")
    tests.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Gaps")).to_be_focused()
    expect(page.get_by_role("tabpanel", name="Gaps")).to_be_visible()
    assert state_of(page)["tab"] == ["gaps"]
    page.keyboard.press("End")
    expect(page.get_by_role("tab", name="Classes")).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize("tab", ["tests", "gaps", "years", "classes"])
def test_a_narrow_page_never_scrolls_sideways(explorer: Explorer, tab: str) -> None:
    """U45, U46."""
    page = explorer.open(f"#compare?tab={tab}", width=360, height=740)
    expect(page.get_by_role("tabpanel")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_broken_text_in_the_address_shows_the_view_as_it_begins(explorer: Explorer) -> None:
    """U49."""
    hostile = "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E"
    parts = "&".join(
        f"{one}={hostile}" for one in ("tab", "rows", "x", "y", "size", "log", "group", "by", "gap", "year")
    )
    page = explorer.open(f"#compare?{parts}")
    _, rows = cycling_table(page)
    assert len(rows) == 14
    expect(page.locator(".plot-point")).to_have_count(8)
    expect(page.locator("main img")).to_have_count(0)
