"""Where new triples can give a query new rows: each place of triple patterns in it, and a query that looks only there.

A row that is new because of added triples has one of them at some place where the query asks for triples. For each such
place the query is written with that place required, and with room for the subjects of the added triples before it:
what the place then finds is a superset of what it can newly give, and nothing that is no row. What a subquery or a count
makes of its rows cannot be looked at in part; such a query has no sites.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from naseikg.asking.depth import MOST_SLASHES
from naseikg.growing.groups import Element, Shape, inside_of, marked, shape_of, variables_of

__all__ = ["Site", "sites_of"]

#: Where the subjects of new triples are put in the text of a site.
_ROOM = "\0"
#: What surrounds other patterns of a site, which may be narrowed to the same subjects: the engine does not do so itself.
_OPENS, _ENDS = "\1", "\2"
_OTHERS = re.compile(f"{_OPENS}([^{_ENDS}]*){_ENDS}")
_WHOLE = re.compile(r"\b(?:HAVING|LIMIT|OFFSET|COUNT|SUM|AVG|MIN|MAX|SAMPLE|GROUP_CONCAT)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place of triple patterns: the patterns, and the query with room before them.

    ``gains`` says that triples there can bring rows, ``loses`` that they can take rows away or change them. What is
    forbidden only loses, what is optional may do both. Of what is forbidden the query tells the rows that are no more.
    """

    patterns: str
    gains: bool
    loses: bool
    #: The variables that are bound wherever something may be lost, and the query with room for their values.
    keys: tuple[str, ...]
    _before: str
    _inside: str
    _held: str
    _after: str

    def looking_at(self, values: str) -> str:
        """The query with a VALUES clause before the patterns."""
        return f"{self._before} {{ {_filled(self._inside, values)} }} {self._after}"

    @property
    def most(self) -> int:
        """So many slashes and hyphens may stand in a VALUES clause, which is written in several places."""
        own = (self._before + self._inside).count("/") + (self._before + self._inside).count("-")
        return (MOST_SLASHES - own) // (1 + self._inside.count(_OPENS))

    def keys_at(self, values: str, *, prologue: str) -> str:
        """A query for the keys of the rows that the patterns change."""
        names = " ".join(f"?{one}" for one in self.keys)
        return f"{prologue} SELECT DISTINCT {names} WHERE {{ {_filled(self._inside, values)} }}"

    def held_at(self, values: str) -> str:
        """The query as it is, with a VALUES clause for its keys."""
        return f"{self._before} {{ {self._held.replace(_ROOM, values)} }} {self._after}"


def sites_of(sparql: str) -> tuple[Site, ...] | None:
    """The sites of a query; nothing when it can only be asked as a whole.

    >>> [one.patterns.strip() for one in sites_of("SELECT ?x WHERE { ?x a ?y FILTER NOT EXISTS { ?x ?p ?x } }")]
    ['?x a ?y', '?x ?p_new ?x']
    """
    try:
        shape = shape_of(sparql)
    except ValueError:
        return None
    if shape is None or _WHOLE.search(shape.after) or (_is_select(shape) and _WHOLE.search(shape.before)):
        return None
    if not _is_divisible(shape.group):
        return None
    return tuple(
        Site(
            patterns=one.patterns,
            gains=one.gains,
            loses=one.loses,
            keys=one.keys,
            _before=shape.before,
            _inside=one.inside,
            _held=one.held,
            _after=shape.after,
        )
        for one in _within(shape.group)
    )


def _is_select(shape: Shape) -> bool:
    return re.search(r"\bSELECT\b", shape.before, re.I) is not None


def _is_divisible(group: Sequence[Element]) -> bool:
    return all(one.kind != "other" and all(map(_is_divisible, one.groups)) for one in group)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A place in a group, and the inside of the group with that place required."""

    patterns: str
    inside: str
    gains: bool = True
    loses: bool = False
    keys: tuple[str, ...] = ()
    held: str = ""


def _within(group: Sequence[Element]) -> Iterator[_Place]:
    for place, one in enumerate(group):
        if one.kind == "triples":
            yield _Place(
                patterns=one.text, inside=_with(group, place, f"{{ SELECT * WHERE {{ {_ROOM} {one.text} }} }}")
            )
        elif one.kind == "optional":
            # Without braces, as a filter in it may speak of what stands outside.
            for found in _within(one.groups[0]):
                inside = _with(group, place, found.inside)
                yield replace(found, inside=inside, loses=True, keys=_keys(group), held=_held(group))
        elif one.kind == "union":
            for branch in one.groups:
                for found in _within(branch):
                    held = _with(group, place, f"{{ {found.held} }}")
                    yield replace(found, inside=_with(group, place, f"{{ {found.inside} }}"), held=held)
        elif one.kind in ("filter", "bind", "minus"):
            forbidden = one.forbids or one.kind == "minus"
            for inner in one.groups:
                for found in _asked_for(inner, inside_of([*group[:place], *group[place + 1 :]]), gains=not forbidden):
                    # What is asked for is joined, under names of its own, and asked for all the same.
                    inside = _with(group, place, f"{found.inside}\n{one.text}")
                    if forbidden and not found.gains:
                        inside = _with(group, place, found.inside)
                    yield replace(found, inside=inside, keys=_keys(group), held=_held(group))


def _asked_for(group: Sequence[Element], outside: str, *, gains: bool) -> Iterator[_Place]:
    names = variables_of(inside_of(group)) - variables_of(outside)

    def renamed(found: _Place, rest: str = "") -> _Place:
        inside = _renamed(f"{rest}\n{found.inside}", names)
        return replace(found, patterns=_renamed(found.patterns, names), inside=inside, loses=True)

    for found in _within(_without_nested(group)):
        yield renamed(replace(found, gains=gains))
    for place, one in enumerate(group):
        for inner in one.groups if one.kind in ("filter", "minus") else ():
            rest = inside_of(_without_nested([*group[:place], *group[place + 1 :]]))
            for found in _asked_for(inner, f"{outside} {rest}", gains=True):
                yield renamed(found, rest)


def _keys(group: Sequence[Element]) -> tuple[str, ...]:
    """The variables that the triples of a group bind."""
    return tuple(sorted(variables_of(inside_of([one for one in group if one.kind == "triples"]))))


def _held(group: Sequence[Element]) -> str:
    return f"{_ROOM} {inside_of(group)}"


def _without_nested(group: Sequence[Element]) -> list[Element]:
    """A group without what it forbids itself: that may be there, and something new."""
    return [one for one in group if not (one.groups and one.kind in ("filter", "minus"))]


def _renamed(text: str, names: frozenset[str]) -> str:
    return re.sub(r"[?$](\w+)", lambda match: f"?{match[1]}_new" if match[1] in names else match[0], text)


def _with(group: Sequence[Element], place: int, text: str) -> str:
    """The inside of a group with another text in one place, and the other patterns marked."""
    before, after = marked(group[:place], _mark), marked(group[place + 1 :], _mark)
    return "\n".join((before, text, after))


def _mark(patterns: str) -> str:
    return f"{_OPENS}{patterns}{_ENDS}"


def _filled(inside: str, values: str) -> str:
    """The inside of a site with VALUES for its room, and for the other patterns that have the variable."""
    names = variables_of(values.partition("{")[0])

    def narrowed(match: re.Match[str]) -> str:
        if not names or not names <= variables_of(match[1]):
            return match[1]
        return f"{{ SELECT * WHERE {{ {values} {match[1]} }} }}"

    return _OTHERS.sub(narrowed, inside.replace(_ROOM, values))
