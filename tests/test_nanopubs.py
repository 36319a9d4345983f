"""Findings as nanopublications, loaded and checked by the library nanopub, and signed by it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from nanopub.nanopub import Nanopub as Read
from nanopub.nanopub_conf import NanopubConf
from nanopub.profile import Profile, generate_keyfiles
from nanopub.utils import MalformedNanopubError
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from rdflib import RDF, RDFS, XSD, ConjunctiveGraph, Literal, Namespace, URIRef
from rdflib.plugins.sparql import processor
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from naseikg.errors import NaseikgError, QueryError, UnknownNameError
from naseikg.exports.export import export, export_nanopub
from naseikg.exports.nanopubs import Nanopub, nanopub_of, nanopubs_of, write_nanopubs
from naseikg.exports.rdf import rdflib_node
from naseikg.pipeline import Built, build_graph
from naseikg.records.literature import Finding
from naseikg.vocabulary import DCTERMS, GRAPH_ONTOLOGY, NSEI
from smallproject import SmallProject

CITO = Namespace("http://purl.org/spar/cito/")
DCT = Namespace("http://purl.org/dc/terms/")
KG = Namespace("https://w3id.org/naseikg/")
NPX = Namespace("http://purl.org/nanopub/x/")
PROV = Namespace("http://www.w3.org/ns/prov#")
TERMS = Namespace("https://w3id.org/naseikg/ontology#")
DOI = Namespace("https://doi.org/")

#: The library uses what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings(
    "ignore:.*(ConjunctiveGraph|Dataset|quads|contexts|default_context).*:DeprecationWarning"
)

TEST = "finding/shi-2023-3.1-na3p-red-phosphorus-has-test-na3p-red-phosphorus-symmetric"


@pytest.fixture(scope="module")
def nanopubs(kg: Built) -> tuple[Nanopub, ...]:
    return tuple(nanopubs_of(kg.store))


@pytest.fixture
def parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library asks the same query of each nanopublication; to parse it anew each time takes most of a minute."""
    original, translate = parseQuery, translateQuery
    prepared = lru_cache(maxsize=None)(lambda text: translate(original(text), initNs={"npx": NPX}))
    monkeypatch.setattr(processor, "parseQuery", lambda text: text)
    monkeypatch.setattr(processor, "translateQuery", lambda text, *_: prepared(text))


def _read(text: str) -> Read:
    graph = ConjunctiveGraph()
    graph.parse(data=text, format="trig")
    return Read(rdf=graph)


def _one(kg: Built, finding: str) -> Read:
    return _read(write_nanopubs([nanopub_of(kg.store, finding)]))


def _objects(graph: Any, subject: URIRef, property: URIRef) -> set[Any]:
    return set(graph.objects(subject, property))


def _graphs(text: str) -> Iterator[ConjunctiveGraph]:
    """Each nanopublication of a file; pyoxigraph reads so much TriG ten times faster than rdflib."""
    quads = parse(text, format=RdfFormat.TRIG)
    for _, those in groupby(quads, lambda quad: str(quad.graph_name).partition("#")[0]):
        graph = ConjunctiveGraph()
        for one in those:
            context = graph.get_context(rdflib_node(one.graph_name))
            context.add((rdflib_node(one.subject), rdflib_node(one.predicate), rdflib_node(one.object)))
        yield graph


@pytest.mark.usefixtures("parsed_once")
def test_the_library_accepts_every_nanopublication_and_its_trusty_uri(nanopubs: tuple[Nanopub, ...], kg: Built) -> None:
    names = set()
    for graph, made in zip(_graphs(write_nanopubs(nanopubs)), nanopubs, strict=True):
        read = Read(rdf=graph)
        assert read.is_valid
        assert read.has_valid_trusty
        assert str(read.introduces_concept) == made.finding.value
        names.add(read.source_uri)
    assert len(names) == len([one for one in kg.records if isinstance(one, Finding)])


def test_one_changed_word_is_noticed(kg: Built) -> None:
    text = write_nanopubs([nanopub_of(kg.store, TEST)])
    changed = text.replace('nsei:printedValue "780"', 'nsei:printedValue "1780"')
    assert changed != text
    with pytest.raises(MalformedNanopubError, match="is not valid"):
        _ = _read(changed).has_valid_trusty


def test_the_assertion_is_readable_alone(kg: Built) -> None:
    assertion = _one(kg, TEST).assertion
    layer, test = KG["interphase/na3p-red-phosphorus"], KG["test/na3p-red-phosphorus-symmetric"]
    assert (layer, TERMS.hasTest, test) in assertion
    lifetime = assertion.value(test, TERMS.lifetime)
    assert assertion.value(lifetime, TERMS.printedValue) == Literal("780")
    assert assertion.value(lifetime, TERMS.numericValue) == Literal("780", datatype=XSD.decimal)
    assert assertion.value(assertion.value(lifetime, TERMS.unit), TERMS.symbol) == Literal("h")
    assert TERMS.electrolyte in _objects(assertion, test, TERMS.notStated)
    # A name for everything it speaks of, terms included.
    spoken_of = {node for one in assertion for node in one if isinstance(node, URIRef)}
    unlabelled = {one for one in spoken_of if str(one).startswith(KG) and assertion.value(one, RDFS.label) is None}
    assert unlabelled == {TERMS.subject, TERMS.relation, TERMS.object}


