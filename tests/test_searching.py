"""Searching by a part of a name: the nearest first, sentences last, and nothing of other ontologies."""

from __future__ import annotations

import pytest

from naseikg.asking.describing import describe
from naseikg.asking.lookup import find_thing
from naseikg.asking.searching import search
from naseikg.pipeline import Built


def _ids(kg: Built, words: str, most: int) -> list[str]:
    return [one.id for one in search(kg.store, words, most=most)[1]]


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("NaF", "substance/naf"),
        ("naf", "substance/naf"),
        ("Na₃P", "substance/na3p"),
        ("substance/naf", "substance/naf"),
        ("dendrite growth", "phenomenon/dendrite-growth"),
        ("PVDF", "substance/pvdf"),
        ("hybrid interphase", "nsei:HybridInterphase"),
        ("HybridInterphase", "nsei:HybridInterphase"),
        ("hasComponent", "nsei:hasComponent"),
    ],
)
def test_what_is_called_just_so_comes_first(kg: Built, words: str, id: str) -> None:
    assert _ids(kg, words, 1) == [id]


def test_all_words_must_be_in_one_name(kg: Built) -> None:
    assert _ids(kg, "cobalt naf-rich", 5) == ["interphase/naf-cof2"]
    assert search(kg.store, "cobalt phosphide unobtainium", most=5) == (0, ())
    assert search(kg.store, "  ", most=5) == (0, ())


def test_sentences_come_after_all_things(kg: Built) -> None:
    count, found = search(kg.store, "dendrite", most=1000)
    assert count == len(found) > 50
    is_sentence = [one.id.startswith(("finding/", "note/", "sentence/")) for one in found]
    assert is_sentence == sorted(is_sentence)
    assert True in is_sentence
    assert all(one.iri.startswith("https://w3id.org/naseikg/") for one in found)


def test_the_count_is_of_all_and_the_list_is_cut(kg: Built) -> None:
    count, found = search(kg.store, "sodium", most=3)
    assert count > 100
    assert len(found) == 3
    assert search(kg.store, "sodium", most=1000)[1][:3] == found


def test_a_description_has_the_title_and_doi_of_a_work(kg: Built) -> None:
    told = describe(kg.store, find_thing(kg.store, "71"))
    assert (told.id, told.doi) == ("reference/shi-2023-71", "10.1002/aenm.202003381")
    assert told.title.startswith("Red phosphorous-derived protective layers")
    nothing = describe(kg.store, find_thing(kg.store, "NaF"))
    assert (nothing.title, nothing.doi) == ("", "")


def test_plain_data_of_a_description_keeps_every_part(kg: Built) -> None:
    told = describe(kg.store, find_thing(kg.store, "test/nacl-nasn-sncl2-symmetric"))
    data = told.data()
    assert data["not_stated"] == told.not_stated
    assert data["values"] == [{"property": name, "value": value} for name, value in told.values]
    assert len(told.findings) == len({one.id for one in told.findings}) > 0
    assert all(one.sentences for one in told.findings)
