"""Findings as a reader checks them: the claim, how it is known, where it stands, what supports it."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode

from naseikg.pages.here import Here
from naseikg.pages.markup import Child, Html, joined, tag
from naseikg.pages.wording import counted
from naseikg.vocabulary import NSEI

__all__ = ["basis", "finding_card", "finding_list", "places", "reference_list"]


def finding_card(here: Here, finding: NamedNode) -> Html:
    """A finding with all of its evidence; its anchor is its slug."""
    atlas = here.atlas
    relation, value = atlas.link(finding, NSEI.relation), atlas.link(finding, NSEI.object)
    notes = [one for one in atlas.subjects(NSEI.concerns, finding) if atlas.kind(one) == "note"]
    edge = [
        tag("span", here.link(relation) if relation else None, class_="relation"),
        here.named(value) if value else None,
    ]
    rows: list[tuple[str, Child]] = [
        ("Place", places(here, finding)),
        ("References", _support(here, finding)),
        ("Credited to", _linked(here, finding, NSEI.creditedTo)),
        ("Year given", atlas.text(finding, NSEI.reportedYear)),
        ("About", _metal(atlas.text(finding, NSEI.concernsMetal))),
        ("Notes", joined([here.link(one) for one in atlas.by_label(notes)], ", ") or None),
    ]
    return tag(
        "article",
        tag("p", here.label(finding), " ", basis(here, finding), class_="claim"),
        tag("p", joined([one for one in edge if one], " "), class_="edge"),
        tag("dl", [tag("div", tag("dt", name), tag("dd", value)) for name, value in rows if value], class_="because"),
        id=atlas.slug(finding),
        class_="finding",
    )


def finding_list(here: Here, findings: Sequence[NamedNode]) -> Html:
    """Findings in one line each, linked to where they stand in full."""
    return tag(
        "ul",
        [
            tag("li", here.link(one), " ", basis(here, one), " ", reference_list(here, one), class_="line")
            for one in findings
        ],
        class_="lines",
    )


def basis(here: Here, finding: NamedNode) -> Html | None:
    """How a finding is known, as a mark."""
    found = here.atlas.link(finding, NSEI.basis)
    return tag("span", here.atlas.label(found), class_=f"mark basis-{here.atlas.slug(found)}") if found else None


def places(here: Here, one: NamedNode) -> Html | None:
    """The sentences that carry a finding or note, in the order of the text."""
    atlas = here.atlas
    found = sorted(atlas.links(one, NSEI.evidence), key=lambda sentence: atlas.whole(sentence, NSEI.sentenceStart))
    return joined([here.link(sentence) for sentence in found], "; ") if found else None


def reference_list(here: Here, one: NamedNode, property: NamedNode = NSEI.supportedBy) -> Html | None:
    """The numbers of the references of a finding, linked."""
    found = here.atlas.references(one, property)
    return tag("span", joined([here.number(reference) for reference in found], " "), class_="refs") if found else None


def _support(here: Here, finding: NamedNode) -> Child:
    atlas = here.atlas
    how = atlas.text(finding, NSEI.referenceBasis)
    if atlas.text(finding, NSEI.uncited) == "true":
        return tag("span", "none can be assigned", class_="missing")
    found = atlas.references(finding)
    shown = [here.link(one) for one in found] if len(found) <= 3 else [here.number(one) for one in found]
    many = f"{counted(len(found), 'reference')}: " if len(found) > 3 else None
    return [
        many,
        joined(shown, "; " if len(found) <= 3 else " "),
        tag("span", f" ({how})", class_="quiet") if how else None,
    ]


def _linked(here: Here, one: NamedNode, property: NamedNode) -> Html | None:
    found = here.atlas.links(one, property)
    return joined([here.link(each) for each in found], ", ") if found else None


def _metal(metal: str | None) -> str | None:
    return f"{metal} instead of sodium" if metal else None
