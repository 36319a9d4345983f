from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pyoxigraph import BlankNode, Literal, Quad

from engineservers import Engine, running_oxigraph, running_virtuoso
from naseikg.asking.store import load_store
from naseikg.cli import main
from naseikg.engines.address import Access, access_of
from naseikg.engines.connection import Connection
from naseikg.engines.filling import MARKS, load_graph, target_of
from naseikg.engines.remote import open_store
from naseikg.errors import StoreError
from naseikg.pipeline import Built
from naseikg.places import project
from naseikg.vocabulary import GRAPH_ASSERTED, XSD
from saidserver import holding, saying
from smallproject import SmallProject

_NASEIKG = "import sys; from naseikg.cli import main; sys.exit(main())"


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The Oxigraph server; each test loads what it needs."""
    with running_oxigraph(tmp_path_factory.mktemp("oxigraph")) as running:
        yield running


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Virtuoso; each test loads what it needs."""
    with running_virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        yield running


@pytest.fixture(params=["oxigraph", "virtuoso"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Each of them, with its user in the environment."""
    running: Engine = request.getfixturevalue(request.param)
    monkeypatch.setenv("NASEIKG_STORE_USER", running.user)
    monkeypatch.setenv("NASEIKG_STORE_PASSWORD", running.password)
    return running


def test_a_stopped_load_goes_on_and_ends_with_the_whole_graph(
    engine: Engine, served_root: Path, kg: Built, capfd: pytest.CaptureFixture[str]
) -> None:
    paths = [urlsplit(engine.update).path]
    # Six updates go before: those that remove what is stale, and the first mark. The next marks the ontology.
    with holding(engine.query, paths=paths, count=6 + 1 + 10) as relay:
        command = [sys.executable, "-c", _NASEIKG, "--project", str(served_root), "load", "--store", relay.url]
        with subprocess.Popen(command) as loading:
            try:
                assert relay.held.wait(60), loading.poll()
            finally:
                loading.send_signal(signal.SIGKILL)
    store = open_store(engine.query)
    ontology = sum(1 for quad in kg.quads if "ontology" in str(quad.graph_name))
    assert len(store) == ontology + 10_000
    assert main(["--project", str(served_root), "load", "--store", engine.query]) == 0
    total = len(kg.quads)
    before = f"{ontology + 10_000:,} of them by a run before"
    assert capfd.readouterr().out == f"{engine.query}: {total:,} triples loaded, {before}\n"
    assert _told(open_store(engine.query), engine) == _told(kg.store, engine)


@pytest.mark.parametrize("verb", ["show Na3P", "why interphase/naf-cof2 hasComponent NaF", "compare", "links list NaF"])
def test_a_verb_says_the_same_of_virtuoso(
    verb: str, virtuoso: Engine, served_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    access = Access(user=virtuoso.user, password=virtuoso.password)
    load_graph(project(served_root).graph, target_of(virtuoso.query, access), access)
    command = ["--project", str(served_root), *verb.split()]
    assert main(command) == 0
    here = capsys.readouterr().out
    assert main([*command, "--store", virtuoso.query]) == 0
    assert capsys.readouterr().out == here


def test_what_is_loaded_already_is_left_and_another_graph_replaces_it(
    engine: Engine, small: SmallProject, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--project", ".", "build"]) == 0
    load = ["--project", ".", "load", "--store", engine.query]
    assert main([*load, "--anew"]) == 0
    assert " triples loaded\n" in capsys.readouterr().out
    assert main(load) == 0
    assert ": holds this graph already, " in capsys.readouterr().out
    small.edit("substances.yaml", "label: sodium fluoride", "label: villiaumite")
    assert main(["--project", ".", "build"]) == 0
    assert main(load) == 0
    assert capsys.readouterr().out.endswith(" triples loaded\n")
    assert _told(open_store(engine.query), engine) == _told(load_store(small.project.graph), engine)


def test_a_graph_that_others_write_is_said_and_loaded_again_when_asked(
    oxigraph: Engine, small: SmallProject, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--project", ".", "build"]) == 0
    load = ["--project", ".", "load", "--store", oxigraph.query]
    assert main([*load, "--anew"]) == 0
    asserted = open_store(oxigraph.query)
    count = len(list(asserted.quads_for_pattern(None, None, None, GRAPH_ASSERTED)))
    _update(oxigraph, f"INSERT DATA {{ GRAPH {GRAPH_ASSERTED} {{ <urn:a> <urn:b> <urn:c> }} }}")
    capsys.readouterr()
    assert main(load) == 2
    assert capsys.readouterr().err == (
        f"naseikg: {oxigraph.query}: <{GRAPH_ASSERTED.value}> has {count + 1:,} triples there and {count:,} here;"
        " look whether something else writes there, and load it again with --anew\n"
    )
    assert main([*load, "--anew"]) == 0
    assert main(load) == 0


def test_what_else_a_server_holds_is_left_alone(oxigraph: Engine, small: SmallProject) -> None:
    assert main(["--project", ".", "build"]) == 0
    _update(oxigraph, "INSERT DATA { <urn:a> <urn:b> 1 . GRAPH <urn:g> { <urn:a> <urn:b> 2 } }")
    assert main(["--project", ".", "load", "--store", oxigraph.query, "--anew"]) == 0
    reply = Connection(oxigraph.query, Access()).send(
        "POST",
        oxigraph.query,
        headers={"Content-Type": "application/sparql-query", "Accept": "text/csv"},
        body=b"SELECT ?o { { <urn:a> <urn:b> ?o } UNION { GRAPH <urn:g> { <urn:a> <urn:b> ?o } } } ORDER BY ?o",
    )
    assert reply.body.split() == [b"o", b"1", b"2"]
    assert MARKS not in {quad.graph_name for quad in open_store(oxigraph.query)}


def test_a_wrong_password_is_said_without_it(
    virtuoso: Engine, small: SmallProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--project", ".", "build"]) == 0
    load = ["--project", ".", "load", "--store", virtuoso.query, "--anew"]
    capsys.readouterr()
    assert main(load) == 2
    asked = f"naseikg: {virtuoso.update}: asks for a user; set NASEIKG_STORE_USER and NASEIKG_STORE_PASSWORD\n"
    assert capsys.readouterr().err == asked
    monkeypatch.setenv("NASEIKG_STORE_USER", "dba")
    monkeypatch.setenv("NASEIKG_STORE_PASSWORD", "hunter2")
    assert main(load) == 2
    assert capsys.readouterr().err == (
        f"naseikg: {virtuoso.update}: refuses the user or the password;"
        " look at NASEIKG_STORE_USER and NASEIKG_STORE_PASSWORD\n"
    )


def test_the_addresses_for_writing_are_given_where_they_cannot_be_guessed(
    oxigraph: Engine, small: SmallProject, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--project", ".", "build"]) == 0
    capsys.readouterr()
    with saying(_ask(b"Server: Jena\r\n")) as other:
        address = other.url.replace("/query", "/sparql")
        assert main(["--project", ".", "load", "--store", address]) == 2
        assert capsys.readouterr().err == (
            f"naseikg: {address}: its addresses for writing cannot be guessed;"
            " give --update URL and --graph-store URL\n"
        )
    given = ["--update", oxigraph.update, "--graph-store", oxigraph.graph_store]
    assert main(["--project", ".", "load", "--store", oxigraph.query, *given]) == 0


def test_a_server_that_cannot_be_written_is_said(served_root: Path) -> None:
    refused = b"HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 9\r\nContent-Type: text/plain\r\n\r\nread only"
    nothing = b'{"head":{"vars":["last"]},"results":{"bindings":[{}]}}'
    with saying(_json(nothing), refused) as said:
        target = target_of(said.url, Access())
        with pytest.raises(StoreError) as caught:
            load_graph(project(served_root).graph, target, access_of({}))
    update = said.url.replace("/query", "/update")
    assert str(caught.value) == (
        f"{update}: refuses to be written (HTTP 405): read only; look at the address and the rights of the user"
    )


def test_load_without_an_address_says_what_to_give(
    small: SmallProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("NASEIKG_STORE", raising=False)
    assert "NASEIKG_STORE" not in os.environ
    assert main(["--project", ".", "load"]) == 2
    assert capsys.readouterr().err == (
        "naseikg: --store is missing; give the address of a server, such as http://localhost:7878/query\n"
    )


def _told(quads: Iterable[Quad], engine: Engine) -> Counter[str]:
    """The quads as text, blank nodes without their names; floating-point numbers as Virtuoso rounds them, on Virtuoso."""

    def told(node: object) -> str:
        if isinstance(node, Literal) and node.datatype == XSD.double and engine.name == "virtuoso":
            return f"{float(node.value):.6g}"
        return "_" if isinstance(node, BlankNode) else str(node)

    return Counter(" ".join(map(told, (one.subject, one.predicate, one.object, one.graph_name))) for one in quads)


def _update(engine: Engine, update: str) -> None:
    headers = {"Content-Type": "application/sparql-update"}
    reply = Connection(engine.update, Access()).send("POST", engine.update, headers=headers, body=update.encode())
    assert reply.status < 300, reply.words


def _json(body: bytes, more: bytes = b"") -> bytes:
    return (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
        + more
        + f"Content-Length: {len(body)}\r\n\r\n".encode()
        + body
    )


def _ask(more: bytes) -> bytes:
    return _json(b'{"head":{},"boolean":true}', more)
