from __future__ import annotations

from pathlib import Path

from naseikg.places import project
from naseikg.reference import pages


def test_the_reference_pages_are_current(repository: Path) -> None:
    folder = repository / "docs" / "reference"
    written = {path.name: path.read_text() for path in folder.iterdir()}
    made = pages(project(repository))
    assert written.keys() == made.keys()
    for name, text in made.items():
        assert written[name] == text, f"docs/reference/{name} is not current; run make docs"
