"""Every quality gate finds nothing in a clean ontology and just the offences of its case; the real ontology passes."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from rdflib import Graph, URIRef

from naseikg.errors import QueryError
from naseikg.pipeline import Built
from naseikg.places import project
from naseikg.quality.gates import INSTRUMENTS, LEVELS, Gate, Offence, gate_store, load_gates
from naseikg.quality.pinned import BIBO_TERMS
from naseikg.quality.report import GateReport, judge
from naseikg.vocabulary import BASE, BIBO, NSEI, OWL, RDF, RDFS, SKOS, curie

REPOSITORY = Path(__file__).parent.parent
FOLDER = project(REPOSITORY).gates
CASES = Path(__file__).parent / "cases" / "gates"
GATES = load_gates(FOLDER)
CLEAN = CASES / "clean.ttl"
A_LAYER = Triple(NamedNode(BASE + "interphase/naf"), RDF.type, NSEI.Layer)

#: What no query can say, and a function finds.
FUNCTIONS = {"foops/rdf1", "oops/p40"}


def place_of(gate: Gate) -> str:
    """Folder and file of a gate, without the suffix."""
    (folder,) = (name for name, instrument in INSTRUMENTS.items() if instrument == gate.instrument)
    return f"{folder}/{gate.item.lower().replace('_', '-').replace('.', '-')}"


def triples_of(path: Path, more: str = "") -> list[Triple]:
    return [quad.triple for quad in parse(path.read_bytes() + more.encode(), format=RdfFormat.TURTLE)]


def expected_of(path: Path) -> list[Offence]:
    """The offences that stand on top of a case, each as a term and a value in JSON."""
    lines = re.findall(r"^#\+ finds: (\S+|the ontology|an expression) \| (.*)$", path.read_text(), flags=re.M)
    return [Offence(term=term, value=json.loads(value)) for term, value in lines]


def copied(folder: Path) -> Path:
    """A folder with every gate and both tables, for a test to change."""
    for file in FOLDER.rglob("*.*"):
        target = folder / file.relative_to(FOLDER)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.read_text())
    return folder


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder with every gate, where nothing is accepted and everything is computed."""
    folder = copied(tmp_path / "gates")
    (folder / "accepted.tsv").write_text("instrument\titem\tterm\tvalue\treason\n")
    (folder / "not-computed.tsv").write_text("instrument\titem\tneeds\ttitle\n")
    return folder


def accept(folder: Path, *rows: str) -> None:
    path = folder / "accepted.tsv"
    path.write_text(path.read_text() + "".join(f"{row}\n" for row in rows))


def outcomes(report: GateReport) -> dict[str, str]:
    """Every gate that does not pass."""
    return {one.gate.name: one.outcome for one in report.results if one.outcome != "passes"}


def test_every_gate_has_a_case_and_every_case_a_gate() -> None:
    found = {str(path.relative_to(CASES).with_suffix("")) for path in CASES.rglob("*.ttl")} - {"clean"}
    assert found == {place_of(gate) for gate in GATES}
    queries = {str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.rglob("*.rq")}
    assert queries == found - FUNCTIONS


def test_the_folder_holds_gates_and_two_tables_and_nothing_else() -> None:
    files = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file()}
    assert {one for one in files if not one.endswith(".rq")} == {"accepted.tsv", "not-computed.tsv"}
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} == set(INSTRUMENTS)


def test_every_item_of_each_instrument_is_computed_or_said_not_to_be() -> None:
    told = judge([], [], FOLDER).not_computed
    items = {name: [gate.item for gate in GATES if gate.instrument == name] for name in INSTRUMENTS.values()}
    rest = {name: [one.item for one in told if one.instrument == name] for name in INSTRUMENTS.values()}
    assert sorted(items["OOPS!"] + rest["OOPS!"]) == [f"P{number:02}" for number in range(1, 42)]
    assert set(items["LOV"] + rest["LOV"]) == {f"L{number}" for number in range(1, 12)}
    assert len(items["FOOPS!"] + rest["FOOPS!"]) == 24
    assert (len(items["ROBOT report"]), rest["ROBOT report"]) == (32, [])
    assert Counter(gate.level for gate in GATES if gate.instrument == "ROBOT report") == {
        "Error": 17,
        "Warn": 13,
        "Info": 2,
    }


