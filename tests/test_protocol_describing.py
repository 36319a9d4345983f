"""What the server says of itself: the Service Description and the description of the data set."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from naseikg.asking.answers import ask
from naseikg.asking.store import manifest_of
from naseikg.pages.site import made_from
from naseikg.pipeline import Built
from naseikg.places import project
from naseikg.serving.negotiation import GRAPH_TYPES
from servers import Reply, Running, ask_server, running_server

pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")

_SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_VOID = Namespace("http://rdfs.org/ns/void#")
_FORMATS = "http://www.w3.org/ns/formats/"
_DATASET = URIRef("https://w3id.org/naseikg/dataset")
_LONG = b"".join(b"<urn:a> <urn:b> %d .\n" % number for number in range(1000))
_BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
_READERS = {"application/ld+json": "json-ld", "application/rdf+xml": "xml", "application/n-triples": "nt"}


def _graph(reply: Reply, media_type: str = "text/turtle") -> Graph:
    assert reply.status == 200
    assert reply.headers["content-type"].partition(";")[0] == media_type
    return Graph().parse(data=reply.body, format=_READERS.get(media_type, media_type))


@pytest.fixture(scope="module")
def service(endpoint: Running) -> Graph:
    """The description of the endpoint."""
    return _graph(ask_server(endpoint))


def test_the_endpoint_describes_itself_at_its_own_address(endpoint: Running, service: Graph) -> None:
    """The cases has-endpoint-triple and returns-rdf of the W3C."""
    (described,) = service.subjects(RDF.type, _SD.Service)
    assert list(service.objects(described, _SD.endpoint)) == [URIRef(endpoint.sparql)]
    assert list(service.objects(described, _SD.supportedLanguage)) == [_SD.SPARQL11Query]
    assert list(service.objects(described, _SD.feature)) == [_SD.UnionDefaultGraph]
    assert {str(one).removeprefix(_FORMATS) for one in service.objects(described, _SD.resultFormat)} == {
        "JSON-LD",
        "N-Quads",
        "N-Triples",
        "RDF_XML",
        "SPARQL_Results_CSV",
        "SPARQL_Results_JSON",
        "SPARQL_Results_TSV",
        "SPARQL_Results_XML",
        "TriG",
        "Turtle",
    }


def test_the_description_keeps_to_the_classes_of_its_vocabulary(service: Graph) -> None:
    """The case conforms-to-schema of the W3C: what each property of the vocabulary is of, and leads to."""
    shapes = {
        _SD.endpoint: (_SD.Service, None),
        _SD.supportedLanguage: (_SD.Service, None),
        _SD.feature: (_SD.Service, None),
        _SD.resultFormat: (_SD.Service, None),
        _SD.defaultDataset: (_SD.Service, _SD.Dataset),
        _SD.defaultGraph: (_SD.Dataset, _SD.Graph),
        _SD.namedGraph: (_SD.Dataset, _SD.NamedGraph),
        _SD.name: (_SD.NamedGraph, None),
        _SD.graph: (_SD.NamedGraph, _SD.Graph),
    }
    used = {one for one in service.predicates() if str(one).startswith(_SD)}
    assert used == set(shapes)
    for predicate, (of, to) in shapes.items():
        for subject, value in service.subject_objects(predicate):
            assert (subject, RDF.type, of) in service
            assert to is None or (value, RDF.type, to) in service


def test_each_graph_is_named_with_its_size(service: Graph, kg: Built) -> None:
    rows = ask(kg.store, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g").rows
    expected = {(getattr(name, "value", ""), int(getattr(count, "value", "0"))) for name, count in rows}
    assert len(expected) == 4
    (union,) = service.objects(None, _SD.defaultDataset)
    found = set()
    for one in service.objects(union, _SD.namedGraph):
        (name,) = service.objects(one, _SD.name)
        (graph,) = service.objects(one, _SD.graph)
        (size,) = service.objects(graph, _VOID.triples)
        assert isinstance(size, Literal)
        found.add((str(name), size.value))
    assert found == expected


@pytest.mark.parametrize(
    "media_type", [one for one in GRAPH_TYPES if one not in ("application/n-quads", "application/trig")]
)
def test_it_is_written_in_the_format_that_is_wanted(endpoint: Running, service: Graph, media_type: str) -> None:
    assert set(_graph(ask_server(endpoint, headers={"Accept": media_type}), media_type)) == set(service)


def test_a_format_can_be_named_and_must_be_one_for_triples(endpoint: Running, service: Graph) -> None:
    assert set(_graph(ask_server(endpoint, given=[("format", "nt")]), "application/n-triples")) == set(service)
    refused = ask_server(endpoint, headers={"Accept": "text/csv"})
    assert (refused.status, refused.text) == (
        406,
        f"none of what you accept is there; accept {', '.join(GRAPH_TYPES)}\n",
    )


def test_the_address_is_the_one_that_the_client_calls(endpoint: Running) -> None:
    for host, expected in (
        ("kg.example.org", "http://kg.example.org/sparql"),
        ("[::1]:8400", "http://[::1]:8400/sparql"),
        ("KG.example.org:81", "http://KG.example.org:81/sparql"),
    ):
        found = _graph(_of_host(endpoint, host))
        assert list(found.objects(None, _SD.endpoint)) == [URIRef(expected)]


@pytest.mark.parametrize("host", ["", "a b", "x>.<y", 'x" ; <urn:a> <urn:b', "x/y", "x?y#z", "a:b:c", "é", "x" * 300])
def test_a_host_that_is_none_is_not_repeated(endpoint: Running, host: str) -> None:
    found = _graph(_of_host(endpoint, host))
    assert list(found.objects(None, _SD.endpoint)) == [URIRef(endpoint.sparql)]


def _of_host(running: Running, host: str) -> Reply:
    import http.client
    from urllib.parse import urlsplit

    address = urlsplit(running.url)
    connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=60)
    connection.putrequest("GET", "/sparql", skip_host=True)
    connection.putheader("Host", host.encode())
    connection.endheaders()
    answer = connection.getresponse()
    told = {name.lower(): value for name, value in answer.getheaders()}
    reply = Reply(status=answer.status, headers=told, body=answer.read())
    connection.close()
    return reply


def test_a_browser_is_shown_the_description_as_text(endpoint: Running, service: Graph) -> None:
    reply = ask_server(endpoint, headers=_BROWSER)
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"
    assert set(Graph().parse(data=reply.body, format="turtle")) == set(service)


@pytest.fixture(scope="module")
def with_pages(served_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server beside pages, which are marked as those of the project."""
    root = tmp_path_factory.mktemp("pages")
    for name in ("ontology", "queries", "graphs"):
        (root / name).symlink_to(served_root / name)
    (root / "build").mkdir()
    (root / "build" / "graph").symlink_to(served_root / "build" / "graph")
    site = root / "build" / "site"
    (site / "explore").mkdir(parents=True)
    (site / "index.html").write_text("<!doctype html><title>Start</title>")
    (site / "explore" / "index.html").write_text("<!doctype html><title>Explorer</title>")
    where = project(root)
    (site / "graph.nq").write_bytes(_LONG)
    (site / "graph.nq.gz").write_bytes(gzip.compress(_LONG * 100, mtime=0))
    digest = made_from(where, manifest_of(where.graph))
    (site / "site.json").write_text(f'{{"made_from": "{digest}"}}')
    with running_server(root, site=True) as running:
        yield running


