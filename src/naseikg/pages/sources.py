"""What the pages of sources show beyond other things: references, the source itself, its sections and figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import NamedNode

from naseikg.atlas import natural
from naseikg.pages.findings import finding_list, reference_list
from naseikg.pages.here import Here
from naseikg.pages.markup import Child, Html, joined, table, tag
from naseikg.pages.wording import counted
from naseikg.vocabulary import BIBO, DCTERMS, NSEI

__all__ = [
    "figure_parts",
    "in_reading_order",
    "locator",
    "reference_head",
    "reference_parts",
    "section_parts",
    "source_head",
    "source_parts",
]

Part = tuple[str, str, Html | None]
Rows = list[tuple[str, Child]]

_DOI_BASIS = {
    "blank": "no DOI is known: looked for and not found",
    "derived-from-article-number": "derived from the article number by a rule of the publisher",
    "printed": "printed in the source",
    "seen": "seen in a bibliographic source",
}


def in_reading_order(here: Here, found: Iterable[NamedNode]) -> list[NamedNode]:
    """Sentences or sections in the order of the text; sections without number come first."""
    atlas = here.atlas

    def key(one: NamedNode) -> tuple[object, ...]:
        number = atlas.text(one, NSEI.sectionNumber) or ""
        parts = tuple(int(part) for part in number.split(".") if part.isdecimal())
        return (parts, atlas.whole(one, NSEI.sentenceStart), one.value)

    return sorted(found, key=key)


def reference_head(here: Here, one: NamedNode) -> Rows:
    """The whole bibliographic entry."""
    atlas = here.atlas
    basis = atlas.text(one, NSEI.doiBasis)
    source = atlas.text(one, NSEI.doiSource)
    slips = [tag("li", slip) for slip in atlas.texts(one, NSEI.printedSlip)]
    doi = here.doi(one)
    return [
        ("Title", tag("b", atlas.text(one, DCTERMS.title))),
        ("Authors", _authors(here, one)),
        ("Published in", [atlas.text(one, NSEI.journal), " ", locator(here, one)]),
        ("DOI", doi or tag("span", "blank", class_="missing")),
        ("DOI basis", [_DOI_BASIS.get(basis or "", basis), f" ({source})" if source else None]),
        ("Printed otherwise", tag("ul", slips, class_="values") if slips else None),
    ]


def locator(here: Here, one: NamedNode) -> Html:
    """Year, volume and pages or article number of a reference."""
    atlas = here.atlas
    pages = atlas.text(one, BIBO.pages) or atlas.text(one, NSEI.articleNumber)
    volume = atlas.text(one, BIBO.volume)
    return joined(
        [tag("b", atlas.text(one, NSEI.year)), *([tag("i", volume)] if volume else []), *([pages] if pages else [])],
        ", ",
    )


def reference_parts(here: Here, one: NamedNode) -> Iterator[Part]:
    """Where a reference is cited, what it supports, and which figure panels are its work."""
    atlas = here.atlas
    inside = atlas.subjects(NSEI.citesInRange, one)
    cited = in_reading_order(here, {*atlas.subjects(NSEI.citesReference, one), *inside})
    items = [
        tag("li", here.link(each), tag("span", " inside a range", class_="quiet") if each in inside else None)
        for each in cited
    ]
    never = tag("p", "No sentence cites this reference.", class_="missing")
    yield "cited", f"Where it is cited ({len(cited)})", tag("ul", items, class_="values") if items else never
    supported = sorted(atlas.subjects(NSEI.supportedBy, one), key=atlas.reading_order)
    yield "supports", f"Findings it supports ({len(supported)})", finding_list(here, supported) if supported else None
    panels = atlas.by_label(atlas.subjects(NSEI.adaptedFrom, one))
    yield "panels", "Figure panels adapted from it", _panels(here, panels) if panels else None


def source_head(here: Here, one: NamedNode) -> Rows:
    """Title, authors, licence and statements of a source."""
    atlas = here.atlas
    return [
        ("Title", tag("b", atlas.text(one, DCTERMS.title))),
        ("Authors", atlas.text(one, NSEI.authorList)),
        ("Affiliations", "; ".join(atlas.texts(one, NSEI.affiliation)) or None),
        ("Posted", " ".join(atlas.texts(one, DCTERMS.publisher) + atlas.texts(one, DCTERMS.issued)) or None),
        ("Peer reviewed", atlas.text(one, NSEI.peerReview)),
        ("DOI", here.doi(one)),
        ("Licence", joined([each.value for each in atlas.links(one, DCTERMS.license)], ", ") or None),
        ("Keywords", ", ".join(atlas.texts(one, DCTERMS.subject)) or None),
        ("Funding", "; ".join(atlas.texts(one, NSEI.funding)) or None),
        ("Statements", " ".join(atlas.texts(one, NSEI.statement)) or None),
    ]


def source_parts(here: Here, one: NamedNode) -> Iterator[Part]:
    """The sections of a source."""
    sections = in_reading_order(here, here.atlas.things.get("section", ()))
    mine = [each for each in sections if here.atlas.slug(each).startswith(f"{here.atlas.slug(one)}-")]
    items = [tag("li", here.named(each)) for each in mine]
    yield "sections", "Sections", tag("ul", items, class_="values") if items else None


def section_parts(here: Here, one: NamedNode) -> Iterator[Part]:
    """The sentences of a section with what was read from each."""
    atlas = here.atlas
    inside = in_reading_order(
        here, [each for each in atlas.subjects(NSEI.partOf, one) if atlas.kind(each) == "section"]
    )
    yield (
        "within",
        "Sections within",
        tag("ul", [tag("li", here.named(each)) for each in inside], class_="values") if inside else None,
    )
    members = atlas.subjects(NSEI.inSection, one)
    figures = sorted(
        (each for each in members if atlas.kind(each) == "figure"), key=lambda each: natural(here.title(each))
    )
    yield (
        "figures",
        "Figures",
        tag("ul", [tag("li", here.named(each)) for each in figures], class_="values") if figures else None,
    )
    yield (
        "sentences",
        "Sentence by sentence",
        _ledger(here, [each for each in members if not atlas.link(each, NSEI.inFigure)]),
    )


def figure_parts(here: Here, one: NamedNode) -> Iterator[Part]:
    """The panels of a figure, or the notice of one panel, and the caption's sentences."""
    atlas = here.atlas
    panels = atlas.subjects(NSEI.partOf, one)
    ordered = sorted(panels, key=lambda each: (atlas.text(each, NSEI.panelLetter) or "", each.value))
    if ordered:
        yield "panels", "Panels", _panels(here, ordered)
    elif atlas.text(one, NSEI.panelLetter):
        yield "panel", "Panel", _panels(here, [one])
    whole = [*atlas.links(one, NSEI.partOf), *atlas.links(one, NSEI.inSection)]
    yield "belongs", "Stands in", tag("p", joined([here.named(each) for each in whole], "; ")) if whole else None
    yield "caption", "Caption, sentence by sentence", _ledger(here, atlas.subjects(NSEI.inFigure, one))


