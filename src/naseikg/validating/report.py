"""What was found in data that somebody brings: in words, as JSON, or as a report of SHACL."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from naseikg.asking.prose import counted
from naseikg.errors import UnknownNameError
from naseikg.vocabulary import BASE, XSD, curie

if TYPE_CHECKING:
    from rdflib.term import Node

__all__ = ["FORMATS", "Problem", "Report"]

#: The formats a report can be written in.
FORMATS = ("text", "json", "turtle")
#: The datatypes whose values are shown without quotes, as in Turtle.
_BARE = frozenset(one.value for one in (XSD.boolean, XSD.decimal, XSD.integer))


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing, which of its relations and values is wrong, and what to do; a warning is what a reader would miss.

    A relation that is no single property is named in words. ``shape`` and ``constraint`` are the IRIs of the shape that
    the thing breaks, if it is one, and of the component of SHACL by which.
    """

    thing: Node
    relation: Node | None = None
    value: Node | None = None
    message: str
    is_warning: bool = False
    shape: str | None = None
    constraint: str | None = None

    @property
    def order(self) -> tuple[bool, str, str, str, str]:
        """By what problems of one thing are sorted: what is wrong first."""
        relation, value = str(self.relation or ""), str(self.value or "")
        return self.is_warning, relation, value, self.message, self.constraint or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The problems of a file, how many of its things were judged, and how to show their names.

    ``prefixes`` are those of the file; ``owners`` lead from a thing without a name to one that refers to it.
    """

    path: Path
    prefixes: Mapping[str, str]
    owners: Mapping[Node, Node]
    judged: int
    problems: tuple[Problem, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong; warnings may be left."""
        return all(one.is_warning for one in self.problems)

    def __str__(self) -> str:
        """A line for each problem, and one with the totals."""
        return "\n".join([*map(self._line, self.problems), self.totals])

    @property
    def totals(self) -> str:
        """How many things were judged, and how many problems they have."""
        warned = sum(one.is_warning for one in self.problems)
        wrong = counted(len(self.problems) - warned, "problem")
        return f"{self.path}: {counted(self.judged, 'thing')} judged, {wrong}, {counted(warned, 'warning')}"

    def _line(self, one: Problem) -> str:
        where = [str(self.path), *(["warning"] if one.is_warning else []), self._short(one.thing)]
        said = [] if one.relation is None else [self._relation(one.relation)]
        said += [] if one.value is None else [self._short(one.value)]
        return ": ".join([*where, *([" ".join(said)] if said else []), one.message])

    def write(self, format: str = "text") -> str:
        """The report in one of `FORMATS`.

        Raises:
            UnknownNameError: there is no such format.
        """
        if format not in FORMATS:
            raise UnknownNameError("format of a report", format, FORMATS)
        return {"text": self.__str__, "json": self.to_json, "turtle": self.to_turtle}[format]()

    def to_json(self) -> str:
        """The same for programs; each name is a full IRI, a name in words, or a text."""
        found = {
            "file": str(self.path),
            "conforms": self.conforms,
            "judged": self.judged,
            "problems": [
                {
                    "severity": "warning" if one.is_warning else "violation",
                    "thing": str(one.thing),
                    "property": None if one.relation is None else str(one.relation),
                    "value": None if one.value is None else str(one.value),
                    "message": one.message,
                    "shape": one.shape,
                    "constraint": one.constraint,
                }
                for one in self.problems
            ],
        }
        return json.dumps(found, indent=2, ensure_ascii=False)

    def to_turtle(self) -> str:
        """The same as a validation report of SHACL, in Turtle."""
        from rdflib import RDF, SH, BNode, Graph, Literal, URIRef

        graph = Graph(bind_namespaces="none")
        for prefix, iri in {"sh": str(SH), "xsd": XSD.iri, **self.prefixes}.items():
            graph.bind(prefix, iri)
        report = BNode("report")
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, Literal(not self.problems)))
        for number, one in enumerate(self.problems):
            result = BNode(f"result{number:06}")
            graph.add((report, SH.result, result))
            graph.add((result, RDF.type, SH.ValidationResult))
            graph.add((result, SH.focusNode, one.thing))
            graph.add((result, SH.resultSeverity, SH.Warning if one.is_warning else SH.Violation))
            graph.add((result, SH.resultMessage, Literal(one.message)))
            if isinstance(one.relation, URIRef):
                graph.add((result, SH.resultPath, one.relation))
            if one.value is not None:
                graph.add((result, SH.value, one.value))
            if one.shape is not None:
                graph.add((result, SH.sourceShape, URIRef(one.shape)))
            if one.constraint is not None:
                graph.add((result, SH.sourceConstraintComponent, URIRef(one.constraint)))
        with warnings.catch_warnings():
            # A value that is no number stays what it is, and what is wrong with it stands beside it.
            warnings.filterwarnings("ignore", "Serializing weird numerical", UserWarning)
            return graph.serialize(format="turtle").rstrip("\n")

    def _relation(self, node: Node) -> str:
        from rdflib import Literal

        return str(node) if isinstance(node, Literal) else self._short(node)

    def _short(self, node: Node) -> str:
        """A name by a prefix of the file, one of ours by its short form, anything else as Turtle has it."""
        from rdflib import BNode, Literal, URIRef

        if isinstance(node, URIRef):
            if not node.startswith(BASE):
                for prefix, namespace in self.prefixes.items():
                    if node.startswith(namespace) and len(node) > len(namespace):
                        return f"{prefix}:{node.removeprefix(namespace)}"
            return curie(NamedNode(str(node)))
        if isinstance(node, BNode):
            return f"[ ] of {self._short(self.owners[node])}" if node in self.owners else "[ ]"
        assert isinstance(node, Literal)
        if str(node.datatype) in _BARE and not node.ill_typed:
            return str(node)
        kind = f"@{node.language}" if node.language else f"^^{self._short(node.datatype)}" if node.datatype else ""
        return f'"{node}"{kind}'
