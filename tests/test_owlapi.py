"""The exported files open in tools of the Protégé kind: the OWL API reads the same axioms from each, and nothing is left over."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from naseikg.exports.export import export_all
from naseikg.pipeline import Built
from naseikg.vocabulary import BASE, OWL, RDF, RDFS

_ONTOLOGY = NamedNode(BASE + "ontology")
_DECLARED = (OWL.AnnotationProperty, OWL.Class, OWL.DatatypeProperty, OWL.NamedIndividual, OWL.ObjectProperty)

Read = dict[str, Any]  # JSON


def _read(*files: Path) -> list[Read]:
    command = [sys.executable, str(Path(__file__).parent / "owlapi.py"), *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    answer: list[Read] = json.loads(run.stdout)
    return answer


@pytest.fixture(scope="module")
def files(kg: Built, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The whole graph as RDF/XML and as Turtle."""
    folder = tmp_path_factory.mktemp("owlapi")
    export_all(kg.store, paths := (folder / "graph.rdf", folder / "graph.ttl"))
    return paths


@pytest.fixture(scope="module")
def both(files: tuple[Path, Path]) -> list[Read]:
    """What the OWL API reads from RDF/XML, and what from Turtle."""
    return _read(*files)


@pytest.fixture(scope="module")
def rdf_xml(both: list[Read]) -> Read:
    """What the OWL API reads from RDF/XML."""
    return both[0]


@pytest.fixture(scope="module")
def turtle(both: list[Read]) -> Read:
    """What the OWL API reads from Turtle."""
    return both[1]


def test_the_same_axioms_are_read_from_both_files(rdf_xml: Read, turtle: Read) -> None:
    assert (rdf_xml["format"], turtle["format"]) == ("RDF/XML", "Turtle")
    assert rdf_xml["kinds"] == turtle["kinds"]
    assert rdf_xml["axioms"] == turtle["axioms"] != []
    assert rdf_xml["annotations"] == turtle["annotations"] != []


@pytest.mark.parametrize("which", ["rdf_xml", "turtle"])
def test_all_is_parsed_and_all_is_owl_2_dl(which: str, request: pytest.FixtureRequest) -> None:
    read = request.getfixturevalue(which)
    assert {name: read[name] for name in ("unparsed", "error entities", "violations")} == {
        "unparsed": [],
        "error entities": [],
        "violations": [],
    }


def test_every_fact_and_declaration_of_the_graph_is_an_axiom(rdf_xml: Read, kg: Built) -> None:
    triples = {quad.triple for quad in kg.store}
    declarations = {one for one in triples if one.predicate == RDF.type and one.object in _DECLARED and _named(one)}
    known = {kind: {one.subject for one in declarations if one.object == kind} for kind in _DECLARED}
    annotations = known[OWL.AnnotationProperty] | {RDFS.comment, RDFS.isDefinedBy, RDFS.label, RDFS.seeAlso}
    about = Counter(one.subject == _ONTOLOGY for one in triples if one.predicate in annotations)
    expected = {
        "Declaration": len(declarations),
        "ClassAssertion": sum(1 for one in triples if one.predicate == RDF.type and one.object in known[OWL.Class]),
        "ObjectPropertyAssertion": sum(1 for one in triples if one.predicate in known[OWL.ObjectProperty]),
        "DataPropertyAssertion": sum(1 for one in triples if one.predicate in known[OWL.DatatypeProperty]),
        "AnnotationAssertion": about[False],
    }
    assert {kind: rdf_xml["kinds"][kind] for kind in expected} == expected
    version = {one for one in triples if one.subject == _ONTOLOGY and one.predicate == OWL.versionInfo}
    assert len(rdf_xml["annotations"]) == about[True] + len(version)


def test_what_is_no_owl_and_what_is_outside_dl_would_be_seen(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    head = "@prefix nsei: <https://w3id.org/naseikg/ontology#> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    broken.write_text(
        f"{head}<https://w3id.org/naseikg/ontology> a owl:Ontology . nsei:p a owl:ObjectProperty .\n"
        "nsei:A a owl:Class ; nsei:undeclared nsei:B . nsei:x a nsei:Nowhere ; nsei:p nsei:y . [] owl:oneOf nsei:x .\n"
    )
    (read,) = _read(broken)
    assert read["unparsed"]
    assert read["violations"]


def _named(triple: Triple) -> bool:
    return isinstance(triple.subject, NamedNode)


def test_the_ontology_stands_before_its_annotations_in_rdf_xml(files: tuple[Path, Path]) -> None:
    first = next(one for one in parse(path=files[0], format=RdfFormat.RDF_XML) if one.subject == _ONTOLOGY)
    assert (first.predicate, first.object) == (RDF.type, OWL.Ontology)
