"""The bridges: what is concluded from links, that it is safe, and that people of the other world find our things."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store, Triple

from naseikg.asking.answers import construct
from naseikg.asking.store import quads_of, store_of
from naseikg.cli import main
from naseikg.errors import MappingErrors, QueryError, StoreError, UnknownNameError
from naseikg.exports.bridge import write_bridge
from naseikg.exports.turtle import write_turtle
from naseikg.linking.bridge import WORLDS_WITH_BRIDGE, bridge_axioms, bridge_ontology, bridged
from naseikg.linking.certify import certify_bridge
from naseikg.linking.linked import labels_of, linked
from naseikg.linking.published import load_published
from naseikg.linking.sssom import Link
from naseikg.linking.targets import target_of
from naseikg.pipeline import Built
from naseikg.reasoning.reason import materialise
from naseikg.vocabulary import BASE, GRAPH_MAPPINGS, NSEI, OWL, RDF, RDFS, SKOS
from smallproject import SmallProject

ELECTROCHEMISTRY = "https://w3id.org/emmo/domain/electrochemistry#electrochemistry_"
INTERPHASE = NamedNode(ELECTROCHEMISTRY + "54e0c2bd_1bb2_4f9c_9b55_5b6cc34651ec")
PASSIVATION_LAYER = NamedNode(ELECTROCHEMISTRY + "d16eec87_c646_4566_bda6_7d3357cda061")


def as_link(given: Link, subject: NamedNode, predicate: NamedNode, found: str, *, bridged: bool = True) -> Link:
    return replace(given, subject=subject, predicate=predicate, object=NamedNode(found), bridged=bridged)


def members(store: Store, kind: NamedNode) -> set[str]:
    answer = store.query(
        f"SELECT ?x WHERE {{ ?x a/<{RDFS.subClassOf.value}>* <{kind.value}> }}", use_default_graph_as_union=True
    )
    assert isinstance(answer, QuerySolutions)
    return {str(one["x"]) for one in answer}


def test_a_class_becomes_a_subclass_a_property_a_subproperty_and_a_thing_a_member(kg: Built) -> None:
    given = kg.links[0]
    naf = NamedNode(BASE + "substance/naf")
    emmo = "https://w3id.org/emmo#"
    links = [
        as_link(given, NSEI.Interphase, SKOS.exactMatch, emmo + "Layer"),
        as_link(given, NSEI.hasComponent, SKOS.broadMatch, emmo + "hasPart"),
        as_link(given, naf, SKOS.broadMatch, emmo + "Salt"),
    ]
    axioms = set(bridge_axioms(links, kg.ontology))
    assert axioms == {
        Triple(NSEI.Interphase, RDF.type, OWL.Class),
        Triple(NamedNode(emmo + "Layer"), RDF.type, OWL.Class),
        Triple(NSEI.Interphase, RDFS.subClassOf, NamedNode(emmo + "Layer")),
        Triple(NSEI.hasComponent, RDF.type, OWL.ObjectProperty),
        Triple(NamedNode(emmo + "hasPart"), RDF.type, OWL.ObjectProperty),
        Triple(NSEI.hasComponent, RDFS.subPropertyOf, NamedNode(emmo + "hasPart")),
        Triple(NamedNode(emmo + "Salt"), RDF.type, OWL.Class),
        Triple(naf, RDF.type, NamedNode(emmo + "Salt")),
    }


@pytest.mark.parametrize(
    ("predicate", "found", "bridge"),
    [
        (SKOS.closeMatch, "https://w3id.org/emmo#Layer", True),
        (SKOS.narrowMatch, "https://w3id.org/emmo#Layer", True),
        (SKOS.relatedMatch, "https://w3id.org/emmo#Layer", True),
        (SKOS.exactMatch, "https://w3id.org/emmo#Layer", False),
        # Kinds and units of QUDT are things.
        (SKOS.exactMatch, "http://qudt.org/vocab/quantitykind/Length", True),
        (SKOS.exactMatch, "http://qudt.org/vocab/unit/HR", True),
    ],
)
def test_no_other_link_becomes_an_axiom(kg: Built, predicate: NamedNode, found: str, bridge: bool) -> None:
    link = as_link(kg.links[0], NSEI.Interphase, predicate, found, bridged=bridge)
    assert bridge_axioms([link], kg.ontology) == ()


def test_a_bridge_says_something_of_our_terms_only_and_makes_nothing_equivalent(kg: Built) -> None:
    declarations = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    axioms = [one for one in bridge_axioms(kg.links, kg.ontology) if one.object not in declarations]
    assert len(axioms) > 300
    assert {one.predicate for one in axioms} == {RDFS.subClassOf, RDFS.subPropertyOf, RDF.type}
    assert all(str(one.subject).startswith(f"<{BASE}") for one in axioms)
    assert all(isinstance(one.object, NamedNode) and target_of(one.object) is not None for one in axioms)


def test_each_link_that_counts_as_bridged_gives_an_axiom(kg: Built) -> None:
    for world in WORLDS_WITH_BRIDGE:
        assert all(bridge_axioms([one], kg.ontology) for one in bridged(kg.links, world=world))


def test_the_worlds_are_kept_apart(kg: Built) -> None:
    for world in WORLDS_WITH_BRIDGE:
        found = {target_of(link.object) for link in bridged(kg.links, world=world) if link.object is not None}
        assert {one.world for one in found if one is not None} <= {world}
        whole = bridge_ontology(kg.links, kg.ontology, world)
        others = [
            one
            for one in whole
            if isinstance(one.object, NamedNode) and (to := target_of(one.object)) and to.world != world
        ]
        assert others == []


def test_the_bridges_conclude_nothing_new_in_our_own_terms(kg: Built) -> None:
    """With the axioms beside the ontology, all of it reasoned at once, our terms hold of the same things as before."""
    whole = replace(kg.ontology, triples=(*kg.ontology.triples, *bridge_axioms(kg.links, kg.ontology)))
    more = set(materialise(whole, kg.asserted)) - set(kg.inferred)
    ours = [
        one
        for one in more
        if one.predicate.value.startswith(BASE)
        or (one.predicate == RDF.type and isinstance(one.object, NamedNode) and one.object.value.startswith(BASE))
    ]
    assert ours == []
    mapped = {quad.triple for quad in kg.store.quads_for_pattern(None, None, None, GRAPH_MAPPINGS)}
    assert len(more) > 1000
    assert more <= mapped


def test_a_link_of_a_thing_makes_it_a_member_in_the_graph(kg: Built) -> None:
    given = kg.links[0]
    naf = NamedNode(BASE + "substance/naf")
    links = [as_link(given, naf, SKOS.exactMatch, "https://w3id.org/emmo#Salt")]
    told = linked(
        links, Path("none"), ontology=kg.ontology, asserted=kg.asserted, inferred=kg.inferred, construct=construct
    )
    assert Triple(naf, RDF.type, NamedNode("https://w3id.org/emmo#Salt")) in told


def test_every_term_of_theirs_in_the_graph_has_a_name(kg: Built) -> None:
    named = {quad.subject for quad in kg.store.quads_for_pattern(None, SKOS.prefLabel, None, GRAPH_MAPPINGS)}
    used = {
        node
        for quad in kg.store.quads_for_pattern(None, None, None, GRAPH_MAPPINGS)
        for node in (quad.predicate, quad.object)
    }
    theirs = {one for one in used if isinstance(one, NamedNode) and target_of(one) is not None}
    assert len(theirs) > 400
    assert theirs - named == set()


def test_the_names_are_those_of_the_published_files(kg: Built, repository: Path) -> None:
    folder = repository.parent / "shared" / "ontologies"
    if not folder.is_dir():
        pytest.skip("the published ontologies are not in ../shared/ontologies; the names are not compared")
    labels = load_published(folder).labels
    quads = kg.store.quads_for_pattern(None, SKOS.prefLabel, None, GRAPH_MAPPINGS)
    names = [(one.subject, one.object) for one in quads]
    wrong = [
        term.value
        for term, name in names
        if isinstance(term, NamedNode) and isinstance(name, Literal) and name.value not in labels.get(term.value, ())
    ]
    assert len(names) > 400
    assert wrong == []


def test_emmo_people_find_all_our_layers_as_interphases(kg: Built) -> None:
    ours = members(kg.store, NSEI.Interphase)
    assert len(ours) > 80
    assert members(kg.store, INTERPHASE) == ours


def test_emmo_people_find_the_layers_that_passivate(kg: Built) -> None:
    found = members(kg.store, PASSIVATION_LAYER)
    assert found == members(kg.store, NSEI.PassivatingInterphase)
    assert f"<{BASE}interphase/nacl-nasn-sncl2>" in found


def test_every_quantity_has_a_class_and_a_unit_of_emmo(kg: Built) -> None:
    answer = kg.store.query(
        """PREFIX nsei: <https://w3id.org/naseikg/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?q (COUNT(DISTINCT ?class) AS ?classes) (COUNT(DISTINCT ?unit) AS ?units) WHERE {
          ?q a nsei:Quantity ; nsei:unit ?own .
          OPTIONAL { ?q a ?ours . ?ours rdfs:subClassOf ?class . FILTER(STRSTARTS(STR(?class), "https://w3id.org/emmo"))
                     ?q a ?class }
          OPTIONAL { ?own a ?unit . FILTER(STRSTARTS(STR(?unit), "https://w3id.org/emmo")) }
        } GROUP BY ?q""",
        use_default_graph_as_union=True,
        prefixes={"rdfs": RDFS.iri},
    )
    assert isinstance(answer, QuerySolutions)
    rows = [(str(one["q"]), str(one["classes"]), str(one["units"])) for one in answer]
    assert len(rows) > 70
    assert [row for row in rows if '"0"' in row[1]] == []
    without = {row[0] for row in rows if '"0"' in row[2]}
    counts = (
        members(kg.store, NSEI.CycleCount)
        | members(kg.store, NSEI.DepositionCycleCount)
        | members(kg.store, NSEI.LayerCount)
    )
    # A count is a pure number, for which EMMO has the unit one at most as a close match.
    assert without <= counts


def test_a_bridge_file_beside_our_graph_is_enough(kg: Built, tmp_path: Path) -> None:
    """Someone who loads ontology, facts and bridge, and has no reasoner, asks with a path."""
    file = tmp_path / "bridge.ttl"
    assert write_bridge(kg.links, kg.ontology, "emmo", file).path == file
    facts = quads_of(ontology=kg.ontology.triples, asserted=kg.asserted, inferred=kg.inferred)
    store = store_of(facts)
    assert members(store, INTERPHASE) == set()
    store.load(path=str(file), format=RdfFormat.TURTLE)
    assert members(store, INTERPHASE) == members(kg.store, INTERPHASE)
    graph = rdflib.Graph().parse(file)
    iri = rdflib.URIRef(BASE + "bridge/emmo")
    assert (iri, rdflib.OWL.imports, rdflib.URIRef(BASE + "ontology")) in graph
    assert (iri, rdflib.OWL.versionIRI, rdflib.URIRef(BASE + "bridge/emmo/0.1.0")) in graph


@pytest.mark.parametrize("suffix", [".ttl", ".rdf", ".owl", ".nt"])
def test_a_bridge_is_the_same_in_each_format(kg: Built, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"bridge{suffix}"
    write_bridge(kg.links, kg.ontology, "BFO", file)
    triples = bridge_ontology(kg.links, kg.ontology, "BFO")
    expected = rdflib.Graph().parse(data=write_turtle(triples), format="turtle")
    read = rdflib.Graph().parse(file, format="xml") if suffix == ".owl" else rdflib.Graph().parse(file)
    assert set(read) == set(expected)


def test_an_unknown_world_or_format_is_refused(kg: Built, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError) as caught:
        write_bridge(kg.links, kg.ontology, "EMO", tmp_path / "x.ttl")
    assert str(caught.value) == (
        "no world (of EMMO, BFO, QUDT, SPAR, PROV, SOSA, MDO) is called 'EMO'; did you mean EMMO?"
    )
    with pytest.raises(UnknownNameError) as caught:
        write_bridge(kg.links, kg.ontology, "EMMO", tmp_path / "x.owx")
    assert str(caught.value) == "no format (of .ttl, .rdf, .owl, .nt) is called '.owx'; did you mean .owl?"
    with pytest.raises(
        StoreError, match=r"cannot be written .*; give a file in a folder that exists, has space and is yours"
    ):
        write_bridge(kg.links, kg.ontology, "EMMO", tmp_path / "none" / "x.ttl")


def test_the_verbs_list_links_and_write_a_bridge(
    small: SmallProject, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A project with the links of one ontology, as far as they are about what the project has."""
    source = repository / "ontology" / "mappings" / "emmo-electrochemistry.sssom.tsv"
    lines = source.read_text(encoding="utf-8").splitlines()
    kept = [one for one in lines if one.startswith(("#", "subject_id", "nsei:"))]
    small.project.mappings.mkdir()
    (small.project.mappings / source.name).write_text("\n".join(kept) + "\n", encoding="utf-8")
    where = ["--project", str(small.project.root)]
    assert main([*where, "build"]) == 0
    capsys.readouterr()
    assert main([*where, "links", "list", "nsei:PassivatingInterphase"]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "nsei:PassivatingInterphase: broadMatch PassivationLayer (EMMO electrochemistry domain ontology)",
        "    electrochemistry:electrochemistry_d16eec87_c646_4566_bda6_7d3357cda061  confidence 0.85",
    ]
    assert main([*where, "links", "list", "substance/naf"]) == 0
    assert capsys.readouterr().out == "no link; add one in ontology/mappings\n"
    for theirs in ("PassivationLayer", f"<{PASSIVATION_LAYER.value}>"):
        assert main([*where, "links", "list", theirs]) == 0
        assert "nsei:PassivatingInterphase: broadMatch PassivationLayer" in capsys.readouterr().out
    assert main([*where, "links", "list", "PasivationLayer"]) == 2
    capsys.readouterr()
    assert main([*where, "links", "bridge", "emmo", "bridge.ttl"]) == 0
    assert capsys.readouterr().out.startswith("bridge.ttl: ")
    assert PASSIVATION_LAYER.value.rpartition("#")[2] in Path("bridge.ttl").read_text(encoding="utf-8")
    assert main([*where, "links", "check"]) == 1
    assert "nsei:Finding: has no row" in capsys.readouterr().out
    assert main([*where, "links", "check", "--owl"]) == 2
    assert capsys.readouterr().err == (
        "naseikg: --owl needs --ontologies DIR and writes text; give the folder, and leave --format out\n"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT 1", "one.rq: is no CONSTRUCT, so it gives no triples; write CONSTRUCT { ... } WHERE { ... }"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s <urn:none> ?o ; ?p ?o }", "one.rq:1: pattern: constructs nothing; correct or delete it"),
        (
            "CONSTRUCT { ?s <urn:p> [] } WHERE { ?s a ?o }",
            "one.rq:1: pattern: constructs something unnamed (<urn:p>); give it an IRI",
        ),
        ("CONSTRUCT {\n ?s ?p }", "one.rq:2:8: the query cannot be parsed"),
        (
            "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            "one.rq: SERVICE is not supported here: the query reads this graph only",
        ),
        ("CONSTRUCT { ?s ?p ?o } FROM <file:///etc/passwd> WHERE { ?s ?p ?o }", "one.rq: FROM is not supported here"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "one.rq: updates are refused; this graph is read only"),
    ],
)  # fmt: skip
def test_a_pattern_that_is_wrong_is_told_with_its_file(kg: Built, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "one.rq").write_text(text, encoding="utf-8")
    with pytest.raises((MappingErrors, QueryError)) as caught:
        linked([], tmp_path, ontology=kg.ontology, asserted=kg.asserted, inferred=(), construct=construct)
    assert str(caught.value).removeprefix(f"{tmp_path}/").startswith(said)


