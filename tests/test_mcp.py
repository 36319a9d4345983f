"""The tools for language models, called over a real process as a client calls them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from anyio.from_thread import start_blocking_portal
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from naseikg.asking.questions import load_questions

NASEIKG = ["-c", "import sys; from naseikg.cli import main; sys.exit(main())"]

#: Calls a tool; gives whether it failed, and its text.
Call = Callable[..., tuple[bool, str]]


class Session:
    """A client and the server it started."""

    def __init__(self, root: Path, *options: str) -> None:
        command = [*NASEIKG, "--project", str(root), "mcp", *options]
        self._portal = start_blocking_portal()
        self.run = self._portal.__enter__()
        server = StdioServerParameters(command=sys.executable, args=command)
        self._opened = self.run.wrap_async_context_manager(Client(stdio_client(server)))
        self.client = self._opened.__enter__()

    def call(self, tool: str, **arguments: object) -> tuple[bool, str]:
        """The result of a tool: whether it is an error, and its text."""
        result = self.run.call(self.client.call_tool, tool, arguments)
        (content,) = result.content
        assert content.type == "text"
        return bool(result.is_error), content.text

    def data(self, tool: str, **arguments: object) -> Any:
        """The result of a tool that gives JSON."""
        failed, text = self.call(tool, **arguments)
        assert not failed, text
        return json.loads(text)

    def close(self) -> None:
        """Ends the server."""
        self._opened.__exit__(None, None, None)
        self._portal.__exit__(None, None, None)


@pytest.fixture(scope="module")
def session(served_root: Path) -> Iterator[Session]:
    """A session with the whole graph, where a query may take long, as the machine may be laden."""
    opened = Session(served_root, "--seconds", "120")
    yield opened
    opened.close()


def test_the_tools_are_few_only_read_and_say_in_a_line_what_they_do(session: Session) -> None:
    tools = {one.name: one for one in session.run.call(session.client.list_tools).tools}
    assert {name: one.description for name, one in tools.items()} == {
        "find": "Find things, classes and relations by name; gives their ids for the other tools.",
        "describe": "Tell all that the review says of one thing, with sentences, reference numbers and DOIs.",
        "why": "Tell why a fact holds: the sentences and references that state it, or what it is inferred from.",
        "list_queries": "List the named queries, each with its question and parameters.",
        "named_query": "Run a named query: a checked question with a complete answer. Prefer it to SPARQL.",
        "sparql": "Run a SPARQL query that only reads, where no named query fits. It is stopped when it takes too long.",
    }
    for one in tools.values():
        assert one.annotations is not None
        assert (one.annotations.read_only_hint, one.annotations.open_world_hint) == (True, False)
        assert all(told["description"] for told in one.input_schema["properties"].values())


def test_the_instructions_tell_how_to_cite(session: Session) -> None:
    told = session.client.instructions or ""
    assert "DOI" in told
    assert "not stated" in told
    assert len(told) < 800


def test_find_gives_ids(session: Session) -> None:
    told = session.data("find", name="NaF", limit=1)
    assert told["found"] == [
        {
            "id": "substance/naf",
            "label": "sodium fluoride",
            "formula": "NaF",
            "classes": ["halide", "inorganic substance", "layer component", "native component", "substance"],
        }
    ]
    assert session.data("find", name="sodium flouride")["hint"] == (
        "no thing is called 'sodium flouride'; did you mean sodium fluoride?"
    )


def test_describe_gives_findings_with_their_evidence(session: Session) -> None:
    told = session.data("describe", id="interphase/naf-cof2", findings=1)
    assert told["label"] == "NaF-rich layer from cobalt fluoride"
    assert isinstance(told["links"], dict)
    assert "sodium fluoride (substance/naf)" in told["links"]["has component"]
    (finding,) = told["findings"]
    assert finding["sentences"][0]["id"].startswith("sentence/shi-2023-")
    assert finding["references"][0]["doi"] == "10.1002/aenm.202202323"
    assert re.fullmatch(r"the first 1 of \d+ findings; give findings=\d+ for all", str(told["note"]))


def test_describe_tells_what_is_not_stated(session: Session) -> None:
    told = session.data("describe", id="test/nacl-nasn-sncl2-symmetric")
    assert "current density applied" in told["not_stated"]


def test_why_gives_sentences_and_references_or_what_it_follows_from(session: Session) -> None:
    stated = session.data("why", subject="interphase/naf-cof2", relation="hasComponent", object="NaF")
    assert stated["asserted"] is True
    (finding,) = stated["reasons"][0]["evidence"]["findings"]
    assert [(one["number"], one["doi"]) for one in finding["references"]] == [(57, "10.1002/aenm.202202323")]
    assert finding["sentences"][0]["id"].startswith("sentence/shi-2023-")
    inferred = session.data("why", subject="NaF", relation="a", object="layer component")
    assert inferred["asserted"] is False
    assert inferred["reasons"][0]["axioms"]


def test_the_queries_are_listed_by_words_and_as_a_resource(session: Session, served_root: Path) -> None:
    failed, told = session.call("list_queries", words="naf")
    assert not failed
    assert [line.partition(":")[0] for line in told.splitlines()] == ["naf-layers", "naf-reagents"]
    names = [one.name for one in load_questions(served_root / "queries")]
    _, told = session.call("list_queries")
    assert [line.partition(":")[0] for line in told.splitlines()[:-1]] == names
    (resource,) = session.run.call(session.client.read_resource, "naseikg://queries").contents
    lines = resource.text.splitlines()  # type: ignore[union-attr]  # it is of text
    assert [line.partition(":")[0] for line in lines] == names
    assert "from_year (integer, such as 2020)" in next(one for one in lines if one.startswith("references-by-year:"))


def test_a_named_query_takes_values_and_tells_when_rows_are_cut(session: Session) -> None:
    told = session.data("named_query", name="cycling-tests", parameters={"component": "Na3P"})
    assert told["count"] == 1
    columns, (row,) = told["columns"], told["rows"]
    cells = dict(zip(columns, row, strict=True))
    assert (cells["lifetime"], cells["references"], cells["cycle_count"]) == ("780 h", "71", "not stated")
    cut = session.data("named_query", name="claims-on-one-reference", rows=2)
    assert len(cut["rows"]) == 2
    assert cut["note"] == f"the first 2 of {cut['count']} rows; give rows={cut['count']}, or give values for parameters"


def test_a_query_of_the_client_is_answered(session: Session) -> None:
    told = session.data("sparql", query="SELECT ?f (1.5 AS ?n) { kg:substance\\/naf nsei:formula ?f }")
    assert told == {"columns": ["f", "n"], "rows": [["NaF", 1.5]], "count": 1, "complete": True}
    asked = session.data("sparql", query="ASK { ?layer a nsei:Interphase }")
    assert asked["rows"] == [[True]]
    made = session.data("sparql", query="CONSTRUCT { ?s a nsei:Basis } WHERE { ?s a nsei:Basis }", rows=1)
    assert made["rows"] == [["basis/argued", "rdf:type", "nsei:Basis"]]
    assert made["note"] == "the first 1 of 5 rows; give rows=5, or add LIMIT or conditions"


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        ("describe", {"id": "unobtainium"}, "no thing is called 'unobtainium'"),
        ("why", {"subject": "NaF", "relation": "eats", "object": "Na"}, "no relation is called 'eats'"),
        (
            "why",
            {"subject": "NaF", "relation": "a", "object": "Polymer"},
            "the graph does not say: sodium fluoride is a",
        ),
        ("list_queries", {"words": "zebra"}, "no query has all of 'zebra'; use fewer words, or none for all"),
        ("named_query", {"name": "naf-layer"}, "no query is called 'naf-layer'; did you mean naf-layers?"),
        ("named_query", {"name": "zzzzzz"}, "no query is called 'zzzzzz'; list_queries lists them"),
        (
            "named_query",
            {"name": "naf-layers", "parameters": {"colour": "red"}},
            "no parameter of naf-layers is called",
        ),
        ("named_query", {"name": "naf-layers", "parameters": {"layer": '" } #'}}, "no interphase is called"),
        ("named_query", {"name": "naf-layers", "rows": 5000}, "less than or equal to 1000"),
        ("sparql", {"query": "SELECT {"}, "query:1:9: the query cannot be parsed"),
        ("sparql", {"query": "DROP ALL"}, "updates are refused; this graph is read only"),
        ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}, "SERVICE is not supported"),
        ("sparql", {"query": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"}, "FROM is not supported"),
        ("sparql", {}, "query"),
        ("cook", {}, "Unknown tool: cook"),
    ],
)
def test_a_fault_is_told_with_what_to_do(
    session: Session, tool: str, arguments: dict[str, object], message: str
) -> None:
    failed, told = session.call(tool, **arguments)
    assert failed
    assert message in told
    assert "Traceback" not in told


def test_a_query_past_its_time_is_stopped_and_others_are_answered_meanwhile(served_root: Path) -> None:
    session = Session(served_root, "--seconds", "2")
    hostile = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    slow = session.run.start_task_soon(session.client.call_tool, "sparql", {"query": hostile})
    assert session.data("find", name="NaF", limit=1)["count"]
    result = slow.result(60)
    assert result.is_error
    assert result.content[0].text.endswith("the query was stopped after 2 seconds; ask for less")
    assert session.data("find", name="NaF", limit=1)["count"]
    session.close()


def test_the_server_ends_with_its_client_and_leaves_no_process(served_root: Path) -> None:
    opened = Session(served_root)
    started = [one for one in psutil.Process().children(recursive=True) if "mcp" in one.cmdline()]
    workers = [one for parent in started for one in parent.children(recursive=True)]
    assert opened.data("find", name="NaF")["count"]
    assert started
    assert workers
    opened.close()
    _, alive = psutil.wait_procs([*started[-1:], *workers[-1:]], timeout=30)
    assert alive == []


def test_a_graph_that_is_not_there_is_told_before_a_client_is_served(tmp_path: Path, served_root: Path) -> None:
    for name in ("ontology", "queries", "graphs"):
        (tmp_path / name).symlink_to(served_root / name)
    command = [sys.executable, *NASEIKG, "--project", str(tmp_path), "mcp"]
    done = subprocess.run(command, input="", capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("naseikg: ")
    assert "naseikg build" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_its_package_the_verb_says_what_to_install(served_root: Path) -> None:
    block = "import sys; sys.modules['mcp'] = None; from naseikg.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", block, "--project", str(served_root), "mcp"]
    done = subprocess.run(command, input="", capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "naseikg: the package mcp is not installed; run: pip install 'naseikg[mcp]'\n"


def test_the_dialogue_of_the_page_is_what_the_tools_say(session: Session, repository: Path) -> None:
    page = (repository / "docs" / "mcp.md").read_text()
    calls = re.findall(r"^call:   (\w+) (\{.*\})\nanswer: (.*)$", page, re.M)
    assert len(calls) >= 3
    assert [(tool, session.call(tool, **json.loads(given))) for tool, given, _ in calls] == [
        (tool, (False, answer)) for tool, _, answer in calls
    ]
