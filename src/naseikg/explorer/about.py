"""What the page reads first (`about.json`): titles, counts, sources, and what a text of a source must be."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from pyoxigraph import NamedNode

from naseikg.atlas import Atlas
from naseikg.vocabulary import BIBO, DCTERMS, NSEI, ONTOLOGY, OWL, curie

__all__ = ["about_file", "title_of_graph"]


def about_file(atlas: Atlas, *, quads: bytes, pictures: Sequence[dict[str, object]], site: bool) -> dict[str, object]:
    """The first file; ``quads`` is the graph itself, whose digest names it."""
    sources = atlas.things.get("source", ())
    return {
        "title": title_of_graph(atlas),
        "version": atlas.text(ONTOLOGY, OWL.versionInfo) or "",
        "graph": hashlib.sha256(quads).hexdigest(),
        "triples": quads.count(b"\n"),
        "pictures": list(pictures),
        "sources": [_source(atlas, one) for one in sources],
        "texts": [text for one in sources for text in _texts(atlas, one)],
        "site": site,
    }


def title_of_graph(atlas: Atlas) -> str:
    """What the graph is about, as the ontology's title says after its name."""
    title = (atlas.text(ONTOLOGY, DCTERMS.title) or "naseikg").rpartition(": ")[2]
    return title[:1].upper() + title[1:]


def _source(atlas: Atlas, one: NamedNode) -> dict[str, object]:
    parts = (atlas.text(one, NSEI.authorList), atlas.text(one, DCTERMS.title), atlas.text(one, NSEI.year))
    return {
        "id": curie(one),
        "citation": ". ".join(part.rstrip(".") for part in parts if part) + ".",
        "doi": atlas.text(one, BIBO.doi) or "",
    }


def _texts(atlas: Atlas, one: NamedNode) -> list[dict[str, object]]:
    """The digest of a source's text, and how long it is at least: where its last sentence ends."""
    ends = [
        atlas.whole(each, NSEI.sentenceEnd)
        for each in atlas.asserted
        if atlas.kind(each) == "sentence" and atlas.slug(each).startswith(f"{atlas.slug(one)}-")
    ]
    return [
        {"source": curie(one), "sha256": digest, "characters": max(ends, default=0)}
        for digest in atlas.texts(one, NSEI.textDigest)
    ]
