"""No query reaches outside the graph: it opens no connection, reads no file and changes nothing, however it is written."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from servers import Reply, Running, ask_server


@dataclass(frozen=True, slots=True, kw_only=True)
class Bait:
    """A listener that nobody may reach, and a file that nobody may read."""

    url: str
    listener: socket.socket
    file: str

    def is_untouched(self) -> bool:
        """Whether nobody has asked for a connection."""
        try:
            self.listener.accept()[0].close()
        except BlockingIOError:
            return True
        return False


@pytest.fixture(scope="module")
def bait(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bait]:
    """A listener that never answers, and a file of one triple."""
    path = tmp_path_factory.mktemp("bait") / "secret.ttl"
    path.write_text('<urn:s> <urn:p> "what must stay inside" .\n')
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.setblocking(False)
        yield Bait(url=f"http://127.0.0.1:{listener.getsockname()[1]}/x", listener=listener, file=path.as_uri())


def test_the_bait_is_seen_when_it_is_taken(bait: Bait) -> None:
    with socket.create_connection(bait.listener.getsockname()):
        assert not bait.is_untouched()
    assert bait.is_untouched()


def _query(running: Running, query: str, *given: tuple[str, str]) -> Reply:
    return ask_server(running, given=[("query", query), *given])


_SERVICES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service<URL>{ ?s ?p ?o } }",
    "SELECT * { SeRvIcE\tsIlEnT <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE # comment <x>\n <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE\r\n\f<URL> { ?s ?p ?o } }",
    "BASE <URL> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "PREFIX service: <URL> SELECT * { SERVICE service: { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { SERVICE:{ ?s ?p ?o } }",
    "PREFIX a: <URL> SELECT * { SERVICE a:\\~x { ?s ?p ?o } }",
    "SELECT * { VALUES ?g { <URL> } SERVICE ?g { ?s ?p ?o } }",
    "SELECT * { BIND(<URL> AS ?g) SERVICE SILENT ?g { ?s ?p ?o } }",
    "SELECT * { { SELECT * { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } } } }",
    "SELECT * { SERVICE <urn:x> { SERVICE <URL> { ?s ?p ?o } } }",
    "ASK { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "ASK { FILTER NOT EXISTS { { ?a ?b ?c } UNION { SERVICE <URL> {} } } }",
    "ASK { MINUS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT (EXISTS { SERVICE <URL> {} } AS ?x) {}",
    "SELECT * {} HAVING (EXISTS { SERVICE <URL> {} })",
    "SELECT * {} ORDER BY (EXISTS { SERVICE <URL> {} })",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'a \\' # ' . SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '''a ' # ''' . SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p <urn:#> . SERVICE <URL> { ?s ?p ?o } }",
    'SELECT * { ?s ?p """\\\\""" . SERVICE <URL> { ?s ?p ?o } }',
    "SELECT * { FILTER(1 <2) SERVICE <URL> { ?s ?p ?o } FILTER(3> 1) }",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVI\\U00000043E <URL> { ?s ?p ?o } }",
    "SELECT * { \u017fERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { \ufeffSERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE\u00a0<URL> { ?s ?p ?o } }",
    "# ASK {}\r SELECT * { SERVICE <URL> { ?s ?p ?o } }",
]  # fmt: skip


@pytest.mark.parametrize("query", _SERVICES)
def test_no_query_asks_another_server(endpoint: Running, bait: Bait, query: str) -> None:
    reply = _query(endpoint, query.replace("URL", bait.url))
    assert reply.status == 400, reply.text
    assert "SERVICE is not supported here" in reply.text or "cannot be parsed" in reply.text
    assert bait.is_untouched()


def test_a_refused_service_is_told_what_to_do(endpoint: Running) -> None:
    assert _query(endpoint, "ASK { SERVICE <http://example.org/> { ?s ?p ?o } }").text == (
        "query: SERVICE is not supported here: the query reads this graph only; "
        "ask each store alone and join the answers\n"
    )


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?service ?from ?named }",
        'ASK { ?s ?p ?o FILTER(?o != "SERVICE <http://example.org/> FROM <urn:x>") }',
        "ASK { ?s ?p ?o # SERVICE <http://example.org/> FROM NAMED <urn:x>\n }",
        'ASK { OPTIONAL { ?s ?p """\\""" SERVICE <http://example.org/> { ?s ?p ?o } #""" } }',
        "PREFIX service: <urn:> PREFIX from: <urn:> ASK { OPTIONAL { service:from from:service ?o } }",
        "ASK { OPTIONAL { <urn:SERVICE> <urn:FROM> ?o } }",
        'ASK { <relative> ?p "FROM" } HAVING (true)',
    ],
)
def test_these_words_are_free_in_names_strings_and_comments(endpoint: Running, query: str) -> None:
    reply = _query(endpoint, query)
    assert "not supported" not in reply.text
    assert reply.status == 200 or "HAVING" in query


