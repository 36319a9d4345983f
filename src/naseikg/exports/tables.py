"""The graph as tidy tables for people who count and plot: one row a thing, every column described."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pyoxigraph import NamedNode, Store

from naseikg.exports.columns import (
    NOT_STATED,
    Facts,
    Field,
    class_labels,
    findings,
    ids,
    joined,
    labels,
    measure,
    references,
    self_id,
    self_label,
    stated,
    texts,
    user_ids,
    user_labels,
)
from naseikg.exports.network import Edge
from naseikg.vocabulary import BASE, BIBO, DCTERMS, NSEI, RDFS, SKOS, curie

__all__ = ["Table", "tables_of", "write_tables"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: what a row is, the columns with what stands in them, and the cells as text."""

    name: str
    about: str
    columns: Mapping[str, str]
    rows: tuple[tuple[str, ...], ...]


def tables_of(store: Store) -> tuple[Table, ...]:
    """Every table, in the order in which a reader meets them; rows are sorted by their first column, numbers by size."""
    facts = Facts(store)
    things = tuple(design.table(facts) for design in _DESIGNS)
    return (*things, _EDGES.table(facts))


def write_tables(tables: Sequence[Table]) -> bytes:
    """A zip archive with a CSV file a table, and ``tables.md`` that describes them; equal tables give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in [("tables.md", _description(tables)), *((f"{one.name}.csv", _csv(one)) for one in tables)]:
            entry = zipfile.ZipInfo(name)  # dated 1980, the earliest a zip archive knows
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text)
    return out.getvalue()


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return out.getvalue()


def _description(tables: Sequence[Table]) -> str:
    lines = [
        "# Tables of the naseikg knowledge graph",
        "",
        "CSV in UTF-8 with a header line. Several values in one cell are separated by `; `. An id such as `substance/naf`",
        f"names the same thing in every table; as an IRI it is `{BASE}substance/naf`. An empty cell means that nothing is",
        f"recorded; `{NOT_STATED}` means that the source does not say. References are the numbers of the source's bibliography.",
        "The data are under CC BY 4.0.",
    ]
    for table in tables:
        lines += ["", f"## {table.name}.csv", "", f"{table.about} Rows: {len(table.rows)}.", ""]
        lines += ["| column | what stands in it |", "| --- | --- |"]
        lines += [f"| {name} | {about} |" for name, about in table.columns.items()]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class _Design(Generic[T]):
    """How a table is made: which items have a row, and the fields of each."""

    name: str
    about: str
    items: Callable[[Facts], Iterable[T]]
    fields: tuple[Field[T], ...]

    def table(self, facts: Facts) -> Table:
        return Table(
            name=self.name,
            about=self.about,
            columns={field.name: field.about for field in self.fields},
            rows=tuple(tuple(field.cell(facts, item) for field in self.fields) for item in self.items(facts)),
        )


def _of_kind(kind: str) -> Callable[[Facts], list[NamedNode]]:
    return lambda facts: facts.of_kind(kind)


def _spans(facts: Facts, finding: NamedNode) -> str:
    starts = facts.texts(finding, NSEI.evidence, NSEI.sentenceStart)
    ends = facts.texts(finding, NSEI.evidence, NSEI.sentenceEnd)
    return joined(f"{start}-{end}" for start, end in zip(starts, ends, strict=True))


def _layer_classes(facts: Facts, test: NamedNode) -> str:
    return joined(sorted({name for layer in facts.users(test, NSEI.hasTest) for name in facts.classes(layer)}))


def _quantity_references(facts: Facts, quantity: NamedNode) -> str:
    return facts.references(quantity) or facts.references(*facts.users(quantity, NSEI.hasQuantity))


_FINDINGS = _Design(
    "findings",
    "One row a claim of a source, with its evidence.",
    _of_kind("finding"),
    (
        self_id(),
        ids("source", "id of the source that makes the claim", NSEI.reportedIn),
        ids("subject", "id of what the claim is about", NSEI.subject),
        labels("subject_label", "its name", NSEI.subject),
        ids("relation", "the property that the claim states", NSEI.relation),
        ids("object", "id of what the subject is related to", NSEI.object),
        labels("object_label", "its name", NSEI.object),
        texts("claim", "the claim in one sentence of the curators' own", RDFS.label),
        labels("basis", "how it is known: measured, computed, argued, general knowledge", NSEI.basis),
        texts("metal", "lithium or potassium, where the claim is not about sodium", NSEI.concernsMetal),
        texts("references", "numbers of the references that support it", NSEI.supportedBy, NSEI.referenceNumber),
        texts("reference_basis", "where these numbers come from, if not from the sentences", NSEI.referenceBasis),
        labels("credited", "the group that the text credits", NSEI.creditedTo),
        texts("year", "the year that the text gives for the work", NSEI.reportedYear),
        ids("sentences", "ids of the sentences that carry the claim", NSEI.evidence),
        labels("places", "where these sentences stand", NSEI.evidence),
        Field("spans", "their characters in the source's text, from-to, end excluded", _spans),
    ),
)
_TESTS = _Design(
    "tests",
    "One row a cycling test; each condition is a value, or said to be not stated.",
    _of_kind("test"),
    (
        self_id(),
        self_label(),
        user_ids("layers", "ids of the layers (or substances) tested", NSEI.hasTest),
        user_labels("layer_labels", "their names", NSEI.hasTest),
        Field("classes", "their classes, as the records give them", _layer_classes),
        stated(labels("cell", "the cell", NSEI.cellConfiguration), NSEI.cellConfiguration),
        *measure("current_density", "current density", NSEI.currentDensity),
        *measure("areal_capacity", "areal capacity", NSEI.arealCapacity),
        *measure("lifetime", "time of stable cycling", NSEI.lifetime),
        *measure("cycle_count", "number of cycles", NSEI.cycleCount),
        *measure("coulombic_efficiency", "coulombic efficiency", NSEI.coulombicEfficiency),
        stated(labels("electrolyte", "the electrolyte", NSEI.electrolyte), NSEI.electrolyte),
        *measure("temperature", "temperature", NSEI.temperature),
        labels("electrode", "the electrode or substrate, where the source names one with the test", NSEI.electrode),
        texts("outcome", "what was observed", NSEI.outcome),
        references(),
    ),
)
_QUANTITIES = _Design(
    "quantities",
    "One row a printed number.",
    _of_kind("quantity"),
    (
        self_id(),
        self_label(),
        class_labels(),
        user_ids("of", "ids of what has the quantity", NSEI.hasQuantity),
        user_labels("of_labels", "their names", NSEI.hasQuantity),
        texts("value", "the number as the source prints it; a range as `1 to 5`", NSEI.printedValue),
        texts("number", "the number to compute with; empty for a range", NSEI.numericValue),
        texts("lower", "lower bound, set by a range or a word such as over", NSEI.lowerBound),
        texts("upper", "upper bound, set by a range or a word such as up to", NSEI.upperBound),
        texts("qualifier", "the word printed before the number", NSEI.qualifier),
        texts("unit", "its unit", NSEI.unit, NSEI.symbol),
        ids("under", "ids of the quantities that are its conditions", NSEI.under),
        texts("condition", "condition in words", NSEI.conditionText),
        Field(
            "references", "numbers of the references behind it, or behind the test it belongs to", _quantity_references
        ),
    ),
)
_INTERPHASES = _Design(
    "interphases",
    "One row a protective layer.",
    _of_kind("interphase"),
    (
        self_id(),
        self_label(),
        texts("synonyms", "other names in the source", SKOS.altLabel),
        class_labels(),
        labels("precursors", "what it is formed from", NSEI.formedFrom),
        labels("methods", "how it is prepared", NSEI.preparedBy),
        labels("media", "the solvent or medium", NSEI.processedIn),
        labels("phases", "what it consists of", NSEI.hasComponent),
        labels("substrates", "what it is applied on", NSEI.appliedOn),
        labels("mechanisms", "how it acts", NSEI.actsBy),
        ids("tests", "ids of its cycling tests", NSEI.hasTest),
        ids("quantities", "ids of its quantities", NSEI.hasQuantity),
        findings(),
        references(),
    ),
)
_REFERENCES = _Design(
    "references",
    "One row an entry of the bibliography, corrected; what was printed otherwise stands in `printed_slips`.",
    _of_kind("reference"),
    (
        self_id(),
        texts("number", "number in the bibliography", NSEI.referenceNumber),
        texts("authors", "authors in order", NSEI.authorList),
        texts("title", "title", DCTERMS.title),
        texts("journal", "journal", NSEI.journal),
        texts("year", "year", NSEI.year),
        texts("volume", "volume", BIBO.volume),
        texts("pages", "pages", BIBO.pages),
        texts("article_number", "article number, where there are no pages", NSEI.articleNumber),
        texts("doi", "DOI; empty where none could be confirmed", BIBO.doi),
        texts("doi_basis", "how the DOI was found", NSEI.doiBasis),
        texts("doi_source", "where it was found", NSEI.doiSource),
        texts("printed_slips", "what the source prints otherwise", NSEI.printedSlip),
        findings(),
    ),
)
_SUBSTANCES = _Design(
    "substances",
    "One row a substance.",
    _of_kind("substance"),
    (
        self_id(),
        self_label(),
        texts("formula", "formula", NSEI.formula),
        texts("synonyms", "other names in the source", SKOS.altLabel),
        class_labels(),
        texts("definition", "what it is, where the name does not say it", SKOS.definition),
        user_ids("phase_of", "ids of the layers that consist of it", NSEI.hasComponent),
        user_ids("precursor_of", "ids of what is formed from it", NSEI.formedFrom),
        findings(),
        references(),
    ),
)
_COMPARISONS = _Design(
    "comparisons",
    "One row an ordering of two things, or a likeness of several.",
    _of_kind("comparison"),
    (
        self_id(),
        self_label(),
        labels("characteristic", "by what they are compared", NSEI.comparedCharacteristic),
        ids("greater", "id of the one that has more of it", NSEI.greater),
        labels("greater_label", "its name", NSEI.greater),
        ids("lesser", "id of the one that has less of it", NSEI.lesser),
        labels("lesser_label", "its name", NSEI.lesser),
        ids("similar", "ids of those that are alike", NSEI.similar),
        labels("similar_labels", "their names", NSEI.similar),
        references(),
    ),
)
_NOTES = _Design(
    "notes",
    "One row an anomaly of the source, with the reading chosen.",
    _of_kind("note"),
    (
        self_id(),
        class_labels(),
        self_label(),
        texts("problem", "what is wrong or open", NSEI.problem),
        texts("reading", "the reading chosen, and why", NSEI.reading),
        ids("sentences", "ids of the sentences concerned", NSEI.evidence),
        labels("places", "where they stand", NSEI.evidence),
        ids("concerns", "ids of the things, findings and references concerned", NSEI.concerns),
    ),
)
_EDGES: _Design[Edge] = _Design(
    "edges",
    "One row a statement between two things, claimed by findings or inferred from such claims.",
    lambda facts: facts.edges,
    (
        Field("subject", "id", lambda facts, edge: curie(edge.subject)),
        Field("subject_label", "its name", lambda facts, edge: facts.label(edge.subject)),
        Field("relation", "the property", lambda facts, edge: curie(edge.relation)),
        Field("relation_label", "its name", lambda facts, edge: facts.label(edge.relation)),
        Field("object", "id", lambda facts, edge: curie(edge.object)),
        Field("object_label", "its name", lambda facts, edge: facts.label(edge.object)),
        Field("inferred", "true when no finding says it", lambda facts, edge: str(edge.inferred).lower()),
        Field("findings", "how many findings claim it", lambda facts, edge: str(len(edge.claims))),
        Field(
            "finding_ids", "ids of these", lambda facts, edge: joined(curie(NamedNode(one.iri)) for one in edge.claims)
        ),
        Field(
            "references", "numbers of the references behind them", lambda facts, edge: joined(map(str, edge.references))
        ),
    ),
)
_DESIGNS = (_FINDINGS, _TESTS, _QUANTITIES, _INTERPHASES, _REFERENCES, _SUBSTANCES, _COMPARISONS, _NOTES)
