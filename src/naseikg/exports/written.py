"""A file that was written: where it is and how much is in it."""

from __future__ import annotations

from pathlib import Path

__all__ = ["Written"]


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
