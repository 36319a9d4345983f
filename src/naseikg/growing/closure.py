"""What follows from new facts beside those of a store: only rules that a new fact completes are asked.

Each new fact is put in the place of each pattern that it fits, and the store is asked for the rest (semi-naive
evaluation). What a removed fact had carried is taken back and derived again where something else carries it (delete
and rederive: https://doi.org/10.1145/170035.170066). The outcome is what reasoning over all facts anew would give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from naseikg.errors import InconsistencyError
from naseikg.growing.rulebook import Rulebook
from naseikg.reasoning.matching import Bindings, bind, filled, solve
from naseikg.reasoning.ontology import Node
from naseikg.reasoning.patterns import Unlike
from naseikg.reasoning.reason import broken_in_words
from naseikg.reasoning.rules import Constraint, Rule
from naseikg.vocabulary import GRAPH_ASSERTED, GRAPH_INFERRED, RDF

__all__ = ["Change", "extend_closure"]

_SHOWN = 20


@dataclass(slots=True, kw_only=True)
class Change:
    """What is new in a store and what is gone from it, beside what was asserted to begin with."""

    inferred: dict[Triple, None] = field(default_factory=dict)
    withdrawn: dict[Triple, None] = field(default_factory=dict)


class _StoreFacts:
    """The facts of a store, in whatever graph; what was looked up is kept until the store changes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._found: dict[object, list[Triple]] = {}

    def find(self, subject: Node | None, link: NamedNode, value: Node | Literal | None) -> list[Triple]:
        key = (subject, link, value)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = [one.triple for one in self._store.quads_for_pattern(subject, link, value)]
        return found

    def holds(self, one: Triple) -> bool:
        """Whether a fact is there."""
        return next(self._store.quads_for_pattern(one.subject, one.predicate, one.object), None) is not None

    def extend(self, quads: Iterable[Quad]) -> None:
        """Adds facts to the store."""
        self._store.extend(quads)
        self._found.clear()

    def remove(self, quads: Iterable[Quad]) -> None:
        """Takes facts from the store."""
        for quad in quads:
            self._store.remove(quad)
        self._found.clear()


def extend_closure(
    store: Store,
    rules: Rulebook,
    *,
    added: Iterable[Triple],
    removed: Iterable[Triple] = (),
    graph: NamedNode = GRAPH_INFERRED,
) -> Change:
    """Writes to a store what follows from facts that were just added to it, and takes back what needed removed ones.

    The store holds the added facts already, and the removed ones still; these leave it. ``graph`` is where what
    follows is written.

    Raises:
        InconsistencyError: the facts, with what follows, contradict the ontology; the store is then to be dropped.
    """
    ontology = rules.ontology
    telling = ontology.object_properties | ontology.data_properties | {RDF.type}
    change = Change()
    facts = _StoreFacts(store)
    gone = _withdrawn(store, rules, facts, [one for one in removed if one.predicate in telling], graph)
    facts.remove(Quad(one.subject, one.predicate, one.object, GRAPH_ASSERTED) for one in removed)
    facts.remove(Quad(one.subject, one.predicate, one.object, graph) for one in gone)
    unnamed = _Unnamed(facts, rules)
    waiting = [one for one in added if one.predicate in telling]
    again = [one for one in gone if rules.derivable(facts, one)]
    facts.extend(Quad(one.subject, one.predicate, one.object, graph) for one in again)
    change.inferred.update(dict.fromkeys(again))
    waiting += again
    news = dict.fromkeys(waiting)
    while waiting:
        unnamed.touch(waiting)
        fresh = {one: None for one in dict.fromkeys(_following(rules, facts, waiting)) if not facts.holds(one)}
        if not fresh:
            fresh = dict.fromkeys(unnamed.made())
        waiting = list(fresh)
        news.update(fresh)
        facts.extend(Quad(one.subject, one.predicate, one.object, graph) for one in waiting)
    _require_consistent(rules, facts, news)
    for one in news:
        if isinstance(one.subject, BlankNode) or isinstance(one.object, BlankNode):
            store.remove(Quad(one.subject, one.predicate, one.object, graph))
        elif Quad(one.subject, one.predicate, one.object, graph) in store:
            change.inferred[one] = None
    change.withdrawn.update((one, None) for one in gone if one not in change.inferred)
    for one in gone:
        change.inferred.pop(one, None)
    return change


def _following(rules: Rulebook, facts: _StoreFacts, waiting: Iterable[Triple]) -> Iterator[Triple]:
    """What one step of the rules makes of facts that are new, or about to go."""
    for fact in waiting:
        yield from rules.consequences(facts, fact)
    for thing in _reclassified(waiting):
        for body, found in rules.reclassified(facts, thing):
            if isinstance(body.owner, Rule):
                yield from (filled(head, found) for head in body.owner.head)


