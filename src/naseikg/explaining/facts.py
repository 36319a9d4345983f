"""Finding the fact that a person means by three names: subject, relation and object, each as it is typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from naseikg.asking.lookup import find_thing, plain
from naseikg.asking.suggestions import meant, unknown_name
from naseikg.errors import UnknownFactError
from naseikg.explaining.wording import Words, typed
from naseikg.linking.targets import link_curie
from naseikg.vocabulary import DCTERMS, GRAPH_MAPPINGS, GRAPH_ONTOLOGY, NSEI, OWL, RDF, RDFS, SKOS, local_name

__all__ = ["find_fact"]

_SHOWN = 5
_HELP = {
    "relation": "give one such as hasComponent, or 'a' before a class; see the list of terms",
    "class": "give one such as Halide; see the list of terms",
}
_TYPES = ("a", "is a", "is an", "rdf:type", "type", plain(RDF.type.value))
_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_OTHERS = (DCTERMS.source, RDFS.label, RDFS.subClassOf, RDFS.subPropertyOf, SKOS.definition)
#: How the graph tells of its findings; no fact about the things themselves.
_REPORTING = (NSEI.concerns, NSEI.object, NSEI.subject)


def find_fact(store: Store, subject: str, relation: str, value: str) -> Triple:
    """The fact of the graph that a subject, a relation and an object name.

    A thing goes by all that `find_thing` takes, a class or relation by its short form, name or label, ``a`` is
    membership in a class, and a literal is its text or number.

    Raises:
        UnknownNameError: nothing is called so; the message suggests what comes close.
        AmbiguousNameError: several things are called so.
        UnknownFactError: the graph does not say so; the message shows what it says that is close.
    """
    one, link = find_thing(store, subject), _relation(store, relation)
    if link == RDF.type:
        other: NamedNode | Literal = _class(store, value)
    else:
        literals = _literals(store, one, link)
        other = _literal(value, literals) if literals else _thing(store, link, value)
    fact = Triple(one, link, other)
    if not any(True for _ in store.quads_for_pattern(one, link, other)):
        raise UnknownFactError("\n".join(_missing(store, fact)))
    return fact


def _relation(store: Store, name: str) -> NamedNode:
    if plain(name) in _TYPES:
        return RDF.type
    found = [*_OTHERS]
    for kind in _KINDS:
        found += _declared(store, kind)
    return _called(store, "relation", name, found)


def _class(store: Store, name: str) -> NamedNode:
    return _called(store, "class", name, _declared(store, OWL.Class))


def _declared(store: Store, kind: NamedNode) -> list[NamedNode]:
    """The terms of a kind, ours before those of other ontologies."""
    graphs = (GRAPH_ONTOLOGY, GRAPH_MAPPINGS)
    return [
        one
        for graph in graphs
        for one in _named(quad.subject for quad in store.quads_for_pattern(None, RDF.type, kind, graph))
    ]


def _called(store: Store, what: str, name: str, terms: Iterable[NamedNode]) -> NamedNode:
    """The term of a short form, full IRI, name or label."""
    words = Words(store)
    # A name of ours stands for our term, whatever others call by it.
    terms = sorted(set(terms), key=lambda one: (not one.value.startswith(NSEI.iri), one.value))
    ways: tuple[dict[str, NamedNode], ...] = ({}, {}, {}, {})
    for term in terms:
        for way, text in zip(ways, (term.value, link_curie(term), local_name(term), words.label(term)), strict=True):
            way.setdefault(plain(text), term)
    wanted = plain(name.removeprefix("<").removesuffix(">"))
    for way in ways:
        if wanted in way:
            return way[wanted]
    for term, text in _synonyms(store, terms):
        if plain(text) == wanted:
            return term
    known = {text: local_name(term) for way in ways[2:] for text, term in way.items()}
    raise unknown_name(what, name, meant(plain(name.rpartition(":")[2]), known), help=_HELP[what])


def _synonyms(store: Store, terms: Iterable[NamedNode]) -> list[tuple[NamedNode, str]]:
    found = ((one, quad.object) for one in terms for quad in store.quads_for_pattern(one, SKOS.altLabel, None))
    return sorted(((one, text.value) for one, text in found if isinstance(text, Literal)), key=str)


def _thing(store: Store, link: NamedNode, name: str) -> NamedNode | Literal:
    """The thing of a name; for a relation whose values are literals, the literal."""
    if any(True for _ in store.quads_for_pattern(link, RDF.type, OWL.DatatypeProperty, GRAPH_ONTOLOGY)):
        return _text(name)
    return find_thing(store, name)


def _literals(store: Store, subject: NamedNode, link: NamedNode) -> list[Literal]:
    found = (quad.object for quad in store.quads_for_pattern(subject, link, None))
    return sorted((one for one in found if isinstance(one, Literal)), key=str)


def _literal(text: str, known: Iterable[Literal]) -> Literal:
    """The literal with this text or number; when there is none, the text."""
    for one in known:
        if plain(one.value) == plain(text) or (_number(text) is not None and _number(one.value) == _number(text)):
            return one
    return _text(text)


def _text(written: str) -> Literal:
    """A text as a literal; a letter that was no UTF-8 on the command line is shown as a question mark."""
    return Literal(written.encode(errors="replace").decode())


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    # What is no number equals none, and Decimal will not even compare it.
    return number if number.is_finite() else None


def _missing(store: Store, fact: Triple) -> Iterator[str]:
    words = Words(store)
    yield f"the graph does not say: {words.fact(fact)} ({typed(fact)})"
    subject, link, value = fact.subject, fact.predicate, fact.object
    assert isinstance(subject, NamedNode)
    assert isinstance(value, NamedNode | Literal)
    same = store.quads_for_pattern(subject, link, None)
    yield from _close(words, "with this subject and relation it says", same)
    yield from _close(words, "between these two it says", store.quads_for_pattern(subject, None, value))
    if isinstance(value, NamedNode):
        yield from _close(words, "the other way round it says", store.quads_for_pattern(value, None, subject))
        if link != RDF.type:
            same = store.quads_for_pattern(None, link, value)
            yield from _close(words, "with this relation and object it says", same)


def _close(words: Words, title: str, quads: Iterable[Quad]) -> Iterator[str]:
    found = {quad.triple for quad in quads if quad.predicate not in _REPORTING and quad.graph_name != GRAPH_MAPPINGS}
    told = sorted((one for one in found if not isinstance(one.object, BlankNode)), key=str)
    if told:
        yield f"  {title}:"
        yield from (f"    {words.fact(one)} ({typed(one)})" for one in told[:_SHOWN])
    if len(told) > _SHOWN:
        yield f"    ... and {len(told) - _SHOWN} more"


def _named(nodes: Iterable[object]) -> list[NamedNode]:
    return [one for one in nodes if isinstance(one, NamedNode)]
