"""The pattern that gives quantities and tests the shape of EMMO."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from naseikg.asking.answers import ask, construct
from naseikg.linking.linked import pattern_triples
from naseikg.linking.published import Published, load_published
from naseikg.linking.targets import expand_link
from naseikg.pipeline import Built
from naseikg.vocabulary import RDF

_PREFIXES = """
PREFIX battery: <https://w3id.org/emmo/domain/battery#>
PREFIX chameo: <https://w3id.org/emmo/domain/characterisation-methodology/chameo#>
PREFIX electrochemistry: <https://w3id.org/emmo/domain/electrochemistry#>
PREFIX emmo: <https://w3id.org/emmo#>
PREFIX schema: <https://schema.org/>
"""
#: What the pattern and this module call the terms of EMMO, whose names say nothing.
TERMS = {
    "hasNumericalPart": "emmo:EMMO_8ef3cd6d_ae58_4a8d_9fc0_ad8f49015cd0",
    "hasNumberValue": "emmo:EMMO_faf79f53_749d_40b2_807c_d34244c192f4",
    "hasMeasurementUnit": "emmo:EMMO_bed1d005_b04e_4a90_94cf_02bc678a8569",
    "hasProperty": "emmo:EMMO_e1097637_70d2_4895_973f_2396f04fa204",
    "hasConstituent": "emmo:EMMO_dba27ca1_33c9_4443_a912_1519ce4c39ec",
    "RealData": "emmo:EMMO_18d180e4_5e3e_42f7_820c_e08951223486",
    "MeasuredProperty": "emmo:EMMO_873b0ab3_88e6_4054_b901_5531e01f14a4",
    "ConventionalProperty": "emmo:EMMO_d8aa8e1f_b650_416d_88a0_5118de945456",
    "ModelledProperty": "emmo:EMMO_d0200cf1_e4f4_45ae_873f_b9359daea3cd",
    "hasTestObject": "battery:battery_da3b3f28_aaad_4d67_b674_df47e109fb8b",
    "ElectrochemicalComponent": "electrochemistry:electrochemistry_b5ea31c9_bb10_4276_980e_c3eceb1efc82",
    "Coating": "electrochemistry:electrochemistry_09a7f560_9ddf_4c32_b067_b213eca5b0a1",
    "hasComponent": "emmo:EMMO_3c7f239f_e833_4a2b_98a1_c88831770c1b",
    "hasCoating": "electrochemistry:electrochemistry_4df9926d_d4f2_4955_93f3_a03c5edc5383",
    "ControlProperty": "electrochemistry:electrochemistry_33e6986c_b35a_4cae_9a94_acb23248065c",
}
NATURES = ("ControlProperty", "ConventionalProperty", "MeasuredProperty", "ModelledProperty")
#: What EMMO says of every member of these, or of what these properties relate, is not known or not true of ours.
REFUSED = {
    "BatteryTest": "battery:battery_dca7729a_421a_4921_90cf_9692bb9eb081",
    "ElectrochemicalCell": "electrochemistry:electrochemistry_6f2c88c9_5c04_4953_a298_032cc3ab9b77",
    "Electrode": "electrochemistry:electrochemistry_0f007072_a8dd_4798_b865_1bf9363be627",
    "hasElectrode": "electrochemistry:electrochemistry_578c41e9_ee01_4840_9c8c_04ab6e4e6241",
    "MeasurementParameter": "chameo:MeasurementParameter",
    "hasMeasurementParameter": "chameo:hasMeasurementParameter",
}
_EXPERIMENT = "emmo:EMMO_22522299_4091_4d1f_82a2_3890492df6db"
_TESTED = "electrochemistry:electrochemistry_5998f7c1_d8e3_4c55_8170_c358e1b0c93c"


@pytest.fixture(scope="module")
def pattern(repository: Path) -> str:
    """The text of the pattern."""
    return (repository / "ontology" / "mappings" / "patterns" / "emmo-measurement.rq").read_text()


@pytest.fixture(scope="module")
def published(repository: Path) -> Published:
    """The published ontologies, which are not part of the repository."""
    folder = repository.parent / "shared" / "ontologies"
    if not folder.is_dir():
        pytest.skip("the published ontologies are not at ../shared/ontologies; the terms of EMMO are not checked")
    return load_published(folder)


def _rows(store: Store, query: str) -> list[tuple[str, ...]]:
    """The rows of a query in which ``<hasProperty>`` and the like stand for terms of EMMO."""
    text = re.sub(r"<(\w+)>", lambda name: TERMS[name[1]], query)
    return [tuple("" if one is None else one.value for one in row) for row in ask(store, _PREFIXES + text).rows]


def _local(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [tuple(one.removeprefix("https://w3id.org/naseikg/") for one in row) for row in rows]


def test_every_term_of_the_pattern_lives_in_the_published_files(pattern: str, published: Published) -> None:
    used = set(re.findall(r"\b(?:battery|chameo|electrochemistry|emmo):\w+", pattern))
    prefixes = dict(re.findall(r"PREFIX (\w+): <(.+)>", pattern))
    iris = {expand_link(one, prefixes).value for one in used}
    assert used == {*TERMS.values(), _TESTED}
    assert iris - published.defined == set()
    assert iris & published.deprecated == set()


def test_the_terms_are_those_that_the_published_files_call_so(pattern: str, published: Published) -> None:
    prefixes = dict(re.findall(r"PREFIX (\w+): <(.+)>", pattern))
    said = {name: published.labels[expand_link(term, prefixes).value] for name, term in TERMS.items()}
    assert {name: labels for name, labels in said.items() if name not in labels} == {}
    assert published.labels[expand_link(_TESTED, prefixes).value] == ("hasTestObject",)
    # And the notes beside the terms in the pattern say the same.
    noted = dict(re.findall(r"(\w+:\w+)(?: \?\w+| AS \?nature\))? ?[;.]? # (\w+)$", pattern, flags=re.M))
    assert len(noted) == 12
    assert {
        term: note for term, note in noted.items() if TERMS.get(note, _TESTED) != term and note != "hasTestObject"
    } == {}


def test_each_quantity_has_a_number_of_its_own_and_its_value(kg: Built) -> None:
    found = _rows(
        kg.store,
        "SELECT ?q ?n ?v { ?q <hasNumericalPart> ?n . ?n a <RealData> OPTIONAL { ?n <hasNumberValue> ?v } }",
    )
    assert len({number for _, number, _ in found}) == len({quantity for quantity, _, _ in found}) == len(found)
    ours = _rows(
        kg.store,
        "SELECT ?q ?v { ?q a nsei:Quantity OPTIONAL { ?q nsei:numericValue ?v"
        " FILTER NOT EXISTS { ?q nsei:lowerBound|nsei:upperBound ?bound } } }",
    )
    assert sorted((quantity, value) for quantity, _, value in found) == sorted(ours)


@pytest.mark.parametrize(
    ("quantity", "number", "least", "most", "words"),
    [
        ("nacl-nasn-sncl2-symmetric-lifetime", "", "500", "", "printed as over 500 h"),
        ("al2o3-peald-cycling-cycle-count", "", "", "500", "printed as up to 500 cycles"),
        ("imidazolium-ionic-membrane-thickness", "50", "", "", "printed as about 50 nm"),
        ("na3p-red-phosphorus-symmetric-lifetime", "780", "", "", ""),
    ],
)
def test_a_bound_is_no_number_and_every_qualifier_leaves_its_words(
    kg: Built, quantity: str, number: str, least: str, most: str, words: str
) -> None:
    rows = _rows(
        kg.store,
        "SELECT ?v ?least ?most ?words { <https://w3id.org/naseikg/quantity/" + quantity + "> <hasNumericalPart> ?n"
        " OPTIONAL { ?n <hasNumberValue> ?v } OPTIONAL { ?n schema:minValue ?least }"
        " OPTIONAL { ?n schema:maxValue ?most } OPTIONAL { ?n rdfs:comment ?words } }",
    )
    assert rows == [(number, least, most, words)]


def test_the_bounds_of_a_number_stand_at_the_number(kg: Built) -> None:
    found = _rows(
        kg.store,
        "SELECT ?q ?least ?most { ?q <hasNumericalPart> ?n . OPTIONAL { ?n schema:minValue ?least }"
        " OPTIONAL { ?n schema:maxValue ?most } FILTER(BOUND(?least) || BOUND(?most)) } ORDER BY ?q",
    )
    ours = _rows(
        kg.store,
        "SELECT ?q ?least ?most { ?q a nsei:Quantity OPTIONAL { ?q nsei:lowerBound ?least }"
        " OPTIONAL { ?q nsei:upperBound ?most } FILTER(BOUND(?least) || BOUND(?most)) } ORDER BY ?q",
    )
    assert found == ours != []


@pytest.mark.parametrize(
    ("quantity", "natures"),
    [
        ("ch3ona-na-binding-energy", ["ModelledProperty"]),
        ("na-shear-modulus", ["ConventionalProperty"]),
        ("na3p-ionic-conductivity", ["MeasuredProperty"]),
        ("na3p-red-phosphorus-symmetric-lifetime", ["MeasuredProperty"]),
        # Set, not found.
        ("na3p-red-phosphorus-symmetric-current-density", ["ControlProperty"]),
        # The recipe of a layer, though an experiment is reported.
        ("alucone-mld-10-cycles", []),
        ("1ald-1mld-al2o3-layers", []),
        ("alucone-mld-temperature", []),
        ("hcoona-treatment-time", []),
        # What industry needs is a property of nothing, and so is a condition of another quantity.
        ("industry-areal-capacity", []),
        ("deposit-1-mah", []),
    ],
)
def test_the_basis_of_a_finding_says_what_kind_of_property_it_reports(
    kg: Built, quantity: str, natures: list[str]
) -> None:
    values = " ".join(f'("{name}" {TERMS[name]})' for name in NATURES)
    iri = f"<https://w3id.org/naseikg/quantity/{quantity}>"
    rows = _rows(kg.store, f"SELECT ?name {{ VALUES (?name ?kind) {{ {values} }} {iri} a ?kind }} ORDER BY ?name")
    assert [name for (name,) in rows] == natures


def test_a_quantity_is_of_one_kind_where_it_is_a_property_and_of_none_elsewhere(kg: Built) -> None:
    kinds = " ".join(TERMS[one] for one in NATURES)
    found = _rows(
        kg.store,
        f"SELECT ?q (COUNT(DISTINCT ?kind) AS ?k) (COUNT(DISTINCT ?b) AS ?n) {{ ?q a nsei:Quantity"
        f" OPTIONAL {{ VALUES ?kind {{ {kinds} }} ?q a ?kind }} OPTIONAL {{ ?b <hasProperty> ?q }} }} GROUP BY ?q",
    )
    assert {(kind, "1" if int(bearers) else "0") for _, kind, bearers in found} == {("1", "1"), ("0", "0")}


def test_what_was_set_or_counted_in_making_a_layer_is_no_property(kg: Built) -> None:
    bare = _rows(kg.store, "SELECT ?q { ?q a nsei:Quantity FILTER NOT EXISTS { ?b <hasProperty> ?q } } ORDER BY ?q")
    recipes = _rows(
        kg.store,
        "SELECT DISTINCT ?q { { VALUES ?kind { nsei:DepositionCycleCount nsei:LayerCount nsei:ProcessTemperature"
        " nsei:ProcessTime } ?q a ?kind } UNION { ?b a nsei:Method ; nsei:hasQuantity ?q }"
        " UNION { ?b a nsei:Characteristic ; nsei:hasQuantity ?q } UNION { ?other nsei:under ?q"
        " FILTER NOT EXISTS { ?b nsei:hasQuantity ?q } } } ORDER BY ?q",
    )
    assert bare == recipes != []


def test_no_method_and_no_characteristic_has_a_property(kg: Built) -> None:
    query = "SELECT ?b {{ ?b a nsei:{} ; {} ?q }}"
    for one in ("Method", "Characteristic"):
        assert _rows(kg.store, query.format(one, "nsei:hasQuantity")) != []
        assert _rows(kg.store, query.format(one, "<hasProperty>")) == []


def test_the_conditions_of_a_test_are_set_properties_and_its_results_are_found_ones(kg: Built) -> None:
    for emmo, ours in (("ControlProperty", "hasCondition"), ("MeasuredProperty", "hasResult")):
        query = f"SELECT ?t ?q {{ ?t a {_EXPERIMENT} ; <hasProperty> ?q . ?q a <{emmo}> }} ORDER BY ?t ?q"
        assert _rows(kg.store, query) == _rows(kg.store, f"SELECT ?t ?q {{ ?t nsei:{ours} ?q }} ORDER BY ?t ?q") != []


@pytest.mark.parametrize("name", REFUSED)
def test_what_emmo_would_conclude_wrongly_is_not_said(kg: Built, published: Published, name: str) -> None:
    term = REFUSED[name]
    assert _rows(kg.store, f"SELECT ?x {{ {{ ?x a {term} }} UNION {{ ?x {term} ?y }} }}") == []
    prefixes = dict(re.findall(r"PREFIX (\w+): <(.+)>", _PREFIXES))
    assert name in published.labels[expand_link(term, prefixes).value]


def test_the_layer_of_a_test_is_part_of_an_electrode_of_its_cell(kg: Built) -> None:
    found = _rows(
        kg.store,
        "SELECT ?t ?layer { ?t <hasTestObject> ?c . ?c <hasComponent> ?e ."
        " ?e a <ElectrochemicalComponent> ; <hasCoating>|<hasConstituent> ?layer . ?layer nsei:hasTest ?t } ORDER BY ?t ?layer",
    )
    ours = "SELECT ?t ?layer {{ ?layer nsei:hasTest ?t {} }} ORDER BY ?t ?layer"
    assert found == _rows(kg.store, ours.format("; a nsei:Interphase")) != []
    tested = _rows(kg.store, f"SELECT ?t ?layer {{ ?t {_TESTED} ?layer }} ORDER BY ?t ?layer")
    assert tested == _rows(kg.store, ours.format(""))
    assert ("test/bare-cu-fig7f", "substance/copper") in _local(tested)


def test_the_cell_of_a_test_is_of_the_classes_that_the_links_give_its_kind(kg: Built) -> None:
    rows = _rows(kg.store, "SELECT ?t ?kind { ?t a nsei:CyclingTest OPTIONAL { ?t nsei:cellConfiguration ?kind } }")
    kinds = {test: kind for test, kind in rows}  # noqa: C416  # the rows are no pairs to mypy
    assert "" in kinds.values()
    for test, kind in kinds.items():
        query = f'SELECT ?c {{ <{kind or test + "/no"}> a ?c FILTER STRSTARTS(STR(?c), "https://w3id.org/emmo") }}'
        found = _rows(kg.store, f"SELECT ?c {{ <{test}> <hasTestObject>/rdf:type ?c }}")
        assert set(found) == set(_rows(kg.store, query))


def test_a_cell_of_a_linked_kind_is_of_the_class_of_the_link(repository: Path, tmp_path: Path, pattern: str) -> None:
    (tmp_path / "emmo-measurement.rq").write_text(pattern)
    store = Store()
    store.load(
        input="@prefix nsei: <https://w3id.org/naseikg/ontology#> . @base <http://e.org/> ."
        ' @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . <t> a nsei:CyclingTest ; rdfs:label "test"@en ;'
        " nsei:cellConfiguration <k> . <k> a nsei:HalfCell , <https://w3id.org/emmo#Half> .",
        format=RdfFormat.TURTLE,
    )
    types = [
        (one.subject.value, one.object.value)  # type: ignore[union-attr]
        for one in pattern_triples(store, tmp_path, construct)
        if one.predicate == RDF.type
    ]
    assert sorted(types) == [
        ("http://e.org/t/cell", "https://w3id.org/emmo#Half"),
        (
            "http://e.org/t/electrode",
            "https://w3id.org/emmo/domain/" + TERMS["ElectrochemicalComponent"].replace(":", "#"),
        ),
    ]


def test_a_layer_is_a_coating_of_the_electrode_where_the_links_make_it_one(kg: Built) -> None:
    coatings = _rows(kg.store, "SELECT DISTINCT ?layer { ?e <hasCoating> ?layer } ORDER BY ?layer")
    assert coatings == _rows(
        kg.store, "SELECT DISTINCT ?layer { ?layer nsei:hasTest ?t ; a <Coating> } ORDER BY ?layer"
    )
    assert ("interphase/al2o3-peald",) in _local(coatings)
    inside = _local(_rows(kg.store, "SELECT DISTINCT ?part { ?e <hasConstituent> ?part } ORDER BY ?part"))
    assert ("interphase/na3p-red-phosphorus",) in inside
    assert ("interphase/al2o3-peald",) not in inside
    # A kind of substance is no part of one electrode.
    assert [part for (part,) in inside if not part.startswith("interphase/")] == []


@pytest.mark.parametrize(
    ("unit", "emmo"),
    [
        ("hour", "Hour"),
        ("ma-per-cm2", "MilliAmperePerSquareCentiMetre"),
        # EMMO prints a wrong factor for it, of which the graph makes no use.
        ("mah-per-cm2", "MilliAmpereHourPerSquareCentiMetre"),
    ],
)
def test_a_quantity_is_found_by_its_unit_in_emmo(kg: Built, unit: str, emmo: str) -> None:
    found = _rows(kg.store, f"SELECT ?q {{ ?q <hasMeasurementUnit>/rdf:type emmo:{emmo} }} ORDER BY ?q")
    ours = _rows(kg.store, f"SELECT ?q {{ ?q nsei:unit <https://w3id.org/naseikg/unit/{unit}> }} ORDER BY ?q")
    assert found == ours != []


def test_every_quantity_has_a_unit_that_emmo_knows(kg: Built) -> None:
    unknown = _rows(
        kg.store,
        "SELECT ?q { ?q a nsei:Quantity FILTER NOT EXISTS { ?q <hasMeasurementUnit>/rdf:type ?unit"
        ' FILTER STRSTARTS(STR(?unit), "https://w3id.org/emmo#") } } ORDER BY ?q',
    )
    assert unknown == []


def test_a_range_has_bounds_and_no_number(repository: Path, tmp_path: Path, pattern: str) -> None:
    (tmp_path / "emmo-measurement.rq").write_text(pattern)
    store = Store()
    store.load(
        input="@prefix nsei: <https://w3id.org/naseikg/ontology#> . <http://e.org/q> a nsei:Quantity ;"
        " nsei:unit <http://e.org/hour> ; nsei:lowerBound 2.0 ; nsei:upperBound 3.0 .",
        format=RdfFormat.TURTLE,
    )
    emmo, schema = "https://w3id.org/emmo#", "https://schema.org/"
    found = {
        (one.subject.value, one.predicate.value.removeprefix(emmo).removeprefix(schema), one.object.value)  # type: ignore[union-attr]
        for one in pattern_triples(store, tmp_path, construct)
    }
    assert found == {
        ("http://e.org/q", "EMMO_8ef3cd6d_ae58_4a8d_9fc0_ad8f49015cd0", "http://e.org/q/number"),
        ("http://e.org/q", "EMMO_bed1d005_b04e_4a90_94cf_02bc678a8569", "http://e.org/hour"),
        (
            "http://e.org/q/number",
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
            f"{emmo}EMMO_18d180e4_5e3e_42f7_820c_e08951223486",
        ),
        ("http://e.org/q/number", "minValue", "2"),
        ("http://e.org/q/number", "maxValue", "3"),
    }
