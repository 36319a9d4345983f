"""Cells and tests in the manner of BattINFO: the file is read by a JSON-LD processor that is not ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld
from pyoxigraph import Store

from naseikg.asking.answers import ask
from naseikg.exports.battinfo import cells_of, write_cells
from naseikg.exports.export import export
from naseikg.linking.published import Published, load_published
from naseikg.pipeline import Built

BASE = "https://w3id.org/naseikg/"
EMMO = "https://w3id.org/emmo#"
#: Terms of BattINFO's context for records, version 1, as read in BIG-MAP/BattINFO at commit 039d981.
IN_BATTINFO = {
    "BatteryCell": "https://w3id.org/emmo/domain/battery#battery_68ed592a_7924_45d0_a108_94d6275d57f0",
    "Copper": "https://w3id.org/emmo/domain/chemical-substance#substance_0993cbab_ff7f_4ec3_8a6c_cd67497d54d9",
    "CurrentCollector": "https://w3id.org/emmo/domain/electrochemistry#electrochemistry_212af058_3bbb_419f_a9c6_90ba9ebb3706",
    "MeasuredProperty": f"{EMMO}EMMO_873b0ab3_88e6_4054_b901_5531e01f14a4",
    "RealData": f"{EMMO}EMMO_18d180e4_5e3e_42f7_820c_e08951223486",
    "SodiumIonBattery": "https://w3id.org/emmo/domain/battery#battery_42329a95_03fe_4ec1_83cb_b7e8ed52f68a",
    "citation": "http://purl.org/dc/terms/bibliographicCitation",
    "citation_doi": "http://purl.org/ontology/bibo/doi",
    "hasCoating": "https://w3id.org/emmo/domain/electrochemistry#electrochemistry_4df9926d_d4f2_4955_93f3_a03c5edc5383",
    "hasConstituent": f"{EMMO}EMMO_dba27ca1_33c9_4443_a912_1519ce4c39ec",
    "hasMeasurementParameter": "https://w3id.org/emmo/domain/characterisation-methodology/chameo#hasMeasurementParameter",
    "hasMeasurementUnit": f"{EMMO}EMMO_bed1d005_b04e_4a90_94cf_02bc678a8569",
    "hasNumberValue": f"{EMMO}EMMO_faf79f53_749d_40b2_807c_d34244c192f4",
    "hasNumericalPart": f"{EMMO}EMMO_8ef3cd6d_ae58_4a8d_9fc0_ad8f49015cd0",
    "hasProperty": f"{EMMO}EMMO_e1097637_70d2_4895_973f_2396f04fa204",
    "hasTestObject": "https://w3id.org/emmo/domain/battery#battery_da3b3f28_aaad_4d67_b674_df47e109fb8b",
}
Json = Any  # a document of a foreign format


@pytest.fixture(scope="module")
def document(kg: Built) -> Json:
    """The file, read back as JSON."""
    return json.loads(write_cells(cells_of(kg.store)))


@pytest.fixture(scope="module")
def expanded(document: Json) -> Json:
    """The file as a JSON-LD processor expands it, without the network."""
    return _expand(document)


@pytest.fixture(scope="module")
def published(repository: Path) -> Published:
    """The published ontologies, which are not part of the repository."""
    folder = repository.parent / "shared" / "ontologies"
    if not folder.is_dir():
        pytest.skip("the published ontologies are not at ../shared/ontologies; the terms of BattINFO are not checked")
    return load_published(folder)


def _expand(document: Json) -> Json:
    def refuse(url: str, options: object) -> Json:
        raise AssertionError(f"the file needs {url}")

    return jsonld.expand(document, {"documentLoader": refuse})


def _nodes(document: Json) -> Iterator[dict[str, Json]]:
    """Every node of a document, the outer ones first."""
    if isinstance(document, list):
        for one in document:
            yield from _nodes(one)
    elif isinstance(document, dict):
        yield document
        for key, one in document.items():
            if key != "@context":
                yield from _nodes(one)


def _keys(document: Json) -> list[int]:
    """How many properties the nodes have, in their order."""
    counts = (sum(1 for key in node if not key.startswith("@")) for node in _nodes(document))
    return sorted(one for one in counts if one)


def _by_id(document: Json) -> dict[str, dict[str, Json]]:
    """The fullest node of each thing."""
    found: dict[str, dict[str, Json]] = {}
    for node in _nodes(document):
        name = node.get("@id", "")
        if len(node) > len(found.get(name, {})):
            found[name] = node
    return found


def _expanded_name(document: Json, name: str) -> str:
    """The IRI that the document's context gives a name."""
    term = {"@context": document["@context"], name: {"@id": "x:y"} if name[0].islower() else None, "@type": name}
    (node,) = _expand(term)
    return str(next((key for key in node if not key.startswith("@")), node["@type"][0]))


