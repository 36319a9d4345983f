from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from pyoxigraph import NamedNode

from naseikg.exports.export import SUFFIXES
from naseikg.exports.offers import offers_of
from naseikg.linking.targets import target_of
from smallproject import SmallProject, write_small_project
from smallsite import LAYERS_QUERY, paths_of, prepared, written

_HOSTILE = "<img src=x onerror=alert(1)>'\"&</script>"

PAGES = {
    "basis/index.html",
    "basis/measured.html",
    "cell/index.html",
    "cell/na-na-symmetric.html",
    "characteristic/index.html",
    "characteristic/sodiophilicity.html",
    "downloads/index.html",
    "findings.html",
    "group/index.html",
    "group/yu-y.html",
    "index.html",
    "interphase/index.html",
    "interphase/naf-layer.html",
    "notes.html",
    "ontology.html",
    "quantity/index.html",
    "quantity/modulus.html",
    "quantity/naf-symmetric-current-density.html",
    "quantity/naf-symmetric-lifetime.html",
    "queries/index.html",
    "queries/layers.html",
    "queries/nothing.html",
    "reference/index.html",
    "reference/small-1.html",
    "references.html",
    "section/index.html",
    "section/small-1.html",
    "source/index.html",
    "source/small.html",
    "strategy/hybrid-interphase.html",
    "strategy/index.html",
    "strategy/inorganic-interphase.html",
    "strategy/organic-interphase.html",
    "substance/index.html",
    "substance/naf.html",
    "substance/sodium-metal.html",
    "test/index.html",
    "test/naf-symmetric.html",
    "unit/gigapascal.html",
    "unit/hour.html",
    "unit/index.html",
    "unit/ma-per-cm2.html",
}
_ONTOLOGY = Path(__file__).parent.parent / "ontology" / "naseikg.ttl"
#: A page for each class and property that the ontology declares.
TERM_PAGES = {
    f"ontology/{'class' if kind == 'Class' else 'property'}/{name}.html"
    for name, kind in re.findall(r"^nsei:(\w+) a owl:(Class|\w+Property)\b", _ONTOLOGY.read_text(), flags=re.M)
}
#: The explorer: its page and scripts, and the data that they read.
EXPLORER_FILES = {
    *(f"explore/{name}" for name in ("LICENCES.txt", "explorer.css", "explorer.js", "index.html", "worker.js")),
    *(
        f"explore/data/{name}.gz"
        for name in (
            *(f"{one}.json" for one in ("about", "compare", "details", "pictures/layers", "proofs", "questions")),
            "graph.nq",
            "oxigraph.wasm",
        )
    ),
}
OTHER_FILES = {
    *TERM_PAGES,
    *EXPLORER_FILES,
    "assets/icon.svg",
    "assets/site.css",
    "assets/site.js",
    "downloads/naseikg.html",
    "downloads/naseikg.ttl",
    *(f"downloads/{one.name}" for one in offers_of(SUFFIXES)),
    "queries/layers.csv",
    "queries/layers.json",
    "queries/nothing.csv",
    "queries/nothing.json",
    "site.json",
    "views/layers.html",
}

#: What stands beside the pages for the redirects: things that others show, the ontology by version, the data set.
_SHOWN_ELSEWHERE = (
    "agent/naseikg-developers",
    "authorship/small-1-1",
    "authorship/small-1-2",
    "authorship/small-1",
    "finding/small-1-layer-has-naf",
    "sentence/small-1-p1-s1",
)
_DESCRIBED = (
    "dataset",
    *(f"graph/{one}" for one in ("asserted", "inferred", "mappings", "ontology")),
    "ontology/0.1.0",
)
_LISTS = {"downloads/index.html", "findings.html", "index.html", "notes.html", "references.html"}
_NAMED = {
    *_SHOWN_ELSEWHERE,
    *_DESCRIBED,
    *(
        one.removesuffix(".html")
        for one in PAGES - _LISTS
        if not one.endswith("index.html") and not one.startswith("queries/")
    ),
}
NAME_FILES = {
    *(f"{name}{ending}" for name in _NAMED for ending in (".jsonld", ".rdf", ".ttl")),
    *(f"{name}.html" for name in (*_SHOWN_ELSEWHERE, *_DESCRIBED)),
    "np/CODE.trig",
}


