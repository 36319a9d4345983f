"""The explorer under attack, in a real browser: hostile content, crafted addresses, lost and damaged files."""

from __future__ import annotations

import gzip
import json
import random
import re
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from explorerpages import Explorer, static_server
from hostile import ATTACKS, HARM, hostile_project, poisoned
from smallproject import SmallProject
from smallsite import written

#: What no content may bring into a page; each gives what it found.
_HARM_DONE = f"""() => [
  ...({HARM} === undefined ? [] : ['a script ran: ' + {HARM}]),
  ...[...document.querySelectorAll('img, iframe, object, embed, base, form[action], link:not([rel])')].map(one => one.outerHTML),
  ...[...document.querySelectorAll('body script:not([src]):not([type])')]
    .filter(one => one.textContent.includes('{HARM}')).map(one => one.outerHTML),
  ...[...document.querySelectorAll('*')].flatMap(one => [...one.attributes])
    .filter(one => one.name.startsWith('on') || /^\\s*javascript:/i.test(one.value) && /href|src|action/.test(one.name))
    .map(one => one.name + '=' + one.value),
  ...[...document.links].filter(one => !['http:', 'https:', 'file:', 'blob:'].includes(one.protocol))
    .map(one => 'link: ' + one.href),
  ...[...document.links].filter(one => /^http/.test(one.protocol) && one.host !== location.host
    && !one.relList.contains('noopener')).map(one => 'rel: ' + one.href),
]"""


