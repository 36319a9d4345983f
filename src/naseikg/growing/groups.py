"""The shape of a query: its groups with what is optional, joined, forbidden or tested, as text that can be put together anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Element", "Shape", "inside_of", "marked", "shape_of", "variables_of"]

_TOKEN = re.compile(
    r"""(?P<space>\s+)|(?P<comment>\#[^\n]*)|(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<text>\"\"\"(?:\\.|[^\\])*?\"\"\"|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    |(?P<variable>[?$]\w+)|(?P<name>[A-Za-z][\w-]*:[\w.%-]*|:[\w.%-]+|[A-Za-z][\w-]*)|(?P<other>.)""",
    re.X | re.S,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A part of a group: ``triples``, ``optional``, ``minus``, ``union``, ``filter``, ``bind``, ``values`` or ``other``.

    ``text`` is what is written. ``groups`` are the groups in it: the branches of a union, what is optional or
    subtracted, what an EXISTS asks for. ``forbids`` says that a filter is one NOT EXISTS and nothing else.
    """

    kind: str
    text: str
    groups: tuple[tuple[Element, ...], ...] = ()
    forbids: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A query as what stands before its WHERE group, the group, and what stands after it."""

    before: str
    group: tuple[Element, ...]
    after: str


def shape_of(sparql: str) -> Shape | None:
    """The shape of a SELECT or CONSTRUCT with a written WHERE; nothing for another query.

    >>> shape = shape_of("SELECT ?x WHERE { ?x a ?y . OPTIONAL { ?x ?p ?z } FILTER(BOUND(?z)) } ORDER BY ?x")
    >>> [one.kind for one in shape.group], shape.after
    (['triples', 'optional', 'filter'], ' ORDER BY ?x')
    """
    tokens = [(str(match.lastgroup), match[0]) for match in _TOKEN.finditer(sparql)]
    depth = 0
    for place, (kind, text) in enumerate(tokens):
        depth += (text == "{") - (text == "}") if kind == "other" else 0
        if depth == 0 and kind == "name" and text.upper() == "WHERE":
            start = next((i for i in range(place, len(tokens)) if tokens[i] == ("other", "{")), None)
            if start is None:
                return None
            end = _closing(tokens, start)
            return Shape(
                before=_joined(tokens[:start]),
                group=_group(tokens[start + 1 : end]),
                after=_joined(tokens[end + 1 :]),
            )
    return None


def inside_of(elements: Sequence[Element]) -> str:
    """The elements as the inside of a group."""
    return "\n".join(one.text for one in elements)


def marked(elements: Sequence[Element], mark: Callable[[str], str]) -> str:
    """The elements as the inside of a group, with each run of triple patterns that rows are joined with changed."""
    return "\n".join(_marked(one, mark) for one in elements)


def _marked(one: Element, mark: Callable[[str], str]) -> str:
    if one.kind == "triples":
        return mark(one.text)
    if one.kind in ("optional", "minus"):
        return f"{one.kind.upper()} {{ {marked(one.groups[0], mark)} }}"
    if one.kind == "union":
        return " UNION ".join(f"{{ {marked(branch, mark)} }}" for branch in one.groups)
    return one.text


def variables_of(text: str) -> frozenset[str]:
    """The names of the variables in a piece of a query."""
    return frozenset(match[0][1:] for match in _TOKEN.finditer(text) if match.lastgroup == "variable")


def _group(tokens: list[tuple[str, str]]) -> tuple[Element, ...]:
    return tuple(one for one in _elements(tokens) if one.text.strip())


def _elements(tokens: list[tuple[str, str]]) -> Iterator[Element]:
    pending: list[tuple[str, str]] = []
    place = 0
    while place < len(tokens):
        kind, text = tokens[place]
        word = text.upper() if kind == "name" else text if kind == "other" else ""
        if word not in ("OPTIONAL", "MINUS", "FILTER", "BIND", "VALUES", "GRAPH", "SERVICE", "{", "SELECT"):
            # The dot that ends what went before stays there; one that stands alone says nothing.
            pending.append(tokens[place])
            place += 1
            continue
        yield _triples(pending)
        pending = []
        end = _end_of(word, tokens, place)
        piece = tokens[place:end]
        groups = tuple(_groups_in(piece))
        if word == "{":
            subselect = any(one.text.lstrip()[:6].upper() == "SELECT" for group in groups for one in group[:1])
            yield Element(kind="other" if subselect else "union", text=_joined(piece), groups=groups)
        elif word == "FILTER":
            words = [text.upper() for kind, text in piece if kind not in ("space", "comment")]
            forbids = words[1:4] == ["NOT", "EXISTS", "{"]
            yield Element(kind="filter", text=_joined(piece), groups=groups, forbids=forbids)
        elif word == "VALUES":
            yield Element(kind="values", text=_joined(piece))
        else:
            known = {"OPTIONAL": "optional", "MINUS": "minus", "BIND": "bind"}
            yield Element(kind=known.get(word, "other"), text=_joined(piece), groups=groups)
        place = end
    yield _triples(pending)


def _triples(tokens: list[tuple[str, str]]) -> Element:
    text = _joined(tokens)
    return Element(kind="triples", text=text if text.strip(" .\n\t") else "")


def _end_of(word: str, tokens: list[tuple[str, str]], place: int) -> int:
    """Where an element ends that begins with a word."""
    if word == "SELECT":
        return len(tokens)
    opening = "({" if word in ("FILTER", "BIND") else "{"
    at = next(i for i in range(place, len(tokens)) if tokens[i][0] == "other" and tokens[i][1] in opening)
    end = _closing(tokens, at) + 1
    while word == "{":
        ahead = [i for i in range(end, len(tokens)) if tokens[i][0] not in ("space", "comment")][:2]
        if len(ahead) < 2 or tokens[ahead[0]][1].upper() != "UNION":
            break
        end = _closing(tokens, ahead[1]) + 1
    return end


def _groups_in(tokens: list[tuple[str, str]]) -> Iterator[tuple[Element, ...]]:
    """The outermost groups of a piece."""
    place = 0
    while place < len(tokens):
        if tokens[place] == ("other", "{"):
            end = _closing(tokens, place)
            yield _group(tokens[place + 1 : end])
            place = end
        place += 1


def _closing(tokens: list[tuple[str, str]], opening: int) -> int:
    pairs = {"{": "}", "(": ")"}
    wanted = pairs[tokens[opening][1]]
    depth = 0
    for place in range(opening, len(tokens)):
        if tokens[place][0] == "other":
            depth += (tokens[place][1] == tokens[opening][1]) - (tokens[place][1] == wanted)
            if depth == 0:
                return place
    raise ValueError("a bracket is not closed")


def _joined(tokens: Sequence[tuple[str, str]]) -> str:
    return "".join(" " if kind == "comment" else text for kind, text in tokens)
