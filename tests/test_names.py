"""Every name of ours leads to what was asked for: a real Apache redirects, a real server has the files."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import rdflib
from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, RdfFormat, Store, parse

from apacheserver import apache
from naseikg.errors import StoreError
from naseikg.exports.nanopubs import nanopub_of, nanopubs_of, write_nanopubs
from naseikg.linking.bridge import WORLDS_WITH_BRIDGE, bridged
from naseikg.pages.names import Name, write_name
from naseikg.pipeline import Built
from naseikg.serving.pages import Pages
from naseikg.vocabulary import BASE, GRAPH_ASSERTED, NSEI
from servedapp import served
from test_export import RDFLIB_WARNS_OF_ITSELF

_HTML, _TURTLE, _XML, _JSON = "text/html", "text/turtle", "application/rdf+xml", "application/ld+json"
_PARSERS = {_TURTLE: "turtle", _XML: "xml", _JSON: "json-ld"}
_SITE = re.compile(r"(?<=E=SITE:)[^\]]+(?=\])")
_BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
#: What clients send, and what they get; None is a request without the header.
_ASKED = [
    (None, _HTML),
    ("", _HTML),
    ("*/*", _HTML),
    (_BROWSER, _HTML),
    ("text/html", _HTML),
    ("application/xhtml+xml", _HTML),
    ("text/turtle", _TURTLE),
    ("TEXT/Turtle", _TURTLE),
    ("application/rdf+xml", _XML),
    ("application/ld+json", _JSON),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', _JSON),
    # rdflib, the OWL API (Protégé), Apache Jena
    ("text/turtle, application/rdf+xml;q=0.9, application/ld+json;q=0.8, */*;q=0.1", _TURTLE),
    ("application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09", _XML),
    ("text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3", _TURTLE),
    # the quality decides, not the order
    ("text/html;q=0.5, text/turtle", _TURTLE),
    ("text/turtle;q=0.5, text/html", _HTML),
    ("text/turtle;q=0.5, text/html;q=0.9", _HTML),
    ("application/rdf+xml;q=0.4, text/turtle;q=.6, text/html;q=0.2", _TURTLE),
    ("application/ld+json;q=1.0, text/html;q=0.9", _JSON),
    ("application/rdf+xml;charset=utf-8;q=0.8, text/turtle ; q=0.3", _XML),
    ("*/*;q=0.8, text/turtle;q=0.5", _HTML),
    ("text/*", _HTML),
    # of equal ones, the first
    ("text/turtle, text/html", _TURTLE),
    ("text/html, text/turtle", _HTML),
    # refused, unknown, nonsense
    ("text/turtle;q=0, application/rdf+xml;q=0.2", _XML),
    ("text/turtle;q=0", _HTML),
    ("text/turtle;q=0.05", _TURTLE),
    ("text/turtle;q=.001, text/html;q=0.1", _HTML),
    ("text/turtle;q=0.000", _HTML),
    ("text/turtle;q=1;ext=2", _TURTLE),
    ("text/turtle;q=1.0;ext=2, text/html", _TURTLE),
    ("application/n-triples", _HTML),
    ("image/png", _HTML),
    (";;q==,", _HTML),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """What came at the end of the redirects."""

    status: int
    kind: str
    url: str
    body: bytes
    redirects: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The site on its host, and the names that lead to it."""

    names: str
    host: str

    def get(self, name: str, accept: str | None) -> Got:
        """Follows the redirects of a name of ours, which is asked of the Apache that stands in for w3id.org."""
        url, passed = self.names + name.removeprefix(BASE), list[int]()
        while True:
            status, headers, body = _asked(url, accept)
            if status not in (301, 302, 303):
                kind = headers.get("content-type", "").partition(";")[0]
                return Got(status=status, kind=kind, url=url, body=body, redirects=tuple(passed))
            passed.append(status)
            assert len(passed) < 4
            url = urljoin(url, headers["location"])


