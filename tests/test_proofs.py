"""Every fact that was inferred has a proof that is sound and minimal; the rules say so, and HermiT for each kind of axiom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from operator import attrgetter

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from naseikg.asking.store import quads_of, store_of
from naseikg.errors import StoreError
from naseikg.pipeline import Built
from naseikg.reasoning.axioms import Axiom, axioms_of, declarations_of, triples_of
from naseikg.reasoning.constructs import constructs_of
from naseikg.reasoning.hermit import are_consistent
from naseikg.reasoning.ontology import Ontology
from naseikg.reasoning.proofs import Proof, Prover
from naseikg.reasoning.reason import materialise
from naseikg.reasoning.rules import rules_of
from naseikg.vocabulary import BASE, GRAPH_INFERRED, NSEI, OWL, RDF, curie
from proofchecking import Argument, argument_of, faults_of, needs_of
from reasoningcases import ENTAILMENTS, Case, parse_case

HEAD = "@base <https://w3id.org/naseikg/> .\n@prefix nsei: <https://w3id.org/naseikg/ontology#> .\n"
HEAD += "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"


def thing(name: str) -> NamedNode:
    return NamedNode(BASE + name)


def prover_of(case: Case) -> Prover:
    quads = quads_of(ontology=case.ontology.triples, asserted=case.facts, inferred=case.follows)
    return Prover(case.ontology, store_of(quads))


def shown(proof: Proof) -> str:
    """A proof on one line: its conclusion, and in brackets why."""
    subject, link, value = (curie(node) if isinstance(node, NamedNode) else str(node) for node in proof.conclusion)
    reasons = f" [{proof.rule.axiom}: {'; '.join(map(shown, proof.premises))}]" if proof.rule else ""
    return f"{subject} {'a' if link == 'rdf:type' else link} {value}{reasons}"


@pytest.fixture(scope="module")
def prover(kg: Built) -> Prover:
    return Prover(kg.ontology, kg.store)


@pytest.fixture(scope="module")
def proofs(kg: Built, prover: Prover) -> tuple[Proof, ...]:
    """The proof of every fact that was inferred in the real graph."""
    return tuple(map(prover.proof, kg.inferred))


def test_every_inferred_fact_follows_from_its_proof_and_not_without_any_part_of_it(
    kg: Built, proofs: tuple[Proof, ...]
) -> None:
    assert len(proofs) == len(kg.inferred) > 1000
    faults = {shown(proof): found for proof in proofs if (found := faults_of(argument_of(proof)))}
    assert faults == {}


def test_every_further_proof_of_a_fact_is_as_sound_and_minimal(kg: Built, prover: Prover) -> None:
    further = [proof for fact in kg.inferred[::30] for proof in prover.proofs(fact, limit=5).found]
    assert len(further) > len(kg.inferred[::30])
    assert {shown(proof): found for proof in further if (found := faults_of(argument_of(proof)))} == {}


def test_a_proof_is_one_of_all_proofs(kg: Built, prover: Prover) -> None:
    for fact in kg.inferred[::60]:
        one, every = prover.proof(fact), prover.proofs(fact, limit=200)
        needed = [(proof.leaves, {rule.source for rule in proof.rules}) for proof in every.found]
        assert (one.leaves, {rule.source for rule in one.rules}) in needed or not every.complete


def test_a_proof_rests_on_asserted_facts_and_on_rules_of_the_ontology(kg: Built, proofs: tuple[Proof, ...]) -> None:
    # The store keeps numbers in their shortest form, so the records are compared as it has them.
    asserted = {quad.triple for quad in kg.store if quad.graph_name != GRAPH_INFERRED}
    rules = set(rules_of(kg.ontology))
    for proof in proofs:
        assert set(proof.leaves) <= asserted
        assert set(proof.rules) <= rules
        assert proof.rules


def test_each_step_of_a_proof_is_made_by_its_rule_alone(proofs: tuple[Proof, ...]) -> None:
    steps = {
        Argument(
            leaves=tuple(sorted({one.conclusion for one in step.premises}, key=str)),
            rules=(step.rule,),
            conclusion=step.conclusion,
        )
        for proof in proofs
        for step in proof.steps()
        if step.rule is not None
    }
    assert {step: found for step in steps if (found := faults_of(step))} == {}


def test_no_proof_of_the_real_graph_passes_through_something_unnamed(proofs: tuple[Proof, ...]) -> None:
    nodes = {node for proof in proofs for step in proof.steps() for node in step.conclusion}
    assert not [one for one in nodes if isinstance(one, BlankNode)]


@pytest.mark.parametrize("case", ENTAILMENTS, ids=attrgetter("name"))
def test_every_conclusion_of_a_case_has_sound_and_minimal_proofs_only(case: Case) -> None:
    prover = prover_of(case)
    for fact in case.follows:
        found = prover.proofs(fact, limit=50)
        assert found.complete
        assert [faults_of(argument_of(proof)) for proof in found.found] == [[]] * len(found.found)
        needed = [(proof.leaves, tuple(one.source for one in proof.rules)) for proof in found.found]
        assert len(set(needed)) == len(needed)
        assert [len(leaves) for leaves, _ in needed] == sorted(len(leaves) for leaves, _ in needed)


@pytest.mark.parametrize("case", ENTAILMENTS, ids=attrgetter("name"))
def test_the_proofs_of_a_case_are_all_that_there_are(case: Case) -> None:
    prover = prover_of(case)
    for fact in case.follows:
        proofs = prover.proofs(fact, limit=50).found
        needed = {frozenset((*one.leaves, *(rule.source for rule in one.rules))) for one in proofs}
        # The store keeps numbers in their shortest form.
        facts = quads_of(ontology=(), asserted=(*case.facts, *case.ontology.facts), inferred=())
        assert needed == needs_of(fact, [quad.triple for quad in store_of(facts)], rules_of(case.ontology))


@pytest.mark.parametrize("case", ENTAILMENTS, ids=attrgetter("name"))
def test_what_does_not_follow_has_no_proof(case: Case) -> None:
    for fact in case.does_not_follow:
        if fact not in case.facts:
            with pytest.raises(LookupError, match="the graph does not have"):
                prover_of(case).proof(fact)


@pytest.mark.parametrize("case", ENTAILMENTS, ids=attrgetter("name"))
def test_what_was_written_into_the_graph_by_hand_has_no_proof(case: Case) -> None:
    """A fact in the inferred graph counts for nothing by being there."""
    forged = [one for one in case.does_not_follow if one not in case.facts][:1]
    prover = prover_of(replace(case, follows=(*case.follows, *forged)))
    for fact in forged:
        with pytest.raises(StoreError, match="is in the graph, but does not follow from its facts"):
            prover.proof(fact)


# What the check is worth: it finds what was done to a proof.


def test_a_leaf_that_is_dropped_is_missed(proofs: tuple[Proof, ...]) -> None:
    for proof in proofs[::50]:
        argument = argument_of(proof)
        for leaf in argument.leaves:
            rest = tuple(one for one in argument.leaves if one != leaf)
            assert faults_of(replace(argument, leaves=rest)) == ["the conclusion does not follow"]


def test_a_rule_that_is_dropped_is_missed(proofs: tuple[Proof, ...]) -> None:
    for proof in proofs[::50]:
        argument = argument_of(proof)
        for rule in argument.rules:
            rest = tuple(one for one in argument.rules if one != rule)
            assert faults_of(replace(argument, rules=rest)) == ["the conclusion does not follow"]


def test_a_leaf_that_is_added_is_found(kg: Built, proofs: tuple[Proof, ...]) -> None:
    for place, proof in enumerate(proofs[::50]):
        argument = argument_of(proof)
        more = kg.asserted[place]
        assert more not in argument.leaves
        assert f"the leaf {more} is not needed" in faults_of(replace(argument, leaves=(*argument.leaves, more)))


def test_a_rule_that_is_added_is_found(kg: Built, proofs: tuple[Proof, ...]) -> None:
    for place, proof in enumerate(proofs[::50]):
        argument = argument_of(proof)
        more = next(one for one in rules_of(kg.ontology)[place:] if one not in argument.rules)
        assert f"the rule {more.axiom!r} is not needed" in faults_of(replace(argument, rules=(*argument.rules, more)))


def test_a_leaf_that_is_exchanged_is_missed(proofs: tuple[Proof, ...]) -> None:
    leaves = [leaf for proof in proofs[::20] for leaf in proof.leaves]
    for proof in proofs[::50]:
        argument = argument_of(proof)
        named = {argument.conclusion.subject, *(leaf.subject for leaf in argument.leaves)}
        strange = next(one for one in leaves if not named & {one.subject, one.object})
        for exchanged in argument.leaves:
            rest = tuple(strange if one == exchanged else one for one in argument.leaves)
            assert faults_of(replace(argument, leaves=rest)) == ["the conclusion does not follow"]


# What a proof looks like.


def test_a_proof_is_a_tree_down_to_the_asserted_facts() -> None:
    (case,) = (one for one in ENTAILMENTS if one.name == "together-strategy")
    proof = prover_of(case).proof(Triple(thing("interphase/naf"), RDF.type, NSEI.StrategicLayer))
    inorganic = "every nsei:InorganicInterphase is"
    leaf = "interphase/naf a nsei:InorganicInterphase"
    realises = f"interphase/naf nsei:realises strategy/inorganic [{inorganic} something with nsei:realises strategy/inorganic: {leaf}]"
    assert shown(proof) == (
        "interphase/naf a nsei:StrategicLayer [every nsei:Interphase and something with nsei:realises some"
        " nsei:Strategy is a nsei:StrategicLayer:"
        f" interphase/naf a nsei:Interphase [{inorganic} a nsei:Interphase: {leaf}];"
        f" {realises}; strategy/inorganic a nsei:Strategy [what is a value of nsei:realises is a nsei:Strategy: {realises}]]"
    )
    assert len(proof.leaves) == 1
    assert len(proof.rules) == 4


def test_the_proof_of_an_asserted_fact_is_the_fact_itself(kg: Built, prover: Prover) -> None:
    fact = Triple(thing("interphase/native-sei"), NSEI.hasComponent, thing("substance/naf"))
    assert prover.proof(fact) == Proof(conclusion=fact)


def test_an_asserted_fact_may_also_follow_from_others() -> None:
    case = parse_case(
        HEAD
        + """nsei:A a owl:Class ; rdfs:subClassOf nsei:B . nsei:B a owl:Class .
        <x/1> a nsei:A, nsei:B .
        """
    )
    found = prover_of(case).proofs(Triple(thing("x/1"), RDF.type, NSEI.B), limit=5)
    assert list(map(shown, found.found)) == [
        "x/1 a nsei:B",
        "x/1 a nsei:B [every nsei:A is a nsei:B: x/1 a nsei:A]",
    ]
    assert found.complete


def test_all_ways_are_found_and_a_circle_is_none_of_them() -> None:
    case = parse_case(
        HEAD
        + """nsei:p a owl:ObjectProperty, owl:TransitiveProperty, owl:SymmetricProperty .
        nsei:A a owl:Class ; owl:equivalentClass nsei:B . nsei:B a owl:Class .
        [ a owl:Restriction ; owl:onProperty nsei:p ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf nsei:A .
        <x/1> nsei:p <x/2> . <x/2> nsei:p <x/3> .
        """
    )
    prover = prover_of(replace(case, follows=materialise(case.ontology, case.facts)))
    there, on, back, a, b = (
        Triple(thing("x/1"), link, value)
        for link, value in (
            (NSEI.p, thing("x/2")),
            (NSEI.p, thing("x/3")),
            (NSEI.p, thing("x/1")),
            (RDF.type, NSEI.A),
            (RDF.type, NSEI.B),
        )
    )
    assert [shown(one) for one in prover.proofs(there, limit=9).found] == ["x/1 nsei:p x/2"]
    further = "nsei:p carries on from link to link"
    assert [shown(one) for one in prover.proofs(on, limit=9).found] == [
        f"x/1 nsei:p x/3 [{further}: x/1 nsei:p x/2; x/2 nsei:p x/3]"
    ]
    assert [shown(one) for one in prover.proofs(back, limit=9).found] == [
        f"x/1 nsei:p x/1 [{further}: x/1 nsei:p x/2; x/2 nsei:p x/1 [nsei:p holds both ways: x/1 nsei:p x/2]]"
    ]
    some = "every something with nsei:p some owl:Thing is a nsei:A: x/1 nsei:p x/2"
    assert [shown(one) for one in prover.proofs(a, limit=9).found] == [f"x/1 a nsei:A [{some}]"]
    assert [shown(one) for one in prover.proofs(b, limit=9).found] == [
        f"x/1 a nsei:B [every nsei:A is a nsei:B: x/1 a nsei:A [{some}]]"
    ]


def test_more_proofs_than_asked_for_are_told_of() -> None:
    facts = "".join(f"<x/1> nsei:p <x/{place}> .\n" for place in range(2, 7))
    case = parse_case(
        HEAD
        + "#+ follows: <x/1> a nsei:A\n"
        + "nsei:A a owl:Class . nsei:p a owl:ObjectProperty ; rdfs:domain nsei:A .\n"
        + facts
    )
    (fact,) = case.follows
    for limit, complete in ((1, False), (4, False), (5, True), (9, True)):
        found = prover_of(case).proofs(fact, limit=limit)
        assert (len(found.found), found.complete) == (min(limit, 5), complete)


def test_the_proofs_come_in_the_same_order_each_time(kg: Built) -> None:
    facts = kg.inferred[::100]
    first, second = (Prover(kg.ontology, store_of(kg.quads)) for _ in range(2))
    backwards = {fact: second.proofs(fact, limit=5) for fact in reversed(facts)}
    assert [first.proofs(fact, limit=5) for fact in facts] == [backwards[fact] for fact in facts]


def test_what_excludes_the_members_of_a_union_is_among_the_axioms_of_a_step() -> None:
    (case,) = (one for one in ENTAILMENTS if one.name == "union-with-common-class")
    proof = prover_of(case).proof(Triple(thing("interphase/naf"), RDF.type, NSEI.ArtificialInterphase))
    assert [axiom.words for axiom in axioms_of(case.ontology, proof)] == [
        "every nsei:Layer is a nsei:NativeSEI or a nsei:InorganicInterphase or a nsei:OrganicInterphase",
        "every nsei:Designed is something that is not a nsei:NativeSEI",
        "every nsei:InorganicInterphase is a nsei:ArtificialInterphase",
        "every nsei:OrganicInterphase is a nsei:ArtificialInterphase",
    ]


def test_a_rule_knows_the_axiom_it_was_made_from(kg: Built) -> None:
    triples = set(kg.ontology.triples)
    assert {rule.source for rule in rules_of(kg.ontology)} <= triples


# What HermiT, which knows nothing of rules, says of the proofs.


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A proof as HermiT may judge it."""

    ontology: Ontology
    proof: Proof

    @property
    def axioms(self) -> tuple[Axiom, ...]:
        return axioms_of(self.ontology, self.proof)

    @property
    def patterns(self) -> frozenset[str]:
        """The forms of the axioms: their construct and those of their expressions."""
        return frozenset(_form(self.ontology, one) for one in self.axioms)

    def questions(self) -> Iterator[tuple[Triple, ...]]:
        """The proof with its conclusion denied, which has no model; then the same without each part, which has one."""
        yield self._denied(self.proof.leaves, self.axioms)
        for leaf in self.proof.leaves:
            yield self._denied([one for one in self.proof.leaves if one != leaf], self.axioms)
        for axiom in self.axioms:
            yield self._denied(self.proof.leaves, [one for one in self.axioms if one != axiom])

    def _denied(self, leaves: Sequence[Triple], axioms: Sequence[Axiom]) -> tuple[Triple, ...]:
        triples = [one for axiom in axioms for one in triples_of(self.ontology, axiom)]
        everything = [*self.proof.leaves, *(one for axiom in self.axioms for one in triples_of(self.ontology, axiom))]
        terms = declarations_of(self.ontology, [*everything, self.proof.conclusion])
        return (*dict.fromkeys((*terms, *triples, *leaves, *_denial(self.proof.conclusion))),)


def _denial(fact: Triple) -> tuple[Triple, ...]:
    """OWL that says that a fact is not so."""
    denial = BlankNode()
    assert isinstance(fact.subject, NamedNode)
    if fact.predicate == RDF.type:
        parts = ((OWL.complementOf, fact.object), (RDF.type, OWL.Class))
        return (Triple(fact.subject, RDF.type, denial), *(Triple(denial, link, value) for link, value in parts))
    target = OWL.targetValue if isinstance(fact.object, Literal) else OWL.targetIndividual
    said = (
        (RDF.type, OWL.NegativePropertyAssertion),
        (OWL.sourceIndividual, fact.subject),
        (OWL.assertionProperty, fact.predicate),
        (target, fact.object),
    )
    return tuple(Triple(denial, link, value) for link, value in said)


@cache
def _form(ontology: Ontology, axiom: Axiom) -> str:
    used = constructs_of(Ontology(triples=triples_of(ontology, axiom))) - {axiom.construct}
    return " ".join([curie(axiom.construct), *sorted(map(curie, used))])


def test_hermit_finds_the_same_of_two_hundred_proofs_with_every_form_of_axiom(
    kg: Built, proofs: tuple[Proof, ...]
) -> None:
    trials = [Trial(ontology=kg.ontology, proof=one) for one in proofs]
    for case in ENTAILMENTS:
        prover = prover_of(case)
        trials += [Trial(ontology=case.ontology, proof=prover.proof(fact)) for fact in case.follows]
    chosen = _with_every_pattern(trials, 200)
    questions = [list(one.questions()) for one in chosen]
    answers = iter(are_consistent(chain.from_iterable(questions)))
    wrong = {
        shown(one.proof): given
        for one, asked in zip(chosen, questions, strict=True)
        if (given := [next(answers) for _ in asked]) != [False] + [True] * (len(asked) - 1)
    }
    assert wrong == {}
    assert len(chosen) == 200


def _with_every_pattern(trials: Sequence[Trial], most: int) -> list[Trial]:
    """So many trials: the first with each form of axiom, and of the rest every so many."""
    seen: set[str] = set()
    first: list[Trial] = []
    rest: list[Trial] = []
    for one in trials:
        (rest if one.patterns <= seen else first).append(one)
        seen |= one.patterns
    every = len(rest) // (most - len(first)) or 1
    return [*first, *rest[::every]][:most]
