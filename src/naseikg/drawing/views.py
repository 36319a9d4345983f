"""Network views: a CONSTRUCT says what is drawn, its header how, and a page of its own shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
from pyoxigraph import Literal, NamedNode, Quad, Store

from naseikg.asking.answers import ask
from naseikg.asking.claims import Claim, Claims, claims_of
from naseikg.asking.questions import load_questions
from naseikg.drawing.boxes import places_of
from naseikg.drawing.looks import PLAIN, Look, kind_looks, relation_looks
from naseikg.drawing.view_page import write_page
from naseikg.errors import QueryError, StoreError, UnknownNameError, nearest
from naseikg.exports.written import Written
from naseikg.vocabulary import (
    DCTERMS,
    GRAPH_ASSERTED,
    GRAPH_INFERRED,
    GRAPH_ONTOLOGY,
    NSEI,
    RDF,
    RDFS,
    SKOS,
    curie,
    local_name,
)
from naseikg.writing.whole import write_whole

__all__ = ["Drawing", "View", "drawing_of", "load_views", "view_graph", "write_drawing", "write_view"]

_KEYS = ("description", "kinds", "label", "relations", "size", "tags", "title")
_SIZES = ("equal", "findings", "links")
_LABELS = ("formula", "name")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A network view: its words, its header as written, the looks read from it, and the CONSTRUCT."""

    name: str
    title: str
    description: str
    header: Mapping[str, str]
    sparql: str
    kinds: tuple[Look, ...]
    relations: tuple[Look, ...]

    @property
    def size(self) -> str:
        """What the size of a node stands for."""
        return self.header.get("size", "findings")


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawing:
    """A view with what it draws, and with the centre of each node's mark."""

    view: View
    graph: nx.MultiDiGraph[str]
    places: Mapping[str, tuple[int, int]]


def load_views(folder: Path, *, names: Sequence[str] = ()) -> tuple[View, ...]:
    """The views of a folder, or those named, sorted by name: each a file ``NAME.rq`` with one CONSTRUCT.

    What the CONSTRUCT gives is drawn: a triple of two IRIs is an edge, but for two kinds of triples that say how a
    node is drawn. A triple ``rdfs:label`` with a text gives the node another label than its own, and a triple ``a``
    with a class of the header's ``kinds``, unless the graph holds it, makes the node one of that kind. The header says
    how, one key a line:

    ```text
    #+ title: Challenges and their causes
    #+ description: What the picture shows, in one or two sentences.
    #+ kinds: [Challenge vermilion diamond, Phenomenon sky dot, owl:Thing grey square anything else]
    #+ relations: [causes grey, aggravates vermilion]
    #+ size: findings
    #+ label: name
    ```

    ``kinds`` has for each a class, a colour, a shape (`looks.COLOURS`, `looks.SHAPES`) and, where the legend is to
    say something else than the label of the class, words; a node is of the first kind that it belongs to, by
    reasoning too, and of ``owl:Thing`` when there is none. ``relations`` gives edges a colour and perhaps words; those
    not listed are grey. ``size`` is that of the nodes: by ``findings`` (as without the line), by ``links``, or
    ``equal``. With ``label: formula`` a substance is drawn by its formula, where it has one.

    Raises:
        UnknownNameError: there is no view of a name given.
        QueryError: a header lacks a key, or has one or a value that is unknown.
    """
    views = {one.name: one for one in load_questions(folder)}
    for name in names:
        if name not in views:
            raise UnknownNameError("view", name, views)
    return tuple(
        _view(views[name].name, views[name].header, views[name].sparql) for name in sorted(set(names) or views)
    )


def _view(name: str, header: Mapping[str, str], sparql: str) -> View:
    for key in ("title", "description", "kinds"):
        if not header.get(key):
            raise QueryError(f"{name}: has no line '#+ {key}: ...' on top; add it")
    for key in header:
        if key not in _KEYS:
            raise QueryError(f"{name}: header {key!r} is unknown{nearest(key, _KEYS)}")
    for key, known in (("size", _SIZES), ("label", _LABELS)):
        if header.get(key, known[-1]) not in known:
            raise QueryError(f"{name}: header {key}: {header[key]!r} is unknown; choose of {', '.join(known)}")
    return View(
        name=name,
        title=header["title"],
        description=header["description"],
        header=header,
        sparql=sparql,
        kinds=kind_looks(header["kinds"], view=name),
        relations=relation_looks(header.get("relations", ""), view=name),
    )


