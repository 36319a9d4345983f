from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad, Store

from naseikg.missing.why_not import why_not
from naseikg.vocabulary import GRAPH_ONTOLOGY, NSEI
from tinygraph import asked, tiny_store, told

NO_TERM = "is no term of the ontology"

#: A query, a thing, and for each condition that fails its text, its verdict and what is said.
CASES = {
    "a value of another size": (
        "SELECT ?t { ?t nsei:arealCapacity ?c . ?c nsei:numericValue ?n FILTER(?n >= 3) }",
        "test A",
        [("?n >= 3", "other value", "areal capacity: about 0.5 mAh cm-2; the query wants >= 3")],
    ),
    "a value that the review does not state": (
        "SELECT ?t { ?t nsei:temperature ?k }",
        "test A",
        [("?t nsei:temperature ?k", "not stated", "temperature: not stated by the review")],
    ),
    "a value that nobody recorded": (
        "SELECT ?t { ?t nsei:temperature ?k }",
        "test C",
        [("?t nsei:temperature ?k", "not recorded", "temperature: nothing is recorded")],
    ),
    "a value of some of several, the rest not recorded": (
        "SELECT ?l { ?l nsei:hasTest ?t . ?t nsei:temperature ?k }",
        "layer L",
        [
            (
                "?t nsei:temperature ?k",
                "not recorded",
                "temperature of test A: not stated by the review; temperature of test C: nothing is recorded",
            )
        ],
    ),
    "another class": (
        "SELECT ?t { ?t a nsei:WarmTest }",
        "test A",
        [
            (
                "?t a nsei:WarmTest",
                "other value",
                "it is: cell test; the query wants warm test (a test above room temperature)",
            )
        ],
    ),
    "the first step of a path": (
        "SELECT ?t { ?t nsei:arealCapacity/nsei:unit/nsei:symbol 'h' }",
        "test C",
        [
            (
                "?t nsei:arealCapacity/nsei:unit/nsei:symbol 'h'",
                "not recorded",
                "areal capacity: nothing is recorded",
            )
        ],
    ),
    "a later step of a path": (
        "SELECT ?t { ?t nsei:arealCapacity/nsei:qualifier ?word }",
        "test B",
        [
            (
                "?t nsei:arealCapacity/nsei:qualifier ?word",
                "not recorded",
                "nsei:qualifier of 3 mAh cm-2: nothing is recorded",
            )
        ],
    ),
    "a relation that points to the thing": (
        "SELECT ?s { ?layer nsei:contains ?s }",
        "sodium phosphide",
        [
            (
                "?layer nsei:contains ?s",
                "not recorded",
                "no ?layer is recorded whose “contains” is sodium phosphide",
            )
        ],
    ),
    "values written into the query": (
        "SELECT ?l { VALUES (?p ?s) { (nsei:contains <https://w3id.org/naseikg/substance/naf>) "
        "(nsei:hasComponent <https://w3id.org/naseikg/substance/na3p>) } ?l ?p ?s }",
        "layer L",
        [
            (
                "?l ?p ?s",
                "other value",
                "contains: nothing is recorded; has component: sodium fluoride; "
                "the query wants one of: contains sodium fluoride, has component sodium phosphide",
            )
        ],
    ),
    "values that the thing is none of": (
        "SELECT ?t { VALUES ?t { <https://w3id.org/naseikg/test/a> } ?t a nsei:Test }",
        "test B",
        [("VALUES ?t { <test/a> }", "other value", "?t is test B; the query asks for test A only")],
    ),
    "a number at the end of a path": (
        "SELECT ?l ?t { ?l nsei:hasTest ?t . ?t nsei:arealCapacity/nsei:numericValue ?n FILTER(?n > 4) }",
        "layer M",
        [("?n > 4", "other value", "areal capacity of test B: 3 mAh cm-2; the query wants > 4")],
    ),
    "a unit at the end of a path": (
        "SELECT ?l { ?l nsei:hasTest/nsei:arealCapacity/nsei:unit/nsei:symbol ?u FILTER(?u = 'h') }",
        "layer M",
        [("?u = 'h'", "other value", "has test / areal capacity: 3 mAh cm-2; the query wants = 'h'")],
    ),
    "what is left out": (
        "SELECT ?l { ?l a nsei:Layer FILTER NOT EXISTS { ?l nsei:hasTest ?t . ?t nsei:temperature ?k } }",
        "layer M",
        [
            (
                "NOT EXISTS { ?l nsei:hasTest ?t . ?t nsei:temperature ?k }",
                "left out",
                "it fits this, and the query leaves out what does: ?k is 60; ?t is test B",
            )
        ],
    ),
    "a class that is left out": (
        "SELECT ?t { ?t a nsei:Test MINUS { ?t a nsei:WarmTest } }",
        "test B",
        [
            (
                "MINUS { ?t a nsei:WarmTest }",
                "left out",
                "it is: warm test (a test above room temperature); the query leaves these out",
            )
        ],
    ),
    "a computed value": (
        "SELECT ?t { ?t nsei:arealCapacity/nsei:numericValue ?n BIND(?n * 2 AS ?twice) FILTER(?twice > 2) }",
        "test A",
        [("?twice > 2", "other value", "?twice: 1; the query wants > 2")],
    ),
    "a value that only an OPTIONAL gives": (
        "SELECT ?t { ?t a nsei:Test OPTIONAL { ?t nsei:outcome ?o } FILTER(BOUND(?o)) }",
        "test A",
        [("BOUND(?o)", "other value", "?o: nothing; the query wants BOUND(?o)")],
    ),
    "a column that only an OPTIONAL fills": (
        "SELECT ?l ?t { ?l a nsei:Layer OPTIONAL { ?l nsei:hasTest ?t . ?t nsei:outcome ?o } }",
        "test A",
        [
            (
                "{ ?l nsei:hasTest ?t . ?t nsei:outcome ?o }",
                "fails inside",
                "nothing fits all of it",
                [("?t nsei:outcome ?o", "not recorded", "outcome: nothing is recorded")],
            )
        ],
    ),
    "no alternative": (
        "SELECT ?t { { ?t nsei:temperature ?k } UNION { ?t nsei:outcome 'bad' } }",
        "test A",
        [
            (
                "{ ?t nsei:temperature ?k } UNION { ?t nsei:outcome 'bad' }",
                "no alternative",
                "none of its 2 alternatives holds",
                [
                    ("?t nsei:temperature ?k", "not stated", "temperature: not stated by the review"),
                    ("?t nsei:outcome 'bad'", "not recorded", "outcome: nothing is recorded"),
                ],
            )
        ],
    ),
    "nothing that EXISTS asks for": (
        "SELECT ?l { ?l a nsei:Layer FILTER EXISTS { ?l nsei:hasTest ?t . ?t nsei:outcome ?o } }",
        "layer L",
        [
            (
                "EXISTS { ?l nsei:hasTest ?t . ?t nsei:outcome ?o }",
                "fails inside",
                "nothing fits all of it",
                [("?t nsei:outcome ?o", "not recorded", "outcome of test A and test C: nothing is recorded")],
            )
        ],
    ),
    "a query inside": (
        "SELECT ?l ?n { ?l a nsei:Layer { SELECT ?l (COUNT(?t) AS ?n) { ?l nsei:hasTest ?t . ?t nsei:outcome ?o } GROUP BY ?l } }",
        "layer L",
        [
            (
                "{ SELECT ?l ?n ... }",
                "fails inside",
                "the query inside has no row for it",
                [("?t nsei:outcome ?o", "not recorded", "outcome of test A and test C: nothing is recorded")],
            )
        ],
    ),
    "too few in a group": (
        "SELECT ?l (COUNT(?t) AS ?n) { ?l nsei:hasTest ?t } GROUP BY ?l HAVING(COUNT(?t) > 0 && COUNT(?t) > 1)",
        "layer M",
        [("HAVING COUNT(?t) > 1", "other value", "COUNT(?t): 1; the query wants > 1")],
    ),
    "a column that HAVING does not know": (
        "SELECT ?l (COUNT(?t) AS ?n) { ?l nsei:hasTest ?t } GROUP BY ?l HAVING(?n > 0)",
        "layer M",
        [("HAVING ?n > 0", "other value", "?n has no value yet in HAVING; write COUNT(?t) there")],
    ),
    "cut off by LIMIT": (
        "SELECT ?t { ?t a nsei:Test } ORDER BY DESC(?t) LIMIT 2",
        "test A",
        [("LIMIT 2", "cut off", "it stands in row 3 of 3")],
    ),
    "two conditions, and one that hangs on the first": (
        "SELECT ?t { ?t nsei:temperature ?k ; a nsei:WarmTest FILTER(?k > 20) }",
        "test A",
        [
            ("?t nsei:temperature ?k", "not stated", "temperature: not stated by the review"),
            (
                "?t a nsei:WarmTest",
                "other value",
                "it is: cell test; the query wants warm test (a test above room temperature)",
            ),
        ],
    ),
    "a graph": (
        "SELECT ?t { GRAPH <https://w3id.org/naseikg/graph/none> { ?t a nsei:Test } ?t rdfs:label ?l }",
        "test A",
        [
            (
                "GRAPH <graph/none> { ?t a nsei:Test }",
                "not recorded",
                "class: nothing is recorded",
            )
        ],
    ),
}


