"""The data flows one way: a part of the package imports only what stands before it in the line."""

from __future__ import annotations

import ast
from pathlib import Path

import networkx

#: The parts of the package from first to last; a part may import those before it, and itself.
LINE = (
    "errors",
    "writing",
    "vocabulary",
    "places",
    "units",
    "reasoning",
    "records",
    "linking",
    "reading",
    "asking",
    "engines",
    "explaining",
    "missing",
    "comparing",
    "auditing",
    "quality",
    "pipeline",
    "growing",
    "literature",
    "exports",
    "validating",
    "drawing",
    "atlas",
    "explorer",
    "pages",
    "serving",
    "api",
    "__init__",
    "verbs",
    "cli",
    "reference",
)


def _modules(package: Path) -> dict[str, Path]:
    """Every module by its name inside the package, as in ``records.fields``."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        found[".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)] = path
    return found


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("naseikg."):
            found.add(node.module.removeprefix("naseikg."))
        elif isinstance(node, ast.ImportFrom) and node.module == "naseikg":
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.Import):
            found.update(one.name.removeprefix("naseikg.") for one in node.names if one.name.startswith("naseikg."))
    return found


def test_every_part_has_its_place_in_the_line(repository: Path) -> None:
    modules = _modules(repository / "src" / "naseikg")
    assert {name.split(".")[0] for name in modules} == set(LINE)


def test_no_part_imports_what_comes_after_it(repository: Path) -> None:
    modules = _modules(repository / "src" / "naseikg")
    backward = [
        f"{name} imports {other}"
        for name, path in modules.items()
        for other in sorted(_imports(path))
        if LINE.index(other.split(".")[0]) > LINE.index(name.split(".")[0])
    ]
    assert backward == []


def test_no_modules_import_each_other_in_a_circle(repository: Path) -> None:
    modules = _modules(repository / "src" / "naseikg")
    edges = [(name, other) for name, path in modules.items() for other in _imports(path)]
    assert edges
    assert {other for _, other in edges} <= modules.keys()
    assert list(networkx.simple_cycles(networkx.DiGraph(edges))) == []


def test_a_backward_import_would_be_seen(tmp_path: Path) -> None:
    path = tmp_path / "fields.py"
    path.write_text("def late():\n    from naseikg.pages.site import write_site\n    import naseikg.asking.store\n")
    assert _imports(path) == {"pages.site", "asking.store"}


def test_a_module_is_one_idea(repository: Path) -> None:
    long = {
        path.name: lines
        for folder in ("src/naseikg", "tests", "benchmarks")
        for path in sorted((repository / folder).rglob("*.py"))
        if (lines := path.read_text().count("\n")) > 400
    }
    assert long == {}
