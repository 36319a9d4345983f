"""The ontology as a page: the classes as a tree with their members, and the properties."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import NamedNode, Store

from naseikg.asking.answers import ask
from naseikg.pages.elsewhere import elsewhere_line
from naseikg.pages.frame import framed, ontology_of
from naseikg.pages.here import Here
from naseikg.pages.markup import Child, Html, joined, table, tag
from naseikg.pages.parts import filter_box
from naseikg.pages.wording import counted
from naseikg.vocabulary import DCTERMS, NSEI, OWL, RDF, RDFS, SKOS, curie, local_name

__all__ = ["ontology_page"]

_CHARACTERISTICS = {
    OWL.FunctionalProperty: "functional",
    OWL.SymmetricProperty: "symmetric",
    OWL.TransitiveProperty: "transitive",
}
_MEMBERS = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) { ?class a owl:Class . ?thing a ?class } GROUP BY ?class"
_USES = "SELECT ?property (COUNT(*) AS ?n) { GRAPH ?g { ?s ?property ?o } FILTER(?g != kg:graph\\/ontology) } GROUP BY ?property"
#: An open domain or range is a union, which hangs on a blank node; this flattens both.
_SIDES = """SELECT DISTINCT ?property ?side ?class {
  VALUES ?side { rdfs:domain rdfs:range }
  ?property ?side ?given . ?given (owl:unionOf/rdf:rest*/rdf:first)? ?class . FILTER(isIRI(?class))
}"""

#: A class stands below the first class that its definition names, where it is not declared below one.
_GENERA = """SELECT ?class ?upper {
  ?class owl:equivalentClass/owl:intersectionOf/rdf:first ?upper . FILTER(isIRI(?upper))
} ORDER BY ?class ?upper"""

Sides = Mapping[tuple[NamedNode, NamedNode], list[NamedNode]]


def ontology_page(here: Here, store: Store) -> str:
    """Every class and every property that the ontology declares."""
    atlas = here.atlas
    ontology = ontology_of(here)
    classes = [one for one in _declared(here, OWL.Class) if one.value.startswith(NSEI.iri)]
    groups = {
        "Relations": _declared(here, OWL.ObjectProperty),
        "Data properties": _declared(here, OWL.DatatypeProperty),
        "Annotations": [one for one in _declared(here, OWL.AnnotationProperty) if one.value.startswith(NSEI.iri)],
    }
    uses, sides = _counts(store, _USES), _sides(store)
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
            tag("section", tag("h2", "Classes"), _tree(here, store, classes), id="classes"),
            [
                tag("section", tag("h2", name), _properties(here, name, found, uses, sides), id=_anchor(name))
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


def _tree(here: Here, store: Store, classes: list[NamedNode]) -> Html:
    members = _counts(store, _MEMBERS)
    genera = {row[0]: row[1] for row in ask(store, _GENERA).rows}
    below: dict[NamedNode | None, list[NamedNode]] = {}
    for one in classes:
        uppers = [upper for upper in here.atlas.links(one, RDFS.subClassOf) if upper in classes]
        genus = genera.get(one)
        below.setdefault(next(iter(uppers), genus if isinstance(genus, NamedNode) else None), []).append(one)

    def level(upper: NamedNode | None) -> Html | None:
        found = below.get(upper)
        return tag("ul", [tag("li", _class(here, one, members), level(one)) for one in found]) if found else None

    return tag("div", level(None), class_="tree")


def _class(here: Here, one: NamedNode, members: Mapping[NamedNode, int]) -> Html:
    atlas = here.atlas
    direct = atlas.by_label(each for each in atlas.subjects(RDF.type, one) if atlas.kind(each) in atlas.things)
    count = members.get(one, 0)
    listed = joined([here.link(each, here.title(each)) for each in direct], "; ")
    also = atlas.texts(one, SKOS.altLabel)
    words = counted(count, "member") + (f", {len(direct)} filed here directly" if len(direct) < count else "")
    return tag(
        "div",
        tag("b", atlas.label(one)),
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


def _properties(here: Here, name: str, found: list[NamedNode], uses: Mapping[NamedNode, int], sides: Sides) -> Html:
    atlas = here.atlas
    rows = []
    for one in found:
        kinds = [name for kind, name in _CHARACTERISTICS.items() if kind in atlas.terms[one][RDF.type]]
        uppers = [here.link(upper) for upper in atlas.links(one, RDFS.subPropertyOf)]
        anchor = local_name(one) if one.value.startswith(NSEI.iri) else None
        cells: list[Child] = [
            [tag("b", atlas.label(one)), tag("br"), tag("code", curie(one))],
            [atlas.text(one, SKOS.definition), elsewhere_line(atlas, one)],
            _classes(here, sides.get((one, RDFS.domain))),
            _classes(here, sides.get((one, RDFS.range))),
            [
                ", ".join(kinds),
                tag("br") if kinds and uppers else None,
                ["below ", joined(uppers, ", ")] if uppers else None,
            ],
            f"{uses.get(one, 0):,}",
        ]
        rows.append(tag("tr", [tag("td", cell) for cell in cells], class_="term", id=anchor))
    columns = ("Property", "Definition", "From", "To", "Kind", "Uses")
    return table(columns, rows, caption=name)


def _classes(here: Here, found: list[NamedNode] | None) -> Child:
    return (
        joined([here.link(one) for one in here.atlas.by_label(found)], " or ")
        if found
        else tag("span", "anything", class_="quiet")
    )


def _counts(store: Store, sparql: str) -> dict[NamedNode, int]:
    return {
        one: int(number.value)
        for one, number in ask(store, sparql).rows
        if isinstance(one, NamedNode) and number is not None
    }


def _sides(store: Store) -> Sides:
    found: dict[tuple[NamedNode, NamedNode], list[NamedNode]] = {}
    for property, side, one in ask(store, _SIDES).rows:
        if isinstance(property, NamedNode) and isinstance(side, NamedNode) and isinstance(one, NamedNode):
            found.setdefault((property, side), []).append(one)
    return found
