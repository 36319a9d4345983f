"""Data of others are held against the shapes: ours conform, each constraint is broken by a case, each report is exact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import NamedNode
from rdflib import RDF, SH, Graph, URIRef

from naseikg.exports.rdf import graph_of
from naseikg.pipeline import Built
from naseikg.validating.brought import load_brought
from naseikg.validating.report import Report
from naseikg.validating.shapes import load_shapes, validate
from naseikg.vocabulary import BASE, NSEI
from naseikg.vocabulary import RDFS as OUR_RDFS

ONTOLOGY = Path(__file__).parent.parent / "ontology"
CASES = Path(__file__).parent / "cases" / "shapes"
INVALID = sorted((CASES / "invalid").iterdir())
VALID = sorted((CASES / "valid").iterdir())
SHAPES = "https://w3id.org/naseikg/shapes#"

#: The parameters of SHACL that constrain, each with its component; a test refuses others.
COMPONENTS = {
    SH[parameter]: str(SH) + parameter[0].upper() + parameter[1:] + "ConstraintComponent"
    for parameter in (
        *(
            "class",
            "datatype",
            "disjoint",
            "hasValue",
            "in",
            "lessThan",
            "lessThanOrEquals",
            "maxCount",
            "maxInclusive",
        ),
        *("minCount", "minInclusive", "minLength", "nodeKind", "not", "or", "pattern", "qualifiedMinCount"),
        *("uniqueLang", "xone"),
    )
} | {SH.sparql: str(SH.SPARQLConstraintComponent)}
#: The parameters that do not.
OTHERS = {
    *(SH.description, SH.message, SH.name, SH.path, SH.property, SH.qualifiedValueShape, SH.severity),
    *(SH.targetClass, SH.targetSubjectsOf),
}


@pytest.fixture(scope="module")
def background(kg: Built) -> Graph:
    """The real graph with its ontology."""
    return graph_of(kg.store)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """The real shapes."""
    return load_shapes(ONTOLOGY / "shapes.ttl")


@pytest.fixture(scope="module")
def broken(background: Graph, shapes: Graph) -> dict[str, Report]:
    """What is found in each invalid case."""
    return {path.stem: validate(load_brought(path), background=background, shapes=shapes) for path in INVALID}


def _named(shapes: Graph) -> Iterator[URIRef]:
    for kind in (SH.NodeShape, SH.PropertyShape):
        for one in shapes.subjects(RDF.type, kind):
            assert isinstance(one, URIRef)
            yield one


def _constraints(shapes: Graph) -> set[tuple[str, str]]:
    """Each named shape with each of its components."""
    return {
        (str(shape), COMPONENTS[URIRef(parameter)])
        for shape in _named(shapes)
        for parameter in map(str, shapes.predicates(shape))
        if URIRef(parameter) in COMPONENTS
    }


def test_the_shapes_are_shapes_by_the_shapes_of_shacl(shapes: Graph) -> None:
    conforms, _, words = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, words


def test_a_shape_uses_only_what_is_tested(shapes: Graph) -> None:
    used = {parameter for shape in _named(shapes) for parameter in shapes.predicates(shape)}
    assert used - {RDF.type} - COMPONENTS.keys() == OTHERS


def test_a_shape_has_a_name_a_description_and_a_message_that_says_what_to_do(shapes: Graph) -> None:
    for shape in _named(shapes):
        for words in (SH.name, SH.description):
            assert len(list(shapes.objects(shape, words))) == 1, shape
    constrained = {URIRef(shape) for shape, component in _constraints(shapes) if "SPARQL" not in component}
    for one in (*constrained, *shapes.subjects(RDF.type, SH.SPARQLConstraint)):
        messages = [str(words) for words in shapes.objects(one, SH.message)]
        assert len(messages) == 1, one
        assert "; " in messages[0], one
        assert not messages[0].endswith("."), one


def test_every_record_of_ours_conforms(background: Graph, shapes: Graph) -> None:
    # With the targets as they are, over all that is stated and inferred, as another tool would do it.
    conforms, report, words = pyshacl.validate(background, shacl_graph=shapes)
    assert conforms, words
    assert isinstance(report, Graph)
    assert list(report.subjects(RDF.type, SH.ValidationResult)) == []


def test_a_spoilt_record_of_ours_is_found(background: Graph, shapes: Graph, tmp_path: Path) -> None:
    file = tmp_path / "spoilt.nt"
    file.write_text(f"<{BASE}quantity/al2o3-peald-10-thickness> <{NSEI.unit.value}> <{BASE}unit/hour> .\n")
    report = validate(load_brought(file), background=background, shapes=shapes)
    assert [(one.shape or "").removeprefix(SHAPES) for one in report.problems] == ["Quantity-unit", "Length-unit"]


def test_every_class_of_the_data_has_a_shape(kg: Built, shapes: Graph) -> None:
    aimed = {str(one) for one in shapes.objects(None, SH.targetClass)}
    used = {
        one.object for one in kg.asserted if one.predicate.value == str(RDF.type) and isinstance(one.object, NamedNode)
    }
    without = [one for one in used if aimed.isdisjoint(above.value for above in kg.ontology.superclasses(one))]
    assert without == []


def test_every_property_of_the_data_is_in_a_shape(kg: Built, shapes: Graph) -> None:
    told = {str(one) for kind in (SH.path, SH.targetSubjectsOf, SH.inversePath) for one in shapes.objects(None, kind)}
    used = {one.predicate.value for one in kg.asserted if one.predicate.value.startswith(NSEI.iri)}
    assert sorted(used - told) == []


def test_the_classes_that_a_relation_joins_are_those_of_the_ontology(kg: Built, shapes: Graph) -> None:
    for shape in _named(shapes):
        side = OUR_RDFS.range if (shape, SH.path, None) in shapes else OUR_RDFS.domain
        for relation in shapes.objects(shape, SH.targetSubjectsOf):
            allowed = {one.value for one in kg.ontology.named_members(NamedNode(str(relation)), side)}
            assert _classes(shapes, shape) == allowed, f"{shape} {relation}"


def _classes(shapes: Graph, shape: URIRef) -> set[str]:
    """The classes of which a shape asks for one."""
    members = [one for head in shapes.objects(shape, SH["or"]) for one in shapes.items(head)]
    return {str(one) for inner in (shape, *members) for one in shapes.objects(inner, SH["class"])}


def test_every_constraint_has_a_case_and_every_case_a_constraint(shapes: Graph) -> None:
    bearers = {URIRef(shape) for shape, component in _constraints(shapes) if "SPARQL" not in component}
    names = {str(one) for one in (*bearers, *shapes.subjects(RDF.type, SH.SPARQLConstraint))}
    assert sorted(path.name for path in INVALID) == sorted(f"{name.removeprefix(SHAPES)}.ttl" for name in names)


def test_every_component_of_every_constraint_is_broken_by_a_case(shapes: Graph, broken: dict[str, Report]) -> None:
    found = {(one.shape, one.constraint) for report in broken.values() for one in report.problems}
    assert found == _constraints(shapes)


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_invalid_case_is_told_in_these_words(path: Path, broken: dict[str, Report], shapes: Graph) -> None:
    expected = [line.removeprefix("#| ") for line in path.read_text().splitlines() if line.startswith("#| ")]
    report = broken[path.stem]
    assert expected
    assert str(report).splitlines()[:-1] == [f"{path}: {line}" for line in expected]
    mine = URIRef(SHAPES + path.stem)
    owners = {mine, *shapes.subjects(SH.sparql, mine)}
    assert owners & {URIRef(one.shape or "") for one in report.problems}


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.name)
def test_a_valid_case_conforms_without_a_warning(path: Path, background: Graph, shapes: Graph) -> None:
    report = validate(load_brought(path), background=background, shapes=shapes)
    assert (report.problems, report.conforms) == ((), True)
    assert report.judged > 0


def test_the_valid_cases_reach_every_shape(kg: Built, background: Graph, shapes: Graph) -> None:
    data = Graph()
    for path in VALID:
        if path.suffix == ".ttl":
            data.parse(path)
    things = set(data.subjects())
    above = {
        upper.value
        for thing in things
        for one in (*data.objects(thing, RDF.type), *background.objects(thing, RDF.type))
        for upper in kg.ontology.superclasses(NamedNode(str(one)))
    }
    reached = {*above, *map(str, data.predicates())}
    for kind in (SH.targetClass, SH.targetSubjectsOf):
        for shape in shapes.subjects(kind, None):
            targets = {
                str(one) for target in (SH.targetClass, SH.targetSubjectsOf) for one in shapes.objects(shape, target)
            }
            assert targets & reached, shape
