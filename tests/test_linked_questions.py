"""The tag `links`: questions in the words of other ontologies, which the mappings answer, and the same in our own words."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Store

from naseikg.asking.answers import Answer, ask
from naseikg.asking.lookup import unknown_terms
from naseikg.asking.questions import load_questions
from naseikg.asking.store import store_of
from naseikg.linking.targets import LINK_PREFIXES, TARGETS
from naseikg.pipeline import Built, write_graph
from naseikg.vocabulary import GRAPH_MAPPINGS, XSD
from ownwords import OWN

REPOSITORY = Path(__file__).parent.parent
QUESTIONS = {one.name: one for one in load_questions(REPOSITORY / "queries")}
LINKED = sorted(name for name, one in QUESTIONS.items() if "links" in one.tags)
PAGE = (REPOSITORY / "docs" / "linked-questions.md").read_text()
MAPPINGS = REPOSITORY / "ontology" / "mappings"
CHMO = REPOSITORY.parent / "shared" / "ontologies" / "derived-chmo-slice.ttl"

Row: TypeAlias = tuple[NamedNode | BlankNode | Literal | None, ...]


@pytest.fixture(scope="module")
def unmapped(kg: Built) -> Store:
    """The graph without what the mappings add."""
    return store_of(quad for quad in kg.quads if quad.graph_name != GRAPH_MAPPINGS)


def _columns(answer: Answer, columns: str) -> list[tuple[object, ...]]:
    places = [answer.columns.index(one) for one in columns.split()]
    return sorted((tuple(_plain(row[place]) for place in places) for row in answer.rows), key=str)


def _plain(value: NamedNode | BlankNode | Literal | None) -> object:
    """A number as a number, whatever its datatype; QUDT has its own."""
    numeric = isinstance(value, Literal) and value.datatype.value.startswith(XSD.iri) and value.datatype != XSD.string
    return float(value.value) if isinstance(value, Literal) and numeric else value


def _text(row: Row, place: int) -> str:
    value = row[place]
    assert isinstance(value, Literal | NamedNode)
    return value.value


def test_there_are_at_least_twelve_linked_questions_beside_those_on_citations() -> None:
    assert len(LINKED) >= 14
    assert "evidence-against-background" in LINKED
    assert set(OWN) < set(LINKED)
    assert len(OWN) >= 10


@pytest.mark.parametrize("name", LINKED)
def test_a_linked_question_loses_rows_without_the_mappings(name: str, kg: Built, unmapped: Store) -> None:
    sparql = QUESTIONS[name].sparql
    assert set(ask(kg.store, sparql).rows) - set(ask(unmapped, sparql).rows)


def test_no_other_question_needs_the_mappings(kg: Built, unmapped: Store) -> None:
    others = {name: one.sparql for name, one in QUESTIONS.items() if name not in LINKED}
    assert [name for name, sparql in others.items() if ask(kg.store, sparql).rows != ask(unmapped, sparql).rows] == []


@pytest.mark.parametrize("name", OWN)
def test_a_linked_question_has_the_rows_of_the_same_question_in_our_own_terms(
    name: str, kg: Built, unmapped: Store
) -> None:
    own = OWN[name]
    variables = " ".join(f"?{one}" for one in own.columns.split())
    # Our own terms need no mappings; without them, none can help.
    ours = ask(unmapped, f"SELECT DISTINCT {variables} WHERE {{ {own.where} }}", name=name)
    linked = _columns(ask(kg.store, QUESTIONS[name].sparql), own.columns)
    assert linked
    assert linked == _columns(ours, own.columns)


def _links() -> Iterator[Mapping[str, str]]:
    """Every row of the mapping files, read without the program."""
    for path in sorted(MAPPINGS.glob("*.sssom.tsv")):
        lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return LINK_PREFIXES[prefix] + local


def test_the_links_of_each_ontology_are_the_rows_of_the_mapping_files(kg: Built) -> None:
    names = ("exact", "broad", "close", "narrow", "related")
    counted: dict[str, dict[str, int]] = {}
    terms: dict[str, set[str]] = {}
    for row in {(one["subject_id"], one["predicate_id"], one["object_id"]) for one in _links()}:
        if row[2] != "sssom:NoTermFound":
            space = next(one.namespace for one in TARGETS if _full(row[2]).startswith(one.namespace))
            tally = counted.setdefault(space, dict.fromkeys(names, 0))
            tally[row[1].removeprefix("skos:").removesuffix("Match")] += 1
            terms.setdefault(space, set()).add(row[2])
    answer = ask(kg.store, QUESTIONS["links-by-ontology-and-relation"].sparql)
    told = {_text(row, 0): [_text(row, place) for place in range(1, 8)] for row in answer.rows}
    assert told == {
        space: [*(str(tally[name]) for name in names), str(sum(tally.values())), str(len(terms[space]))]
        for space, tally in counted.items()
    }


def test_the_gaps_are_the_terms_that_no_row_of_the_mapping_files_links(kg: Built) -> None:
    near, loose, none = set[str](), set[str](), set[str]()
    for one in _links():
        found = (loose if one["predicate_id"] == "skos:relatedMatch" else near) if one["object_label"] else none
        found.add(_full(one["subject_id"]))
    answer = ask(kg.store, QUESTIONS["terms-without-counterpart"].sparql)
    told = {_text(row, 0): tuple(int(_text(row, place)) for place in (1, 2, 3)) for row in answer.rows}
    classes = {
        _text(row, 0)
        for row in ask(kg.store, "SELECT ?c { ?c a owl:Class . FILTER(STRSTARTS(STR(?c), STR(nsei:))) }").rows
    }
    counts = (len(classes & near), len(classes & loose - near), len(classes - near - loose))
    assert told["class"] == counts
    assert classes - near - loose <= none
    substances = {_text(row, 0) for row in ask(kg.store, "SELECT ?s { ?s a nsei:Substance }").rows}
    gaps = substances - near - loose
    assert told["substance"] == (len(substances & near), len(substances & loose - near), len(gaps))
    assert gaps <= none


def test_other_names_are_the_exact_rows_whose_labels_differ(kg: Built) -> None:
    def letters(label: str) -> str:
        return re.sub("[^a-z0-9]", "", label.lower())

    rows = {
        (one["object_label"], _full(one["subject_id"]), _full(one["object_id"]))
        for one in _links()
        if one["predicate_id"] == "skos:exactMatch"
        and one["object_id"].partition(":")[0] not in ("sssom", "unit", "quantitykind")
        and letters(one["subject_label"]) != letters(one["object_label"])
    }
    answer = ask(kg.store, QUESTIONS["other-names-by-exact-links"].sparql)
    assert {(_text(row, 0), _text(row, 3), _text(row, 4)) for row in answer.rows} == rows


def _same_question() -> list[str]:
    """The three blocks of the page that ask one question."""
    section = PAGE.partition("## One question in three vocabularies")[2].partition("\n## ")[0]
    return re.findall(r"^```sparql\n(.*?)^```$", section, flags=re.M | re.S)


def test_the_question_of_the_page_has_the_same_rows_in_three_vocabularies(kg: Built) -> None:
    ours, emmo, chmo = _same_question()
    assert [one in ours for one in ("nsei:DepositionMethod", "w3id.org/emmo", "purl.obolibrary.org")] == [
        True,
        False,
        False,
    ]
    assert "w3id.org/emmo" in emmo
    assert "purl.obolibrary.org" in chmo
    assert len(ask(kg.store, ours).rows) == 13
    assert ask(kg.store, ours) == ask(kg.store, emmo) == ask(kg.store, chmo)


@pytest.mark.parametrize(
    ("block", "was", "becomes"),
    [
        (0, "nsei:DepositionMethod", "nsei:PreparationMethod"),
        (1, '"CoatingManufacturing"', '"TechnologyProcess"'),
        (2, "obo:CHMO_0001470", "obo:CHMO_0001376"),  # thin-film deposition
        (2, "obo:CHMO_0001470", "obo:CHMO_0001310"),  # sample deposition, a close match only
    ],
)
def test_another_term_in_a_block_of_the_page_gives_other_rows(kg: Built, block: int, was: str, becomes: str) -> None:
    asked = _same_question()
    assert asked[block].count(was) == 1
    changed = ask(kg.store, asked[block].replace(was, becomes))
    assert changed != ask(kg.store, asked[(block + 1) % 3])


def test_the_foreign_blocks_of_the_page_find_nothing_without_the_mappings(kg: Built, unmapped: Store) -> None:
    ours, emmo, chmo = _same_question()
    assert ask(unmapped, ours) == ask(kg.store, ours)
    assert ask(unmapped, emmo).rows == ask(unmapped, chmo).rows == ()


def test_the_hint_of_the_page_is_what_is_said(kg: Built) -> None:
    (sparql,) = re.findall(r"^```text\n(PREFIX chameo:.*?)^```$", PAGE, flags=re.M | re.S)
    (shown,) = re.findall(r"^naseikg: raman.rq: (.*)$", PAGE, flags=re.M)
    assert ask(kg.store, sparql).rows == ()
    assert unknown_terms(kg.store, sparql) == [shown]


def test_the_whole_hierarchy_of_an_ontology_is_walked_as_the_page_shows(
    kg: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if not CHMO.is_file():
        pytest.skip(f"CHMO is not at ../shared/ontologies/{CHMO.name}; walking its hierarchy is not checked")
    for folder in ("ontology", "queries", "graphs"):
        (tmp_path / folder).symlink_to(REPOSITORY / folder)
    write_graph(kg, tmp_path / "build" / "graph")
    (tmp_path / "chmo.ttl").symlink_to(CHMO)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NASEIKG_HOME", str(tmp_path))
    (code,) = re.findall(r"^```text\n(import naseikg\n.*?)^```$", PAGE, flags=re.M | re.S)
    exec(compile(code.replace('graph.parse("chmo.ttl")\n', ""), "page", "exec"), {})
    assert capsys.readouterr().out == ""
    exec(compile(code, "page", "exec"), {})
    walked = [tuple(line.split()) for line in capsys.readouterr().out.splitlines()]
    below = ask(
        kg.store,
        """
        SELECT DISTINCT ?layer ?method {
          VALUES ?class { nsei:AtomicLayerDeposition nsei:MolecularLayerDeposition }
          ?layer a nsei:Interphase ; nsei:preparedBy ?method . ?method a ?class
        } ORDER BY ?layer ?method""",
    )
    assert walked == [(_text(row, 0), _text(row, 1)) for row in below.rows]
    assert len(walked) == 8


NAMESPACES = {
    "chameo": "https://w3id.org/emmo/domain/characterisation-methodology/chameo#",
    "chmo": "http://purl.obolibrary.org/obo/CHMO_",
    "e": "https://w3id.org/emmo/domain/electrochemistry#",
    "emmo": "https://w3id.org/emmo#",
    "fabio": "http://purl.org/spar/fabio/",
    "obo": "http://purl.obolibrary.org/obo/",
    "unit": "http://qudt.org/vocab/unit/",
}
SEE = "'naseikg links list' shows what is"
HINTS = {
    # What is linked, what the patterns say, and what is no ontology that is linked to, needs no hint.
    "chameo:RamanSpectroscopy": None,
    "obo:CHMO_0001376": None,
    "emmo:Hour": None,
    "emmo:EMMO_8ef3cd6d_ae58_4a8d_9fc0_ad8f49015cd0": None,
    "<https://w3id.org/emmo#>": None,
    "obo:GO_0008150": None,
    "<http://example.org/chameo#Raman>": None,
    # A slip in a name that can be read.
    "chameo:XRayDiffraction": "chameo:XRayDiffraction is not linked here; did you mean chameo:XrayDiffraction? " + SEE,
    "<https://w3id.org/emmo/domain/characterisation-methodology/chameo#XrayDifraction>": (
        "chameo:XrayDifraction is not linked here; did you mean chameo:XrayDiffraction? " + SEE
    ),
    "prov:wasDerivedfrom": "prov:wasDerivedfrom is not linked here; did you mean prov:wasDerivedFrom? " + SEE,
    # The label in the place of the name, also that of a term of the same world.
    "e:Interphase": (
        "electrochemistry:Interphase is not linked here; did you mean "
        "electrochemistry:electrochemistry_54e0c2bd_1bb2_4f9c_9b55_5b6cc34651ec (Interphase)? " + SEE
    ),
    "emmo:SodiumFluoride": (
        "emmo:SodiumFluoride is not linked here; did you mean "
        "chemical-substance:substance_6ec58a26_3a58_4f9f_a1ff_7858e7668bf0 (SodiumFluoride)? " + SEE
    ),
    "chmo:atomic_layer_deposition": (
        "CHMO:atomic_layer_deposition is not linked here; did you mean CHMO:0001311 (atomic layer deposition)? " + SEE
    ),
    # Nothing near, or nothing that can be read; units of like names differ in dimension.
    "chameo:Ellipsometry": "chameo:Ellipsometry is not linked here; " + SEE,
    "fabio:JournalArticle": "fabio:JournalArticle is not linked here; " + SEE,
    "obo:CHMO_0001377": "CHMO:0001377 is not linked here; " + SEE,
    "e:electrochemistry_54e0c2bd_1bb2_4f9c_9b55_5b6cc34651ee": (
        "electrochemistry:electrochemistry_54e0c2bd_1bb2_4f9c_9b55_5b6cc34651ee is not linked here; " + SEE
    ),
    "unit:MilliA-PER-CentiM2": "unit:MilliA-PER-CentiM2 is not linked here; " + SEE,
}


@pytest.mark.parametrize("term", HINTS)
def test_a_foreign_term_that_nothing_mentions_gets_a_hint(kg: Built, term: str) -> None:
    declared = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in NAMESPACES.items())
    sparql = f"{declared}SELECT ?x {{ ?x a {term} ; rdfs:label 'chameo:Rahman' }} # chameo:Rahman"
    ask(kg.store, sparql)
    expected = HINTS[term]
    assert unknown_terms(kg.store, sparql) == ([] if expected is None else [expected])


def test_terms_of_ours_and_of_others_are_told_together_and_each_once(kg: Built) -> None:
    sparql = "SELECT ?x { ?x a prov:Plann , nsei:Haldie , prov:Plann }"
    assert unknown_terms(kg.store, sparql) == [
        "nsei:Haldie is no term of the ontology; did you mean nsei:Halide?",
        "prov:Plann is not linked here; did you mean prov:Plan? " + SEE,
    ]


def test_a_store_without_links_says_nothing_of_foreign_terms(unmapped: Store) -> None:
    assert unknown_terms(unmapped, "SELECT ?x { ?x a prov:Plann }") == []
