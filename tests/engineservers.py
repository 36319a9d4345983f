"""Servers of others that hold the graph: the Oxigraph server and OpenLink Virtuoso, as their users start them.

Each is started on free ports of this machine, in a folder of its own, and ended when its block ends. A server that is
not installed is said, and under CI it is a failure.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

__all__ = ["Engine", "running_oxigraph", "running_virtuoso", "virtuoso_filled"]

_VIRTUOSO = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 20000
MaxDirtyBuffers = 12000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 1000000
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A server that runs, with the addresses that it has for queries, updates and whole graphs, and who may write."""

    name: str
    query: str
    update: str
    graph_store: str
    user: str = ""
    password: str = ""


@contextmanager
def running_oxigraph(folder: Path, nquads: Path | None = None) -> Iterator[Engine]:
    """The Oxigraph server on a store in a folder, with the N-Quads of a file where one is given."""
    program = _program("oxigraph", "the package oxigraph (PyPI)")
    store = str(folder / "oxigraph")
    if nquads is not None:
        subprocess.run([program, "load", "--location", store, "--file", nquads], check=True, capture_output=True)
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    command = [program, "serve", "--location", store, "--bind", f"127.0.0.1:{port}"]
    with _started(command, folder, f"{url}/query"):
        yield Engine(name="oxigraph", query=f"{url}/query", update=f"{url}/update", graph_store=f"{url}/store")


@contextmanager
def running_virtuoso(folder: Path, nquads: Path | None = None) -> Iterator[Engine]:
    """Virtuoso on a database in a folder, with the N-Quads of a file where one is given."""
    program = _program("virtuoso-t", "virtuoso-opensource-7 (Debian)")
    home = folder / "virtuoso"
    home.mkdir()
    sql, http = _free_port(), _free_port()
    (home / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=sql, http=http))
    url = f"http://127.0.0.1:{http}"
    with _started([program, "+configfile", "virtuoso.ini", "+foreground"], home, f"{url}/sparql"):
        if nquads is not None:
            virtuoso_filled(sql, home, nquads)
        yield Engine(
            name="virtuoso",
            query=f"{url}/sparql",
            update=f"{url}/sparql-auth",
            graph_store=f"{url}/sparql-graph-crud-auth",
            user="dba",
            password="dba",
        )


def virtuoso_filled(port: int, home: Path, nquads: Path) -> None:
    """Loads a file as Virtuoso's own documentation does, with its command line."""
    program = _program("isql-vt", "virtuoso-opensource-7 (Debian)")
    shutil.copyfile(nquads, home / "graph.nq")
    # 512 reads N-Quads, 1 and 2 are lenient about IRIs.
    load = f"DB.DBA.TTLP_MT (file_to_string_output ('{home / 'graph.nq'}'), '', 'urn:none', 515); checkpoint;"
    told = subprocess.run(
        [program, f"127.0.0.1:{port}", "dba", "dba", "VERBOSE=OFF", f"exec={load}"], capture_output=True, text=True
    )
    assert "Error" not in told.stdout + told.stderr, told.stdout + told.stderr


def _program(name: str, package: str) -> str:
    found = shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))
    if found is None:
        missing = f"{name} is not installed; the tests of other engines need it: {package}"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@contextmanager
def _started(command: Sequence[str], folder: Path, query: str) -> Iterator[None]:
    log = folder / "server.txt"
    with log.open("w") as told, subprocess.Popen(command, cwd=folder, stdout=told, stderr=told) as server:
        try:
            deadline = time.monotonic() + 60
            while not _answers(query):
                assert server.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.05)
            yield
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


def _answers(query: str) -> bool:
    try:
        return httpx.get(query, params={"query": "ASK {}"}, timeout=30).status_code == 200
    except httpx.TransportError:
        return False


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
