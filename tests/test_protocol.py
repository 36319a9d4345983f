"""How the endpoint takes requests and sends answers, on the real server; see also `test_protocol_w3c`."""

from __future__ import annotations

import gzip
import http.client
import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from servers import Reply, Running, ask_server, running_server

_ASK = "ASK { <https://w3id.org/naseikg/substance/naf> ?p ?o }"
_MANY = "SELECT ?s ?o { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o } LIMIT 300"
_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
_TRUE = b'{"head":{},"boolean":true}'


@pytest.fixture(scope="module")
def strict(served_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server that gives a query three seconds and 6000 rows."""
    root = tmp_path_factory.mktemp("strict")
    for name in ("ontology", "queries", "build"):
        (root / name).symlink_to(served_root / name)
    with running_server(root, "--public", "--seconds", "3", "--rows", "6000") as running:
        yield running


def _post(running: Running, type: str, body: bytes, *given: tuple[str, str]) -> Reply:
    return ask_server(running, method="POST", given=given, headers={"Content-Type": type}, body=body)


@pytest.mark.parametrize("method", ["POST", "QUERY"])
@pytest.mark.parametrize(
    ("type", "body"),
    [
        (_FORM, f"query={quote(_ASK)}"),
        (_FORM, f"&&other=1&query={quote(_ASK).replace('%20', '+')}&timeout="),
        (f"{_FORM}; charset=UTF-8", f"query={quote(_ASK)}"),
        (_QUERY, _ASK),
        (f'{_QUERY.upper()};charset="utf-8"', _ASK),
    ],
)
def test_a_query_is_taken_from_the_body(endpoint: Running, method: str, type: str, body: str) -> None:
    reply = ask_server(endpoint, method=method, headers={"Content-Type": type}, body=body.encode())
    assert (reply.status, reply.body) == (200, _TRUE)


def test_parameters_that_nobody_knows_are_passed_over(endpoint: Running) -> None:
    reply = ask_server(endpoint, given=[("timeout", "1"), ("query", _ASK), ("", ""), ("infer", "true")])
    assert (reply.status, reply.body) == (200, _TRUE)


def test_letters_beyond_ascii_arrive_as_they_are(endpoint: Running) -> None:
    text = "Na₃P — “é” 🧪"
    query = f'SELECT ("{text}" AS ?text) {{}}'
    for reply in (
        ask_server(endpoint, given=[("query", query)]),
        _post(endpoint, _QUERY, query.encode()),
        _post(endpoint, _FORM, f"query={quote(query)}".encode()),
        _post(endpoint, _FORM, b"query=" + query.encode().replace(b" ", b"+")),
    ):
        assert json.loads(reply.body)["results"]["bindings"] == [{"text": {"type": "literal", "value": text}}]


_REFUSED = [
    ("GET", [("query", _ASK), ("query", _ASK)], "", b"", 400, "2 queries are given; send one at a time"),
    ("GET", [("query", "")], "", b"", 400, "query: the query is empty"),
    ("GET", [("query", " # nothing\n")], "", b"", 400, "query: the query is empty"),
    ("GET", [("query", _ASK), ("update", "CLEAR ALL")], "", b"", 403, "updates are refused; this graph is read only"),
    ("GET", [("query", _ASK), ("format", "png")], "", b"", 400, "format 'png' is unknown; give one of json, xml, csv,"),
    ("POST", [("query", _ASK)], _QUERY, _ASK.encode(), 400, "2 queries are given; send one at a time"),
    ("POST", [], _QUERY, b"", 400, "query: the query is empty"),
    ("POST", [], _FORM, b"", 400, "no query is given; send it as the parameter query, or as the body"),
    ("POST", [], _FORM, b"default-graph-uri=x", 400, "no query is given; send it as the parameter query, or as"),
    ("POST", [], _FORM, b"query=%", 400, "a percent sign is not followed by two hexadecimal digits; write %25"),
    ("POST", [], _FORM, b"query=%E9", 400, "byte 0 of the request is not UTF-8; send UTF-8"),
    ("POST", [], _QUERY, b"ASK \xff {}", 400, "byte 4 of the request is not UTF-8; send UTF-8"),
    ("POST", [], f"{_QUERY};charset=latin-1", b"ASK {}", 415, "the body is said to be in 'latin-1'; send it in UTF-8"),
    (
        "POST",
        [],
        "application/json",
        b"{}",
        415,
        "'application/json' is not understood; send the query as application/",
    ),
    ("POST", [], "application/sparql-update", b"CLEAR ALL", 403, "updates are refused; this graph is read only"),
    ("POST", [], _FORM, b"update=CLEAR+ALL", 403, "updates are refused; this graph is read only"),
    ("GET", [("query", "CLEAR ALL")], "", b"", 400, "query: updates are refused; this graph is read only"),
    ("GET", [("query", "SELECT * { ?s ?p }")], "", b"", 400, "query:1:19: the query cannot be parsed: "),
    ("GET", [("query", f"SELECT * {{ {'{' * 999} {'}' * 999} }}")], "", b"", 400, "query: has 1001 brackets and oper"),
    ("GET", [("query", "SELECT * { ?s ?p ?o } #" + "x" * 2**15)], "", b"", 414, "the address has over 32,768 bytes;"),
    (
        "GET",
        [("query", "SELECT (<urn:f>(1) AS ?x) {}")],
        "",
        b"",
        400,
        "query: The custom function <urn:f> is not supp",
    ),
    ("DELETE", [("query", _ASK)], "", b"", 405, "DELETE is not supported; use GET, HEAD, POST, QUERY, OPTIONS"),
    ("PATCH", [], _QUERY, _ASK.encode(), 405, "PATCH is not supported; use GET, HEAD, POST, QUERY, OPTIONS"),
]


@pytest.mark.parametrize(("method", "given", "type", "body", "status", "message"), _REFUSED)
def test_a_wrong_request_is_told_what_is_wrong(
    endpoint: Running, method: str, given: list[tuple[str, str]], type: str, body: bytes, status: int, message: str
) -> None:
    reply = ask_server(
        endpoint, method=method, given=given, headers={"Content-Type": type} if type else {}, body=body or None
    )
    assert reply.status == status
    assert reply.text.startswith(message)
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"
    if status == 405:
        assert reply.headers["allow"] == "GET, HEAD, POST, QUERY, OPTIONS"
    else:
        assert reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("query", ["%zz", "%F", "%", "a%2", "%ff", "%C3%28", "%ED%A0%80", "\xff"])
def test_broken_escapes_in_an_address_are_refused(endpoint: Running, query: str) -> None:
    with socket.create_connection(_place(endpoint)) as raw:
        raw.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode("latin-1"))
        assert _status(raw) == b"HTTP/1.1 400"


def _place(running: Running) -> tuple[str, int]:
    address = urlsplit(running.url)
    assert address.hostname is not None
    assert address.port is not None
    return address.hostname, address.port


def _status(raw: socket.socket) -> bytes:
    raw.settimeout(60)
    # The words after the number differ from one Python to the next.
    return b" ".join(raw.makefile("rb").readline().split()[:2])


def test_a_body_over_the_limit_is_refused_before_it_is_sent(strict: Running) -> None:
    with socket.create_connection(_place(strict)) as raw:
        raw.sendall(
            f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {_QUERY}\r\nContent-Length: 999999999999\r\n\r\n".encode()
        )
        assert _status(raw) == b"HTTP/1.1 413"


def test_a_body_in_chunks_is_refused_where_it_passes_the_limit(strict: Running) -> None:
    with socket.create_connection(_place(strict)) as raw:
        raw.sendall(
            f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {_QUERY}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
        )
        for _ in range(5):
            raw.sendall(b"10000\r\n" + b"#" * 2**16 + b"\r\n")
        assert _status(raw) == b"HTTP/1.1 413"


def test_a_large_body_within_the_limit_is_taken(strict: Running) -> None:
    body = b"ASK {} #" + b"x" * 250_000
    assert _post(strict, _QUERY, body).body == _TRUE


def test_an_answer_that_passes_a_limit_in_its_midst_has_no_end(strict: Running) -> None:
    """Nobody takes a part for the whole, compressed or not."""
    query = "SELECT ?s ?p ?o { ?s ?p ?o }"
    for headers in ({}, {"Accept-Encoding": "gzip"}):
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            ask_server(strict, given=[("query", query)], headers=headers)
    assert ask_server(strict, given=[("query", f"{query} LIMIT 6000")]).status == 200
    small = ask_server(strict, given=[("query", "SELECT (1 AS ?x) { ?s ?p ?o } LIMIT 6001"), ("format", "csv")])
    assert (small.status, small.text) == (422, "the answer has over 6,000 rows; add LIMIT, or ask for less\n")
    triples = ask_server(strict, given=[("query", "CONSTRUCT { ?s a 1 } { ?s ?p ?o }")])
    assert (triples.status, triples.text) == (422, "the answer has over 6,000 triples; add LIMIT, or ask for less\n")


def test_a_query_past_its_time_is_stopped_and_a_body_past_it_is_not_waited_for(strict: Running) -> None:
    with socket.create_connection(_place(strict)) as raw:
        raw.sendall(
            f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {_QUERY}\r\nContent-Length: 9\r\n\r\nASK".encode()
        )
        reply = ask_server(strict, given=[("query", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")])
        assert (reply.status, reply.text) == (503, "the query was stopped after 3 seconds; ask for less\n")
        assert _status(raw) == b"HTTP/1.1 408"


# Headers.


def test_head_has_the_headers_of_get_and_no_body(endpoint: Running) -> None:
    for path, given in (("/sparql", [("query", _MANY)]), ("/sparql", []), ("/void", []), ("/sparql", [("query", "?")])):
        get = ask_server(endpoint, path=path, given=given)
        head = ask_server(endpoint, path=path, given=given, method="HEAD")
        assert (head.status, head.body) == (get.status, b"")
        # Of a stream nobody knows the length before it ends; HEAD need not say how it would be sent.
        expected = {name: value for name, value in get.headers.items() if name != "transfer-encoding"}
        assert {**head.headers, "date": ""} == {**expected, "date": ""}


def test_an_answer_is_kept_by_its_tag(endpoint: Running) -> None:
    given = [("query", _MANY)]
    first = ask_server(endpoint, given=given)
    tag = first.headers["etag"]
    assert tag.startswith('W/"')
    assert first.headers["cache-control"] == "public, max-age=60"
    assert {"Accept", "Accept-Encoding"} <= set(first.headers["vary"].split(", "))
    for method in ("GET", "HEAD"):
        for known in (tag, tag.removeprefix("W/"), f'"other", {tag}', f'W/"x" ,{tag}, "y"', "*"):
            reply = ask_server(endpoint, given=given, method=method, headers={"If-None-Match": known})
            assert (reply.status, reply.body) == (304, b""), known
            assert reply.headers["etag"] == tag
        for known in ('"other"', tag[:-2] + '"', tag.strip('W/"')):
            assert ask_server(endpoint, given=given, method=method, headers={"If-None-Match": known}).status == 200


def test_other_questions_formats_and_servers_have_other_tags(endpoint: Running) -> None:
    tags = {
        ask_server(endpoint, given=given, headers=headers).headers["etag"]
        for given, headers in (
            ([("query", _ASK)], {}),
            ([("query", _ASK + " ")], {}),
            ([("query", _ASK)], {"Accept": "application/sparql-results+xml"}),
            ([("query", _ASK), ("default-graph-uri", "https://w3id.org/naseikg/graph/asserted")], {}),
            ([("query", _ASK), ("named-graph-uri", "https://w3id.org/naseikg/graph/asserted")], {}),
        )
    }
    assert len(tags) == 5


def test_what_changes_and_what_fails_is_not_kept(endpoint: Running) -> None:
    for query in ("SELECT (RAND() AS ?x) {}", "SELECT (NOW() AS ?x) {}", "SELECT (struuid() AS ?x) {}"):
        headers = ask_server(endpoint, given=[("query", query)]).headers
        assert "etag" not in headers
        assert headers["cache-control"] == "no-store"
    wrong = ask_server(endpoint, given=[("query", "ASK {")], headers={"If-None-Match": "*"})
    assert (wrong.status, wrong.headers["cache-control"]) == (400, "no-store")
    posted = _post(endpoint, _QUERY, _ASK.encode())
    assert "etag" not in posted.headers


@pytest.mark.parametrize("wanted", ["gzip", "deflate, gzip;q=0.5, br", "*;q=0, gzip"])
def test_a_long_answer_is_compressed_for_clients_that_take_it(endpoint: Running, wanted: str) -> None:
    plain = ask_server(endpoint, given=[("query", _MANY)])
    small = ask_server(endpoint, given=[("query", _MANY)], headers={"Accept-Encoding": wanted})
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert len(small.body) == int(small.headers["content-length"]) < len(plain.body) / 5
    assert gzip.decompress(small.body) == plain.body
    assert small.headers["etag"] == plain.headers["etag"]


def test_a_streamed_answer_is_compressed_as_a_stream(endpoint: Running) -> None:
    given = [("query", "SELECT ?s ?p ?o { ?s ?p ?o }"), ("format", "csv")]
    plain = ask_server(endpoint, given=given)
    small = ask_server(endpoint, given=given, headers={"Accept-Encoding": "gzip"})
    assert (plain.headers["transfer-encoding"], small.headers["transfer-encoding"]) == ("chunked", "chunked")
    assert sorted(gzip.decompress(small.body).splitlines()) == sorted(plain.body.splitlines())


@pytest.mark.parametrize("wanted", ["", "identity", "gzip;q=0", "br, gzip ; q=0.000", "deflate"])
def test_others_get_it_plain(endpoint: Running, wanted: str) -> None:
    reply = ask_server(endpoint, given=[("query", _MANY)], headers={"Accept-Encoding": wanted})
    assert "content-encoding" not in reply.headers


def test_a_short_answer_is_not_compressed(endpoint: Running) -> None:
    reply = ask_server(endpoint, given=[("query", _ASK)], headers={"Accept-Encoding": "gzip"})
    assert ("content-encoding" in reply.headers, reply.body) == (False, _TRUE)


def test_pages_of_any_origin_may_ask(endpoint: Running) -> None:
    origin = {"Origin": "https://example.org"}
    for path in ("/sparql", "/void", "/health"):
        assert ask_server(endpoint, path=path, headers=origin).headers["access-control-allow-origin"] == "*"
    wrong = ask_server(endpoint, given=[("query", "ASK {")], headers=origin)
    assert (wrong.status, wrong.headers["access-control-allow-origin"]) == (400, "*")
    assert wrong.headers["access-control-expose-headers"] == "ETag, Retry-After"
    asked = {**origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type,x-y"}
    before = ask_server(endpoint, method="OPTIONS", headers=asked)
    assert before.status == 200
    assert before.headers["access-control-allow-origin"] == "*"
    assert before.headers["access-control-allow-methods"] == "GET, HEAD, POST, QUERY"
    assert before.headers["access-control-allow-headers"] == "content-type,x-y"


def test_options_tells_the_methods(endpoint: Running) -> None:
    told = ask_server(endpoint, method="OPTIONS")
    assert (told.status, told.headers["allow"], told.body) == (204, "GET, HEAD, POST, QUERY, OPTIONS", b"")
    told = ask_server(endpoint, path="/void", method="OPTIONS")
    assert (told.status, told.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
    assert ask_server(endpoint, path="/void", method="POST").status == 405


def test_a_client_that_hangs_up_stops_its_query_and_leaves_the_others(strict: Running) -> None:
    endless = quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    for _ in range(6):
        with socket.create_connection(_place(strict)) as raw:
            raw.sendall(f"GET /sparql?query={endless} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    deadline = time.monotonic() + 60
    while ask_server(strict, given=[("query", _ASK)]).body != _TRUE:
        assert time.monotonic() < deadline


def test_nothing_of_all_this_left_a_trace(endpoint: Running, strict: Running) -> None:
    """The server says nothing of faults of its clients but that an answer was cut."""
    for running in (endpoint, strict):
        told = {line.partition("uvicorn.error: ")[2] for line in running.errors.read_text().splitlines()}
        assert told <= {"ASGI callable returned without completing response.", "Invalid HTTP request received."}
