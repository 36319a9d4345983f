"""The list of references of a source as entries, each with its printed parts and its span.

An entry is one line, as in ``12. Author, A.; Author, B. Title. *Journal* **2020**, *5*, 3544-3547.``
Its parts are kept as printed: a slip is put right in the records, beside the printed form, not here.
Authors are told from the title by their initials, so a lost comma or semicolon between two of them
does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from naseikg.errors import TextError
from naseikg.reading.text import SourceText

__all__ = ["Entry", "parse_bibliography"]

_SHAPE = "'N. Author, A.; Author, B. Title. *Journal* **year**, *volume*, pages.'"
_NUMBER = re.compile(r"(\d+)\.\s+")
_NAME = r"[^\W\d_][\w'’-]*"
# Without its comma, a full stop or all initials, an author is known only by the semicolons around it.
_AUTHOR = re.compile(
    rf"((?:\A|(?<=; ))(?:{_NAME},? [A-Z](?:\.|(?=;| [A-Z]))(?: ?-?[A-Z](?:\.|(?=;)))*|{_NAME}(?=;))"
    rf"|{_NAME}(?: {_NAME}){{0,2}}, ?[A-Z]\.(?: ?-?[A-Z]\.)*)"
    r"(?:\s*;\s*|\s+|\Z)"
)
_LAST_BARE_NAME = re.compile(rf"(?:\A|(?<=; ))({_NAME})\. (?=\S)")
# The year or DOI behind it tells the journal from other words in italics, as *in situ* in a title.
_JOURNAL = re.compile(r"\s\*([^*]+)\*(\.?)(?=\s+\*\*\d{4}\*\*|,\s*doi:)", re.IGNORECASE)
_PARTS = (
    ("year", re.compile(r"\s+\*\*(\d{4})\*\*")),
    ("volume", re.compile(r",\s*\*([^*\s]+)\*")),
    ("pages", re.compile(r",\s*(\w+[-–]\w+)")),
    ("article_number", re.compile(r",\s*(\w+)(?=[.,]|\Z)")),
    ("doi", re.compile(r",\s*doi:\s*(10\.\d{4,9}/\S+?)(?=\.?\Z)", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One reference as the source prints it.

    ``article_number`` is a locator that stands alone: an article number, or the only page printed.
    """

    number: int
    authors: tuple[str, ...]
    title: str
    journal: str
    year: int | None
    volume: str | None
    pages: str | None
    article_number: str | None
    doi: str | None
    start: int
    end: int


def parse_bibliography(text: SourceText) -> tuple[Entry, ...]:
    """The entries of a source's list of references, in order; what follows the list is left out.

    Raises:
        TextError: an entry lacks a part, or the numbers do not run from 1; the message names every fault.
    """
    entries: list[Entry] = []
    faults: list[str] = []
    expected = 1
    after: str | None = None
    for start, line in _lines(text):
        head = _NUMBER.match(line)
        if head is None:
            after = after or line
            continue
        number = int(head[1])
        if after is not None:
            # What follows the list may have numbers too; only the next one shows that the list was cut.
            if number == expected:
                faults.append(f"reference {number}: follows {after[:40]!r}, which has no number; join broken lines")
                break
            continue
        if number != expected:
            faults.append(f"reference {number}: number {expected} was expected here; give each entry its own line")
            break
        expected += 1
        try:
            entries.append(_entry(line, number=number, start=start, body=head.end()))
        except TextError as error:
            faults.append(str(error))
    if expected == 1 and not faults:
        faults.append(f"reference 1: no entry was found after the heading; write each as {_SHAPE}")
    if faults:
        raise TextError("\n".join(faults))
    return tuple(entries)


def _lines(text: SourceText) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"[^\n]+", text.bibliography):
        stripped = match.group().strip()
        if stripped:
            yield text.bibliography_start + match.start() + match.group().index(stripped), stripped


def _entry(line: str, *, number: int, start: int, body: int) -> Entry:
    journal = _JOURNAL.search(line, body)
    if journal is None:
        raise _fault(number, "a journal in asterisks with year or DOI behind it", line)
    authors, title = _authors_and_title(line[body : journal.start()])
    if not authors:
        raise _fault(number, "an author with initials", line)
    if not title:
        raise _fault(number, "a title between authors and journal", line)
    parts: dict[str, str | None] = {}
    rest = line[journal.end() :]
    for name, pattern in _PARTS:
        match = pattern.match(rest)
        parts[name] = match[1] if match else None
        rest = rest[match.end() :] if match else rest
    if rest != ".":
        raise _fault(number, "year, volume, pages or article number, and a full stop", line[journal.start() + 1 :])
    return Entry(
        number=number,
        authors=authors,
        title=title,
        journal=journal[1].strip() + journal[2],
        year=int(parts["year"]) if parts["year"] else None,
        volume=parts["volume"],
        pages=parts["pages"],
        article_number=parts["article_number"],
        doi=parts["doi"],
        start=start,
        end=start + len(line),
    )


def _authors_and_title(text: str) -> tuple[tuple[str, ...], str]:
    """The authors and the title that an entry begins with.

    >>> _authors_and_title("Kuo, L. Y. Kaghazchi, P.; Mueller K. T.; Zhang, J. -G. Sodium. A review.")
    (('Kuo, L. Y.', 'Kaghazchi, P.', 'Mueller K. T.', 'Zhang, J. -G.'), 'Sodium. A review')
    """
    authors: list[str] = []
    position = 0
    while match := _AUTHOR.match(text, position) or _LAST_BARE_NAME.match(text, position):
        authors.append(match[1])
        position = match.end()
    return tuple(authors), text[position:].strip().removesuffix(".")


def _fault(number: int, expected: str, seen: str) -> TextError:
    return TextError(f"reference {number}: {expected} was expected in {seen[:80]!r}; write it as {_SHAPE}")
