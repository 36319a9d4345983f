"""Why each inferred fact holds, one step back: the axioms and the facts that they were applied to (`proofs.json`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store, Triple

from naseikg.explaining.why import stored_ontology
from naseikg.explaining.wording import Words
from naseikg.reasoning.axioms import Axiom, axioms_behind, axioms_of
from naseikg.reasoning.ontology import Ontology
from naseikg.reasoning.proofs import Proof, Prover
from naseikg.reasoning.simplest import simplest_steps
from naseikg.reasoning.ways import Step
from naseikg.vocabulary import BASE, GRAPH_INFERRED, TO_ITSELF, curie

__all__ = ["Told", "fact_key", "proofs_file", "proofs_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An inferred fact with the axioms behind its last step, and the facts that they were applied to.

    ``words`` says each axiom in the words of the field.
    """

    fact: Triple
    axioms: tuple[Axiom, ...]
    words: tuple[str, ...]
    because: tuple[Triple, ...]


def proofs_of(store: Store) -> Iterator[Told]:
    """Every inferred fact about our things with the last step of its simplest proof, sorted.

    Whoever follows the facts that it rests on, as far as these have steps of their own, ends at asserted facts and
    never comes back to where they were. Links of a thing to itself, which only restrict a chain to a class, are passed
    over.
    """
    ontology, words = stored_ontology(store), Words(store)
    said: dict[Axiom, str] = {}
    for fact, axioms, because in _steps(store, ontology):
        for one in axioms:
            if one not in said:
                said[one] = words.axiom(one.words)
        yield Told(fact=fact, axioms=axioms, words=tuple(said[one] for one in axioms), because=because)


def proofs_file(proofs: Iterable[Told]) -> dict[str, object]:
    """What `proofs_of` tells, as a file with facts by their keys and axioms by their places in a list."""
    places: dict[Axiom, int] = {}
    told: list[dict[str, str]] = []
    facts = {}
    for one in proofs:
        for axiom, words in zip(one.axioms, one.words, strict=True):
            if axiom not in places:
                places[axiom] = len(told)
                told.append({"words": words, "axiom": axiom.words})
        axioms = [places[axiom] for axiom in one.axioms]
        facts[fact_key(one.fact)] = {"axioms": axioms, "because": list(map(fact_key, one.because))}
    return {"axioms": told, "facts": facts}


def fact_key(fact: Triple) -> str:
    """A fact by its ids, split by a space; a literal stands in quotation marks and may hold spaces itself.

    >>> from naseikg.vocabulary import NSEI
    >>> fact_key(Triple(NamedNode(BASE + "substance/naf"), NSEI.componentCount, Literal("2")))
    'substance/naf nsei:componentCount "2"'
    """
    return " ".join(map(_id, fact))


def _id(node: object) -> str:
    if isinstance(node, Literal):
        return f'"{node.value}"'
    assert isinstance(node, NamedNode)
    return curie(node)


def _steps(store: Store, ontology: Ontology) -> Iterator[tuple[Triple, tuple[Axiom, ...], tuple[Triple, ...]]]:
    prover = Prover(ontology, store)
    quads = store.quads_for_pattern(None, None, None, GRAPH_INFERRED)
    inferred = sorted((quad.triple for quad in quads if _is_ours(quad.subject)), key=str)
    steps = simplest_steps(prover, inferred)
    for fact in sorted({*inferred, *steps}, key=str):
        if fact.predicate in TO_ITSELF:
            continue
        if fact in steps:
            because = dict.fromkeys(_told(steps[fact].premises, steps))
            yield fact, tuple(_axioms(ontology, steps[fact])), tuple(because)
        else:
            # Only what is unnamed leads there: the whole proof is told as one step.
            proof = prover.proofs(fact, limit=1).found[0]
            yield fact, axioms_of(ontology, proof), proof.leaves


def _axioms(ontology: Ontology, step: Step) -> Iterator[Axiom]:
    premises = tuple(Proof(conclusion=one) for one in step.premises)
    return axioms_behind(ontology, Proof(conclusion=step.conclusion, rule=step.rule, premises=premises))


def _told(premises: Iterable[Triple], steps: dict[Triple, Step]) -> Iterator[Triple]:
    """The premises, with what a link of a thing to itself rests on in the place of that link."""
    for one in premises:
        if one.predicate in TO_ITSELF and one in steps:
            yield from _told(steps[one].premises, steps)
        else:
            yield one


def _is_ours(node: object) -> bool:
    return isinstance(node, NamedNode) and node.value.startswith(BASE)
