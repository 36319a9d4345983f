from __future__ import annotations

import networkx
import pytest
from pyoxigraph import Store

from naseikg.errors import UnknownNameError
from naseikg.exports.network import edges_of
from naseikg.exports.paths import explanation_path
from naseikg.pipeline import Built, build_graph
from naseikg.vocabulary import GRAPH_INFERRED, NSEI, curie
from smallproject import SmallProject

PHENOMENON = "- id: {one}\n  type: ReactionPhenomenon\n  label: {one}\n  description: Phenomenon {one} of a test.\n\n"
FINDING = (
    "- id: 2-{subject}-{object}\n  subject: {kind}/{subject}\n  relation: {relation}\n  object: phenomenon/{object}\n"
    "  claim: Claim of {subject} and {object}.\n  basis: measured\n  sentences: [1-p1-s1]\n  {support}\n\n"
)


def finding(subject: str, relation: str, object: str, *, cited: bool = True, kind: str = "phenomenon") -> str:
    support = "references: [1]" if cited else "uncited: true"
    return FINDING.format(kind=kind, subject=subject, relation=relation, object=object, support=support)


@pytest.fixture
def store(small: SmallProject) -> Store:
    """The layer has NaF, which suppresses a; a causes b and c, which both cause d, b without a reference; d causes e."""
    small.replace("phenomena.yaml", "".join(PHENOMENON.format(one=one) for one in "abcde"))
    small.replace(
        "findings-2.yaml",
        finding("a", "causes", "b", cited=False)
        + finding("a", "causes", "c")
        + finding("b", "causes", "d")
        + finding("c", "causes", "d")
        + finding("d", "causes", "e")
        + finding("naf", "suppresses", "a", kind="substance"),
    )
    return build_graph(small.project).store


def test_the_chain_is_read_out_as_a_sentence_with_its_evidence(store: Store) -> None:
    path = explanation_path(store, "sodium fluoride layer", "phenomenon/a")
    assert str(path) == (
        "sodium fluoride layer has component sodium fluoride, which suppresses a.\n"
        "1. sodium fluoride layer has component sodium fluoride\n"
        "   The layer consists of sodium fluoride. [1] (measured; section 1, paragraph 1, sentence 1)\n"
        "2. sodium fluoride suppresses a\n"
        "   Claim of naf and a. [1] (measured; section 1, paragraph 1, sentence 1)"
    )


def test_of_equally_long_chains_the_one_with_references_is_taken(store: Store) -> None:
    assert explanation_path(store, "a", "d").sentence == "a causes c, which causes d."


def test_a_chain_of_fewer_steps_is_taken_also_without_a_reference(store: Store, small: SmallProject) -> None:
    text = (small.folder / "findings-2.yaml").read_text()
    more = finding("a", "aggravates", "d", cited=False)
    small.replace("findings-2.yaml", text.replace("- id: 2-b-d", more + "- id: 2-b-d", 1))
    path = explanation_path(build_graph(small.project).store, "a", "d")
    assert path.sentence == "a aggravates d."
    assert str(path).endswith("   Claim of a and d. [no reference] (measured; section 1, paragraph 1, sentence 1)")


def test_between_the_same_two_things_the_edge_with_references_is_taken(small: SmallProject, store: Store) -> None:
    text = (small.folder / "findings-2.yaml").read_text()
    more = finding("a", "aggravates", "b").replace("2-a-b", "2-a-b-2")
    small.replace("findings-2.yaml", text.replace("- id: 2-a-c", more + "- id: 2-a-c", 1))
    assert explanation_path(build_graph(small.project).store, "a", "b").sentence == "a aggravates b."


def test_what_was_inferred_is_no_step(store: Store) -> None:
    assert any(True for _ in store.quads_for_pattern(None, NSEI.contributesTo, None, GRAPH_INFERRED))
    assert [curie(one.edge.relation) for one in explanation_path(store, "a", "e").steps] == ["nsei:causes"] * 3


@pytest.mark.parametrize(
    ("start", "end"), [("e", "a"), ("a", "NaF"), ("NaF", "sodium metal"), ("a", "reference/small-1")]
)
def test_where_no_chain_leads_it_is_said(start: str, end: str, store: Store) -> None:
    path = explanation_path(store, start, end)
    assert path.steps == ()
    assert str(path) == f"No chain of claims leads from {path.start} to {path.end}."


def test_a_thing_and_itself_have_no_chain(store: Store) -> None:
    assert str(explanation_path(store, "NaF", "sodium fluoride")) == (
        "Start and end are the same thing, sodium fluoride."
    )


def test_a_name_of_nothing_is_refused(store: Store) -> None:
    with pytest.raises(UnknownNameError, match="no thing is called 'sodium fluorid'; did you mean sodium fluoride"):
        explanation_path(store, "sodium fluorid", "a")


def test_a_precursor_leads_to_its_layer(kg: Built) -> None:
    path = explanation_path(kg.store, "red phosphorus", "interphase/na3p-red-phosphorus")
    assert path.sentence == "red phosphorus is a precursor of sodium phosphide layer from red phosphorus."
    assert (curie(path.steps[0].edge.subject), curie(path.steps[0].edge.relation)) == (
        "interphase/na3p-red-phosphorus",
        "nsei:formedFrom",
    )
    back = explanation_path(kg.store, "interphase/na3p-red-phosphorus", "red phosphorus")
    assert back.steps == ()


def test_every_step_of_a_real_chain_is_claimed_and_none_is_longer_than_needed(kg: Built) -> None:
    causes: networkx.DiGraph[str] = networkx.DiGraph()
    for edge in edges_of(kg.store):
        if edge.claims and curie(edge.relation) in ("nsei:causes", "nsei:aggravates"):
            causes.add_edge(curie(edge.subject), curie(edge.object))
    for start in ("phenomenon/hostless-nature", "phenomenon/uneven-na-deposition"):
        path = explanation_path(kg.store, start, "phenomenon/dead-na")
        assert len(path.steps) <= networkx.shortest_path_length(causes, start, "phenomenon/dead-na")
        assert all(one.edge.claims for one in path.steps)
        assert [one.target for one in path.steps[:-1]] == [one.source for one in path.steps[1:]]