def test_no_key_is_dropped_when_the_file_is_expanded(document: Json, expanded: Json) -> None:
    assert _keys(expanded) == _keys(document["@graph"])
    types = [one for node in _nodes(expanded) for one in node.get("@type", []) if not one.startswith("http")]
    assert types == []


def test_a_key_that_the_context_lacks_would_be_seen(document: Json) -> None:
    broken = json.loads(json.dumps(document))
    broken["@graph"][0]["hasOverpotential"] = 3
    assert _keys(_expand(broken)) != _keys(broken["@graph"])
    del document_context(broken)["hasComponent"]
    assert len(_keys(_expand(broken))) < len(_keys(broken["@graph"]))


def document_context(document: Json) -> dict[str, Json]:
    context = document["@context"]
    assert isinstance(context, dict)
    return context


def test_the_names_are_those_of_the_context_of_battinfo(document: Json) -> None:
    used = IN_BATTINFO.keys() & document_context(document).keys()
    assert used == IN_BATTINFO.keys()
    assert {name: _expanded_name(document, name) for name in sorted(used)} == IN_BATTINFO


def test_every_foreign_term_lives_in_the_published_files(expanded: Json, published: Published) -> None:
    emmo = "https://w3id.org/emmo"
    used = {key for node in _nodes(expanded) for key in node if key.startswith(emmo)}
    used |= {one for node in _nodes(expanded) for one in node.get("@type", []) if one.startswith(emmo)}
    used |= {name for name in _by_id(expanded) if name.startswith(emmo)}
    used |= {one["@id"] for node in _nodes(expanded) for one in node.get(IN_BATTINFO["hasMeasurementUnit"], [])}
    assert len(used) > 40
    assert used - published.defined == set()
    assert used & published.deprecated == set()


def test_every_name_of_a_term_of_emmo_is_its_label(document: Json, published: Published) -> None:
    names = [
        name
        for name, term in document_context(document).items()
        if not name.startswith("@") and ("_" in str(term) or "chameo" in str(term)) and "nsei" not in str(term)
    ]
    iris = {name: _expanded_name(document, name) for name in names if name not in ("chameo", "citation_doi")}
    wrong = {name: iri for name, iri in iris.items() if name not in published.labels.get(iri, ())}
    assert len(iris) > 40
    assert wrong == {}


def test_the_quantities_of_the_tests_are_those_of_the_graph(kg: Built, expanded: Json) -> None:
    nodes = _by_id(expanded)
    rows = ask(
        kg.store,
        "SELECT ?test ?quantity ?number ?least ?most ?printed ?qualifier { ?test a nsei:CyclingTest ; nsei:hasQuantity ?quantity ."
        " ?quantity nsei:printedValue ?printed OPTIONAL { ?quantity nsei:numericValue ?number }"
        " OPTIONAL { ?quantity nsei:lowerBound ?least } OPTIONAL { ?quantity nsei:upperBound ?most }"
        " OPTIONAL { ?quantity nsei:qualifier ?qualifier } }",
    ).rows
    assert rows
    for row in rows:
        test, quantity, number, least, most, printed, qualifier = ("" if one is None else one.value for one in row)
        held = [
            one["@id"]
            for name in ("hasMeasurementParameter", "hasProperty")
            for one in nodes[test].get(IN_BATTINFO[name], [])
        ]
        assert held.count(quantity) == 1
        node = nodes[quantity]
        (part,) = node[IN_BATTINFO["hasNumericalPart"]]
        for property, value in (
            # A bound is no number.
            (IN_BATTINFO["hasNumberValue"], "" if least or most else number),
            ("https://schema.org/minValue", least),
            ("https://schema.org/maxValue", most),
        ):
            found = [Decimal(str(one["@value"])) for one in part.get(property, [])]
            assert found == ([Decimal(value)] if value else [])
        for name, value in (("printedValue", printed), ("qualifier", qualifier)):
            assert [one["@value"] for one in node.get(f"{BASE}ontology#{name}", [])] == [value] * bool(value)
        words = [one["@value"] for one in part.get("http://www.w3.org/2000/01/rdf-schema#comment", [])]
        assert [one.startswith(f"printed as {qualifier} {printed} ") for one in words] == [True] * bool(qualifier)


