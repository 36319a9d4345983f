"""What the tests of the Look view share: where its pages say what they show, and the files they give."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

__all__ = ["NAF", "SMALL", "exported", "loaded", "number_of_things", "rows", "size_of", "tool"]

#: The smallest picture, and one with a thing selected.
SMALL = "#look?view=strategies"
NAF = "#look?view=layers&thing=substance%2Fnaf"


def size_of(page: Page) -> Locator:
    """Where the page says how much is seen."""
    return page.locator(".look-size > span").first


def tool(page: Page, name: str) -> Locator:
    """A button of the selected thing or of the picture."""
    return page.locator("main").get_by_role("button", name=name, exact=True)


def loaded(page: Page) -> None:
    """Waits until the whole graph is there."""
    expect(page.get_by_label("Expand by relation")).to_be_enabled()


def number_of_things(page: Page) -> int:
    """How many things are seen."""
    found = re.match(r"[\d,]+|no", size_of(page).inner_text())
    assert found
    return 0 if found[0] == "no" else int(found[0].replace(",", ""))


def exported(page: Page, name: str) -> str:
    """The text of a file that the page offers."""
    page.locator(".look-menu > summary").click()
    with page.expect_download() as found:
        page.get_by_role("button", name=name, exact=True).click()
    return Path(found.value.path()).read_text(encoding="utf-8")


def rows(text: str) -> list[list[str]]:
    """The rows of a CSV file below its head."""
    return list(csv.reader(io.StringIO(text)))[1:]
