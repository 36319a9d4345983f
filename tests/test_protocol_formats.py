"""Each format of an answer, read by readers that are not ours, holds the answer: every term, whatever letters are in it."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib import BNode, Dataset, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.compare import isomorphic
from rdflib.query import Result

from naseikg.asking.answers import ask
from naseikg.pipeline import Built
from naseikg.serving.negotiation import GRAPH_TYPES, RESULT_TYPES
from naseikg.vocabulary import XSD
from servers import Reply, Running, ask_server

_JSON, _XML, _CSV, _TSV = RESULT_TYPES
#: Letters that some format writes in a way of its own.
_TEXT = "a,b;\t\"c\" 'd' \\n <e> & f\r\ng\nh\rNa₃P 🧪"
_TERMS: tuple[NamedNode | BlankNode | Literal | None, ...] = (
    NamedNode("https://example.org/a?b=c&d='e'#f,é"),
    BlankNode("x"),
    Literal(_TEXT),
    Literal(_TEXT, language="en-gb"),
    Literal(_TEXT, datatype=NamedNode("https://example.org/type,&")),
    Literal(""),
    Literal(" a\u00a0"),
    Literal("_:a"),
    # The engine tells a number in its shortest form.
    Literal("7", datatype=XSD.integer),
    Literal("1.5", datatype=XSD.decimal),
    Literal("1000000", datatype=XSD.double),
    Literal("true", datatype=XSD.boolean),
    Literal("x", datatype=XSD.integer),
    Literal("2023-05-01", datatype=XSD.date),
    None,
)
_NAMED = [one for one in _TERMS if not isinstance(one, BlankNode)]
_VALUES = " ".join("(UNDEF UNDEF)" if one is None else f"({one} UNDEF)" for one in _NAMED)
_SELECT = f"SELECT (IF(BOUND(?y), BNODE(), ?value) AS ?x) ?y {{ VALUES (?value ?y) {{ {_VALUES} (UNDEF 1) }} }}"
_EXPECTED = [*((one, None) for one in _NAMED), (BlankNode("x"), Literal("1", datatype=XSD.integer))]


def _ask(running: Running, query: str, accept: str) -> Reply:
    reply = ask_server(running, given=[("query", query)], headers={"Accept": accept})
    assert reply.status == 200, reply.text
    charset = "; charset=utf-8" if accept.startswith("text/") else ""
    assert reply.headers["content-type"] == accept + charset
    return reply


def _as_rdflib(term: NamedNode | BlankNode | Literal | None) -> URIRef | BNode | RdflibLiteral | None:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, Literal):
        datatype = None if term.language or term.datatype == XSD.string else URIRef(term.datatype.value)
        return RdflibLiteral(term.value, lang=term.language, datatype=datatype, normalize=False)
    return None if term is None else BNode()


def _told(cell: object) -> object:
    """A term of rdflib by all that tells it from others; a blank node is like any other."""
    if isinstance(cell, RdflibLiteral):
        datatype = None if cell.datatype is None or str(cell.datatype) == XSD.string.value else str(cell.datatype)
        return (str.__str__(cell), cell.language, datatype)
    return "blank" if isinstance(cell, BNode) else None if cell is None else str(cell)


@pytest.mark.parametrize("media_type", [_JSON, _XML])
def test_rows_in_json_and_xml_are_read_by_rdflib(
    endpoint: Running, media_type: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rdflib.NORMALIZE_LITERALS", False)
    found = Result.parse(io.BytesIO(_ask(endpoint, _SELECT, media_type).body), content_type=media_type)
    assert [str(one) for one in found.vars or ()] == ["x", "y"]
    rows = [tuple(_told(row.get(name)) for name in found.vars or ()) for row in found.bindings]
    assert rows == [tuple(_told(_as_rdflib(one)) for one in row) for row in _EXPECTED]


def _json_term(term: NamedNode | BlankNode | Literal) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": "x"}
    more = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value} | ({} if term.datatype == XSD.string else more)


def test_rows_in_json_are_as_the_standard_says(endpoint: Running) -> None:
    found = json.loads(_ask(endpoint, _SELECT, _JSON).body)
    for row in found["results"]["bindings"]:
        if row.get("x", {}).get("type") == "bnode":
            row["x"]["value"] = "x"
    assert found == {
        "head": {"vars": ["x", "y"]},
        "results": {
            "bindings": [
                {name: _json_term(one) for name, one in zip("xy", row, strict=True) if one is not None}
                for row in _EXPECTED
            ]
        },
    }


def test_rows_in_xml_are_as_the_standard_says(endpoint: Running) -> None:
    root = ElementTree.fromstring(_ask(endpoint, _SELECT, _XML).body)
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert root.tag == f"{space}sparql"
    assert [one.attrib for one in root.findall(f"{space}head/{space}variable")] == [{"name": "x"}, {"name": "y"}]
    rows = root.findall(f"{space}results/{space}result")
    assert len(rows) == len(_EXPECTED)
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    for row, expected in zip(rows, _EXPECTED, strict=True):
        found = {one.attrib["name"]: one[0] for one in row.findall(f"{space}binding")}
        assert set(found) == {name for name, one in zip("xy", expected, strict=True) if one is not None}
        for name, term in zip("xy", expected, strict=True):
            if isinstance(term, Literal):
                assert found[name].tag == f"{space}literal"
                assert (found[name].text or "") == term.value
                assert found[name].get(language) == term.language
            elif term is not None:
                assert found[name].tag == f"{space}{'uri' if isinstance(term, NamedNode) else 'bnode'}"


def test_rows_in_csv_are_read_by_the_standard_library(endpoint: Running) -> None:
    """A value is told without its kind, an unbound one is empty; lines end with both signs, as RFC 4180 has it."""
    body = _ask(endpoint, _SELECT, _CSV).body
    assert body.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(body.decode(), newline="")))
    rows[-1][0] = rows[-1][0][:2]
    values = [
        ["" if one is None else "_:" if isinstance(one, BlankNode) else one.value for one in row] for row in _EXPECTED
    ]
    assert rows == [["x", "y"], *values]


def test_rows_in_tsv_are_terms_of_turtle(endpoint: Running) -> None:
    """Each cell, put into a Turtle file, is read as the term; a tab or a line's end is never in one."""
    head, *lines = _ask(endpoint, _SELECT, _TSV).body.decode().removesuffix("\n").split("\n")
    assert head == "?x\t?y"
    assert len(lines) == len(_EXPECTED)
    for line, expected in zip(lines, _EXPECTED, strict=True):
        cells = line.split("\t")
        assert len(cells) == 2
        for cell, term in zip(cells, expected, strict=True):
            if term is None:
                assert cell == ""
                continue
            ((_, _, found),) = Graph().parse(data=f"<s:> <p:> {cell} .", format="turtle")
            if isinstance(term, Literal) and term.datatype in (XSD.integer, XSD.decimal, XSD.double):
                # rdflib writes numbers its own way; the text is what counts.
                assert cell in (term.value, str(term))
            else:
                assert _told(found) == _told(_as_rdflib(term))


