"""The tokens of a query, and where brackets, expressions and paths end among them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from naseikg.asking.tokens import QUOTED
from naseikg.errors import QueryError

__all__ = ["Scanner", "variable_of"]

_TOKEN = re.compile(
    r"""(?P<space>(?:\s+|\#[^\n\r]*)+)"""
    rf"""|{QUOTED}"""
    r"""|[?$]\w+|@[A-Za-z]+(?:-\w+)*"""
    r"""|_:\w(?:[\w.-]*[\w-])?"""
    r"""|(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.)(?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.))?)?"""
    r"""|\d+\.?\d*[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?|\d+\.\d+|\d+"""
    r"""|\^\^|&&|\|\||[!<>]=|[^\W\d]\w*|.""",
    re.S,
)


class _Token(NamedTuple):
    """A token, and whether a space or a comment stands before it."""

    text: str
    spaced: bool


class Scanner:
    """Goes through the tokens of a query that the store has parsed."""

    def __init__(self, sparql: str, name: str) -> None:
        self.name = name
        self.tokens: list[_Token] = []
        spaced = False
        for match in _TOKEN.finditer(sparql):
            if match["space"] is None:
                self.tokens.append(_Token(match[0], spaced))
            spaced = match["space"] is not None
        self.at = 0

    def next(self, ahead: int = 0) -> str:
        """The token that comes, in capitals, as keywords are written in any case; nothing at the end."""
        return self.tokens[self.at + ahead].text.upper() if self.at + ahead < len(self.tokens) else ""

    def take(self) -> str:
        """The token that comes, which is done with.

        Raises:
            QueryError: there is none, as the store reads a token otherwise.
        """
        if self.at >= len(self.tokens):
            raise self.cannot("what ends in the middle of a condition")
        self.at += 1
        return self.tokens[self.at - 1].text

    def text(self, start: int, end: int) -> str:
        """Tokens as they stand in the query, on one line and without comments."""
        return "".join((" " if one.spaced else "") + one.text for one in self.tokens[start:end]).strip()

    def variables(self, start: int, end: int) -> frozenset[str]:
        """The variables among tokens."""
        return frozenset(
            variable_of(one.text) for one in self.tokens[start:end] if one.text[0] in "?$" and one.text[1:]
        )

    def after_brackets(self) -> int:
        """Where the bracket closes that opens here."""
        depth = 0
        for place in range(self.at, len(self.tokens)):
            depth += {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}.get(self.tokens[place].text, 0)
            if depth == 0:
                return place + 1
        raise self.cannot("an open bracket")

    def cannot(self, what: str) -> QueryError:
        """The error for a construct that is not cut."""
        return QueryError(f"{self.name}: {what} is not supported by why-not; write the query without it")

    def conjuncts(self, start: int, end: int) -> Iterable[tuple[int, int]]:
        """Where the parts of an expression begin and end that must each be true."""
        self.at = start
        if self.next() == "(" and self.after_brackets() == end:
            yield from self.conjuncts(start + 1, end - 1)
            return
        level = list(self.level(start, end))
        breaks = [place for place, text in level if text == "&&"]
        if not breaks or any(text == "||" for _, text in level):
            yield start, end
            return
        for first, last in zip([start, *(one + 1 for one in breaks)], [*breaks, end], strict=True):
            yield from self.conjuncts(first, last)

    def level(self, start: int, end: int) -> Iterable[tuple[int, str]]:
        """The tokens of an expression that stand in no bracket of it."""
        self.at = start
        while self.at < end:
            if self.next() in ("(", "{", "["):
                self.at = self.after_brackets()
            else:
                yield self.at, self.take()

    def path(self) -> tuple[str, ...]:
        """The steps of the path that comes, where it is a plain sequence, else all of it as one."""
        start, steps, plain = self.at, [self.step()], True
        while self.next() in ("/", "|"):
            plain = self.take() == "/" and plain
            steps.append(self.step())
        return tuple(steps) if plain else (self.text(start, self.at),)

    def step(self) -> str:
        """The step of a path that comes."""
        start = self.at
        while self.next() in ("^", "!"):
            self.take()
        self.at = self.after_brackets() if self.next() == "(" else self.at + 1
        if self.next() in ("?", "*", "+"):
            self.take()
        return self.text(start, self.at)


def variable_of(token: str) -> str:
    """A variable with its question mark; ``$x`` is the same as ``?x``."""
    return "?" + token[1:]
