from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
from pyoxigraph import NamedNode, Quad

from naseikg.comparing.compare import compare
from naseikg.comparing.ranking import Ranking
from naseikg.pipeline import Built
from naseikg.vocabulary import BASE, GRAPH_ASSERTED, GRAPH_INFERRED, NSEI, RDF
from smallproject import SmallProject
from smalltests import Ask, Run, graph_of


def ranked(ranking: Ranking) -> list[str]:
    return [f"{one.rank}. {one.trial.id.removeprefix('test/')} {one.result}" for one in ranking.ranked]


def left_out(ranking: Ranking) -> list[str]:
    return [f"{one.trial.id.removeprefix('test/')}: {'; '.join(map(str, one.reasons))}" for one in ranking.left_out]


def test_the_real_tests_are_ranked_or_left_out_with_every_reason(kg: Built) -> None:
    ranking = compare(kg.store)
    assert ranking.conditions == {
        "current density": "1 mA cm-2",
        "areal capacity": "1 mAh cm-2",
        "cell": "symmetric Na||Na cell",
        "metal": "sodium",
    }
    assert ranked(ranking) == ["1. na3p-red-phosphorus-symmetric 780 h", "2. nabr-1-bromopropane-symmetric 250 h"]
    assert left_out(ranking) == [
        "nacl-nasn-sncl2-symmetric: current density not stated; areal capacity not stated",
        "naf-carbon-ptfe-diglyme-life: current density not stated; areal capacity 3 mAh cm-2; cell not stated",
        "nai-1-iodopropane-symmetric: current density 0.25 mA cm-2; areal capacity 0.75 mAh cm-2",
        "pvdf-bi-life: cell not stated",
        "pvdf-sn-coulombic-efficiency: current density 2 mA cm-2; areal capacity not stated; cell not stated",
        "al2o3-peald-cycling: current density 3 mA cm-2; areal capacity not stated; cell not stated; lifetime not stated",
        "bi-bi-so3cf3-3-cycling: current density 0.5 mA cm-2; areal capacity not stated; cell not stated",
        "bare-cu-fig7f: cell not stated; lifetime not stated",
        "1ald-1mld-10-best: current density 3 mA cm-2; cell not stated; lifetime not stated",
        "poly-dol-dol-symmetric: areal capacity not stated",
        "na2te-cycling: cell not stated",
        "nasn-sn-tfsi-2-symmetric: current density not stated; areal capacity 0.25 mAh cm-2",
    ]
    assert ranking.summary() == (
        "2 ranked; 12 left out: 8 cell not stated, 5 current density differs, 5 areal capacity not stated,"
        " 3 current density not stated, 3 areal capacity differs, 3 lifetime not stated"
        " (a test can have several reasons)"
    )


def test_the_table_of_the_real_tests_has_class_conditions_bounds_references_and_ids(kg: Built) -> None:
    rows = list(csv.DictReader(io.StringIO(compare(kg.store).write("csv"))))
    assert len(rows) == 14
    assert {one["test_id"]: one.pop("test_class") for one in rows if one["rank"]}.keys() == {
        "test/na3p-red-phosphorus-symmetric",
        "test/nabr-1-bromopropane-symmetric",
    }
    assert rows[0] == {
        "rank": "1",
        "layer": "sodium phosphide layer from red phosphorus",
        "class": "inorganic interphase",
        "lifetime": "780 h",
        "current_density": "1.0 mA cm-2",
        "areal_capacity": "1.0 mAh cm-2",
        "cell": "symmetric Na||Na cell",
        "metal": "sodium",
        "references": "71",
        "left_out_because": "",
        "notes": "Hours of a morphology or of a cell",
        "best_rank": "1",
        "worst_rank": "1",
        "lower_bound": "780",
        "upper_bound": "780",
        "unit": "h",
        "layer_id": "interphase/na3p-red-phosphorus",
        "test_id": "test/na3p-red-phosphorus-symmetric",
    }
    (dioxolane,) = [one for one in rows if one["test_id"] == "test/poly-dol-dol-symmetric"]
    assert (dioxolane["rank"], dioxolane["class"], dioxolane["lifetime"], dioxolane["areal_capacity"]) == (
        ("", "organic interphase", "over 2800 h", "not stated")
    )
    assert (dioxolane["lower_bound"], dioxolane["upper_bound"], dioxolane["left_out_because"]) == (
        ("2800", "", "areal capacity not stated")
    )
    (copper,) = [one for one in rows if one["test_id"] == "test/bare-cu-fig7f"]
    assert (copper["class"], copper["references"]) == ("", "124")


