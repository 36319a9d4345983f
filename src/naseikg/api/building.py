"""Building the graph, and checking what goes into it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from naseikg.api.current import current_project, current_store, forget

if TYPE_CHECKING:
    from naseikg.asking.store import Manifest
    from naseikg.growing.adding import Added
    from naseikg.quality.report import GateReport
    from naseikg.reading.coverage import Coverage
    from naseikg.validating.report import Report

__all__ = ["add", "build", "check", "check_ontology", "coverage", "validate"]


def build(out: Path | str | None = None) -> Manifest:
    """Builds the graph from ontology and records, and writes it to a folder; without one, to where the verbs read it.

    Raises:
        OntologyError, RecordErrors, InconsistencyError, CheckErrors: the data break a rule; the last build stays.
        StoreError: the folder cannot be written.
    """
    from naseikg.asking.freshness import digest_of, groundwork_of
    from naseikg.pipeline import build_graph, write_graph, write_large_graph

    where = current_project()
    folder = where.graph if out is None else Path(out)
    inputs, groundwork = digest_of(where), groundwork_of(where)
    built = build_graph(where)
    if built.is_large:
        manifest = write_large_graph(built, folder, groundwork=groundwork)
    else:
        manifest = write_graph(built, folder, inputs=inputs)
    forget()
    return manifest


def add(*folders: Path | str, to: Path | str | None = None) -> Added:
    """Adds sources, each a folder of record files, to a graph on disk; without ``to``, to the one that the verbs read.

    The graph becomes what building it from all sources would give. What is refused leaves it as it was.

    Raises:
        RecordErrors, InconsistencyError, CheckErrors: the sources break a rule, or contradict the graph.
        StoreError: there is no graph on disk, it was built with another ontology, or it cannot be written.
        NaseikgError: a folder holds no source, or one that the graph has already.
    """
    from naseikg.growing.adding import add_sources

    where = current_project()
    added = add_sources(where, [Path(one) for one in folders], where.graph if to is None else Path(to))
    forget()
    return added


def check() -> int:
    """How many checks the graph passes that the records give now; writes nothing.

    Raises:
        OntologyError, RecordErrors, InconsistencyError, CheckErrors: the data break a rule; every fault is named.
    """
    from naseikg.pipeline import build_graph

    return build_graph(current_project()).checks


def check_ontology() -> GateReport:
    """The report of the quality gates on the ontology: FOOPS!, OOPS!, ROBOT report, LOV, as far as they need no network.

    >>> import naseikg
    >>> report = naseikg.check_ontology()
    >>> [result.outcome for result in report.results if result.gate.level in ("Critical", "Error")] == ["passes"] * 27
    True

    Raises:
        OntologyError, RecordErrors: ontology or records break a rule; every fault is named.
        QueryError: a gate, or a table beside the gates, is wrong.
    """
    from naseikg.quality.report import judge
    from naseikg.reasoning.ontology import load_ontology
    from naseikg.records.catalogue import load_records
    from naseikg.records.triples import triples_of

    where = current_project()
    ontology = load_ontology(where.ontology)
    return judge(ontology.triples, triples_of(load_records(where.records, ontology)), where.gates)


def coverage(text: Path | str) -> Coverage:
    """The account of every sentence, number and citation of a source's plain text.

    Raises:
        TextError: the text cannot be read, or is not the one the records were read from.
    """
    from naseikg.reading.coverage import coverage_of
    from naseikg.reading.text import load_text
    from naseikg.reasoning.ontology import load_ontology
    from naseikg.records.catalogue import load_records

    where = current_project()
    return coverage_of(load_text(Path(text)), load_records(where.records, load_ontology(where.ontology)))


def validate(file: Path | str) -> Report:
    """What is wrong with data that you bring, in a file of RDF whose form its suffix tells.

    The data may refer to the things of this graph; only what they speak of is judged.
    ``report.conforms`` is true when nothing is wrong; ``str(report)`` is what ``naseikg check --data`` prints.

    >>> import naseikg
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "mine.nt")
    ...     size = file.write_text('<https://example.org/salt> <https://w3id.org/naseikg/ontology#formula> "NaF" .')
    ...     report = naseikg.validate(file)
    >>> report.conforms, len(report.problems)
    (False, 1)

    Raises:
        DataError: the file cannot be read, is no RDF, or is about nothing that this graph knows.
        NaseikgError: the extra ``shacl`` is not installed.
    """
    from naseikg.exports.rdf import graph_of
    from naseikg.validating.brought import load_brought
    from naseikg.validating.shapes import load_shapes
    from naseikg.validating.shapes import validate as validated

    shapes = load_shapes(current_project().shapes)
    return validated(load_brought(Path(file)), background=graph_of(current_store()), shapes=shapes)
