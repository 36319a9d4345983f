"""A graph of three tests, two layers and two substances, to ask what it lacks."""

from __future__ import annotations

from pyoxigraph import RdfFormat, Store

from naseikg.asking.questions import Question
from naseikg.missing.instead import Failing

__all__ = ["asked", "tiny_store", "told"]

_GRAPH = """
PREFIX nsei: <https://w3id.org/naseikg/ontology#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
BASE <https://w3id.org/naseikg/>
nsei:arealCapacity rdfs:label "areal capacity" . nsei:temperature rdfs:label "temperature" .
nsei:hasTest rdfs:label "has test" . nsei:hasComponent rdfs:label "has component" . nsei:numericValue rdfs:label "number" .
nsei:contains rdfs:label "contains" . nsei:outcome rdfs:label "outcome" . nsei:unit rdfs:label "unit" .
nsei:Test rdfs:label "test" . nsei:CellTest rdfs:label "cell test" ; rdfs:subClassOf nsei:Test .
nsei:WarmTest rdfs:label "warm test" ; skos:definition "A test above room temperature." ; owl:equivalentClass nsei:Warm .
<unit/mah> nsei:symbol "mAh cm-2" .
<test/a> a nsei:Test, nsei:CellTest ; rdfs:label "test A" ; nsei:arealCapacity <quantity/a> ; nsei:notStated nsei:temperature .
<quantity/a> rdfs:label "capacity of A" ; nsei:numericValue 0.5 ; nsei:printedValue "0.5" ; nsei:qualifier "about" ; nsei:unit <unit/mah> .
<test/b> a nsei:Test, nsei:WarmTest ; rdfs:label "test B" ; nsei:arealCapacity <quantity/b> ; nsei:temperature 60 ; nsei:outcome "good" .
<quantity/b> rdfs:label "capacity of B" ; nsei:numericValue 3.0 ; nsei:printedValue "3" ; nsei:unit <unit/mah> .
<test/c> a nsei:Test ; rdfs:label "test C" .
<layer/l> a nsei:Layer ; rdfs:label "layer L" ; nsei:hasTest <test/a>, <test/c> ; nsei:hasComponent <substance/naf> .
<layer/m> a nsei:Layer ; rdfs:label "layer M" ; nsei:hasTest <test/b> ; nsei:hasComponent <substance/na3p> ; nsei:contains <substance/naf> .
<substance/naf> rdfs:label "sodium fluoride" . <substance/na3p> rdfs:label "sodium phosphide" .
"""


def tiny_store() -> Store:
    """A new store that holds the graph."""
    store = Store()
    store.load(_GRAPH, RdfFormat.TURTLE)
    return store


def asked(sparql: str) -> Question:
    """A query under the name ``mine``."""
    return Question(name="mine", header={"question": "Which?"}, sparql=sparql)


def told(failing: Failing) -> tuple[object, ...]:
    """A condition that fails, its verdict, what is said, and the same of what fails inside."""
    inner = [told(one) for part in failing.inside for one in part.failing]
    return (failing.condition, failing.verdict, failing.says, *([inner] if inner else []))
