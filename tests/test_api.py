from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import RDF, RDFS, URIRef
from rdflib import Literal as Text

import naseikg
from naseikg.errors import QueryError, RecordErrors, StoreError, TextError, UnknownNameError
from naseikg.pipeline import Built, build_graph, write_graph
from naseikg.places import Project
from naseikg.reading.text import SourceText
from naseikg.vocabulary import BASE, GRAPH_ASSERTED, NSEI
from naseikg.vocabulary import RDFS as OUR_RDFS
from smallproject import SmallProject

LABEL = f"SELECT ?label {{ <{BASE}substance/naf> rdfs:label ?label }}"
VIEW = """\
#+ title: Layers and their phases
#+ description: What the layers of a test consist of.
#+ kinds: [Interphase blue square, Substance sky dot]
PREFIX nsei: <https://w3id.org/naseikg/ontology#>
CONSTRUCT { ?layer nsei:hasComponent ?phase } WHERE { ?layer nsei:hasComponent ?phase }
"""


@pytest.fixture
def home(small: SmallProject, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    """A small project with nothing built yet, which the functions read."""
    monkeypatch.setenv("NASEIKG_HOME", str(small.project.root))
    return small


@pytest.fixture
def real(kg: Built, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The real project with its graph built, which the functions read."""
    root = tmp_path / "real"
    root.mkdir()
    for name in ("ontology", "queries", "graphs"):
        (root / name).symlink_to(repository / name)
    write_graph(kg, root / "build" / "graph")
    monkeypatch.setenv("NASEIKG_HOME", str(root))
    return Project(root=root)


def _labels() -> list[str]:
    return [cell.value for (cell,) in naseikg.query(LABEL).rows if isinstance(cell, Literal)]


def test_the_public_names_are_sorted_functions_with_an_explanation() -> None:
    assert naseikg.__all__ == sorted(naseikg.__all__)
    functions: list[Callable[..., object]] = [getattr(naseikg, name) for name in naseikg.__all__]
    assert [one.__name__ for one in functions] == naseikg.__all__
    assert [one.__name__ for one in functions if not one.__doc__] == []


def test_importing_the_package_loads_no_other_library() -> None:
    code = (
        "import sys; before = set(sys.modules); import naseikg;"
        "print(sorted({name.split('.')[0] for name in set(sys.modules) - before} - sys.stdlib_module_names))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['naseikg']\n"


def test_a_verb_stays_a_function_when_every_module_is_imported() -> None:
    code = (
        "import importlib, pkgutil, naseikg\n"
        "for one in pkgutil.walk_packages(naseikg.__path__, 'naseikg.'): importlib.import_module(one.name)\n"
        "print([name for name in naseikg.__all__ if not callable(getattr(naseikg, name))])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_version_is_that_of_the_installed_package() -> None:
    assert naseikg.__version__ == version("naseikg")
    with pytest.raises(AttributeError, match="module 'naseikg' has no attribute 'nothing'"):
        naseikg.nothing  # noqa: B018  # to look it up is the test


def test_without_a_built_graph_the_records_are_built_in_memory(home: SmallProject) -> None:
    assert _labels() == ["sodium fluoride"]
    assert not home.project.build.exists()


def test_a_build_is_written_and_read_from_then_on(home: SmallProject) -> None:
    assert _labels() == ["sodium fluoride"]
    home.edit("substances.yaml", "label: sodium fluoride", "label: fluoride of sodium")
    manifest = naseikg.build()
    assert (home.project.build / "graph" / manifest.file).is_file()
    assert _labels() == ["fluoride of sodium"]
    home.edit("substances.yaml", "label: fluoride of sodium", "label: NaF")
    assert _labels() == ["fluoride of sodium"]
    naseikg.build()
    assert _labels() == ["NaF"]


def test_a_build_elsewhere_is_not_read(home: SmallProject, tmp_path: Path) -> None:
    manifest = naseikg.build(tmp_path / "elsewhere")
    assert sorted(path.name for path in (tmp_path / "elsewhere").iterdir()) == sorted([manifest.file, "manifest.json"])
    assert not home.project.build.exists()


def test_a_graph_carried_by_the_package_is_read_before_a_built_one(home: SmallProject) -> None:
    naseikg.build()
    home.edit("substances.yaml", "label: sodium fluoride", "label: carried")
    write_graph(build_graph(home.project), home.project.root / "graph")
    assert _labels() == ["carried"]


def test_a_broken_record_stops_the_build_and_keeps_the_last_one(home: SmallProject) -> None:
    naseikg.build()
    home.edit("substances.yaml", "type: Halide", "type: Halid")
    with pytest.raises(RecordErrors, match="class 'Halid' is unknown; did you mean Halide\\?"):
        naseikg.build()
    with pytest.raises(RecordErrors, match="class 'Halid' is unknown; did you mean Halide\\?"):
        naseikg.check()
    assert _labels() == ["sodium fluoride"]


def test_check_counts_the_checks_and_writes_nothing(home: SmallProject) -> None:
    (home.project.checks / "none.rq").write_text("#+ problem: none\nSELECT * { ?s a nsei:Nothing }")
    assert naseikg.check() == 1
    assert not home.project.build.exists()


def test_a_damaged_graph_is_not_read(home: SmallProject) -> None:
    file = home.project.build / "graph" / naseikg.build().file
    file.write_text("")
    with pytest.raises(StoreError) as caught:
        naseikg.store()
    assert str(caught.value) == f"{file}: is damaged (its digest is not the written one); run 'naseikg build' again"


def test_a_named_query_and_its_text_give_the_same_answer(home: SmallProject) -> None:
    (home.project.queries / "naf.rq").write_text(f"#+ title: NaF\n{LABEL}")
    assert naseikg.query("naf") == naseikg.query(LABEL)
    assert naseikg.query("naf").columns == ("label",)
    assert [one.title for one in naseikg.questions()] == ["NaF"]


def test_the_real_queries_are_all_answered(real: Project) -> None:
    names = [one.name for one in naseikg.questions()]
    assert names == sorted(path.stem for path in real.queries.glob("*.rq"))
    assert [name for name in names if not naseikg.query(name).columns] == []


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("naff", UnknownNameError, "no query is called 'naff'; did you mean naf?"),
        ("../naf", UnknownNameError, "no query is called '../naf'; did you mean naf?"),
        ("SELECT", UnknownNameError, "no query is called 'SELECT'; 'naseikg query --list' shows the names"),
        ("SELECT ?x { SERVICE <http://example.org/> { ?x ?y ?z } }", QueryError, None),
        ("SELECT * {", QueryError, None),
    ],
)
def test_a_wrong_query_is_told_apart_from_an_unknown_name(
    text: str, error: type[Exception], message: str | None, home: SmallProject
) -> None:
    (home.project.queries / "naf.rq").write_text(LABEL)
    with pytest.raises(error) as caught:
        naseikg.query(text)
    assert message is None or str(caught.value) == message


def test_a_thing_is_shown_and_an_unknown_one_refused(home: SmallProject) -> None:
    assert "sodium fluoride" in naseikg.show("substance/naf")
    assert naseikg.show("NaF") == naseikg.show("substance/naf")
    with pytest.raises(UnknownNameError, match="no thing is called"):
        naseikg.show("substance/nad")


def test_a_text_that_the_records_were_not_read_from_is_refused(home: SmallProject, repository: Path) -> None:
    with pytest.raises(TextError):
        naseikg.show("substance/naf", text=repository / "LICENSE")
    with pytest.raises(TextError):
        naseikg.coverage(repository / "LICENSE")


def test_the_review_is_covered_as_far_as_its_text_is_here(real: Project, review: SourceText, tmp_path: Path) -> None:
    file = tmp_path / "review.txt"
    file.write_text(review.text, newline="")
    assert len(naseikg.coverage(file).lines) == len(review.passages)
    assert "sodium fluoride" in naseikg.show("substance/naf", text=str(file))


def test_the_store_and_the_graph_are_copies(home: SmallProject) -> None:
    naf, fact = NamedNode(BASE + "substance/naf"), Literal("mine")
    size = len(naseikg.store())
    naseikg.store().add(Quad(naf, OUR_RDFS.comment, fact, GRAPH_ASSERTED))
    naseikg.graph().add((URIRef(naf.value), RDFS.comment, Text("mine")))
    naseikg.network().remove_node("substance/naf")
    assert len(naseikg.store()) == size
    assert (URIRef(naf.value), RDFS.comment, Text("mine")) not in naseikg.graph()
    assert naseikg.network().nodes["substance/naf"]["kind"] == "substance"


def test_the_graph_holds_what_is_inferred_too(home: SmallProject) -> None:
    types = {str(one) for one in naseikg.graph().objects(URIRef(BASE + "substance/naf"), RDF.type)}
    assert {NSEI.Halide.value, NSEI.InorganicSubstance.value, NSEI.Substance.value} <= types


def test_an_export_is_written(home: SmallProject, tmp_path: Path) -> None:
    file = tmp_path / "graph.nt"
    line = naseikg.export(file)
    assert line == f"{file}: {len(file.read_text().splitlines())} triples"


def test_the_views_are_drawn(home: SmallProject, tmp_path: Path) -> None:
    home.project.views.mkdir()
    (home.project.views / "layers.rq").write_text(VIEW)
    (line,) = naseikg.views(str(tmp_path / "views"))
    assert line.startswith(str(tmp_path / "views" / "layers.html"))
    assert (tmp_path / "views" / "layers.html").is_file()
