"""Runs inputs that nobody meant, from seeds, and tells those that end otherwise than with an error of ours.

Run it with ``python benchmarks/fuzz.py [--count N] [--seed N] [--url URL] [TARGET ...]``. The targets are those of
``tests/fuzzing.py`` (query, records, rdf, mappings, names), and ``http``, which needs the address of a running
``naseikg serve``. Each target runs in a process of its own, so that an input that ends the process is found too: it is
told with its seed, and ``--seed`` of that number with ``--count 1`` runs it again.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from fuzzing import TARGETS
from fuzzing_http import http_target

#: An input that takes longer than this, in seconds, counts as a fault.
_LONGEST = 60.0


def _run(name: str, seed: int, count: int, url: str, told: Connection) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = http_target(url) if name == "http" else TARGETS[name](Path(__file__).parent.parent, Path(folder))
        seen: set[tuple[str, int | None]] = set()
        for one in range(seed, seed + count):
            made = target.make(random.Random(one))
            told.send((one, ""))
            try:
                target.run(made)
            except Exception as error:
                place = traceback.extract_tb(error.__traceback__)[-1]
                if (place.filename, place.lineno) not in seen:
                    told.send((one, f"{traceback.format_exc()}\n{made!r:.2000}"))
                seen.add((place.filename, place.lineno))
    told.send((seed + count, ""))


def _fuzzed(name: str, seed: int, count: int, url: str) -> list[str]:
    """What went wrong with a target, each place in the code once; nothing when all was well."""
    here, there = multiprocessing.Pipe(duplex=False)
    began = time.perf_counter()
    process = multiprocessing.get_context("spawn").Process(target=_run, args=(name, seed, count, url, there))
    process.start()
    there.close()
    last, faults = seed, []
    try:
        while here.poll(_LONGEST):
            last, fault = here.recv()
            faults += [f"{name}: seed {last}: {fault}"] if fault else []
        faults.append(f"{name}: seed {last}: takes longer than {_LONGEST:g} s")
    except EOFError:
        process.join()
        if last < seed + count:
            faults.append(f"{name}: seed {last}: the process ended ({process.exitcode})")
    process.kill()
    seconds = time.perf_counter() - began
    print(f"{name}: {last - seed} inputs in {seconds:.1f} s, {(last - seed) / seconds:.0f} a second", flush=True)
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "targets", nargs="*", metavar="TARGET", help=f"{', '.join(TARGETS)}, http (default: all but http)"
    )
    parser.add_argument("--count", type=int, default=10_000, help="inputs for each target (default: 10000)")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the first input (default: 0)")
    parser.add_argument("--url", default="", help="for http: the address of a running server, as http://127.0.0.1:8400")
    options = parser.parse_args()
    targets = options.targets or list(TARGETS)
    if unknown := {*targets} - {*TARGETS, "http"}:
        parser.error(f"no target is called {', '.join(sorted(unknown))}")
    if "http" in targets and not options.url:
        parser.error("http needs --url, the address of a running 'naseikg serve'")
    faults = [fault for name in targets for fault in _fuzzed(name, options.seed, options.count, options.url)]
    print("\n".join(faults) if faults else "no fault", flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
