"""Small parts that several pages share: a filter box, a row of numbers."""

from __future__ import annotations

from collections.abc import Iterable

from naseikg.pages.markup import Html, tag
from naseikg.pages.wording import counted

__all__ = ["filter_box", "numbers"]


def filter_box(target: str, label: str) -> Html:
    """A box that hides the items of an element which do not hold the words typed; the script makes it appear."""
    box = tag("input", type="search", placeholder=label, aria_label=label, autocomplete="off", spellcheck="false")
    count = tag("span", role="status", class_="quiet")
    return tag("p", box, " ", count, class_="filter", data_filters=target, hidden="")


def numbers(counts: Iterable[tuple[int, str, str]]) -> Html:
    """Big numbers with what they count, each a link."""
    items = []
    for number, noun, href in counts:
        figure, _, words = counted(number, noun).partition(" ")
        items.append(tag("li", tag("a", tag("b", figure), " ", words, href=href)))
    return tag("ul", items, class_="numbers")
