"""Parameters of named queries: each narrows its answer, and no value becomes anything but a term."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from accepted import accepted, is_part, table_of
from naseikg.asking.answers import ask
from naseikg.asking.parameters import parameters_of, with_values
from naseikg.asking.questions import Question, load_questions, parse_question
from naseikg.cli import main
from naseikg.errors import NaseikgError, QueryError
from naseikg.pipeline import Built

QUESTIONS = load_questions(Path(__file__).parent.parent / "queries")
WITH_PARAMETERS = [one for one in QUESTIONS if "parameters" in one.header]
#: What a parameter cannot be called, as the command line, Python or HTTP mean something else by it.
TAKEN = {"asserted", "format", "limit", "name_or_sparql", "offset", "units"}
_OF_COLUMN = re.compile(r"^ *#: FILTER\(\?(\w+) = \$(\w+)\)$", re.M)

every_question = pytest.mark.parametrize("question", WITH_PARAMETERS, ids=lambda one: str(one.name))


def _typed(type: str, line: str = "FILTER(?value = $x)") -> Question:
    text = (
        f"#+ parameters: x: something, such as y ({type})\nSELECT ?value {{ ?value ?p ?o }}\n#: {line}\nORDER BY ?value"
    )
    return parse_question(text.replace(" }\n#: ", "\n#: ").replace("\nORDER", "\n}\nORDER"), name="typed")


def _term(kg: Built, type: str, value: str) -> str:
    found = re.search(r"FILTER\(\?value = (.*)\)$", with_values(kg.store, _typed(type), {"x": value}).sparql, re.M)
    assert found
    return found[1]


def test_most_queries_have_parameters() -> None:
    assert len(WITH_PARAMETERS) >= 130
    assert sum(len(parameters_of(one)) for one in QUESTIONS) >= 300


@every_question
def test_the_example_of_each_parameter_gives_a_part_of_the_accepted_answer(question: Question, kg: Built) -> None:
    """A parameter on a column gives just the rows with that value in it; any other some of the rows."""
    whole = accepted(question.name)
    columns = {name: column for column, name in _OF_COLUMN.findall(question.sparql)}
    for one in parameters_of(question):
        bound = with_values(kg.store, question, {one.name: one.example})
        found = table_of(ask(kg.store, bound.sparql, name=question.name))
        assert 1 < len(found) < len(whole), one
        assert is_part(found, whole), one
        if one.name in columns:
            place = whole[0].index(columns[one.name])
            (value,) = {row[place] for row in found[1:]}
            assert found[1:] == [row for row in whole[1:] if row[place] == value], one


@every_question
def test_a_query_with_all_values_declares_its_prefixes_and_takes_no_name_twice(question: Question, kg: Built) -> None:
    values = {one.name: one.example for one in parameters_of(question)}
    bound = with_values(kg.store, question, values)
    assert "#:" not in bound.sparql
    # No prefixes are given here, as to another tool.
    Store().query(bound.sparql)
    assert not values.keys() & TAKEN


def test_a_query_without_values_is_run_as_it_is_written(kg: Built) -> None:
    assert all(with_values(kg.store, one, {}) is one for one in QUESTIONS)


def test_several_values_hold_together(kg: Built) -> None:
    (question,) = [one for one in QUESTIONS if one.name == "all-layers"]
    one, other = {"component": "NaF"}, {"layer_class": "hybrid interphase"}
    naf, hybrid, both = (
        set(ask(kg.store, with_values(kg.store, question, values).sparql).rows) for values in (one, other, one | other)
    )
    assert 0 < len(both) < len(naf)
    assert both == naf & hybrid


@pytest.mark.parametrize(
    ("type", "value", "term"),
    [
        ("thing", "NaF", "<https://w3id.org/naseikg/substance/naf>"),
        ("thing", "https://w3id.org/naseikg/substance/naf", "<https://w3id.org/naseikg/substance/naf>"),
        ("nsei:Substance", "sodium fluoride", "<https://w3id.org/naseikg/substance/naf>"),
        ("nsei:Reference", "[71]", "<https://w3id.org/naseikg/reference/shi-2023-71>"),
        ("nsei:Section", "3.1", "<https://w3id.org/naseikg/section/shi-2023-3.1>"),
        ("class", "hybrid interphase", "<https://w3id.org/naseikg/ontology#HybridInterphase>"),
        ("class", "HybridInterphase", "<https://w3id.org/naseikg/ontology#HybridInterphase>"),
        ("class", "nsei:HybridInterphase", "<https://w3id.org/naseikg/ontology#HybridInterphase>"),
        ("owl:ObjectProperty", "has component", "<https://w3id.org/naseikg/ontology#hasComponent>"),
        ("text", 'a "b" \\ c\nd', '"a \\"b\\" \\\\ c\\nd"'),
        ("one of yes, no", "no", '"no"'),
        ("integer", " +07 ", '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", "1e-3", '"0.001"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("decimal in h", "780", '"780"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("decimal in h", "7200 s", '"2"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("decimal in mA cm-2", "10 A/m2", '"1"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
    ],
)
def test_a_value_becomes_the_term_that_its_type_says(kg: Built, type: str, value: str, term: str) -> None:
    assert _term(kg, type, value) == term


@pytest.mark.parametrize(
    ("type", "value", "message"),
    [
        ("thing", "unobtainium", "no thing is called 'unobtainium'"),
        ("nsei:Substance", "sodium flouride", "no substance is called 'sodium flouride'; did you mean substance/naf?"),
        ("nsei:Interphase", "NaF", "no interphase is called 'NaF'; it is the name of substance/naf"),
        ("class", "Polimer", "no class is called 'Polimer'; did you mean nsei:Polymer?"),
        ("one of yes, no", "perhaps", "parameter x is 'perhaps'; give one of yes, no"),
        ("integer", "1.5", "parameter x is '1.5'; give a whole number"),
        ("integer", "1) } #", "parameter x is '1) } #'; give a whole number"),
        ("decimal", "many", "parameter x is 'many'; give a number, such as 1.5"),
        ("decimal", "5 h", "parameter x is '5 h'; give a number, such as 1.5"),
        ("decimal in h", "h", "parameter x is 'h'; give a number, such as 1.5, or with a unit, such as '1.5 h'"),
        ("decimal in h", "5 V", "parameter x: V cannot be converted into h: they measure different things"),
        ("decimal", "1e99", None),
        ("text", "x" * 1001, "parameter x has a value of 1001 letters; give a name or a number"),
        ("text", "a\0b", "parameter x is 'a\\x00b', which is no text; leave such letters out"),
        ("text", "\ud800", "parameter x is '\\ud800', which is no text; leave such letters out"),
    ],
)
def test_a_value_of_another_type_is_refused(kg: Built, type: str, value: str, message: str | None) -> None:
    if message is None:
        assert _term(kg, type, value) == f'"{10**99}"^^<http://www.w3.org/2001/XMLSchema#decimal>'
        return
    with pytest.raises(NaseikgError) as caught:
        _term(kg, type, value)
    assert str(caught.value) == message


def test_an_unknown_parameter_is_refused_with_those_there_are(kg: Built) -> None:
    (question,) = [one for one in QUESTIONS if one.name == "references-by-year"]
    for name, message in [
        ("from", "no parameter of references-by-year is called 'from'; did you mean from_year?"),
        ("zebra", "no parameter of references-by-year is called 'zebra'; there are from_year, to_year"),
    ]:
        with pytest.raises(LookupError) as caught:
            with_values(kg.store, question, {name: "2020"})
        assert str(caught.value) == message


#: Strings that end a string, a group or a line in SPARQL, in each way that is known.
HOSTILE = (
    '" ) } DROP ALL #',
    "' ) } #",
    '""" ) }',
    "\\",
    '\\" ) } #',
    "\\u0022 ) } #",
    "\\\\u0022 ) } #",
    "\n} SELECT * {",
    "\r} #",
    "\u2028}",
    "> } <",
    "$x ?x {} #:",
    "<https://w3id.org/naseikg/substance/naf> . ?s ?p ?o",
    "naf> } SERVICE <http://127.0.0.1/",
)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_text_is_only_compared(value: str) -> None:
    _require_only_compared(value)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20))
