"""Pages of network views as a person meets them: opened from disk in a real browser, without any network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pyoxigraph import RdfFormat, Store

from naseikg.drawing.views import load_views, write_view
from naseikg.pipeline import Built
from naseikg.vocabulary import GRAPH_ASSERTED, GRAPH_INFERRED

_NAMES = sorted(path.stem for path in (Path(__file__).parent.parent / "graphs").glob("*.rq"))
_EVIL = "<img src=x onerror=alert(1)>"
_HOSTILE = f"""
@prefix nsei: <https://w3id.org/naseikg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix kg: <https://w3id.org/naseikg/> .
kg:evil a nsei:Phenomenon ; rdfs:label "{_EVIL}" ; skos:definition "{_EVIL}" ; skos:altLabel "{_EVIL}" ;
  nsei:formula "{_EVIL}" ; nsei:causes kg:good .
kg:good a nsei:Challenge ; rdfs:label "{_EVIL} too" .
kg:finding a nsei:Finding ; rdfs:label "{_EVIL} claims" ; nsei:subject kg:evil ; nsei:relation nsei:causes ;
  nsei:object kg:good ; nsei:evidence kg:sentence .
kg:sentence rdfs:label "{_EVIL} place" .
nsei:causes rdfs:label "{_EVIL} causes" .
"""
_INFERRED = """
@prefix nsei: <https://w3id.org/naseikg/ontology#> .
@prefix kg: <https://w3id.org/naseikg/> .
kg:evil nsei:contributesTo kg:good .
"""
_VIEW = f"""#+ title: {_EVIL}
#+ description: {_EVIL} <script>alert(2)</script>
#+ kinds: [Challenge vermilion diamond, Phenomenon sky dot {_EVIL}]
CONSTRUCT {{ ?one ?relation ?other }}
WHERE {{ VALUES ?relation {{ nsei:causes nsei:contributesTo }} ?one ?relation ?other }}
"""

#: Where a node, or the middle of an edge, is drawn on the page.
_NODE_AT = """id => {
  const place = network.canvasToDOM(network.getPositions([id])[id]);
  const box = document.getElementById("graph").getBoundingClientRect();
  return [box.x + place.x, box.y + place.y];
}"""


@pytest.fixture(scope="module")
def folder(kg: Built, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All views of the repository, and one of a graph that means harm."""
    out = tmp_path_factory.mktemp("views")
    for view in load_views(repository / "graphs"):
        write_view(kg.store, view, out)
    hostile = Store()
    hostile.load(input=_HOSTILE, format=RdfFormat.TURTLE, to_graph=GRAPH_ASSERTED)
    hostile.load(input=_INFERRED, format=RdfFormat.TURTLE, to_graph=GRAPH_INFERRED)
    source = tmp_path_factory.mktemp("graphs")
    (source / "hostile.rq").write_text(_VIEW)
    write_view(hostile, load_views(source)[0], out)
    return out


def _until(page: Page, truth: str) -> None:
    """Waits, five seconds at most, until an expression is true.

    Playwright's own waiting compiles the expression in the page as soon as it has to ask twice, and that the
    policy of our pages forbids.
    """
    look = f"const look = () => ({truth}) || performance.now() > end ? done({truth}) : requestAnimationFrame(look);"
    assert page.evaluate(f"new Promise(done => {{ const end = performance.now() + 5000; {look} look(); }})")


def _open(browser: Browser, path: Path, *, troubles: list[str] | None = None, **options: Any) -> Page:
    context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, "reduced_motion": "reduce"} | options)
    page = context.new_page()
    heard = troubles if troubles is not None else []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.add_init_script("window.alert = text => console.error(`alert ${text}`)")
    page.on("request", lambda request: heard.append(request.url) if request.url != path.as_uri() else None)
    page.goto(path.as_uri())
    return page


@pytest.fixture
def layers(browser: Browser, folder: Path) -> Iterator[Page]:
    """The view of precursors, layers and phases, opened."""
    page = _open(browser, folder / "layers.html")
    yield page
    page.context.close()


