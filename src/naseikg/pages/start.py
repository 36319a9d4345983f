"""The start page: what this is, how much there is, a search over everything, and ways in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Store

from naseikg.asking.answered import Answered
from naseikg.asking.answers import ask
from naseikg.pages.answers import grouped
from naseikg.pages.frame import framed, ontology_of, search_form
from naseikg.pages.here import Here
from naseikg.pages.markup import Html, embedded_json, joined, tag
from naseikg.pages.parts import numbers
from naseikg.pages.search import Entry, search_index
from naseikg.pages.wording import KIND_ORDER, plural, sentence_case
from naseikg.vocabulary import DCTERMS, NSEI

__all__ = ["Download", "Drawn", "downloads_page", "start_page"]

#: What the start page counts, where that leads, and its words.
_COUNTED = (
    (NSEI.Finding, "findings.html", "finding"),
    (NSEI.ArtificialInterphase, "interphase/index.html", "artificial layer"),
    (NSEI.Substance, "substance/index.html", "substance"),
    (NSEI.CyclingTest, "test/index.html", "cycling test"),
    (NSEI.Reference, "references.html", "reference"),
    (NSEI.CurationNote, "notes.html", "curation note"),
)
_COUNTS = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) { ?thing a ?class } GROUP BY ?class"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A network view that was drawn."""

    name: str
    title: str
    description: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file that can be taken away."""

    name: str
    title: str
    description: str
    size: int


def start_page(
    here: Here, store: Store, *, views: Sequence[Drawn], answered: Sequence[Answered], downloads: Sequence[Download]
) -> str:
    """The first page of the site."""
    title = _title(here)
    body = [
        tag("h1", title),
        _lead(here),
        _way_in(here),
        search_form(here, "Search: NaF, Na3P, dendrites, ALD, 71"),
        tag("div", tag("p", role="status", id="search-count"), tag("ol", id="search-results"), id="search", hidden=""),
        tag(
            "noscript",
            tag(
                "p", "The search needs JavaScript; everything is also reached through the lists below.", class_="quiet"
            ),
        ),
        _numbers(here, store),
        tag("section", tag("h2", "Networks"), _views(here, views), id="views") if views else None,
        tag("section", tag("h2", "Questions and answers"), _questions(here, answered), id="questions")
        if answered
        else None,
        tag("section", tag("h2", "Browse"), _kinds(here), id="browse"),
        tag("section", tag("h2", "Take it away"), _download_list(here, downloads), id="downloads"),
        embedded_json(search_index(here, _pages(views, answered)), id="search-index"),
    ]
    return framed(here, title=title, body=body, searches=False)


def downloads_page(here: Here, downloads: Sequence[Download], links: Sequence[tuple[str, str]]) -> str:
    """What each download is, and the pages of the bridges and mapping sets, given by address and title."""
    linked = [tag("li", tag("a", title, href=here.href(address))) for address, title in links]
    body = [
        tag("h1", "Downloads"),
        tag(
            "p",
            "The whole graph, asserted and inferred, in the formats of common tools. The data are under CC BY 4.0. ",
            tag("a", "About the data set", href=here.href("dataset.html")),
            class_="lead",
        ),
        _download_list(here, downloads),
        [tag("h2", "Links to other ontologies"), tag("ul", linked)] if linked else None,
    ]
    return framed(here, title="Downloads", body=body)


def _download_list(here: Here, downloads: Sequence[Download]) -> Html:
    """The files with what they are for and how big they are."""
    items = [
        tag(
            "li",
            tag("a", one.title, href=here.href(f"downloads/{one.name}"), download=""),
            " ",
            tag("span", f"{_size(one.size)}", class_="quiet"),
            tag("p", one.description),
        )
        for one in downloads
    ]
    return tag("ul", items, class_="cards small")


def _title(here: Here) -> str:
    ontology = ontology_of(here)
    title = here.atlas.text(ontology, DCTERMS.title) if ontology else None
    return sentence_case((title or "naseikg").rpartition(": ")[2])


def _lead(here: Here) -> Html:
    atlas = here.atlas
    sources = [
        [
            here.link(one, tag("cite", atlas.text(one, DCTERMS.title))),
            [" (", here.doi(one), ")"] if here.doi(one) else None,
        ]
        for one in atlas.things.get("source", ())
    ]
    read = joined(sources, "; ") if sources else "its sources"
    return tag(
        "p",
        "A knowledge graph of what ",
        read,
        " says about protective layers on sodium metal: which were made, from what, how they act, how well they cycled, and what remains open. ",
        "Every statement leads back to the sentence and the references that it rests on.",
        class_="lead",
    )


def _way_in(here: Here) -> Html:
    """The way into the explorer, with its three views."""
    page = "explore/index.html"
    views = [
        tag("a", "Look at the graph", href=here.href(f"{page}#look")),
        tag("a", "Compare cycling tests", href=here.href(f"{page}#compare")),
        tag("a", "Ask in SPARQL", href=here.href(f"{page}#ask")),
    ]
    return tag("p", tag("a", "Open the explorer", href=here.href(page), class_="way-in"), views, class_="ways")


def _numbers(here: Here, store: Store) -> Html:
    counts = {one: int(n.value) for one, n in ask(store, _COUNTS).rows if n is not None}
    return numbers((counts.get(one, 0), noun, here.href(address)) for one, address, noun in _COUNTED)


def _views(here: Here, views: Sequence[Drawn]) -> Html:
    cards = [
        tag(
            "li",
            tag("a", one.title, href=here.href(f"views/{one.name}.html")),
            " ",
            tag("span", one.size, class_="quiet"),
            tag("p", one.description),
        )
        for one in views
    ]
    return tag("ul", cards, class_="cards")


def _questions(here: Here, answered: Sequence[Answered]) -> Html:
    columns = []
    for title, members in grouped(answered):
        items = [
            tag(
                "li",
                tag(
                    "a",
                    one.question.title,
                    href=here.href(f"queries/{one.question.name}.html"),
                    title=one.question.header.get("question"),
                ),
            )
            for one in members
        ]
        columns.append(tag("div", tag("h3", title), tag("ul", items)))
    return tag("div", columns, class_="columns")


def _kinds(here: Here) -> Html:
    found = here.atlas.things
    ordered = [kind for kind in KIND_ORDER if kind in found] + [kind for kind in found if kind not in KIND_ORDER]
    items = [
        tag(
            "li",
            tag("a", sentence_case(plural(kind)), href=here.href(f"{kind}/index.html")),
            tag("span", f" {len(found[kind]):,}", class_="quiet"),
        )
        for kind in ordered
    ]
    return tag("ul", items, class_="kinds")


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(size // 1000, 1)} kB"


def _pages(views: Sequence[Drawn], answered: Sequence[Answered]) -> list[Entry]:
    found = [(one.title, "network", f"views/{one.name}.html", one.description) for one in views]
    for one in answered:
        question = one.question
        words = "\n".join([question.name, question.header.get("question", ""), *question.tags])
        found.append((question.title, "question", f"queries/{question.name}.html", words))
    return found
