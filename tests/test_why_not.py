from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from naseikg.asking.answers import Answer, ask
from naseikg.asking.questions import Question, load_questions
from naseikg.cli import main
from naseikg.errors import NaseikgError, QueryError, UnknownNameError
from naseikg.missing.absences import Absence
from naseikg.missing.conditions import Condition, Query
from naseikg.missing.cutting import parse_conditions
from naseikg.missing.instead import Failing
from naseikg.missing.names import kind_of
from naseikg.missing.tracing import Asker, Given, requiring, trace
from naseikg.missing.why_not import why_not
from naseikg.pipeline import Built
from naseikg.vocabulary import RDFS, curie
from smallproject import SmallProject
from tinygraph import asked, tiny_store, told


@pytest.fixture(scope="module")
def tiny() -> Store:
    return tiny_store()


MINE = "SELECT ?t { ?t nsei:temperature ?k ; a nsei:Test ; nsei:arealCapacity/nsei:numericValue ?n FILTER(?k > 20 && ?n > 1) }"


def test_the_whole_explanation_as_text(tiny: Store) -> None:
    assert why_not(tiny, asked(MINE), "test A").write("text", width=80) == (
        "test A (test/a) is not in the answer to mine\n"
        "Which?\n"
        "As ?t it fails 2 conditions; 2 others hold.\n"
        "\n"
        "fails: ?t nsei:temperature ?k\n"
        "  temperature: not stated by the review\n"
        "\n"
        "fails: ?n > 1\n"
        "  areal capacity: about 0.5 mAh cm-2; the query wants > 1\n"
        "\n"
        "not looked at, as they hang on what fails\n"
        "  ?k > 20\n"
        "\n"
        "holds\n"
        "  ?t a nsei:Test\n"
        "  ?t nsei:arealCapacity/nsei:numericValue ?n\n"
    )


def test_the_whole_explanation_as_markdown(tiny: Store) -> None:
    sparql = "SELECT ?t { { ?t nsei:temperature ?k } UNION { ?t nsei:outcome 'bad' } }"
    assert why_not(tiny, asked(sparql), "test A").write("markdown") == (
        "### test A (test/a) is not in the answer to mine\n"
        "\n"
        "Which?\n"
        "\n"
        "As ?t it fails 1 condition.\n"
        "\n"
        "- `{ ?t nsei:temperature ?k } UNION { ?t nsei:outcome 'bad' }`: none of its 2 alternatives holds\n"
        "  - alternative 1 of 2\n"
        "    - `?t nsei:temperature ?k`: temperature: not stated by the review\n"
        "  - alternative 2 of 2\n"
        "    - `?t nsei:outcome 'bad'`: outcome: nothing is recorded\n"
    )


def test_the_whole_explanation_as_json(tiny: Store) -> None:
    sparql = "SELECT ?l { ?l nsei:hasComponent <https://w3id.org/naseikg/substance/naf> ; a nsei:Layer }"
    absence = why_not(tiny, asked(sparql), "layer M")
    assert json.loads(absence.write("json")) == {
        "query": "mine",
        "question": "Which?",
        "thing": {"iri": "https://w3id.org/naseikg/layer/m", "id": "layer/m", "label": "layer M"},
        "variable": "l",
        "note": "",
        "in_answer": False,
        "rows": [],
        "failing": [
            {
                "condition": "?l nsei:hasComponent <substance/naf>",
                "verdict": "other value",
                "says": "has component: sodium phosphide; the query wants sodium fluoride",
                "found": [
                    {
                        "iri": "https://w3id.org/naseikg/substance/na3p",
                        "id": "substance/na3p",
                        "label": "sodium phosphide",
                    }
                ],
                "inside": [],
            }
        ],
        "unreached": [],
        "holds": ["?l a nsei:Layer"],
        "relaxed": "SELECT DISTINCT ?l WHERE { ?l a nsei:Layer . }",
    }


def test_an_unknown_format_is_refused(tiny: Store) -> None:
    with pytest.raises(UnknownNameError, match=r"^no format of an explanation is called 'txt'; did you mean text\?$"):
        why_not(tiny, asked(MINE), "test A").write("txt")
    with pytest.raises(UnknownNameError, match=r"called 'xml'; there are text, markdown, json$"):
        why_not(tiny, asked(MINE), "test A").write("xml")


