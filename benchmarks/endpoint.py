"""Throughput and tail latency of the endpoint beside other servers over the same graph, under concurrent clients.

Run it with ``python benchmarks/endpoint.py [SECONDS] [SERVER ...]`` after ``naseikg build``; it needs wrk (Debian:
``apt-get install wrk``) and measures each server that is installed: naseikg, oxigraph (the wheel of that name),
rdflib-endpoint (on the path, or in ``RDFLIB_ENDPOINT``) and virtuoso (Debian: virtuoso-opensource-7).

Small queries of six kinds go over all things of the graph in turn: the label of a thing, its facts, whether it is there,
the layers with a component and their labels, the classes above a class, how many findings a sentence has. *New* means
that no query is sent twice, so that no server can answer from a memory of answers; *repeated* that a thousand of them come again and
again.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from peers import PEERS, Peer
from pyoxigraph import RdfFormat, Store

from naseikg.asking.store import load_store
from naseikg.places import project
from naseikg.vocabulary import NSEI, RDF, RDFS

_CONNECTIONS = (1, 16, 64, 256)
_ROUNDS = 3
#: Queries that come again and again.
_REPEATED = 1000


def _queries(store: Store) -> list[str]:
    """Small queries over the things of a graph, of the six kinds in turn."""
    things = sorted({quad.subject for quad in store.quads_for_pattern(None, RDFS.label, None)}, key=str)
    sentences = sorted({quad.object for quad in store.quads_for_pattern(None, NSEI.evidence, None)}, key=str)
    parts = sorted({quad.object for quad in store.quads_for_pattern(None, NSEI.hasComponent, None)}, key=str)
    classes = sorted({quad.object for quad in store.quads_for_pattern(None, RDF.type, None)}, key=str)
    kinds = (
        ("SELECT ?label { %s <http://www.w3.org/2000/01/rdf-schema#label> ?label }", things),
        ("SELECT ?p ?o { %s ?p ?o } LIMIT 50", things),
        ("ASK { %s a ?class }", things),
        (
            "PREFIX nsei: <https://w3id.org/naseikg/ontology#> SELECT ?layer ?label { ?layer nsei:hasComponent %s ; "
            "<http://www.w3.org/2000/01/rdf-schema#label> ?label }",
            parts,
        ),
        ("SELECT ?above { %s <http://www.w3.org/2000/01/rdf-schema#subClassOf>* ?above }", classes),
        (
            "PREFIX nsei: <https://w3id.org/naseikg/ontology#> "
            "SELECT (COUNT(?finding) AS ?findings) { ?finding nsei:evidence %s }",
            sentences,
        ),
    )
    longest = max(len(over) for _, over in kinds)
    return [text % over[turn % len(over)] for turn in range(longest) for text, over in kinds]


def _script(queries: list[str], path: str, *, new: bool) -> str:
    """What wrk runs to make its requests; a query is made new by a comment with a number at its end."""
    texts = ",\n".join(f'"{path}{quote(query, safe="")}"' for query in queries)
    more = ' .. "%20%23" .. turn' if new else ""
    return (
        f"local paths = {{\n{texts}\n}}\nlocal turn = 0\n"
        'local headers = {["Accept"] = "application/sparql-results+json"}\n'
        "request = function()\n  turn = turn + 1\n"
        f'  return wrk.format("GET", paths[(turn - 1) % #paths + 1]{more}, headers)\nend\n'
        "done = function(summary, latency, requests)\n"
        '  io.write(string.format("RESULT %d %d %d %f %f\\n", summary.requests, summary.duration,\n'
        "    summary.errors.status + summary.errors.read + summary.errors.timeout + summary.errors.connect,\n"
        "    latency:percentile(50), latency:percentile(99)))\nend\n"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Requests a second, and the median and 99th percentile of the time that one took, in milliseconds."""

    rate: float
    median: float
    tail: float
    failed: int


def _measured(peer: Peer, queries: list[str], *, new: bool, connections: int, seconds: int) -> Result:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_script(queries, f"{peer.path}?query=", new=new))
        script.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", script.name, peer.origin]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    match = re.search(r"RESULT (\d+) (\d+) (\d+) ([\d.]+) ([\d.]+)", told)
    assert match is not None, told
    requests, microseconds, failed, median, tail = (float(one) for one in match.groups())
    return Result(rate=requests / microseconds * 1e6, median=median / 1e3, tail=tail / 1e3, failed=int(failed))


def _written(store: Store, folder: str) -> Path:
    path = Path(folder) / "graph.nq"
    store.dump(str(path), RdfFormat.N_QUADS)
    return path


@contextmanager
def _running(names: list[str], graph: Path) -> Iterator[list[Peer]]:
    with ExitStack() as stack:
        running = []
        for name in names:
            peer = stack.enter_context(PEERS[name](graph))
            if peer is None:
                print(f"{name}: is not installed, so it is left out")
            else:
                running.append(peer)
        yield running


def main(seconds: int = 5, names: list[str] | None = None) -> None:
    if shutil.which("wrk") is None:
        sys.exit("wrk is missing; install it (Debian: apt-get install wrk)")
    where = project()
    store = load_store(where.graph)
    queries = _queries(store)
    again = queries[:: len(queries) // _REPEATED]
    print(f"{len(queries):,} small queries over {len(store):,} triples; {_ROUNDS} rounds of {seconds} s")
    print(f"{os.cpu_count()} processors, which the clients share with the servers\n")
    print("| queries | clients | server | requests a second | of oxigraph's | median | 99 of 100 under |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder, _running(names or [*PEERS], _written(store, folder)) as peers:
        for new in (True, False):
            for connections in _CONNECTIONS:
                taken: dict[str, list[Result]] = {peer.name: [] for peer in peers}
                for _ in range(_ROUNDS):
                    for peer in peers:
                        taken[peer.name].append(
                            _measured(
                                peer, queries if new else again, new=new, connections=connections, seconds=seconds
                            )
                        )
                medians = {name: statistics.median(one.rate for one in results) for name, results in taken.items()}
                for name, results in taken.items():
                    ratio = f"{medians[name] / medians['oxigraph']:.0%}" if "oxigraph" in medians else ""
                    median = statistics.median(one.median for one in results)
                    tail = statistics.median(one.tail for one in results)
                    failed = sum(one.failed for one in results)
                    says = f" ({failed} failed)" if failed else ""
                    print(
                        f"| {'new' if new else 'repeated'} | {connections} | {name} | {medians[name]:,.0f}{says} "
                        f"| {ratio} | {median:.2f} ms | {tail:.1f} ms |",
                        flush=True,
                    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 5, sys.argv[2:] or None)
