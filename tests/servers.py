"""The server as users start it: ``naseikg serve`` in a process of its own, on a free port of this machine."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from naseikg.pipeline import Built, write_graph

__all__ = ["Reply", "Running", "ask_server", "running_server", "served_project"]

_NASEIKG = "import sys; from naseikg.cli import main; sys.exit(main())"


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A server that runs: its address, which ends with a slash, its process, and the file of what it says of errors."""

    url: str
    process: int
    errors: Path

    @property
    def sparql(self) -> str:
        """The address of its endpoint."""
        return f"{self.url}sparql"


def served_project(root: Path, repository: Path, kg: Built) -> Path:
    """A folder made a project with the whole graph: that of the repository, whose own folders stay as they are."""
    for name in ("ontology", "queries", "graphs"):
        (root / name).symlink_to(repository / name)
    write_graph(kg, root / "build" / "graph")
    return root


@contextmanager
def running_server(root: Path, *options: str, site: bool = False) -> Iterator[Running]:
    """A server of a project, with these options of ``naseikg serve``; with the pages of its site only where asked.

    When the block ends, the server is told to stop, and must do so with code 0.
    """
    # Each server has a file of its own, as several run over one project.
    descriptor, name = tempfile.mkstemp(prefix="errors-", suffix=".txt", dir=root)
    os.close(descriptor)
    errors = Path(name)
    command = [sys.executable, "-c", _NASEIKG, "--project", str(root), "serve", "--no-open", "--port", "0", *options]
    with (
        errors.open("a") as told,
        subprocess.Popen(
            command if site else [*command, "--no-site"], stdout=subprocess.PIPE, stderr=told, text=True
        ) as server,
    ):
        try:
            assert server.stdout is not None
            url = ""
            for line in server.stdout:
                url = line.split()[0]
                if "Ctrl-C" in line:
                    break
            assert url, errors.read_text()
            yield Running(url=url, process=server.pid, errors=errors)
            server.send_signal(signal.SIGTERM)
            assert server.wait(60) == 0, errors.read_text()
        finally:
            server.kill()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered; the names of the headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


def ask_server(
    running: Running,
    *,
    path: str = "/sparql",
    given: Sequence[tuple[str, str]] = (),
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
) -> Reply:
    """The answer to one request, sent as it is: no header is added but those that HTTP needs."""
    address = urlsplit(running.url)
    connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=60)
    try:
        target = f"{path}?{urlencode(given)}" if given else path
        connection.putrequest(method, target, skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(status=answer.status, headers=told, body=answer.read())
    finally:
        connection.close()