#: A query with a term that the ontology lacks, a thing, and what fails.
MISSPELT = {
    "a class": (
        "SELECT ?t { ?t a nsei:CelTest }",
        [("?t a nsei:CelTest", "unknown term", f"nsei:CelTest {NO_TERM}; did you mean nsei:CellTest?")],
    ),
    "a property": (
        "SELECT ?t { ?t nsei:temprature ?k }",
        [("?t nsei:temprature ?k", "unknown term", f"nsei:temprature {NO_TERM}; did you mean nsei:temperature?")],
    ),
    "a step of a path": (
        "SELECT ?t { ?t nsei:arealCapacity/nsei:numericVale ?n }",
        [
            (
                "?t nsei:arealCapacity/nsei:numericVale ?n",
                "unknown term",
                f"nsei:numericVale {NO_TERM}; did you mean nsei:numericValue?",
            )
        ],
    ),
    "a term under a prefix of the query's own": (
        "PREFIX our: <https://w3id.org/naseikg/ontology#> SELECT ?t { ?t our:nothingOfTheKind ?k }",
        [
            (
                "?t our:nothingOfTheKind ?k",
                "unknown term",
                f"nsei:nothingOfTheKind {NO_TERM}; see the list of terms",
            )
        ],
    ),
    "a class inside an alternative": (
        "SELECT ?t { { ?t a nsei:CelTest } UNION { ?t nsei:outcome 'bad' } }",
        [
            (
                "{ ?t a nsei:CelTest } UNION { ?t nsei:outcome 'bad' }",
                "no alternative",
                "none of its 2 alternatives holds",
                [
                    ("?t a nsei:CelTest", "unknown term", f"nsei:CelTest {NO_TERM}; did you mean nsei:CellTest?"),
                    ("?t nsei:outcome 'bad'", "not recorded", "outcome: nothing is recorded"),
                ],
            )
        ],
    ),
}


