"""The description of the API is valid, and every operation that it declares does what it declares on a running server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from pyoxigraph import Literal, NamedNode

from accepted import accepted, is_part, table_of
from naseikg.asking.answers import Answer, Value
from naseikg.asking.questions import load_questions
from servers import Running

QUERIES = Path(__file__).parent.parent / "queries"
NAMES = [one.name for one in load_questions(QUERIES)]
#: What every named query takes beside parameters of its own.
COMMON = ["limit", "offset", "format"]


@pytest.fixture(scope="module")
def client(endpoint: Running) -> Iterator[httpx.Client]:
    """A client of the server."""
    with httpx.Client(base_url=endpoint.url, timeout=120) as client:
        yield client


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> Any:
    """The description as the server gives it."""
    answer = client.get("/api/openapi.json")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    document = answer.json()
    assert isinstance(document, dict)
    return document


def _require_declared(document: Any, path: str, answer: httpx.Response) -> None:
    """Requires that an answer has a status, a media type and a form that its operation declares."""
    operation = document["paths"][path]["get"]
    told = operation["responses"].get(str(answer.status_code), operation["responses"]["default"])
    if "$ref" in told:
        told = document["components"]["responses"][told["$ref"].rpartition("/")[2]]
    media_type = answer.headers["content-type"].partition(";")[0]
    schema = told["content"][media_type]["schema"]
    # The references of a schema lead from the root of the document.
    whole = {**schema, "components": document["components"]}
    value = answer.json() if media_type.endswith("json") else answer.text
    assert [one.message for one in OAS31Validator(whole).iter_errors(value)] == []


def test_the_description_is_valid_openapi(document: Any) -> None:
    assert document["openapi"] == "3.1.0"
    assert [str(one) for one in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_each_named_query_is_an_operation_and_each_operation_is_tested(document: Any) -> None:
    of_queries = {f"/api/queries/{name}" for name in NAMES}
    others = {"/api/queries", "/api/things/{id}", "/api/find", "/api/why", "/api/why-not"}
    assert document["paths"].keys() == of_queries | others


def test_the_server_is_the_one_that_the_description_comes_from(document: Any) -> None:
    assert document["servers"] == [{"url": "/"}]


@pytest.mark.parametrize("name", NAMES)
def test_a_named_query_answers_as_declared_with_a_part_of_the_accepted_answer(
    name: str, client: httpx.Client, document: Any
) -> None:
    path = f"/api/queries/{name}"
    declared = document["paths"][path]["get"]["parameters"]
    own = {one["name"]: str(one["example"]) for one in declared if one["name"] not in COMMON}
    values = dict(list(own.items())[:1])
    answer = client.get(path, params=values)
    assert answer.status_code == 200, answer.text
    _require_declared(document, path, answer)
    whole, found = accepted(name), table_of(_answer(answer.json()))
    if values:
        assert 1 < len(found) < len(whole)
        assert is_part(found, whole)
    else:
        assert found == whole


def _answer(told: Any) -> Answer:
    columns = tuple(told["head"]["vars"])
    rows = told["results"]["bindings"]
    return Answer(columns=columns, rows=tuple(tuple(_term(row.get(one)) for one in columns) for row in rows))


def _term(told: Any) -> Value:
    if told is None:
        return None
    if told["type"] == "uri":
        return NamedNode(told["value"])
    datatype = NamedNode(told["datatype"]) if "datatype" in told else None
    return Literal(told["value"], datatype=datatype, language=told.get("xml:lang"))


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/api/queries", "/api/queries"),
        ("/api/things/{id}", "/api/things/substance/naf"),
        ("/api/things/{id}", "/api/things/substance%2Fnaf"),
        ("/api/things/{id}", f"/api/things/{quote('sodium fluoride')}"),
        ("/api/things/{id}", "/api/things/nsei:HybridInterphase"),
        ("/api/things/{id}", "/api/things/substance/naf?format=ttl"),
        ("/api/find", "/api/find?name=sodium+fluoride"),
        ("/api/find", "/api/find?name=zzzz"),
        ("/api/why", "/api/why?subject=interphase/naf-cof2&relation=hasComponent&object=NaF"),
        ("/api/why", "/api/why?subject=NaF&relation=a&object=layer+component&limit=3"),
        ("/api/why-not", "/api/why-not?query=naf-layers&thing=interphase/na3p-red-phosphorus"),
        ("/api/why-not", "/api/why-not?query=naf-layers&thing=interphase/naf-cof2&as=layer_id"),
        ("/api/queries/naf-layers", "/api/queries/naf-layers?format=csv&limit=2&offset=1"),
    ],
)
def test_another_operation_answers_as_declared(path: str, address: str, client: httpx.Client, document: Any) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    _require_declared(document, path, answer)


@pytest.mark.parametrize(
    ("path", "address", "status"),
    [
        ("/api/things/{id}", "/api/things/substance/nafl", 404),
        ("/api/find", "/api/find", 400),
        ("/api/why", "/api/why?subject=NaF&relation=a&object=Metal", 404),
        ("/api/why-not", "/api/why-not?query=nafs&thing=NaF", 404),
        ("/api/queries/naf-layers", "/api/queries/naf-layers?component=x", 400),
    ],
)
def test_a_fault_has_the_declared_form(
    path: str, address: str, status: int, client: httpx.Client, document: Any
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    _require_declared(document, path, answer)


def test_a_form_that_is_not_as_declared_would_be_seen(client: httpx.Client, document: Any) -> None:
    answer = client.get("/api/queries/all-layers?limit=1")
    with pytest.raises(AssertionError):
        _require_declared(document, "/api/queries/naf-layers", answer)
    with pytest.raises(KeyError):
        _require_declared(document, "/api/find", answer)