def test_a_pattern_that_cannot_be_read_is_told_with_its_file(kg: Built, tmp_path: Path) -> None:
    (tmp_path / "one.rq").write_bytes(b"\xff")
    with pytest.raises(QueryError, match=r"one\.rq: cannot be read as UTF-8 text"):
        linked([], tmp_path, ontology=kg.ontology, asserted=kg.asserted, inferred=(), construct=construct)


def test_every_term_and_thing_has_one_label_for_the_links(kg: Built) -> None:
    labels = labels_of(kg.ontology, kg.asserted)
    assert labels[NamedNode(BASE + "substance/naf")] == "sodium fluoride"
    assert labels[NSEI.Interphase] == "interphase"


@pytest.fixture
def published(repository: Path) -> Path:
    """The published ontologies of other worlds, which are not part of the repository."""
    folder = repository.parent / "shared" / "ontologies"
    if not folder.is_dir():
        pytest.skip("the published ontologies are not in ../shared/ontologies; the bridge is not certified")
    return folder


def test_hermit_finds_our_ontology_with_the_bridge_and_its_module_of_emmo_sound(kg: Built, published: Path) -> None:
    verdict = certify_bridge(kg.links, kg.ontology, published, "EMMO")
    assert verdict.passed, str(verdict)
    assert verdict.module > 3000


def test_a_link_that_glues_what_excludes_each_other_is_seen(kg: Built, published: Path, tmp_path: Path) -> None:
    """What is an item is no collection; the files of EMMO that say so, and one link that does no harm, suffice."""
    for name in (
        "core-foundation-mereocausality",
        "core-perspectives-holistic",
        "core-perspectives-perspective",
        "domain-electrochemistry-reference",
    ):
        (tmp_path / f"emmo-{name}.ttl").symlink_to(published / f"emmo-{name}.ttl")
    given = next(one for one in kg.links if one.subject == NSEI.Interphase and one.object == INTERPHASE)
    assert certify_bridge([given], kg.ontology, tmp_path, "EMMO").passed
    collection = NamedNode("https://w3id.org/emmo#EMMO_2d2ecd97_067f_4d0e_950c_d746b7700a31")
    broken = certify_bridge([given, replace(given, object=collection)], kg.ontology, tmp_path, "EMMO")
    assert not broken.passed
    assert NSEI.Interphase in broken.empty
