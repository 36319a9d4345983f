from __future__ import annotations

import pytest

from naseikg.errors import TextError
from naseikg.reading.citations import citations_in, expand_numbers
from naseikg.reading.sentences import sentence_records
from naseikg.reading.text import parse_text


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [("7", (7,)), ("45-47", (45, 46, 47)), ("1, 3 – 5", (1, 3, 4, 5)), ("9, 2", (9, 2)), ("4-4", (4,))],
)
def test_a_bracket_stands_for_its_numbers(printed: str, numbers: tuple[int, ...]) -> None:
    assert expand_numbers(printed) == numbers


def test_a_citation_knows_its_place_in_the_whole_text() -> None:
    (one,) = citations_in("grows [1, 3-5].", offset=100)
    assert (one.start, one.end, one.printed, sorted(one.ranged)) == (106, 114, "1, 3-5", [4])


def test_a_range_that_runs_backwards_is_named_with_its_sentence() -> None:
    text = parse_text("Abstract: Soft.\n\n1. Introduction\n\nOne. Dendrites grow [5-3].\n\nReferences\n\n1. A.\n")
    with pytest.raises(TextError) as caught:
        sentence_records(text)
    assert str(caught.value) == "1-p1-s2: citation range 5-3 runs backwards; write the lower number first"
