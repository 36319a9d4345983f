"""The proofs that the page draws: each step is sound, none leads round in a circle, every inferred fact has one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import TypedDict, cast

import pytest
from pyoxigraph import BlankNode, Store, Triple

from naseikg.asking.store import quads_of, store_of
from naseikg.explaining.reasons import Reason
from naseikg.explaining.why import Explainer, stored_ontology
from naseikg.explorer.proofs import fact_key, proofs_file
from naseikg.explorer.proofs import proofs_of as told_of
from naseikg.pipeline import Built
from naseikg.reasoning.proofs import Prover
from naseikg.reasoning.simplest import simplest_steps
from naseikg.vocabulary import GRAPH_INFERRED, TO_ITSELF
from proofchecking import Argument, faults_of
from reasoningcases import ENTAILMENTS, Case, parse_case


class Step(TypedDict):
    axioms: list[int]
    because: list[str]


class Proofs(TypedDict):
    axioms: list[dict[str, str]]
    facts: dict[str, Step]


@pytest.fixture(scope="module")
def proofs(kg: Built) -> Proofs:
    return cast(Proofs, proofs_file(told_of(kg.store)))


@pytest.fixture(scope="module")
def inferred(kg: Built) -> Mapping[str, Triple]:
    """The inferred facts by their keys, without the links of things to themselves."""
    found = (quad.triple for quad in kg.store.quads_for_pattern(None, None, None, GRAPH_INFERRED))
    return {fact_key(one): one for one in found if one.predicate not in TO_ITSELF}


def proofs_of(case: Case) -> Proofs:
    quads = quads_of(ontology=case.ontology.triples, asserted=case.facts, inferred=case.follows)
    return cast(Proofs, proofs_file(told_of(store_of(quads))))


def stated_in(store: Store) -> set[str]:
    """The facts that some graph says which is not the inferred one."""
    return {
        fact_key(quad.triple)
        for quad in store
        if quad.graph_name != GRAPH_INFERRED
        and not isinstance(quad.subject, BlankNode)
        and not isinstance(quad.object, BlankNode)
    }


def leaves_of(facts: Mapping[str, Step], key: str, above: tuple[str, ...] = ()) -> Iterator[str]:
    """Where the tree below a fact ends; a circle is an error."""
    assert key not in above, f"{key} rests on itself by way of {above}"
    if key in facts:
        for one in facts[key]["because"]:
            yield from leaves_of(facts, one, (*above, key))
    else:
        yield key


def told(reason: Reason) -> Iterator[Triple]:
    """What the explainer names as the grounds of a fact, without links of things to themselves."""
    for one in reason.because:
        yield from told(one) if one.fact.predicate in TO_ITSELF else [one.fact]


def test_every_inferred_fact_has_a_step_and_nothing_else_has(proofs: Proofs, inferred: Mapping[str, Triple]) -> None:
    assert len(inferred) > 4000
    assert proofs["facts"].keys() == inferred.keys()


def test_every_tree_ends_in_facts_that_are_stated(kg: Built, proofs: Proofs) -> None:
    stated = stated_in(kg.store)
    ends = {key: set(leaves_of(proofs["facts"], key)) for key in proofs["facts"]}
    assert all(ends.values())
    assert set().union(*ends.values()) <= stated


def test_every_step_names_axioms_and_facts(proofs: Proofs) -> None:
    assert all(one["axioms"] and one["because"] for one in proofs["facts"].values())
    used = {place for one in proofs["facts"].values() for place in one["axioms"]}
    assert used == set(range(len(proofs["axioms"])))
    assert all(one["words"] and one["axiom"] for one in proofs["axioms"])


def test_no_step_can_do_without_one_of_its_facts(kg: Built) -> None:
    prover = Prover(stored_ontology(kg.store), kg.store)
    steps = simplest_steps(prover, kg.inferred)
    assert steps.keys() == set(kg.inferred)
    kinds = {(one.rule, len(one.premises)): one for one in sorted(steps.values(), key=lambda one: str(one.conclusion))}
    assert len(kinds) > 150
    faults = {
        one.rule.axiom: found
        for one in kinds.values()
        if (found := faults_of(Argument(leaves=one.premises, rules=(one.rule,), conclusion=one.conclusion)))
    }
    assert faults == {}


def test_the_explainer_of_the_command_line_gives_the_same_steps(
    kg: Built, proofs: Proofs, inferred: Mapping[str, Triple]
) -> None:
    """The same last step, or, of a chain of links that may be cut anywhere, the same stated facts."""
    explainer, sample = Explainer(kg.store), sorted(inferred)[::90]
    missing = []
    for key in sample:
        step, ends = proofs["facts"][key], set(leaves_of(proofs["facts"], key))
        mine = {proofs["axioms"][place]["axiom"] for place in step["axioms"]}, set(step["because"])
        reasons = explainer.explain(inferred[key], limit=200).reasons
        steps = [({law.axiom.words for law in one.laws}, set(map(fact_key, told(one)))) for one in reasons]
        if mine not in steps and ends not in [{fact_key(leaf.fact) for leaf in one.leaves()} for one in reasons]:
            missing.append(key)
    assert missing == []


def test_a_tree_rests_on_as_few_stated_facts_as_the_command_line_tells_or_on_one_more(
    kg: Built, proofs: Proofs, inferred: Mapping[str, Triple]
) -> None:
    """One more where two branches say the same of one thing by different facts: a fact has one proof on every page."""
    prover = Prover(stored_ontology(kg.store), kg.store)
    more = {
        len(set(leaves_of(proofs["facts"], key))) - len(prover.proofs(inferred[key], limit=1).found[0].leaves)
        for key in sorted(inferred)[::20]
    }
    assert more == {0, 1}


def test_a_step_is_told_in_words_and_in_ids(proofs: Proofs) -> None:
    step = proofs["facts"]["interphase/na3p-red-phosphorus rdf:type nsei:InorganicBasedInterphase"]
    assert [proofs["axioms"][place] for place in step["axioms"]] == [
        {
            "words": "every artificial interphase with “has component” some inorganic substance is an inorganic-based interphase",
            "axiom": "every nsei:ArtificialInterphase and something with nsei:hasComponent some nsei:InorganicSubstance"
            " is a nsei:InorganicBasedInterphase",
        }
    ]
    assert step["because"] == [
        "interphase/na3p-red-phosphorus rdf:type nsei:ArtificialInterphase",
        "interphase/na3p-red-phosphorus nsei:hasComponent substance/na3p",
        "substance/na3p rdf:type nsei:InorganicSubstance",
    ]


def test_the_links_that_restrict_a_chain_are_passed_over(proofs: Proofs) -> None:
    named = {one for key, step in proofs["facts"].items() for one in (key, *step["because"])}
    assert named
    assert not any(f" nsei:{name} " in one for one in named for name in ("layerItself", "challengeItself"))


@pytest.mark.parametrize("case", ENTAILMENTS, ids=attrgetter("name"))
def test_what_follows_from_each_kind_of_axiom_has_a_tree(case: Case) -> None:
    """Also what only something unnamed leads to, which the real graph does not have."""
    facts = proofs_of(case)["facts"]
    wanted = {fact_key(one) for one in case.follows if one.predicate not in TO_ITSELF}
    stated = stated_in(store_of(quads_of(ontology=case.ontology.triples, asserted=case.facts, inferred=())))
    assert facts.keys() >= wanted
    assert all(stated >= set(leaves_of(facts, key)) for key in wanted)


def test_two_classes_that_say_the_same_are_no_reason_for_each_other() -> None:
    case = parse_case(
        """#+ follows: <substance/x> a nsei:One
#+ follows: <substance/x> a nsei:Other
@base <https://w3id.org/naseikg/> .
@prefix nsei: <https://w3id.org/naseikg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
nsei:One a owl:Class ; owl:equivalentClass nsei:Other .
nsei:Other a owl:Class .
nsei:Stated a owl:Class ; rdfs:subClassOf nsei:Other .
<substance/x> a nsei:Stated .
"""
    )
    facts = proofs_of(case)["facts"]
    assert {key: one["because"] for key, one in facts.items()} == {
        "substance/x rdf:type nsei:One": ["substance/x rdf:type nsei:Other"],
        "substance/x rdf:type nsei:Other": ["substance/x rdf:type nsei:Stated"],
    }