@pytest.mark.parametrize("name", [*_NAMES, "hostile"])
def test_a_page_opens_from_disk_without_a_request_or_a_complaint(name: str, browser: Browser, folder: Path) -> None:
    troubles: list[str] = []
    page = _open(browser, folder / f"{name}.html", troubles=troubles)
    _until(page, "network.getScale() > 0")
    assert page.evaluate("[document.compatMode, document.documentElement.lang]") == ["CSS1Compat", "en"]
    assert page.title() == f"{page.locator('h1').inner_text()} – naseikg"
    assert page.locator("h1").count() == page.locator('meta[name="viewport"]').count() == 1
    counts = page.evaluate("[data.nodes.length, data.edges.length]")
    assert page.inner_text("#count") == f"{counts[0]} nodes and {counts[1]} edges, all drawn."
    assert page.evaluate("[nodeView.length, edgeView.length]") == counts
    assert troubles == []
    page.context.close()


@pytest.mark.parametrize("name", _NAMES)
def test_a_page_is_small_enough_to_send(name: str, folder: Path) -> None:
    assert (folder / f"{name}.html").stat().st_size < 2_000_000


def test_nodes_stand_where_the_build_put_them_until_physics_is_asked_for(layers: Page) -> None:
    built = "Object.fromEntries(data.nodes.map(({id, x, y}) => [id, {x, y}]))"
    assert layers.evaluate("network.getPositions()") == layers.evaluate(built)
    assert layers.evaluate("network.physics.physicsEnabled") is False
    layers.get_by_role("button", name="Start physics").click()
    expect(layers.locator("#physics")).to_have_text("Start physics", timeout=20_000)
    assert layers.evaluate("network.getPositions()") != layers.evaluate(built)
    assert layers.evaluate("network.physics.physicsEnabled") is False


def test_physics_can_be_stopped(browser: Browser, folder: Path) -> None:
    page = _open(browser, folder / "layers.html", reduced_motion="no-preference")
    page.get_by_role("button", name="Start physics").click()
    expect(page.locator("#physics")).to_have_attribute("aria-pressed", "true")
    places = page.evaluate("network.getPositions()")
    _until(page, f"network.getPositions()['substance/naf'].x !== {places['substance/naf']['x']}")
    expect(page.locator("#physics")).to_have_text("Stop physics")
    page.get_by_role("button", name="Stop physics").click()
    expect(page.locator("#physics")).to_have_text("Start physics")
    assert page.evaluate("network.physics.physicsEnabled") is False
    page.context.close()


@pytest.mark.parametrize("typed", ["Na3P", "Na₃P", "  na3p ", "sodium phosphide"])
def test_a_substance_is_found_by_formula_in_any_digits_and_by_name(typed: str, layers: Page) -> None:
    layers.fill("#search", typed)
    layers.press("#search", "Enter")
    assert layers.evaluate("chosen") == "substance/na3p"
    expect(layers.locator("#panel h2")).to_have_text("sodium phosphide (Na₃P)")


def test_enter_cycles_through_the_matches_and_counts_them(layers: Page) -> None:
    layers.fill("#search", "mxene")
    count = layers.evaluate("matches.length")
    expect(layers.locator("#found")).to_have_text(f"{count} matches; Enter shows the first")
    seen = []
    for turn in range(count):
        layers.press("#search", "Enter")
        expect(layers.locator("#found")).to_have_text(f"{turn + 1} of {count}")
        seen.append(layers.evaluate("chosen"))
    assert len(set(seen)) == count > 2
    layers.press("#search", "Enter")
    assert layers.evaluate("chosen") == seen[0]
    layers.press("#search", "Shift+Enter")
    assert layers.evaluate("chosen") == seen[-1]


def test_the_old_choice_goes_when_nothing_is_found(layers: Page) -> None:
    layers.fill("#search", "Na3P")
    layers.press("#search", "Enter")
    layers.fill("#search", "unobtainium")
    assert layers.evaluate("chosen") is None
    expect(layers.locator("#panel")).to_be_hidden()


