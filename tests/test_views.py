"""Views as data: what a header may say, what a CONSTRUCT draws, what stands in the page."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from naseikg.asking.answers import ask
from naseikg.drawing.looks import COLOURS
from naseikg.drawing.views import View, load_views, view_graph, write_view
from naseikg.errors import QueryError, StoreError, UnknownNameError
from naseikg.pipeline import Built
from naseikg.vocabulary import BASE, GRAPH_ASSERTED, GRAPH_INFERRED, GRAPH_ONTOLOGY, RDF, RDFS, curie

_PREFIXES = """
@prefix nsei: <https://w3id.org/naseikg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix kg: <https://w3id.org/naseikg/> .
"""
_ONTOLOGY = """
nsei:causes rdfs:label "causes"@en .
nsei:contributesTo rdfs:label "contributes to"@en .
nsei:Phenomenon a owl:Class ; rdfs:label "phenomenon"@en .
nsei:Challenge rdfs:label "challenge"@en ; rdfs:subClassOf nsei:Phenomenon .
"""
_ASSERTED = """
<https://w3id.org/naseikg/phenomenon/dendrites> a nsei:Challenge ; rdfs:label "dendrite growth"@en ;
  skos:definition "Sodium grows as needles."@en ; skos:altLabel "dendrites"@en ; nsei:formula "Na" .
<https://w3id.org/naseikg/phenomenon/cracks> a nsei:Phenomenon ; rdfs:label "cracks"@en ;
  nsei:causes <https://w3id.org/naseikg/phenomenon/dendrites> .
<https://w3id.org/naseikg/finding/one> a nsei:Finding ; rdfs:label "Cracks let dendrites grow."@en ;
  nsei:subject <https://w3id.org/naseikg/phenomenon/cracks> ; nsei:relation nsei:causes ;
  nsei:object <https://w3id.org/naseikg/phenomenon/dendrites> ; nsei:basis kg:argued ;
  nsei:evidence kg:late , kg:early ; nsei:supportedBy kg:r30 , kg:r4 .
