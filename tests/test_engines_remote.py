from __future__ import annotations

import hashlib
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions

import naseikg
from engineservers import Engine, running_oxigraph
from naseikg.api.current import forget
from naseikg.asking.answers import ask, construct
from naseikg.cli import main
from naseikg.engines.address import Access, access_of, given_address, parts_of
from naseikg.engines.authorization import Authorization
from naseikg.engines.endpoint import gives_triples
from naseikg.engines.filling import load_graph, target_of
from naseikg.engines.remote import RemoteStore, open_store
from naseikg.errors import QueryError, StoreError
from naseikg.pipeline import Built
from naseikg.places import project
from naseikg.vocabulary import GRAPH_ASSERTED, GRAPH_MAPPINGS, GRAPH_ONTOLOGY, NSEI, RDF, RDFS
from saidserver import saying
from servers import Running
from smallproject import SmallProject
from smallsite import files_of

_NAF = NamedNode("https://w3id.org/naseikg/substance/naf")
_ROWS = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"a"}}]}}'


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory, served_root: Path) -> Iterator[Engine]:
    """The Oxigraph server with the whole graph."""
    with running_oxigraph(tmp_path_factory.mktemp("oxigraph")) as running:
        load_graph(project(served_root).graph, target_of(running.query, Access()), Access())
        yield running


