"""What operators see of a running server: its log, its metrics, its health; and what it keeps."""

from __future__ import annotations

import json
import re
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from servers import Running, running_server

_ASK = "sparql?query=ASK%7B%7D"


@pytest.fixture(scope="module")
def metrics_port() -> int:
    """A free port, for the metrics."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def watched(served_root: Path, metrics_port: int) -> Iterator[Running]:
    """A server with a log in the combined form and with metrics."""
    with running_server(served_root, "--log", "combined", "--metrics", str(metrics_port)) as server:
        yield server


def _get(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()


def _lines(server: Running, begun: int) -> list[str]:
    """What was logged since; a line is written when its answer was sent, so it may come a moment after that."""
    deadline = time.monotonic() + 30
    while len(lines := server.errors.read_text().splitlines()[begun:]) == 0:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return lines


def _metrics(port: int) -> dict[str, float]:
    """The samples of the metrics, which are in the text form of Prometheus."""
    status, headers, body = _get(f"http://127.0.0.1:{port}/metrics")
    assert status == 200
    assert headers["Content-Type"].startswith("text/plain; version=")
    lines = [line for line in body.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def test_each_request_has_a_line_in_the_combined_form(watched: Running) -> None:
    begun = len(watched.errors.read_text().splitlines())
    _get(watched.url + _ASK, **{"User-Agent": 'tests "1"'})
    (line,) = _lines(watched, begun)
    assert re.fullmatch(
        r'127\.0\.0\.1 - - \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000\] "GET /sparql\?query=ASK%7B%7D HTTP/1\.1" '
        r'200 26 "-" "tests \\x221\\x22" \d+\.\d{6}',
        line,
    )


def test_the_client_before_a_proxy_of_this_machine_is_logged(watched: Running) -> None:
    begun = len(watched.errors.read_text().splitlines())
    _get(watched.url + _ASK, **{"X-Forwarded-For": "203.0.113.7"})
    assert _lines(watched, begun)[0].startswith("203.0.113.7 - - [")


def test_a_log_as_json_has_an_object_a_line(served_root: Path) -> None:
    with running_server(served_root, "--log", "json") as server:
        began = len(server.errors.read_text().splitlines())
        _get(server.url + "nothing\u0021")
        (told,) = [json.loads(line) for line in _lines(server, began)]
    assert {name: told[name] for name in ("client", "method", "target", "status")} == {
        "client": "127.0.0.1",
        "method": "GET",
        "target": "/nothing!",
        "status": 404,
    }


def test_a_log_is_written_only_when_asked_for(served_root: Path) -> None:
    with running_server(served_root) as server:
        began = server.errors.read_text()
        _get(server.url + _ASK)
        assert server.errors.read_text() == began


def test_requests_are_counted_by_route_method_and_status(watched: Running, metrics_port: int) -> None:
    right = 'naseikg_http_requests_total{method="GET",route="sparql",status="200"}'
    wrong = 'naseikg_http_requests_total{method="GET",route="sparql",status="400"}'
    before = _metrics(metrics_port)
    _get(watched.url + _ASK)
    _get(watched.url + "sparql?query=nonsense")
    after = _metrics(metrics_port)
    assert after[right] == before.get(right, 0) + 1
    assert after[wrong] == before.get(wrong, 0) + 1
    assert after['naseikg_http_request_duration_seconds_count{route="sparql"}'] >= 2


def test_every_metric_in_the_docs_is_there_and_the_other_way_round(
    watched: Running, metrics_port: int, repository: Path
) -> None:
    page = (repository / "docs" / "operating.md").read_text()
    documented = set(re.findall(r"^\| `(naseikg_\w+)` \|", page, re.M))
    names = {name.partition("{")[0] for name in _metrics(metrics_port)}
    ours = {re.sub(r"_(bucket|sum|count)$", "", name) for name in names if name.startswith("naseikg_")}
    assert {name for name in ours if not name.endswith("_created")} == documented


def test_a_metrics_port_in_use_is_named(
    served_root: Path, watched: Running, metrics_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    from naseikg.cli import main

    assert main(["--project", str(served_root), "serve", "--no-site", "--no-open", "--metrics", str(metrics_port)]) == 2
    assert capsys.readouterr().err == (
        f"naseikg: --metrics {metrics_port}: cannot be used (Address already in use); give another port\n"
    )


def test_health_names_the_graph_and_is_never_cached(watched: Running) -> None:
    status, headers, body = _get(watched.url + "health")
    told = json.loads(body)
    assert (status, headers["cache-control"], told["status"]) == (200, "no-store", "ok")
    assert re.fullmatch(r"[0-9a-f]{64}", told["graph"])


def test_a_short_answer_is_kept_and_answered_from_memory(watched: Running, metrics_port: int) -> None:
    url = f"{watched.url}sparql?query=ASK%7B%7D%20%23kept"
    first = _get(url)
    before = _metrics(metrics_port)["naseikg_answers_kept_total"]
    assert _get(url)[2] == first[2]
    assert _metrics(metrics_port)["naseikg_answers_kept_total"] == before + 1
    # Another format is another answer.
    assert b"<boolean>" in _get(url, Accept="application/sparql-results+xml")[2]
    status, headers, body = _get(url, **{"If-None-Match": first[1]["etag"]})
    assert (status, body, headers["etag"]) == (304, b"", first[1]["etag"])


def test_an_answer_that_changes_is_not_kept(watched: Running) -> None:
    url = f"{watched.url}sparql?query=SELECT%20(RAND()%20AS%20%3Fone)%20%7B%7D"
    status, headers, body = _get(url)
    assert (status, headers["cache-control"], "etag" in headers) == (200, "no-store", False)
    assert _get(url)[2] != body


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /sparql?query=" + b"a" * 400_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", b"431"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 400_000 + b"\r\n\r\n", b"431"),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: 1\r\n" * 100_000 + b"\r\n", b"431"),
        (b"\0\1\2\r\n\r\n", b"400"),
    ],
    ids=["long-address", "long-header", "many-headers", "garbage"],
)
def test_a_head_without_end_is_refused_and_the_connection_closed(
    watched: Running, request_: bytes, status: bytes
) -> None:
    port = int(watched.url.rstrip("/").rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        told = b""
        try:
            connection.sendall(request_)
            while part := connection.recv(65536):
                told += part
        except ConnectionError:
            pass  # it was closed while more was sent, and what was said may be lost
        assert told.split(b" ")[1:2] in ([status], [])
    assert _get(watched.url + _ASK)[0] == 200
