"""A process killed while it writes leaves what was there before or what is new, whole, and nothing that piles up."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from naseikg.asking.store import load_store, write_store
from naseikg.vocabulary import BASE
from smallproject import SmallProject

_BUILDS = 6
#: Where a disk in memory is, which need not be waited for; a kill does not care.
_MEMORY = Path("/dev/shm")


@pytest.fixture
def fast(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the system has one."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if os.access(_MEMORY, os.W_OK) else tmp_path) as folder:
        yield Path(folder)


@pytest.mark.parametrize("kind", ["store", "file", "folder"])
def test_a_writer_killed_before_any_of_its_lines_or_at_random_leaves_old_or_new(
    kind: str, fast: Path, repository: Path
) -> None:
    command = [sys.executable, str(repository / "tests" / "killing.py"), kind, str(fast / "out"), "2023"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    # Once it is new, it stays new, and it becomes so before the last line.
    lines = told["lines"]
    assert len(lines) > 30
    assert lines == sorted(lines, reverse=True)
    assert set(lines) == {"old", "new"}
    assert told["finished"] == "new"
    assert len(told["random"]) == 30
    assert set(told["random"]) <= {"old", "new"}
    # What one writer left goes when the next one writes, however often they are killed.
    assert told["most"] <= 3


def test_a_killed_build_leaves_the_last_graph_or_the_new_one(small: SmallProject, fast: Path) -> None:
    home, out, chance = str(small.project.root), fast / "graph", random.Random(2023)
    command = [sys.executable, "-m", "naseikg.cli", "--project", home, "build", "--out", str(out)]
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    lasts = time.perf_counter() - began
    labels, at = ["sodium metal"], 0
    for count in range(_BUILDS):
        labels.append(f"sodium metal {count}")
        small.edit("substances.yaml", labels[-2], labels[-1])
        building = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with suppress(subprocess.TimeoutExpired):
            building.wait(chance.uniform(0.3, 1.1) * lasts)
        building.kill()
        building.wait()
        # Never an older one again.
        assert labels.index(_label(out)) >= at
        at = labels.index(_label(out))
    subprocess.run(command, check=True, capture_output=True)
    assert _label(out) == labels[-1]
    assert len(os.listdir(out)) == 2


def test_the_first_build_may_be_killed_and_begun_again(fast: Path) -> None:
    # What the killed one left is no file of somebody else.
    out = fast / "graph"
    out.mkdir()
    (out / ".naseikg.lock").touch()
    (out / ".graph-0123456789ab.nq.naseikg-ab12cd_8").write_text("half of")
    (out / "graph-0123456789ab.nq").write_text("whole, yet no manifest names it")
    manifest = write_store((), out, version="1")
    assert sorted(os.listdir(out)) == [manifest.file, "manifest.json"]


def _label(folder: Path) -> str:
    store = load_store(folder)
    sodium = NamedNode(f"{BASE}substance/sodium-metal")
    (label,) = {
        one.object.value
        for one in store.quads_for_pattern(sodium, None, None)
        if isinstance(one.object, Literal) and one.object.value.startswith("sodium metal")
    }
    return label


#: Who writes by other means, and why that may be: nobody reads it before it is whole, or nobody loses by it.
_OTHER_WRITERS = {
    "asking/ondisk.py": "a folder beside, which the manifest names when it is whole",
    "explorer/one_file.py": "a part of a site, whose folder is put in place whole",
    "explorer/write.py": "a part of a site",
    "literature/folders.py": "made-up records, made again from their seed",
    "pages/names.py": "a part of a site",
    "pages/site.py": "a part of a site",
    "reasoning/hermit_process.py": "a folder of its own for one call",
    "reference.py": "pages of the checkout, which git keeps",
}


def test_nothing_else_writes_files(repository: Path) -> None:
    package = repository / "src" / "naseikg"
    writing = re.compile(
        r"""^(?! *(?:>>>|\.\.\.)).*(?:\.write_(?:text|bytes)\(|open\([^()]*"[rbt]*[wxa]|copyfile\(|\.rename\(|os\.replace\()""",
        re.M,
    )
    found = {path.relative_to(package).as_posix() for path in package.rglob("*.py") if writing.search(path.read_text())}
    assert {"writing/folders.py", "pages/site.py"} <= found
    assert found - {"writing/folders.py", "writing/whole.py"} - _OTHER_WRITERS.keys() == set()
