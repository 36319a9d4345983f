"""Rules of the whole project: what may stand in its files, which names are public, which versions agree."""

from __future__ import annotations

import argparse
import ast
import os
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from naseikg.cli import parser
from naseikg.exports.export import SUFFIXES
from naseikg.places import project
from naseikg.reading.text import SourceText
from naseikg.reasoning.ontology import load_ontology
from naseikg.vocabulary import OWL, RDF

_RUN = 11
_TEXTS = {".csv", ".html", ".json", ".md", ".py", ".rq", ".ts", ".ttl", ".yaml"}


@pytest.fixture(scope="module")
def files(repository: Path) -> list[Path]:
    """What is committed, or would be with the next commit."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=repository, check=True, capture_output=True, text=True).stdout
    return sorted(path for name in listed.split("\0") if name and (path := repository / name).is_file())


def test_ci_runs_make_test_and_nothing_else(repository: Path) -> None:
    script = repository / ".ci" / "run"
    lines = [line for line in script.read_text().splitlines() if line and not line.startswith("#")]
    assert lines == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "exec make test"]
    assert script.stat().st_mode & 0o111


def test_no_file_names_a_machine_or_a_registry(files: list[Path], repository: Path) -> None:
    # Written apart, so that this file does not name them.
    folders = "|".join(("work", "home", "root", "Users", "farm", "opt"))
    hosts = "|".join(("py" + "pi", "pythonhosted", "npm" + "js", "artifac" + "tory", "crates" + r"\.io"))
    forbidden = re.compile(rf"(?<![\w.~)])/(?:{folders})/\w+|\b[\w.-]*(?:{hosts})[\w-]*\.(?:org|com|io|net)\b")
    found = []
    for path in files:
        for number, line in enumerate(path.read_bytes().decode(errors="replace").splitlines(), start=1):
            found += [f"{path.relative_to(repository)}:{number}: {match[0]}" for match in forbidden.finditer(line)]
    assert found == []


def test_no_file_holds_a_run_of_the_reviews_words(files: list[Path], repository: Path, review: SourceText) -> None:
    runs = set(_runs(" ".join(one.text for one in sorted(review.passages, key=lambda one: one.start))))
    found = {
        str(path.relative_to(repository)): min(shared)
        for path in files
        if path.suffix in _TEXTS and (shared := runs.intersection(_runs(path.read_text())))
    }
    assert found == {}


def _runs(text: str) -> Iterator[str]:
    words = re.findall(r"\w+", text.lower())
    for start in range(len(words) - _RUN + 1):
        yield " ".join(words[start : start + _RUN])


def test_what_the_documents_tell_you_to_make_is_not_committed(repository: Path) -> None:
    made = ["review.txt", "note.txt", "mine.rq", "rolled.rq", "views/tin.html", "layers.csv"]
    made += [f"graph{suffix}" for suffix in SUFFIXES]
    command = ["git", "check-ignore", "--no-index", "--", *made]
    ignored = subprocess.run(command, cwd=repository, capture_output=True, text=True).stdout.split()
    assert ignored == made


def test_nothing_of_the_repository_is_ignored(repository: Path) -> None:
    command = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]
    listed = subprocess.run(command, cwd=repository, check=True, capture_output=True, text=True).stdout.split()
    assert listed == []


def _alone() -> dict[str, str]:
    """The environment without what an outer make, such as `make test`, puts there for an inner one."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}


def test_make_help_says_one_line_of_every_target(repository: Path) -> None:
    targets = re.search(r"^\.PHONY: (.*)$", (repository / "Makefile").read_text(), flags=re.M)
    assert targets is not None
    done = subprocess.run(["make", "help"], cwd=repository, check=True, capture_output=True, text=True, env=_alone())
    said = re.findall(r"^  make ([a-z]+) +\S.*$", done.stdout, flags=re.M)
    assert len(said) == len(done.stdout.splitlines())
    assert sorted(said) == sorted(set(targets[1].split()) - {"apache", "browser", "engines"})


def test_make_names_a_python_that_does_not_exist(repository: Path, tmp_path: Path) -> None:
    command = ["make", "install", "PYTHON=/nope/python", f"VENV={tmp_path / 'new'}"]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, env=_alone())
    assert (done.returncode, done.stdout) == (2, "/nope/python does not exist. Give PYTHON=/path/to/python3.11\n")


def test_nothing_of_others_is_vendored(files: list[Path], repository: Path) -> None:
    parts = {"bower_components", "dist", "node_modules", "third_party", "vendor", "vendored"}
    names = re.compile(
        r"\.min\.(js|css)$|^(bootstrap|d3|jquery|vis-network|cytoscape)\b.*\.(js|css)$|\.(woff2?|jar|whl)$"
    )
    found = [
        str(path.relative_to(repository))
        for path in files
        if parts.intersection(path.relative_to(repository).parts) or names.search(path.name)
    ]
    assert found == []


def _modules() -> list[Path]:
    return sorted((Path(__file__).parent.parent / "src" / "naseikg").rglob("*.py"))