class _Page(HTMLParser):
    """What a test asks of a page: its elements, and its visible text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def values(self, name: str) -> Iterator[str]:
        for _, attributes in self.elements:
            if value := attributes.get(name):
                yield value

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def broken_links(site: Path) -> list[str]:
    """Every link of our pages that leads to no file, to no anchor, or is not relative."""
    pages = {path: _Page(path.read_text()) for path in sorted(site.rglob("*.html")) if path.parent.name != "views"}
    anchors = {path: set(page.values("id")) for path, page in pages.items()}
    # Pages of one folder share most of their links; one without a path is about the page itself.
    leads: dict[tuple[Path, str], bool] = {}
    broken = []
    for path, page in pages.items():
        for link in [*page.values("href"), *page.values("src"), *page.values("action")]:
            key = (path.parent if urlsplit(link).path else path, link)
            if key not in leads:
                leads[key] = _leads_somewhere(path, link, anchors)
            if not leads[key]:
                broken.append(f"{path.relative_to(site)}: {link}")
    return broken


def _leads_somewhere(path: Path, link: str, anchors: dict[Path, set[str]]) -> bool:
    """Whether a link holds what it shows, is relative and leads to a file and an anchor, or leads to a place elsewhere."""
    parts = urlsplit(link)
    if link.startswith("data:image/"):
        return True
    if parts.scheme == "https" and parts.netloc == "doi.org":
        return True
    if parts.scheme and target_of(NamedNode(link)) is not None:
        return True
    if parts.scheme or parts.netloc or link.startswith("/"):
        return False
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    return target.is_file() and (not parts.fragment or _is_there(unquote(parts.fragment), target, anchors))


def _is_there(fragment: str, page: Path, anchors: dict[Path, set[str]]) -> bool:
    """Whether a page has an anchor; the explorer reads what to show from there instead."""
    explored = fragment.partition("?")[0] in ("content", "look", "compare", "ask")
    return explored if page.parent.name == "explore" else fragment in anchors[page]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The site of the small project, for tests that only read it."""
    root = tmp_path_factory.mktemp("project")
    written(prepared(write_small_project(root, repository / "ontology" / "naseikg.ttl")), root / "site")
    return root / "site"


def test_the_site_has_a_page_for_everything_and_nothing_else(site: Path) -> None:
    assert paths_of(site) == sorted(PAGES | OTHER_FILES | NAME_FILES)


def test_every_link_is_relative_and_leads_to_a_page_and_anchor_that_exist(site: Path) -> None:
    assert broken_links(site) == []


def test_every_page_has_what_a_page_needs(site: Path) -> None:
    for path in sorted(PAGES | TERM_PAGES):
        _assert_whole(path, (site / path).read_text())


def _assert_whole(path: str, text: str) -> None:
    page = _Page(text)
    assert text.startswith('<!doctype html>\n<html lang="en">')
    assert [len(page.named(tag)) for tag in ("h1", "title", "main", "footer")] == [1, 1, 1, 1]
    metas = {one.get("name") or one.get("http-equiv"): one.get("content") for one in page.named("meta")}
    assert metas["viewport"] == "width=device-width, initial-scale=1"
    assert metas["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'"
    )
    first_link = page.named("a")[0]
    assert (first_link["href"], first_link["class"]) == ("#content", "skip")
    assert list(page.values("style")) == []
    ids = list(page.values("id"))
    assert sorted(ids) == sorted(set(ids))
    scripts = [
        one for one in page.named("script") if one.get("type") not in ("application/json", "application/ld+json")
    ]
    assert [one["src"] for one in scripts] == ["../" * path.count("/") + "assets/site.js"]


def test_a_hostile_label_is_text_wherever_it_is_shown(ready: SmallProject, tmp_path: Path) -> None:
    label = json.dumps(_HOSTILE)
    ready.edit("substances.yaml", "label: sodium fluoride\n", f"label: {label}\n  also: [{label}]\n")
    ready.edit("findings-1.yaml", "claim: The layer consists of sodium fluoride.", f"claim: {label}")
    (ready.project.queries / "layers.rq").write_text(LAYERS_QUERY.replace("holds which substance", f"holds {_HOSTILE}"))
    written(ready, tmp_path / "site")
    shown = []
    for path in sorted(PAGES):
        page = _Page((tmp_path / "site" / path).read_text())
        assert page.named("img") == []
        assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
        shown += [path] if _HOSTILE in page.text else []
    assert shown == [
        "findings.html",
        "interphase/index.html",
        "interphase/naf-layer.html",
        "ontology.html",
        "queries/index.html",
        "queries/layers.html",
        "reference/small-1.html",
        "section/small-1.html",
        "substance/index.html",
        "substance/naf.html",
    ]


def test_the_search_data_cannot_end_their_element(ready: SmallProject, tmp_path: Path) -> None:
    ready.edit("substances.yaml", "label: sodium fluoride\n", f"label: {json.dumps(_HOSTILE)}\n")
    written(ready, tmp_path / "site")
    start = (tmp_path / "site" / "index.html").read_text()
    data = re.search(r'<script type="application/json" id="search-index">(.*?)</script>', start, flags=re.S)
    assert data is not None
    assert not set(data[1]) & set("<>&")
    index = json.loads(data[1])
    assert [_HOSTILE, index["kinds"].index("substance"), "substance/naf.html", "NaF"] in index["entries"]