def _ledger(here: Here, members: Sequence[NamedNode]) -> Html | None:
    atlas = here.atlas
    sentences = in_reading_order(here, [each for each in members if atlas.kind(each) == "sentence"])
    return joined([_sentence(here, each) for each in sentences]) if sentences else None


def _sentence(here: Here, one: NamedNode) -> Html:
    atlas = here.atlas
    carried = atlas.subjects(NSEI.evidence, one)
    findings = sorted((each for each in carried if atlas.kind(each) == "finding"), key=atlas.reading_order)
    notes = atlas.by_label(each for each in carried if atlas.kind(each) == "note")
    reason = atlas.text(one, NSEI.withoutClaim)
    cited = reference_list(here, one, NSEI.citesReference)
    return tag(
        "article",
        tag("h3", atlas.label(one), " ", tag("span", counted(len(findings), "finding"), class_="quiet"), " ", cited),
        finding_list(here, findings) if findings else None,
        tag("p", "No finding: ", reason, class_="quiet") if reason else None,
        tag("p", "Notes: ", joined([here.link(each) for each in notes], "; "), class_="quiet") if notes else None,
        id=atlas.slug(one),
        class_="sentence",
    )


def _panels(here: Here, panels: Sequence[NamedNode]) -> Html:
    atlas = here.atlas

    def row(one: NamedNode) -> tuple[Child, ...]:
        references = atlas.references(one, NSEI.adaptedFrom)
        printed, corrected = atlas.text(one, NSEI.printedCopyrightHolder), atlas.text(one, NSEI.copyrightHolder)
        depicted = joined([here.named(each) for each in atlas.links(one, NSEI.depicts)], "; ")
        letter = atlas.text(one, NSEI.panelLetter)
        figure = atlas.link(one, NSEI.partOf)
        number = atlas.text(figure or one, NSEI.figureNumber) or ""
        holder = [printed, tag("span", f" (meant: {corrected})", class_="quiet") if corrected else None]
        return (
            here.link(one, f"{number}{letter or ''}"),
            atlas.label(one),
            depicted,
            joined([here.link(each) for each in references], "; "),
            joined([atlas.text(one, NSEI.copyrightYear), " ", *holder]),
        )

    columns = ("Panel", "What it shows", "Depicts", "Whose work", "Copyright as printed")
    return table(columns, [row(one) for one in panels], caption="Figure panels", class_="plain")


def _authors(here: Here, one: NamedNode) -> Html:
    atlas = here.atlas
    authorships = sorted(
        atlas.subjects(NSEI.authorshipOf, one), key=lambda each: atlas.whole(each, NSEI.authorPosition)
    )
    names = []
    for each in authorships:
        group = atlas.link(each, NSEI.memberOf)
        name = atlas.text(each, NSEI.authorName) or atlas.label(each)
        names.append(here.link(group, name) if group else tag("span", name))
    return joined(names, "; ") if names else tag("span", atlas.text(one, NSEI.authorList))
