"""The reason for a fact in words: what a person reads of a proof."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Triple

from naseikg.explaining.evidence import Evidence
from naseikg.reasoning.axioms import Axiom

__all__ = ["Law", "Reason"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """An axiom in the words of the field, and as the ontology has it."""

    words: str
    axiom: Axiom


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A fact and why it holds: the evidence for an asserted one, or the axioms that make it from other facts."""

    fact: Triple
    words: str
    evidence: Evidence | None = None
    laws: tuple[Law, ...] = ()
    because: tuple[Reason, ...] = ()

    def leaves(self) -> Iterator[Reason]:
        """The asserted facts that it rests on, as they are read; one that serves twice comes twice."""
        if self.evidence is not None:
            yield self
        for one in self.because:
            yield from one.leaves()
