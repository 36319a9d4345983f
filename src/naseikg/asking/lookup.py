"""Finding what a person types: a thing by id, IRI, label, synonym or formula; and the terms that a query misspells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Store

from naseikg.asking.suggestions import meant, unknown_name
from naseikg.asking.tokens import QUOTED
from naseikg.errors import AmbiguousNameError, UnknownNameError
from naseikg.vocabulary import GRAPH_ONTOLOGY, NSEI, PREFIXES, RDFS, SKOS, curie, expand

__all__ = ["find_thing", "plain", "unknown_terms"]

_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-0123456789+-")
_NAMES = (NSEI.formula, RDFS.label, SKOS.altLabel)
#: The kinds of things whose labels are sentences, which hold any word.
_SENTENCES = ("finding", "note", "sentence")
_DECLARED = re.compile(r"PREFIX\s+([\w.-]*):\s*<([^<>\s]*)>", re.I)
_WRITTEN = re.compile(
    QUOTED + r"""|\#[^\n\r]*|[?$]\w+|@[A-Za-z-]+"""  # a comment, a variable, a language tag
    r"""|(?P<prefix>[^\W\d_][\w.-]*|):(?P<local>(?:[\w:%-]|\.(?=[\w:.%-]))*)""",
    re.S,
)


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
    if not wanted:
        raise unknown_name("thing", name, (), help="give its id, label, formula or abbreviation")
    several: set[NamedNode] = set()
    for predicate in _NAMES:
        found = {thing for thing, text in _texts(store, predicate) if plain(text) == wanted}
        if len(found) == 1:
            return found.pop()
        several |= found
    things = {thing for thing, _ in _texts(store, RDFS.label)}
    for found in () if several else (_numbered(store, wanted), _short(store, wanted.replace(" ", "-"), things)):
        if len(found) == 1:
            return found.pop()
        several |= found
    if several:
        raise AmbiguousNameError(name, map(curie, several))
    spellings: dict[str, str] = {}
    for predicate in _NAMES:
        for thing, text in _texts(store, predicate):
            if curie(thing).partition("/")[0] not in _SENTENCES:
                spellings.setdefault(plain(text), text.translate(_DIGITS))
    raise unknown_name("thing", name, _meant(wanted, sorted(map(curie, things)), spellings))


def unknown_terms(store: Store, sparql: str) -> list[str]:
    """A sentence on each term of our namespace in a query that the ontology lacks, with what may be meant.

    The query is one that the store can parse. A store without an ontology has nothing to say.
    """
    known = {quad.subject for quad in store.quads_for_pattern(None, None, None, GRAPH_ONTOLOGY)}
    iris = sorted(one.value for one in known if isinstance(one, NamedNode))
    ours = {one.removeprefix(NSEI.iri): curie(NamedNode(one)) for one in iris if one.startswith(NSEI.iri)}
    said = []
    for name in _terms(sparql) if ours else ():
        if name not in ours:
            hints = meant(name, ours) or meant(plain(name), {plain(one): term for one, term in ours.items()})
            hint = f"did you mean {' or '.join(hints)}?" if hints else "see the list of terms"
            said.append(f"nsei:{name} is no term of the ontology; {hint}")
    return said


def _terms(sparql: str) -> list[str]:
    """The names that a query takes from our namespace, in its order."""
    prefixes = {**PREFIXES, **dict(_DECLARED.findall(sparql))}
    found = dict[str, None]()
    for match in _WRITTEN.finditer(sparql):
        if match["prefix"] is not None:
            iri = prefixes.get(match["prefix"], "") + match["local"]
        else:
            iri = match[0].strip("<>") if match[0][0] == "<" else ""
        if iri.startswith(NSEI.iri) and iri != NSEI.iri:
            found[iri.removeprefix(NSEI.iri)] = None
    return list(found)


def _meant(wanted: str, ids: Iterable[str], spellings: Mapping[str, str]) -> list[str]:
    """What may be meant by the name of a thing; after a kind, things of the same slug, or only those of that kind."""
    kind, _, slug = wanted.rpartition("/")
    by_kind = defaultdict[str, dict[str, str]](dict)
    for one in ids:
        its, _, rest = one.rpartition("/")
        by_kind[its][rest] = one
    if kind and kind in by_kind:
        return [some[slug] for some in by_kind.values() if slug in some] or meant(slug, by_kind[kind])
    told = [some for its, some in by_kind.items() if its not in _SENTENCES]
    known = {rest: one for some in told for rest, one in some.items()} | dict(spellings)
    return meant(wanted, known | {one: one for some in told for one in some.values()})


def _numbered(store: Store, wanted: str) -> set[NamedNode]:
    """The references of a number, as ``71`` or ``[71]``."""
    number = wanted.removeprefix("[").removesuffix("]").strip()
    return {thing for thing, text in _texts(store, NSEI.referenceNumber) if text == number}


def _short(store: Store, wanted: str, things: Iterable[NamedNode]) -> set[NamedNode]:
    """The things of an id whose kind, or whose source's name, is left out."""
    kind, _, slug = wanted.rpartition("/")
    sources = {curie(source).rpartition("/")[2] for source, _ in _texts(store, NSEI.textDigest)}
    slugs = {slug, *(f"{source}-{slug}" for source in sources)}
    likely = (thing for thing in things if thing.value.casefold().rpartition("/")[2] in slugs)
    parts = ((thing, curie(thing).casefold().rpartition("/")) for thing in likely)
    return {thing for thing, (its, slash, rest) in parts if slash and rest in slugs and kind in ("", its)}


def _texts(store: Store, predicate: NamedNode) -> Iterator[tuple[NamedNode, str]]:
    for quad in store.quads_for_pattern(None, predicate, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            yield quad.subject, quad.object.value
