"""What the tests share: the repository, the real graph, built once, and one browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from naseikg.pipeline import Built, build_graph
from naseikg.places import project
from naseikg.reading.text import SourceText, load_text
from smallproject import SmallProject, write_small_project
from smallsite import prepared


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def kg(repository: Path) -> Built:
    """The whole graph of this repository, reasoned and checked."""
    return build_graph(project(repository))


@pytest.fixture
def small(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    """A project of a handful of records; the working directory is its root."""
    made = write_small_project(tmp_path, repository / "ontology" / "naseikg.ttl")
    monkeypatch.chdir(tmp_path)
    return made


@pytest.fixture(scope="session")
def review(repository: Path) -> SourceText:
    """The review's text, which is not part of the repository."""
    path = repository.parent / "shared" / "review" / "review.txt"
    if not path.is_file():
        pytest.skip(f"the review's text is not at ../shared/review/{path.name}; its spans are not checked")
    return load_text(path)


@pytest.fixture
def ready(small: SmallProject) -> SmallProject:
    """The small project with a test, two queries and a view; each test may change it."""
    return prepared(small)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium that finds no host but this machine."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        missing = "none of chromium, chromium-browser and google-chrome is on the path; the page tests need one of them"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    options = [
        "--no-sandbox",
        "--headless",
        "--disable-gpu",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=options)
        yield running
        running.close()
