from __future__ import annotations

from decimal import Decimal

import pytest

from naseikg.comparing.amounts import Amount, ranks_of
from naseikg.records.measures import QUALIFIERS, parse_measure


def amount(text: str) -> Amount:
    """The amount that the graph holds of a printed measurement."""
    measure = parse_measure(f"{text} h", units=frozenset({"h"}))
    return Amount(
        number=measure.number,
        unit="h",
        printed=measure.printed,
        qualifier=measure.qualifier,
        lower=measure.lower,
        upper=measure.upper,
    )


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("780", "780", "780"),
        ("1.0", "1", "1"),
        ("over 500", "500", "Infinity"),
        ("at least 500", "500", "Infinity"),
        ("up to 500", "-Infinity", "500"),
        ("below 500", "-Infinity", "500"),
        ("500 to 600", "500", "600"),
        ("about 780", "775", "785"),
        ("about 1000", "500", "1500"),
        ("about 0.12", "0.115", "0.125"),
        ("about 1.0", "0.95", "1.05"),
        ("about -2.5", "-2.55", "-2.45"),
        ("about 500 to 600", "500", "600"),
    ],
)
def test_a_print_allows_what_its_qualifier_says(text: str, low: str, high: str) -> None:
    assert amount(text).span == (Decimal(low), Decimal(high))
    assert amount(text).exact == (low == high)
    assert str(amount(text)) == f"{text} h"


def test_every_qualifier_of_the_records_leaves_a_number_open() -> None:
    assert QUALIFIERS
    assert [word for word in QUALIFIERS if amount(f"{word} 500").exact] == []


@pytest.mark.parametrize(
    ("texts", "ranks"),
    [
        ([], []),
        (["780"], ["1"]),
        (["over 780"], ["1"]),
        (["250", "780"], ["2", "1"]),
        (["780", "780.0", "250"], ["1 =", "1 =", "3"]),
        # Nothing above 500 h is ruled out for "over 500 h", yet it is above 250 h.
        (["over 500", "780", "250"], ["1 to 2", "1 to 2", "3"]),
        # At the same number "over" can only be higher or equal: it is first, the other first with it or second.
        (["over 1000", "1000"], ["1", "1 to 2"]),
        (["up to 1000", "1000"], ["1 to 2", "1"]),
        (["over 1000", "over 500"], ["1 to 2", "1 to 2"]),
        (["over 1000", "up to 1000"], ["1", "1 to 2"]),
        (["up to 500", "over 600"], ["2", "1"]),
        (["about 780", "780", "700"], ["1 to 2", "1 to 2", "3"]),
        (["about 780", "786", "774"], ["2", "1", "3"]),
        (["about 1000", "1400", "450"], ["1 to 2", "1 to 2", "3"]),
        (["500 to 600", "550", "600", "500", "499"], ["1 to 3", "2 to 3", "1", "3 to 4", "5"]),
        (["500 to 600", "500 to 600"], ["1 to 2", "1 to 2"]),
        (["1000", "1000", "over 900"], ["1 to 2 =", "1 to 2 =", "1 to 3"]),
    ],
)
def test_a_rank_is_as_open_as_the_numbers_leave_it(texts: list[str], ranks: list[str]) -> None:
    assert [str(rank) for rank in ranks_of([amount(text) for text in texts])] == ranks


def test_ranks_hold_for_every_value_that_the_prints_allow() -> None:
    texts = ["over 500", "500", "500 to 600", "about 550", "up to 600", "600", "600", "700"]
    amounts = [amount(text) for text in texts]
    ends = [(max(low, Decimal(0)), min(high, Decimal(1000))) for low, high in (one.span for one in amounts)]
    found: list[set[int]] = [set() for _ in amounts]
    # Every way of putting each number at its least, its middle or its greatest value.
    for picks in range(3 ** len(ends)):
        values = [low + (high - low) * (picks // 3**place % 3) / 2 for place, (low, high) in enumerate(ends)]
        for place, value in enumerate(values):
            found[place].add(1 + sum(other > value for other in values))
    assert [(rank.best, rank.worst) for rank in ranks_of(amounts)] == [(min(one), max(one)) for one in found]
