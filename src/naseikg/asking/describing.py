"""One thing as plain data: what it is, what is said of it, and where each statement stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from pyoxigraph import Literal, NamedNode, Store

from naseikg.asking.answers import Answer, ask
from naseikg.asking.prose import in_words
from naseikg.linking.counterparts import counterparts_of
from naseikg.vocabulary import GRAPH_INFERRED, curie

__all__ = ["Description", "Elsewhere", "Link", "Note", "Place", "Told", "Work", "describe"]

_ABOUT = """
SELECT ?class ?definition ?formula ?also ?title ?doi WHERE {
  { BIND(<%s> AS ?thing) }
  { ?thing a ?type . ?type rdfs:label ?class FILTER(STRSTARTS(STR(?type), STR(nsei:))) } UNION { ?thing skos:definition ?definition }
  UNION { ?thing nsei:formula ?formula } UNION { ?thing skos:altLabel ?also }
  UNION { ?thing dcterms:title ?title } UNION { ?thing bibo:doi ?doi }
} ORDER BY ?class ?also ?title ?doi
"""
_VALUES = """
SELECT ?property ?value WHERE {
  GRAPH ?graph { <%s> ?p ?value }
  ?p a owl:DatatypeProperty .
  BIND(STRAFTER(STR(?p), "#") AS ?property)
  FILTER(?property != "" && ?property != "formula" && ?graph != <https://w3id.org/naseikg/graph/mappings>)
} ORDER BY ?property ?value
"""
#: With ?p bound twice, as Virtuoso walks a path from a bound end only.
_ABOVE = """
SELECT DISTINCT ?p ?wider WHERE { ?p rdfs:subPropertyOf ?next . ?p rdfs:subPropertyOf+ ?wider } ORDER BY ?p ?wider
"""
_LINKS = """
SELECT ?relation ?label ?value ?other ?graph ?p ?back WHERE {
  { GRAPH ?graph { <%s> ?p ?other } } UNION { GRAPH ?graph { ?other ?p <%s> } BIND(true AS ?back) }
  ?p a owl:ObjectProperty . ?other rdfs:label ?label
  FILTER(?p NOT IN (nsei:subject, nsei:object, nsei:evidence, nsei:supportedBy, nsei:reportedIn, nsei:concerns,
                    nsei:creditedTo, nsei:basis, nsei:authorshipOf, nsei:citesReference,
                    nsei:bearsOn, nsei:layerItself, nsei:challengeItself))
  FILTER(!isBlank(?other) && ?graph != <https://w3id.org/naseikg/graph/mappings>)
  OPTIONAL {
    ?other nsei:printedValue ?number ; nsei:unit/nsei:symbol ?symbol .
    OPTIONAL { ?other nsei:qualifier ?word }
    BIND(CONCAT(IF(BOUND(?word), CONCAT(?word, " "), ""), ?number, " ", ?symbol) AS ?value)
  }
  BIND(CONCAT(STRAFTER(STR(?p), "#"), IF(BOUND(?back), " <-", "")) AS ?relation)
} ORDER BY ?relation STR(?label) STR(?other)
"""
_FINDINGS = """
SELECT DISTINCT ?finding ?claim ?basis ?sentence ?place ?start ?end ?group WHERE {
  { ?finding nsei:subject <%s> } UNION { ?finding nsei:object <%s> }
  UNION { ?finding nsei:supportedBy <%s> } UNION { ?finding nsei:evidence <%s> }
  ?finding rdfs:label ?claim ; nsei:basis/rdfs:label ?basis ; nsei:evidence ?sentence .
  ?sentence rdfs:label ?place ; nsei:sentenceStart ?start ; nsei:sentenceEnd ?end .
  OPTIONAL { ?finding nsei:creditedTo/rdfs:label ?group }
} ORDER BY ?start STR(?claim) STR(?finding)
"""
_WORKS = """
SELECT DISTINCT ?finding ?number ?work ?label ?doi WHERE {
  { ?finding nsei:subject <%s> } UNION { ?finding nsei:object <%s> }
  UNION { ?finding nsei:supportedBy <%s> } UNION { ?finding nsei:evidence <%s> }
  ?finding nsei:supportedBy ?work . ?work nsei:referenceNumber ?number ; rdfs:label ?label .
  OPTIONAL { ?work bibo:doi ?doi }
} ORDER BY STR(?finding) ?number STR(?work)
"""
_NOTES = """
SELECT DISTINCT ?note ?label ?problem ?reading WHERE {
  { ?note nsei:concerns <%s> } UNION { ?note nsei:concerns/nsei:subject <%s> }
  ?note rdfs:label ?label ; nsei:problem ?problem ; nsei:reading ?reading
} ORDER BY STR(?label) STR(?note)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A relation to another thing, in words; ``value`` is the printed number with its unit, where that is a quantity."""

    relation: str
    label: str
    value: str
    id: str
    inferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A sentence of the source that a finding was read from."""

    id: str
    place: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A reference that supports a finding."""

    number: int
    id: str
    label: str
    doi: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding that is about the thing, or rests on it."""

    id: str
    claim: str
    basis: tuple[str, ...]
    credited_to: tuple[str, ...]
    sentences: tuple[Place, ...]
    references: tuple[Work, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A curation note on the thing, or on a finding about it."""

    id: str
    label: str
    problem: str
    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A term of another ontology that the thing is linked to."""

    label: str
    source: str
    relation: str
    iri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Everything the graph says of one thing; ``values`` are its properties in words, each with a value.

    Works and figures have a ``title``, works a ``doi``, where it is known.
    """

    id: str
    iri: str
    label: str
    formula: str
    title: str
    doi: str
    classes: tuple[str, ...]
    definitions: tuple[str, ...]
    also: tuple[str, ...]
    values: tuple[tuple[str, str], ...]
    not_stated: tuple[str, ...]
    links: tuple[Link, ...]
    findings: tuple[Told, ...]
    notes: tuple[Note, ...]
    elsewhere: tuple[Elsewhere, ...]

    def data(self) -> dict[str, object]:
        """All of it as plain data."""
        values = [{"property": property, "value": value} for property, value in self.values]
        return {**asdict(self), "values": values}


def describe(store: Store, thing: NamedNode) -> Description:
    """Everything the graph says of a thing; see `naseikg.asking.lookup.find_thing` for how one is found."""
    iri = thing.value
    labels = ask(store, f"SELECT ?label WHERE {{ <{iri}> rdfs:label ?label }} ORDER BY ?label")
    about = ask(store, _ABOUT % iri)
    missing = f"SELECT ?p WHERE {{ <{iri}> nsei:notStated ?q . ?q rdfs:label ?p }} ORDER BY ?p"
    return Description(
        id=curie(thing),
        iri=iri,
        label=_cell(labels.rows[0][0]) if labels.rows else curie(thing),
        formula=next(iter(_column(about, "formula")), ""),
        title=next(iter(_column(about, "title")), ""),
        doi=next(iter(_column(about, "doi")), ""),
        classes=tuple(_column(about, "class")),
        definitions=tuple(_column(about, "definition")),
        also=tuple(_column(about, "also")),
        values=tuple((in_words(_cell(name)), _cell(value)) for name, value in ask(store, _VALUES % iri).rows),
        not_stated=tuple(_column(ask(store, missing), "p")),
        links=tuple(_links(store, iri)),
        findings=tuple(_findings(store, iri)),
        notes=tuple(
            Note(id=_id(note), label=_cell(label), problem=_cell(problem), reading=_cell(reading))
            for note, label, problem, reading in ask(store, _NOTES % (iri, iri)).rows
        ),
        elsewhere=tuple(
            Elsewhere(label=one.label, source=one.source, relation=one.relation, iri=one.iri.value)
            for one in counterparts_of(store, thing)
        ),
    )


def _links(store: Store, iri: str) -> Iterator[Link]:
    for relation, label, value, other, graph in _telling(store, ask(store, _LINKS % (iri, iri))):
        yield Link(
            relation=in_words(_cell(relation)),
            label=_cell(label),
            value=_cell(value) if _cell(value) != _cell(label) else "",
            id=_id(other),
            inferred=graph == GRAPH_INFERRED,
        )


def _telling(store: Store, links: Answer) -> Iterator[tuple[object, ...]]:
    """The links without those inferred from a narrower property that is there too: a lifetime is a quantity, of course."""
    above = ask(store, _ABOVE).rows
    narrower: defaultdict[object, set[object]] = defaultdict(set)
    for property, wider in above:
        if (wider, property) not in above:
            narrower[wider].add(property)
    said: defaultdict[object, set[object]] = defaultdict(set)
    for _, _, _, other, _, property, back in links.rows:
        said[other, back].add(property)
    for *shown, graph, property, back in links.rows:
        if graph != GRAPH_INFERRED or not narrower[property] & said[shown[-1], back]:
            yield (*shown, graph)


def _findings(store: Store, iri: str) -> Iterator[Told]:
    works: dict[str, list[Work]] = {}
    for finding, number, work, label, doi in ask(store, _WORKS % ((iri,) * 4)).rows:
        one = Work(number=int(_cell(number)), id=_id(work), label=_cell(label), doi=_cell(doi))
        works.setdefault(_id(finding), []).append(one)
    # The rows come in the order of the text; a finding stands where its first sentence does.
    by_finding: dict[str, list[tuple[str, ...]]] = {}
    for finding, claim, basis, sentence, *rest in ask(store, _FINDINGS % ((iri,) * 4)).rows:
        row = (_cell(claim), _cell(basis), _id(sentence), *map(_cell, rest))
        by_finding.setdefault(_id(finding), []).append(row)
    for id, rows in by_finding.items():
        yield Told(
            id=id,
            claim=rows[0][0],
            basis=tuple(dict.fromkeys(row[1] for row in rows)),
            credited_to=tuple(dict.fromkeys(row[6] for row in rows if row[6])),
            sentences=tuple(
                Place(id=sentence, place=place, start=int(start), end=int(end))
                for sentence, place, start, end in dict.fromkeys(row[2:6] for row in rows)
            ),
            references=tuple(works.get(id, ())),
        )


def _column(answer: Answer, name: str) -> list[str]:
    place = answer.columns.index(name)
    return list(dict.fromkeys(_cell(row[place]) for row in answer.rows if row[place] is not None))


def _cell(value: object) -> str:
    if isinstance(value, Literal | NamedNode):
        return value.value
    return ""


def _id(value: object) -> str:
    assert isinstance(value, NamedNode)
    return curie(value)
