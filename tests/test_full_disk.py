"""Where nothing can be written, each verb says so in one line with what to do, and all that was there stays."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from filling import VERBS
from naseikg.cli import main
from smallproject import SmallProject

_STALE = "naseikg: the ontology, records, mappings or checks changed since the last build; run naseikg build\n"
#: The last line of each verb; the place below the folder, what the system says.
_SAID = {
    "build": ("graph", "; free space or give --out another folder"),
    "export": ("graph.ttl", "; give a file in a folder that exists, has space and is yours to write"),
    "views": ("views/layers.html", "; free space or give --out another folder"),
    "accept": ("queries/expected/layers.csv", "; free space, or make the folder yours to write"),
    "site": ("site", "; free space or give another folder"),
}


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that others may enter, which they may not do below the folder of the tests."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def _way_to_mount(folder: Path) -> tuple[str, ...]:
    """What stands before a command that may mount: as root, or as root of a space of its own."""
    for alone in (("unshare", "--mount"), ("unshare", "--map-root-user", "--mount")):
        trial = [*alone, "mount", "-t", "tmpfs", "tmpfs", str(folder)]
        if shutil.which("unshare") and subprocess.run(trial, capture_output=True, check=False).returncode == 0:
            return alone
    return ()


def _told(folder: Path, repository: Path, *alone: str) -> dict[str, dict[str, list[object]]]:
    how = "mount" if alone else "limit"
    command = [*alone, sys.executable, str(repository / "tests" / "filling.py"), str(folder), how]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["changed"] == ["graph", "graph.ttl", "queries", "views"]
    told: dict[str, dict[str, list[object]]] = found["told"]
    return told


def _expected(folder: Path, problem: str) -> dict[str, list[object]]:
    def line(verb: str) -> str:
        place, remedy = _SAID[verb]
        shown = folder / place if verb in ("accept", "site") else place
        return f"{'' if verb == 'build' else _STALE}naseikg: {shown}: cannot be written ({problem}){remedy}\n"

    return {verb: [2, line(verb)] for verb in VERBS}


def test_a_disk_that_takes_nothing_loses_nothing(open_folder: Path, repository: Path) -> None:
    told = _told(open_folder, repository, *_way_to_mount(open_folder))
    said = {
        "limit": "File too large",
        "others": "Permission denied",
        "full": "No space left on device",
        "read-only": "Read-only file system",
    }
    # Who may not mount a small disk sees only what the limit on files and the rights of a folder stand in for.
    assert {"limit"} <= told.keys() <= said.keys()
    for way, found in told.items():
        assert found == _expected(open_folder, said[way]), way


@pytest.mark.parametrize("verb", VERBS)
def test_a_file_in_the_place_of_a_folder_is_left_alone(
    verb: str, ready: SmallProject, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["--project", str(tmp_path), "build"]) == 0
    capsys.readouterr()
    (tmp_path / "file").write_text("mine")
    place = {"export": "file/graph.ttl", "site": "file/site"}.get(verb, "file")
    if verb == "accept":
        (tmp_path / "queries" / "expected").write_text("mine")
    arguments = [*VERBS[verb][:-1], VERBS[verb][-1] if verb == "accept" else place]
    code = main(["--project", str(tmp_path), *arguments])
    said = capsys.readouterr().err
    assert (code, said.count("\n"), "cannot be written (" in said) == (2, 1, True)
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
def test_an_answer_that_cannot_be_written_is_told(ready: SmallProject) -> None:
    assert main(["--project", ".", "build"]) == 0
    for verb in ("query layers", "query --list", "export graph.ttl"):
        command = f"{sys.executable} -m naseikg.cli --project . {verb} > /dev/full"
        done = subprocess.run(command, shell=True, stderr=subprocess.PIPE, text=True, check=False)
        told = "naseikg: the output cannot be written (No space left on device); free space\n"
        assert (done.returncode, done.stderr) == (2, told)
