"""Hundreds of clients at once, some of them hostile, against a running server: no wrong answer, no crash, memory back.

Run it with ``python benchmarks/siege.py [SECONDS] [CLIENTS]`` after ``naseikg build``; it starts the server with the
limits for strangers and a time limit of 2 s. `tests/test_siege.py` runs a short form.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import psutil
from pyoxigraph import QueryResultsFormat, QueryTriples, Store

from naseikg.asking.store import load_store
from naseikg.places import project
from naseikg.vocabulary import RDFS

__all__ = ["Report", "besiege", "memory_of"]

_ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_GREEDY = "SELECT DISTINCT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?f"
_HUGE = "SELECT ?s ?p ?o ?a { ?s ?p ?o . ?a a <https://w3id.org/naseikg/ontology#Finding> }"
_ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"


@dataclass(kw_only=True)
class Report:
    """What the clients saw: wrong answers, statuses by kind of client, and the seconds of quick requests."""

    wrong: list[str] = field(default_factory=list)
    statuses: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    seconds: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [f"{len(self.wrong)} wrong answers", *self.wrong[:10]]
        for kind, statuses in sorted(self.statuses.items()):
            told = ", ".join(f"{status or 'hung up'}: {count:,}" for status, count in sorted(statuses.items()))
            lines.append(f"{kind:<14}{sum(statuses.values()):>9,}   {told}")
        taken = sorted(self.seconds)
        if taken:
            lines.append(
                f"quick requests: median {statistics.median(taken) * 1e3:.1f} ms, 99 of 100 under "
                f"{taken[len(taken) * 99 // 100] * 1e3:.0f} ms, longest {taken[-1]:.2f} s"
            )
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Siege:
    host: str
    port: int
    report: Report
    #: Queries with the answers that an embedded store gives, as JSON.
    known: list[tuple[str, object]]
    until: float


async def besiege(url: str, store: Store, *, seconds: float, clients: int, seed: int = 1) -> Report:
    """Sends requests of all kinds from so many clients for so many seconds, and gives what came back.

    Two of three clients ask quick queries and compare each answer with that of the store.
    """
    address = urlsplit(url)
    assert address.hostname is not None
    assert address.port is not None
    dice = random.Random(seed)
    siege = _Siege(
        host=address.hostname,
        port=address.port,
        report=Report(),
        known=_known(store, dice),
        until=time.monotonic() + seconds,
    )
    kinds = list(_HOSTILE.items())
    tasks = []
    for number in range(clients):
        own = random.Random(dice.random())
        if number % 3:
            tasks.append(_quick(siege, own))
        else:
            name, attack = kinds[number // 3 % len(kinds)]
            tasks.append(_again(siege, name, attack, own))
    await asyncio.gather(*tasks)
    return siege.report


def memory_of(process: int) -> int:
    """Bytes that a process and all below it have, each page once."""
    root = psutil.Process(process)
    return sum(one.memory_full_info().pss for one in [root, *root.children(recursive=True)])


def _known(store: Store, dice: random.Random) -> list[tuple[str, object]]:
    things = sorted({quad.subject for quad in store.quads_for_pattern(None, RDFS.label, None)}, key=str)
    texts = [
        f"SELECT ?label {{ {one} <{RDFS.label.value}> ?label }} ORDER BY ?label" for one in dice.sample(things, 200)
    ]
    texts += [f"SELECT ?p ?o {{ {one} ?p ?o }} ORDER BY ?p ?o" for one in dice.sample(things, 100)]
    texts += [f"ASK {{ {one} ?p ?o }}" for one in dice.sample(things, 50)]
    found = []
    for text in texts:
        answer = store.query(text, use_default_graph_as_union=True)
        assert not isinstance(answer, QueryTriples)
        written = answer.serialize(format=QueryResultsFormat.JSON) or b""
        # A store names its blank nodes as it likes.
        if b'"bnode"' not in written:
            found.append((text, json.loads(written)))
    return found


async def _quick(siege: _Siege, dice: random.Random) -> None:
    """Asks over one connection, again and again, and compares."""
    reader = writer = None
    while time.monotonic() < siege.until:
        query, expected = dice.choice(siege.known)
        # A comment makes it another request, which no memory of answers knows.
        text = f"{query} #{dice.random()}" if dice.random() < 0.5 else query
        began = time.monotonic()
        try:
            if writer is None:
                reader, writer = await asyncio.open_connection(siege.host, siege.port)
            assert reader is not None
            status, body = await _asked(reader, writer, _get(text))
        except (ConnectionError, asyncio.IncompleteReadError):
            siege.report.statuses["quick"][0] += 1
            reader = writer = None
            continue
        siege.report.seconds.append(time.monotonic() - began)
        siege.report.statuses["quick"][status] += 1
        if status == 200 and json.loads(body) != expected:
            siege.report.wrong.append(f"{text}: {body[:200]!r}")
        elif status not in (200, 503):
            siege.report.wrong.append(f"{text}: {status} {body[:200]!r}")
    if writer is not None:
        writer.close()


_Attack = Callable[[_Siege, random.Random], Awaitable[int]]


async def _again(siege: _Siege, name: str, attack: _Attack, dice: random.Random) -> None:
    while time.monotonic() < siege.until:
        try:
            status = await asyncio.wait_for(attack(siege, dice), 60)
        except (ConnectionError, asyncio.IncompleteReadError):
            status = 0
        except TimeoutError:
            siege.report.wrong.append(f"{name}: no answer within a minute")
            continue
        siege.report.statuses[name][status] += 1
        if status == 500:
            siege.report.wrong.append(f"{name}: 500")
        await asyncio.sleep(0.01)


def _get(query: str) -> bytes:
    return (
        f"GET /sparql?query={quote(query, safe='')} HTTP/1.1\r\nHost: a\r\n"
        "Accept: application/sparql-results+json\r\n\r\n"
    ).encode()


def _asking(query: str) -> _Attack:
    """A client that asks one query with a comment of its own and takes the answer."""

    async def attack(siege: _Siege, dice: random.Random) -> int:
        return await _sent(siege, _get(f"{query} #{dice.random()}"))

    return attack


async def _garbage(siege: _Siege, dice: random.Random) -> int:
    return await _sent(siege, dice.randbytes(dice.randrange(1, 4000)) + b"\r\n\r\n")


async def _deep(siege: _Siege, dice: random.Random) -> int:
    """Asks what is nested so deep that a parser may run out of its stack."""
    levels = dice.randrange(50, 50_000)
    query = f"SELECT * {{ {'{ ' * levels}{'}' * levels} }} #{dice.random()}".encode()
    head = f"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(query)}\r\n\r\n"
    return await _sent(siege, head.encode() + query)


async def _large_body(siege: _Siege, dice: random.Random) -> int:
    head = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 50000000\r\n\r\n"
    return await _sent(siege, head + b"#" * 300_000)


async def _half(siege: _Siege, dice: random.Random) -> int:
    """Sends half a request, waits, and hangs up."""
    _, writer = await asyncio.open_connection(siege.host, siege.port)
    writer.write(_get(_ALL)[: dice.randrange(1, 60)])
    await asyncio.sleep(dice.random())
    writer.transport.abort()
    return 0


async def _hang_up(siege: _Siege, dice: random.Random) -> int:
    """Asks for much, reads a little, and hangs up."""
    reader, writer = await asyncio.open_connection(siege.host, siege.port)
    writer.write(_get(f"{dice.choice([_HUGE, _ENDLESS, _ALL])} #{dice.random()}"))
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(reader.read(1000), dice.random())
    writer.transport.abort()
    return 0


async def _slow_reader(siege: _Siege, dice: random.Random) -> int:
    """Asks for all and reads it in small parts."""
    reader, writer = await asyncio.open_connection(siege.host, siege.port, limit=2**12)
    writer.write(_get(f"{_ALL} #{dice.random()}"))
    for _ in range(20):
        await reader.read(1000)
        await asyncio.sleep(0.05)
    writer.transport.abort()
    return 0


_HOSTILE: dict[str, _Attack] = {
    "endless": _asking(_ENDLESS),
    "greedy": _asking(_GREEDY),
    "huge": _asking(_HUGE),
    "deep": _deep,
    "service": _asking("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"),
    "update": _asking("DELETE WHERE { ?s ?p ?o }"),
    "broken": _asking("SELECT * { ?s ?p"),
    "garbage": _garbage,
    "large body": _large_body,
    "half": _half,
    "hang up": _hang_up,
    "slow reader": _slow_reader,
}


async def _sent(siege: _Siege, data: bytes) -> int:
    reader, writer = await asyncio.open_connection(siege.host, siege.port)
    try:
        return (await _asked(reader, writer, data))[0]
    finally:
        writer.transport.abort()


async def _asked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, data: bytes) -> tuple[int, bytes]:
    """The status and the body of the answer to one request."""
    writer.write(data)
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    status = int(head.split(" ", 2)[1])
    fields = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
    if "content-length" in fields:
        return status, await reader.readexactly(int(fields["content-length"]))
    if fields.get("transfer-encoding") != "chunked":
        return status, b""
    parts = []
    while (size := int(await reader.readuntil(b"\n"), 16)) > 0:
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readline()
    return status, b"".join(parts)


def main(seconds: int = 120, clients: int = 300) -> None:
    from peers import naseikg

    where = project()
    store = load_store(where.graph)
    with naseikg(where.graph, "--seconds", "2") as peer:
        asyncio.run(besiege(peer.origin, store, seconds=2, clients=30))
        time.sleep(5)
        before, processes = memory_of(peer.process), len(psutil.Process(peer.process).children(recursive=True))
        report = asyncio.run(besiege(peer.origin, store, seconds=seconds, clients=clients))
        during = memory_of(peer.process)
        time.sleep(10)
        after = memory_of(peer.process)
        print(f"{clients} clients for {seconds} s\n{report}")
        print(
            f"memory: {before / 1e6:.0f} MB before, {during / 1e6:.0f} MB at the end, {after / 1e6:.0f} MB 10 s later"
        )
        print(f"processes: {processes} before, {len(psutil.Process(peer.process).children(recursive=True))} after")


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:3]))
