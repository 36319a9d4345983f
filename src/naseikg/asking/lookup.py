"""Finding what a person types: a thing by id, IRI, label, synonym or formula; and the terms that a query misspells.

Terms of a query may be ours or those of an ontology that this graph is linked to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Store

from naseikg.asking.suggestions import meant, unknown_name
from naseikg.asking.tokens import QUOTED
from naseikg.errors import AmbiguousNameError, UnknownNameError
from naseikg.linking.targets import TARGETS, Target, link_curie, target_of
from naseikg.vocabulary import (
    GRAPH_MAPPINGS,
    GRAPH_ONTOLOGY,
    NSEI,
    OWL,
    PREFIXES,
    RDF,
    RDFS,
    SKOS,
    curie,
    expand,
    local_name,
)

__all__ = ["find_member", "find_thing", "plain", "unknown_terms"]

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
#: A local name that only a machine can tell from another: with a number, or with the beginning of a UUID.
_OPAQUE = re.compile(r"\d{4}|(?:^|_)[0-9a-f]{8}[_-]")


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


def find_member(store: Store, name: str, kind: NamedNode) -> NamedNode:
    """The thing of a class that is called so, as `find_thing` reads names; a class or property also by its own name.

    Raises:
        UnknownNameError: no thing of that class is called so; the message suggests what comes close, or tells the
            thing of another class that is.
        AmbiguousNameError: several things of that class are called so.
    """
    members = {quad.subject for quad in store.quads_for_pattern(None, RDF.type, kind)}
    wanted = plain(name)
    is_term = kind.value.startswith(OWL.iri)
    called = {one for one in members if is_term and isinstance(one, NamedNode) and plain(local_name(one)) == wanted}
    ours = {one for one in called if one.value.startswith(NSEI.iri)}
    if len(ours or called) == 1:
        return (ours or called).pop()
    for predicate in _NAMES if wanted else ():
        found = {
            one
            for one in members
            for text in _names_of(store, one, predicate)
            if isinstance(one, NamedNode) and plain(text) == wanted
        }
        if len(found) == 1:
            return found.pop()
        if found:
            raise AmbiguousNameError(name, map(curie, found))
    label = min(_names_of(store, kind, RDFS.label), default=local_name(kind).lower())
    try:
        other = find_thing(store, name)
    except AmbiguousNameError as error:
        one_of = [one for one in error.found if expand(one) in members]
        if len(one_of) == 1:
            return expand(one_of[0])
        raise AmbiguousNameError(name, one_of or error.found) from error
    except UnknownNameError as error:
        ids = sorted(curie(one) for one in members if isinstance(one, NamedNode))
        labels = {plain(text): one for one in ids for text in _names_of(store, expand(one), RDFS.label)}
        slugs = {one.rpartition("/")[2].lower(): one for one in ids}
        raise unknown_name(label, name, meant(wanted, labels | slugs | {one: one for one in ids})) from error
    if other in members:
        return other
    raise unknown_name(label, name, (), help=f"it is the name of {curie(other)}")


def unknown_terms(store: Store, sparql: str) -> list[str]:
    """A sentence on each term in a query that this graph lacks, with what may be meant.

    These are terms of our namespace that the ontology lacks, and terms in the namespace of a linked ontology that no
    link and no fact mentions. The query is one that the store can parse. A store without an ontology has nothing to say
    of the first, one without links nothing of the second.
    """
    iris = _iris(sparql)
    return [*_undefined(store, iris), *_unlinked(store, iris)]


def _undefined(store: Store, iris: Iterable[str]) -> Iterator[str]:
    known = {quad.subject for quad in store.quads_for_pattern(None, None, None, GRAPH_ONTOLOGY)}
    defined = sorted(one.value for one in known if isinstance(one, NamedNode))
    ours = {one.removeprefix(NSEI.iri): curie(NamedNode(one)) for one in defined if one.startswith(NSEI.iri)}
    names = (one.removeprefix(NSEI.iri) for one in iris if one.startswith(NSEI.iri) and one != NSEI.iri)
    for name in names if ours else ():
        if name not in ours:
            hints = meant(name, ours) or meant(plain(name), {plain(one): term for one, term in ours.items()})
            hint = f"did you mean {' or '.join(hints)}?" if hints else "see the list of terms"
            yield f"nsei:{name} is no term of the ontology; {hint}"


def _unlinked(store: Store, iris: Iterable[str]) -> Iterator[str]:
    if next(store.quads_for_pattern(None, None, None, GRAPH_MAPPINGS), None) is None:
        return
    for iri in map(NamedNode, iris):
        target = target_of(iri)
        if target is None or iri.value == target.namespace or _occurs(store, iri):
            continue
        hints = _counterparts(store, iri.value.removeprefix(target.namespace), target)
        hint = f"did you mean {' or '.join(hints)}? " if hints else ""
        yield f"{link_curie(iri)} is not linked here; {hint}'naseikg links list' shows what is"


def _occurs(store: Store, iri: NamedNode) -> bool:
    places = (
        store.quads_for_pattern(iri, None, None),
        store.quads_for_pattern(None, iri, None),
        store.quads_for_pattern(None, None, iri),
    )
    return any(next(quads, None) is not None for quads in places)


def _counterparts(store: Store, name: str, target: Target) -> list[str]:
    """The linked terms that may be meant by a local name: of that ontology, or else of one that shares its classes."""
    # Units that read alike are of different dimensions.
    if _OPAQUE.search(name) or target.prefix == "unit":
        return []
    for spaces in ([target], [one for one in TARGETS if one.world == target.world]):
        known: dict[str, str] = {}
        for term, label in sorted(_labels_of_links(store), key=str):
            if target_of(term) in spaces:
                local = link_curie(term).partition(":")[2]
                readable = not _OPAQUE.search(local)
                shown = link_curie(term) + ("" if readable and _letters(local) == _letters(label) else f" ({label})")
                known.setdefault(_letters(label), shown)
                if readable:
                    known.setdefault(_letters(local), shown)
        wanted = _letters(name)
        if found := [known[wanted]] if wanted in known else meant(wanted, known):
            return found
    return []


def _labels_of_links(store: Store) -> Iterator[tuple[NamedNode, str]]:
    """The terms of other ontologies, each with the label that the mappings give it."""
    for quad in store.quads_for_pattern(None, RDFS.label, None, GRAPH_MAPPINGS):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            yield quad.subject, quad.object.value


def _letters(name: str) -> str:
    """A name as it is compared across the spellings ``XrayDiffraction``, ``X-ray diffraction``, ``x_ray_diffraction``."""
    return "".join(one for one in plain(name) if one.isalnum())


def _iris(sparql: str) -> list[str]:
    """The IRIs that a query uses, those of its PREFIX lines left out, in its order, each once."""
    declared = dict(_DECLARED.findall(sparql))
    prefixes = {**PREFIXES, **declared}
    found = dict[str, None]()
    for match in _WRITTEN.finditer(_DECLARED.sub(" ", sparql)):
        if match["prefix"] is not None:
            found[prefixes.get(match["prefix"], "") + match["local"]] = None
        elif match[0][0] == "<":
            found[match[0].strip("<>")] = None
    return [one for one in found if ":" in one]


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
        # What other ontologies call their terms is no name of a thing of ours.
        ours = quad.graph_name != GRAPH_MAPPINGS
        if ours and isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            yield quad.subject, quad.object.value


def _names_of(store: Store, thing: object, predicate: NamedNode) -> list[str]:
    """What one thing is called by a predicate, other ontologies left out as in `_texts`."""
    if not isinstance(thing, NamedNode):
        return []
    quads = store.quads_for_pattern(thing, predicate, None)
    return [one.object.value for one in quads if one.graph_name != GRAPH_MAPPINGS and isinstance(one.object, Literal)]
