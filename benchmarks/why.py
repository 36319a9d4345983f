"""Time to explain every inferred fact of the built graph, beside HermiT confirming one and rustdl justifying one.

Run it with ``python benchmarks/why.py [RUNS]`` after ``naseikg build``; it prints medians and ratios. HermiT only
says that a fact follows; rustdl also names the axioms and facts. Both are asked about the class of a thing that takes
us longest. rustdl is no dependency of this project: ``pip install rustdl`` brings it.
"""

from __future__ import annotations

import importlib
import importlib.util
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store, Triple, serialize

from naseikg.asking.store import load_store
from naseikg.explaining.why import Explainer
from naseikg.explaining.wording import typed
from naseikg.places import project
from naseikg.reasoning.hermit import are_consistent
from naseikg.vocabulary import GRAPH_ASSERTED, GRAPH_INFERRED, GRAPH_ONTOLOGY, OWL, RDF


def _seconds(work: Callable[..., object], *arguments: object) -> float:
    began = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - began


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _denied(store: Store, fact: Triple) -> list[Triple]:
    """The ontology and the facts that say something in OWL, with a membership denied, which contradicts them."""
    links = {
        quad.subject
        for kind in (OWL.DatatypeProperty, OWL.ObjectProperty)
        for quad in store.quads_for_pattern(None, RDF.type, kind, GRAPH_ONTOLOGY)
    } | {RDF.type}
    recorded = store.quads_for_pattern(None, None, None, GRAPH_ASSERTED)
    triples = [quad.triple for quad in store.quads_for_pattern(None, None, None, GRAPH_ONTOLOGY)]
    triples += [quad.triple for quad in recorded if quad.predicate in links]
    denial = BlankNode()
    assert isinstance(fact.subject, NamedNode)
    parts = ((RDF.type, OWL.Class), (OWL.complementOf, fact.object))
    return [*triples, Triple(fact.subject, RDF.type, denial), *(Triple(denial, link, one) for link, one in parts)]


def _justify(triples: list[Triple]) -> int:
    """How many axioms and facts rustdl names."""
    rustdl = importlib.import_module("rustdl")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "denied.rdf"
        serialize(triples, str(path), format=RdfFormat.RDF_XML)
        return len(rustdl.justify(str(path), ["inconsistent"]))


def main(runs: int = 5) -> None:
    where = project()
    store = load_store(where.graph)
    facts = sorted((quad.triple for quad in store.quads_for_pattern(None, None, None, GRAPH_INFERRED)), key=str)
    explainer = Explainer(store)
    explainer.explain(facts[0])
    taken = {fact: _seconds(lambda one: str(explainer.explain(one)), fact) for fact in facts}
    slowest = max(taken, key=lambda fact: taken[fact])
    print(f"{len(facts)} inferred facts, each explained once in one process")
    print(
        f"  median {statistics.median(taken.values()) * 1000:.2f} ms, longest {taken[slowest] * 1000:.1f} ms: {typed(slowest)}"
    )
    every = [_seconds(lambda one: str(explainer.explain(one, limit=10)), fact) for fact in facts]
    print(f"  up to ten reasons: median {statistics.median(every) * 1000:.2f} ms, longest {max(every) * 1000:.1f} ms")
    subject, relation, value = typed(slowest).split(" ")
    commands = {
        "naseikg why": [sys.executable, "-m", "naseikg.cli", "why", subject, relation, value],
        "naseikg show": [sys.executable, "-m", "naseikg.cli", "show", subject],
    }
    for name, command in commands.items():
        cold = [_seconds(_run, command) for _ in range(runs + 1)]
        print(f"cold command, {name} {subject}: median {statistics.median(cold[1:]):.3f} s of {runs} runs")
    kinds = [fact for fact in facts if fact.predicate == RDF.type]
    asked = max(kinds, key=lambda fact: taken[fact])
    triples = _denied(store, asked)
    are_consistent([triples])
    hermit = _seconds(lambda: are_consistent([triples]))
    print(
        f"{typed(asked)}: {taken[asked] * 1000:.1f} ms with proof; HermiT confirms it in {hermit:.2f} s,"
        f" {hermit / taken[asked]:.0f} times as long, without a reason"
    )
    if importlib.util.find_spec("rustdl"):
        rustdl = _seconds(lambda: _justify(triples))
        print(f"rustdl justifies it in {rustdl:.2f} s, {rustdl / taken[asked]:.0f} times as long")
    else:
        print("rustdl is not installed, so it was not measured")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
