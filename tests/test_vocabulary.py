"""Names are shortened and read back, and no code, query or view uses a term that the ontology lacks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from naseikg import vocabulary
from naseikg.errors import UnknownNameError
from naseikg.places import project
from naseikg.reasoning.ontology import load_ontology
from naseikg.vocabulary import BASE, NSEI, PREFIXES, Namespace, curie, expand, local_name

ROOT = Path(__file__).parent.parent
ONTOLOGY = load_ontology(project(ROOT).ontology)
TERMS = ONTOLOGY.classes | ONTOLOGY.properties
NAMES = {local_name(one) for one in TERMS if one.value.startswith(NSEI.iri)}
PREFIXED = re.compile(r"(?<![\w:/.-])nsei:([A-Za-z_]\w*)")
CODE = sorted((ROOT / "src" / "naseikg").rglob("*.py"))
QUERIES = sorted([*(ROOT / "queries").rglob("*.rq"), *(ROOT / "graphs").rglob("*.rq")])


def namespaces_of(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Each (namespace, name) that code takes from a namespace of `vocabulary`, by attribute or item."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value.id, node.attr
        elif (
            isinstance(node, ast.Subscript)
            and isinstance(node.value, ast.Name)
            and isinstance(node.slice, ast.Constant)
        ):
            yield node.value.id, str(node.slice.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "MeasureField":
            yield from (("NSEI", str(one.value)) for one in node.args if isinstance(one, ast.Constant))


def test_there_are_queries_views_and_modules_to_look_at() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in QUERIES} == {"queries", "graphs"}
    assert {"literature", "rules"} <= {path.stem for path in CODE}


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_term_in_the_code_exists(path: Path) -> None:
    text = path.read_text()
    used = {name for space, name in namespaces_of(ast.parse(text)) if space == "NSEI"} - {"iri"}
    assert (used | set(PREFIXED.findall(text))) - NAMES == set()


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_term_in_a_query_or_view_exists(path: Path) -> None:
    text = path.read_text()
    assert set(PREFIXED.findall(text)) - NAMES == set()
    assert set(re.findall(rf"<{re.escape(NSEI.iri)}(\w+)>", text)) - NAMES == set()


def test_every_term_of_another_vocabulary_that_records_become_is_declared() -> None:
    used = set()
    # Exports, pages, marks on servers and our own server are for others, links speak of others, in words that the records have no need of.
    for path in (one for one in CODE if one.parent.name not in ("engines", "exports", "linking", "pages", "serving")):
        for space, name in namespaces_of(ast.parse(path.read_text())):
            namespace = getattr(vocabulary, space, None)
            if space in ("BIBO", "CITO", "DCTERMS", "FOAF", "PROV", "SKOS") and name != "iri":
                assert isinstance(namespace, Namespace)
                used.add(namespace[name])
    assert {curie(one) for one in used - TERMS} == set()


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (NSEI.iri + "Finding", "nsei:Finding"),
        (BASE + "substance/naf", "substance/naf"),
        (BASE + "ontology", "ontology"),
        ("http://www.w3.org/2002/07/owl#Thing", "owl:Thing"),
        ("http://purl.org/dc/terms/title", "dcterms:title"),
        ("https://example.org/a", "<https://example.org/a>"),
    ],
)
def test_a_short_form_and_its_iri_lead_to_each_other(iri: str, short: str) -> None:
    assert curie(NamedNode(iri)) == short
    assert expand(short) == NamedNode(iri)


def test_an_iri_in_full_is_taken_as_it_is() -> None:
    assert expand("https://example.org/a") == expand("<https://example.org/a>") == NamedNode("https://example.org/a")


def test_an_unknown_prefix_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError) as caught:
        expand("nsi:Finding")
    assert str(caught.value) == "no prefix is called 'nsi'; did you mean nsei?"


def test_what_is_no_iri_is_refused() -> None:
    with pytest.raises(ValueError, match="IRI"):
        expand("substance/na f")


def test_prefixes_are_sorted_behind_our_own_and_end_where_names_begin() -> None:
    assert list(PREFIXES) == ["nsei", *sorted(PREFIXES.keys() - {"nsei"})]
    assert [iri for iri in PREFIXES.values() if iri[-1] not in "#/"] == []


@pytest.mark.parametrize(
    ("iri", "name"), [(NSEI.iri + "Finding", "Finding"), (BASE + "substance/naf", "naf"), ("https://a.org/b#c", "c")]
)
def test_the_local_name_stands_after_the_last_separator(iri: str, name: str) -> None:
    assert local_name(NamedNode(iri)) == name


def test_a_namespace_has_no_special_names() -> None:
    assert not hasattr(NSEI, "__wrapped__")


def test_a_namespace_makes_terms_by_attribute_and_by_item() -> None:
    space = Namespace("https://example.org/")
    assert space.Thing == space["Thing"] == NamedNode("https://example.org/Thing")
