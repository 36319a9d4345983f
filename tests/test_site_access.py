"""The static pages and people who cannot use a mouse or see well: axe-core finds nothing serious (U43)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from smallproject import write_small_project
from smallsite import prepared, written

#: A page of every kind, but of the signposts, which lead on at once to one of these.
KINDS = (
    "index.html",
    "dataset.html",
    "downloads/index.html",
    "findings.html",
    "graph/asserted.html",
    "interphase/index.html",
    "interphase/naf-layer.html",
    "notes.html",
    "ontology.html",
    "ontology/class/HalideBasedInterphase.html",
    "ontology/property/hasComponent.html",
    "quantity/modulus.html",
    "queries/index.html",
    "queries/layers.html",
    "reference/small-1.html",
    "references.html",
    "section/small-1.html",
    "source/small.html",
    "substance/naf.html",
    "test/naf-symmetric.html",
    "views/layers.html",
)
#: In the dark only the colours differ.
_RULES = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}
_FAULTS = """async (rules) => (await axe.run({ resultTypes: ["violations"], ...rules })).violations
  .filter(one => ["serious", "critical"].includes(one.impact))
  .map(one => `${one.id}: ${one.nodes.map(node => node.target.join(" ")).join(", ")}`)"""


@pytest.fixture(scope="module")
def axe(repository: Path) -> str:
    """The checker, which the front end's lock file brings."""
    path = repository / "web" / "node_modules" / "axe-core" / "axe.min.js"
    if not path.is_file():
        missing = "axe-core is not installed; run 'make web'"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return path.read_text()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The site of the small project."""
    root = tmp_path_factory.mktemp("access")
    written(prepared(write_small_project(root, repository / "ontology" / "naseikg.ttl")), root / "site")
    return root / "site"


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Opens a page that lets the checker in; the policy of our pages would keep it out."""
    contexts = []

    def open_page(scheme: str) -> Page:
        contexts.append(browser.new_context(bypass_csp=True, color_scheme="dark" if scheme == "dark" else "light"))
        return contexts[-1].new_page()

    yield open_page
    for one in contexts:
        one.close()


def faults_of(page: Page, axe: str, scheme: str) -> list[str]:
    """What is serious or critical on an open page, with all that is folded opened."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.evaluate(axe)
    found = page.evaluate(_FAULTS, _RULES[scheme])
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("scheme", _RULES)
def test_no_page_has_a_serious_fault(opened: Callable[[str], Page], site: Path, axe: str, scheme: str) -> None:
    """U43."""
    page, faults = opened(scheme), {}
    for path in KINDS:
        page.goto(f"{site.as_uri()}/{path}")
        if found := faults_of(page, axe, scheme):
            faults[path] = found
    assert faults == {}


def test_a_serious_fault_would_be_seen(opened: Callable[[str], Page], axe: str) -> None:
    page = opened("light")
    page.set_content(
        "<!doctype html><html lang='en'><title>x</title><main><h1>x</h1><input>"
        "<p style='color: #aaa; background: #fff'>pale</p></main>"
    )
    assert faults_of(page, axe, "light") == ["color-contrast: p", "label: input"]
