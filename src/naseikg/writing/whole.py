"""A file that is whole whenever it is there: written beside, brought to the disk, then renamed."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from naseikg.writing.locks import take

__all__ = ["FOLDER", "beside", "clear_leftovers", "is_leftover", "settle", "write_whole"]

#: What the folder that belongs to a file beside is called after it; see `folders.new_folder`.
FOLDER = ".new"
_MARK = ".naseikg-"
_LEFTOVER = re.compile(r"\.(.+)\.naseikg-[a-z0-9_]{8}(?:\.new)?", re.S)


def write_whole(file: Path, content: bytes) -> None:
    """Writes a file; what was there stays in place until the new one is whole and on the disk.

    Raises:
        OSError: the file cannot be written; then nothing has changed.
    """
    with beside(file) as (open_file, path):
        open_file.write(content)
        open_file.flush()
        os.fchmod(open_file.fileno(), 0o644)
        os.fsync(open_file.fileno())
        path.replace(file)
        settle(file.parent)


@contextmanager
def beside(target: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A new file next to another, hidden and locked; when it is not renamed away, it goes at the end.

    What killed processes left beside the same target goes too.
    """
    clear_leftovers(target.parent, target.name)
    descriptor, path = _new(target)
    with os.fdopen(descriptor, "wb") as open_file:
        try:
            yield open_file, path
        finally:
            path.unlink(missing_ok=True)


def clear_leftovers(folder: Path, name: str | None = None) -> None:
    """Deletes what killed processes left in a folder beside the target of a name, or beside any.

    What a living process writes is locked, and stays.
    """
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return
    for path in found:
        match = _LEFTOVER.fullmatch(path.name)
        if match and not path.name.endswith(FOLDER) and name in (None, match[1]):
            _clear(path, target=folder / match[1])


def is_leftover(name: str) -> bool:
    """Whether a file of that name is one that only a killed process leaves.

    >>> is_leftover(".graph.ttl.naseikg-k3_x9a0b"), is_leftover("graph.ttl")
    (True, False)
    """
    return _LEFTOVER.fullmatch(name) is not None


def settle(folder: Path) -> None:
    """Brings the names in a folder to the disk, where the system can do so."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _new(target: Path) -> tuple[int, Path]:
    while True:
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}{_MARK}")
        try:
            take(descriptor)
        except BlockingIOError:
            # Another writer takes the file, not locked yet, for a leftover.
            os.close(descriptor)
            continue
        except OSError:
            pass  # no locks here, so nobody clears
        if os.path.exists(name):
            return descriptor, Path(name)
        os.close(descriptor)


def _clear(path: Path, *, target: Path) -> None:
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return
    try:
        take(descriptor)
        folder = path.with_name(path.name + FOLDER)
        if (folder / "old").exists() and not target.exists():
            # Killed between two renames, on a system that cannot swap folders.
            (folder / "old").rename(target)
        shutil.rmtree(folder, ignore_errors=True)
        path.unlink(missing_ok=True)
    except OSError:
        # It is locked, or cannot be: it may be in use.
        return
    finally:
        os.close(descriptor)
