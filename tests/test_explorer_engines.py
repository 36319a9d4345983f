"""The engine in the page and the one behind the command line give the same rows to every named query."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from explorerpages import Explorer
from naseikg.asking.answers import Value, ask
from naseikg.asking.questions import load_questions
from naseikg.pipeline import Built
from naseikg.places import project

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def _term(value: Value) -> dict[str, str] | None:
    """A term as the page tells it."""
    if value is None:
        return None
    if isinstance(value, NamedNode):
        return {"type": "iri", "value": value.value}
    if isinstance(value, BlankNode):
        return {"type": "blank", "value": value.value}
    assert isinstance(value, Literal)
    if value.language:
        return {"type": "literal", "value": value.value, "language": value.language}
    if value.datatype.value == _STRING:
        return {"type": "literal", "value": value.value}
    return {"type": "literal", "value": value.value, "datatype": value.datatype.value}


def test_every_named_query_has_the_same_rows_in_the_page_as_on_the_command_line(
    explorer: Explorer, kg: Built, repository: Path
) -> None:
    questions = load_questions(project(repository).queries)
    assert len(questions) > 100
    page = explorer.open("#ask")
    page.get_by_role("heading", name="Ask", exact=True).wait_for()
    answers: dict[str, Any] = page.evaluate(
        """async (queries) => {
          const found = {};
          for (const [name, sparql] of Object.entries(queries)) found[name] = await window.naseikg.answer(sparql);
          return found;
        }""",
        {one.name: one.sparql for one in questions},
    )
    for one in questions:
        expected = ask(kg.store, one.sparql, name=one.name)
        found = answers[one.name]
        assert found["type"] == "select", one.name
        assert tuple(found["columns"]) == expected.columns, one.name
        assert found["rows"] == [[_term(cell) for cell in row] for row in expected.rows], one.name
