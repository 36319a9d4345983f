"""The page of a network view: one HTML file that needs nothing else, drawn by vis-network at places computed here."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

import networkx as nx
import pyvis
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from naseikg.asking.claims import Claim
from naseikg.drawing.boxes import label_lines, radius_of
from naseikg.drawing.looks import COLOURS, PLAIN, Look
from naseikg.vocabulary import BASE

__all__ = ["write_page"]

Row = dict[str, Any]  # an entry of the page's data, as JSON has it


def write_page(
    graph: nx.MultiDiGraph[str],
    places: Mapping[str, tuple[int, int]],
    *,
    title: str,
    description: str,
    kinds: Mapping[str, tuple[str, Look]],
    relations: Mapping[str, Look],
    size: str,
    pages: Mapping[str, str | None] | None = None,
) -> str:
    """The page of a graph as `views.view_graph` makes it, its nodes at their places: the same graph gives the same bytes.

    ``kinds`` has a name and a look for each kind of node, ``relations`` a look for each relation that is not plain
    grey; ``size`` says what the size of a node stands for: ``findings``, ``links`` or ``equal``. ``pages`` has
    the address of each node's page in the site that the view is part of, if it is part of one.
    """
    found: set[Claim] = {claim for node in graph for claim in graph.nodes[node]["claims"]}
    claims = sorted(found, key=lambda one: one.iri)
    numbers = {claim.iri: number for number, claim in enumerate(claims)}
    drawn = _drawn(graph, places, kinds, relations, size, numbers)
    lines = _relation_rows(graph, relations)
    line_of = {(line["id"], line["label"], line["origin"]): place for place, line in enumerate(lines)}
    data = {
        "title": title,
        "kinds": _kind_rows(graph, kinds),
        "relations": lines,
        "nodes": [_with_page(node, (pages or {}).get(iri)) for iri, node in zip(graph, drawn.nodes, strict=True)],
        "edges": [_compact(edge, line_of) for edge in drawn.edges],
        "findings": [_claim_row(claim) for claim in claims],
    }
    style, script = _asset("viewer.css"), _asset("viewer.js")
    return Template(_asset("viewer.html")).substitute(
        title=html.escape(title),
        description=html.escape(description),
        home="" if pages is None else '<p class="home"><a href="../index.html#views">All networks</a></p>\n',
        nodes=graph.number_of_nodes(),
        edges=graph.number_of_edges(),
        policy=html.escape(_policy(scripts=[_vis_network(), script], styles=[style])),
        style=style,
        vis_network=_vis_network(),
        script=script,
        # Within a script element only "</script" and "<!--" mean anything, and both begin with "<".
        data=json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c"),
    )


def _drawn(
    graph: nx.MultiDiGraph[str],
    places: Mapping[str, tuple[int, int]],
    kinds: Mapping[str, tuple[str, Look]],
    relations: Mapping[str, Look],
    size: str,
    numbers: Mapping[str, int],
) -> Network:
    """The network as pyvis holds it; its lists are filled directly, for its own `add_edge` is quadratic."""
    network = Network(directed=True)
    for node, found in graph.nodes(data=True):
        x, y = places[node]
        look = kinds[found["kind"]][1] if found["kind"] in kinds else PLAIN
        plain = {key: found[key] for key in ("also", "classes", "description", "formula", "kind", "name", "title")}
        network.nodes.append(
            Node(
                _short(node),
                look.shape,
                label_lines(found["label"]),
                x=x,
                y=y,
                size=radius_of(graph, node, size),
                findings=[numbers[claim.iri] for claim in found["claims"]],
                **plain,
            ).options
        )
    for number, (start, end, found) in enumerate(graph.edges(data=True)):
        network.edges.append(
            Edge(
                _short(start),
                _short(end),
                directed=True,
                id=f"e{number}",
                label=found["label"],
                relation=found["relation"],
                origin=found["origin"],
                width=round(1 + 0.7 * min(found["findings"], 9) ** 0.5, 1),
                findings=[numbers[claim.iri] for claim in found["claims"] if claim.iri in numbers],
                bend=_bend(graph, start, end, found["relation"]),
            ).options
        )
    return network


def _with_page(node: Row, page: str | None) -> Row:
    return node | {"page": f"../{page}"} if page else node


def _kind_rows(graph: nx.MultiDiGraph[str], kinds: Mapping[str, tuple[str, Look]]) -> list[Row]:
    counts: Counter[str] = Counter(graph.nodes[node]["kind"] for node in graph)
    looks = {**kinds, **{kind: (PLAIN.words, PLAIN) for kind in counts if kind not in kinds}}
    return [
        {"id": kind, "label": label, "shape": look.shape, "fill": COLOURS[look.colour].fill, "count": counts[kind]}
        for kind, (label, look) in looks.items()
        if counts[kind]
    ]


def _relation_rows(graph: nx.MultiDiGraph[str], relations: Mapping[str, Look]) -> list[Row]:
    counts = Counter((found["relation"], found["label"], found["origin"]) for _, _, found in graph.edges(data=True))
    rows = []
    for (relation, label, origin), count in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        colour = COLOURS[relations.get(relation, PLAIN).colour]
        rows.append(
            {
                "id": relation,
                "label": label,
                "origin": origin,
                "light": colour.on_light,
                "dark": colour.on_dark,
                "count": count,
            }
        )
    return rows


def _compact(edge: Row, line_of: Mapping[tuple[str, str, str], int]) -> Row:
    """An edge with the place of its line in the legend; the page takes from there what all edges of a line share."""
    shared = ("arrows", "label", "origin", "relation")
    line = line_of[edge["relation"], edge["label"], edge["origin"]]
    return {name: value for name, value in edge.items() if name not in shared} | {"line": line}


def _claim_row(claim: Claim) -> Row:
    return {"text": claim.text, "basis": claim.basis, "references": claim.references, "places": claim.places}


def _bend(graph: nx.MultiDiGraph[str], start: str, end: str, relation: str) -> int:
    """Which of several edges between two nodes this one is: 0 runs straight, the others bend aside."""
    beside = sorted(
        [
            *((start, one) for one in _relations(graph, start, end)),
            *((end, one) for one in _relations(graph, end, start)),
        ]
    )
    return beside.index((start, relation)) if start != end else 0


def _relations(graph: nx.MultiDiGraph[str], start: str, end: str) -> Sequence[str]:
    if not graph.has_edge(start, end):
        return ()
    return [found["relation"] for found in graph.get_edge_data(start, end).values()]


def _short(iri: str) -> str:
    return iri.removeprefix(BASE)


def _policy(*, scripts: Sequence[str], styles: Sequence[str]) -> str:
    def sources(texts: Sequence[str]) -> str:
        digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
        return " ".join(f"'sha256-{digest}'" for digest in digests)

    return f"default-src 'none'; script-src {sources(scripts)}; style-src {sources(styles)}; img-src data:; base-uri 'none'"


@cache
def _asset(name: str) -> str:
    return (files("naseikg.drawing") / "viewer" / name).read_text(encoding="utf-8")


@cache
def _vis_network() -> str:
    """The vis-network that pyvis ships, the newest of its copies."""
    found = max(Path(pyvis.__file__).parent.glob("templates/lib/vis-*/vis-network.min.js"))
    return found.read_text(encoding="utf-8").strip().replace("</script", "<\\/script")
