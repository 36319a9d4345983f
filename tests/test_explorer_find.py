"""The search box of the explorer, in a real browser: by name, formula, abbreviation, author and reference number."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from explorerpages import Explorer

_PLACE = "Find: NaF, PVDF, author, [71]"
#: What is typed, and what the panel then shows; no two in a row show the same.
_CALLED = (
    ("Na3P", "sodium phosphide Na₃P"),
    ("pvdf", "polyvinylidene fluoride"),
    ("Na₃P", "sodium phosphide Na₃P"),
    ("PVdF", "polyvinylidene fluoride"),
    ("na3p", "sodium phosphide Na₃P"),
    ("sodium fluor", "sodium fluoride NaF"),
    ("Fig. 4f", "Figure 4f: sodium phosphide layer from red phosphorus"),
    ("section 3.1", "3.1 Inorganic Interphase"),
)


def _type(page: Page, text: str) -> None:
    page.get_by_placeholder(_PLACE).fill(text)
    expect(page.get_by_text("Reading the names …")).to_have_count(0)


def _title(page: Page) -> str:
    return page.locator("aside.read h2").inner_text()


def test_a_name_a_formula_and_an_abbreviation_find_the_thing(explorer: Explorer) -> None:
    """U9."""
    page = explorer.open("#compare")
    for typed, title in _CALLED:
        _type(page, typed)
        page.keyboard.press("Enter")
        expect(page.locator("aside.read h2")).to_have_text(title)


def test_enter_steps_through_the_hits_and_tells_which_of_how_many(explorer: Explorer) -> None:
    """U9."""
    page = explorer.open("#compare")
    expect(page.get_by_placeholder(_PLACE)).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_placeholder(_PLACE)).to_be_focused()
    _type(page, "[71]")
    count = page.locator(".find-count")
    expect(count).to_have_text("1 hit")
    page.keyboard.press("Enter")
    expect(page.locator("aside.read h2")).to_have_text(re.compile(r"^\[71\] "))
    _type(page, "diffusion barrier")
    total = int(re.sub(r"\D", "", count.inner_text()))
    assert total > 3
    seen = []
    for step in (1, 2, 3):
        page.keyboard.press("Enter")
        expect(count).to_have_text(f"{step} of {total}")
        seen.append(_title(page))
    assert len(set(seen)) == 3
    page.keyboard.press("Shift+Enter")
    expect(count).to_have_text(f"2 of {total}")
    expect(page.locator("aside.read h2")).to_have_text(seen[1])
    # The box keeps the focus all the while.
    expect(page.get_by_placeholder(_PLACE)).to_be_focused()


def test_enter_before_the_names_are_there_is_not_lost(explorer: Explorer) -> None:
    """U9."""
    page = explorer.open("#compare")
    page.get_by_placeholder(_PLACE).fill("NaF")
    page.keyboard.press("Enter")
    expect(page.locator("aside.read h2")).to_have_text("sodium fluoride NaF")


def test_arrows_choose_in_the_list_and_escape_closes_it(explorer: Explorer) -> None:
    """U9."""
    page = explorer.open("#compare")
    _type(page, "polymer")
    box = page.get_by_role("combobox", name="Find")
    options = page.locator(".find").get_by_role("option")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(".find").get_by_role("option", selected=True)
    expect(chosen).to_have_count(1)
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    label = chosen.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("aside.read")).to_contain_text(label)
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(page.locator("aside.read")).to_be_visible()


def test_what_nothing_is_called_brings_near_spellings(explorer: Explorer) -> None:
    """U9."""
    page = explorer.open("#compare")
    _type(page, "sodum floride")
    expect(page.locator(".find")).to_contain_text("Nothing is called “sodum floride”. Try")
    page.locator(".find").get_by_role("button", name="sodium fluoride", exact=True).click()
    expect(page.locator(".find").get_by_role("option").first).to_contain_text("sodium fluoride")
    expect(page.get_by_placeholder(_PLACE)).to_be_focused()
    _type(page, "why does PVDF help")
    page.locator(".find").get_by_role("button", name="PVDF", exact=True).click()
    expect(page.locator(".find").get_by_role("option").first).to_contain_text("polyvinylidene fluoride")
    _type(page, "<img src=x onerror=alert(1)>")
    expect(page.locator(".find")).to_contain_text("Nothing is called “<img src=x onerror=alert(1)>”.")
    expect(page.locator(".find img")).to_have_count(0)
