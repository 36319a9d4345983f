"""A folder that is whole whenever it is there: filled beside, then swapped with the old one in one step."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from naseikg.writing.whole import FOLDER, beside, settle

__all__ = ["new_folder"]

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
#: The place is taken by now.
_TAKEN = (errno.EEXIST, errno.ENOTEMPTY)


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """A folder to fill, not yet made, that takes the place of ``out`` when all went well; the old one goes.

    On Linux the two are swapped in one step. Elsewhere there is a moment without either, and the old one is put back
    by the next writer when the process is killed in it.

    Raises:
        OSError: the folder cannot be put in place; then the old one is still there.
    """
    with beside(out) as (_, path):
        around = path.with_name(path.name + FOLDER)
        around.mkdir()
        try:
            whole = around / "whole"
            yield whole
            _put_in_place(whole, out, aside=around / "old")
            settle(out.parent)
        finally:
            shutil.rmtree(around, ignore_errors=True)


def _put_in_place(whole: Path, out: Path, *, aside: Path) -> None:
    # Again and again, as others may put theirs in the same place at the same time.
    while not _renamed(whole, out, aside=aside):
        if _exchanged(whole, out):
            return
        with suppress(FileNotFoundError):
            out.rename(aside)


def _renamed(whole: Path, out: Path, *, aside: Path) -> bool:
    """Puts a folder where there is none, or an empty one; the one that was put aside comes back when that fails."""
    try:
        whole.rename(out)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        if aside.exists() and not out.exists():
            aside.rename(out)
        raise
    return True


def _exchanged(one: Path, other: Path) -> bool:
    """Swaps two folders in one step, where the system can."""
    if sys.platform != "linux":
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    done: int = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return done == 0
