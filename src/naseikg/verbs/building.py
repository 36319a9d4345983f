"""Building: from records to a graph, and from a text to records."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from naseikg.places import Project
from naseikg.verbs.terminal import AddVerb, progress_of

__all__ = ["add_verbs"]


def add_verbs(verb: AddVerb) -> None:
    """Adds ``build``, ``add``, ``coverage``, ``index``."""
    one = verb("build", _build, "build the graph from ontology and records", "build", "build --out /tmp/graph")
    one.add_argument("--out", type=Path, metavar="DIR", help="where to write the graph (default: build/graph)")
    one.add_argument(
        "--on-disk",
        action="store_true",
        help="write it for look-ups on disk, so that sources can be added to it; a graph of a million triples is so anyway",
    )

    one = verb(
        "add",
        _add,
        "add sources to a graph on disk without building it anew",
        "add ontology/records/kim-2025",
        "add ontology/records/kim-2025 ontology/records/lee-2026",
    )
    one.add_argument("folders", type=Path, nargs="+", metavar="FOLDER", help="the folder of a source's record files")
    one.add_argument("--to", type=Path, metavar="DIR", help="the graph to add to (default: build/graph)")

    one = verb(
        "coverage",
        _coverage,
        "account for every sentence, number and citation of a source",
        "coverage review.txt",
        "coverage review.txt --section 3.1",
    )
    one.add_argument("text", type=Path, metavar="TEXT", help="the plain text the records were read from")
    either = one.add_mutually_exclusive_group()
    either.add_argument("--section", metavar="NUMBER", help="list only this section")
    either.add_argument("--summary", action="store_true", help="print the totals only")

    one = verb(
        "index", _index, "write the sentence records of a new source's text", "index review.txt > sentences.yaml"
    )
    one.add_argument("text", type=Path, metavar="TEXT", help="the plain text of the source")


def _build(options: argparse.Namespace, where: Project) -> int:
    from naseikg.asking.freshness import digest_of, groundwork_of
    from naseikg.pipeline import STAGES, build_graph, write_graph, write_large_graph

    began = time.perf_counter()
    out = options.out or where.graph
    inputs, groundwork = digest_of(where), groundwork_of(where)
    with progress_of(STAGES) as progress:
        built = build_graph(where, progress=progress)
        if options.on_disk or built.is_large:
            manifest = write_large_graph(built, out, groundwork=groundwork, progress=progress)
        else:
            manifest = write_graph(built, out, inputs=inputs, progress=progress)
    seconds = time.perf_counter() - began
    print(
        f"{len(built.records)} records, {len(built.asserted)} asserted and {len(built.inferred)} inferred triples, "
        f"{built.checks} checks passed in {seconds:.1f} s\n{out}: version {manifest.version}, {manifest.sha256[:12]}"
    )
    return 0


def _add(options: argparse.Namespace, where: Project) -> int:
    from naseikg.growing.adding import STAGES, add_sources

    began = time.perf_counter()
    graph = options.to or where.graph
    with progress_of(STAGES) as progress:
        added = add_sources(where, options.folders, graph, progress=progress)
    seconds = time.perf_counter() - began
    print(
        f"{added.records} records, {added.added} triples added and {added.removed} replaced, "
        f"{added.checks} checks passed in {seconds:.1f} s\n"
        f"{graph}: version {added.manifest.version}, {added.manifest.sha256[:12]}"
    )
    return 0


def _coverage(options: argparse.Namespace, where: Project) -> int:
    from naseikg.reading.coverage import coverage_of
    from naseikg.reading.text import load_text
    from naseikg.reasoning.ontology import load_ontology
    from naseikg.records.catalogue import load_records

    text = load_text(options.text)
    report = coverage_of(text, load_records(where.records, load_ontology(where.ontology)))
    print(report.summary() if options.summary else report.ledger(section=options.section))
    return 0 if report.complete else 1


def _index(options: argparse.Namespace, where: Project) -> int:
    from naseikg.reading.sentences import sentence_records
    from naseikg.reading.text import load_text

    print(sentence_records(load_text(options.text)), end="")
    return 0
