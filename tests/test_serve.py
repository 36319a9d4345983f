from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from naseikg.cli import main
from naseikg.errors import StoreError
from naseikg.pages.serve import SiteServer
from smallproject import SmallProject

_SECRET = b"what must stay inside"
_FILES = {
    "assets/icon.svg": b"<svg/>",
    "assets/site.css": b"p {}",
    "assets/site.js": b"1",
    "downloads/graph.gexf": b"<gexf/>",
    "downloads/graph.graphml": b"<graphml/>",
    "downloads/graph.jsonld": b"{}",
    "downloads/graph.nq": b"",
    "downloads/graph.rdf": b"<rdf/>",
    "downloads/graph.ttl": b"",
    "downloads/tables.csv.zip": b"PK",
    "index.html": "<!doctype html><title>Na₃P</title>".encode(),
    "queries/index.html": b"<!doctype html><title>Questions</title>",
    "queries/naf-layers.csv": b"layer\n",
    "queries/naf-layers.json": b"[]",
    "queries/naf-layers.unknown": b"?",
    "section/shi-2023-3.1.html": b"<!doctype html><title>3.1</title>",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of pages, with a secret beside it and a link that leads to the secret."""
    root = tmp_path_factory.mktemp("served")
    for name, content in _FILES.items():
        path = root / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (root / "secret.txt").write_bytes(_SECRET)
    (root / "site" / "link").symlink_to(root)
    (root / "site" / "link.html").symlink_to(root / "secret.txt")
    return root / "site"


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[SiteServer]:
    """A server of that folder, which runs while the tests do."""
    with SiteServer(site, port=0) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def _ask(server: SiteServer, method: str, path: str) -> tuple[int, dict[str, str], bytes]:
    """The answer to a request whose path is sent exactly as it is."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def test_the_server_listens_on_this_machine_only(server: SiteServer) -> None:
    """U50."""
    assert server.server_address[0] == "127.0.0.1"
    assert server.url == f"http://127.0.0.1:{server.server_port}/"


@pytest.mark.parametrize("path", ["/", "/index.html", "/?q=Na3P", "/index.html?q=%3Cscript%3E"])
def test_the_start_page_is_at_the_root(server: SiteServer, path: str) -> None:
    status, headers, body = _ask(server, "GET", path)
    assert (status, body) == (200, _FILES["index.html"])
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Length"] == str(len(body))
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/assets/site.css", "text/css; charset=utf-8"),
        ("/assets/site.js", "text/javascript; charset=utf-8"),
        ("/assets/icon.svg", "image/svg+xml"),
        ("/favicon.ico", "image/svg+xml"),
        ("/downloads/graph.gexf", "application/gexf+xml"),
        ("/downloads/graph.graphml", "application/graphml+xml"),
        ("/downloads/graph.jsonld", "application/ld+json"),
        ("/downloads/graph.nq", "application/n-quads"),
        ("/downloads/graph.rdf", "application/rdf+xml"),
        ("/downloads/graph.ttl", "text/turtle; charset=utf-8"),
        ("/downloads/tables.csv.zip", "application/zip"),
        ("/queries/", "text/html; charset=utf-8"),
        ("/queries/naf-layers.csv", "text/csv; charset=utf-8"),
        ("/queries/naf-layers.json", "application/json"),
        ("/queries/naf-layers.unknown", "application/octet-stream"),
        ("/section/shi-2023-3.1.html", "text/html; charset=utf-8"),
        ("/section/shi-2023-3%2E1.html", "text/html; charset=utf-8"),
    ],
)
def test_a_file_comes_with_its_type(server: SiteServer, path: str, kind: str) -> None:
    status, headers, _ = _ask(server, "GET", path)
    assert (status, headers["Content-Type"]) == (200, kind)


def test_head_gives_the_same_headers_and_no_body(server: SiteServer) -> None:
    _, headers, _ = _ask(server, "GET", "/index.html")
    status, same, body = _ask(server, "HEAD", "/index.html")
    assert (status, body) == (200, b"")
    assert {name: value for name, value in same.items() if name != "Date"} == {
        name: value for name, value in headers.items() if name != "Date"
    }


