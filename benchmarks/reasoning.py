"""Wall time of reasoning over the real graph: the rules, HermiT's full answer, and owlrl where it is installed.

Run it with ``python benchmarks/reasoning.py [RUNS]``; it prints medians of one run after the other in one process,
and their ratios. owlrl is no dependency of this project: ``pip install owlrl`` brings it.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import statistics
import sys
import time
from collections.abc import Callable

from pyoxigraph import RdfFormat, Triple, serialize

from naseikg.pipeline import build_graph
from naseikg.places import project
from naseikg.reasoning.hermit import ask_hermit
from naseikg.reasoning.reason import materialise


def _median(work: Callable[[], object], runs: int) -> float:
    """The median wall time; the first run loads libraries, or Java, and is not counted."""
    taken = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken[1:])


def _owlrl(triples: tuple[Triple, ...], wanted: tuple[Triple, ...]) -> str:
    """Expands the graph with owlrl, and says how much of what the rules inferred is in it."""
    import rdflib

    owlrl = importlib.import_module("owlrl")
    stream = io.BytesIO()
    serialize(triples, stream, format=RdfFormat.N_TRIPLES)
    graph = rdflib.Graph().parse(data=stream.getvalue(), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    stream = io.BytesIO()
    serialize(wanted, stream, format=RdfFormat.N_TRIPLES)
    found = sum(one in graph for one in rdflib.Graph().parse(data=stream.getvalue(), format="nt"))
    return f"finds {found} of the {len(wanted)} facts that the rules infer"


def main(runs: int = 3) -> None:
    built = build_graph(project())
    triples = (*built.ontology.triples, *built.asserted)
    print(f"{len(triples)} triples, {len(built.inferred)} inferred, median of {runs} runs")
    works: dict[str, Callable[[], object]] = {
        "rules": lambda: materialise(built.ontology, built.asserted),
        "HermiT": lambda: ask_hermit(triples),
    }
    if importlib.util.find_spec("owlrl"):
        works["owlrl"] = lambda: _owlrl(triples, built.inferred)
    medians = {}
    for name, work in works.items():
        medians[name] = _median(work, runs)
        print(f"{name:<7} {medians[name]:8.3f} s  {medians[name] / medians['rules']:6.1f} times the rules")
    if "owlrl" in works:
        print(f"owlrl {works['owlrl']()}")
    else:
        print("owlrl is not installed, so it was not measured")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
