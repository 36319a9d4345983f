"""Which format an answer has: what the client accepts, most wanted first (RFC 9110, section 12), or asks for by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from naseikg.serving.jobs import RefusedError

__all__ = ["GRAPH_TYPES", "RESULT_TYPES", "Formats", "accepted", "accepted_graph", "best_of", "prefers_page"]

#: The media types of rows, the one we would choose first.
RESULT_TYPES = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
#: The media types of triples.
GRAPH_TYPES = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/n-quads",
    "application/trig",
)
#: Wider names for some of them, which are used when a client knows no others.
_WIDER = ("application/json", "application/xml", "text/xml", "text/plain")
#: What ``format`` may say, with the media types of rows and of triples that it means.
_NAMED = {
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv", ""),
    "tsv": ("text/tab-separated-values", ""),
    "ttl": ("", "text/turtle"),
    "nt": ("", "application/n-triples"),
    "rdf": ("", "application/rdf+xml"),
    "jsonld": ("", "application/ld+json"),
    "nq": ("", "application/n-quads"),
    "trig": ("", "application/trig"),
}
#: Other words for these in use among clients.
_ALSO = {
    "json-ld": "jsonld",
    "n-quads": "nq",
    "n-triples": "nt",
    "n3": "ttl",
    "nquads": "nq",
    "ntriples": "nt",
    "rdf+xml": "rdf",
    "rdfxml": "rdf",
    "turtle": "ttl",
}
#: No client says more of what it accepts.
_LONGEST = 2_000
_PAGES = ("text/html", "application/xhtml+xml")
_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"')
_RANGE = re.compile(r"\s*([\w!#$&^.+*-]+/[\w!#$&^.+*-]+)\s*((?:;.*)?)", re.S)
_Q = re.compile(r";\s*q\s*=\s*([^;\s]*)", re.I)
_WEIGHT = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?")


class Formats(NamedTuple):
    """The media types of an answer with rows and of one with triples; empty where the client takes none of that kind."""

    results: str
    graph: str


class _Range(NamedTuple):
    """What a client accepts, and how much it wants that."""

    type: str
    weight: float

    def fits(self, media_type: str) -> int:
        """How closely the range names a media type; 0 where it does not."""
        if self.type == media_type:
            return 3
        if self.type == "*/*":
            return 1
        return 2 if self.type.endswith("/*") and media_type.startswith(self.type[:-1]) else 0


def accepted(header: str, *, format: str = "") -> Formats:
    """The formats to answer in, for the value of ``Accept`` and what a client names besides.

    A name settles the format of the kind of answers that it is for; the other kind is settled by ``Accept``.

    >>> accepted("text/csv, application/rdf+xml;q=0.8, */*;q=0.1")
    Formats(results='text/csv', graph='application/rdf+xml')
    >>> accepted("", format="nt")
    Formats(results='application/sparql-results+json', graph='application/n-triples')

    Raises:
        RefusedError: there is no format that the client takes, or none of that name.
    """
    return _accepted(header[:_LONGEST], format[:_LONGEST])


@lru_cache(maxsize=256)
def _accepted(header: str, format: str) -> Formats:
    named = _named(format) if format else Formats("", "")
    ranges = list(_ranges(header))
    results = named.results or _best((*RESULT_TYPES, *_WIDER), ranges)
    graph = named.graph or _best((*GRAPH_TYPES, *_WIDER), ranges)
    if not (results or graph):
        raise RefusedError(406, f"none of what you accept is there; accept {', '.join((*RESULT_TYPES, *GRAPH_TYPES))}")
    return Formats(results, graph)


def accepted_graph(header: str, *, format: str = "") -> str:
    """The format to answer in where the answer has triples whatever is asked.

    Raises:
        RefusedError: there is no format that the client takes, or none of that name.
    """
    ranges = list(_ranges(header[:_LONGEST]))
    found = (_named(format).graph if format else "") or _best((*GRAPH_TYPES, *_WIDER), ranges)
    if not found:
        raise RefusedError(406, f"none of what you accept is there; accept {', '.join(GRAPH_TYPES)}")
    return found


def best_of(types: Sequence[str], header: str) -> str:
    """The media type that a client wants most of these; empty where it takes none of them.

    >>> best_of(["application/json", "text/turtle"], "text/*, application/json;q=0.9")
    'text/turtle'
    """
    return _best(types, list(_ranges(header)))


def prefers_page(header: str) -> bool:
    """Whether a client would rather have a page than any of our formats, as browsers would.

    >>> [prefers_page("text/html, */*;q=0.8"), prefers_page("*/*"), prefers_page("text/html;q=0.5, text/turtle")]
    [True, False, False]
    """
    ranges = [one for one in _ranges(header[:_LONGEST]) if one.type != "*/*"]
    if not any(one.type in _PAGES for one in ranges):
        return False
    return _best((*_PAGES, *GRAPH_TYPES, *_WIDER), ranges) in _PAGES


def _named(format: str) -> Formats:
    # A plus sign that was not escaped in an address has become a space.
    name = format.strip().lower().replace(" ", "+")
    if name in RESULT_TYPES:
        return Formats(name, "")
    if name in GRAPH_TYPES:
        return Formats("", name)
    found = _NAMED.get(_ALSO.get(name, name))
    if found is None:
        raise RefusedError(400, f"format {format[:50]!r} is unknown; give one of {', '.join(_NAMED)}")
    return Formats(*found)


def _ranges(header: str) -> Iterator[_Range]:
    """What a header accepts; all, where it says nothing that can be read."""
    found = False
    for one in _QUOTED.sub("", header).split(","):
        match = _RANGE.fullmatch(one)
        weight = _Q.search(match[2]) if match else None
        if match is None or (weight and not _WEIGHT.fullmatch(weight[1])):
            continue
        found = True
        yield _Range(match[1].lower(), float(weight[1]) if weight else 1.0)
    if not found:
        yield _Range("*/*", 1.0)


def _best(types: Sequence[str], ranges: Sequence[_Range]) -> str:
    """The type that is wanted most; among equals the one that is named most closely, then the first."""
    best, wanted = "", (0.0, 0)
    for one in types:
        closest = max(ranges, key=lambda range: (range.fits(one), range.weight))
        found = (closest.weight, closest.fits(one))
        if all(found) and found > wanted:
            best, wanted = one, found
    return best
