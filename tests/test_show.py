from __future__ import annotations

import pytest

from naseikg.asking.show import show
from naseikg.asking.store import store_of
from naseikg.errors import TextError, UnknownNameError
from naseikg.pipeline import Built, build_graph
from naseikg.reading.text import SourceText, parse_text
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
    assert "not stated: coulombic efficiency reached, cycle count, electrolyte used, temperature" in text
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


def test_each_place_stands_below_its_own_finding(small: SmallProject) -> None:
    sentence = (
        "- id: 1-p1-s{0}\n  section: 1\n  paragraph: 1\n  sentence: {0}\n  start: {1}\n  end: {2}\n  cites: [1]\n"
    )
    small.replace("sentences.yaml", "\n".join(sentence.format(one, one * 40 - 40, one * 40) for one in (1, 2, 3, 4)))
    finding = (
        "- id: 1-{0}\n  subject: interphase/naf-layer\n  relation: hasComponent\n  object: substance/{1}\n"
        "  claim: The layer holds {1}.\n  basis: measured\n  sentences: [{2}]\n  references: [1]\n"
    )
    small.replace(
        "findings-1.yaml",
        finding.format("a", "sodium-metal", "1-p1-s2, 1-p1-s4") + "\n" + finding.format("b", "naf", "1-p1-s1, 1-p1-s3"),
    )
    text = show(store_of(build_graph(small.project).quads), "interphase/naf-layer")
    assert text.partition("\n\nfindings")[2] == (
        " (2)\n"
        "  The layer holds naf. [1]  (measured)\n"
        "    section 1, paragraph 1, sentence 1, characters 0 to 40\n"
        "    section 1, paragraph 1, sentence 3, characters 80 to 120\n"
        "  The layer holds sodium-metal. [1]  (measured)\n"
        "    section 1, paragraph 1, sentence 2, characters 40 to 80\n"
        "    section 1, paragraph 1, sentence 4, characters 120 to 160"
    )


def test_a_quantity_of_a_test_is_shown_once(kg: Built) -> None:
    lines = show(kg.store, "test/na3p-red-phosphorus-symmetric").splitlines()
    lifetime = "  780 h  (quantity/na3p-red-phosphorus-symmetric-lifetime)"
    assert [line for line in lines if line.startswith(lifetime)] == [lifetime]
    assert lines[lines.index(lifetime) - 1] == "lifetime"
    assert "has quantity" not in lines
