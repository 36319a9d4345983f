"""Data that somebody brings: a file of RDF in any usual form, read without reaching for anything outside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse

from naseikg.errors import DataError
from naseikg.vocabulary import NSEI, PREFIXES

__all__ = ["SUFFIXES", "Brought", "load_brought", "parse_brought"]

#: The suffixes that are read, each with its format.
SUFFIXES: dict[str, RdfFormat] = {
    ".jsonld": RdfFormat.JSON_LD,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".owl": RdfFormat.RDF_XML,
    ".rdf": RdfFormat.RDF_XML,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
}
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.I)
_STRING = re.compile(rb'"(?:\\.|[^"\\])*"', re.S)
#: Each level of a JSON-LD file costs the parser as much as all those above it.
_DEEPEST_JSON = 500
_WHERE = re.compile(r"^Parser error(?: at line \d+(?: columns? \d+| between columns \d+ and \d+)?)?: ")
_NO_PREFIX = re.compile(r"The prefix (\w+): has not been declared")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a file says, and the prefixes it says it with."""

    path: Path
    triples: tuple[Triple, ...]
    prefixes: Mapping[str, str]


def load_brought(path: Path) -> Brought:
    """The triples of a file, those of its named graphs together, in the order written.

    Raises:
        DataError: the file cannot be read, is not in the format of its suffix, or says nothing; with line and column
            where the parser knows them.
    """
    format = SUFFIXES.get(path.suffix.lower())
    if format is None:
        shown = f"{path.suffix!r} is the suffix of no format that is read" if path.suffix else "has no suffix"
        raise DataError(f"{path}: {shown}; name the file with one of {', '.join(SUFFIXES)}")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}); give a file of RDF") from error
    return parse_brought(content, path=path, format=format)


def parse_brought(content: bytes, *, path: Path, format: RdfFormat = RdfFormat.TURTLE) -> Brought:
    """The triples of what a file holds; ``path`` is how messages name it.

    Raises:
        DataError: the content is not in the format, or says nothing; with line and column where the parser knows them.
    """
    content = content.removeprefix(b"\xef\xbb\xbf")
    if not content.strip():
        raise DataError(f"{path}: is empty; write what you bring, or give another file")
    if format == RdfFormat.RDF_XML and _DOCTYPE.search(content):
        # Entities can swell to any size, and another parser would fetch what they name. Comments count too: the parser
        # takes one for a document type where a second reader sees a comment, and small letters for large ones.
        raise DataError(
            f"{path}: has a document type (<!DOCTYPE), which is not read, nor in a comment; write all IRIs in full"
        )
    if format == RdfFormat.JSON_LD and _depth(content) > _DEEPEST_JSON:
        raise DataError(
            f"{path}: nests deeper than {_DEEPEST_JSON} levels; give each thing an @id, and name it by that"
        )
    try:
        parser = parse(content, format=format)
        triples = tuple(dict.fromkeys(one.triple for one in parser))
    except SyntaxError as error:
        raise DataError(f"{_place(path, error)}: {_words(error, format)}") from error
    if any(isinstance(one.object, Triple) for one in triples):
        raise DataError(f"{path}: speaks of triples (<<( ... )>>, new in RDF 1.2), which is not read; leave that out")
    if not triples:
        raise DataError(f"{path}: holds no statement; write what you bring, or give another file")
    return Brought(path=path, triples=triples, prefixes=dict(parser.prefixes))


def _depth(json: bytes) -> int:
    """How deep the objects and lists of a JSON text stand in each other."""
    depth = deepest = 0
    for mark in re.findall(rb"[\[\]{}]", _STRING.sub(b"", json)):
        depth += 1 if mark in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _place(path: Path, error: SyntaxError) -> str:
    return str(path) if error.lineno is None else f"{path}:{error.lineno}:{error.offset}"


def _words(error: SyntaxError, format: RdfFormat) -> str:
    """What the parser says, and what to do."""
    said = _WHERE.sub("", error.msg)
    missing = _NO_PREFIX.fullmatch(said)
    if "remote context" in said:
        return f"its @context is on the web, which is not asked; write it into the file, with {NSEI.iri!r} as @vocab"
    if missing and missing[1] in PREFIXES:
        return f"{said}; write @prefix {missing[1]}: <{PREFIXES[missing[1]]}> . at the top"
    if missing:
        return f"{said}; declare it at the top"
    return f"{said}; mend it, or give a file named by its format if it is not {format.name}"
