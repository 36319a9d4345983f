from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar, cast

import pytest
from pyoxigraph import Literal, Quad, QuerySolutions, Store

from naseikg.asking.answers import Answer, ask
from naseikg.asking.formats import write_answer
from naseikg.errors import QueryError
from naseikg.vocabulary import BASE, GRAPH_ASSERTED, NSEI, RDFS, XSD, expand


@pytest.fixture
def store() -> Store:
    made = Store()
    naf = expand("substance/naf")
    made.add(Quad(naf, RDFS.label, Literal("sodium | fluoride", language="en"), GRAPH_ASSERTED))
    made.add(Quad(naf, NSEI.numericValue, Literal("31.4", datatype=XSD.decimal), GRAPH_ASSERTED))
    return made


SELECT = "SELECT ?thing ?label ?value ?none WHERE { ?thing rdfs:label ?label ; nsei:numericValue ?value }"


def test_a_query_sees_the_union_of_the_graphs_and_knows_our_prefixes(store: Store) -> None:
    answer = ask(store, SELECT)
    assert answer.columns == ("thing", "label", "value", "none")
    assert [[getattr(cell, "value", None) for cell in row] for row in answer.rows] == [
        [f"{BASE}substance/naf", "sodium | fluoride", "31.4", None]
    ]


def test_an_answer_is_written_as_csv_tsv_json_and_markdown(store: Store) -> None:
    answer = ask(store, SELECT)
    assert list(csv.reader(io.StringIO(write_answer(answer, "csv")))) == [
        ["thing", "label", "value", "none"],
        ["substance/naf", "sodium | fluoride", "31.4", ""],
    ]
    assert write_answer(answer, "tsv") == "thing\tlabel\tvalue\tnone\nsubstance/naf\tsodium | fluoride\t31.4\t\n"
    assert json.loads(write_answer(answer, "json")) == [
        {"thing": f"{BASE}substance/naf", "label": "sodium | fluoride", "value": 31.4, "none": None}
    ]
    assert write_answer(answer, "markdown") == (
        "| thing | label | value | none |\n| --- | --- | --- | --- |\n| substance/naf | sodium \\| fluoride | 31.4 |  |\n"
    )


def test_an_answer_is_cut_to_its_first_rows_and_loses_columns() -> None:
    answer = Answer(columns=("id", "label"), rows=tuple((Literal(one), Literal(one * 2)) for one in "abc"))
    assert answer.first(1) == Answer(columns=("id", "label"), rows=((Literal("a"), Literal("aa")),))
    assert answer.first(5) == answer
    assert answer.first(2).without(["id", "none"]) == Answer(
        columns=("label",), rows=((Literal("aa"),), (Literal("bb"),))
    )


@pytest.mark.parametrize("width", [60, 80, 200])
def test_a_table_fits_the_terminal(store: Store, width: int) -> None:
    text = write_answer(ask(store, SELECT), "table", width=width)
    assert all(len(line) <= width for line in text.splitlines())
    assert text.endswith("\n1 row\n")


def test_no_word_of_a_table_is_cut_where_there_is_room_for_all() -> None:
    columns = ("rank", "layer", "class", "current_density", "areal_capacity", "cell", "metal", "references")
    head = ("1", "layer from 1-bromopropane and more", "inorganic interphase", "1.0 mA cm-2", "1.0 mAh cm-2")
    row = (*head, "symmetric Na||Na cell", "sodium", "71")
    text = write_answer(Answer(columns=columns, rows=(tuple(map(Literal, row)),)), "table", width=90)
    words = {word for cell in (*columns, *row) for word in cell.replace("_", " ").split()}
    assert words <= set(text.split())
    assert all(len(line) <= 90 for line in text.splitlines())


def test_a_value_that_json_has_no_number_for_stays_text(store: Store) -> None:
    query = """SELECT (1/0e0 AS ?infinite) ("NaN"^^xsd:double AS ?none) ("x"^^xsd:integer AS ?letter)
        ("1_0"^^xsd:integer AS ?python) ("1"^^xsd:boolean AS ?yes) ("0"^^xsd:boolean AS ?no) ("y"^^xsd:boolean AS ?word)
        ("-1.5E2"^^xsd:double AS ?number) ("+07"^^xsd:integer AS ?seven) (1.5 AS ?decimal) {}"""
    text = write_answer(ask(store, query), "json")
    (row,) = json.loads(text, parse_constant=pytest.fail)
    assert row == {
        "infinite": "INF",
        "none": "NaN",
        "letter": "x",
        "python": "1_0",
        "yes": True,
        "no": False,
        "word": "y",
        "number": -150.0,
        "seven": 7,
        "decimal": 1.5,
    }


