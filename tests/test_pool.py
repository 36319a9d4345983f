"""Strangers' queries against real worker processes: each limit holds, and others are answered meanwhile."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from naseikg.errors import StoreError
from naseikg.pipeline import Built, write_graph
from naseikg.serving.births import Nursery
from naseikg.serving.jobs import RefusedError
from naseikg.serving.limits import PUBLIC, Limits
from naseikg.serving.pool import BusyError, Pool
from servedapp import apart

_QUICK = "ASK { <https://w3id.org/naseikg/substance/naf> ?p ?o }"
#: Takes hours and next to no memory.
_ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
#: Takes a gigabyte within seconds.
_GREEDY = "SELECT DISTINCT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?f"
_ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"
_LIMITS = replace(PUBLIC, workers=2, long_queries=2, seconds=1.5)


@pytest.fixture(scope="module")
def folder(kg: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole graph, as a build writes it."""
    folder = tmp_path_factory.mktemp("served") / "graph"
    write_graph(kg, folder)
    return folder


@asynccontextmanager
async def _open(folder: Path, limits: Limits = _LIMITS) -> AsyncIterator[Pool]:
    pool = Pool(Nursery(folder, limits), limits)
    await pool.open()
    try:
        yield pool
    finally:
        await pool.close()
        pool.end()


async def _ask(pool: Pool, query: str) -> bytes:
    reply = await pool.run("sparql", {"query": query})
    return reply.body if isinstance(reply.body, bytes) else b"".join([part async for part in reply.body])


async def _until(condition: Callable[[], bool]) -> None:
    """Waits until something is so; a laden machine takes its time."""
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


def _run(test: Callable[[], Awaitable[None]]) -> None:
    async def whole() -> None:
        await test()

    apart(whole())


def test_a_query_past_its_time_is_killed_while_others_are_answered(folder: Path) -> None:
    async def test() -> None:
        async with _open(folder) as pool:
            endless = asyncio.create_task(_ask(pool, _ENDLESS))
            await _until(lambda: pool.long == 1)
            (process,) = [one.process for one in pool.workers if one.is_long]
            for _ in range(50):
                assert await _ask(pool, _QUICK) == b'{"head":{},"boolean":true}'
            assert not endless.done()
            with pytest.raises(RefusedError) as caught:
                await endless
            assert (caught.value.status, str(caught.value)) == (
                503,
                "the query was stopped after 1.5 seconds; ask for less",
            )
            await _until(lambda: not psutil.pid_exists(process))
            assert pool.killed == {"time": 1, "gone": 0, "busy": 0, "ended": 0}
            assert await _ask(pool, _QUICK) == b'{"head":{},"boolean":true}'

    _run(test)


def test_a_query_that_takes_too_much_memory_ends_alone_and_its_memory_is_freed(folder: Path) -> None:
    async def test() -> None:
        async with _open(folder, replace(_LIMITS, memory_bytes=150 * 2**20, seconds=60)) as pool:
            before = _memory(pool)
            greedy = asyncio.create_task(_ask(pool, _GREEDY))
            while not greedy.done():
                assert await _ask(pool, _QUICK) == b'{"head":{},"boolean":true}'
            with pytest.raises(RefusedError) as caught:
                await greedy
            assert caught.value.status == 503
            assert "over 150 MiB" in str(caught.value)
            await _until(lambda: pool.running == 0 and len(pool.processes) == 2)
            await _until(lambda: _memory(pool) < before + 30 * 2**20)

    _run(test)


def test_the_row_after_the_last_allowed_one_is_refused(folder: Path) -> None:
    async def test() -> None:
        async with _open(folder, replace(_LIMITS, rows=10)) as pool:
            assert (await _ask(pool, f"{_ALL} LIMIT 10")).count(b'{"s":') == 10
            with pytest.raises(RefusedError) as caught:
                await _ask(pool, f"{_ALL} LIMIT 11")
            assert (caught.value.status, str(caught.value)) == (
                422,
                "the answer has over 10 rows; add LIMIT, or ask for less",
            )
            triples = "CONSTRUCT WHERE { ?s ?p ?o } LIMIT"
            assert await _ask(pool, f"{triples} 10")
            with pytest.raises(RefusedError, match="over 10 triples"):
                await _ask(pool, f"{triples} 11")

    _run(test)


def test_a_long_answer_is_refused_at_its_limit_even_after_it_has_begun(folder: Path) -> None:
    async def test() -> None:
        async with _open(folder, replace(_LIMITS, answer_bytes=2**20, seconds=30)) as pool:
            reply = await pool.run("sparql", {"query": _ALL})
            assert not isinstance(reply.body, bytes)
            with pytest.raises(RefusedError, match="over 1,048,576 bytes"):
                async for _ in reply.body:
                    pass
            assert await _ask(pool, _QUICK)

    _run(test)


def test_one_long_query_more_than_allowed_is_sent_away_and_quick_ones_are_answered(folder: Path) -> None:
    async def test() -> None:
        async with _open(folder, replace(_LIMITS, seconds=20)) as pool:
            long = [asyncio.create_task(_ask(pool, f"{_ENDLESS} LIMIT {one}")) for one in (1, 2)]
            await _until(lambda: pool.long == 2)
            with pytest.raises(BusyError) as caught:
                await _ask(pool, _ENDLESS)
            assert str(caught.value) == "too many long queries run already; try again later"
            assert await _ask(pool, _QUICK)
            assert not any(one.done() for one in long)
            assert len(pool.processes) <= pool.limits.processes
        told = await asyncio.gather(*long, return_exceptions=True)
        assert [str(one) for one in told] == ["the server is being stopped; try again later"] * 2

    _run(test)