def test_any_text_is_only_compared(value: str) -> None:
    _require_only_compared(value)


def _require_only_compared(value: str) -> None:
    """A text finds itself and nothing else, whatever letters it has."""
    text = "#+ parameters: x: a text, such as y (text)\nSELECT ?one ?got WHERE {\n  BIND('other' AS ?one)\n  #: BIND($x AS ?got)\n}"
    bound = with_values(Store(), parse_question(text, name="hostile"), {"x": value})
    ((one, got),) = ask(Store(), bound.sparql).rows
    assert getattr(one, "value", None) == "other"
    assert getattr(got, "value", None) == value


@pytest.mark.parametrize(
    "type", ["thing", "nsei:Substance", "class", "integer", "decimal", "decimal in h", "one of a, b"]
)
@pytest.mark.parametrize("value", HOSTILE[::4])
def test_a_hostile_value_of_another_type_is_refused(kg: Built, type: str, value: str) -> None:
    with pytest.raises(NaseikgError):
        _term(kg, type, value)


@pytest.mark.parametrize(
    ("header", "line", "message"),
    [
        ("x, such as y (text)", "FILTER($x)", "parameter 'x, such as y (text)' cannot be read"),
        ("x: a thing (text)", "FILTER($x)", "parameter 'x: a thing (text)' cannot be read"),
        ("x: a thing, such as y (words)", "FILTER($x)", "parameter 'x: a thing, such as y (words)' cannot be read"),
        ("x: a thing, such as y (text)", "FILTER($y)", "the header declares the parameters x, the lines"),
        ("x: a thing, such as y (text)", "FILTER(?y)", "the header declares the parameters x, the lines"),
        ("x: a, such as y (text); x: b, such as y (text)", "FILTER($x)", "the header declares the parameters x, x,"),
    ],
)
def test_a_header_that_does_not_fit_is_refused(header: str, line: str, message: str) -> None:
    text = f"#+ parameters: {header}\nSELECT * {{\n  #: {line}\n}}"
    with pytest.raises(QueryError, match=re.escape(f"mine: {message}")):
        parameters_of(parse_question(text, name="mine"))


