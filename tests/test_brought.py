"""Data that somebody brings are read in any usual form, refused in clear words, and reported in three forms."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import SH, Graph
from rdflib.compare import isomorphic

import naseikg
from naseikg.cli import main
from naseikg.errors import DataError, NaseikgError, OntologyError
from naseikg.exports.rdf import graph_of
from naseikg.pipeline import Built, write_graph
from naseikg.validating.brought import SUFFIXES, load_brought
from naseikg.validating.report import Report
from naseikg.validating.shapes import load_shapes, validate
from naseikg.vocabulary import NSEI

HEAD = (
    "@prefix ex: <https://example.org/na/> .\n"
    f"@prefix nsei: <{NSEI.iri}> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    "@prefix substance: <https://w3id.org/naseikg/substance/> .\n"
)
SALT = 'ex:salt a nsei:Halide ; rdfs:label "a salt"@en .\n'
READ = ".jsonld, .nq, .nt, .owl, .rdf, .trig, .ttl"
NO_LINK = "must lead to a substance; give that thing its class, or correct the link"


@pytest.fixture(scope="module")
def background(kg: Built) -> Graph:
    return graph_of(kg.store)


@pytest.fixture(scope="module")
def shapes(repository: Path) -> Graph:
    return load_shapes(repository / "ontology" / "shapes.ttl")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory for the files that are brought."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def home(kg: Built, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real project with its graph built."""
    root = tmp_path_factory.mktemp("real")
    for name in ("ontology", "queries", "graphs"):
        (root / name).symlink_to(repository / name)
    write_graph(kg, root / "build" / "graph")
    return root


def _file(content: str | bytes, name: str = "mine.ttl") -> Path:
    path = Path(name)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _judged(content: str, background: Graph, shapes: Graph) -> Report:
    return validate(load_brought(_file(HEAD + content)), background=background, shapes=shapes)


def _told(report: Report) -> list[str]:
    return [line.removeprefix("mine.ttl: ") for line in str(report).splitlines()[:-1]]


def test_each_form_of_rdf_says_the_same() -> None:
    triple = '<https://example.org/a> <https://example.org/b> "c" '
    graph = Graph().parse(data=f"{triple}.", format="turtle")
    for suffix in SUFFIXES:
        form = {".jsonld": "json-ld", ".owl": "xml", ".rdf": "xml"}.get(suffix)
        text = f"{triple}." if form is None else graph.serialize(format=form)
        brought = load_brought(_file(text, f"mine{suffix}"))
        assert [f"{one} ." for one in map(str, brought.triples)] == [f"{triple}."], suffix


