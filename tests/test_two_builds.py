"""Several builds at once, in processes of their own, into one folder: they take turns, and a reader sees one graph whole."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from naseikg.asking.store import load_store, manifest_of, write_store
from naseikg.errors import StoreError
from naseikg.vocabulary import GRAPH_ASSERTED, RDFS
from naseikg.writing.folders import new_folder
from naseikg.writing.locks import TURN, turn_in
from naseikg.writing.whole import write_whole
from smallproject import SmallProject

_ROUNDS = 40
_FACTS = 500
#: Writes graphs of which each says one thing only, told apart by writer and round.
_WRITER = f"""
import sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from naseikg.asking.store import write_store
from naseikg.vocabulary import GRAPH_ASSERTED, RDFS
me, folder = sys.argv[1], Path(sys.argv[2])
count = 0
while count < {_ROUNDS} or not Path(sys.argv[2] + ".enough").exists():
    count += 1
    said = Literal(f"{{me}} {{count}}")
    quads = [Quad(NamedNode(f"https://example.org/{{one}}"), RDFS.label, said, GRAPH_ASSERTED) for one in range({_FACTS})]
    write_store(quads, folder, version=said.value, inputs=said.value)
"""
_SITES = f"""
import sys
from pathlib import Path
from naseikg.writing.folders import new_folder
from naseikg.writing.whole import write_whole
count = 0
while count < {_ROUNDS} or not Path(sys.argv[2] + ".enough").exists():
    count += 1
    with new_folder(Path(sys.argv[2])) as folder:
        folder.mkdir()
        for page in range(5):
            (folder / f"{{page}}.html").write_text(f"{{sys.argv[1]}} {{count}}")
    write_whole(Path(sys.argv[2] + ".ttl"), f"{{sys.argv[1]}} {{count}} ".encode() * 1000)
"""


def _beside_each_other(stack: ExitStack, code: str, target: Path) -> list[subprocess.Popen[bytes]]:
    return [
        stack.enter_context(subprocess.Popen([sys.executable, "-c", code, me, str(target)], stderr=subprocess.PIPE))
        for me in ("one", "two", "three")
    ]


def _require_fine(processes: list[subprocess.Popen[bytes]]) -> None:
    assert [(one.communicate()[1], one.returncode) for one in processes] == [(b"", 0)] * len(processes)


def test_builds_at_once_do_not_mix_and_readers_see_one_graph_whole(tmp_path: Path) -> None:
    out = tmp_path / "graph"
    write_store((), out, version="none")
    seen = set()
    with ExitStack() as stack:
        writers = _beside_each_other(stack, _WRITER, out)
        while any(one.poll() is None for one in writers):
            labels = [quad.object for quad in load_store(out)]
            assert labels == labels[:1] * (_FACTS if labels else 0)
            manifest = manifest_of(out)
            assert manifest.version in ("none", manifest.inputs)
            seen.add(manifest.version)
            if len(seen) > 3:
                (tmp_path / "graph.enough").touch()
        _require_fine(writers)
    last = manifest_of(out)
    assert last.inputs == last.version
    assert {quad.object for quad in load_store(out)} == {Literal(last.version)}
    assert sorted(os.listdir(out)) == [last.file, "manifest.json"]


def test_sites_and_files_written_at_once_are_each_whole(tmp_path: Path) -> None:
    out, file, looks = tmp_path / "site", tmp_path / "site.ttl", 0
    with ExitStack() as stack:
        writers = _beside_each_other(stack, _SITES, out)
        while any(one.poll() is None for one in writers):
            if file.exists():
                assert len(set(file.read_text().split(" ")[:-1:2])) == 1
                # Once there, it is there at any moment.
                assert len(os.listdir(out)) == 5
                looks += 1
                if looks > 10:
                    (tmp_path / "site.enough").touch()
        _require_fine(writers)
    assert len({page.read_text() for page in out.iterdir()}) == 1
    assert sorted(os.listdir(tmp_path)) == ["site", "site.enough", "site.ttl"]


def test_the_real_command_side_by_side(small: SmallProject, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "naseikg.cli", "--project", str(small.project.root), "build"]
    with ExitStack() as stack:
        builds = [
            stack.enter_context(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE))
            for _ in range(3)
        ]
        _require_fine(builds)
    out = small.project.graph
    assert sorted(os.listdir(out)) == [manifest_of(out).file, "manifest.json"]
    assert len(load_store(out)) == sum(manifest_of(out).triples.values())


def test_a_build_waits_for_its_turn_and_says_so_when_it_waited_long(tmp_path: Path) -> None:
    with turn_in(tmp_path):
        with pytest.raises(StoreError) as caught, turn_in(tmp_path, patience=0.05):
            pass
        assert str(caught.value) == (
            f"{tmp_path}: another build is still writing there after 0.05 s;"
            " wait until it ends, or give --out another folder"
        )
    assert os.listdir(tmp_path) == []
    with turn_in(tmp_path, patience=0):
        assert os.listdir(tmp_path) == [TURN]


def test_the_lock_of_a_process_that_was_killed_holds_nobody_up(tmp_path: Path) -> None:
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom naseikg.writing.locks import turn_in\n"
        "with turn_in(Path(sys.argv[1])):\n    os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert (done.returncode, os.listdir(tmp_path)) == (-9, [TURN])
    write_store((), tmp_path, version="1")
    assert sorted(os.listdir(tmp_path)) == [manifest_of(tmp_path).file, "manifest.json"]


def test_what_a_living_process_writes_beside_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    living, dead = tmp_path / ".graph.ttl.naseikg-ab12cd_8", tmp_path / ".graph.ttl.naseikg-ab12cd_9"
    theirs = tmp_path / ".graph.ttl.naseikg-notes"
    for one in (dead, theirs):
        one.touch()
    with living.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        write_whole(file, b"new")
        assert sorted(tmp_path.iterdir()) == sorted([file, living, theirs])
    with new_folder(tmp_path / "graph.ttl.d") as folder:
        folder.mkdir()
    write_whole(file, b"newer")
    assert sorted(os.listdir(tmp_path)) == [theirs.name, "graph.ttl", "graph.ttl.d"]


def test_a_reader_whose_graph_was_replaced_between_two_looks_reads_the_new_one(tmp_path: Path) -> None:
    # The very moment: the manifest that was read names a file that is gone, and a new manifest is there.
    first = write_store((), tmp_path, version="1")
    held = (tmp_path / "manifest.json").read_bytes()
    fact = Quad(NamedNode("https://example.org/a"), RDFS.label, Literal("new"), GRAPH_ASSERTED)
    write_store((fact,), tmp_path, version="2")
    new = (tmp_path / "manifest.json").read_bytes()
    assert not (tmp_path / first.file).exists()
    (tmp_path / "manifest.json").write_bytes(held)
    with pytest.raises(StoreError, match=f"{first.file}: is missing or no file"):
        load_store(tmp_path)
    # A pipe gives the old manifest to whoever looks first, and is gone then.
    (tmp_path / "manifest.json").unlink()
    os.mkfifo(tmp_path / "manifest.json")
    code = (
        "import os, sys\nfrom pathlib import Path\nhere = Path(sys.argv[1])\n"
        "pipe = (here / 'manifest.json').open('wb')\n"
        "(here / 'next').write_bytes(bytes.fromhex(sys.argv[3]))\n(here / 'next').replace(here / 'manifest.json')\n"
        "pipe.write(bytes.fromhex(sys.argv[2]))\npipe.close()"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path), held.hex(), new.hex()]):
        assert list(load_store(tmp_path)) == [fact]
