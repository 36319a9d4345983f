"""Bracketed reference numbers in running text, with ranges written out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from naseikg.errors import TextError

__all__ = ["Citation", "citations_in", "expand_numbers"]

_BRACKET = re.compile(r"\[(\d+(?:\s*[-–,]\s*\d+)*)\]")
_RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One bracket of the text: where it stands and which references it means."""

    start: int
    end: int
    printed: str
    numbers: tuple[int, ...]

    @property
    def ranged(self) -> frozenset[int]:
        """The numbers that are not printed themselves, only meant by a range.

        >>> sorted(citations_in("[45-47]")[0].ranged)
        [46]
        """
        return frozenset(self.numbers) - {int(one) for one in re.findall(r"\d+", self.printed)}


def citations_in(text: str, *, offset: int = 0) -> tuple[Citation, ...]:
    """Every citation bracket of a text, in order.

    ``offset`` is added to the positions, so that they count in the text the piece was cut from.

    >>> [c.numbers for c in citations_in("hosts [42, 46-48] and films [93]")]
    [(42, 46, 47, 48), (93,)]

    Raises:
        TextError: a range runs backwards.
    """
    return tuple(
        Citation(
            start=offset + match.start(),
            end=offset + match.end(),
            printed=match.group(1),
            numbers=expand_numbers(match.group(1)),
        )
        for match in _BRACKET.finditer(text)
    )


def expand_numbers(printed: str) -> tuple[int, ...]:
    """The reference numbers that the inside of a bracket stands for.

    >>> expand_numbers("45-47")
    (45, 46, 47)

    Raises:
        TextError: a range runs backwards.
    """
    return tuple(_numbers(printed))


def _numbers(printed: str) -> Iterator[int]:
    for part in printed.split(","):
        bounds = _RANGE.fullmatch(part.strip())
        if bounds is None:
            yield int(part)
            continue
        low, high = int(bounds[1]), int(bounds[2])
        if low > high:
            raise TextError(f"citation range {part.strip()} runs backwards; write the lower number first")
        yield from range(low, high + 1)
