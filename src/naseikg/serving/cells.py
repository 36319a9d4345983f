"""CSV made of TSV: the engine writes a comma inside an IRI as it stands, so that its own CSV has a column too many."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["csv_writer"]

_IRI_OR_TEXT = rb'<([^<>]*)>|"([^"\\]*(?:\\.[^"\\]*)*)"(?:@[\w-]+|\^\^<[^<>]*>)?'
_CELL = re.compile(_IRI_OR_TEXT)
#: Where a triple is a value, which is rare, all is looked at.
_CELL_OR_END = re.compile(rb"<<\([^\t\n]*|[\t\n]|" + _IRI_OR_TEXT)
_ESCAPE = re.compile(rb"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LETTERS = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t"}
_SPECIAL = re.compile(rb'[",\r\n]')


def csv_writer() -> Callable[[bytes], bytes]:
    """A function that is given TSV of SPARQL results part by part and gives the CSV of all lines that are whole.

    A cell is what is told without its kind, as the standard has it; an unbound one is empty.

    >>> write = csv_writer()
    >>> write(b'?a\\t?b\\n<http://example.org/a,b>\\t"c"@en\\n4')
    b'a,b\\r\\n"http://example.org/a,b",c\\r\\n'
    >>> write(b"\\t\\n")
    b'4,\\r\\n'
    """
    rest = b""
    is_head = True

    def write(part: bytes) -> bytes:
        nonlocal rest, is_head
        lines, end, rest = (rest + part).rpartition(b"\n")
        if not end:
            return b""
        lines += end
        head = b""
        if is_head:
            names, _, lines = lines.partition(b"\n")
            head = names.replace(b"?", b"").replace(b"\t", b",") + b"\r\n"
            is_head = False
        # In a cell neither sign stands as it is, so what there is of them is between cells.
        if b"<<(" in lines:
            return head + _CELL_OR_END.sub(_written_or_ended, lines)
        return head + _CELL.sub(_written, lines.replace(b"\t", b",").replace(b"\n", b"\r\n"))

    return write


def _written(cell: re.Match[bytes]) -> bytes:
    iri, text = cell.groups()
    value: bytes = iri if iri is not None else text
    if iri is None and b"\\" in value:
        value = _ESCAPE.sub(_letter, value)
    return b'"' + value.replace(b'"', b'""') + b'"' if _SPECIAL.search(value) else value


def _written_or_ended(found: re.Match[bytes]) -> bytes:
    if found[0] in (b"\t", b"\n"):
        return b"," if found[0] == b"\t" else b"\r\n"
    # A triple has no form in CSV; it is told as in Turtle.
    return b'"' + found[0].replace(b'"', b'""') + b'"' if found[0].startswith(b"<<(") else _written(found)


def _letter(escape: re.Match[bytes]) -> bytes:
    short, long, letter = escape.groups()
    if letter:
        return _LETTERS.get(letter, letter)
    return chr(int(short or long, 16)).encode()
