"""The pages of the ontology's terms, readable without a script."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from naseikg.asking.answers import ask
from naseikg.asking.store import quads_of, store_of
from naseikg.atlas import Atlas, atlas_of
from naseikg.pages.here import Here
from naseikg.pages.ontology import ontology_page
from naseikg.pages.terms import term_pages
from naseikg.pipeline import Built, build_graph
from naseikg.reasoning.ontology import load_ontology
from naseikg.vocabulary import NSEI
from smallproject import SmallProject


@pytest.fixture(scope="module")
def atlas(kg: Built) -> Atlas:
    return atlas_of(kg.store)


@pytest.fixture(scope="module")
def pages(kg: Built, atlas: Atlas) -> Mapping[str, str]:
    return dict(term_pages(kg.store, atlas))


def words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", markup).split())


def rows(page: str) -> dict[str, str]:
    """The list on top of a page: each name with its words."""
    return {words(name): words(value) for name, value in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)}


def section(page: str, anchor: str) -> str:
    found = re.search(rf'<section id="{anchor}">(.*?)</section>', page, flags=re.S)
    return words(found[1]) if found else ""


def test_every_class_and_property_of_ours_has_a_page(kg: Built, pages: Mapping[str, str]) -> None:
    found = ask(
        kg.store,
        "SELECT DISTINCT ?term { GRAPH kg:graph\\/ontology { ?term a ?kind } "
        "VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty } FILTER(isIRI(?term)) }",
    )
    names = {str(getattr(one, "value", "")).removeprefix(NSEI.iri) for (one,) in found.rows if NSEI.iri in str(one)}
    assert {path.rpartition("/")[2].removesuffix(".html") for path in pages} == names
    assert len(pages) == len({path.casefold() for path in pages}) == len(names)


def test_a_class_tells_its_place_its_members_and_its_counterparts(pages: Mapping[str, str]) -> None:
    page = pages["ontology/class/HalideInterphase.html"]
    assert rows(page) == {
        "Kind": "class",
        "Stands under": "interphase › artificial interphase",
        "Members": "13 members (13 stated, 0 inferred)",
        "Also called": "NaX-rich interphase",
        "Source": "doi 10.20944/preprints202305.1544.v1",
        "Identifier": "nsei:HalideInterphase https://w3id.org/naseikg/ontology#HalideInterphase",
    }
    assert "<h1>Halide interphase</h1>" in page
    assert '<p class="lead">An artificial interphase with a sodium halide as a main phase.</p>' in page
    assert "NaBr-rich layer from 1-bromopropane" in section(page, "members")
    assert "Interphase , EMMO electrochemistry domain ontology broad match" in section(page, "elsewhere")
    assert 'href="../../explore/index.html#look?view=everything&amp;thing=nsei%3AHalideInterphase"' in page


def test_a_class_by_definition_tells_the_definition_and_marks_inferred_members(pages: Mapping[str, str]) -> None:
    page = pages["ontology/class/HalideBasedInterphase.html"]
    assert rows(page)["Members"] == "14 members (0 stated, 14 inferred)"
    laws = section(page, "laws")
    assert "Every artificial interphase with “has component” some halide is a halide-based interphase." in laws
    assert section(page, "members").count("inferred") == 14


def test_a_property_tells_from_where_to_where_and_how_often(kg: Built, pages: Mapping[str, str]) -> None:
    page = pages["ontology/property/hasComponent.html"]
    found = rows(page)
    uses = ask(kg.store, "SELECT (COUNT(*) AS ?n) { GRAPH kg:graph\\/asserted { ?s nsei:hasComponent ?o } }").rows[0][0]
    assert (found["Kind"], found["From"], found["To"]) == ("relation between things", "interphase", "substance")
    assert f"({getattr(uses, 'value', '')} stated, 18 inferred)" in found["Used in"]
    assert "“variant of” then “has component” makes “has component”" in section(page, "laws").replace("“V", "“v")
    assert section(page, "examples").count(" has component ") == 6


def test_a_property_tells_what_holds_of_its_links_and_what_implies_it(pages: Mapping[str, str]) -> None:
    found = rows(pages["ontology/property/contributesTo.html"])
    assert found["Characteristics"] == "transitive (carries on from link to link)"
    assert found["Implied by"] == "aggravates , causes"
    assert rows(pages["ontology/property/causes.html"])["Implies"] == "contributes to"
    assert rows(pages["ontology/property/lifetime.html"])["Kind"] == "relation between things"
    assert rows(pages["ontology/class/Lifetime.html"])["Kind"] == "class"


def test_a_term_that_was_replaced_says_so_and_leads_on(small: SmallProject) -> None:
    built = build_graph(small.project)
    text = small.project.ontology.read_text() + (
        "nsei:OldLayer a owl:Class ; rdfs:label 'old layer'@en ; rdfs:isDefinedBy <https://w3id.org/naseikg/ontology> ;"
        " owl:deprecated true ; dcterms:isReplacedBy nsei:Interphase .\n"
    )
    small.project.ontology.write_text(text)
    store = store_of(
        quads_of(ontology=load_ontology(small.project.ontology).triples, asserted=built.asserted, inferred=())
    )
    page = dict(term_pages(store, atlas_of(store)))["ontology/class/OldLayer.html"]
    assert words(page[page.index('class="missing"') - 3 :].partition("</p>")[0]).endswith(
        "Deprecated. Use interphase instead."
    )
    assert '<a href="../../ontology/class/Interphase.html">interphase</a> instead' in page


def test_the_tree_leads_to_every_page_and_keeps_its_old_anchors(
    kg: Built, atlas: Atlas, pages: Mapping[str, str]
) -> None:
    tree = ontology_page(Here(atlas=atlas, path="ontology.html"), kg.store)
    links, anchors = set(re.findall(r'href="([^"]+)"', tree)), set(re.findall(r'id="([^"]+)"', tree))
    assert set(pages) <= links
    assert {path.rpartition("/")[2].removesuffix(".html") for path in pages} <= anchors


def test_a_term_with_very_many_members_keeps_its_page_small(pages: Mapping[str, str]) -> None:
    page = pages["ontology/class/Finding.html"]
    assert re.search(r"and 1,\d{3} more", section(page, "members"))
    assert max(map(len, pages.values())) < 60_000


def test_every_term_that_is_named_on_a_page_is_a_link_to_its_own(pages: Mapping[str, str]) -> None:
    named = {link for page in pages.values() for link in re.findall(r'href="\.\./\.\./(ontology/[^"]+)"', page)}
    assert len(named) > 200
    assert named <= set(pages)
