"""The report of the quality gates is written as plain text, as JSON and as Markdown, and the documentation shows it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store

from naseikg import check_ontology
from naseikg.cli import main
from naseikg.pipeline import Built
from naseikg.places import project
from naseikg.quality.formats import FORMATS, write_gates
from naseikg.quality.gates import Gate, Offence, load_gates, terms_of
from naseikg.quality.report import GateReport, Result, judge
from naseikg.quality.reviewed import Acceptance, NotComputed
from naseikg.vocabulary import GRAPH_ONTOLOGY, NSEI, OWL, RDF
from smallproject import SmallProject


def gate(instrument: str, item: str, level: str) -> Gate:
    return Gate(
        instrument=instrument,
        item=item,
        level=level,
        title=f"the title of {item}",
        problem="the problem",
        why="The reason.",
        fix="the remedy",
        note="",
        parts=lambda store: 4,
        find=lambda store: (),
    )


def offences(count: int) -> tuple[Offence, ...]:
    return tuple(Offence(term=f"nsei:A{number}", value="no label | none") for number in range(1, count + 1))


REPORT = GateReport(
    results=(
        Result(gate=gate("FOOPS!", "FIND1", "Test"), open=(), accepted=(), parts=1),
        Result(gate=gate("FOOPS!", "OM1", "Test"), open=offences(1), accepted=(), parts=4),
        Result(gate=gate("OOPS!", "P03", "Critical"), open=(), accepted=(), parts=1),
        Result(
            gate=gate("OOPS!", "P13", "Minor"), open=(), accepted=tuple((one, "Why.") for one in offences(7)), parts=1
        ),
        Result(gate=gate("LOV", "L1", "Practice"), open=(), accepted=(), parts=1),
    ),
    not_computed=(
        NotComputed(instrument="FOOPS!", item="URI1", needs="network", title="it is there"),
        NotComputed(instrument="OOPS!", item="P01", needs="person", title="one meaning"),
    ),
    needless=(Acceptance(instrument="LOV", item="L5", term="ontology", value="x", reason="Once."),),
)

TEXT = """\
FOOPS!: 2 checks, 1 pass, 1 fails; score 0.875 (88%)
  passes    Test: FIND1
  fails     OM1 (Test): the title of OM1
            nsei:A1: no label | none
            why: The reason.
            fix: the remedy

OOPS!: 2 checks, 1 pass, 1 accepted with a reason
  passes    Critical: P03
  accepted  P13 (Minor): the title of P13
            nsei:A1: no label | none
            nsei:A2: no label | none
            nsei:A3: no label | none
            nsei:A4: no label | none
            nsei:A5: no label | none
            ... and 2 more; --format json has all
            accepted: Why.

ROBOT report: 0 checks, 0 pass

LOV: 1 check, 1 pass
  passes    Practice: L1

needs a network, not counted: FOOPS! URI1
needs a person's judgement: OOPS! P01

