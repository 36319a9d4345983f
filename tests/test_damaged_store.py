"""A built graph that is not as it was written is refused with its file and the remedy, and never answers."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pyoxigraph import Literal, NamedNode, Quad

from naseikg.asking.answers import ask
from naseikg.asking.ondisk import write_on_disk
from naseikg.asking.store import Manifest, load_store, manifest_of, write_store
from naseikg.errors import QueryError, StoreError
from naseikg.vocabulary import GRAPH_ASSERTED, RDFS

_QUADS = tuple(
    Quad(NamedNode(f"https://example.org/{one}"), RDFS.label, Literal(f"thing {one}"), GRAPH_ASSERTED)
    for one in range(20)
)
_AGAIN = "; run 'naseikg build' again"


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder for one graph after the other."""
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


@cache
def _whole() -> tuple[Manifest, dict[str, bytes]]:
    """A whole graph: its manifest, and its files."""
    with tempfile.TemporaryDirectory() as made:
        manifest = write_store(_QUADS, Path(made), version="1.2.3", inputs="0123")
        return manifest, {one.name: one.read_bytes() for one in Path(made).iterdir()}


def _written(folder: Path) -> tuple[Manifest, Path, Path]:
    """A whole graph in a folder, with the files of its manifest and its quads."""
    manifest, files = _whole()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return manifest, folder / "manifest.json", folder / manifest.file


def _flipped(content: bytes, bits: set[int]) -> bytes:
    changed = bytearray(content)
    for bit in bits:
        changed[bit // 8 % len(changed)] ^= 1 << bit % 8
    return bytes(changed)


def _refused_or_equal(folder: Path, manifest: Manifest, file: Path) -> None:
    """What was changed either says the same as before, or is refused with the file and what to do."""
    try:
        found = (manifest_of(folder), set(load_store(folder)))
    except StoreError as error:
        message = str(error)
        assert message.startswith(f"{file}: ")
        assert message.endswith(_AGAIN)
    else:
        assert found == (manifest, set(_QUADS))


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(bits=some.sets(some.integers(0, 100_000), min_size=1, max_size=8))
def test_any_flipped_bits_of_the_graph_are_seen(folder: Path, bits: set[int]) -> None:
    manifest, _, graph = _written(folder)
    graph.write_bytes(_flipped(graph.read_bytes(), bits))
    _refused_or_equal(folder, manifest, graph)


def test_each_flipped_bit_of_the_manifest_is_seen(folder: Path) -> None:
    manifest, path, _ = _written(folder)
    content = path.read_bytes()
    for bit in range(8 * len(content)):
        path.write_bytes(_flipped(content, {bit}))
        _refused_or_equal(folder, manifest, path)


def test_a_manifest_or_graph_that_ends_too_early_is_seen(folder: Path) -> None:
    manifest, path, graph = _written(folder)
    for file in (path, graph):
        content = file.read_bytes()
        for size in range(0, len(content) - 1, 7):
            file.write_bytes(content[:size])
            _refused_or_equal(folder, manifest, file)
        file.write_bytes(content)


_JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.sampled_from(["version", "triples", "sha256"]), inner),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(
    content=some.binary(max_size=100)
    | _JSON.map(lambda value: json.dumps(value).encode())
    | some.fixed_dictionaries(
        {"version": _JSON, "triples": _JSON, "sha256": _JSON, "digest": _JSON}, optional={"inputs": _JSON}
    ).map(lambda value: json.dumps(value).encode())
)
def test_any_other_manifest_is_refused(folder: Path, content: bytes) -> None:
    _, path, _ = _written(folder)
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        load_store(folder)
    assert str(caught.value) == f"{path}: is damaged{_AGAIN}"


def _swapped(_: Path, graph: Path) -> None:
    with tempfile.TemporaryDirectory() as other:
        graph.write_bytes((Path(other) / write_store(_QUADS[:3], Path(other), version="1").file).read_bytes())


def _folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


@pytest.mark.parametrize(
    ("damage", "which", "message"),
    [
        (lambda _, graph: graph.unlink(), "graph", f"is missing or no file{_AGAIN}"),
        (lambda _, graph: _folder_instead(graph), "graph", f"is missing or no file{_AGAIN}"),
        (lambda _, graph: _loop(graph), "graph", f"is missing or no file{_AGAIN}"),
        (_swapped, "graph", f"is damaged (its digest is not the written one){_AGAIN}"),
        (lambda _, graph: graph.write_bytes(b""), "graph", f"is damaged (its digest is not the written one){_AGAIN}"),
        (lambda path, _: path.write_bytes(b""), "manifest", f"is damaged{_AGAIN}"),
        (lambda path, _: path.write_bytes(b" " * 2_000_000), "manifest", f"is damaged{_AGAIN}"),
        (lambda path, _: path.write_bytes(b"[" * 900_000), "manifest", f"is damaged{_AGAIN}"),
        (
            lambda path, _: _folder_instead(path),
            "manifest",
            "cannot be read (Is a directory); give a folder that 'naseikg build' wrote",
        ),
        (
            lambda path, _: _loop(path),
            "manifest",
            "cannot be read (Too many levels of symbolic links); give a folder that 'naseikg build' wrote",
        ),
    ],
)
def test_other_damage_is_named_with_its_file(
    damage: Callable[[Path, Path], object], which: str, message: str, tmp_path: Path
) -> None:
    _, path, graph = _written(tmp_path)
    damage(path, graph)
    with pytest.raises(StoreError) as caught:
        load_store(tmp_path)
    assert str(caught.value) == f"{path if which == 'manifest' else graph}: {message}"


def test_a_flipped_bit_of_a_graph_on_disk_never_answers_otherwise(tmp_path: Path) -> None:
    write_on_disk(_QUADS, tmp_path / "whole", version="1")
    chance, refused = random.Random(2023), 0
    for count in range(40):
        folder = tmp_path / str(count)
        shutil.copytree(tmp_path / "whole", folder)
        file = chance.choice(sorted(one for one in folder.rglob("*") if one.is_file() and one.stat().st_size))
        file.write_bytes(_flipped(file.read_bytes(), {chance.randrange(8 * file.stat().st_size)}))
        try:
            rows = ask(load_store(folder), "SELECT ?thing ?label { ?thing rdfs:label ?label }").rows
        except (StoreError, QueryError):
            refused += 1
        else:
            assert set(rows) == {(quad.subject, quad.object) for quad in _QUADS}
        shutil.rmtree(folder)
    assert 0 < refused < 40


def test_the_next_build_mends_what_is_damaged(tmp_path: Path) -> None:
    manifest, path, graph = _written(tmp_path)
    path.write_text("{")
    graph.write_text("half")
    assert write_store(_QUADS, tmp_path, version="1.2.3", inputs="0123") == manifest
    assert set(load_store(tmp_path)) == set(_QUADS)


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "graph").write_text("mine")
    with pytest.raises(StoreError) as caught:
        load_store(tmp_path / "graph")
    assert str(caught.value) == (
        f"{tmp_path / 'graph' / 'manifest.json'}: cannot be read (Not a directory);"
        " give a folder that 'naseikg build' wrote"
    )
