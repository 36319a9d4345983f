from __future__ import annotations

import pytest

from naseikg.comparing.compare import compare
from naseikg.errors import AmbiguousNameError, NaseikgError, QueryError, UnknownNameError
from naseikg.pipeline import Built
from smallproject import SmallProject
from smalltests import Ask, Run, graph_of


@pytest.mark.parametrize(
    ("things", "asked", "error", "message"),
    [
        ([], {"by": "lifetme"}, UnknownNameError, "no result of a test is called 'lifetme'; did you mean lifetime?"),
        (
            *([], {"by": "resistance"}, UnknownNameError),
            "no result of a test is called 'resistance'; there are coulombic efficiency, cycle count, lifetime",
        ),
        (
            *([], {"by": "current density"}, QueryError),
            "current density is a condition, not a result; give it under 'at'",
        ),
        ([], {"at": {"cycles": "9"}}, QueryError, "cycle count is a result, not a condition; give it to 'by'"),
        (
            *([], {"at": {"curent density": "1"}}, UnknownNameError),
            "no condition of a test is called 'curent density'; did you mean current density?",
        ),
        (
            *([], {"at": {"current": "1", "current density": "1 mA cm-2"}}, QueryError),
            "current density is given 2 times; keep one",
        ),
        (
            *([], {"at": {"current": "10 A m-2"}}, QueryError),
            "current density is given in mA cm-2 here, not in 'A m-2'; units are not converted, so write the number in mA cm-2",
        ),
        (
            *([], {"at": {"current": "1 mAh cm-2"}}, QueryError),
            "current density is given in mA cm-2 here, not in 'mAh cm-2'; units are not converted, so write the number in mA cm-2",
        ),
        (
            *([], {"at": {"current": "over 1"}}, QueryError),
            "current density 'over 1' is no single number; write it as 'current density=1 mA cm-2'",
        ),
        (
            *([], {"at": {"capacity": "1,0"}}, QueryError),
            "areal capacity '1,0' is no single number; write it as 'areal capacity=1 mAh cm-2'",
        ),
        (
            *([], {"at": {"current": "5"}}, QueryError),
            "no test was run at current density '5';"
            " the tests state 0.25 mA cm-2, 0.5 mA cm-2, 1 mA cm-2, 2 mA cm-2 and 3 mA cm-2",
        ),
        (
            *(["nsei:OrganicInterphase"], {"at": {"current": "3"}}, QueryError),
            "no test was run at current density '3'; the tests state 1 mA cm-2",
        ),
        (
            *([], {"at": {"cell": "half"}}, QueryError),
            "no test was run at cell 'half'; the tests state symmetric Na||Na cell",
        ),
        ([], {"at": {"metal": "lithium"}}, QueryError, "no test was run at metal 'lithium'; the tests state sodium"),
        (
            *([], {"at": {"temperature": "25 °C"}}, QueryError),
            "temperature: no test states it, so none can be chosen by it",
        ),
        (["Na3PP"], {}, UnknownNameError, "no thing is called 'Na3PP'; did you mean Na3P?"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_what_there_is(
    kg: Built, things: list[str], asked: Ask, error: type[NaseikgError], message: str
) -> None:
    with pytest.raises(error) as caught:
        compare(kg.store, things, **asked)
    assert str(caught.value) == message


def test_a_name_of_several_things_is_refused(kg: Built) -> None:
    with pytest.raises(AmbiguousNameError, match="nsei:InorganicInterphase"):
        compare(kg.store, ["inorganic interphase"])


def test_a_value_that_is_not_exact_is_not_the_value(small: SmallProject) -> None:
    runs = (Run(name="a", lifetime="9 h", current="about 1 mA cm-2"), Run(name="b", lifetime="9 h", current="1 mA g-1"))
    store = graph_of(small, *runs)
    with pytest.raises(QueryError) as caught:
        compare(store, at={"current": "1 mA/cm2"})
    assert str(caught.value) == (
        "no test was run at current density '1 mA/cm2'; the tests state about 1 mA cm-2 and 1 mA g-1"
    )
    with pytest.raises(QueryError, match="is given in mA cm-2 or mA g-1 here; write the unit behind the number"):
        compare(store, at={"current": "1"})
