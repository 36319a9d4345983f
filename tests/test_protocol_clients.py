"""Clients that people use, against the real server: SPARQLWrapper, rdflib's store, and other engines that ask it along."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from xml.dom.minidom import Document

import pytest
from pyoxigraph import Literal, QuerySolutions, Store
from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from naseikg.asking.answers import ask
from naseikg.pipeline import Built
from servers import Running

pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")

_KG = "https://w3id.org/naseikg/"
_HALIDES = f"""PREFIX nsei: <{_KG}ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing ?label {{ ?thing a nsei:Halide ; rdfs:label ?label }} ORDER BY ?thing"""
_TRIPLES = f"CONSTRUCT {{ ?thing a ?class }} {{ ?thing a ?class, <{_KG}ontology#Halide> FILTER(isIRI(?class)) }}"


@pytest.fixture(scope="module")
def halides(kg: Built) -> list[tuple[str, str]]:
    """What the query of this module finds in the embedded store."""
    rows = ask(kg.store, _HALIDES).rows
    found = [(getattr(thing, "value", ""), getattr(label, "value", "")) for thing, label in rows]
    assert len(found) >= 3
    return found


@pytest.fixture(params=[(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)], ids="-".join)
def wrapper(endpoint: Running, request: pytest.FixtureRequest) -> SPARQLWrapper:
    """SPARQLWrapper, for each way to send a query."""
    method, way = request.param
    made = SPARQLWrapper(endpoint.sparql)
    made.setMethod(method)
    made.setRequestMethod(way)
    return made


def _converted(wrapper: SPARQLWrapper, query: str, format: str) -> object:
    wrapper.setQuery(query)
    wrapper.setReturnFormat(format)
    return wrapper.query().convert()


def test_sparqlwrapper_gets_rows_in_each_format(wrapper: SPARQLWrapper, halides: list[tuple[str, str]]) -> None:
    found = _converted(wrapper, _HALIDES, JSON)
    assert isinstance(found, dict)
    assert [(row["thing"]["value"], row["label"]["value"]) for row in found["results"]["bindings"]] == halides
    document = _converted(wrapper, _HALIDES, XML)
    assert isinstance(document, Document)
    assert len(document.getElementsByTagName("result")) == len(halides)
    lines = _converted(wrapper, _HALIDES, CSV)
    assert isinstance(lines, bytes)
    assert lines.decode().splitlines()[1:] == [f"{thing},{label}" for thing, label in halides]
    lines = _converted(wrapper, _HALIDES, TSV)
    assert isinstance(lines, bytes)
    assert [line.partition("\t")[0] for line in lines.decode().splitlines()[1:]] == [f"<{one}>" for one, _ in halides]


def test_sparqlwrapper_gets_an_answer_to_ask(wrapper: SPARQLWrapper) -> None:
    assert _converted(wrapper, "ASK {}", JSON) == {"head": {}, "boolean": True}


@pytest.mark.parametrize("format", [TURTLE, N3, RDFXML, XML, JSONLD])
def test_sparqlwrapper_gets_triples_in_each_format(wrapper: SPARQLWrapper, kg: Built, format: str) -> None:
    found = _converted(wrapper, _TRIPLES, format)
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")  # type: ignore[arg-type]  # of Turtle it gives bytes
    expected = {tuple(getattr(one, "value", "") for one in row) for row in ask(kg.store, _TRIPLES).rows}
    assert {(str(s), str(p), str(o)) for s, p, o in graph} == expected


def test_sparqlwrapper_tells_what_the_server_told(wrapper: SPARQLWrapper) -> None:
    with pytest.raises(QueryBadFormed, match="the query cannot be parsed"):
        _converted(wrapper, "SELECT * { ?s ?p }", JSON)


def test_sparqlwrapper_asks_one_graph(wrapper: SPARQLWrapper) -> None:
    wrapper.addDefaultGraph(f"{_KG}graph/inferred")
    assert _converted(wrapper, f"ASK {{ <{_KG}ontology> ?p ?o }}", JSON) == {"head": {}, "boolean": False}


def test_rdflib_uses_the_endpoint_as_a_store(endpoint: Running, halides: list[tuple[str, str]]) -> None:
    graph = Graph(store=SPARQLStore(endpoint.sparql))
    assert [tuple(map(str, row)) for row in graph.query(_HALIDES)] == halides  # type: ignore[arg-type]  # rows of a SELECT
    halide = URIRef(f"{_KG}ontology#Halide")
    assert {str(one) for one in graph.subjects(RDF.type, halide)} == {thing for thing, _ in halides}
    thing, label = halides[0]
    assert str(graph.value(URIRef(thing), RDFS.label)) == label
    assert (URIRef(thing), RDF.type, halide) in graph
    assert (URIRef(thing), RDF.type, RDFS.Class) not in graph
    assert len(graph) > 30_000
    one = Graph(store=SPARQLStore(endpoint.sparql), identifier=URIRef(f"{_KG}graph/inferred"))
    assert 4_000 < len(one) < 10_000


@pytest.mark.parametrize("format", ["xml", "json", "csv", "tsv"])
@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflibs_store_reads_each_format(
    endpoint: Running, halides: list[tuple[str, str]], format: str, method: str
) -> None:
    graph = Graph(store=SPARQLStore(endpoint.sparql, returnFormat=format, method=method))
    assert [tuple(map(str, row)) for row in graph.query(_HALIDES)] == halides  # type: ignore[arg-type]  # rows of a SELECT


def test_rdflib_gets_triples_and_yes_or_no(endpoint: Running, kg: Built) -> None:
    graph = Graph(store=SPARQLStore(endpoint.sparql))
    assert len(graph.query(_TRIPLES)) == len(ask(kg.store, _TRIPLES).rows)
    assert graph.query("ASK {}").askAnswer is True


# Other engines, which join what they have with what the server has.

_MINE = '<{thing}> <https://example.org/mine> "yes" .'
_JOIN = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing ?label {{ ?thing <https://example.org/mine> "yes" SERVICE <{url}> {{ ?thing rdfs:label ?label }} }}"""


