"""JSON-LD to read: one object a subject, with the short names that a context of our prefixes allows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from naseikg.exports.turtle import relative
from naseikg.vocabulary import BASE, PREFIXES, RDF, XSD

__all__ = ["write_json_ld"]

_TEXT = json.JSONEncoder(ensure_ascii=False).encode


def write_json_ld(triples: Iterable[Triple]) -> str:
    """Triples as JSON-LD, sorted; a property with one value has it without a list.

    >>> naf = NamedNode(BASE + "substance/naf")
    >>> halide = Triple(naf, RDF.type, NamedNode(PREFIXES["nsei"] + "Halide"))
    >>> json.loads(write_json_ld([halide]))["@graph"]
    [{'@id': 'substance/naf', '@type': 'nsei:Halide'}]
    """
    nodes = []
    for subject, group in groupby(sorted(triples, key=str), key=lambda triple: triple.subject):
        node: dict[str, object] = {"@id": _name(subject)}
        values: dict[str, list[object]] = {}
        for triple in group:
            if triple.predicate == RDF.type:
                values.setdefault("@type", []).append(_name(triple.object))
            else:
                values.setdefault(_name(triple.predicate), []).append(_value(triple.object))
        nodes.append(node | {key: many if len(many) > 1 else many[0] for key, many in values.items()})
    document = {"@context": {"@base": BASE, **PREFIXES}, "@graph": nodes}
    return _laid_out(document) + "\n"


def _laid_out(value: object, margin: str = "\n") -> str:
    """As `json.dumps` with ``indent=1``, which leaves its quick encoder for that and takes four times as long."""
    inner = f"{margin} "
    if isinstance(value, dict):
        members = [f"{_TEXT(key)}: {_laid_out(one, inner)}" for key, one in value.items()]
        return f"{{{inner}{f',{inner}'.join(members)}{margin}}}" if members else "{}"
    if isinstance(value, list):
        members = [_laid_out(one, inner) for one in value]
        return f"[{inner}{f',{inner}'.join(members)}{margin}]" if members else "[]"
    return _TEXT(value)


def _value(node: object) -> object:
    if not isinstance(node, Literal):
        return {"@id": _name(node)}
    if node.language:
        return {"@value": node.value, "@language": node.language}
    return node.value if node.datatype == XSD.string else {"@value": node.value, "@type": _name(node.datatype)}


def _name(node: object) -> str:
    if isinstance(node, BlankNode):
        return str(node)
    assert isinstance(node, NamedNode)
    return _short(node.value)


@lru_cache(maxsize=100_000)
def _short(name: str) -> str:
    """Most names are written many times."""
    for prefix, iri in PREFIXES.items():
        if name.startswith(iri):
            return f"{prefix}:{name.removeprefix(iri)}"
    return relative(NamedNode(name))
