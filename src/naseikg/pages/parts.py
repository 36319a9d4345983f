"""Small parts that several pages share: a filter box, a row of numbers, the way into the explorer."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from pyoxigraph import NamedNode

from naseikg.pages.here import Here
from naseikg.pages.markup import Html, tag
from naseikg.pages.wording import counted
from naseikg.vocabulary import curie

__all__ = ["explorer_line", "filter_box", "numbers"]


def explorer_line(here: Here, one: NamedNode) -> Html:
    """A link that shows a thing or term in the explorer."""
    address = f"explore/index.html#look?view=everything&thing={quote(curie(one), safe='/')}"
    return tag("p", tag("a", "Show in the explorer", href=here.href(address)))


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
