"""The ontology as a page: the classes as a tree with their members, and the properties."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode, Store

from naseikg.explorer.class_tree import classes_of
from naseikg.pages.elsewhere import elsewhere_line
from naseikg.pages.frame import framed, ontology_of
from naseikg.pages.here import Here
from naseikg.pages.markup import Child, Html, joined, table, tag
from naseikg.pages.parts import filter_box
from naseikg.pages.terms import characteristics_of
from naseikg.pages.usage import Usage, usage_of
from naseikg.pages.wording import counted
from naseikg.vocabulary import DCTERMS, NSEI, OWL, RDF, RDFS, SKOS, curie, local_name

__all__ = ["ontology_page"]


def ontology_page(here: Here, store: Store) -> str:
    """Every class and every property that the ontology declares."""
    atlas = here.atlas
    ontology = ontology_of(here)
    classes = classes_of(atlas)
    groups = {
        "Relations": _declared(here, OWL.ObjectProperty),
        "Data properties": _declared(here, OWL.DatatypeProperty),
        "Annotations": [one for one in _declared(here, OWL.AnnotationProperty) if one.value.startswith(NSEI.iri)],
    }
    usage = usage_of(store, atlas)
    total = sum(map(len, groups.values()))
    version = atlas.text(ontology, OWL.versionInfo) if ontology else None
    description = atlas.text(ontology, DCTERMS.description) if ontology else None
    lead = f"{counted(len(classes), 'class', 'classes')} and {counted(total, 'property', 'properties')}"
    contents = [tag("a", name, href=f"#{_anchor(name)}") for name in ("Classes", *groups)]
    body = [
        tag("h1", "Ontology"),
        tag("p", lead, f" in version {version}. " if version else ". ", description, class_="lead"),
        tag("p", tag("a", "The ontology as a Turtle file", href=here.href("downloads/naseikg.ttl"))),
        filter_box("terms", "Filter classes and properties"),
        tag("nav", contents, class_="contents", aria_label="On this page"),
        tag(
            "div",
            tag("section", tag("h2", "Classes"), _tree(here, usage), id="classes"),
            [
                tag("section", tag("h2", name), _properties(here, name, found, usage), id=_anchor(name))
                for name, found in groups.items()
            ],
            id="terms",
            data_items=".term",
        ),
    ]
    return framed(here, title="Ontology", body=body, has_data=True)


def _anchor(name: str) -> str:
    return name.lower().replace(" ", "-")


def _declared(here: Here, kind: NamedNode) -> list[NamedNode]:
    found = (one for one, said in here.atlas.terms.items() if kind in said.get(RDF.type, ()))
    return sorted(found, key=lambda one: (here.atlas.label(one).casefold(), one.value))


def _tree(here: Here, usage: Usage) -> Html:
    def level(upper: NamedNode | None) -> Html | None:
        found = usage.levels.get(upper)
        return tag("ul", [tag("li", _class(here, one, usage), level(one)) for one in found]) if found else None

    return tag("div", level(None), class_="tree")


def _class(here: Here, one: NamedNode, usage: Usage) -> Html:
    atlas = here.atlas
    direct = atlas.by_label(each for each in atlas.subjects(RDF.type, one) if atlas.kind(each) in atlas.things)
    count = len(usage.members.get(one, ()))
    listed = joined([here.link(each, here.title(each)) for each in direct], "; ")
    also = atlas.texts(one, SKOS.altLabel)
    words = counted(count, "member") + (f", {len(direct)} filed here directly" if len(direct) < count else "")
    return tag(
        "div",
        tag("b", here.link(one)),
        " ",
        tag("code", curie(one)),
        " ",
        None if direct else tag("span", counted(count, "member") if count else "no member", class_="quiet"),
        tag("p", atlas.text(one, SKOS.definition), f" Also: {', '.join(also)}." if also else None),
        tag("details", tag("summary", words), tag("p", listed)) if direct else None,
        elsewhere_line(atlas, one),
        id=local_name(one),
        class_="term",
    )


def _properties(here: Here, name: str, found: list[NamedNode], usage: Usage) -> Html:
    atlas = here.atlas
    rows = []
    for one in found:
        kinds = [words.partition(" ")[0] for words in characteristics_of(atlas, one)]
        uppers = [here.link(upper) for upper in atlas.links(one, RDFS.subPropertyOf)]
        anchor = local_name(one) if one.value.startswith(NSEI.iri) else None
        cells: list[Child] = [
            [tag("b", here.link(one)), tag("br"), tag("code", curie(one))],
            [atlas.text(one, SKOS.definition), elsewhere_line(atlas, one)],
            _classes(here, usage.sides_of(one, RDFS.domain)),
            _classes(here, usage.sides_of(one, RDFS.range)),
            [
                ", ".join(kinds),
                tag("br") if kinds and uppers else None,
                ["below ", joined(uppers, ", ")] if uppers else None,
            ],
            f"{usage.uses(one):,}",
        ]
        rows.append(tag("tr", [tag("td", cell) for cell in cells], class_="term", id=anchor))
    columns = ("Property", "Definition", "From", "To", "Kind", "Uses")
    return table(columns, rows, caption=name)


def _classes(here: Here, found: Sequence[NamedNode]) -> Child:
    return joined([here.link(one) for one in found], " or ") if found else tag("span", "anything", class_="quiet")
