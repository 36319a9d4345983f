"""The line from records to a built graph, one stage after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad, Triple
from pyoxigraph import Store as _Store

from naseikg.asking.checks import require_checks
from naseikg.asking.store import Manifest, quads_of, store_of, write_store
from naseikg.places import Project
from naseikg.reasoning.ontology import Ontology, load_ontology
from naseikg.reasoning.reason import materialise
from naseikg.records.catalogue import records_of
from naseikg.records.source import load_source
from naseikg.records.things import Record
from naseikg.records.triples import triples_of
from naseikg.vocabulary import OWL

__all__ = ["STAGES", "Built", "build_graph", "write_graph"]

#: The stages of a build in order, as told to a progress display.
STAGES = ("ontology", "source", "records", "triples", "reason", "checks", "store")

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Built:
    """A build in memory: what went in, what followed, and all of it as quads."""

    ontology: Ontology
    records: tuple[Record, ...]
    asserted: tuple[Triple, ...]
    inferred: tuple[Triple, ...]
    quads: tuple[Quad, ...]
    store: _Store
    checks: int


def build_graph(project: Project, *, progress: Progress = lambda stage: None) -> Built:
    """The whole graph of a project, reasoned and checked, in memory.

    ``progress`` is told each of `STAGES` as it begins.

    Raises:
        OntologyError, RecordErrors, InconsistencyError, CheckErrors: the first stage that finds faults
            raises all of them.
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
    progress("checks")
    quads = quads_of(ontology=ontology.triples, asserted=asserted, inferred=inferred)
    store = store_of(quads)
    checks = require_checks(store, project.checks)
    return Built(
        ontology=ontology,
        records=records,
        asserted=asserted,
        inferred=inferred,
        quads=quads,
        store=store,
        checks=checks,
    )


def write_graph(built: Built, folder: Path, *, progress: Progress = lambda stage: None) -> Manifest:
    """Writes a build to a folder; see `store.write_store`."""
    progress("store")
    version = next(
        (built.ontology.text(subject, OWL.versionInfo) for subject, _ in built.ontology.subjects(OWL.versionIRI)),
        None,
    )
    return write_store(built.quads, folder, version=version or "unversioned")
