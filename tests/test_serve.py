from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from naseikg.cli import main
from naseikg.errors import StoreError
from naseikg.serving.pages import Pages
from naseikg.serving.running import listen
from servedapp import served
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
def port(site: Path) -> Iterator[int]:
    """The port of a server of that folder, which runs while the tests do."""
    with served(Pages(site)) as url:
        port = urlsplit(url).port
        assert port is not None
        yield port


def _ask(port: int, method: str, path: str) -> tuple[int, dict[str, str], bytes]:
    """The answer to a request whose path is sent exactly as it is."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, {name.title(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("path", ["/", "/index.html", "/?q=Na3P", "/index.html?q=%3Cscript%3E"])
def test_the_start_page_is_at_the_root(port: int, path: str) -> None:
    status, headers, body = _ask(port, "GET", path)
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
def test_a_file_comes_with_its_type(port: int, path: str, kind: str) -> None:
    status, headers, _ = _ask(port, "GET", path)
    assert (status, headers["Content-Type"]) == (200, kind)


def test_head_gives_the_same_headers_and_no_body(port: int) -> None:
    _, headers, _ = _ask(port, "GET", "/index.html")
    status, same, body = _ask(port, "HEAD", "/index.html")
    assert (status, body) == (200, b"")
    assert {name: value for name, value in same.items() if name != "Date"} == {
        name: value for name, value in headers.items() if name != "Date"
    }


def test_a_folder_without_its_slash_leads_to_the_folder(port: int) -> None:
    status, headers, _ = _ask(port, "GET", "/queries")
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
def test_what_is_not_in_the_folder_is_not_found(port: int, method: str, path: str) -> None:
    """U50. No path leads out of the folder."""
    status, headers, body = _ask(port, method, path)
    assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert _SECRET not in body
    if method == "GET":
        assert b"<h1>Page not found</h1>" in body
        assert b'<a href="/index.html">To the start page</a>' in body
    else:
        assert body == b""


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_other_methods_are_not_supported(port: int, method: str) -> None:
    """U50. Pages are only read."""
    status, _, _ = _ask(port, method, "/index.html")
    assert status == 405


def test_a_browser_that_hangs_up_early_leaves_the_server_running_and_silent(
    port: int, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(("127.0.0.1", port)) as early:
        early.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        early.sendall(b"GET /index.html HTTP/1.1\r\nHost: x\r\n\r\n")
    assert _ask(port, "GET", "/index.html")[0] == 200
    assert capfd.readouterr().err == ""


def test_a_port_in_use_is_named(port: int) -> None:
    with pytest.raises(StoreError) as caught:
        listen("127.0.0.1", port)
    assert str(caught.value) == (f"port {port} is in use; give --port another one, or leave it out for any free one")


def test_a_port_beyond_the_last_is_named() -> None:
    with pytest.raises(StoreError) as caught:
        listen("127.0.0.1", 65536)
    assert str(caught.value) == "port 65536 does not exist; give --port a number from 0 to 65535"


def test_a_host_that_is_not_of_this_machine_is_named() -> None:
    with pytest.raises(StoreError) as caught:
        listen("no.such.host.invalid", 0)
    assert str(caught.value) == (
        "no.such.host.invalid: is no address of this machine; give --host 127.0.0.1, or 0.0.0.0 for all"
    )


def test_a_folder_without_a_site_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        Pages(tmp_path)
    assert str(caught.value) == f"{tmp_path}: holds no site; run 'naseikg site {tmp_path}'"


def test_the_verb_ends_with_2_when_the_port_is_in_use(
    port: int, small: SmallProject, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(small.project.root)
    assert main(["--project", root, "build"]) == 0
    capsys.readouterr()
    assert main(["--project", root, "serve", "--no-open", "--port", str(port)]) == 2
    written = capsys.readouterr()
    assert (written.out, written.err) == (
        "",
        f"naseikg: port {port} is in use; give --port another one, or leave it out for any free one\n",
    )
