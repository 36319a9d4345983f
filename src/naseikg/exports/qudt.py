"""Every quantity in the shape of QUDT, with what has it and which findings report it: a file to load alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Store, Triple

from naseikg.asking.values import label_of, links_of, texts_of, users_of
from naseikg.exports.bibliography import doi_iri
from naseikg.exports.turtle import prefix_lines, statements
from naseikg.linking.targets import LINK_PREFIXES
from naseikg.vocabulary import BIBO, DCTERMS, GRAPH_MAPPINGS, NSEI, PROV, RDF, RDFS, SCHEMA, SKOS, XSD, Namespace

__all__ = ["QUDT", "quantities_of", "reports_of", "write_quantities"]

QUDT = Namespace(LINK_PREFIXES["qudt"])
_PREFIXES = {
    "dcterms": DCTERMS.iri,
    "nsei": NSEI.iri,
    "prov": PROV.iri,
    "quantitykind": LINK_PREFIXES["quantitykind"],
    "qudt": QUDT.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "schema": SCHEMA.iri,
    "unit": LINK_PREFIXES["unit"],
    "xsd": XSD.iri,
}
#: What the file says of a quantity in our terms: how it is printed, and what QUDT has no word for.
_PRINTED = (NSEI.printedValue, NSEI.qualifier, NSEI.conditionText, NSEI.under)


def quantities_of(store: Store) -> tuple[Triple, ...]:
    """All quantities of a store: kind, value and unit, as printed, what has them, and the findings that report them.

    Kind, value and unit are those that the pattern ``qudt-quantity`` of the mappings adds to a graph.
    """
    found = dict[Triple, None]()
    for quantity in users_of(store, RDF.type, NSEI.Quantity):
        found.update(dict.fromkeys(_shape(store, quantity)))
        found.update(dict.fromkeys(_bearers(store, quantity)))
        for finding in reports_of(store, quantity):
            found[Triple(quantity, PROV.wasDerivedFrom, finding)] = None
            found.update(dict.fromkeys(_evidence(store, finding)))
    return tuple(found)


def reports_of(store: Store, quantity: NamedNode) -> tuple[NamedNode, ...]:
    """The findings that report a quantity: itself, the test that has it, or the quantity that holds under it."""
    findings = [
        one for one in users_of(store, NSEI.object, quantity) if NSEI.hasQuantity in links_of(store, one, NSEI.relation)
    ]
    for test in users_of(store, NSEI.hasQuantity, quantity):
        findings += [
            one for one in users_of(store, NSEI.object, test) if NSEI.hasTest in links_of(store, one, NSEI.relation)
        ]
    for other in users_of(store, NSEI.under, quantity):
        findings += reports_of(store, other)
    return tuple(sorted(set(findings), key=str))


def write_quantities(triples: Iterable[Triple]) -> str:
    """The triples as Turtle; the first lines say what the file is, whose, and under which licence."""
    head = (
        "# Quantities that a review on artificial interphases for sodium metal anodes prints, in the shape of QUDT.\n"
        "# Where QUDT lacks the printed unit, number and unit are those of the SI. From https://w3id.org/naseikg/ under CC BY 4.0.\n"
    )
    return f"{head}{prefix_lines(_PREFIXES)}\n{statements(triples, _PREFIXES)}"


def _shape(store: Store, quantity: NamedNode) -> Iterator[Triple]:
    yield Triple(quantity, RDF.type, QUDT.Quantity)
    yield from _label(store, quantity)
    for one in links_of(store, quantity, RDF.type):
        if one != NSEI.Quantity:
            yield Triple(quantity, RDF.type, one)
            yield from _label(store, one)
    for property in _PRINTED:
        yield from (quad.triple for quad in store.quads_for_pattern(quantity, property, None))
    for unit in links_of(store, quantity, NSEI.unit):
        yield Triple(quantity, NSEI.unit, unit)
        yield from _label(store, unit)
        yield from (quad.triple for quad in store.quads_for_pattern(unit, NSEI.symbol, None))
    for kind in links_of(store, quantity, QUDT.hasQuantityKind, graph=GRAPH_MAPPINGS):
        yield Triple(quantity, QUDT.hasQuantityKind, kind)
        yield from _foreign_label(store, kind)
    for value in links_of(store, quantity, QUDT.quantityValue, graph=GRAPH_MAPPINGS):
        yield Triple(quantity, QUDT.quantityValue, value)
        yield from (quad.triple for quad in store.quads_for_pattern(value, None, None, GRAPH_MAPPINGS))
        for unit in links_of(store, value, QUDT.hasUnit, graph=GRAPH_MAPPINGS):
            yield from _foreign_label(store, unit)


def _bearers(store: Store, quantity: NamedNode) -> Iterator[Triple]:
    """What has the quantity: by the property of QUDT, and by ours, which tell conditions from results."""
    properties = {quad.predicate for quad in store.quads_for_pattern(None, None, quantity)} - {
        NSEI.hasQuantity,
        NSEI.object,
        NSEI.under,
    }
    for bearer in users_of(store, NSEI.hasQuantity, quantity):
        yield Triple(bearer, QUDT.hasQuantity, quantity)
        yield from _label(store, bearer)
        for property in sorted(properties, key=str):
            if property.value.startswith(NSEI.iri) and quantity in links_of(store, bearer, property):
                yield Triple(bearer, property, quantity)
        for missing in links_of(store, bearer, NSEI.notStated):
            yield Triple(bearer, NSEI.notStated, missing)
            yield from _label(store, missing)


def _evidence(store: Store, finding: NamedNode) -> Iterator[Triple]:
    yield Triple(finding, RDF.type, NSEI.Finding)
    yield from _label(store, finding)
    for property in (NSEI.basis, NSEI.evidence, NSEI.supportedBy, NSEI.reportedIn):
        for one in links_of(store, finding, property):
            yield Triple(finding, property, one)
            yield from _label(store, one)
            for doi in texts_of(store, one, BIBO.doi):
                yield Triple(one, DCTERMS.identifier, doi_iri(doi))


def _label(store: Store, thing: NamedNode) -> Iterator[Triple]:
    yield Triple(thing, RDFS.label, Literal(label_of(store, thing), language="en"))


def _foreign_label(store: Store, term: NamedNode) -> Iterator[Triple]:
    """The label that the mappings give a term of QUDT."""
    for quad in store.quads_for_pattern(term, SKOS.prefLabel, None, GRAPH_MAPPINGS):
        yield Triple(term, RDFS.label, quad.object)
