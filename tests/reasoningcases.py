"""The cases that rules and HermiT are both tried on: a small graph, and on top what must come of it.

A line ``#+ key: text`` of the head is read as written; ``follows`` and ``does not follow`` hold triples.
What is said of a term of the ontology, or of an individual that the graph declares, is ontology; the rest is facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, RdfFormat, Triple, parse

from naseikg.reasoning.ontology import Ontology
from naseikg.vocabulary import NSEI, OWL, RDF

__all__ = ["ENTAILMENTS", "INCONSISTENCIES", "Case", "parse_case"]

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True, kw_only=True)
class Case:
    """A small graph, parted in ontology and facts, and what is expected of it."""

    name: str
    title: str
    ontology: Ontology
    facts: tuple[Triple, ...]
    follows: tuple[Triple, ...]
    does_not_follow: tuple[Triple, ...]
    message: str


def parse_case(text: str, *, name: str = "inline") -> Case:
    """The case of a text."""
    head = [line.removeprefix("#+ ").partition(": ") for line in text.splitlines() if line.startswith("#+ ")]
    prefixes = "\n".join(line for line in text.splitlines() if line.startswith("@"))

    def lines(key: str) -> list[str]:
        return [value for found, _, value in head if found == key]

    def triples(key: str) -> tuple[Triple, ...]:
        return _triples(prefixes + "".join(f"\n{line} ." for line in lines(key)))

    assert {key for key, _, _ in head} <= {"title", "follows", "does not follow", "message"}
    graph = _triples(text)
    declared = {one.subject for one in graph if one.predicate == RDF.type and one.object == OWL.NamedIndividual}
    own = [
        isinstance(one.subject, BlankNode) or one.subject in declared or str(one.subject).startswith(f"<{NSEI.iri}")
        for one in graph
    ]
    return Case(
        name=name,
        title=" ".join(lines("title")),
        ontology=Ontology(triples=tuple(one for one, is_own in zip(graph, own, strict=True) if is_own)),
        facts=tuple(one for one, is_own in zip(graph, own, strict=True) if not is_own),
        follows=triples("follows"),
        does_not_follow=triples("does not follow"),
        message="\n".join(lines("message")),
    )


def _triples(text: str) -> tuple[Triple, ...]:
    return tuple(one.triple for one in parse(text, format=RdfFormat.TURTLE))


def _cases(folder: str) -> tuple[Case, ...]:
    return tuple(parse_case(path.read_text(), name=path.stem) for path in sorted((CASES / folder).iterdir()))


ENTAILMENTS = _cases("entailments")
INCONSISTENCIES = _cases("inconsistencies")
