"""What each of our names leads to: beside its page the same in Turtle, RDF/XML and JSON-LD, where the redirects point.

A static host cannot choose a format; the redirects of ``w3id/naseikg`` do, by adding the ending to the name. So each
name has a file an ending, at the path of its IRI, and a name without files is unknown.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, Store, Triple

from naseikg.atlas import Atlas
from naseikg.errors import StoreError
from naseikg.exports.about import DATASET, about_of
from naseikg.exports.cardinalities import restored
from naseikg.exports.dataset import GRAPHS, description_of_dataset
from naseikg.exports.export import SUFFIXES
from naseikg.exports.jsonld import write_json_ld
from naseikg.exports.mapping_sets import triples_of_mapping_set
from naseikg.exports.nanopubs import Nanopub, write_nanopubs
from naseikg.exports.offers import offers_of
from naseikg.exports.rdfxml import write_rdf_xml
from naseikg.exports.turtle import write_turtle
from naseikg.linking.bridge import WORLDS_WITH_BRIDGE, bridge_ontology, bridged
from naseikg.linking.linked import labels_of
from naseikg.linking.sssom import Link, load_mappings
from naseikg.pages.here import Here
from naseikg.pages.name_pages import bridge_page, dataset_page, graph_page, mapping_set_page, signpost
from naseikg.pages.ontology import ontology_page
from naseikg.places import Project
from naseikg.reasoning.ontology import Ontology
from naseikg.vocabulary import BASE, GRAPH_ONTOLOGY, VOID

__all__ = [
    "Name",
    "copy_mapping_files",
    "link_pages",
    "names_of",
    "triples_of_things",
    "write_name",
    "write_nanopub_files",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name of ours: its path below our base, what is said of it, and its page where none is written elsewhere."""

    path: str
    triples: Sequence[Triple]
    page: str | None = None


def write_name(folder: Path, name: Name) -> None:
    """Writes the files of a name below the folder of the site.

    Raises:
        StoreError: the name leads out of the folder, or its files are there already.
    """
    if not {"", ".", ".."}.isdisjoint(name.path.split("/")):
        raise StoreError(f"{BASE}{name.path}: cannot be the path of a file; give it a name such as {BASE}mappings/emmo")
    stem = folder / name.path
    stem.parent.mkdir(parents=True, exist_ok=True)
    files = {
        ".ttl": write_turtle(name.triples).encode(),
        ".rdf": write_rdf_xml(name.triples),
        ".jsonld": write_json_ld(name.triples).encode(),
    }
    if name.page is not None:
        files[".html"] = name.page.encode()
    for ending, content in files.items():
        try:
            with _beside(stem, ending).open("xb") as file:
                file.write(content)
        except FileExistsError as error:
            raise StoreError(f"{BASE}{name.path}: is the name of two things; rename one of them") from error


def names_of(
    store: Store, atlas: Atlas, project: Project, things: Mapping[NamedNode, Sequence[Triple]]
) -> Iterator[Name]:
    """Every name of a graph: things, the ontology, the graphs, the data set, the bridges and the mapping sets.

    ``things`` are those that `triples_of_things` gives.

    Raises:
        MappingErrors: the mapping files of the project do not fit the graph.
    """
    yield from _things(things, atlas)
    triples = _canonical(store.quads_for_pattern(None, None, None, GRAPH_ONTOLOGY))
    yield from _ontology(store, atlas, triples)
    for graph, title in GRAPHS.items():
        path = _path(graph)
        quads = list(store.quads_for_pattern(None, None, None, graph))
        page = graph_page(Here(atlas=atlas, path=f"{path}.html"), graph, title, len(quads))
        yield Name(path=path, triples=_canonical(quads), page=page)
    ontology = Ontology(triples=tuple(triples))
    links = _links(store, ontology, project)
    yield from _bridges(store, atlas, ontology, links)
    yield from _mapping_sets(store, atlas, links)
    path = _path(DATASET)
    yield Name(
        path=path,
        triples=description_of_dataset(store, offers_of(SUFFIXES)),
        page=dataset_page(Here(atlas=atlas, path=f"{path}.html"), about_of(store), _parts(links)),
    )


def write_nanopub_files(nanopubs: Iterable[Nanopub], folder: Path) -> None:
    """Writes each nanopublication to where the redirects look for it."""
    for one in nanopubs:
        stem = folder / _path(one.iri)
        stem.parent.mkdir(parents=True, exist_ok=True)
        _beside(stem, ".trig").write_bytes(write_nanopubs([one]).encode())


def copy_mapping_files(project: Project, folder: Path) -> None:
    """Copies the mapping files to where the redirects look for them."""
    for file in sorted(project.mappings.glob("*.sssom.tsv")):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, folder / file.name)


