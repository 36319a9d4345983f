from __future__ import annotations

import pytest

from naseikg.serving.jobs import RefusedError
from naseikg.serving.negotiation import GRAPH_TYPES, RESULT_TYPES, accepted, accepted_graph, prefers_page

_JSON, _XML, _CSV, _TSV = RESULT_TYPES
_TURTLE, _NT, _RDF, _JSONLD, _NQ, _TRIG = GRAPH_TYPES
_BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("header", "results", "graph"),
    [
        ("", _JSON, _TURTLE),
        ("*/*", _JSON, _TURTLE),
        (_BROWSER, "application/xml", "application/xml"),
        # The one that is wanted most.
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9, text/turtle;q=0.2, application/trig", _XML, _TRIG),
        ("text/csv;q=0.5,text/tab-separated-values;q=0.51", _TSV, ""),
        # The most specific range counts, wherever it stands.
        ("*/*;q=0.9, application/*;q=0.1, text/turtle;q=0.05", _CSV, "text/xml"),
        ("text/*;q=0.3, text/csv;q=0, */*;q=0.1", _TSV, _TURTLE),
        ("text/*", _CSV, _TURTLE),
        ("application/*", _JSON, _NT),
        # Among equals the one that is named, then the one we would choose.
        ("text/csv, */*", _CSV, _TURTLE),
        ("application/rdf+xml, text/turtle, application/sparql-results+xml, application/json", _XML, _TURTLE),
        # Nothing that is refused.
        ("application/sparql-results+json;q=0, */*", _XML, _TURTLE),
        ("text/turtle;q=0.0, application/rdf+xml;q=0.001", "", _RDF),
        # Wider names, which clients use that know no others.
        ("application/json", "application/json", "application/json"),
        ("application/xml", "application/xml", "application/xml"),
        ("text/xml", "text/xml", "text/xml"),
        ("text/plain", "text/plain", "text/plain"),
        # Case, space and parameters.
        ("TEXT/Turtle ; charset=UTF-8 ; Q=0.5 , application/LD+JSON;profile=\"a,b\";q=0.4", "", _TURTLE),
        ("\ttext/csv\t;\tq=1.000", _CSV, ""),
        # What cannot be read is passed over; where nothing can, all is accepted.
        ("text/csv;q=2, text/turtle;q=x, application/trig;q=0.1234, application/n-quads", "", _NQ),
        (",,;q=1, text, /", _JSON, _TURTLE),
    ],
)  # fmt: skip
def test_the_format_is_the_one_that_is_wanted_most(header: str, results: str, graph: str) -> None:
    assert accepted(header) == (results, graph)


@pytest.mark.parametrize(
    ("format", "results", "graph"),
    [
        ("json", _JSON, _JSONLD),
        ("xml", _XML, _RDF),
        ("csv", _CSV, "application/n-quads"),
        ("tsv", _TSV, "application/n-quads"),
        ("ttl", "text/csv", _TURTLE),
        ("turtle", "text/csv", _TURTLE),
        ("n3", "text/csv", _TURTLE),
        ("nt", "text/csv", _NT),
        ("rdf", "text/csv", _RDF),
        ("rdf+xml", "text/csv", _RDF),
        ("rdf xml", "text/csv", _RDF),
        ("jsonld", "text/csv", _JSONLD),
        ("JSON-LD", "text/csv", _JSONLD),
        ("nq", "text/csv", _NQ),
        ("trig", "text/csv", _TRIG),
        ("application/sparql-results+xml", _XML, "application/n-quads"),
        ("application/rdf+xml", "text/csv", _RDF),
    ],
)
def test_a_name_settles_the_kind_that_it_is_for_and_the_header_the_other(format: str, results: str, graph: str) -> None:
    assert accepted("text/csv, application/n-quads", format=format) == (results, graph)


def test_a_name_is_enough_where_the_header_takes_nothing() -> None:
    assert accepted("image/png", format="csv") == (_CSV, "")
    assert accepted_graph("image/png", format="ttl") == _TURTLE


@pytest.mark.parametrize("header", ["image/png", "text/html", "*/*;q=0", "application/json;q=0, text/html"])
def test_a_client_that_takes_none_is_told_what_there_is(header: str) -> None:
    with pytest.raises(RefusedError) as caught:
        accepted(header)
    assert caught.value.status == 406
    assert str(caught.value) == f"none of what you accept is there; accept {', '.join((*RESULT_TYPES, *GRAPH_TYPES))}"
    with pytest.raises(RefusedError) as caught:
        accepted_graph(header)
    assert str(caught.value) == f"none of what you accept is there; accept {', '.join(GRAPH_TYPES)}"


def test_a_client_of_rows_takes_no_description() -> None:
    with pytest.raises(RefusedError):
        accepted_graph("text/csv, application/sparql-results+json")


@pytest.mark.parametrize("format", ["html", "text/html", "json5", " "])
def test_an_unknown_name_is_told_the_known_ones(format: str) -> None:
    with pytest.raises(RefusedError) as caught:
        accepted("", format=format)
    assert (caught.value.status, str(caught.value)) == (
        400,
        f"format {format!r} is unknown; give one of json, xml, csv, tsv, ttl, nt, rdf, jsonld, nq, trig",
    )


def test_a_header_without_end_is_read_to_where_clients_end() -> None:
    assert accepted("text/csv," + " " * 3000 + ", text/turtle" * 100_000) == (_CSV, "")


@pytest.mark.parametrize(
    ("header", "is_page"),
    [
        (_BROWSER, True),
        ("text/html", True),
        ("application/xhtml+xml", True),
        ("text/html, text/turtle", True),
        ("text/html;q=0.9, text/turtle", False),
        ("*/*", False),
        ("text/*", False),
        ("", False),
        ("text/html;q=0, text/turtle", False),
        ("application/json, text/plain, */*", False),
    ],
)
def test_a_browser_prefers_a_page(header: str, is_page: bool) -> None:
    assert prefers_page(header) is is_page
