"""Words and signs of the site: the plural of a kind, a count with its noun."""

from __future__ import annotations

__all__ = ["KIND_ORDER", "counted", "plural", "sentence_case"]

#: The kinds that most readers look for, in the order in which they are offered; the rest follows by name.
KIND_ORDER = (
    "interphase",
    "substance",
    "test",
    "quantity",
    "phenomenon",
    "strategy",
    "mechanism",
    "method",
    "requirement",
    "characteristic",
    "comparison",
    "open-challenge",
    "figure",
    "group",
    "reference",
    "section",
)
_PLURALS = {
    "basis": "bases of knowledge",
    "cell": "cells and batteries",
    "component": "cell components",
    "group": "research groups",
    "interphase": "layers (interphases)",
    "phenomenon": "phenomena",
    "quantity": "quantities",
    "strategy": "strategies",
    "test": "cycling tests",
}


def plural(kind: str) -> str:
    """What many things of a kind are called.

    >>> plural("open-challenge"), plural("phenomenon")
    ('open challenges', 'phenomena')
    """
    return _PLURALS.get(kind) or f"{kind.replace('-', ' ')}s"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "finding"), counted(1243, "finding"), counted(0, "query", "queries")
    ('1 finding', '1,243 findings', '0 queries')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def sentence_case(text: str) -> str:
    """The text with its first letter raised; an acronym or formula stays as it is.

    >>> sentence_case("has component")
    'Has component'
    """
    return text[:1].upper() + text[1:]
