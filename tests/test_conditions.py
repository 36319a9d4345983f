from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node, Variable

from naseikg.asking.answers import ask
from naseikg.errors import QueryError
from naseikg.missing.conditions import (
    Bind,
    Exists,
    Filter,
    Group,
    Minus,
    Nested,
    OptionalPart,
    Pattern,
    SubSelect,
    Union,
    Values,
)
from naseikg.missing.cutting import parse_conditions
from naseikg.pipeline import Built
from naseikg.vocabulary import PREFIXES

QUERIES = sorted((Path(__file__).parent.parent / "queries").rglob("*.rq"))


def _cut(sparql: str) -> list[tuple[str, str]]:
    conditions = parse_conditions(sparql).select.where.conditions
    return [(type(one).__name__, one.text) for one in conditions]


@pytest.mark.parametrize(
    "more", ["ORDER BY ?x", "LIMIT 3", "VALUES ?x { nsei:q }", "ORDER BY ?x LIMIT 3 VALUES ?x { nsei:q }"]
)
def test_what_comes_after_having_in_a_select_inside_does_not_leak_out(more: str) -> None:
    inside = f"SELECT ?x (COUNT(?y) AS ?n) {{ ?x nsei:a ?y }} GROUP BY ?x HAVING(COUNT(?y) > 1) {more}"
    conditions = parse_conditions(f"SELECT ?x {{ {{ {inside} }} ?x nsei:b ?z }}").select.where.conditions
    assert [one.text for one in conditions] == ["{ SELECT ?x ?n ... }", "?x nsei:b ?z"]


def test_every_query_put_together_again_gives_the_same_rows(kg: Built) -> None:
    assert QUERIES
    for path in QUERIES:
        query = parse_conditions(path.read_text(), name=path.stem)
        again = f"{query.prologue} {query.select.sparql}"
        assert ask(kg.store, again) == ask(kg.store, path.read_text()), path.stem


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_query_has_the_triple_patterns_that_another_parser_finds(path: Path) -> None:
    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    # A filter that is no plain EXISTS is one condition here, whatever stands in it.
    ours = Counter(_ends(parse_conditions(path.read_text()).select.where))
    theirs = Counter(_their_ends(parseQuery(head + path.read_text())[1]["where"]))
    assert ours == theirs


def _ends(group: Group) -> Iterator[tuple[str, str]]:
    for one in group.conditions:
        if isinstance(one, Pattern):
            yield _end(one.subject), _end(one.object)
        elif isinstance(one, Exists | Minus | OptionalPart | Nested):
            yield from _ends(one.group)
        elif isinstance(one, Union):
            for branch in one.branches:
                yield from _ends(branch)
        elif isinstance(one, SubSelect):
            yield from _ends(one.select.where)


def _end(node: str) -> str:
    return node if node.startswith("?") and not node.startswith("?_blank") else "-"


def _their_ends(part: object) -> Iterator[tuple[str, str]]:
    if not isinstance(part, CompValue):
        if isinstance(part, list):
            for one in part:
                yield from _their_ends(one)
        return
    if part.name == "TriplesBlock":
        for triples in part["triples"]:
            for place in range(0, len(triples), 3):
                yield _their_end(triples[place]), _their_end(triples[place + 2])
    elif part.name == "Filter":
        yield from _their_ends(_only_exists(part["expr"]))
    elif part.name != "Bind":
        for name in ("part", "graph", "where"):
            yield from _their_ends(part.get(name))


def _their_end(node: Node) -> str:
    return f"?{node}" if isinstance(node, Variable) else "-"


def _only_exists(expression: object) -> list[object]:
    """The groups of a filter that is EXISTS, or of those that are joined in it by ``&&``."""
    if not isinstance(expression, CompValue):
        return []
    if expression.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
        return [expression["graph"]]
    others = expression.get("other")
    if expression.name == "ConditionalOrExpression" and others:
        return []
    found = _only_exists(expression.get("expr")) if expression.name != "UnaryNot" else []
    if expression.name == "ConditionalAndExpression" and others:
        for one in others:
            found += _only_exists(one)
    return found


