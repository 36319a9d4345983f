"""The shortest chain of claims that leads from one thing to another, with the evidence for every step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import NamedNode, Store

from naseikg.asking.lookup import find_thing
from naseikg.exports.network import Edge, edges_of, label_of
from naseikg.vocabulary import NSEI

__all__ = ["ExplanationPath", "Step", "explanation_path"]

#: The relations that explain what one thing has to do with another, as they are read from subject to object. Those of
#: figures, references, comparisons and tests lead from anything to anything, and what is short of a requirement does
#: not do what the requirement does.
_EXPLAINING = {
    NSEI.actsBy,
    NSEI.addresses,
    NSEI.aggravates,
    NSEI.causes,
    NSEI.contains,
    NSEI.controls,
    NSEI.convertsInto,
    NSEI.employs,
    NSEI.fulfils,
    NSEI.hasCharacteristic,
    NSEI.hasComponent,
    NSEI.hasDrawback,
    NSEI.promotes,
    NSEI.suppresses,
}
#: Those that explain from object to subject, and how they read then.
_TURNED = {NSEI.formedFrom: "is a precursor of", NSEI.preparedBy: "is used to make"}

_STEP, _STEP_WITHOUT_REFERENCE = 1000, 1001  # a chain of fewer steps always wins


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One edge of a chain, read in its direction: labels, the words between them, and the edge with its claims."""

    source: str
    words: str
    target: str
    edge: Edge

    def __str__(self) -> str:
        return f"{self.source} {self.words} {self.target}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationPath:
    """The chain from a start to an end, both given by label; without steps when there is none. Its text tells it all."""

    start: str
    end: str
    steps: tuple[Step, ...]

    @property
    def sentence(self) -> str:
        """The chain as one sentence; a plain statement when there is none."""
        if self.start == self.end:
            return f"Start and end are the same thing, {self.start}."
        if not self.steps:
            return f"No chain of claims leads from {self.start} to {self.end}."
        first, *rest = self.steps
        return ", which ".join([str(first), *(f"{step.words} {step.target}" for step in rest)]) + "."

    def __str__(self) -> str:
        lines = [self.sentence]
        for number, step in enumerate(self.steps, start=1):
            lines.append(f"{number}. {step}")
            for claim in step.edge.claims:
                references = ", ".join(map(str, claim.references)) or "no reference"
                lines.append(f"   {claim.text} [{references}] ({claim.basis}; {'; '.join(claim.places)})")
        return "\n".join(lines)


def explanation_path(store: Store, start: str, end: str) -> ExplanationPath:
    """The shortest chain of claims that explain each other, from one thing to another.

    A step is what a finding says, never what was inferred. It goes from subject to object, as from a layer to its
    phase, from a phase to its mechanism, from a cause to its effect; from a precursor or a method it goes to the layer.
    Of chains of equal length, the one with the fewest steps without a reference is taken, then the first by name.

    Raises:
        UnknownNameError: nothing is called so.
        AmbiguousNameError: several things are called so.
    """
    from networkx import DiGraph, all_shortest_paths, has_path

    first, last = find_thing(store, start), find_thing(store, end)
    edges = _best_edges(edges_of(store))
    graph: DiGraph[NamedNode] = DiGraph()
    graph.add_nodes_from((first, last))
    for (source, target), edge in edges.items():
        graph.add_edge(source, target, weight=_STEP if edge.references else _STEP_WITHOUT_REFERENCE)
    nodes: list[NamedNode] = []
    if has_path(graph, first, last):
        nodes = min(all_shortest_paths(graph, first, last, weight="weight"), key=lambda path: list(map(str, path)))
    steps = (_step(store, source, target, edges[source, target]) for source, target in pairwise(nodes))
    return ExplanationPath(start=label_of(store, first), end=label_of(store, last), steps=tuple(steps))


def _best_edges(edges: tuple[Edge, ...]) -> Mapping[tuple[NamedNode, NamedNode], Edge]:
    """For two things the edge with most references, then most findings, then the first by name."""
    best: dict[tuple[NamedNode, NamedNode], Edge] = {}
    for edge in sorted(edges, key=lambda one: (-len(one.references), -len(one.claims), one.relation.value)):
        if edge.relation in _EXPLAINING and not edge.inferred:
            best.setdefault((edge.subject, edge.object), edge)
        elif edge.relation in _TURNED and not edge.inferred:
            best.setdefault((edge.object, edge.subject), edge)
    return best


def _step(store: Store, source: NamedNode, target: NamedNode, edge: Edge) -> Step:
    words = _TURNED[edge.relation] if source == edge.object else label_of(store, edge.relation)
    return Step(source=label_of(store, source), words=words, target=label_of(store, target), edge=edge)