def test_markup_in_a_value_is_shown_as_text() -> None:
    answer = Answer(columns=("label",), rows=((Literal("[bold]<b>x</b>[/bold]"),),))
    assert "[bold]<b>x</b>[/bold]" in write_answer(answer, "table", width=80)


def test_an_empty_answer_says_so(store: Store) -> None:
    assert write_answer(ask(store, "SELECT ?x WHERE { ?x a nsei:Nothing }"), "table") == "no rows\n"


def test_ask_and_construct_are_answered_as_rows(store: Store) -> None:
    assert write_answer(ask(store, "ASK { ?s ?p ?o }"), "csv") == "answer\ntrue\n"
    assert ask(store, "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s rdfs:label ?o }").columns == (
        "subject",
        "predicate",
        "object",
    )


def test_a_wrong_query_gives_line_and_column(store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        ask(store, "SELECT ?x\nWHERE { ?x a }", name="mine.rq")
    first, text, caret = str(caught.value).splitlines()
    assert first.startswith("mine.rq:2:15: the query cannot be parsed: ")
    assert (text, caret) == ("  WHERE { ?x a }", "                ^")


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("SELECT * WHERE { SERVICE <http://127.0.0.1/sparql> { ?s ?p ?o } }", "SERVICE"),
        ("select * where { service silent <http://127.0.0.1/sparql> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * FROM <file:///etc/hostname> WHERE { ?s ?p ?o }", "FROM"),
        ("SELECT * FROM NAMED <http://127.0.0.1/x> WHERE { ?s ?p ?o }", "FROM"),
    ],
)
def test_a_query_that_reaches_outside_is_refused(store: Store, query: str, word: str) -> None:
    with pytest.raises(QueryError, match=f"query: {word} is not supported here"):
        ask(store, query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ?service WHERE { ?service rdfs:label "FROM SERVICE"@en } # SERVICE',
        "SELECT ?x WHERE { ?x a <http://example.org/from/service> }",
        "PREFIX service: <http://example.org/> SELECT ?x WHERE { ?x service:from ?y }",
        'SELECT ?x WHERE { ?x rdfs:label "x"@from }',
        "PREFIX e: <http://example.org/> SELECT ?x WHERE { ?x e:a.from e:b\\-service }",
        'SELECT ?x WHERE { ?x rdfs:label """a\\""" service """ , \'\'\' from \'\'\' }',
        "SELECT ?x { ?x a ?service, ?zervice, ?qervice }  # from service\r",
    ],
)
def test_those_words_as_names_are_no_keywords(store: Store, query: str) -> None:
    assert ask(store, query).rows == ()


@pytest.mark.parametrize(
    "update",
    [
        "DELETE WHERE { ?s ?p ?o }",
        "PREFIX e: <http://example.org/> # insert\ninsert data { e:a e:b e:c }",
        "LOAD <http://example.org/from/service>",
        "CLEAR ALL",
        "DELETE { ?s ?p ?o } WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }",
    ],
)
def test_an_update_is_refused(store: Store, update: str) -> None:
    with pytest.raises(QueryError) as caught:
        ask(store, update)
    assert str(caught.value) == "query: updates are refused; this graph is read only"
    assert len(store) == 2


@pytest.mark.parametrize("query", ["", " \n", "# nothing yet\n"])
def test_an_empty_query_is_called_so(store: Store, query: str) -> None:
    with pytest.raises(QueryError) as caught:
        ask(store, query, name="mine.rq")
    assert str(caught.value) == "mine.rq: the query is empty"


