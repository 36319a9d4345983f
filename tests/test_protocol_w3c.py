"""The test cases of the W3C for the SPARQL 1.1 Protocol, its result formats and its Service Description, on a real server.

The cases are those of https://github.com/w3c/rdf-tests in ``sparql/sparql11``, by their names. Those that update cannot
pass on an endpoint that is read only: each of their requests is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from urllib.parse import urlencode

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from naseikg.asking.store import write_store
from naseikg.vocabulary import FOAF, RDF, XSD
from servers import Running, ask_server, running_server

_DATA = [f"http://kasei.us/2009/09/sparql/data/data{number}.rdf" for number in range(4)]
_FORM, _QUERY, _UPDATE = (f"application/{one}" for one in ("x-www-form-urlencoded", "sparql-query", "sparql-update"))
_RESULTS = {"application/sparql-results+json", "application/sparql-results+xml"}
_ROWS = {*_RESULTS, "text/csv", "text/tab-separated-values"}
_TRIPLES = {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"}
_BOTH = f"ASK {{ <{_DATA[1]}> a ?type . <{_DATA[2]}> a ?type . }}"
_EACH = f"GRAPH ?g1 {{ <{_DATA[1]}> a ?type }} GRAPH ?g2 {{ <{_DATA[2]}> a ?type }}"
_DEFAULT = (("default-graph-uri", _DATA[1]), ("default-graph-uri", _DATA[2]))
_NAMED = (("named-graph-uri", _DATA[1]), ("named-graph-uri", _DATA[2]))
_ZERO = (("default-graph-uri", _DATA[0]),)
_EXAMPLE = "http://example.org/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A request, and which answer it must get: true, media types, or a refusal."""

    name: str
    method: str = "POST"
    given: tuple[tuple[str, str], ...] = ()
    type: str = ""
    body: str | bytes | None = None
    told: bool | frozenset[str] | None = None


def _get(name: str, *given: tuple[str, str], told: bool | None = None, method: str = "GET") -> Case:
    return Case(name=name, method=method, given=given, told=told)


def _direct(name: str, body: str, *given: tuple[str, str], told: bool | set[str] = True) -> Case:
    kinds = frozenset(told) if isinstance(told, set) else told
    return Case(name=name, given=given, type=_QUERY, body=body, told=kinds)


CASES = (
    Case(name="query_post_form", given=_ZERO, type=_FORM, body="query=ASK%20%7B%7D", told=True),
    _get("query_dataset_default_graphs_get", ("query", _BOTH), *_DEFAULT, told=True),
    _direct("query_dataset_default_graphs_post", _BOTH, *_DEFAULT),
    _direct("query_dataset_named_graphs_post", f"ASK {{ {_EACH} }}", *_NAMED),
    _get("query_dataset_named_graphs_get", ("query", f"ASK {{ {_EACH} }}"), *_NAMED, told=True),
    _direct("query_dataset_full", f"ASK {{ <{_DATA[3]}> a ?type {_EACH} }}", ("default-graph-uri", _DATA[3]), *_NAMED),
    # The file of the W3C has the second parameter inside the first, by an ampersand that is escaped.
    _direct("query_multiple_dataset", f"ASK FROM <{_DATA[3]}> {{ {_EACH} }}", *_NAMED),
    _get("query_get", ("query", "ASK {}"), *_ZERO, told=True),
    _direct("query_content_type_select", "SELECT (1 AS ?value) {}", *_ZERO, told=_ROWS),
    _direct("query_content_type_ask", "ASK {}", *_ZERO, told=_RESULTS),
    _direct("query_content_type_describe", "DESCRIBE <http://example.org/>", *_ZERO, told=_TRIPLES),
    _direct("query_content_type_construct", "CONSTRUCT { <s> <p> 1 } WHERE {}", *_ZERO, told=_TRIPLES),
    _direct("query_post_direct", "ASK {}", *_ZERO),
    _get("bad_query_method", ("query", "ASK {}"), *_ZERO, method="PUT"),
    _get("bad_multiple_queries", ("query", "ASK {}"), ("query", "SELECT * {}")),
    Case(name="bad_query_wrong_media_type", type="text/plain", body="ASK {}"),
    Case(name="bad_query_missing_form_type", body="query=ASK%20%7B%7D"),
    Case(name="bad_query_missing_direct_type", body="ASK {}"),
    Case(name="bad_query_non_utf8", type=f"{_QUERY}; charset=UTF-16", body="ASK {}".encode("utf-16")),
    _get("bad_query_syntax", ("query", "ASK {")),
    _get("bad_update_get", ("update", "CLEAR ALL")),
    Case(name="bad_multiple_updates", type=_FORM, body="update=CLEAR%20NAMED&update=CLEAR%20DEFAULT"),
    Case(name="bad_update_wrong_media_type", type="text/plain", body="CLEAR NAMED"),
    Case(name="bad_update_missing_form_type", body="update=CLEAR%20NAMED"),
    Case(name="bad_update_non_utf8", type=f"{_UPDATE}; charset=UTF-16", body="CLEAR NAMED".encode("utf-16")),
    Case(name="bad_update_syntax", type=_FORM, body="update=CLEAR%20XYZ"),
    Case(name="bad_update_dataset_conflict", type=_FORM, body=urlencode({"using-named-graph-uri": "u", "update": "x"})),
)
#: The cases that update, with the media type of their first request.
UPDATES = {
    "update_dataset_default_graph": _UPDATE,
    "update_dataset_default_graphs": _UPDATE,
    "update_dataset_named_graphs": _UPDATE,
    "update_dataset_full": _UPDATE,
    "update_post_form": _FORM,
    "update_post_direct": _UPDATE,
    "update_base_uri": _UPDATE,
}


