"""What can be asked over HTTP beside SPARQL: each operation with its parameters and the job that answers it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from naseikg.asking.parameters import Parameter, parameters_of
from naseikg.asking.questions import Question
from naseikg.asking.suggestions import meant
from naseikg.serving.jobs import RefusedError
from naseikg.serving.negotiation import Formats

__all__ = ["Argument", "Given", "Operation", "operations_of", "unknown_query"]

_NUMBER = re.compile(r"[0-9]{1,9}")
_MOST_FOUND, _MOST_REASONS = 100, 50

Given = Mapping[str, str]
Job = tuple[str, dict[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A parameter of an operation. ``bounds`` are those of a whole number; ``choices`` are all that is taken."""

    name: str
    words: str
    example: str
    required: bool = False
    in_path: bool = False
    bounds: tuple[int, int] | None = None
    choices: tuple[str, ...] = ()
    type: str = ""

    def require(self, value: str) -> None:
        """Refuses a value that is none of it.

        Raises:
            RefusedError: it is no whole number within the bounds, or none of the choices.
        """
        if self.choices and value not in self.choices:
            raise RefusedError(400, f"{self.name} is {value[:50]!r}; give one of {', '.join(self.choices)}")
        if self.bounds is None:
            return
        least, most = self.bounds
        if not (_NUMBER.fullmatch(value) and least <= int(value) <= most):
            raise RefusedError(400, f"{self.name} is {value[:50]!r}; give a whole number from {least} to {most}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Something that can be asked: ``answer`` names its form in `naseikg.serving.openapi`, ``columns`` those of rows."""

    id: str
    path: str
    title: str
    words: str
    tag: str
    answer: str
    arguments: tuple[Argument, ...] = ()
    columns: tuple[str, ...] = ()
    job: Callable[[Given, Formats], Job] = field(repr=False)

    def require(self, given: Given) -> None:
        """Refuses what the operation does not take.

        Raises:
            RefusedError: a parameter is unknown or missing, or has a value that cannot be.
        """
        known = {one.name: one for one in self.arguments}
        listed = ", ".join(known) or "none"
        for name in given:
            if name not in known:
                hints = " or ".join(meant(name[:50].lower(), {one: one for one in known}))
                hint = f"did you mean {hints}? " if hints else ""
                raise RefusedError(400, f"there is no parameter {name[:50]!r}; {hint}it takes {listed}")
            known[name].require(given[name])
        for one in self.arguments:
            if one.required and not given.get(one.name, "").strip():
                raise RefusedError(400, f"parameter {one.name} is missing; give {one.words}, such as {one.example}")


_FORMAT = Argument(
    name="format",
    words="the format of the answer, instead of what Accept says",
    example="csv",
    choices=("json", "xml", "csv", "tsv"),
)
_FORMAT_OF_THING = Argument(
    name="format",
    words="json for a description with its evidence, otherwise triples",
    example="ttl",
    choices=("json", "ttl", "nt", "rdf", "jsonld", "nq", "trig"),
)
_LIMIT = Argument(
    name="limit", words="rows of the answer, at most", example="10", bounds=(1, 999_999_999), type="integer"
)
_OFFSET = Argument(
    name="offset", words="rows of the answer to leave out first", example="0", bounds=(0, 999_999_999), type="integer"
)


def operations_of(questions: Sequence[Question], columns: Mapping[str, tuple[str, ...]]) -> tuple[Operation, ...]:
    """All operations: one for each named query, and those on things."""
    by_name = {one.name: one for one in questions}
    return (*_of_things(by_name), *(_of_query(one, columns[one.name]) for one in questions))


def _of_query(question: Question, columns: tuple[str, ...]) -> Operation:
    def job(given: Given, formats: Formats) -> Job:
        own = tuple(sorted((name, value) for name, value in given.items() if name not in ("format", "limit", "offset")))
        return "named", {
            "query": question.sparql,
            "name": question.name,
            "given": own,
            "results": formats.results,
            "graph": formats.graph,
            "limit": int(given["limit"]) if "limit" in given else None,
            "offset": int(given.get("offset", "0")),
        }

    return Operation(
        id=question.name,
        path=f"/api/queries/{question.name}",
        title=question.title,
        words=question.header.get("question", question.title),
        tag="named queries",
        answer="rows",
        arguments=(*map(_argument, parameters_of(question)), _LIMIT, _OFFSET, _FORMAT),
        columns=columns,
        job=job,
    )


def _argument(parameter: Parameter) -> Argument:
    words = parameter.words.partition(", such as ")[0]
    return Argument(
        name=parameter.name,
        words=words,
        example=parameter.example,
        choices=parameter.choices,
        type=parameter.type,
    )


def _of_things(questions: Mapping[str, Question]) -> Iterator[Operation]:
    thing = Argument(
        name="id",
        words="an id, IRI, label, formula or abbreviation",
        example="substance/naf",
        required=True,
        in_path=True,
    )
    yield Operation(
        id="describe",
        path="/api/things/{id}",
        title="One thing",
        words="What is it, what is said of it, and where does each statement stand?",
        tag="things",
        answer="thing",
        arguments=(thing, _FORMAT_OF_THING),
        job=lambda given, formats: ("thing", {"name": given["id"], "media_type": formats.graph}),
    )
    yield Operation(
        id="find",
        path="/api/find",
        title="Find things by name",
        words="Which things and terms have these words in their names, formulas or ids?",
        tag="things",
        answer="found",
        arguments=(
            Argument(name="name", words="words of the name", example="sodium fluoride", required=True),
            Argument(name="limit", words="things, at most", example="10", bounds=(1, _MOST_FOUND), type="integer"),
        ),
        job=lambda given, formats: ("find", {"name": given["name"], "most": int(given.get("limit", "10"))}),
    )
    yield Operation(
        id="why",
        path="/api/why",
        title="Why a fact holds",
        words="Which findings, sentences and references state it, or which axioms and facts does it follow from?",
        tag="things",
        answer="why",
        arguments=(
            Argument(name="subject", words="a thing", example="interphase/naf-cof2", required=True),
            Argument(
                name="relation",
                words="a relation by name or label; 'a' before a class",
                example="hasComponent",
                required=True,
            ),
            Argument(name="object", words="a thing, a class, a number or a text", example="NaF", required=True),
            Argument(name="limit", words="reasons, at most", example="1", bounds=(1, _MOST_REASONS), type="integer"),
        ),
        job=lambda given, formats: (
            "why",
            {
                **{name: given[name] for name in ("subject", "relation", "object")},
                "limit": int(given.get("limit", "1")),
            },
        ),
    )

    def why_not(given: Given, formats: Formats) -> Job:
        question = questions.get(given["query"])
        if question is None:
            raise RefusedError(404, unknown_query(given["query"], questions))
        told = {"query": question.sparql, "name": question.name, "thing": given["thing"]}
        return "why-not", {**told, "variable": given.get("as")}

    yield Operation(
        id="why-not",
        path="/api/why-not",
        title="Why a thing is no answer",
        words="Which conditions of a named query does a thing fail, and what does it have instead?",
        tag="things",
        answer="why_not",
        arguments=(
            Argument(name="query", words="the name of a query", example="naf-layers", required=True),
            Argument(name="thing", words="a thing", example="interphase/na3p-red-phosphorus", required=True),
            Argument(name="as", words="the variable that the thing stands for", example="layer_id"),
        ),
        job=why_not,
    )


def unknown_query(name: str, questions: Mapping[str, Question]) -> str:
    """The sentence on a query that is not there, with those that may be meant."""
    hints = " or ".join(meant(name[:100].lower(), {one: one for one in questions}))
    return f"no query is called {name[:100]!r}; " + (f"did you mean {hints}?" if hints else "/api/queries lists them")
