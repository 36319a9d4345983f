"""What the search box searches: every thing, finding, note, term, query and view in one list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode

from naseikg.atlas import Atlas
from naseikg.pages.here import Here
from naseikg.pages.wording import KIND_ORDER
from naseikg.vocabulary import DCTERMS, NSEI, OWL, RDF, RDFS, SKOS, curie

__all__ = ["Entry", "search_index"]

#: What is shown, of which kind it is, where it leads, and by which other words it is found.
Entry = tuple[str, str, str, str]

_CLASSES = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


def search_index(here: Here, pages: Sequence[Entry]) -> dict[str, object]:
    """The entries with their kinds numbered, the kinds that most readers look for first; ``pages`` are added."""
    entries = [*_things(here), *pages, *_terms(here), *_said(here.atlas)]
    kinds = sorted({kind for _, kind, _, _ in entries}, key=_rank)
    numbers = {kind: number for number, kind in enumerate(kinds)}
    return {
        "kinds": kinds,
        "entries": [[title, numbers[kind], address, words] for title, kind, address, words in entries],
    }


def _rank(kind: str) -> tuple[int, str]:
    order = (*KIND_ORDER, "question", "network", "term")
    last = {"finding": 1, "note": 2}.get(kind, 0)
    return (len(order) + last if kind not in order else order.index(kind), kind)


def _things(here: Here) -> Iterator[Entry]:
    atlas = here.atlas
    for kind, things in atlas.things.items():
        for one in things:
            yield here.title(one), kind, atlas.address(one) or "", "\n".join(_words(atlas, one))


def _words(atlas: Atlas, one: NamedNode) -> list[str]:
    found = [*atlas.texts(one, NSEI.formula), *atlas.texts(one, SKOS.altLabel)]
    if number := atlas.text(one, NSEI.referenceNumber):
        found += [number, *atlas.texts(one, DCTERMS.title), *atlas.texts(one, NSEI.authorList)]
    return found


def _terms(here: Here) -> Iterator[Entry]:
    atlas = here.atlas
    for one, said in atlas.terms.items():
        address = atlas.address(one)
        if address and any(kind in said.get(RDF.type, ()) for kind in _CLASSES):
            yield atlas.label(one), "term", address, "\n".join([curie(one), *atlas.texts(one, SKOS.altLabel)])


def _said(atlas: Atlas) -> Iterator[Entry]:
    for kind, found in (("finding", atlas.findings), ("note", atlas.notes)):
        for one in found:
            yield atlas.text(one, RDFS.label) or "", kind, atlas.address(one) or "", ""
