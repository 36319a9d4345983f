"""What a reader is told of the results of the validator: at the place in the file, and without what follows from a slip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from naseikg.validating.report import Problem
from naseikg.vocabulary import NSEI

__all__ = ["Edge", "told_at_findings", "without_consequences"]

Edge = tuple[Node, Node, Node]
#: The components of SHACL that ask what a value is, and those that compare a value which is of the right kind.
_KINDS = frozenset(f"{SH}{one}ConstraintComponent" for one in ("Class", "Datatype", "NodeKind", "Or"))
_COMPARING = frozenset(
    f"{SH}{one}ConstraintComponent" for one in ("In", "LessThan", "LessThanOrEquals", "MaxInclusive", "MinInclusive")
)


def without_consequences(problems: Sequence[Problem], shapes: Graph, data: Graph) -> Iterator[Problem]:
    """The problems but those of comparing a value that is itself told to be of the wrong kind.

    A text is neither above nor below zero, and a unit that does not exist need not be converted.
    """
    of_wrong_kind = {(one.thing, one.relation, one.value) for one in problems if one.constraint in _KINDS}
    for one in problems:
        if one.constraint in _COMPARING:
            compared = [(one.relation, one.value)]
            for order in (SH.lessThan, SH.lessThanOrEquals):
                for other in shapes.objects(URIRef(one.shape or ""), order):
                    compared += [(other, value) for value in data.objects(one.thing, other)]
            if any((one.thing, relation, value) in of_wrong_kind for relation, value in compared):
                continue
        yield one


def told_at_findings(
    problem: Problem, drawn: Mapping[Edge, Sequence[Node]], shapes: Graph, data: Graph
) -> Iterator[Problem]:
    """The problem; or, where only findings state what it is about, the same at each of these.

    ``drawn`` are the triples that stand nowhere but are stated by findings, each with those.
    """
    if problem.relation is not None:
        # A value that is the thing itself is not told beside it.
        value = problem.thing if problem.value is None else problem.value
        findings, role = list(drawn.get((problem.thing, problem.relation, value), ())), NSEI.object
    else:
        # Of a shape that aims at what has a relation, and asks for a class.
        aims = set(shapes.objects(URIRef(problem.shape or ""), SH.targetSubjectsOf))
        written = not aims.isdisjoint(data.predicates(problem.thing))
        stated = [
            finding
            for (subject, relation, _), those in drawn.items()
            if subject == problem.thing and relation in aims
            for finding in those
        ]
        findings, role, value = [] if written else stated, NSEI.subject, problem.thing
    if not findings:
        yield problem
    for finding in dict.fromkeys(findings):
        yield replace(problem, thing=finding, relation=URIRef(role.value), value=value)