def test_the_classes_that_inference_gives_stand_in_the_table(kg: Built) -> None:
    rows = csv.DictReader(io.StringIO(compare(kg.store).write("csv")))
    symmetric = {one["test_id"] for one in rows if "symmetric cell test" in one["test_class"].split(", ")}
    assert symmetric == {
        f"test/{name}-symmetric"
        for name in (
            *("na3p-red-phosphorus", "nabr-1-bromopropane", "nacl-nasn-sncl2"),
            *("nai-1-iodopropane", "nasn-sn-tfsi-2", "poly-dol-dol"),
        )
    }


CASES: dict[str, tuple[list[Run], Ask, list[str], list[str]]] = {
    "equal conditions": (
        [Run(name="a", lifetime="250 h"), Run(name="b", lifetime="780 h", current="1.0 mA cm-2")],
        {},
        ["1. b 780 h", "2. a 250 h"],
        [],
    ),
    "one condition is not stated": (
        [Run(name="a", lifetime="250 h"), Run(name="b", lifetime="780 h", capacity="")],
        {},
        ["1. a 250 h"],
        ["b: areal capacity not stated"],
    ),
    "one condition differs": (
        [
            Run(name="a", lifetime="250 h"),
            Run(name="b", lifetime="200 h"),
            Run(name="c", lifetime="9 h", current="3 mA cm-2"),
        ],
        {},
        ["1. a 250 h", "2. b 200 h"],
        ["c: current density 3 mA cm-2"],
    ),
    "two conditions differ": (
        [
            *(Run(name="a", lifetime="250 h"), Run(name="b", lifetime="200 h")),
            Run(name="c", lifetime="9 h", capacity="2 mAh cm-2", cell="cell/na-cu-half"),
        ],
        {},
        ["1. a 250 h", "2. b 200 h"],
        ["c: areal capacity 2 mAh cm-2; cell Na||Cu cell"],
    ),
    "another metal": (
        [
            *(Run(name="a", lifetime="250 h"), Run(name="b", lifetime="200 h")),
            *(
                Run(name="c", lifetime="900 h", metal="lithium"),
                Run(name="d", lifetime="9 h", more={"electrode": "substance/potassium-metal"}),
            ),
        ],
        {},
        ["1. a 250 h", "2. b 200 h"],
        ["c: metal lithium", "d: metal potassium"],
    ),
    "no result": ([Run(name="a", lifetime="250 h"), Run(name="b")], {}, ["1. a 250 h"], ["b: lifetime not stated"]),
    "equal values": (
        [Run(name="a", lifetime="500 h"), Run(name="b", lifetime="500.0 h"), Run(name="c", lifetime="250 h")],
        {},
        ["1 =. a 500 h", "1 =. b 500.0 h", "3. c 250 h"],
        [],
    ),
    "a lower bound leaves the order open": (
        [Run(name="a", lifetime="over 500 h"), Run(name="b", lifetime="780 h"), Run(name="c", lifetime="250 h")],
        {},
        ["1 to 2. b 780 h", "1 to 2. a over 500 h", "3. c 250 h"],
        [],
    ),
    "a lower bound at the same number": (
        [Run(name="a", lifetime="1000 h"), Run(name="b", lifetime="over 1000 h")],
        {},
        ["1. b over 1000 h", "1 to 2. a 1000 h"],
        [],
    ),
    "an upper bound, a rounded number and a range": (
        [
            *(Run(name="a", lifetime="up to 800 h"), Run(name="b", lifetime="about 780 h")),
            *(Run(name="c", lifetime="500 to 600 h"), Run(name="d", lifetime="900 h")),
        ],
        {},
        ["1. d 900 h", "2 to 3. b about 780 h", "2 to 4. a up to 800 h", "3 to 4. c 500 to 600 h"],
        [],
    ),
    "a result in another unit": (
        [Run(name="a", lifetime="250 h"), Run(name="b", lifetime="200 h"), Run(name="c", lifetime="30 d")],
        {},
        ["1. a 250 h", "2. b 200 h"],
        ["c: lifetime 30 d, in another unit"],
    ),
    "a condition that is not exact": (
        [
            *(Run(name="a", lifetime="250 h"), Run(name="b", lifetime="200 h", current="about 1 mA cm-2")),
            *(
                Run(name="c", lifetime="9 h", current="0.5 to 1 mA cm-2"),
                Run(name="d", lifetime="9 h", current="over 2 mA cm-2"),
            ),
        ],
        {},
        ["1. a 250 h"],
        [
            "b: current density about 1 mA cm-2, not exact",
            "c: current density 0.5 to 1 mA cm-2, not exact",
            "d: current density over 2 mA cm-2",
        ],
    ),
    "a condition in another unit": (
        [
            Run(name="a", lifetime="250 h"),
            Run(name="b", lifetime="9 h"),
            Run(name="c", lifetime="9 h", current="1 mA g-1"),
        ],
        {},
        ["1. a 250 h", "2. b 9 h"],
        ["c: current density 1 mA g-1, in another unit"],
    ),
    "nothing can be compared": (
        [Run(name="a", lifetime="250 h", cell=""), Run(name="b", lifetime="9 h", current="over 1 mA cm-2")],
        {},
        [],
        ["a: cell not stated", "b: current density over 1 mA cm-2, not exact"],
    ),
    "another condition is asked for": (
        [
            *(Run(name="a", lifetime="250 h", more={"temperature": "25 °C"}), Run(name="b", lifetime="9 h")),
            Run(name="c", lifetime="300 h", more={"temperature": "60 °C"}),
        ],
        {"at": {"temperature": "25"}},
        ["1. a 250 h"],
        ["b: temperature not stated", "c: temperature 60 °C"],
    ),
    "a condition that no curator looked for": (
        [Run(name="a", lifetime="250 h", more={"electrode": "substance/sodium-metal"}), Run(name="b", lifetime="9 h")],
        {"at": {"substrate": "sodium"}},
        ["1. a 250 h"],
        ["b: electrode not recorded"],
    ),
    "another result": (
        [Run(name="a", more={"cycle_count": "up to 500 cycles"}), Run(name="b", more={"cycle_count": "600 cycles"})],
        {"by": "cycles"},
        ["1. b 600 cycles", "2. a up to 500 cycles"],
        [],
    ),
    "one test": ([Run(name="a", lifetime="over 9 h")], {}, ["1. a over 9 h"], []),
    "no test": ([], {}, [], []),
}


