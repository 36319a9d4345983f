from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import networkx
import pytest

from naseikg.errors import UnknownNameError
from naseikg.exports.analyses import CoOccurrence, claimed, co_occurrences, stable_communities
from naseikg.exports.network import network_of
from naseikg.pipeline import Built


def network(
    *edges: tuple[str, str, str], inferred: tuple[tuple[str, str, str], ...] = ()
) -> networkx.MultiDiGraph[str]:
    """A network of edges that findings state, and of some that were inferred."""
    made: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(name="test")
    for source, target, relation in (*edges, *inferred):
        made.add_node(source, label=source.upper())
        made.add_node(target, label=target.upper())
        made.add_edge(source, target, key=relation, relation=relation, inferred=(source, target, relation) in inferred)
    return made


LAYERS = network(
    ("layer-1", "naf", "has"),
    ("layer-1", "na3p", "has"),
    ("layer-1", "blocking", "acts"),
    ("layer-2", "naf", "has"),
    ("layer-2", "blocking", "acts"),
    ("layer-2", "seeding", "acts"),
    ("layer-3", "naf", "has"),
    ("naf", "seeding", "acts"),
    inferred=(("layer-3", "blocking", "acts"),),
)


def test_the_claimed_part_has_the_edges_of_its_relations_and_their_ends_only() -> None:
    part = claimed(LAYERS, "acts")
    assert sorted(part.edges(keys=True)) == [
        ("layer-1", "blocking", "acts"),
        ("layer-2", "blocking", "acts"),
        ("layer-2", "seeding", "acts"),
        ("naf", "seeding", "acts"),
    ]
    assert {name: values["label"] for name, values in part.nodes(data=True)} == {
        name: name.upper() for name in ("layer-1", "layer-2", "blocking", "seeding", "naf")
    }
    assert part.edges["naf", "seeding", "acts"] == {"relation": "acts", "inferred": False}
    assert part.graph == {"name": "test"}


def test_without_relations_all_that_is_claimed_is_kept() -> None:
    assert claimed(LAYERS).size() == LAYERS.size() - 1
    assert claimed(network()).size() == 0


def test_the_claimed_part_is_a_copy() -> None:
    part = claimed(LAYERS, "acts")
    part.nodes["naf"]["label"] = "mine"
    part.edges["naf", "seeding", "acts"]["relation"] = "mine"
    assert (LAYERS.nodes["naf"]["label"], LAYERS.edges["naf", "seeding", "acts"]["relation"]) == ("NAF", "acts")


def test_a_relation_that_no_edge_has_is_refused_with_the_nearest() -> None:
    message = "no relation of the network is called 'act'; did you mean acts?"
    with pytest.raises(UnknownNameError) as caught:
        claimed(LAYERS, "has", "act")
    assert str(caught.value) == message
    with pytest.raises(UnknownNameError) as caught:
        co_occurrences(LAYERS, "has", "act")
    assert str(caught.value) == message


def test_what_shares_a_subject_occurs_together_the_most_frequent_first() -> None:
    assert co_occurrences(LAYERS, "has", "acts") == (
        CoOccurrence(first="naf", second="blocking", subjects=("layer-1", "layer-2")),
        CoOccurrence(first="na3p", second="blocking", subjects=("layer-1",)),
        CoOccurrence(first="naf", second="seeding", subjects=("layer-2",)),
    )


def test_the_order_of_the_relations_is_the_order_of_the_pair() -> None:
    assert {(one.second, one.first, one.subjects) for one in co_occurrences(LAYERS, "acts", "has")} == {
        (one.first, one.second, one.subjects) for one in co_occurrences(LAYERS, "has", "acts")
    }


def ring(*names: str) -> list[tuple[str, str, str]]:
    """Edges between every two of the names."""
    return [(one, other, "r") for place, one in enumerate(names) for other in names[place + 1 :]]


TWO_GROUPS = network(*ring("a", "b", "c", "d"), *ring("w", "x", "y"), ("d", "w", "r"), ("w", "w", "r"))


def test_two_groups_with_one_bridge_are_two_communities() -> None:
    assert stable_communities(TWO_GROUPS) == (("a", "b", "c", "d"), ("w", "x", "y"))


def test_a_node_that_now_belongs_here_and_now_there_is_alone() -> None:
    between = network(*ring("a", "b", "c", "d"), *ring("w", "x", "y", "z"), ("a", "m", "r"), ("m", "w", "r"))
    assert stable_communities(between, agreement=0.9) == (("a", "b", "c", "d"), ("w", "x", "y", "z"), ("m",))


def test_directions_and_parallel_edges_do_not_count() -> None:
    turned = network(*((target, source, kind) for source, target, _ in TWO_GROUPS.edges for kind in ("r", "s")))
    assert stable_communities(turned) == stable_communities(TWO_GROUPS)


def test_a_node_without_edges_is_alone_and_an_empty_network_has_no_community() -> None:
    lonely = network(("a", "b", "r"))
    lonely.add_node("c")
    assert stable_communities(lonely) == (("a", "b"), ("c",))
    assert stable_communities(network()) == ()


@pytest.mark.parametrize(("runs", "agreement"), [(0, 0.9), (10, 0.5), (10, 1.1)])
def test_no_run_and_an_agreement_that_means_nothing_are_refused(runs: int, agreement: float) -> None:
    with pytest.raises(ValueError, match=r"; give runs >= 1 and 0\.5 < agreement <= 1$"):
        stable_communities(TWO_GROUPS, runs=runs, agreement=agreement)


def test_the_communities_are_the_same_in_every_process_and_order(repository: Path) -> None:
    script = (
        "import random, sys, networkx\nfrom naseikg.exports.analyses import stable_communities\n"
        "edges = list(networkx.karate_club_graph().edges)\nrandom.Random(int(sys.argv[1])).shuffle(edges)\n"
        "network = networkx.MultiDiGraph((f'node-{one}', f'node-{other}') for one, other in edges)\n"
        "print(stable_communities(network, runs=20))\n"
    )
    found = set()
    for seed in ("1", "2", "3"):
        environment = {**os.environ, "PYTHONPATH": str(repository / "src"), "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", script, seed]
        found.add(subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout)
    assert len(found) == 1
    assert "node-33" in found.pop()


def test_the_real_layers_that_share_a_phase_and_a_mechanism(kg: Built) -> None:
    real = network_of(kg.store)
    (first, *_) = co_occurrences(real, "nsei:hasComponent", "nsei:actsBy")
    assert (first.first, first.second) == ("substance/pvdf", "mechanism/volume-buffering")
    assert first.subjects == ("interphase/naf-pvdf-fiapl", "interphase/pvdf-bi", "interphase/pvdf-sn")


def test_every_real_pair_is_stated_by_the_graph(kg: Built) -> None:
    part = claimed(network_of(kg.store))
    pairs = co_occurrences(part, "nsei:hasComponent", "nsei:actsBy")
    for pair in pairs:
        for subject in pair.subjects:
            assert part.has_edge(subject, pair.first, "nsei:hasComponent")
            assert part.has_edge(subject, pair.second, "nsei:actsBy")
    layers = [one for one in part if part.out_degree(one)]
    objects = {
        one: [
            sum(key == kind for *_, key in part.out_edges(one, keys=True))
            for kind in ("nsei:hasComponent", "nsei:actsBy")
        ]
        for one in layers
    }
    assert sum(len(pair.subjects) for pair in pairs) == sum(phases * acts for phases, acts in objects.values()) > 0
