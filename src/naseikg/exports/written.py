"""A file that was written: where it is and how much is in it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

__all__ = ["Written", "write_whole"]


class Written(str):
    """A line for the terminal that still knows the path and the size it is made of.

    >>> done = Written(Path("graph.ttl"), "3 triples")
    >>> done, done.size
    ('graph.ttl: 3 triples', '3 triples')
    """

    path: Path
    size: str

    def __new__(cls, path: Path, size: str) -> Written:
        """The line ``path: size``."""
        line = super().__new__(cls, f"{path}: {size}")
        line.path, line.size = path, size
        return line


def write_whole(file: Path, content: bytes) -> None:
    """Writes beside and renames, so that the file is whole whenever it is there."""
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}-", delete=False) as beside:
        try:
            beside.write(content)
            beside.flush()
            os.chmod(beside.name, 0o644)
            os.replace(beside.name, file)
        except BaseException:
            Path(beside.name).unlink(missing_ok=True)
            raise