@pytest.mark.parametrize(
    ("media_type", "yes", "no"),
    [
        (_JSON, b'{"head":{},"boolean":true}', b'{"head":{},"boolean":false}'),
        (_CSV, b"true", b"false"),
        (_TSV, b"true", b"false"),
    ],
)
def test_ask_is_answered_in_every_format(endpoint: Running, media_type: str, yes: bytes, no: bytes) -> None:
    """CSV and TSV have no form for it; the answer is then the bare word."""
    assert _ask(endpoint, "ASK {}", media_type).body == yes
    assert _ask(endpoint, "ASK { <x:> <y:> <z:> }", media_type).body == no


def test_ask_in_xml_is_read_by_rdflib(endpoint: Running) -> None:
    for query, expected in (("ASK {}", True), ("ASK { <x:> <y:> <z:> }", False)):
        found = Result.parse(io.BytesIO(_ask(endpoint, query, _XML).body), content_type=_XML)
        assert found.askAnswer is expected


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        (_JSON, b'{"head":{"vars":["x"]},"results":{"bindings":[]}}'),
        (_CSV, b"x\r\n"),
        (_TSV, b"?x\n"),
    ],
)
def test_an_answer_without_rows_has_its_columns(endpoint: Running, media_type: str, expected: bytes) -> None:
    assert _ask(endpoint, "SELECT ?x { FILTER(false) }", media_type).body == expected


@pytest.mark.parametrize("letter", ["\\u0001", "\\u0008", "\\u000B", "\\u001F", "\\uFFFE", "\\uFFFF"])
def test_letters_that_xml_cannot_hold_are_refused_in_xml_and_written_elsewhere(endpoint: Running, letter: str) -> None:
    rows, triples = f'SELECT ("{letter}" AS ?x) {{}}', f'CONSTRUCT {{ <s:> <p:> "{letter}" }} {{}}'
    for query, accept in ((rows, _XML), (triples, "application/rdf+xml")):
        reply = ask_server(endpoint, given=[("query", query)], headers={"Accept": accept})
        assert (reply.status, reply.text) == (
            406,
            "the answer has control characters, which XML cannot hold; accept another format\n",
        )
    found = json.loads(_ask(endpoint, rows, _JSON).body)
    assert found["results"]["bindings"][0]["x"]["value"] == letter.encode().decode("unicode-escape")