def triples_of_things(store: Store) -> dict[NamedNode, list[Triple]]:
    """What the graph says of each of our things, sorted, and that they belong to the data set."""
    said: dict[NamedNode, set[Triple]] = {}
    for quad in store:
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(BASE):
            said.setdefault(quad.subject, set()).add(quad.triple)
    return {
        one: sorted({*said[one], Triple(one, VOID.inDataset, DATASET)}, key=str)
        for one in sorted(said, key=str)
        if "/" in _path(one) and "#" not in _path(one)
    }


def _things(said: Mapping[NamedNode, Sequence[Triple]], atlas: Atlas) -> Iterator[Name]:
    for one, triples in said.items():
        path = _path(one)
        # The value of a quantity, and whatever else hangs below a thing, is shown with the thing.
        address = atlas.address(one) or atlas.address(NamedNode(one.value.rpartition("/")[0]))
        own = address == f"{path}.html"
        page = None if own else signpost(Here(atlas=atlas, path=f"{path}.html"), one, address)
        yield Name(path=path, triples=triples, page=page)


def _ontology(store: Store, atlas: Atlas, triples: Sequence[Triple]) -> Iterator[Name]:
    about = about_of(store)
    yield Name(path=_path(about.ontology), triples=triples)
    if about.version_iri is not None:
        path = _path(about.version_iri)
        yield Name(path=path, triples=triples, page=ontology_page(Here(atlas=atlas, path=f"{path}.html"), store))


def _bridges(store: Store, atlas: Atlas, ontology: Ontology, links: Sequence[Link]) -> Iterator[Name]:
    version = about_of(store).version
    for world in _worlds(links):
        triples = _canonical(bridge_ontology(links, ontology, world))
        for path in (f"bridge/{world.lower()}", f"bridge/{world.lower()}/{version}"):
            used = tuple(bridged(links, world=world))
            page = bridge_page(Here(atlas=atlas, path=f"{path}.html"), NamedNode(BASE + path), world, used)
            yield Name(path=path, triples=triples, page=page)


def _mapping_sets(store: Store, atlas: Atlas, links: Sequence[Link]) -> Iterator[Name]:
    licence = about_of(store).licence
    for one, group in groupby(links, key=lambda link: link.mapping_set):
        mine, path = tuple(group), _path(one.iri)
        yield Name(
            path=path,
            triples=_canonical(triples_of_mapping_set(one, mine, licence=licence)),
            page=mapping_set_page(Here(atlas=atlas, path=f"{path}.html"), one, mine),
        )


def link_pages(store: Store, project: Project) -> list[tuple[str, str]]:
    """The addresses of the pages of the bridges and the mapping sets, with their titles.

    Raises:
        MappingErrors: the mapping files of the project do not fit the graph.
    """
    triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, GRAPH_ONTOLOGY))
    return _link_parts(_links(store, Ontology(triples=tuple(triples)), project))


def _links(store: Store, ontology: Ontology, project: Project) -> tuple[Link, ...]:
    return tuple(load_mappings(project.mappings, labels_of(ontology, (quad.triple for quad in store))))


def _parts(links: Sequence[Link]) -> list[tuple[str, str]]:
    """The addresses of what belongs to the data set, with their titles."""
    return [*((f"{_path(graph)}.html", title) for graph, title in GRAPHS.items()), *_link_parts(links)]


def _link_parts(links: Sequence[Link]) -> list[tuple[str, str]]:
    bridges = [(f"bridge/{world.lower()}.html", f"Bridge to the {world} world") for world in _worlds(links)]
    sets = [(f"{_path(one.iri)}.html", one.title) for one in dict.fromkeys(link.mapping_set for link in links)]
    return [*bridges, *sets]


def _worlds(links: Sequence[Link]) -> list[str]:
    return [world for world in WORLDS_WITH_BRIDGE if any(bridged(links, world=world))]


def _canonical(statements: Iterable[Quad] | Iterable[Triple]) -> list[Triple]:
    """The triples sorted, with blank nodes named by what they say: a loaded store names them at random."""
    quads = (one if isinstance(one, Quad) else Quad(one.subject, one.predicate, one.object) for one in statements)
    dataset = Dataset(map(restored, quads))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((quad.triple for quad in dataset), key=str)


def _path(iri: NamedNode) -> str:
    return iri.value.removeprefix(BASE)


def _beside(stem: Path, ending: str) -> Path:
    # The last part of a name may hold a dot, as a version does, which `with_suffix` would cut.
    return stem.with_name(stem.name + ending)