def test_nodes_without_a_shown_edge_can_be_hidden_and_are_found_again(layers: Page) -> None:
    layers.get_by_role("button", name="precursor").click()
    before = layers.evaluate("nodeView.length")
    layers.get_by_role("button", name="Hide unconnected").click()
    assert layers.evaluate("nodeView.length") < before
    assert layers.evaluate("nodeView.get().every(({ id }) => edgesAt.get(id).some(shownEdge))")
    layers.get_by_role("button", name="Hide unconnected").click()
    assert layers.evaluate("nodeView.length") == before


def test_the_graph_is_one_stop_of_the_tab_key_and_a_click_hides_the_tooltip(layers: Page) -> None:
    assert layers.evaluate("document.querySelectorAll('#graph [tabindex=\"0\"]').length") == 0
    x, y = layers.evaluate(_NODE_AT, "substance/naf")
    layers.mouse.move(x, y)
    expect(layers.locator(".vis-tooltip")).to_be_visible()
    layers.mouse.click(x, y)
    expect(layers.locator(".vis-tooltip")).to_be_hidden()
    expect(layers.locator("#panel a")).to_have_count(0)
    expect(layers.locator(".home")).to_have_count(0)


def test_what_is_not_there_is_said_and_enter_does_nothing(layers: Page) -> None:
    layers.fill("#search", "unobtainium")
    expect(layers.locator("#found")).to_have_text("Nothing here is called “unobtainium”.")
    layers.press("#search", "Enter")
    assert layers.evaluate("chosen") is None
    layers.fill("#search", "")
    expect(layers.locator("#found")).to_have_text("")


def test_the_legend_lists_every_kind_with_its_count_and_a_click_hides_it(layers: Page) -> None:
    kinds: list[dict[str, Any]] = layers.evaluate("data.kinds")
    assert sum(kind["count"] for kind in kinds) == layers.evaluate("data.nodes.length")
    assert len({kind["fill"] for kind in kinds}) == len({kind["shape"] for kind in kinds}) == len(kinds)
    precursors = layers.get_by_role("button", name="precursor")
    (count,) = (kind["count"] for kind in kinds if kind["label"] == "precursor")
    expect(precursors.locator(".number")).to_have_text(str(count))
    precursors.click()
    expect(precursors).to_have_attribute("aria-pressed", "false")
    nodes, edges = layers.evaluate("[data.nodes.length, data.edges.length]")
    shown = layers.evaluate("edgeView.length")
    assert layers.evaluate("nodeView.length") == nodes - count
    assert 0 < shown < edges
    expect(layers.locator("#count")).to_have_text(
        f"{nodes - count} of {nodes} nodes and {shown} of {edges} edges shown."
    )
    precursors.click()
    expect(layers.locator("#count")).to_have_text(f"{nodes} nodes and {edges} edges, all drawn.")
    assert layers.evaluate("[nodeView.length, edgeView.length]") == [nodes, edges]


def test_a_relation_can_be_hidden(layers: Page) -> None:
    entry = layers.get_by_role("button", name="formed from")
    entry.click()
    nodes, edges, left = layers.evaluate("[data.nodes.length, data.edges.length, edgeView.length]")
    assert left == edges - int(entry.locator(".number").inner_text())
    assert layers.evaluate("nodeView.length") == nodes


def test_searching_for_a_hidden_node_shows_its_kind_again(layers: Page) -> None:
    layers.get_by_role("button", name="layer component").click()
    layers.fill("#search", "Na3P")
    layers.press("#search", "Enter")
    assert layers.evaluate("nodeView.get('substance/na3p').id") == "substance/na3p"
    expect(layers.get_by_role("button", name="layer component")).to_have_attribute("aria-pressed", "true")


