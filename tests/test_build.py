from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, Triple

from naseikg.asking.store import load_store, manifest_of
from naseikg.errors import CheckErrors, InconsistencyError, OntologyError, RecordErrors, StoreError
from naseikg.pipeline import STAGES, Built, build_graph, write_graph
from naseikg.places import project
from naseikg.records.fields import ThingId
from naseikg.vocabulary import GRAPH_ONTOLOGY, NSEI, OWL
from smallproject import SmallProject


def test_two_builds_give_identical_bytes(kg: Built, repository: Path, tmp_path: Path) -> None:
    one = write_graph(kg, tmp_path / "one")
    two = write_graph(build_graph(project(repository)), tmp_path / "two")
    assert one == two
    assert (tmp_path / "one" / one.file).read_bytes() == (tmp_path / "two" / two.file).read_bytes()
    assert (tmp_path / "one" / "manifest.json").read_bytes() == (tmp_path / "two" / "manifest.json").read_bytes()


def test_the_version_of_the_build_is_that_of_the_ontology_and_of_the_package(
    kg: Built, repository: Path, tmp_path: Path
) -> None:
    version = write_graph(kg, tmp_path / "graph").version
    assert version == kg.ontology.text(NamedNode("https://w3id.org/naseikg/ontology"), OWL.versionInfo)
    assert f'\nversion = "{version}"\n' in (repository / "pyproject.toml").read_text()


def test_the_data_have_no_blank_node(kg: Built) -> None:
    for quad in kg.quads:
        if quad.graph_name != GRAPH_ONTOLOGY:
            assert not isinstance(quad.subject, BlankNode)
            assert not isinstance(quad.object, BlankNode)


def test_nothing_is_both_asserted_and_inferred(kg: Built) -> None:
    assert set(kg.asserted).isdisjoint(kg.inferred)


def test_each_finding_draws_the_plain_edge(small: SmallProject) -> None:
    built = build_graph(small.project)
    edge = Triple(ThingId("interphase", "naf-layer").iri, NSEI.hasComponent, ThingId("substance", "naf").iri)
    assert edge in built.asserted


def test_a_source_whose_name_begins_like_another_keeps_its_findings_to_itself(small: SmallProject) -> None:
    other = small.project.records / "small-b"
    other.mkdir()
    for name in ("findings-1", "references", "sections", "sentences", "source"):
        text = (small.folder / f"{name}.yaml").read_text()
        (other / f"{name}.yaml").write_text(
            text.replace("id: small", "id: small-b").replace("text_digest: '0'", "text_digest: '1'")
        )
    found = {
        (str(one.subject), str(one.object))
        for one in build_graph(small.project).asserted
        if one.predicate == NSEI.reportedIn
    }
    assert found == {
        (str(ThingId("finding", f"{source}-1-layer-has-naf").iri), str(ThingId("source", source).iri))
        for source in ("small", "small-b")
    }


def test_an_authorship_belongs_to_the_group_that_a_finding_credits(small: SmallProject) -> None:
    small.edit("findings-1.yaml", "  references: [1]\n", "  references: [1]\n  credited: yu-y\n")
    member = [one for one in build_graph(small.project).asserted if one.predicate == NSEI.memberOf]
    assert member == [
        Triple(ThingId("authorship", "small-1-1").iri, NSEI.memberOf, ThingId("group", "yu-y").iri),
    ]


def test_the_stages_are_told_in_order(small: SmallProject, tmp_path: Path) -> None:
    told: list[str] = []
    write_graph(build_graph(small.project, progress=told.append), tmp_path / "out", progress=told.append)
    assert tuple(told) == STAGES


def test_a_broken_record_leaves_the_last_good_build_in_place(small: SmallProject, tmp_path: Path) -> None:
    before = write_graph(build_graph(small.project), tmp_path / "out")
    small.edit("substances.yaml", "formula: NaF", "formulla: NaF")
    with pytest.raises(RecordErrors):
        write_graph(build_graph(small.project), tmp_path / "out")
    assert manifest_of(tmp_path / "out") == before
    assert len(load_store(tmp_path / "out")) == sum(before.triples.values())


def test_facts_that_contradict_the_ontology_stop_the_build_and_are_named(small: SmallProject) -> None:
    small.edit("interphases.yaml", "type: InorganicInterphase", "type: [InorganicInterphase, OrganicInterphase]")
    with pytest.raises(InconsistencyError) as caught:
        build_graph(small.project)
    assert str(caught.value) == (
        "nothing is both a nsei:InorganicInterphase and a nsei:OrganicInterphase, yet "
        "interphase/naf-layer is a nsei:InorganicInterphase, interphase/naf-layer is a nsei:OrganicInterphase; "
        "correct the records or the axiom"
    )


def test_a_class_without_possible_member_stops_the_build_and_is_named(small: SmallProject) -> None:
    text = small.project.ontology.read_text()
    small.project.ontology.write_text(text + "\nnsei:MXene rdfs:subClassOf nsei:Polymer .\n")
    with pytest.raises(InconsistencyError, match="nsei:MXene can have no member: nothing is both"):
        build_graph(small.project)


def test_a_broken_ontology_is_named_with_line_and_column(small: SmallProject) -> None:
    small.project.ontology.write_text("@prefix nsei: <https://w3id.org/naseikg/ontology#> .\nnsei:Broken a \n")
    with pytest.raises(OntologyError, match=r"naseikg\.ttl:3:1: .*mend the Turtle"):
        build_graph(small.project)


def test_a_check_that_finds_something_stops_the_build(small: SmallProject) -> None:
    (small.project.checks / "no-halides.rq").write_text(
        "#+ problem: a halide is here\n#+ why: this project has none\n#+ fix: remove it\n"
        "PREFIX nsei: <https://w3id.org/naseikg/ontology#>\nSELECT ?record WHERE { ?record a nsei:Halide } ORDER BY ?record\n"
    )
    with pytest.raises(CheckErrors) as caught:
        build_graph(small.project)
    assert str(caught.value) == "no-halides: a halide is here: record substance/naf; remove it"


def test_an_unwritable_place_is_named(small: SmallProject, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        write_graph(build_graph(small.project), tmp_path / "file" / "graph")
