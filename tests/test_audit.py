"""The audit: its sections come from the queries, its numbers agree with the records, and wrong headers are refused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from naseikg.asking.answers import Answer
from naseikg.asking.formats import cell_text
from naseikg.asking.questions import Question, load_questions, parse_question
from naseikg.asking.store import store_of
from naseikg.auditing.audit import Audit, audit_of
from naseikg.auditing.grids import grid_of
from naseikg.auditing.results import result_of
from naseikg.cli import main
from naseikg.errors import AmbiguousNameError, QueryError, UnknownNameError
from naseikg.pipeline import Built
from naseikg.records.literature import Finding
from naseikg.vocabulary import BASE, GRAPH_ASSERTED, NSEI, curie

QUESTIONS = load_questions(Path(__file__).parent.parent / "queries")


@pytest.fixture(scope="module")
def audit(kg: Built) -> Audit:
    return audit_of(kg.store, QUESTIONS)


def thing(name: str) -> NamedNode:
    return NamedNode(BASE + name)


def rows_of(audit: Audit, name: str) -> list[dict[str, str]]:
    (answer,) = [part.answer for one in audit.sections for part in one.parts if part.question.name == name]
    return [dict(zip(answer.columns, map(cell_text, row), strict=True)) for row in answer.rows]


def test_the_audit_has_nine_sections_with_their_parts_in_order(audit: Audit) -> None:
    assert [(one.number, one.title, [part.number for part in one.parts]) for one in audit.sections] == [
        (1, "Conditions of the cycling tests", ["1.1", "1.2"]),
        (2, "Citations", ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6"]),
        (3, "Conflicts inside the text", ["3.1", "3.2", "3.3", "3.4", "3.5"]),
        (4, "Requirements of an ideal SEI", ["4.1", "4.2"]),
        (5, "Class, method and substrate", ["5.1", "5.2"]),
        (6, "Challenges without a strategy of their own", ["6.1", "6.2"]),
        (7, "Known only from lithium or potassium", ["7.1", "7.2"]),
        (8, "Claims on one reference", ["8.1", "8.2", "8.3"]),
        (9, "Measured, computed or argued", ["9.1", "9.2", "9.3"]),
    ]


def test_every_section_says_what_it_does_not_show(audit: Audit) -> None:
    assert [one.number for one in audit.sections if not one.not_shown] == []


def test_the_ledger_has_every_test_under_every_condition_once(audit: Audit) -> None:
    rows = rows_of(audit, "test-condition-ledger")
    tests = {row["test_id"] for row in rows}
    conditions = {row["condition_id"] for row in rows}
    assert len(rows) == len({(row["test_id"], row["condition_id"]) for row in rows}) == len(tests) * len(conditions)
    assert {row["state"] for row in rows if row["value"]} == {"stated"}
    assert {row["state"] for row in rows if not row["value"]} <= {"not stated", "nobody looked"}


def test_a_condition_that_is_neither_stated_nor_said_to_be_missing_was_looked_for_by_nobody(kg: Built) -> None:
    store = store_of(kg.store)
    missing = Quad(thing("test/na2te-cycling"), NSEI.notStated, NSEI.temperature, GRAPH_ASSERTED)
    assert missing in store
    store.remove(missing)
    rows = rows_of(audit_of(store, QUESTIONS, sections=["1"]), "test-condition-ledger")
    assert [(row["test_id"], row["condition"]) for row in rows if row["state"] == "nobody looked"] == [
        ("test/na2te-cycling", "temperature")
    ]


def test_the_ledger_agrees_with_how_often_each_condition_is_stated(audit: Audit) -> None:
    ledger = rows_of(audit, "test-condition-ledger")
    for row in rows_of(audit, "conditions-by-how-often-stated"):
        cells = [one["state"] for one in ledger if one["condition_id"] == row["property_id"]]
        counted = (cells.count("stated"), cells.count("not stated"))
        assert counted == (int(row["stated"]), int(row["not_stated"])), row["property"]


def test_the_counts_of_each_requirement_are_those_of_its_cells(audit: Audit) -> None:
    cells = [row for row in rows_of(audit, "requirements-against-layers") if row["kind"] == "artificial"]
    counts = rows_of(audit, "requirements-by-verdict")
    assert {row["requirement_id"] for row in counts} == {row["requirement_id"] for row in cells}
    for row in counts:
        verdicts = [one["verdict"] for one in cells if one["requirement_id"] == row["requirement_id"]]
        both = verdicts.count("met and contradicted")
        assert {
            "met": verdicts.count("met") + both,
            "contradicted": verdicts.count("contradicted") + both,
            "effect": verdicts.count("met in effect") + verdicts.count("contradicted in effect"),
            "part": verdicts.count("said of a component"),
            "silent": verdicts.count("not reported"),
        } == {key: int(row[key]) for key in ("met", "contradicted", "effect", "part", "silent")}


def test_a_requirement_that_is_met_and_contradicted_is_both(kg: Built) -> None:
    store = store_of(kg.store)
    finding = thing("finding/made-up")
    layer, requirement = thing("interphase/na3p-red-phosphorus"), thing("requirement/robustness")
    for predicate, value in (
        (NSEI.subject, layer),
        (NSEI.relation, NSEI.fallsShortOf),
        (NSEI.object, requirement),
        (NSEI.basis, thing("basis/argued")),
        (NSEI.supportedBy, thing("reference/shi-2023-9")),
    ):
        store.add(Quad(finding, predicate, value, GRAPH_ASSERTED))
    found = rows_of(audit_of(store, QUESTIONS, sections=["4"]), "requirements-against-layers")
    assert [
        (row["layer_id"], row["requirement_id"], row["basis"], row["references"])
        for row in found
        if row["verdict"] == "met and contradicted"
    ] == [(curie(layer), curie(requirement), "argued, measured", "9, 71")]


def test_a_met_or_contradicted_requirement_has_evidence_and_an_unreported_one_has_none(audit: Audit) -> None:
    rows = rows_of(audit, "requirements-against-layers")
    said = ("met", "contradicted", "met and contradicted", "met in effect", "contradicted in effect")
    assert [row for row in rows if bool(row["basis"]) != (row["verdict"] in said)] == []
    assert [row for row in rows if row["verdict"] == "not reported" and (row["references"] or row["through"])] == []


def test_the_gap_matrix_has_every_combination_once_and_calls_none_untested(audit: Audit) -> None:
    rows = rows_of(audit, "gap-matrix")
    keys = [(row["class_id"], row["method_kind"], row["substrate"]) for row in rows]
    assert len(set(keys)) == len(keys)
    told = [row for row in rows if row["evidence"] != "reported in part"]
    axes = [{row[axis] for row in told} for axis in ("class_id", "method_kind", "substrate")]
    assert len(told) == len(axes[0]) * len(axes[1]) * len(axes[2])
    assert {row["evidence"] for row in rows} == {"none in this review", "reported", "reported in part"}
    assert [row for row in rows if bool(row["layer_names"]) == (row["evidence"] == "none in this review")] == []


def test_a_gap_says_how_many_layers_could_fill_it_for_all_the_review_tells(audit: Audit) -> None:
    gap = {
        (row["class"], row["method_kind"], row["substrate"]): row["could_belong_here"]
        for row in rows_of(audit, "gap-matrix")
    }
    # Eight layers have neither method nor substrate, one has sodium only, nine more an untold way of conversion on sodium.
    assert gap["inorganic interphase", "electrochemical conversion", "sodium metal"] == "18"
    assert gap["inorganic interphase", "electrospinning", "sodium metal"] == "9"
    assert gap["inorganic interphase", "electrospinning", "separator"] == "8"
    assert gap["hybrid interphase", "electrospinning", "separator"] == "0"


def findings_of(kg: Built) -> list[Finding]:
    return [one for one in kg.records if isinstance(one, Finding)]


def test_the_support_of_statements_is_what_the_records_give(audit: Audit, kg: Built) -> None:
    references: dict[tuple[str, str, str], set[str]] = {}
    for one in findings_of(kg):
        if one.relation.value.rpartition("#")[2] not in ("adaptedFrom", "depicts"):
            key = (str(one.subject), one.relation.value, str(one.object))
            references.setdefault(key, set()).update(map(str, one.references))
    sizes = [len(found) for found in references.values()]
    (row,) = [row for row in rows_of(audit, "support-by-number-of-references") if row["what"] == "statement"]
    assert [row[key] for key in ("all", "on_none", "on_one", "on_two", "on_more")] == [
        str(count)
        for count in (len(sizes), sizes.count(0), sizes.count(1), sizes.count(2), sum(size > 2 for size in sizes))
    ]
    assert len(rows_of(audit, "claims-on-one-reference")) == sizes.count(1)


def test_layers_and_strategies_on_one_reference_are_as_many_as_counted(audit: Audit) -> None:
    listed = [row["what"] for row in rows_of(audit, "layers-and-strategies-on-one-reference")]
    counted = {row["what"]: int(row["on_one"]) for row in rows_of(audit, "support-by-number-of-references")}
    assert {what: listed.count(what) for what in set(listed)} == {
        what: count for what, count in counted.items() if what != "statement"
    }


def test_every_claim_of_another_metal_is_counted_with_its_thing(audit: Audit) -> None:
    claims = rows_of(audit, "claims-from-lithium-and-potassium")
    things = rows_of(audit, "things-known-only-from-other-metals")
    depicted = [row for row in claims if "/shi-2023-fig" in row["finding_id"]]
    assert sum(int(row["claims"]) for row in things) == len(claims) - len(depicted) > 0


def test_a_name_that_another_reference_of_the_range_confirms_is_told_apart(audit: Audit) -> None:
    rows = rows_of(audit, "credits-without-author")
    assert [(row["group"], row["number"]) for row in rows if row["author_found_in"] == "none"] == [
        ("Sun et al.", "127")
    ]
    assert {row["number"] for row in rows if row["author_found_in"] == "85"} == {"84", "86"}


def test_a_conflict_shows_two_places_or_a_place_and_a_reference(audit: Audit) -> None:
    names = ("contradictions", "name-and-formula-conflicts", "caption-unit-and-class-conflicts")
    rows = [row for name in names for row in rows_of(audit, name)]
    assert [row for row in rows if "; " not in row["places"] and not row["references"]] == []


@pytest.mark.parametrize(
    ("asked", "numbers"), [((), [*range(1, 10)]), (("9", "conditions", "1"), [1, 9]), (("SEI",), [4])]
)
def test_sections_are_chosen_by_number_or_by_a_word(kg: Built, asked: Sequence[str], numbers: list[int]) -> None:
    assert [one.number for one in audit_of(kg.store, QUESTIONS, sections=asked).sections] == numbers


@pytest.mark.parametrize("name", ["0", "10", "lithum", "", "²"])
def test_a_section_that_is_not_there_is_refused_with_those_that_are(name: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        audit_of(Store(), _QUERIES, sections=[name])
    assert str(caught.value) == f"no section of the audit is called {name!r}; there are 1 Layers, 2 Layers of tin"


def test_a_word_of_two_titles_is_refused() -> None:
    with pytest.raises(AmbiguousNameError, match="give one of 1 Layers, 2 Layers of tin"):
        audit_of(Store(), _QUERIES, sections=["layers"])


def query(name: str, *header: str) -> Question:
    lines = [f"#+ {line}\n" for line in header]
    sparql = 'SELECT ?layer ?state ?count WHERE { VALUES (?layer ?state ?count) { ("a" "met" 2) ("b" "open" 3) } }'
    return parse_question("".join([f"#+ title: {name}\n", *lines, sparql]), name=name)


_QUERIES = (
    query("two", "audit: 2.1 Layers of tin", "result: {rows}"),
    query("one", "audit: 1.1 Layers", "result: {rows} rows", "not_shown: All else."),
    query("none"),
)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (("audit: Layers", "result: x"), "new: header 'audit' is 'Layers'; write it as SECTION.PART TITLE, such as 1.1 Conditions"),
        (("audit: 1.2 Coats", "result: x"), "new: header 'audit' calls section 1 'Coats', but one calls it 'Layers'; give both one title"),
        (("audit: 2.1 Layers of tin", "result: x"), "two: header 'audit' says 2.1, where new stands; give each a number of its own"),
        (("audit: 3.1 More",), "new: has a header 'audit' but none 'result'; say the answer in one sentence"),
        (("audit: 3.1 More", "result: {sum state}"), "new: header 'result' has {sum state}, but 'met' is no number"),
        (("audit: 3.1 More", "result: {list states}"), "new: header 'result' has {list states}, but no column is called 'states'; there are layer, state, count"),
        (("audit: 3.1 More", "result: {most state}"), "new: header 'result' has {most state}; give rows, distinct COLUMN, sum COLUMN or list COLUMN, with or without where COLUMN=VALUE"),
        (("audit: 3.1 More", "result: {rows where state}"), "new: header 'result' has {rows where state}; write a condition as COLUMN=VALUE or COLUMN>NUMBER"),
        (("audit: 3.1 More", "result: x", "grid: layer, state"), "new: header 'grid' is 'layer, state'; write it as COLUMN, ... by COLUMN shows COLUMN, ..."),
        (("audit: 3.1 More", "result: x", "grid: layer by part shows state"), "new: header 'grid' names a column 'part' that the answer does not have; there are layer, state, count"),
    ],
)  # fmt: skip
def test_a_wrong_header_is_refused(header: Sequence[str], message: str) -> None:
    with pytest.raises(QueryError) as caught:
        audit_of(Store(), [*_QUERIES, query("new", *header)])
    assert str(caught.value) == message


_ANSWER = Answer(
    columns=("layer", "state", "count"),
    rows=(
        (Literal("a"), Literal("met"), Literal(2)),
        (Literal("b"), Literal("met and open"), Literal(3)),
        (Literal("a"), Literal("open"), None),
    ),
)


@pytest.mark.parametrize(
    ("sentence", "result"),
    [
        ("{rows} rows", "3 rows"),
        ("{distinct layer}", "2"),
        ("{distinct count}", "2"),
        ("{sum count}", "5"),
        ("{sum count where state=open}", "0"),
        ("{list layer}", "a, b"),
        ("{list layer, count}", "a 2, b 3, a"),
        ("{list layer where count>3}", "none"),
        ("{rows where state=met and open}", "1"),
        ("{rows where layer=a and state=met}", "1"),
        ("{rows where layer=a and count>1}", "1"),
        ("{rows where count>2}", "1"),
    ],
)
def test_a_sentence_gets_its_numbers_from_the_answer(sentence: str, result: str) -> None:
    assert result_of(sentence, _ANSWER, name="it") == result


def test_a_grid_of_counts_has_a_zero_where_the_answer_has_no_row() -> None:
    rows = (
        (Literal("a"), Literal("x"), Literal(2)),
        (Literal("b"), Literal("y"), Literal(3)),
    )
    grid = grid_of("layer by kind shows count", Answer(columns=("layer", "kind", "count"), rows=rows), name="it")
    assert grid.as_answer() == Answer(
        columns=("layer", "x", "y"),
        rows=((Literal("a"), Literal(2), Literal(0)), (Literal("b"), Literal(0), Literal(3))),
    )


def test_a_grid_with_details_keeps_references_in_brackets_and_empty_cells_empty() -> None:
    rows = (
        (Literal("a"), Literal("x"), Literal("met"), Literal("measured"), Literal("7, 9")),
        (Literal("b"), Literal("y"), Literal("open"), None, None),
    )
    columns = ("layer", "requirement", "verdict", "basis", "references")
    header = "layer by requirement shows verdict, basis, references"
    grid = grid_of(header, Answer(columns=columns, rows=rows), name="it")
    assert grid.as_answer() == Answer(
        columns=("layer", "x", "y"),
        rows=(
            (Literal("a"), Literal("met (measured) [7, 9]"), None),
            (Literal("b"), None, Literal("open")),
        ),
    )


@pytest.mark.parametrize("width", [60, 100])
def test_the_text_fits_its_width_and_loses_no_column(audit: Audit, width: int) -> None:
    text = audit.write(width=width)
    # A word such as the name of a query is never cut.
    assert [line for line in text.splitlines() if len(line) > width and "; naseikg query " not in line] == []


def test_a_long_table_is_cut_in_the_text_and_says_how_many_more_there_are() -> None:
    rows = tuple((Literal(f"layer {number}"), Literal(number)) for number in range(30))
    values = " ".join(f'("layer {number}" {number})' for number in range(30))
    sparql = f"SELECT ?layer ?number WHERE {{ VALUES (?layer ?number) {{ {values} }} }} ORDER BY ?number"
    long = parse_question(f"#+ audit: 1.1 Layers\n#+ result: {{rows}}\n{sparql}", name="long")
    text = audit_of(Store(), [long]).write()
    assert [line for line in text.splitlines() if line.startswith("layer ")] == [
        "layer     number",
        *(f"{layer.value:<8}{number.value:>8}" for layer, number in rows[:20]),
    ]
    assert text.endswith("\n\n... and 10 more; naseikg query long\n")


def test_prose_stands_one_cell_below_the_other_when_a_table_would_be_too_long() -> None:
    values = " ".join(f'("{note}" "{"word " * 60}")' for note in "abcde")
    sparql = f"SELECT ?note ?problem WHERE {{ VALUES (?note ?problem) {{ {values} }} }}"
    long = parse_question(f"#+ audit: 1.1 Notes\n#+ result: {{rows}}\n{sparql}", name="long")
    text = audit_of(Store(), [long]).write(width=30)
    assert "\nnote: a\nproblem: word word word word\n  word word word word word\n" in text


def test_markdown_and_json_hold_every_row(audit: Audit) -> None:
    parts = [part for one in audit.sections for part in one.parts]
    listed = json.loads(audit.write("json"))
    assert [len(part["rows"]) for one in listed for part in one["parts"]] == [len(part.answer.rows) for part in parts]
    lines = audit.write("markdown").splitlines()
    tables = sum(line.startswith("| ---") for line in lines)
    rows = sum(line.startswith("| ") for line in lines) - 2 * tables
    assert tables == len(parts)
    assert rows == sum(len(part.grid.rows) if part.grid else len(part.answer.rows) for part in parts)


def test_an_unknown_format_is_refused(audit: Audit) -> None:
    with pytest.raises(UnknownNameError, match="no format of the audit is called 'markdwn'; did you mean markdown"):
        audit.write("markdwn")


def test_the_text_of_a_small_audit_is_whole() -> None:
    questions = [
        query("one", "audit: 1.1 Layers", "question: Which layers?", "result: {rows} rows", "not_shown: All else."),
        query("two", "audit: 1.2 Layers", "result: {list layer}", "grid: layer by state shows count"),
    ]
    assert audit_of(Store(), questions).write(width=40) == (
        "1 Layers\n========\n\n"
        "1.1 one\nWhich layers?\nResult: 2 rows\n\n"
        "layer  state  count\na      met        2\nb      open       3\n\n"
        "1.2 two\nResult: a, b\n\n"
        "layer  met  open\na        2     0\nb        0     3\n\n"
        "Not shown: All else.\n"
    )


def test_an_audit_without_queries_is_refused() -> None:
    with pytest.raises(QueryError, match=r"^no query has a header 'audit'; give one to the queries of the report$"):
        audit_of(Store(), [query("none")])


def test_the_summary_is_plain_text_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--summary", "--format", "json"]) == 2
    assert capsys.readouterr().err == "naseikg: --summary is plain text; leave --format out\n"