@pytest.mark.parametrize("gate", GATES, ids=place_of)
def test_a_gate_finds_just_the_offences_of_its_case(gate: Gate) -> None:
    case = CASES / f"{place_of(gate)}.ttl"
    expected = expected_of(case)
    assert expected
    assert gate.find(gate_store(triples_of(case))) == tuple(sorted(expected))


def test_a_fault_of_another_namespace_is_not_ours() -> None:
    """Each case again, with the terms of another namespace: only what is about the header or the file is found."""
    found = set()
    for gate in GATES:
        text = (CASES / f"{place_of(gate)}.ttl").read_text().replace(NSEI.iri, "https://example.org/other#")
        if gate.find(gate_store([quad.triple for quad in parse(text.encode(), format=RdfFormat.TURTLE)])):
            found.add(gate.name)
    header = {f"FOOPS! {item}" for item in ("FIND1", "OM1", "OM2", "OM3", "OM4.1", "OM5.1", "OM5.2", "VER1", "VOC1")}
    header |= {f"FOOPS! {item}" for item in ("PURL1", "RDF1")} | {f"LOV L{number}" for number in (1, 2, 3, 4, 5, 11)}
    header |= {f"ROBOT report missing_ontology_{item}" for item in ("description", "license", "title")}
    header |= {f"OOPS! {item}" for item in ("P36", "P38", "P39", "P41")}
    # These are faults in the use of a foreign term: of the language, misspelt, undeclared, undefined there.
    use = {"ROBOT report illegal_use_of_built_in_vocabulary", "ROBOT report invalid_entity_uri"}
    assert found == header | use | {"OOPS! P34", "OOPS! P35", "OOPS! P40"}


def test_an_import_is_a_reuse_of_another_vocabulary() -> None:
    (voc2,) = (gate for gate in GATES if gate.name == "FOOPS! VOC2")
    imports = "<https://w3id.org/naseikg/ontology> owl:imports <https://w3id.org/emmo> ."
    assert voc2.find(gate_store(triples_of(CASES / "foops" / "voc2.ttl", imports))) == ()


@pytest.mark.parametrize("gate", GATES, ids=place_of)
def test_a_gate_finds_nothing_in_a_clean_ontology(gate: Gate) -> None:
    assert gate.find(gate_store(triples_of(CLEAN), [A_LAYER])) == ()


@pytest.mark.parametrize("gate", GATES, ids=place_of)
def test_a_gate_says_what_is_wrong_why_it_matters_and_what_to_do(gate: Gate) -> None:
    assert gate.level in LEVELS[gate.instrument]
    assert re.fullmatch(r"[A-Z].*\.", gate.why)
    assert not re.search(r"\.$", gate.title + gate.problem + gate.fix)
    assert gate.note == "" or gate.note.endswith(".")


def test_a_clean_ontology_has_the_full_score(bare: Path) -> None:
    report = judge(triples_of(CLEAN), [A_LAYER], bare)
    assert (report.score, report.passed, outcomes(report)) == (1.0, True, {})


def test_the_score_is_the_mean_of_the_shares_that_pass(bare: Path) -> None:
    """By hand, of the 14 tests: OM1 has 5 of 6, OM2 3 of 4, OM5.1 1 of 2, VOC3 and VOC4 3 of 4 terms, 9 have all."""
    text = CLEAN.read_text().replace("dcterms:creator <", "dcterms:contributor <")
    path = bare / "small.ttl"
    path.write_text(
        re.sub(r"    dcterms:bibliographicCitation .*\n", "", text)
        .replace('    rdfs:label "covers"@en ;\n', "")
        .replace('    skos:definition "What a layer covers."@en ;\n    rdfs:comment "What a layer covers."@en ;\n', "")
        .replace("bibo:status a", "dcterms:contributor a owl:AnnotationProperty .\nbibo:status a")
    )
    report = judge(triples_of(path), [A_LAYER], bare)
    shares = {one.gate.item: one.share for one in report.of("FOOPS!") if one.share != 1}
    assert shares == {"OM1": 5 / 6, "OM2": 3 / 4, "OM5.1": 1 / 2, "VOC3": 3 / 4, "VOC4": 3 / 4}
    assert report.score == pytest.approx((9 + 5 / 6 + 3 / 4 + 1 / 2 + 3 / 4 + 3 / 4) / 14)


def test_an_ontology_without_header_and_terms_keeps_only_what_needs_neither(bare: Path) -> None:
    shares = {one.gate.item: one.share for one in judge([], [], bare).of("FOOPS!")}
    assert {item: share for item, share in shares.items() if share} == {"RDF1": 1.0}