def test_a_browser_is_led_to_the_explorer_where_it_is_served(with_pages: Running) -> None:
    reply = ask_server(with_pages, headers=_BROWSER)
    assert (reply.status, reply.headers["location"], reply.body) == (303, "/explore/index.html#ask", b"")
    assert reply.headers["vary"].startswith("Accept")
    page = ask_server(with_pages, path="/explore/index.html", headers=_BROWSER)
    assert (page.status, page.text) == (200, "<!doctype html><title>Explorer</title>")
    # By this header the explorer knows that it can offer to ask the endpoint.
    assert page.headers["link"] == '</sparql>; rel="service-desc"'
    # What asks, or wants RDF, is answered.
    assert ask_server(with_pages, headers=_BROWSER, given=[("query", "ASK {}")]).status == 200
    assert ask_server(with_pages, headers=_BROWSER, given=[("format", "ttl")]).status == 200
    assert ask_server(with_pages).headers["content-type"] == "text/turtle; charset=utf-8"


def test_a_file_is_compressed_once(with_pages: Running) -> None:
    taken = {"Accept-Encoding": "gzip"}
    plain, small = (ask_server(with_pages, path="/graph.nq", headers=headers) for headers in ({}, taken))
    assert (plain.body, gzip.decompress(small.body)) == (_LONG, _LONG)
    assert small.headers["content-encoding"] == "gzip"
    # Their bytes differ, so a part of one must not be joined to the other.
    assert small.headers["etag"] == f"W/{plain.headers['etag']}"
    packed = ask_server(with_pages, path="/graph.nq.gz", headers=taken)
    assert "content-encoding" not in packed.headers
    assert packed.headers["content-type"] == "application/gzip"
    assert gzip.decompress(packed.body) == _LONG * 100


