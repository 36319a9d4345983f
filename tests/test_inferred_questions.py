"""The tag `inferred`: a query has it when the answer has rows that the stated facts alone do not give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from naseikg.asking.answers import ask
from naseikg.asking.questions import load_questions
from naseikg.asking.store import store_of
from naseikg.pipeline import Built, build_graph
from naseikg.vocabulary import GRAPH_ASSERTED, GRAPH_INFERRED, RDF
from smallproject import SmallProject

QUESTIONS = load_questions(Path(__file__).parent.parent / "queries")

# These lose rows, and need more for it than the tree of classes: a defined class, a chain, a transitive relation, ...
BEYOND_THE_CLASS_TREE = frozenset(
    [
        "all-layers",
        "all-quantities",
        "batteries-by-emmo-type",
        "behind-low-coulombic-efficiency",
        "challenges-addressed-only-through-a-part",
        "classes-inside-others",
        "defined-classes",
        "disputed-layers",
        "effects-of-challenges",
        "emmo-degradation-and-remedies",
        "emmo-passivation-layers",
        "hybrid-by-filing-make-up-or-name",
        "inferred-facts",
        "layer-features",
        "layers-against-short-circuits",
        "layers-with-emmo-salts",
        "long-lived-tests-by-route",
        "make-up-against-filing",
        "naf-layers",
        "naf-reagents",
        "organic-reagents-of-inorganic-layers",
        "phases-by-number-of-layers",
        "precursor-to-challenge",
        "precursors-of-several-phases",
        "problems-without-remedy",
        "reading-list-on-dendrites",
        "root-causes",
        "routes-and-what-was-tested",
        "samples-that-take-components-from-their-series",
        "single-against-multi-component",
        "substances-in-several-roles",
        "tests-by-demand",
        "values-in-si-across-papers",
        "vicious-circles",
        "what-counters-each-failure",
        "what-each-method-yields",
        "what-emmo-calls-our-layers",
        "what-seed-layers-share",
        "works-that-bear-on-uncited-claims",
    ]
)

# These lose rows too, but only because a thing of a narrow class is also of the wider classes above it.
BY_THE_CLASS_TREE = frozenset(
    [
        "basis-by-layer-class",
        "basis-by-requirement",
        "beyond-the-usual-cell",
        "binding-by-chebi-family",
        "caption-unit-and-class-conflicts",
        "challenges-and-strategies",
        "chameo-techniques-in-use",
        "chebi-polymers-in-layers",
        "class-method-gaps",
        "contradictions",
        "figure-sources",
        "layer-thickness",
        "layers-against-ideal-sei",
        "layers-and-strategies-on-one-reference",
        "layers-by-group",
        "layers-by-thin-film-deposition",
        "layers-not-on-sodium",
        "layers-with-what-emmo-calls-fluoride",
        "mechanisms-by-number-of-layers",
        "modelled-against-measured",
        "name-and-formula-conflicts",
        "native-sei-components",
        "notes-on-citations",
        "one-phase-by-several-routes",
        "preparation-conditions",
        "quantities-by-emmo-class",
        "requirements-against-layers",
        "requirements-by-verdict",
        "sodium-alloys-by-source",
        "support-by-number-of-references",
        "terms-without-counterpart",
        "two-dimensional-materials",
        "what-is-not-enough",
    ]
)

# These ask for what is absent: without inference nothing is lost, and more seems to be absent than is.
MORE_IS_ABSENT = {
    "abbreviations": "leaves out the names of things of some classes",
    "layers-without-test": "asks for layers that are no tested interphases",
    "unused-classes": "asks for classes that nothing is in",
}

# The questions that came with the classes by make-up, the classes by route and the chains.
ON_WHAT_LAYERS_HAVE = frozenset(
    [
        "behind-low-coulombic-efficiency",
        "challenges-addressed-only-through-a-part",
        "classes-inside-others",
        "disputed-layers",
        "hybrid-by-filing-make-up-or-name",
        "layer-features",
        "layers-against-short-circuits",
        "long-lived-tests-by-route",
        "make-up-against-filing",
        "organic-reagents-of-inorganic-layers",
        "precursors-of-several-phases",
        "reading-list-on-dendrites",
        "routes-and-what-was-tested",
        "samples-that-take-components-from-their-series",
        "single-against-multi-component",
        "tests-by-demand",
        "what-counters-each-failure",
        "what-each-method-yields",
        "what-seed-layers-share",
        "works-that-bear-on-uncited-claims",
    ]
)

Row: TypeAlias = tuple[NamedNode | BlankNode | Literal | None, ...]


def _without_inference(quads: Iterable[Quad]) -> Store:
    """The stated facts and the ontology, and nothing that follows."""
    return store_of(quad for quad in quads if quad.graph_name != GRAPH_INFERRED)


def _with_class_tree(store: Store) -> Store:
    """The same, and each thing also in the named classes above those it is stated to be in."""
    typed = ask(store, "SELECT DISTINCT ?thing ?wider { GRAPH ?g { ?thing a ?class } ?class rdfs:subClassOf+ ?wider }")
    wider = [
        Quad(thing, RDF.type, above, GRAPH_ASSERTED)
        for thing, above in typed.rows
        if isinstance(thing, NamedNode) and isinstance(above, NamedNode)
    ]
    return store_of([*store.quads_for_pattern(None, None, None, None), *wider])


def _rows(store: Store) -> Mapping[str, frozenset[Row]]:
    return {one.name: frozenset(ask(store, one.sparql, name=one.name).rows) for one in QUESTIONS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The rows of every named query, on three graphs."""

    whole: Mapping[str, frozenset[Row]]
    stated: Mapping[str, frozenset[Row]]
    class_tree: Mapping[str, frozenset[Row]]


