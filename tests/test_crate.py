"""The research object: the library ``rocrate`` loads it, and it keeps what RO-Crate 1.1 demands."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
import rocrate
from rocrate.rocrate import ROCrate

from naseikg.asking.store import load_store, write_store
from naseikg.exports.export import export
from naseikg.pipeline import Built, build_graph
from naseikg.places import Project, project
from naseikg.vocabulary import BASE
from smallproject import SmallProject

_METADATA = "ro-crate-metadata.json"
_DOI = "https://doi.org/10.20944/preprints202305.1544.v1"
_TIME = (1980, 1, 1, 0, 0, 0)

Entities = dict[str, dict[str, Any]]  # as JSON gives it


@pytest.fixture(scope="module")
def file(kg: Built, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The crate of the real graph."""
    path = tmp_path_factory.mktemp("crate") / "naseikg.crate.zip"
    export(kg.store, path, home=project(repository))
    return path


@pytest.fixture(scope="module")
def folder(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, unpacked."""
    path = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(file) as archive:
        archive.extractall(path)
    return path


@pytest.fixture(scope="module")
def entities(folder: Path) -> Entities:
    """What the description says of each thing."""
    document = json.loads((folder / _METADATA).read_text())
    found = {one["@id"]: one for one in document["@graph"]}
    assert len(found) == len(document["@graph"])
    return found


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _types(entity: dict[str, Any]) -> list[str]:
    found = entity["@type"]
    return found if isinstance(found, list) else [found]


def _linked(value: object) -> list[str]:
    many = value if isinstance(value, list) else [value]
    return [one["@id"] for one in many if isinstance(one, dict)]


def test_the_library_loads_it_and_finds_every_file(folder: Path, kg: Built) -> None:
    crate = ROCrate(str(folder))
    named = {one.id for one in crate.get_by_type("File")}
    assert named == _files(folder) - {_METADATA}
    assert crate.name == "naseikg: artificial interphases for sodium metal anodes as a knowledge graph"
    assert str(crate.license["@id"] if isinstance(crate.license, dict) else crate.license.id).endswith("/by/4.0/")
    assert crate.root_dataset["isBasedOn"].id == _DOI
    assert [one["name"] for one in crate.dereference(_DOI)["author"]] == [
        "Pengcheng Shi",
        "Xu Wang",
        "Xiaolong Cheng",
        "Yu Jiang",
    ]
    assert crate.dereference("data/graph.trig")["conformsTo"].id == f"{BASE}ontology"


def test_it_holds_the_data_the_ontology_the_shapes_the_mappings_and_the_questions(
    folder: Path, repository: Path
) -> None:
    questions = {path.stem for path in (repository / "queries").glob("*.rq")}
    mappings = {path.name for path in (repository / "ontology" / "mappings").glob("*.sssom.tsv")}
    expected = {
        _METADATA,
        *("data/graph.trig", "data/graph.nq", "data/dataset.dcat.ttl"),
        *("ontology/naseikg.ttl", "ontology/shapes.ttl"),
        *(f"mappings/{name}" for name in mappings),
        *(f"queries/{name}.rq" for name in questions),
        *(f"queries/expected/{name}.csv" for name in questions),
    }
    found = _files(folder)
    assert {one for one in found if not one.startswith("tables/")} == expected
    assert {"tables/findings.csv", "tables/interphases.csv", "tables/references.csv"} <= found


def test_its_data_are_the_graph_and_its_answers_those_expected(folder: Path, kg: Built, repository: Path) -> None:
    for name, format in (("graph.trig", pyoxigraph.RdfFormat.TRIG), ("graph.nq", pyoxigraph.RdfFormat.N_QUADS)):
        assert sum(1 for _ in pyoxigraph.parse(path=folder / "data" / name, format=format)) == len(kg.store)
    assert len(rdflib.Graph().parse(folder / "data" / "dataset.dcat.ttl")) > 1000
    for path in sorted((folder / "queries" / "expected").glob("*.csv")):
        assert path.read_text() == (repository / "queries" / "expected" / path.name).read_text(), path.name


def test_it_says_what_the_specification_demands(entities: Entities) -> None:
    descriptor, root = entities[_METADATA], entities["./"]
    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert _types(root) == ["Dataset"]
    assert root["datePublished"] == "2026-11-22"
    for required in ("name", "description", "license"):
        assert root[required]
    # Every data entity is reached from the root, and every entity has a type and a name but the descriptor.
    reached, waiting = set[str](), ["./"]
    while waiting:
        one = waiting.pop()
        reached.add(one)
        waiting += _linked(entities[one].get("hasPart", []))
    data = {name for name, one in entities.items() if {"File", "Dataset"} & set(_types(one))}
    assert data == reached
    assert [name for name, one in entities.items() if name != _METADATA and not one.get("name")] == []
    assert [name for name in data if name.endswith("/") != ("Dataset" in _types(entities[name]))] == []


def test_every_reference_of_the_description_leads_to_an_entity(entities: Entities) -> None:
    outside = {"https://w3id.org/ro/crate/1.1"}
    dangling = {
        link
        for one in entities.values()
        for key, value in one.items()
        if not key.startswith("@")
        for link in _linked(value)
        if link not in entities
    }
    assert dangling == outside


def test_a_file_has_its_format_size_and_digest(entities: Entities, folder: Path) -> None:
    for name in _files(folder) - {_METADATA}:
        content = (folder / name).read_bytes()
        one = entities[name]
        assert one["contentSize"] == str(len(content))
        assert one["sha256"] == hashlib.sha256(content).hexdigest()
        assert "/" in one["encodingFormat"]
        assert one["encodingFormat"] != "application/octet-stream", name


def test_every_word_of_the_description_is_in_the_context_of_ro_crate(entities: Entities) -> None:
    # The library carries a copy of the context, so that no network is needed.
    path = Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld"
    known = set(json.loads(path.read_text())["@context"])
    words = {key for one in entities.values() for key in one if not key.startswith("@")}
    types = {type for one in entities.values() for type in _types(one)}
    assert sorted((words | types) - known) == []


def test_the_program_and_the_data_have_their_licences(entities: Entities) -> None:
    assert entities["./"]["license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    software = entities[entities["./"]["mentions"]["@id"]]
    assert _types(software) == ["SoftwareApplication"]
    assert software["license"] == {"@id": "https://spdx.org/licenses/MIT"}
    assert _types(entities[entities["./"]["author"]["@id"]]) == ["Organization"]


def test_a_loaded_graph_gives_the_same_bytes_and_no_time(small: SmallProject, tmp_path: Path) -> None:
    built = build_graph(small.project)
    write_store(built.quads, tmp_path / "graph", version="1")
    export(built.store, tmp_path / "one.crate.zip", home=small.project)
    export(load_store(tmp_path / "graph"), tmp_path / "two.crate.zip", home=small.project)
    content = (tmp_path / "one.crate.zip").read_bytes()
    assert content == (tmp_path / "two.crate.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {one.date_time for one in archive.infolist()} == {_TIME}
        assert archive.testzip() is None


def test_a_project_without_shapes_mappings_and_questions_gives_a_crate_without_them(
    small: SmallProject, tmp_path: Path
) -> None:
    line = export(build_graph(small.project).store, tmp_path / "small.crate.zip", home=Project(root=small.project.root))
    with zipfile.ZipFile(tmp_path / "small.crate.zip") as archive:
        names = archive.namelist()
    assert line == f"{tmp_path / 'small.crate.zip'}: {len(names) - 1} files"
    assert {name.partition("/")[0] for name in names} == {_METADATA, "data", "ontology", "tables"}
    assert "ontology/shapes.ttl" not in names