@pytest.mark.parametrize(("runs", "asked", "first", "others"), CASES.values(), ids=CASES)
def test_only_what_is_comparable_is_ranked(
    small: SmallProject, runs: Sequence[Run], asked: Ask, first: list[str], others: list[str]
) -> None:
    metals = "\n\n- id: potassium-metal\n  type: Metal\n  label: potassium metal\n\n- id: sodium-metal"
    small.edit("substances.yaml", "\n\n- id: sodium-metal", metals)
    ranking = compare(graph_of(small, *runs), **asked)
    assert (ranked(ranking), left_out(ranking)) == (first, others)


def test_two_values_of_one_condition_or_result_are_not_compared(small: SmallProject) -> None:
    store = graph_of(
        small, Run(name="a", lifetime="250 h"), Run(name="b", lifetime="9 h"), Run(name="c", lifetime="30 h")
    )
    half = NamedNode(f"{BASE}cell/na-cu-half")
    (lifetime,) = (one.object for one in store.quads_for_pattern(NamedNode(f"{BASE}test/c"), NSEI.lifetime, None))
    store.add(Quad(NamedNode(f"{BASE}test/b"), NSEI.cellConfiguration, half, GRAPH_ASSERTED))
    store.add(Quad(NamedNode(f"{BASE}test/b"), NSEI.lifetime, lifetime, GRAPH_ASSERTED))
    ranking = compare(store)
    assert ranked(ranking) == ["1. a 250 h", "2. c 30 h"]
    assert left_out(ranking) == [
        "b: cell Na||Cu cell or symmetric Na||Na cell, with several values; lifetime 9 h or 30 h, with several values"
    ]


def test_a_metal_is_asked_for_by_name_or_symbol(small: SmallProject) -> None:
    store = graph_of(small, Run(name="a", lifetime="250 h", metal="potassium"), Run(name="b", lifetime="9 h"))
    assert (
        ranked(compare(store, at={"metal": "K"})) == ranked(compare(store, at={"metal": "potassium"})) == ["1. a 250 h"]
    )


def test_layer_and_class_are_what_the_review_says_not_what_follows(small: SmallProject) -> None:
    store = graph_of(small, Run(name="a", lifetime="250 h"))
    layer, test = NamedNode(f"{BASE}interphase/a"), NamedNode(f"{BASE}test/a")
    store.add(Quad(layer, RDF.type, NSEI.HybridInterphase, GRAPH_INFERRED))
    store.add(Quad(NamedNode(f"{BASE}substance/naf"), NSEI.hasTest, test, GRAPH_INFERRED))
    store.add(Quad(test, RDF.type, NSEI.SymmetricCellTest, GRAPH_INFERRED))
    (one,) = compare(store).ranked
    assert ([entity.id for entity in one.trial.tested], one.trial.filed, one.trial.classes) == (
        (["interphase/a"], ("inorganic interphase",), ("symmetric cell test",))
    )


