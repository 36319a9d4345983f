"""Rows are counted, and CSV is made, in the bytes of an answer, however these are cut into parts."""

from __future__ import annotations

import csv
import io
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, Store

from naseikg.serving.cells import csv_writer
from naseikg.serving.rows import row_counter

#: Letters that stand for something in one of the formats, and some that do not.
_LETTERS = st.text(st.sampled_from("a\\\"'{}[],:;<>&?_\t\n\r\x01\x0b é₃🧪") | st.characters(codec="utf-8"), max_size=12)
_IRIS = st.text("abc,'/?&=_é", max_size=8).map(lambda text: NamedNode(f"http://example.org/{text}"))
_TERMS = st.none() | _IRIS | _LETTERS.map(Literal) | st.integers().map(Literal)
_TERMS = _TERMS | _LETTERS.map(lambda text: Literal(text, language="en")) | st.just(Literal("<<( a"))
_ROWS = st.lists(st.tuples(_TERMS, _TERMS), max_size=8)
_COUNTED = (QueryResultsFormat.JSON, QueryResultsFormat.XML, QueryResultsFormat.TSV)


def _answer(rows: list[tuple[NamedNode | Literal | None, ...]], format: QueryResultsFormat) -> bytes:
    told = " ".join(f"({' '.join('UNDEF' if one is None else str(one) for one in row)})" for row in rows)
    found = Store().query(f"SELECT ?results ?b {{ VALUES (?results ?b) {{ {told} }} }}")
    assert isinstance(found, QuerySolutions)
    return found.serialize(format=format) or b""


def _parts(data: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[first:last] for first, last in pairwise(places)]


@pytest.mark.parametrize("format", _COUNTED, ids=str)
@settings(max_examples=150, deadline=None)
@given(rows=_ROWS, cuts=st.lists(st.integers(0, 10_000), max_size=30))
def test_every_row_is_counted_once_wherever_the_answer_is_cut(
    format: QueryResultsFormat, rows: list[tuple[NamedNode | Literal | None, ...]], cuts: list[int]
) -> None:
    count = row_counter(format)
    counts = [count(part) for part in _parts(_answer(rows, format), cuts)]
    assert counts == sorted(counts)
    assert counts[-1] == len(rows)


@pytest.mark.parametrize("format", _COUNTED, ids=str)
def test_a_row_is_counted_at_the_latest_when_it_is_whole(format: QueryResultsFormat) -> None:
    rows: list[tuple[NamedNode | Literal | None, ...]] = [
        (Literal('[{,{"\\'), None),
        (Literal("<result>\n"), None),
    ] * 50
    data = _answer(rows, format)
    ends = {QueryResultsFormat.JSON: b"}},", QueryResultsFormat.XML: b"</result>", QueryResultsFormat.TSV: b"\t\n"}
    count, seen = row_counter(format), b""
    for place in range(len(data)):
        counted, seen = count(data[place : place + 1]), data[: place + 1]
        assert counted >= seen.count(ends[format])
    assert counted == 100


@settings(max_examples=300, deadline=None)
@given(rows=_ROWS, cuts=st.lists(st.integers(0, 10_000), max_size=30))
def test_csv_has_the_values_of_the_rows_wherever_the_answer_is_cut(
    rows: list[tuple[NamedNode | Literal | None, ...]], cuts: list[int]
) -> None:
    write = csv_writer()
    written = b"".join(write(part) for part in _parts(_answer(rows, QueryResultsFormat.TSV), cuts))
    found = list(csv.reader(io.StringIO(written.decode(), newline="")))
    assert found == [["results", "b"], *(["" if one is None else one.value for one in row] for row in rows)]


def test_csv_is_what_the_engine_writes_but_for_iris_with_a_comma() -> None:
    terms: list[tuple[NamedNode | Literal | None, ...]] = [
        (Literal('a "b"'), Literal("")),
        (Literal("x,y", language="en"), Literal("a\r\nb")),
        (None, Literal(4)),
        (NamedNode("http://example.org/"), None),
    ]
    assert csv_writer()(_answer(terms, QueryResultsFormat.TSV)) == _answer(terms, QueryResultsFormat.CSV)
    comma: list[tuple[NamedNode | Literal | None, ...]] = [(NamedNode("http://example.org/a,b"), None)]
    assert csv_writer()(_answer(comma, QueryResultsFormat.TSV)) == b'results,b\r\n"http://example.org/a,b",\r\n'


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * {}", b"\r\n\r\n"),
        ("SELECT ?a {}", b"a\r\n\r\n"),
        ("SELECT ?a { FILTER(false) }", b"a\r\n"),
        ("SELECT (1 AS ?a) ?b {}", b"a,b\r\n1,\r\n"),
    ],
)
def test_csv_of_little_is_as_the_engine_writes_it(query: str, expected: bytes) -> None:
    found = Store().query(query), Store().query(query)
    assert isinstance(found[0], QuerySolutions)
    assert isinstance(found[1], QuerySolutions)
    assert csv_writer()(found[0].serialize(format=QueryResultsFormat.TSV) or b"") == expected
    assert found[1].serialize(format=QueryResultsFormat.CSV) == expected


def test_a_triple_as_a_value_is_told_in_csv_as_in_turtle() -> None:
    query = 'SELECT ?x ?y { VALUES (?x ?y) { (<<( <a:> <b:> "c,\\t\\"" )>> "\\t,") (<<( <a:> <b:> 1 )>> <c:>) } }'
    found = Store().query(query)
    assert isinstance(found, QuerySolutions)
    written = csv_writer()(found.serialize(format=QueryResultsFormat.TSV) or b"").decode()
    assert list(csv.reader(io.StringIO(written, newline=""))) == [
        ["x", "y"],
        ['<<( <a:> <b:> "c,\\t\\"" )>>', "\t,"],
        ["<<( <a:> <b:> 1 )>>", "c:"],
    ]
