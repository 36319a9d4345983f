"""The plain text of a source as sections, paragraphs, sentences and captions, each with its span.

The text is read as it was published: one line a paragraph, page breaks and figures in between.
A span counts characters from the start of the file, end excluded, so ``text[start:end]`` is
the sentence. The text itself is never stored in the repository.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from naseikg.errors import TextError
from naseikg.reading.citations import Citation, citations_in

__all__ = ["Paragraph", "Passage", "Section", "SourceText", "load_text", "parse_text"]

_HEADING = re.compile(r"(\d{1,2}(?:\.\d{1,2})?)\.? ([A-Z].{3,80})")
_CAPTION = re.compile(r"Figure (\d+)\. ")
_ABSTRACT = "Abstract: "
_KEYWORDS = "Keywords: "
_BACK_MATTER = "Author Contributions:"
_BIBLIOGRAPHY = "References"
_ENDS = (".", "?", "!", ":")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A numbered section of the source, or its abstract."""

    number: str
    title: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One sentence of the running text or of a caption.

    ``key`` is its address: section (or ``fig`` and number), paragraph, sentence, as in ``3.1-p2-s4``.
    ``text`` is what stands between ``start`` and ``end``, but for a caption that cuts the sentence in two.
    """

    key: str
    section: str
    figure: int | None
    paragraph: int
    sentence: int
    start: int
    end: int
    text: str

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citation brackets that stand in this sentence.

        Raises:
            TextError: a range in a bracket runs backwards.
        """
        try:
            return citations_in(self.text, offset=self.start)
        except TextError as error:
            raise TextError(f"{self.key}: {error}") from error

    @property
    def references(self) -> tuple[int, ...]:
        """The cited reference numbers, ranges written out, each once, in rising order."""
        return tuple(sorted({number for one in self.citations for number in one.numbers}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph after rejoining what page breaks and figures had cut, or a caption."""

    section: str
    figure: int | None
    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """A whole source: its text, its parts in order, and the text of its bibliography."""

    text: str
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    passages: tuple[Passage, ...]
    bibliography: str
    bibliography_start: int

    @property
    def digest(self) -> str:
        """The SHA-256 of the text in UTF-8, by which records name the very text they were read from."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def passage(self, key: str) -> Passage:
        """The sentence at an address.

        Raises:
            TextError: no sentence stands there.
        """
        for one in self.passages:
            if one.key == key:
                return one
        raise TextError(f"the text has no sentence {key}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def load_text(path: Path) -> SourceText:
    """The text model of a file in UTF-8.

    Raises:
        TextError: the file cannot be read, or is not the text of an article with sections and references.
    """
    try:
        raw = path.read_bytes().decode()
    except OSError as error:
        raise TextError(
            f"{path}: cannot be read ({error.strerror}); give the path of the review's plain text"
        ) from error
    except UnicodeDecodeError as error:
        raise TextError(f"{path}: byte {error.start} is not UTF-8; save the text as UTF-8") from error
    return parse_text(raw, name=str(path))


def parse_text(text: str, *, name: str = "text") -> SourceText:
    """The text model of an article's plain text.

    Raises:
        TextError: there is no abstract, no numbered section or no list of references.
    """
    lines = tuple(_lines(text))
    sections = tuple(_sections(lines))
    end = next((one.start for one in lines if one.text.startswith(_BACK_MATTER)), None)
    bibliography = next((one for one in lines if one.text == _BIBLIOGRAPHY), None)
    if bibliography is None or not any(one.number[0].isdigit() for one in sections):
        raise TextError(
            f"{name}: no numbered section or no line 'References' was found; is this the plain text of the article?"
        )
    if sections[0].number != "abstract":
        raise TextError(f"{name}: no line beginning with 'Abstract: ' stands before the first section; add it")
    body = tuple(one for one in lines if sections[0].start <= one.start < (end or bibliography.start))
    paragraphs = tuple(_paragraphs(body, sections))
    captions = tuple(one for one in paragraphs if one.figure is not None)
    return SourceText(
        text=text,
        sections=sections,
        paragraphs=paragraphs,
        passages=tuple(one for paragraph in paragraphs for one in _passages(text, paragraph, captions)),
        bibliography=text[bibliography.end :],
        bibliography_start=bibliography.end,
    )


def _lines(text: str) -> Iterator[_Line]:
    for match in re.finditer(r"[^\n]+", text):
        stripped = match.group().strip()
        if stripped:
            yield _Line(start=match.start() + match.group().index(stripped), text=stripped)


def _sections(lines: Sequence[_Line]) -> Iterator[Section]:
    for line in lines:
        if line.text == _BIBLIOGRAPHY:
            return
        if line.text.startswith(_ABSTRACT):
            yield Section(number="abstract", title="Abstract", start=line.start)
        elif match := _HEADING.fullmatch(line.text):
            yield Section(number=match[1], title=match[2], start=line.start)


def _paragraphs(body: Sequence[_Line], sections: Sequence[Section]) -> Iterator[Paragraph]:
    headings = {one.start: one for one in sections}
    current = sections[0]
    number = 0
    pending: Paragraph | None = None
    captions: list[Paragraph] = []
    for line in body:
        if line.start in headings and not line.text.startswith(_ABSTRACT):
            # A heading ends a paragraph also where its full stop was lost.
            if pending is not None:
                yield pending
                pending = None
                yield from captions
                captions.clear()
            current, number = headings[line.start], 0
            continue
        if line.text.startswith(_KEYWORDS):
            continue
        if match := _CAPTION.match(line.text):
            caption = Paragraph(section=current.number, figure=int(match[1]), number=1, start=line.start, end=line.end)
            if pending is None:
                yield caption
            else:
                captions.append(caption)
            continue
        start = line.start
        if line.text.startswith(_ABSTRACT):
            start += len(_ABSTRACT)
        if pending is not None:
            start = pending.start
        else:
            number += 1
        pending = Paragraph(section=current.number, figure=None, number=number, start=start, end=line.end)
        # A page break or a figure may cut a sentence in two; the second half follows on a line of its own.
        if line.text.endswith(_ENDS):
            yield pending
            pending = None
            yield from captions
            captions.clear()
    if pending is not None:
        yield pending
    yield from captions


def _passages(text: str, paragraph: Paragraph, captions: Sequence[Paragraph]) -> Iterator[Passage]:
    # Imported late: the library loads a model of two megabytes.
    from blingfire import text_to_sentences_and_offsets

    piece = text[paragraph.start : paragraph.end]
    offset = paragraph.start
    place = paragraph.section
    if paragraph.figure is not None:
        head = _CAPTION.match(piece)
        assert head is not None
        place, offset, piece = f"fig{paragraph.figure}", offset + head.end(), piece[head.end() :]
    else:
        # A figure in the middle of a sentence leaves a gap of the same length, so that positions keep counting.
        for one in captions:
            if paragraph.start < one.start and one.end < paragraph.end:
                gap = slice(one.start - offset, one.end - offset)
                piece = piece[: gap.start] + " " * (gap.stop - gap.start) + piece[gap.stop :]
    # One line for one line, so that a page break is not taken for the end of a sentence.
    _, spans = text_to_sentences_and_offsets(piece.replace("\n", " "))
    for number, (start, end) in enumerate(spans, start=1):
        yield Passage(
            key=f"{place}-p{paragraph.number}-s{number}",
            section=paragraph.section,
            figure=paragraph.figure,
            paragraph=paragraph.number,
            sentence=number,
            start=offset + start,
            end=offset + end,
            text=piece[start:end],
        )
