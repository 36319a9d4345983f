"""The servers that the benchmarks compare, each started over a file of N-Quads on a free port of this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["PEERS", "Peer"]

_PROBE = "?query=ASK%7B%7D"


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A server that runs: its name, its address, the path of its endpoint, and its process where known."""

    name: str
    origin: str
    path: str
    process: int


@contextmanager
def naseikg(graph: Path, *options: str) -> Iterator[Peer]:
    """This project's server, with the limits for strangers; it takes the graph that was built, not the file."""
    port = _free_port()
    command = [sys.executable, "-m", "naseikg.cli", "serve", "--public", "--no-site", "--no-open", "--port", str(port)]
    with _started([*command, *options], "naseikg", port, "/sparql") as peer:
        yield peer


@contextmanager
def oxigraph(graph: Path) -> Iterator[Peer | None]:
    """The Oxigraph server on its on-disk store, as its documentation runs it, with the union of graphs as we have it."""
    program = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if program is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        load = [program, "load", "--location", folder, "--file", str(graph)]
        subprocess.run(load, check=True, capture_output=True)
        subprocess.run([program, "optimize", "--location", folder], check=True, capture_output=True)
        port = _free_port()
        serve = [program, "serve-read-only", "--location", folder, "--bind", f"127.0.0.1:{port}"]
        with _started([*serve, "--union-default-graph"], "oxigraph", port, "/query") as peer:
            yield peer


@contextmanager
def rdflib_endpoint(graph: Path) -> Iterator[Peer | None]:
    """rdflib-endpoint on rdflib's store in memory."""
    program = os.environ.get("RDFLIB_ENDPOINT") or shutil.which("rdflib-endpoint")
    if program is None:
        yield None
        return
    port = _free_port()
    command = [program, "serve", "--host", "127.0.0.1", "--port", str(port), str(graph)]
    with _started(command, "rdflib-endpoint", port, "/") as peer:
        yield peer


@contextmanager
def virtuoso(graph: Path) -> Iterator[Peer | None]:
    """OpenLink Virtuoso on its own database, as the tests run it."""
    if shutil.which("virtuoso-t") is None:
        yield None
        return
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    from engineservers import running_virtuoso

    with tempfile.TemporaryDirectory() as folder, running_virtuoso(Path(folder), graph) as engine:
        yield Peer(name="virtuoso", origin=engine.query.removesuffix("/sparql"), path="/sparql", process=0)


#: Each server by its name.
PEERS: dict[str, Callable[[Path], AbstractContextManager[Peer | None]]] = {
    "naseikg": naseikg,
    "oxigraph": oxigraph,
    "rdflib-endpoint": rdflib_endpoint,
    "virtuoso": virtuoso,
}


@contextmanager
def _started(command: Sequence[str], name: str, port: int, path: str) -> Iterator[Peer]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            origin = f"http://127.0.0.1:{port}"
            deadline = time.monotonic() + 120
            while not _answers(f"{origin}{path}{_PROBE}"):
                if server.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"{name} did not start: {' '.join(command)}")
                time.sleep(0.05)
            yield Peer(name=name, origin=origin, path=path, process=server.pid)
        finally:
            server.terminate()


def _answers(url: str) -> bool:
    request = urllib.request.Request(url, headers={"Accept": "application/sparql-results+json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