def test_a_thing_that_is_in_the_answer_is_shown_with_its_rows(tiny: Store) -> None:
    absence = why_not(tiny, asked("SELECT ?t ?k { ?t nsei:temperature ?k }"), "test B")
    assert str(absence) == (
        "test B (test/b) is in the answer to mine\nWhich?\nIt stands in 1 row as ?t.\n\nt        k\ntest/b  60"
    )
    assert absence.data["rows"] == [{"t": "https://w3id.org/naseikg/test/b", "k": 60}]


def test_a_thing_in_one_column_can_be_asked_for_in_another(tiny: Store) -> None:
    question = asked("SELECT ?s ?other { ?l nsei:hasComponent ?s . OPTIONAL { ?l nsei:contains ?other } }")
    absence = why_not(tiny, question, "sodium phosphide")
    assert (absence.in_answer, absence.variable) == (True, "s")
    assert absence.note == " For its absence elsewhere ask with --as other."
    absence = why_not(tiny, question, "sodium phosphide", variable="other")
    assert [told(one)[:3] for one in absence.failing] == [
        ("{ ?l nsei:contains ?other }", "fails inside", "nothing fits all of it")
    ]


def test_a_thing_that_is_only_counted_is_found_too(tiny: Store) -> None:
    question = asked("SELECT ?l (COUNT(?t) AS ?n) { ?l nsei:hasTest ?t . ?t nsei:arealCapacity ?c } GROUP BY ?l")
    assert why_not(tiny, question, "test A").rows == Answer(
        columns=("l", "n"),
        rows=tuple(ask(tiny, f"{question.sparql} HAVING(?l = <https://w3id.org/naseikg/layer/l>)").rows),
    )
    absence = why_not(tiny, question, "test C")
    assert absence.variable == "t"
    assert [told(one) for one in absence.failing] == [
        ("?t nsei:arealCapacity ?c", "not recorded", "areal capacity: nothing is recorded")
    ]


def test_a_thing_of_another_kind_is_told_so(tiny: Store) -> None:
    absence = why_not(tiny, asked("SELECT ?t { ?t nsei:temperature ?k }"), "layer L")
    assert absence.note == " The answer holds nothing of the kind layer; its columns of things are ?t (test)."


@pytest.mark.parametrize("name", ["l", "t"])
def test_a_thing_that_is_forced_upon_a_variable_of_another_kind_is_told_so(tiny: Store, name: str) -> None:
    sparql = "SELECT ?l (COUNT(?t) AS ?n) { ?l nsei:hasTest ?t . ?t nsei:temperature ?k } GROUP BY ?l"
    (thing, kind), others = ("test A", "test"), "layer"
    if name == "t":
        (thing, kind), others = ("layer L", "layer"), "test"
    absence = why_not(tiny, asked(sparql), thing, variable=name)
    assert absence.note == f" What ?{name} stands for is of the kind {others}, and this is of the kind {kind}."
    assert why_not(tiny, asked(sparql), "test A", variable="t").note == ""


def test_a_query_of_standard_input_is_called_so(tiny: Store) -> None:
    question = Question(name="-", header={}, sparql=MINE)
    first, *_ = str(why_not(tiny, question, "test A")).splitlines()
    assert first == "test A (test/a) is not in the answer to the query on standard input"


