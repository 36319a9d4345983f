"""The line from records to a built graph, one stage after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad, Triple
from pyoxigraph import Store as _Store

from naseikg.asking.answers import construct
from naseikg.asking.checks import require_checks
from naseikg.asking.ondisk import ON_DISK_FROM, write_on_disk
from naseikg.asking.store import Manifest, quads_of, store_of, write_store
from naseikg.linking.linked import labels_of, linked
from naseikg.linking.sssom import Link, load_mappings
from naseikg.places import Project
from naseikg.reasoning.ontology import Ontology, load_ontology
from naseikg.reasoning.reason import materialise
from naseikg.records.catalogue import records_of
from naseikg.records.source import load_source
from naseikg.records.things import Record
from naseikg.records.triples import triples_of

__all__ = ["STAGES", "Built", "build_graph", "write_graph", "write_large_graph"]

#: The stages of a build in order, as told to a progress display.
STAGES = ("ontology", "source", "records", "triples", "reason", "links", "checks", "store")

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Built:
    """A build in memory: what went in, what followed, and all of it as quads."""

    ontology: Ontology
    records: tuple[Record, ...]
    asserted: tuple[Triple, ...]
    inferred: tuple[Triple, ...]
    links: tuple[Link, ...]
    quads: tuple[Quad, ...]
    store: _Store
    checks: int

    @property
    def is_large(self) -> bool:
        """Whether the graph is so large that it is better looked up on disk than loaded by each command."""
        return len(self.quads) >= ON_DISK_FROM


def build_graph(project: Project, *, progress: Progress = lambda stage: None) -> Built:
    """The whole graph of a project, reasoned and checked, in memory.

    ``progress`` is told each of `STAGES` as it begins.

    Raises:
        OntologyError, RecordErrors, InconsistencyError, MappingErrors, CheckErrors: the first stage that finds
            faults raises all of them.
    """
    progress("ontology")
    ontology = load_ontology(project.ontology)
    progress("source")
    entries = load_source(project.records)
    progress("records")
    records = records_of(entries, ontology)
    progress("triples")
    asserted = triples_of(records)
    progress("reason")
    inferred = materialise(ontology, asserted)
    progress("links")
    links = load_mappings(project.mappings, labels_of(ontology, asserted))
    mappings = linked(
        links,
        project.mappings / "patterns",
        ontology=ontology,
        asserted=asserted,
        inferred=inferred,
        construct=construct,
    )
    progress("checks")
    quads = quads_of(ontology=ontology.triples, asserted=asserted, inferred=inferred, mappings=mappings)
    store = store_of(quads)
    checks = require_checks(store, project.checks)
    return Built(
        ontology=ontology,
        records=records,
        asserted=asserted,
        inferred=inferred,
        links=links,
        quads=quads,
        store=store,
        checks=checks,
    )


def write_graph(built: Built, folder: Path, *, inputs: str = "", progress: Progress = lambda stage: None) -> Manifest:
    """Writes a build to a folder, with the digest of its inputs; see `store.write_store` and `freshness.digest_of`."""
    progress("store")
    return write_store(built.quads, folder, version=built.ontology.version, inputs=inputs)


def write_large_graph(
    built: Built, folder: Path, *, groundwork: str, progress: Progress = lambda stage: None
) -> Manifest:
    """Writes a build for look-ups on disk, so that sources can be added to it; see `freshness.groundwork_of`."""
    progress("store")
    return write_on_disk(built.quads, folder, version=built.ontology.version, inputs=groundwork)
