"""The types of the explorer's files, read from `web/src/data/types.ts`, and what of a value breaks them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Contract", "contract_of"]

_TOKEN = re.compile(r'"[^"]*"|\w+|[{}\[\]<>|;:,]')
_PLAIN: dict[str, tuple[type, ...]] = {"string": (str,), "number": (int, float), "boolean": (bool,)}

#: A type: a name, or a tuple of what it is and its parts.
Type = str | tuple[object, ...]


def contract_of(path: Path) -> Contract:
    """The exported interfaces and type names of a file of types."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    named: dict[str, Type] = {}
    for match in re.finditer(r"export (?:interface (\w+) |type (\w+) =)", text):
        named[match[1] or match[2]] = _Reader([*_TOKEN.findall(text, match.end()), ";"]).one()
    return Contract(named=named)


@dataclass(frozen=True, kw_only=True)
class Contract:
    """Types by their names."""

    named: dict[str, Type]

    def breaches(self, value: object, type: Type, place: str = "") -> Iterator[str]:
        """Where a value is not of a type: a field is missing, unknown, or of another type."""
        kind = type if isinstance(type, str) else type[0]
        if isinstance(type, str):
            yield from self._breaches_of_name(value, type, place)
        elif kind == "any of":
            if all(any(True for _ in self.breaches(value, one, place)) for one in type[1:]):  # type: ignore[arg-type]  # parts are types
                yield f"{place}: {value!r:.60} is none of {type[1:]}"
        elif kind == "list":
            yield from self._each(value, list, type[1], place)
        elif kind == "record":
            yield from self._each(value, dict, type[1], place)
        elif kind == "tuple":
            if not isinstance(value, list) or len(value) != len(type) - 1:
                yield f"{place}: {value!r:.60} has not {len(type) - 1} parts"
            else:
                for number, (part, one) in enumerate(zip(value, type[1:], strict=True)):
                    yield from self.breaches(part, one, f"{place}[{number}]")  # type: ignore[arg-type]  # parts are types
        else:
            yield from self._breaches_of_fields(value, type[1], place)

    def _breaches_of_name(self, value: object, name: str, place: str) -> Iterator[str]:
        if name in self.named:
            yield from self.breaches(value, self.named[name], place)
        elif name in _PLAIN:
            if not isinstance(value, _PLAIN[name]) or (isinstance(value, bool) and name != "boolean"):
                yield f"{place}: {value!r:.60} is no {name}"
        elif not (value is None if name == "null" else value == name.strip('"') and name.startswith('"')):
            yield f"{place}: {value!r:.60} is not {name}"

    def _each(self, value: object, kind: type, part: object, place: str) -> Iterator[str]:
        assert isinstance(part, str | tuple)
        if not isinstance(value, kind):
            yield f"{place}: {value!r:.60} is no {kind.__name__}"
            return
        entries = value.items() if isinstance(value, dict) else enumerate(value)  # type: ignore[arg-type]  # a list
        for key, one in entries:
            yield from self.breaches(one, part, f"{place}[{key}]")

    def _breaches_of_fields(self, value: object, fields: object, place: str) -> Iterator[str]:
        assert isinstance(fields, dict)
        if not isinstance(value, dict):
            yield f"{place}: {value!r:.60} is no object"
            return
        yield from (f"{place}: lacks {name}" for name in fields.keys() - value.keys())
        yield from (f"{place}: has {name}" for name in value.keys() - fields.keys())
        for name in fields.keys() & value.keys():
            yield from self.breaches(value[name], fields[name], f"{place}.{name}")


class _Reader:
    """Reads a type from its tokens."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def one(self) -> Type:
        """A type, with all that it may be."""
        parts = [self._part()]
        while self._tokens[self._at] == "|":
            self._at += 1
            parts.append(self._part())
        return parts[0] if len(parts) == 1 else ("any of", *parts)

    def _part(self) -> Type:
        token = self._next()
        found: Type = token
        if token == "{":
            found = "fields", self._fields()
        elif token == "[":
            found = "tuple", *self._until("]")
        elif token == "Record":
            assert self._next() == "<"
            found = "record", list(self._until(">"))[1]
        while self._tokens[self._at : self._at + 2] == ["[", "]"]:
            self._at += 2
            found = "list", found
        return found

    def _fields(self) -> dict[str, Type]:
        found: dict[str, Type] = {}
        while (name := self._next()) != "}":
            assert self._next() == ":"
            found[name] = self.one()
            if self._tokens[self._at] == ";":
                self._at += 1
        return found

    def _until(self, end: str) -> Iterator[Type]:
        while True:
            yield self.one()
            if self._next() == end:
                return

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]
