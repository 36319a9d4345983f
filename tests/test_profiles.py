"""The profiles of OWL 2 are computed by the OWL API; a construct outside a profile is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from naseikg.pipeline import Built
from naseikg.reasoning.hermit import outside_profiles
from naseikg.reasoning.ontology import Ontology
from naseikg.reasoning.profiles import profile_line
from naseikg.vocabulary import PREFIXES

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
HEAD += "<https://w3id.org/naseikg/ontology> a owl:Ontology .\n"


def ontology(text: str) -> Ontology:
    return Ontology(triples=tuple(one.triple for one in parse(HEAD + text, format=RdfFormat.TURTLE)))


def test_a_class_tree_is_in_every_profile() -> None:
    tree = ontology("nsei:Interphase a owl:Class . nsei:NativeSEI a owl:Class ; rdfs:subClassOf nsei:Interphase .")
    assert profile_line(tree) == "OWL 2 profiles of the ontology: in DL, EL, QL, RL; not in none"


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("nsei:p a owl:ObjectProperty, owl:TransitiveProperty .", {"QL": ("TransitiveObjectProperty(nsei:p)",)}),
        ("nsei:p a owl:ObjectProperty, owl:SymmetricProperty .", {"EL": ("SymmetricObjectProperty(nsei:p)",)}),
        (
            "nsei:A a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty nsei:p ; owl:someValuesFrom nsei:A ] ."
            " nsei:p a owl:ObjectProperty .",
            {"RL": ("SubClassOf(nsei:A ObjectSomeValuesFrom(nsei:p nsei:A))",)},
        ),
        (
            "nsei:p a owl:ObjectProperty, owl:TransitiveProperty, owl:AsymmetricProperty .",
            {
                "DL": ("AsymmetricObjectProperty(nsei:p)",),
                "EL": ("AsymmetricObjectProperty(nsei:p)",),
                "QL": ("AsymmetricObjectProperty(nsei:p)", "TransitiveObjectProperty(nsei:p)"),
                "RL": ("AsymmetricObjectProperty(nsei:p)",),
            },
        ),
    ],
)
def test_an_axiom_outside_a_profile_is_named(text: str, outside: dict[str, tuple[str, ...]]) -> None:
    found = outside_profiles(ontology(text).triples)
    assert {name: axioms for name, axioms in found.items() if axioms} == outside


def test_the_profile_of_the_ontology_is_the_one_that_the_documentation_states(kg: Built, repository: Path) -> None:
    assert profile_line(kg.ontology) in (repository / "docs" / "reasoning.md").read_text().replace("\n", " ")
