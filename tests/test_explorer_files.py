"""The explorer's files: of the types that the page reads, equal for equal input, and only text whatever they hold."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from contracts import Contract, contract_of
from naseikg.asking.answers import ask
from naseikg.atlas import Atlas, atlas_of
from naseikg.drawing.looks import COLOURS, SHAPES
from naseikg.drawing.views import load_views
from naseikg.errors import StoreError
from naseikg.explorer.inverses import INVERSES
from naseikg.explorer.one_file import write_one_file
from naseikg.explorer.write import SCRIPTS, require_scripts, write_explorer
from naseikg.pipeline import Built
from naseikg.vocabulary import BASE, GRAPH_ASSERTED, NSEI, OWL, RDF, curie, expand
from smallproject import SmallProject
from smallsite import files_of

_NAMES = sorted(path.stem for path in (Path(__file__).parent.parent / "graphs").glob("*.rq"))
_FILES = {
    "about.json": "About",
    "compare.json": "Compare",
    "details.json": "Details",
    "proofs.json": "Proofs",
    "questions.json": "Questions",
    **{f"pictures/{name}.json": "Picture" for name in _NAMES},
}
_EVIL = "</script><script>alert(1)</script><!--<img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def data(explorer_folder: Path) -> Path:
    """The folder of the data of the whole graph."""
    return explorer_folder / "explore" / "data"


@pytest.fixture(scope="module")
def contract(repository: Path) -> Contract:
    """The types that the page reads."""
    return contract_of(repository / "web" / "src" / "data" / "types.ts")


@pytest.fixture(scope="module")
def atlas(kg: Built) -> Atlas:
    """The whole graph to look things up in."""
    return atlas_of(kg.store)


def _read(data: Path, name: str) -> Any:
    return json.loads(gzip.decompress((data / f"{name}.gz").read_bytes()))


def test_the_folder_holds_each_file_and_no_other(explorer_folder: Path, data: Path) -> None:
    files = {path.relative_to(data).as_posix() for path in data.rglob("*.gz")}
    assert files == {f"{name}.gz" for name in (*_FILES, "graph.nq", "oxigraph.wasm")}
    beside = {path.name for path in (explorer_folder / "explore").iterdir()}
    assert beside == {"data", "index.html", *SCRIPTS}


@pytest.mark.parametrize("name", _FILES)
def test_a_file_is_of_the_type_that_the_page_reads(name: str, data: Path, contract: Contract) -> None:
    assert list(contract.breaches(_read(data, name), _FILES[name])) == []


def test_a_file_of_another_type_would_be_seen(data: Path, contract: Contract) -> None:
    about = _read(data, "about.json")
    del about["title"]
    about["pictures"][0]["nodes"] = "many"
    about["site"] = None
    about["more"] = 1
    assert sorted(contract.breaches(about, "About")) == [
        ".pictures[0].nodes: 'many' is no number",
        ".site: None is no boolean",
        ": has more",
        ": lacks title",
    ]
    kind = {"id": "a", "label": "a", "colour": "purple", "shape": "dot"}
    assert [one.partition(":")[0] for one in contract.breaches(kind, "Kind")] == [".colour"]


def test_colours_and_shapes_are_those_that_the_views_know(contract: Contract) -> None:
    assert contract.named["ColourName"][1:] == tuple(f'"{one}"' for one in COLOURS)
    assert contract.named["ShapeName"][1:] == tuple(f'"{one}"' for one in SHAPES)


@pytest.mark.parametrize("name", _NAMES)
def test_a_picture_has_the_nodes_and_edges_that_its_query_gives(
    name: str, data: Path, kg: Built, repository: Path
) -> None:
    picture = _read(data, f"pictures/{name}.json")
    (view,) = load_views(repository / "graphs", names=[name])
    edges = {
        (str(subject), str(relation), str(object))
        for subject, relation, object in ask(kg.store, view.sparql).rows
        if isinstance(object, NamedNode)
        and not (relation == RDF.type and not any(True for _ in kg.store.quads_for_pattern(subject, relation, object)))  # type: ignore[arg-type]  # a CONSTRUCT gives nodes
    }
    ids = [one["id"] for one in picture["nodes"]]
    drawn = {
        tuple(
            str(expand(one))
            for one in (ids[edge["from"]], picture["relations"][edge["relation"]]["id"], ids[edge["to"]])
        )
        for edge in picture["edges"]
    }
    assert drawn == edges
    assert len(picture["edges"]) == len(edges)
    assert set(map(expand, ids)) == {NamedNode(end[1:-1]) for edge in edges for end in (edge[0], edge[2])}
    assert len(ids) == len(set(ids))
    summary = next(one for one in _read(data, "about.json")["pictures"] if one["name"] == name)
    assert (summary["nodes"], summary["edges"]) == (len(ids), len(edges))


def test_the_whole_graph_has_every_thing_with_a_page_and_every_relation_among_them(data: Path, atlas: Atlas) -> None:
    picture = _read(data, "pictures/everything.json")
    ids = {one["id"] for one in picture["nodes"]}
    # What nothing links to or from is in its classes all the same.
    assert {curie(one) for things in atlas.things.values() for one in things} <= ids
    facts = {
        (curie(fact.subject), curie(fact.property), curie(fact.object))
        for things in atlas.things.values()
        for one in things
        for fact in atlas.facts_of(one)
        if atlas.kind(fact.object) not in ("finding", "sentence", "note", "authorship")
    }
    names = [one["id"] for one in picture["nodes"]]
    relations = [one["id"] for one in picture["relations"]]
    drawn = {(names[one["from"]], relations[one["relation"]], names[one["to"]]) for one in picture["edges"]}
    assert facts
    assert {one for one in facts if one[0] != one[2]} <= drawn


def test_no_two_nodes_of_a_picture_touch(data: Path) -> None:
    for name in _NAMES:
        places = [(one["x"], one["y"]) for one in _read(data, f"pictures/{name}.json")["nodes"]]
        close = sum(
            (x - other_x) ** 2 + (y - other_y) ** 2 < 14**2
            for number, (x, y) in enumerate(places)
            for other_x, other_y in places[:number]
        )
        assert (name, close) == (name, 0)


def test_every_relation_reads_in_both_directions(data: Path, atlas: Atlas) -> None:
    relations = {curie(one) for one, said in atlas.terms.items() if OWL.ObjectProperty in said.get(RDF.type, ())}
    assert {one for one in relations if one.startswith("nsei:")} <= INVERSES.keys()
    for name in _NAMES:
        for one in _read(data, f"pictures/{name}.json")["relations"]:
            assert one["inverse"] == INVERSES[one["id"]]
            assert one["inverse"] != one["label"] or one["id"] == "nsei:reactsWith"


def test_what_a_file_names_is_in_the_details(data: Path) -> None:
    details, pictures = _read(data, "details.json"), [_read(data, f"pictures/{name}.json") for name in _NAMES]
    named = {key for picture in pictures for edge in picture["edges"] for key in edge["findings"]}
    assert named <= details["findings"].keys()
    for finding in details["findings"].values():
        assert set(finding["sentences"]) <= details["sentences"].keys()
        assert {str(number) for number in finding["references"]} <= details["references"].keys()
        assert finding["relation"] in details["terms"]
        assert {finding["subject"], finding["object"]} <= details["things"].keys()
    for thing in details["things"].values():
        assert set(thing["notes"]) <= details["notes"].keys()
        assert set(thing["tests"]) <= details["things"].keys()
    whole = next(one for one in pictures if one["name"] == "everything")
    assert {one["id"] for one in whole["nodes"]} <= details["things"].keys()


def test_a_thing_says_what_the_panel_shows(data: Path) -> None:
    things = _read(data, "details.json")["things"]
    naf = things["substance/naf"]
    assert (naf["label"], naf["kind"], naf["formula"]) == ("sodium fluoride", "substance", "NaF")
    assert naf["page"] == "substance/naf.html"
    assert [one["label"] for one in naf["classes"][0]][-1] == "halide"
    binding = things["quantity/ph-s-na-na-binding-energy"]["values"][0]
    assert (binding["printed"], binding["si"]) == ("−2.13 eV", "−3.41 × 10⁻¹⁹ J")
    melting = things["quantity/sodium-melting-point"]["values"][0]
    assert (melting["printed"], melting["si"]) == ("98 °C", "371 K")
    # Round hours in seconds would look precise.
    assert things["quantity/pvdf-bi-life-lifetime"]["values"][0]["si"] == ""
    test = things["test/pvdf-sn-coulombic-efficiency"]
    assert ["areal capacity", "not stated", ""] in test["facts"]
    reference = things["reference/shi-2023-71"]
    assert ["DOI", "10.1002/aenm.202003381", "https://doi.org/10.1002/aenm.202003381"] in reference["facts"]


def test_the_graph_is_the_whole_graph_and_names_the_build(data: Path, kg: Built) -> None:
    quads = gzip.decompress((data / "graph.nq.gz").read_bytes())
    about = _read(data, "about.json")
    assert about["graph"] == hashlib.sha256(quads).hexdigest()
    assert about["triples"] == len(list(parse(input=quads, format=RdfFormat.N_QUADS))) == len(kg.store)


def test_questions_are_complete_and_say_how_many_rows_they_give(data: Path, repository: Path) -> None:
    found = _read(data, "questions.json")
    assert [one["name"] for one in found["questions"]] == sorted(
        path.stem for path in (repository / "queries").glob("*.rq")
    )
    rows = {one["name"]: one["rows"] for one in found["questions"]}
    expected = (repository / "queries" / "expected" / "naf-layers.csv").read_text().count("\n") - 1
    assert rows["naf-layers"] == expected
    terms = {one["id"]: one for one in found["terms"]}
    assert terms["nsei:hasComponent"]["of"]
    assert terms["nsei:hasComponent"]["uses"] > 50
    assert found["prefixes"]["kg"] == BASE


def _written(small: SmallProject, store: Store, folder: Path) -> dict[str, bytes]:
    write_explorer(store, small.project, folder)
    return files_of(folder)


def _hostile(ready: SmallProject) -> Store:
    from naseikg.pipeline import build_graph

    store = build_graph(ready.project).store
    text = _EVIL.replace('"', "")
    added = f'<{BASE}substance/naf> <{NSEI.iri}formula> "{text}" ; <http://www.w3.org/2004/02/skos/core#definition> "{text}" .'
    store.load(input=added, format=RdfFormat.TURTLE, to_graph=GRAPH_ASSERTED)
    return store


def test_the_same_graph_gives_the_same_bytes(ready: SmallProject, tmp_path: Path) -> None:
    from naseikg.pipeline import build_graph

    one = _written(ready, build_graph(ready.project).store, tmp_path / "one")
    other = _written(ready, build_graph(ready.project).store, tmp_path / "other")
    assert one == other


def test_markup_in_the_data_stays_text_in_the_page_and_in_the_one_file(ready: SmallProject, tmp_path: Path) -> None:
    files = _written(ready, _hostile(ready), tmp_path / "explore")
    naf = json.loads(gzip.decompress(files["data/details.json.gz"]))["things"]["substance/naf"]
    assert _EVIL in naf["definition"]
    write_one_file(tmp_path / "explore", tmp_path / "one.html")
    for page in (files["index.html"].decode(), (tmp_path / "one.html").read_text()):
        assert "alert(" not in page.replace(files["explorer.js"].decode(), "")


def test_the_one_file_has_all_inside_and_no_other_source(explorer_folder: Path, tmp_path: Path) -> None:
    explorer, target = explorer_folder / "explore", tmp_path / "naseikg.html"
    write_one_file(explorer, target)
    page = target.read_text()
    elements = dict(re.findall(r'<script type="text/plain" id="file:([^"]+)">([A-Za-z0-9+/=]+)</script>', page))
    assert elements.keys() == {*_FILES, "graph.nq", "oxigraph.wasm", "worker.js"}
    about = json.loads(gzip.decompress(b64decode(elements["about.json"])))
    assert about == {**_read(explorer / "data", "about.json"), "site": False}
    for name in ("graph.nq", "details.json"):
        assert b64decode(elements[name]) == (explorer / "data" / f"{name}.gz").read_bytes()
    assert gzip.decompress(b64decode(elements["worker.js"])) == (explorer / "worker.js").read_bytes()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert "connect-src &#x27;none&#x27;" in policy[1]
    assert "unsafe-inline" not in policy[1].replace("style-src-attr &#x27;unsafe-inline&#x27;", "")
    for tag, text in re.findall(r"<(script|style)>(.*?)</\1>", page, flags=re.S):
        digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src &#x27;sha256-{digest}&#x27;" in policy[1]
    rest = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.S)
    assert re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', rest) == []
    assert target.stat().st_size < 6_000_000


def test_missing_scripts_are_named_with_what_makes_them(explorer_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        require_scripts(tmp_path)
    missing = "explorer.css, explorer.js, worker.js, LICENCES.txt, oxigraph.wasm.gz"
    assert str(caught.value) == f"{tmp_path}: lacks {missing}; run 'make web', which builds the explorer's scripts"


def test_a_folder_that_is_no_explorer_gives_no_file(explorer_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(explorer_folder / "explore", tmp_path / "explore")
    (tmp_path / "explore" / "worker.js").unlink()
    with pytest.raises(StoreError, match="write the site again"):
        write_one_file(tmp_path / "explore", tmp_path / "one.html")
