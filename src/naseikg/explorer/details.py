"""What the panel shows of every thing, term, finding, sentence, reference and note (`details.json`)."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from naseikg.asking.prose import exponents
from naseikg.atlas import Atlas
from naseikg.explorer.told import told_facts
from naseikg.explorer.values import value_row, values_of
from naseikg.linking.counterparts import counterparts_from
from naseikg.vocabulary import BIBO, NSEI, OWL, RDF, RDFS, SKOS, curie

__all__ = ["details_file", "title_of", "upwards"]

Row = dict[str, object]

#: The kinds in the IRIs of things, where they read otherwise.
_KINDS = {
    "basis": "basis of knowledge",
    "cell": "cell or battery",
    "component": "cell component",
    "group": "research group",
    "interphase": "layer",
    "open-challenge": "open challenge",
    "test": "cycling test",
}
_TERMS = {
    OWL.Class: "class",
    OWL.ObjectProperty: "relation",
    OWL.DatatypeProperty: "property",
    OWL.AnnotationProperty: "property",
}
#: Terms of RDF that a fact may name.
_FOREIGN = {RDF.type: "is a", RDFS.subClassOf: "is a kind of", RDFS.subPropertyOf: "is a narrower relation than"}


def details_file(atlas: Atlas) -> dict[str, object]:
    """Everything that is shown of one thing, but for its links, which are in the picture of the whole graph."""
    terms = [one for one in sorted(atlas.terms, key=curie) if one.value.startswith(NSEI.iri) and _term_kind(atlas, one)]
    things = {curie(one): _thing(atlas, one) for found in atlas.things.values() for one in found}
    return {
        "things": things | {curie(one): _term(atlas, one) for one in terms},
        "findings": {curie(one): _finding(atlas, one) for one in atlas.findings},
        "sentences": dict(_sentences(atlas)),
        "references": dict(_references(atlas)),
        "notes": {curie(one): _note(atlas, one) for one in atlas.notes},
        "terms": {curie(one): atlas.label(one) for one in terms} | {curie(one): word for one, word in _FOREIGN.items()},
    }


def title_of(atlas: Atlas, one: NamedNode) -> str:
    """The label of a thing, with the number under which the source prints a figure or section."""
    label = exponents(atlas.label(one))
    if atlas.kind(one) == "figure":
        figure = atlas.link(one, NSEI.partOf) or one
        number = f"{atlas.text(figure, NSEI.figureNumber) or ''}{atlas.text(one, NSEI.panelLetter) or ''}"
        return f"Figure {number}: {label}" if number else label
    number = atlas.text(one, NSEI.sectionNumber) or ""
    return f"{number} {label}" if number[:1].isdigit() else label


def _ref(atlas: Atlas, one: NamedNode) -> Row:
    return {"id": curie(one), "label": title_of(atlas, one)}


def _thing(atlas: Atlas, one: NamedNode) -> Row:
    kind = atlas.kind(one)
    stated = atlas.links(one, RDF.type)
    known = {upper for each in stated for upper in upwards(atlas, each)}
    inferred = atlas.inferred.get(one, {}).get(RDF.type, ())
    further = (each for each in inferred if isinstance(each, NamedNode) and each not in known and each in atlas.terms)
    return {
        **_common(atlas, one),
        "kind": _KINDS.get(kind, kind.replace("-", " ")),
        "formula": atlas.text(one, NSEI.formula) or "",
        "classes": [[_ref(atlas, each) for each in reversed(upwards(atlas, upper))] for upper in stated],
        "inferredClasses": [_ref(atlas, each) for each in atlas.by_label(further)],
        "values": [value_row(atlas, label, each) for label, each in values_of(atlas, one)],
        "tests": [curie(each) for each in atlas.links(one, NSEI.hasTest)],
        "facts": [list(fact) for fact in told_facts(atlas, one)],
    }


def _term(atlas: Atlas, one: NamedNode) -> Row:
    property = RDFS.subClassOf if _term_kind(atlas, one) == "class" else RDFS.subPropertyOf
    above = [each for each in atlas.links(one, property) if each in atlas.terms]
    return {
        **_common(atlas, one),
        "kind": _term_kind(atlas, one),
        "formula": "",
        "classes": [[_ref(atlas, each) for each in reversed(upwards(atlas, upper, property))] for upper in above],
        "inferredClasses": [],
        "values": [],
        "tests": [],
        "facts": [list(fact) for fact in told_facts(atlas, one)],
    }


def _common(atlas: Atlas, one: NamedNode) -> Row:
    notes = (each for each in atlas.subjects(NSEI.concerns, one) if atlas.kind(each) == "note")
    return {
        "id": curie(one),
        "iri": one.value,
        "label": title_of(atlas, one),
        "also": sorted(atlas.texts(one, SKOS.altLabel)),
        "definition": exponents(atlas.text(one, SKOS.definition) or ""),
        "notes": [curie(each) for each in sorted(notes, key=atlas.reading_order)],
        "links": _links(atlas, one),
        "page": atlas.address(one) or "",
    }


def upwards(atlas: Atlas, one: NamedNode, property: NamedNode = RDFS.subClassOf) -> list[NamedNode]:
    """A class and those above it, one way up; of several classes above, the first by label is taken."""
    path = [one]
    while upper := [each for each in atlas.links(path[-1], property) if each in atlas.terms and each not in path]:
        path.append(upper[0])
    return path


def _term_kind(atlas: Atlas, one: NamedNode) -> str:
    types = atlas.terms.get(one, {}).get(RDF.type, ())
    return next((word for type, word in _TERMS.items() if type in types), "")


def _links(atlas: Atlas, one: NamedNode) -> list[Row]:
    found = counterparts_from(lambda subject, property: atlas.mapped.get(subject, {}).get(property, ()), one)
    return [
        {"relation": each.relation, "iri": each.iri.value, "label": each.label, "ontology": each.source}
        for each in found
    ]


def _finding(atlas: Atlas, one: NamedNode) -> Row:
    def first(property: NamedNode) -> str:
        found = atlas.link(one, property)
        return curie(found) if found else ""

    basis = atlas.link(one, NSEI.basis)
    return {
        "subject": first(NSEI.subject),
        "relation": first(NSEI.relation),
        "object": first(NSEI.object),
        "claim": exponents(atlas.label(one)),
        "basis": atlas.label(basis) if basis else "",
        "credited": [_ref(atlas, each) for each in atlas.links(one, NSEI.creditedTo)],
        "references": [atlas.whole(each, NSEI.referenceNumber) for each in atlas.references(one)],
        "sentences": _evidence(atlas, one),
    }


def _evidence(atlas: Atlas, one: NamedNode) -> list[str]:
    found = atlas.links(one, NSEI.evidence)
    return [curie(each) for each in sorted(found, key=lambda each: atlas.whole(each, NSEI.sentenceStart))]


def _sentences(atlas: Atlas) -> Iterator[tuple[str, Row]]:
    def start(one: NamedNode) -> int:
        return atlas.whole(one, NSEI.sentenceStart)

    for one in sorted((each for each in atlas.asserted if atlas.kind(each) == "sentence"), key=start):
        place = atlas.link(one, NSEI.inFigure) or atlas.link(one, NSEI.inSection)
        yield (
            curie(one),
            {
                "label": atlas.label(one),
                "section": title_of(atlas, place) if place else "",
                "start": start(one),
                "end": atlas.whole(one, NSEI.sentenceEnd),
            },
        )


def _references(atlas: Atlas) -> Iterator[tuple[str, Row]]:
    def number(one: NamedNode) -> int:
        return atlas.whole(one, NSEI.referenceNumber)

    for one in sorted(atlas.things.get("reference", ()), key=number):
        year = atlas.text(one, NSEI.year)
        yield (
            str(number(one)),
            {
                "id": curie(one),
                "citation": atlas.label(one),
                "doi": atlas.text(one, BIBO.doi) or "",
                "year": int(year) if year else None,
            },
        )


def _note(atlas: Atlas, one: NamedNode) -> Row:
    kinds = atlas.links(one, RDF.type)
    problem, reading = (exponents(atlas.text(one, property) or "") for property in (NSEI.problem, NSEI.reading))
    return {
        "label": exponents(atlas.label(one)),
        "kind": atlas.label(kinds[0]) if kinds else "note",
        "text": f"{problem} Reading: {reading}" if reading else problem,
        "sentences": _evidence(atlas, one),
        "concerns": [curie(each) for each in atlas.links(one, NSEI.concerns)],
    }
