"""Why a fact of the graph holds: the findings and sentences that state it, or the axioms that make it from such facts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import Store, Triple

from naseikg.errors import QueryError
from naseikg.explaining.evidence import evidence_of
from naseikg.explaining.facts import find_fact
from naseikg.explaining.reasons import Law, Reason
from naseikg.explaining.telling import data_of, markdown_of, text_of
from naseikg.explaining.wording import Words
from naseikg.linking.bridge import stored_axioms
from naseikg.reasoning.axioms import axioms_behind
from naseikg.reasoning.ontology import Ontology
from naseikg.reasoning.proofs import Proof, Prover
from naseikg.vocabulary import GRAPH_ONTOLOGY

if TYPE_CHECKING:
    from naseikg.reading.text import SourceText

__all__ = ["Explainer", "Explanation", "stored_ontology"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a fact holds: its reasons, fewest asserted facts first; ``complete`` when these are known to be all.

    ``str()`` of it is a tree of 80 columns.
    """

    fact: Triple
    reasons: tuple[Reason, ...]
    complete: bool
    _words: Words

    def __str__(self) -> str:
        return self.to_text()

    @property
    def asserted(self) -> bool:
        """Whether the fact was recorded, and not only inferred."""
        return self.reasons[0].evidence is not None

    def to_text(self, *, width: int = 80) -> str:
        """A tree for each reason: facts, below each the axiom that makes it or the evidence for it."""
        return text_of(self.reasons, complete=self.complete, width=width)

    def to_markdown(self) -> str:
        """The reasons as nested lists, with links to the cited works."""
        return markdown_of(self.reasons, complete=self.complete)

    def data(self) -> dict[str, object]:
        """All of it as plain data, with IRI and label of each term, every step, and the findings with their spans."""
        reasons = [data_of(one, self._words) for one in self.reasons]
        head = {key: reasons[0][key] for key in ("fact", "words", "asserted")}
        return {**head, "complete": self.complete, "reasons": reasons}

    def to_json(self) -> str:
        """The plain data as JSON."""
        return json.dumps(self.data(), indent=2, ensure_ascii=False) + "\n"


def stored_ontology(store: Store) -> Ontology:
    """The ontology that a graph was built with, which the file may differ from by now; with the stored mappings' axioms."""
    quads = {quad.triple for quad in store.quads_for_pattern(None, None, None, GRAPH_ONTOLOGY)}
    return Ontology(triples=tuple(sorted(quads | set(stored_axioms(store)), key=str)))


class Explainer:
    """Explains the facts of one built graph, and keeps what it found for the next fact."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._words = Words(store)

    def why(
        self, subject: str, relation: str, object: str, *, limit: int = 1, text: SourceText | None = None
    ) -> Explanation:
        """Why the fact holds that three names stand for, as `find_fact` reads them; at most so many reasons.

        Raises:
            UnknownNameError, AmbiguousNameError: a name stands for nothing, or for several things.
            UnknownFactError: the graph does not say so.
            TextError: the text is not the one the records were read from.
        """
        return self.explain(find_fact(self._store, subject, relation, object), limit=limit, text=text)

    def explain(self, fact: Triple, *, limit: int = 1, text: SourceText | None = None) -> Explanation:
        """Why a fact of the graph holds; with the source's text, each sentence too.

        Raises:
            LookupError: the graph does not have the fact.
            QueryError: the limit is below 1.
            StoreError: it has it, but nothing that is asserted makes it so.
            TextError: the text is not the one the records were read from.
        """
        if limit < 1:
            raise QueryError(f"limit {limit}: give a number of 1 or more")
        if text is not None:
            # Imported late, as it brings what only a text needs.
            from naseikg.asking.show import require_same_text

            require_same_text(self._store, text)
        found: tuple[Proof, ...]
        if limit == 1:
            found, complete = (self._prover.proof(fact),), False
        else:
            proofs = self._prover.proofs(fact, limit=limit)
            found, complete = proofs.found, proofs.complete
        reasons = tuple(self._reason(one, text) for one in found)
        return Explanation(fact=fact, reasons=reasons, complete=complete, _words=self._words)

    @cached_property
    def _ontology(self) -> Ontology:
        return stored_ontology(self._store)

    @cached_property
    def _prover(self) -> Prover:
        return Prover(self._ontology, self._store)

    def _reason(self, proof: Proof, text: SourceText | None) -> Reason:
        words = self._words.fact(proof.conclusion)
        if proof.rule is None:
            evidence = evidence_of(self._store, proof.conclusion, text=text)
            return Reason(fact=proof.conclusion, words=words, evidence=evidence)
        axioms = axioms_behind(self._ontology, proof)
        return Reason(
            fact=proof.conclusion,
            words=words,
            laws=tuple(Law(words=self._words.axiom(one.words), axiom=one) for one in axioms),
            because=tuple(self._reason(one, text) for one in proof.premises),
        )
