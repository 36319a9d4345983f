"""The page of one thing: what it is, what is said of it, and on what evidence."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from naseikg.explorer.details import upwards
from naseikg.exports.jsonld import write_json_ld
from naseikg.pages.elsewhere import elsewhere
from naseikg.pages.facts import CYCLING_ROWS, cycling_card, facts_about, facts_of, quantity_table
from naseikg.pages.findings import finding_card, finding_list
from naseikg.pages.frame import framed
from naseikg.pages.here import Here
from naseikg.pages.markup import Child, Html, embedded_json, joined, tag
from naseikg.pages.notes import note_list
from naseikg.pages.parts import explorer_line
from naseikg.pages.reasons import Reasons
from naseikg.pages.sources import (
    figure_parts,
    reference_head,
    reference_parts,
    section_parts,
    source_head,
    source_parts,
)
from naseikg.pages.wording import plural, sentence_case
from naseikg.vocabulary import NSEI, RDF, SKOS

__all__ = ["thing_page"]

_CYCLING = frozenset(property for _, property in CYCLING_ROWS) | {NSEI.electrode, NSEI.hasCondition, NSEI.hasResult}
_WITH_OWN_PART = frozenset({NSEI.hasQuantity, NSEI.hasTest})
_OF_FIGURES = frozenset({NSEI.partOf, NSEI.adaptedFrom, NSEI.inSection})

_INFERRED = tag("span", "inferred", class_="mark inferred")

Part = tuple[str, str, Html | None]
Rows = list[tuple[str, Child]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """What the page of a kind shows on top, which parts it adds, and which relations those replace."""

    head: Callable[[Here, NamedNode], Rows] = lambda here, one: []
    parts: Callable[[Here, NamedNode], Iterator[Part]] | None = None
    without: frozenset[NamedNode] = frozenset()


def thing_page(here: Here, one: NamedNode, reasons: Reasons, triples: Iterable[Triple]) -> str:
    """The whole page of a thing, with what the triples say of it as JSON-LD inside."""
    layout = _LAYOUTS.get(here.atlas.kind(one), _Layout())
    parts = [part for part in _parts(here, one, layout, reasons) if part[2]]
    contents = [tag("a", title, href=f"#{anchor}") for anchor, title, _ in parts]
    body = [
        _trail(here, one),
        _title(here, one),
        _identity(here, one, layout.head(here, one), reasons),
        explorer_line(here, one),
        tag("nav", contents, class_="contents", aria_label="On this page") if len(contents) > 1 else None,
        [tag("section", tag("h2", title), content, id=anchor) for anchor, title, content in parts],
    ]
    if not parts:
        body.append(tag("p", "Nothing more is said about it.", class_="quiet"))
    data = json.loads(write_json_ld(triples))
    body.append(embedded_json(data, id="data", media_type="application/ld+json"))
    return framed(here, title=here.title(one), body=body, has_data=True)


def _parts(here: Here, one: NamedNode, layout: _Layout, reasons: Reasons) -> Iterator[Part]:
    atlas = here.atlas
    if layout.parts:
        yield from layout.parts(here, one)
    without = layout.without | _WITH_OWN_PART
    yield "facts", "What is said of it", facts_of(here, one, reasons, without=without)
    values = [fact for fact in atlas.facts_of(one) if fact.property == NSEI.hasQuantity]
    if values and atlas.kind(one) != "test":
        yield "values", "Values", quantity_table(here, values)
    tests = atlas.links(one, NSEI.hasTest)
    shown = [[tag("h3", here.link(test)), cycling_card(here, test)] for test in tests]
    yield "tests", "Cycling tests", joined(shown) if shown else None
    yield "named", "Where it is named", facts_about(here, one, without=layout.without)
    findings = sorted(atlas.subjects(NSEI.subject, one), key=atlas.reading_order)
    cards = [finding_card(here, finding) for finding in findings]
    yield "findings", f"Findings about it ({len(cards)})", joined(cards) if cards else None
    others = sorted(atlas.subjects(NSEI.object, one), key=atlas.reading_order)
    title = f"Findings that name it ({len(others)})"
    yield "findings-naming", title, _folded(finding_list(here, others), len(others)) if others else None
    credited = sorted(atlas.subjects(NSEI.creditedTo, one), key=atlas.reading_order)
    yield "credited", "Findings credited to it", finding_list(here, credited) if credited else None
    notes = [note for note in atlas.subjects(NSEI.concerns, one) if atlas.kind(note) == "note"]
    yield "notes", "Curation notes", note_list(here, notes) if notes else None
    yield "elsewhere", "In other ontologies", elsewhere(atlas, one)


def _folded(content: Html, number: int) -> Html:
    return tag("details", tag("summary", "Show all"), content) if number > 12 else content


def _trail(here: Here, one: NamedNode) -> Html:
    kind = here.atlas.kind(one)
    steps = [
        tag("a", "Start", href=here.href("index.html")),
        tag("a", sentence_case(plural(kind)), href=here.href(f"{kind}/index.html")),
    ]
    return tag("nav", joined(steps, " › "), class_="trail", aria_label="Trail")


def _title(here: Here, one: NamedNode) -> Html:
    formula = here.atlas.text(one, NSEI.formula)
    name = here.title(one)
    return tag(
        "h1",
        sentence_case(name),
        [" ", tag("span", formula, class_="formula")] if formula and formula != name else None,
    )


def _identity(here: Here, one: NamedNode, head: Rows, reasons: Reasons) -> Html:
    atlas = here.atlas
    paths = [_class_path(here, each) for each in atlas.links(one, RDF.type)]
    known = {upper for each in atlas.links(one, RDF.type) for upper in upwards(atlas, each)}
    inferred = atlas.inferred.get(one, {}).get(RDF.type, ())
    roles = atlas.by_label(each for each in inferred if isinstance(each, NamedNode) and each not in known)
    value = here.value(one) if atlas.kind(one) == "quantity" else ""
    rows = [
        *head,
        ("Value", tag("b", value, class_="value") if value else None),
        ("Class", joined(paths, tag("br")) if paths else None),
        (
            "Also a",
            tag(
                "ul",
                [tag("li", here.link(role), " ", _INFERRED, reasons.why(here, one, RDF.type, role)) for role in roles],
                class_="values",
            )
            if roles
            else None,
        ),
        ("Called", ", ".join(atlas.texts(one, SKOS.altLabel)) or None),
        ("Identifier", tag("code", f"{atlas.kind(one)}/{atlas.slug(one)}", title=one.value)),
    ]
    definition = atlas.text(one, SKOS.definition)
    return joined(
        [
            tag("p", definition, class_="lead") if definition else None,
            tag("dl", [[tag("dt", name), tag("dd", value)] for name, value in rows if value], class_="identity"),
        ]
    )


def _class_path(here: Here, one: NamedNode) -> Html:
    """The classes from the widest to the class itself, one way up."""
    return joined([here.link(each) for each in reversed(upwards(here.atlas, one))], " › ")


def _test_parts(here: Here, one: NamedNode) -> Iterator[Part]:
    yield "conditions", "Conditions and results", cycling_card(here, one)


_LAYOUTS = {
    "figure": _Layout(parts=figure_parts, without=_OF_FIGURES),
    "reference": _Layout(head=reference_head, parts=reference_parts, without=frozenset({NSEI.adaptedFrom})),
    "section": _Layout(parts=section_parts, without=_OF_FIGURES),
    "source": _Layout(head=source_head, parts=source_parts),
    "test": _Layout(parts=_test_parts, without=_CYCLING),
}
