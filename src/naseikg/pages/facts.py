"""What the graph says of one thing, relation by relation, with the evidence of each edge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from pyoxigraph import NamedNode

from naseikg.atlas import Fact
from naseikg.pages.here import Here
from naseikg.pages.markup import Child, Html, joined, table, tag
from naseikg.pages.reasons import Reasons
from naseikg.pages.wording import counted
from naseikg.vocabulary import NSEI, RDF

__all__ = ["CYCLING_ROWS", "condition", "cycling_card", "cycling_value", "facts_about", "facts_of", "quantity_table"]

#: What a cycling test states or leaves open, in the order in which it is shown.
CYCLING_ROWS = (
    ("Cell", NSEI.cellConfiguration),
    ("Current density", NSEI.currentDensity),
    ("Areal capacity", NSEI.arealCapacity),
    ("Lifetime", NSEI.lifetime),
    ("Cycles", NSEI.cycleCount),
    ("Coulombic efficiency", NSEI.coulombicEfficiency),
    ("Electrolyte", NSEI.electrolyte),
    ("Temperature", NSEI.temperature),
)
_COMPARED = frozenset({NSEI.greater, NSEI.lesser, NSEI.similar})
_MANY = 8


def facts_of(
    here: Here, one: NamedNode, reasons: Reasons, *, without: frozenset[NamedNode] = frozenset()
) -> Html | None:
    """What is said of a thing: each relation with its objects, and why those hold that were inferred."""
    found = [fact for fact in here.atlas.facts_of(one) if fact.property not in without]
    return _groups(here, found, lambda fact: fact.object, here.link, reasons)


def facts_about(here: Here, one: NamedNode, *, without: frozenset[NamedNode] = frozenset()) -> Html | None:
    """Where a thing is the object: each relation with its subjects."""
    compared = {fact.object for fact in here.atlas.facts_of(one) if fact.property == NSEI.comparedIn}
    found = [
        fact
        for fact in here.atlas.facts_about(one)
        if fact.property not in without and not (fact.property in _COMPARED and fact.subject in compared)
    ]

    def heading(relation: NamedNode) -> Child:
        label = here.link(relation)
        return [label, " in"] if relation in _COMPARED else [tag("span", "… ", class_="quiet"), label, " this"]

    return _groups(here, found, lambda fact: fact.subject, heading)


def _groups(
    here: Here,
    facts: Sequence[Fact],
    far: Callable[[Fact], NamedNode],
    heading: Callable[[NamedNode], Child],
    reasons: Reasons | None = None,
) -> Html | None:
    if not facts:
        return None
    rows = []
    for (inferred, relation), members in groupby(facts, key=lambda fact: (fact.inferred, fact.property)):
        items = [tag("li", here.named(far(fact)), _evidence(here, fact), _why(here, fact, reasons)) for fact in members]
        mark = tag("span", "inferred", class_="mark inferred") if inferred else None
        shown: Child = tag("ul", items, class_="values")
        if len(items) > _MANY and inferred:
            shown = tag("details", tag("summary", counted(len(items), "thing")), shown)
        rows.append([tag("dt", heading(relation), " " if mark else None, mark), tag("dd", shown)])
    return tag("dl", rows, class_="facts")


def _why(here: Here, fact: Fact, reasons: Reasons | None) -> Html | None:
    return reasons.why(here, fact.subject, fact.property, fact.object) if reasons and fact.inferred else None


def _evidence(here: Here, fact: Fact) -> Html | None:
    findings = here.atlas.evidence(fact)
    if not findings:
        return None
    references = sorted(
        {one for finding in findings for one in here.atlas.references(finding)},
        key=lambda one: here.atlas.whole(one, NSEI.referenceNumber),
    )
    address = here.atlas.address(findings[0])
    words = counted(len(findings), "finding")
    link = tag("a", words, href=here.href(address), class_="basis") if address else None
    shown = references[:6]
    more = f" +{len(references) - 6}" if len(references) > 6 else None
    return tag("span", " ", joined([here.number(one) for one in shown], " "), more, " ", link, class_="refs")


def quantity_table(here: Here, facts: Sequence[Fact]) -> Html:
    """Quantities with their kind, value, condition and evidence."""
    rows = [
        (
            _quantity_kind(here, fact.object),
            tag("b", here.link(fact.object, here.value(fact.object)), class_="value"),
            condition(here, fact.object),
            here.label(fact.object),
            _evidence(here, fact),
        )
        for fact in facts
    ]
    return table(("Quantity", "Value", "Condition", "What it is", "Evidence"), rows, caption="Values", class_="plain")


def condition(here: Here, quantity: NamedNode) -> Child:
    """Under which conditions a quantity holds."""
    under = [here.named(one) for one in here.atlas.links(quantity, NSEI.under)]
    text = here.atlas.text(quantity, NSEI.conditionText)
    return joined([*under, *([text] if text else [])], "; ") or tag("span", "none given", class_="quiet")


def cycling_card(here: Here, test: NamedNode) -> Html:
    """A cycling test: every condition, those the source does not state included."""
    atlas = here.atlas
    boxes = [
        tag("div", tag("dt", name), tag("dd", cycling_value(here, test, property))) for name, property in CYCLING_ROWS
    ]
    electrode = atlas.link(test, NSEI.electrode)
    if electrode:
        boxes.append(tag("div", tag("dt", "Electrode"), tag("dd", here.named(electrode))))
    outcome = atlas.text(test, NSEI.outcome)
    return tag(
        "div", tag("dl", boxes, class_="conditions"), tag("p", "Outcome: ", outcome) if outcome else None, class_="test"
    )


def cycling_value(here: Here, test: NamedNode, property: NamedNode) -> Html:
    """One condition or result of a test; "not stated" and a field nobody filled are different things."""
    found = here.atlas.link(test, property)
    if found:
        value = here.value(found)
        return tag("b", here.link(found, value), class_="value") if value else here.named(found)
    stated = property not in here.atlas.values(test, NSEI.notStated)
    return tag("span", "not curated" if stated else "not stated", class_="missing")


def _quantity_kind(here: Here, quantity: NamedNode) -> Html | None:
    kinds = here.atlas.links(quantity, RDF.type)
    return joined([here.link(one) for one in kinds], ", ") if kinds else None
