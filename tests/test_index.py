from __future__ import annotations

from pathlib import Path

from naseikg.reading.sentences import sentence_records
from naseikg.reading.text import SourceText, parse_text


def test_the_sentence_records_are_those_of_the_text(repository: Path, review: SourceText) -> None:
    written = repository / "ontology" / "records" / "shi-2023" / "sentences.yaml"
    assert written.read_text() == sentence_records(review)


def test_a_sentence_record_has_its_place_and_citations_but_no_words() -> None:
    text = parse_text("Abstract: Soft.\n\n1. Introduction\n\nDendrites grow [1, 3-5].\n\nReferences\n\n1. A.\n")
    assert sentence_records(text) == (
        "- id: abstract-p1-s1\n  section: 'abstract'\n  paragraph: 1\n  sentence: 1\n  start: 10\n  end: 15\n"
        "\n"
        "- id: 1-p1-s1\n  section: '1'\n  paragraph: 1\n  sentence: 1\n  start: 34\n  end: 58\n"
        "  cites: [1, 3, 4, 5]\n  cites_in_range: [4]\n"
    )
