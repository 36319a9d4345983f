from __future__ import annotations

import pytest

from naseikg.build import Built
from naseikg.errors import AmbiguousNameError, UnknownNameError
from naseikg.lookup import find_thing
from naseikg.vocabulary import BASE, NSEI


@pytest.mark.parametrize(
    "name",
    [
        "substance/na3p",
        f"{BASE}substance/na3p",
        f"<{BASE}substance/na3p>",
        "Na3P",
        "Na₃P",
        "na3p",
        "sodium phosphide",
        "Sodium  Phosphide",
    ],
)
def test_a_substance_is_found_by_whatever_a_person_types(kg: Built, name: str) -> None:
    assert find_thing(kg.store, name).value == f"{BASE}substance/na3p"


def test_a_term_is_found_by_its_short_form(kg: Built) -> None:
    assert find_thing(kg.store, "nsei:Challenge") == NSEI.Challenge


def test_a_misspelt_name_suggests_the_nearest(kg: Built) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_thing(kg.store, "substance/na3pp")
    assert str(caught.value) == "no thing is called 'substance/na3pp'; did you mean substance/na3p?"


def test_a_name_of_several_things_lists_them(kg: Built) -> None:
    with pytest.raises(AmbiguousNameError) as caught:
        find_thing(kg.store, "Sun et al.")
    listed = "group/sun-unmatched-127, group/sun-x-l, group/sun-y-m"
    assert str(caught.value) == f"'Sun et al.' is the name of several things; give one of {listed}"
