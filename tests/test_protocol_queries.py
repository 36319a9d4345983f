"""Every named query has the same rows over HTTP as in the embedded store; the page's are in `test_explorer_engines`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode

from naseikg.asking.answers import Value, ask
from naseikg.asking.questions import load_questions
from naseikg.pipeline import Built
from naseikg.places import project
from naseikg.vocabulary import XSD
from servers import Running


@pytest.fixture(scope="module")
def client(endpoint: Running) -> Iterator[httpx.Client]:
    """A client that keeps its connection."""
    with httpx.Client(base_url=endpoint.url, timeout=60) as opened:
        yield opened


def _term(value: Value) -> dict[str, str]:
    """A term as JSON results tell it; no answer of ours has a blank node."""
    if isinstance(value, NamedNode):
        return {"type": "uri", "value": value.value}
    assert isinstance(value, Literal)
    if value.language:
        return {"type": "literal", "value": value.value, "xml:lang": value.language}
    typed = {} if value.datatype == XSD.string else {"datatype": value.datatype.value}
    return {"type": "literal", "value": value.value} | typed


def test_every_named_query_has_the_same_rows_over_http_as_on_the_command_line(
    client: httpx.Client, kg: Built, repository: Path
) -> None:
    questions = load_questions(project(repository).queries)
    assert len(questions) > 100
    for number, one in enumerate(questions):
        if number % 2:
            reply = client.get("sparql", params={"query": one.sparql})
        else:
            reply = client.post("sparql", content=one.sparql, headers={"content-type": "application/sparql-query"})
        assert reply.status_code == 200, f"{one.name}: {reply.text}"
        expected = ask(kg.store, one.sparql, name=one.name)
        columns = expected.columns
        rows = [
            {name: _term(cell) for name, cell in zip(columns, row, strict=True) if cell is not None}
            for row in expected.rows
        ]
        assert json.loads(reply.content) == {"head": {"vars": [*columns]}, "results": {"bindings": rows}}, one.name
