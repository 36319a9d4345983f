"""A slip in data that somebody brings is told once, where it stands in the file, and without what follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from naseikg.exports.rdf import graph_of
from naseikg.pipeline import Built
from naseikg.validating.brought import parse_brought
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


@pytest.fixture(scope="module")
def background(kg: Built) -> Graph:
    return graph_of(kg.store)


@pytest.fixture(scope="module")
def shapes(repository: Path) -> Graph:
    return load_shapes(repository / "ontology" / "shapes.ttl")


def _judged(content: str, background: Graph, shapes: Graph) -> Report:
    brought = parse_brought((HEAD + content).encode(), path=Path("mine.ttl"))
    return validate(brought, background=background, shapes=shapes)


def _told(report: Report) -> list[str]:
    return [line.removeprefix("mine.ttl: ") for line in str(report).splitlines()[:-1]]


def test_the_triple_of_a_finding_is_judged_as_if_it_were_written(background: Graph, shapes: Graph) -> None:
    report = _judged(
        SALT + "ex:claim nsei:subject ex:salt ; nsei:relation nsei:causes ; nsei:object substance:naf .",
        background,
        shapes,
    )
    # At the finding, since the triple stands nowhere in the file.
    assert [line for line in _told(report) if "phenomenon" in line] == [
        "ex:claim: nsei:object substance/naf: nsei:causes must lead to a phenomenon;"
        " give that thing its class, or correct the link",
        "ex:claim: nsei:subject ex:salt: has one of nsei:aggravates, nsei:causes, nsei:contributesTo,"
        " so it must be a phenomenon; give it that class, or take another property",
    ]


def test_a_triple_that_is_written_too_is_told_where_it_is_written(background: Graph, shapes: Graph) -> None:
    claim = "ex:claim nsei:subject ex:salt ; nsei:relation nsei:{} ; nsei:object substance:naf .\n"
    told = _told(_judged(SALT + claim.format("causes") + "ex:salt nsei:causes substance:naf .", background, shapes))
    assert [line.partition(", ")[0] for line in told if "phenomenon" in line] == [
        "ex:salt: has one of nsei:aggravates",
        "ex:salt: nsei:causes substance/naf: nsei:causes must lead to a phenomenon; give that thing its class",
    ]
    # The other triple that makes a phenomenon of it stands in the file.
    told = _told(_judged(SALT + claim.format("causes") + "ex:salt nsei:aggravates ex:b .", background, shapes))
    assert [line.partition(" must")[0] for line in told if "phenomenon" in line] == [
        "ex:salt: has one of nsei:aggravates, nsei:causes, nsei:contributesTo, so it",
        "ex:salt: nsei:aggravates ex:b: nsei:aggravates",
        "ex:claim: nsei:object substance/naf: nsei:causes",
    ]


def test_each_finding_of_a_wrong_pair_is_named(background: Graph, shapes: Graph) -> None:
    claim = "ex:{} nsei:subject substance:naf ; nsei:relation nsei:hasTest ; nsei:object substance:naf .\n"
    told = _told(_judged(claim.format("one") + claim.format("two"), background, shapes))
    assert [line.partition("; ")[0] for line in told if "cycling test" in line] == [
        "ex:one: nsei:object substance/naf: nsei:hasTest must lead to a cycling test",
        "ex:two: nsei:object substance/naf: nsei:hasTest must lead to a cycling test",
    ]


def test_a_misspelt_unit_is_told_once_and_a_unit_of_something_else_is_not_to_be_converted(
    background: Graph, shapes: Graph
) -> None:
    unit = "@prefix unit: <https://w3id.org/naseikg/unit/> .\n"
    time = (
        "ex:time a nsei:Lifetime ; rdfs:label '9 h'@en ; nsei:numericValue 9 ; nsei:printedValue '9' ; nsei:unit {} .\n"
    )
    told = _told(
        _judged(unit + time.format("unit:hours") + "substance:naf nsei:hasQuantity ex:time .", background, shapes)
    )
    assert told == [
        "ex:time: nsei:unit unit/hours: needs one nsei:unit that is a nsei:Unit;"
        " write nsei:unit unit/gigapascal or another unit of naseikg; did you mean unit/hour?"
    ]
    told = _told(
        _judged(unit + time.format("unit:nanometre") + "substance:naf nsei:hasQuantity ex:time .", background, shapes)
    )
    assert told == [
        "ex:time: nsei:unit unit/nanometre: is no unit of a lifetime here, where each is in h so that it can be"
        " compared; correct the class, or write the number in h and nsei:unit unit/hour"
    ]


def test_what_is_no_number_is_not_compared(background: Graph, shapes: Graph) -> None:
    number = "ex:q a nsei:ElectrodePotential ; nsei:numericValue {} ; nsei:lowerBound {} .\n"
    no_number = "must be one decimal number; write 0.5 or 1000, not 1e3 and not in quotes"

    def told(value: str, bound: str) -> list[str]:
        report = _judged(number.format(value, bound), background, shapes)
        return [line for line in _told(report) if "numericValue" in line or "lowerBound" in line]

    assert told("'5'", "1") == [f'ex:q: nsei:numericValue "5": nsei:numericValue {no_number}']
    assert told("5", "'1'") == [f'ex:q: nsei:lowerBound "1": nsei:lowerBound {no_number}']
    below = "nsei:numericValue is below nsei:lowerBound; correct one of them"
    assert told("5", "6") == [f"ex:q: nsei:lowerBound 6: {below}"]
    # Of a kind that is refused, and too great besides; but it is told first that it is of that kind.
    assert told("5", "6e0") == [f'ex:q: nsei:lowerBound "6e0"^^xsd:double: nsei:lowerBound {no_number}']


@pytest.mark.parametrize("printed", ["900", "900.0", "0900", "2,800", "9 to 900", "about 90", "900 ", ""])
def test_a_printed_value_that_is_no_plain_number_or_the_same_is_left_alone(
    printed: str, background: Graph, shapes: Graph
) -> None:
    report = _judged(
        f"ex:q a nsei:Lifetime ; nsei:numericValue 900 ; nsei:printedValue '{printed}' .", background, shapes
    )
    assert [line for line in _told(report) if "is not the number" in line] == []


def test_a_value_that_is_no_number_is_told_without_a_word_from_the_library(
    background: Graph, shapes: Graph, capfd: pytest.CaptureFixture[str]
) -> None:
    report = _judged(
        'ex:q a nsei:Lifetime ; nsei:numericValue "long"^^<http://www.w3.org/2001/XMLSchema#decimal> .',
        background,
        shapes,
    )
    assert [line.partition(";")[0] for line in _told(report) if '"long"' in line] == [
        'ex:q: nsei:numericValue "long"^^xsd:decimal: nsei:numericValue must be one decimal number',
    ]
    assert "long" in report.to_turtle()
    assert capfd.readouterr() == ("", "")


def test_a_thing_without_a_name_is_judged_too(background: Graph, shapes: Graph) -> None:
    report = _judged(
        'ex:salt a nsei:Halide ; rdfs:label "a salt"@en ; nsei:contains [ a nsei:Halide ; nsei:formula "x"@en ] .',
        background,
        shapes,
    )
    assert [line.partition(";")[0] for line in _told(report)] == [
        "[ ] of ex:salt: has no name of its own, so nobody can refer to it",
        "[ ] of ex:salt: rdfs:label: has no English label",
        '[ ] of ex:salt: nsei:formula "x"@en: nsei:formula must be one plain text',
    ]