@pytest.fixture(scope="module")
def w3c(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Iterator[Running]:
    """A server of the graphs that the cases name, and of the data of the result formats."""
    root = tmp_path_factory.mktemp("w3c")
    (root / "ontology").symlink_to(repository / "ontology")
    objects: tuple[NamedNode | Literal | BlankNode, ...] = (
        NamedNode(f"{_EXAMPLE}s2"),
        Literal("foo"),
        Literal("bar"),
        Literal("4", datatype=XSD.integer),
        Literal("5.5", datatype=XSD.decimal),
        BlankNode("o6"),
    )
    quads = [Quad(NamedNode(one), RDF.type, FOAF.Document, NamedNode(one)) for one in _DATA]
    quads += [
        Quad(NamedNode(f"{_EXAMPLE}s{number}"), NamedNode(f"{_EXAMPLE}p{number}"), value, NamedNode(_EXAMPLE))
        for number, value in enumerate(objects, start=1)
    ]
    write_store(quads, root / "build" / "graph", version="0")
    with running_server(root) as running:
        yield running


def _ask(running: Running, case: Case, accept: str = "*/*") -> tuple[int, str, bytes]:
    body = case.body.encode() if isinstance(case.body, str) else case.body
    headers = {"Accept": accept} | ({"Content-Type": case.type} if case.type else {})
    reply = ask_server(running, given=case.given, method=case.method, headers=headers, body=body)
    return reply.status, reply.headers.get("content-type", "").partition(";")[0], reply.body


def test_every_case_of_the_w3c_is_here() -> None:
    assert len({one.name for one in CASES} | set(UPDATES)) == len(CASES) + len(UPDATES) == 34


@pytest.mark.parametrize("case", CASES, ids=attrgetter("name"))
def test_a_case_of_the_protocol_is_answered_as_it_must_be(w3c: Running, case: Case) -> None:
    status, media_type, body = _ask(w3c, case)
    if case.told is None:
        assert 400 <= status < 500
        assert media_type == "text/plain"
    elif isinstance(case.told, bool):
        assert (status, media_type) == (200, "application/sparql-results+json")
        assert json.loads(body)["boolean"] is case.told
    else:
        assert status == 200
        assert media_type in case.told


@pytest.mark.parametrize("name", UPDATES)
def test_a_case_that_updates_is_refused(w3c: Running, name: str) -> None:
    body = "CLEAR ALL" if UPDATES[name] == _UPDATE else "update=CLEAR%20ALL"
    case = Case(name=name, type=UPDATES[name], body=body)
    assert _ask(w3c, case) == (403, "text/plain", b"updates are refused; this graph is read only\n")


def test_a_dataset_has_only_the_graphs_that_it_names(w3c: Running) -> None:
    """The other edge of the cases with a dataset: what they find is not found elsewhere."""
    for given, query in (
        (_ZERO, _BOTH),
        (_NAMED, _BOTH),
        (_DEFAULT, f"ASK {{ {_EACH} }}"),
        ((("default-graph-uri", _DATA[3]),), f"ASK FROM NAMED <{_DATA[1]}> FROM NAMED <{_DATA[2]}> {{ {_EACH} }}"),
        ((), f"ASK FROM <{_DATA[1]}> {{ <{_DATA[2]}> a ?type }}"),
        ((), f"ASK FROM NAMED <{_DATA[1]}> {{ {_EACH} }}"),
        ((), f"ASK FROM NAMED <{_DATA[1]}> {{ <{_DATA[1]}> a ?type }}"),
    ):
        status, _, body = _ask(w3c, _get("other", ("query", query), *given))
        assert (status, json.loads(body)["boolean"]) == (200, False), query


_ALL = f"SELECT ?s ?p ?o {{ GRAPH <{_EXAMPLE}> {{ ?s ?p ?o }} }} ORDER BY ?s ?p ?o"
_SOME = f"SELECT ?s ?p ?o ?o2 {{ GRAPH <{_EXAMPLE}> {{ ?s ?p ?o OPTIONAL {{ ?o <{_EXAMPLE}p2> ?o2 }} }} }} ORDER BY ?s"
_LINES = (
    ("s1", "p1", f"{_EXAMPLE}s2", f"<{_EXAMPLE}s2>"),
    ("s2", "p2", "foo", '"foo"'),
    ("s3", "p3", "bar", '"bar"'),
    ("s4", "p4", "4", "4"),
    ("s5", "p5", "5.5", "5.5"),
    ("s6", "p6", "_:o6", "_:o6"),
)


def _lines(body: bytes) -> str:
    """The text of an answer with the label of its blank node, which may be any, as the case has it."""
    return re.sub(r"_:\w+", "_:o6", body.decode())


def _bindings(body: bytes) -> object:
    return json.loads(re.sub(r'("bnode","value":)"\w+"', r'\1"o6"', body.decode()))


def test_csv01_and_csv02_are_written_as_they_must_be(w3c: Running) -> None:
    lines = [f"{_EXAMPLE}{s},{_EXAMPLE}{p},{o}" for s, p, o, _ in _LINES]
    _, _, body = _ask(w3c, _get("csv01", ("query", _ALL)), "text/csv")
    assert _lines(body) == "".join(f"{one}\r\n" for one in ["s,p,o", *lines])
    _, _, body = _ask(w3c, _get("csv02", ("query", _SOME)), "text/csv")
    assert _lines(body) == "".join(
        f"{one}\r\n" for one in ["s,p,o,o2", f"{lines[0]},foo", *(f"{one}," for one in lines[1:])]
    )


def test_tsv01_and_tsv02_are_written_as_they_must_be(w3c: Running) -> None:
    lines = [f"<{_EXAMPLE}{s}>\t<{_EXAMPLE}{p}>\t{o}" for s, p, _, o in _LINES]
    _, _, body = _ask(w3c, _get("tsv01", ("query", _ALL)), "text/tab-separated-values")
    assert _lines(body) == "".join(f"{one}\n" for one in ["?s\t?p\t?o", *lines])
    _, _, body = _ask(w3c, _get("tsv02", ("query", _SOME)), "text/tab-separated-values")
    assert _lines(body) == "".join(
        f"{one}\n" for one in ["?s\t?p\t?o\t?o2", f'{lines[0]}\t"foo"', *(f"{one}\t" for one in lines[1:])]
    )


def test_jsonres01_to_jsonres04_are_written_as_they_must_be(w3c: Running) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    objects: list[dict[str, str]] = [
        {"type": "uri", "value": f"{_EXAMPLE}s2"},
        {"type": "literal", "value": "foo"},
        {"type": "literal", "value": "bar"},
        {"type": "literal", "value": "4", "datatype": f"{xsd}integer"},
        {"type": "literal", "value": "5.5", "datatype": f"{xsd}decimal"},
        {"type": "bnode", "value": "o6"},
    ]
    rows = [
        {"s": {"type": "uri", "value": _EXAMPLE + s}, "p": {"type": "uri", "value": _EXAMPLE + p}, "o": value}
        for (s, p, _, _), value in zip(_LINES, objects, strict=True)
    ]
    _, _, body = _ask(w3c, _get("jsonres01", ("query", _ALL)))
    assert _bindings(body) == {"head": {"vars": ["s", "p", "o"]}, "results": {"bindings": rows}}
    _, _, body = _ask(w3c, _get("jsonres02", ("query", _SOME)))
    rows[0]["o2"] = {"type": "literal", "value": "foo"}
    assert _bindings(body) == {"head": {"vars": ["s", "p", "o", "o2"]}, "results": {"bindings": rows}}
    for name, thing, told in (("jsonres03", "s1", True), ("jsonres04", "s9", False)):
        _, _, body = _ask(w3c, _get(name, ("query", f"ASK {{ <{_EXAMPLE}{thing}> ?p ?o }}")))
        assert json.loads(body) == {"head": {}, "boolean": told}
