r"""The bibliography as BibTeX, for LaTeX and reference managers: Latin letters and symbols in ASCII, which every BibTeX reads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from naseikg.asking.latex import latex_text
from naseikg.exports.bibliography import Author, Work

__all__ = ["write_bibtex"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u ",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r ",
    "\u030b": "H ",
    "\u030c": "v ",
    "\u0327": "c ",
    "\u0328": "k ",
}
_LETTERS = {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ı": "i"}
#: A word, and a formula with its charge; a slash or hyphen ends it.
_WORD = re.compile(r"[\w⁺⁻₊₋]+(?:\([\w⁺⁻₊₋]+\)[\w⁺⁻₊₋]+)*")
#: They stand for braces until the rest is escaped.
_OPEN, _CLOSE = "\ue000", "\ue001"
_FIELD = "  {} = {{{}}},"
#: BibTeX counts a brace also behind a backslash.
_BRACES = {r"\{": r"{\textbraceleft}", r"\}": r"{\textbraceright}"}
_UNFIT_IN_DOI = re.compile(r"[{}\\\s]")
#: The word that BibTeX takes for the end of an author.
_AND = re.compile(r"(?<![^\s])and(?![^\s])", re.IGNORECASE)


def write_bibtex(works: Iterable[Work]) -> str:
    r"""Works as BibTeX, one entry each, in their order.

    A word with a capital that a style must keep, such as a formula, stands in braces. An article number stands in
    ``pages``, where all styles print it. Fields that begin with ``x-`` are ours; styles pass over them.

    >>> from pyoxigraph import NamedNode
    >>> layer = Work(key="a-1", iri=NamedNode("x:a-1"), authors=(Author(family="Böse", given="O."),),
    ...              title="A Na₃P layer", year="2021", doi="", number="1", journal="ACS Nano", article_number="7")
    >>> print(write_bibtex([layer]))
    @article{a-1,
      author = {B{\"o}se, O.},
      title = {A {Na$_{3}$P} layer},
      journal = {ACS Nano},
      year = {2021},
      pages = {7},
      x-number = {1},
      x-iri = {x:a-1},
    }
    <BLANKLINE>
    """
    return "\n".join(_entry(one) for one in works)


def _entry(work: Work) -> str:
    kind = "article" if work.in_journal else "misc"
    lines = [_FIELD.format(name, value) for name, value in _fields(work) if value]
    if work.issued and not work.in_journal:
        # A month is a name without braces that each style writes in its own way.
        lines.insert(4, f"  month = {_MONTHS[int(work.issued[5:7]) - 1]},")
    return "\n".join([f"@{kind}{{{work.key},", *lines, "}\n"])


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    yield "author", " and ".join(map(_name, work.authors))
    yield "title", _title(work.typeset_title)
    yield ("journal" if work.in_journal else "howpublished"), _text(work.journal or work.publisher)
    yield "year", work.year
    yield "volume", _text(work.volume)
    yield "pages", _text(work.pages).replace("-", "--") or _text(work.article_number)
    yield "note", "Preprint, not peer reviewed" if work.reviewed == "no" else ""
    # Packages make a link of it, so that it stands without escapes, but for what ends a field, which is written as in
    # a link; a url beside it would be printed twice.
    yield "doi", _UNFIT_IN_DOI.sub(lambda one: f"%{ord(one[0]):02X}", work.doi)
    yield "keywords", _text(", ".join(work.keywords))
    yield "x-number", work.number
    yield "x-iri", work.iri.value
    yield "x-licence", work.licence
    yield "x-doi-basis", _text(work.doi_basis)
    yield "x-doi-source", _text(work.doi_source)
    yield "x-printed", _text("; ".join(work.printed))


def _name(author: Author) -> str:
    family, given = (_AND.sub(r"{\g<0>}", _text(one)) for one in (author.family, author.given))
    # A name of one part and several words is an organisation, which would be cut into first and last names.
    if not author.given:
        return "{" + family + "}" if " " in family else family
    return f"{family}, {given}"


def _title(title: str) -> str:
    """A title with braces around each word of which a style must not lower the capitals."""
    # In a title whose long words begin with a capital, such a capital is no part of the word; symbols are short.
    long = [one for one in _WORD.findall(title)[1:] if one.isalpha() and len(one) > 3]
    headline = sum(one.istitle() for one in long) > len(long) / 2

    def kept(match: re.Match[str]) -> str:
        word, first = match[0], match.start() == 0
        lowered = word[:1].lower() if first or headline else word[:1]
        return f"{_OPEN}{word}{_CLOSE}" if any(map(str.isupper, lowered + word[1:])) else word

    return _text(_WORD.sub(kept, title)).replace(_OPEN, "{").replace(_CLOSE, "}")


def _text(text: str) -> str:
    """A text in ASCII; an accent stands with its letter in braces, which BibTeX takes for one letter."""
    if not text:
        return ""
    written = latex_text(text)
    for escaped, name in _BRACES.items():
        written = written.replace(escaped, name)
    return "".join(one if one.isascii() or one in (_OPEN, _CLOSE) else _ascii(one) for one in written)


def _ascii(letter: str) -> str:
    if letter in _LETTERS:
        return f"{{\\{_LETTERS[letter]}}}"
    parts = unicodedata.normalize("NFD", letter)
    if len(parts) == 2 and parts[0].isascii() and parts[1] in _ACCENTS:
        return f"{{\\{_ACCENTS[parts[1]]}{parts[0]}}}"
    # What only steers the direction or the breaking of a text has no place in a name or a title.
    return "" if unicodedata.category(letter) == "Cf" else letter
