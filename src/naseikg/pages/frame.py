"""What surrounds every page: head, navigation, footer."""

from __future__ import annotations

from pyoxigraph import NamedNode

from naseikg.pages.here import Here
from naseikg.pages.markup import Child, Html, joined, tag
from naseikg.vocabulary import OWL, RDF

__all__ = ["data_line", "data_links", "framed", "ontology_of", "search_form"]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'"
)
#: The data files beside a page.
_DATA_FORMATS = (
    (".ttl", "text/turtle", "Turtle"),
    (".rdf", "application/rdf+xml", "RDF/XML"),
    (".jsonld", "application/ld+json", "JSON-LD"),
)
_NAVIGATION = (
    ("index.html", "Start"),
    ("explore/index.html", "Explore"),
    ("queries/index.html", "Questions"),
    ("findings.html", "Findings"),
    ("references.html", "References"),
    ("notes.html", "Notes"),
    ("ontology.html", "Ontology"),
    ("downloads/index.html", "Downloads"),
)


def framed(here: Here, *, title: str, body: Child, searches: bool = True, has_data: bool = False) -> str:
    """A whole page; ``searches`` puts the search box into its header, ``has_data`` links the data files beside it."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{title} · naseikg"),
        tag("link", rel="icon", href=here.href("assets/icon.svg"), type="image/svg+xml"),
        tag("link", rel="stylesheet", href=here.href("assets/site.css")),
        tag("script", src=here.href("assets/site.js"), defer=""),
        data_links(here) if has_data else None,
    )
    links = [
        tag("a", text, href=here.href(address), aria_current="page" if address == here.path else None)
        for address, text in _NAVIGATION
    ]
    header = tag(
        "header",
        tag("a", tag("b", "na"), "sei", tag("b", "kg"), href=here.href("index.html"), class_="brand"),
        tag("nav", links, aria_label="Site"),
        search_form(here) if searches else None,
    )
    page = tag(
        "body",
        tag("a", "Skip to the content", href="#content", class_="skip"),
        header,
        tag("main", body, data_line(here) if has_data else None, id="content", tabindex="-1"),
        _footer(here),
    )
    return f"<!doctype html>\n{tag('html', head, page, lang='en')}\n"


def data_links(here: Here) -> list[Html]:
    """What tells a program where the data of a page are."""
    return [
        tag("link", rel="alternate", href=_beside(here, ending), type=media_type)
        for ending, media_type, _ in _DATA_FORMATS
    ]


def data_line(here: Here) -> Html:
    """What tells a person the same."""
    links = [tag("a", name, href=_beside(here, ending)) for ending, _, name in _DATA_FORMATS]
    return tag("p", "As data: ", joined(links, ", "), ".", class_="quiet")


def _beside(here: Here, ending: str) -> str:
    return here.path.rpartition("/")[2].removesuffix(".html") + ending


def search_form(here: Here, placeholder: str = "Search") -> Html:
    """A search box that leads to the results on the start page, also without script."""
    box = tag(
        "input",
        type="search",
        name="q",
        placeholder=placeholder,
        aria_label="Search the whole graph",
        autocomplete="off",
        spellcheck="false",
    )
    return tag("form", box, tag("button", "Search"), action=here.href("index.html"), method="get", role="search")


def ontology_of(here: Here) -> NamedNode | None:
    """The ontology itself, whose title and version name the graph."""
    return next((one for one, said in here.atlas.terms.items() if OWL.Ontology in said.get(RDF.type, ())), None)


def _footer(here: Here) -> Html:
    atlas, ontology = here.atlas, ontology_of(here)
    version = atlas.text(ontology, OWL.versionInfo) if ontology else None
    sources = [tag("p", "Read from ", here.link(one), _doi(here, one), ".") for one in atlas.things.get("source", ())]
    about = "Findings are paraphrases that name the place they come from; the data are under CC BY 4.0."
    return tag("footer", sources, tag("p", f"naseikg {version or ''}".strip(), ". ", about))


def _doi(here: Here, source: NamedNode) -> Child:
    doi = here.doi(source)
    return [", doi ", doi] if doi else None
