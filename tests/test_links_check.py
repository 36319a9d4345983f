"""Links against published ontologies: each kind of fault has a small folder that shows it, and the real one has none."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from naseikg.cli import main
from naseikg.errors import Place
from naseikg.linking.formats import write_report
from naseikg.linking.published import load_published
from naseikg.linking.sssom import Link, MappingSet
from naseikg.linking.subjects import Subjects, subjects_of
from naseikg.linking.targets import LINK_PREFIXES, PREDICATES
from naseikg.linking.verify import LinkReport, verify
from naseikg.pipeline import Built
from naseikg.vocabulary import BASE, NSEI, SKOS
from smallontology import EMMO, PUBLISHED

HOUR = NamedNode(BASE + "unit/hour")
SUBJECTS = Subjects(
    wanted=(NSEI.Interphase, NSEI.NativeSEI, HOUR),
    above={
        NSEI.Interphase: frozenset({NSEI.Interphase}),
        NSEI.NativeSEI: frozenset({NSEI.NativeSEI, NSEI.Interphase}),
        HOUR: frozenset({HOUR, NSEI.Unit}),
    },
    symbols={HOUR: "h"},
)


def link(
    subject: NamedNode,
    name: str,
    *,
    label: str | None = None,
    predicate: NamedNode = SKOS.exactMatch,
    line: int = 13,
    version: str = "1.0.3",
) -> Link:
    path = Path("emmo.sssom.tsv")
    return Link(
        place=Place(path=path, line=line),
        mapping_set=MappingSet(
            path=path,
            iri=NamedNode(BASE + "mappings/emmo"),
            title="naseikg to EMMO",
            version="0.1.0",
            source="https://w3id.org/emmo/emmo",
            source_version=version,
        ),
        subject=subject,
        predicate=predicate,
        object=None if name == "none" else NamedNode(EMMO + name),
        object_label=name if label is None else label,
        justification=NamedNode(LINK_PREFIXES["semapv"] + "ManualMappingCuration"),
        confidence=Decimal("0.9"),
        comment="So it is.",
        bridged=True,
    )


SOUND = (
    link(NSEI.Interphase, "Layer"),
    link(NSEI.NativeSEI, "Film", predicate=SKOS.broadMatch, line=14),
    link(HOUR, "Hour", line=15),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one published ontology."""
    (tmp_path / "emmo.ttl").write_text(PUBLISHED, encoding="utf-8")
    return tmp_path


def report(folder: Path, *links: Link) -> LinkReport:
    return verify(links, SUBJECTS, load_published(folder))


def told(folder: Path, *links: Link) -> list[str]:
    return [str(one) for one in report(folder, *links).faults]


def test_sound_links_have_no_fault(folder: Path) -> None:
    found = report(folder, *SOUND)
    assert (found.faults, found.remarks, found.passed) == ((), (), True)
    assert write_report(found) == (
        "3 links of 3 terms, 0 terms without counterpart; 3 checked against 1 published files: no fault\n"
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            link(NSEI.Interphase, "Layr", label="Layer"),
            "emmo.sssom.tsv:13: missing: nsei:Interphase: emmo:Layr is not defined in the published files; "
            "emmo:Layer has that label; link to a term that is",
        ),
        (
            link(NSEI.Interphase, "Sheet"),
            "emmo.sssom.tsv:13: missing: nsei:Interphase: emmo:Sheet is not defined in the published files; link to a term that is",
        ),
        (
            link(NSEI.Interphase, "Old"),
            "emmo.sssom.tsv:13: deprecated: nsei:Interphase: emmo:Old is deprecated; emmo:Layer (Layer) lives; link to a living term",
        ),
        (
            link(NSEI.Interphase, "Older"),
            "emmo.sssom.tsv:13: deprecated: nsei:Interphase: emmo:Older is deprecated; emmo:Thing (Thing) lives; link to a living term",
        ),
        (
            link(NSEI.Interphase, "Oldest"),
            "emmo.sssom.tsv:13: deprecated: nsei:Interphase: emmo:Oldest is deprecated; none takes its place; link to a living term",
        ),
        (
            link(NSEI.Interphase, "Layer", label="Sheet"),
            "emmo.sssom.tsv:13: label: nsei:Interphase: emmo:Layer is called 'Layer', not 'Sheet'; look whether it still is meant",
        ),
        (
            link(NSEI.Interphase, "Event"),
            "emmo.sssom.tsv:14: disjoint: nsei:NativeSEI: with nsei:Interphase skos:exactMatch emmo:Event puts nsei:NativeSEI "
            "below Thing and Event, which exclude each other; weaken one of the links",
        ),
        (
            link(HOUR, "Mile", line=15),
            "emmo.sssom.tsv:15: dimension: unit/hour: emmo:Mile has the dimension L1, h has T1; link to a unit of the same dimension",
        ),
    ],
)  # fmt: skip
def test_each_fault_of_a_link_is_told(folder: Path, changed: Link, said: str) -> None:
    others = [one for one in SOUND if one.subject != changed.subject]
    assert told(folder, changed, *others) == [said]


