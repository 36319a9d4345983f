"""New triples by what they say, and the rows that they can give a query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from pyoxigraph import NamedNode, QuerySolutions, Store, Triple

from naseikg.asking.answers import PREFIXES_OF_QUERIES
from naseikg.asking.depth import MOST_SLASHES
from naseikg.growing.sites import Site

__all__ = ["Delta", "Step", "steps_of", "values_of"]

#: A triple pattern as far as it matters here: its subject if that is a variable, the links before it on a path, its
#: link (or any), its object if that is fixed.
Step = tuple[str | None, tuple[NamedNode, ...], NamedNode | None, NamedNode | None]


class Delta:
    """New triples, to be asked for the subjects that may fit a place in a query.

    ``is_old`` tells the things that were there before: no old triple names a new thing, so only a new triple of an old
    thing can complete a path that begins with an old triple.
    """

    def __init__(self, triples: Iterable[Triple], *, is_old: Callable[[NamedNode], bool]) -> None:
        self._objects: defaultdict[NamedNode, defaultdict[NamedNode, set[NamedNode]]] = defaultdict(
            lambda: defaultdict(set)
        )
        self._subjects: defaultdict[NamedNode, set[NamedNode]] = defaultdict(set)
        self._is_old = lru_cache(maxsize=None)(is_old)
        self.add(triples)

    def add(self, triples: Iterable[Triple]) -> None:
        """Takes more new triples in."""
        for one in triples:
            if isinstance(one.subject, NamedNode):
                self._subjects[one.predicate].add(one.subject)
                if isinstance(one.object, NamedNode):
                    self._objects[one.predicate][one.object].add(one.subject)

    def values(self, store: Store, site: Site, *, prologue: str, only_old: bool = False) -> tuple[str, ...] | None:
        """The VALUES clauses that make a site look at the new triples only; nothing when the whole must be asked.

        ``only_old`` leaves out what is new of new things.
        """
        steps = steps_of(f"{prologue} SELECT * WHERE {{ {site.patterns} }}")
        if steps is None:
            return None
        return tuple(dict.fromkeys(self._values(store, site, steps, only_old)))

    def _values(self, store: Store, site: Site, steps: tuple[Step, ...], only_old: bool) -> Iterator[str]:
        for variable, path, link, value in steps:
            found = self._fitting(link, value)
            if path:
                found = _reached(store, path, {one for one in found if self._is_old(one)})
            elif only_old:
                found = {one for one in found if self._is_old(one)}
            if found and variable is None:
                yield ""
            elif found:
                yield from values_of((str(variable),), ((one,) for one in found), most=site.most)

    def _fitting(self, link: NamedNode | None, value: NamedNode | None) -> set[NamedNode]:
        if link is None:
            return set().union(*self._subjects.values())
        if value is not None:
            return self._objects[link][value] if link in self._objects else set()
        return self._subjects.get(link, set())


def values_of(
    names: Sequence[str], rows: Iterable[Sequence[object]], *, most: int = MOST_SLASHES // 2
) -> Iterator[str]:
    """VALUES clauses for rows of nodes, nothing standing for no value; each with so many slashes and hyphens at most.

    The engine takes no more than `depth.MOST_SLASHES` of them in a query.
    """
    head = f"VALUES ({' '.join(f'?{one}' for one in names)})"
    pending: list[str] = []
    length = 0
    for row in rows:
        text = f"({' '.join('UNDEF' if one is None else str(one) for one in row)})"
        weight = text.count("/") + text.count("-")
        if pending and length + weight > most:
            yield f"{head} {{ {' '.join(pending)} }}"
            pending, length = [], 0
        pending.append(text)
        length += weight
    if pending:
        yield f"{head} {{ {' '.join(pending)} }}"


@lru_cache(maxsize=512)
def steps_of(select: str) -> tuple[Step, ...] | None:
    """The steps of the triple patterns in a SELECT; nothing when one of them is a path of any length."""
    # Late, as it takes a quarter of a second.
    from rdflib import URIRef, Variable
    from rdflib.paths import AlternativePath, InvPath, MulPath, NegatedPath, Path, SequencePath
    from rdflib.plugins.sparql.algebra import translateQuery, traverse
    from rdflib.plugins.sparql.parser import parseQuery

    patterns: list[tuple[object, object, object]] = []

    def gather(node: object) -> None:
        if getattr(node, "name", "") == "BGP":
            patterns.extend(node.triples)  # type: ignore[attr-defined]  # a parsed node has what its name says

    traverse(translateQuery(parseQuery(select), initNs=PREFIXES_OF_QUERIES).algebra, visitPre=gather)
    steps: list[Step] = []

    def named(term: object) -> NamedNode | None:
        return NamedNode(str(term)) if isinstance(term, URIRef) else None

    def walk(subject: object, path: tuple[NamedNode, ...], link: object, value: object) -> bool:
        if isinstance(link, AlternativePath):
            return all(walk(subject, path, one, value) for one in link.args)
        if isinstance(link, InvPath) and not isinstance(link.arg, Path):
            return not path and walk(value, path, link.arg, subject)
        if isinstance(link, SequencePath):
            before = path
            for place, one in enumerate(link.args):
                last = place == len(link.args) - 1
                if not walk(subject, before, one, value if last else None):
                    return False
                if not last and not isinstance(one, URIRef):
                    return False
                before = (*before, NamedNode(str(one))) if isinstance(one, URIRef) else before
            return True
        if isinstance(link, MulPath | NegatedPath | InvPath):
            return False
        variable = str(subject) if isinstance(subject, Variable) else None
        fixed = named(value)
        steps.append((variable, path, named(link), fixed))
        return True

    return tuple(steps) if all(walk(one, (), link, value) for one, link, value in patterns) else None


def _reached(store: Store, path: tuple[NamedNode, ...], ends: set[NamedNode]) -> set[NamedNode]:
    """The things from which a path leads to one of the ends."""
    if not ends:
        return set()
    found: set[NamedNode] = set()
    for values in values_of(("m",), ((one,) for one in ends)):
        answer = store.query(
            f"SELECT DISTINCT ?x {{ {values} ?x {'/'.join(map(str, path))} ?m }}", use_default_graph_as_union=True
        )
        assert isinstance(answer, QuerySolutions)
        found.update(one for solution in answer if isinstance(one := solution["x"], NamedNode))
    return found
