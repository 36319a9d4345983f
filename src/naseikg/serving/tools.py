"""The graph as tools of the Model Context Protocol, for language models: few, each with its evidence, all only reading.

The work is done by the killable workers of the server, so the limits for strangers hold here too.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Annotated

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from naseikg.asking.parameters import parameters_of
from naseikg.asking.questions import Question
from naseikg.serving.jobs import RefusedError
from naseikg.serving.operations import unknown_query
from naseikg.serving.pool import Pool
from naseikg.vocabulary import BASE

__all__ = ["server_of"]

_INSTRUCTIONS = """\
A review on artificial interphases (protective layers) for sodium metal anodes of batteries, as a knowledge graph. \
Every finding has its sentences, reference numbers and how it is known. Begin with find, or with list_queries for \
ready-made questions. Name the references, with DOIs, in what you say; 'describe' with a reference number gives its DOI. \
'not stated' means that the review does not say it: do not fill it in. What is marked inferred follows from the ontology \
and is not written in the review. The graph says what the review says, not what is true."""
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_ROWS, _MOST_ROWS = 50, 1000
#: Queries that are listed with their parameters; more are listed by their titles.
_LISTED = 20
_TOLD_ALWAYS = ("rows", "asserted")
#: What the ids that stand beside it make superfluous.
_SAID_TWICE = "iri"

Name = Annotated[
    str, Field(description="an id such as substance/naf, or a label, formula, abbreviation, reference number")
]
Rows = Annotated[int, Field(description="rows to give, at most", ge=1, le=_MOST_ROWS)]


def server_of(pool: Pool, questions: Sequence[Question], *, version: str) -> MCPServer[None]:
    """The server over a pool of workers, which it opens and closes."""

    @asynccontextmanager
    async def lifespan(_: MCPServer[None]) -> AsyncIterator[None]:
        await pool.open()
        yield
        await pool.close()

    server = MCPServer[None](
        "naseikg", version=version, instructions=_INSTRUCTIONS, lifespan=lifespan, log_level="WARNING"
    )
    by_name = {one.name: one for one in questions}

    @server.tool(annotations=_READS, structured_output=False)
    async def find(
        name: Annotated[str, Field(description="words of a name, a formula or an id")],
        limit: Annotated[int, Field(description="things to give, at most", ge=1, le=100)] = 10,
    ) -> str:
        """Find things, classes and relations by name; gives their ids for the other tools."""
        return _compact(await _done(pool, "find", name=name, most=limit))

    @server.tool(annotations=_READS, structured_output=False)
    async def describe(
        id: Name, findings: Annotated[int, Field(description="findings to give, at most", ge=0, le=1000)] = 20
    ) -> str:
        """Tell all that the review says of one thing, with sentences, reference numbers and DOIs."""
        return _compact(_shortened(await _done(pool, "thing", name=id), findings))

    @server.tool(annotations=_READS, structured_output=False)
    async def why(
        subject: Name,
        relation: Annotated[str, Field(description="a relation such as hasComponent; 'a' before a class")],
        object: Annotated[str, Field(description="a thing, a class, a number or a text")],
    ) -> str:
        """Tell why a fact holds: the sentences and references that state it, or what it is inferred from."""
        told = await _done(pool, "why", subject=subject, relation=relation, object=object, limit=1)
        return _compact({**told, "reasons": _lean(told["reasons"])})

    @server.tool(annotations=_READS, structured_output=False)
    async def list_queries(
        words: Annotated[str, Field(description="words of the question, title or tags; empty for all")] = "",
    ) -> str:
        """List the named queries, each with its question and parameters."""
        wanted = words.lower().split()
        found = [one for one in questions if all(word in _text_of(one) for word in wanted)]
        if not found:
            raise ToolError(f"no query has all of {words[:100]!r}; use fewer words, or none for all {len(questions)}")
        if len(found) <= _LISTED:
            return "\n".join(map(_told, found))
        titles = [f"{one.name}: {one.title}" for one in found]
        return "\n".join([*titles, f"{len(found)} queries; give words for fewer, with their questions and parameters"])

    @server.tool(annotations=_READS, structured_output=False)
    async def named_query(
        name: Annotated[str, Field(description="the name of a query, from list_queries")],
        parameters: Annotated[
            dict[str, str] | None, Field(description="values for its parameters, such as {'component': 'NaF'}")
        ] = None,
        rows: Rows = _ROWS,
    ) -> str:
        """Run a named query: a checked question with a complete answer. Prefer it to SPARQL."""
        question = by_name.get(name)
        if question is None:
            raise ToolError(unknown_query(name, by_name).replace("/api/queries lists them", "list_queries lists them"))
        given = tuple(sorted((parameters or {}).items()))
        told = await _done(pool, "rows", query=question.sparql, name=name, given=given, most=rows)
        return _compact(_with_note(told, rows, narrower="give values for parameters"))

    @server.tool(annotations=_READS, structured_output=False)
    async def sparql(
        query: Annotated[
            str, Field(description="SELECT, ASK, CONSTRUCT or DESCRIBE; prefixes nsei:, kg:, rdfs:, skos: are known")
        ],
        rows: Rows = _ROWS,
    ) -> str:
        """Run a SPARQL query that only reads, where no named query fits. It is stopped when it takes too long."""
        told = await _done(pool, "rows", query=query, most=rows)
        return _compact(_with_note(told, rows, narrower="add LIMIT or conditions"))

    @server.resource("naseikg://queries", mime_type="text/plain")
    def queries() -> str:
        """All named queries, each with its question and parameters."""
        return "\n".join(map(_told, questions))

    return server


async def _done(pool: Pool, job: str, **arguments: object) -> dict[str, object]:
    """The answer of a worker.

    Raises:
        ToolError: there is none; the message says why, and what to do.
    """
    try:
        reply = await pool.run(job, arguments)
        body = reply.body if isinstance(reply.body, bytes) else b"".join([part async for part in reply.body])
    except RefusedError as error:
        raise ToolError(str(error)) from error
    told = json.loads(body)
    assert isinstance(told, dict)
    return told


def _compact(value: Mapping[str, object]) -> str:
    return json.dumps(_bare(value), ensure_ascii=False, separators=(",", ":"))


def _bare(value: object) -> object:
    """A value without what is empty, and with ids in the place of our IRIs."""
    if isinstance(value, Mapping):
        told: dict[str, object] = {}
        for key, one in value.items():
            if key == _SAID_TWICE:
                told.setdefault("id", str(one).removeprefix(BASE))
            elif (one not in ("", [], {}, None) and one is not False) or key in _TOLD_ALWAYS:
                told[key] = _bare(one) if key != "rows" else one
        return told
    return [_bare(one) for one in value] if isinstance(value, list) else value


def _shortened(thing: dict[str, object], most: int) -> dict[str, object]:
    """A description with its links gathered by relation, and no more findings than asked for."""
    links: dict[str, list[str]] = {}
    told, findings = thing["links"], thing["findings"]
    assert isinstance(told, list)
    assert isinstance(findings, list)
    for one in told:
        value = f": {one['value']}" if one["value"] else ""
        mark = ", inferred" if one["inferred"] else ""
        links.setdefault(one["relation"], []).append(f"{one['label']}{value} ({one['id']}{mark})")
    short = {**thing, "links": links, "findings": findings[:most]}
    if len(findings) > most:
        short["note"] = f"the first {most} of {len(findings)} findings; give findings={len(findings)} for all"
    return short


def _lean(reasons: object) -> list[dict[str, object]]:
    """The reasons, and those they rest on, without the facts that their words tell already."""
    assert isinstance(reasons, list)
    return [{**one, "fact": None, "because": _lean(one.get("because", []))} for one in reasons]


def _with_note(told: dict[str, object], most: int, *, narrower: str) -> dict[str, object]:
    """An answer that says when it was cut, and how many rows it has."""
    count = told["count"]
    assert isinstance(count, int)
    if count <= most:
        return told
    number = f"{count} rows" if told["complete"] else f"more than {count - 1} rows"
    more = f"give rows={min(count, _MOST_ROWS)}, or " if most < _MOST_ROWS else ""
    return {**told, "note": f"the first {most} of {number}; {more}{narrower}"}


def _text_of(question: Question) -> str:
    header = question.header
    return " ".join([question.name, question.title, header.get("question", ""), *question.tags]).lower()


def _told(question: Question) -> str:
    names = ", ".join(f"{one.name} ({one.type}, such as {one.example})" for one in parameters_of(question))
    return f"{question.name}: {question.header.get('question', question.title)}" + (
        f" Parameters: {names}" if names else ""
    )
