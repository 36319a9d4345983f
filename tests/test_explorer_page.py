"""The page of the explorer as it arrives: from a plain server, and as one file from disk, with no network at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from explorerpages import Explorer
from naseikg.explorer.one_file import write_one_file

_VIEWS = ("#look?view=layers", "#compare", "#ask")
#: What a page without rights would do; each gives "refused" or what came of it. What the debugger runs itself may
#: compile text, so that is tried a moment later.
_LATER = "() => new Promise(done => setTimeout(() => {{ try {{ done(String({})) }} catch {{ done('refused') }} }}))"
_TRIES = {
    "eval": _LATER.format("eval('1 + 1')"),
    "function": _LATER.format("new Function('return 2')()"),
    "handler": "() => { const one = document.createElement('button'); one.setAttribute('onclick', 'window.harm = 1');"
    " one.click(); return window.harm ? 'ran' : 'refused' }",
    "script": "() => { const one = document.createElement('script'); one.textContent = 'window.harm = 2';"
    " document.body.append(one); return window.harm ? 'ran' : 'refused' }",
    "elsewhere": "() => fetch('https://example.org/').then(() => 'sent', () => 'refused')",
}


@pytest.fixture(scope="module")
def one_file(explorer_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The explorer in one file."""
    target = tmp_path_factory.mktemp("one") / "naseikg.html"
    write_one_file(explorer_folder / "explore", target)
    return target


@pytest.fixture
def from_disk(browser: Browser, one_file: Path) -> Iterator[Explorer]:
    """As `explorer`, for the one file."""
    opened = Explorer(browser=browser, url=one_file.as_uri())
    yield opened
    opened.close()
    assert opened.faults == []


def _is_ready(page: Page) -> None:
    expect(page.locator("h1")).to_have_count(1)
    expect(page.get_by_role("navigation", name="Views")).to_be_visible()
    expect(page.locator(".waiting")).to_have_count(0)


def _assert_whole(page: Page) -> None:
    _is_ready(page)
    assert page.evaluate("[document.compatMode, document.documentElement.lang]") == ["CSS1Compat", "en"]
    assert page.title().endswith("naseikg")
    assert page.locator('meta[name="viewport"]').count() == page.locator("h1").count() == 1
    expect(page.locator(".fault")).to_have_count(0)


def test_every_view_of_the_site_is_a_whole_page_without_a_complaint(explorer: Explorer) -> None:
    """U2. U3."""
    for address in _VIEWS:
        _assert_whole(explorer.open(address))


def test_every_view_of_the_one_file_opens_from_disk_without_a_request(from_disk: Explorer) -> None:
    """U1. U2. U3."""
    for address in _VIEWS:
        page = from_disk.open(address, offline=True)
        _assert_whole(page)
        assert page.evaluate("performance.getEntriesByType('resource').filter(one => /^http/.test(one.name))") == []


def test_the_policy_of_the_site_is_honoured(explorer: Explorer) -> None:
    """U5."""
    page = explorer.open("#ask")
    _is_ready(page)
    assert {name: page.evaluate(look) for name, look in _TRIES.items()} == dict.fromkeys(_TRIES, "refused")
    policy = page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content") or ""
    assert "'unsafe-eval'" not in policy
    # A style attribute runs nothing; Chromium writes one itself when a reader types over several lines.
    assert "'unsafe-inline'" not in policy.replace("style-src-attr 'unsafe-inline'", "")
    assert explorer.faults
    explorer.faults.clear()


def test_the_policy_of_the_one_file_is_honoured(from_disk: Explorer) -> None:
    """U5."""
    page = from_disk.open("#ask")
    _is_ready(page)
    assert {name: page.evaluate(look) for name, look in _TRIES.items()} == dict.fromkeys(_TRIES, "refused")
    from_disk.faults.clear()


def test_the_head_can_be_skipped_and_the_address_stays(explorer: Explorer) -> None:
    page = explorer.open("#compare")
    _is_ready(page)
    address = page.url
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    assert page.url == address


def test_without_script_the_page_leads_to_the_pages_that_need_none(explorer: Explorer) -> None:
    page = explorer.open("", java_script_enabled=False)
    expect(page.get_by_role("link", name="pages that need none")).to_have_attribute("href", "../index.html")