kg:argued rdfs:label "argued"@en .
kg:early rdfs:label "section 2, paragraph 1, sentence 2" ; nsei:sentenceStart 9 ; nsei:inSection kg:section2 .
kg:late rdfs:label "section 3, paragraph 3, sentence 4" ; nsei:sentenceStart 100 .
kg:r4 nsei:referenceNumber 4 . kg:r30 nsei:referenceNumber 30 .
"""
_INFERRED = """
<https://w3id.org/naseikg/phenomenon/dendrites> a nsei:Phenomenon .
<https://w3id.org/naseikg/phenomenon/cracks> nsei:contributesTo <https://w3id.org/naseikg/phenomenon/dendrites> .
"""
_HEADER = """#+ title: Causes
#+ description: What leads to what.
#+ kinds: [Challenge vermilion diamond, Phenomenon sky dot]
"""
_CAUSES = _HEADER + "CONSTRUCT { ?one nsei:causes ?other } WHERE { ?one nsei:causes ?other }\n"

_CRACKS, _DENDRITES = BASE + "phenomenon/cracks", BASE + "phenomenon/dendrites"


@pytest.fixture
def store() -> Store:
    """Two phenomena, one asserted and one inferred edge, one finding."""
    found = Store()
    for graph, text in ((GRAPH_ONTOLOGY, _ONTOLOGY), (GRAPH_ASSERTED, _ASSERTED), (GRAPH_INFERRED, _INFERRED)):
        found.load(input=_PREFIXES + text, format=RdfFormat.TURTLE, to_graph=graph)
    return found


def _view(folder: Path, text: str = _CAUSES, name: str = "causes") -> View:
    (folder / f"{name}.rq").write_text(text)
    return load_views(folder, names=[name])[0]


def _data(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, flags=re.S)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_views_come_sorted_by_name(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.rq").write_text(_CAUSES)
    assert [view.name for view in load_views(tmp_path)] == ["a", "b", "c"]
    assert [view.name for view in load_views(tmp_path, names=["c", "a"])] == ["a", "c"]


def test_an_unknown_view_gets_a_suggestion(tmp_path: Path) -> None:
    _view(tmp_path)
    with pytest.raises(UnknownNameError, match=r"^no view is called 'cuases'; did you mean causes\?$"):
        load_views(tmp_path, names=["cuases"])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#+ title: Causes\n", "", "causes: has no line '#+ title: ...' on top; add it"),
        ("kinds:", "kind:", "causes: has no line '#+ kinds: ...' on top; add it"),
        ("#+ kinds", "#+ sise: links\n#+ kinds", "causes: header 'sise' is unknown; did you mean size?"),
        (
            "#+ kinds",
            "#+ size: big\n#+ kinds",
            "causes: header size: 'big' is unknown; choose of equal, findings, links",
        ),
        ("#+ kinds", "#+ label: id\n#+ kinds", "causes: header label: 'id' is unknown; choose of formula, name"),
        ("sky dot", "skye dot", "causes: colour 'skye' is unknown; did you mean sky?"),
        ("sky dot", "sky dott", "causes: shape 'dott' is unknown; did you mean dot?"),
        (
            "sky dot",
            "sky box",
            "causes: shape 'box' is unknown; choose of diamond, dot, hexagon, square, star, triangle, triangleDown",
        ),
        ("sky dot", "sky", "causes: kind 'Phenomenon sky' is not of the form 'Class colour shape'"),
        (
            "Phenomenon sky",
            "ow:Thing sky",
            "causes: 'ow:Thing' in the header: no prefix is called 'ow'; did you mean owl?",
        ),
        (
            "#+ kinds",
            "#+ relations: [causes]\n#+ kinds",
            "causes: relation 'causes' is not of the form 'relation colour'",
        ),
    ],
)
def test_a_wrong_header_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        _view(tmp_path, _CAUSES.replace(old, new))
    assert str(caught.value) == message


def test_a_node_knows_what_it_is(store: Store, tmp_path: Path) -> None:
    found = dict(view_graph(store, _view(tmp_path)).nodes[_DENDRITES])
    (claim,) = found.pop("claims")
    assert claim.text == "Cracks let dendrites grow."
    assert found == {
        "iri": _DENDRITES,
        "label": "dendrite growth",
        "name": "dendrite growth",
        "kind": "nsei:Challenge",
        "classes": "challenge",
        "formula": "Na",
        "also": "dendrites",
        "description": "Sodium grows as needles.",
        "findings": 1,
        "title": "dendrite growth\nNa\nchallenge\nSodium grows as needles.\n1 finding",
    }


def test_an_edge_knows_its_findings_with_references_and_places(store: Store, tmp_path: Path) -> None:
    found = dict(
        view_graph(store, _view(tmp_path)).edges[_CRACKS, _DENDRITES, "https://w3id.org/naseikg/ontology#causes"]
    )
    (claim,) = found.pop("claims")
    assert (claim.basis, claim.references) == ("argued", (4, 30))
    assert claim.places == ("section 2, paragraph 1, sentence 2", "section 3, paragraph 3, sentence 4")
    assert found == {
        "relation": "nsei:causes",
        "label": "causes",
        "origin": "stated",
        "inferred": False,
        "findings": 1,
        "references": "4, 30",
        "title": "cracks – causes – dendrite growth\nCracks let dendrites grow. [4, 30]"
        " (section 2, paragraph 1, sentence 2; section 3, paragraph 3, sentence 4)",
    }


def test_an_inferred_edge_is_told_from_a_stated_and_a_joined_one(store: Store, tmp_path: Path) -> None:
    text = (
        _HEADER
        + "CONSTRUCT { ?a nsei:causes ?b . ?a nsei:contributesTo ?b . ?b nsei:suppresses ?a } WHERE { ?a nsei:causes ?b }"
    )
    graph = view_graph(store, _view(tmp_path, text))
    assert {(found["relation"], found["origin"], found["inferred"]) for _, _, found in graph.edges(data=True)} == {
        ("nsei:causes", "stated", False),
        ("nsei:contributesTo", "inferred", True),
        ("nsei:suppresses", "joined", False),
    }


def test_a_joined_edge_gathers_the_findings_that_touch_both_ends(store: Store, tmp_path: Path) -> None:
    text = (
        _HEADER
        + "CONSTRUCT { kg:section2 nsei:citesReference kg:r4 . kg:section2 nsei:citesReference kg:argued } WHERE {}"
    )
    graph = view_graph(store, _view(tmp_path, text.replace("Challenge", "Section")))
    assert {end: found["findings"] for _, end, found in graph.edges(data=True)} == {BASE + "r4": 1, BASE + "argued": 1}
    store.remove(next(store.quads_for_pattern(None, None, NamedNode(BASE + "r4"))))
    graph = view_graph(store, _view(tmp_path, text.replace("Challenge", "Section")))
    assert {end: found["findings"] for _, end, found in graph.edges(data=True)} == {BASE + "r4": 0, BASE + "argued": 1}


def test_the_query_may_give_labels_and_kinds(store: Store, tmp_path: Path) -> None:
    text = _HEADER.replace("[", "[Method green star way, ") + (
        'CONSTRUCT { ?a nsei:causes ?b . ?a a nsei:Method . ?a rdfs:label "short" } WHERE { ?a nsei:causes ?b }'
    )
    graph = view_graph(store, _view(tmp_path, text))
    assert graph.number_of_edges() == 1
    assert {key: graph.nodes[_CRACKS][key] for key in ("label", "name", "kind")} == {
        "label": "short",
        "name": "cracks",
        "kind": "nsei:Method",
    }


def test_a_node_can_be_drawn_by_its_formula(store: Store, tmp_path: Path) -> None:
    graph = view_graph(store, _view(tmp_path, "#+ label: formula\n" + _CAUSES))
    assert {node: found["label"] for node, found in graph.nodes(data=True)} == {_CRACKS: "cracks", _DENDRITES: "Na"}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?a { ?a nsei:causes ?b }", "causes: is no CONSTRUCT; a view needs one"),
        (
            'CONSTRUCT { ?a rdfs:comment "x" } WHERE { ?a nsei:causes ?b }',
            f'causes: <{_CRACKS}> <http://www.w3.org/2000/01/rdf-schema#comment> "x" cannot be drawn;'
            " give edges of two IRIs, or rdfs:label",
        ),
        (
            "CONSTRUCT { ?a nsei:binds ?b } WHERE { ?a nsei:binds ?b }",
            "causes: finds nothing to draw; correct the query",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(store: Store, tmp_path: Path, query: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        write_view(store, _view(tmp_path, _HEADER + query), tmp_path)
    assert str(caught.value) == message


def test_a_page_is_written_and_counted(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    assert write_view(store, _view(tmp_path), out) == f"{out / 'causes.html'}: 2 nodes, 1 edges"
    data = _data((out / "causes.html").read_text())
    assert [(node["id"], node["shape"], node["kind"]) for node in data["nodes"]] == [
        ("phenomenon/cracks", "dot", "nsei:Phenomenon"),
        ("phenomenon/dendrites", "diamond", "nsei:Challenge"),
    ]
    lines = [(edge["from"], data["relations"][edge["line"]]["label"], edge["to"]) for edge in data["edges"]]
    assert lines == [("phenomenon/cracks", "causes", "phenomenon/dendrites")]
    assert [(kind["label"], kind["count"]) for kind in data["kinds"]] == [("challenge", 1), ("phenomenon", 1)]


def test_a_folder_that_cannot_be_written_is_named(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"file/causes\.html: cannot be written"):
        write_view(store, _view(tmp_path), tmp_path / "file")


def test_the_same_graph_gives_the_same_bytes(kg: Built, repository: Path, tmp_path: Path) -> None:
    (view,) = load_views(repository / "graphs", names=["challenges"])
    for folder in ("one", "two"):
        write_view(kg.store, view, tmp_path / folder)
    assert (tmp_path / "one" / "challenges.html").read_bytes() == (tmp_path / "two" / "challenges.html").read_bytes()


def test_the_policy_allows_this_page_and_nothing_else(store: Store, tmp_path: Path) -> None:
    write_view(store, _view(tmp_path), tmp_path)
    page = (tmp_path / "causes.html").read_text()
    scripts, styles = (
        re.findall(r"<script>(.*?)</script>", page, flags=re.S),
        re.findall(r"<style>(.*?)</style>", page, flags=re.S),
    )

    def sources(texts: list[str]) -> str:
        digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
        return " ".join(f"&#x27;sha256-{digest}&#x27;" for digest in digests)

    assert (len(scripts), len(styles)) == (2, 1)
    assert re.findall(r'<meta http-equiv="Content-Security-Policy" content="(.*?)">', page) == [
        f"default-src &#x27;none&#x27;; script-src {sources(scripts)}; style-src {sources(styles)};"
        " img-src data:; base-uri &#x27;none&#x27;"
    ]
    assert re.search(r"<[^>]+ (?:on[a-z]+|style)=", re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.S)) is None


def test_a_hostile_label_stays_within_the_data(store: Store, tmp_path: Path) -> None:
    text = _CAUSES.replace("#+ title: Causes", "#+ title: <b>$title & Causes</b>").replace(
        "CONSTRUCT { ", 'CONSTRUCT { ?one rdfs:label "</script><!-- <script>alert(1)</script>" . '
    )
    write_view(store, _view(tmp_path, text), tmp_path)
    page = (tmp_path / "causes.html").read_text()
    assert _data(page)["nodes"][0]["label"] == "</script><!--\n<script>alert(1)</script>"
    assert page.count("</script>") == 3
    assert "<h1>&lt;b&gt;$title &amp; Causes&lt;/b&gt;</h1>" in page


_NAMES = sorted(path.stem for path in (Path(__file__).parent.parent / "graphs").iterdir())
_WHOLE = "everything"


def test_every_file_of_the_folder_is_a_view(repository: Path) -> None:
    assert [view.name for view in load_views(repository / "graphs")] == _NAMES
    assert {"challenges", "citations", "layers", "mechanisms", "overview", "strategies"} <= set(_NAMES)


@pytest.mark.parametrize("name", _NAMES)
def test_a_view_draws_what_its_query_finds_and_can_be_read(name: str, kg: Built, repository: Path) -> None:
    (view,) = load_views(repository / "graphs", names=[name])
    graph = view_graph(kg.store, view)
    kinds = {look.term for look in view.kinds}
    found = {
        row
        for row in ask(kg.store, view.sparql).rows
        if row[1] != RDFS.label and not (row[1] == RDF.type and row[2] in kinds and not _is_held(kg.store, row))
    }
    assert graph.number_of_edges() == len(found)
    assert 2 <= graph.number_of_nodes() <= (2000 if name == _WHOLE else 300)


def _is_held(store: Store, row: tuple[object, ...]) -> bool:
    subject, relation, object = row
    assert isinstance(subject, NamedNode)
    assert isinstance(relation, NamedNode)
    assert isinstance(object, NamedNode)
    return any(True for _ in store.quads_for_pattern(subject, relation, object, None))


@pytest.mark.parametrize("name", _NAMES)
def test_every_kind_has_its_own_colour_and_shape_and_members(name: str, kg: Built, repository: Path) -> None:
    (view,) = load_views(repository / "graphs", names=[name])
    looks = [(look.colour, look.shape) for look in view.kinds]
    if name == _WHOLE:
        # There are more kinds than colours or shapes, so each has a pair of its own.
        assert len(set(looks)) == len(looks)
    else:
        assert len({colour for colour, _ in looks}) == len({shape for _, shape in looks}) == len(looks)
    drawn = {found["kind"] for _, found in view_graph(kg.store, view).nodes(data=True)}
    named = {look.term.value.rpartition("#")[2] for look in view.kinds}
    assert {kind.rpartition(":")[2] for kind in drawn} <= named


def test_no_look_of_a_kind_is_that_of_another_kind_of_the_whole_graph(repository: Path) -> None:
    """A view in the explorer is joined by neighbours out of the whole graph, and so are their legends."""
    views = {view.name: view for view in load_views(repository / "graphs")}
    whole = {(look.colour, look.shape): look.term for look in views[_WHOLE].kinds}
    clashes = [
        (view.name, curie(look.term), curie(whole[look.colour, look.shape]))
        for view in views.values()
        for look in view.kinds
        if whole.get((look.colour, look.shape), look.term) != look.term
    ]
    assert clashes == []


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.1."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_lines_and_text_stand_out_from_a_light_and_a_dark_page(repository: Path) -> None:
    style = (repository / "src" / "naseikg" / "drawing" / "viewer" / "viewer.css").read_text()
    light, dark = (
        dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{(.*?)\}", style, flags=re.S)
    )
    for scheme in (light, dark):
        for paper in ("paper", "raised"):
            for text in ("ink", "soft", "strong"):
                assert _contrast(scheme[text], scheme[paper]) >= 4.5
    for colour in COLOURS.values():
        assert _contrast(colour.on_light, light["paper"]) >= 4.5
        assert _contrast(colour.on_dark, dark["paper"]) >= 4.5
