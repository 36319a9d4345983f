"""The Look view in a real browser: pictures, legend, filters, neighbours, paths, undo, the address, and files."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Dialog, expect
from pyoxigraph import NamedNode, RdfFormat, parse

from explorerpages import Explorer
from lookpages import NAF, SMALL, exported, loaded, number_of_things, rows, size_of, tool
from naseikg.drawing.views import load_views, view_graph
from naseikg.pipeline import Built
from naseikg.places import project

RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@pytest.fixture(scope="session")
def counts(kg: Built, repository: Path) -> dict[str, tuple[str, int, int]]:
    """Of each view its title, its nodes and its edges, by its query."""
    found = {}
    for view in load_views(project(repository).views):
        graph = view_graph(kg.store, view)
        found[view.name] = (view.title, graph.number_of_nodes(), graph.number_of_edges())
    return found


def test_a_picture_says_how_much_its_query_finds(explorer: Explorer, counts: dict[str, tuple[str, int, int]]) -> None:
    """U6. Three pictures, one of them the whole graph, by the menu."""
    page = explorer.open()
    for name in ("overview", "strategies", "everything"):
        title, nodes, edges = counts[name]
        page.get_by_label("Picture", exact=True).select_option(name)
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        if name == "everything":
            expect(page.locator(".look-size")).to_contain_text(
                re.compile(r"^\d{3} things, [\d,]+ links; \d+ classes hidden")
            )
            tool(page, "Show the classes").click()
        expect(size_of(page)).to_have_text(f"{nodes:,} things, {edges:,} links")


def test_the_legend_counts_and_leaves_out(explorer: Explorer, counts: dict[str, tuple[str, int, int]]) -> None:
    """U8. The numbers of the kinds and of the relations are those of the picture; a click toggles, and an export says so."""
    page = explorer.open(SMALL)
    title, nodes, edges = counts["strategies"]
    expect(size_of(page)).to_have_text(f"{nodes} things, {edges} links")
    groups = [
        sum(int(one) for one in column.locator(".look-count").all_inner_texts())
        for column in page.locator(".look-legend ul").all()
    ]
    assert groups == [nodes, edges]
    line = page.locator(".look-legend ul").first.get_by_role("button").first
    kind, count = line.locator(".look-label").inner_text(), int(line.locator(".look-count").inner_text())
    line.click()
    expect(line).to_have_attribute("aria-pressed", "false")
    expect(line).to_contain_text(f"off · {count}")
    expect(size_of(page)).to_contain_text(f"{nodes - count} things")
    saved = exported(page, "SVG picture")
    assert title in saved
    assert kind not in re.findall(r">([^<]+)<", saved)
    page.reload()
    expect(size_of(page)).to_contain_text(f"{nodes - count} things")


def test_filters_are_joined_by_and_and_a_reset_restores(explorer: Explorer) -> None:
    """U10, U20. Class, method, relation, evidence, years and classes as nodes; an empty answer says what to do."""
    page = explorer.open("#look?view=everything")
    whole = size_of(page)
    expect(whole).to_have_text(re.compile("links"))
    before = whole.inner_text()
    page.get_by_label("Classes as nodes").check()
    expect(whole).not_to_have_text(before)
    page.get_by_label("Classes as nodes").uncheck()
    expect(whole).to_have_text(before)
    page.get_by_label("Prepared by").select_option(label="chemical pretreatment")
    sizes = [number_of_things(page)]
    for label, choice in (("Relation", "suppresses"), ("Evidence", "measured")):
        page.get_by_label(label, exact=True).select_option(label=choice)
        sizes.append(number_of_things(page))
    assert sizes[0] > sizes[1] >= sizes[2] > 0
    page.get_by_label("from", exact=True).fill("1900")
    page.get_by_label("to", exact=True).fill("1901")
    expect(page.get_by_text("Nothing meets all the filters.")).to_be_visible()
    page.locator(".look-nothing").get_by_role("button", name="Reset the filters").click()
    expect(whole).to_have_text(before)


def test_a_pinned_node_stays_and_undo_takes_back(explorer: Explorer) -> None:
    """U14, U16. Dragging pins; another layout leaves the place; Ctrl+Z and Ctrl+Shift+Z walk back and forth."""
    page = explorer.open(NAF, reduced_motion="reduce")
    loaded(page)
    box = page.get_by_role("application").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 30, steps=4)
    page.mouse.up()
    expect(tool(page, "Unpin")).to_be_visible()
    pinned = re.search(r"pin=[^&]+", page.url)
    assert pinned
    page.get_by_label("Layout").select_option("groups")
    assert pinned[0] in page.url
    expect(tool(page, "Unpin")).to_be_visible()
    tool(page, "Hide").click()
    hidden = size_of(page).inner_text()
    page.get_by_role("application").focus()
    for _ in range(3):
        page.keyboard.press("Control+z")
    expect(page.get_by_label("Layout")).to_have_value("map")
    assert "pin=" not in page.url
    assert "hide=" not in page.url
    expect(tool(page, "Undo")).to_be_disabled()
    for _ in range(3):
        page.keyboard.press("Control+Shift+z")
    expect(size_of(page)).to_have_text(hidden)
    assert pinned[0] in page.url


def test_layouts_are_the_same_for_the_same_state_and_forces_rest(explorer: Explorer) -> None:
    """U15, U18. The places in the exported graph are equal in two pages; forces can be paused and come to rest."""
    places = []
    for _ in range(2):
        page = explorer.open(f"{SMALL}&layout=forces")
        expect(page.get_by_text("at rest")).to_be_visible()
        places.append(exported(page, "GEXF (Gephi)"))
    assert places[0] == places[1]
    page.get_by_label("Layout").select_option("rings")
    expect(page.get_by_text("at rest")).to_have_count(0)
    assert exported(page, "GEXF (Gephi)") != places[0]
    assert page.get_by_label("Layout").locator("option").count() >= 3
    page.get_by_label("Picture", exact=True).select_option("everything")
    page.get_by_label("Layout").select_option("forces")
    tool(page, "Pause").click()
    expect(tool(page, "Go on")).to_be_visible()


def test_without_motion_the_forces_are_not_shown_at_work(explorer: Explorer) -> None:
    """U44. Who wants no motion sees where it ends."""
    page = explorer.open(f"{SMALL}&layout=forces", reduced_motion="reduce")
    expect(page.get_by_text("at rest")).to_be_visible()


def test_the_address_restores_what_is_seen(explorer: Explorer) -> None:
    """U17. Another page at the same address shows the same things; Back takes one step."""
    page = explorer.open(NAF)
    loaded(page)
    before = size_of(page).inner_text()
    tool(page, "Expand").click()
    expect(size_of(page)).not_to_have_text(before)
    page.get_by_label("Relation", exact=True).select_option(label="has component")
    seen = sorted(row[0] for row in rows(exported(page, "Things as CSV")))
    other = explorer.open(page.url.partition("index.html")[2])
    loaded(other)
    expect(size_of(other)).to_have_text(size_of(page).inner_text())
    assert sorted(row[0] for row in rows(exported(other, "Things as CSV"))) == seen
    page.go_back()
    expect(page.get_by_label("Relation", exact=True)).to_have_value("")
    page.go_back()
    expect(size_of(page)).to_have_text(before)


def test_files_hold_what_is_seen(explorer: Explorer, counts: dict[str, tuple[str, int, int]]) -> None:
    """U18. SVG with its legend, GraphML read by networkx, JSON-LD, both tables, PNG."""
    page = explorer.open(SMALL)
    _title, nodes, edges = counts["strategies"]
    expect(size_of(page)).to_have_text(f"{nodes} things, {edges} links")
    svg = exported(page, "SVG picture")
    assert ElementTree.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
    for label in page.locator(".look-legend .look-label").all_inner_texts():
        assert label in svg
    graph = nx.parse_graphml(exported(page, "GraphML"))
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (nodes, edges)
    gexf = nx.read_gexf(io.BytesIO(exported(page, "GEXF (Gephi)").encode()))
    assert (gexf.number_of_nodes(), gexf.number_of_edges()) == (nodes, edges)
    triples = list(parse(exported(page, "JSON-LD"), RdfFormat.JSON_LD))
    assert len({one.subject for one in triples if one.predicate.value.endswith("#label")}) == nodes
    assert len([one for one in triples if isinstance(one.object, NamedNode) and one.predicate != RDF_TYPE]) == edges
    assert len(rows(exported(page, "Things as CSV"))) == nodes
    assert len(rows(exported(page, "Links as CSV"))) == edges
    page.get_by_text("Save as").click()
    with page.expect_download() as found:
        page.get_by_role("button", name="PNG picture").click()
    assert Path(found.value.path()).read_bytes().startswith(b"\x89PNG")
    assert found.value.suggested_filename == "strategies.png"


def test_inferred_links_can_be_left_out(explorer: Explorer) -> None:
    """U19. The numbers of stated and of inferred links add up to all."""
    page = explorer.open("#look?view=everything")
    numbers = []
    for choice in ("all", "stated", "inferred"):
        page.get_by_label("Links", exact=True).select_option(choice)
        expect(page).to_have_url(re.compile(r"look\?view=everything$" if choice == "all" else f"from={choice}"))
        words = size_of(page).inner_text()
        numbers.append(int(re.findall(r"([\d,]+) links", words)[0].replace(",", "")))
    assert numbers[0] == numbers[1] + numbers[2]


def test_things_with_few_links_and_far_ones_can_be_left_out(explorer: Explorer) -> None:
    """U22, U23. At least so many links; none without links; near the selected thing, one to three steps."""
    page = explorer.open(NAF)
    loaded(page)
    whole = number_of_things(page)
    near = []
    for depth in ("1", "2", "3"):
        page.get_by_label("Near the selected").select_option(depth)
        near.append(number_of_things(page))
    assert near[0] == 10
    assert near[0] < near[1] < near[2] < whole
    page.get_by_label("Near the selected").select_option("0")
    page.get_by_label("Links at least").select_option("3")
    some = number_of_things(page)
    page.get_by_label("Things without links").uncheck()
    assert number_of_things(page) <= some < whole


def test_the_table_has_what_the_graph_has(explorer: Explorer, counts: dict[str, tuple[str, int, int]]) -> None:
    """U42. Things with kind, number of links and neighbours as links; links with their ends; sorted by a head."""
    page = explorer.open(f"{SMALL}&as=table")
    _, nodes, edges = counts["strategies"]
    things = page.get_by_role("table").first
    expect(things.locator("thead")).to_contain_text("Linked to")
    expect(page.locator(".look-twin")).to_contain_text(f"of {nodes}")
    expect(page.locator(".look-twin")).to_contain_text(f"of {edges}")
    things.get_by_role("button", name=re.compile("^Links")).first.click()
    expect(things.locator("th[aria-sort]").filter(has_text="Links")).to_have_attribute(
        "aria-sort", re.compile("ascending|descending")
    )
    expect(page).to_have_url(re.compile("things="))
    things.locator("tbody").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("thing="))
    tool(page, "Table").click()
    expect(page.get_by_role("application")).to_be_visible()


def test_tab_reaches_search_filters_graph_and_panel_in_this_order(explorer: Explorer) -> None:
    """U39. And what has the focus is seen."""
    page = explorer.open(NAF)
    loaded(page)
    expect(page.locator("aside")).to_contain_text("halide")
    reached: list[str] = []
    page.keyboard.press("Tab")
    for _ in range(70):
        where = page.evaluate(
            """() => { const at = document.activeElement; const of = (what) => at.closest(what);
            const name = of("header") ? (at.matches("input") ? "search" : "head") : of(".look-filters") ? "filters"
              : of("[role=application]") ? "graph" : of("aside") ? "panel" : "other";
            const { outlineStyle, boxShadow } = getComputedStyle(at);
            return name + (outlineStyle === "none" && boxShadow === "none" ? " unseen" : ""); }"""
        )
        if where not in reached:
            reached.append(where)
        if where == "panel":
            break
        page.keyboard.press("Tab")
    assert [one for one in reached if one in ("search", "filters", "graph", "panel")] == [
        "search",
        "filters",
        "graph",
        "panel",
    ]
    assert [one for one in reached if "unseen" in one] == []


@pytest.mark.parametrize("font", ["100%", "200%"])
def test_a_small_screen_loses_nothing(explorer: Explorer, font: str) -> None:
    """U45, U46. 360 pixels: nothing to the side, the folded filters open, the graph is there; also with large text."""
    page = explorer.open(NAF, width=360, height=740, has_touch=True)
    loaded(page)
    page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", font)
    page.get_by_text("Filters").first.click()
    expect(page.get_by_label("Prepared by")).to_be_visible()
    for locator in (page.get_by_role("application"), tool(page, "Hide"), page.get_by_label("Layout")):
        locator.scroll_into_view_if_needed()
        box = locator.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 361
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(
    "address",
    [
        "#look?view=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E",
        "#look?view=..%2F..%2Fabout",
        "#look?open=%3Cscript%3E!%22!NaN&hide=__proto__&pin=constructor!1!1&path=__proto__+constructor&depth=9",
        "#look?class=%22%3E%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&layout=evil&off=%00&thing=%3Cb%3Ex",
    ],
)
def test_a_crafted_address_runs_nothing(explorer: Explorer, address: str) -> None:
    """U49. It is text, or it is left aside; the page says what there is to do."""
    page = explorer.open(address)
    dialogs: list[str] = []

    def refuse(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".look-stage, .look-nothing").first).to_be_visible()
    assert page.locator("img").count() == 0
    assert dialogs == []
    if "view=" in address:
        page.get_by_role("button", name="Show the overview").click()
        expect(page.get_by_role("application")).to_be_visible()
