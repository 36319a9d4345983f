from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad, Triple

from naseikg.asking.store import load_store, manifest_of, quads_of, write_store
from naseikg.errors import StoreError
from naseikg.vocabulary import GRAPH_ASSERTED, NSEI, RDFS

FACT = Triple(NSEI.Halide, RDFS.label, Literal("halide", language="en"))
OTHER = Triple(NSEI.Halide, RDFS.label, Literal("salt", language="en"))


def _quads(*facts: Triple) -> tuple[Quad, ...]:
    return quads_of(ontology=(), asserted=facts, inferred=())


def _asserted(fact: Triple) -> Quad:
    return Quad(fact.subject, fact.predicate, fact.object, GRAPH_ASSERTED)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    manifest = write_store(_quads(FACT, OTHER), tmp_path / "graph", version="1.2.3")
    assert set(load_store(tmp_path / "graph")) == {_asserted(FACT), _asserted(OTHER)}
    assert manifest == manifest_of(tmp_path / "graph")
    assert (manifest.version, dict(manifest.triples)) == ("1.2.3", {"asserted": 2})


def test_equal_facts_give_equal_bytes_in_any_order(tmp_path: Path) -> None:
    one = write_store(_quads(FACT, OTHER), tmp_path / "one", version="1")
    two = write_store(_quads(OTHER, FACT), tmp_path / "two", version="1")
    assert (tmp_path / "one" / one.file).read_bytes() == (tmp_path / "two" / two.file).read_bytes()


def test_a_new_build_replaces_the_old_one_and_leaves_nothing_else(tmp_path: Path) -> None:
    write_store(_quads(FACT), tmp_path / "graph", version="1")
    second = write_store(_quads(OTHER), tmp_path / "graph", version="2")
    assert sorted(path.name for path in (tmp_path / "graph").iterdir()) == sorted(["manifest.json", second.file])
    assert [quad.object for quad in load_store(tmp_path / "graph")] == [OTHER.object]


def test_a_damaged_graph_is_recognised(tmp_path: Path) -> None:
    manifest = write_store(_quads(FACT), tmp_path / "graph", version="1")
    path = tmp_path / "graph" / manifest.file
    path.write_bytes(path.read_bytes().replace(b"halide", b"haliae"))
    with pytest.raises(StoreError) as caught:
        load_store(tmp_path / "graph")
    assert str(caught.value) == f"{path}: is damaged (its digest is not the written one); run 'naseikg build' again"


def test_what_it_was_built_from_is_remembered(tmp_path: Path) -> None:
    write_store(_quads(FACT), tmp_path / "graph", version="1")
    assert manifest_of(tmp_path / "graph").inputs == ""
    write_store(_quads(FACT), tmp_path / "graph", version="1", inputs="abc")
    assert manifest_of(tmp_path / "graph").inputs == "abc"
    assert len(load_store(tmp_path / "graph")) == 1


def test_a_folder_without_a_graph_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        load_store(tmp_path)
    assert str(caught.value) == f"{tmp_path}: holds no built graph; run 'naseikg build'"


def test_a_folder_of_other_files_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(StoreError) as caught:
        write_store(_quads(FACT), tmp_path, version="1")
    assert str(caught.value) == f"{tmp_path}: holds files that are no built graph; give --out another folder"
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "graph").write_text("a file")
    with pytest.raises(StoreError, match="graph: cannot be written"):
        write_store(_quads(FACT), tmp_path / "graph", version="1")
