"""How the ontology's terms are used and what it lays down about them, gathered once for all pages of terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from naseikg.asking.answers import ask
from naseikg.atlas import Atlas
from naseikg.explaining.wording import Words
from naseikg.explorer.class_tree import Levels, class_levels, members_of
from naseikg.reasoning.ontology import Ontology
from naseikg.reasoning.rules import constraints_of, rules_of
from naseikg.vocabulary import GRAPH_ASSERTED, GRAPH_INFERRED, GRAPH_ONTOLOGY, OWL, RDF, RDFS, curie

__all__ = ["Usage", "usage_of"]

_USES = """SELECT ?property (COUNT(*) AS ?n) {
  GRAPH <%s> { ?subject ?property ?value }
} GROUP BY ?property"""
#: An open domain or range is a union, which hangs on a blank node; this flattens both.
_SIDES = """SELECT DISTINCT ?property ?side ?class {
  VALUES ?side { rdfs:domain rdfs:range }
  ?property ?side ?given . ?given (owl:unionOf/rdf:rest*/rdf:first)? ?class . FILTER(isIRI(?class))
}"""
#: What the page shows by itself is not told again as a law.
_SHOWN = frozenset({RDFS.domain, RDFS.range, OWL.inverseOf, RDFS.subPropertyOf})
_TERM = re.compile(r"\bnsei:[A-Za-z]+")

Sides = Mapping[tuple[NamedNode, NamedNode], Sequence[NamedNode]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """The tree of classes, members, domains and ranges, numbers of statements, and laws in words."""

    levels: Levels
    members: Mapping[NamedNode, tuple[NamedNode, ...]]
    sides: Sides
    stated: Mapping[NamedNode, int]
    inferred: Mapping[NamedNode, int]
    laws: Mapping[str, Sequence[str]]

    def laws_on(self, one: NamedNode) -> Sequence[str]:
        """What the ontology lays down about a term, beside what its page shows by itself."""
        return self.laws.get(curie(one), ())

    def uses(self, property: NamedNode) -> int:
        """How often a property is used, stated and inferred."""
        return self.stated.get(property, 0) + self.inferred.get(property, 0)

    def above(self, one: NamedNode) -> NamedNode | None:
        """The class under which a class stands in the tree."""
        return next((upper for upper, found in self.levels.items() if one in found), None)

    def sides_of(self, property: NamedNode, side: NamedNode) -> Sequence[NamedNode]:
        """The classes that a property goes from or to; nothing when it may be anything."""
        return self.sides.get((property, side), ())

    def with_side(self, side: NamedNode, kind: NamedNode) -> Iterator[NamedNode]:
        """The properties that go from or to a class."""
        return (property for (property, other), found in self.sides.items() if other == side and kind in found)


def usage_of(store: Store, atlas: Atlas) -> Usage:
    """What the pages of terms tell beside what the ontology says of each term."""
    sides: dict[tuple[NamedNode, NamedNode], list[NamedNode]] = {}
    for property, side, one in ask(store, _SIDES).rows:
        if isinstance(property, NamedNode) and isinstance(side, NamedNode) and isinstance(one, NamedNode):
            sides.setdefault((property, side), []).append(one)
    return Usage(
        levels=class_levels(store, atlas),
        members=members_of(store),
        sides={key: atlas.by_label(found) for key, found in sides.items()},
        stated=_counts(store, GRAPH_ASSERTED),
        inferred=_counts(store, GRAPH_INFERRED),
        laws=_laws(store),
    )


def _counts(store: Store, graph: NamedNode) -> dict[NamedNode, int]:
    return {
        one: int(number.value)
        for one, number in ask(store, _USES % graph.value).rows
        if isinstance(one, NamedNode) and number is not None
    }


def _laws(store: Store) -> dict[str, list[str]]:
    """By the short form of each term the axioms that name it, in words and sorted; those that pages show are left out."""
    triples = {quad.triple for quad in store.quads_for_pattern(None, None, None, GRAPH_ONTOLOGY)}
    ontology, words = Ontology(triples=tuple(sorted(triples, key=str))), Words(store)
    told = {one.axiom for one in constraints_of(ontology)}
    for rule in rules_of(ontology):
        plain = rule.source.predicate in (RDFS.subClassOf, RDF.type) and isinstance(rule.source.object, NamedNode)
        if rule.source.predicate not in _SHOWN and not plain:
            told.add(rule.axiom)
    found: dict[str, set[str]] = {}
    for axiom in told:
        for term in _TERM.findall(axiom):
            found.setdefault(term, set()).add(words.axiom(axiom))
    return {term: sorted(texts) for term, texts in sorted(found.items())}