def test_pyoxigraph_asks_it_along(endpoint: Running, halides: list[tuple[str, str]]) -> None:
    thing, label = halides[0]
    store = Store()
    store.update(f"INSERT DATA {{ {_MINE.format(thing=thing)} }}")
    found = store.query(_JOIN.format(url=endpoint.sparql))
    assert isinstance(found, QuerySolutions)
    (row,) = found
    assert (str(row["thing"]), row["label"]) == (f"<{thing}>", Literal(label, language="en"))


def test_rdflib_asks_it_along(endpoint: Running, halides: list[tuple[str, str]]) -> None:
    thing, label = halides[0]
    graph = Graph().parse(data=_MINE.format(thing=thing), format="turtle")
    found = graph.query(_JOIN.format(url=endpoint.sparql))
    assert [tuple(map(str, row)) for row in found] == [(thing, label)]  # type: ignore[arg-type]  # rows of a SELECT


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The Oxigraph server with an empty graph: its endpoints are below this address."""
    program = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    assert program is not None, "the wheel oxigraph brings the server; install the development extra"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    log = tmp_path_factory.mktemp("oxigraph") / "log.txt"
    with (
        log.open("w") as told,
        subprocess.Popen([program, "serve", "--bind", place], stdout=told, stderr=told) as server,
    ):
        try:
            deadline = time.monotonic() + 60
            while True:
                try:
                    urllib.request.urlopen(f"http://{place}/query?query=ASK%7B%7D", timeout=10).close()
                    break
                except URLError:
                    assert time.monotonic() < deadline, Path(log).read_text()
                    time.sleep(0.05)
            yield f"http://{place}/"
        finally:
            server.terminate()


def _post(url: str, type: str, body: str) -> bytes:
    request = urllib.request.Request(url, body.encode(), {"Content-Type": type, "Accept": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        found: bytes = answer.read()
    return found


def test_the_oxigraph_server_asks_it_along(endpoint: Running, oxigraph: str, halides: list[tuple[str, str]]) -> None:
    thing, label = halides[0]
    _post(f"{oxigraph}update", "application/sparql-update", f"INSERT DATA {{ {_MINE.format(thing=thing)} }}")
    found = json.loads(_post(f"{oxigraph}query", "application/sparql-query", _JOIN.format(url=endpoint.sparql)))
    (row,) = found["results"]["bindings"]
    assert (row["thing"]["value"], row["label"]["value"]) == (thing, label)


def test_urllib_needs_no_more_than_an_address(endpoint: Running) -> None:
    asked = urllib.parse.urlencode({"query": "SELECT (1 AS ?x) {}", "format": "csv"})
    with urllib.request.urlopen(f"{endpoint.sparql}?{asked}", timeout=60) as answer:
        assert answer.read() == b"x\r\n1\r\n"
    with pytest.raises(HTTPError) as caught:
        urllib.request.urlopen(f"{endpoint.sparql}?query=x", timeout=60)
    caught.value.close()
