"""What the tests share: the repository, and the real graph, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from naseikg.build import Built, build_graph
from naseikg.places import project
from naseikg.text import SourceText, load_text
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
