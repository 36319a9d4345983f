"""The citations as a file to load alone, read back by rdflib."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store, Triple
from rdflib import RDF, RDFS, XSD, BNode, Graph, Literal, Namespace, URIRef

from naseikg.exports.citations import citations_of, write_citations
from naseikg.exports.export import export
from naseikg.exports.turtle import statements
from naseikg.pipeline import Built
from naseikg.records.literature import Finding, Reference
from naseikg.vocabulary import RDFS as LABELS

BIBO = Namespace("http://purl.org/ontology/bibo/")
CITO = Namespace("http://purl.org/spar/cito/")
DC = Namespace("http://purl.org/dc/elements/1.1/")
DCTERMS = Namespace("http://purl.org/dc/terms/")
FABIO = Namespace("http://purl.org/spar/fabio/")
KG = Namespace("https://w3id.org/naseikg/")
NSEI = Namespace("https://w3id.org/naseikg/ontology#")
PRISM = Namespace("http://prismstandard.org/namespaces/basic/2.0/")
PROV = Namespace("http://www.w3.org/ns/prov#")


@pytest.fixture(scope="module")
def file(kg: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("citations") / "citations.cito.ttl"
    assert export(kg.store, file) == f"{file}: {len(citations_of(kg.store))} triples"
    return file


@pytest.fixture(scope="module")
def read(file: Path) -> Graph:
    return Graph().parse(file)


def test_rdflib_reads_every_triple_and_no_blank_node(read: Graph, kg: Built) -> None:
    assert len(read) == len(citations_of(kg.store))
    assert not any(isinstance(node, BNode) for one in read for node in one)


def test_a_reference_has_all_that_its_record_says(read: Graph, kg: Built) -> None:
    references = [one for one in kg.records if isinstance(one, Reference)]
    assert references
    for one in references:
        iri = URIRef(one.id.iri.value)

        def said(property: URIRef, iri: URIRef = iri) -> str | None:
            value = read.value(iri, property, any=False)
            return None if value is None else str(value)

        assert (iri, RDF.type, FABIO.JournalArticle) in read
        assert said(DCTERMS.title) == one.title
        assert read.value(iri, FABIO.hasPublicationYear) == Literal(str(one.year), datatype=XSD.gYear)
        assert said(PRISM.publicationName) == one.journal
        assert said(PRISM.volume) == said(BIBO.volume) == one.volume
        assert said(PRISM.pageRange) == said(BIBO.pages) == one.pages
        assert said(FABIO.hasElectronicArticleIdentifier) == one.article_number
        assert said(PRISM.doi) == said(BIBO.doi) == one.doi
        assert said(FABIO.hasURL) == (one.doi and f"https://doi.org/{one.doi}")
        assert Counter(map(str, read.objects(iri, DC.creator))) == Counter(
            {author.replace(" -", "-") for author in one.authors}
        )
        assert "; ".join(author.replace(" -", "-") for author in one.authors) in (
            said(DCTERMS.bibliographicCitation) or ""
        )


def test_the_review_is_described_as_a_preprint_of_a_review_article(read: Graph) -> None:
    review = KG["source/shi-2023"]
    assert set(read.objects(review, RDF.type)) == {BIBO.Article, FABIO.Preprint, FABIO.ReviewArticle}
    assert read.value(review, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert str(read.value(review, PRISM.doi)) == "10.20944/preprints202305.1544.v1"


def test_everything_that_cites_and_is_cited_says_what_it_is(read: Graph, kg: Built) -> None:
    claims = {URIRef(one.id.iri.value): one for one in kg.records if isinstance(one, Finding) and one.references}
    citing = set(read.subjects(CITO.cites))
    assert citing == {*claims, KG["source/shi-2023"]}
    for iri, one in claims.items():
        assert str(read.value(iri, RDFS.label)) == one.claim
        assert read.value(iri, PROV.wasDerivedFrom) == KG["source/shi-2023"]
    for reference in set(read.objects(None, CITO.cites)):
        assert (reference, DCTERMS.title) in {(subject, DCTERMS.title) for subject in read.subjects(DCTERMS.title)}


def test_every_citation_has_both_ends_and_its_intents(read: Graph) -> None:
    source = KG["source/shi-2023"]
    nodes = {read.value(one, CITO.hasCitedEntity): one for one in read.subjects(RDF.type, CITO.Citation)}
    assert set(nodes) == set(read.objects(source, CITO.cites))
    for work, node in nodes.items():
        assert read.value(node, CITO.hasCitingEntity) == source
        intents = {URIRef(str(one)) for one in read.objects(node, CITO.hasCitationCharacterization)}
        assert set(read.predicates(source, work)) == {CITO.cites, *intents}


def test_a_cito_user_finds_the_evidence_of_a_finding(read: Graph) -> None:
    rows = read.query(
        """PREFIX cito: <http://purl.org/spar/cito/> PREFIX fabio: <http://purl.org/spar/fabio/>
        PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?doi WHERE {
          ?finding rdfs:label ?claim ; cito:citesAsEvidence ?work . ?work a fabio:JournalArticle ; prism:doi ?doi .
          FILTER(CONTAINS(?claim, "780 h"))
        }"""
    )
    assert {str(row[0]) for row in rows if isinstance(row, tuple)} == {"10.1002/aenm.202003381"}


def test_the_terms_of_fabio_and_bibo_exist(read: Graph, repository: Path) -> None:
    folder = repository.parent / "shared" / "ontologies"
    if not (folder / "spar-fabio.ttl").is_file():
        pytest.skip("spar-fabio.ttl is not at ../shared/ontologies; the terms of FaBiO and BIBO are not checked")
    published = Graph().parse(folder / "spar-fabio.ttl") + Graph().parse(folder / "bibo.owl")
    terms = {node for one in read for node in one[1:] if isinstance(node, URIRef)}
    used = {one for one in terms if str(one).startswith((str(FABIO), str(BIBO), str(PRISM)))}
    assert {FABIO.JournalArticle, BIBO.AcademicArticle, PRISM.publicationName} < used
    # PRISM has it; FaBiO repeats only part of PRISM.
    assert {one for one in used if (one, None, None) not in published} == {PRISM.publicationName}


def test_equal_graphs_give_equal_bytes(kg: Built, file: Path) -> None:
    turned = reversed(citations_of(kg.store))
    assert write_citations(turned) == file.read_text()


def test_a_graph_without_works_gives_a_file_without_triples(tmp_path: Path) -> None:
    assert export(Store(), tmp_path / "none.cito.ttl") == f"{tmp_path / 'none.cito.ttl'}: 0 triples"
    assert len(Graph().parse(tmp_path / "none.cito.ttl")) == 0


def test_a_name_that_no_prefix_can_shorten_stands_in_full() -> None:
    prefixes = {"dc": str(DC), "rdfs": str(RDFS), "ex": "https://example.org/"}
    subject = NamedNode("https://example.org/a.b/c")
    triples = [Triple(subject, LABELS.label, NamedNode("https://example.org/")), Triple(subject, LABELS.label, subject)]
    assert (
        statements(triples, prefixes) == "<https://example.org/a.b/c> rdfs:label <https://example.org/a.b/c>, ex: .\n"
    )