def test_the_suffix_may_be_in_capitals_and_the_file_begin_with_a_byte_order_mark() -> None:
    assert len(load_brought(_file(b"\xef\xbb\xbf" + (HEAD + SALT).encode(), "MINE.TTL")).triples) == 2


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "mine.txt",
            SALT,
            f"mine.txt: '.txt' is the suffix of no format that is read; name the file with one of {READ}",
        ),
        ("mine", SALT, f"mine: has no suffix; name the file with one of {READ}"),
        ("mine.ttl", "", "mine.ttl: is empty; write what you bring, or give another file"),
        ("mine.ttl", " \n", "mine.ttl: is empty; write what you bring, or give another file"),
        ("mine.ttl", HEAD, "mine.ttl: holds no statement; write what you bring, or give another file"),
        (
            "mine.ttl",
            "ex:a a nsei:Halide .",
            "mine.ttl:1:1: The prefix ex: has not been declared; declare it at the top",
        ),
        (
            "mine.ttl",
            "\n<https://example.org/a> a nsei:Halide .",
            "mine.ttl:2:27: The prefix nsei: has not been declared;"
            " write @prefix nsei: <https://w3id.org/naseikg/ontology#> . at the top",
        ),
        (
            "mine.ttl",
            "Dear colleague,\n",
            "mine.ttl:1:1: Dear is not a valid subject or graph name;"
            " mend it, or give a file named by its format if it is not Turtle",
        ),
        (
            "mine.ttl",
            b'<https://example.org/a> <https://example.org/b> "\xff" .',
            "mine.ttl:1:50: Invalid UTF-8: invalid utf-8 sequence of 1 bytes from index 0;"
            " mend it, or give a file named by its format if it is not Turtle",
        ),
        (
            "mine.rdf",
            '<!DOCTYPE rdf:RDF [<!ENTITY a "aaaa">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
            "mine.rdf: has a document type (<!DOCTYPE), which is not read, nor in a comment; write all IRIs in full",
        ),
        (
            "mine.jsonld",
            '{"@context": "https://schema.org/", "@id": "https://example.org/a", "name": "a"}',
            "mine.jsonld: its @context is on the web, which is not asked;"
            " write it into the file, with 'https://w3id.org/naseikg/ontology#' as @vocab",
        ),
        (
            "mine.jsonld",
            '{"@id":\n}',
            "mine.jsonld:2:1: Unexpected closing curly bracket, no array to close;"
            " mend it, or give a file named by its format if it is not JSON-LD",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(name: str, content: str | bytes, message: str) -> None:
    with pytest.raises(DataError) as caught:
        load_brought(_file(content, name))
    assert str(caught.value) == message


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(
        DataError, match=r"^mine\.ttl: cannot be read \(No such file or directory\); give a file of RDF$"
    ):
        load_brought(Path("mine.ttl"))


def test_data_about_something_else_are_not_called_fine(background: Graph, shapes: Graph) -> None:
    with pytest.raises(DataError) as caught:
        _judged('ex:cat a ex:Animal ; rdfs:label "a cat"@en .', background, shapes)
    assert (
        str(caught.value)
        == f"mine.ttl: no thing in it has a class or property of {NSEI.iri}; use those of the ontology"
    )


def test_a_misspelt_property_class_and_value_are_told_with_the_next_one(background: Graph, shapes: Graph) -> None:
    report = _judged(
        "ex:salt nsei:reactWith substance:naf ; a nsei:Haldie .\n"
        # The version of the ontology is no slip.
        "ex:salt rdfs:seeAlso <https://w3id.org/naseikg/ontology/0.1.0> .\n"
        f"ex:test nsei:notStated nsei:temprature ; rdfs:seeAlso <{NSEI.iri.replace('https', 'http')}Halide> .",
        background,
        shapes,
    )
    assert _told(report) == [
        "ex:salt: rdf:type nsei:Haldie: nsei:Haldie is no term of the ontology; did you mean nsei:Halide?",
        "ex:salt: nsei:reactWith: nsei:reactWith is no term of the ontology; did you mean nsei:reactsWith?",
        "ex:test: rdfs:seeAlso <http://w3id.org/naseikg/ontology#Halide>: <http://w3id.org/naseikg/ontology#Halide>"
        " is in no namespace of ours; write https://w3id.org/naseikg/ontology# in front of the term",
        "ex:test: nsei:notStated nsei:temprature: nsei:temprature is no term of the ontology;"
        " did you mean nsei:temperature?",
    ]


def test_data_may_refer_to_our_things_and_a_misspelt_one_is_told(background: Graph, shapes: Graph) -> None:
    assert _told(_judged(SALT + "ex:salt nsei:reactsWith substance:naf .", background, shapes)) == []
    assert _told(_judged(SALT + "ex:salt nsei:reactsWith substance:naff , ex:salz .", background, shapes)) == [
        f"ex:salt: nsei:reactsWith ex:salz: nsei:reactsWith {NO_LINK}",
        f"ex:salt: nsei:reactsWith substance/naff: nsei:reactsWith {NO_LINK}; did you mean substance/naf?",
    ]


def test_what_is_said_of_our_thing_is_judged_with_what_we_say_of_it(background: Graph, shapes: Graph) -> None:
    assert _told(_judged('substance:naf nsei:formula "NaF2" .', background, shapes)) == [
        'substance/naf: nsei:formula: nsei:formula must be one plain text; write nsei:formula "NaF" without a language,'
        " and a second spelling as skos:altLabel"
    ]


def test_our_namespace_is_ours_to_name_things_in(background: Graph, shapes: Graph) -> None:
    report = _judged('substance:naff a nsei:Halide ; rdfs:label "a salt"@en .', background, shapes)
    assert (report.conforms, _told(report)) == (
        True,
        [
            "warning: substance/naff: is named as one of our things, but we have none of that name;"
            " did you mean substance/naf?; name your own things in a namespace of yours"
        ],
    )


def test_classes_that_exclude_each_other_are_told(background: Graph, shapes: Graph) -> None:
    assert _told(_judged(SALT + "ex:salt a nsei:Metal .", background, shapes)) == [
        "ex:salt: is nsei:Halide and nsei:Metal, which exclude each other; keep one of these classes"
    ]


def test_the_background_is_left_as_it_was(background: Graph, shapes: Graph) -> None:
    before = set(background)
    _judged(SALT + "ex:salt nsei:reactsWith [] .", background, shapes)
    with pytest.raises(DataError):
        _judged("ex:a ex:b ex:c .", background, shapes)
    assert set(background) == before


def test_the_report_as_json_and_as_turtle(background: Graph, shapes: Graph) -> None:
    report = _judged("ex:salt a nsei:Halide .\nex:plan a nsei:Strategy ; rdfs:label 'a plan'@en .", background, shapes)
    label, definition = 'has no English label; write rdfs:label "..."@en', report.problems[1].message
    assert json.loads(report.to_json()) == {
        "file": "mine.ttl",
        "conforms": False,
        "judged": 2,
        "problems": [
            {
                "severity": "violation",
                "thing": "https://example.org/na/salt",
                "property": "http://www.w3.org/2000/01/rdf-schema#label",
                "value": None,
                "message": label,
                "shape": "https://w3id.org/naseikg/shapes#Labelled-label",
                "constraint": "http://www.w3.org/ns/shacl#QualifiedMinCountConstraintComponent",
            },
            {
                "severity": "warning",
                "thing": "https://example.org/na/plan",
                "property": "http://www.w3.org/2004/02/skos/core#definition",
                "value": None,
                "message": definition,
                "shape": "https://w3id.org/naseikg/shapes#Concept-definition",
                "constraint": "http://www.w3.org/ns/shacl#MinCountConstraintComponent",
            },
        ],
    }
    expected = f"""
        @prefix ex: <https://example.org/na/> .
        @prefix nsh: <https://w3id.org/naseikg/shapes#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix sh: <{SH}> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        [] a sh:ValidationReport ; sh:conforms false ; sh:result
            [ a sh:ValidationResult ; sh:focusNode ex:salt ; sh:resultPath rdfs:label ; sh:resultSeverity sh:Violation ;
              sh:resultMessage {json.dumps(label)} ; sh:sourceShape nsh:Labelled-label ;
              sh:sourceConstraintComponent sh:QualifiedMinCountConstraintComponent ] ,
            [ a sh:ValidationResult ; sh:focusNode ex:plan ; sh:resultPath skos:definition ; sh:resultSeverity sh:Warning ;
              sh:resultMessage {json.dumps(definition)} ; sh:sourceShape nsh:Concept-definition ;
              sh:sourceConstraintComponent sh:MinCountConstraintComponent ] .
    """
    assert isomorphic(Graph().parse(data=report.to_turtle()), Graph().parse(data=expected))
    assert report.to_turtle() == report.to_turtle()


def test_the_command_tells_by_its_exit_code(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["--project", str(home), "check", *arguments])
        return (code, *capsys.readouterr())

    _file(HEAD + SALT)
    assert run("--data", "mine.ttl") == (0, "mine.ttl: 1 thing judged, 0 problems, 0 warnings\n", "")
    _file(HEAD + "ex:salt a nsei:Halide .")
    line = 'mine.ttl: ex:salt: rdfs:label: has no English label; write rdfs:label "..."@en\n'
    assert run("--data", "mine.ttl") == (1, f"{line}mine.ttl: 1 thing judged, 1 problem, 0 warnings\n", "")
    code, printed, _ = run("--data", "mine.ttl", "--format", "json")
    assert (code, json.loads(printed)["conforms"]) == (1, False)
    assert run("--data", "none.ttl") == (
        2,
        "",
        "naseikg: none.ttl: cannot be read (No such file or directory); give a file of RDF\n",
    )
    assert run("--format", "json") == (2, "", "naseikg: --format needs --data FILE or --ontology\n")
    assert run("--data", "mine.ttl", "--format", "markdown") == (
        2,
        "",
        "naseikg: --data has no format markdown; give text, json, turtle\n",
    )
    told = (2, "", "naseikg: --owl is about the records; leave it out with --data\n")
    assert run("--data", "mine.ttl", "--owl") == told


def test_several_files_are_judged_each_by_itself(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*files: str) -> tuple[int, str, str]:
        return (main(["--project", str(home), "check", *files]), *capsys.readouterr())

    _file(HEAD + "ex:salt a nsei:Halide .", "bad.ttl")
    _file(HEAD + SALT, "good.ttl")
    bad = (
        'bad.ttl: ex:salt: rdfs:label: has no English label; write rdfs:label "..."@en\n'
        "bad.ttl: 1 thing judged, 1 problem, 0 warnings\n"
    )
    good = "good.ttl: 1 thing judged, 0 problems, 0 warnings\n"
    # A later file that is right does not hide one that is wrong, however they are given.
    assert run("--data", "bad.ttl", "--data", "good.ttl") == (1, bad + good, "")
    assert run("--data", "good.ttl", "bad.ttl") == (1, good + bad, "")
    told = "naseikg: none.ttl: cannot be read (No such file or directory); give a file of RDF\n"
    assert run("--data", "bad.ttl", "none.ttl") == (2, "", told)
    told = "naseikg: --format json holds one file; give 2 files one by one, or --format text\n"
    assert run("--data", "bad.ttl", "good.ttl", "--format", "json") == (2, "", told)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ((HEAD + SALT).encode(), 0, "-: 1 thing judged, 0 problems, 0 warnings"),
        (b"", 2, "naseikg: -: is empty; write what you bring, or give another file"),
        (
            b"Dear colleague,",
            2,
            "naseikg: -:1:1: Dear is not a valid subject or graph name;"
            " mend it, or give a file named by its format if it is not Turtle",
        ),
    ],
)
def test_standard_input_is_read_as_turtle(content: bytes, code: int, line: str, home: Path) -> None:
    command = [sys.executable, "-m", "naseikg.cli", "--project", str(home), "check", "--data", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=False)
    assert (done.returncode, (done.stdout + done.stderr).decode().splitlines()) == (code, [line])