nothing is found any more of LOV L5: ontology: x; remove its row from accepted.tsv
1 check fails: FOOPS! OM1
"""


def test_plain_text_shows_what_passes_by_level_and_the_rest_with_its_offences() -> None:
    assert write_gates(REPORT, "text", width=90) == TEXT


@pytest.fixture(scope="module")
def real(kg: Built, repository: Path) -> GateReport:
    """The report on the ontology of this repository."""
    return judge(kg.ontology.triples, kg.asserted, project(repository).gates)


@pytest.fixture
def gated(small: SmallProject, repository: Path) -> SmallProject:
    """The small project with the gates of this repository."""
    shutil.copytree(project(repository).gates, small.project.root / "queries" / "ontology")
    return small


@pytest.mark.parametrize("width", [60, 80, 120])
def test_plain_text_keeps_within_the_width(width: int, real: GateReport) -> None:
    assert [line for line in write_gates(real, "text", width=width).splitlines() if len(line) > width] == []


def test_markdown_has_a_row_an_item_and_escapes_what_would_end_a_cell() -> None:
    lines = write_gates(REPORT, "markdown").splitlines()
    assert lines[:8] == [
        "### FOOPS!",
        "",
        "Score: 0.875 (88%).",
        "",
        "| item | level | what is checked | result |",
        "| --- | --- | --- | --- |",
        "| FIND1 | Test | the title of FIND1 | passes |",
        "| OM1 | Test | the title of OM1 | fails |",
    ]
    assert "| URI1 |  | it is there | needs a network, not counted |" in lines
    assert "| OOPS! P13 | many | Why. |" in lines
    assert lines[-1] == r"| FOOPS! OM1 | nsei:A1: no label \| none | the remedy |"


def test_json_has_every_offence() -> None:
    found = json.loads(write_gates(REPORT, "json"))
    assert (found["passed"], found["foops_score"]) == (False, 0.875)
    assert [(one["item"], one["outcome"], len(one["open"]), len(one["accepted"])) for one in found["checks"]] == [
        ("FIND1", "passes", 0, 0),
        ("OM1", "fails", 1, 0),
        ("P03", "passes", 0, 0),
        ("P13", "accepted", 0, 7),
        ("L1", "passes", 0, 0),
    ]
    assert found["checks"][1]["open"] == [{"term": "nsei:A1", "value": "no label | none"}]
    assert found["not_computed"][0] == {
        "instrument": "FOOPS!",
        "item": "URI1",
        "needs": "network",
        "title": "it is there",
    }
    assert found["needless"] == ["LOV L5: ontology: x"]


def test_terms_are_counted_once_and_only_ours() -> None:
    store = Store()
    for term, kind in (
        (NSEI.A, OWL.Class),
        (NSEI.p, OWL.ObjectProperty),
        (NSEI.p, OWL.FunctionalProperty),
        (NSEI.q, OWL.DatatypeProperty),
        (NSEI.note, OWL.AnnotationProperty),
        (NamedNode("http://xmlns.com/foaf/0.1/Agent"), OWL.Class),
    ):
        store.add(Quad(term, RDF.type, kind, GRAPH_ONTOLOGY))
    assert terms_of(store) == {NSEI.A, NSEI.p, NSEI.q}


def test_the_page_of_the_documentation_shows_what_is_found(real: GateReport, repository: Path) -> None:
    assert write_gates(real, "markdown") in (repository / "docs" / "ontology-quality.md").read_text()


def test_the_page_counts_the_checks_of_each_instrument(repository: Path) -> None:
    page = (repository / "docs" / "ontology-quality.md").read_text()
    gates = load_gates(project(repository).gates)
    counts = {name: sum(one.instrument == name for one in gates) for name in ("FOOPS!", "OOPS!", "ROBOT report", "LOV")}
    told = re.findall(r"the (\d+) that can be computed|all (\d+) \||\| (\d+) of 11 practices|mean of (\d+) tests", page)
    assert sorted(int(next(filter(None, one))) for one in told) == sorted(counts.values())


def test_check_runs_the_gates_and_its_exit_code_tells_whether_they_pass(
    gated: SmallProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NASEIKG_HOME", str(gated.project.root))
    assert main(["check", "--ontology", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["passed"] is True
    assert check_ontology().passed


def test_check_fails_when_a_gate_does(gated: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    file = gated.project.root / "ontology" / "naseikg.ttl"
    file.write_text(file.read_text() + "\nnsei:isA a owl:ObjectProperty .\n")
    assert main(["--project", str(gated.project.root), "check", "--ontology"]) == 1
    printed = capsys.readouterr().out
    assert printed.splitlines()[0].endswith("checks: no fault")
    assert "  fails     P03 (Critical): no relation is called is\n            nsei:isA: isA\n" in printed


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--format", "json"], "--format needs --data FILE or --ontology"),
        (["--ontology", "--format", "turtle"], "--ontology has no format turtle; give text, json, markdown"),
        (["--ontology", "--owl", "--format", "json"], "--owl has no JSON; leave it out, or --format"),
        (["--ontology", "--data", "x.ttl"], "--ontology is about the ontology; leave it out with --data"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    options: list[str],
    message: str,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("NASEIKG_HOME", str(repository))
    assert main(["check", *options]) == 2
    assert capsys.readouterr().err == f"naseikg: {message}\n"


def test_the_formats_are_these() -> None:
    assert FORMATS == ("text", "json", "markdown")