def test_a_link_from_which_no_axiom_is_drawn_cannot_contradict(folder: Path) -> None:
    for weaker in (
        link(NSEI.Interphase, "Event", predicate=SKOS.closeMatch),
        replace(link(NSEI.Interphase, "Event"), bridged=False),
    ):
        assert told(folder, weaker, *SOUND[1:]) == []


def test_a_term_without_a_row_is_told_and_one_without_counterpart_is_not(folder: Path) -> None:
    assert told(folder, *SOUND[1:]) == [
        "ontology/mappings: unmapped: nsei:Interphase: has no row; link it, or add a row with sssom:NoTermFound that says what was searched"
    ]  # fmt: skip
    assert told(folder, link(NSEI.Interphase, "none", label=""), *SOUND[1:]) == []


def test_another_version_is_told(folder: Path) -> None:
    links = [link(NSEI.Interphase, "Layer", version="0.9"), *SOUND[1:]]
    assert told(folder, *[replace(one, mapping_set=links[0].mapping_set) for one in links]) == [
        "emmo.sssom.tsv: version: https://w3id.org/emmo/emmo: is linked in version 0.9, the folder holds "
        "https://w3id.org/emmo/1.0.3/emmo; check the links and write the new object_source_version"
    ]


def test_a_file_without_version_is_remarked_on(folder: Path) -> None:
    text = PUBLISHED.replace(" ; owl:versionIRI <https://w3id.org/emmo/1.0.3/emmo>", "")
    (folder / "emmo.ttl").write_text(text, encoding="utf-8")
    found = report(folder, *SOUND)
    assert found.passed
    assert found.remarks == (
        "emmo.sssom.tsv: the folder does not say its version of https://w3id.org/emmo/emmo; 1.0.3 is not compared",
    )


def test_an_ontology_that_is_not_there_is_named_once_and_the_rest_is_checked(folder: Path) -> None:
    other = replace(
        SOUND[0], object=NamedNode("https://w3id.org/pmd/co/PMD_1"), place=Place(path=Path("emmo.sssom.tsv"), line=9)
    )
    renamed = link(NSEI.NativeSEI, "Film", label="Sheet", line=14)
    found = told(folder, other, replace(other, subject=HOUR), renamed, SOUND[2])
    assert found == [
        "emmo.sssom.tsv: ontology-missing: https://w3id.org/pmd/co/: no file of the folder defines its terms, so 2 links "
        "are not checked; add the file",
        "emmo.sssom.tsv:14: label: nsei:NativeSEI: emmo:Film is called 'Film', not 'Sheet'; look whether it still is meant",
    ]


def test_a_file_that_cannot_be_parsed_is_named_and_the_rest_is_checked(folder: Path) -> None:
    (folder / "broken.ttl").write_text("<urn:a> <urn:b> .", encoding="utf-8")
    found = report(folder, *SOUND)
    assert found.passed
    assert found.files == 1
    (remark,) = found.remarks
    assert remark.startswith("broken.ttl: cannot be read (")
    assert remark.endswith("; the rest is checked")


def test_a_close_unit_must_have_the_dimension_too(folder: Path) -> None:
    assert [one.partition(": ")[2].partition(":")[0] for one in told(
        folder, *SOUND[:2], link(HOUR, "Mile", line=15, predicate=SKOS.closeMatch)
    )] == ["dimension"]  # fmt: skip


def test_a_list_in_a_circle_ends(folder: Path) -> None:
    text = "_:l rdf:first :Layer ; rdf:rest _:l . [] a owl:AllDisjointClasses ; owl:members _:l .\n"
    prefix = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    (folder / "emmo.ttl").write_text(prefix + PUBLISHED + text, encoding="utf-8")
    assert told(folder, *SOUND) == []