_CONSTRUCT = f"""CONSTRUCT {{ <https://example.org/s> <https://example.org/p> ?x . [] a <https://example.org/C> }}
{{ VALUES (?x ?y) {{ {_VALUES} }} }}"""


@pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")
@pytest.mark.parametrize("media_type", GRAPH_TYPES)
def test_triples_are_read_by_rdflib_in_every_format(
    endpoint: Running, media_type: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rdflib.NORMALIZE_LITERALS", False)
    expected = Graph()
    subject, predicate = URIRef("https://example.org/s"), URIRef("https://example.org/p")
    for term, _ in _EXPECTED:
        if isinstance(term, NamedNode | Literal):
            found = _as_rdflib(term)
            assert found is not None
            expected.add((subject, predicate, found))
    body = _ask(endpoint, _CONSTRUCT, media_type).body
    parsed = Dataset(default_union=True)
    parsed.parse(
        data=body, format={"application/ld+json": "json-ld", "application/rdf+xml": "xml"}.get(media_type, media_type)
    )
    about = {_told(value) for _, _, value in parsed.triples((subject, predicate, None))}
    assert about == {_told(value) for _, _, value in expected}
    blank = list(parsed.triples((None, URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), None)))
    # One for each solution.
    assert len(blank) == len(_TERMS) - 1
    assert all(isinstance(one, BNode) for one, _, _ in blank)


@pytest.mark.parametrize("media_type", GRAPH_TYPES)
def test_the_whole_graph_comes_through_in_every_format(endpoint: Running, kg: Built, media_type: str) -> None:
    """The inferred graph has no blank nodes, so its triples can be compared one by one."""
    import pyoxigraph

    query = "CONSTRUCT { ?s ?p ?o } { GRAPH <https://w3id.org/naseikg/graph/inferred> { ?s ?p ?o } }"
    body = _ask(endpoint, query, media_type).body
    format = pyoxigraph.RdfFormat.from_media_type(media_type)
    assert format is not None
    found = {Triple(one.subject, one.predicate, one.object) for one in pyoxigraph.parse(input=body, format=format)}
    rows = ask(kg.store, query).rows
    assert len(found) == len(rows) > 4000
    assert found == {Triple(*row) for row in rows}  # type: ignore[arg-type]  # rows of triples have no empty cell


def test_describe_gives_what_a_thing_is(endpoint: Running, kg: Built) -> None:
    query = "DESCRIBE kg:substance\\/naf"
    found = Graph().parse(data=_ask(endpoint, query, "text/turtle").body, format="turtle")
    expected = Graph()
    for row in ask(kg.store, query).rows:
        subject, predicate, value = (_as_rdflib(one) for one in row)
        assert subject is not None
        assert predicate is not None
        assert value is not None
        expected.add((subject, predicate, value))
    assert len(found) > 10
    assert isomorphic(found, expected)


def test_a_kind_that_the_client_does_not_take_is_told(endpoint: Running) -> None:
    rows = ask_server(endpoint, given=[("query", "SELECT * {}")], headers={"Accept": "text/turtle"})
    assert (rows.status, rows.text) == (
        406,
        "the query gives rows; accept JSON, XML, CSV or TSV of SPARQL results\n",
    )
    triples = ask_server(endpoint, given=[("query", "DESCRIBE <x:>")], headers={"Accept": "text/csv"})
    assert (triples.status, triples.text) == (
        406,
        "the query gives triples; accept Turtle, N-Triples, RDF/XML, JSON-LD, N-Quads or TriG\n",
    )
    assert ask_server(endpoint, given=[("query", "ASK {}")], headers={"Accept": "image/png"}).status == 406


@pytest.mark.parametrize(
    ("accept", "rows", "triples"),
    [
        ("application/json", "application/json", "application/json"),
        ("application/xml", "application/xml", "application/xml"),
        ("text/xml", "text/xml; charset=utf-8", "text/xml; charset=utf-8"),
        ("text/plain", "text/plain; charset=utf-8", "text/plain; charset=utf-8"),
        ("*/*", _JSON, "text/turtle; charset=utf-8"),
    ],
)
def test_wider_names_are_answered_by_the_name_that_was_asked_for(
    endpoint: Running, accept: str, rows: str, triples: str
) -> None:
    for query, expected in (("SELECT * {}", rows), ("CONSTRUCT {} {}", triples)):
        reply = ask_server(endpoint, given=[("query", query)], headers={"Accept": accept})
        assert (reply.status, reply.headers["content-type"]) == (200, expected)
