"""The package as others install it: what the wheel holds, and that it answers without checkout and without Java."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from naseikg.pipeline import Built


@dataclass(frozen=True, kw_only=True)
class Installed:
    """An environment that holds the wheel and what it depends on, and nothing else."""

    folder: Path
    home: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Runs a program of the environment, far from the checkout, with nothing else on its path."""
        folder, environment = self.folder / "bin", {"HOME": str(self.home), "PATH": str(self.folder / "bin")}
        return subprocess.run(
            [str(folder / command[0]), *command[1:]], cwd=self.home, env=environment, capture_output=True, text=True
        )


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source archive, which is built from the checkout."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(repository)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list(out.glob("naseikg-*.tar.gz"))) == 1
    (found,) = out.glob("naseikg-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel in an environment that was empty before."""
    folder, home = tmp_path_factory.mktemp("environment"), tmp_path_factory.mktemp("home")
    # The environment gets no pip of its own and compiles nothing ahead: that is most of the time of an installation.
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "--disable-pip-version-check"]
    command = [*pip, "install", "--quiet", "--no-compile", str(wheel)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return Installed(folder=folder, home=home)


def test_the_wheel_holds_code_data_and_licences_and_nothing_else(wheel: Path, repository: Path) -> None:
    expected = set()
    for folder, place in (("src/naseikg", ""), ("ontology", "data/"), ("queries", "data/"), ("graphs", "data/")):
        for file in (repository / folder).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                expected.add(f"naseikg/{place}{file.relative_to(repository / (folder if not place else ''))}")
    names = set(zipfile.ZipFile(wheel).namelist())
    carried = {name for name in names if name.startswith("naseikg/")}
    manifest = json.loads(zipfile.ZipFile(wheel).read("naseikg/data/graph/manifest.json"))
    graph = {"naseikg/data/graph/manifest.json", f"naseikg/data/graph/graph-{manifest['sha256'][:12]}.nq"}
    assert carried == expected | graph
    assert "naseikg/py.typed" in carried
    (dist_info,) = {name.split("/")[0] for name in names - carried}
    licences = {f"{dist_info}/licenses/LICENSE", f"{dist_info}/licenses/LICENSE-DATA"}
    assert names - carried == licences | {
        f"{dist_info}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt")
    }


def test_the_wheel_carries_the_graph_that_the_records_give(wheel: Path, kg: Built) -> None:
    archive = zipfile.ZipFile(wheel)
    (graph,) = (name for name in archive.namelist() if name.endswith(".nq"))
    assert archive.read(graph).decode() == "".join(f"{quad} .\n" for quad in kg.quads)


def test_no_java_is_on_the_path_of_the_installed_package(installed: Installed) -> None:
    assert shutil.which("java", path=str(installed.folder / "bin")) is None


def test_the_installed_package_lists_its_queries(installed: Installed, repository: Path) -> None:
    done = installed.run("naseikg", "query", "--list")
    assert (done.returncode, done.stderr) == (0, "")
    names = sorted(file.stem for file in (repository / "queries").glob("*.rq"))
    listed = [line.split()[0] for line in done.stdout.splitlines() if line[:1].strip()]
    assert listed[: len(names)] == names


def test_the_installed_package_answers_a_named_query(installed: Installed, repository: Path) -> None:
    name = min(file.stem for file in (repository / "queries").glob("*.rq"))
    done = installed.run("naseikg", "query", name, "--format", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (repository / "queries" / "expected" / f"{name}.csv").read_text()


def test_the_installed_package_shows_a_thing(installed: Installed) -> None:
    done = installed.run("naseikg", "show", "substance/naf")
    assert (done.returncode, done.stderr) == (0, "")
    assert "sodium fluoride" in done.stdout


def test_the_installed_package_answers_in_python(installed: Installed) -> None:
    code = "import naseikg; print(naseikg.query('ASK { ?finding a nsei:Finding }').rows[0][0].value)"
    done = installed.run("python", "-W", "error", "-c", code)
    assert (done.returncode, done.stdout, done.stderr) == (0, "true\n", "")


@pytest.mark.parametrize("name", ["graph.ttl", "graph.gexf", "tables.csv.zip"])
def test_the_installed_package_exports(installed: Installed, name: str) -> None:
    done = installed.run("naseikg", "export", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{name}: ")
    assert (installed.home / name).stat().st_size > 10_000


def test_the_installed_package_writes_the_explorer(installed: Installed) -> None:
    code = (
        "from pathlib import Path; from naseikg.asking.store import load_store; from naseikg.places import project; "
        "from naseikg.explorer.write import write_explorer; where = project(); "
        "write_explorer(load_store(where.graph), where, Path('explore'))"
    )
    done = installed.run("python", "-W", "error", "-c", code)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (installed.home / "explore" / "explorer.js").stat().st_size > 10_000
    assert (installed.home / "explore" / "data" / "pictures" / "everything.json.gz").stat().st_size > 10_000


def test_the_installed_package_names_what_it_does_not_know(installed: Installed) -> None:
    done = installed.run("naseikg", "query", "no-such-query")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("naseikg: no query is called 'no-such-query'")


def _hook(repository: Path, root: Path) -> Any:  # the module has no name by which it is imported
    spec = importlib.util.spec_from_file_location("hatch_build", repository / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.GraphBuildHook(str(root), {}, None, None, str(root), "wheel")


def test_an_editable_install_carries_no_graph(repository: Path) -> None:
    data: dict[str, Any] = {"force_include": {}, "force_include_editable": {}}  # as hatchling hands it over
    hook = _hook(repository, repository)
    hook.initialize("editable", data)
    (folder,) = data["force_include_editable"]
    assert list(Path(folder).iterdir()) == []
    hook.finalize("editable", data, "")
    assert not Path(folder).exists()
    assert data == {"force_include": {}, "force_include_editable": {folder: "naseikg/data"}}


def test_a_wheel_without_the_scripts_of_the_explorer_is_refused(repository: Path, tmp_path: Path) -> None:
    built = tmp_path / "src" / "naseikg" / "explorer" / "built"
    missing = "LICENCES.txt, explorer.css, explorer.js, oxigraph.wasm.gz, worker.js"
    with pytest.raises(RuntimeError) as caught:
        _hook(repository, tmp_path).initialize("standard", {"force_include": {}})
    assert str(caught.value) == f"{built}: lacks {missing}; run 'make web' before the wheel is built"