def test_what_the_build_computed_is_not_asserted_in_the_name_of_the_source(nanopubs: tuple[Nanopub, ...]) -> None:
    computed = {NSEI.siLowerBound, NSEI.siUnit, NSEI.siUpperBound, NSEI.siValue}
    assert not any(one.predicate in computed for made in nanopubs for one in made.assertion)


def test_the_provenance_leads_to_the_sentence_the_review_and_the_study(kg: Built) -> None:
    provenance = _one(kg, TEST).provenance
    assertion = next(iter(provenance.subjects(PROV.hadPrimarySource)))
    assert str(assertion).endswith("#assertion")
    review, study, sentence = (
        DOI["10.20944/preprints202305.1544.v1"],
        KG["reference/shi-2023-71"],
        KG["sentence/shi-2023-3.1-p3-s4"],
    )
    assert _objects(provenance, assertion, PROV.wasDerivedFrom) == {review, sentence}
    assert _objects(provenance, assertion, PROV.hadPrimarySource) == {study}
    assert _objects(provenance, assertion, CITO.citesAsEvidence) == {study}
    assert _objects(provenance, assertion, PROV.wasAttributedTo) == {KG["group/yu-y"]}
    assert provenance.value(KG[TEST], TERMS.basis) == KG["basis/measured"]
    assert provenance.value(sentence, TERMS.sentenceStart) == Literal(16617)
    assert provenance.value(provenance.value(sentence, TERMS.inSection), TERMS.sectionNumber) == Literal("3.1")
    assert str(provenance.value(study, DCT.bibliographicCitation)).endswith(
        "Adv. Energy Mater. 2021, 11, 2003381. https://doi.org/10.1002/aenm.202003381"
    )


