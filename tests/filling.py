"""Runs the verbs that write where they cannot, in this process, and tells what they say and whether all is as before.

``python tests/filling.py FOLDER mount|limit``: no file may grow, and then the folders belong to somebody else. With
``mount``, by ``unshare --mount``, the folder becomes a small disk of its own, which is also filled and made read-only.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from naseikg.cli import main as naseikg
from smallproject import write_small_project
from smallsite import files_of, prepared

__all__ = ["VERBS"]

_SIZE = "32m"
_NOBODY = 65534
#: What is written where, below the folder.
VERBS = {
    "build": ("build", "--out", "graph"),
    "export": ("export", "graph.ttl"),
    "views": ("views", "--out", "views"),
    "accept": ("query", "layers", "--accept"),
    "site": ("site", "site"),
}


def _run(home: Path, verb: str) -> tuple[int, str]:
    told = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(told):
        code = naseikg(["--project", str(home), *VERBS[verb]])
    return code, told.getvalue()


@contextmanager
def _full() -> Iterator[None]:
    filler = Path("filler")
    try:
        with filler.open("wb", buffering=0) as file:
            for size in (1 << 16, 1):
                while True:
                    file.write(b"x" * size)
    except OSError:
        pass
    yield
    filler.unlink()


@contextmanager
def _read_only() -> Iterator[None]:
    here = str(Path.cwd())
    subprocess.run(["mount", "-o", "remount,ro", here], check=True)
    yield
    subprocess.run(["mount", "-o", "remount,rw", here], check=True)


@contextmanager
def _no_growth() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _may_be_shut_out() -> bool:
    """Whether this user is stopped by rights, or may become one who is; root of a space of its own is neither."""
    if os.geteuid() != 0:
        return True
    try:
        os.seteuid(_NOBODY)
        os.seteuid(0)
    except OSError:
        return False
    return True


@contextmanager
def _of_others() -> Iterator[None]:
    if os.geteuid() == 0:
        # Nothing stops root, so this is somebody else for a while.
        os.seteuid(_NOBODY)
        yield
        os.seteuid(0)
        return
    folders = [Path(), *(one for one in Path().rglob("*") if one.is_dir())]
    for one in folders:
        one.chmod(0o555)
    yield
    for one in folders:
        one.chmod(0o755)


def main(folder: str, how: str) -> None:
    """Prints, for each way of not being able to write, what each verb says; fails when anything changed."""
    repository = Path(__file__).parent.parent
    if how == "mount":
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SIZE},mode=755", "tmpfs", folder], check=True)
    os.chdir(folder)
    small = prepared(write_small_project(Path(folder), repository / "ontology" / "naseikg.ttl"))
    home = small.project.root
    quick = [verb for verb in VERBS if verb != "site"]
    assert [_run(home, verb) for verb in quick] == [(0, "")] * len(quick)
    # From now on each verb but the first would write what is there; the build would write another graph.
    small.edit("substances.yaml", "sodium fluoride", "sodium fluoride, changed")
    small.edit("interphases.yaml", "sodium fluoride layer", "layer, changed")
    before = files_of(Path())
    told = {}
    ways = {"limit": _no_growth}
    if _may_be_shut_out():
        ways |= {"others": _of_others}
    if how == "mount":
        ways |= {"full": _full, "read-only": _read_only}
    for name, way in ways.items():
        with way():
            told[name] = {verb: _run(home, verb) for verb in VERBS}
        assert files_of(Path()) == before, f"{name}: something changed"
    # With space again, all is as if nothing had been.
    assert [_run(home, verb)[0] for verb in quick] == [0] * len(quick)
    changed = {one for one, content in files_of(Path()).items() if content != before.get(one)}
    print(json.dumps({"told": told, "changed": sorted({one.split("/")[0] for one in changed})}))


if __name__ == "__main__":
    main(*sys.argv[1:])