def _with_ontology() -> Store:
    """The graph with what it says of terms in the place of the ontology."""
    store = tiny_store()
    for quad in list(store):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(NSEI.iri):
            store.add(Quad(quad.subject, quad.predicate, quad.object, GRAPH_ONTOLOGY))
    return store


@pytest.mark.parametrize("case", MISSPELT)
def test_a_term_that_the_ontology_lacks_is_the_reason(case: str) -> None:
    sparql, expected = MISSPELT[case]
    absence = why_not(_with_ontology(), asked(sparql), "test A")
    assert ([told(one) for one in absence.failing], absence.note.count(NO_TERM)) == (expected, 0)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?t { ?t a nsei:Test FILTER NOT EXISTS { ?t nsei:temprature ?k } }",
        "SELECT ?t { VALUES ?p { nsei:temprature } ?t ?p ?k }",
    ],
)
def test_a_term_that_the_ontology_lacks_is_told_where_no_reason_names_it(sparql: str) -> None:
    absence = why_not(_with_ontology(), asked(sparql), "test A")
    assert absence.note.endswith(f" nsei:temprature {NO_TERM}; did you mean nsei:temperature?")


@pytest.mark.parametrize("case", CASES)
def test_each_kind_of_condition_says_what_is_there_instead(case: str) -> None:
    sparql, thing, expected = CASES[case]
    absence = why_not(tiny_store(), asked(sparql), thing)
    assert [told(one) for one in absence.failing] == expected
    assert not absence.in_answer