@pytest.mark.parametrize(
    "verb",
    [
        "query naf-layers",
        "query all-layers --asserted --format csv",
        "query cycling-tests --units si",
        "query all-layers --with component=NaF",
        "show Na3P",
        "why interphase/naf-cof2 hasComponent NaF",
        "why NaF a Substance",
        "why-not naf-layers NaBr",
        "compare",
        "audit conditions",
        "links list NaF",
    ],
)
def test_a_verb_says_the_same_of_a_server(
    verb: str, oxigraph: Engine, served_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["--project", str(served_root), *verb.split()]
    assert main(command) == 0
    here = capsys.readouterr().out
    assert main([*command, "--store", oxigraph.query]) == 0
    assert capsys.readouterr().out == here


def test_a_server_of_naseikg_is_asked_as_any_other(
    endpoint: Running, served_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for verb in (["query", "all-layers", "--asserted", "--format", "csv"], ["why", "NaF", "a", "Substance"]):
        command = ["--project", str(served_root), *verb]
        assert main(command) == 0
        here = capsys.readouterr().out
        assert main([*command, "--store", endpoint.sparql]) == 0
        assert capsys.readouterr().out == here


def test_files_are_written_the_same_from_a_server(
    ready: SmallProject, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    verbs = (
        ["export", "graph.nt"],
        ["views", "--out", "views"],
        ["links", "bridge", "QUDT", "bridge.nt"],
        ["site", "site"],
    )
    assert main(["--project", ".", "build"]) == 0
    written = []
    with running_oxigraph(tmp_path_factory.mktemp("small")) as running:
        assert main(["--project", ".", "load", "--store", running.query]) == 0
        for store in ([], ["--store", running.query]):
            for verb, *names in verbs:
                out = tmp_path / ("there" if store else "here")
                out.mkdir(exist_ok=True)
                assert main(["--project", ".", verb, *names[:-1], str(out / names[-1]), *store]) == 0
            written.append(
                {path: content for path, content in files_of(out).items() if "bridge" in path or "b0" not in path}
            )
    here, there = written
    assert {path for path in here if here[path] != there.get(path)} == set()
    assert here.keys() == there.keys()


def test_the_environment_names_the_server_of_the_functions(oxigraph: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NASEIKG_STORE", oxigraph.query)
    asked = "SELECT ?formula { <https://w3id.org/naseikg/substance/naf> nsei:formula ?formula }"
    assert [str(formula.value) for (formula,) in naseikg.query(asked).rows if formula] == ["NaF"]
    monkeypatch.setenv("NASEIKG_STORE", "http://127.0.0.1:1/query")
    with pytest.raises(StoreError, match="cannot be reached"):
        naseikg.query(asked)
    forget()


def test_a_construct_gives_the_triples_of_a_server(oxigraph: Engine, kg: Built) -> None:
    query = "CONSTRUCT { ?a rdfs:label ?b } WHERE { ?a a nsei:Halide ; rdfs:label ?b }"
    found = construct(open_store(oxigraph.query), query, name="query")
    assert len(found) > 5
    assert found == construct(kg.store, query, name="query")
    assert ask(open_store(oxigraph.query), "ASK { ?a a nsei:Halide }").rows == ((Literal(True),),)


@pytest.mark.parametrize("lookups", [1_000, 3])
def test_patterns_give_the_quads_of_the_store_also_once_it_is_copied(lookups: int, oxigraph: Engine, kg: Built) -> None:
    there = RemoteStore(oxigraph.query, Access(), lookups=lookups)
    layer = next(kg.store.quads_for_pattern(None, NSEI.hasComponent, _NAF)).subject
    assert isinstance(layer, NamedNode)
    patterns = (
        (_NAF, None, None, None),
        (None, None, _NAF, None),
        (layer, NSEI.hasComponent, _NAF, None),
        (layer, None, _NAF, GRAPH_ASSERTED),
        (None, RDFS.label, Literal("sodium fluoride", language="en"), None),
        (NSEI.Halide, None, None, GRAPH_ONTOLOGY),
        (None, RDF.type, NSEI.Halide, None),
        (_NAF, None, None, NamedNode("urn:not-ours")),
    )
    for pattern in patterns:
        found, expected = there.quads_for_pattern(*pattern), kg.store.quads_for_pattern(*pattern)
        assert sorted(map(_without_blank, found)) == sorted(map(_without_blank, expected))
    assert Quad(layer, NSEI.hasComponent, _NAF, GRAPH_ASSERTED) in there
    assert Quad(layer, NSEI.hasComponent, layer, GRAPH_ASSERTED) not in there
    assert there.contains_named_graph(GRAPH_MAPPINGS)
    assert len(there) == len(kg.store)
    assert list(there.named_graphs()) == list(there.graphs)


def test_a_graph_too_large_to_copy_is_looked_up_and_not_walked(oxigraph: Engine, kg: Built) -> None:
    there = RemoteStore(oxigraph.query, Access(), lookups=1, copied=10_000)
    assert sorted(map(str, there.quads_for_pattern(_NAF, None, None))) == sorted(
        map(str, kg.store.quads_for_pattern(_NAF, None, None))
    )
    with pytest.raises(StoreError) as caught:
        list(there)
    assert str(caught.value) == (
        f"{oxigraph.query}: this walks the whole graph, and {len(kg.store):,} triples are more than are fetched (10,000);"
        " run it where the graph was built, without --store"
    )


def _without_blank(quad: Quad) -> str:
    """A quad as text, without the names of blank nodes, which each server chooses."""
    return re.sub(r"_:\w+", "_:", str(quad))


def _reply(
    body: bytes, *, status: str = "200 OK", kind: str = "application/sparql-results+json", more: str = ""
) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}"
    return (head if "Length" in more or "chunked" in more else f"{head}Content-Length: {len(body)}\r\n").encode() + (
        b"\r\n" + body
    )


_PART = "its answer is not whole ({}); ask for less, or give the server more time"
_KIND = "give the address of a SPARQL endpoint, such as http://localhost:7878/query"
_USER = "NASEIKG_STORE_USER and NASEIKG_STORE_PASSWORD"


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        pytest.param(
            _reply(b"<html><title>Hi</title>Hello</html>", kind="text/html"),
            f"answers with text/html in place of rows; {_KIND}",
            id="a page",
        ),
        pytest.param(
            _reply(_ROWS, kind=""),
            f"answers with something of no stated kind in place of rows; {_KIND}",
            id="no kind",
        ),
        pytest.param(_reply(_ROWS[:-2]), _PART.format("the end is missing"), id="cut at the end"),
        pytest.param(
            _reply(_ROWS[:-4] + b"The SPARQL operation has been cancelled\n"),
            _PART.format("The SPARQL operation has been cancelled"),
            id="cut by time, as Oxigraph does",
        ),
        pytest.param(_reply(b'{"head":{},"boolean":true'), _PART.format("the end is missing"), id="half a truth"),
        pytest.param(
            _reply(b'{"answer":1}'),
            _PART.format("SPARQL JSON results must contain a 'boolean' or a 'results' key"),
            id="another JSON",
        ),
        pytest.param(
            _reply(_ROWS, more="Content-Length: 2000\r\n"),
            "broke off in the middle of its answer; ask again, or ask for less",
            id="shorter than said",
        ),
        pytest.param(
            _reply(b"5a\r\n" + _ROWS, more="Transfer-Encoding: chunked\r\n"),
            "broke off in the middle of its answer; ask again, or ask for less",
            id="chunks that end too early",
        ),
        pytest.param(
            _reply(_ROWS, more="X-SPARQL-MaxRows: 1\r\n"),
            "gives a part of the answer (its first 1 rows only); raise ResultSetMaxRows or MaxQueryExecutionTime in its"
            " virtuoso.ini, or ask for less",
            id="a limit of rows, as Virtuoso has",
        ),
        pytest.param(
            _reply(b"<h1>Not  here</h1>", status="404 Not Found", kind="text/html"),
            "answers with HTTP 404: Not here; look at the address and the server's log",
            id="not found",
        ),
        pytest.param(
            _reply(b"\x1b[31mout of\nmemory " + b"x" * 400, status="500 Oh", kind="text/plain"),
            f"answers with HTTP 500: [31mout of memory {'x' * 282}...; look at the address and the server's log",
            id="a fault of the server",
        ),
        pytest.param(
            _reply(b"", status="401 Unauthorized", more='WWW-Authenticate: Basic realm="x"\r\n'),
            f"refuses the user or the password; look at {_USER}",
            id="a wrong password",
        ),
        pytest.param(
            _reply(b"", status="302 Found", more="Location: http://example.org/sparql\r\n"),
            "sends on to another server (http://example.org/sparql); give that address if you trust it",
            id="elsewhere",
        ),
        pytest.param(
            _reply(b"", status="307 Again", more="Location: /query\r\n"),
            "sends on again and again; look at how the server is set up",
            id="in a circle",
        ),
        pytest.param(b"SSH-2.0-x\r\n", "does not answer as a web server does; look at the address", id="no HTTP"),
        pytest.param(b"", "was silent for 0.3 s; ask for less, or set NASEIKG_STORE_SECONDS higher", id="silence"),
    ],
)
def test_a_server_that_does_not_answer_is_told_in_words(
    reply: bytes,
    message: str,
    small: SmallProject,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("mine.rq").write_text("SELECT ?x { ?x a ?y }")
    monkeypatch.setenv("NASEIKG_STORE_USER", "ada")
    monkeypatch.setenv("NASEIKG_STORE_PASSWORD", "secret")
    monkeypatch.setenv("NASEIKG_STORE_SECONDS", "60" if reply else "0.3")
    with saying(reply) as said:
        assert main(["--project", ".", "query", "-f", "mine.rq", "--store", said.url]) == 2
        assert capsys.readouterr() == ("", f"naseikg: {said.url}: {message}\n")


def test_a_server_that_is_not_there_is_told(small: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{one.getsockname()[1]}/query"
        assert main(["--project", ".", "show", "substance/naf", "--store", address]) == 2
    assert capsys.readouterr().err == (
        f"naseikg: {address}: cannot be reached (Connection refused); look at the address, and whether the server runs\n"
    )


def test_a_query_that_a_server_refuses_has_its_own_columns() -> None:
    refused = _reply(b"error at 1:114: no", status="400 Bad Request", kind="text/plain")
    with saying(refused) as said, pytest.raises(QueryError) as caught:
        ask(open_store(said.url), "SELECT ?x { ?x a nsei:A ; rdfs:label ?y }")
    assert str(caught.value) == f"query: {said.url}: the server refuses the query: error at 1:11: no"


def test_triples_that_are_cut_are_refused() -> None:
    cut = b"<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> .\nThe SPARQL operation has been cancelled\n"
    with saying(_reply(cut, kind="application/n-triples")) as said, pytest.raises(StoreError) as caught:
        construct(open_store(said.url), "CONSTRUCT WHERE { ?s ?p ?o }", name="query")
    assert str(caught.value) == f"{said.url}: {_PART.format('The SPARQL operation has been cancelled')}"


def test_a_graph_of_which_fewer_triples_come_than_there_are_is_refused() -> None:
    count = b'{"head":{"vars":["count"]},"results":{"bindings":[{"count":{"type":"literal","value":"2","datatype":"http://www.w3.org/2001/XMLSchema#integer"}}]}}'
    with (
        saying(_reply(b"<urn:a> <urn:b> <urn:c> .\n", kind="application/n-triples"), _reply(count)) as said,
        pytest.raises(StoreError) as caught,
    ):
        list(open_store(said.url).quads_for_pattern(NSEI.Halide, None, None, GRAPH_ONTOLOGY))
    assert str(caught.value) == (
        f"{said.url}: gives 1 triples of <{GRAPH_ONTOLOGY.value}>, which has 2;"
        " raise its limits for results, and look whether something else is writing there"
    )


def test_credentials_are_given_to_who_asks_and_a_way_inside_the_server_is_followed() -> None:
    question = _reply(b"", status="401 Unauthorized", more='WWW-Authenticate: Basic realm="x"\r\n')
    way = _reply(b"", status="307 There", more="Location: there\r\n")
    with saying(question, way, _reply(_ROWS)) as said:
        store = RemoteStore(said.url, Access(user="ada", password="secret"))
        answer = store.query("SELECT ?x { ?x a ?y }")
        assert isinstance(answer, QuerySolutions)
        assert [str(row[0]) for row in answer] == ['"a"']
    lines = [head.split()[1] for head in said.heads]
    told = [re.findall(r"Authorization: (.*)", head) for head in said.heads]
    assert lines == ["/query", "/query", "/there"]
    assert told == [[], ["Basic YWRhOnNlY3JldA=="], ["Basic YWRhOnNlY3JldA=="]]


@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
def test_a_digest_is_that_of_the_standard(algorithm: str) -> None:
    who = Authorization("Mufasa", "Circle of Life")
    assert who.learn(f'Digest realm="a, b", nonce="7ypf", qop="auth, auth-int", algorithm={algorithm}, opaque="FQh"')
    told = dict(re.findall(r'(\w+)="?([^",]*(?:, b)?)"?', who.header("GET", "/dir/index.html").removeprefix("Digest ")))

    def digest(text: str) -> str:
        return hashlib.new(algorithm.replace("-", ""), text.encode()).hexdigest()

    ends = digest("Mufasa:a, b:Circle of Life"), digest("GET:/dir/index.html")
    assert told["response"] == digest(f"{ends[0]}:7ypf:00000001:{told['cnonce']}:auth:{ends[1]}")
    assert (told["realm"], told["opaque"], told["nc"], told["algorithm"]) == ("a, b", "FQh", "00000001", algorithm)
    assert "nc=00000002" in who.header("GET", "/dir/index.html")


def test_a_password_shows_in_no_message_and_no_value() -> None:
    with pytest.raises(StoreError) as caught:
        parts_of("http://ada:secret@localhost/query")
    assert str(caught.value) == (f"http://...@localhost/query: has a user in it; leave it out, and set {_USER}")
    assert "secret" not in repr(access_of({"NASEIKG_STORE_USER": "ada", "NASEIKG_STORE_PASSWORD": "secret"}))


@pytest.mark.parametrize(
    "address", ["", "localhost:7878", "ftp://localhost/x", "file:///etc/passwd", "http://", "http://a b/"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(StoreError, match=r"give one as http:|has a space"):
        given_address(address)


@pytest.mark.parametrize("seconds", ["soon", "0", "-1", "nan", "inf"])
def test_seconds_that_are_none_are_refused(seconds: str) -> None:
    with pytest.raises(StoreError, match="is no number of seconds"):
        access_of({"NASEIKG_STORE_SECONDS": seconds})


def test_accepting_and_listing_are_of_this_project_only(
    small: SmallProject, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ["--store", "http://localhost:1/query"]
    assert main(["--project", ".", "query", "x", "--accept", *store]) == 2
    assert capsys.readouterr().err == "naseikg: --accept writes the answer of the built graph; leave --store out\n"
    assert main(["--project", ".", "query", "--list", *store]) == 2
    assert capsys.readouterr().err == "naseikg: --list reads the files of queries/; leave --store out\n"


def test_the_form_of_a_query_is_seen_through_names_and_comments() -> None:
    assert not gives_triples("# CONSTRUCT\nPREFIX construct: <urn:x> SELECT ?construct { ?construct a 'DESCRIBE' }")
    assert gives_triples("DESCRIBE <urn:select>")