@pytest.mark.parametrize(
    ("sparql", "thing", "variable", "message"),
    [
        (
            "SELECT (COUNT(?l) AS ?n) { ?t nsei:temperature ?k . ?t rdfs:label ?l }",
            "layer L",
            None,
            "mine: no column stands for things, so none can be missing (they are n); ask a query that lists things",
        ),
        (
            "SELECT ?t { ?t a nsei:Test }",
            "sodium floride",
            None,
            "no thing is called 'sodium floride'; did you mean sodium fluoride?",
        ),
        (
            "SELECT ?test { ?test a nsei:Test }",
            "test A",
            "tets",
            "no variable of mine is called 'tets'; did you mean test?",
        ),
        (
            "SELECT ?test { ?test nsei:hasTest ?other }",
            "test A",
            "nope",
            "no variable of mine is called 'nope'; there are other, test",
        ),
        (
            "ASK { ?t a nsei:Test }",
            "test A",
            None,
            "mine: only a SELECT has rows that a thing can be missing from; this is no SELECT",
        ),
    ],
)
def test_what_cannot_be_explained_gets_a_clear_message(
    tiny: Store, sparql: str, thing: str, variable: str | None, message: str
) -> None:
    with pytest.raises(QueryError if ":" in message else UnknownNameError) as caught:
        why_not(tiny, asked(sparql), thing, variable=variable)
    assert str(caught.value) == message


_MOST_KINDS = 3  # some columns hold things of any kind


def _by_kind(store: Store) -> dict[str, list[NamedNode]]:
    """Everything with a name, sorted, by its kind."""
    labelled = {quad.subject for quad in store.quads_for_pattern(None, RDFS.label, None)}
    found: defaultdict[str, list[NamedNode]] = defaultdict(list)
    for one in sorted((one for one in labelled if isinstance(one, NamedNode)), key=str):
        found[kind_of(store, one)].append(one)
    return found


