"""Things, values and properties of the graph in the words of a reader."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Store

from naseikg.asking.answers import Value
from naseikg.asking.values import label_of, links_of, text_of
from naseikg.vocabulary import NSEI, OWL, RDF, RDFS, SKOS, curie

__all__ = ["defined", "is_quantity", "kind_of", "listed", "narrowest", "states_no", "words_of"]


def words_of(store: Store, term: Value) -> str:
    """A quantity as printed, with qualifier and unit; any other thing by its label; a literal by its text."""
    if not isinstance(term, NamedNode):
        return "nothing" if term is None else term.value if isinstance(term, Literal) else "something unnamed"
    if printed := text_of(store, term, NSEI.printedValue):
        symbols = (text_of(store, unit, NSEI.symbol) for unit in links_of(store, term, NSEI.unit))
        return " ".join(filter(None, (text_of(store, term, NSEI.qualifier), printed, min(symbols, default=""))))
    return label_of(store, term)


def is_quantity(store: Store, term: Value) -> bool:
    """Whether it is a thing with a number, which `words_of` gives as printed, with its unit."""
    return isinstance(term, NamedNode) and any(store.quads_for_pattern(term, NSEI.numericValue, None))


def listed(store: Store, terms: Iterable[Value], *, most: int = 5, last: str = "") -> str:
    """Several terms by their labels, sorted, in one line; ``last`` stands before the last of them."""
    labels = sorted({words_of(store, one) for one in terms})
    comma = "; " if any("," in one for one in labels) else ", "
    if len(labels) > most:
        return f"{comma.join(labels[:most])} and {len(labels) - most} more"
    return comma.join(labels[:-1]) + (last or comma) + labels[-1] if len(labels) > 1 else "".join(labels)


def narrowest(store: Store, terms: Iterable[Value]) -> frozenset[NamedNode]:
    """The named classes of ours among terms, without those above another of them."""
    classes = {one for one in terms if isinstance(one, NamedNode) and one.value.startswith(NSEI.iri)}
    above: set[NamedNode] = set()
    for one in classes:
        seen, todo = {one}, [one]
        while todo:
            new = [other for other in links_of(store, todo.pop(), RDFS.subClassOf) if other not in seen]
            seen.update(new)
            todo += new
        above |= seen - {one}
    return frozenset(classes - above)


def defined(store: Store, terms: Iterable[Value]) -> str:
    """The definition of a class that has its members by definition, ready to stand after its name; else nothing."""
    (term, *others) = terms
    if others or not isinstance(term, NamedNode) or not any(store.quads_for_pattern(term, OWL.equivalentClass, None)):
        return ""
    definition = text_of(store, term, SKOS.definition).rstrip(".")
    return f" ({definition[:1].lower()}{definition[1:]})" if definition else ""


def states_no(store: Store, subject: Value, property: NamedNode | None) -> bool:
    """Whether the records say that the source does not state a property of a thing."""
    return (
        isinstance(subject, NamedNode)
        and property is not None
        and any(store.quads_for_pattern(subject, NSEI.notStated, property))
    )


def kind_of(store: Store, thing: NamedNode) -> str:
    """The kind that a thing's id begins with; for a term of the ontology, whether it is a class or a property."""
    kind, slash, _ = curie(thing).rpartition("/")
    if slash:
        return kind
    types = {quad.object for quad in store.quads_for_pattern(thing, RDF.type, None)}
    return "class" if OWL.Class in types else "property" if types & _PROPERTIES else "term"


_PROPERTIES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