def _said(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    captured = capsys.readouterr()
    return captured.out, captured.err


def test_the_command_line_takes_values(served_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--project", str(served_root), "query", "cycling-tests", "--format", "csv"]
    assert main([*asked, "--with", "component=Na3P", "--with", "least_hours=28 d"]) == 0
    assert [line.partition(",")[0] for line in _said(capsys)[0].splitlines()] == [
        "electrode",
        "sodium phosphide layer from red phosphorus",
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--with", "component"], "--with 'component': write it as NAME=VALUE, such as --with component=NaF"),
        (["--with", "layer=a", "--with", "layer=b"], "--with layer= is given twice; give one value"),
        (["--with", "layer=a", "--accept"], "--accept writes the whole answer; leave --with out"),
        (["--parameters", "--asserted"], "--parameters stands alone beside the query; leave the rest out"),
        (["--with", "color=a"], "no parameter of alucone-layers is called 'color'; there are layer, method"),
        (["--with", "layer=NaF"], "no interphase is called 'NaF'; it is the name of substance/naf"),
    ],
)
def test_the_command_line_refuses_wrong_values(
    served_root: Path, capsys: pytest.CaptureFixture[str], options: list[str], message: str
) -> None:
    assert main(["--project", str(served_root), "query", "alucone-layers", *options]) == 2
    assert _said(capsys)[1] == f"naseikg: {message}\n"


def test_the_command_line_tells_the_parameters(served_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("references-by-year", "support-by-number-of-references"):
        assert main(["--project", str(served_root), "query", name, "--parameters"]) == 0
    assert _said(capsys)[0] == (
        "from_year  the first year, such as 2020 (integer)\n"
        "to_year    the last year, such as 2018 (integer)\n"
        "support-by-number-of-references has no parameters\n"
    )
