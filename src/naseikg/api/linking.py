"""Links to other ontologies, for Python users."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from naseikg.api.current import current_project, current_store

if TYPE_CHECKING:
    from naseikg.exports.written import Written
    from naseikg.linking.sssom import Link
    from naseikg.linking.verify import LinkReport

__all__ = ["bridge", "check_links", "links"]


def links(name: str | None = None) -> tuple[Link, ...]:
    """The links of a term or thing to other ontologies, the nearest relation first; of a term of theirs; or all.

    A link without an object says that there is no counterpart; its comment says what was searched.

    >>> import naseikg
    >>> naseikg.links("NaF")[0].object_label
    'SodiumFluoride'

    Raises:
        UnknownNameError, AmbiguousNameError: the name stands for nothing, or for several things.
        MappingErrors: a mapping file has a fault; each is named with file and line.
    """
    from naseikg.asking.links import links_about
    from naseikg.linking.stored import links_of_project

    store = current_store()
    found = links_of_project(current_project(), store)
    return found if name is None else links_about(store, found, name)


def check_links(ontologies: Path | str | None = None) -> LinkReport:
    """The report on all links: against the published ontologies of a folder, or only whether each term has its row.

    Raises:
        OntologyError, RecordErrors, InconsistencyError, MappingErrors, CheckErrors: the data break a rule.
        DataError: there is no such folder, or no ontology in it.
    """
    from naseikg.linking.published import load_published
    from naseikg.linking.subjects import subjects_of
    from naseikg.linking.verify import verify
    from naseikg.pipeline import build_graph

    published = None if ontologies is None else load_published(Path(ontologies))
    built = build_graph(current_project())
    return verify(built.links, subjects_of(built.ontology, (*built.asserted, *built.inferred)), published)


def bridge(world: str, file: Path | str) -> Written:
    """Writes the OWL file for people who load the ontologies of one world, such as EMMO, and says how much.

    Raises:
        UnknownNameError: there is no such world, or the suffix is none of .ttl, .rdf, .owl and .nt.
        StoreError: the file cannot be written.
    """
    from naseikg.exports.bridge import write_bridge
    from naseikg.linking.stored import links_of_project
    from naseikg.reasoning.ontology import load_ontology

    where = current_project()
    return write_bridge(links_of_project(where, current_store()), load_ontology(where.ontology), world, Path(file))
