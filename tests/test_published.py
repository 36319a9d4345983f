"""The published ontologies of a folder: what is read of them, however each says it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from naseikg.errors import DataError
from naseikg.linking.published import load_published
from smallontology import EMMO, OBO, PUBLISHED, QUDT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one published ontology."""
    (tmp_path / "emmo.ttl").write_text(PUBLISHED, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("iri", "other"),
    [
        ("http://purl.obolibrary.org/obo/CHMO_1", "http://purl.obolibrary.org/obo/CHMO_2"),  # OBO's own property
        ("http://purl.obolibrary.org/obo/CHMO_3", "http://purl.obolibrary.org/obo/CHMO_4"),  # of the same name
        ("http://purl.obolibrary.org/obo/CHMO_5", "http://purl.obolibrary.org/obo/CHMO_2"),  # above; the other is dead too
        ("http://qudt.org/vocab/unit/OLD", "http://qudt.org/vocab/unit/HR"),
    ],
)  # fmt: skip
def test_each_way_to_deprecate_a_term_is_seen(tmp_path: Path, iri: str, other: str) -> None:
    (tmp_path / "chmo.ttl").write_text(OBO, encoding="utf-8")
    (tmp_path / "qudt.ttl").write_text(QUDT, encoding="utf-8")
    published = load_published(tmp_path)
    assert iri in published.deprecated
    assert published.alternative(iri) == other


def test_what_is_equivalent_is_above_and_passes_its_dimension_on(tmp_path: Path) -> None:
    text = PUBLISHED + ":Stunde a owl:Class ; skos:prefLabel 'Stunde'@de ; owl:equivalentClass :Hour .\n"
    (tmp_path / "emmo.ttl").write_text(text, encoding="utf-8")
    published = load_published(tmp_path)
    assert published.above(EMMO + "Stunde") == {EMMO + one for one in ("Stunde", "Hour", "TimeUnit")}
    assert published.dimension(EMMO + "Stunde") == (1, 0, 0, 0, 0, 0, 0)


def test_only_english_labels_count(tmp_path: Path) -> None:
    (tmp_path / "qudt.ttl").write_text(QUDT, encoding="utf-8")
    assert load_published(tmp_path).labels["http://qudt.org/vocab/unit/HR"] == ("Hour",)


def test_a_placeholder_is_no_version(tmp_path: Path) -> None:
    (tmp_path / "qudt.ttl").write_text(QUDT, encoding="utf-8")
    published = load_published(tmp_path)
    assert published.states_version("http://qudt.org/$$QUDT_VERSION$$/vocab/unit", "3.5.0") is None


def test_deprecation_may_be_spelt_as_a_number(folder: Path) -> None:
    (folder / "emmo.ttl").write_text(PUBLISHED.replace("owl:deprecated true", 'owl:deprecated "1"'), encoding="utf-8")
    assert EMMO + "Old" in load_published(folder).deprecated


@pytest.mark.parametrize(
    "text", ["A0E1pt5L0I0M0H0T0D0", "A0E0.5L0I0M0H0T0D0", f"A0E{'9' * 5000}L0I0M0H0T0D0", "T٣ L0 M0 I0 Θ0 N0 J0"]
)
def test_a_dimension_that_is_no_whole_power_is_not_guessed(tmp_path: Path, text: str) -> None:
    (tmp_path / "qudt.ttl").write_text(QUDT.replace("A0E0L0I0M0H0T1D0", text), encoding="utf-8")
    assert load_published(tmp_path).dimension("http://qudt.org/vocab/unit/HR") is None


def test_a_bridge_of_ours_does_not_make_terms_exist(folder: Path) -> None:
    text = "<https://w3id.org/naseikg/bridge/emmo> a owl:Ontology . :Sheet a owl:Class ; rdfs:label 'Sheet' .\n"
    head = PUBLISHED.partition("<https://w3id.org/emmo/emmo>")[0]
    (folder / "bridge.ttl").write_text(head + text, encoding="utf-8")
    published = load_published(folder)
    assert EMMO + "Sheet" not in published.defined
    assert published.unread == (("bridge.ttl", "is ours (<https://w3id.org/naseikg/bridge/emmo>) and is left out"),)


def test_a_pipe_in_the_folder_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.ttl")
    assert load_published(folder).files == ("emmo.ttl",)


def test_a_circle_of_classes_ends(tmp_path: Path) -> None:
    text = PUBLISHED + ":Thing rdfs:subClassOf :Layer .\n"
    (tmp_path / "emmo.ttl").write_text(text, encoding="utf-8")
    assert load_published(tmp_path).above(EMMO + "Layer") == {EMMO + "Layer", EMMO + "Thing"}


def test_a_folder_without_ontologies_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is no folder; give --ontologies the folder that holds the published files"):
        load_published(tmp_path / "none")
    with pytest.raises(DataError, match="holds no ontology file"):
        load_published(tmp_path)