@pytest.fixture(scope="module")
def answers(kg: Built) -> Answers:
    stated = _without_inference(kg.quads)
    return Answers(whole=_rows(kg.store), stated=_rows(stated), class_tree=_rows(_with_class_tree(stated)))


def test_the_tag_inferred_is_on_the_queries_that_lose_rows_without_inference_and_on_no_other(answers: Answers) -> None:
    losing = {name for name, rows in answers.whole.items() if rows - answers.stated[name]}
    assert losing == BEYOND_THE_CLASS_TREE | BY_THE_CLASS_TREE
    assert {one.name for one in QUESTIONS if "inferred" in one.tags} == losing


def test_some_queries_lose_rows_even_when_the_tree_of_classes_is_known(answers: Answers) -> None:
    losing = {name for name, rows in answers.whole.items() if rows - answers.class_tree[name]}
    assert losing == BEYOND_THE_CLASS_TREE


def test_the_twenty_questions_on_what_layers_have_all_rest_on_more_than_the_tree_of_classes() -> None:
    assert len(ON_WHAT_LAYERS_HAVE) == 20
    assert ON_WHAT_LAYERS_HAVE <= BEYOND_THE_CLASS_TREE
    assert not BEYOND_THE_CLASS_TREE & BY_THE_CLASS_TREE


def test_queries_without_the_tag_answer_the_same_without_inference_but_for_those_that_ask_what_is_absent(
    answers: Answers,
) -> None:
    untagged = {one.name for one in QUESTIONS if "inferred" not in one.tags}
    assert {name for name in untagged if answers.whole[name] != answers.stated[name]} == {*MORE_IS_ABSENT}
    assert {name for name in MORE_IS_ABSENT if answers.whole[name] < answers.stated[name]} == {*MORE_IS_ABSENT}


def test_the_three_graphs_differ_in_what_follows_and_in_nothing_else(small: SmallProject) -> None:
    built = build_graph(small.project)
    stated = _without_inference(built.quads)
    class_tree = _with_class_tree(stated)
    asked = {
        "nsei:hasComponent <https://w3id.org/naseikg/substance/naf>": [True, True, True],
        "a nsei:ArtificialInterphase": [False, True, True],
        "a nsei:SodiumFluorideInterphase": [False, False, True],
        "a nsei:OrganicInterphase": [False, False, False],
    }
    assert {
        what: [
            ask(store, f"ASK {{ <https://w3id.org/naseikg/interphase/naf-layer> {what} }}").rows[0][0]
            for store in (stated, class_tree, built.store)
        ]
        for what in asked
    } == {what: [Literal(one) for one in truths] for what, truths in asked.items()}
