"""Facts and axioms are told in the words of the field, on lines that fit."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Triple

from naseikg.explaining.trees import Branch, drawn
from naseikg.explaining.wording import Words
from naseikg.pipeline import Built
from naseikg.vocabulary import BASE, NSEI, RDF


def test_words_are_labels_with_their_article(kg: Built) -> None:
    words = Words(kg.store)
    assert words.axiom("what has nsei:hasComponent is a nsei:Interphase or a nsei:Substance") == (
        "whatever has “has component” is an interphase or a substance"
    )
    assert words.axiom("every nsei:A is something with nsei:realises strategy/hybrid-interphase") == (
        "every nsei:A has “realises” hybrid organic-inorganic artificial interphase"
    )
    limits = "something with nsei:numericValue some a xsd:decimal of 1000 or more"
    assert words.axiom(
        f"every nsei:CyclingTest and something with nsei:lifetime some {limits} is a nsei:LongLivedTest"
    ) == (
        "every cycling test with “lifetime reached” something with “numeric value” a number of 1000 or more"
        " is a long-lived test"
    )


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "nsei:layerItself then nsei:actsBy then nsei:suppresses then nsei:challengeItself makes nsei:addresses",
            "“acts by” then “suppresses” makes “addresses”, from an artificial interphase to a challenge",
        ),
        (
            "the inverse of nsei:backedBy then nsei:layerItself then the inverse of nsei:subject makes nsei:bearsOn",
            "“backed by” backwards then “subject” backwards makes “bears on”, through an artificial interphase",
        ),
        (
            "every nsei:Challenge is something with nsei:challengeItself itself",
            "every challenge has “challenge itself” to itself",
        ),
        (
            "every nsei:Substance and something with the inverse of nsei:formedFrom some nsei:Interphase is a nsei:Precursor",
            "every substance that some interphase points to by “formed from” is a precursor",
        ),
        (
            "every nsei:Metal is a nsei:Alloy and something with nsei:actsBy some nsei:Mechanism and something with nsei:binds only nsei:Oxide",
            "every metal is an alloy with “acts by” some mechanism and “binds” only oxide",
        ),
        ("nsei:hasTest is the inverse of nsei:usedIn", "“has test” is the inverse of “used in”"),
    ],
)
def test_an_axiom_is_told_with_all_that_it_asks_for(kg: Built, said: str, told: str) -> None:
    assert Words(kg.store).axiom(said) == told


def test_a_label_that_is_a_sentence_stands_in_quotation_marks(kg: Built) -> None:
    found = Words(kg.store).fact(Triple(NamedNode(BASE + "figure/shi-2023-fig1"), RDF.type, NSEI.Illustration))
    assert found == "“Artificial interface engineering by inorganic, organic and hybrid layers” is an illustration"


def test_long_lines_go_on_below_themselves() -> None:
    tree = Branch(("one two three four five six seven",), (Branch(("eight nine ten eleven twelve thirteen",)),))
    assert drawn(tree, width=24) == (
        "one two three four five six\n│   seven\n└─ eight nine ten eleven twelve\n       thirteen"
    )