def test_each_kind_of_condition_is_cut() -> None:
    assert _cut(
        """PREFIX e: <http://example.org/>
        SELECT ?a WHERE { # a comment with } and FILTER
          ?a e:p/^e:q* ?b , "x; y . z"@en ; a e:C ; e:n -1.5 .
          OPTIONAL { ?a e:r ?c }
          FILTER(?b > 1 && (?c = 2 && REGEX(STR(?c), "&&")) && NOT EXISTS { ?b e:s [] })
          FILTER(?b = 1 || ?c = 2 && ?b = 3)
          FILTER EXISTS { ?a e:t ?d }
          MINUS { ?a e:u ?b }
          { ?a e:v 1 } UNION { ?a e:v 2 }
          { ?a e:w ?w FILTER(?w < 3) }
          { SELECT ?a (COUNT(*) AS ?n) { ?a e:x ?y } GROUP BY ?a HAVING(COUNT(*) > 1 && COUNT(*) < 9) }
          BIND(?b + 1 AS ?next)
          VALUES (?a ?z) { (e:a 1) (UNDEF 2) }
          GRAPH <https://w3id.org/naseikg/graph/asserted> { ?a e:y ?e FILTER(?e != ?a) }
        }"""
    ) == [
        ("Pattern", "?a e:p/^e:q* ?b"),
        ("Pattern", '?a e:p/^e:q* "x; y . z"@en'),
        ("Pattern", "?a a e:C"),
        ("Pattern", "?a e:n -1.5"),
        ("OptionalPart", "OPTIONAL { ?a e:r ?c }"),
        ("Filter", "?b > 1"),
        ("Filter", "?c = 2"),
        ("Filter", 'REGEX(STR(?c), "&&")'),
        ("Exists", "NOT EXISTS { ?b e:s [] }"),
        ("Filter", "?b = 1 || ?c = 2 && ?b = 3"),
        ("Exists", "EXISTS { ?a e:t ?d }"),
        ("Minus", "MINUS { ?a e:u ?b }"),
        ("Union", "{ ?a e:v 1 } UNION { ?a e:v 2 }"),
        ("Nested", "{ ?a e:w ?w . ?w < 3 }"),
        ("SubSelect", "{ SELECT ?a ?n ... }"),
        ("Bind", "BIND(?b + 1 AS ?next)"),
        ("Values", "VALUES (?a ?z) { (e:a 1) (UNDEF 2) }"),
        ("Pattern", "GRAPH <graph/asserted> { ?a e:y ?e }"),
        ("Filter", "?e != ?a"),
    ]


def test_what_stands_after_the_conditions_is_kept_apart() -> None:
    select = parse_conditions(
        "SELECT DISTINCT ?a (SAMPLE(?b) AS ?one) (1 AS ?two) { ?a ?p ?b } GROUP BY ?a HAVING(COUNT(?b) > 1 && ?a != 2) "
        "ORDER BY DESC(?a) LIMIT 3 OFFSET 1 VALUES ?a { 1 2 }"
    ).select
    assert (select.group_by, select.having) == ("GROUP BY ?a", ("COUNT(?b) > 1", "?a != 2"))
    assert (select.order, select.limit) == ("ORDER BY DESC(?a)", "LIMIT 3 OFFSET 1")
    assert [type(one) for one in select.where.conditions] == [Pattern, Values]
    assert [select.source(name) for name in ("?a", "?one", "?two")] == ["?a", "?b", None]


def test_variables_that_a_condition_may_give_and_always_gives_are_told_apart() -> None:
    where = parse_conditions(
        "SELECT * { ?a ?p ?b OPTIONAL { ?b ?p ?c } { ?a ?q ?d } UNION { ?a ?r ?e } FILTER(?d > 1) BIND(1 AS ?f) }"
    ).select.where
    assert sorted(where.binds) == ["?a", "?b", "?c", "?d", "?e", "?f", "?p", "?q", "?r"]
    assert sorted(where.certain) == ["?a", "?b", "?f", "?p"]
    assert [type(one) for one in where.conditions] == [Pattern, OptionalPart, Union, Filter, Bind]


@pytest.mark.parametrize(
    ("sparql", "problem"),
    [
        ("ASK { ?a ?b ?c }", "only a SELECT has rows that a thing can be missing from; this is no SELECT"),
        (
            "SELECT * { ?a ?b (1 2) }",
            "a list in round brackets is not supported by why-not; write the query without it",
        ),
        (
            "SELECT * { GRAPH ?g { { SELECT ?a { ?a ?b ?c } } } }",
            "a SELECT inside GRAPH with a variable is not supported by why-not; write the query without it",
        ),
    ],
)
def test_what_cannot_be_cut_is_named(sparql: str, problem: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_conditions(sparql, name="mine")
    assert str(caught.value) == f"mine: {problem}"


def test_what_ends_early_or_nests_too_deep_is_refused() -> None:
    with pytest.raises(QueryError, match=r"^mine: what ends in the middle of a condition is not supported by why-not"):
        parse_conditions("SELECT * { ?a ", name="mine")
    with pytest.raises(QueryError, match=r"^mine: nests too deep for why-not; write the query flatter$"):
        parse_conditions("SELECT * {" + "{" * 500 + "}" * 500 + "}", name="mine")