def view_graph(store: Store, view: View, *, claims: Claims | None = None) -> nx.MultiDiGraph[str]:
    """What a view draws, as a graph whose nodes are IRIs and whose edge keys are those of the relations.

    A node has ``iri``, ``label`` (as drawn), ``name`` (in full), ``kind``, ``classes``, ``formula``, ``also``,
    ``description``, ``findings`` (how many touch it) and ``title`` (its tooltip). An edge has ``relation``, ``label``,
    ``origin`` (``stated``, ``inferred`` or ``joined`` by the view's query), ``inferred``, ``findings``,
    ``references`` and ``title``. Both have ``claims``, the findings themselves; everything else is plain values. The
    argument ``claims`` spares reading them again for each view.

    Raises:
        QueryError: the query is no CONSTRUCT, or cannot be run.
    """
    edges, labels, types = _drawn(store, view)
    claims = claims or claims_of(store)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=view.name)
    for node in sorted({end for subject, _, object in edges for end in (subject, object)}, key=str):
        about = claims.about(node.value)
        graph.add_node(node.value, **_node(store, view, node, labels.get(node), types.get(node), about), claims=about)
    words = {look.term: look.words for look in view.relations}
    for subject, relation, object in edges:
        origin = _origin(store, subject, relation, object)
        triple = (subject.value, relation.value, object.value)
        found = claims.joining(*triple) if origin == "joined" else claims.stating(*triple)
        label = words.get(relation) or _label(store, relation)
        names = (graph.nodes[subject.value]["name"], graph.nodes[object.value]["name"])
        graph.add_edge(
            subject.value,
            object.value,
            key=relation.value,
            relation=curie(relation),
            label=label,
            origin=origin,
            inferred=origin == "inferred",
            findings=len(found),
            references=", ".join(map(str, sorted({number for one in found for number in one.references}))),
            title="\n".join([f"{names[0]} – {label} – {names[1]}", *map(_line, found)]),
            claims=found,
        )
    return graph


def drawing_of(store: Store, view: View, *, claims: Claims | None = None) -> Drawing:
    """What a view draws, with places; the same graph gives the same places. ``claims`` is that of `view_graph`.

    Raises:
        QueryError: the query is no CONSTRUCT, or cannot be run.
    """
    graph = view_graph(store, view, claims=claims)
    return Drawing(view=view, graph=graph, places=places_of(graph, view.size))


def write_view(store: Store, view: View, out: Path) -> Written:
    """Draws a view and writes its page to a folder; see `write_drawing`.

    Raises:
        QueryError: the query is no CONSTRUCT, or finds nothing to draw.
        StoreError: the folder cannot be written.
    """
    return write_drawing(store, drawing_of(store, view), out)