def _reclassified(facts: Iterable[Triple]) -> Iterable[Node]:
    """The things of which the facts say a class, each once."""
    subjects = (one.subject for one in facts if one.predicate == RDF.type)
    return dict.fromkeys(one for one in subjects if isinstance(one, NamedNode | BlankNode))


def _require_consistent(rules: Rulebook, facts: _StoreFacts, news: Iterable[Triple]) -> None:
    """Asks of each constraint only what new facts could break, among themselves or with what was there."""
    found: dict[str, None] = {}
    for fact in news:
        for constraint, bindings in rules.broken(facts, fact):
            if _are_unlike(constraint, bindings):
                found[broken_in_words(constraint, bindings)] = None
    for thing in _reclassified(news):
        classes = {fact.object for fact in facts.find(thing, RDF.type, None) if isinstance(fact.object, NamedNode)}
        for one in classes:
            for other in rules.apart.get(one, {}).keys() & classes:
                constraint = rules.apart[one][other]
                found[broken_in_words(constraint, {_variable(constraint): thing})] = None
        for body, bindings in rules.reclassified(facts, thing):
            if isinstance(body.owner, Constraint):
                found[broken_in_words(body.owner, bindings)] = None
    if found:
        lines = sorted(found)
        more = f"\n... and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
        raise InconsistencyError("\n".join(lines[:_SHOWN]) + more)


def _variable(constraint: Constraint) -> str:
    """The variable of a constraint that says of one thing two classes."""
    subject = constraint.body[0][0]
    assert isinstance(subject, str)
    return subject


def _are_unlike(constraint: Constraint, bindings: Bindings) -> bool:
    """Whether the values that a constraint wants to differ do: 1 and 1.0 are one number."""
    return not any(
        _same(bindings[value.name], bindings[other])
        for _, _, value in constraint.body
        if isinstance(value, Unlike)
        for other in value.others
    )


def _same(one: Node | Literal, other: Node | Literal) -> bool:
    if one == other or not (isinstance(one, Literal) and isinstance(other, Literal)):
        return one == other
    answer = Store().query(f"ASK {{ FILTER({one} = {other}) }}")
    return bool(answer)


def _withdrawn(
    store: Store, rules: Rulebook, facts: _StoreFacts, removed: list[Triple], graph: NamedNode
) -> list[Triple]:
    """Every inferred fact that a removed one had a part in, also where others carry it too."""
    found: dict[Triple, None] = {}
    waiting = removed
    while waiting:
        following = _following(rules, facts, waiting)
        waiting = [
            one
            for one in dict.fromkeys(following)
            if one not in found and Quad(one.subject, one.predicate, one.object, graph) in store
        ]
        found.update(dict.fromkeys(waiting))
    return list(found)


class _Unnamed:
    """The unnamed things that members of some classes must have, where the facts show no named one.

    They are made anew for each thing that new facts touch, as a store keeps no unnamed ones; none is made for what
    the same rule brought.
    """

    def __init__(self, facts: _StoreFacts, rules: Rulebook) -> None:
        self._facts = facts
        self._rules = rules
        self._touched: dict[Node, None] = {}
        self._made: dict[Node, frozenset[Rule]] = {}

    def touch(self, facts: Iterable[Triple]) -> None:
        """Remembers the things that new facts are about."""
        if self._rules.making:
            ends = (end for one in facts for end in (one.subject, one.object))
            self._touched.update((end, None) for end in ends if isinstance(end, NamedNode | BlankNode))

    def made(self) -> Iterator[Triple]:
        """The facts of the unnamed things that were wanting; the touched things are then done."""
        touched, self._touched = self._touched, {}
        for thing in touched:
            for fact in list(self._facts.find(thing, RDF.type, None)):
                kind = fact.object
                for rule in self._rules.making.get(kind, ()) if isinstance(kind, NamedNode) else ():
                    bindings = bind(rule.body[0], fact, {})
                    brought = self._made.get(thing, frozenset())
                    if bindings is None or rule in brought or next(solve(self._facts, rule.head, bindings), None):
                        continue
                    names = {
                        term for one in rule.head for term in one if isinstance(term, str) and term not in bindings
                    }
                    nodes = {name: BlankNode() for name in names}
                    self._made.update(dict.fromkeys(nodes.values(), brought | {rule}))
                    yield from (filled(one, {**bindings, **nodes}) for one in rule.head)
