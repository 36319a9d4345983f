"""The graph as a reader turns its pages: things, what is said of them, and where each is found in the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Store

from naseikg.vocabulary import (
    BASE,
    GRAPH_INFERRED,
    GRAPH_MAPPINGS,
    GRAPH_ONTOLOGY,
    NSEI,
    OWL,
    RDF,
    RDFS,
    TO_ITSELF,
    curie,
    local_name,
)

__all__ = ["Atlas", "Fact", "atlas_of", "natural"]

_THING = re.compile(re.escape(BASE) + r"([a-z][a-z-]*)/([a-z0-9][a-z0-9.-]*)")
#: Kinds that stand on the page of something else.
_WITHIN = frozenset({"authorship", "finding", "note", "sentence"})

_PROPERTIES = frozenset({OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty})

Values = Mapping[NamedNode, Mapping[NamedNode, tuple[NamedNode | Literal, ...]]]
Pair = tuple[NamedNode, NamedNode]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One edge between two things; inferred when no record says it."""

    subject: NamedNode
    property: NamedNode
    object: NamedNode
    inferred: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Atlas:
    """What the asserted, the inferred, the ontology and the mapping graph say, by subject and property."""

    asserted: Values
    inferred: Values
    terms: Values
    mapped: Values

    def values(self, subject: NamedNode, property: NamedNode) -> tuple[NamedNode | Literal, ...]:
        """What the asserted graph, or else the ontology, gives for a property; sorted."""
        for part in (self.asserted, self.terms):
            if found := part.get(subject, {}).get(property):
                return found
        return ()

    def texts(self, subject: NamedNode, property: NamedNode) -> tuple[str, ...]:
        """The literals of a property."""
        return tuple(one.value for one in self.values(subject, property) if isinstance(one, Literal))

    def text(self, subject: NamedNode, property: NamedNode) -> str | None:
        """The first literal of a property."""
        return next(iter(self.texts(subject, property)), None)

    def links(self, subject: NamedNode, property: NamedNode) -> tuple[NamedNode, ...]:
        """The things of a property, by label."""
        return self.by_label(one for one in self.values(subject, property) if isinstance(one, NamedNode))

    def link(self, subject: NamedNode, property: NamedNode) -> NamedNode | None:
        """The first thing of a property."""
        return next(iter(self.links(subject, property)), None)

    def whole(self, subject: NamedNode, property: NamedNode) -> int:
        """The whole number of a property; 0 when there is none."""
        return int(self.text(subject, property) or 0)

    def label(self, one: NamedNode) -> str:
        """The label of a thing or term, or its short form when it has none."""
        return self.text(one, RDFS.label) or curie(one)

    def by_label(self, found: Iterable[NamedNode]) -> tuple[NamedNode, ...]:
        """Each once, in the order of their labels; numbers count as numbers."""
        ranks = self._ranks
        return tuple(sorted(set(found), key=lambda one: (ranks.get(one, 0), one.value)))

    @cached_property
    def _ranks(self) -> Mapping[NamedNode, int]:
        """The place of each thing and term among all labels; sorting by it is faster than by the labels."""
        known = {*self.asserted, *self.terms}
        ordered = sorted(known, key=lambda one: (natural(self.label(one)), one.value))
        return {one: place for place, one in enumerate(ordered, start=1)}

    def kind(self, one: NamedNode) -> str:
        """The kind in the IRI of a thing, such as ``substance``; empty for what is no thing of ours."""
        match = _THING.fullmatch(one.value)
        return match[1] if match and one in self.asserted else ""

    def slug(self, one: NamedNode) -> str:
        """The last part of the IRI of a thing."""
        return one.value.removeprefix(BASE).partition("/")[2]

    def address(self, one: NamedNode) -> str | None:
        """Where a thing or term is shown, seen from the root of the site; nothing when it is not shown."""
        kind = self.kind(one)
        if kind in _WITHIN:
            return self._within(one, kind)
        if kind:
            return f"{kind}/{self.slug(one)}.html"
        return self._of_term(one) if one in self.terms and one.value.startswith(NSEI.iri) else None

    def _of_term(self, one: NamedNode) -> str:
        # A class and a property may differ in the first letter only, which not every file system tells apart.
        kinds = self.terms[one].get(RDF.type, ())
        if OWL.Class in kinds:
            return f"ontology/class/{local_name(one)}.html"
        if _PROPERTIES.isdisjoint(kinds):
            return f"ontology.html#{local_name(one)}"
        return f"ontology/property/{local_name(one)}.html"

    def _within(self, one: NamedNode, kind: str) -> str | None:
        if kind == "note":
            return f"notes.html#{self.slug(one)}"
        if kind == "authorship":
            source = self.link(one, NSEI.authorshipOf)
            return self.address(source) if source else None
        if kind == "finding":
            host = self.link(one, NSEI.subject)
        else:
            host = self.link(one, NSEI.inFigure) or self.link(one, NSEI.inSection)
        page = self.address(host) if host else None
        return f"{page}#{self.slug(one)}" if page and "#" not in page else page

    @cached_property
    def _kinds(self) -> Mapping[str, list[NamedNode]]:
        found: dict[str, list[NamedNode]] = {}
        for one in self.asserted:
            if kind := self.kind(one):
                found.setdefault(kind, []).append(one)
        return dict(sorted(found.items()))

    @cached_property
    def things(self) -> Mapping[str, tuple[NamedNode, ...]]:
        """Every thing that has a page of its own, by kind, in the order of labels."""
        return {kind: self.by_label(found) for kind, found in self._kinds.items() if kind not in _WITHIN}

    @cached_property
    def findings(self) -> tuple[NamedNode, ...]:
        """Every finding in the order of the text."""
        return tuple(sorted(self._kinds.get("finding", ()), key=self.reading_order))

    @cached_property
    def notes(self) -> tuple[NamedNode, ...]:
        """Every curation note in the order of the text."""
        return tuple(sorted(self._kinds.get("note", ()), key=self.reading_order))

    def reading_order(self, finding: NamedNode) -> tuple[int, str]:
        """The place of a finding or note in the text, for sorting."""
        starts = [self.whole(one, NSEI.sentenceStart) for one in self.links(finding, NSEI.evidence)]
        return min(starts, default=0), finding.value

    @cached_property
    def _inverse(self) -> Mapping[Pair, tuple[NamedNode, ...]]:
        found: dict[Pair, list[NamedNode]] = {}
        for subject, properties in self.asserted.items():
            for property, values in properties.items():
                for value in values:
                    if isinstance(value, NamedNode):
                        found.setdefault((property, value), []).append(subject)
        return {pair: tuple(subjects) for pair, subjects in found.items()}

    def subjects(self, property: NamedNode, value: NamedNode) -> tuple[NamedNode, ...]:
        """The subjects that have a thing for a property in the asserted graph."""
        return self._inverse.get((property, value), ())

    @cached_property
    def _evidence(self) -> Mapping[tuple[NamedNode, NamedNode, NamedNode], list[NamedNode]]:
        found: dict[tuple[NamedNode, NamedNode, NamedNode], list[NamedNode]] = {}
        for finding in self.findings:
            for subject in self.links(finding, NSEI.subject):
                for relation in self.links(finding, NSEI.relation):
                    for value in self.links(finding, NSEI.object):
                        found.setdefault((subject, relation, value), []).append(finding)
        return found

    def evidence(self, fact: Fact) -> tuple[NamedNode, ...]:
        """The findings that say a fact."""
        return tuple(self._evidence.get((fact.subject, fact.property, fact.object), ()))

    def references(self, about: NamedNode, property: NamedNode = NSEI.supportedBy) -> tuple[NamedNode, ...]:
        """The references of a finding, or of another property, by their numbers."""
        found = self.links(about, property)
        return tuple(sorted(found, key=lambda one: (self.whole(one, NSEI.referenceNumber), one.value)))

    @cached_property
    def _facts(self) -> tuple[Mapping[NamedNode, list[Fact]], Mapping[NamedNode, list[Fact]]]:
        outgoing: dict[NamedNode, list[Fact]] = {}
        incoming: dict[NamedNode, list[Fact]] = {}
        for part, inferred in ((self.asserted, False), (self.inferred, True)):
            for subject, properties in part.items():
                if self.kind(subject) in ("", *_WITHIN):
                    continue
                for property, values in properties.items():
                    if property == RDF.type or property in TO_ITSELF or not property.value.startswith(NSEI.iri):
                        continue
                    for value in values:
                        if not isinstance(value, NamedNode) or not self.kind(value):
                            continue
                        if inferred and self._said_closer(subject, property, value):
                            continue
                        fact = Fact(subject=subject, property=property, object=value, inferred=inferred)
                        outgoing.setdefault(subject, []).append(fact)
                        incoming.setdefault(value, []).append(fact)
        return outgoing, incoming

    def _said_closer(self, subject: NamedNode, property: NamedNode, value: NamedNode) -> bool:
        """Whether a narrower property says the same of the same two things already."""
        said = self.asserted.get(subject, {})
        return any(value in said.get(narrower, ()) for narrower in self._narrower.get(property, ()))

    @cached_property
    def _narrower(self) -> Mapping[NamedNode, set[NamedNode]]:
        direct = {
            lower: {one for one in properties.get(RDFS.subPropertyOf, ()) if isinstance(one, NamedNode)}
            for lower, properties in self.terms.items()
        }
        found: dict[NamedNode, set[NamedNode]] = {}
        for lower in direct:
            waiting = list(direct[lower])
            while waiting:
                upper = waiting.pop()
                if lower not in found.setdefault(upper, set()):
                    found[upper].add(lower)
                    waiting.extend(direct.get(upper, ()))
        return found

    def facts_of(self, one: NamedNode) -> tuple[Fact, ...]:
        """The edges that start at a thing, grouped by property."""
        return self._sorted(self._facts[0].get(one, ()), lambda fact: fact.object)

    def facts_about(self, one: NamedNode) -> tuple[Fact, ...]:
        """The edges that end at a thing, grouped by property."""
        return self._sorted(self._facts[1].get(one, ()), lambda fact: fact.subject)

    def _sorted(self, facts: Iterable[Fact], far: Callable[[Fact], NamedNode]) -> tuple[Fact, ...]:
        def key(fact: Fact) -> tuple[object, ...]:
            return (fact.inferred, self.label(fact.property), self._ranks.get(far(fact), 0), far(fact).value)

        return tuple(sorted(facts, key=key))


