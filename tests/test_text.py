from __future__ import annotations

from pathlib import Path

import pytest

from naseikg.errors import TextError
from naseikg.reading.text import SourceText, load_text, parse_text

ARTICLE = """A title

Abstract: Sodium is soft. It reacts [1].

Keywords: sodium; anode

1. Introduction

Dendrites grow on sodium [1, 3-5]. The layer is broken by

a page and goes on here. A third sentence ends.

2. Challenges for Anodes

A paragraph runs into a figure and

Figure 1. A drawing of the layer [2]. Copyright 2020, Nobody.

ends behind it [2].

2.1. Narrow Section Title

Last words.

Author Contributions: nobody.

References

1. Somebody, A. A title. *Journal* **2020**, *1*, 2-3.
"""


def test_sections_are_found_in_order() -> None:
    text = parse_text(ARTICLE)
    assert [(one.number, one.title) for one in text.sections] == [
        ("abstract", "Abstract"),
        ("1", "Introduction"),
        ("2", "Challenges for Anodes"),
        ("2.1", "Narrow Section Title"),
    ]


def test_every_sentence_has_an_address_and_its_span_is_the_sentence() -> None:
    text = parse_text(ARTICLE)
    assert [(one.key, " ".join(one.text.split())) for one in text.passages] == [
        ("abstract-p1-s1", "Sodium is soft."),
        ("abstract-p1-s2", "It reacts [1]."),
        ("1-p1-s1", "Dendrites grow on sodium [1, 3-5]."),
        ("1-p1-s2", "The layer is broken by a page and goes on here."),
        ("1-p1-s3", "A third sentence ends."),
        ("2-p1-s1", "A paragraph runs into a figure and ends behind it [2]."),
        ("fig1-p1-s1", "A drawing of the layer [2]."),
        ("fig1-p1-s2", "Copyright 2020, Nobody."),
        ("2.1-p1-s1", "Last words."),
    ]
    assert all(text.text[one.start : one.end] == one.text for one in text.passages if one.key != "2-p1-s1")


def test_a_sentence_cut_by_a_figure_is_rejoined_and_its_span_encloses_the_caption() -> None:
    text = parse_text(ARTICLE)
    cut = text.passage("2-p1-s1")
    assert " ".join(cut.text.split()) == "A paragraph runs into a figure and ends behind it [2]."
    assert "Figure 1. A drawing" in text.text[cut.start : cut.end]
    assert cut.end - cut.start == len(cut.text)


def test_citation_ranges_are_written_out() -> None:
    passage = parse_text(ARTICLE).passage("1-p1-s1")
    assert passage.references == (1, 3, 4, 5)
    assert [sorted(one.ranged) for one in passage.citations] == [[4]]


def test_the_bibliography_is_what_follows_its_heading() -> None:
    text = parse_text(ARTICLE)
    assert text.bibliography.strip().startswith("1. Somebody, A.")
    assert text.text[text.bibliography_start :] == text.bibliography


def test_a_sentence_that_is_not_there_is_named() -> None:
    with pytest.raises(TextError) as caught:
        parse_text(ARTICLE).passage("9-p1-s1")
    assert str(caught.value) == "the text has no sentence 9-p1-s1"


def test_a_text_that_is_no_article_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "shopping.txt"
    path.write_text("milk\nbread\n")
    with pytest.raises(TextError) as caught:
        load_text(path)
    assert str(caught.value) == (
        f"{path}: no numbered section or no line 'References' was found; is this the plain text of the article?"
    )


def test_an_article_without_abstract_is_refused() -> None:
    with pytest.raises(TextError) as caught:
        parse_text(ARTICLE.replace("Abstract: ", ""), name="article.txt")
    assert str(caught.value) == (
        "article.txt: no line beginning with 'Abstract: ' stands before the first section; add it"
    )


def test_a_heading_ends_a_paragraph_without_a_full_stop() -> None:
    text = parse_text(ARTICLE.replace("A third sentence ends.", "A third sentence"))
    assert text.passage("1-p1-s3").text == "A third sentence"
    assert [one.number for one in text.sections] == ["abstract", "1", "2", "2.1"]
    assert text.passage("2-p1-s1").text.startswith("A paragraph runs")


def test_sections_of_two_digits_are_headings() -> None:
    text = parse_text(ARTICLE.replace("2.1. Narrow", "10.12. Narrow").replace("2. Challenges", "10. Challenges"))
    assert [one.number for one in text.sections] == ["abstract", "1", "10", "10.12"]
    assert text.passage("10.12-p1-s1").text == "Last words."


def test_a_missing_file_and_a_file_in_another_encoding_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TextError, match="cannot be read"):
        load_text(tmp_path / "none.txt")
    latin = tmp_path / "latin.txt"
    latin.write_bytes("Müller".encode("latin-1"))
    with pytest.raises(TextError) as caught:
        load_text(latin)
    assert str(caught.value) == f"{latin}: byte 1 is not UTF-8; save the text as UTF-8"


def test_the_review_has_its_sections_sentences_and_figures(review: SourceText) -> None:
    assert [one.number for one in review.sections] == [
        *("abstract", "1", "2", "2.1", "2.2", "2.3", "3", "3.1", "3.2", "3.3", "4"),
    ]
    assert len(review.passages) == 305
    assert sorted({one.figure for one in review.passages if one.figure}) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert all(review.text[one.start : one.end] == one.text for one in review.passages)
    assert all(one.text.rstrip()[-1] in ".?!" for one in review.passages)


def test_the_paragraphs_that_page_breaks_had_cut_are_whole(review: SourceText) -> None:
    halves = {
        "1-p3-s2": ("separator to", "block Na"),
        "3.1-p4-s8": ("which", "usually act"),
        "3.3-p1-s12": ("protective", "layer shows"),
    }
    for key, (before, after) in halves.items():
        words = " ".join(review.passage(key).text.split())
        assert f"{before} {after}" in words
