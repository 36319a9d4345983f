"""How things are drawn: colours that everyone can tell apart, shapes, and the words a view names them by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from naseikg.errors import QueryError, UnknownNameError, nearest
from naseikg.vocabulary import NSEI, OWL, expand

__all__ = ["COLOURS", "PLAIN", "SHAPES", "Colour", "Look", "kind_looks", "relation_looks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """One colour as a filling (with an outline of the page's text colour) and as a line on a light and a dark page."""

    fill: str
    on_light: str
    on_dark: str


#: The colours of Okabe and Ito, which stay apart in every common kind of colour blindness, with grey and brown.
COLOURS: Mapping[str, Colour] = {
    "blue": Colour(fill="#0072b2", on_light="#0067a3", on_dark="#5fb4ea"),
    "brown": Colour(fill="#8c5a3c", on_light="#7a4b2e", on_dark="#cf9b7a"),
    "green": Colour(fill="#009e73", on_light="#00795a", on_dark="#2cc79c"),
    "grey": Colour(fill="#9aa5b1", on_light="#5c6773", on_dark="#a3afbb"),
    "orange": Colour(fill="#e69f00", on_light="#946400", on_dark="#f0b437"),
    "pink": Colour(fill="#cc79a7", on_light="#a34a7c", on_dark="#e39cc3"),
    "sky": Colour(fill="#56b4e9", on_light="#1f76ab", on_dark="#7cc7f2"),
    "vermilion": Colour(fill="#d55e00", on_light="#b34e00", on_dark="#f5823a"),
    "yellow": Colour(fill="#f0e442", on_light="#776e00", on_dark="#f0e442"),
}

#: The shapes, all with the label beneath; the names are those of vis-network.
SHAPES = ("diamond", "dot", "hexagon", "square", "star", "triangle", "triangleDown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one kind of node, or one relation, is drawn; without ``words`` the legend takes the label of the term."""

    term: NamedNode
    colour: str
    shape: str = "dot"
    words: str = ""


#: How what a view does not name is drawn.
PLAIN = Look(term=OWL.Thing, colour="grey", words="other thing")


def kind_looks(written: str, *, view: str) -> tuple[Look, ...]:
    """The looks of nodes that a header line lists: class, colour, shape, and other words than the class's label.

    >>> [(look.shape, look.words) for look in kind_looks("[Method blue square, owl:Class grey dot family]", view="v")]
    [('square', ''), ('dot', 'family')]

    Raises:
        QueryError: an entry lacks a part, or its prefix, colour or shape is unknown.
    """
    found = []
    for entry in _entries(written):
        if len(entry) < 3:
            raise QueryError(f"{view}: kind {' '.join(entry)!r} is not of the form 'Class colour shape'")
        term, colour = _term(entry[0], view), _known("colour", entry[1], COLOURS, view)
        shape = _known("shape", entry[2], SHAPES, view)
        found.append(Look(term=term, colour=colour, shape=shape, words=" ".join(entry[3:])))
    return tuple(found)


def relation_looks(written: str, *, view: str) -> tuple[Look, ...]:
    """The looks of edges that a header line lists: relation, colour, and other words than the relation's label.

    >>> [(look.colour, look.words) for look in relation_looks("[causes grey, rdf:type blue is a]", view="v")]
    [('grey', ''), ('blue', 'is a')]

    Raises:
        QueryError: an entry lacks a part, or its prefix or colour is unknown.
    """
    found = []
    for entry in _entries(written):
        if len(entry) < 2:
            raise QueryError(f"{view}: relation {' '.join(entry)!r} is not of the form 'relation colour'")
        colour = _known("colour", entry[1], COLOURS, view)
        found.append(Look(term=_term(entry[0], view), colour=colour, words=" ".join(entry[2:])))
    return tuple(found)


def _entries(written: str) -> list[list[str]]:
    return [entry.split() for entry in written.strip("[] ").split(",") if entry.strip()]


def _known(what: str, word: str, known: Iterable[str], view: str) -> str:
    if word not in known:
        hint = nearest(word, known) or f"; choose of {', '.join(known)}"
        raise QueryError(f"{view}: {what} {word!r} is unknown{hint}")
    return word


def _term(name: str, view: str) -> NamedNode:
    try:
        return expand(name) if ":" in name else NSEI[name]
    except (UnknownNameError, ValueError) as error:
        raise QueryError(f"{view}: {name!r} in the header: {error}") from error
