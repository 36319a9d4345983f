"""Drawing a tree of texts with lines, as wide as the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Branch", "drawn"]

_NARROWEST = 30


@dataclass(frozen=True, slots=True)
class Branch:
    """What stands at a place of a tree, line by line, and what hangs below it."""

    lines: tuple[str, ...]
    branches: tuple[Branch, ...] = ()


def drawn(branch: Branch, *, width: int) -> str:
    """A tree as text; what is too long goes on in the next line.

    >>> print(drawn(Branch(("top",), (Branch(("one", "more of it")), Branch(("two",)))), width=80))
    top
    ├─ one
    │    more of it
    └─ two
    """
    return "\n".join(line.rstrip() for line in _drawn(branch, "", "", width))


def _drawn(branch: Branch, first: str, rest: str, width: int) -> Iterator[str]:
    # What is said further of a branch stands beside the line down to what hangs below it.
    beside = rest + ("│ " if branch.branches else "  ")
    for place, line in enumerate(branch.lines):
        margin = " " * (len(line) - len(line.lstrip()))
        room = max(width - len(beside) - len(margin) - 2, _NARROWEST)
        start, *more = textwrap.wrap(line.strip(), room, break_on_hyphens=False) or [""]
        yield f"{beside if place else first}{margin}{start}"
        yield from (f"{beside}{margin}  {one}" for one in more)
    for place, one in enumerate(branch.branches, start=1):
        last = place == len(branch.branches)
        yield from _drawn(one, rest + ("└─ " if last else "├─ "), rest + ("   " if last else "│  "), width)
