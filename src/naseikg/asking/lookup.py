"""Finding a thing by what a person types: an id, an IRI, a label, a synonym or a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Store

from naseikg.asking.suggestions import meant, unknown_name
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
    """The thing of that id, IRI, formula, label, synonym or short id; the first of these that fits one thing only.

    A short id is what outputs print: ``71`` or ``[71]`` for a reference, ``3.1-p3-s4`` for a sentence, an id without
    its kind or without the name of its source.

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
    spellings: dict[str, str] = {}
    several: set[NamedNode] = set()
    for predicate in _NAMES:
        found = set()
        for thing, text in _texts(store, predicate):
            spellings.setdefault(plain(text), text.translate(_DIGITS))
            if plain(text) == wanted:
                found.add(thing)
        if len(found) == 1:
            return found.pop()
        several |= found
    things = {thing for thing, _ in _texts(store, RDFS.label)}
    for found in () if several else (_numbered(store, wanted), _short(store, wanted, things)):
        if len(found) == 1:
            return found.pop()
        several |= found
    if several:
        raise AmbiguousNameError(name, map(curie, several))
    ids = sorted(map(curie, things))
    known = {one.rpartition("/")[2]: one for one in ids} | spellings | {one: one for one in ids}
    raise unknown_name("thing", name, meant(wanted, known))


def _numbered(store: Store, wanted: str) -> set[NamedNode]:
    """The references of a number, as ``71`` or ``[71]``."""
    number = wanted.removeprefix("[").removesuffix("]").strip()
    return {thing for thing, text in _texts(store, NSEI.referenceNumber) if text == number}


def _short(store: Store, wanted: str, things: Iterable[NamedNode]) -> set[NamedNode]:
    """The things of an id whose kind, or whose source's name, is left out."""
    kind, _, slug = wanted.rpartition("/")
    sources = {curie(source).rpartition("/")[2] for source, _ in _texts(store, NSEI.textDigest)}
    slugs = {slug, *(f"{source}-{slug}" for source in sources)}
    parts = ((thing, curie(thing).casefold().rpartition("/")) for thing in things)
    return {thing for thing, (its, slash, rest) in parts if slash and rest in slugs and kind in ("", its)}


def _texts(store: Store, predicate: NamedNode) -> Iterator[tuple[NamedNode, str]]:
    for quad in store.quads_for_pattern(None, predicate, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            yield quad.subject, quad.object.value
