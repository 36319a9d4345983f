"""The page of one term of the ontology: what it means, where it stands, how it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Store

from naseikg.asking.prose import exponents
from naseikg.atlas import Atlas
from naseikg.explorer.class_tree import classes_of
from naseikg.pages.elsewhere import elsewhere
from naseikg.pages.frame import framed
from naseikg.pages.here import Here, doi_link
from naseikg.pages.markup import Child, Html, joined, tag
from naseikg.pages.parts import explorer_line
from naseikg.pages.usage import Usage, usage_of
from naseikg.pages.wording import counted, sentence_case
from naseikg.vocabulary import DCTERMS, NSEI, ONTOLOGY, OWL, RDF, RDFS, SKOS, curie

__all__ = ["characteristics_of", "properties_of", "term_pages"]

_CHARACTERISTICS = {
    OWL.AsymmetricProperty: "asymmetric (holds one way only)",
    OWL.FunctionalProperty: "functional (has one value)",
    OWL.IrreflexiveProperty: "irreflexive (nothing has it to itself)",
    OWL.SymmetricProperty: "symmetric (holds both ways)",
    OWL.TransitiveProperty: "transitive (carries on from link to link)",
}
_KINDS = {
    OWL.ObjectProperty: "relation between things",
    OWL.DatatypeProperty: "data property: its values are texts or numbers",
    OWL.AnnotationProperty: "annotation: nothing follows from it",
}
_MANY = 12
_MOST = 200
_EXAMPLES = 6

Rows = list[tuple[str, Child]]
Part = tuple[str, str, Html | None]


def term_pages(store: Store, atlas: Atlas) -> Iterator[tuple[str, str]]:
    """A page for every class and property that the ontology declares, with its address."""
    usage = usage_of(store, atlas)
    for one in classes_of(atlas):
        here = Here(atlas=atlas, path=atlas.address(one) or "")
        yield here.path, _page(here, one, "Classes", _class_rows(here, one, usage), _class_parts(here, one, usage))
    for one in properties_of(atlas):
        here = Here(atlas=atlas, path=atlas.address(one) or "")
        rows = _property_rows(here, one, usage)
        yield here.path, _page(here, one, "Properties", rows, _property_parts(here, one, usage))


def properties_of(atlas: Atlas) -> tuple[NamedNode, ...]:
    """The properties of ours that the ontology declares, by label."""
    return atlas.by_label(
        one
        for one, said in atlas.terms.items()
        if one.value.startswith(NSEI.iri) and any(kind in said.get(RDF.type, ()) for kind in _KINDS)
    )


def characteristics_of(atlas: Atlas, one: NamedNode) -> list[str]:
    """What holds of every link of a property, such as that it carries on."""
    return [words for kind, words in _CHARACTERISTICS.items() if kind in atlas.terms[one].get(RDF.type, ())]


def _page(here: Here, one: NamedNode, group: str, rows: Rows, found: Iterable[Part]) -> str:
    atlas = here.atlas
    parts = [part for part in found if part[2]]
    definition = atlas.text(one, SKOS.definition)
    is_deprecated = atlas.text(one, OWL.deprecated) == "true"
    instead = atlas.links(one, DCTERMS.isReplacedBy)
    identity: Rows = [
        *rows,
        ("Also called", ", ".join(atlas.texts(one, SKOS.altLabel)) or None),
        ("Source", joined([_source(here, source) for source in atlas.links(one, DCTERMS.source)], ", ") or None),
        ("Identifier", [tag("code", curie(one)), tag("br"), tag("code", one.value, class_="quiet")]),
    ]
    contents = [tag("a", title, href=f"#{anchor}") for anchor, title, _ in parts]
    body = [
        tag(
            "nav",
            joined(
                [
                    tag("a", "Start", href=here.href("index.html")),
                    tag("a", "Ontology", href=here.href("ontology.html")),
                    tag("a", group, href=here.href(f"ontology.html#{_anchor(atlas, one, group)}")),
                ],
                " › ",
            ),
            class_="trail",
            aria_label="Trail",
        ),
        tag("h1", sentence_case(here.label(one))),
        tag("p", "Deprecated. ", ["Use ", _links(here, instead), " instead."] if instead else None, class_="missing")
        if is_deprecated
        else None,
        tag("p", definition, class_="lead") if definition else None,
        _list(identity),
        explorer_line(here, one),
        tag("nav", contents, class_="contents", aria_label="On this page") if len(contents) > 1 else None,
        [tag("section", tag("h2", title), content, id=anchor) for anchor, title, content in parts],
    ]
    return framed(here, title=sentence_case(here.label(one)), body=body)


def _class_rows(here: Here, one: NamedNode, usage: Usage) -> Rows:
    atlas = here.atlas
    path = [one]
    while (upper := usage.above(path[-1])) and upper not in path:
        path.append(upper)
    others = [each for each in atlas.links(one, RDFS.subClassOf) if each not in path]
    members = usage.members.get(one, ())
    stated = [each for each in members if one in atlas.asserted.get(each, {}).get(RDF.type, ())]
    words = f"{len(stated):,} stated, {len(members) - len(stated):,} inferred" if members else None
    return [
        ("Kind", "class"),
        ("Stands under", joined([here.link(each) for each in reversed(path[1:])], " › ") or None),
        ("Also under", _links(here, others)),
        ("Right below it", _links(here, usage.levels.get(one, ()))),
        ("Members", [counted(len(members), "member"), f" ({words})" if words else None]),
    ]


def _class_parts(here: Here, one: NamedNode, usage: Usage) -> Iterator[Part]:
    atlas = here.atlas
    yield "laws", "What the ontology lays down", _laws(usage, one)
    groups = ((RDFS.domain, "It has"), (RDFS.range, "It is the value of"))
    rows: Rows = [(title, _links(here, atlas.by_label(usage.with_side(side, one)))) for side, title in groups]
    yield "properties", "Properties", _list(rows) if any(content for _, content in rows) else None
    yield "members", "Members", _members(here, one, usage.members.get(one, ()))
    yield "examples", "Example", _examples(atlas.texts(one, SKOS.example))
    yield "elsewhere", "In other ontologies", elsewhere(atlas, one)


def _property_rows(here: Here, one: NamedNode, usage: Usage) -> Rows:
    atlas = here.atlas
    kinds = [words for kind, words in _KINDS.items() if kind in atlas.terms[one].get(RDF.type, ())]
    below = [each for each in properties_of(atlas) if one in atlas.terms[each].get(RDFS.subPropertyOf, ())]
    turned = {*atlas.links(one, OWL.inverseOf)}
    turned |= {each for each in properties_of(atlas) if one in atlas.terms[each].get(OWL.inverseOf, ())}
    stated, inferred = usage.stated.get(one, 0), usage.inferred.get(one, 0)
    return [
        ("Kind", "; ".join(kinds)),
        ("From", _links(here, usage.sides_of(one, RDFS.domain), " or ") or "anything"),
        ("To", _links(here, usage.sides_of(one, RDFS.range), " or ") or "anything"),
        ("Implies", _links(here, atlas.links(one, RDFS.subPropertyOf))),
        ("Implied by", _links(here, below)),
        ("Inverse of", _links(here, atlas.by_label(turned))),
        ("Characteristics", ", ".join(characteristics_of(atlas, one)) or None),
        ("Used in", f"{counted(stated + inferred, 'statement')} ({stated:,} stated, {inferred:,} inferred)"),
    ]


def _property_parts(here: Here, one: NamedNode, usage: Usage) -> Iterator[Part]:
    atlas = here.atlas
    yield "laws", "What the ontology lays down", _laws(usage, one)
    found = _statements(here, one)
    yield "examples", "Examples", tag("ul", [tag("li", each) for each in found], class_="values") if found else None
    yield "elsewhere", "In other ontologies", elsewhere(atlas, one)


def _laws(usage: Usage, one: NamedNode) -> Html | None:
    found = usage.laws_on(one)
    return _folded(tag("ul", [tag("li", sentence_case(law), ".") for law in found]), len(found)) if found else None


def _members(here: Here, one: NamedNode, members: tuple[NamedNode, ...]) -> Html | None:
    """The members by label, those that are inferred marked; of very many the first."""
    found = here.atlas.by_label(members)
    if not found:
        return None
    mark = [" ", tag("span", "inferred", class_="mark inferred")]
    items = [
        tag(
            "li",
            here.link(each, here.title(each)),
            None if one in here.atlas.asserted[each].get(RDF.type, ()) else mark,
        )
        for each in found[:_MOST]
        if each in here.atlas.asserted
    ]
    if len(found) > _MOST:
        items.append(tag("li", f"and {len(found) - _MOST:,} more", class_="quiet"))
    return _folded(tag("ul", items, class_="values"), len(found))


def _statements(here: Here, one: NamedNode) -> list[Html]:
    """A few statements with a property, from subjects all over the list."""
    atlas = here.atlas
    for part in (atlas.asserted, atlas.inferred):
        subjects = [each for each, said in part.items() if one in said and here.atlas.kind(each)]
        if subjects:
            step = max(1, len(subjects) // _EXAMPLES)
            return [_statement(here, each, one, part[each][one][0]) for each in subjects[::step][:_EXAMPLES]]
    return []


def _statement(here: Here, subject: NamedNode, property: NamedNode, value: NamedNode | Literal) -> Html:
    shown: Child = here.link(value) if isinstance(value, NamedNode) else f"“{exponents(value.value)}”"
    return joined([here.link(subject), " ", tag("i", here.label(property)), " ", shown])


def _examples(texts: tuple[str, ...]) -> Html | None:
    return tag("ul", [tag("li", text) for text in texts], class_="values") if texts else None


def _folded(content: Html, number: int) -> Html:
    return tag("details", tag("summary", f"Show all {number:,}"), content) if number > _MANY else content


def _links(here: Here, found: Iterable[NamedNode], separator: str = ", ") -> Html | None:
    return joined([here.link(one) for one in found], separator) or None


def _list(rows: Rows) -> Html:
    return tag("dl", [[tag("dt", name), tag("dd", value)] for name, value in rows if value], class_="identity")


def _source(here: Here, one: NamedNode) -> Html:
    """Where a definition comes from: a work, or the ontology itself."""
    if one == ONTOLOGY:
        return tag("a", "this ontology", href=here.href("ontology.html"))
    doi = one.value.removeprefix("https://doi.org/")
    return joined(["doi ", doi_link(unquote(doi))]) if doi != one.value else tag("code", one.value)


def _anchor(atlas: Atlas, one: NamedNode, group: str) -> str:
    if group == "Classes":
        return "classes"
    names = {OWL.ObjectProperty: "relations", OWL.DatatypeProperty: "data-properties"}
    kinds = atlas.terms[one].get(RDF.type, ())
    return next((name for kind, name in names.items() if kind in kinds), "annotations")