def test_the_conditions_of_a_test_and_its_results_are_told_apart(kg: Built, expanded: Json) -> None:
    nodes = _by_id(expanded)
    for name, ours in (("hasMeasurementParameter", "hasCondition"), ("hasProperty", "hasResult")):
        rows = ask(kg.store, f"SELECT ?test ?quantity {{ ?test nsei:{ours} ?quantity }}").rows
        said = {
            (test, one["@id"]) for test in nodes if "/test/" in test for one in nodes[test].get(IN_BATTINFO[name], [])
        }
        assert said == {(test.value, quantity.value) for test, quantity in rows}  # type: ignore[union-attr]


def test_no_class_of_emmo_says_more_than_is_known(document: Json) -> None:
    types = {one for node in _nodes(document["@graph"]) for one in _types(node)}
    assert "ControlProperty" in types
    assert types & {"BatteryTest", "Electrode", "ElectrochemicalCell", "MeasurementParameter"} == set()


def _types(node: dict[str, Json]) -> list[str]:
    types = node.get("@type", [])
    return [types] if isinstance(types, str) else list(types)


@pytest.mark.parametrize(
    ("quantity", "unit"),
    [
        ("na2te-cycling-current-density", "MilliAmperePerSquareCentiMetre"),
        # EMMO prints a wrong factor for it, of which the file makes no use; BattINFO writes it so too.
        ("na2te-cycling-areal-capacity", "MilliAmpereHourPerSquareCentiMetre"),
        ("na2te-cycling-lifetime", "Hour"),
    ],
)
def test_a_unit_is_the_unit_of_emmo(expanded: Json, quantity: str, unit: str) -> None:
    node = _by_id(expanded)[f"{BASE}quantity/{quantity}"]
    assert node[IN_BATTINFO["hasMeasurementUnit"]] == [{"@id": EMMO + unit}]


def test_what_is_not_stated_stays_visible(kg: Built, expanded: Json) -> None:
    nodes = _by_id(expanded)
    rows = ask(kg.store, "SELECT ?test ?property { ?test a nsei:CyclingTest ; nsei:notStated ?property }").rows
    said = {
        (test, one["@id"])
        for test in nodes
        for one in nodes[test].get(f"{BASE}ontology#notStated", [])
        if "/test/" in test
    }
    assert said == {(test.value, property.value) for test, property in rows}  # type: ignore[union-attr]
    missing = nodes[f"{BASE}ontology#electrolyte"]
    assert missing["http://www.w3.org/2000/01/rdf-schema#label"] == [{"@value": "electrolyte used"}]


def test_the_layer_is_on_an_electrode_of_the_cell_that_was_tested(document: Json) -> None:
    nodes = _by_id(document["@graph"])
    cell = nodes["test/na3p-red-phosphorus-symmetric"]["hasTestObject"]
    assert cell["schema:additionalType"] == {"@id": "cell/na-na-symmetric"}
    assert "@type" not in cell
    assert cell["hasComponent"]["hasConstituent"] == {"@id": "interphase/na3p-red-phosphorus"}
    coated = nodes["test/al2o3-peald-cycling"]["hasTestObject"]
    assert "schema:additionalType" not in coated
    assert coated["hasComponent"]["hasCoating"] == {"@id": "interphase/al2o3-peald"}
    layer = nodes["interphase/na3p-red-phosphorus"]
    assert layer["@type"][0] == "Interphase"
    assert layer["nsei:hasComponent"] == {"@id": "substance/na3p"}
    assert layer["nsei:appliedOn"] == {"@id": "substance/sodium-metal"}
    assert "hasConstituent" not in layer


def test_every_thing_that_is_named_is_described(document: Json) -> None:
    nodes = _by_id(document["@graph"])
    assert {name for name, node in nodes.items() if name and set(node) == {"@id"}} == set()


def test_a_test_names_its_sources_with_their_dois(document: Json) -> None:
    nodes = _by_id(document["@graph"])
    test = nodes["test/na3p-red-phosphorus-symmetric"]
    assert test["dcterms:source"] == [{"@id": "reference/shi-2023-71"}, {"@id": "source/shi-2023"}]
    assert nodes["source/shi-2023"]["citation_doi"] == "10.20944/preprints202305.1544.v1"
    assert test["prov:wasDerivedFrom"]["dcterms:type"] == "measured"


def test_all_tests_and_kinds_of_cell_are_there_and_the_bytes_are_the_same_each_time(kg: Built, tmp_path: Path) -> None:
    again = Store()
    again.bulk_extend(reversed(list(kg.store)))
    first, second = (export(one, tmp_path / f"{id(one)}.battinfo.jsonld") for one in (kg.store, again))
    assert first.path.read_bytes() == second.path.read_bytes()
    counts = [
        len(ask(kg.store, f"SELECT ?x {{ ?x a nsei:{name} }}").rows) for name in ("CyclingTest", "CellConfiguration")
    ]
    assert first.size == f"{counts[0]} tests, {counts[1]} kinds of cell"
