from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

import networkx
import pytest
import rdflib
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Store, Triple, parse

from naseikg.asking.store import load_store, write_store
from naseikg.errors import StoreError, UnknownNameError
from naseikg.exports.cardinalities import restored
from naseikg.exports.export import SUFFIXES, export, export_all
from naseikg.pipeline import Built, build_graph
from smallproject import SmallProject

#: Graph formats by suffix: the names by which rdflib and pyoxigraph read them.
TRIPLES = {
    ".ttl": ("turtle", RdfFormat.TURTLE),
    ".rdf": ("xml", RdfFormat.RDF_XML),
    ".jsonld": ("json-ld", RdfFormat.JSON_LD),
    ".nt": ("nt", RdfFormat.N_TRIPLES),
}
QUADS = {".nq": ("nquads", RdfFormat.N_QUADS), ".trig": ("trig", RdfFormat.TRIG)}
#: The formats that have tests of their own, and what they say of an empty store.
ELSEWHERE = {
    ".bib": "0 works",
    ".csl.json": "0 works",
    ".cito.ttl": "0 triples",
    ".battinfo.jsonld": "0 tests, 0 kinds of cell",
    ".qudt.ttl": "0 triples",
    ".nanopubs.trig": "0 nanopublications",
}
#: These describe the other formats and take the ontology and the questions along: they are never empty.
DESCRIBING = (".dcat.ttl", ".crate.zip")


#: Its parsers use what it has deprecated.
RDFLIB_WARNS_OF_ITSELF = pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")


@pytest.fixture(scope="module")
def exports(kg: Built, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, str]]:
    """The whole graph in every format: the file, and the line that was returned."""
    folder = tmp_path_factory.mktemp("exports")
    files = [folder / f"graph{suffix}" for suffix in SUFFIXES]
    return dict(zip(SUFFIXES, zip(files, export_all(kg.store, files), strict=True), strict=True))


@pytest.fixture(scope="module")
def loaded(kg: Built, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The graph as it comes back from a file, which gives blank nodes other names."""
    folder = tmp_path_factory.mktemp("built") / "graph"
    write_store(kg.quads, folder, version="1")
    return load_store(folder)


@pytest.fixture(scope="module")
def again(loaded: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the loaded graph in every format, written in the other order, which must not matter."""
    folder = tmp_path_factory.mktemp("again")
    export_all(loaded, [folder / f"graph{suffix}" for suffix in reversed(SUFFIXES)])
    return folder


@pytest.fixture(scope="module")
def triples(kg: Built) -> set[str]:
    """The triples of all graphs, blank nodes named by what they say."""
    return _canonical({restored(quad).triple for quad in kg.store})


@pytest.fixture(scope="module")
def quads(kg: Built) -> set[str]:
    """The statements of each graph, blank nodes named by what they say."""
    return _canonical(map(restored, kg.store))


@pytest.fixture
def store(small: SmallProject) -> Store:
    """A graph of a handful of records."""
    return build_graph(small.project).store


_DOUBLE = re.compile(r'"([^"]*)"(\^\^<http://www\.w3\.org/2001/XMLSchema#double>)')


def _canonical(statements: Iterable[Quad] | Iterable[Triple]) -> set[str]:
    quads = [one if isinstance(one, Quad) else Quad(one.subject, one.predicate, one.object) for one in statements]
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    # rdflib writes the double 10 as "10.0", pyoxigraph as "10": one number, two texts.
    return {_DOUBLE.sub(lambda found: f'"{float(found[1])!r}"{found[2]}', str(one)) for one in dataset}


def test_every_format_is_tested_here() -> None:
    assert set(SUFFIXES) == {*TRIPLES, *QUADS, ".graphml", ".gexf", ".csv.zip", *ELSEWHERE, *DESCRIBING}


@RDFLIB_WARNS_OF_ITSELF
@pytest.mark.parametrize("suffix", TRIPLES)
def test_rdflib_reads_the_same_triples(suffix: str, exports: dict[str, tuple[Path, str]], triples: set[str]) -> None:
    read = rdflib.Graph().parse(exports[suffix][0], format=TRIPLES[suffix][0])
    assert _canonical(parse(read.serialize(format="nt"), format=RdfFormat.N_TRIPLES)) == triples


@pytest.mark.parametrize("suffix", TRIPLES)
def test_pyoxigraph_reads_the_same_triples(
    suffix: str, exports: dict[str, tuple[Path, str]], triples: set[str]
) -> None:
    assert _canonical(parse(path=exports[suffix][0], format=TRIPLES[suffix][1])) == triples


@RDFLIB_WARNS_OF_ITSELF
@pytest.mark.parametrize("suffix", QUADS)
def test_rdflib_reads_the_same_quads(suffix: str, exports: dict[str, tuple[Path, str]], quads: set[str]) -> None:
    read = rdflib.Dataset()
    read.parse(exports[suffix][0], format=QUADS[suffix][0])
    assert _canonical(parse(read.serialize(format="nquads"), format=RdfFormat.N_QUADS)) == quads


@pytest.mark.parametrize("suffix", QUADS)
def test_pyoxigraph_reads_the_same_quads(suffix: str, exports: dict[str, tuple[Path, str]], quads: set[str]) -> None:
    assert _canonical(parse(path=exports[suffix][0], format=QUADS[suffix][1])) == quads


def test_networkx_reads_the_same_network_from_both_formats(exports: dict[str, tuple[Path, str]]) -> None:
    graphml = networkx.read_graphml(exports[".graphml"][0])
    gexf = networkx.read_gexf(exports[".gexf"][0])
    assert sorted(graphml.nodes) == sorted(gexf.nodes)
    assert sorted((*ends, values["relation"]) for *ends, values in graphml.edges(data=True)) == sorted(
        (*ends, values["relation"]) for *ends, values in gexf.edges(data=True)
    )


def test_the_tables_are_read_by_the_csv_module(exports: dict[str, tuple[Path, str]], kg: Built) -> None:
    with zipfile.ZipFile(exports[".csv.zip"][0]) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("substances.csv").decode())))
    assert sorted(row["id"] for row in rows) == sorted(str(one.id) for one in kg.records if one.kind == "substance")
    assert next(row for row in rows if row["id"] == "substance/naf")["label"] == "sodium fluoride"


