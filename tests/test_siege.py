"""The siege of `benchmarks/siege.py` in a short form, against the server as users start it."""

from __future__ import annotations

import time
from pathlib import Path

import psutil
from siege import besiege, memory_of

from naseikg.pipeline import Built
from servedapp import apart
from servers import running_server

#: Kinds of clients with the statuses that they may get; 0 is a connection that ends, 503 that there is too much to do.
_STATUSES = {
    "broken": {400, 503},
    "deep": {200, 400, 503},
    "endless": {503},
    "garbage": {0, 400},
    "greedy": {503},
    "half": {0},
    "hang up": {0},
    "huge": {0, 422, 503},
    "large body": {0, 413},
    "quick": {200, 503},
    "service": {400, 503},
    "slow reader": {0},
    "update": {400, 403, 503},
}


def test_many_clients_some_hostile_get_no_wrong_answer_and_leave_the_server_as_it_was(
    kg: Built, served_root: Path
) -> None:
    """Strangers: no wrong answer, no crash, no status 500, and memory and processes are back afterwards."""
    with running_server(served_root, "--public", "--seconds", "1") as server:
        apart(besiege(server.url, kg.store, seconds=1, clients=39))
        _settle(server.process)
        before, processes = memory_of(server.process), len(psutil.Process(server.process).children(recursive=True))
        report = apart(besiege(server.url, kg.store, seconds=4, clients=78, seed=2))
        assert report.wrong == []
        assert report.statuses.keys() == _STATUSES.keys()
        assert {
            kind: set(seen) - _STATUSES[kind] for kind, seen in report.statuses.items() if set(seen) - _STATUSES[kind]
        } == {}
        assert report.statuses["quick"][200] > 100
        _settle(server.process)
        assert len(psutil.Process(server.process).children(recursive=True)) == processes
        # What Python keeps for its next objects and the short answers that are kept, but nothing of the siege.
        assert memory_of(server.process) < before + 60 * 2**20
        assert "Traceback" not in server.errors.read_text()


def _settle(process: int) -> None:
    """Waits until the workers of the siege have ended: the process that holds the graph and one worker a processor."""
    deadline = time.monotonic() + 60
    while len(psutil.Process(process).children(recursive=True)) > 1 + (psutil.cpu_count() or 1):
        assert time.monotonic() < deadline
        time.sleep(0.1)
