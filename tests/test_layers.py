"""The data flows one way: a module imports only what stands before it in the line."""

from __future__ import annotations

import ast
from pathlib import Path

#: The line of the design, from first to last; a layer may import the layers before it, and its own.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors", "citations", "vocabulary", "places", "patterns"),
    ("text", "measures", "numbers", "questions"),
    ("bibliography", "index", "ontology", "source"),
    ("constructs", "expressions"),
    ("fields",),
    ("codecs",),
    ("records",),
    ("literature",),
    ("kinds",),
    ("catalogue",),
    ("rules", "triples"),
    ("reason",),
    ("hermit",),
    ("certify",),
    ("store", "answers"),
    ("formats",),
    ("checks", "lookup", "claims", "looks"),
    ("build", "network", "columns", "rdf"),
    ("tables", "turtle", "jsonld", "layout"),
    ("export", "views", "view_page"),
    ("show", "coverage"),
    ("pages",),
    ("site",),
    ("serve",),
    ("__init__",),
    ("cli",),
    ("reference",),
)


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "naseikg":
            names = node.module.split(".")[1:]
            found.update([names[0]] if names else [alias.name for alias in node.names])
        elif isinstance(node, ast.Import):
            found.update(alias.name.split(".")[1] for alias in node.names if alias.name.startswith("naseikg."))
    return found


def test_every_module_has_its_place_in_the_line(repository: Path) -> None:
    package = repository / "src" / "naseikg"
    modules = {path.stem for path in package.glob("*.py")} | {
        path.parent.name for path in package.glob("*/__init__.py")
    }
    assert modules == {name for layer in LAYERS for name in layer}


def test_no_module_imports_what_comes_after_it(repository: Path) -> None:
    package = repository / "src" / "naseikg"
    place = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    backward = [
        f"{path.relative_to(package)} imports {name}"
        for path in sorted(package.rglob("*.py"))
        for name in sorted(_imports(path))
        if place[name] > place[path.stem if path.parent == package else path.parent.name]
    ]
    assert backward == []


def test_a_module_is_one_idea(repository: Path) -> None:
    long = {
        path.name: lines
        for folder in ("src/naseikg", "tests", "benchmarks")
        for path in sorted((repository / folder).rglob("*.py"))
        if (lines := path.read_text().count("\n")) > 400
    }
    assert long == {}
