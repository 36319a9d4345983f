"""JSON-LD to read: one object a subject, with the short names that a context of our prefixes allows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from naseikg.exports.turtle import relative
from naseikg.vocabulary import BASE, PREFIXES, RDF, XSD

__all__ = ["write_json_ld"]


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
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


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
    for prefix, iri in PREFIXES.items():
        if node.value.startswith(iri):
            return f"{prefix}:{node.value.removeprefix(iri)}"
    return relative(node)