def _asked(url: str, accept: str | None) -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    try:
        connection.putrequest("GET", parts.path, skip_accept_encoding=True)
        if accept is not None:
            connection.putheader("Accept", accept)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def site(real_site: Path) -> Path:
    """The site of the real graph, to whose pages and files the names lead."""
    return real_site


@pytest.fixture(scope="module")
def published(site: Path, repository: Path) -> Iterator[Published]:
    """The site on a host of this machine, and the redirects with that host in their one line."""
    with served(Pages(site)) as host:
        rules = (repository / "w3id" / "naseikg" / ".htaccess").read_text()
        with apache("naseikg", _SITE.sub(host.rstrip("/"), rules)) as names:
            yield Published(names=names, host=host)


@pytest.fixture(scope="module")
def names(kg: Built) -> dict[str, str]:
    """A name of every sort, with what must be found in its data; of things, one a kind and depth."""
    version = kg.ontology.text(NamedNode(NSEI.iri[:-1]), NamedNode("http://www.w3.org/2002/07/owl#versionInfo"))
    found = {
        "ontology": f"{NSEI.iri}Finding",
        f"ontology/{version}": f"{NSEI.iri}Finding",
        "dataset": f"{BASE}dataset",
        "graph/asserted": f"{BASE}substance/naf",
        "graph/inferred": f"{BASE}substance/naf",
        "graph/mappings": f"{BASE}substance/naf",
        "graph/ontology": f"{NSEI.iri}Finding",
    }
    for link in kg.links:
        found[link.mapping_set.iri.value.removeprefix(BASE)] = link.mapping_set.iri.value
    for world in WORLDS_WITH_BRIDGE:
        if any(bridged(kg.links, world=world)):
            found[f"bridge/{world.lower()}"] = found[f"bridge/{world.lower()}/{version}"] = (
                f"{BASE}bridge/{world.lower()}"
            )
    kinds: dict[tuple[str, int], str] = {}
    for one in sorted(_subjects(kg.store)):
        if "/" in one:
            kinds.setdefault((one.partition("/")[0], one.count("/")), one)
    return found | {one: BASE + one for one in kinds.values()} | {"section/shi-2023-3.1": f"{BASE}section/shi-2023-3.1"}


def _subjects(store: Store) -> set[str]:
    found = {quad.subject.value for quad in store if isinstance(quad.subject, NamedNode)}
    return {one.removeprefix(BASE) for one in found if one.startswith(BASE) and "#" not in one}


def test_the_host_stands_in_one_line(repository: Path) -> None:
    rules = (repository / "w3id" / "naseikg" / ".htaccess").read_text()
    assert _SITE.findall(rules) == ["https://naseikg.github.io/naseikg"]
    assert len(re.findall(r"https?://", rules)) == 2  # and the name itself, in the first comment


def test_every_name_of_the_graph_has_its_files(site: Path, kg: Built) -> None:
    missing = [
        f"{name}{ending}"
        for name in sorted(_subjects(kg.store))
        for ending in (".html", ".ttl", ".rdf", ".jsonld")
        if not (site / f"{name}{ending}").is_file()
    ]
    assert missing == []


@pytest.mark.parametrize("accept", [_HTML, _TURTLE, _XML, _JSON])
def test_a_name_of_every_sort_gives_what_was_asked_for(
    published: Published, names: dict[str, str], accept: str
) -> None:
    for name, term in names.items():
        got = published.get(BASE + name, accept)
        assert (name, got.status, got.kind, got.redirects) == (name, 200, accept, (303,))
        if accept == _HTML:
            assert _shown(published, got, name), f"{name} is not on its page"
        else:
            subjects = {quad.subject for quad in parse(got.body, format=RdfFormat.from_media_type(accept))}
            assert NamedNode(term) in subjects, f"{term} is not in the data of {name}"


