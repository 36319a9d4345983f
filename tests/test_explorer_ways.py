"""Ways from thing to thing in the Look view: neighbours, links with their evidence, paths, and what is searched for."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from explorerpages import Explorer
from lookpages import NAF, SMALL, loaded, number_of_things, size_of, tool


def test_neighbours_come_and_go(explorer: Explorer) -> None:
    """U12. Enter on the selected node expands it, Collapse takes away exactly that; by relation too."""
    page = explorer.open(NAF)
    loaded(page)
    before = size_of(page).inner_text()
    page.get_by_role("application").focus()
    page.keyboard.press("Enter")
    expect(size_of(page)).not_to_have_text(before)
    expect(tool(page, "Collapse")).to_be_visible()
    tool(page, "Collapse").click()
    expect(size_of(page)).to_have_text(before)
    chosen = page.get_by_label("Expand by relation").locator("option").filter(has_text="acts by").first.inner_text()
    number = int(re.findall(r"\((\d+)\)", chosen)[0])
    page.get_by_label("Expand by relation").select_option(label=chosen)
    expect(size_of(page)).to_contain_text(f"{int(before.split()[0]) + number} things")


@pytest.mark.parametrize("aside", [0, 330])
def test_a_double_click_expands_though_a_panel_opens_between(explorer: Explorer, aside: int) -> None:
    """U12. Also where the second click falls on the panel that the first one opened; again collapses."""
    page = explorer.open(NAF, reduced_motion="reduce")
    loaded(page)
    before = size_of(page).inner_text()
    graph = page.get_by_role("application")
    box = graph.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    graph.focus()
    page.keyboard.press("Escape")
    expect(page.locator("aside")).to_have_count(0)
    if aside:
        page.mouse.move(x, box["y"] + 40)
        page.mouse.down()
        page.mouse.move(x + aside, box["y"] + 40, steps=3)
        page.mouse.up()
    page.mouse.dblclick(x + aside, y)
    expect(page.locator("aside")).to_contain_text("sodium fluoride")
    expect(tool(page, "Collapse")).to_be_visible()
    expect(size_of(page)).not_to_have_text(before)
    tool(page, "Collapse").click()
    expect(size_of(page)).to_have_text(before)


def test_a_link_says_what_it_is_and_opens_its_evidence(explorer: Explorer) -> None:
    """U19. Under the pointer and at a click, the link between the two things near one."""
    page = explorer.open("#look?view=layers&thing=interphase%2Fna2te&depth=1", reduced_motion="reduce")
    expect(size_of(page)).to_have_text("2 things, 1 link")
    graph = page.get_by_role("application")
    graph.focus()
    page.keyboard.press("0")
    box = graph.bounding_box()
    assert box
    # The margin above is larger than that below, by half of which the middle is lower.
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 4
    page.mouse.move(x, y)
    expect(page.get_by_role("tooltip")).to_contain_text("stated, 1 finding")
    page.mouse.click(x, y)
    expect(page.locator(".look-card").get_by_role("article")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".look-card")).to_have_count(0)
    expect(graph).to_be_focused()


def test_what_is_searched_for_comes_into_the_picture(explorer: Explorer) -> None:
    """U9. With its links; the next hit takes its place; undo takes it away; a link with nothing else shows it too."""
    page = explorer.open(SMALL)
    expect(tool(page, "Path")).to_be_visible()
    before = number_of_things(page)
    box = page.get_by_role("combobox", name="Find")
    box.fill("antimony trifluoride")
    expect(page.locator(".find-list [role=option]").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Selected: antimony trifluoride")).to_contain_text("Hide")
    added = number_of_things(page)
    assert added > before
    box.fill("ZIF-62")
    expect(page.locator(".find-list")).to_contain_text("ZIF-62")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Selected: ZIF-62")).to_contain_text("Hide")
    assert "trifluoride" not in page.url
    page.keyboard.press("Escape")
    tool(page, "Undo").click()
    expect(size_of(page)).to_contain_text(f"{added} things")
    tool(page, "Undo").click()
    expect(size_of(page)).to_contain_text(f"{before} things")
    other = explorer.open("#look?thing=substance%2Fzif-62")
    expect(other.get_by_label("Selected: ZIF-62")).to_contain_text("Hide")


def test_many_neighbours_are_asked_about(explorer: Explorer) -> None:
    """U12. Above fifty the reader chooses."""
    page = explorer.open(
        "#look?view=strategies&thing=phenomenon%2Fdendrite-growth&open=phenomenon%2Fdendrite-growth!self:"
    )
    loaded(page)
    expect(tool(page, "Hide")).to_be_visible()
    before = number_of_things(page)
    tool(page, "Expand").click()
    asked = page.get_by_role("region", name="How many neighbours")
    first = asked.get_by_role("button", name="Show the 50 with most findings")
    expect(first).to_be_focused()
    first.click()
    expect(size_of(page)).to_contain_text(f"{before + 50} things")


def test_a_path_is_found_and_read_out(explorer: Explorer) -> None:
    """U13. By the two fields; the sentence is shown and told; what is not joined is said; evidence of a step."""
    page = explorer.open(NAF)
    loaded(page)
    tool(page, "Path from here").click()
    expect(page.get_by_label("From", exact=True)).to_have_value("sodium fluoride")
    page.get_by_label("To", exact=True).fill("uncontrolled dendritic sodium growth")
    page.keyboard.press("Enter")
    sentence = "sodium fluoride suppresses uncontrolled dendritic sodium growth"
    expect(page.locator(".look-sentence")).to_have_text(sentence)
    expect(page.get_by_role("status").filter(has_text=sentence)).to_have_count(1)
    page.locator(".look-steps").get_by_role("button").first.click()
    expect(page.get_by_role("region", name=sentence).get_by_role("article").first).to_be_visible()
    page.get_by_label("To", exact=True).fill("nothing like it")
    page.get_by_role("button", name="Find the path").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is called “nothing like it”")
    page.goto(f"{explorer.url}#look?view=strategies&path=substance%2Fnaf+unit%2Fnowhere")
    expect(page.locator(".look-sentence")).to_have_text("There is no unit/nowhere in the graph.")


def test_two_things_without_a_path_are_said_to_have_none(explorer: Explorer) -> None:
    """U13. The reader is told what else to try, which finds one here."""
    page = explorer.open("#look?view=strategies&path=substance%2Fnaf+characteristic%2Fanode-lifetime")
    words = "No path joins sodium fluoride and lifetime of the anode, unless it goes through classes, sections or references."
    expect(page.locator(".look-sentence")).to_have_text(words)
    page.get_by_label("also through classes").check()
    expect(page.locator(".look-sentence")).to_have_text(re.compile("^sodium fluoride .* lifetime of the anode"))
    expect(page.locator(".look-steps li").first).to_contain_text("stated")