def test_a_click_opens_the_facts_and_findings_with_references_and_places(layers: Page) -> None:
    x, y = layers.evaluate(_NODE_AT, "interphase/na3p-red-phosphorus")
    layers.mouse.click(x, y)
    panel = layers.locator("#panel")
    expect(panel.locator("h2")).to_have_text("sodium phosphide layer from red phosphorus")
    expect(panel.locator("li", has_text="has component Na₃P")).to_have_count(1)
    expect(panel.locator("li", has_text="formed from red phosphorus")).to_have_count(1)
    place = panel.locator("li", has_text="[71]").locator(".soft", has_text="section 3.1, paragraph 3, sentence 2")
    expect(place.first).to_be_visible()
    panel.get_by_role("button", name="has component").click()
    expect(panel.locator("h2")).to_have_text("has component")
    expect(panel.locator("p.soft")).to_have_text("stated by the source")
    panel.get_by_role("button", name="Na₃P").click()
    expect(panel.locator("h2")).to_have_text("sodium phosphide (Na₃P)")
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()


def test_a_tooltip_names_kind_and_number_of_findings(layers: Page) -> None:
    x, y = layers.evaluate(_NODE_AT, "substance/naf")
    layers.mouse.move(x, y)
    expect(layers.locator(".vis-tooltip")).to_contain_text("sodium fluoride")
    expect(layers.locator(".vis-tooltip")).to_contain_text("layer component")
    count = layers.evaluate("nodeOf.get('substance/naf').findings.length")
    expect(layers.locator(".vis-tooltip")).to_contain_text(f"{count} findings")


def test_stated_edges_are_solid_and_inferred_ones_dashed(browser: Browser, folder: Path) -> None:
    page = _open(browser, folder / "hostile.html")
    dashes = page.evaluate("Object.fromEntries(data.edges.map(({id, origin}) => [origin, edges.get(id).dashes]))")
    assert dashes == {"stated": False, "inferred": [8, 5]}
    expect(page.locator("#legend")).to_contain_text("Dashed: follows from the ontology.")
    page.context.close()


def test_a_hostile_label_is_text_everywhere(browser: Browser, folder: Path) -> None:
    troubles: list[str] = []
    page = _open(browser, folder / "hostile.html", troubles=troubles)
    expect(page.locator("h1")).to_have_text(_EVIL)
    assert page.evaluate("nodes.get('evil').label.replaceAll('\\n', ' ')") == _EVIL
    expect(page.locator("#legend")).to_contain_text(_EVIL)
    x, y = page.evaluate(_NODE_AT, "evil")
    page.mouse.move(x, y)
    expect(page.locator(".vis-tooltip")).to_contain_text(_EVIL)
    page.mouse.click(x, y)
    expect(page.locator("#panel h2")).to_have_text(f"{_EVIL} ({_EVIL})")
    expect(page.locator("#panel")).to_contain_text(f"{_EVIL} claims")
    expect(page.locator("#panel")).to_contain_text(f"{_EVIL} place")
    page.fill("#search", f"{_EVIL} no")
    expect(page.locator("#found")).to_have_text(f"Nothing here is called “{_EVIL} no”.")
    page.click("#twin summary")
    expect(page.locator("#table tbody tr").first).to_contain_text(_EVIL)
    assert page.locator("img").count() == 0
    assert troubles == []
    page.context.close()


