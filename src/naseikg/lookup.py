"""Finding a thing by what a person types: an id, an IRI, a label, a synonym or a formula."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Store

from naseikg.errors import AmbiguousNameError, UnknownNameError
from naseikg.vocabulary import NSEI, RDFS, SKOS, curie, expand

__all__ = ["find_thing", "plain"]

_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-0123456789+-")
_NAMES = (NSEI.formula, RDFS.label, SKOS.altLabel)


def plain(name: str) -> str:
    """A name as it is compared: subscripts as digits, lower case, single spaces.

    >>> plain("Na₃P") == plain("na3p")
    True
    """
    return " ".join(name.translate(_DIGITS).casefold().split())


def find_thing(store: Store, name: str) -> NamedNode:
    """The thing of that id, IRI, formula, label or synonym; the first of these that fits one thing only.

    Raises:
        UnknownNameError: nothing is called so; the message suggests what comes close.
        AmbiguousNameError: several things are called so.
    """
    try:
        direct = expand(name)
    except (ValueError, UnknownNameError):
        direct = None
    if direct is not None and any(True for _ in store.quads_for_pattern(direct, None, None)):
        return direct
    wanted = plain(name)
    names: dict[str, set[str]] = {}
    for predicate in _NAMES:
        found = set()
        for quad in store.quads_for_pattern(None, predicate, None):
            assert isinstance(quad.object, Literal)
            if isinstance(quad.subject, NamedNode):
                names.setdefault(plain(quad.object.value), set()).add(quad.subject.value)
                if plain(quad.object.value) == wanted:
                    found.add(quad.subject.value)
        if len(found) == 1:
            return NamedNode(found.pop())
        if found:
            raise AmbiguousNameError(name, (curie(NamedNode(one)) for one in found))
    slugs = {
        quad.subject.value
        for quad in store.quads_for_pattern(None, RDFS.label, None)
        if isinstance(quad.subject, NamedNode)
    }
    raise UnknownNameError("thing", name, [*names, *(curie(NamedNode(one)) for one in slugs)])
