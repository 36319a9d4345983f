"""The page ``docs/endpoint.md`` is true: its examples give what they show, its limits and formats are those of the code."""

from __future__ import annotations

import doctest
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from naseikg.serving.limits import LOCAL, PUBLIC
from naseikg.serving.negotiation import GRAPH_TYPES, RESULT_TYPES, accepted
from servers import Running, ask_server
from test_protocol_w3c import CASES, UPDATES

_PAGE = (Path(__file__).parent.parent / "docs" / "endpoint.md").read_text()
_BLOCKS = re.findall(r"^```text\n(.*?)^```$", _PAGE, flags=re.M | re.S)
_SERVER = "http://127.0.0.1:8400/"


def test_every_block_is_an_example_that_runs() -> None:
    assert _BLOCKS
    assert [block for block in _BLOCKS if not block.startswith(("$ curl ", ">>> "))] == []
    assert _PAGE.count("```") == 2 * len(_BLOCKS)


@pytest.mark.parametrize("block", [one for one in _BLOCKS if one.startswith("$ ")])
def test_an_example_for_curl_gives_what_it_shows(endpoint: Running, block: str) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed; its examples are not run")
    command, _, expected = block.removeprefix("$ ").partition("\n")
    ran = subprocess.run(
        ["bash", "-c", command.replace(_SERVER, endpoint.url)], capture_output=True, text=True, timeout=120
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [line.rstrip() for line in ran.stdout.splitlines()] == expected.splitlines()


@pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")
@pytest.mark.parametrize("block", [one for one in _BLOCKS if one.startswith(">>> ")])
def test_an_example_in_python_gives_what_it_shows(endpoint: Running, block: str) -> None:
    session = doctest.DocTestParser().get_doctest(
        block.replace(_SERVER, endpoint.url), {}, "endpoint.md", "endpoint.md", 0
    )
    report: list[str] = []
    doctest.DocTestRunner(verbose=False).run(session, out=report.append)
    assert "".join(report) == ""


def test_the_limits_are_those_of_the_server() -> None:
    rows = re.findall(r"^\| ([\w ]+) \| ([\d ]+) \| ([\d ]+) \|$", _PAGE, flags=re.M)
    found = {name: tuple(float(one.replace(" ", "")) for one in numbers) for name, *numbers in rows}
    assert found == {
        "seconds": (LOCAL.seconds, PUBLIC.seconds),
        "rows or triples of the answer": (LOCAL.rows, PUBLIC.rows),
        "MiB of the answer": (LOCAL.answer_bytes / 2**20, PUBLIC.answer_bytes / 2**20),
        "MiB of memory": (LOCAL.memory_bytes / 2**20, PUBLIC.memory_bytes / 2**20),
        "KiB of a body": (LOCAL.body_bytes / 2**10, PUBLIC.body_bytes / 2**10),
    }


def test_the_formats_are_those_of_the_server() -> None:
    table = _PAGE.partition("## Formats")[2].partition("\n- ")[0]
    rows = re.findall(r"^\|[^|]*\| `([\w.+/-]+)` \| (.+) \|$", table, flags=re.M)
    assert tuple(media_type for media_type, _ in rows) == (*RESULT_TYPES, *GRAPH_TYPES)
    for media_type, names in rows:
        for name in re.findall(r"\w+", names):
            assert media_type in accepted("", format=name), name


def test_the_addresses_answer(endpoint: Running) -> None:
    table = _PAGE.partition("## Addresses")[2].partition("##")[0]
    paths = re.findall(r"`(/[\w./-]+)(?:\?query=…)?`", table)
    assert paths == ["/sparql", "/sparql", "/void", "/.well-known/void", "/health"]
    assert {ask_server(endpoint, path=path, given=[("query", "ASK {}")]).status for path in paths} == {200}


def test_the_cases_that_do_not_apply_are_those_that_update() -> None:
    section = _PAGE.partition("## What the standards ask")[2]
    assert re.findall(r"`(update_\w+)`", section) == list(UPDATES)
    answered = sum(case.told is not None for case in CASES)
    assert (answered, len(CASES) - answered) == (13, 14)
