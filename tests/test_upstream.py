"""Every item of docs/upstream.md holds on the published ontologies, and names just the terms that its query finds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import isclose
from operator import attrgetter
from pathlib import Path

import pytest
from pint import Quantity, UnitRegistry
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store

from naseikg.asking.answers import ask
from naseikg.linking.linked import labels_of
from naseikg.pipeline import Built
from naseikg.vocabulary import RDF, RDFS, SKOS

REPOSITORY = Path(__file__).parent.parent
PAGE = REPOSITORY / "docs" / "upstream.md"
FOLDER = REPOSITORY / "queries" / "upstream"
PUBLISHED = REPOSITORY.parent / "shared" / "ontologies"

_FORMATS = {".ttl": RdfFormat.TURTLE, ".owl": RdfFormat.RDF_XML}
#: What the loader says of a file that cannot be read, so that a query can find it.
_UNREADABLE = NamedNode("urn:published:Unreadable")
#: The base quantities of pint in the order in which EMMO writes a dimension, each with its symbol there.
_BASE_QUANTITIES = {
    "[time]": "T",
    "[length]": "L",
    "[mass]": "M",
    "[current]": "I",
    "[temperature]": "Θ",
    "[substance]": "N",
    "[luminosity]": "J",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A report or request: its title, its text, the checks it links, and what it names: labels with their terms."""

    title: str
    text: str

    def __str__(self) -> str:
        return self.title

    @property
    def checks(self) -> list[str]:
        return re.findall(r"^Check: .*\(\.\./queries/upstream/(.+)\.rq\)$", self.text, flags=re.M)

    @property
    def check(self) -> str:
        (check,) = self.checks
        return check

    @property
    def query(self) -> str:
        return (FOLDER / f"{self.check}.rq").read_text()

    @property
    def kind(self) -> str:
        return "request" if "\nDefinition: " in self.text else "fault"

    @property
    def named(self) -> set[tuple[str, str]]:
        return set(re.findall(r"^- `([^`]+)`[^<\n]* <([^>]+)>", self.text, flags=re.M))


def items_of(page: str) -> list[Item]:
    """What stands under the headings of the third level."""
    parts = re.split(r"^### (.+)$", re.sub(r"^## .*$", "### -", page, flags=re.M), flags=re.M)[1:]
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return [Item(title=title, text=text) for title, text in pairs if title != "-"]


ITEMS = items_of(PAGE.read_text())
_items = pytest.mark.parametrize("item", ITEMS, ids=attrgetter("check"))


def rows_of(query: str, store: Store) -> list[dict[str, str]]:
    """The rows of a check, each cell as text."""
    answer = store.query(query)
    assert isinstance(answer, QuerySolutions)
    names = [variable.value for variable in answer.variables]
    return [
        {name: cell.value for name in names if isinstance(cell := row[name], NamedNode | Literal)} for row in answer
    ]


def mended(item: Item, rows: list[dict[str, str]]) -> str:
    """What is to be done about an item that says other than its query finds; nothing where they agree."""
    found = {(row["name"], row["term"]) for row in rows}
    if not found:
        return f"'{item.title}' is mended upstream: remove the item from docs/upstream.md, and {item.check}.rq"
    gone, new = sorted(item.named - found), sorted(found - item.named)
    says = [f"mended upstream, remove from the list: {name} <{term}>" for name, term in gone]
    says += [f"found, but not in the list: {name} <{term}>" for name, term in new]
    return "\n".join([f"'{item.title}' in docs/upstream.md:", *says]) if says else ""


@pytest.fixture(scope="module")
def published() -> Store:
    """All published files in one store."""
    if not PUBLISHED.is_dir():
        pytest.skip("the published ontologies are not at ../shared/ontologies; docs/upstream.md is not compared")
    store = Store()
    for file in sorted(PUBLISHED.iterdir()):
        if file.suffix in _FORMATS:
            try:
                store.bulk_load(path=str(file), format=_FORMATS[file.suffix], base_iri="urn:naseikg:none")
            except SyntaxError:
                name = NamedNode(f"urn:published:{file.name}")
                store.extend([Quad(name, RDF.type, _UNREADABLE), Quad(name, RDFS.label, Literal(file.name))])
    return store


def test_every_item_has_a_check_and_every_check_an_item() -> None:
    assert [item.title for item in ITEMS if len(item.checks) != 1] == []
    found = sorted(str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.rglob("*.rq"))
    assert sorted(item.check for item in ITEMS) == found
    assert len(found) == len(set(found)) > 0


@_items
def test_a_check_has_the_title_and_kind_of_its_item(item: Item) -> None:
    assert item.query.startswith(f"#+ title: {item.title}\n#+ kind: {item.kind}\n")


@_items
def test_an_item_says_all_that_an_issue_needs(item: Item) -> None:
    wanted = {
        "fault": ["In `", "Wrong: ", "Evidence: ", "Proposed change: ", "Check: "],
        "request": ["Definition: ", "Also called: ", "Needed by:", "Source: ", "Check: "],
    }
    assert [start for start in wanted[item.kind] if f"\n{start}" not in item.text] == []
    assert item.named


@pytest.fixture(scope="module")
def found(published: Store) -> dict[str, list[dict[str, str]]]:
    """The rows of every check."""
    return {item.check: rows_of(item.query, published) for item in ITEMS}


@_items
def test_an_item_names_what_the_published_files_still_have(item: Item, found: dict[str, list[dict[str, str]]]) -> None:
    message = mended(item, found[item.check])
    assert message == "", message


def test_the_right_factors_and_dimensions_follow_from_the_units(found: dict[str, list[dict[str, str]]]) -> None:
    units: UnitRegistry[float] = UnitRegistry()
    rows = [row for check in found.values() for row in check if "unit" in row]
    assert rows
    assert [row for row in rows if not _follows(row["right"], units.Quantity(1.0, row["unit"]))] == []