def test_classes_that_all_exclude_each_other_are_known(folder: Path) -> None:
    text = PUBLISHED + "[] a owl:AllDisjointClasses ; owl:members ( :Event :Film :Layer ) .\n"
    (folder / "emmo.ttl").write_text(text, encoding="utf-8")
    assert load_published(folder).excluded(EMMO + "Film") == {EMMO + "Event", EMMO + "Layer"}
    assert [one.partition(": ")[2].partition(":")[0] for one in told(folder, *SOUND)] == ["disjoint"]


def test_entities_made_of_entities_are_not_expanded(folder: Path) -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>'
    (folder / "bomb.owl").write_text(bomb, encoding="utf-8")
    assert report(folder, *SOUND).remarks == (
        "bomb.owl: cannot be read (the entity b is made of other entities); the rest is checked",
    )


def published_folder(repository: Path) -> Path:
    folder = repository.parent / "shared" / "ontologies"
    if not folder.is_dir():
        pytest.skip("the published ontologies are not in ../shared/ontologies; the links are not checked against them")
    return folder


def test_every_term_is_linked_or_has_a_row_that_says_what_was_searched(kg: Built) -> None:
    subjects = subjects_of(kg.ontology, (*kg.asserted, *kg.inferred))
    found = verify(kg.links, subjects)
    assert [str(one) for one in found.faults] == []
    assert {one.subject for one in kg.links} >= set(subjects.wanted)
    assert len(subjects.wanted) > 450


def test_all_links_hold_against_the_published_ontologies(kg: Built, repository: Path) -> None:
    published = load_published(published_folder(repository))
    found = verify(kg.links, subjects_of(kg.ontology, (*kg.asserted, *kg.inferred)), published)
    assert [str(one) for one in found.faults] == []
    assert found.checked == found.links == sum(one.object is not None for one in kg.links)
    assert [one.partition(":")[0] for one in found.remarks[:1]] == ["emmo-core-disciplines-units-units.ttl"]


def test_the_deprecated_interphase_of_emmo_is_refused_with_a_living_term(kg: Built, repository: Path) -> None:
    published = load_published(published_folder(repository))
    old = NamedNode(
        "https://w3id.org/emmo/domain/electrochemistry#electrochemistry_ecf136cb_2584_4cb1_98b7_2d2b3d22e40d"
    )
    given = next(one for one in kg.links if one.object is not None)
    wrong = replace(given, object=old, object_label="SolidElectrolyteInterphase")
    (fault,) = (one for one in verify([wrong], SUBJECTS, published).faults if one.kind == "deprecated")
    assert "(PassivationLayer) lives" in fault.problem


def test_the_verb_says_how_many_links_hold(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = published_folder(repository)
    assert main(["links", "check", "--ontologies", str(folder)]) == 0
    assert capsys.readouterr().out.endswith(" published files: no fault\n")
    assert main(["links", "check", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["faults"], found["checked"], found["files"]) == ([], 0, None)


def test_the_mapping_files_are_valid_sssom(repository: Path) -> None:
    """The validator is sssom-py, in an environment of its own, since it brings a hundred packages."""
    tool = repository / ".venv-sssom" / "bin" / "sssom"
    if not tool.is_file():
        message = "the SSSOM validator is not installed (make sssom); the mapping files are not validated with it"
        assert not os.environ.get("CI"), message
        pytest.skip(message)
    files = sorted(str(one) for one in (repository / "ontology" / "mappings").glob("*.sssom.tsv"))
    program = (
        "import sys, logging\n"
        "from sssom.parsers import parse_sssom_table\n"
        "from sssom.validators import validate\n"
        "for name in sys.argv[1:]:\n"
        "    found = parse_sssom_table(name)\n"
        "    report = validate(found, fail_on_error=False)\n"
        "    bad = [r.message for one in report.values() if one for r in one.results]\n"
        "    print(len(found.df), bad)\n"
    )
    done = subprocess.run(
        [str(tool.parent / "python"), "-c", program, *files], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    rows = [line.partition(" ") for line in done.stdout.splitlines()]
    assert [bad for _, _, bad in rows] == ["[]"] * len(files)


def test_the_relations_are_those_of_skos() -> None:
    assert [one.value.rpartition("#")[2] for one in PREDICATES] == [
        "exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch",
    ]  # fmt: skip