# The data set.


@pytest.fixture(scope="module")
def dataset(endpoint: Running) -> Graph:
    """The description of the data set."""
    return _graph(ask_server(endpoint, path="/.well-known/void"))


def test_the_data_set_is_described_at_both_addresses_with_its_endpoint(endpoint: Running, dataset: Graph) -> None:
    assert list(dataset.objects(_DATASET, _VOID.sparqlEndpoint)) == [URIRef(endpoint.sparql)]
    assert (_DATASET, RDF.type, _VOID.Dataset) in dataset
    for accept in ("text/turtle", "application/rdf+xml"):
        other = _graph(ask_server(endpoint, path="/void", headers={"Accept": accept}), accept)
        assert set(other) == set(dataset)


def _count(running: Running, what: str) -> int:
    reply = ask_server(running, given=[("query", f"SELECT (COUNT({what}) AS ?n) {{ ?s ?p ?o }}"), ("format", "csv")])
    return int(reply.text.split()[1])


@pytest.mark.parametrize(
    ("property", "counted"),
    [
        ("triples", "*"),
        ("distinctSubjects", "DISTINCT ?s"),
        ("distinctObjects", "DISTINCT ?o"),
        ("properties", "DISTINCT ?p"),
    ],
)
def test_its_counts_are_those_of_the_endpoint(endpoint: Running, dataset: Graph, property: str, counted: str) -> None:
    (found,) = dataset.objects(_DATASET, _VOID[property])
    assert isinstance(found, Literal)
    assert found.value == _count(endpoint, counted)


def test_each_class_has_as_many_things_as_the_endpoint_counts(endpoint: Running, dataset: Graph) -> None:
    query = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c FILTER(isIRI(?c)) } GROUP BY ?c"
    lines = ask_server(endpoint, given=[("query", query), ("format", "csv")]).text.splitlines()[1:]
    expected = {name: int(count) for name, _, count in (line.rpartition(",") for line in lines)}
    found = {}
    for part in dataset.objects(_DATASET, _VOID.classPartition):
        (name,) = dataset.objects(part, _VOID["class"])
        (count,) = dataset.objects(part, _VOID.entities)
        assert isinstance(count, Literal)
        found[str(name)] = count.value
    assert len(found) > 50
    assert found == expected


def test_a_thing_that_is_shown_as_an_example_can_be_described(endpoint: Running, dataset: Graph) -> None:
    examples = list(dataset.objects(_DATASET, _VOID.exampleResource))
    assert examples
    for one in examples:
        assert len(_graph(ask_server(endpoint, given=[("query", f"DESCRIBE <{one}>")]))) > 3
