from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from naseikg.asking.store import manifest_of
from naseikg.errors import QueryError, StoreError
from naseikg.exports.export import SUFFIXES
from naseikg.pages.site import STAGES, is_current, made_from, write_site
from naseikg.pipeline import build_graph, write_graph
from naseikg.vocabulary import BASE, GRAPH_ASSERTED, NSEI, RDF, RDFS
from smallproject import SmallProject
from smallsite import files_of, paths_of, written
from test_site import NAME_FILES, OTHER_FILES, PAGES, TERM_PAGES


def test_the_same_graph_gives_the_same_bytes(ready: SmallProject, tmp_path: Path) -> None:
    written(ready, tmp_path / "one")
    written(ready, tmp_path / "two")
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_the_stages_are_told_in_order_and_the_summary_says_what_there_is(ready: SmallProject, tmp_path: Path) -> None:
    told: list[str] = []
    out = tmp_path / "site"
    summary = write_site(build_graph(ready.project).store, ready.project, out, progress=told.append)
    stages = ("explorer", "views", "answers", "downloads", "pages", "names")
    assert tuple(told) == STAGES == stages
    downloads, names = len(SUFFIXES) + 2, sum(name.endswith((".ttl", ".trig")) for name in NAME_FILES)
    pages = len(PAGES | TERM_PAGES)
    assert summary == (
        f"{out}: {pages} pages, 1 view, 2 answers, {downloads} downloads, {names} names; open {out / 'index.html'}"
    )


def test_an_older_site_is_replaced_and_nothing_is_left_beside(ready: SmallProject, tmp_path: Path) -> None:
    site = tmp_path / "site"
    written(ready, site)
    (site / "substance" / "gone.html").write_text("old")
    before = sorted(path.name for path in site.parent.iterdir())
    written(ready, site)
    assert paths_of(site) == sorted(PAGES | OTHER_FILES | NAME_FILES)
    assert sorted(path.name for path in site.parent.iterdir()) == before


def test_a_wrong_query_leaves_the_older_site_as_it_was(ready: SmallProject, tmp_path: Path) -> None:
    site = tmp_path / "site"
    written(ready, site)
    before = files_of(site)
    (ready.project.queries / "layers.rq").write_text("SELECT WHERE")
    with pytest.raises(QueryError, match=r"^layers:1:"):
        written(ready, site)
    assert files_of(site) == before
    assert not [path for path in site.parent.iterdir() if path.name.startswith(".")]


def test_a_thing_does_not_take_the_place_of_the_list_of_its_kind(ready: SmallProject, tmp_path: Path) -> None:
    store = build_graph(ready.project).store
    index = NamedNode(f"{BASE}substance/index")
    store.add(Quad(index, RDF.type, NSEI.Substance, GRAPH_ASSERTED))
    store.add(Quad(index, RDFS.label, Literal("index", language="en"), GRAPH_ASSERTED))
    with pytest.raises(StoreError) as caught:
        write_site(store, ready.project, tmp_path / "site")
    assert str(caught.value) == "substance/index.html: two pages would stand there; rename one thing"
    assert not (tmp_path / "site").exists()


def test_a_folder_with_other_files_is_left_alone(ready: SmallProject, tmp_path: Path) -> None:
    out = tmp_path / "mine"
    out.mkdir()
    (out / "thesis.tex").write_text("mine")
    with pytest.raises(StoreError) as caught:
        written(ready, out)
    assert str(caught.value) == f"{out}: holds files that are no site; give another folder"
    assert files_of(out) == {"thesis.tex": b"mine"}


def test_an_empty_folder_is_filled(ready: SmallProject, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    written(ready, tmp_path / "site")
    assert paths_of(tmp_path / "site") == sorted(PAGES | OTHER_FILES | NAME_FILES)


def test_a_folder_that_cannot_be_written_is_named(ready: SmallProject, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    out = tmp_path / "file" / "site"
    with pytest.raises(StoreError) as caught:
        written(ready, out)
    assert str(caught.value) == f"{out}: cannot be written (File exists); free space or give another folder"


def test_a_file_in_the_place_of_the_folder_is_left_alone(ready: SmallProject, tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.write_text("a file")
    with pytest.raises(StoreError) as caught:
        written(ready, out)
    assert str(caught.value) == f"{out}: cannot be written (Not a directory); free space or give another folder"
    assert out.read_text() == "a file"


def test_a_site_is_current_until_what_it_was_made_from_changes(ready: SmallProject, tmp_path: Path) -> None:
    built = build_graph(ready.project)
    before = made_from(ready.project, write_graph(built, tmp_path / "graph"))
    assert not is_current(tmp_path / "site", before)
    write_site(built.store, ready.project, tmp_path / "site", made_from=before)
    assert is_current(tmp_path / "site", before)
    question = next(ready.project.queries.glob("*.rq"))
    question.write_text(question.read_text() + "\n")
    assert not is_current(tmp_path / "site", made_from(ready.project, manifest_of(tmp_path / "graph")))
