"""The page for people that lists the operations of the API, each with an address that works."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote, urlencode

from naseikg.pages.markup import Child, Html, joined, tag
from naseikg.serving.operations import Argument, Operation

__all__ = ["example_of", "page_of"]

#: What every named query takes; told once, above all of them.
_COMMON = ("format", "limit", "offset")
_POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"


def page_of(operations: Sequence[Operation], *, has_site: bool) -> str:
    """The page; in the look of the site, where that is served too."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", "API · naseikg"),
        # Browsers ask for an icon where a page names none.
        tag("link", rel="icon", href="/assets/icon.svg" if has_site else "data:,"),
        tag("link", rel="stylesheet", href="/assets/site.css") if has_site else None,
    )
    queries = [one for one in operations if one.answer == "rows"]
    others = [one for one in operations if one.answer != "rows"]
    main = tag(
        "main",
        tag("h1", "API"),
        tag(
            "p",
            "What this server answers by GET, beside ",
            _code_link("/sparql"),
            ". For programs: ",
            _code_link("/api/openapi.json"),
            " and ",
            _code_link("/api/queries"),
            ".",
            class_="lead",
        ),
        tag("h2", "Things"),
        tag("ul", [_item(one) for one in others]),
        tag("h2", f"Named queries ({len(queries)})"),
        tag(
            "p",
            "Each also takes ",
            joined([tag("code", name) for name in _COMMON], ", "),
            ". Without format, the header Accept decides.",
        ),
        tag("ul", [_item(one) for one in queries]),
    )
    back = tag("header", tag("a", "naseikg", href="/index.html", class_="brand")) if has_site else None
    return f"<!doctype html>\n{tag('html', head, tag('body', back, main), lang='en')}\n"


def example_of(operation: Operation) -> str:
    """An address that works: the operation with what it must have, or with the first of what it may have.

    The examples are those that the operation itself declares.
    """
    path = operation.path
    given: dict[str, str] = {}
    for one in operation.arguments:
        if one.in_path:
            path = path.replace("{" + one.name + "}", quote(one.example, safe="/"))
        elif one.required or (one.name not in _COMMON and not given and operation.answer == "rows"):
            given[one.name] = one.example
    return f"{path}?{urlencode(given)}" if given else path


def _item(operation: Operation) -> Html:
    taken = [one for one in operation.arguments if operation.answer != "rows" or one.name not in _COMMON]
    return tag(
        "li",
        tag("b", operation.title),
        f" – {operation.words} ",
        _code_link(example_of(operation)),
        tag("ul", [tag("li", [*_told(one)]) for one in taken]) if taken else None,
        id=operation.id,
    )


def _told(one: Argument) -> Iterator[Child]:
    yield tag("code", one.name)
    yield f": {one.words}, such as "
    yield tag("i", one.example)
    if one.required:
        yield " (required)"


def _code_link(address: str) -> Html:
    return tag("a", tag("code", address), href=address)
