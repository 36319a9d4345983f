"""Time of the named questions that need inference, on the real graph: here, and the same SPARQL in rdflib.

Run it with ``python benchmarks/questions.py [RUNS] [LIMIT]``: the median of RUNS for each question here and of one
run in rdflib, which is stopped after LIMIT seconds and then counts with these. Both see the materialised facts, so
that only the engines differ; what deriving the facts at the time of the question would cost is in `reasoning.py`.
"""

from __future__ import annotations

import signal
import statistics
import sys
import time
from collections.abc import Callable
from types import FrameType

import rdflib
from pyoxigraph import RdfFormat, serialize
from rdflib.plugins.sparql.sparql import NotBoundError

from naseikg.asking.answers import ask
from naseikg.asking.questions import load_questions
from naseikg.pipeline import build_graph
from naseikg.places import project
from naseikg.vocabulary import BASE, PREFIXES


class _TooLongError(Exception):
    pass


def _stop(signum: int, frame: FrameType | None) -> None:
    raise _TooLongError


def _seconds(rows_of: Callable[[str], int], sparql: str) -> tuple[float, int]:
    began = time.perf_counter()
    rows = rows_of(sparql)
    return time.perf_counter() - began, rows


def main(runs: int = 5, limit: int = 20) -> None:
    where = project()
    built = build_graph(where)
    peer = rdflib.Dataset(default_union=True)
    data = serialize(built.quads, format=RdfFormat.N_QUADS)
    assert data is not None
    peer.parse(data=data, format="nquads")
    prefixes = {**PREFIXES, "kg": BASE}

    def here_rows(sparql: str) -> int:
        return len(ask(built.store, sparql).rows)

    def peer_rows(sparql: str) -> int:
        return len(peer.query(sparql, initNs=prefixes))

    signal.signal(signal.SIGALRM, _stop)
    ratios, slow = [], 0
    print(f"{'question':<48} {'here':>9} {'rdflib':>9} {'ratio':>7}")
    for question in (one for one in load_questions(where.queries) if "inferred" in one.tags):
        times = [_seconds(here_rows, question.sparql) for _ in range(runs)]
        here, rows = statistics.median(one for one, _ in times), times[0][1]
        signal.alarm(limit)
        try:
            there, found = _seconds(peer_rows, question.sparql)
            note = "" if found == rows else f"  {found} rows instead of {rows}"
        except _TooLongError:
            there, note, slow = float(limit), f"  stopped after {limit} s", slow + 1
        except NotBoundError as error:
            # rdflib 7.6 counts no unbound values apart: https://www.w3.org/TR/sparql11-query/#defn_aggCount
            print(f"{question.name:<48} {here * 1000:6.1f} ms  no answer from rdflib: {error}")
            continue
        finally:
            signal.alarm(0)
        ratios.append(there / here)
        print(
            f"{question.name:<48} {here * 1000:6.1f} ms {there * 1000:6.0f} ms {there / here:6.0f}x{note}", flush=True
        )
    print(
        f"{len(ratios)} questions, {slow} stopped in rdflib; rdflib takes {statistics.median(ratios):.0f} times as long"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
