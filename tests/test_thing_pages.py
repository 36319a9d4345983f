"""What the page of a thing says to programs, and why its inferred facts hold."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from naseikg.atlas import Atlas, atlas_of
from naseikg.explorer.proofs import proofs_of
from naseikg.pages.here import Here
from naseikg.pages.names import triples_of_things
from naseikg.pages.reasons import Reasons, reasons_of
from naseikg.pages.things import thing_page
from naseikg.pipeline import Built, build_graph
from naseikg.vocabulary import BASE, GRAPH_INFERRED, NSEI, RDF, TO_ITSELF, expand
from smallproject import SmallProject
from smallsite import written

HOSTILE = "<img src=x onerror=alert(1)>'\"&</script><script>alert(2)</script>"


class Read(HTMLParser):
    """What a browser without scripts makes of a page: its data, its scripts, and the words below each summary."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.data: list[str] = []
        self.tags: list[str] = []
        self._in_data = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._in_data = ("type", "application/ld+json") in attrs

    def handle_endtag(self, tag: str) -> None:
        self._in_data = False

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data.append(data)


def words(markup: str) -> str:
    return (
        " ".join(re.sub(r"<[^>]*>", " ", markup).replace("&#x27;", "'").split()).replace(" )", ")").replace("( ", "(")
    )


@pytest.fixture(scope="module")
def atlas(kg: Built) -> Atlas:
    return atlas_of(kg.store)


@pytest.fixture(scope="module")
def reasons(kg: Built) -> Reasons:
    return reasons_of(proofs_of(kg.store))


def page_of(kg: Built, atlas: Atlas, reasons: Reasons, name: str) -> str:
    one = expand(name)
    here = Here(atlas=atlas, path=atlas.address(one) or "")
    return thing_page(here, one, reasons, triples_of_things(kg.store)[one])


def test_each_page_has_inside_the_data_that_stand_beside_it(ready: SmallProject, tmp_path: Path) -> None:
    written(ready, tmp_path / "site")
    with_data = []
    for path in sorted((tmp_path / "site").glob("*/*.html")):
        if found := Read(path.read_text()).data:
            beside = path.with_suffix(".jsonld").read_text()
            assert json.loads("".join(found)) == json.loads(beside)
            triples = set(parse("".join(found), RdfFormat.JSON_LD, base_iri=BASE))
            assert triples == set(parse(path.with_suffix(".ttl").read_bytes(), RdfFormat.TURTLE)) != set()
            with_data.append(path.relative_to(tmp_path / "site").as_posix())
    assert "substance/naf.html" in with_data
    assert "interphase/naf-layer.html" in with_data
    assert not [one for one in with_data if one.endswith("index.html")]


def test_a_label_cannot_end_the_data_and_run_as_a_script(ready: SmallProject, tmp_path: Path) -> None:
    ready.edit("substances.yaml", "label: sodium fluoride\n", f"label: {json.dumps(HOSTILE)}\n")
    store = build_graph(ready.project).store
    atlas, one = atlas_of(store), expand("substance/naf")
    text = thing_page(
        Here(atlas=atlas, path="substance/naf.html"), one, reasons_of(proofs_of(store)), triples_of_things(store)[one]
    )
    read = Read(text)
    assert read.tags.count("script") == 2
    assert "img" not in read.tags
    assert HOSTILE in json.dumps(json.loads("".join(read.data)), ensure_ascii=False).replace('\\"', '"')
    assert not set("".join(read.data)) & set("<>&")


def test_an_inferred_class_says_why_down_to_findings(kg: Built, atlas: Atlas, reasons: Reasons) -> None:
    """U35 without a script: the axiom and the facts that it was applied to."""
    page = page_of(kg, atlas, reasons, "interphase/nabr-1-bromopropane")
    start = page.index(">halide-based interphase</a>")
    tree = page[start : page.index("</details>", start)]
    assert words(tree.partition("why</summary>")[2]) == (
        "Inferred, because every artificial interphase with “has component” some halide is a halide-based interphase :"
        " NaBr-rich layer from 1-bromopropane is in the class artificial interphase"
        " Inferred, because every halide interphase is an artificial interphase :"
        " NaBr-rich layer from 1-bromopropane is in the class halide interphase (the curator’s record)"
        " NaBr-rich layer from 1-bromopropane has component sodium bromide"
        " (finding: The layer from 1-bromopropane is rich in sodium bromide.)"
        " sodium bromide is in the class halide (the curator’s record)"
    )
    assert 'href="nabr-1-bromopropane.html' not in tree
    assert re.search(r'finding: <a href="#shi-2023-[^"]+">The layer from', tree)


def test_every_inferred_fact_of_a_page_has_its_why_and_no_stated_one(kg: Built, atlas: Atlas, reasons: Reasons) -> None:
    for name in ("substance/naf", "interphase/na3p-red-phosphorus", "reference/shi-2023-71"):
        one = expand(name)
        page = page_of(kg, atlas, reasons, name)
        links = [fact for fact in atlas.facts_of(one) if fact.inferred and fact.property != NSEI.hasQuantity]
        classes = set(atlas.inferred.get(one, {}).get(RDF.type, ()))
        shown = page.count("<summary>why</summary>")
        assert 0 < len(links) <= shown <= len(links) + len(classes)


def test_every_inferred_fact_between_things_has_a_reason(kg: Built, reasons: Reasons) -> None:
    inferred = {quad.triple for quad in kg.store.quads_for_pattern(None, None, None, GRAPH_INFERRED)}
    assert {one for one in inferred if one.predicate not in TO_ITSELF} == set(reasons.steps)


def test_a_page_leads_into_the_explorer(kg: Built, atlas: Atlas, reasons: Reasons) -> None:
    page = page_of(kg, atlas, reasons, "substance/naf")
    assert 'href="../explore/index.html#look?view=everything&amp;thing=substance/naf"' in page
