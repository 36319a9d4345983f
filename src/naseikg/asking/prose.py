"""Plain text for people: names in words, counts with their nouns, lines as wide as the terminal."""

from __future__ import annotations

import re
import textwrap

__all__ = ["counted", "in_words", "wrapped"]

_NARROWEST = 30


def counted(count: int, noun: str, plural: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "row"), counted(2, "row"), counted(0, "query", "queries")
    ('1 row', '2 rows', '0 queries')
    """
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


def in_words(name: str) -> str:
    """The name of a property taken apart.

    >>> in_words("hasComponent")
    'has component'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """The lines of a text; the first begins with ``first``, the others with ``rest``. Words are never cut.

    >>> wrapped("one two three four five six seven eight nine ten", 40, "- ", "  ")
    ['- one two three four five six seven', '  eight nine ten']
    """
    return textwrap.wrap(
        text,
        max(width, _NARROWEST),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
