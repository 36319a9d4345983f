"""Wall time of checking all links against the published ontologies, and of parsing these files with rdflib.

Run it with ``python benchmarks/links.py [DIR]``; DIR holds the published files (default: ../shared/ontologies). It prints
the median of three runs of ``naseikg links check --ontologies DIR`` as a command, of the check without the build, of
Oxigraph parsing the files and of rdflib parsing them once, and their ratios.
"""

from __future__ import annotations

import contextlib
import io
import logging
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from naseikg.linking.published import load_published
from naseikg.linking.subjects import subjects_of
from naseikg.linking.verify import verify
from naseikg.pipeline import build_graph
from naseikg.places import project


def _median(work: Callable[[], object], runs: int = 3) -> float:
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def _with_rdflib(folder: Path) -> None:
    import rdflib

    logging.disable()
    for file in sorted(folder.iterdir()):
        if file.suffix in (".ttl", ".owl"):
            # One of the published files is no Turtle; rdflib prints a good deal about it.
            with contextlib.suppress(Exception), contextlib.redirect_stderr(io.StringIO()):
                rdflib.Graph().parse(file, format="turtle" if file.suffix == ".ttl" else "xml")


def main(folder: Path) -> None:
    command = [sys.executable, "-m", "naseikg.cli", "links", "check", "--ontologies", str(folder)]
    built = build_graph(project())
    subjects = subjects_of(built.ontology, (*built.asserted, *built.inferred))
    times = {
        "the command, with the build": _median(lambda: subprocess.run(command, check=True, capture_output=True)),
        "the check alone": _median(lambda: verify(built.links, subjects, load_published(folder))),
        "parsing with Oxigraph": _median(lambda: load_published(folder)),
        "parsing with rdflib": _median(lambda: _with_rdflib(folder), runs=1),
    }
    whole = times["the command, with the build"]
    for name, seconds in times.items():
        print(f"{name:<28} {seconds:6.2f} s  {seconds / whole:5.2f} times the command")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/ontologies"))
