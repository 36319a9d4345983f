"""The picture of the explorer in a real browser: pointer, keyboard, zoom, words, and the files it gives."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

from playwright.sync_api import Locator, Page, expect

from explorerpages import Explorer

_HALIDES = "nsei:HalideInterphase"
_SVG = "{http://www.w3.org/2000/svg}"


def _graph(page: Page) -> Locator:
    return page.get_by_role("application")


def _middle(page: Page) -> tuple[float, float]:
    box = _graph(page).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _overview(explorer: Explorer, address: str = "#look", **options: Any) -> Page:
    """The first view at rest; without motion a jump is over at once."""
    page = explorer.open(address, reduced_motion="reduce", **options)
    expect(_graph(page)).to_have_attribute("aria-label", re.compile(r"\d+ things, \d+ links$"))
    return page


def test_the_graph_is_one_region_in_which_the_keyboard_walks_selects_and_clears(explorer: Explorer) -> None:
    """U40, U41."""
    page = _overview(explorer)
    graph, status = _graph(page), page.locator("p[role=status]")
    expect(graph).to_have_attribute("aria-roledescription", "graph")
    expect(graph).to_have_attribute("tabindex", "0")
    expect(graph).to_have_accessible_description(re.compile("^Arrow keys go to linked nodes"))
    graph.focus()
    page.keyboard.press("ArrowRight")
    expect(status).not_to_have_text("")
    first = status.inner_text()
    page.keyboard.press("ArrowRight")
    expect(status).not_to_have_text(first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]thing="))
    graph.focus()
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile(r"[?&]thing="))


def test_a_node_says_what_it_is_under_the_pointer(explorer: Explorer) -> None:
    """U11."""
    page = _overview(explorer, f"#look?thing={_HALIDES}")
    page.mouse.move(*_middle(page))
    expect(page.get_by_role("tooltip")).to_contain_text("halide interphase")
    _graph(page).focus()
    page.keyboard.press("0")
    expect(page.get_by_role("tooltip")).to_have_count(0)


def test_a_node_is_pinned_where_it_is_dragged_and_the_paper_only_moves(explorer: Explorer) -> None:
    """U14."""
    page = _overview(explorer, f"#look?thing={_HALIDES}")
    across, down = _middle(page)
    page.mouse.move(across, down)
    page.mouse.down()
    page.mouse.move(across + 40, down + 30, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"pin"))
    pinned = page.url
    page.mouse.move(across - 300, down + 200)
    page.mouse.down()
    page.mouse.move(across - 340, down + 180, steps=4)
    page.mouse.up()
    expect(page).to_have_url(pinned)


def test_the_zoom_ends_at_a_tenth_and_at_four(explorer: Explorer) -> None:
    """U21: of a view that fits a tenth is far off; what is drawn stays as it is from there on."""
    page = _overview(explorer)
    graph, canvas = _graph(page), page.locator(".picture-canvas")
    graph.focus()
    drawn = "canvas => canvas.toDataURL()"
    for key, more in (("+", "+"), ("-", "-")):
        for _ in range(24):
            page.keyboard.press(key)
        page.wait_for_timeout(60)
        limit = canvas.evaluate(drawn)
        page.keyboard.press(more)
        page.wait_for_timeout(60)
        assert canvas.evaluate(drawn) == limit
    page.keyboard.press("0")
    page.wait_for_timeout(60)
    assert canvas.evaluate(drawn) != limit


def test_the_overview_comes_when_not_all_is_seen(explorer: Explorer) -> None:
    """U21: by itself in a large graph; a small one is found again without it."""
    page = _overview(explorer)
    overview = page.get_by_role("button", name="Overview")
    expect(overview).to_have_attribute("aria-expanded", "false")
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
    expect(overview).to_have_attribute("aria-expanded", "false")
    page.get_by_label("Picture", exact=True).select_option("everything")
    expect(page.get_by_role("heading", level=1)).to_have_text("The whole graph")
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
    expect(overview).to_have_attribute("aria-expanded", "true")
    page.get_by_role("button", name="Fit", exact=True).click()
    expect(overview).to_have_attribute("aria-expanded", "false")


def test_the_picture_as_svg_is_well_formed_and_has_its_legend(explorer: Explorer) -> None:
    """U18."""
    page = _overview(explorer)
    page.get_by_text("Save as").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name=re.compile("SVG")).click()
    root = ElementTree.parse(coming.value.path()).getroot()
    assert root.tag == f"{_SVG}svg"
    words = [text.text for text in root.iter(f"{_SVG}text")]
    assert "halide interphase" in words
    assert any(one and re.fullmatch(r"family of layers \(\d+\)", one) for one in words)


def test_two_fingers_zoom_and_a_phone_sees_no_second_scroll_bar(explorer: Explorer) -> None:
    """U45: the pinch."""
    page = _overview(explorer, width=360, height=740, has_touch=True)
    canvas = page.locator(".picture-canvas")
    canvas.scroll_into_view_if_needed()
    across, down = _middle(page)
    before = canvas.evaluate("canvas => canvas.toDataURL()")
    session = page.context.new_cdp_session(page)
    for kind, far in (("touchStart", 30), ("touchMove", 60), ("touchMove", 90)):
        points = [{"x": across - far, "y": down, "id": 1}, {"x": across + far, "y": down, "id": 2}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(60)
    assert canvas.evaluate("canvas => canvas.toDataURL()") != before
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
