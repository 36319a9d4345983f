"""What the tests share: the repository, the real graph, built once, and one browser."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from explorerpages import Explorer, static_server
from naseikg.explorer.write import write_explorer
from naseikg.pages.site import write_site
from naseikg.pipeline import Built, build_graph
from naseikg.places import Project, project
from naseikg.reading.text import SourceText, load_text
from servers import Running, running_server, served_project
from smallproject import SmallProject, write_small_project
from smallsite import prepared

#: The files that take longest, longest first: with them begun first, no worker is left alone with one at the end.
_LONGEST = (
    "test_certify",
    "test_docs",
    "test_bridge",
    "test_site_pages",
    "test_export",
    "test_shapes",
    "test_wheel",
    "test_view_pages",
    "test_explorer_ask",
    "test_proofs",
    "test_names",
    "test_explorer_engines",
    "test_explorer_compare",
    "test_tour",
    "test_conditions",
    "test_site_writing",
    "test_api",
    "test_cli",
    "test_views",
    "test_audit",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the tests of the longest files first; the rest stays in order."""
    places = {name: place for place, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


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


@pytest.fixture(scope="session")
def explorer_folder(kg: Built, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the explorer of the whole graph in ``explore``, as a site holds it."""

    def fill(folder: Path) -> None:
        write_explorer(kg.store, project(repository), folder / "explore")

    return _shared("explorer", fill, tmp_path_factory)


@pytest.fixture(scope="session")
def real_site(kg: Built, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the real graph with all its queries and mappings and two of its views, which take long to draw."""

    def fill(root: Path) -> None:
        shutil.copytree(repository / "queries", root / "queries")
        for name in ("ontology/naseikg.ttl", "graphs/challenges.rq", "graphs/strategies.rq"):
            (root / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(repository / name, root / name)
        (root / "ontology" / "mappings").symlink_to(repository / "ontology" / "mappings")
        write_site(kg.store, Project(root=root), root / "site")

    return _shared("real", fill, tmp_path_factory) / "site"


def _shared(name: str, fill: Callable[[Path], None], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the first worker of a run that needs it fills; no test may change it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            begun = tmp_path_factory.mktemp(name)
            fill(begun)
            begun.rename(folder)
    return folder


@pytest.fixture(scope="session")
def explorer_url(explorer_folder: Path) -> Iterator[str]:
    """The address of the explorer on a plain static server."""
    with static_server(explorer_folder) as url:
        yield f"{url}/explore/index.html"


@pytest.fixture
def explorer(browser: Browser, explorer_url: str) -> Iterator[Explorer]:
    """Opens views of the explorer; the test fails when a page logs an error or asks another host.

    ``page = explorer.open("#look?view=layers")``; where a fault is what the test is about, clear ``explorer.faults``.
    """
    opened = Explorer(browser=browser, url=explorer_url)
    yield opened
    opened.close()
    assert opened.faults == []


@pytest.fixture(scope="session")
def served_root(kg: Built, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the whole graph, to serve from."""
    return served_project(tmp_path_factory.mktemp("served"), repository, kg)


@pytest.fixture(scope="session")
def endpoint(served_root: Path) -> Iterator[Running]:
    """``naseikg serve --no-site`` over the whole graph, as a process."""
    with running_server(served_root) as running:
        yield running
