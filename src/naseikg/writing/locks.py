"""Locks that the system takes back from a process however it ends, so that none is ever stale."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from naseikg.errors import StoreError

__all__ = ["TURN", "take", "turn_in"]

#: The file that is locked by whoever has the turn in a folder; it goes when the turn ends.
TURN = ".naseikg.lock"
_BETWEEN_LOOKS = 0.02


def take(descriptor: int) -> None:
    """Locks an open file for this process; closing the file gives the lock back, and so does the end of the process.

    Raises:
        BlockingIOError: another process holds the lock, or this one through another opening of the file.
        OSError: the system or the file system has no locks.
    """
    try:
        import fcntl  # not on Windows
    except ImportError as error:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS)) from error
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def turn_in(folder: Path, *, patience: float = 60.0) -> Iterator[None]:
    """Lets one writer at a time into a folder; the others wait for their turn.

    Where there are no locks everybody is let in, as every file is still put in place whole.

    Raises:
        StoreError: another writer kept the turn for longer than ``patience``, in seconds.
        OSError: the folder cannot be written.
    """
    file = folder / TURN
    until = time.monotonic() + patience
    while (descriptor := _taken(file)) is None:
        if time.monotonic() > until:
            raise StoreError(
                f"{folder}: another build is still writing there after {patience:g} s;"
                " wait until it ends, or give --out another folder"
            )
        time.sleep(_BETWEEN_LOOKS)
    try:
        yield
    finally:
        with suppress(OSError):
            file.unlink()
        os.close(descriptor)


def _taken(file: Path) -> int | None:
    """The locked file, opened; nothing while another has it."""
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        # Another user was killed here; their file can be locked all the same.
        descriptor = os.open(file, os.O_RDONLY | os.O_CREAT)
    try:
        take(descriptor)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError:
        return descriptor
    if _is_gone(file, descriptor):
        # Whoever had the turn before took the file away while this one waited for its lock.
        os.close(descriptor)
        return None
    return descriptor


def _is_gone(file: Path, descriptor: int) -> bool:
    try:
        return not os.path.samestat(file.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return True