_CLAUSES = [
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * from<URL>{ ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM # comment\n named <URL> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM <https://w3id.org/naseikg/graph/asserted> FROM <URL> { ?s ?p ?o }",
    "BASE <URL> SELECT * FROM <> { ?s ?p ?o }",
    "PREFIX from: <URL> SELECT * FROM from: { ?s ?p ?o }",
    "PREFIX : <URL> SELECT * FROM : { ?s ?p ?o }",
    "PREFIX : <URL> SELECT * FROM:{ ?s ?p ?o }",
    "CONSTRUCT { ?s ?p ?o } FROM <URL> WHERE { ?s ?p ?o }",
    "CONSTRUCT FROM <URL> WHERE { ?s ?p ?o }",
    "DESCRIBE <urn:s> FROM <URL>",
    "ASK FROM <URL> { ?s ?p ?o }",
    "SELECT ('FROM <urn:x>' AS ?x) FROM <URL> { ?s ?p ?o }",
    "SELECT (1 <2 AS ?x) FROM <URL> { ?s ?p ?o FILTER(3> 1) }",
    "SELECT * \\u0046ROM <URL> { ?s ?p ?o }",
    "SELECT * F\\U00000052OM <URL> { ?s ?p ?o }",
]


@pytest.mark.parametrize("query", _CLAUSES)
@pytest.mark.parametrize("scheme", ["file", "http"])
def test_no_query_reads_a_file_or_an_address(endpoint: Running, bait: Bait, query: str, scheme: str) -> None:
    reply = _query(endpoint, query.replace("URL", bait.file if scheme == "file" else bait.url))
    assert reply.status == 400, reply.text
    assert "what must stay inside" not in reply.text
    assert bait.is_untouched()


@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize(
    "graph",
    ["FILE", "URL", "file:///etc/passwd", "/etc/passwd", "../../x", "", "a b", "<x>", "https://w3id.org/naseikg/"],
)
def test_no_parameter_reads_a_file_or_an_address(endpoint: Running, bait: Bait, parameter: str, graph: str) -> None:
    graph = graph.replace("FILE", bait.file).replace("URL", bait.url)
    reply = _query(endpoint, "ASK { ?s ?p ?o }", (parameter, graph))
    assert reply.status == 400
    assert "and nothing is fetched; there are <" in reply.text or f"{graph!r} is no IRI of a graph" in reply.text
    assert bait.is_untouched()


def test_an_unknown_graph_is_told_the_known_ones(endpoint: Running) -> None:
    assert _query(endpoint, "ASK FROM <urn:x> {}").text == (
        "there is no graph <urn:x> here, and nothing is fetched; there are "
        + ", ".join(
            f"<https://w3id.org/naseikg/graph/{one}>" for one in ("asserted", "inferred", "mappings", "ontology")
        )
        + "\n"
    )


def test_graphs_that_are_here_are_read_by_whatever_names_them(endpoint: Running) -> None:
    count = "SELECT (COUNT(*) AS ?n)"
    inferred = "https://w3id.org/naseikg/graph/inferred"
    told = {
        _query(endpoint, query, *given, ("format", "csv")).text
        for query, given in (
            (f"{count} FROM <{inferred}> {{ ?s ?p ?o }}", ()),
            (f"PREFIX from: <{inferred[:-8]}> {count} FROM # it\n from:inferred {{ ?s ?p ?o }}", ()),
            (f"BASE <{inferred[:-8]}> {count} FROM <inferred> {{ ?s ?p ?o }}", ()),
            (f"{count} FROM kg:graph\\/inferred {{ ?s ?p ?o }}", ()),
            (f"{count} FROM NAMED <{inferred}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", ()),
            (f"{count} {{ ?s ?p ?o }}", (("default-graph-uri", inferred),)),
            (f"{count} {{ GRAPH ?g {{ ?s ?p ?o }} }}", (("named-graph-uri", inferred),)),
            (f"{count} FROM <urn:x> {{ ?s ?p ?o }}", (("default-graph-uri", inferred),)),
            (f"{count} {{ GRAPH <{inferred}> {{ ?s ?p ?o }} }}", ()),
        )
    }
    assert len(told) == 1
    assert int(told.pop().split()[1]) > 4000


_CHANGES = [
    "LOAD <URL>",
    "LOAD SILENT <FILE> INTO GRAPH <urn:g>",
    "INSERT DATA { <urn:a> <urn:b> 1 }",
    "DELETE WHERE { ?s ?p ?o }",
    "PREFIX : <urn:> INSERT { :a :b 1 } WHERE { ?s ?p ?o }",
    "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP SILENT DEFAULT",
    "CREATE GRAPH <urn:g>",
    "COPY <urn:g> TO <urn:h>",
    "MOVE <urn:g> TO <urn:h>",
    "ADD <urn:g> TO <urn:h>",
    "# a comment\nclear all",
    "ASK {} ; CLEAR ALL",
]


@pytest.mark.parametrize("update", _CHANGES)
def test_nothing_is_changed_or_loaded(endpoint: Running, bait: Bait, update: str) -> None:
    update = update.replace("URL", bait.url).replace("FILE", bait.file)
    before = _query(endpoint, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } # before").body
    as_query = _query(endpoint, update)
    assert as_query.status == 400
    assert "updates are refused; this graph is read only" in as_query.text or update.startswith("ASK")
    as_update = ask_server(endpoint, given=[("update", update)], method="GET")
    assert (as_update.status, as_update.text) == (403, "updates are refused; this graph is read only\n")
    for type in ("application/sparql-update", "application/sparql-update; charset=utf-8"):
        body = update.encode()
        assert ask_server(endpoint, method="POST", headers={"Content-Type": type}, body=body).status == 403
    assert _query(endpoint, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } # after").body == before
    assert bait.is_untouched()
