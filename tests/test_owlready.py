"""The graph in owlready2, made for it or read from a file: the same triples everywhere.

That rdflib and pyoxigraph read the same triples from each file is tested in ``test_export.py``.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import owlready2
import pytest
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from naseikg.asking.store import store_of
from naseikg.exports.export import export_all
from naseikg.exports.owlready import ontology_of
from naseikg.exports.rdf import graph_of
from naseikg.pipeline import Built, build_graph
from naseikg.vocabulary import DCTERMS, GRAPH_ASSERTED, GRAPH_MAPPINGS, GRAPH_ONTOLOGY, NSEI, OWL, RDF, XSD
from smallproject import SmallProject

_BASE = "https://w3id.org/naseikg/"

Ontology = Any  # owlready2 has no types


@pytest.fixture(scope="module")
def files(kg: Built, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The whole graph in the formats that owlready2 reads."""
    folder = tmp_path_factory.mktemp("files")
    paths = {suffix: folder / f"graph{suffix}" for suffix in (".nt", ".rdf")}
    export_all(kg.store, paths.values())
    return paths


@pytest.fixture(scope="module")
def ontology(kg: Built) -> Ontology:
    """The whole graph in owlready2."""
    return ontology_of(kg.store)


@pytest.fixture(scope="module")
def triples(kg: Built) -> set[str]:
    """The union of all graphs."""
    return _canonical(quad.triple for quad in kg.store)


