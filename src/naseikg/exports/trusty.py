"""Trusty URIs: names that hold a digest of what they name, so that everybody can check that nothing was changed.

The digest is that of module RA at https://trustyuri.net/: SHA-256 over the sorted statements, in which the digest
itself is a space.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

__all__ = ["PLACEHOLDER", "trusty_code"]

#: Stands for the digest until it is known; no IRI may hold the space that the module prescribes.
PLACEHOLDER = "RA-not-known-yet"


def trusty_code(quads: Iterable[Quad]) -> str:
    """The code, ``RA`` and 43 characters, of statements without blank nodes whose own names hold `PLACEHOLDER`.

    >>> thing, graph = NamedNode(f"https://example.org/{PLACEHOLDER}"), NamedNode(f"https://example.org/{PLACEHOLDER}#a")
    >>> trusty_code([Quad(thing, NamedNode("https://example.org/says"), Literal("something"), graph)])
    'RAIBA7oZVLnfLnlsQ1E5luvVCfr4R11dzLtwLAaVIAS-4'
    """
    lines = sorted({_line(one) for one in quads})
    text = "".join(
        f"{graph}\n{subject}\n{predicate}\n{_shown(object)}\n" for graph, subject, predicate, object in lines
    )
    return "RA" + base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


#: An object as it is sorted: names before texts, then value, datatype, language.
_Sorted = tuple[bool, str, str, str]


def _line(quad: Quad) -> tuple[str, str, str, _Sorted]:
    object = quad.object
    if isinstance(object, Literal):
        datatype = "" if object.language else object.datatype.value
        key = (True, object.value, datatype, object.language or "")
    else:
        key = (False, _name(object), "", "")
    return _name(quad.graph_name), _name(quad.subject), quad.predicate.value, key


def _name(node: object) -> str:
    assert isinstance(node, NamedNode), f"{node} has no name"
    return node.value.replace(PLACEHOLDER, " ")


def _shown(object: _Sorted) -> str:
    is_text, value, datatype, language = object
    if not is_text:
        return value
    escaped = value.replace("\\", "\\\\").replace("\n", "\\n")
    # The module wants languages in lower case, as pyoxigraph has them.
    return f"@{language} {escaped}" if language else f"^{datatype} {escaped}"
