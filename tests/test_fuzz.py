"""A few hundred inputs that nobody meant, from fixed seeds; ``benchmarks/fuzz.py`` runs tens of thousands."""

from __future__ import annotations

import random
import re
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from fuzzing import TARGETS, changed
from fuzzing_http import http_target
from naseikg.pipeline import build_graph, write_graph
from servers import running_server
from smallproject import SmallProject

#: So many of each as take about a second.
_COUNTS = {"query": 100, "records": 60, "rdf": 150, "mappings": 100, "names": 40}


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_ends_in_anything_but_an_error_of_ours(name: str, repository: Path, tmp_path: Path) -> None:
    with closing(TARGETS[name](repository, tmp_path)) as target:
        made = [target.make(random.Random(seed)) for seed in range(_COUNTS[name])]
        assert len(set(made)) > 0.9 * len(made)
        for one in made:
            target.run(one)


def test_the_same_seed_makes_the_same_input() -> None:
    one, two, other = (changed(random.Random(seed), "a text", ["another"]) for seed in (1, 1, 2))
    assert one == two != other


def test_a_query_that_asked_the_web_would_be_seen(repository: Path, tmp_path: Path) -> None:
    with closing(TARGETS["query"](repository, tmp_path)) as target:
        made = "\n".join(str(target.make(random.Random(seed))) for seed in range(100))
        port = re.search(r"http://127\.0\.0\.1:(\d+)/data\.ttl", made)
        assert port is not None
        assert (tmp_path / "secret.ttl").as_uri() in made
        target.run("ASK {}")
        asked = socket.create_connection(("127.0.0.1", int(port[1])))
        with asked, pytest.raises(AssertionError, match="the web was asked"):
            target.run("ASK {}")


def test_a_server_answers_any_request_and_stays_well(ready: SmallProject) -> None:
    write_graph(build_graph(ready.project), ready.project.graph)
    with running_server(ready.project.root) as server:
        target = http_target(server.url)
        for seed in range(100):
            target.run(target.make(random.Random(seed)))
        # What the server says of errors holds no trace of its code either.
        assert "Traceback" not in server.errors.read_text()


def test_the_script_tells_how_many_it_ran(repository: Path) -> None:
    command = [sys.executable, str(repository / "benchmarks" / "fuzz.py"), "--count", "5", "mappings"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"mappings: 5 inputs in \d+\.\d s, \d+ a second\nno fault\n", done.stdout)
