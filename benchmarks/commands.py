"""Wall time of whole commands, from a cold start, beside rdflib answering the same query from the same file.

Run it with ``python benchmarks/commands.py [RUNS]`` after ``naseikg build``; it prints medians and ratios.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from naseikg.asking.questions import load_questions
from naseikg.asking.store import manifest_of
from naseikg.places import project

_RDFLIB = """
import sys, rdflib
graph = rdflib.Dataset(default_union=True)
graph.parse(sys.argv[1], format="nquads")
print(len(list(graph.query(open(sys.argv[2]).read()))))
"""


def _seconds(command: list[str], runs: int) -> float:
    """The median wall time; the first run warms the disk cache and is not counted."""
    taken = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken[1:])


def main(runs: int = 5) -> None:
    where = project()
    manifest = manifest_of(where.build / "graph")
    graph = where.build / "graph" / manifest.file
    question = load_questions(where.queries)[0].name
    naseikg = [sys.executable, "-m", "naseikg.cli"]
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "graph")
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            f"naseikg query {question}": [*naseikg, "query", question],
            "the same query, rdflib": [
                sys.executable,
                "-c",
                _RDFLIB,
                str(graph),
                str(where.queries / f"{question}.rq"),
            ],
            "naseikg check": [*naseikg, "check"],
            "naseikg build": [*naseikg, "build", "--out", out],
        }
        medians = {name: _seconds(command, runs) for name, command in commands.items()}
    print(f"{sum(manifest.triples.values())} triples, median of {runs} runs")
    for name, seconds in medians.items():
        print(f"{name:<40} {seconds:7.3f} s")
    ours, peer = medians[f"naseikg query {question}"], medians["the same query, rdflib"]
    print(f"rdflib takes {peer / ours:.1f} times as long for the same query")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