def test_the_conditions_are_those_that_most_tests_share(small: SmallProject) -> None:
    runs = [
        Run(name=name, lifetime="9 h", current=f"{current} mA cm-2")
        for name, current in zip("abcde", "12233", strict=True)
    ]
    ranking = compare(graph_of(small, *runs))
    assert ranked(ranking) == ["1 =. b 9 h", "1 =. c 9 h"]
    assert ranking.remarks == (
        "As many tests share current density 3 mA cm-2, areal capacity 1 mAh cm-2, cell symmetric Na||Na cell,"
        " metal sodium. Choose by giving the conditions.",
    )
    assert ranking.title().endswith("shared by the most tests: 2 of 5)")
    chosen = compare(graph_of(small, *runs), at={"current": "3"})
    assert (ranked(chosen), chosen.remarks) == (["1 =. d 9 h", "1 =. e 9 h"], ())
    assert chosen.title().endswith("(what was not asked for is what more of these tests share than anything else)")
    alone = compare(graph_of(small, *runs), at={"current": "1"})
    assert alone.title().endswith("(no two of these tests share all conditions)")
    assert alone.summary() == "1 ranked, with no other to compare it with; 4 left out: 4 current density differs"


def test_when_all_conditions_are_asked_for_none_was_chosen(kg: Built) -> None:
    ranking = compare(kg.store, at={"current density": "1 mA/cm²", "areal_capacity": "1.00", "cell": "Na||Na"})
    assert ranking.title() == (
        "Tests ranked by lifetime, highest first, at current density 1 mA cm-2, areal capacity 1 mAh cm-2,"
        " cell symmetric Na||Na cell, metal sodium"
    )
    assert len(ranking.ranked) == 2


def test_what_cannot_be_ranked_says_so_on_top(kg: Built) -> None:
    ranking = compare(kg.store, at={"current": "0.5"})
    assert ranking.title() == (
        "Nothing to rank by lifetime at current density 0.5 mA cm-2:"
        " each test differs in a condition, or lacks a condition or the lifetime"
    )
    assert ranking.summary().startswith("0 ranked; 14 left out: 10 current density differs, ")


@pytest.mark.parametrize(
    ("things", "tests"),
    [
        (["interphase/na2te"], {"na2te-cycling"}),
        (["test/na2te-cycling", "[71]"], {"na2te-cycling", "na3p-red-phosphorus-symmetric"}),
        (["66"], {"nabr-1-bromopropane-symmetric"}),
        (["nsei:OrganicInterphase"], {"poly-dol-dol-symmetric"}),
        (["OrganicInterphase"], {"poly-dol-dol-symmetric"}),
        (["strategy/organic-interphase"], {"poly-dol-dol-symmetric"}),
        (["NaF"], {"naf-carbon-ptfe-diglyme-life"}),
        (["copper", "group/huang-l-m"], {"bare-cu-fig7f", "pvdf-bi-life", "pvdf-sn-coulombic-efficiency"}),
        (["interphase/al2o3-alucone-1ald-1mld"], {"1ald-1mld-10-best"}),
        (["section/shi-2023-3.2"], {"poly-dol-dol-symmetric"}),
        (["temperature"], set()),
        (["nsei:CyclingTest"], None),
    ],
)
def test_things_restrict_the_comparison_to_their_tests(kg: Built, things: list[str], tests: set[str] | None) -> None:
    ranking = compare(kg.store, things)
    trials = [one.trial for one in ranking.ranked] + [one.trial for one in ranking.left_out]
    found = {one.id.removeprefix("test/") for one in trials}
    assert (found == tests) if tests is not None else len(found) == 14


def test_a_thing_without_a_test_is_said_to_have_none(kg: Built) -> None:
    ranking = compare(kg.store, ["interphase/native-sei", "na2te"])
    assert ranking.remarks == ("No cycling test of native solid electrolyte interphase on sodium is recorded.",)
    assert ranking.summary() == "0 ranked; 1 left out: 1 cell not stated"
    nothing = compare(kg.store, ["interphase/native-sei"], at={"current": "1"})
    assert nothing.write() == (
        "Nothing to rank by lifetime\n\nNo cycling test of native solid electrolyte interphase on sodium is recorded.\n\n"
        "no cycling test\n"
    )
