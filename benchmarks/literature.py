"""Writes a made-up literature of a given number of findings: as record folders beside the real one, or as triples.

Run it with ``python benchmarks/literature.py FINDINGS --folder DIR`` for a project of record files that
``naseikg build`` reads, or with ``--triples FILE.nt`` for the asserted triples alone, which needs little memory at any
size. ``--seed`` gives another literature. Both hold the real source, whose substances, methods and phenomena the
made-up ones share. How it is drawn is said in docs/growing.md.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from naseikg.literature.asserted import made_triples
from naseikg.literature.folders import write_entries
from naseikg.literature.making import made_sources
from naseikg.literature.pattern import pattern_of
from naseikg.places import project
from naseikg.reasoning.ontology import load_ontology
from naseikg.records.catalogue import records_of
from naseikg.records.source import load_source


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("findings", type=int)
    parser.add_argument("--seed", type=int, default=1)
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("--folder", type=Path)
    either.add_argument("--triples", type=Path)
    options = parser.parse_args()
    where = project()
    ontology, entries = load_ontology(where.ontology), load_source(where.records)
    records = records_of(entries, ontology)
    sources = made_sources(pattern_of(records), findings=options.findings, seed=options.seed)
    if options.folder:
        for name in ("ontology", "queries", "graphs"):
            shutil.copytree(where.root / name, options.folder / name)
        for source in sources:
            write_entries(source, options.folder / "ontology" / "records")
    else:
        with options.triples.open("w", encoding="utf-8") as file:
            file.writelines(f"{one} .\n" for one in made_triples(sources, records, entries, ontology))


if __name__ == "__main__":
    main()
