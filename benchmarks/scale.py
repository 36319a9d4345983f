"""How times and memory grow with a literature: import, build, queries, why, and adding one source to what is there.

Run it with ``python benchmarks/scale.py [--sizes 1000 10000] [--runs 5] [--limit 20] [--queries a b] [--peer NAME=URL]``.
A size is a number of made-up findings, beside the real ones. Each figure is a median of the runs; a query that takes
longer than the limit, in seconds, is stopped and said to be. The peers get the same quads and the same queries: bare
pyoxigraph in memory and on disk, rdflib up to ``--rdflib`` findings, and any server that holds the graph already.
At the end each stage has its exponent, fitted over all sizes: 1 is growth with the data, 0 is none.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import shutil
import signal
import statistics
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from pyoxigraph import Store

from naseikg.asking.answers import PREFIXES_OF_QUERIES, ask
from naseikg.asking.freshness import groundwork_of
from naseikg.asking.questions import Question, load_questions
from naseikg.asking.store import load_store
from naseikg.explaining.why import Explainer
from naseikg.growing.adding import add_sources
from naseikg.literature.folders import write_entries
from naseikg.literature.making import made_sources
from naseikg.literature.pattern import pattern_of
from naseikg.pipeline import Built, build_graph, write_graph, write_large_graph
from naseikg.places import Project, project
from naseikg.reasoning.ontology import load_ontology
from naseikg.records.catalogue import load_records
from naseikg.records.source import Entry, load_source_folder
from naseikg.records.triples import triples_of

Ask = Callable[[str], int]
T = TypeVar("T")

#: From which exponent on, and from how many seconds on, a query is said to grow faster than the data.
_FASTER, _NOTED = 1.15, 0.02


@dataclass(slots=True)
class Table:
    """Figures by stage and size."""

    figures: dict[str, dict[int, float]] = field(default_factory=dict)
    unit: dict[str, str] = field(default_factory=dict)
    queries: dict[str, dict[int, float]] = field(default_factory=dict)

    def note(self, stage: str, size: int, figure: float, unit: str = "s") -> None:
        """Keeps a figure and prints it."""
        self.figures.setdefault(stage, {})[size] = figure
        self.unit[stage] = unit
        print(f"{size:>9,}  {stage:<52} {figure:>12.4g} {unit}", flush=True)

    def summary(self) -> str:
        """A row for each stage, with its exponent."""
        sizes = sorted({size for found in self.figures.values() for size in found})
        lines = ["", "| stage | " + " | ".join(f"{one:,}" for one in sizes) + " | exponent |"]
        lines.append("| --- |" + " ---: |" * (len(sizes) + 1))
        for stage, found in self.figures.items():
            cells = [f"{found[one]:.3g} {self.unit[stage]}" if one in found else "" for one in sizes]
            lines.append(f"| {stage} | {' | '.join(cells)} | {_exponent(found)} |")
        lines += ["", "queries whose time grows faster than the data:"]
        lines += [
            f"{name}: exponent {_exponent(found)}, {1000 * max(found.values()):.0f} ms at {max(found):,}"
            for name, found in sorted(self.queries.items())
            if len(found) > 1 and float(_exponent(found)) > _FASTER and max(found.values()) > _NOTED
        ]
        return "\n".join(lines)


def _exponent(found: dict[int, float]) -> str:
    """The power of the size with which the figures grow, fitted to all of them; nothing for one."""
    points = [(math.log(size), math.log(figure)) for size, figure in found.items() if figure > 0]
    if len(points) < 2:
        return ""
    middle = statistics.mean(x for x, _ in points)
    spread = sum((x - middle) ** 2 for x, _ in points)
    return f"{sum((x - middle) * y for x, y in points) / spread:.2f}"


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    made = work()
    return time.perf_counter() - began, made


def _in_child(work: Callable[[], list[float]], limit: float) -> list[float] | None:
    """The figures of work done in a child, which is killed after a time; pyoxigraph cannot be stopped otherwise."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, (" ".join(map(repr, work()))).encode())
        finally:
            os._exit(0)
    os.close(writing)
    until = time.monotonic() + limit
    while os.waitpid(child, os.WNOHANG)[0] == 0:
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            break
        time.sleep(0.002)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    return [float(one) for one in told.split()] or None


def _here(store: Store) -> Ask:
    return lambda sparql: len(ask(store, sparql).rows)


def _bare(store: Store) -> Ask:
    """The query as pyoxigraph alone answers it, with every value of every row looked at."""

    def rows(sparql: str) -> int:
        found = store.query(sparql, use_default_graph_as_union=True, prefixes=PREFIXES_OF_QUERIES)
        names = [one.value for one in found.variables]  # type: ignore[union-attr]  # the named queries are all SELECT
        return len([[row[name] for name in names] for row in found])  # type: ignore[union-attr]  # dito

    return rows


def _server(url: str) -> Ask:
    """The query as a server answers it, in JSON, read to the end."""

    def rows(sparql: str) -> int:
        declared = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES_OF_QUERIES.items())
        data = urllib.parse.urlencode({"query": declared + sparql}).encode()
        request = urllib.request.Request(url, data, {"Accept": "application/sparql-results+json"})
        with urllib.request.urlopen(request) as answer:
            return int(answer.read().count(b"}}"))

    return rows