def test_the_publication_info_has_date_licence_creator_and_type(kg: Built) -> None:
    read = _one(kg, TEST)
    info, this = read.pubinfo, URIRef(read.source_uri)
    (date,) = kg.store.quads_for_pattern(NamedNode(str(KG.ontology)), DCTERMS.modified, None, GRAPH_ONTOLOGY)
    assert info.value(this, DCT.created) == Literal(getattr(date.object, "value", ""), datatype=XSD.date)
    assert info.value(this, DCT.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert info.value(this, DCT.creator) == KG["agent/naseikg-developers"]
    assert info.value(this, NPX.hasNanopubType) == TERMS.Finding
    assert info.value(this, NPX.introduces) == KG[TEST]
    assert "780 h" in str(info.value(this, RDFS.label))
    assert (KG["agent/naseikg-developers"], RDFS.label, Literal("The naseikg developers", lang="en")) in info


def test_references_carry_the_intent_of_their_citation_and_only_studies_are_primary(
    nanopubs: tuple[Nanopub, ...], kg: Built
) -> None:
    first_hand = {"measured", "computed"}
    records = {one.id.iri: one for one in kg.records if isinstance(one, Finding)}
    for made in nanopubs:
        record = records[made.finding]
        told = [one for one in made.provenance if one.subject.value.endswith("#assertion")]  # type: ignore[union-attr]  # none is blank
        primary = [one for one in told if one.predicate.value == str(PROV.hadPrimarySource)]
        cited = [one for one in told if one.predicate.value == str(CITO.cites)]
        intents = [one for one in told if one.predicate.value.startswith(str(CITO)) and one not in cited]
        assert len(cited) == len(intents) == len(record.references)
        assert len(primary) == (len(record.references) if record.basis.name in first_hand else 0)


def test_a_reference_without_doi_keeps_our_name(kg: Built) -> None:
    references = {one.id.iri: one for one in kg.records if one.kind == "reference"}
    for one in kg.records:
        if isinstance(one, Finding) and [getattr(references[ref.iri], "doi", "") for ref in one.references] == [None]:
            (cited,) = set(_one(kg, str(one.id)).provenance.objects(None, CITO.cites))
            assert cited == URIRef(one.references[0].iri.value)
            return
    pytest.fail("every reference has a DOI by now; this test can go")


def test_a_derived_doi_is_said_of_a_reference_and_is_never_its_name(nanopubs: tuple[Nanopub, ...], kg: Built) -> None:
    references = [one for one in kg.records if one.kind == "reference"]
    derived = {
        one.id.iri.value: str(getattr(one, "doi", ""))
        for one in references
        if getattr(one, "doi_basis", "") == "derived-from-article-number"
    }
    cited = {
        (one.subject.value, getattr(one.object, "value", ""))  # type: ignore[union-attr]  # none is blank
        for made in nanopubs
        for one in made.provenance
        if one.predicate.value == "http://purl.org/ontology/bibo/doi"
    }
    assert derived
    assert {doi for _, doi in cited} & set(derived.values())
    for subject, doi in cited:
        assert derived.get(subject) == doi or doi not in derived.values()


def test_a_finding_on_another_metal_says_so(kg: Built) -> None:
    one = next(one for one in kg.records if isinstance(one, Finding) and one.metal)
    assertion = _one(kg, str(one.id)).assertion
    assert assertion.value(URIRef(one.id.iri.value), TERMS.concernsMetal) == Literal(one.metal)


def test_the_library_can_sign_one_under_a_name_of_its_own(kg: Built, tmp_path: Path) -> None:
    made = nanopub_of(kg.store, TEST)
    text = write_nanopubs([made]).replace(made.iri.value, "http://purl.org/nanopub/temp/np")
    generate_keyfiles(tmp_path)
    profile = Profile(
        orcid_id="https://orcid.org/0000-0000-0000-0000",
        name="Somebody",
        private_key=tmp_path / "id_rsa",
        public_key=tmp_path / "id_rsa.pub",
    )
    graph = ConjunctiveGraph()
    graph.parse(data=text, format="trig")
    signed = Read(rdf=graph, conf=NanopubConf(profile=profile))
    signed.sign()
    assert signed.source_uri.startswith("http://purl.org/np/RA")
    assert signed.is_valid
    assert signed.has_valid_trusty
    assert signed.has_valid_signature
    assert (KG["interphase/na3p-red-phosphorus"], TERMS.hasTest, None) in signed.assertion


def test_one_finding_gives_the_same_as_all(nanopubs: tuple[Nanopub, ...], kg: Built) -> None:
    (same,) = [one for one in nanopubs if one.finding.value.endswith(TEST)]
    assert nanopub_of(kg.store, TEST) == same
    assert nanopub_of(kg.store, TEST.removeprefix("finding/shi-2023-")) == same


@pytest.fixture
def store(small: SmallProject) -> Store:
    return build_graph(small.project).store


def test_all_findings_are_exported_by_the_suffix(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "findings.nanopubs.trig"
    assert export(store, file) == f"{file}: 1 nanopublication"
    assert file.read_text() == write_nanopubs(nanopubs_of(store))
    assert export(Store(), file) == f"{file}: 0 nanopublications"


def test_one_finding_is_exported_by_its_id(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "one.nanopub.trig"
    assert export_nanopub(store, file, "1-layer-has-naf") == f"{file}: 1 nanopublication"
    read = _read(file.read_text())
    assert read.is_valid
    assert (KG["interphase/naf-layer"], TERMS.hasComponent, KG["substance/naf"]) in read.assertion
    assert (KG["substance/naf"], RDF.type, TERMS.Halide) in read.assertion


@pytest.mark.parametrize(
    ("finding", "message"),
    [
        ("1-layer-has-na", "no finding is called '1-layer-has-na'; did you mean finding/small-1-layer-has-naf?"),
        (
            "substance/naf",
            "no finding is called 'substance/naf'; 'naseikg show substance/naf' lists the findings about it",
        ),
        ("xyzzy", "no finding is called 'xyzzy'; give its id, such as finding/shi-2023-..."),
    ],
)
def test_what_is_no_finding_is_answered_with_what_to_do(
    finding: str, message: str, store: Store, tmp_path: Path
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        export_nanopub(store, tmp_path / "one.nanopub.trig", finding)
    assert str(caught.value) == message
    assert list(tmp_path.glob("*.trig")) == []


def test_a_finding_goes_to_no_other_format(store: Store, tmp_path: Path) -> None:
    with pytest.raises(QueryError) as caught:
        export_nanopub(store, Path("one.ttl"), "1-layer-has-naf")
    assert str(caught.value) == (
        "one.ttl: one finding is exported as a nanopublication only; name the file FILE.nanopub.trig, "
        "or leave the finding out"
    )


def test_the_format_of_one_finding_wants_a_finding(store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        export(store, Path("one.nanopub.trig"))
    assert str(caught.value) == (
        "one.nanopub.trig: holds one finding; say which with --finding ID, or name the file FILE.nanopubs.trig for all"
    )


def test_an_ontology_without_a_date_is_named(small: SmallProject) -> None:
    text = small.project.ontology.read_text()
    kept = [one for one in text.splitlines() if "dcterms:modified " not in one and "dcterms:issued " not in one]
    small.project.ontology.write_text(
        "\n".join([*kept, "dcterms:modified a <http://www.w3.org/2002/07/owl#AnnotationProperty> ."])
    )
    with pytest.raises(NaseikgError) as caught:
        list(nanopubs_of(build_graph(small.project).store))
    assert str(caught.value) == (
        "https://w3id.org/naseikg/ontology: has no dcterms:modified and no dcterms:issued; "
        "a nanopublication needs the date"
    )