class _Listener(BaseHTTPRequestHandler):
    heard: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self._hear()

    def do_POST(self) -> None:
        self._hear()

    def _hear(self) -> None:
        self.heard.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of a server on this machine that remembers being asked."""
    _Listener.heard.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Listener) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/sparql"
        server.shutdown()
        thread.join()


_REACHING = [
    "SELECT * { SERVICE <U> { ?s ?p ?o } }",
    "SELECT * { service silent <U> { ?s ?p ?o } }",
    "SELECT * { # c\rSERVICE <U> { ?s ?p ?o } }",
    "SELECT * { # c\r\nSERVICE <U> { ?s ?p ?o } }",
    "PREFIX : <U> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX : <U> PREFIX service: <U> SELECT * { service:x { ?s ?p ?o } }",
    "PREFIX : <U> PREFIX SERVICE: <U> SELECT * { SERVICE:x { ?s ?p ?o } ?s SERVICE:y ?o }",
    'SELECT * { BIND("""a\\""" b """ AS ?q) SERVICE <U> { ?s ?p ?o } BIND("""c""" AS ?r) }',
    "SELECT * { BIND('''a\\''' b ''' AS ?q) SERVICE <U> { ?s ?p ?o } BIND('''c''' AS ?r) }",
    "SELECT * { BIND(1 < 2 AS ?q)SERVICE<U>{ ?s ?p ?o } FILTER(2 > 1) }",
    "SELECT * { BIND(trueSERVICE AS ?q) SERVICE <U> { ?s ?p ?o } }",
    "SELECT * { BIND(true AS ?q)SERVICE ?where { ?s ?p ?o } BIND(<U> AS ?where) }",
    "SELECT * { ?s ?p 1SERVICE <U> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <U> { ?s ?p ?o } } }",
    "ASK { { SELECT * { SERVICE <U> { ?s ?p ?o } } } }",
    "CONSTRUCT WHERE { SERVICE <U> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <U> { ?s ?p ?o } }",
    'SELECT * { BIND("\\u0022" AS ?q) SERVICE <U> { ?s ?p ?o } BIND("\\u0022" AS ?r) }',
    "PREFIX zervice: <U> PREFIX : <U> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX e: <U> SELECT * { ?s a e:a\\#SERVICE . SERVICE <U> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("query", _REACHING)
def test_no_query_reaches_another_server(store: Store, elsewhere: str, query: str) -> None:
    with pytest.raises(QueryError):
        ask(store, query.replace("<U>", f"<{elsewhere}>"))
    assert _Listener.heard == []


def test_the_other_server_would_hear(store: Store, elsewhere: str) -> None:
    with pytest.raises((OSError, RuntimeError, ValueError, SyntaxError)):
        list(cast("QuerySolutions", store.query(f"SELECT * {{ SERVICE <{elsewhere}> {{ ?s ?p ?o }} }}")))
    assert _Listener.heard != []


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("SELECT ?x WHERE { ?x foo:bar ?y }", "prefix foo is not declared; add PREFIX foo: <...>"),
        ("SELECT (COUNT(?x) AS ?n) ?y WHERE {?x ?p ?y}", "The SELECT contains a variable that is unbound"),
        ("SELECT ?x WHERE { ?x FOO ?y }", "expected OPTIONAL"),
        ('SELECT * WHERE { ?s ?p "open', "the query ends too early"),
        ("SELECT * WHERE {\n  # more to come\n", "the query ends too early"),
        ("SELECT ?service WHERE { ?service a nsei:Halide", "the query ends too early"),
        (
            "SELECT ?service WHERE { ?service a nsei:Halide } ODER BY ?service",
            "expected HAVING or OFFSET or OPTIONAL or VALUES",
        ),
    ],
)
def test_a_wrong_query_is_explained_in_words(store: Store, query: str, problem: str) -> None:
    with pytest.raises(QueryError) as caught:
        ask(store, query)
    assert str(caught.value).splitlines()[0].partition("parsed: ")[2] == problem


def test_on_a_narrow_terminal_the_ids_give_way_and_that_is_said() -> None:
    answer = Answer(columns=("label", "thing_id"), rows=((Literal("a rather long label"), expand("substance/naf")),))
    assert write_answer(answer, "table", width=24) == (
        "label\na rather long label\n\n1 row (thing_id left out to fit; --format csv has them)\n"
    )
    assert "substance/naf" in write_answer(answer, "table", width=60)


def test_a_table_with_more_columns_than_room_is_stacked_row_by_row() -> None:
    columns = tuple(f"number_{one}" for one in range(12))
    answer = Answer(columns=columns, rows=(tuple(Literal(f"eighteen letters {one}") for one in range(12)),) * 2)
    text = write_answer(answer, "table", width=80)
    assert text.splitlines()[0] == "number 0   eighteen letters 0"
    assert all(len(line) <= 80 for line in text.splitlines())
    assert text.endswith("\n\n2 rows\n")