@pytest.fixture(scope="module")
def poisoned_url(explorer_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The explorer of the whole graph, with an attack in every text of its data files."""
    folder = tmp_path_factory.mktemp("poisoned")
    shutil.copytree(explorer_folder / "explore", folder / "explore")
    for path in (folder / "explore" / "data").rglob("*.json.gz"):
        content = json.dumps(poisoned(json.loads(gzip.decompress(path.read_bytes()))))
        path.write_bytes(gzip.compress(content.encode(), 1))
    with static_server(folder) as url:
        yield f"{url}/explore/index.html"


@pytest.fixture
def poisoned_explorer(browser: Browser, poisoned_url: str) -> Iterator[Explorer]:
    """As `explorer`, with hostile data."""
    opened = Explorer(browser=browser, url=poisoned_url)
    yield opened
    opened.close()
    assert opened.faults == []


def _go(page: Page, address: str) -> None:
    page.evaluate("address => { location.hash = address }", address)


def _assert_harmless(page: Page) -> None:
    assert page.evaluate(_HARM_DONE) == []


def _ready(page: Page) -> None:
    expect(page.locator("main h1")).to_have_count(1)
    expect(page.locator(".waiting")).to_have_count(0)
    expect(page.locator(".fault")).to_have_count(0)


@pytest.mark.parametrize(
    "address",
    [
        "#look?view=layers&thing=substance%2Fnaf",
        "#look?view=layers&as=table",
        "#look?view=everything&thing=interphase%2Fnaf-layer",
        "#look?view=challenges&path=substance%2Fnaf+substance%2Fpvdf",
        "#compare?thing=reference%2Fshi-2023-1",
        "#compare?tab=gaps&thing=nsei%3AHalide",
        "#compare?tab=years&year=2020",
        "#compare?tab=classes",
        "#ask?q=all-layers",
    ],
)
def test_hostile_data_are_shown_as_text(poisoned_explorer: Explorer, address: str) -> None:
    """U47. U48."""
    page = poisoned_explorer.open(address)
    _ready(page)
    expect(page.locator("body")).to_contain_text("<img src=x")
    _assert_harmless(page)


def test_hostile_data_stay_text_in_search_and_files(poisoned_explorer: Explorer, tmp_path: Path) -> None:
    """U47. The list of hits, the SVG, GraphML, GEXF, JSON-LD and CSV of what is seen, and the table of tests as CSV."""
    page = poisoned_explorer.open("#look?view=layers")
    _ready(page)
    page.get_by_role("combobox").first.fill("<img src=x")
    expect(page.locator(".find [role=option]").first).to_contain_text("<img src=x")
    _assert_harmless(page)
    page.keyboard.press("Escape")
    for name in ("SVG", "GraphML", "GEXF"):
        content = _exported(page, name, tmp_path)
        assert "img src=x" in content
        root = ElementTree.fromstring(content)
        tags = {one.tag.rpartition("}")[2] for one in root.iter()}
        assert not tags & {"script", "img", "image", "foreignObject", "a", "iframe"}
        assert not [key for one in root.iter() for key in one.attrib if key.startswith("on")]
    assert "<img src=x" in str(json.loads(_exported(page, "JSON-LD", tmp_path)))
    _go(page, "#compare")
    expect(page.locator("table").first).to_be_visible()
    cells = _saved(page, "CSV", tmp_path)
    assert not re.search(r'(^|,|\n)"?=HYPERLINK', cells)


def _exported(page: Page, name: str, folder: Path) -> str:
    page.locator("summary", has_text="Save as").click()
    return _saved(page, name, folder)


def _saved(page: Page, name: str, folder: Path) -> str:
    with page.expect_download() as caught:
        page.get_by_role("button", name=name).first.click()
    target = folder / name
    caught.value.save_as(target)
    return target.read_text(encoding="utf-8")


def test_hostile_answers_are_shown_as_text(explorer: Explorer) -> None:
    """U47, U49. A query in the address makes markup and a script's address; links lead to the web only."""
    query = (
        'SELECT ?markup ?link WHERE { VALUES (?markup ?link) { ("<img src=x onerror=window.harm=1>" <javascript:alert(1)>)'
        ' ("</script><script>window.harm=2</script>" <data:text/html,x>) } }'
    )
    page = explorer.open("#ask?" + urlencode({"sparql": query, "q": "<svg onload=window.harm=3>"}))
    expect(page.locator("table")).to_contain_text("<img src=x onerror=window.harm=1>")
    expect(page.locator("table")).to_contain_text("javascript:alert(1)")
    _assert_harmless(page)


def test_a_hostile_project_makes_harmless_pages(
    small: SmallProject, repository: Path, tmp_path: Path, browser: Browser
) -> None:
    """U47. U48. Records through the whole pipeline: pages, views, explorer and the one file, each opened or read."""
    site = tmp_path / "site"
    ready = hostile_project(small)
    shutil.copy(repository / "graphs" / "everything.rq", ready.project.views)
    written(ready, site)
    with static_server(site) as url:
        opened = Explorer(browser=browser, url=url)
        for path in (
            "/index.html?q=img",
            "/substance/naf.html",
            "/interphase/naf-layer.html",
            "/reference/small-1.html",
            "/findings.html",
            "/queries/layers.html",
            "/views/layers.html",
            "/explore/index.html#look?view=layers&thing=substance%2Fnaf",
            "/explore/index.html#compare?thing=reference%2Fsmall-1",
            "/explore/index.html#ask?q=layers",
        ):
            page = opened.open(path)
            expect(page.locator("h1").first).to_be_visible()
            if "/explore/" in path:
                _ready(page)
            # The pages of the site have a form of their own, which searches.
            assert page.evaluate(_HARM_DONE.replace("form[action], ", "")) == []
        opened.close()
        assert opened.faults == []
    alone = Explorer(browser=browser, url=(site / "downloads" / "naseikg.html").as_uri())
    page = alone.open("#look?view=layers&thing=substance%2Fnaf", offline=True)
    _ready(page)
    expect(page.locator("aside.read")).to_contain_text("<img src=x")
    _assert_harmless(page)
    alone.close()
    assert alone.faults == []


#: What crafted addresses are put together from.
_PAGES = ("look", "look", "compare", "ask", "", "LOOK", "__proto__", "constructor", "?", "#", "look/../ask", "%")
_NAMES = [
    "thing",
    "view",
    "open",
    "hide",
    "pin",
    "offkinds",
    "off",
    "class",
    "method",
    "relation",
    "basis",
    "since",
    "until",
    "from",
    "classes",
    "isolated",
    "links",
    "depth",
    "layout",
    "path",
    "as",
    "tab",
    "rows",
    "x",
    "y",
    "size",
    "log",
    "group",
    "by",
    "gap",
    "year",
    "q",
    "sparql",
    "table",
    "__proto__",
    "constructor",
]
_VALUES = (
    *ATTACKS[:-1],
    *("", "NaN", "-1", "-99999999999999999999", "1e999", "3", "Infinity", "null", "undefined", "toString"),
    *("%", "%E0%A4%A", "%00", "%FF%FE", "../../x", "substance/none", "finding/none", "nsei:none", "hasOwnProperty"),
    *("substance/naf", "substance/naf!hasComponent!5 substance/pvdf", "substance/naf!!!!! ! !!", "nsei:Halide"),
    *("substance/naf!1!1 substance/pvdf!99999999999!-5", "substance/naf __proto__ wide", "substance/naf substance/naf"),
    *("sort=-__proto__&in.__proto__=x&page=99", "sort=layer&page=-3&in.nsei:lifetime=5..1+", "layers", "tests", "gaps"),
    *("map", "forces", "rings", "stated", "off", "xy", "table", "graph", "a" * 20_000, "x " * 3_000),
    *("ASK {}", "DROP ALL", "SELECT * { SERVICE <http://x> { ?s ?p ?o } }", "SELECT ('<img src=x>' AS ?x) {}"),
)


def _crafted(chance: random.Random) -> str:
    parts = []
    for _ in range(chance.randint(0, 7)):
        name, value = chance.choice(_NAMES), chance.choice(_VALUES)
        if chance.random() < 0.2:
            value += chance.choice(_VALUES)[:50]
        equals = chance.choice(("=", "=", "=", "==", ""))
        parts.append(f"{name}{equals}{quote(value) if chance.random() < 0.7 else value}")
    return f"#{chance.choice(_PAGES)}{chance.choice(('?', '?', '?', '', '??'))}{chance.choice('&&&;').join(parts)}"


def test_no_crafted_address_breaks_the_page_or_runs_anything(explorer: Explorer) -> None:
    """U49. The same eighty each time: huge, broken, of the wrong type, named like what every object has."""
    chance = random.Random(5)
    page = explorer.open("#look")
    _ready(page)
    for _ in range(80):
        address = _crafted(chance)
        found = page.evaluate(
            "address => { location.hash = address;"
            f" return new Promise(done => setTimeout(() => done([!!document.querySelector('main'), ({_HARM_DONE})()]))) }}",
            address,
        )
        assert found == [True, []], address
        assert explorer.faults == [], address
    _go(page, "#compare")
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare")
    expect(page.get_by_text("cannot be shown")).to_have_count(0)


def test_back_leaves_a_crafted_address_again(explorer: Explorer) -> None:
    """U17, U49. What is put in order in an address is no step of its own; a storm of steps breaks nothing."""
    page = explorer.open("#compare")
    _ready(page)
    _go(page, "#look?view=layers&depth=99&layout=evil&pin=x")
    expect(page).to_have_url(re.compile("view=layers&depth=3$"))
    page.go_back()
    expect(page).to_have_url(re.compile("#compare$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare")
    page.evaluate(
        "() => { for (let one = 0; one < 300; one++) location.hash = one % 2 ? '#compare?thing=substance%2Fnaf' : '#ask';"
        " for (let one = 0; one < 50; one++) history.go(one % 2 ? 1 : -1) }"
    )
    explorer.faults[:] = [one for one in explorer.faults if "Throttling navigation" not in one]
    _go(page, "#look?view=layers")
    expect(page.get_by_role("application")).to_be_visible()


def test_nothing_is_kept_in_the_browser(explorer: Explorer) -> None:
    page = explorer.open("#look?view=layers&thing=substance%2Fnaf")
    _ready(page)
    for address in ("#compare", "#ask?q=all-layers"):
        _go(page, address)
        _ready(page)
    kept = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, document.cookie, (await caches.keys()).length,"
        " (await indexedDB.databases()).length, (await navigator.serviceWorker.getRegistrations()).length]"
    )
    assert kept == [0, 0, "", 0, 0, 0]


_LOST: dict[str, dict[str, Any]] = {
    "(404)": {"status": 404, "body": "no"},
    "it cannot be unpacked": {"body": b"\x1f\x8b\x08\x00" + b"abcdefgh" * 50},
    "JSON": {"body": b'{"a": ['},
}
_ADVICE = "Reload the page; if it stays so, open the one-file copy, or write the site again."


@pytest.mark.parametrize(
    ("file", "how", "address", "where"),
    [
        ("about.json", "JSON", "#look", "main.fault"),
        ("pictures/layers.json", "(404)", "#look?view=layers", ".look .missing"),
        ("pictures/everything.json", "it cannot be unpacked", "#look?view=layers", ".look .missing"),
        ("details.json", "JSON", "#compare?thing=substance%2Fnaf", "aside.read"),
        ("compare.json", "(404)", "#compare", ".compare .fault"),
        ("questions.json", "it cannot be unpacked", "#ask", "main .fault"),
        ("oxigraph.wasm", "(404)", "#ask?q=all-layers", ".ask .fault"),
        ("graph.nq", "it cannot be unpacked", "#ask?q=all-layers", ".ask .fault"),
    ],
)
def test_a_lost_or_damaged_file_is_named_with_what_to_do(
    explorer: Explorer, file: str, how: str, address: str, where: str
) -> None:
    """Its view says so, and another view works."""
    page = explorer.open(address)
    page.route(f"**/data/{file}.gz", lambda route: route.fulfill(**_LOST[how]))
    page.reload()
    told = page.locator(where).first
    for words in (file, how, _ADVICE):
        expect(told).to_contain_text(words)
    if file != "about.json":
        _go(page, "#look?view=challenges" if address.startswith("#ask") else "#ask")
        expect(page.locator("main h1")).to_be_visible()
        expect(page.locator("main .fault")).to_have_count(0)
    explorer.faults.clear()


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        ("DecompressionStream", "This browser cannot unpack the data of the explorer (no DecompressionStream)."),
        ("Worker", "Worker is not defined"),
    ],
)
def test_an_old_browser_is_told_what_it_lacks(explorer: Explorer, lacking: str, words: str) -> None:
    page = explorer.open("#ask?q=all-layers")
    page.add_init_script(f"delete window.{lacking}")
    page.reload()
    expect(page.locator(".fault").first).to_contain_text(words)
    explorer.faults.clear()


