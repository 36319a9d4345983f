"""A graph on disk: read by every verb as any other, grown by whole sources, whole after any end of a writer."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad, Store

from growingsources import source_of
from naseikg.asking.freshness import groundwork_of, is_stale
from naseikg.asking.ondisk import Account, change, is_on_disk, write_on_disk
from naseikg.asking.store import load_store, manifest_of
from naseikg.cli import main
from naseikg.errors import StoreError
from naseikg.pipeline import build_graph, write_graph, write_large_graph
from smallproject import SmallProject

_CLAIM = "interphase/naf-layer preparedBy method/dipping"
_METHOD = "- id: dipping\n  type: PreparationMethod\n  label: dipping\n"


@pytest.fixture
def here(small: SmallProject, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    """The small project, to which the verbs apply."""
    monkeypatch.setenv("NASEIKG_HOME", str(small.project.root))
    return small


@pytest.fixture
def on_disk(here: SmallProject) -> SmallProject:
    """The same with its graph on disk."""
    assert main(["build", "--on-disk"]) == 0
    return here


def test_a_graph_on_disk_holds_and_counts_what_one_in_memory_does(small: SmallProject) -> None:
    built = build_graph(small.project)
    in_memory = write_graph(built, small.project.root / "memory")
    large = write_large_graph(built, small.project.root / "disk", groundwork=groundwork_of(small.project))
    assert _named(load_store(small.project.root / "disk")) == _named(load_store(small.project.root / "memory"))
    assert large.triples == in_memory.triples
    assert is_on_disk(small.project.root / "disk")
    assert not is_on_disk(small.project.root / "memory")


def test_a_verb_reads_a_graph_on_disk_without_noticing(
    on_disk: SmallProject, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["show", "substance/naf"]) == 0
    shown = capsys.readouterr()
    assert "sodium fluoride" in shown.out
    assert shown.err == ""


def test_an_added_source_makes_the_graph_that_a_build_of_both_makes(
    on_disk: SmallProject, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    folder = source_of(on_disk.project.records / "kim-2025", [_CLAIM], methods=_METHOD)
    assert main(["add", str(folder)]) == 0
    added = manifest_of(on_disk.project.graph)
    assert capsys.readouterr().out.startswith("6 records, ")
    assert main(["build", "--on-disk"]) == 0
    assert manifest_of(on_disk.project.graph) == added


def test_a_refused_source_leaves_the_graph_as_it_was(
    on_disk: SmallProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = manifest_of(on_disk.project.graph)
    quads = set(load_store(on_disk.project.graph))
    capsys.readouterr()
    assert (
        main(["add", str(source_of(tmp_path / "kim-2025", ["interphase/naf-layer variantOf interphase/naf-layer"]))])
        == 1
    )
    assert "nothing has nsei:variantOf to itself" in capsys.readouterr().err
    assert manifest_of(on_disk.project.graph) == before
    assert set(load_store(on_disk.project.graph)) == quads
    assert sorted(one.name for one in on_disk.project.graph.iterdir()) == [before.store, "manifest.json"]


def test_a_source_is_added_to_a_graph_on_disk_only(
    here: SmallProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build"]) == 0
    assert main(["add", str(source_of(tmp_path / "kim-2025", [_CLAIM], methods=_METHOD))]) == 2
    assert capsys.readouterr().err == (
        f"naseikg: {here.project.graph}: is no graph on disk; run 'naseikg build', or 'naseikg build --on-disk' once\n"
    )


def test_a_source_is_not_added_after_the_ontology_or_a_check_changed(
    on_disk: SmallProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (on_disk.project.checks / "new.rq").write_text("SELECT * { ?s a <urn:x> }")
    assert is_stale(on_disk.project)
    assert main(["add", str(source_of(tmp_path / "kim-2025", [_CLAIM], methods=_METHOD))]) == 2
    assert "was built with another ontology, other mappings or other checks" in capsys.readouterr().err


def test_a_change_of_the_records_does_not_make_a_graph_on_disk_stale(on_disk: SmallProject) -> None:
    on_disk.edit("quantities.yaml", "31.4 GPa", "31.5 GPa")
    assert not is_stale(on_disk.project)


def test_a_build_in_memory_takes_the_place_of_a_graph_on_disk_and_back(on_disk: SmallProject) -> None:
    graph = on_disk.project.graph
    for verb, kind in ((["build"], ".nq"), (["build", "--on-disk"], ".store")):
        assert main(verb) == 0
        assert (graph / (manifest_of(graph).sha256[:12].join(("graph-", kind)))).exists()
        assert is_on_disk(graph) == (kind == ".store")


def test_a_damaged_store_is_named(on_disk: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    path = on_disk.project.graph / manifest_of(on_disk.project.graph).store
    (path / "CURRENT").write_text("nonsense\n")
    with pytest.raises(StoreError) as caught:
        load_store(on_disk.project.graph)
    assert str(caught.value) == f"{path}: is damaged or no store; run 'naseikg build --on-disk' again"


def _named(store: Store) -> set[Quad]:
    """What a store says of named things; reading a file gives the unnamed ones other names."""
    return {one for one in store if not isinstance(one.subject, BlankNode) and not isinstance(one.object, BlankNode)}


def _quad(number: int) -> Quad:
    return Quad(NamedNode(f"urn:{number}"), NamedNode("urn:p"), NamedNode("urn:o"), NamedNode("urn:graph/asserted"))


def _adds(number: int) -> Callable[[Store, Account], None]:
    def work(store: Store, account: Account) -> None:
        store.add(_quad(number))
        account.add([_quad(number)])

    return work


def test_the_account_of_a_graph_does_not_depend_on_the_way_to_it(tmp_path: Path) -> None:
    straight, detour = Account(), Account()
    straight.add([_quad(1), _quad(2)])
    detour.add([_quad(3), _quad(2)])
    detour.remove([_quad(3)])
    detour.add([_quad(1)])
    assert detour.manifest(version="1") == straight.manifest(version="1")
    assert straight.manifest(version="1").triples == {"asserted": 2}


def test_a_reader_keeps_the_graph_that_it_opened_while_another_grows(tmp_path: Path) -> None:
    write_on_disk([_quad(1)], tmp_path / "graph", version="1")
    reader = load_store(tmp_path / "graph")
    change(tmp_path / "graph", _adds(2))
    assert set(reader) == {_quad(1)}
    assert set(load_store(tmp_path / "graph")) == {_quad(1), _quad(2)}


_WRITER = """
import sys
from pathlib import Path
from pyoxigraph import NamedNode, Quad
from naseikg.asking.ondisk import change
folder, number = Path(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
while True:
    number += 1
    quad = Quad(NamedNode(f"urn:{number}"), NamedNode("urn:p"), NamedNode("urn:o"), NamedNode("urn:graph/asserted"))
    def work(store, account):
        store.add(quad)
        account.add([quad])
    change(folder, work)
"""


def test_a_writer_killed_at_any_moment_leaves_a_whole_graph(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    write_on_disk([_quad(number) for number in range(50)], folder, version="1")
    dice = random.Random(1)
    sizes = set()
    for number in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(folder), str(1000 * number + 1000)], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(dice.random() * 0.6)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        store, account = load_store(folder), Account()
        account.add(store)
        manifest = manifest_of(folder)
        assert account.manifest(version="1") == manifest
        sizes.add(manifest.triples["asserted"])
        assert len(list(folder.glob("graph-*"))) <= 4
    assert len(sizes) > 1
