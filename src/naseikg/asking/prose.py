"""Plain text for people: names in words, counts with their nouns, exponents raised, lines as wide as the terminal."""

from __future__ import annotations

import re
import textwrap

__all__ = ["counted", "exponents", "in_words", "wrapped"]

_NARROWEST = 30
_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def counted(count: int, noun: str, plural: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "row"), counted(2, "row"), counted(0, "query", "queries")
    ('1 row', '2 rows', '0 queries')
    """
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


def exponents(unit: str) -> str:
    """A text with the exponents of its units raised; names with hyphens stay as they are.

    >>> exponents("about 1.0 mA cm-2 on MOF-199")
    'about 1.0 mA cm⁻² on MOF-199'
    """
    return re.sub(r"\b(cm|m|kg|g|s|K|mol)(-[1-9])\b", lambda match: match[1] + match[2].translate(_SUPERSCRIPT), unit)


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
