"""Lists: all things of a kind, all findings by section, all references."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pyoxigraph import NamedNode

from naseikg.atlas import natural
from naseikg.pages.facts import CYCLING_ROWS, condition, cycling_value
from naseikg.pages.findings import basis, places, reference_list
from naseikg.pages.frame import framed
from naseikg.pages.here import Here
from naseikg.pages.markup import Child, Html, joined, table, tag
from naseikg.pages.parts import filter_box
from naseikg.pages.sources import in_reading_order
from naseikg.pages.wording import counted, plural, sentence_case
from naseikg.vocabulary import DCTERMS, NSEI, RDF, SKOS

__all__ = ["findings_page", "kind_page", "references_page"]

Columns = Sequence[tuple[str, Callable[[Here, NamedNode], Child]]]


def kind_page(here: Here, kind: str) -> str:
    """Every thing of a kind in a table."""
    things = sorted(here.atlas.things[kind], key=lambda one: (natural(here.title(one)), one.value))
    columns = _COLUMNS.get(kind, _ANY)
    title = sentence_case(plural(kind))
    rows = [[show(here, one) for _, show in columns] for one in things]
    body = [
        tag("nav", tag("a", "Start", href=here.href("index.html")), class_="trail", aria_label="Trail"),
        tag("h1", title),
        tag("p", counted(len(things), "entry", "entries"), ".", class_="lead"),
        filter_box("things", f"Filter {plural(kind)}"),
        tag("div", table([name for name, _ in columns], rows, caption=title), id="things", data_items="tbody tr"),
    ]
    return framed(here, title=title, body=body)


def findings_page(here: Here) -> str:
    """Every finding, by the section that carries it first; captions stand with their figure."""
    atlas = here.atlas
    groups: dict[NamedNode | None, list[NamedNode]] = {}
    for finding in atlas.findings:
        first = next(iter(in_reading_order(here, atlas.links(finding, NSEI.evidence))), None)
        place = (atlas.link(first, NSEI.inFigure) or atlas.link(first, NSEI.inSection)) if first else None
        groups.setdefault(place, []).append(finding)
    ordered = in_reading_order(here, [one for one in groups if one and atlas.kind(one) == "section"])
    captions = [one for one in groups if one and one not in ordered]
    ordered += sorted(captions, key=lambda one: natural(here.title(one)))
    contents, sections = [], []
    for place in ordered:
        name, anchor = here.title(place), f"in-{atlas.slug(place)}"
        contents.append(tag("a", name, tag("span", f" {len(groups[place])}", class_="quiet"), href=f"#{anchor}"))
        heading = tag("h2", here.link(place, name), " ", tag("span", str(len(groups[place])), class_="quiet"))
        sections.append(tag("section", heading, _finding_table(here, groups[place], name), id=anchor, class_="group"))
    lead = f"{counted(len(atlas.findings), 'finding')} in the order of the text: what is claimed, how it is known, where it stands, and what supports it."
    body = [
        tag("h1", "Findings"),
        tag("p", lead, class_="lead"),
        filter_box("findings", "Filter the findings"),
        tag("nav", contents, class_="contents", aria_label="Sections"),
        tag("div", sections, id="findings", data_items="tbody tr"),
    ]
    return framed(here, title="Findings", body=body)


def _finding_table(here: Here, findings: Sequence[NamedNode], name: str) -> Html:
    rows = [
        (
            here.link(one),
            basis(here, one),
            places(here, one),
            reference_list(here, one) or tag("span", "none", class_="missing"),
        )
        for one in findings
    ]
    return table(("Finding", "Basis", "Place", "References"), rows, caption=f"Findings: {name}")


def references_page(here: Here) -> str:
    """The bibliography in the order of its numbers."""
    atlas = here.atlas
    found = sorted(
        atlas.things.get("reference", ()), key=lambda one: (atlas.whole(one, NSEI.referenceNumber), one.value)
    )
    rows = [
        (
            tag("td", here.number(one), data_sort=atlas.text(one, NSEI.referenceNumber)),
            [
                tag("b", here.link(one, atlas.text(one, DCTERMS.title))),
                tag("br"),
                tag("span", _first_authors(here, one), class_="quiet"),
            ],
            atlas.text(one, NSEI.journal),
            atlas.text(one, NSEI.year),
            here.doi(one) or tag("span", "blank", class_="missing"),
            str(len({*atlas.subjects(NSEI.citesReference, one), *atlas.subjects(NSEI.citesInRange, one)})),
            str(len(atlas.subjects(NSEI.supportedBy, one))),
        )
        for one in found
    ]
    columns = ("No.", "Title and authors", "Journal", "Year", "DOI", "Sentences citing", "Findings")
    body = [
        tag("h1", "References"),
        tag(
            "p",
            counted(len(found), "entry", "entries"),
            " of the bibliography. A DOI stays blank where none is known.",
            class_="lead",
        ),
        filter_box("things", "Filter the references"),
        tag("div", table(columns, rows, caption="References"), id="things", data_items="tbody tr"),
    ]
    return framed(here, title="References", body=body)


def _first_authors(here: Here, one: NamedNode) -> str:
    names = (here.atlas.text(one, NSEI.authorList) or "").split("; ")
    return "; ".join(names) if len(names) <= 3 else f"{names[0]}; {names[1]} and {len(names) - 2} more"


def _name(here: Here, one: NamedNode) -> Child:
    return here.link(one, here.title(one))


def _classes(here: Here, one: NamedNode) -> Child:
    return joined([here.link(each) for each in here.atlas.links(one, RDF.type)], ", ")


def _also(here: Here, one: NamedNode) -> Child:
    return "; ".join(here.atlas.texts(one, SKOS.altLabel))


def _definition(here: Here, one: NamedNode) -> Child:
    return here.atlas.text(one, SKOS.definition)


def _finding_count(here: Here, one: NamedNode) -> Child:
    return str(len(here.atlas.subjects(NSEI.subject, one)) + len(here.atlas.subjects(NSEI.object, one)))


def _holder(here: Here, one: NamedNode) -> Child:
    """Whose quantity, test or comparison it is."""
    atlas = here.atlas
    relations = (NSEI.hasQuantity, NSEI.hasTest, NSEI.comparedIn, *(property for _, property in CYCLING_ROWS))
    return joined(
        [here.link(each) for each in atlas.by_label(s for r in relations for s in atlas.subjects(r, one))], "; "
    )


def _text(property: NamedNode) -> Callable[[Here, NamedNode], Child]:
    return lambda here, one: here.atlas.text(one, property)


def _wide(property: NamedNode) -> Callable[[Here, NamedNode], Child]:
    return lambda here, one: tag("td", here.atlas.text(one, property), class_="wide")


def _links(property: NamedNode) -> Callable[[Here, NamedNode], Child]:
    return lambda here, one: joined([here.named(each) for each in here.atlas.links(one, property)], "; ")


def _cycling(property: NamedNode) -> Callable[[Here, NamedNode], Child]:
    return lambda here, one: cycling_value(here, one, property)


def _value(here: Here, one: NamedNode) -> Child:
    return tag("td", tag("b", here.value(one), class_="value"), data_sort=here.atlas.text(one, NSEI.numericValue))


_FINDINGS = ("Findings", _finding_count)
_ANY: Columns = (("Name", _name), ("Class", _classes), ("Also called", _also), ("What it is", _definition), _FINDINGS)
_COLUMNS: dict[str, Columns] = {
    "substance": (
        ("Name", _name),
        ("Formula", _text(NSEI.formula)),
        ("Class", _classes),
        ("Also called", _also),
        _FINDINGS,
    ),
    "interphase": (
        ("Name", _name),
        ("Class", _classes),
        ("Components", _links(NSEI.hasComponent)),
        ("Formed from", _links(NSEI.formedFrom)),
        _FINDINGS,
    ),
    "quantity": (
        ("Value", _value),
        ("Quantity", _classes),
        ("What it is", _name),
        ("Of", _holder),
        ("Condition", condition),
    ),
    "test": (
        ("Layer or substance", _holder),
        *((name, _cycling(property)) for name, property in CYCLING_ROWS),
        ("Outcome", _wide(NSEI.outcome)),
        ("Test", _name),
    ),
    "comparison": (
        ("Name", _name),
        ("By", _links(NSEI.comparedCharacteristic)),
        ("Greater", _links(NSEI.greater)),
        ("Lesser", _links(NSEI.lesser)),
        ("Similar", _links(NSEI.similar)),
    ),
    "figure": (
        ("Figure", _name),
        ("Depicts", _links(NSEI.depicts)),
        ("Whose work", _links(NSEI.adaptedFrom)),
        ("Year printed", _text(NSEI.copyrightYear)),
    ),
    "group": (
        ("Name", _name),
        ("Also called", _also),
        ("Findings credited", lambda here, one: str(len(here.atlas.subjects(NSEI.creditedTo, one)))),
    ),
    "unit": (
        ("Name", _name),
        ("Symbol", _text(NSEI.symbol)),
        ("Quantities", lambda here, one: str(len(here.atlas.subjects(NSEI.unit, one)))),
    ),
}