def test_the_line_says_how_much_was_written(exports: dict[str, tuple[Path, str]], triples: set[str], kg: Built) -> None:
    size = {suffix: f"{len(triples)} triples" for suffix in TRIPLES} | {
        suffix: f"{len(kg.store)} quads" for suffix in QUADS
    }
    network = networkx.read_graphml(exports[".graphml"][0])
    size |= {suffix: f"{len(network.nodes)} nodes, {len(network.edges)} edges" for suffix in (".graphml", ".gexf")}
    with zipfile.ZipFile(exports[".csv.zip"][0]) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".csv")]
    rows = sum(len(list(csv.reader(io.StringIO(text)))) - 1 for text in texts)
    size[".csv.zip"] = f"{len(texts)} tables, {rows} rows"
    assert {suffix: exports[suffix][1] for suffix in size} == {
        suffix: f"{exports[suffix][0]}: {one}" for suffix, one in size.items()
    }


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_loaded_graph_gives_the_same_bytes_as_the_built_one(
    suffix: str, exports: dict[str, tuple[Path, str]], again: Path
) -> None:
    assert (again / f"graph{suffix}").read_bytes() == exports[suffix][0].read_bytes()


def test_the_suffix_counts_in_any_case(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "one.ttl")
    export(store, tmp_path / "two.TTL")
    assert (tmp_path / "one.ttl").read_bytes() == (tmp_path / "two.TTL").read_bytes()


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("graph.tll", "'.tll'; did you mean .ttl?"),
        ("graph.csv", "'.csv'; did you mean .csv.zip?"),
        ("graph.docx", "'.docx'"),
        ("tables", "'tables'"),
    ],
)
def test_an_unknown_suffix_is_answered_with_those_that_are_known(
    store: Store, tmp_path: Path, name: str, end: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        export(store, tmp_path / name)
    assert str(caught.value) == f"no format (of {', '.join(SUFFIXES)}) is called {end}"
    assert not (tmp_path / name).exists()


def test_a_file_that_cannot_be_written_is_named_with_what_to_do(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "missing" / "graph.nt"
    with pytest.raises(StoreError) as caught:
        export(store, file)
    assert str(caught.value) == (
        f"{file}: cannot be written (No such file or directory); give a file in a folder that exists, has space and is yours to write"
    )


def test_a_failed_export_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "graph.nt").mkdir(parents=True)
    with pytest.raises(StoreError):
        export(store, folder / "graph.nt")
    assert [path.name for path in folder.iterdir()] == ["graph.nt"]


def test_an_export_replaces_an_older_one(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "graph.nt").write_text("old")
    export(store, folder / "graph.nt")
    assert [path.name for path in folder.iterdir()] == ["graph.nt"]
    assert {quad.triple for quad in parse(path=folder / "graph.nt") if "_:" not in str(quad)} == {
        quad.triple for quad in store if "_:" not in str(quad)
    }


def test_an_empty_store_is_exported_in_every_format(tmp_path: Path) -> None:
    sizes = {suffix: export(Store(), tmp_path / f"graph{suffix}").rpartition(": ")[2] for suffix in SUFFIXES}
    rdf = dict.fromkeys(TRIPLES, "0 triples") | dict.fromkeys(QUADS, "0 quads")
    networks = {".graphml": "0 nodes, 0 edges", ".gexf": "0 nodes, 0 edges"}
    described = {suffix: sizes.pop(suffix) for suffix in DESCRIBING}
    assert sizes == {**rdf, **networks, ".csv.zip": "9 tables, 0 rows", **ELSEWHERE}
    assert [re.sub(r"\d+", "n", size) for size in described.values()] == ["n triples", "n files"]
