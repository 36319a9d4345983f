"""The whole graph in one file, for other tools: RDF, networks, tables. The suffix says which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Quad,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from naseikg.asking.answered import Answered, answered
from naseikg.asking.questions import load_questions
from naseikg.errors import QueryError, StoreError, UnknownNameError
from naseikg.exports.cardinalities import restored
from naseikg.exports.jsonld import write_json_ld
from naseikg.exports.rdfxml import write_rdf_xml
from naseikg.exports.turtle import write_trig, write_turtle
from naseikg.exports.written import Written
from naseikg.places import Project, project
from naseikg.writing.whole import write_whole

__all__ = ["SUFFIXES", "Exported", "export", "export_all", "export_nanopub", "write_exports"]

if TYPE_CHECKING:
    import networkx

    from naseikg.exports.nanopubs import Nanopub

Content = tuple[bytes, str]


def export(store: Store, file: Path, *, home: Project | None = None) -> Written:
    """Writes the graph to a file in the format of its suffix, and says how much: ``graph.ttl: 41234 triples``.

    The triple formats hold the union of all graphs; ``.nq`` and ``.trig`` keep the graphs apart. Equal graphs give
    equal bytes. A file that was there stays in place until the new one is whole. ``home`` is the project whose
    ontology, shapes, mappings and questions a crate takes along; without it, the one that `places.project` finds.

    Raises:
        UnknownNameError: the suffix is none of `SUFFIXES`.
        StoreError: the file cannot be written.
    """
    return export_all(store, [file], home=home)[0]


def export_all(store: Store, files: Iterable[Path], *, home: Project | None = None) -> tuple[Written, ...]:
    """As `export` for each file; what several formats need is worked out once."""
    return write_exports(Exported(store=store, home=home or project()), files)


def write_exports(prepared: Exported, files: Iterable[Path]) -> tuple[Written, ...]:
    """As `export_all`, from what was worked out before."""
    return tuple(_exported(prepared, file) for file in files)


def export_nanopub(store: Store, file: Path, finding: str) -> Written:
    """Writes one finding as a nanopublication; the finding is given by its id, with or without kind and source.

    Raises:
        QueryError: the file does not end in ``.nanopub.trig``, which is the format for one finding.
        UnknownNameError: nothing is called so, or it is no finding.
        AmbiguousNameError: several things are called so.
        StoreError: the file cannot be written.
    """
    from naseikg.exports.nanopubs import nanopub_of, write_nanopubs

    if not file.name.lower().endswith(_ONE_NANOPUB):
        raise QueryError(
            f"{file}: one finding is exported as a nanopublication only; name the file FILE{_ONE_NANOPUB}, "
            "or leave the finding out"
        )
    made = nanopub_of(store, finding)
    return _written(file, write_nanopubs([made]).encode(), "1 nanopublication")


@dataclass(frozen=True, kw_only=True, eq=False)
class Exported:
    """A store in the forms from which files are written, each made when it is first asked for."""

    store: Store
    home: Project

    def content(self, suffix: str) -> Content:
        """The file of a format and how much is in it; some formats hold the files of others."""
        if suffix not in self._made:
            self._made[suffix] = _FORMATS[suffix](self)
        return self._made[suffix]

    @cached_property
    def _made(self) -> dict[str, Content]:
        return {}

    @cached_property
    def quads(self) -> list[Quad]:
        """Everything in a fixed order; a loaded store gives blank nodes random names, so they are named by what they say."""
        dataset = Dataset(map(restored, self.store))
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        return sorted(dataset, key=lambda quad: (str(quad.graph_name), str(quad.triple)))

    @cached_property
    def triples(self) -> list[Triple]:
        """The union of all graphs, in a fixed order."""
        return sorted({quad.triple for quad in self.quads}, key=str)

    @cached_property
    def answers(self) -> tuple[Answered, ...]:
        """The named queries of the project with their answers.

        Raises:
            QueryError: a query is wrong.
        """
        return answered(self.store, load_questions(self.home.queries))

    @cached_property
    def nanopubs(self) -> tuple[Nanopub, ...]:
        """A nanopublication for each finding.

        Raises:
            NaseikgError: the ontology has no date; there is none to publish with.
        """
        from naseikg.exports.nanopubs import nanopubs_of

        return tuple(nanopubs_of(self.store))

    @cached_property
    def network(self) -> networkx.MultiDiGraph[str]:
        """The claims as a network."""
        from naseikg.exports.network import network_of

        return network_of(self.store)


def _exported(prepared: Exported, file: Path) -> Written:
    if file.name.lower().endswith(_ONE_NANOPUB):
        raise QueryError(
            f"{file}: holds one finding; say which with --finding ID, or name the file FILE{_ALL_NANOPUBS} for all"
        )
    # The longest suffix wins, as the name of a special form of Turtle ends like that of any other.
    fitting = [one for one in SUFFIXES if file.name.lower().endswith(one)]
    suffix = max(fitting, key=len, default=None)
    if suffix is None:
        raise UnknownNameError(f"format (of {', '.join(SUFFIXES)})", file.suffix or file.name, SUFFIXES)
    content, size = prepared.content(suffix)
    return _written(file, content, size)


def _written(file: Path, content: bytes, size: str) -> Written:
    try:
        write_whole(file, content)
    except OSError as error:
        raise StoreError(
            f"{file}: cannot be written ({error.strerror}); give a file in a folder that exists, has space and is yours to write"
        ) from error
    return Written(file, size)


def _as_triples(write: Callable[[list[Triple]], bytes]) -> Callable[[Exported], Content]:
    def written(prepared: Exported) -> Content:
        triples = prepared.triples
        return write(triples), f"{len(triples)} triples"

    return written


def _as_quads(write: Callable[[list[Quad]], bytes]) -> Callable[[Exported], Content]:
    def written(prepared: Exported) -> Content:
        quads = prepared.quads
        return write(quads), f"{len(quads)} quads"

    return written


def _lines(statements: Iterable[Triple] | Iterable[Quad], format: RdfFormat) -> bytes:
    written = serialize(statements, format=format)
    assert written is not None
    return written


def _graphml(prepared: Exported) -> Content:
    from naseikg.exports.network import write_graphml

    network = prepared.network
    return write_graphml(network), f"{len(network.nodes)} nodes, {len(network.edges)} edges"


def _gexf(prepared: Exported) -> Content:
    from naseikg.exports.network import write_gexf

    network = prepared.network
    return write_gexf(network), f"{len(network.nodes)} nodes, {len(network.edges)} edges"


def _csv_zip(prepared: Exported) -> Content:
    from naseikg.exports.tables import tables_of, write_tables

    tables = tables_of(prepared.store)
    return write_tables(tables), f"{len(tables)} tables, {sum(len(table.rows) for table in tables)} rows"


def _bibtex(prepared: Exported) -> Content:
    from naseikg.exports.bibliography import works_of
    from naseikg.exports.bibtex import write_bibtex

    works = works_of(prepared.store)
    return write_bibtex(works).encode(), f"{len(works)} works"


def _csl_json(prepared: Exported) -> Content:
    from naseikg.exports.bibliography import works_of
    from naseikg.exports.csl import write_csl_json

    works = works_of(prepared.store)
    return write_csl_json(works).encode(), f"{len(works)} works"


def _cito(prepared: Exported) -> Content:
    from naseikg.exports.citations import citations_of, write_citations

    triples = citations_of(prepared.store)
    return write_citations(triples).encode(), f"{len(triples)} triples"


def _nanopubs(prepared: Exported) -> Content:
    from naseikg.exports.nanopubs import write_nanopubs

    nanopubs = prepared.nanopubs
    return write_nanopubs(nanopubs).encode(), f"{len(nanopubs)} nanopublication{'' if len(nanopubs) == 1 else 's'}"


def _description(prepared: Exported) -> Content:
    from naseikg.exports.dataset import description_of_dataset, write_description
    from naseikg.exports.offers import offers_of

    triples = description_of_dataset(prepared.store, offers_of(SUFFIXES))
    return write_description(triples).encode(), f"{len(triples)} triples"


def _crate(prepared: Exported) -> Content:
    from naseikg.exports.about import about_of
    from naseikg.exports.crate import write_crate
    from naseikg.exports.packing import packed_files

    made = {suffix: prepared.content(suffix)[0] for suffix in (".trig", ".nq", ".csv.zip", ".dcat.ttl")}
    files = packed_files(prepared.home, prepared.answers, made)
    return write_crate(about_of(prepared.store), files), f"{len(files)} files"


def _battinfo(prepared: Exported) -> Content:
    from naseikg.exports.battinfo import cells_of, write_cells

    document = cells_of(prepared.store)
    return write_cells(document).encode(), f"{document.tests} tests, {document.cells} kinds of cell"


def _qudt(prepared: Exported) -> Content:
    from naseikg.exports.qudt import quantities_of, write_quantities

    triples = quantities_of(prepared.store)
    return write_quantities(triples).encode(), f"{len(triples)} triples"


_ALL_NANOPUBS = ".nanopubs.trig"
_ONE_NANOPUB = ".nanopub.trig"

_FORMATS: Mapping[str, Callable[[Exported], Content]] = {
    ".ttl": _as_triples(lambda triples: write_turtle(triples).encode()),
    ".rdf": _as_triples(write_rdf_xml),
    ".jsonld": _as_triples(lambda triples: write_json_ld(triples).encode()),
    ".nt": _as_triples(lambda triples: _lines(triples, RdfFormat.N_TRIPLES)),
    ".nq": _as_quads(lambda quads: _lines(quads, RdfFormat.N_QUADS)),
    ".trig": _as_quads(lambda quads: write_trig(quads).encode()),
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".csv.zip": _csv_zip,
    ".bib": _bibtex,
    ".csl.json": _csl_json,
    ".cito.ttl": _cito,
    ".battinfo.jsonld": _battinfo,
    ".qudt.ttl": _qudt,
    _ALL_NANOPUBS: _nanopubs,
    ".dcat.ttl": _description,
    ".crate.zip": _crate,
}

#: The suffixes that `export` knows; each stands for a format.
SUFFIXES = tuple(_FORMATS)