def test_the_policy_stops_what_is_not_the_page_s_own(browser: Browser, folder: Path) -> None:
    troubles: list[str] = []
    page = _open(browser, folder / "hostile.html", troubles=troubles)
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'taken'";
      document.body.append(script);
    }""")
    assert page.title() == f"{_EVIL} – naseikg"
    assert "violates the following Content Security Policy directive" in troubles[0]
    page.context.close()


def test_the_table_has_every_node_sorts_and_leads_to_neighbours(layers: Page) -> None:
    layers.click("#twin summary")
    rows = layers.locator("#table tbody tr")
    expect(rows).to_have_count(layers.evaluate("data.nodes.length"))
    names = layers.locator("#table tbody td:first-child").all_inner_texts()
    assert names == layers.evaluate("data.nodes.map(node => node.name).sort((a, b) => a.localeCompare(b, 'en'))")
    layers.get_by_role("button", name="Links").click()
    links = [int(text) for text in layers.locator("#table tbody td:nth-child(3)").all_inner_texts()]
    assert links == sorted(links, reverse=True)
    expect(layers.locator("th").nth(2)).to_have_attribute("aria-sort", "descending")
    layers.get_by_role("button", name="Links").click()
    expect(layers.locator("th").nth(2)).to_have_attribute("aria-sort", "ascending")
    layer = layers.locator("td:first-child", has_text="sodium phosphide layer from red phosphorus")
    row = layers.locator("#table tbody tr", has=layer)
    row.get_by_role("button", name="Na₃P").click()
    expect(layers.locator("#panel h2")).to_have_text("sodium phosphide (Na₃P)")


def test_the_keyboard_reaches_search_tools_legend_and_graph_and_walks_it(layers: Page) -> None:
    reached = []
    for _ in range(20):
        layers.keyboard.press("Tab")
        reached.append(layers.evaluate("document.activeElement.id || document.activeElement.textContent"))
        if reached[-1] == "graph":
            break
    assert reached[:6] == ["search", "fit", "physics", "lone", "words", "picture"]
    assert reached[-1] == "graph"
    assert layers.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    layers.keyboard.press("ArrowRight")
    first = layers.evaluate("chosen")
    assert first is not None
    layers.keyboard.press("ArrowLeft")
    assert layers.evaluate("chosen") not in (None, first)
    expect(layers.locator("#said")).not_to_be_empty()
    scale = layers.evaluate("network.getScale()")
    layers.keyboard.press("+")
    assert layers.evaluate("network.getScale()") > scale
    layers.keyboard.press("Escape")
    assert layers.evaluate("chosen") is None
    layers.keyboard.press("0")
    _until(layers, f"network.getScale() < {scale}")


def test_edge_labels_can_be_switched(browser: Browser, folder: Path) -> None:
    page = _open(browser, folder / "challenges.html")
    shown = "new Set(edges.get().map(edge => edge.label.trim()).filter(Boolean)).size"
    assert page.evaluate(shown) == 2
    page.get_by_role("button", name="Edge labels").click()
    assert page.evaluate("edges.get().map(edge => edge.label.trim()).join('')") == ""
    page.context.close()


def test_the_picture_can_be_saved(layers: Page) -> None:
    with layers.expect_download() as saving:
        layers.get_by_role("button", name="Save as PNG").click()
    assert saving.value.suggested_filename == "From precursor to layer to phases.png"
    assert Path(saving.value.path()).read_bytes().startswith(b"\x89PNG")


def test_colours_follow_the_scheme_of_the_system(browser: Browser, folder: Path) -> None:
    ink = "[getComputedStyle(document.body).color, nodes.get()[0].font.color]"
    page = _open(browser, folder / "layers.html", color_scheme="light")
    assert page.evaluate(ink) == ["rgb(27, 33, 41)", "#1b2129"]
    page.emulate_media(color_scheme="dark")
    _until(page, "nodes.get()[0].font.color === '#e8ecf1'")
    assert page.evaluate(ink) == ["rgb(232, 236, 241)", "#e8ecf1"]
    page.context.close()


def test_a_phone_begins_where_it_can_be_read_and_never_scrolls_sideways(browser: Browser, folder: Path) -> None:
    page = _open(browser, folder / "layers.html", viewport={"width": 360, "height": 740})
    expect(page.locator("#found")).to_have_text("Zoomed in; Fit shows all.")
    assert page.evaluate("network.getScale()") == 0.6
    page.get_by_role("button", name="Fit").click()
    assert page.evaluate("network.getScale()") < 0.35
    page.fill("#search", "Na3P")
    page.press("#search", "Enter")
    expect(page.locator("#panel h2")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.context.close()
