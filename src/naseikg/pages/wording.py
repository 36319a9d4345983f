"""Words and signs of the site: the plural of a kind, the exponent of a unit, a count with its noun."""

from __future__ import annotations

import re

__all__ = ["KIND_ORDER", "counted", "exponents", "plural", "sentence_case"]

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
_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


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


def exponents(unit: str) -> str:
    """A text with the exponents of its units raised; names with hyphens stay as they are.

    >>> exponents("about 1.0 mA cm-2 on MOF-199")
    'about 1.0 mA cm⁻² on MOF-199'
    """
    return re.sub(r"\b(cm|m|g|s|K|mol)(-[1-9])\b", lambda match: match[1] + match[2].translate(_SUPERSCRIPT), unit)


def sentence_case(text: str) -> str:
    """The text with its first letter raised; an acronym or formula stays as it is.

    >>> sentence_case("has component")
    'Has component'
    """
    return text[:1].upper() + text[1:]
