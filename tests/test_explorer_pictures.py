"""What the pictures of the explorer hold, of whichever view."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

#: What a view costs a reader at most, script and style included; the times themselves stand in benchmarks/explorer.py.
_VIEW = 2_000_000
_WHOLE = 4_000_000


def _pictures(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted((folder / "explore" / "data" / "pictures").iterdir()):
        yield json.loads(gzip.decompress(path.read_bytes()))


def collisions(kinds: list[dict[str, str]]) -> set[tuple[str, str]]:
    """The looks that more than one kind has."""
    looks = [(one["colour"], one["shape"]) for one in kinds]
    return {one for one in looks if looks.count(one) > 1}


def test_no_two_kinds_of_a_picture_look_alike(explorer_folder: Path) -> None:
    """U7; the contrast of the colours is tested in web/test/picture-palette.test.ts."""
    pictures = list(_pictures(explorer_folder))
    assert len(pictures) > 10
    for one in pictures:
        assert collisions(one["kinds"]) == set(), one["name"]


def test_two_kinds_that_look_alike_are_found() -> None:
    alike = [
        {"colour": "blue", "shape": "dot"},
        {"colour": "blue", "shape": "star"},
        {"colour": "blue", "shape": "dot"},
    ]
    assert collisions(alike) == {("blue", "dot")}


def test_no_two_nodes_of_a_picture_stand_on_one_place(explorer_folder: Path) -> None:
    for one in _pictures(explorer_folder):
        places = [(node["x"], node["y"]) for node in one["nodes"]]
        assert len(set(places)) == len(places), one["name"]


@pytest.mark.parametrize("first", ["overview", "everything"])
def test_what_is_read_before_a_view_is_seen_is_small(explorer_folder: Path, first: str) -> None:
    """U4: the sizes."""
    folder = explorer_folder / "explore"
    needed = ["index.html", "explorer.js", "explorer.css", "data/about.json.gz", f"data/pictures/{first}.json.gz"]
    assert sum((folder / one).stat().st_size for one in needed) < _VIEW
    assert sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) < _WHOLE
