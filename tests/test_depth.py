"""A query that nests too deep is refused; one at the limit does not end the process, which the engine would let happen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Store

from naseikg.asking.answers import ask, construct
from naseikg.asking.depth import MOST_BRACKETS, MOST_SLASHES, require_shallow
from naseikg.errors import QueryError

#: What nests or chains: what stands before, how a level begins, what is inmost, how a level ends, what stands after.
_SHAPES = {
    "groups": ("SELECT * {", "{", "", "}", "}"),
    "brackets": ("SELECT * { FILTER(", "(", "1", ")", ")}"),
    "calls": ("SELECT * { FILTER(", "STR(", "1", ")", ")}"),
    "negations": ("SELECT * { FILTER(", "!", "true", "", ")}"),
    "exists": ("SELECT * {", "FILTER EXISTS{", "", "}", "}"),
    "not exists in if": ("SELECT * {", "FILTER(IF(NOT EXISTS{", "", "},1,1))", "}"),
    "binds": ("SELECT * {", "BIND(1 AS ?x$)", "", "", "}"),
    "columns": ("SELECT", " (1 AS ?x$)", "", "", "{}"),
    "differences": ("SELECT * {", "MINUS{}", "", "", "}"),
    "options": ("SELECT * {", "OPTIONAL{", "", "}", "}"),
    "unions": ("SELECT * {", "{}UNION", "{}", "", "}"),
    "sub-queries": ("SELECT * {", "{SELECT * {", "", "}}", "}"),
    "graphs": ("SELECT * {", "GRAPH ?g{", "", "}", "}"),
    "sums": ("SELECT * { FILTER(", "1+", "1", "", ")}"),
    "nodes": ("SELECT * { ?s ?p ", "[a ", "1", "]", "}"),
    "lists": ("SELECT * { ?s ?p ", "(", "1", ")", "}"),
    "paths": ("SELECT * { ?s ", "(", "a", ")", " ?o}"),
    "constructors": ("SELECT * { FILTER(", "TRIPLE(1,1,", "1", ")", ")}"),
}


#: Hundreds of patterns in one group, for which the engine seeks an order for minutes; that ends no process.
_SLOW = ("lists", "nodes")


def _query(shape: str, levels: int) -> str:
    before, begin, inmost, end, after = _SHAPES[shape]
    begun = "".join(begin.replace("$", str(one)) for one in range(levels))
    return before + begun + inmost + end * levels + after


def _is_shallow(sparql: str) -> bool:
    try:
        require_shallow(sparql, name="query")
    except QueryError:
        return False
    return True


@pytest.mark.parametrize("shape", _SHAPES)
def test_a_query_of_great_depth_is_refused(shape: str) -> None:
    with pytest.raises(QueryError, match=r"^deep: has \d+ brackets and operators, and 600 are the most that is safe"):
        ask(Store(), _query(shape, 100_000), name="deep")


def test_a_query_at_the_limit_of_depth_does_not_end_the_process(tmp_path: Path) -> None:
    queries = {
        shape: next(one for levels in range(MOST_BRACKETS, 0, -1) if _is_shallow(one := _query(shape, levels)))
        for shape in _SHAPES
        if shape not in _SLOW
    }
    for shape, sparql in queries.items():
        assert len(sparql) > MOST_BRACKETS
        (tmp_path / f"{shape}.rq").write_text(sparql)
    # In a process of its own, which a stack that overflows would end; it prints what it has done.
    code = (
        "import sys\nfrom pathlib import Path\nfrom pyoxigraph import Store\nfrom naseikg.asking.answers import ask\nfrom naseikg.errors import QueryError\n"
        "for one in sorted(Path(sys.argv[1]).glob('*.rq')):\n    try: ask(Store(), one.read_text())\n    except QueryError as error: print(error, file=sys.stderr)\n    print(one.stem)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr, done.stdout.splitlines()) == (0, "", sorted(queries))


def test_what_hides_depth_from_a_second_reader_does_not_help() -> None:
    # To the eye an IRI, a string that closes what it opens, a comment; to the engine calls in calls.
    for part in ("?a<STR(", "CONCAT(')',", "STR( #)\n", "STR(1<?a#>)\n<"):
        with pytest.raises(QueryError, match="are the most that is safe to run; split it"):
            ask(Store(), "SELECT * { FILTER(" + part * 2_000 + "1" + ")" * 2_000 + ")}")


def test_many_rows_of_values_and_long_texts_are_fine() -> None:
    rows = "(<https://example.org/a> 1.5 UNDEF) " * 200 + '(kg:a "((((" 1) ' * 100
    assert len(ask(Store(), f"SELECT * {{ VALUES (?a ?b ?c) {{ {rows} }} }}").rows) == 300


def test_very_many_slashes_are_refused_with_what_to_do() -> None:
    with pytest.raises(QueryError) as caught:
        construct(Store(), "CONSTRUCT { ?a a ?b } WHERE { ?a " + "a/" * MOST_SLASHES + "a/a ?b }", name="long")
    assert str(caught.value) == (
        "long: has 4001 slashes and hyphens, and 4000 are the most that is safe to run;"
        " write IRIs with prefixes, or split it"
    )


def test_each_query_of_ours_is_far_from_the_limit(repository: Path) -> None:
    for path in sorted((repository / "queries").rglob("*.rq")):
        require_shallow(path.read_text() + "{" * 150 + "/" * 3_000, name=path.stem)