def test_what_is_accepted_stays_in_the_report_and_lowers_the_score(bare: Path) -> None:
    accept(bare, "FOOPS!\tOM3\tontology\tlogo\tNone was drawn.")
    text = bare / "small.ttl"
    text.write_text(re.sub(r"    foaf:logo .*\n", "", CLEAN.read_text()))
    report = judge(triples_of(text), [A_LAYER], bare)
    assert outcomes(report) == {"FOOPS! OM3": "accepted"}
    assert report.passed
    assert report.score == pytest.approx((13 + 5 / 6) / 14)
    (om3,) = (one for one in report.results if one.gate.item == "OM3")
    assert om3.accepted == ((Offence(term="ontology", value="logo"), "None was drawn."),)


def test_an_acceptance_covers_its_term_and_value_and_no_other(bare: Path) -> None:
    accept(bare, "OOPS!\tP11\tnsei:of\tno rdfs:range\tOpen on purpose.")
    more = "nsei:of a owl:ObjectProperty ; rdfs:domain nsei:Layer . nsei:at a owl:ObjectProperty ; rdfs:domain nsei:Layer ."
    report = judge(triples_of(CLEAN, more), [A_LAYER], bare)
    (p11,) = (one for one in report.results if one.gate.name == "OOPS! P11")
    assert (p11.outcome, p11.open) == ("fails", (Offence(term="nsei:at", value="no rdfs:range"),))
    assert [str(offence) for offence, _ in p11.accepted] == ["nsei:of: no rdfs:range"]


def test_a_star_stands_for_any_term_or_value_of_a_level_that_allows_it(bare: Path) -> None:
    accept(bare, "OOPS!\tP13\t*\t*\tOne direction a relation.", "OOPS!\tP08\t*\tno comment\tThe definition is enough.")
    text = bare / "small.ttl"
    text.write_text(re.sub(r"    (rdfs:comment|owl:inverseOf) .*\n", "", CLEAN.read_text()))
    report = judge(triples_of(text), [A_LAYER], bare)
    assert outcomes(report) == {"OOPS! P08": "accepted", "OOPS! P13": "accepted"}


def test_an_acceptance_that_nothing_needs_any_more_fails(bare: Path) -> None:
    accept(bare, "LOV\tL5\tontology\tno owl:priorVersion\tIt is the first version.")
    report = judge(triples_of(CLEAN), [A_LAYER], bare)
    assert [str(one) for one in report.needless] == ["LOV L5: ontology: no owl:priorVersion"]
    assert outcomes(report) == {}
    assert not report.passed


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "OOPS!\tP40\tdcterms:autor\tx\tWhy.",
            "OOPS! P40 is of level Critical; mend what it finds, and remove the row",
        ),
        ("ROBOT report\tduplicate_label\tnsei:A\tx\tWhy.", "ROBOT report duplicate_label is of level Error; mend"),
        ("OOPS!\tP11\t*\tno rdfs:range\tWhy.", "OOPS! P11 is of level Important; name the term and the value, not *"),
        ("OOPS!\tP42\tnsei:A\tx\tWhy.", r"no gate is called 'OOPS! P42'; did you mean OOPS! P"),
        ("OOPS!\tP13\tnsei:A\tx\t", "a row has 5 cells, none of them empty; mend the row"),
        ("OOPS!\tP13\tnsei:A\tx", "a row has 5 cells, none of them empty; mend the row"),
    ],
)
def test_a_wrong_row_of_the_accepted_is_named_with_its_line(bare: Path, row: str, message: str) -> None:
    accept(bare, row)
    with pytest.raises(QueryError, match=rf"accepted\.tsv:2: {message}"):
        judge([], [], bare)


def test_a_row_that_stands_twice_is_refused(bare: Path) -> None:
    accept(bare, "OOPS!\tP13\tnsei:A\tx\tWhy.", "OOPS!\tP13\tnsei:A\tx\tWhy not.")
    with pytest.raises(QueryError, match=r"accepted\.tsv:3: stands twice; keep one row"):
        judge([], [], bare)


def test_a_table_with_other_columns_and_a_missing_one_are_named(bare: Path) -> None:
    (bare / "accepted.tsv").write_text("item,reason\n")
    with pytest.raises(QueryError, match=r"accepted\.tsv:1: the columns are instrument, item, term, value, reason"):
        judge([], [], bare)
    (bare / "accepted.tsv").unlink()
    with pytest.raises(QueryError, match=r"accepted\.tsv: cannot be read \(No such file or directory\)"):
        judge([], [], bare)