def _follows(right: str, quantity: Quantity[float]) -> bool:
    """Whether a factor to SI units, or a dimension in the form of EMMO, is that of a quantity of one unit."""
    if "T" not in right:
        return isclose(float(right), quantity.to_base_units().magnitude, rel_tol=1e-6)
    powers = [
        (symbol, round(float(str(quantity.dimensionality.get(base, 0))))) for base, symbol in _BASE_QUANTITIES.items()
    ]
    return right == " ".join(f"{symbol}{power:+d}" if power else f"{symbol}0" for symbol, power in powers)


@_items
def test_a_request_is_needed_by_something_in_the_graph(item: Item, kg: Built) -> None:
    queries = re.findall(r"^```sparql\n(.*?)^```$", item.text, flags=re.M | re.S)
    assert len(queries) == (item.kind == "request")
    for query in queries:
        ((count,),) = ask(kg.store, query, name=item.title).rows
        assert isinstance(count, Literal)
        assert int(count.value) > 0, item.title


def denied(item: Item, links: Iterable[tuple[str, NamedNode, NamedNode | None]]) -> list[str]:
    """Terms asked for below a class that our links do not put above what has the same name: label, predicate, object."""
    asked = {(_plain(name), NamedNode(term)): name for name, term in item.named}
    return sorted(
        f"{asked[_plain(label), found]}: our link is {predicate.value.rpartition('#')[2]}"
        for label, predicate, found in links
        if found is not None and (_plain(label), found) in asked and predicate != SKOS.broadMatch
    )


def _plain(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())


def test_no_request_asks_for_a_parent_that_our_links_deny(kg: Built) -> None:
    labels = labels_of(kg.ontology, kg.asserted)
    # A strategy has the name of what it makes, and is no kind of it.
    links = [
        (labels[link.subject], link.predicate, link.object)
        for link in kg.links
        if "/strategy/" not in link.subject.value
    ]
    requests = [item for item in ITEMS if item.kind == "request"]
    assert requests
    assert {item.title: faults for item in requests if (faults := denied(item, links))} == {}


def test_a_parent_that_is_only_related_by_our_links_is_denied() -> None:
    parent = NamedNode("https://w3id.org/emmo#EMMO_4e659c69_ca2d_4569_8a96_f99857a1fa32")
    item = _item(listed=f"- `TinIVChloride`, below `InorganicCompound` <{parent.value}>")
    assert (
        denied(item, [("tin(IV) chloride", SKOS.broadMatch, parent), ("tin(IV) chloride", SKOS.closeMatch, None)]) == []
    )
    assert denied(item, [("tin(IV) chloride", SKOS.relatedMatch, parent)]) == [
        "TinIVChloride: our link is relatedMatch"
    ]


def test_what_is_said_of_chmo_stands_in_its_own_file_too(published: Store) -> None:
    # The Turtle of CHMO is converted from another file of the same release.
    file = (PUBLISHED / "chmo-base.obo").read_text()
    terms = {term for item in ITEMS if item.check.startswith("chmo/") for _, term in item.named}
    query = "SELECT ?name ?term ?text { ?term rdfs:label ?name ; <http://purl.obolibrary.org/obo/IAO_0000115> ?text }"
    stanzas = [
        f'id: CHMO:{row["term"].rpartition("_")[2]}\nname: {row["name"]}\ndef: "{row["text"]}"'
        for row in rows_of(f"PREFIX rdfs: <{RDFS.iri}>\n{query}", published)
        if row["term"] in terms
    ]
    assert len(stanzas) == len(terms)
    assert [stanza for stanza in stanzas if stanza not in file] == []


def _item(*, listed: str) -> Item:
    check = "Check: [`a`](../queries/upstream/emmo/percent.rq)"
    (item,) = items_of(f"## EMMO core\n\n### Percent counts as one\n\n{listed}\n\n{check}\n")
    return item


def test_an_item_that_is_mended_upstream_can_go() -> None:
    item = _item(listed="- `Percent` <https://w3id.org/emmo#Percent>: 1, should be 0.01")
    assert mended(item, [{"name": "Percent", "term": "https://w3id.org/emmo#Percent"}]) == ""
    assert mended(item, []) == (
        "'Percent counts as one' is mended upstream: remove the item from docs/upstream.md, and emmo/percent.rq"
    )


def test_an_item_that_is_mended_in_part_says_which_part() -> None:
    item = _item(listed="- `Percent` <https://w3id.org/emmo#Percent>: 1\n- `Permille`, below `Ratio` <urn:permille>")
    assert mended(
        item, [{"name": "Percent", "term": "https://w3id.org/emmo#Percent"}, {"name": "A", "term": "urn:a"}]
    ) == (
        "'Percent counts as one' in docs/upstream.md:\n"
        "mended upstream, remove from the list: Permille <urn:permille>\n"
        "found, but not in the list: A <urn:a>"
    )


@pytest.mark.parametrize(("multiplier", "found"), [("1.0", ["Percent"]), ("0.01", [])])
def test_a_check_finds_the_fault_and_not_its_remedy(multiplier: str, found: list[str]) -> None:
    store = Store()
    turtle = f"""
        @prefix emmo: <https://w3id.org/emmo#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        emmo:Percent skos:prefLabel "Percent"@en ; rdfs:subClassOf [
          owl:onProperty emmo:EMMO_8189b42e_0995_423a_a26c_51168b27c3cf ; owl:hasValue {multiplier} ] .
    """
    store.load(turtle.encode(), format=RdfFormat.TURTLE)
    assert [row["name"] for row in rows_of((FOLDER / "emmo" / "percent.rq").read_text(), store)] == found
