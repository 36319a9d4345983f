"""A made-up literature: drawn from a seed, right by every rule of the records, the same as files and as triples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from pyoxigraph import Store

from growingsources import built_from
from naseikg.asking.checks import require_checks
from naseikg.literature.asserted import made_triples
from naseikg.literature.folders import write_entries
from naseikg.literature.making import made_sources
from naseikg.literature.pattern import LiteraturePattern, pattern_of
from naseikg.pipeline import Built
from naseikg.places import Project, project
from naseikg.records.catalogue import records_of
from naseikg.records.literature import Finding
from naseikg.records.source import Entry, load_source
from naseikg.records.triples import triples_of
from naseikg.vocabulary import GRAPH_ASSERTED, local_name


@pytest.fixture(scope="module")
def where(repository: Path) -> Project:
    return project(repository)


@pytest.fixture(scope="module")
def pattern(kg: Built) -> LiteraturePattern:
    return pattern_of(kg.records)


@pytest.fixture(scope="module")
def sources(pattern: LiteraturePattern) -> tuple[tuple[Entry, ...], ...]:
    return tuple(made_sources(pattern, findings=150, seed=19))


def _texts(sources: Sequence[Sequence[Entry]]) -> list[object]:
    return [
        (entry.source, entry.file, [(name, value.texts) for name, value in entry.fields.items()])
        for source in sources
        for entry in source
    ]


def test_the_same_seed_draws_the_same_and_another_seed_another(
    pattern: LiteraturePattern, sources: tuple[tuple[Entry, ...], ...]
) -> None:
    assert _texts(tuple(made_sources(pattern, findings=150, seed=19))) == _texts(sources)
    assert _texts(tuple(made_sources(pattern, findings=150, seed=4))) != _texts(sources)


def test_a_larger_literature_begins_as_a_smaller_one_does(
    pattern: LiteraturePattern, sources: tuple[tuple[Entry, ...], ...]
) -> None:
    larger = tuple(made_sources(pattern, findings=500, seed=19))
    assert _texts(larger[: len(sources) - 1]) == _texts(sources[:-1])


def test_records_and_triples_of_a_made_up_literature_are_the_same_and_pass_every_check(
    kg: Built, where: Project, sources: tuple[tuple[Entry, ...], ...], tmp_path: Path
) -> None:
    entries = load_source(where.records)
    for source in sources:
        write_entries(source, tmp_path)
    read = load_source(tmp_path)
    assert Counter((one.source, one.file, one.id) for one in read) == Counter(
        (one.source, one.file, one.id) for source in sources for one in source
    )
    everything = (*entries, *read)
    straight = set(made_triples(sources, kg.records, entries, kg.ontology))
    assert straight == set(triples_of(records_of(everything, kg.ontology)))
    store: Store = built_from(where, kg.ontology, everything)
    assert sum(1 for _ in store.quads_for_pattern(None, None, None, GRAPH_ASSERTED)) > len(kg.asserted)
    assert require_checks(store, where.checks) == kg.checks


def test_the_made_up_findings_have_the_relations_of_the_real_ones(kg: Built, pattern: LiteraturePattern) -> None:
    made = Counter(
        value.texts[0]
        for source in made_sources(pattern, findings=4000)
        for entry in source
        if entry.file == "findings" and (value := entry.fields["relation"])
    )
    real = Counter(local_name(one.relation) for one in kg.records if isinstance(one, Finding))
    shared = [one for one, _ in real.most_common(15) if one in made]
    assert len(shared) >= 12
    for relation in ("hasComponent", "promotes", "preparedBy", "causes"):
        assert made[relation] / made.total() == pytest.approx(real[relation] / real.total(), rel=0.8)


def test_sources_meet_in_substances_and_in_layers(pattern: LiteraturePattern) -> None:
    met: Counter[str] = Counter()
    for source in made_sources(pattern, findings=3000):
        own = source[0].source
        links = {text for one in source for value in one.fields.values() for text in value.texts if "/" in text}
        met["substances"] += any(one.startswith("substance/") and own not in one for one in links)
        met["layers"] += any(one.startswith("interphase/made-") and own not in one for one in links)
        met["sources"] += 1
    assert met["substances"] == met["sources"]
    assert 0.1 < met["layers"] / met["sources"] < 0.6
