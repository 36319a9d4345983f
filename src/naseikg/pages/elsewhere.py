"""What a thing or term is called in other ontologies, as part of a page."""

from __future__ import annotations

from pyoxigraph import NamedNode

from naseikg.atlas import Atlas
from naseikg.linking.counterparts import Counterpart, counterparts_from
from naseikg.pages.markup import Html, joined, tag

__all__ = ["elsewhere", "elsewhere_line"]


def elsewhere(atlas: Atlas, one: NamedNode) -> Html | None:
    """The counterparts of a thing as a list, the nearest first; nothing when it has none."""
    rows = [
        tag("li", _link(found), ", ", found.source, " ", tag("span", found.relation, class_="mark"))
        for found in _counterparts(atlas, one)
    ]
    return tag("ul", rows, class_="values") if rows else None


def elsewhere_line(atlas: Atlas, one: NamedNode) -> Html | None:
    """The counterparts of a term in one line, for lists."""
    found = [joined([_link(each), f" ({each.relation}, {each.source})"]) for each in _counterparts(atlas, one)]
    return tag("p", "Elsewhere: ", joined(found, "; "), class_="quiet") if found else None


def _link(found: Counterpart) -> Html:
    return tag("a", found.label, href=found.iri.value, rel="noopener external", title=found.iri.value)


def _counterparts(atlas: Atlas, one: NamedNode) -> tuple[Counterpart, ...]:
    return counterparts_from(lambda subject, property: atlas.mapped.get(subject, {}).get(property, ()), one)
