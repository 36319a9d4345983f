"""The ontology file as triples, with the questions that records and rules ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from naseikg.errors import OntologyError
from naseikg.vocabulary import OWL, RDF, RDFS, curie, local_name

__all__ = ["Node", "Ontology", "load_ontology"]

Node = NamedNode | BlankNode


@dataclass(frozen=True, eq=False)
class Ontology:
    """The TBox: every triple of the ontology file, indexed by subject and predicate."""

    triples: tuple[Triple, ...]

    @cached_property
    def _index(self) -> dict[tuple[Node, NamedNode], list[NamedNode | BlankNode | Literal]]:
        index: dict[tuple[Node, NamedNode], list[NamedNode | BlankNode | Literal]] = {}
        for subject, predicate, value in self.triples:
            assert isinstance(subject, NamedNode | BlankNode)
            assert isinstance(value, NamedNode | BlankNode | Literal)
            index.setdefault((subject, predicate), []).append(value)
        return index

    def values(self, subject: Node, predicate: NamedNode) -> list[Node]:
        """The nodes, not literals, that a subject has for a predicate, in the order of the file."""
        found = self._index.get((subject, predicate), [])
        return [one for one in found if isinstance(one, NamedNode | BlankNode)]

    def literals(self, subject: Node, predicate: NamedNode) -> list[Literal]:
        """The literals that a subject has for a predicate, in the order of the file."""
        return [one for one in self._index.get((subject, predicate), []) if isinstance(one, Literal)]

    def text(self, subject: Node, predicate: NamedNode) -> str | None:
        """The first literal that a subject has for a predicate."""
        found = self._index.get((subject, predicate), [])
        return next((one.value for one in found if isinstance(one, Literal)), None)

    def members(self, head: Node) -> Iterator[Node]:
        """The members of an RDF list."""
        while head != RDF.nil:
            yield from self.values(head, RDF.first)[:1]
            head = next(iter(self.values(head, RDF.rest)), RDF.nil)

    def subjects(self, predicate: NamedNode, value: NamedNode | None = None) -> list[tuple[Node, Node]]:
        """Every (subject, node) pair of a predicate, in the order of the file."""
        found = self._pairs.get(predicate, [])
        return [pair for pair in found if value is None or pair[1] == value]

    @cached_property
    def _pairs(self) -> dict[NamedNode, list[tuple[Node, Node]]]:
        pairs: dict[NamedNode, list[tuple[Node, Node]]] = {}
        for subject, predicate, found in self.triples:
            if isinstance(subject, NamedNode | BlankNode) and isinstance(found, NamedNode | BlankNode):
                pairs.setdefault(predicate, []).append((subject, found))
        return pairs

    def typed(self, kind: NamedNode) -> list[NamedNode]:
        """The named terms declared as a kind, such as ``owl:Class``, sorted."""
        found = {one for one, _ in self.subjects(RDF.type, kind) if isinstance(one, NamedNode)}
        return sorted(found, key=lambda one: one.value)

    @cached_property
    def classes(self) -> frozenset[NamedNode]:
        """Every named class."""
        return frozenset(self.typed(OWL.Class))

    @cached_property
    def properties(self) -> frozenset[NamedNode]:
        """Every object, datatype and annotation property."""
        return self.object_properties | self.data_properties | self.annotation_properties

    @cached_property
    def object_properties(self) -> frozenset[NamedNode]:
        """Every property whose values are things."""
        return frozenset(self.typed(OWL.ObjectProperty))

    @cached_property
    def data_properties(self) -> frozenset[NamedNode]:
        """Every property whose values are literals."""
        return frozenset(self.typed(OWL.DatatypeProperty))

    @cached_property
    def annotation_properties(self) -> frozenset[NamedNode]:
        """Every property from which nothing follows."""
        return frozenset(self.typed(OWL.AnnotationProperty))

    @cached_property
    def facts(self) -> tuple[Triple, ...]:
        """What the ontology file itself says about individuals, declared or not: their classes and links."""
        links = self.object_properties | self.data_properties
        return tuple(
            one
            for one in self.triples
            if isinstance(one.subject, NamedNode)
            and (one.predicate in links or (one.predicate == RDF.type and one.object in self.classes))
        )

    @cached_property
    def class_names(self) -> dict[str, NamedNode]:
        """Every named class by its local name."""
        return {local_name(one): one for one in self.classes}

    @cached_property
    def relation_names(self) -> dict[str, NamedNode]:
        """Every object property by its local name."""
        return {local_name(one): one for one in self.typed(OWL.ObjectProperty)}

    @cached_property
    def _supers(self) -> dict[NamedNode, frozenset[NamedNode]]:
        direct: dict[NamedNode, set[NamedNode]] = {one: set() for one in self.classes}
        for lower, upper in self.subjects(RDFS.subClassOf):
            if isinstance(lower, NamedNode) and isinstance(upper, NamedNode):
                direct.setdefault(lower, set()).add(upper)
        return {one: frozenset(_reached(one, direct)) for one in direct}

    def superclasses(self, one: NamedNode) -> frozenset[NamedNode]:
        """A class and every named class above it."""
        return self._supers.get(one, frozenset({one}))

    def genera(self, one: NamedNode) -> tuple[NamedNode, ...]:
        """The named classes directly above a class, whether asserted or named in its definition, sorted."""
        parts = [list(self.members(members)) for members in self._defining_lists(one)]
        named = {*self.values(one, RDFS.subClassOf), *(part for members in parts for part in members)}
        return tuple(sorted((upper for upper in named if isinstance(upper, NamedNode)), key=str))

    def _defining_lists(self, one: NamedNode) -> Iterator[Node]:
        for kind in self.values(one, OWL.equivalentClass):
            yield from self.values(kind, OWL.intersectionOf)

    @cached_property
    def disjoint(self) -> tuple[tuple[Node, Node], ...]:
        """Every pair of classes declared to share no member, in the order of the file."""
        return (*self.subjects(OWL.disjointWith), *self.pairs(OWL.AllDisjointClasses))

    def pairs(self, kind: NamedNode) -> list[tuple[Node, Node]]:
        """Every pair of members of the groups of a kind, such as ``owl:AllDisjointClasses``."""
        groups = [group for group, _ in self.subjects(RDF.type, kind)]
        lists = [members for group in groups for members in self.values(group, OWL.members)]
        return [pair for members in lists for pair in combinations(self.members(members), 2)]

    def excluders(self, one: NamedNode) -> tuple[NamedNode, ...]:
        """The named classes whose members are declared not to be members of a class, sorted."""
        return self._excluders.get(one, ())

    @cached_property
    def _excluders(self) -> dict[NamedNode, tuple[NamedNode, ...]]:
        complements = [
            (lower, denied)
            for lower, upper in self.subjects(RDFS.subClassOf)
            for denied in self.values(upper, OWL.complementOf)
        ]
        declared: dict[Node, set[NamedNode]] = {}
        for left, right in (*self.disjoint, *complements):
            for lower, upper in ((left, right), (right, left)):
                if isinstance(lower, NamedNode):
                    declared.setdefault(upper, set()).add(lower)
        return {
            one: tuple(
                sorted({found for upper in self.superclasses(one) for found in declared.get(upper, ())}, key=str)
            )
            for one in self.classes
        }

    def named_members(self, subject: NamedNode, predicate: NamedNode) -> tuple[NamedNode, ...]:
        """The named classes of a domain or range; those of a union one by one, none when it is open."""
        found: list[NamedNode] = []
        for value in self.values(subject, predicate):
            if isinstance(value, NamedNode):
                found.append(value)
            else:
                for union in self.values(value, OWL.unionOf):
                    found.extend(one for one in self.members(union) if isinstance(one, NamedNode))
        return tuple(found)

    def owner(self, node: Node) -> str:
        """The term in whose axioms a node stands, in its short form; for an axiom about no term, the ontology."""
        while isinstance(node, BlankNode):
            above = self._parents.get(node)
            if above is None:
                return "the ontology"
            node = above
        return curie(node)

    @cached_property
    def _parents(self) -> dict[BlankNode, Node]:
        return {
            one.object: one.subject
            for one in self.triples
            if isinstance(one.object, BlankNode) and isinstance(one.subject, NamedNode | BlankNode)
        }

    @property
    def version(self) -> str:
        """The version that the ontology states of itself, or ``unversioned``."""
        stated = (self.text(subject, OWL.versionInfo) for subject, _ in self.subjects(OWL.versionIRI))
        return next((one for one in stated if one), "unversioned")

    def label(self, term: NamedNode) -> str:
        """The label of a term, or its short form when it has none."""
        return self.text(term, RDFS.label) or curie(term)


def load_ontology(path: Path) -> Ontology:
    """The ontology of a Turtle file.

    Raises:
        OntologyError: the file cannot be read or is no Turtle; the message has line and column.
    """
    try:
        return _ontology(path.read_bytes())
    except SyntaxError as error:
        raise OntologyError(f"{path}:{error.lineno}:{error.offset}: {error.msg}; mend the Turtle") from error
    except OSError as error:
        raise OntologyError(f"{path}: cannot be read: {error}") from error


@lru_cache(maxsize=2)
def _ontology(content: bytes) -> Ontology:
    """The ontology of a file's content: the same value for the same content, so that what is made of it is kept."""
    return Ontology(triples=tuple(one.triple for one in parse(content, format=RdfFormat.TURTLE)))


def _reached(start: NamedNode, direct: dict[NamedNode, set[NamedNode]]) -> Iterable[NamedNode]:
    seen = {start}
    waiting = [start]
    while waiting:
        for upper in direct.get(waiting.pop(), ()):
            if upper not in seen:
                seen.add(upper)
                waiting.append(upper)
    return seen
