"""The page of a view of so many nodes that not every name has room."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from naseikg.drawing.views import load_views, write_view
from naseikg.pipeline import Built

_DRAWN = "nodes.get().filter((one) => one.label !== ' ').length"
_BOXES = "[...letters].map(([id, font]) => boxOf(nodeOf.get(id), font, network.getPositions()))"


def test_the_names_of_a_crowd_stand_clear_of_each_other_and_a_found_one_is_drawn(
    kg: Built, repository: Path, browser: Browser, tmp_path: Path
) -> None:
    (view,) = load_views(repository / "graphs", names=["everything"])
    write_view(kg.store, view, tmp_path)
    page = browser.new_page(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    page.goto((tmp_path / "everything.html").as_uri())
    expect(page.locator("#found")).to_have_text("")
    boxes = page.evaluate(_BOXES)
    assert len(boxes) > 60
    assert page.evaluate(_DRAWN) == len(boxes)
    assert not [
        (one, other)
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if one["left"] < other["right"]
        and one["right"] > other["left"]
        and one["top"] < other["bottom"]
        and one["bottom"] > other["top"]
    ]
    page.fill("#search", "Na3P")
    page.press("#search", "Enter")
    expect(page.locator("#found")).to_contain_text("1")
    assert page.evaluate("[letters.has(chosen), nodes.get(chosen).label.trim() !== '']") == [True, True]
    page.close()