def test_one_request_more_than_may_wait_is_sent_away(folder: Path) -> None:
    async def test() -> None:
        limits = replace(_LIMITS, workers=1, waiting=3)
        async with _open(folder, limits) as pool:
            # A worker takes eight at once, three wait, one is too many; all are given before the first is answered.
            asked = [asyncio.create_task(_ask(pool, _QUICK)) for _ in range(12)]
            told = await asyncio.gather(*asked, return_exceptions=True)
            assert [str(one) for one in told if isinstance(one, BaseException)] == [
                "too many requests are waiting; try again in a few seconds"
            ]

    _run(test)


def test_a_query_whose_client_hangs_up_is_killed(folder: Path) -> None:
    async def test() -> None:
        async with _open(folder, replace(_LIMITS, seconds=60)) as pool:
            endless = asyncio.create_task(_ask(pool, _ENDLESS))
            await _until(lambda: pool.long == 1)
            endless.cancel()
            await _until(lambda: pool.running == 0)
            assert pool.killed["gone"] == 1
            await _until(lambda: len(pool.processes) == 2)

    _run(test)


def test_a_client_that_does_not_read_makes_its_worker_wait_and_holds_no_memory(folder: Path) -> None:
    async def test() -> None:
        async with _open(folder, replace(_LIMITS, seconds=60)) as pool:
            reply = await pool.run("sparql", {"query": f"{_ALL} ORDER BY ?s"})
            assert not isinstance(reply.body, bytes)
            first = await anext(reply.body)
            assert await _ask(pool, _QUICK)
            rest = [part async for part in reply.body]
            whole = first + b"".join(rest)
            assert len(whole) > 5_000_000
            assert whole.endswith(b"}]}}")

    _run(test)


def test_a_worker_that_is_killed_from_outside_takes_only_its_query_along(folder: Path) -> None:
    async def test() -> None:
        async with _open(folder, replace(_LIMITS, seconds=60)) as pool:
            endless = asyncio.create_task(_ask(pool, _ENDLESS))
            await _until(lambda: pool.long == 1)
            (process,) = [one.process for one in pool.workers if one.is_long]
            os.kill(process, signal.SIGKILL)
            with pytest.raises(RefusedError, match="the query ended its process"):
                await endless
            assert await _ask(pool, _QUICK)

    _run(test)


def test_what_waits_behind_a_query_that_ends_its_worker_is_answered_by_another(folder: Path) -> None:
    async def test() -> None:
        async with _open(folder, replace(_LIMITS, workers=1, long_queries=20, seconds=60)) as pool:
            first = pool.processes
            # Each takes so much memory that its worker ends after it.
            large = f"SELECT ?s {{ {{ {_ALL} ORDER BY ?o }} }} LIMIT 1"
            told = await asyncio.gather(*(_ask(pool, query) for query in [large, _QUICK, _QUICK, large, _QUICK] * 4))
            assert [len(one) > 0 for one in told] == [True] * 20
            assert pool.processes != first
            assert pool.killed["ended"] == 0

    _run(test)


def test_another_nursery_is_started_when_the_first_has_ended(folder: Path) -> None:
    async def test() -> None:
        async with _open(folder, replace(_LIMITS, seconds=60)) as pool:
            first = {pool.nursery.process, *pool.processes}
            for process in first:
                os.kill(process, signal.SIGKILL)
            await _until(lambda: len({*pool.processes} - first) == 2)
            assert pool.nursery.process not in first
            assert await _ask(pool, _QUICK) == b'{"head":{},"boolean":true}'

    _run(test)


def test_a_graph_that_cannot_be_loaded_is_said_before_anything_is_served(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        Nursery(tmp_path, _LIMITS)
    assert str(caught.value) == f"{tmp_path}: holds no built graph; run 'naseikg build'"


def test_there_are_as_many_workers_as_there_should_be(folder: Path) -> None:
    async def test() -> None:
        async with _open(folder, replace(_LIMITS, workers=3)) as pool:
            assert len(pool.processes) == 3
            for _ in range(20):
                assert await _ask(pool, _QUICK)
            assert len(pool.processes) == 3

    _run(test)


def test_no_process_is_left_when_the_pool_has_ended(folder: Path) -> None:
    processes: list[int] = []

    async def test() -> None:
        async with _open(folder) as pool:
            asyncio.create_task(_ask(pool, _ENDLESS)).add_done_callback(lambda one: one.exception())
            await _until(lambda: pool.long == 1 and len(pool.processes) == 3)
            processes.extend([pool.nursery.process, *pool.processes])

    _run(test)
    assert len(processes) == 4
    deadline = time.monotonic() + 30
    while any(psutil.pid_exists(one) for one in processes):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _memory(pool: Pool) -> int:
    """Bytes that the workers have for themselves."""
    return sum(psutil.Process(one).memory_full_info().uss for one in pool.processes if psutil.pid_exists(one))
