"""Markup that is escaped by construction: text becomes HTML in one place only."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

__all__ = ["Child", "Html", "embedded_json", "joined", "scroll_box", "table", "tag"]

_SPECIAL = re.compile("[&<>\"']")
_CELL_END = re.compile("</td>|</th>")
_TAG = re.compile("<[^>]*>")
#: The class of a column by the letters of its longest cell, so that a cell has about three lines.
_WIDTHS = ((100, "longest"), (60, "long"), (36, "longer"))
_VOID = frozenset({"br", "input", "link", "meta"})


class Html(str):
    """Text that is markup already; any other text is escaped where it enters an element."""

    __slots__ = ()


Child = str | None | Iterable["Child"]


def tag(name: str, /, *children: Child, **attributes: str | None) -> Html:
    """An element. An attribute's name may end in ``_`` and writes ``-`` as ``_``; ``None`` leaves it out.

    >>> tag("a", "Na < K", href="x.html?a&b", class_="thing")
    '<a href="x.html?a&amp;b" class="thing">Na &lt; K</a>'
    >>> tag("p", tag("b", "bold"), None, ["x", "y"])
    '<p><b>bold</b>xy</p>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_escaped(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{joined(children)}</{name}>")


def joined(children: Iterable[Child], separator: Child = "") -> Html:
    """The children one after the other, plain text escaped.

    >>> joined(["1 < 2", Html("<br>")], ", ")
    '1 &lt; 2, <br>'
    """
    parts = [one if type(one) is Html else _markup(one) for one in children if one is not None]
    return Html(_markup(separator).join(parts))


def table(columns: Sequence[Child], rows: Iterable[Iterable[Child]], *, caption: str, class_: str = "sortable") -> Html:
    """A table that scrolls inside its own box; a row is a ``tr`` element or its cells."""
    written = [_row(row) for row in rows]
    widths = [_width(cells) for cells in zip_longest(*map(_texts, written), fillvalue="")]
    heads = zip_longest(columns, widths[: len(columns)])
    head = tag("thead", tag("tr", [tag("th", one, scope="col", class_=width) for one, width in heads]))
    body = tag("tbody", written)
    return scroll_box(tag("table", tag("caption", caption, class_="unseen"), head, body, class_=class_), caption)


def scroll_box(content: Html, name: str) -> Html:
    """A box that scrolls sideways, also by keyboard, when its content is wider than the page."""
    return tag("div", content, class_="scroll", tabindex="0", role="region", aria_label=name)


def embedded_json(value: object, *, id: str, media_type: str = "application/json") -> Html:
    """Data for a script, in a form that cannot end its element early.

    >>> embedded_json(["</script>"], id="data")
    '<script type="application/json" id="data">["\\\\u003c/script\\\\u003e"]</script>'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Html(f'<script type="{html.escape(media_type)}" id="{html.escape(id)}">{text}</script>')


def _markup(child: Child) -> str:
    if isinstance(child, Html):
        return child
    if isinstance(child, str):
        return _escaped(child)
    return "" if child is None else "".join(map(_markup, child))


def _escaped(text: str) -> str:
    """As `html.escape`, which is slower on the many texts that have nothing to escape."""
    return html.escape(text) if _SPECIAL.search(text) else text


def _row(row: Iterable[Child]) -> Html:
    return row if isinstance(row, Html) else tag("tr", [_cell(cell) for cell in row])


def _texts(row: Html) -> list[str]:
    return [_TAG.sub("", one) for one in _CELL_END.split(row)[:-1]]


def _width(cells: Iterable[str]) -> str | None:
    longest = max(map(len, cells), default=0)
    return next((name for letters, name in _WIDTHS if longest > letters), None)


def _cell(cell: Child) -> Html:
    if isinstance(cell, Html) and cell.startswith(("<td", "<th")):
        return cell
    return tag("td", cell)