def _left_out(store: Store, question: Question, things: Mapping[str, list[NamedNode]]) -> list[tuple[str, NamedNode]]:
    """For each column of things one thing of each of its first kinds that is not in it."""
    answer = ask(store, question.sparql)
    found = []
    for place, column in enumerate(answer.columns):
        inside = {row[place] for row in answer.rows}
        for kind in sorted({kind_of(store, one) for one in inside if isinstance(one, NamedNode)})[:_MOST_KINDS]:
            outside = [one for one in things[kind] if one not in inside]
            found += [(column, outside[len(outside) // 2])] if outside else []
    return found


def _sound(store: Store, question: Question, absence: Absence) -> bool:
    """Whether a condition is named, the thing is let in without those that fail, and is not with any one of them."""
    query, variable = parse_conditions(question.sparql), f"?{absence.variable}"
    given = Given(variables=(variable,), rows=((absence.thing,),))
    found = trace(Asker(store=store, prologue=query.prologue), requiring(query.select.where, variable), given)
    let_in = not absence.relaxed or (absence.thing,) in ask(store, absence.relaxed).rows
    kept_out = all(not _there(store, query, variable, absence.thing, one.tried) for one in found.failed)
    return bool(absence.failing) and let_in and kept_out


def _there(store: Store, query: Query, variable: str, thing: NamedNode, conditions: tuple[Condition, ...]) -> bool:
    body = " ".join(one.sparql for one in conditions)
    # Here the thing is sought among the solutions; to explain, it was put in before.
    sparql = f"{query.prologue} ASK {{ {{ {body} }} VALUES {variable} {{ {thing} }} }}"
    return ask(store, sparql).rows == ((Literal(True),),)


def _entered(failing: Failing) -> bool:
    """Whether what fails inside a condition is told, down to the last."""
    return failing.verdict not in ("fails inside", "no alternative") or all(
        part.failing and all(_entered(one) for one in part.failing) for part in failing.inside
    )


def test_without_the_conditions_that_fail_every_thing_is_let_in(kg: Built, repository: Path) -> None:
    asked, relaxed, wrong, things = 0, 0, [], _by_kind(kg.store)
    for question in load_questions(repository / "queries"):
        for column, thing in _left_out(kg.store, question, things):
            absence = why_not(kg.store, question, thing.value, variable=column)
            asked, relaxed = asked + 1, relaxed + bool(absence.relaxed)
            if not _sound(kg.store, question, absence) or not all(_entered(one) for one in absence.failing):
                wrong.append(f"{question.name} {curie(thing)} as {column}")
    assert wrong == []
    assert asked > 100
    # In the others all that is asked of the thing fails, as a query inside that comes first.
    assert relaxed > asked * 0.7


def test_every_named_query_answers_or_says_why_it_cannot(kg: Built, repository: Path) -> None:
    refused = {}
    for question in load_questions(repository / "queries"):
        try:
            absence = why_not(kg.store, question, "substance/naf")
        except NaseikgError as error:
            refused[question.name] = str(error)
        else:
            assert absence.in_answer != bool(absence.failing), question.name
    assert refused.keys() >= {"references-by-journal", "references-by-year"}
    assert [name for name, message in refused.items() if "no column stands for things" not in message] == []


def test_a_question_of_a_researcher_is_answered_at_once(kg: Built, repository: Path) -> None:
    (question,) = (one for one in load_questions(repository / "queries") if one.name == "longest-tests-1ma-1mah")
    before = time.perf_counter()
    absence = why_not(kg.store, question, "test/al2o3-peald-cycling")
    assert time.perf_counter() - before < 0.3
    assert [one.says for one in absence.failing] == [
        "areal capacity applied: not stated by the review",
        "lifetime reached: not stated by the review",
        "current density applied: 3 mA cm-2; the query wants = 1.0",
    ]


@pytest.fixture
def command(
    small: SmallProject, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str]]:
    """Runs a command on the small project, which is built and has a query, in a terminal of a hundred columns."""
    monkeypatch.setenv("COLUMNS", "100")
    root = str(small.project.root)
    small.project.queries.mkdir(exist_ok=True)
    (small.project.queries / "layers-of-sodium.rq").write_text(LAYERS_OF_SODIUM)
    assert main(["--project", root, "build"]) == 0
    capsys.readouterr()

    def run(*words: str) -> tuple[int, str]:
        code = main(["--project", root, *words])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


LAYERS_OF_SODIUM = """#+ title: Layers with sodium
#+ question: Which layers have sodium metal as a phase?
SELECT ?layer_id WHERE {
  ?layer_id a nsei:ArtificialInterphase ; nsei:hasComponent <https://w3id.org/naseikg/substance/sodium-metal> .
}
"""


def test_the_command_explains_a_named_query(command: Callable[..., tuple[int, str]]) -> None:
    assert command("why-not", "layers-of-sodium", "naf-layer") == (
        0,
        "sodium fluoride layer (interphase/naf-layer) is not in the answer to layers-of-sodium\n"
        "Which layers have sodium metal as a phase?\n"
        "As ?layer_id it fails 1 condition; 1 other holds. The query has no answer at all.\n"
        "\n"
        "fails: ?layer_id nsei:hasComponent <substance/sodium-metal>\n"
        "  has component: sodium fluoride; the query wants sodium metal\n"
        "\n"
        "holds\n"
        "  ?layer_id a nsei:ArtificialInterphase\n",
    )


def test_the_command_explains_a_query_of_a_file(command: Callable[..., tuple[int, str]]) -> None:
    Path("mine.rq").write_text("SELECT ?salt { ?salt nsei:formula 'NaF' }")
    code, printed = command("why-not", "-f", "mine.rq", "NaF", "--as", "salt", "--format", "markdown")
    assert (code, printed.splitlines()[0]) == (0, "### sodium fluoride (substance/naf) is in the answer to mine.rq")
    code, printed = command("why-not", "-f", "mine.rq", "sodium metal", "--format", "json")
    assert (code, json.loads(printed)["failing"][0]["says"]) == (0, "formula: nothing is recorded")


def test_the_command_says_what_is_wrong_with_its_words(command: Callable[..., tuple[int, str]]) -> None:
    wrong: list[tuple[tuple[str, ...], str]] = [
        (
            ("NaF",),
            "give the QUERY and the THING, or -f FILE and the THING; 'naseikg query --list' shows queries",
        ),
        (("layers-of-sodium", "NaFF"), "no thing is called 'NaFF'; did you mean NaF?"),
        (("layers-of", "NaF"), "no query is called 'layers-of'; did you mean layers-of-sodium?"),
        (
            ("layers-of-sodium", "NaF", "--as", "layer"),
            "no variable of layers-of-sodium is called 'layer'; did you mean layer_id?",
        ),
        (
            ("-f", "none.rq", "NaF"),
            "none.rq: cannot be read (No such file or directory); give the path of a file with SPARQL",
        ),
    ]
    for words, message in wrong:
        assert command("why-not", *words) == (2, f"naseikg: {message}\n")
