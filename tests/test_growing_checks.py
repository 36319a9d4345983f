"""A check of what is new finds what a check of the whole graph finds, and looks at no more than it must."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store, Triple

from growingsources import source_of
from naseikg.asking.checks import violations
from naseikg.asking.questions import load_questions
from naseikg.asking.store import store_of
from naseikg.errors import CheckErrors
from naseikg.growing.checking import require_checks_of
from naseikg.growing.delta import Delta
from naseikg.growing.joining import join
from naseikg.growing.rulebook import rulebook_of
from naseikg.growing.sites import sites_of
from naseikg.growing.surroundings import Surroundings
from naseikg.pipeline import build_graph
from naseikg.places import Project, project
from naseikg.records.catalogue import records_of
from naseikg.records.source import load_source_folder
from smallproject import SmallProject

_LAYERS = """\
- id: kim-layer
  type: InorganicInterphase
  label: sodium fluoride layer

- id: kim-other
  type: InorganicInterphase
  label: sodium fluoride layer

- id: kim-third
  type: InorganicInterphase
  label: a third layer
"""


def _faulty(folder: Path) -> Path:
    """A source with faults of many kinds, that only the checks of the graph find."""
    return source_of(
        folder,
        [
            "interphase/kim-layer suppresses phenomenon/kim-good",
            "interphase/kim-layer promotes phenomenon/kim-good",
            "interphase/kim-layer suppresses phenomenon/kim-good",
            "interphase/kim-layer hasQuantity quantity/kim-modulus",
            "interphase/naf-layer hasQuantity quantity/kim-modulus",
            "substance/kim-salt contains substance/kim-salt",
            "interphase/kim-other hasTest test/kim-test",
            "interphase/kim-other hasComponent substance/kim-solvent",
            "interphase/kim-other hasCharacteristic characteristic/sodiophilicity, year: 1999, credited: kim-k",
        ],
        interphases=_LAYERS,
        phenomena="- id: kim-good\n  type: BeneficialPhenomenon\n  label: goodness\n",
        substances=(
            "- id: kim-salt\n  type: Halide\n  label: salt of Kim\n  formula: NaF\n\n"
            "- id: kim-solvent\n  type: Solvent\n  label: solvent of Kim\n"
        ),
        quantities=(
            "- id: kim-modulus\n  type: ShearModulus\n  label: modulus of Kim\n  value: 3 h\n\n"
            "- id: kim-unused\n  type: ShearModulus\n  label: unused modulus\n  value: 3 GPa\n"
        ),
        tests=(
            "- id: kim-test\n  type: CyclingTest\n  label: test of Kim\n  not_stated: [cell, current_density,"
            " areal_capacity, lifetime, cycle_count, coulombic_efficiency, electrolyte, temperature]\n\n"
            "- id: kim-unheard\n  type: CyclingTest\n  label: test of nothing\n  not_stated: [cell, current_density,"
            " areal_capacity, lifetime, cycle_count, coulombic_efficiency, electrolyte, temperature]\n"
        ),
        references=(
            "- id: 1\n  type: Reference\n  authors: ['Lee, L.']\n  title: A work\n  journal: Joule\n  year: 2025\n"
            "  volume: 1\n  pages: '2'\n  doi_basis: blank\n\n"
            "- id: 2\n  type: Reference\n  authors: ['Lee, L.']\n  title: A work\n  journal: Joule\n  year: 2025\n"
            "  volume: 1\n  pages: '2'\n  doi_basis: blank\n"
        ),
        sentences=(
            "- id: 1-p1-s1\n  section: 1\n  paragraph: 1\n  sentence: 1\n  start: 0\n  end: 40\n  cites: [2]\n\n"
            "- id: 1-p1-s2\n  section: 1\n  paragraph: 1\n  sentence: 2\n  start: 41\n  end: 50\n"
        ),
        figures="- id: fig1a\n  type: FigurePanel\n  label: a panel\n",
        groups="- id: kim-k\n  type: ResearchGroup\n  label: Kim et al.\n  surname: Kim\n",
        units="- id: barn\n  type: Unit\n  label: barn\n  symbol: b\n",
    )


@pytest.fixture
def grown(small: SmallProject, tmp_path: Path) -> tuple[Store, Delta, int]:
    """A store with the small project and the faulty source, what is new in it, and how much was there."""
    built = build_graph(small.project)
    store, before = store_of(built.quads), store_of(built.quads)
    records = records_of(load_source_folder(_faulty(tmp_path / "kim-2025")), built.ontology, around=Surroundings(store))
    joined = join(store, rulebook_of(built.ontology), records)
    delta = Delta(
        [one.triple for one in joined.added], is_old=lambda one: any(before.quads_for_pattern(one, None, None))
    )
    return store, delta, len(built.quads)


def _lines(store: Store, folder: Path, delta: Delta) -> set[str]:
    with pytest.raises(CheckErrors) as caught:
        require_checks_of(store, folder, delta, [])
    return set(str(caught.value).split("\n"))


def test_the_checks_of_what_is_new_find_what_the_checks_of_all_find(
    grown: tuple[Store, Delta, int], small: SmallProject, repository: Path
) -> None:
    store, delta, _ = grown
    checks = load_questions(project(repository).checks)
    old = set(violations(build_graph(small.project).store, checks))
    new = set(violations(store, checks)) - old
    found = _lines(store, project(repository).checks, delta)
    assert found - old == new
    assert len({line.split(":")[0] for line in new}) >= 15


def test_nearly_every_check_of_this_project_is_asked_of_a_part(repository: Path) -> None:
    checks = load_questions(project(repository).checks)
    assert [one.name for one in checks if sites_of(one.sparql) is None] == []


@pytest.mark.parametrize(
    ("sparql", "places"),
    [
        ("SELECT ?x WHERE { ?x a ?y }", ["?x a ?y"]),
        ("SELECT ?x WHERE { { ?x <urn:a> ?y } UNION { ?x <urn:b> ?y } }", ["?x <urn:a> ?y", "?x <urn:b> ?y"]),
        ("SELECT ?x WHERE { ?x <urn:a> ?y OPTIONAL { ?y <urn:b> ?z } }", ["?x <urn:a> ?y", "?y <urn:b> ?z"]),
        ("SELECT ?x WHERE { ?x <urn:a> '}' FILTER(?x != <urn:}>) }".replace("<urn:}>", "<urn:c>"), ["?x <urn:a> '}'"]),
        (
            "SELECT ?x WHERE { ?x <urn:a> ?y FILTER NOT EXISTS { ?x <urn:b> ?z FILTER NOT EXISTS { ?z <urn:c> ?x } } }",
            ["?x <urn:a> ?y", "?z_new <urn:c> ?x"],
        ),
    ],
)
def test_a_query_gains_rows_at_these_places(sparql: str, places: list[str]) -> None:
    sites = sites_of(sparql)
    assert sites is not None
    assert [one.patterns.strip() for one in sites if one.gains] == places


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?x (COUNT(?y) AS ?n) WHERE { ?x a ?y } GROUP BY ?x",
        "SELECT ?x WHERE { ?x a ?y } GROUP BY ?x HAVING (COUNT(?y) > 1)",
        "SELECT ?x WHERE { { SELECT ?x WHERE { ?x a ?y } } }",
        "SELECT ?x WHERE { GRAPH ?g { ?x a ?y } }",
        "SELECT ?x WHERE { ?x a ?y } LIMIT 1",
        "ASK { ?x a ?y }",
    ],
)
def test_a_query_that_counts_or_looks_into_a_graph_is_asked_as_a_whole(sparql: str) -> None:
    assert sites_of(sparql) is None


def test_a_path_is_followed_back_to_its_beginning() -> None:
    one, two, three = (NamedNode(f"urn:{name}") for name in ("one", "two", "three"))
    a, b = NamedNode("urn:a"), NamedNode("urn:b")
    store = store_of([Quad(one, a, two), Quad(two, b, three)])
    delta = Delta([Triple(two, b, three)], is_old=lambda thing: True)
    (site,) = sites_of("SELECT ?x WHERE { ?x <urn:a>/<urn:b> ?y }") or ()
    assert delta.values(store, site, prologue="") == ("VALUES (?x) { (<urn:one>) }",)


def test_a_path_of_any_length_is_asked_as_a_whole() -> None:
    (site,) = sites_of("SELECT ?x WHERE { ?x <urn:a>+ ?y }") or ()
    assert Delta([], is_old=lambda thing: True).values(Store(), site, prologue="") is None


def test_a_check_that_cannot_be_divided_still_finds_what_is_wrong(tmp_path: Path) -> None:
    checks = Project(root=tmp_path).checks
    checks.mkdir(parents=True)
    (checks / "many.rq").write_text(
        "#+ problem: many\nSELECT ?x WHERE { ?x <urn:a> ?y } GROUP BY ?x HAVING (COUNT(?y) > 0)"
    )
    quad = Quad(NamedNode("urn:one"), NamedNode("urn:a"), NamedNode("urn:two"), NamedNode("urn:g"))
    with pytest.raises(CheckErrors, match="many: many: x <urn:one>; mend it"):
        require_checks_of(store_of([quad]), checks, Delta([], is_old=lambda thing: True), [])