@pytest.mark.parametrize("lost", ["worker.js", "explorer.js"])
def test_a_lost_script_is_told(explorer: Explorer, lost: str) -> None:
    """Without the page's own script the style shows the words after some seconds; the clock is put forward here."""
    page = explorer.open("#ask?q=all-layers")
    page.route(f"**/{lost}", lambda route: route.fulfill(status=404))
    page.reload()
    if lost == "explorer.js":
        expect(page.locator(".before")).to_be_hidden()
        page.evaluate("document.getAnimations().forEach(one => one.finish())")
        expect(page.locator(".before")).to_be_visible()
        expect(page.get_by_role("link", name="pages that need none")).to_have_attribute("href", "../index.html")
    else:
        expect(page.locator(".ask .fault")).to_contain_text("worker.js cannot be read. Reload the page.")
    explorer.faults.clear()


def test_the_explorer_works_below_any_path(browser: Browser, explorer_folder: Path, tmp_path: Path) -> None:
    """With blanks, signs and other letters in it, with and without the slash at the end, and with a query before the #."""
    below = tmp_path / "a b" / "50% {x}" / "natrium-é"
    below.mkdir(parents=True)
    (below / "explore").symlink_to(explorer_folder / "explore")
    with static_server(tmp_path) as url:
        opened = Explorer(browser=browser, url=f"{url}/{quote('a b/50% {x}/natrium-é')}")
        for address in (
            "/explore/#ask?q=all-layers",
            "/explore#compare",
            "/explore/index.html?from=mail#look?view=layers",
        ):
            page = opened.open(address)
            _ready(page)
            expect(page.locator(".ask table, .compare table, canvas").first).to_be_visible()
        opened.close()
        assert opened.faults == []
