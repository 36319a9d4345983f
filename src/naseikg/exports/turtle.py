"""Turtle and TriG to read and to compare: sorted, with prefixes, a blank node written inside the node that uses it.

The serializers at hand name the ontology's blank nodes instead, by other names in each file. A file that brings prefixes of
its own along is put together from `prefix_lines` and `statements`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from naseikg.vocabulary import BASE, PREFIXES, RDF, RDFS, XSD

__all__ = ["prefix_lines", "relative", "statements", "write_trig", "write_turtle"]

Node = NamedNode | BlankNode | Literal | Triple
_Values = dict[NamedNode, list[Node]]

_BELOW = re.compile(r"[A-Za-z][\w-]*(?:/\w[\w.-]*)?", re.ASCII)
_LOCAL = re.compile(r"[A-Za-z_](?:[\w-]*\w)?", re.ASCII)
_BARE = {
    XSD.boolean: re.compile(r"true|false"),
    XSD.decimal: re.compile(r"[+-]?\d*\.\d+"),
    XSD.integer: re.compile(r"[+-]?\d+"),
}
_FIRST = {RDF.type: 0, RDFS.label: 1}


def write_turtle(triples: Iterable[Triple]) -> str:
    """Triples as Turtle; equal triples give equal text, however many blank nodes form trees below named ones.

    >>> print(write_turtle([Triple(NamedNode(BASE + "substance/naf"), RDFS.label, Literal("NaF"))]).splitlines()[-1])
    <substance/naf> rdfs:label "NaF" .
    """
    return "\n".join([prefix_lines(PREFIXES), *(f"{one} .\n" for one in _Writer(triples, PREFIXES).statements())])


def write_trig(quads: Iterable[Quad]) -> str:
    """Quads as TriG, one block a graph."""
    graphs: dict[NamedNode, list[Triple]] = {}
    for quad in quads:
        assert isinstance(quad.graph_name, NamedNode)
        graphs.setdefault(quad.graph_name, []).append(quad.triple)
    blocks = []
    for graph in sorted(graphs, key=_order):
        written = _Writer(graphs[graph], PREFIXES)
        said = "\n".join(f"    {one} .\n" for one in written.statements("    "))
        blocks.append(f"{written.name(graph)} {{\n{said}}}\n")
    return "\n".join([prefix_lines(PREFIXES), *blocks])


def prefix_lines(prefixes: Mapping[str, str]) -> str:
    """The lines that declare our base and the prefixes, in their order."""
    return "".join([f"@base <{BASE}> .\n", *(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())])


def statements(triples: Iterable[Triple], prefixes: Mapping[str, str], *, indent: str = "") -> str:
    """One statement a subject, with the prefixes that are given.

    >>> naf = NamedNode(BASE + "substance/naf")
    >>> print(statements([Triple(naf, RDFS.label, Literal("NaF"))], {"rdfs": RDFS.iri}), end="")
    <substance/naf> rdfs:label "NaF" .
    """
    return "".join(f"{indent}{one} .\n" for one in _Writer(triples, prefixes).statements(indent))


def relative(node: NamedNode) -> str:
    """The IRI as it may be written below our base; whole, where a reader could take the short form for something else.

    >>> relative(NamedNode(BASE + "substance/naf")), relative(NamedNode(BASE + "a:b"))
    ('substance/naf', 'https://w3id.org/naseikg/a:b')
    """
    below = node.value.removeprefix(BASE)
    return below if _BELOW.fullmatch(below) else node.value


class _Writer:
    """The triples of one graph by subject, and where each blank node is written."""

    def __init__(self, triples: Iterable[Triple], prefixes: Mapping[str, str]) -> None:
        self.name = _namer(tuple(prefixes.items()))
        self._subjects: dict[NamedNode | BlankNode, _Values] = {}
        uses: Counter[BlankNode] = Counter()
        users: dict[BlankNode, NamedNode | BlankNode] = {}
        for triple in dict.fromkeys(triples):
            assert isinstance(triple.subject, NamedNode | BlankNode)
            self._subjects.setdefault(triple.subject, {}).setdefault(triple.predicate, []).append(triple.object)
            if isinstance(triple.object, BlankNode):
                uses[triple.object] += 1
                users[triple.object] = triple.subject
        single = {node: user for node, user in users.items() if uses[node] == 1}
        self._inside = {node for node in single if _ends(node, single)}
        self._unused = {node for node in self._subjects if isinstance(node, BlankNode) and not uses[node]}

    def statements(self, indent: str = "") -> Iterator[str]:
        """A statement for each subject that is not written inside another; named ones first."""
        separator = f" ;\n{indent}    "
        named = sorted((one for one in self._subjects if isinstance(one, NamedNode)), key=_order)
        for one in named:
            yield f"{self.name(one)} {self._values(one, separator)}"
        blank = [one for one in self._subjects if isinstance(one, BlankNode) and one not in self._inside]
        yield from sorted(f"{'[]' if one in self._unused else one} {self._values(one, separator)}" for one in blank)

    def _values(self, subject: NamedNode | BlankNode, separator: str) -> str:
        values = self._subjects.get(subject, {})
        parts = []
        for property in sorted(values, key=lambda one: (_FIRST.get(one, 2), one.value)):
            name = "a" if property == RDF.type else self.name(property)
            parts.append(f"{name} {', '.join(sorted(map(self._object, values[property])))}")
        return separator.join(parts)

    def _object(self, node: Node) -> str:
        if isinstance(node, NamedNode):
            return self.name(node)
        if isinstance(node, Literal):
            return self._literal(node)
        assert isinstance(node, BlankNode)
        if node not in self._inside:
            return str(node)
        members = self._list(node)
        if members is not None:
            return f"( {' '.join(map(self._object, members))} )"
        inner = self._values(node, " ; ")
        return f"[ {inner} ]" if inner else "[]"

    def _literal(self, literal: Literal) -> str:
        bare = _BARE.get(literal.datatype)
        if bare is not None and bare.fullmatch(literal.value):
            return literal.value
        if literal.language or literal.datatype == XSD.string:
            return str(literal)
        return f"{Literal(literal.value)}^^{self.name(literal.datatype)}"

    def _list(self, node: Node) -> list[Node] | None:
        """The members, when the node begins a well-formed list that nothing else points into."""
        members: list[Node] = []
        while node != RDF.nil:
            values = self._subjects.get(node, {}) if isinstance(node, BlankNode) and node in self._inside else {}
            first, rest = values.get(RDF.first, []), values.get(RDF.rest, [])
            if len(values) != 2 or len(first) != 1 or len(rest) != 1:
                return None
            members.append(first[0])
            node = rest[0]
        return members


def _ends(node: BlankNode, users: Mapping[BlankNode, NamedNode | BlankNode]) -> bool:
    """Whether going from user to user comes to an end; in a circle no node could be written inside another."""
    seen: set[NamedNode | BlankNode] = set()
    one: NamedNode | BlankNode = node
    while isinstance(one, BlankNode) and one in users:
        if one in seen:
            return False
        seen.add(one)
        one = users[one]
    return True


@lru_cache(maxsize=8)
def _namer(prefixes: tuple[tuple[str, str], ...]) -> Callable[[NamedNode], str]:
    """What writes a name with these prefixes, the first that fits; most names are written many times."""

    @lru_cache(maxsize=100_000)
    def name(node: NamedNode) -> str:
        for prefix, iri in prefixes:
            if node.value == iri or (node.value.startswith(iri) and _LOCAL.fullmatch(node.value, len(iri))):
                return f"{prefix}:{node.value.removeprefix(iri)}"
        return f"<{relative(node)}>"

    return name


def _order(node: NamedNode) -> str:
    return node.value