def write_drawing(
    store: Store, drawing: Drawing, out: Path, *, page_of: Callable[[NamedNode], str | None] | None = None
) -> Written:
    """Writes the page of a drawing to a folder; returns a line that says where and how much.

    In a site ``page_of`` gives the address of a thing there; then the page leads back to the site and on to its things.

    Raises:
        QueryError: there is nothing to draw.
        StoreError: the folder cannot be written.
    """
    view, graph = drawing.view, drawing.graph
    if not graph:
        raise QueryError(f"{view.name}: finds nothing to draw; correct the query")
    path = out / f"{view.name}.html"
    page = write_page(
        graph,
        drawing.places,
        title=view.title,
        description=view.description,
        kinds={curie(look.term): (look.words or _label(store, look.term), look) for look in view.kinds},
        relations={curie(look.term): look for look in view.relations},
        size=view.size,
        pages={node: page_of(NamedNode(node)) for node in graph} if page_of else None,
    )
    try:
        out.mkdir(parents=True, exist_ok=True)
        write_whole(path, page.encode())
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written ({error.strerror}); free space or give --out another folder"
        ) from error
    return Written(path, f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges")


_Edge = tuple[NamedNode, NamedNode, NamedNode]


def _drawn(store: Store, view: View) -> tuple[list[_Edge], dict[NamedNode, str], dict[NamedNode, NamedNode]]:
    answer = ask(store, view.sparql, name=view.name)
    if answer.columns != ("subject", "predicate", "object"):
        raise QueryError(f"{view.name}: is no CONSTRUCT; a view needs one")
    edges: list[_Edge] = []
    labels: dict[NamedNode, str] = {}
    types: dict[NamedNode, NamedNode] = {}
    kinds = {look.term for look in view.kinds}
    for subject, relation, object in answer.rows:
        assert isinstance(relation, NamedNode)
        if (
            isinstance(subject, NamedNode)
            and isinstance(object, NamedNode)
            and relation == RDF.type
            and object in kinds
            and _origin(store, subject, relation, object) == "joined"
        ):
            types[subject] = object
        elif isinstance(subject, NamedNode) and isinstance(object, NamedNode):
            edges.append((subject, relation, object))
        elif isinstance(subject, NamedNode) and isinstance(object, Literal) and relation == RDFS.label:
            labels[subject] = min(object.value, labels.get(subject, object.value))
        else:
            raise QueryError(
                f"{view.name}: {subject} {relation} {object} cannot be drawn; give edges of two IRIs, or rdfs:label"
            )
    return edges, labels, types


def _node(
    store: Store, view: View, node: NamedNode, label: str | None, type: NamedNode | None, claims: Sequence[Claim]
) -> dict[str, object]:
    name = _text(store, node, RDFS.label) or label or local_name(node)
    formula = _text(store, node, NSEI.formula)
    types = {quad.object for quad in store.quads_for_pattern(node, RDF.type, None)}
    kind = type or next((look.term for look in view.kinds if look.term in types), PLAIN.term)
    stated = [quad.object for quad in store.quads_for_pattern(node, RDF.type, None, GRAPH_ASSERTED)]
    classes = sorted(_text(store, one, RDFS.label) for one in stated if isinstance(one, NamedNode))
    description = next(_texts(store, node, (SKOS.definition, DCTERMS.title, NSEI.outcome)), "")
    count = f"{len(claims)} finding{'' if len(claims) == 1 else 's'}"
    if label is None:
        label = formula if view.header.get("label") == "formula" and formula else name
    return {
        "iri": node.value,
        "label": label,
        "name": name,
        "kind": curie(kind),
        "classes": ", ".join(classes),
        "formula": formula,
        "also": ", ".join(sorted(_texts(store, node, (SKOS.altLabel,)))),
        "description": description,
        "findings": len(claims),
        "title": "\n".join(filter(None, (name, formula, ", ".join(classes), description, count))),
    }


def _line(claim: Claim) -> str:
    numbers = f" [{', '.join(map(str, claim.references))}]" if claim.references else ""
    places = f" ({'; '.join(claim.places)})" if claim.places else ""
    return f"{claim.text}{numbers}{places}"


def _origin(store: Store, subject: NamedNode, relation: NamedNode, object: NamedNode) -> str:
    for graph, origin in ((GRAPH_ASSERTED, "stated"), (GRAPH_ONTOLOGY, "stated"), (GRAPH_INFERRED, "inferred")):
        if Quad(subject, relation, object, graph) in store:
            return origin
    return "joined"


def _label(store: Store, term: NamedNode) -> str:
    return _text(store, term, RDFS.label) or local_name(term)


def _texts(store: Store, subject: NamedNode, relations: Iterable[NamedNode]) -> Iterator[str]:
    for relation in relations:
        found = (quad.object for quad in store.quads_for_pattern(subject, relation, None))
        yield from sorted(one.value for one in found if isinstance(one, Literal))


def _text(store: Store, subject: NamedNode, relation: NamedNode) -> str:
    return next(_texts(store, subject, (relation,)), "")
