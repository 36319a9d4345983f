"""One thing as a page of plain text: what it is, what is said of it, and where each statement stands."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, Store

from naseikg.asking.answers import ask
from naseikg.asking.describing import Description, describe
from naseikg.asking.lookup import find_thing
from naseikg.errors import TextError
from naseikg.reading.text import SourceText

__all__ = ["require_same_text", "show"]


def show(store: Store, name: str, *, text: SourceText | None = None) -> str:
    """Everything the graph says of one thing, as plain text; with the source's text also the sentences.

    Raises:
        UnknownNameError: nothing is called so.
        AmbiguousNameError: several things are called so.
        TextError: the text is not the one the records were read from.
    """
    thing = find_thing(store, name)
    if text is not None:
        require_same_text(store, text)
    found = describe(store, thing)
    parts = (_head(found), _links(found), _findings(found, text), _notes(found), _elsewhere(found))
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part)))


def _head(found: Description) -> Iterator[str]:
    yield f"{found.label}  {found.formula}" if found.formula else found.label
    yield f"{found.id}  {found.iri}"
    if found.classes:
        yield f"is: {', '.join(found.classes)}"
    yield from found.definitions
    if found.also:
        yield f"also: {', '.join(found.also)}"
    for property, value in found.values:
        yield f"{property}: {value}"
    if found.not_stated:
        yield f"not stated: {', '.join(found.not_stated)}"


def _links(found: Description) -> Iterator[str]:
    last = ""
    for one in found.links:
        if one.relation != last:
            yield one.relation
            last = one.relation
        number = f": {one.value}" if one.value else ""
        mark = "  [inferred]" if one.inferred else ""
        yield f"  {one.label}{number}  ({one.id}){mark}"


def _findings(found: Description, text: SourceText | None) -> Iterator[str]:
    if found.findings:
        yield f"findings ({len(found.findings)})"
    for one in found.findings:
        numbers = ", ".join(str(work.number) for work in one.references) or "no reference"
        credit = f", credited to {', '.join(one.credited_to)}" if one.credited_to else ""
        yield f"  {one.claim} [{numbers}]  ({', '.join(one.basis)}{credit})"
        for sentence in one.sentences:
            yield f"    {sentence.place}, characters {sentence.start} to {sentence.end}"
            if text is not None:
                yield f"    “{' '.join(text.text[sentence.start : sentence.end].split())}”"


def _notes(found: Description) -> Iterator[str]:
    if found.notes:
        yield f"curation notes ({len(found.notes)})"
    for one in found.notes:
        yield f"  {one.label}"
        yield f"    problem: {one.problem}"
        yield f"    reading: {one.reading}"


def _elsewhere(found: Description) -> Iterator[str]:
    if found.elsewhere:
        yield "in other ontologies"
    for one in found.elsewhere:
        yield f"  {one.label}, {one.source}  ({one.relation}: {one.iri})"


def require_same_text(store: Store, text: SourceText) -> None:
    """Refuses a text whose spans are not those of the graph.

    Raises:
        TextError: the text is not the one the records were read from.
    """
    rows = ask(store, "SELECT ?d WHERE { ?source nsei:textDigest ?d } ORDER BY ?d").rows
    known = {one.value for (one,) in rows if isinstance(one, Literal)}
    if text.digest not in known:
        raise TextError(
            f"this text (SHA-256 {text.digest[:12]}) is not the one the records were read from; its spans would not fit"
        )
