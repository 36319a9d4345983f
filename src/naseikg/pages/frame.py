"""What surrounds every page: head, navigation, footer."""

from __future__ import annotations

from pyoxigraph import NamedNode

from naseikg.pages.here import Here
from naseikg.pages.markup import Child, Html, tag
from naseikg.vocabulary import OWL, RDF

__all__ = ["framed", "ontology_of", "search_form"]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'"
)
_NAVIGATION = (
    ("index.html", "Start"),
    ("queries/index.html", "Questions"),
    ("findings.html", "Findings"),
    ("references.html", "References"),
    ("notes.html", "Notes"),
    ("ontology.html", "Ontology"),
    ("downloads/index.html", "Downloads"),
)


def framed(here: Here, *, title: str, body: Child, searches: bool = True) -> str:
    """A whole page; ``searches`` puts the search box into its header."""
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
        tag("main", body, id="content", tabindex="-1"),
        _footer(here),
    )
    return f"<!doctype html>\n{tag('html', head, page, lang='en')}\n"


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