def test_the_guide_shows_what_is_told_of_its_slips(
    home: Path, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # A fault in data ends with code 1, which a console block of a document may not show.
    guide = (repository / "docs" / "bringing-data.md").read_text().partition("In `slips.ttl`:\n\n```turtle\n")[2]
    _file(guide.partition("```")[0], "slips.ttl")
    assert main(["--project", str(home), "check", "--data", "slips.ttl"]) == 1
    shown = guide.partition("```text\n")[2].partition("```")[0]
    assert shown == f"$ naseikg check --data slips.ttl\n{capsys.readouterr().out}"


def test_the_guide_and_the_cases_have_the_same_smallest_contribution(repository: Path) -> None:
    case = repository / "tests" / "cases" / "shapes" / "valid" / "contribution.ttl"
    head, _, text = case.read_text().partition("\n")
    assert head.startswith("# ")
    assert text in (repository / "docs" / "bringing-data.md").read_text()


def test_the_function_gives_the_same_report(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NASEIKG_HOME", str(home))
    report = naseikg.validate(_file(HEAD + "ex:salt a nsei:Halide ."))
    assert (report.conforms, report.judged, len(report.problems)) == (False, 1, 1)
    assert naseikg.validate(str(_file(HEAD + SALT))).conforms


def test_without_the_library_it_is_said_how_to_get_it(
    background: Graph, shapes: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As on a machine where it is not installed.
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(NaseikgError) as caught:
        _judged(SALT, background, shapes)
    assert str(caught.value) == (
        'pyshacl is not installed, which validating data needs; run: pip install "naseikg[shacl]"'
    )


def test_shapes_that_cannot_be_read_are_named(background: Graph) -> None:
    with pytest.raises(
        OntologyError, match=r"^none\.ttl: cannot be read \(No such file or directory\); give a project"
    ):
        load_shapes(Path("none.ttl"))
    with pytest.raises(OntologyError, match=r"^shapes\.ttl:1:1: .*; mend the Turtle$"):
        load_shapes(_file("oh", "shapes.ttl"))
    bad = load_shapes(
        _file(
            "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
            f"<https://example.org/s> a sh:NodeShape ; sh:targetClass <{NSEI.iri}Halide> ; sh:sparql\n"
            '    [ a sh:SPARQLConstraint ; sh:select "SELECT $this WHERE { VALUES $this { 1 } }" ] .',
            "shapes.ttl",
        )
    )
    with pytest.raises(OntologyError, match=r"^the shapes cannot be used: (.|\n)*; mend ontology/shapes\.ttl$"):
        _judged(SALT, background, bad)
