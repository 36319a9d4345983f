from __future__ import annotations

import pytest

from naseikg.build import Built, build_graph
from naseikg.errors import TextError, UnknownNameError
from naseikg.show import show
from naseikg.store import store_of
from naseikg.text import SourceText, parse_text
from smallproject import SmallProject


def test_a_thing_is_shown_with_its_facts_and_their_evidence(small: SmallProject) -> None:
    store = store_of(build_graph(small.project).quads)
    assert show(store, "NaF") == (
        "sodium fluoride  NaF\n"
        "substance/naf  https://w3id.org/naseikg/substance/naf\n"
        "is: halide, inorganic substance, layer component, substance\n"
        "\n"
        "has component <-\n"
        "  sodium fluoride layer  (interphase/naf-layer)\n"
        "\n"
        "findings (1)\n"
        "  The layer consists of sodium fluoride. [1]  (measured)\n"
        "    section 1, paragraph 1, sentence 1, characters 0 to 40"
    )


def test_a_quantity_is_shown_with_qualifier_and_unit(kg: Built) -> None:
    assert "about 0.12 mS cm-1" in show(kg.store, "interphase/na3p-red-phosphorus")


def test_a_test_shows_what_is_not_stated(kg: Built) -> None:
    text = show(kg.store, "test/na3p-red-phosphorus-symmetric")
    assert "not stated: coulombic efficiency, cycle count, electrolyte, temperature" in text
    assert "780 h" in text


def test_inferred_facts_are_marked(kg: Built) -> None:
    lines = show(kg.store, "interphase/na3p-red-phosphorus").splitlines()
    assert any(line.endswith("(strategy/inorganic-interphase)  [inferred]") for line in lines)
    assert not any(line.endswith("(substance/na3p)  [inferred]") for line in lines)


def test_with_the_text_the_sentence_itself_is_shown(kg: Built, review: SourceText) -> None:
    sentence = " ".join(review.passage("3.1-p3-s4").text.split())
    assert sentence in show(kg.store, "test/na3p-red-phosphorus-symmetric", text=review)
    assert sentence not in show(kg.store, "test/na3p-red-phosphorus-symmetric")


def test_a_reference_shows_the_findings_it_supports(kg: Built) -> None:
    assert "780 h" in show(kg.store, "reference/shi-2023-71")


def test_notes_about_a_thing_are_shown_with_the_reading(kg: Built) -> None:
    text = show(kg.store, "substance/bi-so3cf3-3")
    assert "curation notes (" in text
    assert "reading: " in text


def test_another_text_is_refused(kg: Built) -> None:
    other = parse_text("Abstract: No.\n\n1. Introduction\n\nNothing.\n\nReferences\n\n1. A.\n")
    with pytest.raises(TextError, match="is not the one the records were read from"):
        show(kg.store, "NaF", text=other)


def test_an_unknown_thing_is_named(kg: Built) -> None:
    with pytest.raises(UnknownNameError, match="no thing is called 'unobtainium'"):
        show(kg.store, "unobtainium")
