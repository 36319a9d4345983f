"""Who made the data set, under which licence, in which version and from what: the facts that every description of it tells."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from naseikg.asking.values import label_of, links_of, text_of
from naseikg.exports.bibliography import Work, works_of
from naseikg.vocabulary import BASE, DCTERMS, LICENCE, ONTOLOGY, OWL

__all__ = ["CODE_LICENCE", "DATASET", "About", "Agent", "about_of"]

#: The data set as a thing that can be talked about; its pages are at our base.
DATASET = NamedNode(BASE + "dataset")
#: The licence of the program that makes the data set, which is not that of the data.
CODE_LICENCE = NamedNode("https://spdx.org/licenses/MIT")
#: What people who do not know the field's words look for.
_KEYWORDS = ("knowledge graph", "ontology", "sodium metal anode", "solid electrolyte interphase")
_DESCRIPTION = (
    "What a review claims about sodium metal anodes and the artificial solid electrolyte interphases that protect them, "
    "as an OWL knowledge graph: each finding with its evidence down to the sentence, and the layers, substances, methods, "
    "mechanisms, quantities, cycling tests and references that the findings are about."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Who made something."""

    iri: NamedNode
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the ontology says of itself, and the works that the data were read from; days are written as 2026-11-22."""

    ontology: NamedNode
    ontology_title: str
    ontology_description: str
    version_iri: NamedNode | None
    title: str
    description: str
    version: str
    issued: str
    modified: str
    creators: tuple[Agent, ...]
    publishers: tuple[Agent, ...]
    licence: NamedNode
    sources: tuple[Work, ...]
    keywords: tuple[str, ...]


def about_of(store: Store) -> About:
    """What a graph says of itself."""
    sources = tuple(work for work in works_of(store) if not work.number)
    title = text_of(store, ONTOLOGY, DCTERMS.title) or "naseikg"
    return About(
        ontology=ONTOLOGY,
        ontology_title=title,
        ontology_description=text_of(store, ONTOLOGY, DCTERMS.description),
        version_iri=next(iter(links_of(store, ONTOLOGY, OWL.versionIRI)), None),
        title=f"{title} as a knowledge graph",
        description=_DESCRIPTION,
        version=text_of(store, ONTOLOGY, OWL.versionInfo),
        issued=text_of(store, ONTOLOGY, DCTERMS.issued),
        modified=text_of(store, ONTOLOGY, DCTERMS.modified),
        creators=_agents(store, DCTERMS.creator),
        publishers=_agents(store, DCTERMS.publisher),
        # A graph may lack the ontology, which states the licence; the data have it all the same.
        licence=next(iter(links_of(store, ONTOLOGY, DCTERMS.license)), LICENCE),
        sources=sources,
        keywords=tuple(sorted({*_KEYWORDS, *(word for one in sources for word in one.keywords)}, key=str.casefold)),
    )


def _agents(store: Store, property: NamedNode) -> tuple[Agent, ...]:
    return tuple(Agent(iri=one, name=label_of(store, one)) for one in links_of(store, ONTOLOGY, property))
