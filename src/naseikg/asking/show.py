"""One thing as a page of plain text: what it is, what is said of it, and where each statement stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Store

from naseikg.asking.answers import Answer, ask
from naseikg.asking.lookup import find_thing
from naseikg.asking.prose import in_words
from naseikg.errors import TextError
from naseikg.linking.counterparts import counterparts_of
from naseikg.reading.text import SourceText
from naseikg.vocabulary import GRAPH_INFERRED, curie

__all__ = ["require_same_text", "show"]

_ABOUT = """
SELECT ?class ?definition ?formula ?also WHERE {
  { BIND(<%s> AS ?thing) }
  { ?thing a ?type . ?type rdfs:label ?class FILTER(STRSTARTS(STR(?type), STR(nsei:))) } UNION { ?thing skos:definition ?definition }
  UNION { ?thing nsei:formula ?formula } UNION { ?thing skos:altLabel ?also }
} ORDER BY ?class ?also
"""
_VALUES = """
SELECT ?property ?value WHERE {
  GRAPH ?graph { <%s> ?p ?value }
  ?p a owl:DatatypeProperty .
  BIND(STRAFTER(STR(?p), "#") AS ?property)
  FILTER(?property != "" && ?property != "formula" && ?graph != <https://w3id.org/naseikg/graph/mappings>)
} ORDER BY ?property ?value
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
    BIND(CONCAT(COALESCE(CONCAT(?word, " "), ""), ?number, " ", ?symbol) AS ?value)
  }
  BIND(CONCAT(STRAFTER(STR(?p), "#"), IF(BOUND(?back), " <-", "")) AS ?relation)
} ORDER BY ?relation ?label ?other
"""
_FINDINGS = """
SELECT DISTINCT ?finding ?claim ?basis ?sentence ?place ?start ?end ?numbers ?group WHERE {
  { ?finding nsei:subject <%s> } UNION { ?finding nsei:object <%s> }
  UNION { ?finding nsei:supportedBy <%s> } UNION { ?finding nsei:evidence <%s> }
  ?finding rdfs:label ?claim ; nsei:basis/rdfs:label ?basis ; nsei:evidence ?sentence .
  ?sentence rdfs:label ?place ; nsei:sentenceStart ?start ; nsei:sentenceEnd ?end .
  OPTIONAL { ?finding nsei:creditedTo/rdfs:label ?group }
  OPTIONAL {
    SELECT ?finding (GROUP_CONCAT(STR(?n); separator=", ") AS ?numbers) WHERE {
      SELECT ?finding ?n WHERE { ?finding nsei:supportedBy/nsei:referenceNumber ?n } ORDER BY ?finding ?n
    } GROUP BY ?finding
  }
} ORDER BY ?start ?claim ?finding
"""
_NOTES = """
SELECT DISTINCT ?note ?label ?problem ?reading WHERE {
  { ?note nsei:concerns <%s> } UNION { ?note nsei:concerns/nsei:subject <%s> }
  ?note rdfs:label ?label ; nsei:problem ?problem ; nsei:reading ?reading
} ORDER BY ?label ?note
"""


def show(store: Store, name: str, *, text: SourceText | None = None) -> str:
    """Everything the graph says of one thing, as plain text; with the source's text also the sentences.

    Raises:
        UnknownNameError: nothing is called so.
        AmbiguousNameError: several things are called so.
        TextError: the text is not the one the records were read from.
    """
    thing = find_thing(store, name)
    if text is not None:
        require_same_text(store, text)
    parts = (
        _head(store, thing),
        _links(store, thing),
        _findings(store, thing, text),
        _notes(store, thing),
        _elsewhere(store, thing),
    )
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part)))


def _head(store: Store, thing: NamedNode) -> Iterator[str]:
    labels = ask(store, f"SELECT ?label WHERE {{ <{thing.value}> rdfs:label ?label }} ORDER BY ?label")
    label = _cell(labels.rows[0][0]) if labels.rows else curie(thing)
    about = ask(store, _ABOUT % thing.value)
    columns = {name: _column(about, name) for name in about.columns}
    formula = f"  {columns['formula'][0]}" if columns["formula"] else ""
    yield f"{label}{formula}"
    yield f"{curie(thing)}  {thing.value}"
    if columns["class"]:
        yield f"is: {', '.join(columns['class'])}"
    yield from columns["definition"]
    if columns["also"]:
        yield f"also: {', '.join(columns['also'])}"
    for property, value in ask(store, _VALUES % thing.value).rows:
        yield f"{in_words(_cell(property))}: {_cell(value)}"
    missing = f"SELECT ?p WHERE {{ <{thing.value}> nsei:notStated ?q . ?q rdfs:label ?p }} ORDER BY ?p"
    if not_stated := _column(ask(store, missing), "p"):
        yield f"not stated: {', '.join(not_stated)}"


def _links(store: Store, thing: NamedNode) -> Iterator[str]:
    last = ""
    for relation, label, value, other, graph in _telling(store, ask(store, _LINKS % (thing.value, thing.value))):
        words = in_words(_cell(relation))
        if words != last:
            yield words
            last = words
        assert isinstance(other, NamedNode)
        number = f": {_cell(value)}" if value is not None and _cell(value) != _cell(label) else ""
        mark = "  [inferred]" if graph == GRAPH_INFERRED else ""
        yield f"  {_cell(label)}{number}  ({curie(other)}){mark}"


def _telling(store: Store, links: Answer) -> Iterator[tuple[object, ...]]:
    """The links without those inferred from a narrower property that is there too: a lifetime is a quantity, of course."""
    above = ask(store, "SELECT ?p ?wider WHERE { ?p rdfs:subPropertyOf+ ?wider } ORDER BY ?p ?wider").rows
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


def _findings(store: Store, thing: NamedNode, text: SourceText | None) -> Iterator[str]:
    rows = ask(store, _FINDINGS % ((thing.value,) * 4)).rows
    # The rows come in the order of the text; a finding stands where its first sentence does.
    by_finding: dict[str, list[tuple[str, ...]]] = {}
    for finding, *rest in rows:
        by_finding.setdefault(_cell(finding), []).append(tuple(map(_cell, rest)))
    if by_finding:
        yield f"findings ({len(by_finding)})"
    for found in by_finding.values():
        claim, _, _, _, _, _, numbers, _ = found[0]
        bases = ", ".join(dict.fromkeys(row[1] for row in found))
        groups = ", ".join(dict.fromkeys(row[7] for row in found if row[7]))
        yield f"  {claim} [{numbers or 'no reference'}]  ({bases}{', credited to ' if groups else ''}{groups})"
        for place, start, end in dict.fromkeys((row[3], row[4], row[5]) for row in found):
            yield f"    {place}, characters {start} to {end}"
            if text is not None:
                yield f"    “{' '.join(text.text[int(start) : int(end)].split())}”"


def _notes(store: Store, thing: NamedNode) -> Iterator[str]:
    rows = ask(store, _NOTES % (thing.value, thing.value)).rows
    if rows:
        yield f"curation notes ({len(rows)})"
    for _, label, problem, reading in rows:
        yield f"  {_cell(label)}"
        yield f"    problem: {_cell(problem)}"
        yield f"    reading: {_cell(reading)}"


def _elsewhere(store: Store, thing: NamedNode) -> Iterator[str]:
    found = counterparts_of(store, thing)
    if found:
        yield "in other ontologies"
    for one in found:
        yield f"  {one.label}, {one.source}  ({one.relation}: {one.iri.value})"


def require_same_text(store: Store, text: SourceText) -> None:
    """Refuses a text whose spans are not those of the graph.

    Raises:
        TextError: the text is not the one the records were read from.
    """
    known = _column(ask(store, "SELECT ?d WHERE { ?source nsei:textDigest ?d } ORDER BY ?d"), "d")
    if text.digest not in known:
        raise TextError(
            f"this text (SHA-256 {text.digest[:12]}) is not the one the records were read from; its spans would not fit"
        )


def _column(answer: Answer, name: str) -> list[str]:
    place = answer.columns.index(name)
    return list(dict.fromkeys(_cell(row[place]) for row in answer.rows if row[place] is not None))


def _cell(value: object) -> str:
    if isinstance(value, Literal | NamedNode):
        return value.value
    return ""
