"""Adding sources to a graph gives what building it from all of them gives, or leaves it as it was."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad

from growingsources import Growing, account_of, built_from, source_of
from naseikg.errors import InconsistencyError, NaseikgError, RecordErrors
from naseikg.literature.making import made_sources
from naseikg.literature.pattern import pattern_of
from naseikg.pipeline import Built, build_graph
from naseikg.places import Project, project
from naseikg.records.source import Entry, load_source, load_source_folder
from naseikg.records.things import Group
from naseikg.vocabulary import GRAPH_ASSERTED, GRAPH_INFERRED, NSEI, RDF, expand
from smallproject import SmallProject


@pytest.fixture(scope="module")
def where(repository: Path) -> Project:
    return project(repository)


@pytest.fixture(scope="module")
def made(kg: Built) -> tuple[tuple[Entry, ...], ...]:
    """Some made-up sources, the later of which speak of layers of the earlier."""
    return tuple(made_sources(pattern_of(kg.records), findings=150, seed=19))


def _names_of_needed(source: Sequence[Entry]) -> set[str]:
    """The sources whose layers a source speaks of."""
    texts = (text for entry in source for value in entry.fields.values() for text in value.texts)
    found = {text.split("/")[1][:11] for text in texts if text.startswith("interphase/made-")}
    return found - {source[0].source}


def _shuffled(sources: Sequence[Sequence[Entry]], seed: int) -> list[Sequence[Entry]]:
    """The sources in another order, in which each still stands after those that it needs."""
    dice = random.Random(seed)
    left, order = list(sources), list[Sequence[Entry]]()
    while left:
        known = {one[0].source for one in order}
        order.append(dice.choice([one for one in left if _names_of_needed(one) <= known]))
        left.remove(order[-1])
    return order


def test_sources_added_in_any_order_give_what_building_all_of_them_gives(
    kg: Built, where: Project, made: tuple[tuple[Entry, ...], ...], tmp_path: Path
) -> None:
    assert any(_names_of_needed(one) for one in made)
    layers = sorted(one.id.slug for one in kg.records if one.id.kind == "interphase")
    counted = {
        quad.subject: quad.object
        for quad in kg.store.quads_for_pattern(None, NSEI.componentCount, Literal(1), GRAPH_ASSERTED)
    }
    layer = next(one for one in layers if expand(f"interphase/{one}") in counted)
    member = next(quad for quad in kg.store.quads_for_pattern(None, NSEI.memberOf, None, GRAPH_ASSERTED))
    group = next(one for one in kg.records if isinstance(one, Group) and one.id.iri == member.object)
    quantity = next(one for one in kg.asserted if one.predicate == NSEI.hasQuantity)
    names = [str(end).removeprefix("<https://w3id.org/naseikg/").rstrip(">") for end in quantity]
    mine = load_source_folder(
        source_of(
            tmp_path / "kim-2025",
            [
                f"interphase/{layer} hasComponent substance/{_another_component(kg, layer)}",
                f"interphase/{layer} formedFrom substance/kim-salt",
                f"{names[0]} hasQuantity {names[2]}, credited: {group.id.slug}",
                f"interphase/{layer} hasTest test/kim-test",
            ],
            references=(
                f"- id: 1\n  type: Reference\n  authors: ['Kim, K.', '{group.author}']\n"
                "  title: A work\n  journal: Journal of Kim\n  year: 2025\n  doi_basis: blank\n"
            ),
            substances="- id: kim-salt\n  type: Substance\n  label: salt of Kim\n",
            tests=(
                "- id: kim-test\n  type: CyclingTest\n  label: test of Kim\n  cell: na-na-symmetric\n"
                "  current_density: 1.0 mA cm-2\n  areal_capacity: 4.0 mAh cm-2\n  lifetime: over 2000 h\n"
                "  not_stated: [cycle_count, coulombic_efficiency, electrolyte, temperature]\n"
            ),
        )
    )
    sources = (*made, mine)
    entries = [*load_source(where.records), *(entry for source in sources for entry in source)]
    whole = built_from(where, kg.ontology, entries)
    single = Quad(expand(f"interphase/{layer}"), RDF.type, NSEI.SingleComponentInterphase, GRAPH_INFERRED)
    assert single in kg.store
    assert single not in whole
    wanted = account_of(whole).manifest(version="")
    for seed in range(2):
        growing = Growing(where, kg.quads)
        for source in _shuffled(sources, seed):
            growing.add(source)
        assert set(growing.store) == set(whole)
        assert growing.manifest == wanted


def _another_component(kg: Built, layer: str) -> str:
    """A substance of the classes of the one component of a layer."""
    types = {one.id: one.type for one in kg.records if one.id.kind == "substance"}
    (component,) = kg.store.quads_for_pattern(expand(f"interphase/{layer}"), NSEI.hasComponent, None, GRAPH_ASSERTED)
    slug = str(component.object).rpartition("/")[2].rstrip(">")
    own = next(one for one in types if one.slug == slug)
    return next(one.slug for one in types if one != own and types[one] == types[own])


def test_a_source_that_contradicts_the_graph_is_refused(kg: Built, where: Project, tmp_path: Path) -> None:
    series = next(one for one in kg.asserted if one.predicate == NSEI.variantOf)
    sample, whole = (str(end).removeprefix("<https://w3id.org/naseikg/").rstrip(">") for end in (series[0], series[2]))
    folder = source_of(tmp_path / "kim-2025", [f"{whole} variantOf {sample}"])
    with pytest.raises(InconsistencyError) as caught:
        Growing(where, kg.quads).add_folder(folder)
    assert str(caught.value) == (
        f"nsei:variantOf holds one way only, yet {whole} nsei:variantOf {sample}, {sample} nsei:variantOf {whole};"
        " correct the records or the axiom"
    )


def test_a_source_that_the_graph_holds_is_refused_in_one_line(kg: Built, where: Project) -> None:
    with pytest.raises(NaseikgError) as caught:
        Growing(where, kg.quads).add_folder(where.records / "shi-2023")
    assert str(caught.value) == (
        f"{Path('ontology/records/shi-2023')}: the graph holds the source shi-2023 already; to change or remove a source,"
        " change the folder shi-2023 of the records and run 'naseikg build --on-disk'"
    )


def test_a_second_record_of_a_thing_and_a_link_to_nothing_are_refused(
    kg: Built, where: Project, tmp_path: Path
) -> None:
    folder = source_of(
        tmp_path / "kim-2025",
        ["substance/naf usedIn cell/no-such-cell"],
        substances="- id: naf\n  type: Halide\n  label: table salt\n",
    )
    with pytest.raises(RecordErrors) as caught:
        Growing(where, kg.quads).add_folder(folder)
    assert str(caught.value) == (
        f"{folder / 'findings.yaml'}:4: f001: object: cell/no-such-cell does not exist; define it or correct the link\n"
        f"{folder / 'substances.yaml'}:1: naf: substance/naf is already defined in the graph; use another id, or only"
        " link to it"
    )


def test_what_a_record_brings_along_is_no_thing_to_link_to(kg: Built, where: Project, tmp_path: Path) -> None:
    brought = next(quad for quad in kg.store.quads_for_pattern(None, NSEI.lifetime, None, GRAPH_ASSERTED)).object
    slug = str(brought).removeprefix("<https://w3id.org/naseikg/").rstrip(">")
    folder = source_of(tmp_path / "kim-2025", [f"substance/naf hasQuantity {slug}"])
    with pytest.raises(RecordErrors, match=f"object: {slug} does not exist"):
        Growing(where, kg.quads).add_folder(folder)


def test_a_folder_without_its_source_is_refused(kg: Built, where: Project, tmp_path: Path) -> None:
    folder = source_of(tmp_path / "kim-2025", ["substance/naf usedIn cell/na-na-symmetric"])
    (folder / "source.yaml").unlink()
    with pytest.raises(NaseikgError) as caught:
        Growing(where, kg.quads).add_folder(folder)
    assert str(caught.value) == f"{folder}: has no source.yaml; describe the source there"


def test_a_group_whose_author_the_graph_does_not_tell_cannot_be_credited_anew(
    small: SmallProject, tmp_path: Path
) -> None:
    claim = "interphase/naf-layer usedIn cell/na-na-symmetric, credited: yu-y"
    with pytest.raises(NaseikgError) as caught:
        Growing(small.project, build_graph(small.project).quads).add_folder(source_of(tmp_path / "kim-2025", [claim]))
    assert str(caught.value) == (
        "group/yu-y: is credited, but the graph does not tell the name of its author; build the whole graph anew"
    )
