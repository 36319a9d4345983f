"""The code of a trusty URI, against the library nanopub, on what our own data do not have."""

from __future__ import annotations

import pytest
from nanopub.trustyuri.rdf.RdfHasher import make_hash
from pyoxigraph import Literal, NamedNode, Quad

from naseikg.exports.rdf import rdflib_node
from naseikg.exports.trusty import PLACEHOLDER, trusty_code
from naseikg.vocabulary import XSD

THING = NamedNode(f"https://example.org/{PLACEHOLDER}")
GRAPH = NamedNode(f"https://example.org/{PLACEHOLDER}#assertion")
SAYS, KNOWS = NamedNode("https://example.org/says"), NamedNode("https://example.org/knows")


@pytest.mark.parametrize(
    "objects",
    [
        (Literal("two\nlines"),),
        (Literal("a\\nb"), Literal("a\nb")),
        (Literal("back\\slash"),),
        (Literal("colour", language="en-GB"), Literal("colour", language="EN")),
        (Literal("1"), Literal("1", datatype=XSD.integer), Literal("1", language="en"), NamedNode("urn:1")),
        (Literal("é"), Literal("z"), Literal("Z"), Literal("\U0001f50b")),
        (THING, GRAPH, NamedNode("https://example.org/"), NamedNode("https://example.org/Z")),
    ],
    ids=["a newline", "both", "a backslash", "languages", "one text of many types", "other letters", "own names"],
)
def test_the_code_is_that_of_the_library(objects: tuple[NamedNode | Literal, ...]) -> None:
    quads = [Quad(THING, property, one, GRAPH) for property in (SAYS, KNOWS) for one in objects]
    theirs = [tuple(map(rdflib_node, (one.graph_name, one.subject, one.predicate, one.object))) for one in quads]
    assert trusty_code(quads) == make_hash(theirs, hashstr=PLACEHOLDER)


def test_the_order_and_the_number_of_the_statements_change_nothing() -> None:
    quads = [Quad(THING, SAYS, Literal(one), GRAPH) for one in ("a", "b", "a\nb")]
    assert trusty_code(quads[::-1]) == trusty_code([*quads, *quads]) == trusty_code(quads)
