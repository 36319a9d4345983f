"""Facts and axioms in the words of the field: labels in the place of IRIs."""

from __future__ import annotations

import re

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from naseikg.errors import NaseikgError
from naseikg.linking.targets import link_curie
from naseikg.vocabulary import OWL, RDF, RDFS, TO_ITSELF, curie, expand, local_name

__all__ = ["Words", "typed"]

_NAME = re.compile(r"(?<![\w/])(?:(an?) )?((?:[a-z]+:|[a-z][a-z-]*/)[\w.-]*\w|<https?://[^<>\s]*>)")
_SAID = (
    (re.compile(r"^what has (“[^”]*”) is "), r"whatever has \1 is "),
    (re.compile(r"^what is a value of (“[^”]*”) is "), r"whatever \1 points to is "),
    (re.compile(r"\ba?n? xsd:(?:decimal|integer)\b"), "a number"),
    (re.compile(r"\bsome (an?|something)\b"), r"\1"),
    (
        re.compile(r"^(every [^“]*) and something with the inverse of (“[^”]*”) some ([^“]*?) is "),
        r"\1 that some \3 points to by \2 is ",
    ),
    (re.compile(r"the inverse of (“[^”]*”)(?= then | makes | implies )"), r"\1 backwards"),
    (re.compile(r" is something with (“[^”]*”) itself$"), r" has \1 to itself"),
    (re.compile(r" is something with (?=“)"), " has "),
    (re.compile(r"^(every (?!something)[^“]*?) and something with "), r"\1 with "),
    (re.compile(r"( is an? [^“]*?) and something with "), r"\1 with "),
    (re.compile(r" and something with "), " and "),
)
#: The kinds of things whose labels are sentences or titles.
_TITLED = ("figure", "finding", "note")
_TO_ITSELF = {curie(one): one for one in TO_ITSELF}
_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


class Words:
    """The labels of a graph, looked up as they are needed and kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._labels = {RDF.type: "is a"}

    def label(self, node: NamedNode) -> str:
        """The label of a term or thing, or its short form when it has none."""
        if node not in self._labels:
            found = (quad.object for quad in self._store.quads_for_pattern(node, RDFS.label, None))
            self._labels[node] = min((one.value for one in found if isinstance(one, Literal)), default=curie(node))
        return self._labels[node]

    def name(self, node: NamedNode | BlankNode | Literal) -> str:
        """A node as it stands in a sentence."""
        if isinstance(node, Literal):
            return f"“{node.value}”" if re.search(r"[^\d.+-]", node.value) else node.value
        if isinstance(node, BlankNode):
            return "something unnamed"
        return f"“{self.label(node)}”" if curie(node).partition("/")[0] in _TITLED else self.label(node)

    def fact(self, fact: Triple) -> str:
        """A fact in words: what is said of what."""
        subject, value = (self.name(node) for node in (fact.subject, fact.object) if not isinstance(node, Triple))
        if fact.predicate == RDF.type:
            return f"{subject} is {_article(value)} {value}"
        return f"{subject} – {self.relation(fact.predicate)} → {value}"

    def relation(self, link: NamedNode) -> str:
        """A relation in words: its label, or its name taken apart."""
        label = self.label(link)
        return label if label != curie(link) else re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local_name(link)).lower()

    def axiom(self, words: str) -> str:
        """The words of an axiom with labels in the place of short forms; properties stand in quotation marks."""
        text = _NAME.sub(self._named, self._restricted(words))
        for form, better in _SAID:
            text = form.sub(better, text)
        return text

    def _restricted(self, words: str) -> str:
        """The words of a chain with the classes that it is restricted to, in the place of links to themselves."""
        path, makes, link = words.partition(" makes ")
        links = path.split(" then ")
        kinds = {one: kind for one in _TO_ITSELF if one in links and (kind := self._linked_to_itself(_TO_ITSELF[one]))}
        if not (makes and kinds):
            return words
        where = {0: "from", len(links) - 1: "to"}
        told = [f"{where.get(place, 'through')} a {kinds[one]}" for place, one in enumerate(links) if one in kinds]
        return f"{' then '.join(one for one in links if one not in kinds)}{makes}{link}, {' '.join(told)}"

    def _linked_to_itself(self, link: NamedNode) -> str | None:
        """The class whose members a relation links to themselves."""
        for restriction in self._store.quads_for_pattern(None, OWL.onProperty, link):
            if isinstance(restriction.subject, BlankNode):
                for kind in self._store.quads_for_pattern(None, RDFS.subClassOf, restriction.subject):
                    return curie(kind.subject) if isinstance(kind.subject, NamedNode) else None
        return None

    def _named(self, found: re.Match[str]) -> str:
        article, short = found[1], found[2]
        try:
            node = expand(short)
        except (NaseikgError, ValueError):
            return found[0]
        label = self.label(node)
        if label == curie(node):
            return found[0]
        if self._is_property(node):
            return f"{article} “{label}”" if article else f"“{label}”"
        return f"{_article(label)} {label}" if article else label

    def _is_property(self, node: NamedNode) -> bool:
        return any(any(True for _ in self._store.quads_for_pattern(node, RDF.type, kind)) for kind in _KINDS)


def typed(fact: Triple) -> str:
    """A fact in short forms, as it may be typed after ``naseikg why``."""
    shown = [_short(one) if isinstance(one, NamedNode) else f'"{getattr(one, "value", one)}"' for one in fact]
    return " ".join("a" if text == "rdf:type" else text for text in shown)


def _short(node: NamedNode) -> str:
    short = curie(node)
    return link_curie(node) if short.startswith("<") else short


def _article(word: str) -> str:
    return "an" if word[:1].lower() in "aeiou" else "a"