def atlas_of(store: Store) -> Atlas:
    """The atlas of a built graph; what is neither ontology nor inferred nor mapped counts as asserted."""
    parts: dict[str, dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]]] = {
        "asserted": {},
        "inferred": {},
        "terms": {},
        "mapped": {},
    }
    names = {GRAPH_INFERRED: "inferred", GRAPH_MAPPINGS: "mapped", GRAPH_ONTOLOGY: "terms"}
    for quad in store:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            graph = quad.graph_name
            part = parts[names.get(graph, "asserted") if isinstance(graph, NamedNode) else "asserted"]
            part.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
    return Atlas(**{name: _frozen(part) for name, part in parts.items()})


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sorting key in which numbers count as numbers and case does not matter.

    >>> sorted(["[10] Li", "[9] Wang"], key=natural)
    ['[9] Wang', '[10] Li']
    """
    parts = re.findall(r"\d+|\D+", text.casefold())
    return tuple((0, int(one), "") if one.isdecimal() else (1, 0, one) for one in parts)


def _frozen(part: Mapping[NamedNode, Mapping[NamedNode, list[NamedNode | Literal]]]) -> Values:
    return {
        subject: {
            property: tuple(sorted(set(values), key=str))
            for property, values in sorted(properties.items(), key=lambda item: item[0].value)
        }
        for subject, properties in sorted(part.items(), key=lambda item: item[0].value)
    }
