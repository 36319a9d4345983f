"""Curation notes: where the source contradicts itself, slips or leaves something open, and the reading chosen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pyoxigraph import NamedNode

from naseikg.asking.prose import exponents
from naseikg.pages.findings import places
from naseikg.pages.frame import framed
from naseikg.pages.here import Here
from naseikg.pages.markup import Child, Html, joined, tag
from naseikg.pages.parts import filter_box
from naseikg.pages.wording import counted, sentence_case
from naseikg.vocabulary import NSEI, RDF, SKOS

__all__ = ["note_list", "notes_page"]


def note_list(here: Here, notes: Sequence[NamedNode]) -> Html:
    """Notes in short, each linked to the page of all notes."""
    ordered = sorted(notes, key=here.atlas.reading_order)
    return tag(
        "ul",
        [
            tag("li", here.link(one), ": ", exponents(here.atlas.text(one, NSEI.problem) or ""), class_="line")
            for one in ordered
        ],
        class_="lines",
    )


def notes_page(here: Here) -> str:
    """Every note, by class."""
    atlas = here.atlas

    def kind(note: NamedNode) -> tuple[str, NamedNode | None]:
        found = atlas.links(note, RDF.type)
        return (atlas.label(found[0]), found[0]) if found else ("note", None)

    groups = [
        (key, list(members)) for key, members in groupby(sorted(atlas.notes, key=lambda one: kind(one)[0]), key=kind)
    ]
    contents = [
        tag("a", sentence_case(label), tag("span", f" {len(members)}", class_="quiet"), href=f"#{_anchor(label)}")
        for (label, _), members in groups
    ]
    sections = []
    for (label, term), members in groups:
        definition = atlas.text(term, SKOS.definition) if term else None
        cards = [_card(here, one) for one in members]
        heading = tag("h2", sentence_case(label), " ", tag("span", str(len(members)), class_="quiet"))
        sections.append(
            tag(
                "section",
                heading,
                tag("p", definition, class_="quiet") if definition else None,
                cards,
                id=_anchor(label),
                class_="group",
            )
        )
    lead = (
        f"{counted(len(atlas.notes), 'place')} where the source contradicts itself, slips, or leaves something open: "
        "what is printed where, and the reading that was chosen. The findings keep what the source says."
    )
    body = [
        tag("h1", "Curation notes"),
        tag("p", lead, class_="lead"),
        filter_box("notes", "Filter the notes"),
        tag("nav", contents, class_="contents", aria_label="Kinds of notes"),
        tag("div", sections, id="notes", data_items=".note"),
    ]
    return framed(here, title="Curation notes", body=body)


def _card(here: Here, note: NamedNode) -> Html:
    atlas = here.atlas
    concerned = atlas.links(note, NSEI.concerns)
    rows: list[tuple[str, Child]] = [
        ("Problem", exponents(atlas.text(note, NSEI.problem) or "")),
        ("Reading", exponents(atlas.text(note, NSEI.reading) or "")),
        ("Place", places(here, note)),
        ("Concerns", joined([here.link(one) for one in concerned], "; ") if concerned else None),
    ]
    return tag(
        "article",
        tag("h3", here.label(note)),
        tag("dl", [[tag("dt", name), tag("dd", value)] for name, value in rows if value], class_="evidence"),
        id=atlas.slug(note),
        class_="note",
    )


def _anchor(label: str) -> str:
    return "kind-" + label.replace(" ", "-")
