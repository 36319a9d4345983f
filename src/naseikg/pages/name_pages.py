"""The pages of names that are no thing of their own page: the data set, its graphs, bridges, mapping sets, and signposts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode

from naseikg.exports.about import DATASET, About
from naseikg.linking.sssom import Link, MappingSet
from naseikg.linking.targets import link_curie
from naseikg.pages.frame import data_line, data_links, framed
from naseikg.pages.here import Here, doi_link
from naseikg.pages.markup import Child, Html, joined, table, tag
from naseikg.pages.parts import filter_box
from naseikg.pages.wording import counted
from naseikg.vocabulary import BASE, local_name

__all__ = ["bridge_page", "dataset_page", "graph_page", "mapping_set_page", "signpost"]


def signpost(here: Here, one: NamedNode, address: str | None) -> str:
    """A page that leads on to where a thing is shown; it stays where nothing shows the thing."""
    label, target = here.label(one), None if address is None else here.href(address)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="refresh", content=f"0; url={target}") if target else None,
        tag("title", f"{label} · naseikg"),
        tag("link", rel="stylesheet", href=here.href("assets/site.css")),
        data_links(here),
    )
    named = tag("a", label, href=target) if target else label
    body = tag("body", tag("main", tag("h1", named), tag("p", tag("code", one.value)), data_line(here)))
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def dataset_page(here: Here, about: About, parts: Iterable[tuple[str, str]]) -> str:
    """The data set: what it is, whose, under which licence, and what belongs to it."""
    rows: list[tuple[str, Child]] = [
        ("Version", about.version),
        ("Issued", about.issued),
        ("By", ", ".join(one.name for one in about.creators)),
        ("Licence", [tag("code", about.licence.value), "; the program that makes it is under the MIT licence"]),
        ("Read from", joined([_work(one.title, one.doi) for one in about.sources], "; ")),
        ("Ontology", tag("a", about.ontology_title, href=here.href("ontology.html"))),
        ("Files", tag("a", "Downloads", href=here.href("downloads/index.html"))),
    ]
    facts = [[tag("dt", name), tag("dd", value)] for name, value in rows]
    listed = [tag("li", tag("a", title, href=here.href(address))) for address, title in parts]
    body = [tag("dl", facts, class_="identity"), tag("h2", "Parts"), tag("ul", listed)]
    return _page(here, DATASET, about.title, about.description, body)


def graph_page(here: Here, graph: NamedNode, title: str, size: int) -> str:
    """One graph of the data set."""
    name = local_name(graph)
    lead = f"{title}: {counted(size, 'triple')}. A query sees it alone with GRAPH, and all graphs together without."
    query = f"SELECT * WHERE {{ GRAPH <{graph.value}> {{ ?subject ?property ?object }} }}"
    return _page(here, graph, f"Graph {name}", lead, [tag("pre", tag("code", query), tabindex="0")])


def bridge_page(here: Here, iri: NamedNode, world: str, links: Sequence[Link]) -> str:
    """A bridge: an ontology of axioms that those links allow."""
    lead = (
        f"An OWL file for people who load the ontologies of the {world} world: it places our classes and things below "
        f"theirs, so that their terms find our data. {counted(len(links), 'link')} became axioms; nothing is made equivalent."
    )
    path = iri.value.removeprefix(BASE)
    formats = [("Turtle", ".ttl"), ("RDF/XML", ".rdf"), ("JSON-LD", ".jsonld")]
    files = [tag("a", name, href=here.href(f"{path}{ending}"), download="") for name, ending in formats]
    body = [tag("p", "The file as ", joined(files, ", ")), *_links(here, links, f"Links to the {world} world")]
    return _page(here, iri, f"Bridge to the {world} world", lead, body)


def mapping_set_page(here: Here, one: MappingSet, links: Sequence[Link]) -> str:
    """A mapping set: each link with its confidence and the reason for it."""
    target = "" if one.source is None else f" Its objects are those of {one.source}, version {one.source_version}."
    lead = f"{counted(len(links), 'row')}, version {one.version}.{target}"
    file = tag("p", tag("a", "The file as SSSOM", href=here.href(f"mappings/{one.path.name}"), download=""))
    return _page(here, one.iri, one.title, lead, [file, *_links(here, links, one.title)])


def _page(here: Here, iri: NamedNode, title: str, lead: str, body: Child) -> str:
    whole = [tag("h1", title), tag("p", lead, class_="lead"), tag("p", tag("code", iri.value)), body]
    return framed(here, title=title, body=whole, has_data=True)


def _links(here: Here, links: Sequence[Link], caption: str) -> list[Html]:
    rows = [
        [
            here.link(one.subject),
            local_name(one.predicate),
            [one.object_label, " ", tag("code", link_curie(one.object))] if one.object else "no counterpart",
            tag("td", str(one.confidence), class_="number"),
            one.comment,
        ]
        for one in links
    ]
    shown = table(("Ours", "Relation", "Theirs", "Confidence", "Why"), rows, caption=caption)
    return [filter_box("links", "Filter the links"), tag("div", shown, id="links", data_items="tbody tr")]


def _work(title: str, doi: str) -> Html:
    return joined([tag("cite", title), [", doi ", doi_link(doi)] if doi else None])
