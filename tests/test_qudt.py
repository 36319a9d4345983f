"""The pattern that gives quantities the shape of QUDT, and the file with all of them."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from naseikg.asking.answers import ask, construct
from naseikg.exports.export import export
from naseikg.exports.qudt import quantities_of, write_quantities
from naseikg.linking.linked import pattern_triples
from naseikg.linking.published import Published, load_published
from naseikg.pipeline import Built
from naseikg.vocabulary import RDF

_PREFIXES = """
PREFIX qudt: <http://qudt.org/schema/qudt/>
PREFIX quantitykind: <http://qudt.org/vocab/quantitykind/>
PREFIX schema: <https://schema.org/>
PREFIX unit: <http://qudt.org/vocab/unit/>
"""
QUDT = rdflib.Namespace("http://qudt.org/schema/qudt/")
UNIT = rdflib.Namespace("http://qudt.org/vocab/unit/")
KIND = rdflib.Namespace("http://qudt.org/vocab/quantitykind/")
SCHEMA = rdflib.Namespace("https://schema.org/")
NSEI = rdflib.Namespace("https://w3id.org/naseikg/ontology#")
THING = rdflib.Namespace("https://w3id.org/naseikg/")


@pytest.fixture(scope="module")
def pattern(repository: Path) -> str:
    """The text of the pattern."""
    return (repository / "ontology" / "mappings" / "patterns" / "qudt-quantity.rq").read_text()


@pytest.fixture(scope="module")
def ontologies(repository: Path) -> Path:
    """The folder of the published ontologies, which are not part of the repository."""
    folder = repository.parent / "shared" / "ontologies"
    if not folder.is_dir():
        pytest.skip("the published ontologies are not at ../shared/ontologies; the terms of QUDT are not checked")
    return folder


@pytest.fixture(scope="module")
def published(ontologies: Path) -> Published:
    """What the published ontologies say."""
    return load_published(ontologies)


@pytest.fixture(scope="module")
def file(kg: Built) -> rdflib.Graph:
    """The file, read back by a library that is not ours."""
    return rdflib.Graph().parse(data=write_quantities(quantities_of(kg.store)), format="turtle")


def _rows(store: Store, query: str) -> list[tuple[str, ...]]:
    return [tuple("" if one is None else one.value for one in row) for row in ask(store, _PREFIXES + query).rows]


def _constructed(pattern: str, folder: Path, turtle: str) -> set[tuple[str, str, str]]:
    """What the pattern makes of a few triples, as local names."""
    (folder / "qudt-quantity.rq").write_text(pattern)
    store = Store()
    head = "".join(line.replace("PREFIX", "@prefix") + " .\n" for line in _PREFIXES.strip().splitlines())
    head += (
        "@prefix nsei: <https://w3id.org/naseikg/ontology#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    )
    store.load(input=f"{head}@base <http://e.org/> .\n{turtle}", format=RdfFormat.TURTLE)
    names = ((one.subject, one.predicate, one.object) for one in pattern_triples(store, folder, construct))
    return {tuple(_local(node.value) for node in triple) for triple in names}  # type: ignore[misc, union-attr]  # three


def _local(text: str) -> str:
    return (
        text.removeprefix("http://e.org/")
        .rpartition("#")[2]
        .rpartition("/qudt/")[2]
        .removeprefix("https://schema.org/")
    )


def test_each_quantity_has_one_kind_and_one_value_with_number_and_unit(kg: Built) -> None:
    whole = _rows(
        kg.store,
        "SELECT ?q { ?q a qudt:Quantity ; qudt:hasQuantityKind ?kind ; qudt:quantityValue ?v ."
        " ?v a qudt:QuantityValue ; qudt:numericValue|schema:minValue|schema:maxValue ?number ; qudt:hasUnit ?unit }"
        " ORDER BY ?q",
    )
    assert whole == _rows(kg.store, "SELECT ?q { ?q a nsei:Quantity } ORDER BY ?q") != []


def test_a_number_stands_where_no_bound_does(kg: Built) -> None:
    numbers = _rows(kg.store, "SELECT ?q { ?q qudt:quantityValue/qudt:numericValue ?v } ORDER BY ?q")
    assert numbers == _rows(
        kg.store,
        "SELECT ?q { ?q a nsei:Quantity FILTER NOT EXISTS { ?q nsei:lowerBound|nsei:upperBound ?b } } ORDER BY ?q",
    )


@pytest.mark.parametrize("quantity", ["al2o3-peald-10-cycles", "2ald-2mld-al2o3-layers"])
def test_a_count_is_in_the_unit_of_counts(file: rdflib.Graph, quantity: str) -> None:
    node = THING[f"quantity/{quantity}/value"]
    assert set(file.objects(node, QUDT.hasUnit)) == {UNIT.COUNT}
    assert set(file.objects(THING[f"quantity/{quantity}"], QUDT.hasQuantityKind)) == {KIND.Count}


def test_a_value_in_a_unit_of_qudt_is_the_printed_one_and_a_bound_is_no_number(file: rdflib.Graph) -> None:
    lifetime = THING["quantity/nacl-nasn-sncl2-symmetric-lifetime"]
    (value,) = file.objects(lifetime, QUDT.quantityValue)
    assert value == lifetime + "/value"
    assert set(file.predicate_objects(value)) == {
        (rdflib.RDF.type, QUDT.QuantityValue),
        (QUDT.hasUnit, UNIT.HR),
        (rdflib.RDFS.comment, rdflib.Literal("printed as over 500 h", lang="en")),
        (SCHEMA.minValue, rdflib.Literal("500", datatype=rdflib.XSD.decimal)),
    }
    assert set(file.objects(lifetime, QUDT.hasQuantityKind)) == {KIND.Time}
    assert set(file.objects(lifetime, NSEI.qualifier)) == {rdflib.Literal("over")}
    membrane = THING["quantity/imidazolium-ionic-membrane-thickness/value"]
    assert set(file.objects(membrane, QUDT.numericValue)) == {rdflib.Literal("50", datatype=rdflib.XSD.decimal)}
    assert set(file.objects(membrane, rdflib.RDFS.comment)) == {rdflib.Literal("printed as about 50 nm", lang="en")}


@pytest.mark.parametrize(
    ("quantity", "printed", "unit", "value", "kind"),
    [
        ("na3p-red-phosphorus-symmetric-current-density", "1.0", UNIT["A-PER-M2"], "10", KIND.ElectricCurrentDensity),
        ("nai-1-iodopropane-symmetric-areal-capacity", "0.75", UNIT["C-PER-M2"], "27000", KIND.ElectricChargePerArea),
    ],
)
def test_a_number_in_a_unit_that_qudt_lacks_is_given_in_the_si(
    file: rdflib.Graph, quantity: str, printed: str, unit: rdflib.URIRef, value: str, kind: rdflib.URIRef
) -> None:
    node = THING[f"quantity/{quantity}/value"]
    assert set(file.objects(node, QUDT.hasUnit)) == {unit}
    assert set(file.objects(node, QUDT.numericValue)) == {rdflib.Literal(value, datatype=rdflib.XSD.decimal)}
    assert set(file.objects(THING[f"quantity/{quantity}"], QUDT.hasQuantityKind)) == {kind}
    assert set(file.objects(THING[f"quantity/{quantity}"], NSEI.printedValue)) == {rdflib.Literal(printed)}


def test_an_exact_kind_wins_over_a_broader_one(pattern: str, tmp_path: Path) -> None:
    found = _constructed(
        pattern,
        tmp_path,
        "<q> a nsei:Quantity , nsei:Energy . nsei:Energy skos:broadMatch quantitykind:Work ;"
        " skos:exactMatch quantitykind:Energy , <http://other.org/Energy> .",
    )
    assert found == {
        ("q", "type", "Quantity"),
        ("q", "hasQuantityKind", "http://qudt.org/vocab/quantitykind/Energy"),
    }


def test_a_broader_kind_is_taken_where_no_exact_one_is_known(pattern: str, tmp_path: Path) -> None:
    found = _constructed(
        pattern,
        tmp_path,
        "<q> a nsei:Quantity , nsei:Energy . nsei:Energy skos:broadMatch quantitykind:Work ;"
        " skos:closeMatch quantitykind:Heat ; skos:exactMatch <http://other.org/Energy> .",
    )
    assert ("q", "hasQuantityKind", "http://qudt.org/vocab/quantitykind/Work") in found
    assert len(found) == 2


def test_a_quantity_whose_unit_qudt_cannot_give_has_no_value(pattern: str, tmp_path: Path) -> None:
    found = _constructed(
        pattern, tmp_path, "<q> a nsei:Quantity ; nsei:unit <u> ; nsei:numericValue 3.0 . <u> skos:closeMatch unit:M ."
    )
    assert found == {("q", "type", "Quantity")}


def test_a_broader_unit_is_taken_for_counts_only(pattern: str, tmp_path: Path) -> None:
    found = _constructed(
        pattern,
        tmp_path,
        "<q> nsei:unit <u> ; nsei:numericValue 3.0 . <u> skos:broadMatch unit:UNITLESS , unit:COUNT ."
        " <p> nsei:unit <v> ; nsei:numericValue 3.0 . <v> skos:broadMatch unit:M .",
    )
    assert found == {
        ("q", "type", "Quantity"),
        ("q", "quantityValue", "q/value"),
        ("q/value", "type", "QuantityValue"),
        ("q/value", "hasUnit", "http://qudt.org/vocab/unit/COUNT"),
        ("q/value", "numericValue", "3"),
    }


@pytest.mark.parametrize(
    ("double", "text", "datatype"),
    [
        ("2.7e4", "27000", "decimal"),
        ("1.2e-2", "0.012", "decimal"),
        # More digits than a double keeps, and more places than a decimal of Oxigraph has.
        ("0.3333333333333333e0", "0.3333333333333333", "double"),
        ("3.6845e-19", "0.00000000000000000036845", "double"),
    ],
)
def test_a_converted_number_is_a_decimal_where_it_is_exact(
    pattern: str, tmp_path: Path, double: str, text: str, datatype: str
) -> None:
    (tmp_path / "qudt-quantity.rq").write_text(pattern)
    store = Store()
    store.load(
        input="@prefix nsei: <https://w3id.org/naseikg/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
        f" @base <http://e.org/> . <q> nsei:unit <u> ; nsei:numericValue 1 ; nsei:siValue {double} ."
        " <u> nsei:siUnit <si> . <si> skos:exactMatch <http://qudt.org/vocab/unit/M> .",
        format=RdfFormat.TURTLE,
    )
    numbers = [
        one.object
        for one in pattern_triples(store, tmp_path, construct)
        if one.predicate.value == QUDT.numericValue.toPython()
    ]
    assert [(one.value, one.datatype.value) for one in numbers] == [(text, f"{rdflib.XSD}{datatype}")]  # type: ignore[union-attr]


def test_a_range_keeps_both_bounds_and_has_no_number(pattern: str, tmp_path: Path) -> None:
    found = _constructed(
        pattern,
        tmp_path,
        "<q> a nsei:Quantity ; nsei:unit <u> ; nsei:lowerBound 2.0 ; nsei:upperBound 3.0 ; nsei:siLowerBound 20.0e0 ;"
        " nsei:siUpperBound 30.0e0 . <u> nsei:siUnit <si> . <si> skos:exactMatch unit:A-PER-M2 .",
    )
    assert found == {
        ("q", "type", "Quantity"),
        ("q", "quantityValue", "q/value"),
        ("q/value", "type", "QuantityValue"),
        ("q/value", "hasUnit", "http://qudt.org/vocab/unit/A-PER-M2"),
        ("q/value", "minValue", "20"),
        ("q/value", "maxValue", "30"),
    }


def test_every_unit_and_kind_lives_in_the_published_files_and_both_have_one_dimension(
    kg: Built, published: Published
) -> None:
    pairs = set(
        _rows(
            kg.store,
            "SELECT ?unit ?kind { ?q qudt:hasQuantityKind ?kind ; qudt:quantityValue/qudt:hasUnit ?unit }",
        )
    )
    assert {one for pair in pairs for one in pair} - published.defined == set()
    assert {one for pair in pairs for one in pair} & published.deprecated == set()
    dimensions = {pair: tuple(published.dimension(one) for one in pair) for pair in pairs}
    assert {pair: found for pair, found in dimensions.items() if None in found or len(set(found)) != 1} == {}


def test_the_properties_and_classes_of_qudt_live_in_its_schema(file: rdflib.Graph, ontologies: Path) -> None:
    schema = rdflib.Graph().parse(ontologies / "qudt-schema.ttl")
    used = {one for triple in file for one in triple if isinstance(one, rdflib.URIRef) and one in QUDT}
    names = {"Quantity", "QuantityValue", "hasQuantity", "hasQuantityKind", "hasUnit", "numericValue", "quantityValue"}
    assert used == {QUDT[name] for name in names}
    assert {one for one in used if (one, rdflib.RDF.type, None) not in schema} == set()


def test_the_file_keeps_the_restrictions_of_the_schema(file: rdflib.Graph, ontologies: Path) -> None:
    schema = rdflib.Graph().parse(ontologies / "qudt-schema.ttl")
    known = file + _typed(ontologies / "qudt-vocab-units.ttl") + _typed(ontologies / "qudt-vocab-quantitykinds.ttl")
    assert _broken(file, known, schema) == []
    # Two units on one value, and a unit where a kind belongs, are found.
    value, quantity = THING["quantity/na3p-youngs-modulus/value"], THING["quantity/na3p-youngs-modulus"]
    known.add((value, QUDT.hasUnit, UNIT.PA))
    known.add((quantity, QUDT.hasQuantityKind, UNIT.PA))
    assert _broken(file, known, schema) == [(quantity, QUDT.hasQuantityKind), (value, QUDT.hasUnit)]


def _typed(path: Path) -> rdflib.Graph:
    """What a large file says of classes, and nothing else; rdflib would take seconds for the whole."""
    found = rdflib.Graph()
    for one in parse(path=path, format=RdfFormat.TURTLE):
        if one.predicate == RDF.type and isinstance(one.subject, NamedNode) and isinstance(one.object, NamedNode):
            found.add((rdflib.URIRef(one.subject.value), rdflib.RDF.type, rdflib.URIRef(one.object.value)))
    return found


def _broken(file: rdflib.Graph, known: rdflib.Graph, schema: rdflib.Graph) -> list[tuple[rdflib.URIRef, rdflib.URIRef]]:
    """The things of the file and the properties whose cardinality or range in the schema they break."""
    found = set()
    for name in (QUDT.Quantity, QUDT.QuantityValue):
        for above in schema.transitive_objects(name, rdflib.RDFS.subClassOf):
            property = schema.value(above, rdflib.OWL.onProperty)
            if not isinstance(property, rdflib.URIRef):
                continue
            most = schema.value(above, rdflib.OWL.maxCardinality)
            range_ = schema.value(above, rdflib.OWL.allValuesFrom)
            for thing in file.subjects(rdflib.RDF.type, name):
                assert isinstance(thing, rdflib.URIRef)
                values = list(known.objects(thing, property))
                outside = [
                    one
                    for one in values
                    if range_ in (QUDT.QuantityKind, QUDT.QuantityValue, QUDT.Unit)
                    and not any(
                        range_ in schema.transitive_objects(kind, rdflib.RDFS.subClassOf)
                        for kind in known.objects(one, rdflib.RDF.type)
                    )
                ]
                if outside or (isinstance(most, rdflib.Literal) and len(values) > int(most)):
                    found.add((thing, property))
    return sorted(found)


def test_the_file_holds_every_quantity_with_its_bearer_and_its_evidence(kg: Built, file: rdflib.Graph) -> None:
    quantities = {rdflib.URIRef(one) for (one,) in _rows(kg.store, "SELECT ?q { ?q a nsei:Quantity }")}
    assert set(file.subjects(rdflib.RDF.type, QUDT.Quantity)) == quantities
    without = quantities - set(file.objects(None, QUDT.hasQuantity))
    # What holds for another quantity only has no bearer.
    assert without == set(file.objects(None, NSEI.under)) - set(file.objects(None, QUDT.hasQuantity))
    assert quantities - set(file.subjects(rdflib.PROV.wasDerivedFrom, None)) == set()
    finding = THING["finding/shi-2023-3.1-na3p-red-phosphorus-has-quantity-na3p-ionic-conductivity"]
    assert set(file.objects(THING["quantity/na3p-ionic-conductivity"], rdflib.PROV.wasDerivedFrom)) == {finding}
    assert set(file.objects(finding, NSEI.supportedBy)) == {THING["reference/shi-2023-71"]}
    assert file.value(THING["basis/measured"], rdflib.RDFS.label) == rdflib.Literal("measured", lang="en")


def test_the_file_can_be_read_alone(file: rdflib.Graph) -> None:
    ours = {one for triple in file for one in triple if isinstance(one, rdflib.URIRef) and one in THING}
    values = set(file.objects(None, QUDT.quantityValue))
    named = {
        one for one in ours - values if not one.startswith(NSEI) or one in set(file.objects(None, rdflib.RDF.type))
    }
    assert {one for one in named if (one, rdflib.RDFS.label, None) not in file} - {NSEI.Finding} == set()
    assert {one for one in file.objects(None, QUDT.hasUnit) if (one, rdflib.RDFS.label, None) not in file} == set()


def test_the_conditions_of_a_test_and_what_is_not_stated_stay_with_its_results(file: rdflib.Graph) -> None:
    test = THING["test/nasn-sn-tfsi-2-symmetric"]
    assert set(file.objects(test, NSEI.hasCondition)) == {THING["quantity/nasn-sn-tfsi-2-symmetric-areal-capacity"]}
    assert set(file.objects(test, NSEI.hasResult)) == {THING["quantity/nasn-sn-tfsi-2-symmetric-lifetime"]}
    assert NSEI.currentDensity in set(file.objects(test, NSEI.notStated))


def test_equal_graphs_give_equal_bytes(kg: Built, tmp_path: Path) -> None:
    again = Store()
    again.bulk_extend(reversed(list(kg.store)))
    first, second = export(kg.store, tmp_path / "a.qudt.ttl"), export(again, tmp_path / "b.qudt.ttl")
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.size == f"{len(quantities_of(kg.store))} triples"