def _shown(published: Published, got: Got, name: str) -> bool:
    """Whether the page says the name, or leads on to a place that exists on another page."""
    text = got.body.decode()
    onward = re.search(r'http-equiv="refresh" content="0; url=([^"#]+)(?:#([^"]+))?"', text)
    if onward is None:
        return f"{BASE}{name}" in text or f'href="{name.rpartition("/")[2]}.ttl"' in text
    status, _, body = _asked(urljoin(got.url, onward[1]), None)
    return status == 200 and (onward[2] is None or f'id="{onward[2]}"' in body.decode())


@pytest.mark.parametrize("name", ["ontology", "substance/naf", "finding/shi-2023-1-3d-host-sei-left", "dataset"])
def test_the_accept_header_decides(published: Published, name: str) -> None:
    assert {accept: published.get(BASE + name, accept).kind for accept, _ in _ASKED} == dict(_ASKED)


def test_caches_and_other_hosts_are_told_what_they_need(published: Published) -> None:
    for accept in (_BROWSER, _TURTLE, "image/png"):
        _, headers, _ = _asked(f"{published.names}ontology", accept)
        assert (headers["vary"], headers["access-control-allow-origin"]) == ("Accept", "*")


def test_a_term_is_found_on_the_page_and_in_the_data_of_the_ontology(published: Published) -> None:
    # The fragment stays with the client, which looks for it in what it gets.
    assert b'id="ArtificialInterphase"' in published.get(f"{BASE}ontology", _BROWSER).body
    graph = rdflib.Graph().parse(data=published.get(f"{BASE}ontology", _TURTLE).body, format="turtle")
    assert (rdflib.URIRef(f"{NSEI.iri}ArtificialInterphase"), None, None) in graph


@RDFLIB_WARNS_OF_ITSELF
def test_the_formats_of_the_ontology_and_of_a_thing_say_the_same(published: Published) -> None:
    for name in ("ontology", "substance/naf", "bridge/emmo"):
        turtle, *others = (
            _canonical(published.get(BASE + name, kind).body, parser) for kind, parser in _PARSERS.items()
        )
        assert turtle
        assert others == [turtle, turtle]


def _canonical(body: bytes, parser: str) -> set[str]:
    """What rdflib reads, with blank nodes named by what they say."""
    lines = rdflib.Graph().parse(data=body, format=parser).serialize(format="nt")
    dataset = Dataset(parse(lines, format=RdfFormat.N_TRIPLES))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


def test_the_graph_of_the_records_is_there_whole(published: Published, kg: Built) -> None:
    got = published.get(GRAPH_ASSERTED.value, _TURTLE)
    stored = {quad.triple for quad in kg.store.quads_for_pattern(None, None, None, GRAPH_ASSERTED)}
    assert {quad.triple for quad in parse(got.body, format=RdfFormat.TURTLE)} == stored


def test_the_root_leads_to_the_start_page_and_programs_to_the_data_set(published: Published) -> None:
    assert published.get(BASE, _BROWSER).url == published.host
    assert published.get(BASE, _TURTLE).url == f"{published.host}dataset.ttl"
    assert published.get(BASE, _JSON).url == f"{published.host}dataset.jsonld"


@pytest.mark.parametrize("accept", [None, _BROWSER, _TURTLE, "application/trig"])
def test_a_nanopublication_is_had_as_trig_by_its_name(published: Published, kg: Built, accept: str | None) -> None:
    finding = "finding/shi-2023-3.1-na3p-red-phosphorus-has-test-na3p-red-phosphorus-symmetric"
    made = nanopub_of(kg.store, finding)
    got = published.get(made.iri.value, accept)
    assert (got.status, got.kind, got.redirects) == (200, "application/trig", (303,))
    assert got.body.decode() == write_nanopubs([made])


def test_every_nanopublication_has_its_file(site: Path, kg: Built) -> None:
    names = {f"{one.iri.value.removeprefix(BASE)}.trig" for one in nanopubs_of(kg.store)}
    assert {f"np/{one.name}" for one in (site / "np").iterdir()} == names
    assert all(re.fullmatch(r"np/RA[\w-]{43}\.trig", one) for one in names)