def test_an_item_that_is_not_computed_says_what_it_needs(bare: Path) -> None:
    (bare / "not-computed.tsv").write_text("instrument\titem\tneeds\ttitle\nOOPS!\tP37\tluck\tit is there\n")
    with pytest.raises(QueryError, match=r"not-computed\.tsv:2: needs 'luck'; write network, person, site"):
        judge([], [], bare)
    (bare / "not-computed.tsv").write_text("instrument\titem\tneeds\ttitle\nOOP\tP37\tnetwork\tit is there\n")
    with pytest.raises(QueryError, match=r"not-computed\.tsv:2: no instrument is called 'OOP'"):
        judge([], [], bare)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#+ why: ", "#+ because: ", "header: it needs title, instrument, item, level, problem, why, fix"),
        ("level: Minor", "level: Warn", "header 'level' is 'Warn'; write Critical or Important or Minor"),
        ("instrument: OOPS!", "instrument: LOV", "header 'instrument' is 'LOV'; write 'OOPS!'"),
        ("item: P02", "item: P03", "header 'item' is 'P03'; name the file after it"),
        ("#+ fix: ", "#+ of: many\n#+ fix: ", "header 'of' is 'many'; write a number, or terms"),
    ],
)
def test_a_gate_with_a_wrong_header_is_named(bare: Path, old: str, new: str, message: str) -> None:
    file = bare / "oops" / "p02.rq"
    file.write_text(file.read_text().replace(old, new))
    with pytest.raises(QueryError, match=re.escape(f"p02.rq: {message}")):
        load_gates(bare)


def test_a_gate_with_other_columns_and_a_missing_folder_are_named(bare: Path) -> None:
    file = bare / "oops" / "p02.rq"
    file.write_text(file.read_text().replace("?term ?value\nWHERE", "?term\nWHERE"))
    with pytest.raises(QueryError, match=r"p02: a gate selects \?term and \?value, not term; mend it"):
        judge([], [], bare)
    (bare / "lov").rename(bare / "lvo")
    with pytest.raises(QueryError, match="lov: there is no such folder"):
        load_gates(bare)


def test_the_ontology_passes_every_gate(kg: Built) -> None:
    report = judge(kg.ontology.triples, kg.asserted, FOLDER)
    failing = {one.gate.name: [str(offence) for offence in one.open] for one in report.results if one.open}
    assert failing == {}
    assert [str(one) for one in report.needless] == []
    assert report.passed


def test_every_example_of_a_class_is_the_name_of_a_member(kg: Built) -> None:
    """The header and the properties have no members, so their examples are not looked at."""
    wrong = []
    for one in kg.ontology.triples:
        if one.predicate == SKOS.example and one.subject in kg.ontology.classes:
            assert isinstance(one.subject, NamedNode)
            named = {quad.subject for quad in kg.store.quads_for_pattern(None, RDFS.label, one.object, None)}
            members = {quad.subject for quad in kg.store.quads_for_pattern(None, RDF.type, one.subject, None)}
            wrong += [f"{curie(one.subject)}: {one.object}"] if not named & members else []
    assert wrong == []


def test_the_terms_of_bibo_are_those_of_its_file() -> None:
    path = REPOSITORY.parent / "shared" / "ontologies" / "bibo.owl"
    if not path.is_file():
        pytest.skip("bibo.owl is not at ../shared/ontologies/; our copy of its names is not compared")
    subjects = {str(one) for one in Graph().parse(path).subjects() if isinstance(one, URIRef)}
    # Two persons and the ontology itself stand in the namespace too.
    names = {one.removeprefix(BIBO.iri) for one in subjects if one.startswith(BIBO.iri)} - {"", "bdarcus", "fgiasson"}
    assert names == BIBO_TERMS


def test_a_class_that_data_use_is_looked_at_and_the_data_are_not(bare: Path) -> None:
    undeclared = Triple(NamedNode(BASE + "interphase/x"), RDF.type, NSEI.Nowhere)
    labelled = Triple(NamedNode(BASE + "interphase/x"), OWL.deprecated, NSEI.Nowhere)
    report = judge(triples_of(CLEAN), [A_LAYER, undeclared, labelled], bare)
    assert outcomes(report) == {"OOPS! P34": "fails", "LOV L8": "fails"}
