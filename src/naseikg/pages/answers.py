"""Named queries as pages: the question, the whole answer with links, the SPARQL, and how to run it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode

from naseikg.asking.answered import Answered
from naseikg.asking.prose import exponents
from naseikg.atlas import Atlas
from naseikg.pages.frame import framed
from naseikg.pages.here import Here, doi_link
from naseikg.pages.markup import Child, Html, joined, table, tag
from naseikg.pages.parts import filter_box
from naseikg.pages.wording import counted, sentence_case
from naseikg.vocabulary import NSEI, XSD

__all__ = ["Labels", "grouped", "query_page", "questions_page"]

#: The kinds of users, in the order in which their questions are shown, and what they are called.
_USERS = {
    "experimentalist": "For the battery experimentalist",
    "reviewer": "For authors and reviewers",
    "data-scientist": "For the data scientist",
    "ontology-engineer": "For the ontology engineer",
}
_OTHER_USERS = "More questions"
_IDENTITY = "_id"
_NUMBERS = re.compile(r"\d+(?:, ?\d+)*")
_REFERENCE_LISTS = ("reference", "references", "reference_number", "reference_numbers")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


Value = NamedNode | BlankNode | Literal | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Labels:
    """What a label or formula in an answer stands for, where only one thing or class bears it."""

    atlas: Atlas

    @cached_property
    def bearers(self) -> Mapping[str, NamedNode]:
        """The one bearer of each label."""
        atlas = self.atlas
        found: dict[str, set[NamedNode]] = {}
        for kind, things in atlas.things.items():
            for one in things if kind != "quantity" else ():
                for text in (atlas.label(one), *atlas.texts(one, NSEI.formula)):
                    found.setdefault(text, set()).add(one)
        for one in atlas.terms:
            if atlas.address(one):
                found.setdefault(atlas.label(one), set()).add(one)
        return {text: bearers.pop() for text, bearers in found.items() if len(bearers) == 1}

    @cached_property
    def numbers(self) -> Mapping[str, NamedNode]:
        """The reference of each number."""
        atlas = self.atlas
        return {atlas.text(one, NSEI.referenceNumber) or "": one for one in atlas.things.get("reference", ())}


def grouped(answered: Sequence[Answered]) -> list[tuple[str, list[Answered]]]:
    """Questions by the kind of user who would ask them."""
    groups: dict[str, list[Answered]] = {title: [] for title in (*_USERS.values(), _OTHER_USERS)}
    for one in answered:
        groups[_USERS.get(one.question.header.get("user", ""), _OTHER_USERS)].append(one)
    return [(title, members) for title, members in groups.items() if members]


def questions_page(here: Here, answered: Sequence[Answered]) -> str:
    """All named queries by kind of user."""
    sections = []
    for title, members in grouped(answered):
        rows = [
            [
                [
                    tag("a", one.question.title, href=here.href(f"queries/{one.question.name}.html")),
                    tag("p", one.question.header.get("question"), class_="quiet"),
                ],
                ", ".join(one.question.tags),
                str(len(one.answer.rows)),
            ]
            for one in members
        ]
        heading = tag("h2", title, " ", tag("span", str(len(members)), class_="quiet"))
        sections.append(
            tag("section", heading, table(("Question", "About", "Rows"), rows, caption=title), class_="group")
        )
    body = [
        tag("h1", "Questions"),
        tag(
            "p",
            counted(len(answered), "question"),
            " with their whole answers, the SPARQL behind each, and the answer as a file.",
            class_="lead",
        ),
        filter_box("questions", "Filter the questions"),
        tag("div", sections, id="questions", data_items="tbody tr"),
    ]
    return framed(here, title="Questions", body=body)


def query_page(here: Here, one: Answered, labels: Labels) -> str:
    """One question with its whole answer."""
    question, answer = one.question, one.answer
    trail = [
        tag("a", "Start", href=here.href("index.html")),
        tag("a", "Questions", href=here.href("queries/index.html")),
    ]
    command = f"naseikg query {question.name}"
    tags = [tag("span", each, class_="mark") for each in question.tags]
    files = [tag("a", suffix.upper(), href=f"{question.name}.{suffix}", download="") for suffix in ("csv", "json")]
    body = [
        tag("nav", joined(trail, " › "), class_="trail", aria_label="Trail"),
        tag("h1", question.title),
        tag("p", question.header.get("question", ""), class_="lead"),
        tag(
            "p",
            counted(len(answer.rows), "row"),
            ". The answer as a file: ",
            joined(files, ", "),
            " ",
            joined(tags, " "),
        ),
        filter_box("answer", "Filter the answer") if len(answer.rows) > 8 else None,
        tag("div", _answer_table(here, one, labels), id="answer", data_items="tbody tr"),
        tag("h2", "The query"),
        _copied("sparql", question.sparql.strip(), "SPARQL"),
        tag("h2", "Run it yourself"),
        _copied("command", command, "command"),
    ]
    return framed(here, title=question.title, body=body)


def _copied(id: str, text: str, name: str) -> Html:
    """A text to copy; the script makes the button appear."""
    button = tag("button", f"Copy {name}", type="button", data_copies=id, hidden="")
    return tag("div", tag("pre", tag("code", text, id=id), tabindex="0"), button, class_="copied")


def _answer_table(here: Here, one: Answered, labels: Labels) -> Html:
    columns = one.answer.columns
    if not one.answer.rows:
        return tag("p", "The answer is empty: nothing in the graph fits.", class_="missing")
    # The identity of a thing is the link on its label; it is a column of its own only when there is no label.
    shown = [name for name in columns if not name.endswith(_IDENTITY) or name.removesuffix(_IDENTITY) not in columns]
    rows = []
    for values in one.answer.rows:
        row = dict(zip(columns, values, strict=True))
        rows.append([_cell(here, name, row, labels) for name in shown])
    heads = [sentence_case(name.removesuffix(_IDENTITY).replace("_", " ")) for name in shown]
    return table(heads, rows, caption=one.question.title)


def _cell(here: Here, column: str, row: Mapping[str, Value], labels: Labels) -> Child:
    value, identity = row[column], row.get(column + _IDENTITY)
    if isinstance(value, NamedNode):
        return here.named(value)
    if not isinstance(value, Literal):
        return None if value is None else str(value)
    text = value.value
    if isinstance(identity, NamedNode):
        return here.link(identity, exponents(text))
    if _DOI.fullmatch(text):
        return doi_link(text)
    if _NUMBERS.fullmatch(text) and _cites(column, row, labels):
        linked = [_number(here, one, labels) for one in re.split(", ?", text)]
        return tag("td", joined(linked, ", "), data_sort=text.split(",")[0])
    if value.datatype in (XSD.integer, XSD.decimal, XSD.double):
        return tag("td", text, data_sort=text, class_="number")
    return _linked(here, text, labels)


def _cites(column: str, row: Mapping[str, Value], labels: Labels) -> bool:
    """Whether the numbers of a cell are those of references, and not a count or a measured value."""
    value = row[column]
    assert isinstance(value, Literal)
    if value.datatype == XSD.string:
        return column in _REFERENCE_LISTS
    return column == "reference_number" or labels.numbers.get(value.value) in row.values()


def _number(here: Here, number: str, labels: Labels) -> Child:
    reference = labels.numbers.get(number)
    return here.link(reference, number) if reference else number


def _linked(here: Here, text: str, labels: Labels) -> Child:
    """The text, with links where all of it, or every item of a list, is the label of one thing only."""
    if text in labels.bearers:
        return here.link(labels.bearers[text], text)
    items = re.split(r"(, |; | ≈ )", text)
    if len(items) > 1 and all(one in labels.bearers for one in items[::2]):
        return [one if place % 2 else here.link(labels.bearers[one], one) for place, one in enumerate(items)]
    return exponents(text)
