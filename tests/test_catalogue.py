from __future__ import annotations

import re
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

import pytest

from naseikg.errors import NaseikgError, RecordErrors
from naseikg.reasoning.ontology import load_ontology
from naseikg.records.catalogue import load_records
from smallproject import SmallProject

CASES_FOLDER = Path(__file__).parent / "cases" / "records"


@dataclass(frozen=True)
class RecordCase:
    name: str
    file: str
    faults: tuple[str, ...]
    text: str


def _case(path: Path) -> RecordCase:
    """The header says which file the text replaces and what is reported; the text begins below it."""
    lines = path.read_text().splitlines(keepends=True)
    header = [line for line in lines if line.startswith("# ")]
    file = next(line.removeprefix("# file: ").strip() for line in header if line.startswith("# file: "))
    faults = tuple(line.removeprefix("# fault: ").strip() for line in header if line.startswith("# fault: "))
    return RecordCase(path.stem, file, faults, "".join(lines[len(header) :]))


CASES = [_case(path) for path in sorted(CASES_FOLDER.iterdir())]


def test_every_case_is_collected_and_says_what_it_expects() -> None:
    assert [case.name for case in CASES] == sorted(path.stem for path in CASES_FOLDER.glob("*.yaml"))
    assert all(case.faults and case.text.strip() for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=attrgetter("name"))
def test_a_broken_record_is_named_with_its_line(case: RecordCase, small: SmallProject) -> None:
    small.replace(case.file, case.text)
    with pytest.raises(RecordErrors) as caught:
        load_records(small.project.records, load_ontology(small.project.ontology))
    assert sorted(str(caught.value).splitlines()) == sorted(case.faults)


def test_the_small_project_has_no_fault(small: SmallProject) -> None:
    records = load_records(small.project.records, load_ontology(small.project.ontology))
    assert sorted(str(one.id) for one in records if one.kind == "finding") == ["finding/small-1-layer-has-naf"]


def test_all_faults_of_a_run_come_at_once_sorted_by_file_and_line(small: SmallProject) -> None:
    small.edit("substances.yaml", "type: Metal", "type: Meta")
    small.edit("substances.yaml", "formula: NaF", "colour: white")
    small.edit("cells.yaml", "  label: symmetric cell\n", "")
    with pytest.raises(RecordErrors) as caught:
        load_records(small.project.records, load_ontology(small.project.ontology))
    places = [re.match(r"ontology/records/small/(.*?):(\d+)", line) for line in str(caught.value).splitlines()]
    assert [(one[1], int(one[2])) for one in places if one] == [
        ("cells.yaml", 1),
        ("substances.yaml", 4),
        ("substances.yaml", 7),
    ]


def test_a_folder_without_records_is_refused(tmp_path: Path, repository: Path) -> None:
    ontology = load_ontology(repository / "ontology" / "naseikg.ttl")
    with pytest.raises(NaseikgError) as caught:
        load_records(tmp_path, ontology)
    assert (
        str(caught.value) == f"{tmp_path}: no record file <source>/*.yaml was found; give the folder ontology/records"
    )


def test_the_lines_of_a_record_are_those_of_the_file_also_after_comments(small: SmallProject) -> None:
    small.edit("substances.yaml", "- id: naf\n", "# a comment\n\n- id: naf\n")
    small.edit("substances.yaml", "formula: NaF", "colour: white")
    with pytest.raises(RecordErrors, match=r"substances\.yaml:6: naf: field 'colour' is unknown"):
        load_records(small.project.records, load_ontology(small.project.ontology))


def test_scalars_stay_text(small: SmallProject) -> None:
    small.edit("substances.yaml", "label: sodium metal", "label: NO")
    small.edit("substances.yaml", "label: sodium fluoride", "label: 1:1")
    records = load_records(small.project.records, load_ontology(small.project.ontology))
    labels = {str(one.id): getattr(one, "label", None) for one in records if one.kind == "substance"}
    assert labels == {"substance/naf": "1:1", "substance/sodium-metal": "NO"}


@pytest.mark.parametrize("text", ["- id: " + "[" * 50_000, "- " * 50_000, "- {a: " * 50_000], ids=len)
def test_a_file_that_nests_very_deep_is_refused_with_its_line(text: str, small: SmallProject) -> None:
    # The reader of YAML recurses in C, so a deep file would end the process.
    small.replace("bases.yaml", "# one\n" + text)
    with pytest.raises(RecordErrors) as caught:
        load_records(small.project.records, load_ontology(small.project.ontology))
    (fault,) = caught.value.faults
    assert (fault.place.line, fault.problem.split(";")[0].split(":")[0]) in [
        (2, "nests too deep"),
        (2, "not valid YAML"),
    ]


def test_a_folder_in_the_place_of_a_record_file_is_named(small: SmallProject) -> None:
    (small.folder / "bases.yaml").unlink()
    (small.folder / "bases.yaml").mkdir()
    with pytest.raises(RecordErrors) as caught:
        load_records(small.project.records, load_ontology(small.project.ontology))
    assert str(caught.value) == (
        "ontology/records/small/bases.yaml:1: bases: cannot be read (Is a directory); give a file of records, or remove it"
    )