def test_a_mapping_set_is_also_had_as_it_was_written(published: Published, kg: Built) -> None:
    for one in dict.fromkeys(link.mapping_set for link in kg.links):
        for name, accept in ((one.iri.value, "text/tab-separated-values"), (f"{BASE}mappings/{one.path.name}", None)):
            got = published.get(name, accept)
            assert (got.status, got.kind, got.body) == (200, "text/tab-separated-values", one.path.read_bytes())


def test_the_downloads_lead_to_each_bridge_and_mapping_set_and_a_bridge_to_its_files(site: Path, kg: Built) -> None:
    page = (site / "downloads" / "index.html").read_text(encoding="utf-8")
    for one in {link.mapping_set.iri.value.removeprefix(BASE) for link in kg.links}:
        assert f'href="../{one}.html"' in page
    for world in (one.lower() for one in WORLDS_WITH_BRIDGE if any(bridged(kg.links, world=one))):
        assert f'href="../bridge/{world}.html"' in page
        top = (
            (site / "bridge" / f"{world}.html").read_text(encoding="utf-8").partition("<main")[2].partition("<table")[0]
        )
        for ending in ("ttl", "rdf", "jsonld"):
            assert f'href="../bridge/{world}.{ending}"' in top


def test_every_download_of_the_description_is_there_with_its_media_type(published: Published) -> None:
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    graph = rdflib.Graph().parse(data=published.get(f"{BASE}dataset", _TURTLE).body, format="turtle")
    told = {}
    for one in graph.objects(None, dcat.distribution):
        registered, format = graph.value(one, dcat.mediaType), graph.value(one, rdflib.DCTERMS.format)
        kind = str(registered or graph.value(format, rdflib.RDFS.label)).rpartition("media-types/")[2]
        told[str(graph.value(one, dcat.downloadURL))] = (200, kind, (302,))
    assert told
    got = {url: published.get(url, None) for url in told}
    assert {url: (one.status, one.kind, one.redirects) for url, one in got.items()} == told


@pytest.mark.parametrize("path", ["../outside/x", "a/../../x", "/x", "a//x", "./x", "x/", ""])
def test_a_name_that_leads_out_of_the_site_is_refused(tmp_path: Path, path: str) -> None:
    site = tmp_path / "site"
    with pytest.raises(StoreError) as caught:
        write_name(site, Name(path=path, triples=[]))
    assert str(caught.value).startswith(f"{BASE}{path}: cannot be the path of a file; give it a name such as ")
    assert list(tmp_path.rglob("*")) == []


def test_a_name_is_given_once_only_and_no_page_is_replaced(tmp_path: Path) -> None:
    name = Name(path="mappings/emmo", triples=[], page="first")
    write_name(tmp_path, name)
    (tmp_path / "index.html").write_text("start")
    for again in (name, Name(path="mappings/emmo", triples=[]), Name(path="index", triples=[], page="other")):
        with pytest.raises(StoreError) as caught:
            write_name(tmp_path, again)
        assert str(caught.value) == f"{BASE}{again.path}: is the name of two things; rename one of them"
    assert (tmp_path / "mappings" / "emmo.html").read_text() == "first"
    assert (tmp_path / "index.html").read_text() == "start"


@pytest.mark.parametrize("accept", [_HTML, _TURTLE, _XML, _JSON])
@pytest.mark.parametrize(
    "name",
    [
        "substance/unobtainium",
        "nokind/naf",
        "Substance/NaF",
        "ontology/9.9.9",
        "ontology/Finding",
        "graph/rumours",
        "bridge/narnia",
        "bridge/emmo/9.9.9",
        "mappings/none",
        "downloads/graph.exe",
        "../secret",
        "substance/../../secret",
        "nothing",
        "np/RAnothing",
        f"np/RA{43 * 'x'}",
    ],
)
def test_an_unknown_name_is_not_found(published: Published, name: str, accept: str) -> None:
    assert published.get(BASE + name, accept).status == 404
