"""What follows from the facts: the rules of the ontology, run in a store until nothing new comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, QueryTriples, Store, Triple

from naseikg.errors import InconsistencyError
from naseikg.reasoning.literals import admitted
from naseikg.reasoning.ontology import Node, Ontology
from naseikg.reasoning.patterns import Pattern, Term, name_of, sparql_of, topics_of
from naseikg.reasoning.rules import Constraint, Rule, constraints_of, rules_of
from naseikg.vocabulary import RDF, RDFS, XSD, curie

__all__ = ["broken_in_words", "contradictions", "materialise", "unsatisfiable_classes", "values_of_classes"]

_SHOWN = 20

_Solution = Mapping[str, Node | Literal]


def materialise(ontology: Ontology, facts: Iterable[Triple]) -> tuple[Triple, ...]:
    """Every triple about named things that follows from the facts and is not among them, sorted.

    Raises:
        InconsistencyError: the facts contradict the ontology, or one of its classes or properties can hold of nothing.
        OntologyError: the ontology uses a construct that no rule covers.
    """
    if impossible := [line for _, line in _impossible(ontology)]:
        raise InconsistencyError("\n".join(impossible))
    closure = _Closure(ontology, facts)
    if found := closure.violations():
        more = f"\n... and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise InconsistencyError("\n".join(found[:_SHOWN]) + more)
    named = (one for one in closure.inferred if not isinstance(one.subject, BlankNode))
    return tuple(sorted((one for one in named if not isinstance(one.object, BlankNode)), key=str))


def contradictions(ontology: Ontology, facts: Iterable[Triple]) -> tuple[str, ...]:
    """Every contradiction between facts, with what follows from them, and the ontology; in words, sorted."""
    return _Closure(ontology, facts).violations()


def unsatisfiable_classes(ontology: Ontology) -> tuple[str, ...]:
    """The classes that can have no member, each with the axiom that excludes one; in words, sorted."""
    return tuple(line for term, line in _impossible(ontology) if term in ontology.classes)


@lru_cache(maxsize=2)
def _impossible(ontology: Ontology) -> tuple[tuple[NamedNode, str], ...]:
    """The classes and properties that hold of nothing, each with the axiom that excludes it in words, sorted.

    Each is tried on a thing of its own, first all together, since that is quick and finds whether there are
    any; then those that may be at fault one by one, since values that axioms fix bring them into touch.
    """
    properties = ontology.object_properties | ontology.data_properties
    trials = {term: _trial(ontology, term) for term in sorted(ontology.classes | properties, key=str)}
    owners: dict[object, NamedNode] = {}
    for term, fact in trials.items():
        owners.update((node, term) for node in (fact.subject, fact.object) if isinstance(node, BlankNode))
    suspects: set[NamedNode] = set()
    together = _Closure(ontology, trials.values())
    for _, solution in together.solutions():
        origins = [together.origin(value) for value in solution.values()]
        suspects.update({owners[one] for one in origins if one in owners} or trials)
    if not suspects or _Closure(ontology, ()).violations():
        return ()
    found = {
        (term, f"{curie(term)} can {hold}: {constraint.axiom}; change that axiom or the {kind}")
        for term in suspects
        for kind, hold in [("class", "have no member") if term in ontology.classes else ("property", "hold of nothing")]
        for constraint, _ in _Closure(ontology, [trials[term]]).solutions()
    }
    return tuple(sorted(found, key=itemgetter(1)))


def _trial(ontology: Ontology, term: NamedNode) -> Triple:
    """A fact that says of something new that it has a class or property, and nothing else."""
    if term in ontology.classes:
        return Triple(BlankNode(), RDF.type, term)
    if term in ontology.object_properties:
        return Triple(BlankNode(), term, BlankNode())
    ranges = [one for one in ontology.values(term, RDFS.range) if one != RDFS.Literal]
    return Triple(BlankNode(), term, admitted(ontology, next(iter(ranges), XSD.string), term))


def values_of_classes(ontology: Ontology, facts: Iterable[Triple]) -> tuple[Triple, ...]:
    """The literals that classes fix for those that the facts, taken as complete, show to be their members."""
    store = Store()
    store.bulk_extend(map(_quad, facts))
    rules = [rule for rule in rules_of(ontology) if any(isinstance(value, Literal) for _, _, value in rule.head)]
    return tuple(one for rule in rules for one in _triples(store.query(_construct(rule))))


def broken_in_words(constraint: Constraint, solution: Mapping[str, Node | Literal]) -> str:
    """The axiom of a constraint and the facts that break it."""
    shown = sorted({" ".join(_shown(term, solution) for term in pattern) for pattern in constraint.body})
    return f"{constraint.axiom}, yet {', '.join(shown)}; correct the records or the axiom"


class _Closure:
    """Facts and what follows from them; what existentials bring are blank nodes."""

    def __init__(self, ontology: Ontology, facts: Iterable[Triple]) -> None:
        self._constraints = constraints_of(ontology)
        self._store = Store()
        # Annotations are half of the facts, and nothing follows from them.
        telling = ontology.object_properties | ontology.data_properties | {RDF.type}
        self._store.bulk_extend(_quad(one) for one in (*ontology.facts, *facts) if one.predicate in telling)
        self._made: dict[object, tuple[Node, frozenset[Rule]]] = {}
        self.inferred: set[Triple] = set()
        rules = rules_of(ontology)
        self._run([one for one in rules if not _unnamed(one)], [one for one in rules if _unnamed(one)])

    def violations(self) -> tuple[str, ...]:
        """Each constraint that is broken with the facts that break it, in words, sorted."""
        found: dict[str, None] = {}
        for constraint, solution in self.solutions():
            found[broken_in_words(constraint, solution)] = None
        return tuple(sorted(found))

    def solutions(self) -> Iterator[tuple[Constraint, _Solution]]:
        """Every way in which a constraint is broken."""
        for constraint in self._constraints:
            for solution in self._select(constraint.body):
                yield constraint, solution

    def origin(self, node: Node | Literal) -> Node | Literal:
        """The thing for which an unnamed one was made, or the thing itself."""
        while node in self._made:
            node = self._made[node][0]
        return node

    def _run(self, plain: Sequence[Rule], making: Sequence[Rule]) -> None:
        """Runs the rules to a fixpoint; a rule runs again only when what its body needs has grown.

        Unnamed things are made last, only where the facts show no named one.
        """
        queries = [
            (_construct(rule), frozenset(topics_of(rule.body)), frozenset(topics_of(rule.head))) for rule in plain
        ]
        changed: dict[str, int] = {}
        last_run = [-1] * len(queries)
        clock = 0
        while True:
            before = clock
            for place, (query, needs, gives) in enumerate(queries):
                if last_run[place] >= 0 and all(changed.get(need, -1) < last_run[place] for need in needs):
                    continue
                clock += 1
                last_run[place] = clock
                if self._add(_triples(self._store.query(query))):
                    changed.update(dict.fromkeys(gives, clock))
            if clock == before:
                clock += 1
                made = [key for rule in making for key in self._make(rule)]
                if not made:
                    return
                changed.update(dict.fromkeys(made, clock))

    def _make(self, rule: Rule) -> Iterator[str]:
        """Gives each thing that needs it the unnamed thing of a rule, but none to what the rule itself brought."""
        absent = f"FILTER NOT EXISTS {{ {sparql_of(rule.head)} }}"
        bound = next(term for term in rule.head[0] if isinstance(term, str) and term not in _unnamed(rule))
        # A thing may satisfy the body in several ways; it needs the unnamed thing once.
        solutions = {solution[bound]: solution for solution in self._select(rule.body, absent)}
        for owner, solution in solutions.items():
            assert not isinstance(owner, Literal)
            _, rules = self._made.get(owner, (owner, frozenset()))
            if rule in rules:
                continue
            made = {name: BlankNode() for name in _unnamed(rule)}
            self._made.update(dict.fromkeys(made.values(), (owner, rules | {rule})))
            self._add(_filled(rule.head, {**solution, **made}))
            yield from topics_of(rule.head)

    def _add(self, triples: Iterable[Triple]) -> bool:
        fresh = {one for one in triples if one not in self.inferred}
        self.inferred |= fresh
        self._store.extend(map(_quad, fresh))
        return bool(fresh)

    def _select(self, body: Sequence[Pattern], *filters: str) -> Iterator[_Solution]:
        answer = self._store.query(f"SELECT * WHERE {{ {sparql_of(body)} {' '.join(filters)} }}")
        assert isinstance(answer, QuerySolutions)
        names = [one.value for one in answer.variables]
        for solution in answer:
            yield {name: value for name in names if not isinstance(value := solution[name], Triple | None)}


def _triples(answer: object) -> QueryTriples:
    assert isinstance(answer, QueryTriples)
    return answer


def _quad(one: Triple) -> Quad:
    return Quad(one.subject, one.predicate, one.object, DefaultGraph())


def _filled(patterns: Iterable[Pattern], nodes: _Solution) -> Iterator[Triple]:
    for subject, link, value in patterns:
        one, other = (
            term if isinstance(term, NamedNode | Literal) else nodes[name_of(term)] for term in (subject, value)
        )
        assert isinstance(one, NamedNode | BlankNode)
        yield Triple(one, link, other)


def _unnamed(rule: Rule) -> tuple[str, ...]:
    """The variables of the head that are not in the body, in their order."""
    bound = {term for pattern in rule.body for term in pattern}
    return tuple(
        dict.fromkeys(term for one in rule.head for term in one if isinstance(term, str) and term not in bound)
    )


def _construct(rule: Rule) -> str:
    head = sparql_of(rule.head)
    return f"CONSTRUCT {{ {head} }} WHERE {{ {sparql_of(rule.body)} FILTER NOT EXISTS {{ {head} }} }}"


def _shown(term: Term, solution: _Solution) -> str:
    value = term if isinstance(term, NamedNode | Literal) else solution[name_of(term)]
    if value == RDF.type:
        return "is a"
    if isinstance(value, Literal) and value.datatype not in (XSD.string, RDF.langString):
        return f'"{value.value}"^^{curie(value.datatype)}'
    return curie(value) if isinstance(value, NamedNode) else "something" if isinstance(value, BlankNode) else str(value)
