"""What of a query is answered differently by one engine and another, with what to write instead.

It looks at the parsed query, so that a word in a string or a comment is no fault. What it names was seen on pyoxigraph,
Virtuoso 7 or rdflib, or is left open by SPARQL itself. It says nothing of the order of rows: engines sort letters,
languages and what is unbound in their own ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from naseikg.asking.tokens import QUOTED
from naseikg.errors import QueryError

if TYPE_CHECKING:
    from rdflib.plugins.sparql.parserutils import CompValue

__all__ = ["Unportable", "unportable_in"]

_BLANKED = re.compile(QUOTED + r"|\#[^\n\r]*", re.S)
_OVER_NOTHING = ("Aggregate_Sum", "Aggregate_Avg")
_DIVISION = r"\s/\s|[?$]\w+/|/\s*[\d?$]"  # not the / of a path
_ASKING = ("Builtin_BOUND", "Builtin_COALESCE")
_NEVER_WITHOUT = ("Builtin_COALESCE", "Builtin_BOUND", "Builtin_EXISTS", "Builtin_NOTEXISTS")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Unportable:
    """A construct that engines answer differently: its line, why, and what to write instead."""

    line: int
    what: str
    why: str
    instead: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.what}: {self.why}; {self.instead}"


def unportable_in(sparql: str, *, name: str = "query") -> tuple[Unportable, ...]:
    """What engines answer differently in a query, by line.

    >>> for one in unportable_in("SELECT ?s {\\n ?s <urn:a> ?x FILTER(?x / 3 > 1) } ORDER BY ?s"):
    ...     print(one)
    line 2: /: Virtuoso divides whole numbers to a whole number; multiply one side by 1.0, or cast it to xsd:decimal

    Raises:
        QueryError: the query cannot be parsed.
    """
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    from naseikg.asking.answers import PREFIXES_OF_QUERIES

    declared = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES_OF_QUERIES.items())
    try:
        _, query = parseQuery(declared + sparql)
    except ParseException as error:
        raise QueryError(f"{name}: line {error.lineno}: cannot be parsed ({error.msg}); mend the query") from error
    walk = _Walk(sparql)
    walk.select(query)
    return tuple(sorted(walk.found))


class _Walk:
    """A walk through a parsed query that knows which variables always have a value where it stands."""

    def __init__(self, sparql: str) -> None:
        self.found: list[Unportable] = []
        # IRIs, strings and comments are blanked, so that a line is found by what is code.
        code = _BLANKED.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), sparql)
        self._lines = code.split("\n")
        self._together: dict[str, frozenset[str]] = {}
        self._seen: dict[tuple[str, frozenset[str]], int] = {}

    def select(self, query: CompValue) -> Set[str]:
        """Looks at a query or a sub-select; gives the variables that always have a value in its rows."""
        projected = list(_of(query, "projection") or ())
        grouped = "groupby" in query
        asked = query.name in ("SelectQuery", "SubSelect")
        if asked and not projected:
            self._say(r"SELECT\b.*\*", (), "SELECT *", "the order of its columns is left open", "name the variables")
        if "limitoffset" in query and "orderby" not in query:
            self._say(
                r"LIMIT|OFFSET", (), "LIMIT without ORDER BY", "which rows these are is left open", "add ORDER BY"
            )
        bound = self.group(query["where"], frozenset()) if "where" in query else frozenset()
        made = set(bound)
        for one in projected:
            if "expr" in one:
                self._aggregates(one["expr"], query, grouped=grouped)
                self.expression(one["expr"], made)
                if not self._needs(one["expr"]) - made:
                    made.add(str(one["evar"]))
        for clause in ("groupby", "having", "orderby"):
            if clause in query:
                self.expression(query[clause], made)
        return made if not projected else {str(_of(one, "var") or _of(one, "evar")) for one in projected} & made

    def group(self, group: CompValue, outer: Set[str]) -> Set[str]:
        """Looks at what stands in braces; gives the variables that always have a value after it."""
        if group.name == "SubSelect":
            return self.select(group)
        bound: set[str] = set()
        late: list[Any] = []
        paths: list[tuple[str, str]] = []
        for part in _of(group, "part") or ():
            if part.name == "TriplesBlock":
                for triple in _triples(part):
                    ends = [str(end) for end in (triple[0], triple[2]) if _is_variable(end)]
                    if len(ends) == 2 and _only_recursive(triple[1]):
                        paths.append((ends[0], ends[1]))
                    else:
                        bound.update(str(node) for node in triple if _is_variable(node))
            elif part.name == "GroupOrUnionGraphPattern":
                bound |= frozenset.intersection(*(frozenset(self.group(one, frozenset())) for one in part["graph"]))
            elif part.name == "GraphGraphPattern":
                bound |= self.group(part["graph"], outer | bound)
                bound.update(str(part["term"]) for _ in (1,) if _is_variable(part["term"]))
            elif part.name == "OptionalGraphPattern":
                together = frozenset(self.group(part["graph"], outer | bound))
                self._together |= {one: self._together.get(one, together) & together for one in together - bound}
            elif part.name == "MinusGraphPattern":
                self.group(part["graph"], bound)
            elif part.name == "Bind":
                self.expression(part["expr"], outer | bound)
                if not self._needs(part["expr"]) - outer - bound:
                    bound.add(str(part["var"]))
            elif part.name == "InlineData":
                bound |= _given(part)
            else:
                late.append(part)
        self._paths(paths, bound, outer)
        for part in late:  # a filter sees its whole group
            self.expression(part, outer | bound)
        return bound

    def _paths(self, paths: list[tuple[str, str]], bound: set[str], outer: Set[str]) -> None:
        while near := [ends for ends in paths if {*ends} & (bound | outer)]:
            for ends in near:
                bound.update(ends)
                paths.remove(ends)
        for start, end in paths:
            why = "Virtuoso refuses a path when nothing else binds one of its ends"
            self._say(r"[+*]", (start, end), f"?{start} … ?{end}", why, "bind one end by another pattern of its group")
            bound |= {start, end}

    def expression(self, node: Any, bound: Set[str]) -> None:
        """Looks at an expression, where some variables always have a value."""
        name = getattr(node, "name", "")
        if name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            self.group(node["graph"], bound)
            return
        if name == "MultiplicativeExpression" and "/" in _operators(node) and not any(map(_is_decimal, _parts(node))):
            why = "Virtuoso divides whole numbers to a whole number"
            self._say(_DIVISION, _variables(node), "/", why, "multiply one side by 1.0, or cast it to xsd:decimal")
        if name in ("AdditiveExpression", "MultiplicativeExpression"):
            operators = _operators(node)
            if {"-", "/"} & {*operators[:-1]}:
                why = "Virtuoso takes the right pair first"
                self._say("[-/]", _variables(node), "a - b - c", why, "write brackets: (a - b) - c, or a - (b + c)")
        if name == "Builtin_CONCAT":
            for variable in sorted(self._needs(node) - bound):
                why = "without a value it is an error here and an empty text in Virtuoso"
                what, instead = f"CONCAT with ?{variable}", f"write IF(BOUND(?{variable}), CONCAT(…), …)"
                self._say(r"\bCONCAT\b", (variable,), what, why, instead)
        if name in ("Builtin_CONCAT", "Aggregate_GroupConcat"):
            for letters in sorted({*_letters_beyond_ascii(node)}):
                why = f"Virtuoso writes “{letters}” with ? in what it joins"
                word = "CONCAT" if name == "Builtin_CONCAT" else "GROUP_CONCAT"
                instead = f"join with ASCII and write REPLACE({word}(…), …)"
                self._say(rf"\b{word}\b", (), f"{word} with letters beyond ASCII", why, instead)
        if name == "Builtin_IF":
            self.expression(node["arg1"], bound)
            self.expression(node["arg2"], bound | self._tested(node["arg1"]))
            self.expression(node["arg3"], bound | self._tested(node["arg1"]))
            return
        for part in _inside(node):
            self.expression(part, bound)

    def _needs(self, node: Any) -> frozenset[str]:
        """The variables without which an expression has no value."""
        name = getattr(node, "name", "")
        if _is_variable(node):
            return frozenset((str(node),))
        if name in _NEVER_WITHOUT or name.startswith("Aggregate_"):
            return frozenset()
        needed = frozenset[str]().union(*map(self._needs, _inside(node)))
        return needed - self._tested(node["arg1"]) if name == "Builtin_IF" else needed

    def _tested(self, node: Any) -> frozenset[str]:
        """The variables that BOUND or COALESCE asks for, and those that get a value together with them."""
        asked = (one for one in _everything(node) if getattr(one, "name", "") in _ASKING)
        tested = frozenset[str]().union(*map(_variables, asked))
        return tested.union(*(self._together.get(one, frozenset()) for one in tested))

    def _aggregates(self, node: Any, query: CompValue, *, grouped: bool, sheltered: bool = False) -> None:
        name = getattr(node, "name", "")
        variables = _variables(node)
        if name == "Aggregate_Sample" and not _has_one(query, variables):
            self._say(
                r"\bSAMPLE\b",
                variables,
                "SAMPLE",
                "which value it takes is left open",
                "write MIN, or HAVING (COUNT(DISTINCT …) = 1)",
            )
        elif name == "Aggregate_GroupConcat":
            if not _ordered(query):
                why, instead = (
                    "the order of what it joins is left open",
                    "give it the rows of a sub-select with ORDER BY",
                )
                self._say(r"\bGROUP_CONCAT\b", variables, "GROUP_CONCAT without order", why, instead)
        elif name in _OVER_NOTHING and not grouped and not sheltered:
            word = name.removeprefix("Aggregate_").upper()
            why = "over no rows Virtuoso gives no number"
            self._say(rf"\b{word}\b", variables, f"{word} without GROUP BY", why, f"write COALESCE({word}(…), 0)")
        for part in _inside(node):
            self._aggregates(part, query, grouped=grouped, sheltered=sheltered or name == "Builtin_COALESCE")

    def _say(self, pattern: str, variables: Iterable[str], what: str, why: str, instead: str) -> None:
        """Remembers a finding at the next line that has the pattern and the variables, or at least the pattern."""
        named = frozenset(variables)
        with_word = [at for at, line in enumerate(self._lines, 1) if re.search(pattern, line, re.I)]
        with_all = [at for at in with_word if all(re.search(rf"[?$]{one}\b", self._lines[at - 1]) for one in named)]
        lines = with_all or with_word or [1]
        count = self._seen[pattern, named] = self._seen.get((pattern, named), 0) + 1
        self.found.append(Unportable(line=lines[min(count, len(lines)) - 1], what=what, why=why, instead=instead))


def _is_variable(node: object) -> bool:
    from rdflib import Variable

    return isinstance(node, Variable)


def _of(node: Any, key: str) -> Any:
    return dict.get(node, key)  # CompValue.get raises where a key is missing


def _inside(node: Any) -> Iterator[Any]:
    if isinstance(node, dict):  # CompValue
        yield from node.values()
    elif hasattr(node, "__iter__") and not isinstance(node, str):
        yield from node


def _everything(node: Any) -> Iterator[Any]:
    yield node
    for part in _inside(node):
        yield from _everything(part)


def _variables(node: Any) -> frozenset[str]:
    return frozenset(str(one) for one in _everything(node) if _is_variable(one))


def _triples(block: CompValue) -> Iterator[tuple[Any, Any, Any]]:
    for chain in block["triples"]:
        nodes = list(chain)
        yield from zip(nodes[::3], nodes[1::3], nodes[2::3], strict=True)


def _letters_beyond_ascii(node: Any) -> Iterator[str]:
    """Texts of the query itself that an expression joins; those that REPLACE puts in are right everywhere."""
    from rdflib import Literal

    for part in _inside(node):
        if isinstance(part, Literal) and not part.isascii():
            yield str(part)
        elif getattr(part, "name", "") != "Builtin_REPLACE":
            yield from _letters_beyond_ascii(part)


def _only_recursive(path: Any) -> bool:
    """Whether a path can be walked by steps of ``+`` and ``*`` alone."""
    name = getattr(path, "name", "")
    parts: Any = _of(path, "part") if isinstance(path, dict) else None
    if name == "PathAlternative":
        return any(map(_only_recursive, parts))
    if name == "PathSequence":
        return all(map(_only_recursive, parts))
    return name.startswith("PathElt") and (_of(path, "mod") in ("*", "+") or _only_recursive(parts))


def _given(data: CompValue) -> set[str]:
    """The variables that every row of VALUES gives a value."""
    variables = [str(one) for one in data["var"]]
    rows = [[one] if len(variables) == 1 and not hasattr(one, "__len__") else one for one in data["value"]]
    flat = [[row] if isinstance(row, str) else list(row) for row in rows]
    return {one for at, one in enumerate(variables) if all(str(row[at]) != "UNDEF" for row in flat)}


def _operators(node: Any) -> list[str]:
    return [str(one) for one in _of(node, "op") or ()]


def _parts(node: Any) -> Iterator[Any]:
    yield node["expr"]
    yield from _of(node, "other") or ()


def _is_decimal(node: Any) -> bool:
    """Whether a number has a decimal point, or is cast to have one."""
    from rdflib import Literal

    texts = {str(one.datatype).rpartition("#")[2] for one in _everything(node) if isinstance(one, Literal)}
    casts = {str(_of(one, "localname")) for one in _everything(node) if getattr(one, "name", "") == "pname"}
    return bool((texts | casts) & {"decimal", "double", "float"})


def _has_one(query: CompValue, variables: Set[str]) -> bool:
    """Whether HAVING asks that there is one value only."""
    tests = (
        one for one in _everything(dict.get(query, "having")) if getattr(one, "name", "") == "RelationalExpression"
    )
    compared = ([one["expr"], dict.get(one, "op"), dict.get(one, "other")] for one in tests)
    return any(
        op == "="
        and _variables(left) == variables
        and any(str(dict.get(one, "distinct") or "") for one in _everything(left) if isinstance(one, dict))
        and [str(one) for one in _everything(right) if isinstance(one, str)] == ["1"]
        for left, op, right in compared
    )


def _ordered(query: CompValue) -> bool:
    """Whether the rows of a query are those of one sub-select with ORDER BY."""
    where = query["where"]
    if where.name != "SubSelect":
        parts = _of(where, "part") or ()
        inner = [one["graph"] for one in parts if one.name == "GroupOrUnionGraphPattern"]
        if len(parts) != 1 or len(inner) != 1 or len(inner[0]) != 1 or inner[0][0].name != "SubSelect":
            return False
        where = inner[0][0]
    return "orderby" in where
