from __future__ import annotations

import csv
import io
import json

import pytest
from pyoxigraph import Literal, Quad, Store

from naseikg.answers import Answer, ask
from naseikg.errors import QueryError
from naseikg.formats import write_answer
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


@pytest.mark.parametrize("width", [60, 80, 200])
def test_a_table_fits_the_terminal(store: Store, width: int) -> None:
    text = write_answer(ask(store, SELECT), "table", width=width)
    assert all(len(line) <= width for line in text.splitlines())
    assert text.endswith("\n1 row\n")


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
    ],
)
def test_those_words_as_names_are_no_keywords(store: Store, query: str) -> None:
    assert ask(store, query).rows == ()


def test_an_update_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="the query cannot be parsed"):
        ask(store, "DELETE WHERE { ?s ?p ?o }")
    assert len(store) == 2


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("SELECT ?x WHERE { ?x foo:bar ?y }", "prefix foo is not declared; add PREFIX foo: <...>"),
        ("SELECT (COUNT(?x) AS ?n) ?y WHERE {?x ?p ?y}", "The SELECT contains a variable that is unbound"),
        ("SELECT ?x WHERE { ?x FOO ?y }", "expected OPTIONAL"),
        ('SELECT * WHERE { ?s ?p "open', "something else is needed here"),
        ("", "something else is needed here"),
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
