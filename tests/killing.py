"""Kills writers, by the signal that nobody can catch, and tells what is on the disk then.

``python tests/killing.py store|file|folder FOLDER SEED`` writes old, then lets children write new that are killed: one
before each line of the code that writes, then many at random moments. It prints what was found after each kill.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from naseikg.asking import store
from naseikg.asking.store import load_store, write_store
from naseikg.vocabulary import GRAPH_ASSERTED, RDFS
from naseikg.writing import folders, locks, whole
from naseikg.writing.folders import new_folder
from naseikg.writing.whole import write_whole

__all__ = ["Killing"]

#: The code that writes; a child is killed before each line of it that it comes to.
_WRITERS = frozenset(module.__file__ for module in (folders, locks, store, whole))
_AT_RANDOM = 30
_FACTS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Killing:
    """What can be written in two versions, and what is found of it: ``old``, ``new``, or the fault."""

    folder: Path
    write: Callable[[str], None]
    found: Callable[[], str]


def _store(folder: Path) -> Killing:
    quads = {
        version: [
            Quad(NamedNode(f"https://example.org/{one}"), RDFS.label, Literal(version), GRAPH_ASSERTED)
            for one in range(_FACTS)
        ]
        for version in ("old", "new")
    }

    def write(version: str) -> None:
        write_store(quads[version], folder, version=version)

    def found() -> str:
        labels = [quad.object for quad in load_store(folder)]
        return next(version for version in quads if labels == [Literal(version)] * _FACTS)

    return Killing(folder=folder, write=write, found=found)


def _file(folder: Path) -> Killing:
    folder.mkdir()
    file = folder / "graph.ttl"
    return Killing(
        folder=folder,
        write=lambda version: write_whole(file, version.encode() * 500_000),
        found=lambda: next(one for one in ("old", "new") if file.read_bytes() == one.encode() * 500_000),
    )


def _folder(folder: Path) -> Killing:
    folder.mkdir()
    out, names = folder / "site", [f"page{one}.html" for one in range(20)]

    def write(version: str) -> None:
        with new_folder(out) as made:
            made.mkdir()
            for name in names:
                (made / name).write_text(version)

    def found() -> str:
        assert sorted(one.name for one in out.iterdir()) == sorted(names)
        (version,) = {(out / name).read_text() for name in names}
        return version

    return Killing(folder=folder, write=write, found=found)


def _killed_at_line(work: Callable[[], None], count: int) -> bool:
    """Whether a child that did the work was killed; it is before its so many-th new line that writes."""
    child = os.fork()
    if child == 0:
        seen: set[tuple[str, int]] = set()

        def trace(frame: FrameType, event: str, _: Any) -> Any:
            if frame.f_code.co_filename not in _WRITERS:
                return None
            if event == "line":
                seen.add((frame.f_code.co_filename, frame.f_lineno))
                if len(seen) == count:
                    os.kill(os.getpid(), signal.SIGKILL)
            return trace

        sys.settrace(trace)
        _work_and_end(work)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _killed_after(work: Callable[[], None], seconds: float) -> bool:
    child = os.fork()
    if child == 0:
        _work_and_end(work)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _work_and_end(work: Callable[[], None]) -> None:
    try:
        work()
    finally:
        os._exit(0)


def main(kind: str, folder: str, seed: str) -> None:
    """Prints what was found after each kill, and how many files lay in the folder at most."""
    killing = {"store": _store, "file": _file, "folder": _folder}[kind](Path(folder))
    killing.write("old")
    clean = sorted(os.listdir(folder))
    most = 0
    at_lines: list[str] = []
    while _killed_at_line(lambda: killing.write("new"), len(at_lines) + 1):
        at_lines.append(killing.found())
        most = max(most, len(os.listdir(folder)))
        if at_lines[-1] == "new":
            killing.write("old")
            assert len(os.listdir(folder)) == len(clean), "a writer that ends well clears what the killed ones left"
    finished = killing.found()
    killing.write("old")
    began = time.perf_counter()
    killing.write("old")
    lasts = time.perf_counter() - began
    chance = random.Random(seed)
    at_random: list[str] = []
    for _ in range(_AT_RANDOM):
        _killed_after(lambda: killing.write("new"), chance.uniform(0, 1.5 * lasts))
        at_random.append(killing.found())
        most = max(most, len(os.listdir(folder)))
        killing.write("old")
    print(json.dumps({"lines": at_lines, "finished": finished, "random": at_random, "most": most - len(clean)}))
    left = sorted(os.listdir(folder))
    assert left == clean, left
    shutil.rmtree(folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