def _named(module: Path) -> str:
    return str(module.relative_to(Path(__file__).parent.parent / "src"))


@pytest.mark.parametrize("module", _modules(), ids=_named)
def test_a_module_lists_its_public_names_sorted(module: Path) -> None:
    defined, listed = _definitions(ast.parse(module.read_text()))
    # The name of a type is for the module's own signatures, unless the module offers it.
    public = {name for name, is_type in defined.items() if not name.startswith("_") and not is_type}
    assert sorted(public - set(listed)) == []
    assert sorted(set(listed) - defined.keys() - _passed_on(module)) == []
    assert listed == sorted(listed, key=_natural)
    assert len(listed) == len(set(listed))


def _passed_on(module: Path) -> set[str]:
    """What a package offers that its modules define; only a package passes on what it imports."""
    nodes = ast.parse(module.read_text()).body if module.name == "__init__.py" else []
    found = (node for node in nodes if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("naseikg."))
    return {alias.name for node in found for alias in node.names}


def test_a_module_imports_only_what_another_offers() -> None:
    listed = {_named(path).removeprefix("naseikg/").removesuffix(".py").replace("/", "."): path for path in _modules()}
    offered = {name: _definitions(ast.parse(path.read_text()))[1] for name, path in listed.items()}
    found = []
    for path in _modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("naseikg."):
                source = (node.module or "").removeprefix("naseikg.")
                found += [
                    f"{_named(path)}: {source}.{alias.name}"
                    for alias in node.names
                    if source in offered and alias.name not in offered[source]
                ]
    assert found == []


def _definitions(tree: ast.Module) -> tuple[dict[str, bool], list[str]]:
    """The names that a module defines, with whether each is the name of a type, and its ``__all__``."""
    defined: dict[str, bool] = {}
    listed: list[str] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            defined[node.name] = False
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            defined[node.target.id] = False
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id == "__all__":
                    listed = list(ast.literal_eval(node.value))
                elif isinstance(target, ast.Name):
                    defined[target.id] = bool(re.fullmatch(r"[A-Z]|[A-Z][a-z]\w*", target.id))
    return defined, listed


def _natural(name: str) -> tuple[int, str]:
    """Constants, then classes, then functions, as ruff sorts them."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def test_the_source_distribution_has_every_folder_that_is_committed(files: list[Path], repository: Path) -> None:
    """Its tests run from it, and they read the queries, the documents and the redirects."""
    declared = tomllib.loads((repository / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["sdist"]
    folders = {path.relative_to(repository).parts[0] for path in files if path.parent != repository}
    assert {one.removeprefix("/") for one in declared["include"]} >= {one for one in folders if one[0] != "."}


def test_the_versions_agree(repository: Path) -> None:
    version = tomllib.loads((repository / "pyproject.toml").read_text())["project"]["version"]
    ontology = load_ontology(project(repository).ontology)
    ((term, _),) = ontology.subjects(RDF.type, OWL.Ontology)
    (version_iri,) = ontology.values(term, OWL.versionIRI)
    citation = yaml.safe_load((repository / "CITATION.cff").read_text())
    newest = re.search(r"^## (\S+)", (repository / "CHANGELOG.md").read_text(), flags=re.M)
    assert newest is not None
    assert {
        "pyproject.toml": version,
        "versionInfo": ontology.text(term, OWL.versionInfo),
        "versionIRI": version_iri.value.removeprefix("https://w3id.org/naseikg/ontology/"),
        "CITATION.cff": str(citation["version"]),
        "CHANGELOG.md": newest[1],
    } == dict.fromkeys(("pyproject.toml", "versionInfo", "versionIRI", "CITATION.cff", "CHANGELOG.md"), version)


def _verbs() -> dict[str, argparse.ArgumentParser]:
    (action,) = (one for one in parser()._actions if isinstance(one, argparse._SubParsersAction))
    return dict(action.choices)


@pytest.mark.parametrize("verb", sorted(_verbs()))
def test_a_verb_has_help_for_everything_and_examples_that_parse(verb: str) -> None:
    one = _verbs()[verb]
    assert re.fullmatch(r"[A-Z].*\.", one.description or "")
    assert [action.dest for action in one._actions if not action.help] == []
    examples = [line.strip() for line in (one.epilog or "").splitlines()[1:]]
    assert examples
    for example in examples:
        words = shlex.split(re.sub(r" [<>] \S+$", "", example))
        assert words[:2] == ["naseikg", verb]
        parser().parse_args(words[1:])


def test_the_data_and_the_code_have_their_licences(repository: Path) -> None:
    declared = tomllib.loads((repository / "pyproject.toml").read_text())["project"]
    assert declared["license-files"] == ["LICENSE", "LICENSE-DATA"]
    assert (repository / "LICENSE").read_text().startswith("MIT License")
    licence = (repository / "LICENSE-DATA").read_text()
    assert "creativecommons.org/licenses/by/4.0" in licence
    assert "10.20944/preprints202305.1544.v1" in licence