def _rdflib(quads: Sequence[object]) -> Ask:
    import rdflib

    peer = rdflib.Dataset(default_union=True)
    peer.parse(data="".join(f"{quad} .\n" for quad in quads), format="nquads")
    return lambda sparql: len(peer.query(sparql, initNs=PREFIXES_OF_QUERIES))


def _ask_all(
    table: Table, size: int, peers: dict[str, Ask], questions: Sequence[Question], runs: int, limit: float
) -> None:
    """The named queries at each peer, side by side: run by run, one peer after the other."""
    taken: dict[str, list[float]] = {name: [] for name in peers}
    ratios = []
    stopped: dict[str, list[str]] = {name: [] for name in peers}
    for question in questions:
        medians = {}
        for name, rows in peers.items():

            def work(rows: Ask = rows, sparql: str = question.sparql) -> list[float]:
                first = _timed(partial(rows, sparql))[0]
                # What is slow is asked once: its first answer is as good as the next.
                return [_timed(partial(rows, sparql))[0] for _ in range(runs)] if first * runs < limit / 2 else [first]

            times = _in_child(work, limit)
            if times is None:
                stopped[name].append(question.name)
            else:
                medians[name] = statistics.median(times)
                if name == "here":
                    table.queries.setdefault(question.name, {})[size] = medians[name]
                taken[name].append(medians[name])
        if {"here", "pyoxigraph"} <= medians.keys():
            ratios.append(medians["here"] / medians["pyoxigraph"])
    for name, times in taken.items():
        if times:
            table.note(f"named query, {name}: median", size, 1000 * statistics.median(times), "ms")
            table.note(f"named query, {name}: all", size, sum(times))
        if stopped[name]:
            print(f"           stopped after {limit:g} s at {name}: {', '.join(stopped[name])}")
    if ratios:
        table.note("named query, here / pyoxigraph: median ratio", size, statistics.median(ratios), "times")


def _made_project(where: Project, root: Path, size: int) -> Project:
    """A project with a made-up literature, and in ``more`` one more source."""
    records = load_records(where.records, load_ontology(where.ontology))
    for name in ("ontology", "queries"):
        shutil.copytree(where.root / name, root / name)
    made = Project(root=root)
    waiting: tuple[Entry, ...] = ()
    for source in made_sources(pattern_of(records), findings=size + 100):
        write_entries(waiting, made.records)
        waiting = source
    write_entries(waiting, root / "more")
    return made


def _measure_building(table: Table, made: Project, size: int) -> Built:
    seconds, found = _timed(lambda: len(triples_of(load_records(made.records, load_ontology(made.ontology)))))
    table.note("import: records to triples", size, seconds)
    seconds, built = _timed(lambda: build_graph(made))
    print(f"           {found:,} asserted triples, {len(built.quads):,} in all")
    table.note("build: read, reason, link, check", size, seconds)
    table.note("write, for memory", size, _timed(lambda: write_graph(built, made.root / "memory"))[0])
    groundwork = groundwork_of(made)
    writing = _timed(lambda: write_large_graph(built, made.root / "disk", groundwork=groundwork))
    table.note("write, for disk", size, writing[0])
    table.note("memory, most so far", size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")
    return built


def _measure_asking(table: Table, made: Project, size: int, built: Built, options: argparse.Namespace) -> None:
    disk, memory = made.root / "disk", made.root / "memory"
    table.note("load, in memory", size, _timed(lambda: load_store(memory))[0])
    opened = [_timed(lambda: load_store(disk))[0] for _ in range(options.runs)]
    table.note("open, on disk", size, 1000 * statistics.median(opened), "ms")
    questions = [one for one in load_questions(made.queries) if not options.queries or one.name in options.queries]
    on_disk = load_store(disk)
    peers = {"here": _here(built.store), "pyoxigraph": _bare(built.store), "here, on disk": _here(on_disk)}
    if size <= options.rdflib:
        peers["rdflib"] = _rdflib(built.quads)
    for name, _, url in (one.partition("=") for one in options.peer):
        peers[name] = _server(url)
    _ask_all(table, size, peers, questions, options.runs, options.limit)
    facts = built.inferred[:: max(1, len(built.inferred) // 50)]
    for name, store in (("in memory", built.store), ("on disk", on_disk)):
        explain = Explainer(store).explain
        explain(facts[0])
        times = [_timed(partial(explain, fact))[0] for fact in facts]
        table.note(f"why, {name}", size, 1000 * statistics.median(times), "ms")


def _measure_adding(table: Table, made: Project, size: int, runs: int) -> None:
    (more,) = (made.root / "more").iterdir()
    times = []
    for run in range(runs):
        target = made.root / f"disk-{run}"
        shutil.copytree(made.root / "disk", target)
        times.append(_timed(partial(add_sources, made, [more], target))[0])
        shutil.rmtree(target)
    table.note("add one source, on disk", size, statistics.median(times))
    count = len(load_source_folder(more))
    table.note("add one source, on disk, per record", size, 1000 * statistics.median(times) / count, "ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=float, default=20.0)
    parser.add_argument("--queries", nargs="*", default=[], metavar="NAME")
    parser.add_argument("--rdflib", type=int, default=0, metavar="FINDINGS")
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=URL")
    options = parser.parse_args()
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            made = _made_project(project(), Path(folder, str(size)), size)
            built = _measure_building(table, made, size)
            _measure_adding(table, made, size, options.runs)
            _measure_asking(table, made, size, built, options)
            del built
            shutil.rmtree(made.root)
    print(table.summary())


if __name__ == "__main__":
    main()
