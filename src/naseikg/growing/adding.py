"""Adding the records of sources to a graph on disk: read, reasoned over and checked as far as they reach, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store, Triple

from naseikg.asking.answers import construct
from naseikg.asking.freshness import groundwork_of
from naseikg.asking.ondisk import Account, change, is_on_disk
from naseikg.asking.store import Manifest, load_store, manifest_of
from naseikg.errors import NaseikgError, StoreError
from naseikg.growing.checking import require_checks_of
from naseikg.growing.delta import Delta
from naseikg.growing.joining import Joined, join
from naseikg.growing.mapped import bridges_of, extend_mappings
from naseikg.growing.rulebook import Rulebook, rulebook_of
from naseikg.growing.surroundings import Surroundings
from naseikg.linking.linked import labels_of, linked
from naseikg.linking.sssom import load_mappings
from naseikg.places import Project
from naseikg.reasoning.ontology import Ontology, load_ontology
from naseikg.records.catalogue import records_of
from naseikg.records.fields import ThingId
from naseikg.records.literature import SourceRecord
from naseikg.records.source import Entry, load_source_folder
from naseikg.records.things import Record
from naseikg.vocabulary import GRAPH_ASSERTED, GRAPH_INFERRED, GRAPH_MAPPINGS

__all__ = ["STAGES", "Added", "account_for", "add_entries", "add_sources"]

#: The stages of adding in order, as told to a progress display.
STAGES = ("ontology", "source", "records", "reason", "links", "checks", "store")

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding sources did: their records, the triples that came and went, the checks, and the graph now."""

    records: int
    added: int
    removed: int
    checks: int
    manifest: Manifest


def add_sources(
    project: Project, folders: Sequence[Path], graph: Path, *, progress: Progress = lambda stage: None
) -> Added:
    """Adds the sources of some folders of records to the graph on disk of a folder.

    The graph becomes what building it from all sources would give. Killed at any moment, or refused, it stays as it was.

    Raises:
        RecordErrors, InconsistencyError, CheckErrors, MappingErrors: the first stage that finds faults raises all.
        StoreError: there is no graph on disk, it was built from another ontology or other mappings, or it cannot be
            written.
        NaseikgError: a folder holds no source, or one that the graph has already.
    """
    progress("ontology")
    if not is_on_disk(graph):
        raise StoreError(f"{graph}: is no graph on disk; run 'naseikg build', or 'naseikg build --on-disk' once")
    if manifest_of(graph).inputs != groundwork_of(project):
        raise StoreError(
            f"{graph}: was built with another ontology, other mappings or other checks; build the whole graph anew"
        )
    progress("source")
    entries = [entry for folder in folders for entry in load_source_folder(folder)]
    before = load_store(graph)

    def work(store: Store, account: Account) -> tuple[Joined, int, int]:
        joined, records, checks = add_entries(store, before, project, entries, progress=progress)
        progress("store")
        account_for(account, joined)
        return joined, len(records), checks

    joined, records, checks = change(graph, work)
    return Added(
        records=records,
        added=len(joined.added),
        removed=len(joined.removed),
        checks=checks,
        manifest=manifest_of(graph),
    )


def add_entries(
    store: Store, before: Store, project: Project, entries: Sequence[Entry], *, progress: Progress = lambda stage: None
) -> tuple[Joined, tuple[Record, ...], int]:
    """Adds entries to a store that holds a built graph: what came and went, the records, and the number of checks.

    ``before`` is the same graph, and is not changed. When something is raised the store is to be dropped.

    Raises:
        RecordErrors, InconsistencyError, CheckErrors, MappingErrors: the first stage that finds faults raises all.
    """
    progress("records")
    ontology, rules = _groundwork(project)
    around = Surroundings(store)
    _require_new_sources(entries, around)
    records = records_of(entries, ontology, around=around)
    progress("reason")
    joined = join(store, rules, records)
    progress("links")
    facts = [one.triple for one in joined.added]
    delta = Delta(facts, is_old=lambda one: next(before.quads_for_pattern(one, None, None), None) is not None)
    # What the mappings said and the source says too is said by the source only.
    known = [quad for one in facts if (quad := _mapped(one)) in store]
    for quad in known:
        store.remove(quad)
    told = extend_mappings(store, before, bridges_of(before), project.mappings / "patterns", facts, delta, ontology)
    if told is None:
        joined = _mapped_anew(store, before, project, ontology, joined)
    else:
        joined = Joined(added=(*joined.added, *told), removed=(*joined.removed, *known))
    progress("checks")
    kept = {one.triple for one in joined.added}
    delta.add(kept)
    lost = [one for one in joined.removed if one.triple not in kept]
    return joined, records, require_checks_of(store, project.checks, delta, lost)


def account_for(account: Account, joined: Joined) -> None:
    """Takes what came and went into the account, as the store writes it."""
    account.remove(joined.removed)
    account.add(_as_stored(joined.added))


def _as_stored(quads: Sequence[Quad]) -> list[Quad]:
    """The quads as a store gives them out: it writes 1.0 as 1."""
    store = Store()
    store.bulk_extend(quads)
    return list(store)


def _mapped(one: Triple) -> Quad:
    return Quad(one.subject, one.predicate, one.object, GRAPH_MAPPINGS)


def _groundwork(project: Project) -> tuple[Ontology, Rulebook]:
    ontology = load_ontology(project.ontology)
    return ontology, rulebook_of(ontology)


def _require_new_sources(entries: Sequence[Entry], around: Surroundings) -> None:
    described = {one.source: one for one in entries if one.file == SourceRecord.file}
    for entry in entries:
        if entry.source not in described:
            raise NaseikgError(f"{entry.place.path.parent}: has no {SourceRecord.file}.yaml; describe the source there")
    for name, entry in described.items():
        if entry.id is not None and around.knows(ThingId(SourceRecord.kind, entry.id)):
            raise NaseikgError(
                f"{entry.place.path.parent}: the graph holds the source {entry.id} already; to change or remove a source,"
                f" change the folder {name} of the records and run 'naseikg build --on-disk'"
            )


def _mapped_anew(store: Store, before: Store, project: Project, ontology: Ontology, joined: Joined) -> Joined:
    """The graph of the mappings drawn from the whole graph, where the new facts unsay something in it."""

    def held(graph: NamedNode) -> list[Triple]:
        return [one.triple for one in store.quads_for_pattern(None, None, None, graph)]

    asserted, inferred = held(GRAPH_ASSERTED), held(GRAPH_INFERRED)
    drawn = linked(
        load_mappings(project.mappings, labels_of(ontology, asserted)),
        project.mappings / "patterns",
        ontology=ontology,
        asserted=asserted,
        inferred=inferred,
        construct=construct,
    )
    wanted = set(_as_stored([_mapped(one) for one in drawn]))
    was = set(before.quads_for_pattern(None, None, None, GRAPH_MAPPINGS))
    store.remove_graph(GRAPH_MAPPINGS)
    store.bulk_extend(wanted)
    return Joined(added=(*joined.added, *(wanted - was)), removed=(*joined.removed, *(was - wanted)))