def test_the_search_data_hold_things_findings_terms_questions_and_views(site: Path) -> None:
    start = (site / "index.html").read_text()
    data = re.search(r'id="search-index">(.*?)</script>', start, flags=re.S)
    assert data is not None
    index = json.loads(data[1])
    entries = {(title, index["kinds"][kind], address): words for title, kind, address, words in index["entries"]}
    assert (
        entries["[1] Yu et al., Small 2023", "reference", "reference/small-1.html"] == "1\nA layer\nYu, Y.; Shi, P. C."
    )
    assert entries["Layers and what they hold", "question", "queries/layers.html"] == (
        "layers\nWhich layer holds which substance?\nlayer"
    )
    assert entries["Layers", "network", "views/layers.html"] == "Each layer with what it holds."
    assert entries["halide", "term", "ontology/class/Halide.html"] == "nsei:Halide"
    claim = ("The layer consists of sodium fluoride.", "finding", "interphase/naf-layer.html#small-1-layer-has-naf")
    assert entries[claim] == ""


def test_the_start_page_counts_what_is_in_the_graph(site: Path) -> None:
    start = _Page((site / "index.html").read_text()).text
    assert "1 finding 1 artificial layer 2 substances 1 cycling test 1 reference 0 curation notes" in start
    assert "A knowledge graph of what A small review says about protective layers on sodium metal" in start


def test_a_layer_shows_its_facts_with_their_evidence(site: Path) -> None:
    page = (site / "interphase" / "naf-layer.html").read_text()
    assert (
        '<a href="../substance/naf.html">sodium fluoride</a> <span class="formula">NaF</span>'
        '<span class="refs"> <a href="../reference/small-1.html" class="ref" title="[1] Yu et al., Small 2023">[1]</a>'
        ' <a href="#small-1-layer-has-naf" class="basis">1 finding</a></span>'
    ) in page
    text = _Page(page).text
    assert "interphase › artificial interphase › inorganic interphase" in text
    assert "realises inferred inorganic interphase" in text
    assert (
        "The layer consists of sodium fluoride. measured has component sodium fluoride NaF "
        "Place section 1, paragraph 1, sentence 1 References [1] Yu et al., Small 2023"
    ) in text


def test_a_cycling_test_shows_what_is_not_stated(site: Path) -> None:
    text = _Page((site / "test" / "naf-symmetric.html").read_text()).text
    assert (
        "Cell symmetric cell Current density 1.0 mA cm⁻² Areal capacity not stated Lifetime over 500 h "
        "Cycles not stated Coulombic efficiency not stated Electrolyte not stated Temperature not stated"
    ) in text


def test_a_reference_shows_its_entry_its_places_and_what_it_supports(site: Path) -> None:
    text = _Page((site / "reference" / "small-1.html").read_text()).text
    assert (
        "Title A layer Authors Yu, Y. ; Shi, P. C. Published in Small 2023 DOI blank "
        "DOI basis no DOI is known: looked for and not found"
    ) in text
    assert "Where it is cited (1) section 1, paragraph 1, sentence 1" in text
    assert "Findings it supports (1) The layer consists of sodium fluoride. measured [1]" in text


def test_a_reference_that_no_sentence_cites_says_so(ready: SmallProject, tmp_path: Path) -> None:
    ready.edit("sentences.yaml", "  cites: [1]\n", "")
    written(ready, tmp_path / "site")
    text = _Page((tmp_path / "site" / "reference" / "small-1.html").read_text()).text
    assert "Where it is cited (0) No sentence cites this reference." in text


def test_an_answer_links_things_references_and_dois_and_leaves_counts_alone(site: Path) -> None:
    page = (site / "queries" / "layers.html").read_text()
    assert [one.get("href") for one in _Page(page).named("a") if one.get("download") == ""] == [
        "layers.csv",
        "layers.json",
    ]
    row = re.search(r"<tbody><tr>(.*?)</tr></tbody>", page)
    assert row is not None
    assert row[1] == (
        '<td><a href="../interphase/naf-layer.html">sodium fluoride layer</a></td>'
        '<td><a href="../substance/naf.html">sodium fluoride</a></td>'
        '<td data-sort="1"><a href="../reference/small-1.html">1</a></td>'
        '<td data-sort="1" class="number">1</td>'
        '<td><a href="https://doi.org/10.1000/x(1)" rel="noopener external">10.1000/x(1)</a></td>'
        '<td><a href="../substance/naf.html">sodium fluoride</a> <span class="formula">NaF</span></td>'
    )
    assert '<code id="command">naseikg query layers</code>' in page
    assert "Which layer holds which substance?" in page
    assert (site / "queries" / "layers.csv").read_text() == (
        "layer,phases,references,number,doi,part,layer_id\n"
        "sodium fluoride layer,sodium fluoride,1,1,10.1000/x(1),substance/naf,interphase/naf-layer\n"
    )


def test_an_empty_answer_says_so(site: Path) -> None:
    text = _Page((site / "queries" / "nothing.html").read_text()).text
    assert "The answer is empty: nothing in the graph fits." in text