def test_a_folder_without_its_slash_leads_to_the_folder(server: SiteServer) -> None:
    status, headers, _ = _ask(server, "GET", "/queries")
    assert (status, headers["Location"]) == (301, "/queries/")


@pytest.mark.parametrize(
    "path",
    [
        "/nothing.html",
        "/assets/",
        "/assets",
        "/index.html/",
        "/index.html/x",
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%252e%252e/secret.txt",
        "/link/secret.txt",
        "/link.html",
        "/C:/secret.txt",
        "/%00",
        "/index.html%00.css",
        "/%ff",
        "//etc/passwd",
        "/etc/passwd",
        "/" + "a" * 300,
        "/" + "a/" * 2000,
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_is_not_in_the_folder_is_not_found(server: SiteServer, method: str, path: str) -> None:
    """U50. No path leads out of the folder."""
    status, headers, body = _ask(server, method, path)
    assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert _SECRET not in body
    if method == "GET":
        assert b"<h1>Page not found</h1>" in body
        assert b'<a href="/index.html">To the start page</a>' in body
    else:
        assert body == b""


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_other_methods_are_not_supported(server: SiteServer, method: str) -> None:
    """U50. The server only hands out files; queries run in the page, so there is no body to cap and no XML to read."""
    status, _, _ = _ask(server, method, "/index.html")
    assert status == 501


def test_a_browser_that_hangs_up_early_leaves_the_server_running_and_silent(
    server: SiteServer, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(("127.0.0.1", server.server_port)) as early:
        early.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        early.sendall(b"GET /index.html HTTP/1.1\r\nHost: x\r\n\r\n")
    assert _ask(server, "GET", "/index.html")[0] == 200
    assert capfd.readouterr().err == ""


def test_a_port_in_use_is_named(server: SiteServer, site: Path) -> None:
    with pytest.raises(StoreError) as caught:
        SiteServer(site, port=server.server_port)
    assert str(caught.value) == (
        f"port {server.server_port} is in use; give --port another one, or leave it out for any free one"
    )


def test_a_port_beyond_the_last_is_named(site: Path) -> None:
    with pytest.raises(StoreError) as caught:
        SiteServer(site, port=65536)
    assert str(caught.value) == "port 65536 does not exist; give --port a number from 0 to 65535"


def test_a_folder_without_a_site_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        SiteServer(tmp_path, port=0)
    assert str(caught.value) == f"{tmp_path}: holds no site; run 'naseikg site {tmp_path}'"


def test_the_verb_ends_with_2_when_the_port_is_in_use(
    server: SiteServer, small: SmallProject, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(small.project.root)
    assert main(["--project", root, "build"]) == 0
    capsys.readouterr()
    assert main(["--project", root, "serve", "--no-open", "--port", str(server.server_port)]) == 2
    written = capsys.readouterr()
    assert (written.out, written.err) == (
        "",
        f"naseikg: port {server.server_port} is in use; give --port another one, or leave it out for any free one\n",
    )


def test_ctrl_c_stops_the_server_with_0(site: Path, repository: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from naseikg.pages.serve import serve; "
        "sys.exit(serve(Path(sys.argv[1]), port=0, open_browser=False))"
    )
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    with subprocess.Popen(
        [sys.executable, "-c", program, str(site)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as running:
        assert running.stdout is not None
        line = running.stdout.readline()
        match = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/  \(Ctrl-C stops\)\n", line)
        assert match is not None
        with socket.create_connection(("127.0.0.1", int(match[1])), timeout=10) as one:
            one.sendall(b"GET / HTTP/1.0\r\n\r\n")
            assert one.recv(15) == b"HTTP/1.1 200 OK"
        running.send_signal(signal.SIGINT)
        rest, errors = running.communicate(timeout=10)
    assert (running.returncode, rest, errors) == (0, "", "stopped\n")
