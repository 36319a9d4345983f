"""The graph described as a data set, in the terms of DCAT 3 and VoID: who, what, how much, from where, in which files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Store, Triple

from naseikg.asking.values import users_of
from naseikg.exports.about import CODE_LICENCE, DATASET, About, about_of
from naseikg.exports.bibliography import doi_iri
from naseikg.exports.offers import Offer
from naseikg.exports.statistics import Linkset, Statistics, Use, statistics_of
from naseikg.exports.turtle import prefix_lines, statements
from naseikg.vocabulary import (
    BASE,
    DCTERMS,
    FOAF,
    GRAPH_ASSERTED,
    GRAPH_INFERRED,
    GRAPH_MAPPINGS,
    GRAPH_ONTOLOGY,
    NSEI,
    OWL,
    PROV,
    RDF,
    RDFS,
    VOID,
    XSD,
    Namespace,
    local_name,
)

__all__ = ["GRAPHS", "description_of_dataset", "write_description"]

_DCAT = Namespace("http://www.w3.org/ns/dcat#")
_PREFIXES = {
    "dcat": _DCAT.iri,
    "dcterms": DCTERMS.iri,
    "foaf": FOAF.iri,
    "nsei": NSEI.iri,
    "owl": OWL.iri,
    "part": f"{DATASET.value}#",
    "prov": PROV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "void": VOID.iri,
    "xsd": XSD.iri,
}
#: What each graph of the data set holds.
GRAPHS = {
    GRAPH_ASSERTED: "What the records say",
    GRAPH_INFERRED: "What follows from the records by the ontology",
    GRAPH_MAPPINGS: "Links to other ontologies, and what they say of our things",
    GRAPH_ONTOLOGY: "The ontology",
}
_EU = "http://publications.europa.eu/resource/authority/"
_THEMES = (NamedNode(_EU + "data-theme/ENER"), NamedNode(_EU + "data-theme/TECH"))
_ENGLISH = NamedNode(_EU + "language/ENG")
_PUBLIC = NamedNode(_EU + "access-right/PUBLIC")
_MEDIA = "https://www.iana.org/assignments/media-types/"
#: Media types in use that IANA does not know; DCAT wants only those it knows as media type.
_UNREGISTERED = frozenset({"application/gexf+xml", "application/graphml+xml", "application/x-bibtex"})
_FORMATS = {
    ".jsonld": "JSON-LD",
    ".nq": "N-Quads",
    ".nt": "N-Triples",
    ".rdf": "RDF_XML",
    ".trig": "TriG",
    ".ttl": "Turtle",
}
_EXAMPLES = (NSEI.ArtificialInterphase, NSEI.Finding, NSEI.Reference, NSEI.Substance)


def description_of_dataset(store: Store, offers: Sequence[Offer]) -> tuple[Triple, ...]:
    """The description of a graph that is offered in these files; every count is that of the graph."""
    about, statistics = about_of(store), statistics_of(store)
    found = dict[Triple, None]()
    for part in (
        _who_and_what(about),
        _sources(about),
        (triple for one in offers for triple in _distribution(one, about)),
        _counts(statistics),
        _partitions(statistics),
        (triple for one in statistics.linksets for triple in _linkset(one)),
        _examples(store),
    ):
        found.update(dict.fromkeys(part))
    return tuple(found)


def write_description(triples: Iterable[Triple]) -> str:
    """The description as Turtle."""
    return f"{prefix_lines(_PREFIXES)}\n{statements(triples, _PREFIXES)}"


def _who_and_what(about: About) -> Iterator[Triple]:
    for one in (_DCAT.Dataset, VOID.Dataset):
        yield Triple(DATASET, RDF.type, one)
    yield from (
        Triple(DATASET, DCTERMS.title, _english(about.title)),
        Triple(DATASET, DCTERMS.description, _english(about.description)),
        Triple(DATASET, DCTERMS.identifier, Literal(DATASET.value)),
        Triple(DATASET, DCTERMS.license, about.licence),
        Triple(DATASET, DCTERMS.accessRights, _PUBLIC),
        Triple(DATASET, DCTERMS.language, _ENGLISH),
        Triple(DATASET, DCTERMS.conformsTo, about.ontology),
        Triple(DATASET, _DCAT.version, Literal(about.version)),
        Triple(DATASET, _DCAT.landingPage, NamedNode(BASE)),
        Triple(DATASET, PROV.wasAttributedTo, _part("software")),
        Triple(_part("software"), RDF.type, PROV.SoftwareAgent),
        Triple(_part("software"), RDFS.label, Literal(f"naseikg {about.version}")),
        Triple(_part("software"), DCTERMS.license, CODE_LICENCE),
        Triple(about.ontology, RDF.type, OWL.Ontology),
        Triple(about.ontology, DCTERMS.title, _english(about.ontology_title)),
        Triple(about.ontology, DCTERMS.license, about.licence),
    )
    for property, day in ((DCTERMS.issued, about.issued), (DCTERMS.modified, about.modified)):
        if day:
            yield Triple(DATASET, property, Literal(day, datatype=XSD.date))
    if about.version_iri is not None:
        yield Triple(about.ontology, OWL.versionIRI, about.version_iri)
    for property, agents in ((DCTERMS.creator, about.creators), (DCTERMS.publisher, about.publishers)):
        for agent in agents:
            yield Triple(DATASET, property, agent.iri)
            yield Triple(agent.iri, RDF.type, FOAF.Agent)
            yield Triple(agent.iri, FOAF.name, Literal(agent.name))
    for word in about.keywords:
        yield Triple(DATASET, _DCAT.keyword, _english(word))
    for theme in _THEMES:
        yield Triple(DATASET, _DCAT.theme, theme)


def _sources(about: About) -> Iterator[Triple]:
    for work in about.sources:
        source = doi_iri(work.doi) if work.doi else work.iri
        yield Triple(DATASET, DCTERMS.source, source)
        yield Triple(DATASET, PROV.wasDerivedFrom, source)
        yield Triple(source, RDF.type, PROV.Entity)
        yield Triple(source, DCTERMS.title, _english(work.title))
        if source != work.iri:
            yield Triple(work.iri, PROV.alternateOf, source)


def _distribution(offer: Offer, about: About) -> Iterator[Triple]:
    one, file = _part(offer.name), NamedNode(f"{BASE}downloads/{offer.name}")
    yield from (
        Triple(DATASET, _DCAT.distribution, one),
        Triple(one, RDF.type, _DCAT.Distribution),
        Triple(one, DCTERMS.title, _english(offer.title)),
        Triple(one, DCTERMS.license, about.licence),
        Triple(one, _DCAT.accessURL, NamedNode(f"{BASE}downloads/")),
        Triple(one, _DCAT.downloadURL, file),
    )
    if offer.media_type in _UNREGISTERED:
        media_type = _part(f"media-type-{offer.suffix.strip('.').replace('.', '-')}")
        yield Triple(one, DCTERMS.format, media_type)
        yield Triple(media_type, RDF.type, DCTERMS.MediaType)
        yield Triple(media_type, RDFS.label, Literal(offer.media_type))
    else:
        yield Triple(one, _DCAT.mediaType, NamedNode(_MEDIA + offer.media_type))
    if offer.description:
        yield Triple(one, DCTERMS.description, _english(offer.description))
    if offer.media_type == "application/zip":
        yield Triple(one, _DCAT.packageFormat, NamedNode(_MEDIA + offer.media_type))
    if offer.whole:
        yield Triple(one, DCTERMS.conformsTo, about.ontology)
        yield Triple(DATASET, VOID.dataDump, file)
        yield Triple(DATASET, VOID.feature, NamedNode(f"http://www.w3.org/ns/formats/{_FORMATS[offer.suffix]}"))


def _counts(found: Statistics) -> Iterator[Triple]:
    yield Triple(DATASET, VOID.uriSpace, Literal(BASE))
    yield from _used(DATASET, found.total)
    for property, count in (
        (VOID.entities, found.entities),
        (VOID.classes, len(found.classes)),
        (VOID.properties, found.properties),
    ):
        yield Triple(DATASET, property, _number(count))
    for term in (*found.classes, *found.uses):
        yield Triple(DATASET, VOID.vocabulary, NamedNode(_vocabulary(term)))
    for graph, count in found.graphs.items():
        yield from (
            Triple(DATASET, VOID.subset, graph),
            Triple(graph, RDF.type, VOID.Dataset),
            Triple(graph, DCTERMS.title, _english(GRAPHS.get(graph, local_name(graph)))),
            Triple(graph, VOID.triples, _number(count)),
        )


def _vocabulary(term: NamedNode) -> str:
    """The namespace of a term; that of an OBO term ends with the name of its ontology."""
    local = local_name(term)
    prefix, underscore, number = local.rpartition("_")
    kept = f"{prefix}_" if underscore and number.isdecimal() and "/obo/" in term.value else ""
    return term.value.removesuffix(local) + kept


def _partitions(found: Statistics) -> Iterator[Triple]:
    for term, count in found.classes.items():
        part = _part(f"class-{_slug(term)}")
        yield Triple(DATASET, VOID.classPartition, part)
        yield Triple(part, VOID["class"], term)
        yield Triple(part, VOID.entities, _number(count))
    for term, use in found.uses.items():
        part = _part(f"property-{_slug(term)}")
        yield Triple(DATASET, VOID.propertyPartition, part)
        yield Triple(part, VOID.property, term)
        yield from _used(part, use)


def _linkset(found: Linkset) -> Iterator[Triple]:
    target = _part(f"target-{found.target.prefix.lower()}")
    one = _part(f"links-{found.target.prefix.lower()}-{local_name(found.predicate)}")
    yield from (
        Triple(GRAPH_MAPPINGS, VOID.subset, one),
        Triple(one, RDF.type, VOID.Linkset),
        Triple(one, VOID.linkPredicate, found.predicate),
        Triple(one, VOID.subjectsTarget, DATASET),
        Triple(one, VOID.objectsTarget, target),
        Triple(target, RDF.type, VOID.Dataset),
        Triple(target, DCTERMS.title, _english(found.target.title)),
        Triple(target, VOID.uriSpace, Literal(found.target.namespace)),
    )
    yield from _used(one, found.use)


def _examples(store: Store) -> Iterator[Triple]:
    for kind in _EXAMPLES:
        for one in users_of(store, RDF.type, kind)[:1]:
            yield Triple(DATASET, VOID.exampleResource, one)


def _used(part: NamedNode, use: Use) -> Iterator[Triple]:
    yield Triple(part, VOID.triples, _number(use.triples))
    yield Triple(part, VOID.distinctSubjects, _number(use.subjects))
    yield Triple(part, VOID.distinctObjects, _number(use.objects))


def _part(name: str) -> NamedNode:
    return NamedNode(f"{DATASET.value}#{name}")


def _slug(term: NamedNode) -> str:
    """A name for a term within the description: the namespaces of terms with equal local names differ in it."""
    return term.value.partition("://")[2].replace("#", "/").strip("/").replace("/", "-")


def _english(text: str) -> Literal:
    return Literal(text, language="en")


def _number(count: int) -> Literal:
    return Literal(str(count), datatype=XSD.integer)
