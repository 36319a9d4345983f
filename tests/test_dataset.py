"""The description of the data set: rdflib reads it, and every count in it is what SPARQL finds in the graph."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
import yaml
from pyoxigraph import Literal
from rdflib import DCTERMS, FOAF, OWL, RDF, SKOS, URIRef
from rdflib.namespace import PROV, XSD

from naseikg.asking.answers import ask
from naseikg.exports.export import SUFFIXES, export
from naseikg.exports.offers import offers_of
from naseikg.linking.targets import TARGETS
from naseikg.pipeline import Built, build_graph
from naseikg.vocabulary import BASE
from smallproject import SmallProject

_DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
_VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
_DATASET = URIRef(f"{BASE}dataset")
_DOI = URIRef("https://doi.org/10.20944/preprints202305.1544.v1")


@pytest.fixture(scope="module")
def described(kg: Built, tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    """The description of the real graph, as rdflib reads it."""
    file = tmp_path_factory.mktemp("described") / "dataset.dcat.ttl"
    line = export(kg.store, file)
    graph = rdflib.Graph().parse(file)
    assert line == f"{file}: {len(graph)} triples"
    return graph


def _count(kg: Built, sparql: str) -> int:
    (((found,),)) = ask(kg.store, sparql).rows
    assert isinstance(found, Literal)
    return int(found.value)


def _told(graph: rdflib.Graph, subject: rdflib.term.Node, property: URIRef) -> int:
    (found,) = graph.objects(subject, property)
    assert isinstance(found, rdflib.Literal)
    assert found.datatype == XSD.integer
    return int(found)


def test_it_says_who_made_what_from_what_under_which_licence(described: rdflib.Graph, repository: Path) -> None:
    cited = yaml.safe_load((repository / "CITATION.cff").read_text())
    agent = URIRef(f"{BASE}agent/naseikg-developers")
    assert set(described.objects(_DATASET, RDF.type)) == {_DCAT.Dataset, _VOID.Dataset}
    assert described.value(_DATASET, DCTERMS.title) == rdflib.Literal(cited["title"], lang="en")
    assert described.value(_DATASET, _DCAT.version) == rdflib.Literal(cited["version"])
    day = rdflib.Literal(str(cited["date-released"]), datatype=XSD.date)
    assert described.value(_DATASET, DCTERMS.issued) == day
    assert described.value(_DATASET, DCTERMS.creator) == described.value(_DATASET, DCTERMS.publisher) == agent
    assert described.value(agent, FOAF.name) == rdflib.Literal(cited["authors"][0]["name"])
    assert described.value(_DATASET, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert described.value(_DATASET, DCTERMS.source) == described.value(_DATASET, PROV.wasDerivedFrom) == _DOI
    assert str(described.value(_DOI, DCTERMS.title)) == cited["references"][0]["title"]
    assert described.value(_DATASET, DCTERMS.conformsTo) == URIRef(f"{BASE}ontology")
    assert described.value(URIRef(f"{BASE}ontology"), OWL.versionIRI) == URIRef(f"{BASE}ontology/{cited['version']}")
    assert described.value(_DATASET, _DCAT.landingPage) == URIRef(cited["url"])
    assert {str(one) for one in described.objects(_DATASET, _DCAT.keyword)} >= set(cited["keywords"])
    software = described.value(_DATASET, PROV.wasAttributedTo)
    assert described.value(software, DCTERMS.license) == URIRef("https://spdx.org/licenses/MIT")


def test_every_format_is_a_distribution_and_the_whole_ones_are_dumps(described: rdflib.Graph) -> None:
    offers = offers_of(SUFFIXES)
    urls = {str(described.value(one, _DCAT.downloadURL)) for one in described.objects(_DATASET, _DCAT.distribution)}
    assert urls == {f"{BASE}downloads/{one.name}" for one in offers}
    assert len(urls) == len(SUFFIXES)
    dumps = {str(one) for one in described.objects(_DATASET, _VOID.dataDump)}
    assert dumps == {f"{BASE}downloads/graph{one}" for one in (".jsonld", ".nq", ".nt", ".rdf", ".trig", ".ttl")}
    turtle = described.value(None, _DCAT.downloadURL, URIRef(f"{BASE}downloads/graph.ttl"))
    assert described.value(turtle, _DCAT.mediaType) == URIRef(
        "https://www.iana.org/assignments/media-types/text/turtle"
    )
    zipped = described.value(None, _DCAT.downloadURL, URIRef(f"{BASE}downloads/tables.csv.zip"))
    assert str(described.value(zipped, _DCAT.packageFormat)).endswith("/application/zip")
    bib = described.value(None, _DCAT.downloadURL, URIRef(f"{BASE}downloads/references.bib"))
    assert described.value(bib, _DCAT.mediaType) is None


def test_every_format_has_a_title_and_says_what_it_is_for() -> None:
    untold = [one.suffix for one in offers_of(SUFFIXES) if not one.description]
    assert untold == []
    names = [one.name for one in offers_of(SUFFIXES)]
    assert len(set(names)) == len(names)


def test_a_format_without_a_word_of_ours_is_offered_all_the_same() -> None:
    (one,) = offers_of([".new.json"])
    assert (one.name, one.title, one.media_type, one.whole) == (
        "graph.new.json",
        "new.json",
        "application/json",
        False,
    )


def test_the_totals_are_those_of_the_graph(described: rdflib.Graph, kg: Built) -> None:
    ours = f'FILTER(isIRI(?s) && STRSTARTS(STR(?s), "{BASE}"))'
    expected = {
        _VOID.triples: len({quad.triple for quad in kg.store}),
        _VOID.distinctSubjects: _count(kg, "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s { ?s ?p ?o } }"),
        _VOID.distinctObjects: _count(kg, "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?o { ?s ?p ?o } }"),
        _VOID.properties: _count(kg, "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?p { ?s ?p ?o } }"),
        _VOID.classes: _count(kg, "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?c { ?s a ?c FILTER(isIRI(?c)) } }"),
        _VOID.entities: _count(kg, f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s {{ ?s ?p ?o {ours} }} }}"),
    }
    assert {property: _told(described, _DATASET, property) for property in expected} == expected
    assert str(described.value(_DATASET, _VOID.uriSpace)) == BASE


def test_the_graphs_are_subsets_with_their_sizes(described: rdflib.Graph, kg: Built) -> None:
    expected = {
        str(graph.value): len(list(kg.store.quads_for_pattern(None, None, None, graph)))
        for graph in kg.store.named_graphs()
        if not isinstance(graph, Literal)
    }
    found = {str(one): _told(described, one, _VOID.triples) for one in described.objects(_DATASET, _VOID.subset)}
    assert found == expected
    assert len(found) == 4


def test_every_class_and_property_has_its_part_with_its_counts(described: rdflib.Graph, kg: Built) -> None:
    classes = {
        str(described.value(one, _VOID["class"])): _told(described, one, _VOID.entities)
        for one in described.objects(_DATASET, _VOID.classPartition)
    }
    properties = {
        str(described.value(one, _VOID.property)): tuple(
            _told(described, one, each) for each in (_VOID.triples, _VOID.distinctSubjects, _VOID.distinctObjects)
        )
        for one in described.objects(_DATASET, _VOID.propertyPartition)
    }
    triples = {quad.triple for quad in kg.store}
    type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    members: dict[str, set[str]] = {}
    uses: dict[str, list[tuple[str, str]]] = {}
    for one in triples:
        uses.setdefault(one.predicate.value, []).append((str(one.subject), str(one.object)))
        if one.predicate.value == type and str(one.object).startswith("<"):
            members.setdefault(str(one.object)[1:-1], set()).add(str(one.subject))
    assert classes == {name: len(found) for name, found in members.items()}
    assert properties == {
        name: (len(pairs), len({one for one, _ in pairs}), len({one for _, one in pairs}))
        for name, pairs in uses.items()
    }


def test_every_link_is_in_one_linkset(described: rdflib.Graph, kg: Built) -> None:
    sets = list(described.subjects(RDF.type, _VOID.Linkset))
    assert sets
    for one in sets:
        predicate = described.value(one, _VOID.linkPredicate)
        target = described.value(one, _VOID.objectsTarget)
        space = str(described.value(target, _VOID.uriSpace))
        narrower = [each.namespace for each in TARGETS if each.namespace.startswith(space) and each.namespace != space]
        without = "".join(f' && !STRSTARTS(STR(?o), "{each}")' for each in narrower)
        where = f'GRAPH <{BASE}graph/mappings> {{ ?s <{predicate}> ?o }} FILTER(STRSTARTS(STR(?o), "{space}"){without})'
        expected = [
            _count(kg, f"SELECT (COUNT({each}) AS ?n) {{ {where} }}") for each in ("*", "DISTINCT ?s", "DISTINCT ?o")
        ]
        found = [_told(described, one, each) for each in (_VOID.triples, _VOID.distinctSubjects, _VOID.distinctObjects)]
        assert found == expected, one
        assert described.value(one, _VOID.subjectsTarget) == _DATASET
        assert (URIRef(f"{BASE}graph/mappings"), _VOID.subset, one) in described
    total = sum(_told(described, one, _VOID.triples) for one in sets)
    assert total == len({(link.subject, link.predicate, link.object) for link in kg.links if link.object is not None})
    assert {str(described.value(one, _VOID.linkPredicate)) for one in sets} <= {
        str(SKOS[name]) for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
    }


def test_an_example_is_in_the_graph_and_a_vocabulary_is_used(described: rdflib.Graph, kg: Built) -> None:
    examples = list(described.objects(_DATASET, _VOID.exampleResource))
    assert len(examples) == 4
    for one in examples:
        assert _count(kg, f"SELECT (COUNT(*) AS ?n) {{ <{one}> ?p ?o }}") > 0
    used = {str(one) for one in described.objects(_DATASET, _VOID.vocabulary)}
    assert used >= {f"{BASE}ontology#", str(SKOS), "https://w3id.org/emmo/domain/electrochemistry#"}
    for space in used:
        assert _count(
            kg,
            f'SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(STRSTARTS(STR(?p), "{space}") || (?p = rdf:type && STRSTARTS(STR(?o), "{space}"))) }}',
        ), space


def test_a_graph_without_links_has_no_linkset_and_a_source_without_a_doi_keeps_its_own_name(
    small: SmallProject, tmp_path: Path
) -> None:
    export(build_graph(small.project).store, tmp_path / "small.dcat.ttl")
    graph = rdflib.Graph().parse(tmp_path / "small.dcat.ttl")
    assert list(graph.subjects(RDF.type, _VOID.Linkset)) == []
    assert list(graph.objects(_DATASET, PROV.wasDerivedFrom)) == [URIRef(f"{BASE}source/small")]