def _canonical(triples: Iterable[Triple]) -> set[str]:
    """Triples with numbers in their shortest form and blank nodes named by what they say, and nothing else changed."""
    dataset = Dataset(Quad(one.subject, one.predicate, _shortest(one.object)) for one in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


def _shortest(node: NamedNode | BlankNode | Literal | Triple) -> NamedNode | BlankNode | Literal | Triple:
    """Libraries write 31.40 as 31.4, 1 as 1.0, and take a cardinality for an integer; no other literal may differ."""
    if isinstance(node, Literal) and node.datatype == XSD.decimal:
        return Literal(format(Decimal(node.value).normalize(), "f"), datatype=XSD.decimal)
    if isinstance(node, Literal) and node.datatype == XSD.double:
        return Literal(repr(float(node.value)), datatype=XSD.double)
    if isinstance(node, Literal) and node.datatype == XSD.nonNegativeInteger:
        return Literal(node.value, datatype=XSD.integer)
    return node


def _triples_in(ontology: Ontology) -> set[str]:
    out = io.BytesIO()
    ontology.save(out, format="ntriples")
    return _canonical(quad.triple for quad in parse(out.getvalue(), format=RdfFormat.N_TRIPLES))


def test_the_ontology_of_owlready2_holds_the_same_triples_but_for_the_mappings(kg: Built, ontology: Ontology) -> None:
    """What the mappings add is about terms whose ontologies are not there."""
    own = _canonical(quad.triple for quad in kg.store if quad.graph_name != GRAPH_MAPPINGS)
    assert _triples_in(ontology) == own


def test_the_graph_of_rdflib_holds_the_same_triples(kg: Built, triples: set[str]) -> None:
    lines = graph_of(kg.store).serialize(format="nt")
    assert _canonical(quad.triple for quad in parse(lines, format=RdfFormat.N_TRIPLES)) == triples


def test_owlready2_reads_the_same_triples_from_n_triples(files: dict[str, Path], triples: set[str]) -> None:
    assert _triples_in(owlready2.World().get_ontology(files[".nt"].as_uri()).load()) == triples


def test_owlready2_reads_the_same_triples_from_rdf_xml_but_for_slashes(
    files: dict[str, Path], triples: set[str]
) -> None:
    """Its reader of RDF/XML cuts the slash at the end of an IRI, as of that of the licence; its other reader does not."""
    read = _triples_in(owlready2.World().get_ontology(files[".rdf"].as_uri()).load())
    assert read == {re.sub(r"/>$", ">", one) for one in triples}
    assert {one.rpartition(" ")[2] for one in triples - read} == {"<https://creativecommons.org/licenses/by/4.0/>"}


@pytest.mark.parametrize("suffix", [".jsonld", ".trig", ".ttl"])
def test_owlready2_refuses_the_other_formats(suffix: str, small: SmallProject, tmp_path: Path) -> None:
    file = tmp_path / f"graph{suffix}"
    export_all(build_graph(small.project).store, [file])
    with pytest.raises(owlready2.OwlReadyOntologyParsingError, match="unrecognized file format"):
        owlready2.World().get_ontology(file.as_uri()).load()


def test_a_difference_of_one_triple_would_be_seen(small: SmallProject) -> None:
    store = build_graph(small.project).store
    whole = _canonical(quad.triple for quad in store)
    for dropped in list(store)[::400]:
        assert _canonical(quad.triple for quad in store if quad != dropped) != whole


def test_languages_numbers_and_escapes_survive() -> None:
    naf = NamedNode(_BASE + "substance/naf")
    values = [
        Literal('a "quoted"\nline with \\ and Na₃P', language="en"),
        Literal("Natrium", language="de"),
        Literal(""),
        Literal("007"),
        Literal("-2.497", datatype=XSD.decimal),
        Literal("2023", datatype=XSD.integer),
        Literal("false", datatype=XSD.boolean),
    ]
    triples = [
        Triple(NSEI.note, RDF.type, OWL.AnnotationProperty),
        Triple(NamedNode(_BASE + "ontology"), RDF.type, OWL.Ontology),
        *(Triple(naf, NSEI.note, value) for value in values),
    ]
    store = store_of(Quad(one.subject, one.predicate, one.object, GRAPH_ASSERTED) for one in triples)
    assert _triples_in(ontology_of(store)) == _canonical(triples)


def test_classes_and_things_are_objects_of_python(ontology: Ontology) -> None:
    layer = ontology.world[_BASE + "interphase/na3p-red-phosphorus"]
    assert isinstance(layer, ontology.InorganicInterphase)
    assert isinstance(layer, ontology.ArtificialInterphase)
    assert [phase.formula for phase in layer.hasComponent] == [["Na₃P"]]
    (test,) = layer.hasTest
    assert [(one.numericValue, one.printedValue) for one in test.lifetime] == [(780.0, "780")]
    assert ontology.temperature in test.notStated
    assert issubclass(ontology.Halide, ontology.InorganicSubstance)
    assert [(str(label), label.lang) for label in ontology.Halide.label] == [("halide", "en")]
    assert ontology.base_iri == "https://w3id.org/naseikg/ontology#"


def test_every_thing_is_an_object_of_its_classes(kg: Built, ontology: Ontology) -> None:
    """owlready2 raises a TypeError for an IRI that is used as class and as individual."""
    types: dict[str, set[str]] = {}
    for graph in kg.store.named_graphs():
        for quad in (
            () if graph in (GRAPH_MAPPINGS, GRAPH_ONTOLOGY) else kg.store.quads_for_pattern(None, RDF.type, None, graph)
        ):
            assert isinstance(quad.subject, NamedNode)
            assert isinstance(quad.object, NamedNode)
            types.setdefault(quad.subject.value, set()).add(quad.object.value)
    assert types
    found = {
        iri: {one.iri for one in ontology.world[iri].is_a if isinstance(one, owlready2.ThingClass)} for iri in types
    }
    assert found == types


def test_a_relation_that_a_term_of_others_is_named_like_keeps_its_name(ontology: Ontology, kg: Built) -> None:
    finding = ontology.world[_BASE + "finding/shi-2023-1-3d-host-sei-left"]
    assert [one.name for one in finding.subject] == ["3d-host"]
    (review,) = ontology.Review.instances()
    subjects = {str(quad.object) for quad in kg.store.quads_for_pattern(None, DCTERMS.subject, None)}
    assert {f'"{one}"@{one.lang}' for one in review.dcterms_subject} == subjects != set()


def test_without_the_inferred_facts_the_rest_is_there(small: SmallProject) -> None:
    built = build_graph(small.project)
    asserted = ontology_of(built.store, inferred=False)
    assert built.inferred
    assert _triples_in(asserted) == _canonical((*built.ontology.triples, *built.asserted))
    naf = _BASE + "substance/naf"
    assert [one.name for one in asserted.world[naf].is_a] == ["Halide"]
    whole = ontology_of(built.store)
    assert whole.Substance in whole.world[naf].is_a


def test_each_call_gives_a_world_of_its_own(small: SmallProject) -> None:
    store = build_graph(small.project).store
    one, other = ontology_of(store), ontology_of(store)
    one.world[_BASE + "substance/naf"].formula = ["mine"]
    assert other.world[_BASE + "substance/naf"].formula == ["NaF"]
    assert owlready2.default_world[_BASE + "substance/naf"] is None


def test_without_the_extra_the_message_says_how_to_install_it(repository: Path) -> None:
    script = (
        "import sys; sys.modules['owlready2'] = None\n"
        "from pyoxigraph import Store\nfrom naseikg.errors import NaseikgError\n"
        "from naseikg.exports.owlready import ontology_of\n"
        "try: ontology_of(Store())\nexcept NaseikgError as error: print(error)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True)
    assert run.stdout == 'owlready2 is not installed, which to_owlready2 needs; run: pip install "naseikg[owl]"\n'
