"""The API on a running server: named queries with values, pages of them, formats, things, faults, and its page for people."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import rdflib
from playwright.sync_api import Browser

from servers import Running


@pytest.fixture(scope="module")
def client(endpoint: Running) -> Iterator[httpx.Client]:
    """A client of the server."""
    with httpx.Client(base_url=endpoint.url, timeout=120) as client:
        yield client


def _csv(client: httpx.Client, address: str) -> list[list[str]]:
    answer = client.get(address, headers={"accept": "text/csv"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8"), answer.text
    return list(csv.reader(io.StringIO(answer.text)))


def test_the_list_tells_each_query_with_its_parameters_and_columns(client: httpx.Client) -> None:
    listed = {one["name"]: one for one in client.get("/api/queries").json()["queries"]}
    assert list(listed) == sorted(listed)
    assert listed["references-by-year"] == {
        "name": "references-by-year",
        "title": listed["references-by-year"]["title"],
        "question": listed["references-by-year"]["question"],
        "tags": listed["references-by-year"]["tags"],
        "parameters": [
            {"name": "from_year", "description": "the first year", "type": "integer", "example": "2020"},
            {"name": "to_year", "description": "the last year", "type": "integer", "example": "2018"},
        ],
        "columns": ["year", "references", "reference_numbers"],
        "path": "/api/queries/references-by-year",
    }


def test_values_narrow_an_answer(client: httpx.Client) -> None:
    years = [row[0] for row in _csv(client, "/api/queries/references-by-year")[1:]]
    chosen = [row[0] for row in _csv(client, "/api/queries/references-by-year?from_year=2018&to_year=2020")[1:]]
    assert chosen == [year for year in years if 2018 <= int(year) <= 2020]
    assert 0 < len(chosen) < len(years)


@pytest.mark.parametrize("name", ["all-layers", "claims-on-one-reference", "references-by-year"])
def test_pages_of_an_answer_make_the_whole(name: str, client: httpx.Client) -> None:
    head, *rows = _csv(client, f"/api/queries/{name}")
    size = len(rows) // 3 + 1
    pages = [_csv(client, f"/api/queries/{name}?limit={size}&offset={start}") for start in (0, size, 2 * size)]
    assert [page[0] for page in pages] == [head] * 3
    assert [row for page in pages for row in page[1:]] == rows
    assert _csv(client, f"/api/queries/{name}?offset={len(rows)}") == [head]


@pytest.mark.parametrize(
    ("address", "accept", "media_type"),
    [
        ("/api/queries/naf-layers", "", "application/sparql-results+json"),
        ("/api/queries/naf-layers", "text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        ("/api/queries/naf-layers?format=tsv", "text/csv", "text/tab-separated-values; charset=utf-8"),
        ("/api/things/substance/naf", "", "application/json"),
        ("/api/things/substance/naf", "text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("/api/things/substance/naf", "text/turtle", "text/turtle; charset=utf-8"),
        ("/api/things/substance/naf", "application/ld+json, application/json;q=0.9", "application/ld+json"),
        ("/api/things/substance/naf?format=json", "text/turtle", "application/json"),
        ("/api/things/substance/naf?format=rdf", "", "application/rdf+xml"),
        ("/api/find?name=NaF", "*/*", "application/json"),
    ],
)
def test_the_format_is_the_one_that_is_asked_for(
    address: str, accept: str, media_type: str, client: httpx.Client
) -> None:
    answer = client.get(address, headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type), answer.text


def test_a_thing_is_the_same_in_triples_as_in_the_graph(client: httpx.Client, endpoint: Running) -> None:
    naf = rdflib.URIRef("https://w3id.org/naseikg/substance/naf")
    graph = rdflib.Graph().parse(data=client.get("/api/things/NaF?format=nt").text, format="nt")
    asked = f"SELECT (COUNT(*) AS ?n) {{ {{ <{naf}> ?p ?o }} UNION {{ ?s ?q <{naf}> }} }}"
    counted = client.get("/sparql", params={"query": asked}).json()["results"]["bindings"][0]["n"]["value"]
    assert len(graph) == int(counted) > 50
    assert all(naf in (subject, object) for subject, _, object in graph)


def test_a_thing_is_told_with_its_evidence(client: httpx.Client) -> None:
    told = client.get("/api/things/interphase/naf-cof2").json()
    assert (told["id"], told["label"]) == ("interphase/naf-cof2", "NaF-rich layer from cobalt fluoride")
    assert {
        "relation": "has component",
        "label": "sodium fluoride",
        "value": "",
        "id": "substance/naf",
        "inferred": False,
    } in told["links"]
    (finding,) = [one for one in told["findings"] if one["id"].endswith("naf-cof2-has-component-naf")]
    assert finding["basis"] == ["measured"]
    assert [(one["number"], one["doi"]) for one in finding["references"]] == [(57, "10.1002/aenm.202202323")]
    assert all(one["id"].startswith("sentence/") and one["start"] < one["end"] for one in finding["sentences"])


def test_what_is_called_just_so_is_found_first(client: httpx.Client) -> None:
    for name, id in [
        ("NaF", "substance/naf"),
        ("sodium fluoride", "substance/naf"),
        ("dendrite-growth", "phenomenon/dendrite-growth"),
    ]:
        found = client.get("/api/find", params={"name": name, "limit": "1"}).json()
        assert [one["id"] for one in found["found"]] == [id]
    nothing = client.get("/api/find", params={"name": "sodium flouride"}).json()
    assert (nothing["count"], nothing["found"]) == (0, [])
    assert nothing["hint"] == "no thing is called 'sodium flouride'; did you mean sodium fluoride?"


@pytest.mark.parametrize(
    ("address", "status", "detail"),
    [
        ("/api/nothing", 404, "there is nothing at '/api/nothing'; /api/ lists what there is"),
        ("/api/queries/naf-layer", 404, "no query is called 'naf-layer'; did you mean naf-layers?"),
        ("/api/queries/%2e%2e%2fchecks%2flabel-twice", 404, None),
        ("/api/queries?name=x", 400, "there is no parameter 'name'; it takes none"),
        ("/api/find?nam=NaF", 400, "there is no parameter 'nam'; did you mean name? it takes name, limit"),
        ("/api/find", 400, "parameter name is missing; give words of the name, such as sodium fluoride"),
        ("/api/find?name=NaF&name=NaCl", 400, "parameter 'name' is given 2 times; give it once"),
        ("/api/find?name=NaF&limit=0", 400, "limit is '0'; give a whole number from 1 to 100"),
        ("/api/find?name=%ff", 400, "byte 0 of the request is not UTF-8; send UTF-8"),
        ("/api/queries/naf-layers?limit=-1", 400, "limit is '-1'; give a whole number from 1 to 999999999"),
        ("/api/queries/naf-layers?limit=1;DROP", 400, "limit is '1;DROP'; give a whole number from 1 to 999999999"),
        ("/api/queries/naf-layers?format=pdf", 400, "format is 'pdf'; give one of json, xml, csv, tsv"),
        ("/api/queries/naf-layers?component=unobtainium", 400, "no substance is called 'unobtainium'"),
        ("/api/queries/naf-layers?component=", 400, "no substance is called ''"),
        (
            "/api/queries/naf-layers?substance=NaF",
            400,
            "there is no parameter 'substance'; it takes layer, component, layer_class, method, limit, offset, format",
        ),
        ("/api/things/substance/nafl", 404, "no thing is called 'substance/nafl'; did you mean substance/naf?"),
        ("/api/things/substance/naf?id=x", 400, "the id stands in the path, as in /api/things/substance/naf"),
        ("/api/things/<script>", 404, "no thing is called '<script>'"),
        ("/api/why-not?query=naf-layers&thing=NaF&as=x", 404, None),
    ],
)
def test_a_fault_is_told_with_what_to_do(address: str, status: int, detail: str | None, client: httpx.Client) -> None:
    answer = client.get(address)
    told = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert told.keys() == {"type", "title", "status", "detail"}
    assert (told["type"], told["status"]) == ("about:blank", status)
    assert told["detail"] == detail if detail is not None else "Traceback" not in told["detail"]


def test_a_format_that_is_not_there_is_refused(client: httpx.Client) -> None:
    for address in ("/api/queries/naf-layers", "/api/find?name=NaF", "/api/things/NaF"):
        answer = client.get(address, headers={"accept": "image/png"})
        assert (answer.status_code, answer.headers["content-type"]) == (406, "application/problem+json")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_the_api_is_only_read(method: str, client: httpx.Client) -> None:
    answer = client.request(method, "/api/queries")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["detail"] == f"{method} is not supported; use GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "address", ["/api/queries", "/api/queries/naf-layers?component=NaF", "/api/things/NaF", "/api/"]
)
def test_an_answer_can_be_asked_for_again_without_its_body(address: str, client: httpx.Client) -> None:
    answer = client.get(address)
    again = client.get(address, headers={"if-none-match": answer.headers["etag"]})
    head = client.head(address)
    assert (answer.status_code, again.status_code, again.content) == (200, 304, b"")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", answer.headers["etag"])


def test_the_page_lists_every_operation_with_an_address_that_works(client: httpx.Client) -> None:
    answer = client.get("/api/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert client.get("/api").text == answer.text
    paths = client.get("/api/openapi.json").json()["paths"]
    assert len(re.findall(r'<li id="', answer.text)) == len(paths) - 1
    assert "<script" not in answer.text
    addresses = re.findall(r'href="(/[^"]+)"', answer.text.replace("&amp;", "&"))
    others = [one for one in addresses if not one.startswith("/api/queries/")]
    assert [(one, client.get(one).status_code) for one in others] == [(one, 200) for one in others]
    assert len(others) == 7
    # Those of the named queries are called one by one by the test of the description.
    for one in addresses[7::20]:
        assert client.get(one).status_code == 200, one


def test_the_addresses_of_the_document_answer_as_it_shows(client: httpx.Client, repository: Path) -> None:
    page = (repository / "docs" / "api.md").read_text()
    addresses = re.findall(r"^GET (/\S+)$", page, re.M)
    assert len(addresses) == 9
    assert [(one, client.get(one).status_code) for one in addresses] == [(one, 200) for one in addresses]
    shown = re.findall(r"^GET (/\S+)\n```\n\ngives\n\n```text\n(.*?)```", page, re.M | re.S)
    assert len(shown) == 1
    for address, text in shown:
        assert client.get(address).text.replace("\r\n", "\n") == text


def test_the_page_can_be_read_in_a_browser(browser: Browser, endpoint: Running) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{endpoint.url}api/")
    assert (page.locator("h1").inner_text(), said) == ("API", [])
    page.locator("#describe a").first.click()
    assert '"sodium fluoride"' in page.content()
    page.close()
