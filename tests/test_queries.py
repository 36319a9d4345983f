"""The named queries: each says what it asks, can be run anywhere, and gives the answer that was accepted."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from naseikg.asking.answers import Answer, ask
from naseikg.asking.formats import write_answer
from naseikg.asking.questions import Question, load_questions, parse_question
from naseikg.errors import QueryError
from naseikg.linking.targets import LINK_PREFIXES
from naseikg.pipeline import Built
from naseikg.vocabulary import PREFIXES

QUERIES = Path(__file__).parent.parent / "queries"
QUESTIONS = load_questions(QUERIES)
USERS = ("data-scientist", "experimentalist", "ontology-engineer", "reviewer")

_HEADER = ("title", "question", "tags", "user")
#: What only the queries of the audit have; `naseikg.auditing.audit` says what they mean, and refuses what is wrong in them.
_AUDIT = ("audit", "grid", "not_shown", "result")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COLUMN = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_PREFIX = re.compile(r"^PREFIX ([a-z]+(?:-[a-z]+)*): <([^>]*)>$", re.M)

every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: str(one.name))


def _code(question: Question) -> str:
    """The query without prefixes, IRIs, strings and comments: only keywords, names and variables are left."""
    body = _PREFIX.sub(" ", question.sparql)
    return re.sub(r"<[^<>\s]*>|\"(?:\\.|[^\"\\])*\"|#[^\n]*", " ", body)


def _faults(question: Question) -> list[str]:
    """What is wrong with a query as it is written."""
    code, declared = _code(question), _PREFIX.findall(question.sparql)
    names = [prefix for prefix, _ in declared]
    faults = [f"no {key}" for key in _HEADER if not question.header.get(key)]
    faults += [
        f"unknown header {key}"
        for key in question.header
        if key not in (*_HEADER, *_AUDIT, "empty", "parameters", "quantities")
    ]
    if not _SLUG.fullmatch(question.name):
        faults.append("name is no slug")
    if not question.header.get("question", "?").endswith("?"):
        faults.append("question has no question mark")
    if question.header.get("user", USERS[0]) not in USERS:
        faults.append("unknown user")
    if question.header.get("empty", "yes") != "yes":
        faults.append("empty can only be yes")
    if not all(_SLUG.fullmatch(tag) for tag in question.tags):
        faults.append("a tag is no slug")
    faults += [f"prefix {prefix} is not ours" for prefix, iri in declared if LINK_PREFIXES.get(prefix) != iri]
    if names != sorted(set(names)):
        faults.append("prefixes are not sorted by name, each once")
    used = {match[1] for match in re.finditer(r"(?<![?$:\w-])([a-z]+(?:-[a-z]+)*):", code)}
    faults += [f"prefix {prefix} is not used" for prefix in names if prefix not in used]
    faults += [f"prefix {prefix} is not declared" for prefix in sorted(used - {*names})]
    faults += [f"{word} reaches outside" for word in ("FROM", "SERVICE") if re.search(rf"(?i)(?<![?\w]){word}\b", code)]
    if not re.search(r"\bORDER BY\b(?!.*[{}])", code, re.S):
        faults.append("the whole answer is not ordered")
    return faults


def _row_faults(answer: Answer) -> list[str]:
    """What is wrong with the columns of an answer: names for people first, IRIs last, in columns called id or *_id."""
    faults = [f"column {name} is no lower-case name" for name in answer.columns if not _COLUMN.fullmatch(name)]
    is_id = [name == "id" or name.endswith("_id") for name in answer.columns]
    if is_id != sorted(is_id):
        faults.append("a column of IRIs stands before one for people")
    for place, name in enumerate(answer.columns):
        cells = [row[place] for row in answer.rows if row[place] is not None]
        if any(isinstance(cell, NamedNode) != is_id[place] for cell in cells):
            faults.append(f"column {name} " + ("holds something else than IRIs" if is_id[place] else "holds IRIs"))
    if len(set(answer.rows)) < len(answer.rows):
        faults.append("a row stands twice")
    return faults


@every_question
def test_a_query_says_what_it_asks_and_is_written_as_agreed(question: Question) -> None:
    assert _faults(question) == []


@pytest.fixture(scope="module")
def answers(kg: Built) -> Callable[[Question], Answer]:
    """The answer to a question, asked once."""
    asked = cache(lambda name, sparql: ask(kg.store, sparql, name=name))
    return lambda question: asked(question.name, question.sparql)


@every_question
def test_a_query_gives_the_answer_that_was_accepted(question: Question, answers: Callable[[Question], Answer]) -> None:
    answer = answers(question)
    expected = QUERIES / "expected" / f"{question.name}.csv"
    assert write_answer(answer, "csv").encode() == expected.read_bytes()


@every_question
def test_an_answer_has_rows_a_person_can_read(question: Question, answers: Callable[[Question], Answer]) -> None:
    answer = answers(question)
    assert (not answer.rows) == ("empty" in question.header)
    assert _row_faults(answer) == []


def test_every_query_has_an_accepted_answer_and_every_answer_a_query() -> None:
    answers = sorted(path.name for path in (QUERIES / "expected").iterdir())
    assert answers == sorted(f"{question.name}.csv" for question in QUESTIONS)


def test_the_folder_holds_queries_only() -> None:
    files = sorted(path.name for path in QUERIES.iterdir() if path.is_file())
    assert files == sorted(f"{question.name}.rq" for question in QUESTIONS)


def test_there_are_at_least_forty_queries_and_all_kinds_of_users_ask_some() -> None:
    assert len(QUESTIONS) >= 40
    assert tuple(sorted({question.header["user"] for question in QUESTIONS})) == USERS


def test_no_two_queries_share_title_or_question() -> None:
    pairs = combinations(QUESTIONS, 2)
    assert [
        (a.name, b.name) for a, b in pairs if {a.title, a.header["question"]} & {b.title, b.header["question"]}
    ] == []


_GOOD = """#+ title: Layers
#+ question: Which layers are there?
#+ tags: [layer]
#+ user: reviewer
PREFIX nsei: <https://w3id.org/naseikg/ontology#>
SELECT ?layer_id WHERE { ?layer_id a nsei:Interphase }
ORDER BY ?layer_id
"""


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("#+ title: Layers\n", "", "no title"),
        ("#+ user: reviewer\n", "", "no user"),
        ("reviewer", "nobody", "unknown user"),
        ("there?", "there", "question has no question mark"),
        ("[layer]", "[Layer one]", "a tag is no slug"),
        ("#+ tags", "#+ note: x\n#+ tags", "unknown header note"),
        ("#+ tags", "#+ empty: no\n#+ tags", "empty can only be yes"),
        ("ontology#>", "onto#>", "prefix nsei is not ours"),
        ("a nsei:Interphase", "a <x:y>", "prefix nsei is not used"),
        ("a nsei:Interphase", "a nsei:Interphase ; rdfs:label ?x", "prefix rdfs is not declared"),
        ("WHERE", "FROM <x:y> WHERE", "FROM reaches outside"),
        ("{ ?layer_id a", "{ SERVICE <x:y> { ?a ?b ?c } ?layer_id a", "SERVICE reaches outside"),
        ("ORDER BY ?layer_id\n", "", "the whole answer is not ordered"),
        ("Interphase }\nORDER BY ?layer_id", "Interphase ORDER BY ?layer_id }", "the whole answer is not ordered"),
    ],
)
def test_a_fault_of_a_query_is_seen(was: str, becomes: str, fault: str) -> None:
    assert _faults(parse_question(_GOOD, name="layers")) == []
    assert _faults(parse_question(_GOOD.replace(was, becomes), name="layers")) == [fault]


def test_prefixes_out_of_order_are_seen() -> None:
    rdfs = f"PREFIX rdfs: <{PREFIXES['rdfs']}>\nPREFIX nsei"
    text = _GOOD.replace("PREFIX nsei", rdfs).replace("nsei:Interphase", "nsei:Interphase ; rdfs:label ?x")
    assert _faults(parse_question(text, name="layers")) == ["prefixes are not sorted by name, each once"]


@pytest.mark.parametrize(
    ("columns", "fault"),
    [
        ("(STR(?c) AS ?class) (?c AS ?class_id)", None),
        ("(?c AS ?class_id) (STR(?c) AS ?class)", "a column of IRIs stands before one for people"),
        ("(?c AS ?class)", "column class holds IRIs"),
        ("(STR(?c) AS ?class_id)", "column class_id holds something else than IRIs"),
        ("(STR(?c) AS ?Class)", "column Class is no lower-case name"),
        ("(?c AS ?id)", None),
        ("(STR(?c) AS ?class) ?gap", None),
        ("(STRBEFORE(STR(?c), '#') AS ?namespace)", "a row stands twice"),
    ],
)
def test_a_fault_of_an_answer_is_seen(columns: str, fault: str | None, kg: Built) -> None:
    answer = ask(kg.store, f"SELECT {columns} WHERE {{ ?c rdfs:subClassOf nsei:Phenomenon }}")
    assert _row_faults(answer) == ([] if fault is None else [fault])


@pytest.mark.parametrize("question", QUESTIONS[:1], ids=lambda one: str(one.name))
def test_a_query_that_is_cut_off_is_refused_with_its_place(question: Question, kg: Built) -> None:
    cut = question.sparql[: question.sparql.rindex("}")]
    with pytest.raises(QueryError, match=rf"^{question.name}:\d+:\d+: the query cannot be parsed"):
        ask(kg.store, cut, name=question.name)
