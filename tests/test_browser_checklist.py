"""docs/browser-checklist.md says truly which test holds each item of the list."""

from __future__ import annotations

import ast
import re
from pathlib import Path

_ROW = re.compile(r"^\| U(\d+) \| (.+?) \| (.+?) \|$", re.MULTILINE)
_ITEM = re.compile(r"\bU(\d+)\b")
_ITEMS = range(1, 51)


def items_in(source: str) -> dict[int, set[str]]:
    """The items that the docstrings of tests name, each with the names of these tests."""
    found: dict[int, set[str]] = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            for number in _ITEM.findall(ast.get_docstring(node) or ""):
                found.setdefault(int(number), set()).add(node.name)
    return found


def _tested(folder: Path) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for path in sorted(folder.glob("test_*.py")):
        if path != Path(__file__):
            for item, names in items_in(path.read_text()).items():
                found.setdefault(item, set()).update(f"`{path.stem}.{name}`" for name in names)
    return found


def test_items_are_read_from_the_docstrings_of_tests() -> None:
    source = 'def test_a():\n    """U3, U14: a."""\ndef helper():\n    """U5"""\ndef test_b():\n    "U3"\n'
    assert items_in(source) == {3: {"test_a", "test_b"}, 14: {"test_a"}}


def test_each_item_of_the_list_has_a_test_or_a_written_reason(repository: Path) -> None:
    text = (repository / "docs" / "browser-checklist.md").read_text()
    rows = {int(number): where for number, _, where in _ROW.findall(text)}
    assert list(rows) == list(_ITEMS)
    tested = _tested(repository / "tests")
    for item, where in rows.items():
        if where.startswith("not yet: "):
            assert item not in tested, f"U{item} has a test now; name it"
        else:
            assert set(where.split(", ")) == tested.get(item, set()), f"U{item}"
